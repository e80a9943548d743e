/* vdt-session-entity.c
 *
 * An entity looked up in the hunting tables: its queries are run one after the
 * other, and what they bring goes into its summary as facts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-response.h"

#include "vdt-entity-summary.h"
#include "vdt-session-hunt.h"
#include "vdt-session-private.h"

/* A summary names a few rows of each; the query itself can be opened. */
#define MOST_ROWS 50
#define MOST_SECONDS 10

typedef struct
{
  VdtIncident *incident;
  char        *key;
  GPtrArray   *queries;     /* VdtEntityQuery */
  GPtrArray   *rows;        /* VdtEntityRows */
  guint        next;
  VdtQueryRun *run;
  gulong       handler;
} Lookup;

static void next_query (GTask *task);

static void
drop_run (Lookup *lookup)
{
  if (lookup->run != NULL)
    g_clear_signal_handler (&lookup->handler, lookup->run);
  g_clear_object (&lookup->run);
}

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  drop_run (lookup);
  g_clear_object (&lookup->incident);
  g_clear_pointer (&lookup->queries, g_ptr_array_unref);
  g_clear_pointer (&lookup->rows, g_ptr_array_unref);
  g_free (lookup->key);
  g_free (lookup);
}

static void
keep_rows (Lookup               *lookup,
           const VdtEntityQuery *query)
{
  guint n_columns = vdt_query_run_get_n_columns (lookup->run);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (lookup->run));
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  VdtEntityRows *rows;

  if (n_rows == 0 || n_columns == 0)
    return;

  for (guint c = 0; c < n_columns; c++)
    g_ptr_array_add (names, vdt_query_run_get_column (lookup->run, c)->name);
  g_ptr_array_add (names, NULL);
  rows = vdt_entity_rows_new (query->id, (const char *const *) names->pdata);

  for (guint r = 0; r < MIN (n_rows, MOST_ROWS); r++)
    {
      g_autoptr(VdtQueryRow) row = g_list_model_get_item (G_LIST_MODEL (lookup->run), r);
      g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      for (guint c = 0; c < n_columns; c++)
        g_ptr_array_add (cells, vdt_query_row_dup_text (row, c));
      g_ptr_array_add (cells, NULL);
      vdt_entity_rows_add (rows, (const char *const *) cells->pdata);
    }
  g_ptr_array_add (lookup->rows, rows);
}

static void
finish (GTask *task)
{
  VdtSession *self = g_task_get_source_object (task);
  Lookup *lookup = g_task_get_task_data (task);
  VdtProposal *proposal = vdt_summarizer_entity (vdt_session_get_summarizer (self), lookup->incident, lookup->key,
                                                 lookup->rows);

  g_task_return_pointer (task, proposal, g_object_unref);
}

/* A query that fails (its table is empty, say) adds nothing; the others go on. */
static void
run_state_cb (VdtQueryRun *run,
              GParamSpec  *pspec G_GNUC_UNUSED,
              gpointer     user_data)
{
  GTask *task = user_data;
  Lookup *lookup = g_task_get_task_data (task);
  VdtQueryState state = vdt_query_run_get_state (run);

  if (state == VDT_QUERY_WAITING || state == VDT_QUERY_RUNNING)
    return;

  if (state == VDT_QUERY_DONE)
    keep_rows (lookup, g_ptr_array_index (lookup->queries, lookup->next));
  drop_run (lookup);
  lookup->next++;
  next_query (task);
}

static gboolean
next_query_cb (gpointer user_data)
{
  GTask *task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  Lookup *lookup = g_task_get_task_data (task);
  VdtSessionQuery options = { .as_of_newest = TRUE, .max_rows = MOST_ROWS, .max_seconds = MOST_SECONDS };
  const VdtEntityQuery *query;

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return G_SOURCE_REMOVE;
    }
  if (lookup->next >= lookup->queries->len || self->hunt == NULL)
    {
      finish (task);
      g_object_unref (task);
      return G_SOURCE_REMOVE;
    }

  query = g_ptr_array_index (lookup->queries, lookup->next);
  lookup->run = vdt_session_run_query (self, query->kql, &options);
  lookup->handler = g_signal_connect (lookup->run, "notify::state", G_CALLBACK (run_state_cb), task);
  run_state_cb (lookup->run, NULL, task);

  return G_SOURCE_REMOVE;
}

/* In an idle, so that a run that has ended at once does not end in itself. The
 * reference of @task goes on until it returns. */
static void
next_query (GTask *task)
{
  g_idle_add (next_query_cb, task);
}

/**
 * vdt_session_look_up_entity_async:
 * @self: an open session
 * @incident: a loaded incident
 * @key: key of one of its assets, or its name
 * @cancellable: (nullable): asked between two queries
 * @callback: called once with the result
 * @user_data: for @callback
 *
 * Asks the hunting tables of the workspace for an entity, as of the newest event.
 */
void
vdt_session_look_up_entity_async (VdtSession          *self,
                                  VdtIncident         *incident,
                                  const char          *key,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task;
  Lookup *lookup;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_INCIDENT (incident) && key != NULL);

  lookup = g_new0 (Lookup, 1);
  lookup->incident = g_object_ref (incident);
  lookup->key = g_strdup (key);
  lookup->queries = vdt_summarizer_entity_queries (vdt_session_get_summarizer (self), incident, key);
  lookup->rows = g_ptr_array_new_with_free_func (vdt_entity_rows_free);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_look_up_entity_async);
  g_task_set_task_data (task, lookup, lookup_free);
  next_query (task);
}

/**
 * vdt_session_look_up_entity_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what evidence and tables say of it; %NULL without an
 *   error if the incident has no such entity
 */
VdtProposal *
vdt_session_look_up_entity_finish (VdtSession    *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
