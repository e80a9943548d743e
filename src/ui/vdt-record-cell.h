/* vdt-record-cell.h
 *
 * One cell of a record table.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-record-table.h"

G_BEGIN_DECLS

#define VDT_TYPE_RECORD_CELL (vdt_record_cell_get_type ())
G_DECLARE_FINAL_TYPE (VdtRecordCell, vdt_record_cell, VDT, RECORD_CELL, GtkWidget)

GtkWidget *vdt_record_cell_new        (const VdtRecordColumn *column);
void       vdt_record_cell_set_record (VdtRecordCell         *self,
                                       GObject               *record);

GObject   *vdt_record_cell_get_record (VdtRecordCell        *self);

G_END_DECLS
