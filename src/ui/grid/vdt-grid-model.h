/* vdt-grid-model.h
 *
 * What a grid shows: columns, and the text of any cell when it is asked for.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * VdtGridKind:
 * @VDT_GRID_TEXT: text, at the left
 * @VDT_GRID_NUMBER: a number, at the right
 * @VDT_GRID_TIME: a time
 * @VDT_GRID_TREE: an object or array in text form
 */
typedef enum
{
  VDT_GRID_TEXT,
  VDT_GRID_NUMBER,
  VDT_GRID_TIME,
  VDT_GRID_TREE
} VdtGridKind;

/**
 * VdtGridTone:
 *
 * How much a cell wants to be seen. A tone is drawn as a mark and a colour; the word is
 * in the cell's text.
 */
typedef enum
{
  VDT_GRID_TONE_NONE,
  VDT_GRID_TONE_LOW,
  VDT_GRID_TONE_MEDIUM,
  VDT_GRID_TONE_HIGH,
  VDT_GRID_TONE_GOOD
} VdtGridTone;

/**
 * VdtGridColumn:
 * @name: what it is called; inert
 * @detail: (nullable): its type, in words
 * @kind: what is in it
 */
typedef struct
{
  const char  *name;
  const char  *detail;
  VdtGridKind  kind;
} VdtGridColumn;

#define VDT_TYPE_GRID_MODEL (vdt_grid_model_get_type ())
G_DECLARE_INTERFACE (VdtGridModel, vdt_grid_model, VDT, GRID_MODEL, GObject)

/**
 * VdtGridModelInterface:
 * @get_n_rows: how many rows there are
 * @get_n_columns: how many columns there are
 * @get_column: one of them; it stays as it is until `columns-changed`
 * @dup_text: what a cell shows, inert, cut to about @max_chars characters
 * @get_tone: (nullable): how much a cell wants to be seen
 *
 * Rows are asked for when they come into view, one after another.
 */
struct _VdtGridModelInterface
{
  GTypeInterface parent_interface;

  guint       (*get_n_rows)    (VdtGridModel  *self);
  guint       (*get_n_columns) (VdtGridModel  *self);
  void        (*get_column)    (VdtGridModel  *self,
                                guint          column,
                                VdtGridColumn *out_column);
  char       *(*dup_text)      (VdtGridModel  *self,
                                guint          row,
                                guint          column,
                                guint          max_chars);
  VdtGridTone (*get_tone)      (VdtGridModel  *self,
                                guint          row,
                                guint          column);
};

guint       vdt_grid_model_get_n_rows      (VdtGridModel  *self);
guint       vdt_grid_model_get_n_columns   (VdtGridModel  *self);
void        vdt_grid_model_get_column      (VdtGridModel  *self,
                                            guint          column,
                                            VdtGridColumn *out_column);
char       *vdt_grid_model_dup_text        (VdtGridModel  *self,
                                            guint          row,
                                            guint          column,
                                            guint          max_chars);
VdtGridTone vdt_grid_model_get_tone        (VdtGridModel  *self,
                                            guint          row,
                                            guint          column);

/* For models. */
void        vdt_grid_model_columns_changed (VdtGridModel  *self);
void        vdt_grid_model_rows_changed    (VdtGridModel  *self);
void        vdt_grid_model_rows_added      (VdtGridModel  *self);

G_END_DECLS
