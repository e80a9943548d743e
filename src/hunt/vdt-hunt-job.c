/* vdt-hunt-job.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-job-private.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-hunt-print.h"
#include "vdt-hunt-run.h"
#include "vdt-hunt-stream.h"
#include "vdt-kql-analysis.h"
#include "vdt-kql-diagnostic.h"

#define MAX_ROWS    G_GUINT64_CONSTANT (1000000)
#define MAX_SECONDS 600
#define MAX_BYTES   (G_GUINT64_CONSTANT (512) * 1024 * 1024)

#define PROGRESS_MS 100

/* Rows of a page: the first ones appear soon, the others in fewer steps. */
#define PAGE_BYTES (1024 * 1024)

typedef enum
{
  STOP_NONE,
  STOP_CANCELLED,
  STOP_TIME,
  STOP_BYTES
} Stop;

typedef struct
{
  guint   n_rows;
  GBytes *text;
  GBytes *ends;
  GBytes *places;       /* (nullable): VdtQueryPlace */
} Page;

/**
 * VdtHuntJob:
 *
 * A query between the main thread, which owns the run, and the worker, which owns
 * the connection. What is under the mutex is what they exchange.
 */
struct _VdtHuntJob
{
  gatomicrefcount     ref_count;
  VdtQueryRun        *run;            /* main thread */
  VdtHuntRequest      request;
  VdtHuntWorkspace   *workspace;
  VdtHuntPrepareFunc  prepare;
  gpointer            prepare_data;
  char               *text;
  GMainContext       *context;
  GSource            *timer;          /* main thread */
  gulong              cancel_handler;
  gint64              deadline;

  GMutex              mutex;
  duckdb_connection   connection;     /* while the statement runs */
  Stop                stop;
  GPtrArray          *columns;        /* VdtQueryColumn, until the main thread takes them */
  GQueue              pages;          /* Page */
  gboolean            pending;        /* the main thread has been told */

  /* the worker; read by the main thread when the job is over */
  VdtQueryState       state;
  gboolean            truncated;
  guint64             rows_scanned;
  char               *message;
  char               *chart;
  char               *chart_properties;
  gboolean            has_place;
  gsize               place_start;
  gsize               place_length;
  guint64             n_rows;
  guint64             n_bytes;
  VdtHuntStore       *store;
  VdtDuck            *duck;
  GPtrArray          *tables;         /* VdtHuntTable */
};

static void
page_free (gpointer data)
{
  Page *page = data;

  g_bytes_unref (page->text);
  g_bytes_unref (page->ends);
  g_clear_pointer (&page->places, g_bytes_unref);
  g_free (page);
}

static void
column_free (gpointer data)
{
  VdtQueryColumn *column = data;

  g_free (column->name);
  g_free (column);
}

VdtHuntJob *
vdt_hunt_job_ref (VdtHuntJob *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
vdt_hunt_job_unref (VdtHuntJob *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_object (&self->run);
  g_clear_pointer (&self->request.files, vdt_hunt_files_unref);
  g_clear_object (&self->workspace);
  g_free (self->text);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_queue_clear_full (&self->pages, page_free);
  g_free (self->message);
  g_free (self->chart);
  g_free (self->chart_properties);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_free (self);
}

/**
 * vdt_hunt_job_new:
 * @run: what the analyst sees
 * @request: how to run it
 * @workspace: where
 * @prepare: (nullable): brings rows up to date
 * @prepare_data: for @prepare
 *
 * Returns: (transfer full): a job
 */
VdtHuntJob *
vdt_hunt_job_new (VdtQueryRun          *run,
                  const VdtHuntRequest *request,
                  VdtHuntWorkspace     *workspace,
                  VdtHuntPrepareFunc    prepare,
                  gpointer              prepare_data)
{
  VdtHuntJob *self = g_new0 (VdtHuntJob, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->run = g_object_ref (run);
  self->request = *request;
  if (request->files != NULL)
    vdt_hunt_files_ref (request->files);
  if (self->request.max_rows == 0)
    self->request.max_rows = MAX_ROWS;
  if (self->request.max_seconds == 0)
    self->request.max_seconds = MAX_SECONDS;
  if (self->request.max_bytes == 0)
    self->request.max_bytes = MAX_BYTES;
  self->workspace = g_object_ref (workspace);
  self->prepare = prepare;
  self->prepare_data = prepare_data;
  self->text = g_strdup (vdt_query_run_get_text (run));
  self->context = g_main_context_ref_thread_default ();
  self->state = VDT_QUERY_DONE;
  g_mutex_init (&self->mutex);
  g_queue_init (&self->pages);

  return self;
}

/* Any thread. The first reason counts. */
static void
stop (VdtHuntJob *self,
      Stop        reason)
{
  g_mutex_lock (&self->mutex);
  if (self->stop == STOP_NONE)
    self->stop = reason;
  if (self->connection != NULL)
    duckdb_interrupt (self->connection);
  g_mutex_unlock (&self->mutex);
}

static Stop
get_stop (VdtHuntJob *self)
{
  Stop reason;

  g_mutex_lock (&self->mutex);
  reason = self->stop;
  g_mutex_unlock (&self->mutex);

  return reason;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  stop (user_data, STOP_CANCELLED);
}

/* Main thread: hands what has come to the run, all at once. */
static void
deliver (VdtHuntJob *self)
{
  g_autoptr(GPtrArray) columns = NULL;
  GQueue pages;
  Page *page;

  g_mutex_lock (&self->mutex);
  columns = g_steal_pointer (&self->columns);
  pages = self->pages;
  g_queue_init (&self->pages);
  self->pending = FALSE;
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; columns != NULL && i < columns->len; i++)
    {
      const VdtQueryColumn *column = g_ptr_array_index (columns, i);

      vdt_query_run_add_column (self->run, column->name, column->type);
    }

  while ((page = g_queue_pop_head (&pages)) != NULL)
    {
      if (page->places != NULL)
        vdt_query_run_add_places (self->run, page->places);
      vdt_query_run_add_page (self->run, page->n_rows, page->text, page->ends);
      page_free (page);
    }
}

static gboolean
deliver_cb (gpointer user_data)
{
  deliver (user_data);

  return G_SOURCE_REMOVE;
}

static void
tell_main_thread (VdtHuntJob *self)
{
  g_autoptr(GSource) idle = NULL;
  gboolean pending;

  g_mutex_lock (&self->mutex);
  pending = self->pending;
  self->pending = TRUE;
  g_mutex_unlock (&self->mutex);
  if (pending)
    return;

  idle = g_idle_source_new ();
  g_source_set_callback (idle, deliver_cb, vdt_hunt_job_ref (self), (GDestroyNotify) vdt_hunt_job_unref);
  g_source_attach (idle, self->context);
}

static gboolean
timer_cb (gpointer user_data)
{
  VdtHuntJob *self = user_data;
  double fraction = -1;

  if (g_get_monotonic_time () > self->deadline)
    stop (self, STOP_TIME);

  g_mutex_lock (&self->mutex);
  if (self->connection != NULL)
    fraction = duckdb_query_progress (self->connection).percentage / 100.0;
  g_mutex_unlock (&self->mutex);
  vdt_query_run_set_fraction (self->run, CLAMP (fraction, -1.0, 1.0));

  return G_SOURCE_CONTINUE;
}

/**
 * vdt_hunt_job_start:
 * @self: a job
 *
 * Main thread, before it goes to the worker.
 */
void
vdt_hunt_job_start (VdtHuntJob *self)
{
  vdt_query_run_begin (self->run);
  self->deadline = g_get_monotonic_time () + (gint64) self->request.max_seconds * G_USEC_PER_SEC;
  self->cancel_handler = g_cancellable_connect (vdt_query_run_get_cancellable (self->run), G_CALLBACK (cancelled_cb),
                                                self, NULL);
  self->timer = g_timeout_source_new (PROGRESS_MS);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, self->context);
}

/**
 * vdt_hunt_job_finish:
 * @self: a job
 *
 * Main thread, when the worker is done with it.
 */
void
vdt_hunt_job_finish (VdtHuntJob *self)
{
  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_cancellable_disconnect (vdt_query_run_get_cancellable (self->run), self->cancel_handler);

  deliver (self);
  vdt_query_run_set_chart (self->run, self->chart, self->chart_properties);
  if (self->has_place)
    vdt_query_run_set_place (self->run, self->place_start, self->place_length);
  vdt_query_run_set_fraction (self->run, self->state == VDT_QUERY_DONE ? 1 : -1);
  vdt_query_run_end (self->run, self->state, self->truncated, self->rows_scanned, self->message);
}

static void
fail (VdtHuntJob *self,
      const char *message)
{
  self->state = VDT_QUERY_FAILED;
  g_free (self->message);
  self->message = g_strdup (message);
}

static void
end_partial (VdtHuntJob *self,
             Stop        reason)
{
  self->state = VDT_QUERY_PARTIAL;
  self->truncated = TRUE;
  g_free (self->message);
  if (reason == STOP_TIME)
    self->message = g_strdup_printf ("The query was stopped after %u seconds; the %" G_GUINT64_FORMAT
                                     " rows so far are not all.", self->request.max_seconds, self->n_rows);
  else if (reason == STOP_BYTES)
    self->message = g_strdup_printf ("The query was stopped at %" G_GUINT64_FORMAT " rows, which take %"
                                     G_GUINT64_FORMAT " MiB; ask for fewer rows or columns.", self->n_rows,
                                     self->n_bytes / (1024 * 1024));
  else
    self->message = g_strdup_printf ("The query was cancelled; the %" G_GUINT64_FORMAT " rows so far are not all.",
                                     self->n_rows);
}

/* What is wrong with the text, with its place; TRUE if it can run. */
static gboolean
check_text (VdtHuntJob    *self,
            VdtKqlTree    *tree,
            VdtKqlCatalog *catalog)
{
  g_autoptr(VdtKqlAnalysis) analysis = vdt_kql_analyze (tree, catalog, NULL);
  GPtrArray *diagnostics = vdt_kql_analysis_get_diagnostics (analysis);

  for (guint i = 0; diagnostics != NULL && i < diagnostics->len; i++)
    {
      const VdtKqlDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      if (diagnostic->severity != VDT_KQL_SEVERITY_ERROR)
        continue;

      self->has_place = TRUE;
      self->place_start = diagnostic->start;
      self->place_length = diagnostic->length;
      fail (self, diagnostic->message);
      return FALSE;
    }

  return TRUE;
}

static const VdtHuntTable *
find_table (VdtHuntJob *self,
            const char *name)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const VdtHuntTable *table = g_ptr_array_index (self->tables, i);

      if (g_str_equal (table->name, name))
        return table;
    }

  return NULL;
}

/* A VdtLowerTableFunc. A table that was made by an older program may lack columns
 * that the catalog has by now. */
static char *
table_cb (const char         *name,
          const VdtKqlSchema *columns,
          gpointer            user_data)
{
  VdtHuntJob *self = user_data;
  const VdtHuntTable *table = find_table (self, name);

  if (table == NULL)
    return NULL;

  self->rows_scanned += table->rows;

  return vdt_hunt_store_dup_source (self->store, name, columns);
}

static GPtrArray *
probe_cb (const char  *sql,
          GPtrArray   *parameters,
          gpointer     user_data,
          GError     **error)
{
  return vdt_hunt_probe (sql, parameters, ((VdtHuntJob *) user_data)->duck, error);
}

static gint64
clock_of (VdtHuntJob *self)
{
  gint64 newest = -1;

  if (self->request.now != 0)
    return self->request.now;

  for (guint i = 0; self->request.as_of_newest && i < self->tables->len; i++)
    newest = MAX (newest, ((VdtHuntTable *) g_ptr_array_index (self->tables, i))->last);

  return newest >= 0 ? newest : vdt_hunt_ticks_now ();
}

static VdtCellType
cell_type_of (VdtKqlTypeKind kind)
{
  VdtCellType type = VDT_CELL_DYNAMIC;

  vdt_cell_type_from_name (vdt_kql_type_get_name (vdt_kql_type_get (kind)), &type);

  return type;
}

static void
hand_columns (VdtHuntJob *self,
              GPtrArray  *lowered)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (column_free);

  for (guint i = 0; i < lowered->len; i++)
    {
      const VdtLowerColumn *from = g_ptr_array_index (lowered, i);
      VdtQueryColumn *column = g_new0 (VdtQueryColumn, 1);

      column->name = g_strdup (from->name);
      column->type = cell_type_of (from->type);
      g_ptr_array_add (columns, column);
    }

  g_mutex_lock (&self->mutex);
  self->columns = columns;
  g_mutex_unlock (&self->mutex);
  tell_main_thread (self);
}

static void
hand_page (VdtHuntJob *self,
           guint       n_rows,
           GString    *text,
           GArray     *ends,
           GArray     *places)
{
  Page *page = g_new0 (Page, 1);

  page->n_rows = n_rows;
  page->text = g_bytes_new (text->str, text->len);
  page->ends = g_bytes_new (ends->data, ends->len * sizeof (guint32));
  if (places->len > 0)
    page->places = g_bytes_new (places->data, places->len * sizeof (VdtQueryPlace));
  self->n_rows += n_rows;
  self->n_bytes += text->len + ends->len * sizeof (guint32);
  g_string_truncate (text, 0);
  g_array_set_size (ends, 0);
  g_array_set_size (places, 0);

  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->pages, page);
  g_mutex_unlock (&self->mutex);
  tell_main_thread (self);
}

static gint64
place_at (duckdb_data_chunk chunk,
          idx_t             column,
          idx_t             row)
{
  duckdb_vector vector = duckdb_data_chunk_get_vector (chunk, column);
  uint64_t *validity = duckdb_vector_get_validity (vector);

  return validity == NULL || duckdb_validity_row_is_valid (validity, row)
         ? ((const gint64 *) duckdb_vector_get_data (vector))[row] : 0;
}

static void
append_row (const VdtLowered  *lowered,
            duckdb_data_chunk  chunk,
            idx_t              row,
            GString           *text,
            GArray            *ends,
            GArray            *places)
{
  for (guint i = 0; i < lowered->columns->len; i++)
    {
      const VdtLowerColumn *column = g_ptr_array_index (lowered->columns, i);
      guint32 end;

      vdt_hunt_append_cell (text, column->type, duckdb_data_chunk_get_vector (chunk, i), row);
      g_string_append_c (text, '\0');
      end = (guint32) text->len;
      g_array_append_val (ends, end);
    }
  if (lowered->has_places)
    {
      VdtQueryPlace place = { place_at (chunk, lowered->columns->len, row),
                              place_at (chunk, lowered->columns->len + 1, row) };

      g_array_append_val (places, place);
    }
}

/* One chunk of the result; FALSE if no more are wanted. */
static gboolean
take_chunk (VdtHuntJob        *self,
            const VdtLowered  *lowered,
            duckdb_data_chunk  chunk,
            GString           *text,
            GArray            *ends,
            GArray            *places)
{
  idx_t size = duckdb_data_chunk_get_size (chunk);
  guint n = 0;

  for (idx_t row = 0; row < size; row++)
    {
      if (self->n_rows + n == self->request.max_rows)
        {
          self->truncated = TRUE;
          break;
        }
      append_row (lowered, chunk, row, text, ends, places);
      n++;
      if (text->len >= PAGE_BYTES)
        {
          hand_page (self, n, text, ends, places);
          n = 0;
        }
    }
  if (n > 0)
    hand_page (self, n, text, ends, places);

  if (self->n_bytes > self->request.max_bytes)
    stop (self, STOP_BYTES);

  return !self->truncated && get_stop (self) == STOP_NONE;
}

static void
take_rows (VdtHuntJob       *self,
           const VdtLowered *lowered,
           duckdb_result    *result)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (VdtQueryPlace));
  gboolean more = TRUE;
  duckdb_data_chunk chunk;

  while (more && (chunk = duckdb_fetch_chunk (*result)) != NULL)
    {
      more = take_chunk (self, lowered, chunk, text, ends, places);
      duckdb_destroy_data_chunk (&chunk);
    }

  if (more && duckdb_result_error (result) != NULL && *duckdb_result_error (result) != '\0')
    fail (self, duckdb_result_error (result));
}

static void
set_connection (VdtHuntJob        *self,
                duckdb_connection  connection)
{
  g_mutex_lock (&self->mutex);
  self->connection = connection;
  g_mutex_unlock (&self->mutex);
}

static void
run_lowered (VdtHuntJob *self,
             VdtLowered *lowered)
{
  g_autoptr(GError) error = NULL;
  duckdb_result result;

  hand_columns (self, lowered->columns);
  self->chart = g_strdup (lowered->chart);
  self->chart_properties = g_strdup (lowered->chart_properties);

  set_connection (self, vdt_duck_get_connection (self->duck));
  if (get_stop (self) != STOP_NONE)
    return;

  if (vdt_hunt_execute_streaming (self->duck, lowered->sql, lowered->parameters, &result, &error))
    {
      take_rows (self, lowered, &result);
      duckdb_destroy_result (&result);
    }
  else
    {
      fail (self, error->message);
    }
}

static gboolean
open_workspace (VdtHuntJob  *self,
                GError     **error)
{
  self->store = vdt_hunt_workspace_open (self->workspace, error);
  if (self->store == NULL || (self->prepare != NULL && !self->prepare (self->store, self->prepare_data, error)))
    return FALSE;

  self->duck = vdt_hunt_store_connect (self->store, error);
  if (self->duck == NULL)
    return FALSE;

  self->tables = vdt_hunt_store_list_tables (self->store, self->duck, error);

  return self->tables != NULL;
}

/**
 * vdt_hunt_job_execute:
 * @self: a job that was started
 *
 * The worker.
 */
void
vdt_hunt_job_execute (VdtHuntJob *self)
{
  g_autoptr(VdtKqlCatalog) catalog = NULL;
  g_autoptr(VdtKqlTree) tree = NULL;
  g_autoptr(VdtLowered) lowered = NULL;
  g_autoptr(GError) error = NULL;

  if (open_workspace (self, &error))
    {
      VdtLowerOptions options = { clock_of (self), table_cb, probe_cb, self->request.files, self, .places = TRUE };

      catalog = vdt_hunt_store_dup_catalog (self->store);
      tree = vdt_kql_parse (self->text, -1, NULL);
      if (check_text (self, tree, catalog))
        lowered = vdt_lower (tree, catalog, &options, &error);
      if (lowered != NULL)
        run_lowered (self, lowered);
    }

  if (error != NULL)
    fail (self, error->message);
  set_connection (self, NULL);
  if (get_stop (self) != STOP_NONE)
    end_partial (self, get_stop (self));
  else if (self->truncated)
    self->message = g_strdup_printf ("These are the first %" G_GUINT64_FORMAT " rows; the query has more.", self->n_rows);

  g_clear_pointer (&self->duck, vdt_duck_close);
}
