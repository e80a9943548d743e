/* vdt-grid-view.h
 *
 * A grid of cells over any number of rows.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-grid-layout.h"
#include "vdt-grid-model.h"
#include "vdt-grid-selection.h"

G_BEGIN_DECLS

#define VDT_TYPE_GRID_VIEW (vdt_grid_view_get_type ())
G_DECLARE_FINAL_TYPE (VdtGridView, vdt_grid_view, VDT, GRID_VIEW, GtkWidget)

GtkWidget              *vdt_grid_view_new               (void);
void                    vdt_grid_view_set_model         (VdtGridView        *self,
                                                         VdtGridModel       *model);
VdtGridModel           *vdt_grid_view_get_model         (VdtGridView        *self);
void                    vdt_grid_view_set_menu          (VdtGridView        *self,
                                                         GMenuModel         *menu);
const VdtGridSelection *vdt_grid_view_get_selection     (VdtGridView        *self);
gboolean                vdt_grid_view_get_cursor        (VdtGridView        *self,
                                                         guint              *out_row,
                                                         guint              *out_column);
void                    vdt_grid_view_set_cursor        (VdtGridView        *self,
                                                         guint               row,
                                                         guint               column);
gboolean                vdt_grid_view_get_cursor_area   (VdtGridView        *self,
                                                         GdkRectangle       *out_area);
void                    vdt_grid_view_select_all        (VdtGridView        *self);
void                    vdt_grid_view_select_range      (VdtGridView        *self,
                                                         const VdtGridRange *range);
void                    vdt_grid_view_set_sort          (VdtGridView        *self,
                                                         int                 column,
                                                         gboolean            descending);
void                    vdt_grid_view_set_filtered      (VdtGridView        *self,
                                                         guint               column,
                                                         gboolean            filtered);
VdtGridLayout          *vdt_grid_view_get_layout        (VdtGridView        *self);
void                    vdt_grid_view_layout_changed    (VdtGridView        *self);
void                    vdt_grid_view_redraw            (VdtGridView        *self);
int                     vdt_grid_view_get_row_height    (VdtGridView        *self);

G_END_DECLS
