/* vdt-kql-wire.c
 *
 * The query language's front end as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-batch.h"

#include "vdt-batch-wire.h"
#include "vdt-error.h"
#include "vdt-kql-analysis.h"
#include "vdt-kql-classify.h"
#include "vdt-kql-complete.h"
#include "vdt-kql-format.h"

/**
 * VdtBatchKql:
 *
 * What queries of one batch can name, and what to say of them.
 */
struct _VdtBatchKql
{
  VdtKqlCatalog    *catalog;
  VdtBatchKqlFlags  flags;
};

/**
 * vdt_batch_kql_new:
 * @schema_path: (nullable): a file `{"tables":{name:[[column,type],…]},"functions":[…]}`;
 *   %NULL for the built-in catalog
 * @flags: what to add to the answers
 * @error: the file cannot be read or is no schema
 *
 * Returns: (transfer full) (nullable): a batch
 */
VdtBatchKql *
vdt_batch_kql_new (const char        *schema_path,
                   VdtBatchKqlFlags   flags,
                   GError           **error)
{
  VdtKqlCatalog *catalog = schema_path != NULL ? vdt_kql_catalog_new_from_file (schema_path, error)
                                               : vdt_kql_catalog_new_default ();
  VdtBatchKql *self;

  if (catalog == NULL)
    return NULL;

  self = g_new0 (VdtBatchKql, 1);
  self->catalog = catalog;
  self->flags = flags;

  return self;
}

void
vdt_batch_kql_free (VdtBatchKql *self)
{
  vdt_kql_catalog_unref (self->catalog);
  g_free (self);
}

static void
add_diagnostics (JsonBuilder *builder,
                 GPtrArray   *diagnostics)
{
  vdt_batch_wire_begin_list (builder, "diagnostics");
  for (guint i = 0; i < diagnostics->len; i++)
    {
      const VdtKqlDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      json_builder_begin_object (builder);
      vdt_batch_wire_add_string (builder, "code", diagnostic->code);
      vdt_batch_wire_add_string (builder, "severity", vdt_kql_severity_to_string (diagnostic->severity));
      vdt_batch_wire_add_string (builder, "message", diagnostic->message);
      vdt_batch_wire_add_int (builder, "start", (gint64) diagnostic->start);
      vdt_batch_wire_add_int (builder, "length", (gint64) diagnostic->length);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_columns (JsonBuilder      *builder,
             const VdtKqlType *type)
{
  const VdtKqlSchema *schema = type != NULL && type->kind == VDT_KQL_TYPE_TABLE ? type->schema : NULL;

  if (schema == NULL)
    {
      json_builder_set_member_name (builder, "columns");
      json_builder_add_null_value (builder);
      return;
    }

  vdt_batch_wire_begin_list (builder, "columns");
  for (guint i = 0; i < schema->n_columns; i++)
    {
      json_builder_begin_object (builder);
      vdt_batch_wire_add_string (builder, "name", schema->columns[i]->name);
      vdt_batch_wire_add_string (builder, "type", vdt_kql_type_get_name (schema->columns[i]->type));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_classifications (JsonBuilder    *builder,
                     VdtKqlTree     *tree,
                     VdtKqlAnalysis *analysis)
{
  g_autoptr(GArray) spans = vdt_kql_classify (tree, analysis);

  vdt_batch_wire_begin_list (builder, "classifications");
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

/**
 * vdt_batch_kql_check:
 * @self: a batch
 * @line: `{"id", "text"}`
 * @cancellable: (nullable): stops the analysis
 *
 * Says what is wrong with one query and which columns it gives. Offsets are
 * UTF-8 bytes.
 *
 * Returns: (transfer full): the answer, one line of JSON
 */
char *
vdt_batch_kql_check (VdtBatchKql  *self,
                     const char   *line,
                     GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) object = vdt_batch_wire_parse (line, &error);
  const char *text = object != NULL ? vdt_batch_wire_get_string (object, "text") : NULL;
  VdtKqlAnalyzeOptions options = { !(self->flags & VDT_BATCH_KQL_HINTS), cancellable };
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(VdtKqlTree) tree = NULL;
  g_autoptr(VdtKqlAnalysis) analysis = NULL;
  GPtrArray *diagnostics;

  if (object != NULL && text == NULL)
    g_set_error_literal (&error, VDT_ERROR, VDT_ERROR_FORMAT, "the member “text” is missing or no string");
  if (error != NULL)
    return vdt_batch_error (line, error);

  tree = vdt_kql_parse (text, -1, NULL);
  analysis = vdt_kql_analyze (tree, self->catalog, &options);
  diagnostics = vdt_kql_analysis_get_diagnostics (analysis);

  json_builder_begin_object (builder);
  vdt_batch_wire_add_id (builder, object);
  json_builder_set_member_name (builder, "ok");
  json_builder_add_boolean_value (builder, !vdt_kql_diagnostics_has_error (diagnostics));
  add_diagnostics (builder, diagnostics);
  add_columns (builder, vdt_kql_analysis_get_result (analysis));

  if (self->flags & VDT_BATCH_KQL_CLASSIFY)
    add_classifications (builder, tree, analysis);
  if (self->flags & VDT_BATCH_KQL_FORMAT)
    {
      g_autofree char *formatted = vdt_kql_format (tree, NULL);

      vdt_batch_wire_add_string (builder, "formatted", formatted);
    }

  json_builder_end_object (builder);

  return vdt_batch_wire_end (builder);
}

static void
add_items (JsonBuilder      *builder,
           VdtKqlCompletion *completion)
{
  vdt_batch_wire_add_int (builder, "editStart", (gint64) completion->edit_start);
  vdt_batch_wire_add_int (builder, "editLength", (gint64) completion->edit_length);
  vdt_batch_wire_begin_list (builder, "items");

  for (guint i = 0; i < completion->items->len; i++)
    {
      const VdtKqlItem *item = g_ptr_array_index (completion->items, i);

      json_builder_begin_object (builder);
      vdt_batch_wire_add_string (builder, "kind", vdt_kql_item_kind_get_name (item->kind));
      vdt_batch_wire_add_string (builder, "text", item->text);
      vdt_batch_wire_add_string (builder, "before", item->before);
      if (item->after != NULL)
        vdt_batch_wire_add_string (builder, "after", item->after);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
}

/**
 * vdt_batch_kql_complete:
 * @self: a batch
 * @line: `{"id", "text", "offset"}`
 *
 * Says what can be written at a place in a query: what Microsoft's service
 * offers there, best first. Offsets are UTF-8 bytes.
 *
 * Returns: (transfer full): the answer, one line of JSON
 */
char *
vdt_batch_kql_complete (VdtBatchKql *self,
                        const char  *line)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) object = vdt_batch_wire_parse (line, &error);
  const char *text = object != NULL ? vdt_batch_wire_get_string (object, "text") : NULL;
  JsonNode *offset = text != NULL ? json_object_get_member (json_node_get_object (object), "offset") : NULL;
  const VdtKqlCompleteOptions options = { .like_service = TRUE };
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(VdtKqlCompletion) completion = NULL;

  if (object != NULL && text == NULL)
    g_set_error_literal (&error, VDT_ERROR, VDT_ERROR_FORMAT, "the member “text” is missing or no string");
  else if (object != NULL && (offset == NULL || json_node_get_value_type (offset) != G_TYPE_INT64
                              || json_node_get_int (offset) < 0))
    g_set_error_literal (&error, VDT_ERROR, VDT_ERROR_FORMAT,
                         "the member “offset” is missing or no count of bytes");
  if (error != NULL)
    return vdt_batch_error (line, error);

  completion = vdt_kql_complete (text, -1, (gsize) json_node_get_int (offset), self->catalog, &options);

  json_builder_begin_object (builder);
  vdt_batch_wire_add_id (builder, object);
  add_items (builder, completion);
  json_builder_end_object (builder);

  return vdt_batch_wire_end (builder);
}
