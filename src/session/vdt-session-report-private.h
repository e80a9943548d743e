/* vdt-session-report-private.h
 *
 * What the files of the session's reports share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-session-private.h"
#include "vdt-session-report.h"

G_BEGIN_DECLS

/**
 * VdtReportFunc:
 * @task: to be returned by the function
 * @incident: (nullable): the incident, loaded for this work alone
 * @data: what was given
 *
 * Work on a report, on a thread of its own.
 */
typedef void (*VdtReportFunc) (GTask       *task,
                               VdtIncident *incident,
                               gpointer     data);

void        vdt_session_report_work  (VdtSession     *self,
                                      GTask          *task,
                                      const char     *incident_id,
                                      VdtReportFunc   func,
                                      gpointer        data,
                                      GDestroyNotify  data_free);
VdtReport  *vdt_session_copy_report  (VdtReport      *report);

G_END_DECLS
