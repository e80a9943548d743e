/* vdt-ask-wire.c
 *
 * The query assistant as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-batch.h"

#include "vdt-ask.h"
#include "vdt-batch-wire.h"
#include "vdt-error.h"
#include "vdt-explain-query.h"

/**
 * VdtBatchAsk:
 *
 * The assistant for the questions of one batch.
 */
struct _VdtBatchAsk
{
  VdtKqlCatalog *catalog;
  VdtAsk        *ask;
};

/**
 * vdt_batch_ask_new:
 *
 * Returns: (transfer full): an assistant over the built-in catalog
 */
VdtBatchAsk *
vdt_batch_ask_new (void)
{
  VdtBatchAsk *self = g_new0 (VdtBatchAsk, 1);

  self->catalog = vdt_kql_catalog_new_default ();
  self->ask = vdt_ask_new (self->catalog);

  return self;
}

void
vdt_batch_ask_free (VdtBatchAsk *self)
{
  vdt_ask_free (self->ask);
  vdt_kql_catalog_unref (self->catalog);
  g_free (self);
}

static void
add_strings (JsonBuilder *builder,
             const char  *name,
             GPtrArray   *strings)
{
  vdt_batch_wire_begin_list (builder, name);
  for (guint i = 0; i < strings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (strings, i));
  json_builder_end_array (builder);
}

static void
add_answer (JsonBuilder  *builder,
            VdtAskAnswer *answer)
{
  vdt_batch_wire_add_string (builder, "kql", answer->kql != NULL ? answer->kql : "");
  add_strings (builder, "tables", answer->tables);

  vdt_batch_wire_begin_list (builder, "explanation");
  for (guint i = 0; i < answer->reasons->len; i++)
    {
      VdtAskReason *reason = g_ptr_array_index (answer->reasons, i);

      json_builder_begin_object (builder);
      vdt_batch_wire_add_string (builder, "line", reason->line);
      vdt_batch_wire_add_string (builder, "text", reason->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  add_strings (builder, "unmapped", answer->unmapped);
  vdt_batch_wire_begin_list (builder, "alternatives");
  for (guint i = 0; i < answer->others->len; i++)
    {
      VdtAskOther *other = g_ptr_array_index (answer->others, i);

      json_builder_begin_object (builder);
      vdt_batch_wire_add_string (builder, "table", other->table);
      vdt_batch_wire_add_string (builder, "text", other->text);
      vdt_batch_wire_add_string (builder, "kql", other->kql);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_strings (builder, "warnings", answer->warnings);
}

/* The questions before, as a list of texts. */
static GPtrArray *
read_before (JsonNode *object)
{
  GPtrArray *before = g_ptr_array_new_with_free_func (g_free);
  JsonNode *node = json_object_get_member (json_node_get_object (object), "after");
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *element = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_ptr_array_add (before, g_strdup (json_node_get_string (element)));
    }
  g_ptr_array_add (before, NULL);

  return before;
}

/**
 * vdt_batch_ask:
 * @self: an assistant
 * @line: `{"id","nl","after"?}`; `after` are the questions that came before
 *
 * Returns: (transfer full): `{"id","kql","tables","explanation","unmapped","alternatives","warnings"}`
 */
char *
vdt_batch_ask (VdtBatchAsk *self,
               const char  *line)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) object = vdt_batch_wire_parse (line, &error);
  g_autoptr(JsonBuilder) builder = NULL;
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(VdtAskAnswer) answer = NULL;
  const char *nl = object != NULL ? vdt_batch_wire_get_string (object, "nl") : NULL;

  if (nl == NULL)
    {
      if (error == NULL)
        g_set_error_literal (&error, VDT_ERROR, VDT_ERROR_FORMAT, "\"nl\", the question, is missing");
      return vdt_batch_error (line, error);
    }

  before = read_before (object);
  answer = vdt_ask_question (self->ask, nl, (const char *const *) before->pdata);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  vdt_batch_wire_add_id (builder, object);
  add_answer (builder, answer);
  json_builder_end_object (builder);

  return vdt_batch_wire_end (builder);
}

/**
 * vdt_batch_kql_explain:
 * @self: an assistant
 * @line: `{"id","text","language"?}`
 *
 * Returns: (transfer full): `{"id","explanation":[{"start","length","depth","line","text"}]}`
 */
char *
vdt_batch_kql_explain (VdtBatchAsk *self,
                       const char  *line)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) object = vdt_batch_wire_parse (line, &error);
  g_autoptr(JsonBuilder) builder = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  const char *text = object != NULL ? vdt_batch_wire_get_string (object, "text") : NULL;

  if (text == NULL)
    {
      if (error == NULL)
        g_set_error_literal (&error, VDT_ERROR, VDT_ERROR_FORMAT, "\"text\", the query, is missing");
      return vdt_batch_error (line, error);
    }

  lines = vdt_explain_query (self->catalog, text, vdt_batch_wire_get_string (object, "language"));
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  vdt_batch_wire_add_id (builder, object);
  vdt_batch_wire_begin_list (builder, "explanation");
  for (guint i = 0; i < lines->len; i++)
    {
      VdtExplainLine *one = g_ptr_array_index (lines, i);

      json_builder_begin_object (builder);
      vdt_batch_wire_add_int (builder, "start", (gint64) one->start);
      vdt_batch_wire_add_int (builder, "length", (gint64) one->length);
      vdt_batch_wire_add_int (builder, "depth", one->depth);
      vdt_batch_wire_add_string (builder, "line", one->code);
      vdt_batch_wire_add_string (builder, "text", one->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return vdt_batch_wire_end (builder);
}
