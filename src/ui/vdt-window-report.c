/* vdt-window-report.c
 *
 * The way to the report composer.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-window-private.h"

#include "vdt-report-page.h"

/**
 * vdt_window_open_report:
 * @self: a window
 * @incident_id: (nullable): an incident's id; %NULL or "" for a report on none
 *
 * Shows the reports on an incident, in their tab if they have one.
 */
void
vdt_window_open_report (VdtWindow  *self,
                        const char *incident_id)
{
  const char *id = incident_id != NULL && *incident_id != '\0' ? incident_id : NULL;
  g_autofree char *key = vdt_report_page_dup_key (id);

  if (!vdt_window_show_page (self, key))
    vdt_window_add_page (self, VDT_PAGE (vdt_report_page_new (self->session, id)));
}
