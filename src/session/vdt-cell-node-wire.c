/* vdt-cell-node-wire.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <json-glib/json-glib.h>

#include "vdt-cell-node.h"
#include "vdt-json-depth.h"
#include "vdt-kql-literal.h"

/**
 * VdtCellNode:
 *
 * A column of a row, or a member of an object or array in it. What is under it is made when
 * it is asked for.
 */
struct _VdtCellNode
{
  GObject   parent_instance;

  char     *name;
  char     *path;    /* as the query language reaches it */
  char     *text;
  JsonNode *json;    /* an object or array with something in it, or NULL */
};

G_DEFINE_FINAL_TYPE (VdtCellNode, vdt_cell_node, G_TYPE_OBJECT)

static void
vdt_cell_node_finalize (GObject *object)
{
  VdtCellNode *self = VDT_CELL_NODE (object);

  g_free (self->name);
  g_free (self->path);
  g_free (self->text);
  g_clear_pointer (&self->json, json_node_unref);

  G_OBJECT_CLASS (vdt_cell_node_parent_class)->finalize (object);
}

static void
vdt_cell_node_class_init (VdtCellNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_cell_node_finalize;
}

static void
vdt_cell_node_init (VdtCellNode *self)
{
}

/* Takes @path and @text. */
static void
append_node (GListStore *nodes,
             const char *name,
             char       *path,
             char       *text,
             JsonNode   *json)
{
  g_autoptr(VdtCellNode) self = g_object_new (VDT_TYPE_CELL_NODE, NULL);
  gboolean full = json != NULL &&
                  ((JSON_NODE_HOLDS_OBJECT (json) && json_object_get_size (json_node_get_object (json)) > 0) ||
                   (JSON_NODE_HOLDS_ARRAY (json) && json_array_get_length (json_node_get_array (json)) > 0));

  self->name = g_strdup (name);
  self->path = path;
  self->text = text;
  self->json = full ? json_node_ref (json) : NULL;
  g_list_store_append (nodes, self);
}

/* The name in brackets if it is no plain name. */
static char *
dup_path (const char *parent,
          const char *name)
{
  GString *path = g_string_new (parent);
  gboolean plain = g_ascii_isalpha (*name) || *name == '_';

  for (const char *p = name; plain && *p != '\0'; p++)
    plain = g_ascii_isalnum (*p) || *p == '_';
  if (plain)
    g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", name);
  else
    {
      g_string_append_c (path, '[');
      vdt_kql_append_string (path, name);
      g_string_append_c (path, ']');
    }

  return g_string_free (path, FALSE);
}

/* A text that holds an object or array is shown as one: many columns come so. */
static JsonNode *
parse (const char *text)
{
  g_autoptr(JsonParser) parser = NULL;

  if ((*text != '{' && *text != '[') || !vdt_json_depth_check (text, -1, NULL))
    return NULL;

  parser = json_parser_new ();

  return json_parser_load_from_data (parser, text, -1, NULL) ? json_parser_steal_root (parser) : NULL;
}

/**
 * vdt_cell_node_new_row:
 * @run: a run
 * @row: a row of it
 *
 * Returns: (transfer full) (element-type VdtCellNode): its columns
 */
GListModel *
vdt_cell_node_new_row (VdtQueryRun *run,
                       VdtQueryRow *row)
{
  GListStore *nodes = g_list_store_new (VDT_TYPE_CELL_NODE);

  for (guint i = 0; i < vdt_query_run_get_n_columns (run); i++)
    {
      const char *name = vdt_query_run_get_column (run, i)->name;
      g_autofree char *text = vdt_query_row_dup_text (row, i);
      g_autoptr(JsonNode) json = parse (text);

      append_node (nodes, name, dup_path ("", name), g_steal_pointer (&text), json);
    }

  return G_LIST_MODEL (nodes);
}

static char *
dup_text (JsonNode *json)
{
  if (JSON_NODE_HOLDS_VALUE (json) && json_node_get_value_type (json) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (json));

  return json_to_string (json, FALSE);
}

/**
 * vdt_cell_node_dup_children:
 * @self: a node
 *
 * Returns: (transfer full) (nullable) (element-type VdtCellNode): what is in it; %NULL if it
 *   is a plain value
 */
GListModel *
vdt_cell_node_dup_children (VdtCellNode *self)
{
  GListStore *nodes;

  g_return_val_if_fail (VDT_IS_CELL_NODE (self), NULL);

  if (self->json == NULL)
    return NULL;

  nodes = g_list_store_new (VDT_TYPE_CELL_NODE);
  if (JSON_NODE_HOLDS_ARRAY (self->json))
    {
      JsonArray *array = json_node_get_array (self->json);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *name = g_strdup_printf ("[%u]", i);
          JsonNode *element = json_array_get_element (array, i);

          append_node (nodes, name, g_strconcat (self->path, name, NULL), dup_text (element), element);
        }
    }
  else
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (self->json));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        append_node (nodes, name, dup_path (self->path, name), dup_text (member), member);
    }

  return G_LIST_MODEL (nodes);
}

const char *
vdt_cell_node_get_name (VdtCellNode *self)
{
  g_return_val_if_fail (VDT_IS_CELL_NODE (self), NULL);

  return self->name;
}

/**
 * vdt_cell_node_get_path:
 * @self: a node
 *
 * Returns: how the query language reaches it: `Fields.Items[0]["a name"]`
 */
const char *
vdt_cell_node_get_path (VdtCellNode *self)
{
  g_return_val_if_fail (VDT_IS_CELL_NODE (self), NULL);

  return self->path;
}

/**
 * vdt_cell_node_get_text:
 * @self: a node
 *
 * Returns: the value as it is read; objects and arrays as JSON
 */
const char *
vdt_cell_node_get_text (VdtCellNode *self)
{
  g_return_val_if_fail (VDT_IS_CELL_NODE (self), NULL);

  return self->text;
}
