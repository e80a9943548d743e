/* vdt-process-tree.h
 *
 * Which process started which, from the process evidence of alerts.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-alert.h"

G_BEGIN_DECLS

#define VDT_TYPE_PROCESS (vdt_process_get_type ())
G_DECLARE_FINAL_TYPE (VdtProcess, vdt_process, VDT, PROCESS, GObject)

GListModel  *vdt_process_tree_new         (GListModel *alerts);

const char  *vdt_process_get_name         (VdtProcess *self);
const char  *vdt_process_get_pid          (VdtProcess *self);
const char  *vdt_process_get_command_line (VdtProcess *self);
gint64       vdt_process_get_started_at   (VdtProcess *self);
gboolean     vdt_process_is_device        (VdtProcess *self);
gboolean     vdt_process_is_inferred      (VdtProcess *self);
VdtEvidence *vdt_process_get_evidence     (VdtProcess *self);
GListModel  *vdt_process_get_alerts       (VdtProcess *self);
GListModel  *vdt_process_get_children     (VdtProcess *self);

G_END_DECLS
