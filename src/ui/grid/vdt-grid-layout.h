/* vdt-grid-layout.h
 *
 * Which columns of a grid are shown, in what order and how wide.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-grid-model.h"

G_BEGIN_DECLS

/**
 * VdtGridSlot:
 * @column: a column of the model
 * @width: pixels
 * @pinned: it stays at the left when the others scroll
 * @hidden: it is not shown
 */
typedef struct
{
  guint    column;
  int      width;
  gboolean pinned;
  gboolean hidden;
} VdtGridSlot;

/**
 * VdtGridLayout:
 * @slots: (element-type VdtGridSlot): all columns in order, the pinned ones first
 * @shown: (element-type guint): of the slots that are shown, their index in @slots
 */
typedef struct
{
  GArray *slots;
  GArray *shown;
} VdtGridLayout;

#define VDT_GRID_MIN_WIDTH 40
#define VDT_GRID_MAX_WIDTH 2000

VdtGridLayout     *vdt_grid_layout_new         (void);
void               vdt_grid_layout_free        (VdtGridLayout       *self);
void               vdt_grid_layout_reset       (VdtGridLayout       *self,
                                                VdtGridModel        *model);
guint              vdt_grid_layout_get_n_shown (const VdtGridLayout *self);
const VdtGridSlot *vdt_grid_layout_get_shown   (const VdtGridLayout *self,
                                                guint                place);
gboolean           vdt_grid_layout_find        (const VdtGridLayout *self,
                                                guint                column,
                                                guint               *out_place);
int                vdt_grid_layout_get_width   (const VdtGridLayout *self,
                                                gboolean             pinned_only);
void               vdt_grid_layout_set_width   (VdtGridLayout       *self,
                                                guint                column,
                                                int                  width);
void               vdt_grid_layout_set_hidden  (VdtGridLayout       *self,
                                                guint                column,
                                                gboolean             hidden);
void               vdt_grid_layout_set_pinned  (VdtGridLayout       *self,
                                                guint                column,
                                                gboolean             pinned);
gboolean           vdt_grid_layout_move        (VdtGridLayout       *self,
                                                guint                place,
                                                guint                to);
char              *vdt_grid_layout_dup_state   (const VdtGridLayout *self);
gboolean           vdt_grid_layout_set_state   (VdtGridLayout       *self,
                                                const char          *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtGridLayout, vdt_grid_layout_free)

G_END_DECLS
