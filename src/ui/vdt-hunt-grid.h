/* vdt-hunt-grid.h
 *
 * The rows of a hunting query.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-grid-view.h"
#include "vdt-query-run.h"
#include "vdt-result-view.h"
#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_HUNT_GRID (vdt_hunt_grid_get_type ())
G_DECLARE_FINAL_TYPE (VdtHuntGrid, vdt_hunt_grid, VDT, HUNT_GRID, GtkWidget)

void         vdt_hunt_grid_set_session    (VdtHuntGrid     *self,
                                           VdtSession      *session);
void         vdt_hunt_grid_set_run        (VdtHuntGrid     *self,
                                           VdtQueryRun     *run);
VdtGridView *vdt_hunt_grid_get_view       (VdtHuntGrid     *self);
char        *vdt_hunt_grid_dup_marked     (VdtHuntGrid     *self);
void         vdt_hunt_grid_open_row       (VdtHuntGrid     *self);

/* vdt-hunt-grid-order.c: the column is the one at the cursor */
void         vdt_hunt_grid_sort           (VdtHuntGrid     *self,
                                           int              column,
                                           gboolean         descending);
void         vdt_hunt_grid_filter         (VdtHuntGrid     *self,
                                           guint            column,
                                           VdtResultFilter *filter);
void         vdt_hunt_grid_clear_filters  (VdtHuntGrid     *self);
void         vdt_hunt_grid_open_filter    (VdtHuntGrid     *self);
void         vdt_hunt_grid_filter_by_cell (VdtHuntGrid     *self,
                                           gboolean         not);
void         vdt_hunt_grid_fold           (VdtHuntGrid     *self,
                                           gboolean         fold);
gboolean     vdt_hunt_grid_get_folds      (VdtHuntGrid     *self);
gboolean     vdt_hunt_grid_is_arranging   (VdtHuntGrid     *self);

/* vdt-hunt-grid-columns.c */
void         vdt_hunt_grid_hide_column    (VdtHuntGrid     *self);
void         vdt_hunt_grid_pin_column     (VdtHuntGrid     *self);
void         vdt_hunt_grid_move_column    (VdtHuntGrid     *self,
                                           int              by);
void         vdt_hunt_grid_resize_column  (VdtHuntGrid     *self,
                                           int              by);
void         vdt_hunt_grid_toggle_local   (VdtHuntGrid     *self);
void         vdt_hunt_grid_open_columns   (VdtHuntGrid     *self);

/* vdt-hunt-grid-find.c */
void         vdt_hunt_grid_find           (VdtHuntGrid     *self);
void         vdt_hunt_grid_find_next      (VdtHuntGrid     *self,
                                           gboolean         back);
gboolean     vdt_hunt_grid_leave          (VdtHuntGrid     *self);

/* vdt-hunt-grid-values.c */
void         vdt_hunt_grid_open_values    (VdtHuntGrid     *self);

/* vdt-hunt-grid-share.c */
void         vdt_hunt_grid_copy           (VdtHuntGrid     *self,
                                           const char      *format);
void         vdt_hunt_grid_add_where      (VdtHuntGrid     *self,
                                           gboolean         without);

/* vdt-hunt-grid-export.c */
void         vdt_hunt_grid_export         (VdtHuntGrid     *self,
                                           const char      *format);
void         vdt_hunt_grid_export_to      (VdtHuntGrid     *self,
                                           const char      *format,
                                           GFile           *file);

/* vdt-hunt-grid-keep.c */
void         vdt_hunt_grid_keep           (VdtHuntGrid     *self);

G_END_DECLS
