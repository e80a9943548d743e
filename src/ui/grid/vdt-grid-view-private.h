/* vdt-grid-view-private.h
 *
 * What the grid's files share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-grid-view.h"

G_BEGIN_DECLS

#define VDT_GRID_GUTTER  62 /* pixels: the numbers of the rows */
#define VDT_GRID_PADDING 8  /* pixels at both sides of a cell's text */

/**
 * VdtGridColors:
 *
 * Named colours of the style, looked up once for each change of it.
 */
typedef struct
{
  GdkRGBA text;
  GdkRGBA dim;
  GdkRGBA line;
  GdkRGBA band;
  GdkRGBA selected;
  GdkRGBA cursor;
  GdkRGBA tones[5];
} VdtGridColors;

/**
 * VdtGridPlace:
 * @place: which of the columns that are shown
 * @x: where it begins in the grid, pixels
 * @width: how wide it is
 *
 * A column that is in view.
 */
typedef struct
{
  guint    place;
  int      x;
  int      width;
  gboolean pinned;
} VdtGridPlace;

struct _VdtGridView
{
  GtkWidget         parent_instance;

  VdtGridModel     *model;
  VdtGridLayout    *layout;
  VdtGridSelection *selection;
  GMenuModel       *menu;
  GtkWidget        *popover;
  GtkAdjustment    *hadjustment;
  GtkAdjustment    *vadjustment;
  GPtrArray        *rows;          /* VdtGridRow, used again and again */
  GPtrArray        *heads;         /* VdtGridHead, one for each column in view */
  GArray           *places;        /* VdtGridPlace: columns in view */
  VdtGridColors     colors;
  int               row_height;
  int               head_height;
  guint             n_rows;
  gboolean          has_cursor;
  int               sort_column;
  gboolean          sort_descending;
  GHashTable       *filtered;      /* columns with a filter */
  guint             serial;        /* of what is shown; a row of an older one is bound again */
  gboolean          allocating;
  guint             focus_id;

  /* the pointer */
  enum { DRAG_NONE, DRAG_SELECT, DRAG_ROWS, DRAG_WIDTH, DRAG_COLUMN } drag;
  guint             drag_place;
  int               drag_width;
  double            drag_x;
  double            drag_y;
};

/* vdt-grid-view.c */
void      vdt_grid_view_scroll_to         (VdtGridView  *self,
                                           guint         row,
                                           guint         place);
void      vdt_grid_view_selection_changed (VdtGridView  *self,
                                           gboolean      follow);
guint     vdt_grid_view_get_page_rows     (VdtGridView  *self);
int       vdt_grid_view_get_place_x       (VdtGridView  *self,
                                           guint         place);

/* vdt-grid-view-input.c */
void      vdt_grid_view_add_gestures      (VdtGridView  *self);
void      vdt_grid_view_popup_menu        (VdtGridView  *self);

/* vdt-grid-view-keys.c */
void      vdt_grid_view_add_keys          (VdtGridView  *self);

/* vdt-grid-row.c */
#define VDT_TYPE_GRID_ROW (vdt_grid_row_get_type ())
G_DECLARE_FINAL_TYPE (VdtGridRow, vdt_grid_row, VDT, GRID_ROW, GtkWidget)
GtkWidget *vdt_grid_row_new               (VdtGridView  *view);
void       vdt_grid_row_bind              (VdtGridRow   *self,
                                           guint         row);
guint      vdt_grid_row_get_row           (VdtGridRow   *self);
gboolean   vdt_grid_row_is_bound          (VdtGridRow   *self,
                                           guint         row);
void       vdt_grid_row_unbind            (VdtGridRow   *self);
void       vdt_grid_row_update_state      (VdtGridRow   *self);
GtkWidget *vdt_grid_row_get_cell          (VdtGridRow   *self,
                                           guint         place);

/* vdt-grid-cell.c */
#define VDT_TYPE_GRID_CELL (vdt_grid_cell_get_type ())
G_DECLARE_FINAL_TYPE (VdtGridCell, vdt_grid_cell, VDT, GRID_CELL, GtkWidget)
GtkWidget  *vdt_grid_cell_new             (VdtGridView  *view);
void        vdt_grid_cell_bind            (VdtGridCell  *self,
                                           guint         row,
                                           guint         place,
                                           int           width);
void        vdt_grid_cell_update_state    (VdtGridCell  *self);
const char *vdt_grid_cell_get_text        (VdtGridCell  *self);

/* vdt-grid-head.c */
#define VDT_TYPE_GRID_HEAD (vdt_grid_head_get_type ())
G_DECLARE_FINAL_TYPE (VdtGridHead, vdt_grid_head, VDT, GRID_HEAD, GtkWidget)
GtkWidget *vdt_grid_head_new              (VdtGridView  *view);
void       vdt_grid_head_bind             (VdtGridHead  *self,
                                           guint         place,
                                           int           width);

G_END_DECLS
