/* vdt-import-rows.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-import-rows.h"

/* Batches that wait for the sink: enough to keep it busy, few enough to bound
 * what they need. */
#define MAX_WAITING 6

/* Rows that wait for one that tells its table. */
#define MAX_WAITING_ROWS 2000

typedef struct
{
  VdtRowBatch *batch;    /* NULL: no more follow */
  GAsyncQueue *spare;
} Handed;

/* A row that does not tell its table. */
typedef struct
{
  char    *text;
  gsize    length;
  guint64  line;
} Waiting;

/**
 * VdtImportRows:
 *
 * Tables of the file that is being read, and a thread that gives full batches to
 * the sink while the next ones are filled.
 */
struct _VdtImportRows
{
  VdtKqlCatalog          *catalog;
  const VdtImportRowSink *sink;
  gpointer                sink_data;
  gboolean                begun;
  GPtrArray              *tables;      /* VdtImportTable, of this file */
  GHashTable             *by_name;
  VdtImportTable         *last;

  char                   *choice;      /* the table of rows that do not tell it */
  GPtrArray              *waiting_rows;  /* Waiting: rows before it was known */
  guint                   n_taken;     /* of them */
  char                   *advice;

  GThread                *thread;
  GMutex                  mutex;
  GCond                   changed;
  GQueue                  waiting;     /* Handed, under the mutex */
  GError                 *error;       /* under the mutex */
};

static void
waiting_free (gpointer data)
{
  g_free (((Waiting *) data)->text);
  g_free (data);
}

/**
 * vdt_import_rows_new:
 * @sink: takes the rows
 * @sink_data: for @sink
 *
 * Returns: (transfer full): where the readers of one file put rows
 */
VdtImportRows *
vdt_import_rows_new (const VdtImportRowSink *sink,
                     gpointer                sink_data)
{
  VdtImportRows *self;

  g_return_val_if_fail (sink != NULL, NULL);

  self = g_new0 (VdtImportRows, 1);
  self->sink = sink;
  self->sink_data = sink_data;
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_import_table_free);
  self->waiting_rows = g_ptr_array_new_with_free_func (waiting_free);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->waiting);

  return self;
}

void
vdt_import_rows_free (VdtImportRows *self)
{
  g_return_if_fail (self != NULL);

  if (self->begun)
    vdt_import_rows_end (self, FALSE, NULL, NULL, NULL, NULL);
  g_clear_pointer (&self->catalog, vdt_kql_catalog_unref);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->waiting_rows);
  g_hash_table_unref (self->by_name);
  g_free (self->choice);
  g_free (self->advice);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_clear_error (&self->error);
  g_free (self);
}

VdtKqlCatalog *
vdt_import_rows_get_catalog (VdtImportRows *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->catalog;
}

const VdtImportRowSink *
vdt_import_rows_get_sink (VdtImportRows *self,
                          gpointer      *out_data)
{
  g_return_val_if_fail (self != NULL, NULL);

  *out_data = self->sink_data;

  return self->sink;
}

/* Gives a batch to the sink, unless one before it was refused. */
static void
sink_batch (VdtImportRows *self,
            Handed        *handed)
{
  g_autoptr(GError) error = NULL;

  if (self->error == NULL)
    {
      g_mutex_unlock (&self->mutex);
      self->sink->rows (handed->batch, self->sink_data, &error);
      g_mutex_lock (&self->mutex);
      self->error = g_steal_pointer (&error);
    }

  g_async_queue_push (handed->spare, handed->batch);
  g_async_queue_unref (handed->spare);
  g_free (handed);
}

static gpointer
sink_thread (gpointer data)
{
  VdtImportRows *self = data;
  Handed *handed;

  g_mutex_lock (&self->mutex);
  while (TRUE)
    {
      while ((handed = g_queue_pop_head (&self->waiting)) == NULL)
        g_cond_wait (&self->changed, &self->mutex);
      if (handed->batch == NULL)
        break;

      g_cond_broadcast (&self->changed);
      sink_batch (self, handed);
    }
  g_free (handed);
  g_mutex_unlock (&self->mutex);

  return NULL;
}

static void
hand_batch (VdtRowBatch *batch,
            GAsyncQueue *spare,
            gpointer     user_data)
{
  VdtImportRows *self = user_data;
  Handed *handed = g_new0 (Handed, 1);

  handed->batch = batch;
  handed->spare = spare != NULL ? g_async_queue_ref (spare) : NULL;

  g_mutex_lock (&self->mutex);
  while (batch != NULL && g_queue_get_length (&self->waiting) >= MAX_WAITING)
    g_cond_wait (&self->changed, &self->mutex);
  g_queue_push_tail (&self->waiting, handed);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/**
 * vdt_import_rows_begin:
 * @self: rows
 * @source: where the next ones come from
 * @out_twin: (out) (transfer full): path of an import of the same bytes, or %NULL
 * @error: return location for an error of the sink
 *
 * Returns: %TRUE if rows may follow, up to vdt_import_rows_end()
 */
gboolean
vdt_import_rows_begin (VdtImportRows          *self,
                       const VdtImportSource  *source,
                       char                  **out_twin,
                       GError                **error)
{
  g_return_val_if_fail (self != NULL && source != NULL && out_twin != NULL && !self->begun, FALSE);

  *out_twin = NULL;
  g_clear_pointer (&self->catalog, vdt_kql_catalog_unref);
  if (!self->sink->begin (source, out_twin, &self->catalog, self->sink_data, error) || *out_twin != NULL)
    return FALSE;

  self->begun = TRUE;
  self->thread = g_thread_new ("vdt-import-rows", sink_thread, self);

  return TRUE;
}

/**
 * vdt_import_rows_get_table:
 * @self: rows that were begun
 * @name: a table's name
 *
 * Returns: (transfer none): the table, to add a row to
 */
VdtImportTable *
vdt_import_rows_get_table (VdtImportRows *self,
                           const char    *name)
{
  VdtImportTable *table;

  g_return_val_if_fail (self != NULL && self->begun && name != NULL, NULL);

  if (self->last != NULL && g_str_equal (vdt_import_table_get_name (self->last), name))
    return self->last;

  table = g_hash_table_lookup (self->by_name, name);
  if (table == NULL)
    {
      table = vdt_import_table_new (name, vdt_kql_catalog_find_table (self->catalog, name), hand_batch, self);
      g_ptr_array_add (self->tables, table);
      g_hash_table_insert (self->by_name, g_strdup (name), table);
    }
  self->last = table;

  return table;
}

/**
 * vdt_import_rows_get_last:
 * @self: rows
 *
 * Returns: (transfer none) (nullable): the table that was asked for last
 */
VdtImportTable *
vdt_import_rows_get_last (VdtImportRows *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->last;
}

/**
 * vdt_import_rows_has_failed:
 * @self: rows
 *
 * Returns: %TRUE if the sink has refused a batch; there is no use in reading on
 */
gboolean
vdt_import_rows_has_failed (VdtImportRows *self)
{
  gboolean failed;

  g_return_val_if_fail (self != NULL, TRUE);

  g_mutex_lock (&self->mutex);
  failed = self->error != NULL;
  g_mutex_unlock (&self->mutex);

  return failed;
}

static guint64
count_rows (VdtImportRows *self)
{
  guint64 n = 0;

  for (guint i = 0; i < self->tables->len; i++)
    n += vdt_import_table_get_n_rows (g_ptr_array_index (self->tables, i));

  return n;
}

static void
count_tables (VdtImportRows    *self,
              VdtImportReport  *report,
              VdtImportBadFunc  bad,
              gpointer          bad_data)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      VdtImportTable *table = g_ptr_array_index (self->tables, i);

      if (vdt_import_table_get_n_rows (table) > 0)
        vdt_import_report_count_rows (report, vdt_import_table_get_name (table), vdt_import_table_get_n_rows (table));
      if (bad != NULL)
        vdt_import_table_list_bad (table, bad, bad_data);
    }
}

/**
 * vdt_import_rows_end:
 * @self: rows
 * @keep: %FALSE to take back all since vdt_import_rows_begin()
 * @report: (nullable): where to count what was kept
 * @bad: (nullable): told of values that were not of their column's type
 * @bad_data: for @bad
 * @error: return location for an error of the sink
 *
 * Returns: %FALSE if the sink failed
 */
gboolean
vdt_import_rows_end (VdtImportRows     *self,
                     gboolean           keep,
                     VdtImportReport   *report,
                     VdtImportBadFunc   bad,
                     gpointer           bad_data,
                     GError           **error)
{
  g_autoptr(GError) failure = NULL;
  gboolean done;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!self->begun)
    return TRUE;

  for (guint i = 0; i < self->tables->len && keep; i++)
    vdt_import_table_flush (g_ptr_array_index (self->tables, i));
  hand_batch (NULL, NULL, self);
  g_thread_join (g_steal_pointer (&self->thread));
  self->begun = FALSE;

  failure = g_steal_pointer (&self->error);
  keep = keep && count_rows (self) > 0;
  done = self->sink->end (keep && failure == NULL, self->sink_data, failure == NULL ? &failure : NULL);
  if (done && keep && failure == NULL && report != NULL)
    count_tables (self, report, bad, bad_data);

  g_hash_table_remove_all (self->by_name);
  g_ptr_array_set_size (self->tables, 0);
  g_clear_pointer (&self->choice, g_free);
  self->last = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return done;
}

const char *
vdt_import_rows_get_choice (VdtImportRows *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->choice;
}

/**
 * vdt_import_rows_set_choice:
 * @self: rows
 * @table: the table of a row; those that do not tell theirs are taken for its kin
 */
void
vdt_import_rows_set_choice (VdtImportRows *self,
                            const char    *table)
{
  g_return_if_fail (self != NULL && table != NULL);

  if (g_strcmp0 (self->choice, table) == 0)
    return;

  g_free (self->choice);
  self->choice = g_strdup (table);
}

/**
 * vdt_import_rows_wait:
 * @self: rows
 * @record: a row that does not tell its table
 * @line: its line
 * @advice: what to tell the person if none does
 *
 * Returns: %FALSE if too many wait already
 */
gboolean
vdt_import_rows_wait (VdtImportRows *self,
                      VdtJson        record,
                      guint64        line,
                      const char    *advice)
{
  Waiting *waiting;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->advice == NULL)
    self->advice = g_strdup (advice);
  if (self->waiting_rows->len >= MAX_WAITING_ROWS)
    return FALSE;

  waiting = g_new0 (Waiting, 1);
  waiting->text = g_strndup (record.text, record.length);
  waiting->length = record.length;
  waiting->line = line;
  g_ptr_array_add (self->waiting_rows, waiting);

  return TRUE;
}

/**
 * vdt_import_rows_next_waiting:
 * @self: rows
 * @out_record: (out): a row that waits, until the next call
 * @out_line: (out): its line
 *
 * Returns: %FALSE if none waits any more
 */
gboolean
vdt_import_rows_next_waiting (VdtImportRows *self,
                              VdtJson       *out_record,
                              guint64       *out_line)
{
  const Waiting *waiting;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->n_taken >= self->waiting_rows->len)
    {
      g_ptr_array_set_size (self->waiting_rows, 0);
      self->n_taken = 0;
      return FALSE;
    }

  waiting = g_ptr_array_index (self->waiting_rows, self->n_taken++);
  out_record->text = waiting->text;
  out_record->length = waiting->length;
  *out_line = waiting->line;

  return TRUE;
}

/**
 * vdt_import_rows_give_up:
 * @self: rows
 * @out_advice: (out) (transfer full): what to tell the person
 *
 * Returns: how many rows waited and are dropped now
 */
guint64
vdt_import_rows_give_up (VdtImportRows  *self,
                         char          **out_advice)
{
  guint64 n;

  g_return_val_if_fail (self != NULL && out_advice != NULL, 0);

  n = self->waiting_rows->len;
  *out_advice = g_steal_pointer (&self->advice);
  g_ptr_array_set_size (self->waiting_rows, 0);
  self->n_taken = 0;

  return n;
}

/**
 * vdt_import_rows_table_of_action:
 * @self: rows
 * @action_type: (nullable): an `ActionType`
 *
 * Returns: (nullable): the one table of Defender whose rows may have it
 */
const char *
vdt_import_rows_table_of_action (VdtImportRows *self,
                                 const char    *action_type)
{
  GPtrArray *tables;
  const char *found = NULL;

  if (action_type == NULL)
    return NULL;

  tables = vdt_kql_catalog_get_tables (self->catalog);
  for (guint i = 0; i < tables->len; i++)
    {
      const VdtKqlTable *table = g_ptr_array_index (tables, i);
      const VdtKqlColumn *column = vdt_kql_schema_find (table->type.schema, "ActionType");

      if (column == NULL || column->values == NULL || !g_strv_contains (column->values, action_type))
        continue;
      /* a device's sign-in and an identity's have the same names */
      if (found == NULL || g_str_has_prefix (table->name, "Device"))
        found = table->name;
    }

  return found;
}

static gboolean
has_all (const VdtKqlTable *table,
         const char *const *names,
         guint             *out_known)
{
  guint n = 0;

  *out_known = 0;
  for (; names[n] != NULL; n++)
    if (vdt_kql_schema_find (table->type.schema, names[n]) != NULL)
      (*out_known)++;

  return *out_known == n;
}

/* Tables that have all the names, and the one that has most of them. */
static GPtrArray *
find_tables (VdtImportRows      *self,
             const char *const  *names,
             const VdtKqlTable **out_best,
             guint              *out_most)
{
  GPtrArray *tables = vdt_kql_catalog_get_tables (self->catalog);
  GPtrArray *whole = g_ptr_array_new ();

  *out_best = NULL;
  *out_most = 0;
  for (guint i = 0; i < tables->len; i++)
    {
      const VdtKqlTable *table = g_ptr_array_index (tables, i);
      guint known;

      if (has_all (table, names, &known))
        g_ptr_array_add (whole, (gpointer) table);
      if (known > *out_most)
        {
          *out_most = known;
          *out_best = table;
        }
    }

  return whole;
}

static char *
advise (GPtrArray         *whole,
        const VdtKqlTable *best)
{
  g_autoptr(GString) advice =
    g_string_new ("which table these rows belong to cannot be told; name it when you import the file");

  if (whole->len > 0)
    {
      g_string_append (advice, " (it may be ");
      for (guint i = 0; i < whole->len && i < 5; i++)
        g_string_append_printf (advice, "%s%s", i > 0 ? ", " : "",
                                ((const VdtKqlTable *) g_ptr_array_index (whole, i))->name);
      g_string_append (advice, whole->len > 5 ? " and others)" : ")");
    }
  else if (best != NULL)
    {
      g_string_append_printf (advice, " (most of its columns are those of %s)", best->name);
    }

  return g_string_free (g_steal_pointer (&advice), FALSE);
}

/**
 * vdt_import_rows_guess_table:
 * @self: rows
 * @names: (array zero-terminated=1): the columns of a file that names no table
 * @action_type: (nullable): the `ActionType` of a row
 * @out_advice: (out) (transfer full): what to tell the person if there is no answer
 *
 * One table has to have all the columns, or all but a few of a wide one.
 *
 * Returns: (transfer full) (nullable): the table
 */
char *
vdt_import_rows_guess_table (VdtImportRows      *self,
                             const char *const  *names,
                             const char         *action_type,
                             char              **out_advice)
{
  g_autoptr(GPtrArray) whole = NULL;
  const VdtKqlTable *best;
  const char *by_action;
  guint n = g_strv_length ((char **) names);
  guint most;

  g_return_val_if_fail (self != NULL && names != NULL && out_advice != NULL, NULL);

  *out_advice = NULL;
  whole = find_tables (self, names, &best, &most);
  by_action = vdt_import_rows_table_of_action (self, action_type);

  if (by_action != NULL && n >= 3)
    return g_strdup (by_action);
  if (whole->len == 1)
    return g_strdup (((const VdtKqlTable *) g_ptr_array_index (whole, 0))->name);
  if (whole->len == 0 && most >= 8 && most * 4 >= n * 3)
    return g_strdup (best->name);

  *out_advice = advise (whole, best);

  return NULL;
}
