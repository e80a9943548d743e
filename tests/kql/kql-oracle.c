/* kql-oracle.c: prints what the KQL front end makes of queries, to compare with the reference.
 *
 * Reads JSON lines {"id", "text", "offset"?} and writes one JSON line each in
 * the shape of the reference service's oracle: diagnostics, columns,
 * classifications, completions, formatted. A measuring program: not installed.
 *
 * usage: kql-oracle [--schema FILE] [--no-class] [--no-diag] [--format] [--timing] < in.jsonl > out.jsonl
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-classify.h"
#include "vdt-kql-complete.h"
#include "vdt-kql-format.h"

#include <json-glib/json-glib.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

static gboolean no_classes = FALSE;
static gboolean no_diagnostics = FALSE;
static gboolean timing = FALSE;
static gboolean no_columns = FALSE;
static gboolean format = FALSE;
static gboolean hints = FALSE;
static gboolean parse_only = FALSE;
static char *schema_path = NULL;
static VdtKqlCatalog *catalog = NULL;

static GOptionEntry entries[] = {
  { "no-class", 0, 0, G_OPTION_ARG_NONE, &no_classes, "Leave the classification out", NULL },
  { "no-diag", 0, 0, G_OPTION_ARG_NONE, &no_diagnostics, "Leave the diagnostics out", NULL },
  { "no-cols", 0, 0, G_OPTION_ARG_NONE, &no_columns, "Leave the result columns out", NULL },
  { "format", 0, 0, G_OPTION_ARG_NONE, &format, "Add the formatted text", NULL },
  { "parse-only", 0, 0, G_OPTION_ARG_NONE, &parse_only, "Look at the syntax only", NULL },
  { "hints", 0, 0, G_OPTION_ARG_NONE, &hints, "Include the advice that the reference does not give", NULL },
  { "schema", 0, 0, G_OPTION_ARG_FILENAME, &schema_path, "What queries can name; the built-in catalog if not given", "FILE" },
  { "timing", 0, 0, G_OPTION_ARG_NONE, &timing, "Print the time of each stage at the end", NULL },
  { NULL }
};

/* The processor time of this thread, so that a busy machine does not count; µs. */
static gint64
cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

typedef struct
{
  gint64 parse;
  gint64 bind;
  gint64 classify;
  gint64 complete;
  gint64 format;
  gsize  bytes;
  guint  queries;
} Stages;

static void
write_diagnostics (JsonBuilder *builder,
                   GPtrArray   *diagnostics)
{
  json_builder_set_member_name (builder, "diagnostics");
  json_builder_begin_array (builder);

  for (guint i = 0; i < diagnostics->len; i++)
    {
      const VdtKqlDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "code");
      json_builder_add_string_value (builder, diagnostic->code);
      json_builder_set_member_name (builder, "severity");
      json_builder_add_string_value (builder, vdt_kql_severity_to_string (diagnostic->severity));
      json_builder_set_member_name (builder, "message");
      json_builder_add_string_value (builder, diagnostic->message);
      json_builder_set_member_name (builder, "start");
      json_builder_add_int_value (builder, (gint64) diagnostic->start);
      json_builder_set_member_name (builder, "length");
      json_builder_add_int_value (builder, (gint64) diagnostic->length);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
}

static void
write_columns (JsonBuilder      *builder,
               const VdtKqlType *type)
{
  const VdtKqlSchema *schema = type != NULL && type->kind == VDT_KQL_TYPE_TABLE ? type->schema : NULL;

  json_builder_set_member_name (builder, "columns");

  if (schema == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_array (builder);

  for (guint i = 0; i < schema->n_columns; i++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, schema->columns[i]->name);
      json_builder_set_member_name (builder, "type");
      json_builder_add_string_value (builder, vdt_kql_type_get_name (schema->columns[i]->type));
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
}

static void
write_classifications (JsonBuilder *builder,
                       GArray      *spans)
{
  json_builder_set_member_name (builder, "classifications");
  json_builder_begin_array (builder);

  for (guint i = 0; i < spans->len; i++)
    {
      const VdtKqlSpan *span = &g_array_index (spans, VdtKqlSpan, i);

      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, span->start);
      json_builder_add_int_value (builder, span->length);
      json_builder_add_string_value (builder, vdt_kql_class_get_name (span->kind));
      json_builder_end_array (builder);
    }

  json_builder_end_array (builder);
}

static void
write_completions (JsonBuilder *builder,
                   const char  *text,
                   gsize        offset)
{
  VdtKqlCompleteOptions options = { .like_service = TRUE };
  g_autoptr(VdtKqlCompletion) completion = vdt_kql_complete (text, -1, offset, catalog, &options);

  json_builder_set_member_name (builder, "completions");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "editStart");
  json_builder_add_int_value (builder, (gint64) completion->edit_start);
  json_builder_set_member_name (builder, "editLength");
  json_builder_add_int_value (builder, (gint64) completion->edit_length);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);

  for (guint i = 0; i < completion->items->len; i++)
    {
      const VdtKqlItem *item = g_ptr_array_index (completion->items, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "kind");
      json_builder_add_string_value (builder, vdt_kql_item_kind_get_name (item->kind));
      json_builder_set_member_name (builder, "text");
      json_builder_add_string_value (builder, item->text);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_line (JsonBuilder *builder)
{
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *line = NULL;

  json_generator_set_root (generator, root);
  line = json_generator_to_data (generator, NULL);
  puts (line);
}

static void
run_query (JsonReader *reader,
           Stages     *stages)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(VdtKqlTree) tree = NULL;
  g_autoptr(VdtKqlAnalysis) analysis = NULL;
  VdtKqlAnalyzeOptions options = { !hints, NULL };
  GPtrArray *diagnostics = NULL;
  const char *text = NULL;
  gint64 start = 0;
  gint64 offset = -1;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");

  if (json_reader_read_member (reader, "id"))
    json_builder_add_value (builder, json_node_copy (json_reader_get_value (reader)));
  else
    json_builder_add_null_value (builder);

  json_reader_end_member (reader);

  if (json_reader_read_member (reader, "text"))
    text = json_reader_get_string_value (reader);

  json_reader_end_member (reader);

  if (json_reader_read_member (reader, "offset"))
    offset = json_reader_get_int_value (reader);

  json_reader_end_member (reader);

  if (text == NULL)
    return;

  start = cpu_time ();
  tree = vdt_kql_parse (text, -1, NULL);
  stages->parse += cpu_time () - start;
  start = cpu_time ();
  analysis = parse_only ? NULL : vdt_kql_analyze (tree, catalog, &options);
  stages->bind += cpu_time () - start;
  stages->bytes += strlen (text);
  stages->queries++;

  diagnostics = parse_only ? vdt_kql_tree_get_diagnostics (tree)
                           : vdt_kql_analysis_get_diagnostics (analysis);
  json_builder_set_member_name (builder, "ok");
  json_builder_add_boolean_value (builder, !vdt_kql_diagnostics_has_error (diagnostics));

  if (!no_diagnostics)
    write_diagnostics (builder, diagnostics);
  if (!no_columns && !parse_only)
    write_columns (builder, vdt_kql_analysis_get_result (analysis));

  if (!no_classes)
    {
      g_autoptr(GArray) spans = NULL;

      start = cpu_time ();
      spans = vdt_kql_classify (tree, analysis);
      stages->classify += cpu_time () - start;
      write_classifications (builder, spans);
    }

  if (offset >= 0)
    {
      start = cpu_time ();
      write_completions (builder, text, (gsize) offset);
      stages->complete += cpu_time () - start;
    }

  if (format)
    {
      g_autofree char *formatted = NULL;

      start = cpu_time ();
      formatted = vdt_kql_format (tree, NULL);
      stages->format += cpu_time () - start;
      json_builder_set_member_name (builder, "formatted");
      json_builder_add_string_value (builder, formatted);
    }

  json_builder_end_object (builder);
  print_line (builder);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GIOChannel) in = g_io_channel_unix_new (0);
  g_autoptr(GError) error = NULL;
  Stages stages = { 0 };
  char *line = NULL;
  gsize length = 0;

  g_option_context_add_main_entries (context, entries, NULL);

  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }

  catalog = schema_path != NULL ? vdt_kql_catalog_new_from_file (schema_path, &error)
                                : vdt_kql_catalog_new_default ();
  if (catalog == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  while (g_io_channel_read_line (in, &line, &length, NULL, NULL) == G_IO_STATUS_NORMAL)
    {
      g_autoptr(JsonParser) parser = json_parser_new_immutable ();
      g_autofree char *owned G_GNUC_UNUSED = line;

      if (json_parser_load_from_data (parser, line, (gssize) length, NULL)
          && json_parser_get_root (parser) != NULL)
        {
          g_autoptr(JsonReader) reader = json_reader_new (json_parser_get_root (parser));

          run_query (reader, &stages);
        }
      else
        g_printerr ("bad json line\n");
    }

  if (timing)
    g_printerr ("%u queries, %" G_GSIZE_FORMAT " bytes: parse %.1f ms, bind %.1f ms, classify %.1f ms, complete %.1f ms, format %.1f ms\n",
                stages.queries, stages.bytes, (double) stages.parse / 1000, (double) stages.bind / 1000,
                (double) stages.classify / 1000, (double) stages.complete / 1000,
                (double) stages.format / 1000);

  vdt_kql_catalog_unref (catalog);
  g_free (schema_path);

  return 0;
}
