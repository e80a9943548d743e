/* vdt-script-wire.c
 *
 * The script analyser's results as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-batch.h"

#include "vdt-batch-wire.h"
#include "vdt-error.h"
#include "vdt-script.h"

static void
add_strings (JsonBuilder *builder,
             const char  *name,
             GPtrArray   *strings)
{
  vdt_batch_wire_begin_list (builder, name);
  for (guint i = 0; strings != NULL && i < strings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (strings, i));
  json_builder_end_array (builder);
}

static void
add_numbers (JsonBuilder *builder,
             const char  *name,
             GArray      *numbers)
{
  vdt_batch_wire_begin_list (builder, name);
  for (guint i = 0; numbers != NULL && i < numbers->len; i++)
    json_builder_add_int_value (builder, g_array_index (numbers, guint, i));
  json_builder_end_array (builder);
}

static void
add_layers (JsonBuilder           *builder,
            const VdtScriptResult *result)
{
  vdt_batch_wire_begin_list (builder, "layers");
  for (guint i = 0; i < result->layers->len; i++)
    {
      const VdtScriptLayer *layer = g_ptr_array_index (result->layers, i);

      json_builder_begin_object (builder);
      vdt_batch_wire_add_string (builder, "rule", layer->rule);
      vdt_batch_wire_add_string (builder, "text", layer->text);
      vdt_batch_wire_add_string (builder, "lang", vdt_script_lang_get_id (layer->lang));
      vdt_batch_wire_add_int (builder, "parent", layer->parent);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_commands (JsonBuilder           *builder,
              const VdtScriptResult *result)
{
  static const char *const kinds[] = { "run", "method", "assign" };

  vdt_batch_wire_begin_list (builder, "commands");
  for (guint i = 0; i < result->commands->len; i++)
    {
      const VdtScriptCommand *command = g_ptr_array_index (result->commands, i);

      json_builder_begin_object (builder);
      vdt_batch_wire_add_int (builder, "id", command->id);
      vdt_batch_wire_add_string (builder, "kind", kinds[command->kind]);
      vdt_batch_wire_add_string (builder, "name", command->name);
      add_strings (builder, "args", command->args);
      add_strings (builder, "redirects", command->redirects);
      vdt_batch_wire_add_int (builder, "pipeline", command->pipeline);
      vdt_batch_wire_add_int (builder, "layer", command->layer);
      vdt_batch_wire_add_int (builder, "line",
                              vdt_script_result_get_line (result, command->layer, command->start));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_findings (JsonBuilder           *builder,
              const VdtScriptResult *result)
{
  vdt_batch_wire_begin_list (builder, "findings");
  for (guint i = 0; i < result->findings->len; i++)
    {
      const VdtScriptFinding *finding = g_ptr_array_index (result->findings, i);

      json_builder_begin_object (builder);
      vdt_batch_wire_add_int (builder, "id", finding->id);
      vdt_batch_wire_add_string (builder, "rule", finding->rule);
      vdt_batch_wire_add_string (builder, "title", finding->title);
      vdt_batch_wire_add_string (builder, "severity", vdt_script_severity_get_id (finding->severity));
      add_strings (builder, "techniques", finding->techniques);
      vdt_batch_wire_add_int (builder, "layer", finding->layer);
      vdt_batch_wire_add_int (builder, "line", finding->line);
      json_builder_set_member_name (builder, "decides");
      json_builder_add_boolean_value (builder, finding->decides);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_indicators (JsonBuilder           *builder,
                const VdtScriptResult *result)
{
  vdt_batch_wire_begin_list (builder, "iocs");
  for (guint i = 0; i < result->indicators->len; i++)
    {
      const VdtScriptIndicator *indicator = g_ptr_array_index (result->indicators, i);

      json_builder_begin_object (builder);
      vdt_batch_wire_add_string (builder, "type", indicator->type);
      vdt_batch_wire_add_string (builder, "value", indicator->value);
      vdt_batch_wire_add_int (builder, "layer", indicator->layer);
      vdt_batch_wire_add_int (builder, "line", indicator->line);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  vdt_batch_wire_begin_list (builder, "techniques");
  for (guint i = 0; i < result->techniques->len; i++)
    {
      const VdtScriptTechnique *technique = g_ptr_array_index (result->techniques, i);

      json_builder_begin_object (builder);
      vdt_batch_wire_add_string (builder, "id", technique->id);
      vdt_batch_wire_add_string (builder, "name", technique->name);
      vdt_batch_wire_add_int (builder, "layer", technique->layer);
      vdt_batch_wire_add_int (builder, "line", technique->line);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_explanation (JsonBuilder           *builder,
                 const VdtScriptResult *result)
{
  vdt_batch_wire_begin_list (builder, "explanation");
  for (guint i = 0; i < result->explanation->len; i++)
    {
      const VdtScriptStatement *statement = g_ptr_array_index (result->explanation, i);

      json_builder_begin_object (builder);
      vdt_batch_wire_add_string (builder, "text", statement->text);
      add_numbers (builder, "findings", statement->findings);
      add_numbers (builder, "commands", statement->commands);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  vdt_batch_wire_begin_list (builder, "payloads");
  for (guint i = 0; i < result->payloads->len; i++)
    {
      const VdtScriptPayload *payload = g_ptr_array_index (result->payloads, i);

      json_builder_begin_object (builder);
      vdt_batch_wire_add_string (builder, "kind", payload->kind);
      vdt_batch_wire_add_int (builder, "size", (gint64) payload->size);
      vdt_batch_wire_add_string (builder, "sha256", payload->sha256);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static char *
write_result (JsonNode              *object,
              const VdtScriptResult *result)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  vdt_batch_wire_add_id (builder, object);
  vdt_batch_wire_add_string (builder, "lang", vdt_script_lang_get_id (result->lang));
  add_layers (builder, result);
  vdt_batch_wire_add_string (builder, "output", result->output);
  add_commands (builder, result);
  add_findings (builder, result);
  add_indicators (builder, result);
  vdt_batch_wire_add_string (builder, "verdict", vdt_script_verdict_get_id (result->verdict));
  add_explanation (builder, result);
  add_strings (builder, "notes", result->notes);
  json_builder_end_object (builder);

  return vdt_batch_wire_end (builder);
}

/**
 * vdt_batch_script:
 * @line: `{"id", "lang"?, "script"}`
 * @cancellable: (nullable): stops the analysis; what is known by then is returned
 *
 * Analyses one script. It is not run.
 *
 * Returns: (transfer full): the answer, one line of JSON
 */
char *
vdt_batch_script (const char   *line,
                  GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) object = vdt_batch_wire_parse (line, &error);
  g_autoptr(VdtScriptResult) result = NULL;
  const char *script = NULL;
  const char *lang;

  if (object != NULL)
    {
      script = vdt_batch_wire_get_string (object, "script");
      if (script == NULL)
        script = vdt_batch_wire_get_string (object, "command");
      if (script == NULL)
        g_set_error_literal (&error, VDT_ERROR, VDT_ERROR_FORMAT, "the member “script” is missing or no string");
    }

  if (error != NULL)
    return vdt_batch_error (line, error);

  lang = vdt_batch_wire_get_string (object, "lang");
  result = vdt_script_analyse (script, -1, vdt_script_lang_from_id (lang), NULL, cancellable);

  return write_result (object, result);
}
