/* vdt-session-kept.h
 *
 * Evidence that an analyst keeps: of a record, of a text, and the indicators that
 * are picked out of a text.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-change.h"
#include "vdt-report-indicator.h"
#include "vdt-result-source.h"
#include "vdt-session.h"

G_BEGIN_DECLS

VdtKept    *vdt_session_new_kept_record        (VdtSession           *self,
                                                gpointer              record);
VdtKept    *vdt_session_new_kept_text          (VdtSession           *self,
                                                const char           *text,
                                                gpointer              record,
                                                const char           *source);
VdtKept    *vdt_session_new_kept_indicator     (VdtSession           *self,
                                                VdtReportIndicator   *indicator,
                                                const char           *source_id,
                                                const char           *source);
VdtKept    *vdt_session_new_kept_rows          (VdtResultSource      *source,
                                                VdtQueryRun          *run,
                                                const char           *engine);
char       *vdt_session_dup_fact_id            (gpointer              record);
void        vdt_session_find_indicators_async  (VdtSession           *self,
                                                const char           *text,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GListModel *vdt_session_find_indicators_finish (VdtSession           *self,
                                                GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
