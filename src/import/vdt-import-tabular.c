/* vdt-import-tabular.c
 *
 * Rows in JSON that are no events of the streaming API: answers of hunting queries,
 * rows and answers of Log Analytics, and rows of a table that the person names.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-import-telemetry.h"

#define FORMAT "hunting-rows"

/* Graph says the type of a member in another one beside it. */
#define ANNOTATION "@odata.type"

static char *
dup_string_member (VdtJson     record,
                   const char *name)
{
  VdtJson value;

  return vdt_json_get_member (record, name, &value) && vdt_json_get_type (value) == VDT_JSON_STRING
         ? vdt_json_dup_text (value) : NULL;
}

static gboolean
is_annotation (VdtJson name)
{
  gsize length = strlen (ANNOTATION);

  return name.length >= length + 2 && memcmp (name.text + name.length - 1 - length, ANNOTATION, length) == 0;
}

static GPtrArray *
list_names (VdtJson record)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  VdtJson rest = vdt_json_enter (record);
  VdtJson name;
  VdtJson value;

  while (vdt_json_next_member (&rest, &name, &value))
    if (!is_annotation (name))
      g_ptr_array_add (names, vdt_json_dup_text (name));
  g_ptr_array_add (names, NULL);

  return names;
}

static void
add_row (VdtImportRows *rows,
         const char    *table_name,
         VdtJson        record,
         guint64        line)
{
  VdtImportTable *table = vdt_import_rows_get_table (rows, table_name);
  VdtJsonScan scan;
  VdtJsonPart name;
  VdtJsonPart value;
  gboolean first = TRUE;

  vdt_json_scan_begin (&scan, record.text, record.length);
  if (!vdt_json_scan_enter (&scan, '{'))
    return;

  vdt_import_table_begin_row (table, line);
  while (vdt_json_scan_next_member (&scan, &first, &name) && vdt_json_scan_value (&scan, &value))
    if (!is_annotation (name.value))
      vdt_import_table_add_json (table, &name, &value);

  if (scan.message == NULL)
    vdt_import_table_end_row (table);
  else
    vdt_import_table_drop_row (table);
}

/* The table that the row itself names, or that its columns tell. */
static char *
dup_table_of (VdtImportRun   *run,
              VdtImportRows  *rows,
              VdtJson         record,
              char          **out_advice)
{
  g_autofree char *type = dup_string_member (record, "Type");
  g_autofree char *action = NULL;
  g_autoptr(GPtrArray) names = NULL;

  *out_advice = NULL;
  if (vdt_import_run_get_table (run) != NULL)
    return g_strdup (vdt_import_run_get_table (run));
  if (type != NULL && *type != '\0' &&
      (vdt_kql_catalog_find_table (vdt_import_rows_get_catalog (rows), type) != NULL || g_str_has_suffix (type, "_CL")))
    return g_steal_pointer (&type);

  action = dup_string_member (record, "ActionType");
  names = list_names (record);

  return vdt_import_rows_guess_table (rows, (const char *const *) names->pdata, action, out_advice);
}

/* A row that leaves out what is null may not tell its table; its neighbours do. */
static void
read_row (VdtImportRun *run,
          VdtJson       record)
{
  VdtImportRows *rows = vdt_import_run_begin_rows (run, FORMAT);
  g_autofree char *table = NULL;
  g_autofree char *advice = NULL;
  guint64 line = vdt_import_run_get_line (run);
  VdtJson waiting;

  if (rows == NULL)
    return;

  table = dup_table_of (run, rows, record, &advice);
  if (table == NULL)
    table = g_strdup (vdt_import_rows_get_choice (rows));
  if (table == NULL)
    {
      if (!vdt_import_rows_wait (rows, record, line, advice))
        vdt_import_report_count_skipped (vdt_import_run_get_report (run), 1);
      return;
    }

  vdt_import_rows_set_choice (rows, table);
  add_row (rows, table, record, line);
  while (vdt_import_rows_next_waiting (rows, &waiting, &line))
    add_row (rows, table, waiting, line);
}

/**
 * vdt_import_tabular_read:
 * @run: a run that has rows
 * @probe: an object that is a row
 */
void
vdt_import_tabular_read (VdtImportRun         *run,
                         const VdtImportProbe *probe)
{
  read_row (run, probe->record);
}

/* One row of an answer is a list; made an object, it is a row like any other. */
static void
read_answer_row (VdtImportRun *run,
                 GPtrArray    *names,
                 VdtJson       list)
{
  g_autoptr(GString) object = g_string_new ("{");
  VdtJson rest = vdt_json_enter (list);
  VdtJson value;
  VdtJson record;

  for (guint i = 0; i < names->len && vdt_json_next_element (&rest, &value); i++)
    {
      const VdtJson *name = g_ptr_array_index (names, i);

      g_string_append_printf (object, "%s%.*s:", i > 0 ? "," : "", (int) name->length, name->text);
      g_string_append_len (object, value.text, (gssize) value.length);
    }
  g_string_append_c (object, '}');
  record.text = object->str;
  record.length = object->len;

  read_row (run, record);
}

static void
read_answer_table (VdtImportRun *run,
                   VdtJson       table)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  VdtJson columns;
  VdtJson rows;
  VdtJson rest;
  VdtJson item;
  VdtJson name;

  if ((!vdt_json_get_member (table, "columns", &columns) && !vdt_json_get_member (table, "Columns", &columns)) ||
      (!vdt_json_get_member (table, "rows", &rows) && !vdt_json_get_member (table, "Rows", &rows)))
    return;

  rest = vdt_json_enter (columns);
  while (vdt_json_next_element (&rest, &item))
    if ((vdt_json_get_member (item, "name", &name) || vdt_json_get_member (item, "ColumnName", &name)) &&
        vdt_json_get_type (name) == VDT_JSON_STRING)
      g_ptr_array_add (names, g_memdup2 (&name, sizeof name));

  rest = vdt_json_enter (rows);
  while (vdt_json_next_element (&rest, &item) && !vdt_import_run_is_over (run))
    if (vdt_json_get_type (item) == VDT_JSON_ARRAY)
      read_answer_row (run, names, item);
}

/**
 * vdt_import_answer_read:
 * @run: a run that has rows
 * @probe: an answer of the Log Analytics query API, `{"tables":[{"columns":…,"rows":…}]}`
 */
void
vdt_import_answer_read (VdtImportRun         *run,
                        const VdtImportProbe *probe)
{
  VdtJson tables;
  VdtJson rest;
  VdtJson table;

  if (!vdt_json_get_member (probe->record, "tables", &tables) &&
      !vdt_json_get_member (probe->record, "Tables", &tables))
    return;

  rest = vdt_json_enter (tables);
  while (vdt_json_next_element (&rest, &table))
    read_answer_table (run, table);
}
