/* vdt-import-windows.c
 *
 * Sysmon and Windows events as rows of Defender's tables, by the rules of
 * data/import/windows-events.json; what no rule takes becomes a row of WindowsEvent,
 * so that nothing is lost.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-import-cell.h"
#include "vdt-import-resources.h"
#include "vdt-import-windows.h"

#define FORMAT "windows-events"

typedef struct
{
  char *column;
  char *expression;
} Pair;

typedef struct
{
  char      *table;
  char      *action;
  char      *field;        /* of the condition, or NULL */
  char      *is;
  char      *ends;
  GPtrArray *columns;      /* Pair */
  GPtrArray *additional;   /* Pair */
} Rule;

typedef struct
{
  GVariant   *data;
  GVariant   *maps;
  GHashTable *rules;       /* “channel id” → GPtrArray of Rule */
} Rules;

static void
add_pairs (GPtrArray *pairs,
           GVariant  *object)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (object == NULL)
    return;

  g_variant_iter_init (&iter, object);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      Pair *pair = g_new0 (Pair, 1);

      pair->column = g_strdup (name);
      pair->expression = g_variant_dup_string (value, NULL);
      g_ptr_array_add (pairs, pair);
      g_variant_unref (value);
    }
}

static Rule *
read_rule (GVariant *object,
           GVariant *common)
{
  Rule *rule = g_new0 (Rule, 1);
  g_autofree const char **with = vdt_data_dup_strv (object, "with");
  g_autoptr(GVariant) columns = vdt_data_get_object (object, "columns");
  g_autoptr(GVariant) additional = vdt_data_get_object (object, "additional");
  g_autoptr(GVariant) when = vdt_data_get_object (object, "when");

  rule->table = g_strdup (vdt_data_get_string (object, "table"));
  rule->action = g_strdup (vdt_data_get_string (object, "action"));
  rule->columns = g_ptr_array_new ();
  rule->additional = g_ptr_array_new ();
  add_pairs (rule->columns, columns);
  add_pairs (rule->additional, additional);
  for (gsize i = 0; with[i] != NULL; i++)
    {
      g_autoptr(GVariant) shared = vdt_data_get_object (common, with[i]);

      add_pairs (rule->columns, shared);
    }

  if (when != NULL)
    {
      rule->field = g_strdup (vdt_data_get_string (when, "field"));
      rule->is = g_strdup (vdt_data_get_string (when, "is"));
      rule->ends = g_strdup (vdt_data_get_string (when, "ends"));
    }

  return rule;
}

static void
add_rule (Rules      *rules,
          const char *channel,
          const char *id,
          Rule       *rule)
{
  g_autofree char *key = g_strdup_printf ("%s %s", channel, id);
  GPtrArray *list = g_hash_table_lookup (rules->rules, key);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (rules->rules, g_steal_pointer (&key), list);
    }
  g_ptr_array_add (list, rule);
}

/* The rules are part of the program: read once, kept to its end. */
static gpointer
load_rules (gpointer unused)
{
  Rules *rules = g_new0 (Rules, 1);
  g_autoptr(GVariant) common = NULL;
  g_autoptr(GVariant) list = NULL;

  rules->data = vdt_data_load (vdt_import_get_resource (), "windows-events");
  rules->maps = vdt_data_get_object (rules->data, "maps");
  rules->rules = g_hash_table_new (g_str_hash, g_str_equal);
  common = vdt_data_get_object (rules->data, "common");
  list = vdt_data_get_list (rules->data, "rules");
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) object = g_variant_get_variant (boxed);
      g_autofree const char **ids = vdt_data_dup_strv (object, "ids");
      Rule *rule = read_rule (object, common);

      for (gsize j = 0; ids[j] != NULL; j++)
        add_rule (rules, vdt_data_get_string (object, "channel"), ids[j], rule);
    }

  return rules;
}

static const Rules *
get_rules (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_rules, NULL);
}

static gboolean
holds (const Rule      *rule,
       VdtWindowsEvent *event)
{
  const char *text = rule->field != NULL ? vdt_windows_event_get (event, rule->field) : NULL;
  gsize length;

  if (rule->field == NULL)
    return TRUE;
  if (text == NULL)
    return FALSE;
  if (rule->is != NULL)
    return g_ascii_strcasecmp (text, rule->is) == 0;

  length = strlen (rule->ends);

  return strlen (text) >= length && g_ascii_strcasecmp (text + strlen (text) - length, rule->ends) == 0;
}

static const Rule *
find_rule (const Rules     *rules,
           VdtWindowsEvent *event)
{
  g_autofree char *key = g_strdup_printf ("%s %s", event->channel, event->id);
  GPtrArray *list = g_hash_table_lookup (rules->rules, key);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (holds (g_ptr_array_index (list, i), event))
      return g_ptr_array_index (list, i);

  return NULL;
}

static void
add_text (VdtImportTable *table,
          const char     *column,
          const char     *text)
{
  if (text != NULL)
    vdt_import_table_add_named (table, column, text, strlen (text));
}

static void
append_field (GString    *json,
              const char *name,
              const char *text)
{
  if (json->len > 1)
    g_string_append_c (json, ',');
  vdt_import_append_quoted (json, name, strlen (name));
  g_string_append_c (json, ':');
  vdt_import_append_quoted (json, text, strlen (text));
}

static void
add_additional (VdtImportTable  *table,
                const Rule      *rule,
                VdtWindowsEvent *event,
                GVariant        *maps)
{
  g_autoptr(GString) json = g_string_new ("{");

  for (guint i = 0; i < rule->additional->len; i++)
    {
      const Pair *pair = g_ptr_array_index (rule->additional, i);
      g_autofree char *text = vdt_windows_value (event, pair->expression, maps);

      if (text != NULL)
        append_field (json, pair->column, text);
    }

  if (json->len == 1)
    return;
  g_string_append_c (json, '}');
  add_text (table, "AdditionalFields", json->str);
}

static void
add_mapped (VdtImportRows   *rows,
            const Rules     *rules,
            const Rule      *rule,
            VdtWindowsEvent *event,
            guint64          line)
{
  VdtImportTable *table = vdt_import_rows_get_table (rows, rule->table);

  vdt_import_table_begin_row (table, line);
  add_text (table, "Timestamp", event->time);
  add_text (table, "DeviceName", event->computer);
  add_text (table, "ActionType", rule->action);
  add_text (table, "ReportId", event->record);
  for (guint i = 0; i < rule->columns->len; i++)
    {
      const Pair *pair = g_ptr_array_index (rule->columns, i);
      g_autofree char *text = vdt_windows_value (event, pair->expression, rules->maps);

      add_text (table, pair->column, text);
      if (text != NULL && g_str_equal (pair->column, "LocalIP"))
        add_text (table, "LocalIPType", vdt_windows_address_type (text));
      if (text != NULL && g_str_equal (pair->column, "RemoteIP"))
        add_text (table, "RemoteIPType", vdt_windows_address_type (text));
    }
  add_additional (table, rule, event, rules->maps);
  vdt_import_table_end_row (table);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_unmapped (VdtImportRows   *rows,
              VdtWindowsEvent *event,
              guint64          line)
{
  VdtImportTable *table = vdt_import_rows_get_table (rows, "WindowsEvent");
  g_autoptr(GString) json = g_string_new ("{");
  g_autofree const char **names = (const char **) g_hash_table_get_keys_as_array (event->data, NULL);

  qsort (names, g_hash_table_size (event->data), sizeof *names, compare_names);
  for (gsize i = 0; names[i] != NULL; i++)
    append_field (json, names[i], g_hash_table_lookup (event->data, names[i]));
  g_string_append_c (json, '}');

  vdt_import_table_begin_row (table, line);
  add_text (table, "TimeGenerated", event->time);
  add_text (table, "Computer", event->computer);
  add_text (table, "Channel", event->channel);
  add_text (table, "Provider", event->provider);
  add_text (table, "EventID", event->id);
  add_text (table, "EventRecordId", event->record);
  add_text (table, "EventData", json->str);
  add_text (table, "Type", "WindowsEvent");
  vdt_import_table_end_row (table);
}

/**
 * vdt_import_windows_add:
 * @rows: rows that were begun
 * @event: an event
 * @line: where in its file it is
 */
void
vdt_import_windows_add (VdtImportRows   *rows,
                        VdtWindowsEvent *event,
                        guint64          line)
{
  const Rules *rules = get_rules ();
  const Rule *rule;

  g_return_if_fail (rows != NULL && event != NULL);

  rule = find_rule (rules, event);
  if (rule != NULL)
    add_mapped (rows, rules, rule, event, line);
  else
    add_unmapped (rows, event, line);
}

/**
 * vdt_import_windows_recognise:
 * @probe: a JSON record
 *
 * Returns: %TRUE if it is a Windows event
 */
gboolean
vdt_import_windows_recognise (const VdtImportProbe *probe)
{
  return (vdt_import_probe_has (probe, "EventID") && vdt_import_probe_has (probe, "Channel") &&
          !vdt_import_probe_has (probe, "Type")) ||
         (vdt_import_probe_has (probe, "event_id") && vdt_import_probe_has (probe, "log_name")) ||
         vdt_import_probe_has (probe, "winlog") ||
         (vdt_import_probe_has (probe, "Event") && probe->names->len <= 4);
}

/**
 * vdt_import_windows_read:
 * @run: a run that has rows
 * @probe: an event
 */
void
vdt_import_windows_read (VdtImportRun         *run,
                         const VdtImportProbe *probe)
{
  VdtImportRows *rows = vdt_import_run_begin_rows (run, FORMAT);
  g_autoptr(VdtWindowsEvent) event = NULL;

  if (rows == NULL)
    return;

  event = vdt_windows_event_from_json (probe->record);
  if (event != NULL)
    {
      vdt_import_windows_add (rows, event, vdt_import_run_get_line (run));
      return;
    }

  vdt_import_report_count_skipped (vdt_import_run_get_report (run), 1);
  vdt_wire_report (vdt_import_run_get_wire (run), VDT_WIRE_PROBLEM,
                   "this event names no log or number; it was left out");
}
