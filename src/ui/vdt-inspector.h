/* vdt-inspector.h
 *
 * All raw fields of the selected thing.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_INSPECTOR (vdt_inspector_get_type ())
G_DECLARE_FINAL_TYPE (VdtInspector, vdt_inspector, VDT, INSPECTOR, GtkWidget)

void vdt_inspector_set_context (VdtInspector *self,
                                VdtSession   *session,
                                VdtIncident  *incident);
void vdt_inspector_set_object  (VdtInspector *self,
                                GObject      *object);
void vdt_inspector_focus_start (VdtInspector *self);

G_END_DECLS
