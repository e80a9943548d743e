/* vdt-store-merge.h
 *
 * What is known of a record and what an import brings, put together: newer over
 * older, something over nothing, the analyst's own values over both.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-store-private.h"

G_BEGIN_DECLS

extern const char *const vdt_merge_incident_properties[];
extern const char *const vdt_merge_alert_properties[];

gboolean   vdt_merge_is_newer        (gint64              stored,
                                      gint64              incoming);
void       vdt_merge_properties      (gpointer            stored,
                                      gpointer            incoming,
                                      const char *const  *properties,
                                      gboolean            newer);
void       vdt_merge_body            (gpointer            stored,
                                      gpointer            incoming,
                                      gboolean            newer);
GPtrArray *vdt_merge_take_locals_off (VdtDb              *db,
                                      const char         *kind,
                                      const char         *id,
                                      gpointer            record,
                                      GError            **error);
gboolean   vdt_merge_put_locals_back (VdtDb              *db,
                                      const char         *kind,
                                      const char         *id,
                                      gpointer            record,
                                      GPtrArray          *locals,
                                      GError            **error);
GPtrArray *vdt_merge_snapshot        (gpointer            record);
gboolean   vdt_merge_log_differences (VdtStore           *self,
                                      const char         *incident_id,
                                      const char         *kind,
                                      const char         *id,
                                      GPtrArray          *before,
                                      GPtrArray          *after,
                                      GError            **error);
char      *vdt_merge_hash_incident   (VdtIncident        *incident);
char      *vdt_merge_hash_alert      (VdtAlert           *alert);
gboolean   vdt_merge_is_same         (VdtDb              *db,
                                      const char         *sql,
                                      gint64              seq,
                                      const char         *hash,
                                      gboolean           *out_same,
                                      GError            **error);

void         vdt_merge_complete_evidence (VdtAlert *alert);
VdtIncident *vdt_merge_stand_in          (VdtAlert *alert);

G_END_DECLS
