/* vdt-sidebar.h
 *
 * The places, the queue's ready-made filters, and the open incidents.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VDT_TYPE_SIDEBAR (vdt_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (VdtSidebar, vdt_sidebar, VDT, SIDEBAR, GtkWidget)

void vdt_sidebar_set_tab_view    (VdtSidebar *self,
                                  AdwTabView *tab_view);
void vdt_sidebar_set_filter_sets (VdtSidebar *self,
                                  GListModel *sets);
void vdt_sidebar_set_count       (VdtSidebar *self,
                                  const char *place,
                                  guint       count);
void vdt_sidebar_set_selected    (VdtSidebar *self,
                                  const char *key);

G_END_DECLS
