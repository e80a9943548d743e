/* vdt-session-queue.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-queue.h"

#include "vdt-csv-cell.h"
#include "vdt-record.h"
#include "vdt-session-private.h"
#include "vdt-time.h"

#define FILTER_SETS "queue/filter-sets"
#define SETS_TYPE "a(sa{ss})"

/* {{{ rows */

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GListModel *rows = vdt_store_query_finish (VDT_STORE (object), result, NULL, &error);

  if (rows == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, rows, g_object_unref);
}

/**
 * vdt_session_list_incidents_async:
 * @self: an open session
 * @query: which incidents, in which order; not changed afterwards
 * @offset: how many to pass over
 * @limit: at most so many; 0 for all
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * Reads rows past the queue: for an act on more of them than a list holds.
 */
void
vdt_session_list_incidents_async (VdtSession          *self,
                                  VdtQueueQuery       *query,
                                  guint                offset,
                                  guint                limit,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_list_incidents_async);
  vdt_store_query_async (self->store, query, offset, limit, cancellable, listed_cb, task);
}

/**
 * vdt_session_list_incidents_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): rows of unloaded #VdtIncident
 */
GListModel *
vdt_session_list_incidents_finish (VdtSession    *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* }}} */
/* {{{ the list as a file */

static const struct
{
  const char  *title;
  const char  *property;
  VdtSlotType  type;
} cells[] = {
  { "id", "id", VDT_SLOT_TEXT },
  { "priority", "priority", VDT_SLOT_COUNT },
  { "severity", "severity", VDT_SLOT_TEXT },
  { "title", "title", VDT_SLOT_TEXT },
  { "status", "status", VDT_SLOT_TEXT },
  { "owner", "owner", VDT_SLOT_TEXT },
  { "classification", "classification", VDT_SLOT_TEXT },
  { "determination", "determination", VDT_SLOT_TEXT },
  { "tags", "custom-tags", VDT_SLOT_WORDS },
  { "alerts", "n-alerts", VDT_SLOT_COUNT },
  { "openAlerts", "n-active-alerts", VDT_SLOT_COUNT },
  { "assets", "asset-summary", VDT_SLOT_TEXT },
  { "createdDateTime", "created-at", VDT_SLOT_TIME },
  { "firstActivityDateTime", "first-activity-at", VDT_SLOT_TIME },
  { "lastActivityDateTime", "last-activity-at", VDT_SLOT_TIME },
  { "lastUpdateDateTime", "updated-at", VDT_SLOT_TIME },
  { "source", "source", VDT_SLOT_TEXT },
};

static char *
cell_text (VdtIncident *incident,
           gsize        column)
{
  const char *property = cells[column].property;

  switch (cells[column].type)
    {
    case VDT_SLOT_COUNT:
      return g_strdup_printf ("%u", vdt_record_get_count (incident, property));

    case VDT_SLOT_TIME:
      {
        gint64 time = vdt_record_get_time (incident, property);

        return time == VDT_TIME_UNSET ? NULL : vdt_time_format (time, VDT_TIME_ISO);
      }

    case VDT_SLOT_WORDS:
      {
        const char * const *words = vdt_record_get_words (incident, property);

        return words == NULL ? NULL : g_strjoinv ("; ", (char **) words);
      }

    default:
      return g_strdup (vdt_record_get_text (incident, property));
    }
}

static void
write_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GListModel *rows = task_data;
  /* spreadsheets take a file without the mark for one in an old encoding */
  GString *csv = g_string_new ("\xef\xbb\xbf");

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    vdt_csv_append (csv, cells[i].title, i + 1 == G_N_ELEMENTS (cells));

  for (guint row = 0; row < g_list_model_get_n_items (rows); row++)
    {
      g_autoptr(VdtIncident) incident = g_list_model_get_item (rows, row);

      for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
        {
          g_autofree char *text = cell_text (incident, i);

          vdt_csv_append (csv, text, i + 1 == G_N_ELEMENTS (cells));
        }
    }

  g_task_return_pointer (task, g_string_free_to_bytes (csv), (GDestroyNotify) g_bytes_unref);
}

static void
export_rows_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = VDT_SESSION (object);
  GError *error = NULL;
  GListModel *rows = vdt_session_list_incidents_finish (self, result, &error);

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, rows, g_object_unref);
  if (self->report_worker == NULL)
    self->report_worker = vdt_worker_new ("vedette-report");
  vdt_worker_push (self->report_worker, task, write_thread);
}

/**
 * vdt_session_export_queue_async:
 * @self: an open session
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * Writes what the queue shows, all of it and in its order, as CSV. Both reading and
 * writing go on beside the main thread.
 */
void
vdt_session_export_queue_async (VdtSession          *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_export_queue_async);
  vdt_session_list_incidents_async (self, vdt_queue_model_get_query (self->queue), 0, 0, cancellable,
                                    export_rows_cb, task);
}

/**
 * vdt_session_export_queue_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
vdt_session_export_queue_finish (VdtSession    *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* }}} */
/* {{{ sets of filters */

static const char *const kept_properties[] = { "search", "statuses", "severities", "owner", "tags",
                                               "classifications", "sources", "within-days", "sort-key",
                                               "descending" };

static void
keep_filter_sets (VdtSession *self)
{
  GVariantBuilder builder;
  g_autoptr(GVariant) sets = NULL;
  g_autofree char *text = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (SETS_TYPE));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->filter_sets)); i++)
    {
      g_autoptr(VdtQueueQuery) set = g_list_model_get_item (G_LIST_MODEL (self->filter_sets), i);

      g_variant_builder_open (&builder, G_VARIANT_TYPE ("(sa{ss})"));
      g_variant_builder_add (&builder, "s", vdt_queue_query_get_name (set));
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("a{ss}"));
      for (gsize j = 0; j < G_N_ELEMENTS (kept_properties); j++)
        {
          g_autofree char *value = vdt_record_dup_value (set, kept_properties[j]);

          if (value != NULL)
            g_variant_builder_add (&builder, "{ss}", kept_properties[j], value);
        }
      g_variant_builder_close (&builder);
      g_variant_builder_close (&builder);
    }

  sets = g_variant_ref_sink (g_variant_builder_end (&builder));
  text = g_variant_print (sets, FALSE);
  vdt_session_save_state (self, FILTER_SETS, text);
}

void
vdt_session_load_filter_sets (VdtSession *self)
{
  g_autofree char *text = vdt_session_dup_state (self, FILTER_SETS);
  g_autoptr(GVariant) sets = NULL;

  g_list_store_remove_all (self->filter_sets);
  if (text != NULL)
    sets = g_variant_parse (G_VARIANT_TYPE (SETS_TYPE), text, NULL, NULL, NULL);

  for (gsize i = 0; sets != NULL && i < g_variant_n_children (sets); i++)
    {
      g_autoptr(VdtQueueQuery) set = vdt_queue_query_new ();
      g_autoptr(GVariant) values = NULL;
      const char *name;
      const char *property;
      const char *value;
      GVariantIter iter;

      g_variant_get_child (sets, i, "(&s@a{ss})", &name, &values);
      vdt_record_set_text (set, "name", name);
      g_variant_iter_init (&iter, values);
      while (g_variant_iter_next (&iter, "{&s&s}", &property, &value))
        if (vdt_record_has_property (set, property))
          vdt_record_set_value (set, property, value);
      g_list_store_append (self->filter_sets, set);
    }
}

/**
 * vdt_session_get_filter_sets:
 * @self: a session
 *
 * Returns: (transfer none) (element-type VdtQueueQuery): the sets of filters that
 *   were kept in the workspace, by name
 */
GListModel *
vdt_session_get_filter_sets (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->filter_sets);
}

static gboolean
find_set (VdtSession *self,
          const char *name,
          guint      *out_position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->filter_sets)); i++)
    {
      g_autoptr(VdtQueueQuery) set = g_list_model_get_item (G_LIST_MODEL (self->filter_sets), i);

      *out_position = i;
      if (g_strcmp0 (vdt_queue_query_get_name (set), name) == 0)
        return TRUE;
    }

  return FALSE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  return g_utf8_collate (vdt_queue_query_get_name ((VdtQueueQuery *) a),
                         vdt_queue_query_get_name ((VdtQueueQuery *) b));
}

/**
 * vdt_session_save_filter_set:
 * @self: an open session
 * @set: a query with a name; not changed afterwards
 *
 * Keeps a set of filters; one of the same name is replaced.
 */
void
vdt_session_save_filter_set (VdtSession    *self,
                             VdtQueueQuery *set)
{
  guint position;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_QUEUE_QUERY (set) && vdt_queue_query_get_name (set) != NULL);

  if (find_set (self, vdt_queue_query_get_name (set), &position))
    g_list_store_remove (self->filter_sets, position);
  g_list_store_insert_sorted (self->filter_sets, set, compare_names, NULL);
  keep_filter_sets (self);
}

void
vdt_session_remove_filter_set (VdtSession *self,
                               const char *name)
{
  guint position;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (name != NULL);

  if (!find_set (self, name, &position))
    return;

  g_list_store_remove (self->filter_sets, position);
  keep_filter_sets (self);
}

/* }}} */
