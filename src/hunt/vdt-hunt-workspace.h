/* vdt-hunt-workspace.h
 *
 * The hunting database of the open workspace, opened when it is first needed.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib-object.h>

#include "vdt-hunt-store.h"

G_BEGIN_DECLS

#define VDT_TYPE_HUNT_WORKSPACE (vdt_hunt_workspace_get_type ())
G_DECLARE_FINAL_TYPE (VdtHuntWorkspace, vdt_hunt_workspace, VDT, HUNT_WORKSPACE, GObject)

VdtHuntWorkspace *vdt_hunt_workspace_new      (const char        *folder);
VdtHuntStore     *vdt_hunt_workspace_open     (VdtHuntWorkspace  *self,
                                               GError           **error);
VdtHuntStore     *vdt_hunt_workspace_peek     (VdtHuntWorkspace  *self);
void              vdt_hunt_workspace_shut_down (VdtHuntWorkspace *self);
gboolean          vdt_hunt_workspace_exists   (VdtHuntWorkspace  *self);
char             *vdt_hunt_workspace_dup_notice (VdtHuntWorkspace *self);

G_END_DECLS
