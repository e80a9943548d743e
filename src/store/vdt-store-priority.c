/* vdt-store-priority.c
 *
 * Keeps the priorities right: after an act, after an import, and when the program
 * has a new formula.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-private.h"

#include "vdt-priority.h"

/**
 * vdt_store_write_priority:
 * @db: a connection
 * @incident: an incident with its alerts and their evidence
 * @seq: its row
 * @error: return location
 *
 * Returns: %TRUE if the row has the priority now
 */
gboolean
vdt_store_write_priority (VdtDb        *db,
                          VdtIncident  *incident,
                          gint64        seq,
                          GError      **error)
{
  g_autofree char *factors = NULL;

  vdt_priority_work_out (incident);
  factors = vdt_record_dup_value (incident, "priority-factors");

  return vdt_db_run (db, error, "UPDATE incident SET priority = ?2, priority_factors = ?3, priority_stale = 0"
                     " WHERE seq = ?1", "lit", seq, (int) vdt_incident_get_priority (incident), factors);
}

/**
 * vdt_store_settle_priority:
 * @db: a connection with an open transaction
 * @id: an incident's id
 * @error: return location
 *
 * Works out one priority again. There need not be such an incident.
 *
 * Returns: %TRUE if it worked
 */
gboolean
vdt_store_settle_priority (VdtDb       *db,
                           const char  *id,
                           GError     **error)
{
  GError *local_error = NULL;
  gint64 seq;
  g_autoptr(VdtIncident) incident = vdt_store_read_incident (db, id, FALSE, &seq, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return incident == NULL ||
         (vdt_store_read_alerts (db, seq, incident, error) && vdt_store_write_priority (db, incident, seq, error));
}

/* A formula of another version gave other numbers. */
static gboolean
check_version (VdtDb   *db,
               GError **error)
{
  gint64 same;

  if (!vdt_db_get_int64 (db, &same, error, "SELECT count (*) FROM meta WHERE key = 'priority_formula'"
                         " AND value = ?1", "t", vdt_priority_get_version ()))
    return FALSE;

  return same != 0 ||
         (vdt_db_run (db, error, "UPDATE incident SET priority_stale = 1", "") &&
          vdt_db_run (db, error, "INSERT INTO meta (key, value) VALUES ('priority_formula', ?1)"
                      " ON CONFLICT (key) DO UPDATE SET value = excluded.value", "t", vdt_priority_get_version ()));
}

/**
 * vdt_store_settle_priorities:
 * @db: a connection with an open transaction
 * @error: return location
 *
 * Works out every priority that is out of date.
 *
 * Returns: %TRUE if it worked
 */
gboolean
vdt_store_settle_priorities (VdtDb   *db,
                             GError **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GError *local_error = NULL;
  sqlite3_stmt *rows;

  if (!check_version (db, error))
    return FALSE;

  rows = vdt_db_query (db, &local_error, "SELECT id FROM incident WHERE priority_stale", "");
  while (vdt_db_next (db, rows, &local_error))
    g_ptr_array_add (ids, g_strdup (vdt_db_column_text (rows, 0)));

  for (guint i = 0; i < ids->len && local_error == NULL; i++)
    {
      if (g_ptr_array_index (ids, i) != NULL)
        vdt_store_settle_priority (db, g_ptr_array_index (ids, i), &local_error);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}
