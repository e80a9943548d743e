/* vdt-task-window.h
 *
 * A task of an incident: what is to be done, by whom, and how far it is.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-session.h"
#include "vdt-task.h"

G_BEGIN_DECLS

#define VDT_TYPE_TASK_WINDOW (vdt_task_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtTaskWindow, vdt_task_window, VDT, TASK_WINDOW, AdwWindow)

GtkWidget *vdt_task_window_new (GtkWindow   *parent,
                                VdtSession  *session,
                                VdtIncident *incident,
                                VdtTask     *task);

G_END_DECLS
