/* vdt-session-script.h
 *
 * Scripts: analysed without being run, judged by the analyst, their indicators
 * kept with the incident.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-change.h"
#include "vdt-script-report.h"
#include "vdt-session.h"

G_BEGIN_DECLS

void             vdt_session_analyse_script_async      (VdtSession           *self,
                                                        const char           *text,
                                                        gssize                length,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
void             vdt_session_analyse_script_file_async (VdtSession           *self,
                                                        GFile                *file,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
VdtScriptReport *vdt_session_analyse_script_finish     (VdtSession           *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);

void             vdt_session_judge_finding             (VdtSession           *self,
                                                        VdtScriptReport      *report,
                                                        VdtReportFinding     *finding,
                                                        const char           *judgement);
VdtChange       *vdt_session_new_keep_indicators       (VdtSession           *self,
                                                        VdtScriptReport      *report,
                                                        const char           *incident_id);
char            *vdt_session_new_script_query          (VdtSession           *self,
                                                        VdtScriptReport      *report);
char            *vdt_session_export_script             (VdtSession           *self,
                                                        VdtScriptReport      *report);
char            *vdt_session_export_indicators         (VdtSession           *self,
                                                        VdtScriptReport      *report,
                                                        gboolean              defanged);

G_END_DECLS
