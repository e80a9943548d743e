/* vdt-window-report.c
 *
 * The ways to the report composer and to case packages.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-window-private.h"

#include "vdt-package-page.h"
#include "vdt-report-page.h"
#include "vdt-session-package-read.h"

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

/**
 * vdt_window_open_package:
 * @self: a window
 * @path: a case package
 *
 * Shows it to be read, in its tab if it has one.
 */
void
vdt_window_open_package (VdtWindow  *self,
                         const char *path)
{
  g_autofree char *key = vdt_package_page_dup_key (path);

  if (!vdt_window_show_page (self, key))
    vdt_window_add_page (self, VDT_PAGE (vdt_package_page_new (path)));
}

/**
 * vdt_window_open_packages:
 * @self: a window
 * @files: a list of #GFile
 *
 * Opens those of the files that are case packages.
 *
 * Returns: (transfer full): the others
 */
GListModel *
vdt_window_open_packages (VdtWindow  *self,
                          GListModel *files)
{
  GListStore *rest = g_list_store_new (G_TYPE_FILE);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL && vdt_session_is_package (path))
        vdt_window_open_package (self, path);
      else
        g_list_store_append (rest, file);
    }

  return G_LIST_MODEL (rest);
}
