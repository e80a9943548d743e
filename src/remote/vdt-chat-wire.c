/* vdt-chat-wire.c
 *
 * The form is OpenAI's chat completions (API reference, "Chat"): a request
 * with messages, an answer in `choices[0].message.content` or, streamed, in
 * `choices[0].delta.content`; the stream ends with `[DONE]`.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-chat-wire.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-error.h"
#include "vdt-json-depth.h"
#include "vdt-safe-text.h"

#define MAX_MESSAGE 400

VdtChatMessage *
vdt_chat_message_new (const char *role,
                      const char *text)
{
  VdtChatMessage *self = g_new0 (VdtChatMessage, 1);

  self->role = g_strdup (role);
  self->text = g_strdup (text);

  return self;
}

void
vdt_chat_message_free (VdtChatMessage *self)
{
  if (self == NULL)
    return;

  g_free (self->role);
  g_free (self->text);
  g_free (self);
}

void
vdt_chat_delta_clear (VdtChatDelta *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->finish, g_free);
  self->done = FALSE;
}

static void
add_string (JsonBuilder *builder,
            const char  *member,
            const char  *value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

static gboolean
add_schema (JsonBuilder  *builder,
            const char   *schema,
            GError      **error)
{
  JsonNode *node = json_from_string (schema, error);

  if (node == NULL)
    return FALSE;

  json_builder_set_member_name (builder, "response_format");
  json_builder_begin_object (builder);
  add_string (builder, "type", "json_schema");
  json_builder_set_member_name (builder, "json_schema");
  json_builder_begin_object (builder);
  add_string (builder, "name", "answer");
  json_builder_set_member_name (builder, "strict");
  json_builder_add_boolean_value (builder, TRUE);
  json_builder_set_member_name (builder, "schema");
  json_builder_add_value (builder, node);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return TRUE;
}

/**
 * vdt_chat_wire_request:
 * @model: name of the model
 * @messages: (element-type VdtChatMessage): what is said, oldest first
 * @schema: (nullable): JSON schema that the answer must fit
 * @stream: whether the answer shall come in pieces
 * @max_tokens: bound of the answer, 0 for the server's
 * @error: return location for a %JSON_PARSER_ERROR of @schema
 *
 * Returns: (transfer full) (nullable): the exact bytes of the request
 */
GBytes *
vdt_chat_wire_request (const char  *model,
                       GPtrArray   *messages,
                       const char  *schema,
                       gboolean     stream,
                       guint        max_tokens,
                       GError     **error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  add_string (builder, "model", model);
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < messages->len; i++)
    {
      const VdtChatMessage *message = g_ptr_array_index (messages, i);

      json_builder_begin_object (builder);
      add_string (builder, "role", message->role);
      add_string (builder, "content", message->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "stream");
  json_builder_add_boolean_value (builder, stream);
  json_builder_set_member_name (builder, "temperature");
  json_builder_add_int_value (builder, 0);
  if (max_tokens > 0)
    {
      json_builder_set_member_name (builder, "max_tokens");
      json_builder_add_int_value (builder, max_tokens);
    }
  if (schema != NULL && !add_schema (builder, schema, error))
    return NULL;
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

/* The members are looked at one by one: a server decides their types. */
static JsonObject *
get_object (JsonObject *object,
            const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_string (JsonObject *object,
            const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static JsonObject *
first_choice (JsonObject *root)
{
  JsonNode *node = root != NULL ? json_object_get_member (root, "choices") : NULL;
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *first = array != NULL && json_array_get_length (array) > 0 ? json_array_get_element (array, 0) : NULL;

  return first != NULL && JSON_NODE_HOLDS_OBJECT (first) ? json_node_get_object (first) : NULL;
}

static JsonObject *
parse_object (JsonParser  *parser,
              const char  *json,
              gssize       length,
              GError     **error)
{
  JsonNode *root;

  if (json == NULL || !vdt_json_depth_check (json, length, NULL) ||
      !json_parser_load_from_data (parser, json, length, NULL))
    root = NULL;
  else
    root = json_parser_get_root (parser);

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_PROTOCOL, "the server's answer is not a JSON object");
      return NULL;
    }

  return json_node_get_object (root);
}

static gboolean
report_error (JsonObject  *root,
              GError     **error)
{
  JsonNode *node = json_object_get_member (root, "error");
  g_autofree char *safe = NULL;
  const char *message = NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return FALSE;

  if (JSON_NODE_HOLDS_OBJECT (node))
    message = get_string (json_node_get_object (node), "message");
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    message = json_node_get_string (node);

  safe = vdt_safe_text (message != NULL ? message : "no reason given", -1, MAX_MESSAGE, NULL);
  g_set_error (error, VDT_ERROR, VDT_ERROR_PROTOCOL, "the server reports: %s", safe);

  return TRUE;
}

/**
 * vdt_chat_wire_delta:
 * @data: the data of an event
 * @delta: (out caller-allocates): what it brings; pieces that are absent stay %NULL
 * @error: return location for %VDT_ERROR_PROTOCOL
 *
 * Returns: whether @data is an event of a chat
 */
gboolean
vdt_chat_wire_delta (const char    *data,
                     VdtChatDelta  *delta,
                     GError       **error)
{
  g_autoptr(JsonParser) parser = NULL;
  JsonObject *root;
  JsonObject *choice;

  memset (delta, 0, sizeof *delta);
  if (g_str_equal (data, "[DONE]"))
    {
      delta->done = TRUE;
      return TRUE;
    }

  parser = json_parser_new ();
  root = parse_object (parser, data, -1, error);
  if (root == NULL || report_error (root, error))
    return FALSE;

  choice = first_choice (root);
  delta->text = g_strdup (get_string (get_object (choice, "delta"), "content"));
  delta->finish = g_strdup (get_string (choice, "finish_reason"));

  return TRUE;
}

/**
 * vdt_chat_wire_answer:
 * @json: a whole answer that was not streamed
 * @length: its length in bytes, or -1
 * @delta: (out caller-allocates): the answer
 * @error: return location for %VDT_ERROR_PROTOCOL
 *
 * Returns: whether @json holds an answer
 */
gboolean
vdt_chat_wire_answer (const char    *json,
                      gssize         length,
                      VdtChatDelta  *delta,
                      GError       **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *root;
  JsonObject *choice;
  const char *text;

  memset (delta, 0, sizeof *delta);
  root = parse_object (parser, json, length, error);
  if (root == NULL || report_error (root, error))
    return FALSE;

  choice = first_choice (root);
  text = get_string (get_object (choice, "message"), "content");
  if (text == NULL)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_PROTOCOL,
                           "the server's answer holds no choices[0].message.content");
      return FALSE;
    }

  delta->text = g_strdup (text);
  delta->finish = g_strdup (get_string (choice, "finish_reason"));
  delta->done = TRUE;

  return TRUE;
}

/**
 * vdt_chat_wire_error:
 * @json: the body of a refusal
 * @length: its length in bytes, or -1
 *
 * Returns: (transfer full) (nullable): the server's reason, fit to be shown
 */
char *
vdt_chat_wire_error (const char *json,
                     gssize      length)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  JsonObject *root = parse_object (parser, json, length, NULL);

  if (root == NULL || !report_error (root, &error))
    return NULL;

  return g_strdup (error->message);
}
