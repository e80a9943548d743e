/* vdt-batch-wire.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-batch-wire.h"

#include <string.h>

#include "vdt-batch.h"
#include "vdt-error.h"
#include "vdt-json-depth.h"

/**
 * vdt_batch_wire_parse:
 * @line: one line of the input
 * @error: %VDT_ERROR_FORMAT if it is not a JSON object
 *
 * Returns: (transfer full) (nullable): the object
 */
JsonNode *
vdt_batch_wire_parse (const char  *line,
                      GError     **error)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) parse_error = NULL;

  if (vdt_json_depth_check (line, -1, &parse_error))
    node = json_from_string (line, &parse_error);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);

  g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, "the line is not a JSON object%s%s",
               parse_error != NULL ? ": " : "", parse_error != NULL ? parse_error->message : "");

  return NULL;
}

/**
 * vdt_batch_wire_get_string:
 * @object: an object
 * @name: a member
 *
 * Returns: (transfer none) (nullable): its text; %NULL if it is missing or no string
 */
const char *
vdt_batch_wire_get_string (JsonNode   *object,
                           const char *name)
{
  JsonNode *member = json_object_get_member (json_node_get_object (object), name);

  if (member == NULL || !JSON_NODE_HOLDS_VALUE (member) ||
      json_node_get_value_type (member) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (member);
}

/* The line's id goes back as it came. */
void
vdt_batch_wire_add_id (JsonBuilder *builder,
                       JsonNode    *object)
{
  JsonNode *id = object != NULL ? json_object_get_member (json_node_get_object (object), "id") : NULL;

  json_builder_set_member_name (builder, "id");
  if (id != NULL)
    json_builder_add_value (builder, json_node_copy (id));
  else
    json_builder_add_null_value (builder);
}

void
vdt_batch_wire_add_string (JsonBuilder *builder,
                           const char  *name,
                           const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
vdt_batch_wire_add_int (JsonBuilder *builder,
                        const char  *name,
                        gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
vdt_batch_wire_begin_list (JsonBuilder *builder,
                           const char  *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

/**
 * vdt_batch_wire_end:
 * @builder: holds a whole object
 *
 * Returns: (transfer full): it as one line
 */
char *
vdt_batch_wire_end (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/**
 * vdt_batch_error:
 * @line: the line that could not be answered
 * @error: why
 *
 * Returns: (transfer full): the answer that says so
 */
char *
vdt_batch_error (const char   *line,
                 const GError *error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) object = vdt_batch_wire_parse (line, NULL);

  json_builder_begin_object (builder);
  vdt_batch_wire_add_id (builder, object);
  json_builder_set_member_name (builder, "ok");
  json_builder_add_boolean_value (builder, FALSE);
  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  vdt_batch_wire_add_string (builder, "code",
                             g_error_matches (error, VDT_ERROR, VDT_ERROR_FORMAT) ? "format" : "failed");
  vdt_batch_wire_add_string (builder, "message", error->message);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return vdt_batch_wire_end (builder);
}
