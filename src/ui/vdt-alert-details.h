/* vdt-alert-details.h
 *
 * One alert in full.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-alert.h"

G_BEGIN_DECLS

#define VDT_TYPE_ALERT_DETAILS (vdt_alert_details_get_type ())
G_DECLARE_FINAL_TYPE (VdtAlertDetails, vdt_alert_details, VDT, ALERT_DETAILS, GtkWidget)

void      vdt_alert_details_set_alert     (VdtAlertDetails *self,
                                           VdtAlert        *alert);
VdtAlert *vdt_alert_details_get_alert     (VdtAlertDetails *self);
void      vdt_alert_details_mark_evidence (VdtAlertDetails *self,
                                           const char      *evidence_id);

G_END_DECLS
