/* bench-hunt.c
 *
 * Typical hunting queries against SQL written by hand with the same meaning, on
 * the same file in the same run; and `has` against DuckDB's contains. Figures
 * are processor time of all threads, the median of some runs, so that what else
 * the machine does counts little.
 *
 *   bench-hunt [ROWS…]     default: 1000000 10000000
 *
 * The queries are pairs NAME.kql and NAME.sql in tests/benchmarks/hunt, the
 * tables are made by generate.sql beside them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "vdt-duck.h"
#include "vdt-hunt-print.h"
#include "vdt-kql-catalog.h"
#include "vdt-kql-syntax.h"
#include "vdt-lower.h"

#define RUNS 5

typedef struct
{
  VdtDuck       *duck;
  VdtKqlCatalog *catalog;
} Bench;

static const struct { const char *name; const char *table; } tables[] = {
  { "DeviceProcessEvents", "process" }, { "DeviceNetworkEvents", "network" }, { "DeviceFileEvents", "file" },
  { "DeviceLogonEvents", "logon" }, { "DeviceImageLoadEvents", "image" },
};

static double
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static char *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (HUNT_FOLDER, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);

  return text;
}

static gboolean
has_column (Bench      *self,
            const char *table,
            const char *column)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM duckdb_columns() WHERE table_name = '%s' AND column_name = '%s'",
                                          table, column);
  duckdb_result result;
  gboolean found;

  if (!vdt_duck_run (self->duck, sql, &result, NULL))
    return FALSE;
  found = duckdb_row_count (&result) > 0;
  duckdb_destroy_result (&result);

  return found;
}

/* The rows of a table: its columns that were made, and nothing for the rest. */
static char *
find_rows (const char         *name,
           const VdtKqlSchema *columns,
           gpointer            user_data)
{
  GString *sql = g_string_new ("(SELECT ");
  const char *table = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (strcmp (tables[i].name, name) == 0)
      table = tables[i].table;
  for (guint i = 0; table != NULL && i < columns->n_columns; i++)
    {
      const char *column = columns->columns[i]->name;
      VdtKqlTypeKind kind = columns->columns[i]->type->kind;

      if (i > 0)
        g_string_append (sql, ", ");
      if (has_column (user_data, table, column))
        g_string_append_printf (sql, "\"%s\"", column);
      else if (kind == VDT_KQL_TYPE_STRING)
        g_string_append_printf (sql, "'' AS \"%s\"", column);
      else
        g_string_append_printf (sql, "NULL::%s AS \"%s\"", kind == VDT_KQL_TYPE_BOOL ? "BOOLEAN" :
                                kind == VDT_KQL_TYPE_INT ? "INTEGER" : kind == VDT_KQL_TYPE_REAL ? "DOUBLE" :
                                kind == VDT_KQL_TYPE_DYNAMIC ? "VARCHAR" : "BIGINT", column);
    }
  if (table == NULL)
    {
      g_string_free (sql, TRUE);
      return NULL;
    }
  g_string_append_printf (sql, " FROM %s)", table);

  return g_string_free (sql, FALSE);
}

static duckdb_prepared_statement
prepare (Bench      *self,
         const char *sql,
         GPtrArray  *parameters)
{
  duckdb_prepared_statement statement;

  if (duckdb_prepare (vdt_duck_get_connection (self->duck), sql, &statement) != DuckDBSuccess)
    g_error ("%s\n%s", duckdb_prepare_error (statement), sql);

  for (guint i = 0; parameters != NULL && i < parameters->len; i++)
    {
      const VdtLowerParameter *parameter = parameters->pdata[i];
      idx_t place;

      if (duckdb_bind_parameter_index (statement, &place, parameter->name) != DuckDBSuccess)
        continue;
      if (parameter->text != NULL)
        duckdb_bind_varchar_length (statement, place, parameter->text, parameter->length);
      else
        duckdb_bind_int64 (statement, place, parameter->ticks);
    }

  return statement;
}

/* Median processor time of a statement, milliseconds, and how many rows it gives. */
static double
measure (Bench      *self,
         const char *sql,
         GPtrArray  *parameters,
         guint64    *out_rows)
{
  double times[RUNS];

  for (int i = 0; i < RUNS; i++)
    {
      double start = processor_time ();
      duckdb_prepared_statement statement = prepare (self, sql, parameters);
      duckdb_result result;

      if (duckdb_execute_prepared (statement, &result) != DuckDBSuccess)
        g_error ("%s\n%s", duckdb_result_error (&result), sql);
      *out_rows = duckdb_row_count (&result);
      duckdb_destroy_result (&result);
      duckdb_destroy_prepare (&statement);
      times[i] = processor_time () - start;
    }
  qsort (times, RUNS, sizeof *times, compare_doubles);

  return times[RUNS / 2];
}

/* How much longer a query takes than the SQL, or 0 if it cannot be run. */
static double
compare_query (Bench      *self,
               const char *name)
{
  g_autofree char *kql_name = g_strconcat (name, ".kql", NULL);
  g_autofree char *sql_name = g_strconcat (name, ".sql", NULL);
  g_autofree char *kql = read_file (kql_name);
  g_autofree char *sql = read_file (sql_name);
  const VdtLowerOptions options = {
    .now = G_GINT64_CONSTANT (638870112000000000),
    .table = find_rows,
    .user_data = self,
  };
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (kql, -1, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtLowered) lowered = vdt_lower (tree, self->catalog, &options, &error);
  guint64 rows, hand_rows;
  double ours, hand;

  if (lowered == NULL)
    {
      g_print ("%-16s %s\n", name, error->message);
      return 0;
    }

  if (g_getenv ("BENCH_HUNT_SQL") != NULL)
    g_print ("%s\n", lowered->sql);
  ours = measure (self, lowered->sql, lowered->parameters, &rows);
  hand = measure (self, sql, NULL, &hand_rows);
  g_print ("%-16s %9.1f ms %9.1f ms %6.2f x%s\n", name, ours, hand, ours / hand,
           rows == hand_rows ? "" : "   not as many rows");

  return ours / hand;
}

static void
compare_queries (Bench *self)
{
  g_autoptr(GDir) folder = g_dir_open (HUNT_FOLDER, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  double logs = 0, worst = 0;
  const char *file;
  guint n = 0;

  while ((file = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (file, ".kql"))
      g_ptr_array_add (names, g_strndup (file, strlen (file) - 4));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      double ratio = compare_query (self, names->pdata[i]);

      if (ratio <= 0)
        continue;
      logs += log (ratio);
      worst = MAX (worst, ratio);
      n++;
    }
  if (n > 0)
    g_print ("%u of %u queries: geometric mean %.2f x, the worst %.2f x\n", n, names->len, exp (logs / n), worst);
}

static void
compare_has (Bench *self)
{
  guint64 rows;
  double has = measure (self, "SELECT count(*) FROM process WHERE kql_has(\"ProcessCommandLine\", 'vssadmin')", NULL, &rows);
  double contains = measure (self, "SELECT count(*) FROM process WHERE contains(\"ProcessCommandLine\", 'vssadmin')", NULL,
                             &rows);

  g_print ("has %.1f ms, contains %.1f ms: %.2f x\n", has, contains, has / contains);
}

static void
run_rows (Bench       *self,
          const char  *folder,
          const char  *rows)
{
  const VdtDuckLimits limits = { G_GUINT64_CONSTANT (4) << 30, 2, folder };
  g_autofree char *path = g_build_filename (folder, "hunting.duckdb", NULL);
  g_autofree char *template = read_file ("generate.sql");
  g_auto(GStrv) parts = g_strsplit (template, "$rows", -1);
  g_autofree char *sql = g_strjoinv (rows, parts);
  g_autoptr(GError) error = NULL;

  self->duck = vdt_duck_open (path, &limits, &error);
  if (self->duck == NULL || !vdt_duck_run (self->duck, sql, NULL, &error) ||
      !vdt_duck_run (self->duck, "CHECKPOINT", NULL, &error))
    g_error ("%s", error->message);

  g_print ("\n%s rows               query        by hand\n", rows);
  compare_queries (self);
  compare_has (self);
  g_clear_pointer (&self->duck, vdt_duck_close);
  g_remove (path);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const sizes[] = { "1000000", "10000000" };
  g_autofree char *folder = g_dir_make_tmp ("bench-hunt-XXXXXX", NULL);
  Bench bench = { NULL, vdt_kql_catalog_new_default () };

  for (int i = 1; i < argc; i++)
    run_rows (&bench, folder, argv[i]);
  for (gsize i = 0; argc == 1 && i < G_N_ELEMENTS (sizes); i++)
    run_rows (&bench, folder, sizes[i]);

  vdt_kql_catalog_unref (bench.catalog);
  g_rmdir (folder);

  return 0;
}
