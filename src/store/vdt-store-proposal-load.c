/* vdt-store-proposal-load.c
 *
 * Saved proposals: every version, the facts and the history.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-log.h"

#include "vdt-store-private.h"

typedef struct
{
  char *incident_id;
  char *kind;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->incident_id);
  g_free (load->kind);
  g_free (load);
}

static gboolean
read_facts (VdtDb        *db,
            gint64        seq,
            VdtProposal  *proposal,
            GError      **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT id, kind, incident_id, target_id, at, title, text"
                                     " FROM proposal_fact WHERE proposal_seq = ?1 ORDER BY seq", "l", seq);

  while (vdt_db_next (db, rows, &local_error))
    {
      const char *id = vdt_db_column_text (rows, 0);
      g_autoptr(VdtFact) fact = NULL;

      if (id == NULL)
        continue;
      fact = vdt_fact_new (id, vdt_db_column_text (rows, 1));
      vdt_record_set_text (fact, "incident-id", vdt_db_column_text (rows, 2));
      vdt_record_set_text (fact, "target-id", vdt_db_column_text (rows, 3));
      vdt_record_set_time (fact, "at", vdt_db_column_time (rows, 4));
      vdt_record_set_text (fact, "title", vdt_db_column_text (rows, 5));
      vdt_record_set_text (fact, "text", vdt_db_column_text (rows, 6));
      vdt_proposal_add_fact (proposal, fact);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static gboolean
read_spans (VdtDb         *db,
            gint64         seq,
            VdtStatement  *statement,
            GError       **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT start, length, kind, ref, marked FROM statement_span"
                                     " WHERE statement_seq = ?1 ORDER BY seq", "l", seq);

  while (vdt_db_next (db, rows, &local_error))
    {
      const char *text = vdt_statement_get_text (statement);
      gint64 size = text != NULL ? (gint64) strlen (text) : 0;
      gint64 start = sqlite3_column_int64 (rows, 0);
      gint64 length = sqlite3_column_int64 (rows, 1);

      /* a damaged number must not point outside the text */
      if (start < 0 || length < 0 || start > size || length > size - start)
        continue;
      vdt_statement_add_span (statement, (guint) start, (guint) length,
                              (VdtSpanKind) CLAMP (sqlite3_column_int (rows, 2), 0, VDT_SPAN_TECHNIQUE),
                              vdt_db_column_text (rows, 3), sqlite3_column_int (rows, 4));
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static VdtStatement *
read_statement (sqlite3_stmt *row)
{
  VdtStatement *statement = vdt_statement_new (vdt_db_column_text (row, 1), vdt_db_column_text (row,
                                                                                                2), NULL,
                                               vdt_db_column_text (row, 4));

  vdt_record_set_value (statement, "fact-ids", vdt_db_column_text (row, 3));
  vdt_record_set_text (statement, "change", vdt_db_column_text (row, 5));

  return statement;
}

static gboolean
read_statements (VdtDb        *db,
                 gint64        version_seq,
                 VdtProposal  *proposal,
                 GError      **error)
{
  g_autoptr(GPtrArray) statements = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error, "SELECT seq, section, text, fact_ids, origin, change"
                                     " FROM statement WHERE version_seq = ?1 ORDER BY seq", "l",
                                     version_seq);

  while (vdt_db_next (db, rows, &local_error))
    {
      gint64 seq = sqlite3_column_int64 (rows, 0);

      g_array_append_val (seqs, seq);
      g_ptr_array_add (statements, read_statement (rows));
    }

  for (guint i = 0; i < statements->len && local_error == NULL; i++)
    {
      VdtStatement *statement = g_ptr_array_index (statements, i);

      if (read_spans (db, g_array_index (seqs, gint64, i), statement, &local_error))
        vdt_proposal_add_statement (proposal, statement);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static gboolean
read_history (VdtDb        *db,
              gint64        seq,
              VdtProposal  *proposal,
              GError      **error)
{
  GListStore *history = vdt_record_get_list (proposal, "history");
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT state, at, actor, actor_kind, version, reason, note"
                                     " FROM proposal_event WHERE proposal_seq = ?1 ORDER BY seq", "l", seq);

  while (vdt_db_next (db, rows, &local_error))
    {
      g_autoptr(VdtProposalEvent) event = vdt_proposal_event_new ();

      vdt_record_set_text (event, "state", vdt_db_column_text (rows, 0));
      vdt_record_set_time (event, "at", vdt_db_column_time (rows, 1));
      vdt_record_set_text (event, "actor", vdt_db_column_text (rows, 2));
      vdt_record_set_text (event, "actor-kind", vdt_db_column_text (rows, 3));
      vdt_record_set_count (event, "version", (guint) MAX (sqlite3_column_int (rows, 4), 0));
      vdt_record_set_text (event, "reason", vdt_db_column_text (rows, 5));
      vdt_record_set_text (event, "note", vdt_db_column_text (rows, 6));
      g_list_store_append (history, event);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

typedef struct
{
  VdtProposal *proposal;
  gint64       seq;
  gint64       version_seq;
} Version;

static void
version_clear (gpointer data)
{
  Version *version = data;

  g_clear_object (&version->proposal);
}

/* One proposal object for each version: an old version is a proposal of its own to
 * whoever shows it beside the new. */
static GArray *
read_versions (VdtDb   *db,
               Load    *load,
               GError **error)
{
  g_autoptr(GArray) versions = g_array_new (FALSE, TRUE, sizeof (Version));
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT p.seq, v.seq, p.id, p.kind, p.incident_id, p.engine,"
                                     " p.engine_version, p.template_id, p.input_hash, p.state, v.version,"
                                     " p.created_at, p.message FROM proposal p JOIN proposal_version v"
                                     " ON v.proposal_seq = p.seq WHERE p.incident_id = ?1 AND p.kind = ?2"
                                     " ORDER BY p.seq DESC, v.version DESC", "tt", load->incident_id,
                                     load->kind);

  g_array_set_clear_func (versions, version_clear);
  while (vdt_db_next (db, rows, &local_error))
    {
      static const char *const columns[] = { "engine", "engine-version", "template-id", "input-hash",
      "state" };
      Version version = { NULL, sqlite3_column_int64 (rows, 0), sqlite3_column_int64 (rows, 1) };

      version.proposal = vdt_proposal_new (vdt_db_column_text (rows, 3), vdt_db_column_text (rows, 4));
      vdt_record_set_text (version.proposal, "id", vdt_db_column_text (rows, 2));
      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        vdt_record_set_text (version.proposal, columns[i], vdt_db_column_text (rows, (int) i + 5));
      vdt_record_set_count (version.proposal, "version", (guint) MAX (sqlite3_column_int (rows, 10), 0));
      vdt_record_set_time (version.proposal, "created-at", vdt_db_column_time (rows, 11));
      vdt_record_set_text (version.proposal, "message", vdt_db_column_text (rows, 12));
      g_array_append_val (versions, version);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return g_steal_pointer (&versions);
}

static gpointer
load_job (VdtStore  *self,
          gpointer   data,
          GError   **error)
{
  g_autoptr(GListStore) list = g_list_store_new (VDT_TYPE_PROPOSAL);
  g_autoptr(GArray) versions = read_versions (self->db, data, error);

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      Version *version = &g_array_index (versions, Version, i);

      if (!read_facts (self->db, version->seq, version->proposal, error) ||
          !read_statements (self->db, version->version_seq, version->proposal, error) ||
          !read_history (self->db, version->seq, version->proposal, error))
        return NULL;
      g_list_store_append (list, version->proposal);
    }

  return versions != NULL ? g_steal_pointer (&list) : NULL;
}

/**
 * vdt_store_load_proposals_async:
 * @self: a store
 * @incident_id: an incident
 * @kind: the kind of proposals, `summary`
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 */
void
vdt_store_load_proposals_async (VdtStore            *self,
                                const char          *incident_id,
                                const char          *kind,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Load *load;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (incident_id != NULL && kind != NULL);

  load = g_new0 (Load, 1);
  load->incident_id = g_strdup (incident_id);
  load->kind = g_strdup (kind);
  vdt_store_push (self, vdt_store_load_proposals_async, VDT_STORE_READ, load_job, load, load_free,
                  g_object_unref,
                  cancellable, callback, user_data);
}

/**
 * vdt_store_load_proposals_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (element-type VdtProposal) (nullable): one object for each
 *   version of each proposal, the newest first; versions of one proposal share its id
 */
GListModel *
vdt_store_load_proposals_finish (VdtStore      *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
