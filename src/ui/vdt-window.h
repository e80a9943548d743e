/* vdt-window.h
 *
 * The one window.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-page.h"
#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_WINDOW (vdt_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtWindow, vdt_window, VDT, WINDOW, AdwApplicationWindow)

GtkWidget  *vdt_window_new             (GtkApplication *application,
                                        VdtSession     *session);
VdtPage    *vdt_window_get_page        (VdtWindow      *self);
void        vdt_window_show_place      (VdtWindow      *self,
                                        const char     *name);
void        vdt_window_open_incident   (VdtWindow      *self,
                                        const char     *id);
void        vdt_window_import          (VdtWindow      *self,
                                        GListModel     *files);
gboolean    vdt_window_run_action      (VdtWindow      *self,
                                        const char     *detailed_name);

G_END_DECLS
