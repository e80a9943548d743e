/* vdt-import-streaming.c
 *
 * Events of the Defender streaming API: `{"category":"AdvancedHunting-DeviceEvents",
 * "properties":{…}}`, one a line as in storage, or many in `{"records":[…]}` as in
 * event hubs. The envelope's other members vary and say nothing of the event.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-import-telemetry.h"

#define FORMAT "defender-streaming"
#define PREFIX "AdvancedHunting-"

typedef struct
{
  VdtImportRun *run;
  guint64       line;
  gboolean      other;      /* sound JSON, but of another kind */
} Reading;

/* A table's name is a name: letters, digits, underscores. */
static gboolean
is_table_name (const char *name)
{
  gsize length = strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

  return length > 0 && length <= 128 && name[length] == '\0' && !g_ascii_isdigit (*name);
}

/* Tables of Defender that the catalog does not know yet are taken as they come;
 * other categories have to be tables of the catalog. */
static char *
dup_table_name (VdtImportRows *rows,
                VdtJson        category)
{
  g_autofree char *text = vdt_json_dup_text (category);
  GPtrArray *tables;

  if (g_str_has_prefix (text, PREFIX) && is_table_name (text + strlen (PREFIX)))
    return g_strdup (text + strlen (PREFIX));

  tables = vdt_kql_catalog_get_tables (vdt_import_rows_get_catalog (rows));
  for (guint i = 0; i < tables->len; i++)
    {
      const VdtKqlTable *table = g_ptr_array_index (tables, i);

      if (g_ascii_strcasecmp (table->name, text) == 0)
        return g_strdup (table->name);
    }

  return NULL;
}

static VdtImportTable *
find_table (VdtImportRows *rows,
            VdtJson        category)
{
  VdtImportTable *last = vdt_import_rows_get_last (rows);
  const char *known = last != NULL ? vdt_import_table_get_name (last) : NULL;
  gsize prefix = strlen (PREFIX);
  g_autofree char *name = NULL;

  if (known != NULL && category.length == strlen (known) + prefix + 2 &&
      memcmp (category.text + 1, PREFIX, prefix) == 0 &&
      memcmp (category.text + 1 + prefix, known, strlen (known)) == 0)
    return last;

  name = dup_table_name (rows, category);

  return name != NULL ? vdt_import_rows_get_table (rows, name) : NULL;
}

/* In the object of properties. */
static gboolean
read_properties (VdtJsonScan    *scan,
                 VdtImportTable *table,
                 guint64         line)
{
  gboolean first = TRUE;
  VdtJsonPart name;
  VdtJsonPart value;

  if (!vdt_json_scan_enter (scan, '{'))
    return FALSE;

  vdt_import_table_begin_row (table, line);
  while (vdt_json_scan_next_member (scan, &first, &name))
    {
      if (!vdt_json_scan_value (scan, &value))
        break;
      vdt_import_table_add_json (table, &name, &value);
    }

  return scan->message == NULL;
}

static void
complain_of_category (Reading *reading,
                      VdtJson  category)
{
  g_autofree char *text = vdt_json_dup_text (category);
  g_autofree char *quoted = vdt_wire_dup_quoted (text);

  vdt_wire_report (vdt_import_run_get_wire (reading->run), VDT_WIRE_PROBLEM,
                   "there is no hunting table for the category %s; the event was left out", quoted);
  vdt_import_report_count_skipped (vdt_import_run_get_report (reading->run), 1);
}

static gboolean
is_named (const VdtJsonPart *name,
          const char        *text)
{
  gsize length = strlen (text);

  return name->value.length == length + 2 && memcmp (name->value.text + 1, text, length) == 0;
}

typedef struct
{
  VdtImportTable *table;      /* with a row begun */
  VdtJson         category;
  VdtJson         properties; /* that came before the category */
} Event;

/* The value of a member of the envelope. Most events name their category first, so
 * that their properties are read at once. */
static gboolean
read_member (Reading           *reading,
             VdtJsonScan       *scan,
             const VdtJsonPart *name,
             Event             *event)
{
  VdtImportRows *rows;
  VdtJsonPart value;

  if (is_named (name, "properties") && event->category.text != NULL && event->table == NULL &&
      scan->p < scan->end && *scan->p == '{')
    {
      rows = vdt_import_run_begin_rows (reading->run, FORMAT);
      event->table = rows != NULL ? find_table (rows, event->category) : NULL;
      if (event->table != NULL)
        return read_properties (scan, event->table, reading->line);
    }

  if (!vdt_json_scan_value (scan, &value))
    return FALSE;

  if (is_named (name, "category") && vdt_json_get_type (value.value) == VDT_JSON_STRING)
    event->category = value.value;
  else if (is_named (name, "properties") && vdt_json_get_type (value.value) == VDT_JSON_OBJECT)
    event->properties = value.value;

  return TRUE;
}

/* An event whose properties were not read on the way. */
static void
finish_event (Reading *reading,
              Event   *event)
{
  VdtImportRows *rows;
  VdtJsonScan scan;

  if (event->category.text == NULL || event->properties.text == NULL)
    {
      reading->other = TRUE;
      return;
    }

  rows = vdt_import_run_begin_rows (reading->run, FORMAT);
  if (rows == NULL)
    return;

  event->table = find_table (rows, event->category);
  if (event->table == NULL)
    {
      complain_of_category (reading, event->category);
      return;
    }

  vdt_json_scan_begin (&scan, event->properties.text, event->properties.length);
  if (read_properties (&scan, event->table, reading->line))
    vdt_import_table_end_row (event->table);
}

static gboolean read_records (Reading     *reading,
                              VdtJsonScan *scan);

static gboolean
read_event (Reading     *reading,
            VdtJsonScan *scan,
            gboolean     may_wrap)
{
  Event event = { NULL };
  gboolean first = TRUE;
  gboolean wrapped = FALSE;
  VdtJsonPart name;

  if (!vdt_json_scan_enter (scan, '{'))
    return FALSE;

  while (vdt_json_scan_next_member (scan, &first, &name))
    {
      if (may_wrap && is_named (&name, "records") && scan->p < scan->end && *scan->p == '[')
        {
          wrapped = TRUE;
          if (!read_records (reading, scan))
            break;
        }
      else if (!read_member (reading, scan, &name, &event))
        {
          break;
        }
    }

  if (scan->message != NULL || wrapped)
    {
      if (event.table != NULL)
        vdt_import_table_drop_row (event.table);
      return scan->message == NULL;
    }

  if (event.table != NULL)
    vdt_import_table_end_row (event.table);
  else
    finish_event (reading, &event);

  return TRUE;
}

static gboolean
read_records (Reading     *reading,
              VdtJsonScan *scan)
{
  gboolean first = TRUE;

  if (!vdt_json_scan_enter (scan, '['))
    return FALSE;

  while (vdt_json_scan_next_element (scan, &first))
    if (!read_event (reading, scan, FALSE))
      return FALSE;

  return scan->message == NULL;
}

/**
 * vdt_import_streaming_read:
 * @run: a run that has rows
 * @text: a line, valid UTF-8
 * @length: its length
 * @line: its number
 * @out_message: (out) (nullable): why it is no JSON
 *
 * Reads an event, or a batch of them.
 *
 * Returns: %TRUE if it was that; %FALSE without a message if it is something else
 */
gboolean
vdt_import_streaming_read (VdtImportRun  *run,
                           const char    *text,
                           gsize          length,
                           guint64        line,
                           const char   **out_message)
{
  Reading reading = { run, line, FALSE };
  VdtJsonScan scan;

  g_return_val_if_fail (run != NULL && text != NULL && out_message != NULL, FALSE);

  vdt_json_scan_begin (&scan, text, length);
  if (read_event (&reading, &scan, TRUE) && !vdt_json_scan_end (&scan))
    reading.other = FALSE;
  *out_message = scan.message;

  return scan.message == NULL && !reading.other;
}
