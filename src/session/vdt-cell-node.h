/* vdt-cell-node.h
 *
 * A row taken apart: its columns, and what is in objects and arrays.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-query-run.h"

G_BEGIN_DECLS

#define VDT_TYPE_CELL_NODE (vdt_cell_node_get_type ())
G_DECLARE_FINAL_TYPE (VdtCellNode, vdt_cell_node, VDT, CELL_NODE, GObject)

GListModel *vdt_cell_node_new_row       (VdtQueryRun *run,
                                         VdtQueryRow *row);
GListModel *vdt_cell_node_dup_children  (VdtCellNode *self);
const char *vdt_cell_node_get_name      (VdtCellNode *self);
const char *vdt_cell_node_get_path      (VdtCellNode *self);
const char *vdt_cell_node_get_text      (VdtCellNode *self);

G_END_DECLS
