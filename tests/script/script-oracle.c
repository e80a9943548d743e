/* script-oracle.c
 *
 * Measures the analyser from outside: JSON lines {"id","lang"?,"script"|"command"}
 * on standard input, one result line each on standard output, in the shape of
 * `vedette-cli script --batch`. With --time each line also has "us".
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_strings (JsonBuilder *builder,
             const char  *name,
             GPtrArray   *strings)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);

  for (guint i = 0; strings != NULL && i < strings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (strings, i));

  json_builder_end_array (builder);
}

static void
begin (JsonBuilder *builder,
       const char  *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
add_layers (JsonBuilder           *builder,
            const VdtScriptResult *result)
{
  begin (builder, "layers");

  for (guint i = 0; i < result->layers->len; i++)
    {
      const VdtScriptLayer *layer = g_ptr_array_index (result->layers, i);

      json_builder_begin_object (builder);
      add_string (builder, "rule", layer->rule);
      add_int (builder, "parent", layer->parent);
      add_string (builder, "lang", vdt_script_lang_get_id (layer->lang));
      add_string (builder, "text", layer->text);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
}

static void
add_commands (JsonBuilder           *builder,
              const VdtScriptResult *result)
{
  static const char *const kinds[] = { "run", "method", "assign" };

  begin (builder, "commands");

  for (guint i = 0; i < result->commands->len; i++)
    {
      const VdtScriptCommand *command = g_ptr_array_index (result->commands, i);

      json_builder_begin_object (builder);
      add_string (builder, "kind", kinds[command->kind]);
      add_string (builder, "name", command->name);
      add_strings (builder, "args", command->args);
      add_strings (builder, "redirects", command->redirects);
      add_int (builder, "pipeline", command->pipeline);
      add_int (builder, "layer", command->layer);
      add_int (builder, "line", vdt_script_result_get_line (result, command->layer, command->start));
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
}

static void
add_findings (JsonBuilder           *builder,
              const VdtScriptResult *result)
{
  begin (builder, "findings");

  for (guint i = 0; i < result->findings->len; i++)
    {
      const VdtScriptFinding *finding = g_ptr_array_index (result->findings, i);

      json_builder_begin_object (builder);
      add_string (builder, "rule", finding->rule);
      add_string (builder, "title", finding->title);
      add_string (builder, "severity", vdt_script_severity_get_id (finding->severity));
      add_strings (builder, "techniques", finding->techniques);
      add_int (builder, "layer", finding->layer);
      add_int (builder, "line", finding->line);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
  begin (builder, "iocs");

  for (guint i = 0; i < result->indicators->len; i++)
    {
      const VdtScriptIndicator *indicator = g_ptr_array_index (result->indicators, i);

      json_builder_begin_object (builder);
      add_string (builder, "type", indicator->type);
      add_string (builder, "value", indicator->value);
      add_int (builder, "layer", indicator->layer);
      add_int (builder, "line", indicator->line);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
  begin (builder, "techniques");

  for (guint i = 0; i < result->techniques->len; i++)
    {
      const VdtScriptTechnique *technique = g_ptr_array_index (result->techniques, i);

      json_builder_begin_object (builder);
      add_string (builder, "id", technique->id);
      add_int (builder, "layer", technique->layer);
      add_int (builder, "line", technique->line);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
}

static void
add_explanation (JsonBuilder           *builder,
                 const VdtScriptResult *result)
{
  begin (builder, "explanation");

  for (guint i = 0; i < result->explanation->len; i++)
    {
      const VdtScriptStatement *statement = g_ptr_array_index (result->explanation, i);

      json_builder_begin_object (builder);
      add_string (builder, "text", statement->text);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
  begin (builder, "payloads");

  for (guint i = 0; i < result->payloads->len; i++)
    {
      const VdtScriptPayload *payload = g_ptr_array_index (result->payloads, i);

      json_builder_begin_object (builder);
      add_string (builder, "kind", payload->kind);
      add_int (builder, "size", (gint64) payload->size);
      add_string (builder, "sha256", payload->sha256);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
}

static void
answer (JsonObject *line,
        gboolean    timed)
{
  const char *script = json_object_get_string_member_with_default (line, "script", NULL);
  const char *lang = json_object_get_string_member_with_default (line, "lang", NULL);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(VdtScriptResult) result = NULL;
  g_autofree char *text = NULL;
  gint64 begun;

  if (script == NULL)
    script = json_object_get_string_member_with_default (line, "command", "");

  begun = g_get_monotonic_time ();
  result = vdt_script_analyse (script, -1, vdt_script_lang_from_id (lang), NULL, NULL);
  begun = g_get_monotonic_time () - begun;

  json_builder_begin_object (builder);
  add_string (builder, "id", json_object_get_string_member_with_default (line, "id", ""));
  add_string (builder, "lang", vdt_script_lang_get_id (result->lang));
  add_string (builder, "verdict", vdt_script_verdict_get_id (result->verdict));
  add_string (builder, "output", result->output);
  add_strings (builder, "notes", result->notes);

  if (timed)
    {
      add_int (builder, "us", begun);
      add_int (builder, "bytes", (gint64) strlen (script));
    }

  add_layers (builder, result);
  add_commands (builder, result);
  add_findings (builder, result);
  add_explanation (builder, result);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  puts (text);
  fflush (stdout);
}

int
main (int   argc,
      char *argv[])
{
  gboolean timed = argc > 1 && g_str_equal (argv[1], "--time");
  g_autoptr(GIOChannel) channel = g_io_channel_unix_new (0);
  g_autofree char *line = NULL;

  g_io_channel_set_encoding (channel, NULL, NULL);

  while (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) == G_IO_STATUS_NORMAL)
    {
      g_autoptr(JsonNode) node = json_from_string (line, NULL);

      if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
        answer (json_node_get_object (node), timed);
      else
        puts ("{\"ok\":false}");

      g_clear_pointer (&line, g_free);
    }

  return 0;
}
