/* vdt-tuning-window.h
 *
 * The rules that take new alerts of no interest away.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-session-tuning.h"

G_BEGIN_DECLS

#define VDT_TYPE_TUNING_WINDOW (vdt_tuning_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtTuningWindow, vdt_tuning_window, VDT, TUNING_WINDOW, AdwWindow)

GtkWidget *vdt_tuning_window_new (GtkWindow  *parent,
                                  VdtSession *session);

G_END_DECLS
