/* vdt-store-similar.c
 *
 * What incidents are like one another by: features of all of them, read at once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-similar-incident.h"
#include "vdt-store-guidebook.h"
#include "vdt-store-private.h"

/* Of a bigger archive the newest. */
#define MOST_INCIDENTS 5000

typedef struct
{
  VdtSimilarIncident *incident;
  GPtrArray          *features;
  GHashTable         *seen;
} Member;

static void
member_free (gpointer data)
{
  Member *member = data;

  g_object_unref (member->incident);
  g_ptr_array_unref (member->features);
  g_hash_table_unref (member->seen);
  g_free (member);
}

static void
add_feature (Member     *member,
             const char *kind,
             const char *value)
{
  g_autofree char *folded = NULL;
  char *feature;

  if (member == NULL || value == NULL || *value == '\0')
    return;

  folded = g_utf8_strdown (value, -1);
  feature = g_strconcat (kind, ":", folded, NULL);
  if (g_hash_table_contains (member->seen, feature))
    {
      g_free (feature);
      return;
    }
  g_ptr_array_add (member->features, feature);
  g_hash_table_add (member->seen, feature);
}

static gboolean
read_incidents (VdtDb       *db,
                GHashTable  *members,
                GPtrArray   *order,
                GError     **error)
{
  static const char * const columns[] = {
    "id", "title", "severity", "status", "classification", "determination"
  };
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT id, title, severity, status, classification, determination, created_at,"
                                     " seq FROM incident WHERE NOT hidden AND status IS NOT 'redirected'"
                                     " ORDER BY created_at DESC, seq DESC LIMIT ?1", "i", MOST_INCIDENTS);

  while (vdt_db_next (db, rows, &local_error))
    {
      Member *member = g_new0 (Member, 1);
      gint64 *seq = g_new (gint64, 1);

      member->incident = vdt_similar_incident_new (NULL);
      member->features = g_ptr_array_new_with_free_func (g_free);
      member->seen = g_hash_table_new (g_str_hash, g_str_equal);
      for (int i = 0; i < (int) G_N_ELEMENTS (columns); i++)
        vdt_record_set_value (member->incident, columns[i], vdt_db_column_text (rows, i));
      vdt_record_set_time (member->incident, "at", vdt_db_column_time (rows, 6));
      *seq = sqlite3_column_int64 (rows, 7);
      g_hash_table_insert (members, seq, member);
      g_ptr_array_add (order, member);
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static Member *
member_of (GHashTable   *members,
           sqlite3_stmt *rows,
           int           column)
{
  gint64 seq = sqlite3_column_int64 (rows, column);

  return g_hash_table_lookup (members, &seq);
}

static gboolean
read_alerts (VdtDb       *db,
             GHashTable  *members,
             GError     **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT incident_seq, title, category, techniques, threat_family FROM alert"
                                     " WHERE NOT hidden ORDER BY seq", "");

  while (vdt_db_next (db, rows, &local_error))
    {
      Member *member = member_of (members, rows, 0);
      const char *techniques = vdt_db_column_text (rows, 3);
      g_auto(GStrv) ids = g_strsplit (techniques != NULL ? techniques : "", "\x1f", -1);

      add_feature (member, "title", vdt_db_column_text (rows, 1));
      add_feature (member, "category", vdt_db_column_text (rows, 2));
      for (guint i = 0; ids[i] != NULL; i++)
        add_feature (member, "technique", ids[i]);
      add_feature (member, "threat", vdt_db_column_text (rows, 4));
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static gboolean
read_assets (VdtDb       *db,
             GHashTable  *members,
             GError     **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT incident_seq, kind, name FROM asset WHERE kind IN ('user', 'device',"
                                     " 'ip', 'url', 'file', 'mailbox', 'application', 'cloud-resource', 'malware')"
                                     " ORDER BY seq", "");

  while (vdt_db_next (db, rows, &local_error))
    add_feature (member_of (members, rows, 0), vdt_db_column_text (rows, 1), vdt_db_column_text (rows, 2));
  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static gpointer
features_job (VdtStore  *self,
              gpointer   data,
              GError   **error)
{
  g_autoptr(GHashTable) members = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GPtrArray) order = g_ptr_array_new_with_free_func (member_free);
  GListStore *list;

  if (!read_incidents (self->db, members, order, error) || !read_alerts (self->db, members, error) ||
      !read_assets (self->db, members, error))
    return NULL;

  list = g_list_store_new (VDT_TYPE_SIMILAR_INCIDENT);
  for (guint i = 0; i < order->len; i++)
    {
      Member *member = g_ptr_array_index (order, i);

      g_ptr_array_add (member->features, NULL);
      vdt_record_set_words (member->incident, "features", (const char *const *) member->features->pdata);
      g_list_store_append (list, member->incident);
    }

  return list;
}

/**
 * vdt_store_load_features_async:
 * @self: a store
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Reads what incidents are like one another by: titles, categories, techniques and
 * threats of their alerts, names of their assets.
 */
void
vdt_store_load_features_async (VdtStore            *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));

  vdt_store_push (self, vdt_store_load_features_async, VDT_STORE_READ, features_job, NULL, NULL, g_object_unref,
                  cancellable, callback, user_data);
}

/**
 * vdt_store_load_features_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): #VdtSimilarIncident, the newest first
 */
GListModel *
vdt_store_load_features_finish (VdtStore      *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
