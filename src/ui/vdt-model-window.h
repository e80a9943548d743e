/* vdt-model-window.h
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_MODEL_WINDOW (vdt_model_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtModelWindow, vdt_model_window, VDT, MODEL_WINDOW, AdwPreferencesWindow)

GtkWidget *vdt_model_window_new (GtkWindow  *parent,
                                 VdtSession *session);

G_END_DECLS
