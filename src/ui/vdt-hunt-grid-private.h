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

G_BEGIN_DECLS

struct _VdtHuntGrid
{
  GtkWidget    parent_instance;

  GtkWidget   *box;
  VdtGridView *view;
  VdtHuntRows *rows;
};

GArray *vdt_hunt_grid_dup_columns (VdtHuntGrid *self);

G_END_DECLS
