/* vdt-store-kept.c
 *
 * What an analyst keeps with an incident: evidence and events of the timeline.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-act.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-fact-id.h"

/* A selection is text that a person looked at; more is a file. */
#define TEXT_MAX_BYTES (4 * 1024 * 1024)

static const char * const kinds[] = { "text", "evidence", "indicator", "row", "event", NULL };

static gboolean
check (VdtKept  *kept,
       GError  **error)
{
  const char *kind = vdt_kept_get_kind (kept);
  const char *title = vdt_kept_get_title (kept);
  const char *text = vdt_kept_get_text (kept);

  if (kind == NULL || !g_strv_contains (kinds, kind))
    g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE, "“%s” is no kind of thing that can be kept", kind);
  else if (title == NULL || *title == '\0')
    g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE, "What is kept needs a title");
  else if (vdt_kept_is_event (kept) && vdt_kept_get_at (kept) == VDT_TIME_UNSET)
    g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE, "An event needs a time");
  else if (text != NULL && strlen (text) > TEXT_MAX_BYTES)
    g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT, "A selection has at most %d MB; choose a part of it",
                 TEXT_MAX_BYTES / (1024 * 1024));
  else if (!vdt_kept_is_intact (kept))
    g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE, "The hash is not that of the text");
  else
    return TRUE;

  return FALSE;
}

static gboolean
insert (VdtAct       *act,
        VdtKept      *kept,
        const char   *id,
        gint64        incident_seq,
        GError      **error)
{
  /* taken back so far: what follows shows it, and can be undone */
  return vdt_db_run (act->store->db, error,
                     "INSERT INTO kept (id, incident_seq, kind, title, text, note, sha256, source_id, source,"
                     " asset, technique, at, kept_at, author, deleted)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 1)",
                     "tltttttttttdlt", id, incident_seq, vdt_kept_get_kind (kept), vdt_kept_get_title (kept),
                     vdt_kept_get_text (kept), vdt_kept_get_note (kept), vdt_kept_get_sha256 (kept),
                     vdt_kept_get_source_id (kept), vdt_kept_get_source (kept), vdt_kept_get_asset (kept),
                     vdt_kept_get_technique (kept), vdt_kept_get_at (kept), vdt_store_now (act->store),
                     act->actor) &&
         vdt_act_write (act, vdt_act_find_field ("kept", "deleted", NULL), id, "1", NULL, TRUE, TRUE, error);
}

/**
 * vdt_store_keep:
 * @act: the act
 * @kept: what to keep with the act's incident
 * @error: return location
 *
 * Keeps something and logs it with its hash, so that the chain of the log vouches
 * for the text.
 *
 * Returns: %TRUE if it is kept
 */
gboolean
vdt_store_keep (VdtAct   *act,
                VdtKept  *kept,
                GError  **error)
{
  g_autofree char *random = g_uuid_string_random ();
  g_autofree char *id = vdt_fact_kept_id (random);
  g_autofree char *note = NULL;
  const char *words = vdt_kept_get_note (kept);
  gint64 seq;

  if (!check (kept, error) ||
      !vdt_db_get_int64 (act->store->db, &seq, error, "SELECT seq FROM incident WHERE id = ?1", "t",
                         act->incident_id) ||
      !insert (act, kept, id, seq, error))
    return FALSE;

  if (vdt_kept_get_sha256 (kept) != NULL)
    note = g_strdup_printf ("SHA-256 %s%s%s", vdt_kept_get_sha256 (kept), words != NULL ? " · " : "",
                            words != NULL ? words : "");

  return vdt_store_log_change (act->store, act->incident_id, act->actor, act->actor_kind, act->action, "kept",
                               id, "kept", NULL, vdt_kept_get_title (kept), note != NULL ? note : words, error);
}

/* What is kept with an incident, in the order in which it was kept. */
gboolean
vdt_store_read_kept (VdtDb        *db,
                     gint64        incident_seq,
                     VdtIncident  *incident,
                     GError      **error)
{
  static const char * const columns[] = {
    "id", "kind", "title", "text", "note", "sha256", "source-id", "source", "asset", "technique", "author"
  };
  GError *local_error = NULL;
  GListStore *list = vdt_record_get_list (incident, "kept");
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT id, kind, title, text, note, sha256, source_id, source, asset,"
                                     " technique, author, at, kept_at FROM kept WHERE incident_seq = ?1"
                                     " AND NOT deleted ORDER BY seq", "l", incident_seq);

  while (vdt_db_next (db, rows, &local_error))
    {
      g_autoptr(VdtKept) kept = g_object_new (VDT_TYPE_KEPT, NULL);
      int column = 0;

      for (; column < (int) G_N_ELEMENTS (columns); column++)
        vdt_record_set_text (kept, columns[column], vdt_db_column_text (rows, column));
      vdt_record_set_time (kept, "at", vdt_db_column_time (rows, column));
      vdt_record_set_time (kept, "kept-at", vdt_db_column_time (rows, column + 1));
      g_list_store_append (list, kept);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}
