/* vdt-store-queue.c
 *
 * The queue's rows, one whole incident, and the search.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-private.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-fact-id.h"
#include "vdt-fact.h"

/* How the queue sorts: constants, put together by name. Ties and the direction are
 * such that an index of the table gives the order. */
static const struct
{
  const char *key;
  const char *ascending;
  const char *descending;
} orders[] = {
  { "updated", "updated_at ASC, seq ASC",
    "updated_at DESC, seq DESC" },
  { "created", "created_at ASC, seq ASC",
    "created_at DESC, seq DESC" },
  { "severity", "severity_rank ASC, updated_at ASC, seq ASC",
    "severity_rank DESC, updated_at DESC, seq DESC" },
  { "status", "status_rank ASC, updated_at ASC, seq ASC",
    "status_rank DESC, updated_at DESC, seq DESC" },
  { "title", "title COLLATE NOCASE ASC, seq ASC",
    "title COLLATE NOCASE DESC, seq DESC" },
  { "owner", "owner COLLATE NOCASE ASC, updated_at ASC, seq ASC",
    "owner COLLATE NOCASE DESC, updated_at DESC, seq DESC" },
  { "assets", "n_assets ASC, updated_at ASC, seq ASC",
    "n_assets DESC, updated_at DESC, seq DESC" },
  { "alerts", "n_alerts ASC, updated_at ASC, seq ASC",
    "n_alerts DESC, updated_at DESC, seq DESC" },
  { "priority", "priority ASC, updated_at ASC, seq ASC",
    "priority DESC, updated_at DESC, seq DESC" },
  { "id", "CAST (id AS INTEGER) ASC, id ASC, seq ASC",
    "CAST (id AS INTEGER) DESC, id DESC, seq DESC" },
};

/* Up to so many matches are looked up one by one. */
#define FEW 1000

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

typedef struct
{
  VdtQueueQuery *query;
  guint          offset;
  guint          limit;
} Page;

typedef struct
{
  GListModel *rows;
  guint       total;
} PageResult;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_object_unref (page->query);
  g_free (page);
}

static void
page_result_free (gpointer data)
{
  PageResult *result = data;

  g_clear_object (&result->rows);
  g_free (result);
}

/* A filter's text and, in the same order, the values for its marks. */
typedef struct
{
  GString   *where;
  GPtrArray *values;   /* owned texts */
} Filter;

static void
filter_add (Filter     *filter,
            const char *condition)
{
  g_string_append (filter->where, filter->where->len == 0 ? " WHERE " : " AND ");
  g_string_append (filter->where, condition);
}

static void
filter_add_list (Filter             *filter,
                 const char         *before,
                 const char * const *values,
                 const char         *after)
{
  if (values[0] == NULL)
    return;

  filter_add (filter, before);
  for (guint i = 0; values[i] != NULL; i++)
    {
      g_string_append (filter->where, i == 0 ? "?" : ", ?");
      g_ptr_array_add (filter->values, g_strdup (values[i]));
    }
  g_string_append (filter->where, after);
}

static void
filter_add_owner (Filter     *filter,
                  const char *owner)
{
  if (owner == NULL)
    return;

  if (*owner == '\0')
    {
      filter_add (filter, "(owner IS NULL OR owner = '' COLLATE NOCASE)");
      return;
    }

  filter_add (filter, "owner = ? COLLATE NOCASE");
  g_ptr_array_add (filter->values, g_strdup (owner));
}

static void
filter_add_time (Filter     *filter,
                 const char *condition,
                 gint64      time)
{
  if (time == VDT_TIME_UNSET)
    return;

  filter_add (filter, condition);
  g_ptr_array_add (filter->values, g_strdup_printf ("%" G_GINT64_FORMAT, time));
}

static void
filter_build (Filter        *filter,
              VdtQueueQuery *query,
              gint64         now)
{
  guint days = vdt_queue_query_get_within_days (query);

  if (!vdt_queue_query_get_show_hidden (query))
    filter_add (filter, "hidden = 0");
  filter_add_list (filter, "status IN (", vdt_queue_query_get_statuses (query), ")");
  filter_add_list (filter, "severity IN (", vdt_queue_query_get_severities (query), ")");
  filter_add_list (filter, "classification IN (", vdt_queue_query_get_classifications (query), ")");
  filter_add_list (filter, "source IN (", vdt_queue_query_get_sources (query), ")");
  filter_add_list (filter, "seq IN (SELECT incident_seq FROM incident_tag WHERE tag IN (",
                   vdt_queue_query_get_tags (query), "))");
  filter_add_owner (filter, vdt_queue_query_get_owner (query));
  filter_add_time (filter, "updated_at >= CAST (? AS INTEGER)", vdt_queue_query_get_since (query));
  if (days > 0)
    filter_add_time (filter, "updated_at >= CAST (? AS INTEGER)", now - days * DAY);
  filter_add_time (filter, "updated_at < CAST (? AS INTEGER)", vdt_queue_query_get_until (query));
}

static const char *
order_for (VdtQueueQuery *query)
{
  const char *key = vdt_queue_query_get_sort_key (query);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      if (g_strcmp0 (key, orders[i].key) == 0)
        return vdt_queue_query_get_descending (query) ? orders[i].descending : orders[i].ascending;
    }

  return orders[0].descending;
}

static void
bind_filter (sqlite3_stmt *statement,
             Filter       *filter)
{
  for (guint i = 0; i < filter->values->len; i++)
    vdt_db_bind_text (statement, (int) i + 1, g_ptr_array_index (filter->values, i));
}

static gboolean
count_rows (VdtDb   *db,
            Filter  *filter,
            guint   *out_total,
            GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*) FROM incident", filter->where->str, NULL);
  sqlite3_stmt *row = vdt_db_prepare (db, sql, error);
  GError *local_error = NULL;

  *out_total = 0;
  if (row == NULL)
    return FALSE;

  bind_filter (row, filter);
  if (vdt_db_next (db, row, &local_error))
    {
      *out_total = (guint) sqlite3_column_int64 (row, 0);
      sqlite3_reset (row);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static GListModel *
read_rows (VdtDb   *db,
           Page    *page,
           Filter  *filter,
           GError **error)
{
  g_autoptr(GListStore) list = g_list_store_new (VDT_TYPE_INCIDENT);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  const char *order = order_for (page->query);
  /* numbers first, from an index if there is one, then the rows of this page only */
  g_autofree char *sql = g_strconcat (vdt_store_row_select (), " WHERE seq IN (SELECT seq FROM incident",
                                      filter->where->str, " ORDER BY ", order, " LIMIT ? OFFSET ?) ORDER BY ",
                                      order, NULL);
  sqlite3_stmt *rows = vdt_db_prepare (db, sql, error);
  GError *local_error = NULL;

  if (rows == NULL)
    return NULL;

  bind_filter (rows, filter);
  sqlite3_bind_int64 (rows, (int) filter->values->len + 1, page->limit > 0 ? (gint64) page->limit : -1);
  sqlite3_bind_int64 (rows, (int) filter->values->len + 2, page->offset);
  while (vdt_db_next (db, rows, &local_error))
    g_ptr_array_add (found, vdt_store_read_row (rows));

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  g_list_store_splice (list, 0, 0, found->pdata, found->len);

  return G_LIST_MODEL (g_steal_pointer (&list));
}

/* The incidents with a word, in order: FTS5 gives rowids in order, and an incident's
 * lie together. */
static GArray *
match_word (VdtDb       *db,
            const char  *word,
            GError     **error)
{
  g_autoptr(GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error, "SELECT rowid FROM search WHERE search MATCH ?1", "t", word);
  gint64 last = 0;

  while (vdt_db_next (db, rows, &local_error))
    {
      gint64 seq = sqlite3_column_int64 (rows, 0) >> 20;

      if (seq != last)
        g_array_append_val (seqs, seq);
      last = seq;
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return g_steal_pointer (&seqs);
}

/* Keeps in @seqs what is in @others too; both are in order. */
static void
intersect (GArray *seqs,
           GArray *others)
{
  guint kept = 0;

  for (guint i = 0, j = 0; i < seqs->len && j < others->len;)
    {
      gint64 left = g_array_index (seqs, gint64, i);
      gint64 right = g_array_index (others, gint64, j);

      if (left == right)
        g_array_index (seqs, gint64, kept++) = left;
      i += left <= right;
      j += right <= left;
    }
  g_array_set_size (seqs, kept);
}

/* Few matches: a list to look rows up by. */
static gboolean
list_matches (VdtDb   *db,
              GArray  *seqs,
              GError **error)
{
  if (!vdt_db_exec (db, "CREATE TEMP TABLE IF NOT EXISTS matched (seq INTEGER PRIMARY KEY);"
                    "DELETE FROM temp.matched; BEGIN", error))
    return FALSE;

  for (guint i = 0; i < seqs->len; i++)
    {
      if (!vdt_db_run (db, error, "INSERT INTO temp.matched (seq) VALUES (?1)", "l",
                       g_array_index (seqs, gint64, i)))
        {
          vdt_db_rollback (db);
          return FALSE;
        }
    }

  return vdt_db_commit (db, error);
}

/* One bit for each incident. */
typedef struct
{
  gint64   n_bits;
  guint8  *bits;
} Matched;

static void
matched_free (gpointer data)
{
  Matched *matched = data;

  g_free (matched->bits);
  g_free (matched);
}

static void
matched_cb (sqlite3_context  *context,
            int               n_values,
            sqlite3_value   **values)
{
  Matched *matched = sqlite3_user_data (context);
  gint64 seq = sqlite3_value_int64 (values[0]);

  sqlite3_result_int (context, seq >= 0 && seq < matched->n_bits && (matched->bits[seq / 8] >> (seq % 8)) & 1);
}

/* Many matches: rows are looked at in their order, and a function says which match. */
static gboolean
offer_matches (VdtDb   *db,
               GArray  *seqs,
               GError **error)
{
  Matched *matched = g_new0 (Matched, 1);
  int code;

  matched->n_bits = g_array_index (seqs, gint64, seqs->len - 1) + 1;
  matched->bits = g_malloc0 ((gsize) matched->n_bits / 8 + 1);
  for (guint i = 0; i < seqs->len; i++)
    {
      gint64 seq = g_array_index (seqs, gint64, i);

      matched->bits[seq / 8] |= (guint8) (1 << (seq % 8));
    }

  /* the connection owns it, until the next one takes its place */
  code = sqlite3_create_function_v2 (vdt_db_get_handle (db), "vdt_matched", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                     matched, matched_cb, NULL, NULL, matched_free);
  if (code != SQLITE_OK)
    vdt_db_set_error (db, code, error);

  return code == SQLITE_OK;
}

/* Which incidents hold all the words, each anywhere in it: worked out once, for both
 * the count and the page. */
static gboolean
find_matches (VdtDb        *db,
              GPtrArray    *words,
              const char  **out_condition,
              GError      **error)
{
  g_autoptr(GArray) seqs = NULL;

  for (guint i = 0; i < words->len; i++)
    {
      g_autoptr(GArray) found = match_word (db, g_ptr_array_index (words, i), error);

      if (found == NULL)
        return FALSE;
      if (seqs == NULL)
        seqs = g_steal_pointer (&found);
      else
        intersect (seqs, found);
    }

  if (seqs->len > FEW)
    {
      *out_condition = "vdt_matched (seq)";
      return offer_matches (db, seqs, error);
    }

  *out_condition = "seq IN (SELECT seq FROM temp.matched)";

  return list_matches (db, seqs, error);
}

static gpointer
query_job (VdtStore  *self,
           gpointer   data,
           GError   **error)
{
  Page *page = data;
  const char *search = vdt_queue_query_get_search (page->query);
  g_autoptr(GPtrArray) words = vdt_store_match_words (search);
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) where = g_string_new (NULL);
  Filter filter = { where, values };
  PageResult *result = g_new0 (PageResult, 1);
  const char *matching = NULL;

  filter_build (&filter, page->query, vdt_store_now (self));
  /* something was typed, but no word that could be found */
  if (words->len == 0 && search != NULL && strspn (search, " \t\r\n") < strlen (search))
    filter_add (&filter, "0");

  if (words->len == 0 || find_matches (self->db, words, &matching, error))
    {
      if (matching != NULL)
        filter_add (&filter, matching);
      if (count_rows (self->db, &filter, &result->total, error))
        result->rows = read_rows (self->db, page, &filter, error);
    }

  if (result->rows == NULL)
    g_clear_pointer (&result, page_result_free);

  return result;
}

/**
 * vdt_store_query_async:
 * @self: a store
 * @query: what to show, in which order; not to be changed until the callback
 * @offset: how many rows to pass over
 * @limit: at most so many rows; 0 for all
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 */
void
vdt_store_query_async (VdtStore            *self,
                       VdtQueueQuery       *query,
                       guint                offset,
                       guint                limit,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Page *page;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (VDT_IS_QUEUE_QUERY (query));

  page = g_new0 (Page, 1);
  page->query = vdt_queue_query_new ();
  vdt_record_copy (page->query, query);
  page->offset = offset;
  page->limit = limit;
  vdt_store_push (self, vdt_store_query_async, VDT_STORE_READ, query_job, page, page_free, page_result_free,
                  cancellable, callback, user_data);
}

/**
 * vdt_store_query_finish:
 * @self: a store
 * @result: what the callback was given
 * @out_total: (out) (optional): how many rows there are without limit and offset
 * @error: return location
 *
 * Returns: (transfer full) (element-type VdtIncident) (nullable): the rows, not loaded
 */
GListModel *
vdt_store_query_finish (VdtStore      *self,
                        GAsyncResult  *result,
                        guint         *out_total,
                        GError       **error)
{
  PageResult *page;
  GListModel *rows = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  page = g_task_propagate_pointer (G_TASK (result), error);
  if (out_total != NULL)
    *out_total = page != NULL ? page->total : 0;
  if (page != NULL)
    {
      rows = g_steal_pointer (&page->rows);
      page_result_free (page);
    }

  return rows;
}

/* One whole incident. */

static gboolean
read_comments (VdtDb        *db,
               gint64        seq,
               VdtIncident  *incident,
               GError      **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT id, target_id, author, text, created_at, edited_at,"
                                     " local, deleted, target_kind FROM comment WHERE incident_seq = ?1"
                                     " AND NOT deleted ORDER BY created_at, seq", "l", seq);

  while (vdt_db_next (db, rows, &local_error))
    {
      g_autoptr(VdtComment) comment = vdt_store_read_comment (rows);
      VdtAlert *alert = NULL;

      if (g_strcmp0 (vdt_db_column_text (rows, 8), "alert") == 0)
        alert = vdt_incident_find_alert (incident, vdt_comment_get_target_id (comment));
      if (alert != NULL)
        vdt_alert_add_comment (alert, comment);
      else
        vdt_incident_add_comment (incident, comment);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static gpointer
load_job (VdtStore  *self,
          gpointer   data,
          GError   **error)
{
  const char *id = data;
  GError *local_error = NULL;
  gint64 seq;
  g_autoptr(VdtIncident) incident = vdt_store_read_incident (self->db, id, TRUE, &seq, &local_error);

  if (incident == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      else
        g_set_error (error, VDT_ERROR, VDT_ERROR_NOT_FOUND, "There is no incident “%s”", id);
      return NULL;
    }

  if (!vdt_store_read_alerts (self->db, seq, incident, error) ||
      !read_comments (self->db, seq, incident, error) ||
      !vdt_store_read_kept (self->db, seq, incident, error) ||
      !vdt_store_read_tasks (self->db, seq, incident, error) ||
      !vdt_store_read_activity (self->db, id, 0, 0, vdt_record_get_list (incident, "activity"), error))
    return NULL;

  vdt_incident_refresh (incident);
  vdt_record_set_flag (incident, "loaded", TRUE);

  return g_steal_pointer (&incident);
}

/**
 * vdt_store_load_incident_async:
 * @self: a store
 * @id: an incident
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 */
void
vdt_store_load_incident_async (VdtStore            *self,
                               const char          *id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (id != NULL);

  vdt_store_push (self, vdt_store_load_incident_async, VDT_STORE_READ, load_job, g_strdup (id), g_free,
                  g_object_unref, cancellable, callback, user_data);
}

/**
 * vdt_store_load_incident_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location: %VDT_ERROR_NOT_FOUND if there is no such incident
 *
 * Returns: (transfer full) (nullable): the incident with its alerts in time order,
 *   evidence, comments, assets and log
 */
VdtIncident *
vdt_store_load_incident_finish (VdtStore      *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Search. */

typedef struct
{
  char  *text;
  guint  limit;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->text);
  g_free (search);
}

static char *
fact_id_of (const char *kind,
            const char *id)
{
  if (strcmp (kind, "incident") == 0)
    return vdt_fact_incident_id (id);
  if (strcmp (kind, "alert") == 0)
    return vdt_fact_alert_id (id);
  if (strcmp (kind, "asset") == 0)
    return vdt_fact_asset_id (id);

  return g_strdup (id);
}

static VdtFact *
read_hit (sqlite3_stmt *row)
{
  const char *kind = vdt_db_column_text (row, 0);
  const char *target = vdt_db_column_text (row, 1);
  g_autofree char *id = NULL;
  VdtFact *fact;

  if (kind == NULL || target == NULL)
    return NULL;

  id = fact_id_of (kind, target);
  fact = vdt_fact_new (id, kind);
  vdt_record_set_text (fact, "target-id", target);
  vdt_record_set_text (fact, "title", vdt_db_column_text (row, 2));
  vdt_record_set_text (fact, "text", vdt_db_column_text (row, 3));
  vdt_record_set_text (fact, "incident-id", vdt_db_column_text (row, 4));

  return fact;
}

static gpointer
search_job (VdtStore  *self,
            gpointer   data,
            GError   **error)
{
  Search *search = data;
  g_autoptr(GListStore) hits = g_list_store_new (VDT_TYPE_FACT);
  g_autoptr(GPtrArray) words = vdt_store_match_words (search->text);
  g_autofree char *all = NULL;
  GError *local_error = NULL;
  sqlite3_stmt *rows;

  if (words->len == 0)
    return g_steal_pointer (&hits);

  g_ptr_array_add (words, NULL);
  all = g_strjoinv (" ", (char **) words->pdata);
  rows = vdt_db_query (self->db, &local_error,
                       "SELECT kind, search_text.id, search_text.title, snippet (search, -1, '', '', '…', 24),"
                       " incident.id FROM search JOIN search_text ON search_text.seq = search.rowid"
                       " JOIN incident ON incident.seq = search.rowid >> 20"
                       " WHERE search MATCH ?1 ORDER BY search.rowid DESC LIMIT ?2", "tl", all,
                       search->limit > 0 ? (gint64) search->limit : -1);
  while (vdt_db_next (self->db, rows, &local_error))
    {
      g_autoptr(VdtFact) hit = read_hit (rows);

      if (hit != NULL)
        g_list_store_append (hits, hit);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return g_steal_pointer (&hits);
}

/**
 * vdt_store_search_async:
 * @self: a store
 * @text: words; a record must hold all of them, the last letters of each may be open
 * @limit: at most so many; 0 for all
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Searches incidents, alerts, assets and comments.
 */
void
vdt_store_search_async (VdtStore            *self,
                        const char          *text,
                        guint                limit,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Search *search;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (text != NULL);

  search = g_new0 (Search, 1);
  search->text = g_strdup (text);
  search->limit = limit;
  vdt_store_push (self, vdt_store_search_async, VDT_STORE_READ, search_job, search, search_free,
                  g_object_unref,
                  cancellable, callback, user_data);
}

/**
 * vdt_store_search_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (element-type VdtFact) (nullable): what was found, the
 *   newest incidents first; `text` is the passage
 */
GListModel *
vdt_store_search_finish (VdtStore      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
