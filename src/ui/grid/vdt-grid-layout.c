/* vdt-grid-layout.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-grid-layout.h"

#include <string.h>

#define WIDTH_TEXT   190 /* pixels */
#define WIDTH_TIME   215
#define WIDTH_NUMBER 110

VdtGridLayout *
vdt_grid_layout_new (void)
{
  VdtGridLayout *self = g_new0 (VdtGridLayout, 1);

  self->slots = g_array_new (FALSE, TRUE, sizeof (VdtGridSlot));
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

void
vdt_grid_layout_free (VdtGridLayout *self)
{
  g_array_unref (self->slots);
  g_array_unref (self->shown);
  g_free (self);
}

/* Pinned columns first; both groups keep their order. */
static void
arrange (VdtGridLayout *self)
{
  g_autoptr(GArray) slots = g_array_new (FALSE, TRUE, sizeof (VdtGridSlot));

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->slots->len; i++)
      if (g_array_index (self->slots, VdtGridSlot, i).pinned == (pass == 0))
        g_array_append_val (slots, g_array_index (self->slots, VdtGridSlot, i));

  g_array_unref (self->slots);
  self->slots = g_steal_pointer (&slots);
  g_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->slots->len; i++)
    if (!g_array_index (self->slots, VdtGridSlot, i).hidden)
      g_array_append_val (self->shown, i);
}

static int
natural_width (const VdtGridColumn *column)
{
  int title = (int) g_utf8_strlen (column->name, -1) * 9 + 40;

  switch (column->kind)
    {
    case VDT_GRID_TIME:
      return MAX (WIDTH_TIME, title);

    case VDT_GRID_NUMBER:
      return CLAMP (title, WIDTH_NUMBER, WIDTH_TEXT);

    case VDT_GRID_TEXT:
    case VDT_GRID_TREE:
    default:
      return CLAMP (title, WIDTH_TEXT, WIDTH_TEXT + 60);
    }
}

/**
 * vdt_grid_layout_reset:
 * @self: a layout
 * @model: (nullable): whose columns
 *
 * Shows all columns in the order of the model.
 */
void
vdt_grid_layout_reset (VdtGridLayout *self,
                       VdtGridModel  *model)
{
  guint n = model != NULL ? vdt_grid_model_get_n_columns (model) : 0;

  g_array_set_size (self->slots, 0);
  for (guint i = 0; i < n; i++)
    {
      VdtGridColumn column;
      VdtGridSlot slot = { i, 0, FALSE, FALSE };

      vdt_grid_model_get_column (model, i, &column);
      slot.width = natural_width (&column);
      g_array_append_val (self->slots, slot);
    }
  arrange (self);
}

guint
vdt_grid_layout_get_n_shown (const VdtGridLayout *self)
{
  return self->shown->len;
}

const VdtGridSlot *
vdt_grid_layout_get_shown (const VdtGridLayout *self,
                           guint                place)
{
  g_return_val_if_fail (place < self->shown->len, NULL);

  return &g_array_index (self->slots, VdtGridSlot, g_array_index (self->shown, guint, place));
}

static VdtGridSlot *
find_slot (const VdtGridLayout *self,
           guint                column)
{
  for (guint i = 0; i < self->slots->len; i++)
    if (g_array_index (self->slots, VdtGridSlot, i).column == column)
      return &g_array_index (self->slots, VdtGridSlot, i);

  return NULL;
}

/**
 * vdt_grid_layout_find:
 * @self: a layout
 * @column: a column of the model
 * @out_place: (out): where it is shown
 *
 * Returns: %FALSE if it is not shown
 */
gboolean
vdt_grid_layout_find (const VdtGridLayout *self,
                      guint                column,
                      guint               *out_place)
{
  for (guint i = 0; i < self->shown->len; i++)
    if (vdt_grid_layout_get_shown (self, i)->column == column)
      {
        *out_place = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vdt_grid_layout_get_width:
 * @self: a layout
 * @pinned_only: only of the pinned columns
 *
 * Returns: pixels of what is shown
 */
int
vdt_grid_layout_get_width (const VdtGridLayout *self,
                           gboolean             pinned_only)
{
  int width = 0;

  for (guint i = 0; i < self->shown->len; i++)
    {
      const VdtGridSlot *slot = vdt_grid_layout_get_shown (self, i);

      if (!pinned_only || slot->pinned)
        width += slot->width;
    }

  return width;
}

void
vdt_grid_layout_set_width (VdtGridLayout *self,
                           guint          column,
                           int            width)
{
  VdtGridSlot *slot = find_slot (self, column);

  if (slot != NULL)
    slot->width = CLAMP (width, VDT_GRID_MIN_WIDTH, VDT_GRID_MAX_WIDTH);
}

/**
 * vdt_grid_layout_set_hidden:
 * @self: a layout
 * @column: a column of the model
 * @hidden: whether it is hidden; the last column that is shown stays
 */
void
vdt_grid_layout_set_hidden (VdtGridLayout *self,
                            guint          column,
                            gboolean       hidden)
{
  VdtGridSlot *slot = find_slot (self, column);

  if (slot == NULL || slot->hidden == hidden || (hidden && self->shown->len == 1))
    return;

  slot->hidden = hidden;
  arrange (self);
}

void
vdt_grid_layout_set_pinned (VdtGridLayout *self,
                            guint          column,
                            gboolean       pinned)
{
  VdtGridSlot *slot = find_slot (self, column);

  if (slot == NULL)
    return;

  slot->pinned = pinned;
  arrange (self);
}

/**
 * vdt_grid_layout_move:
 * @self: a layout
 * @place: where a column is shown
 * @to: where it is to be shown; it takes over whether that is pinned
 *
 * Returns: %TRUE if it moved
 */
gboolean
vdt_grid_layout_move (VdtGridLayout *self,
                      guint          place,
                      guint          to)
{
  VdtGridSlot slot;
  guint from, at;

  if (place == to || place >= self->shown->len || to >= self->shown->len)
    return FALSE;

  from = g_array_index (self->shown, guint, place);
  at = g_array_index (self->shown, guint, to);
  slot = g_array_index (self->slots, VdtGridSlot, from);
  slot.pinned = g_array_index (self->slots, VdtGridSlot, at).pinned;
  g_array_remove_index (self->slots, from);
  g_array_insert_val (self->slots, at, slot);
  arrange (self);

  return TRUE;
}

/**
 * vdt_grid_layout_dup_state:
 * @self: a layout
 *
 * Returns: (transfer full): what vdt_grid_layout_set_state() reads: for each column its
 *   number, its width, and `p` and `h` if it is pinned and hidden
 */
char *
vdt_grid_layout_dup_state (const VdtGridLayout *self)
{
  GString *state = g_string_new (NULL);

  for (guint i = 0; i < self->slots->len; i++)
    {
      const VdtGridSlot *slot = &g_array_index (self->slots, VdtGridSlot, i);

      g_string_append_printf (state, "%s%u:%d%s%s", i > 0 ? " " : "", slot->column, slot->width,
                              slot->pinned ? "p" : "", slot->hidden ? "h" : "");
    }

  return g_string_free (state, FALSE);
}

/**
 * vdt_grid_layout_set_state:
 * @self: a layout that was reset for the columns
 * @state: what vdt_grid_layout_dup_state() has made of the same columns
 *
 * Returns: %FALSE if it is of other columns, or no state; the layout then stays
 */
gboolean
vdt_grid_layout_set_state (VdtGridLayout *self,
                           const char    *state)
{
  g_auto(GStrv) words = g_strsplit (state, " ", -1);
  g_autoptr(GArray) slots = g_array_new (FALSE, TRUE, sizeof (VdtGridSlot));
  g_autofree gboolean *seen = g_new0 (gboolean, self->slots->len + 1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *end = NULL;
      guint64 column = g_ascii_strtoull (words[i], &end, 10);
      VdtGridSlot slot = { 0 };
      gint64 width;

      if (end == words[i] || *end != ':' || column >= self->slots->len || seen[column])
        return FALSE;
      slot.column = (guint) column;
      width = g_ascii_strtoll (end + 1, &end, 10);
      slot.width = (int) CLAMP (width, VDT_GRID_MIN_WIDTH, VDT_GRID_MAX_WIDTH);
      slot.pinned = strchr (end, 'p') != NULL;
      slot.hidden = strchr (end, 'h') != NULL;
      seen[column] = TRUE;
      g_array_append_val (slots, slot);
    }
  if (slots->len != self->slots->len)
    return FALSE;

  g_array_unref (self->slots);
  self->slots = g_steal_pointer (&slots);
  arrange (self);
  if (self->shown->len == 0 && self->slots->len > 0)
    {
      g_array_index (self->slots, VdtGridSlot, 0).hidden = FALSE;
      arrange (self);
    }

  return TRUE;
}
