/* vdt-hunt-local-engine.h
 *
 * Hunting on this machine, in the workspace's own database.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-engine.h"
#include "vdt-hunt-workspace.h"

G_BEGIN_DECLS

/**
 * VdtHuntPrepareFunc:
 * @store: the open database
 * @user_data: what was given with the function
 * @error: return location
 *
 * Called on a worker before a query runs, to bring rows up to date.
 *
 * Returns: %FALSE if that failed
 */
typedef gboolean (*VdtHuntPrepareFunc) (VdtHuntStore  *store,
                                        gpointer       user_data,
                                        GError       **error);

#define VDT_TYPE_HUNT_LOCAL_ENGINE (vdt_hunt_local_engine_get_type ())
G_DECLARE_FINAL_TYPE (VdtHuntLocalEngine, vdt_hunt_local_engine, VDT, HUNT_LOCAL_ENGINE, GObject)

VdtHuntLocalEngine *vdt_hunt_local_engine_new         (VdtHuntWorkspace    *workspace);
void                vdt_hunt_local_engine_set_prepare (VdtHuntLocalEngine  *self,
                                                       VdtHuntPrepareFunc   func,
                                                       gpointer             user_data);
void                vdt_hunt_local_engine_shut_down   (VdtHuntLocalEngine  *self);

G_END_DECLS
