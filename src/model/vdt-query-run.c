/* vdt-query-run.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-query-run.h"

#include <string.h>

#include "vdt-cell.h"
#include "vdt-util.h"

/**
 * VdtQueryRow:
 *
 * A row that somebody looks at: made when it is asked for.
 */
struct _VdtQueryRow
{
  GObject   parent_instance;

  guint     position;
  guint     n_columns;
  char     *bytes;       /* where each cell begins, guint32; then the cells */
};

G_DEFINE_FINAL_TYPE (VdtQueryRow, vdt_query_row, G_TYPE_OBJECT)

/**
 * VdtQueryRun:
 *
 * A list of #VdtQueryRow that grows while the query runs. Rows live in a #VdtRowStore;
 * a row object is made for whoever asks. Main thread only.
 */
struct _VdtQueryRun
{
  GObject        parent_instance;

  char          *text;
  VdtQueryState  state;
  char          *message;
  gboolean       has_place;
  gsize          place_start;
  gsize          place_length;
  double         fraction;
  gboolean       truncated;
  char          *chart;
  char          *chart_properties;
  VdtQueryStats  stats;
  gint64         begun_at;
  GArray        *columns;     /* VdtQueryColumn */
  VdtRowStore   *rows;
  GArray        *places;      /* VdtQueryPlace, as many as rows or none */
  guint          n_rows;
  GCancellable  *cancellable;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VdtQueryRun, vdt_query_run, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_0,
  PROP_FRACTION,
  PROP_MESSAGE,
  PROP_N_ROWS,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
vdt_query_row_finalize (GObject *object)
{
  VdtQueryRow *self = VDT_QUERY_ROW (object);

  g_free (self->bytes);

  G_OBJECT_CLASS (vdt_query_row_parent_class)->finalize (object);
}

static void
vdt_query_row_class_init (VdtQueryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_query_row_finalize;
}

static void
vdt_query_row_init (VdtQueryRow *self)
{
}

/**
 * vdt_query_row_get_position:
 * @self: a row
 *
 * Returns: its place in the result, from 0
 */
guint
vdt_query_row_get_position (VdtQueryRow *self)
{
  g_return_val_if_fail (VDT_IS_QUERY_ROW (self), 0);

  return self->position;
}

/**
 * vdt_query_row_get_json:
 * @self: a row
 * @column: a column's index
 *
 * Returns: (transfer none): the cell as JSON
 */
const char *
vdt_query_row_get_json (VdtQueryRow *self,
                        guint        column)
{
  g_return_val_if_fail (VDT_IS_QUERY_ROW (self) && column < self->n_columns, NULL);

  return self->bytes + ((const guint32 *) (gconstpointer) self->bytes)[column];
}

/**
 * vdt_query_row_dup_text:
 * @self: a row
 * @column: a column's index
 *
 * Returns: (transfer full): the cell as a person reads it: a text without quotes,
 *   nothing for null
 */
char *
vdt_query_row_dup_text (VdtQueryRow *self,
                        guint        column)
{
  g_return_val_if_fail (VDT_IS_QUERY_ROW (self) && column < self->n_columns, NULL);

  return vdt_cell_dup_text (vdt_query_row_get_json (self, column));
}

static void
column_clear (gpointer data)
{
  g_free (((VdtQueryColumn *) data)->name);
}

static void
vdt_query_run_finalize (GObject *object)
{
  VdtQueryRun *self = VDT_QUERY_RUN (object);

  g_free (self->text);
  g_free (self->message);
  g_free (self->chart);
  g_free (self->chart_properties);
  g_array_unref (self->columns);
  vdt_row_store_unref (self->rows);
  g_array_unref (self->places);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (vdt_query_run_parent_class)->finalize (object);
}

static void
vdt_query_run_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VdtQueryRun *self = VDT_QUERY_RUN (object);

  switch (prop_id)
    {
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_N_ROWS:
      g_value_set_uint (value, self->n_rows);
      break;
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vdt_query_run_class_init (VdtQueryRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = vdt_query_run_finalize;
  object_class->get_property = vdt_query_run_get_property;

  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_N_ROWS] = g_param_spec_uint ("n-rows", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, VDT_QUERY_FAILED, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vdt_query_run_init (VdtQueryRun *self)
{
  self->fraction = -1;
  self->stats.first_rows = -1;
  self->columns = g_array_new (FALSE, FALSE, sizeof (VdtQueryColumn));
  g_array_set_clear_func (self->columns, column_clear);
  self->rows = vdt_row_store_new ();
  self->places = g_array_new (FALSE, FALSE, sizeof (VdtQueryPlace));
  self->cancellable = g_cancellable_new ();
}

static GType
get_item_type (GListModel *list)
{
  return VDT_TYPE_QUERY_ROW;
}

static guint
get_n_items (GListModel *list)
{
  return VDT_QUERY_RUN (list)->n_rows;
}

/* A row whose file cannot be read is a row of nulls. */
static gpointer
get_item (GListModel *list,
          guint       position)
{
  VdtQueryRun *self = VDT_QUERY_RUN (list);
  gsize head = sizeof (guint32) * self->columns->len;
  VdtQueryRow *row;
  gsize length = 0;
  char *bytes;
  const char *p, *end;

  if (position >= self->n_rows)
    return NULL;

  bytes = vdt_row_store_dup_row (self->rows, position, head, &length);
  if (bytes == NULL)
    {
      bytes = g_malloc (head + 5);
      memcpy (bytes + head, "null", 5);
      length = 0;
    }
  p = bytes + head;
  end = p + length;
  for (guint i = 0; i < self->columns->len; i++)
    {
      ((guint32 *) (gpointer) bytes)[i] = (guint32) (p - bytes);
      p = length > 0 ? (const char *) memchr (p, '\0', (gsize) (end - p)) + 1 : p;
    }

  row = g_object_new (VDT_TYPE_QUERY_ROW, NULL);
  row->position = position;
  row->n_columns = self->columns->len;
  row->bytes = bytes;

  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/**
 * vdt_query_run_new:
 * @text: a query
 *
 * Returns: (transfer full): a run that has not begun
 */
VdtQueryRun *
vdt_query_run_new (const char *text)
{
  VdtQueryRun *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_object_new (VDT_TYPE_QUERY_RUN, NULL);
  self->text = g_strdup (text);

  return self;
}

const char *
vdt_query_run_get_text (VdtQueryRun *self)
{
  g_return_val_if_fail (VDT_IS_QUERY_RUN (self), NULL);

  return self->text;
}

VdtQueryState
vdt_query_run_get_state (VdtQueryRun *self)
{
  g_return_val_if_fail (VDT_IS_QUERY_RUN (self), VDT_QUERY_FAILED);

  return self->state;
}

/**
 * vdt_query_run_get_message:
 * @self: a run
 *
 * Returns: (nullable): why it failed, or why there are fewer rows than there might be
 */
const char *
vdt_query_run_get_message (VdtQueryRun *self)
{
  g_return_val_if_fail (VDT_IS_QUERY_RUN (self), NULL);

  return self->message;
}

/**
 * vdt_query_run_get_place:
 * @self: a run
 * @out_start: (out): bytes of the text before what is wrong
 * @out_length: (out): its length
 *
 * Returns: %TRUE if the message is of a place in the text
 */
gboolean
vdt_query_run_get_place (VdtQueryRun *self,
                         gsize       *out_start,
                         gsize       *out_length)
{
  g_return_val_if_fail (VDT_IS_QUERY_RUN (self), FALSE);

  *out_start = self->place_start;
  *out_length = self->place_length;

  return self->has_place;
}

/**
 * vdt_query_run_get_truncated:
 * @self: a run
 *
 * Returns: %TRUE if the query has more rows than are here
 */
gboolean
vdt_query_run_get_truncated (VdtQueryRun *self)
{
  g_return_val_if_fail (VDT_IS_QUERY_RUN (self), FALSE);

  return self->truncated;
}

const VdtQueryStats *
vdt_query_run_get_stats (VdtQueryRun *self)
{
  g_return_val_if_fail (VDT_IS_QUERY_RUN (self), NULL);

  return &self->stats;
}

/**
 * vdt_query_run_get_chart:
 * @self: a run
 *
 * Returns: (nullable): the kind of chart that the query asks for with render
 */
const char *
vdt_query_run_get_chart (VdtQueryRun *self)
{
  g_return_val_if_fail (VDT_IS_QUERY_RUN (self), NULL);

  return self->chart;
}

/**
 * vdt_query_run_get_chart_properties:
 * @self: a run
 *
 * Returns: (nullable): what render asks for, lines of a name, a tab and a value; a
 *   property of several values has a line for each
 */
const char *
vdt_query_run_get_chart_properties (VdtQueryRun *self)
{
  g_return_val_if_fail (VDT_IS_QUERY_RUN (self), NULL);

  return self->chart_properties;
}

guint
vdt_query_run_get_n_columns (VdtQueryRun *self)
{
  g_return_val_if_fail (VDT_IS_QUERY_RUN (self), 0);

  return self->columns->len;
}

const VdtQueryColumn *
vdt_query_run_get_column (VdtQueryRun *self,
                          guint        column)
{
  g_return_val_if_fail (VDT_IS_QUERY_RUN (self) && column < self->columns->len, NULL);

  return &g_array_index (self->columns, VdtQueryColumn, column);
}

/**
 * vdt_query_run_get_rows:
 * @self: a run
 *
 * Returns: (transfer none): the rows, which any thread may read
 */
VdtRowStore *
vdt_query_run_get_rows (VdtQueryRun *self)
{
  g_return_val_if_fail (VDT_IS_QUERY_RUN (self), NULL);

  return self->rows;
}

/**
 * vdt_query_run_get_cancellable:
 * @self: a run
 *
 * Returns: (transfer none): what stops it
 */
GCancellable *
vdt_query_run_get_cancellable (VdtQueryRun *self)
{
  g_return_val_if_fail (VDT_IS_QUERY_RUN (self), NULL);

  return self->cancellable;
}

/**
 * vdt_query_run_cancel:
 * @self: a run
 *
 * Stops it. What is there stays, marked as partial.
 */
void
vdt_query_run_cancel (VdtQueryRun *self)
{
  g_return_if_fail (VDT_IS_QUERY_RUN (self));

  g_cancellable_cancel (self->cancellable);
}

void
vdt_query_run_begin (VdtQueryRun *self)
{
  g_return_if_fail (VDT_IS_QUERY_RUN (self));

  self->state = VDT_QUERY_RUNNING;
  self->begun_at = g_get_monotonic_time ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
vdt_query_run_add_column (VdtQueryRun *self,
                          const char  *name,
                          VdtCellType  type)
{
  VdtQueryColumn column = { NULL, type };

  g_return_if_fail (VDT_IS_QUERY_RUN (self) && name != NULL && self->n_rows == 0);

  column.name = g_strdup (name);
  g_array_append_val (self->columns, column);
}

void
vdt_query_run_set_chart (VdtQueryRun *self,
                         const char  *chart,
                         const char  *chart_properties)
{
  g_return_if_fail (VDT_IS_QUERY_RUN (self));

  g_free (self->chart);
  g_free (self->chart_properties);
  self->chart = g_strdup (chart);
  self->chart_properties = g_strdup (chart_properties);
}

/**
 * vdt_query_run_add_page:
 * @self: a run
 * @n_rows: how many rows
 * @text: their cells as JSON, each ended by a NUL
 * @ends: (element-type guint32): for each cell where the next one begins
 */
void
vdt_query_run_add_page (VdtQueryRun *self,
                        guint        n_rows,
                        GBytes      *text,
                        GBytes      *ends)
{
  g_return_if_fail (VDT_IS_QUERY_RUN (self) && n_rows > 0);

  if (self->n_rows == 0)
    self->stats.first_rows = g_get_monotonic_time () - self->begun_at;
  vdt_row_store_append (self->rows, self->columns->len, n_rows, text, g_bytes_get_data (ends, NULL));
  self->n_rows += n_rows;
  self->stats.rows += n_rows;
  self->stats.bytes += g_bytes_get_size (text) + g_bytes_get_size (ends);
  g_list_model_items_changed (G_LIST_MODEL (self), self->n_rows - n_rows, 0, n_rows);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ROWS]);
}

/**
 * vdt_query_run_add_places:
 * @self: a run
 * @places: (element-type VdtQueryPlace): of the rows of the next page
 */
void
vdt_query_run_add_places (VdtQueryRun *self,
                          GBytes      *places)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (places, &size);

  g_return_if_fail (VDT_IS_QUERY_RUN (self));

  g_array_append_vals (self->places, data, (guint) (size / sizeof (VdtQueryPlace)));
  self->stats.bytes += size;
}

/**
 * vdt_query_run_get_row_place:
 * @self: a run
 * @row: a row's position
 * @out_place: (out): what it was imported from
 *
 * Returns: %TRUE if the row is one of a table, with no other made of it
 */
gboolean
vdt_query_run_get_row_place (VdtQueryRun   *self,
                             guint          row,
                             VdtQueryPlace *out_place)
{
  g_return_val_if_fail (VDT_IS_QUERY_RUN (self), FALSE);

  if (row >= self->places->len)
    return FALSE;
  *out_place = g_array_index (self->places, VdtQueryPlace, row);

  return TRUE;
}

void
vdt_query_run_set_fraction (VdtQueryRun *self,
                            double       fraction)
{
  g_return_if_fail (VDT_IS_QUERY_RUN (self));

  if (self->fraction == fraction)
    return;

  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

void
vdt_query_run_set_place (VdtQueryRun *self,
                         gsize        start,
                         gsize        length)
{
  g_return_if_fail (VDT_IS_QUERY_RUN (self));

  self->has_place = TRUE;
  self->place_start = start;
  self->place_length = length;
}

/**
 * vdt_query_run_end:
 * @self: a run
 * @state: how it ended
 * @truncated: whether there are more rows than came
 * @rows_scanned: rows of the tables that it names
 * @message: (nullable): what the analyst has to know
 */
void
vdt_query_run_end (VdtQueryRun   *self,
                   VdtQueryState  state,
                   gboolean       truncated,
                   guint64        rows_scanned,
                   const char    *message)
{
  g_return_if_fail (VDT_IS_QUERY_RUN (self) && state >= VDT_QUERY_DONE);

  self->truncated = truncated;
  self->stats.rows_scanned = rows_scanned;
  self->stats.duration = g_get_monotonic_time () - self->begun_at;
  if (vdt_set_str (&self->message, message))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * vdt_query_run_set_duration:
 * @self: a run that has ended
 * @duration: µs that the query took when these rows came, for a result that was kept
 */
void
vdt_query_run_set_duration (VdtQueryRun *self,
                            gint64       duration)
{
  g_return_if_fail (VDT_IS_QUERY_RUN (self));

  self->stats.duration = duration;
}
