/* vdt-session-result.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-result.h"

#include "vdt-result-query.h"

/* What a thread is asked. */
typedef struct
{
  VdtResultSource *source;
  VdtResultOrder  *order;
  char            *text;
  guint           *columns;
  guint            n_columns;
  guint            n_values;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  vdt_result_source_unref (ask->source);
  g_clear_pointer (&ask->order, vdt_result_order_free);
  g_free (ask->text);
  g_free (ask->columns);
  g_free (ask);
}

static Ask *
start (VdtResultSource      *source,
       gpointer              tag,
       GCancellable         *cancellable,
       GAsyncReadyCallback   callback,
       gpointer              user_data,
       GTask               **out_task)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->source = vdt_result_source_ref (source);
  *out_task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (*out_task, tag);
  g_task_set_task_data (*out_task, ask, ask_free);

  return ask;
}

static void
answer (GTask          *task,
        gpointer        value,
        GDestroyNotify  free_value,
        GError         *error)
{
  if (value != NULL)
    g_task_return_pointer (task, value, free_value);
  else
    g_task_return_error (task, error);
}

static gpointer
take (GAsyncResult  *result,
      gpointer       tag,
      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == tag, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
arrange_thread (GTask        *task,
                gpointer      object,
                gpointer      data,
                GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;
  GBytes *positions = vdt_result_arrange (ask->source, ask->order, cancellable, &error);

  answer (task, positions, (GDestroyNotify) g_bytes_unref, error);
}

/**
 * vdt_session_arrange_result_async:
 * @source: all rows
 * @order: which of them, and by what
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Sorts and filters on a thread.
 */
void
vdt_session_arrange_result_async (VdtResultSource      *source,
                                  const VdtResultOrder *order,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  Ask *ask = start (source, vdt_session_arrange_result_async, cancellable, callback, user_data, &task);

  ask->order = vdt_result_order_copy ((VdtResultOrder *) order);
  g_task_run_in_thread (task, arrange_thread);
}

/**
 * vdt_session_arrange_result_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type guint32): where the rows are in the run
 */
GBytes *
vdt_session_arrange_result_finish (GAsyncResult  *result,
                                   GError       **error)
{
  return take (result, vdt_session_arrange_result_async, error);
}

static void
search_thread (GTask        *task,
               gpointer      object,
               gpointer      data,
               GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;
  GBytes *found = vdt_result_search (ask->source, ask->text, cancellable, &error);

  answer (task, found, (GDestroyNotify) g_bytes_unref, error);
}

void
vdt_session_search_result_async (VdtResultSource     *source,
                                 const char          *text,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Ask *ask = start (source, vdt_session_search_result_async, cancellable, callback, user_data, &task);

  ask->text = g_strdup (text);
  g_task_run_in_thread (task, search_thread);
}

/**
 * vdt_session_search_result_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type guint32): the rows of the source that
 *   have the text
 */
GBytes *
vdt_session_search_result_finish (GAsyncResult  *result,
                                  GError       **error)
{
  return take (result, vdt_session_search_result_async, error);
}

static void
count_thread (GTask        *task,
              gpointer      object,
              gpointer      data,
              GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;
  VdtResultValues *values = vdt_result_count_values (ask->source, ask->columns[0], ask->n_values, cancellable, &error);

  answer (task, values, (GDestroyNotify) vdt_result_values_free, error);
}

void
vdt_session_count_values_async (VdtResultSource     *source,
                                guint                column,
                                guint                n_values,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Ask *ask = start (source, vdt_session_count_values_async, cancellable, callback, user_data, &task);

  ask->columns = g_memdup2 (&column, sizeof column);
  ask->n_values = n_values;
  g_task_run_in_thread (task, count_thread);
}

/**
 * vdt_session_count_values_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is in the column, and how often
 */
VdtResultValues *
vdt_session_count_values_finish (GAsyncResult  *result,
                                 GError       **error)
{
  return take (result, vdt_session_count_values_async, error);
}

static void
sum_thread (GTask        *task,
            gpointer      object,
            gpointer      data,
            GCancellable *cancellable)
{
  Ask *ask = data;
  GError *error = NULL;
  VdtResultSums *sums = vdt_result_sum_up (ask->source, ask->columns, ask->n_columns, cancellable, &error);

  answer (task, sums, (GDestroyNotify) vdt_result_sums_free, error);
}

void
vdt_session_sum_up_result_async (VdtResultSource     *source,
                                 const guint         *columns,
                                 guint                n_columns,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Ask *ask = start (source, vdt_session_sum_up_result_async, cancellable, callback, user_data, &task);

  ask->columns = g_memdup2 (columns, n_columns * sizeof *columns);
  ask->n_columns = n_columns;
  g_task_run_in_thread (task, sum_thread);
}

/**
 * vdt_session_sum_up_result_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the cells add up to
 */
VdtResultSums *
vdt_session_sum_up_result_finish (GAsyncResult  *result,
                                  GError       **error)
{
  return take (result, vdt_session_sum_up_result_async, error);
}

static void
profile_thread (GTask        *task,
                gpointer      object,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *ones = vdt_result_profile (((Ask *) data)->source, cancellable, &error);

  answer (task, ones, (GDestroyNotify) g_ptr_array_unref, error);
}

void
vdt_session_profile_result_async (VdtResultSource     *source,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  start (source, vdt_session_profile_result_async, cancellable, callback, user_data, &task);
  g_task_run_in_thread (task, profile_thread);
}

/**
 * vdt_session_profile_result_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type utf8): for each column the one value that
 *   all rows have, "" if all are empty, %NULL if there are several
 */
GPtrArray *
vdt_session_profile_result_finish (GAsyncResult  *result,
                                   GError       **error)
{
  return take (result, vdt_session_profile_result_async, error);
}
