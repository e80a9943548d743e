/* vdt-hunt-grid-private.h
 *
 * What the files of the hunting grid share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-grid-view.h"
#include "vdt-hunt-grid.h"
#include "vdt-hunt-rows.h"
#include "vdt-result-source.h"
#include "vdt-result-view.h"
#include "vdt-session.h"

G_BEGIN_DECLS

struct _VdtHuntGrid
{
  GtkWidget        parent_instance;

  GtkWidget       *box;
  GtkWidget       *bar;            /* what is filtered, hidden and the same in all rows */
  GtkLabel        *bar_label;
  GtkWidget       *clear_button;
  GtkWidget       *columns_button;
  GtkWidget       *find_bar;
  GtkEditable     *find_entry;
  GtkLabel        *find_label;
  GtkWidget       *work_bar;       /* how far an export is */
  GtkLabel        *work_label;
  GtkProgressBar  *work_progress;
  GtkLabel        *sums;           /* what is selected, and what it adds up to */
  VdtGridView     *view;
  GtkWidget       *popover;

  VdtSession      *session;
  VdtHuntRows     *rows;
  VdtResultOrder  *order;
  GPtrArray       *ones;           /* of vdt_session_profile_result_finish() */
  gboolean         local;          /* times by the clock of this place */
  gboolean         folds;          /* columns that say nothing are hidden */
  char            *columns_key;    /* the columns by name and type */
  gboolean         folding;        /* the grid itself changes the columns */
  gboolean         laid_out;       /* an own layout of these columns is known */
  gulong           state_id;

  GCancellable    *arranging;
  GCancellable    *profiling;
  GCancellable    *finding;
  GCancellable    *summing;
  GCancellable    *counting;
  GCancellable    *exporting;
  guint            sum_id;
  VdtResultValues *values;         /* what was counted last */
  guint            values_column;
  GBytes          *matches;        /* guint32: rows that have what is searched for */
};

/* vdt-hunt-grid.c */
GArray          *vdt_hunt_grid_dup_columns    (VdtHuntGrid *self);
VdtResultSource *vdt_hunt_grid_new_source     (VdtHuntGrid *self,
                                               gboolean     selected);
gboolean         vdt_hunt_grid_get_cell       (VdtHuntGrid *self,
                                               guint       *out_row,
                                               guint       *out_column);
GtkWidget       *vdt_hunt_grid_open_popover   (VdtHuntGrid *self,
                                               const char  *name);
void             vdt_hunt_grid_renew          (GCancellable **cancellable);

/* vdt-hunt-grid-order.c */
void             vdt_hunt_grid_profile        (VdtHuntGrid *self);
void             vdt_hunt_grid_show_bar       (VdtHuntGrid *self);
void             vdt_hunt_grid_add_bar        (VdtHuntGrid *self);

/* vdt-hunt-grid-columns.c */
void             vdt_hunt_grid_add_menu       (VdtHuntGrid *self);

/* vdt-hunt-grid-find.c */
void             vdt_hunt_grid_add_find       (VdtHuntGrid *self);
void             vdt_hunt_grid_forget_matches (VdtHuntGrid *self);

/* vdt-hunt-grid-share.c */
gboolean         vdt_hunt_grid_check_rows     (VdtHuntGrid *self,
                                               guint        max);

/* vdt-hunt-grid-export.c */
void             vdt_hunt_grid_add_work       (VdtHuntGrid *self);

/* vdt-hunt-grid-sums.c */
void             vdt_hunt_grid_add_sums       (VdtHuntGrid *self);
void             vdt_hunt_grid_sum_up_soon    (VdtHuntGrid *self);

G_END_DECLS
