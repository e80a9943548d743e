/* vdt-hunt-choice-window.h
 *
 * Which query to hunt with for a thing of a case.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VDT_TYPE_HUNT_CHOICE_WINDOW (vdt_hunt_choice_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtHuntChoiceWindow, vdt_hunt_choice_window, VDT, HUNT_CHOICE_WINDOW, AdwWindow)

GtkWidget *vdt_hunt_choice_window_new (GtkWindow  *parent,
                                       const char *subject,
                                       GListModel *queries);

G_END_DECLS
