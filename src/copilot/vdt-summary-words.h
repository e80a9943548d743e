/* vdt-summary-words.h
 *
 * Parts of sentences about what an incident holds, and the one way to say them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-summary-private.h"

G_BEGIN_DECLS

/* words */
VdtPhrase  *vdt_summary_frame         (VdtSummaryRun         *self,
                                       const char            *key,
                                       const VdtPhraseArgs   *args);
VdtPhrase  *vdt_summary_asset         (VdtSummaryRun         *self,
                                       const VdtSummaryAsset *asset);
VdtPhrase  *vdt_summary_assets        (VdtSummaryRun         *self,
                                       GPtrArray             *assets,
                                       guint                  max_named,
                                       const char            *noun);
VdtPhrase  *vdt_summary_names_or_count (VdtSummaryRun        *self,
                                       GPtrArray             *assets,
                                       guint                  max_named,
                                       const char            *noun);
VdtPhrase  *vdt_summary_title         (VdtSummaryRun         *self,
                                       const VdtSummaryAlert *alert);
VdtPhrase  *vdt_summary_when          (VdtSummaryRun         *self,
                                       gint64                 start,
                                       gint64                 end);
VdtPhrase  *vdt_summary_moment        (VdtSummaryRun         *self,
                                       gint64                 time);
VdtPhrase  *vdt_summary_point         (VdtSummaryRun         *self,
                                       gint64                 time);
VdtPhrase  *vdt_summary_until         (VdtSummaryRun         *self,
                                       gint64                 time);
VdtPhrase  *vdt_summary_plain         (VdtSummaryRun         *self,
                                       const char            *text);
VdtPhrase  *vdt_summary_technique     (VdtSummaryRun         *self,
                                       const char            *id);
VdtPhrase  *vdt_summary_term          (VdtSummaryRun         *self,
                                       const char            *group,
                                       const char            *nick);
VdtPhrase  *vdt_summary_status        (VdtSummaryRun         *self);

VdtPhrase  *vdt_summary_quote_field   (VdtSummaryRun         *self,
                                       VdtEvidence           *evidence,
                                       const char            *path,
                                       gsize                  max_chars);
VdtPhrase  *vdt_summary_name          (VdtSummaryRun         *self,
                                       const char            *name,
                                       const char            *key);
void        vdt_summary_set_command   (VdtSummaryRun         *self,
                                       VdtPhraseArgs         *args,
                                       VdtEvidence           *process);
VdtPhrase  *vdt_summary_service       (VdtSummaryRun         *self,
                                       const VdtSummaryAlert *alert);
gboolean    vdt_summary_is_known      (const char            *nick);

/* saying it */
void        vdt_summary_say           (VdtSummaryRun         *self,
                                       const char            *section,
                                       VdtPhrase             *sentence);
void        vdt_summary_say_frame     (VdtSummaryRun         *self,
                                       const char            *section,
                                       const char            *key,
                                       const VdtPhraseArgs   *args,
                                       const char            *fact);
void        vdt_summary_add_fact      (VdtSummaryRun         *self,
                                       const char            *fact_id);

G_END_DECLS
