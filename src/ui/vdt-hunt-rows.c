/* vdt-hunt-rows.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-rows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-result-tones.h"
#include "vdt-safe-text.h"

#define MAX_NAME 120 /* characters */

/**
 * VdtHuntRows:
 *
 * A #VdtGridModel over a run that may still be running. Which rows, and in what order, is
 * a list of positions that the engine has made; without one it is all rows as they came.
 * The row that was asked for last is kept: a grid asks for its cells one after another.
 */
struct _VdtHuntRows
{
  GObject         parent_instance;

  VdtQueryRun    *run;
  GPtrArray      *names;
  GArray         *toned;         /* gboolean, for each column */
  VdtResultTones *tones;
  GBytes         *positions;     /* guint32 */
  VdtQueryRow    *row;
  guint           row_index;
  guint           n_columns;
  gboolean        local;
};

static void model_init (VdtGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VdtHuntRows, vdt_hunt_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VDT_TYPE_GRID_MODEL, model_init))

static guint
model_get_n_rows (VdtGridModel *model)
{
  VdtHuntRows *self = VDT_HUNT_ROWS (model);

  return self->positions != NULL ? (guint) (g_bytes_get_size (self->positions) / sizeof (guint32))
                                 : g_list_model_get_n_items (G_LIST_MODEL (self->run));
}

static guint
model_get_n_columns (VdtGridModel *model)
{
  return VDT_HUNT_ROWS (model)->n_columns;
}

static VdtGridKind
kind_of (VdtCellType type)
{
  switch (type)
    {
    case VDT_CELL_INT:
    case VDT_CELL_LONG:
    case VDT_CELL_REAL:
    case VDT_CELL_DECIMAL:
      return VDT_GRID_NUMBER;

    case VDT_CELL_DATETIME:
      return VDT_GRID_TIME;

    case VDT_CELL_DYNAMIC:
      return VDT_GRID_TREE;

    case VDT_CELL_BOOL:
    case VDT_CELL_GUID:
    case VDT_CELL_STRING:
    case VDT_CELL_TIMESPAN:
    default:
      return VDT_GRID_TEXT;
    }
}

static void
model_get_column (VdtGridModel  *model,
                  guint          column,
                  VdtGridColumn *out_column)
{
  VdtHuntRows *self = VDT_HUNT_ROWS (model);
  VdtCellType type = vdt_query_run_get_column (self->run, column)->type;

  out_column->name = g_ptr_array_index (self->names, column);
  out_column->detail = type != VDT_CELL_DATETIME ? vdt_cell_type_to_name (type)
                       : self->local             ? _("datetime, local time")
                                                 : _("datetime, UTC");
  out_column->kind = kind_of (type);
}

/* Without the zeros at the end of the seconds. */
static char *
dup_short (const char *date,
           gsize       date_length,
           const char *time,
           const char *zone)
{
  gsize length = strcspn (time, "Z+");

  while (length > 8 && time[length - 1] == '0')
    length--;
  if (length > 0 && time[length - 1] == '.')
    length--;

  return g_strdup_printf ("%.*s %.*s%s", (int) date_length, date, (int) length, time, zone);
}

/* A time as it is in the data, or by the clock of this place with its distance to UTC. */
static char *
dup_time (const char *text,
          gboolean    local)
{
  const char *t = strchr (text, 'T');
  g_autoptr(GDateTime) time = local && t != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  g_autoptr(GDateTime) here = time != NULL ? g_date_time_to_local (time) : NULL;
  g_autofree char *date = here != NULL ? g_date_time_format (here, "%Y-%m-%d") : NULL;
  g_autofree char *clock = here != NULL ? g_date_time_format (here, "%H:%M:%S.%f") : NULL;
  g_autofree char *zone = here != NULL ? g_date_time_format (here, " %:z") : NULL;

  if (t == NULL)
    return g_strdup (text);

  return here != NULL ? dup_short (date, strlen (date), clock, zone) : dup_short (text, (gsize) (t - text), t + 1, "Z");
}

static char *
model_dup_text (VdtGridModel *model,
                guint         row,
                guint         column,
                guint         max_chars)
{
  VdtHuntRows *self = VDT_HUNT_ROWS (model);
  VdtQueryRow *item = vdt_hunt_rows_get_row (self, row);
  g_autofree char *text = item != NULL ? vdt_query_row_dup_text (item, column) : g_strdup ("");

  if (vdt_query_run_get_column (self->run, column)->type == VDT_CELL_DATETIME && (max_chars > 0 || self->local))
    return dup_time (text, self->local);
  if (max_chars == 0)
    return g_steal_pointer (&text);

  return vdt_safe_text (text, -1, max_chars, NULL);
}

static VdtGridTone
model_get_tone (VdtGridModel *model,
                guint         row,
                guint         column)
{
  static const struct { const char *word; VdtGridTone tone; } tones[] = {
    { "high", VDT_GRID_TONE_HIGH }, { "medium", VDT_GRID_TONE_MEDIUM }, { "low", VDT_GRID_TONE_LOW },
    { "good", VDT_GRID_TONE_GOOD },
  };
  VdtHuntRows *self = VDT_HUNT_ROWS (model);
  VdtQueryRow *item = g_array_index (self->toned, gboolean, column) ? vdt_hunt_rows_get_row (self, row) : NULL;
  g_autofree char *text = item != NULL ? vdt_query_row_dup_text (item, column) : NULL;
  const char *word = text != NULL ? vdt_result_tones_get (self->tones, text) : NULL;

  for (gsize i = 0; word != NULL && i < G_N_ELEMENTS (tones); i++)
    if (g_str_equal (tones[i].word, word))
      return tones[i].tone;

  return VDT_GRID_TONE_NONE;
}

static void
model_init (VdtGridModelInterface *iface)
{
  iface->get_n_rows = model_get_n_rows;
  iface->get_n_columns = model_get_n_columns;
  iface->get_column = model_get_column;
  iface->dup_text = model_dup_text;
  iface->get_tone = model_get_tone;
}

static void
take_columns (VdtHuntRows *self)
{
  self->n_columns = vdt_query_run_get_n_columns (self->run);
  for (guint i = self->names->len; i < self->n_columns; i++)
    {
      const char *name = vdt_query_run_get_column (self->run, i)->name;
      gboolean toned = vdt_result_tones_has_column (self->tones, name);

      g_ptr_array_add (self->names, vdt_safe_text (name, -1, MAX_NAME, NULL));
      g_array_append_val (self->toned, toned);
    }
}

static void
changed_cb (VdtHuntRows *self)
{
  if (self->n_columns != vdt_query_run_get_n_columns (self->run))
    {
      take_columns (self);
      vdt_grid_model_columns_changed (VDT_GRID_MODEL (self));
    }
  else if (self->positions == NULL)
    {
      vdt_grid_model_rows_added (VDT_GRID_MODEL (self));
    }
}

static void
vdt_hunt_rows_finalize (GObject *object)
{
  VdtHuntRows *self = VDT_HUNT_ROWS (object);

  g_clear_object (&self->row);
  g_clear_object (&self->run);
  g_clear_pointer (&self->positions, g_bytes_unref);
  g_ptr_array_unref (self->names);
  g_array_unref (self->toned);
  vdt_result_tones_free (self->tones);

  G_OBJECT_CLASS (vdt_hunt_rows_parent_class)->finalize (object);
}

static void
vdt_hunt_rows_class_init (VdtHuntRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_hunt_rows_finalize;
}

static void
vdt_hunt_rows_init (VdtHuntRows *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->toned = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->tones = vdt_result_tones_new ();
}

/**
 * vdt_hunt_rows_new:
 * @run: whose rows
 *
 * Returns: (transfer full): the rows
 */
VdtHuntRows *
vdt_hunt_rows_new (VdtQueryRun *run)
{
  VdtHuntRows *self;

  g_return_val_if_fail (VDT_IS_QUERY_RUN (run), NULL);

  self = g_object_new (VDT_TYPE_HUNT_ROWS, NULL);
  self->run = g_object_ref (run);
  take_columns (self);
  g_signal_connect_object (run, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "notify::state", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

VdtQueryRun *
vdt_hunt_rows_get_run (VdtHuntRows *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_ROWS (self), NULL);

  return self->run;
}

/**
 * vdt_hunt_rows_set_positions:
 * @self: rows
 * @positions: (nullable) (element-type guint32): which rows of the run, in what order;
 *   %NULL for all as they came
 */
void
vdt_hunt_rows_set_positions (VdtHuntRows *self,
                             GBytes      *positions)
{
  g_return_if_fail (VDT_IS_HUNT_ROWS (self));

  g_clear_pointer (&self->positions, g_bytes_unref);
  self->positions = positions != NULL ? g_bytes_ref (positions) : NULL;
  g_clear_object (&self->row);
  vdt_grid_model_rows_changed (VDT_GRID_MODEL (self));
}

/**
 * vdt_hunt_rows_get_positions:
 * @self: rows
 *
 * Returns: (transfer none) (nullable): what was set
 */
GBytes *
vdt_hunt_rows_get_positions (VdtHuntRows *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_ROWS (self), NULL);

  return self->positions;
}

void
vdt_hunt_rows_set_local (VdtHuntRows *self,
                         gboolean     local)
{
  g_return_if_fail (VDT_IS_HUNT_ROWS (self));

  self->local = local;
}

gboolean
vdt_hunt_rows_get_local (VdtHuntRows *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_ROWS (self), FALSE);

  return self->local;
}

/**
 * vdt_hunt_rows_get_position:
 * @self: rows
 * @row: a row that is shown
 *
 * Returns: where it is in the run
 */
guint
vdt_hunt_rows_get_position (VdtHuntRows *self,
                            guint        row)
{
  g_return_val_if_fail (VDT_IS_HUNT_ROWS (self), 0);

  if (self->positions == NULL)
    return row;

  return ((const guint32 *) g_bytes_get_data (self->positions, NULL))[row];
}

/**
 * vdt_hunt_rows_get_row:
 * @self: rows
 * @row: a row that is shown
 *
 * Returns: (transfer none) (nullable): the row, until the next one is asked for
 */
VdtQueryRow *
vdt_hunt_rows_get_row (VdtHuntRows *self,
                       guint        row)
{
  g_return_val_if_fail (VDT_IS_HUNT_ROWS (self), NULL);

  if (row >= model_get_n_rows (VDT_GRID_MODEL (self)))
    return NULL;
  if (self->row == NULL || self->row_index != row)
    {
      g_clear_object (&self->row);
      self->row = g_list_model_get_item (G_LIST_MODEL (self->run), vdt_hunt_rows_get_position (self, row));
      self->row_index = row;
    }

  return self->row;
}
