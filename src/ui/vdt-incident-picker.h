/* vdt-incident-picker.h
 *
 * Asks for one other incident.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_INCIDENT_PICKER (vdt_incident_picker_get_type ())
G_DECLARE_FINAL_TYPE (VdtIncidentPicker, vdt_incident_picker, VDT, INCIDENT_PICKER, AdwWindow)

GtkWidget *vdt_incident_picker_new (GtkWindow  *parent,
                                    VdtSession *session,
                                    const char *title,
                                    const char *except_id);

G_END_DECLS
