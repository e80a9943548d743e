/* vdt-session-alerts.h
 *
 * AlertInfo and AlertEvidence follow the case database.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-store.h"
#include "vdt-store.h"

G_BEGIN_DECLS

typedef struct _VdtSessionAlerts VdtSessionAlerts;

VdtSessionAlerts *vdt_session_alerts_new     (VdtStore           *store);
void              vdt_session_alerts_free    (VdtSessionAlerts   *self);
gboolean          vdt_session_alerts_prepare (VdtHuntStore       *hunt,
                                              gpointer            alerts,
                                              GError            **error);

G_END_DECLS
