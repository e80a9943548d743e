/* vdt-session-report-private.h
 *
 * What the files of the session's reports share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-pages.h"
#include "vdt-report-preview.h"
#include "vdt-session-private.h"
#include "vdt-session-report-edit.h"
#include "vdt-session-report.h"

G_BEGIN_DECLS

/**
 * VdtReportFunc:
 * @task: to be returned by the function
 * @incident: (nullable): the incident, loaded for this work alone
 * @key: (element-type VdtPseudonym): the case's key to redacted names; what the function
 *   adds is kept
 * @data: what was given
 *
 * Work on a report, on a thread of its own.
 */
typedef void (*VdtReportFunc) (GTask       *task,
                               VdtIncident *incident,
                               GPtrArray   *key,
                               gpointer     data);

void        vdt_session_report_work  (VdtSession     *self,
                                      GTask          *task,
                                      const char     *incident_id,
                                      VdtReportFunc   func,
                                      gpointer        data,
                                      GDestroyNotify  data_free);
gpointer    vdt_session_report_get_data (GTask       *task);
void        vdt_session_report_keep_key (VdtSession  *self,
                                         GTask       *task);
VdtReport  *vdt_session_copy_report  (VdtReport      *report);
VdtReportPreview *vdt_report_preview_new (VdtDocument  *document,
                                          GCancellable *cancellable);

G_END_DECLS
