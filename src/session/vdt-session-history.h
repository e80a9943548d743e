/* vdt-session-history.h
 *
 * The history of hunting queries: each run, with what it brought.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-past-run.h"
#include "vdt-session.h"

G_BEGIN_DECLS

void         vdt_session_record_run          (VdtSession           *self,
                                              VdtQueryRun          *run,
                                              const char           *engine);
void         vdt_session_list_runs_async     (VdtSession           *self,
                                              const char           *search,
                                              gint64                before,
                                              guint                 limit,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GPtrArray   *vdt_session_list_runs_finish    (VdtSession           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void         vdt_session_load_run_async      (VdtSession           *self,
                                              gint64                id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
VdtQueryRun *vdt_session_load_run_finish     (VdtSession           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void         vdt_session_forget_run          (VdtSession           *self,
                                              gint64                id);

G_END_DECLS
