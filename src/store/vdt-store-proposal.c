/* vdt-store-proposal.c
 *
 * What the copilot made and what became of it: saving, judging, marking stale.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-log.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-hash.h"
#include "vdt-store-private.h"

typedef struct
{
  VdtProposal *proposal;
  char        *proposal_id;
  char        *incident_id;
  char        *kind;
  char        *state;
  char        *input_hash;
  char        *actor;
  char        *reason;
  char        *note;
  int          statement;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->proposal);
  g_free (request->proposal_id);
  g_free (request->incident_id);
  g_free (request->kind);
  g_free (request->state);
  g_free (request->input_hash);
  g_free (request->actor);
  g_free (request->reason);
  g_free (request->note);
  g_free (request);
}

/* All that a version says: two versions with one hash are one. */
static char *
hash_content (VdtProposal *proposal)
{
  GListModel *statements = vdt_proposal_get_statements (proposal);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);
      g_autofree char *ids = vdt_record_dup_value (statement, "fact-ids");
      const char *parts[] = { vdt_statement_get_section (statement),
      vdt_statement_get_text (statement), ids,
                              vdt_statement_get_origin (statement) };

      for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
        g_string_append_printf (text, "%" G_GSIZE_FORMAT ":%s;", parts[p] != NULL ? strlen (parts[p]) : 0,
                                parts[p] != NULL ? parts[p] : "");
    }

  return vdt_sha256_hex (text->str, (gssize) text->len);
}

static gboolean
save_spans (VdtDb         *db,
            VdtStatement  *statement,
            gint64         statement_seq,
            GError       **error)
{
  for (guint i = 0; i < vdt_statement_get_n_spans (statement); i++)
    {
      const VdtSpan *span = vdt_statement_get_span (statement, i);

      if (!vdt_db_run (db, error,
                       "INSERT INTO statement_span (statement_seq, start, length, kind, ref, marked)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6)", "lllitl", statement_seq, (gint64) span->start,
                       (gint64) span->length, (int) span->kind, span->ref, (gint64) span->marked))
        return FALSE;
    }

  return TRUE;
}

static gboolean
save_statements (VdtDb        *db,
                 VdtProposal  *proposal,
                 gint64        version_seq,
                 GError      **error)
{
  GListModel *statements = vdt_proposal_get_statements (proposal);

  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);
      g_autofree char *ids = vdt_record_dup_value (statement, "fact-ids");

      if (!vdt_db_run (db, error,
                       "INSERT INTO statement (version_seq, section, text, fact_ids, origin, change)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6)", "lttttt", version_seq,
                       vdt_statement_get_section (statement), vdt_statement_get_text (statement), ids,
                       vdt_statement_get_origin (statement), vdt_statement_get_change (statement)) ||
          !save_spans (db, statement, vdt_db_last_id (db), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
save_facts (VdtDb        *db,
            VdtProposal  *proposal,
            gint64        seq,
            GError      **error)
{
  GListModel *facts = vdt_proposal_get_facts (proposal);

  for (guint i = 0; i < g_list_model_get_n_items (facts); i++)
    {
      g_autoptr(VdtFact) fact = g_list_model_get_item (facts, i);

      if (!vdt_db_run (db, error,
                       "INSERT OR IGNORE INTO proposal_fact (proposal_seq, id, kind, incident_id,"
                       " target_id, at, title, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                       "lttttdtt", seq,
                       vdt_fact_get_id (fact), vdt_fact_get_kind (fact), vdt_fact_get_incident_id (fact),
                       vdt_fact_get_target_id (fact), vdt_fact_get_at (fact), vdt_fact_get_title (fact),
                       vdt_fact_get_text (fact)))
        return FALSE;
    }

  return TRUE;
}

/* The next version, unless the last one says the same. */
static gboolean
save_version (VdtStore     *self,
              VdtProposal  *proposal,
              gint64        seq,
              const char   *actor,
              gboolean     *out_new,
              GError      **error)
{
  g_autofree char *hash = hash_content (proposal);
  gint64 same;
  gint64 last;

  *out_new = FALSE;
  if (!vdt_db_get_int64 (self->db, &last, error, "SELECT coalesce (max (version), 0) FROM proposal_version"
                         " WHERE proposal_seq = ?1", "l", seq) ||
      !vdt_db_get_int64 (self->db, &same, error,
                         "SELECT count (*) FROM proposal_version WHERE proposal_seq = ?1"
                         " AND version = ?2 AND content_hash = ?3", "llt", seq, last, hash))
    return FALSE;

  if (same != 0)
    {
      vdt_record_set_count (proposal, "version", (guint) last);
      return TRUE;
    }

  *out_new = TRUE;
  vdt_record_set_count (proposal, "version", (guint) last + 1);

  return vdt_db_run (self->db, error,
                     "INSERT INTO proposal_version (proposal_seq, version, at, actor, content_hash)"
                     " VALUES (?1, ?2, ?3, ?4, ?5)", "lldtt", seq, last + 1, vdt_store_now (self),
                     actor, hash) &&
         save_statements (self->db, proposal, vdt_db_last_id (self->db), error);
}

static gboolean
add_event (VdtStore     *self,
           VdtProposal  *proposal,
           gint64        seq,
           const char   *state,
           const char   *actor,
           const char   *actor_kind,
           const char   *reason,
           const char   *note,
           GError      **error)
{
  g_autofree char *action = g_strdup_printf ("%s-%s", state, vdt_proposal_get_kind (proposal));

  return vdt_db_run (self->db, error,
                     "INSERT INTO proposal_event (proposal_seq, state, at, actor, actor_kind,"
                     " version, reason, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", "ltlttitt",
                     seq, state,
                     vdt_store_now (self), actor, actor_kind,
                     (int) vdt_proposal_get_version (proposal), reason,
                     note) &&
         vdt_store_log_change (self, vdt_proposal_get_incident_id (proposal), actor, actor_kind,
                               action, "proposal",
                               vdt_proposal_get_id (proposal), reason, NULL, NULL, note, error);
}

static gboolean
write_proposal (VdtStore     *self,
                VdtProposal  *proposal,
                gint64       *out_seq,
                GError      **error)
{
  if (!vdt_db_run (self->db, error, "INSERT INTO proposal (id, kind, incident_id, engine, engine_version,"
                   " template_id, input_hash, state, version, created_at, message)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, ?10)"
                   " ON CONFLICT (id) DO UPDATE SET state = excluded.state, message = excluded.message",
                   "ttttttttdt", vdt_proposal_get_id (proposal), vdt_proposal_get_kind (proposal),
                   vdt_proposal_get_incident_id (proposal), vdt_proposal_get_engine (proposal),
                   vdt_proposal_get_engine_version (proposal), vdt_proposal_get_template_id (proposal),
                   vdt_proposal_get_input_hash (proposal), vdt_proposal_get_state (proposal),
                   vdt_proposal_get_created_at (proposal), vdt_proposal_get_message (proposal)))
    return FALSE;

  return vdt_db_get_int64 (self->db, out_seq, error, "SELECT seq FROM proposal WHERE id = ?1", "t",
                           vdt_proposal_get_id (proposal));
}

static gpointer
save_job (VdtStore  *self,
          gpointer   data,
          GError   **error)
{
  Request *request = data;
  VdtProposal *proposal = request->proposal;
  g_autofree char *analyst = vdt_store_dup_analyst (self);
  gboolean engine = request->actor != NULL;
  const char *actor = engine ? request->actor : analyst;
  gboolean new_version;
  gint64 same_state;
  gint64 seq;

  if (vdt_proposal_get_created_at (proposal) == VDT_TIME_UNSET)
    vdt_record_set_time (proposal, "created-at", vdt_store_now (self));

  if (!vdt_db_get_int64 (self->db, &same_state, error,
                         "SELECT count (*) FROM proposal WHERE id = ?1 AND state = ?2",
                         "tt", vdt_proposal_get_id (proposal), vdt_proposal_get_state (proposal)) ||
      !write_proposal (self, proposal, &seq, error) ||
      !save_facts (self->db, proposal, seq, error) ||
      !save_version (self, proposal, seq, actor, &new_version, error) ||
      !vdt_db_run (self->db, error, "UPDATE proposal SET version = ?2 WHERE seq = ?1", "li", seq,
                   (int) vdt_proposal_get_version (proposal)))
    return NULL;

  if ((new_version || same_state == 0) &&
      !add_event (self, proposal, seq, vdt_proposal_get_state (proposal), actor,
                  engine ? "engine" : "person", NULL,
                  request->note, error))
    return NULL;

  return GINT_TO_POINTER (TRUE);
}

/**
 * vdt_store_save_proposal_async:
 * @self: a store
 * @proposal: a proposal that is not growing any more; its version is set; not to be
 *   changed by the caller until the callback
 * @actor: (nullable): the engine that made it; %NULL if the analyst edited it
 * @note: (nullable): for the log
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Saves a proposal. If its statements differ from those of its last version they
 * become the next one; no version is overwritten.
 */
void
vdt_store_save_proposal_async (VdtStore            *self,
                               VdtProposal         *proposal,
                               const char          *actor,
                               const char          *note,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Request *request;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (VDT_IS_PROPOSAL (proposal));
  g_return_if_fail (vdt_proposal_get_id (proposal) != NULL && vdt_proposal_get_kind (proposal) != NULL);

  request = g_new0 (Request, 1);
  request->proposal = g_object_ref (proposal);
  request->actor = g_strdup (actor);
  request->note = g_strdup (note);
  vdt_store_push (self, vdt_store_save_proposal_async, VDT_STORE_WRITE, save_job, request,
                  request_free, NULL,
                  cancellable, callback, user_data);
}

gboolean
vdt_store_save_proposal_finish (VdtStore      *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

/* The proposal's row only; NULL with an error if there is none. */
static VdtProposal *
read_head (VdtStore    *self,
           const char  *id,
           gint64      *out_seq,
           GError     **error)
{
  VdtProposal *proposal = NULL;
  GError *local_error = NULL;
  sqlite3_stmt *row = vdt_db_query (self->db, &local_error,
                                    "SELECT seq, kind, incident_id, version FROM proposal"
                                    " WHERE id = ?1", "t", id);

  *out_seq = 0;
  if (vdt_db_next (self->db, row, &local_error))
    {
      *out_seq = sqlite3_column_int64 (row, 0);
      proposal = vdt_proposal_new (vdt_db_column_text (row, 1), vdt_db_column_text (row, 2));
      vdt_record_set_text (proposal, "id", id);
      vdt_record_set_count (proposal, "version", (guint) sqlite3_column_int (row, 3));
      sqlite3_reset (row);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else if (proposal == NULL)
    g_set_error (error, VDT_ERROR, VDT_ERROR_NOT_FOUND, "There is no proposal “%s”", id);

  return proposal;
}

static gpointer
judge_job (VdtStore  *self,
           gpointer   data,
           GError   **error)
{
  Request *request = data;
  g_autofree char *analyst = vdt_store_dup_analyst (self);
  gint64 seq;
  g_autoptr(VdtProposal) proposal = read_head (self, request->proposal_id, &seq, error);

  return GINT_TO_POINTER (proposal != NULL &&
                          vdt_db_run (self->db, error,
                                      "UPDATE proposal SET state = ?2 WHERE seq = ?1", "lt", seq,
                                      request->state) &&
                          add_event (self, proposal, seq, request->state, analyst, "person",
                                     request->reason,
                                     request->note, error));
}

/**
 * vdt_store_judge_proposal_async:
 * @self: a store
 * @proposal_id: a saved proposal
 * @state: `accepted`, `rejected` …
 * @reason: (nullable): why it was rejected: `wrong-fact`, `missing`, `unsafe`, `style`, `other`
 * @note: (nullable): in the analyst's words
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * What the analyst thinks of a proposal: kept with who and when.
 */
void
vdt_store_judge_proposal_async (VdtStore            *self,
                                const char          *proposal_id,
                                const char          *state,
                                const char          *reason,
                                const char          *note,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Request *request;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (proposal_id != NULL);
  g_return_if_fail (state != NULL);

  request = g_new0 (Request, 1);
  request->proposal_id = g_strdup (proposal_id);
  request->state = g_strdup (state);
  request->reason = g_strdup (reason);
  request->note = g_strdup (note);
  vdt_store_push (self, vdt_store_judge_proposal_async, VDT_STORE_WRITE, judge_job, request,
                  request_free, NULL,
                  cancellable, callback, user_data);
}

gboolean
vdt_store_judge_proposal_finish (VdtStore      *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

static gpointer
stale_job (VdtStore  *self,
           gpointer   data,
           GError   **error)
{
  Request *request = data;
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (self->db, &local_error,
                                     "SELECT id FROM proposal WHERE incident_id = ?1"
                                     " AND kind = ?2 AND input_hash IS NOT ?3"
                                     " AND state IN ('proposed', 'accepted', 'edited')", "ttt",
                                     request->incident_id, request->kind, request->input_hash);

  while (vdt_db_next (self->db, rows, &local_error))
    g_ptr_array_add (ids, g_strdup (vdt_db_column_text (rows, 0)));

  for (guint i = 0; i < ids->len && local_error == NULL; i++)
    {
      gint64 seq;
      g_autoptr(VdtProposal) proposal = read_head (self, g_ptr_array_index (ids, i), &seq, &local_error);

      if (proposal != NULL &&
          vdt_db_run (self->db, &local_error, "UPDATE proposal SET state = 'stale' WHERE seq = ?1",
                      "l", seq))
        add_event (self, proposal, seq, "stale", "Vedette", "engine", NULL, NULL, &local_error);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return GUINT_TO_POINTER (ids->len + 1);
}

/**
 * vdt_store_mark_stale_async:
 * @self: a store
 * @incident_id: an incident
 * @kind: the kind of proposals, `summary`
 * @input_hash: the hash of the facts as they are now
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Marks the proposals stale that were made from other facts. Their history tells
 * that they were accepted or edited before.
 */
void
vdt_store_mark_stale_async (VdtStore            *self,
                            const char          *incident_id,
                            const char          *kind,
                            const char          *input_hash,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Request *request;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (incident_id != NULL && kind != NULL && input_hash != NULL);

  request = g_new0 (Request, 1);
  request->incident_id = g_strdup (incident_id);
  request->kind = g_strdup (kind);
  request->input_hash = g_strdup (input_hash);
  vdt_store_push (self, vdt_store_mark_stale_async, VDT_STORE_WRITE, stale_job, request, request_free, NULL,
                  cancellable, callback, user_data);
}

gboolean
vdt_store_mark_stale_finish (VdtStore      *self,
                             GAsyncResult  *result,
                             guint         *out_n_stale,
                             GError       **error)
{
  guint n;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  n = GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), error));
  if (out_n_stale != NULL)
    *out_n_stale = n > 0 ? n - 1 : 0;

  return n > 0;
}

static gpointer
feedback_job (VdtStore  *self,
              gpointer   data,
              GError   **error)
{
  Request *request = data;
  g_autofree char *analyst = vdt_store_dup_analyst (self);
  g_autofree char *field = request->statement >= 0 ? g_strdup_printf ("statement-%d",
                                                                      request->statement) : NULL;
  gint64 seq;
  g_autoptr(VdtProposal) proposal = read_head (self, request->proposal_id, &seq, error);

  return GINT_TO_POINTER (proposal != NULL &&
                          vdt_db_run (self->db, error,
                                      "INSERT INTO feedback (proposal_seq, statement, verdict, note,"
                                      " at, actor) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", "littlt", seq,
                                      request->statement, request->state, request->note,
                                      vdt_store_now (self),
                                      analyst) &&
                          vdt_store_log_change (self, vdt_proposal_get_incident_id (proposal),
                                                analyst, "person",
                                                "rate-statement", "proposal", request->proposal_id,
                                                field, NULL,
                                                request->state, request->note, error));
}

/**
 * vdt_store_add_feedback_async:
 * @self: a store
 * @proposal_id: a saved proposal
 * @statement: which of its statements, from 0; -1 for the whole
 * @verdict: `good`, `bad` or a reason as in vdt_store_judge_proposal_async()
 * @note: (nullable): in the analyst's words
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Keeps what the analyst thinks of a statement, here and in the log. It is sent
 * nowhere.
 */
void
vdt_store_add_feedback_async (VdtStore            *self,
                              const char          *proposal_id,
                              int                  statement,
                              const char          *verdict,
                              const char          *note,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Request *request;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (proposal_id != NULL && verdict != NULL);

  request = g_new0 (Request, 1);
  request->proposal_id = g_strdup (proposal_id);
  request->statement = statement;
  request->state = g_strdup (verdict);
  request->note = g_strdup (note);
  vdt_store_push (self, vdt_store_add_feedback_async, VDT_STORE_WRITE, feedback_job, request,
                  request_free, NULL,
                  cancellable, callback, user_data);
}

gboolean
vdt_store_add_feedback_finish (VdtStore      *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}
