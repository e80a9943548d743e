/* vdt-store-schema.c
 *
 * The database's shape, version by version: src/store/migrations/N.sql leads from
 * version N - 1 to N. Never change one that was released; add the next.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-error.h"
#include "vdt-store-private.h"
#include "vdt-store-resources.h"

#define PREFIX "/io/github/vedette/Vedette/store/migrations/"

static GBytes *
get_migration (int version)
{
  g_autofree char *path = g_strdup_printf (PREFIX "%d.sql", version);

  return g_resource_lookup_data (vdt_store_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

/**
 * vdt_store_schema_latest:
 *
 * Returns: the version that this program writes
 */
int
vdt_store_schema_latest (void)
{
  int version = 0;
  GBytes *next;

  while ((next = get_migration (version + 1)) != NULL)
    {
      g_bytes_unref (next);
      version++;
    }

  return version;
}

static gboolean
migrate_to (VdtDb   *db,
            int      version,
            GError **error)
{
  g_autoptr(GBytes) sql = get_migration (version);
  /* a pragma takes no bound value; this is a number of ours */
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", version);
  g_autofree char *number = g_strdup_printf ("%d", version);

  return vdt_db_exec (db, g_bytes_get_data (sql, NULL), error) &&
         vdt_db_run (db, error,
                     "INSERT INTO meta (key, value) VALUES ('schema_version', ?1)"
                     " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                     "t", number) &&
         vdt_db_exec (db, pragma, error);
}

/**
 * vdt_store_schema_migrate:
 * @db: a connection
 * @to_version: the version to stop at
 * @error: return location
 *
 * Brings the database up to @to_version, each step in a transaction of its own: one
 * that fails leaves the version before.
 *
 * Returns: %TRUE if it is there now
 */
gboolean
vdt_store_schema_migrate (VdtDb   *db,
                          int      to_version,
                          GError **error)
{
  gint64 version;

  if (!vdt_db_get_int64 (db, &version, error, "PRAGMA user_version", ""))
    return FALSE;

  while (version < to_version)
    {
      version++;
      if (!vdt_db_begin (db, error))
        return FALSE;
      if (!migrate_to (db, (int) version, error) || !vdt_db_commit (db, error))
        {
          vdt_db_rollback (db);
          g_prefix_error (error, "Version %d of the case database could not be made: ", (int) version);
          return FALSE;
        }
    }

  return TRUE;
}
