/* vdt-store-task.c
 *
 * What is to be done for an incident.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-act.h"

#include "vdt-error.h"
#include "vdt-fact-id.h"

#define TITLE_MAX_CHARS 2000

static const char * const states[] = { "open", "in-progress", "done", "not-applicable", NULL };

static gboolean
check (VdtTask  *task,
       GError  **error)
{
  const char *state = vdt_task_get_state (task);
  const char *title = vdt_task_get_title (task);

  if (state == NULL || !g_strv_contains (states, state))
    g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE, "“%s” is no state of a task", state);
  else if (title == NULL || *title == '\0')
    g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE, "A task needs a title");
  else if (g_utf8_strlen (title, -1) > TITLE_MAX_CHARS)
    g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT, "A task's title has at most %d characters", TITLE_MAX_CHARS);
  else
    return TRUE;

  return FALSE;
}

/* A new task has no state yet: it was taken back so far. What follows shows it, and
 * can be undone. */
static gboolean
insert (VdtAct      *act,
        VdtTask     *task,
        const char  *id,
        GError     **error)
{
  g_autofree char *steps = vdt_record_dup_value (task, "steps");
  g_autofree char *facts = vdt_record_dup_value (task, "fact-ids");
  gint64 seq;

  return vdt_db_get_int64 (act->store->db, &seq, error, "SELECT seq FROM incident WHERE id = ?1", "t",
                           act->incident_id) &&
         vdt_db_run (act->store->db, error,
                     "INSERT OR IGNORE INTO task (id, incident_seq, key, title, steps, section, action, entity,"
                     " source, outward, fact_ids, created_at, author)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)", "tltttttttitlt", id, seq,
                     vdt_task_get_key (task), vdt_task_get_title (task), steps, vdt_task_get_group (task),
                     vdt_task_get_action (task), vdt_task_get_entity (task), vdt_task_get_source (task),
                     (int) vdt_task_get_outward (task), facts, vdt_store_now (act->store), act->actor);
}

/* The log says what the state is of, and that it is done by hand. */
static char *
dup_note (VdtTask    *task,
          const char *words)
{
  return g_strdup_printf ("%s%s%s%s", vdt_task_get_outward (task) ? "By hand: " : "", vdt_task_get_title (task),
                          words != NULL && *words != '\0' ? " · " : "", words != NULL ? words : "");
}

static gboolean
set_field (VdtAct      *act,
           const char  *id,
           const char  *property,
           const char  *value,
           const char  *note,
           GError     **error)
{
  const VdtActField *field = vdt_act_find_field ("task", property, error);
  g_autofree char *before = NULL;

  if (field == NULL || !vdt_act_read_value (act->store->db, field, id, &before, error))
    return FALSE;
  if (g_strcmp0 (before, value) == 0)
    return TRUE;

  return vdt_act_write (act, field, id, before, value, TRUE, TRUE, error) &&
         vdt_act_log_item (act, field, id, before, value, note, error);
}

/**
 * vdt_store_add_task:
 * @act: the act
 * @task: with the state that it is to have
 * @error: return location
 *
 * Brings a task into the act's incident if it is not there, and gives it its state
 * and owner. Each change is logged and can be undone.
 *
 * Returns: %TRUE if it is so now
 */
gboolean
vdt_store_add_task (VdtAct   *act,
                    VdtTask  *task,
                    GError  **error)
{
  g_autofree char *id = NULL;
  g_autofree char *note = NULL;
  const char *owner = vdt_task_get_owner (task);

  if (!check (task, error))
    return FALSE;

  id = vdt_fact_task_id (act->incident_id, vdt_task_get_key (task));
  note = dup_note (task, vdt_task_get_note (task));
  if (owner == NULL || *owner == '\0')
    owner = act->actor;

  return insert (act, task, id, error) &&
         set_field (act, id, "state", vdt_task_get_state (task), note, error) &&
         set_field (act, id, "owner", owner, note, error) &&
         vdt_db_run (act->store->db, error, "UPDATE task SET updated_at = ?2 WHERE id = ?1", "tl", id,
                     vdt_store_now (act->store));
}

/* The tasks of an incident, in the order in which they came. */
gboolean
vdt_store_read_tasks (VdtDb        *db,
                      gint64        incident_seq,
                      VdtIncident  *incident,
                      GError      **error)
{
  static const char * const columns[] = {
    "id", "key", "title", "steps", "group", "action", "entity", "source", "outward", "fact-ids", "state", "owner",
    "note", "author"
  };
  GError *local_error = NULL;
  GListStore *list = vdt_record_get_list (incident, "tasks");
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT id, key, title, steps, section, action, entity, source,"
                                     " CAST (nullif (outward, 0) AS TEXT), fact_ids, state, owner, note, author,"
                                     " created_at, updated_at FROM task WHERE incident_seq = ?1"
                                     " AND state IS NOT NULL ORDER BY seq", "l", incident_seq);

  while (vdt_db_next (db, rows, &local_error))
    {
      g_autoptr(VdtTask) task = vdt_task_new (vdt_db_column_text (rows, 1), vdt_db_column_text (rows, 2));
      int column = 0;

      for (; column < (int) G_N_ELEMENTS (columns); column++)
        vdt_record_set_value (task, columns[column], vdt_db_column_text (rows, column));
      vdt_record_set_time (task, "created-at", vdt_db_column_time (rows, column));
      vdt_record_set_time (task, "updated-at", vdt_db_column_time (rows, column + 1));
      g_list_store_append (list, task);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}
