/* vdt-tuning-editor.h
 *
 * One tuning rule: its name, what it does, and its groups of conditions.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-session-tuning.h"

G_BEGIN_DECLS

#define VDT_TYPE_TUNING_EDITOR (vdt_tuning_editor_get_type ())
G_DECLARE_FINAL_TYPE (VdtTuningEditor, vdt_tuning_editor, VDT, TUNING_EDITOR, AdwWindow)

GtkWidget *vdt_tuning_editor_new (GtkWindow     *parent,
                                  VdtSession    *session,
                                  VdtTuningRule *rule);

G_END_DECLS
