/* vdt-lower-plugins.c
 *
 * evaluate. Plugins whose columns depend on the data ask them first, tell the
 * binder, and the query is analysed once more.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-plugins.h"

#include <string.h>

/* The column that an argument names. */
const char *
vdt_lower_plugin_column (const VdtLowerPlugin *plugin,
                         guint                 index)
{
  return index < plugin->arguments->len ? vdt_lower_name (plugin->l, plugin->arguments->pdata[index]) : "";
}

static VdtKqlColumn *
known_column (VdtLower       *l,
              const char     *name,
              VdtKqlTypeKind  type)
{
  VdtKqlColumn *column = vdt_kql_arena_new0 (l->arena, VdtKqlColumn);

  column->name = vdt_kql_arena_strdup (l->arena, name);
  column->hash = vdt_kql_name_hash (name);
  column->type = vdt_kql_type_get (type == VDT_KQL_TYPE_UNKNOWN ? VDT_KQL_TYPE_DYNAMIC : type);
  column->id = G_MAXUINT32 / 2 + ++l->n_names;

  return column;
}

/* Tells the binder what the plugin makes. FALSE if it has been told. */
static gboolean
tell_columns (VdtLowerPlugin    *plugin,
              GPtrArray *columns)
{
  VdtLower *l = plugin->l;
  gpointer key = GUINT_TO_POINTER (plugin->node->id + 1);
  VdtKqlTable *table;
  VdtKqlSchema *schema;

  if (g_hash_table_contains (l->known_rows, key))
    return FALSE;

  table = vdt_kql_arena_new0 (l->arena, VdtKqlTable);
  schema = vdt_kql_arena_new0 (l->arena, VdtKqlSchema);
  schema->columns = vdt_kql_arena_newn (l->arena, const VdtKqlColumn *, columns->len + 1);
  for (guint i = 0; i < columns->len; i++)
    schema->columns[schema->n_columns++] = columns->pdata[i];
  table->type.kind = VDT_KQL_TYPE_TABLE;
  table->type.schema = schema;
  g_hash_table_insert (l->known_rows, key, table);
  l->again = TRUE;

  return TRUE;
}

static GPtrArray *
probe (VdtLowerPlugin       *plugin,
       VdtLowerRows *rows)
{
  VdtLower *l = plugin->l;
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  GPtrArray *texts;

  if (l->error != NULL || l->options->probe == NULL)
    {
      vdt_lower_unavailable (l, plugin->node, "columns that depend on the data");
      return NULL;
    }

  for (guint i = 0; i < l->ctes->len; i++)
    g_string_append_printf (sql, "%s%s", i == 0 ? (l->recursive ? "WITH RECURSIVE " : "WITH ") : ",\n", (const char *) l->ctes->pdata[i]);
  g_string_append_printf (sql, "\n%s", vdt_lower_rows_sql (l, rows, "DISTINCT", "ORDER BY 1"));
  texts = l->options->probe (sql->str, l->parameters, l->options->user_data, &error);
  if (texts == NULL)
    vdt_lower_fail (l, plugin->node, "%s", error->message);

  return texts;
}

static VdtKqlTypeKind
merged_type (VdtKqlTypeKind a,
             const char    *name)
{
  VdtKqlTypeKind b = strcmp (name, "long") == 0 || strcmp (name, "int") == 0 ? VDT_KQL_TYPE_LONG
                     : strcmp (name, "real") == 0 || strcmp (name, "double") == 0 ? VDT_KQL_TYPE_REAL
                     : strcmp (name, "string") == 0 ? VDT_KQL_TYPE_STRING
                     : strcmp (name, "bool") == 0 ? VDT_KQL_TYPE_BOOL
                     : strcmp (name, "null") == 0 ? VDT_KQL_TYPE_UNKNOWN : VDT_KQL_TYPE_DYNAMIC;

  if (a == VDT_KQL_TYPE_UNKNOWN || a == b)
    return b == VDT_KQL_TYPE_UNKNOWN ? a : b;
  if (b == VDT_KQL_TYPE_UNKNOWN)
    return a;
  if ((a == VDT_KQL_TYPE_LONG && b == VDT_KQL_TYPE_REAL) || (a == VDT_KQL_TYPE_REAL && b == VDT_KQL_TYPE_LONG))
    return VDT_KQL_TYPE_REAL;

  return VDT_KQL_TYPE_DYNAMIC;
}

/* "key\x1ftype", sorted. */
static void
unpacked_columns (VdtLowerPlugin     *plugin,
                  const char *bag,
                  const char *prefix,
                  GPtrArray  *columns)
{
  VdtLower *l = plugin->l;
  VdtLowerRows *keys = vdt_lower_rows_new (l, plugin->input->from);
  VdtLowerRows *pairs;
  g_autoptr(GPtrArray) texts = NULL;

  g_ptr_array_extend (keys->where, plugin->input->where, NULL, NULL);
  vdt_lower_rows_add (l, keys, "d", vdt_lower_value (bag, VDT_KQL_TYPE_DYNAMIC));
  vdt_lower_rows_add (l, keys, "k", vdt_lower_value (P ("unnest(kql_elements(kql_bag_keys(%s)))", bag),
                                                     VDT_KQL_TYPE_DYNAMIC));
  pairs = vdt_lower_rows_wrap (l, keys, NULL, NULL);
  g_ptr_array_set_size (pairs->columns, 0);
  g_ptr_array_add (pairs->where, (gpointer) "k IS NOT NULL");
  vdt_lower_rows_add (l, pairs, "x",
                      vdt_lower_value ("kql_dynamic_to_string(k) || chr(31) || "
                                       "coalesce(kql_dynamic_type(kql_get(d, kql_dynamic_to_string(k))), 'null')",
                                       VDT_KQL_TYPE_STRING));
  texts = probe (plugin, pairs);
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      char *text = texts->pdata[i];
      char *separator = strrchr (text, 31);
      VdtKqlColumn *last = columns->len > 0 ? columns->pdata[columns->len - 1] : NULL;
      const char *name;

      if (separator == NULL || separator == text)
        continue;
      *separator = '\0';
      name = P ("%s%s", prefix, text);
      if (last != NULL && strcmp (last->name, name) == 0)
        last->type = vdt_kql_type_get (merged_type (last->description != NULL ? VDT_KQL_TYPE_UNKNOWN
                                                                              : last->type->kind, separator + 1));
      else
        {
          last = known_column (l, name, VDT_KQL_TYPE_DYNAMIC);
          last->type = vdt_kql_type_get (merged_type (VDT_KQL_TYPE_UNKNOWN, separator + 1));
          g_ptr_array_add (columns, last);
        }
      /* Nulls alone say nothing. */
      last->description = last->type->kind == VDT_KQL_TYPE_UNKNOWN ? "" : NULL;
      if (last->description != NULL)
        last->type = vdt_kql_type_get (VDT_KQL_TYPE_DYNAMIC);
    }
}

static VdtLowerRows *
bag_unpack (VdtLowerPlugin *plugin)
{
  VdtLower *l = plugin->l;
  const VdtKqlSchema *schema = vdt_lower_output (l, plugin->node);
  const char *name = vdt_lower_plugin_column (plugin, 0);
  const char *prefix = plugin->arguments->len > 1 ? vdt_lower_constant_text (l, plugin->arguments->pdata[1]) : NULL;
  VdtLowerColumn *bag = vdt_lower_rows_find (plugin->input, name);
  VdtLowerRows *rows = vdt_lower_rows_new (l, plugin->input->from);
  const char *sql;

  if (bag == NULL)
    return vdt_lower_rows_none (l, schema);
  if (prefix == NULL)
    prefix = "";
  sql = vdt_lower_convert (l, vdt_lower_value (bag->sql, bag->type), VDT_KQL_TYPE_DYNAMIC).sql;

  if (vdt_kql_node_child (plugin->node, VDT_KQL_ROLE_SCHEMA) == NULL &&
      !g_hash_table_contains (l->known_rows, GUINT_TO_POINTER (plugin->node->id + 1)))
    {
      g_autoptr(GPtrArray) columns = g_ptr_array_new ();
      g_autoptr(GPtrArray) made = g_ptr_array_new ();

      unpacked_columns (plugin, sql, prefix, made);
      for (guint i = 0; i < plugin->input->columns->len; i++)
        {
          VdtLowerColumn *column = plugin->input->columns->pdata[i];
          gboolean replaced = FALSE;

          for (guint m = 0; m < made->len; m++)
            replaced = replaced || strcmp (((VdtKqlColumn *) made->pdata[m])->name, column->name) == 0;
          /* A new column takes the place of an old one of its name. */
          for (guint m = 0; m < made->len && replaced; m++)
            if (strcmp (((VdtKqlColumn *) made->pdata[m])->name, column->name) == 0)
              g_ptr_array_add (columns, g_ptr_array_steal_index (made, m));
          if (!column->hidden && column != bag && !replaced)
            g_ptr_array_add (columns, known_column (l, column->name, column->type));
        }
      g_ptr_array_extend (columns, made, NULL, NULL);
      tell_columns (plugin, columns);
      return vdt_lower_rows_none (l, schema);
    }

  g_ptr_array_extend (rows->where, plugin->input->where, NULL, NULL);
  for (guint i = 0; schema != NULL && i < schema->n_columns; i++)
    {
      const VdtKqlColumn *column = schema->columns[i];
      VdtLowerColumn *own = vdt_lower_rows_find (plugin->input, column->name);
      gsize skip = strlen (prefix);

      if (own != NULL && own != bag && vdt_kql_node_child (plugin->node, VDT_KQL_ROLE_SCHEMA) == NULL)
        vdt_lower_rows_add (l, rows, column->name, vdt_lower_value (own->sql, own->type));
      else
        {
          const char *key = g_str_has_prefix (column->name, prefix) ? column->name + skip : column->name;
          const char *part = P ("kql_get(%s, %s)", sql, vdt_lower_text (l, key, -1));

          vdt_lower_rows_add (l, rows, column->name,
                              vdt_lower_convert (l, vdt_lower_value (part, VDT_KQL_TYPE_DYNAMIC), column->type->kind));
        }
    }

  return vdt_lower_rows_wrap (l, rows, NULL, NULL);
}

/* pivot (column, aggregate, keys…): a column for each value. */
static VdtLowerRows *
pivot (VdtLowerPlugin *plugin)
{
  VdtLower *l = plugin->l;
  const VdtKqlSchema *schema = vdt_lower_output (l, plugin->node);
  VdtLowerColumn *by = vdt_lower_rows_find (plugin->input, vdt_lower_plugin_column (plugin, 0));
  const VdtKqlNode *aggregate = plugin->arguments->len > 1 ? plugin->arguments->pdata[1] : NULL;
  VdtLowerValue value = vdt_lower_value ("count(*)", VDT_KQL_TYPE_LONG);
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  VdtLowerRows *inner = vdt_lower_rows_new (l, plugin->input->from);
  VdtLowerRows *outer;
  g_autoptr(GString) tail = g_string_new (NULL);
  gboolean zero = aggregate == NULL;

  if (by == NULL)
    return vdt_lower_rows_none (l, schema);

  if (aggregate != NULL)
    {
      const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, aggregate);

      zero = symbol != NULL && (g_str_has_prefix (symbol->name, "count") || g_str_has_prefix (symbol->name, "sum") ||
                                g_str_has_prefix (symbol->name, "dcount"));
      value = vdt_lower_expression (l, aggregate);
    }

  for (guint i = 0; i < plugin->input->columns->len; i++)
    {
      VdtLowerColumn *column = plugin->input->columns->pdata[i];
      gboolean wanted = plugin->arguments->len <= 2 && column != by;

      for (guint a = 2; a < plugin->arguments->len; a++)
        wanted = wanted || strcmp (vdt_lower_plugin_column (plugin, a), column->name) == 0;
      if (wanted && plugin->arguments->len <= 2 && aggregate != NULL)
        for (const VdtKqlNode *node = aggregate; node != NULL; node = vdt_kql_node_next_in_tree (node, aggregate))
          if (node->kind == VDT_KQL_NAME_REFERENCE && strcmp (vdt_lower_name (l, node), column->name) == 0)
            wanted = FALSE;
      if (wanted && !column->hidden)
        g_ptr_array_add (keys, column);
    }

  g_ptr_array_extend (inner->where, plugin->input->where, NULL, NULL);
  for (guint i = 0; i < keys->len; i++)
    {
      VdtLowerColumn *key = keys->pdata[i];

      vdt_lower_rows_add (l, inner, key->name, vdt_lower_value (key->sql, key->type));
    }
  vdt_lower_rows_add (l, inner, "#by", vdt_lower_convert (l, vdt_lower_value (by->sql, by->type), VDT_KQL_TYPE_STRING));

  if (vdt_kql_node_child (plugin->node, VDT_KQL_ROLE_SCHEMA) == NULL &&
      !g_hash_table_contains (l->known_rows, GUINT_TO_POINTER (plugin->node->id + 1)))
    {
      VdtLowerRows *values = vdt_lower_rows_new (l, plugin->input->from);
      g_autoptr(GPtrArray) columns = g_ptr_array_new ();
      g_autoptr(GPtrArray) texts = NULL;

      g_ptr_array_extend (values->where, plugin->input->where, NULL, NULL);
      vdt_lower_rows_add (l, values, "x", vdt_lower_convert (l, vdt_lower_value (by->sql, by->type), VDT_KQL_TYPE_STRING));
      texts = probe (plugin, values);
      for (guint i = 0; i < keys->len; i++)
        g_ptr_array_add (columns, known_column (l, ((VdtLowerColumn *) keys->pdata[i])->name,
                                                ((VdtLowerColumn *) keys->pdata[i])->type));
      for (guint i = 0; texts != NULL && i < texts->len; i++)
        g_ptr_array_add (columns, known_column (l, texts->pdata[i], value.type));
      if (texts != NULL)
        tell_columns (plugin, columns);
      return vdt_lower_rows_none (l, schema);
    }

  vdt_lower_rows_add (l, inner, "#value", value);
  for (guint i = 0; i <= keys->len; i++)
    g_string_append_printf (tail, "%s%u", i == 0 ? "GROUP BY " : ", ", i + 1);
  inner = vdt_lower_rows_wrap (l, inner, NULL, tail->str);
  outer = vdt_lower_rows_new (l, inner->from);
  g_string_truncate (tail, 0);
  for (guint i = 0; schema != NULL && i < schema->n_columns; i++)
    {
      VdtLowerColumn *key = vdt_lower_rows_find (inner, schema->columns[i]->name);
      const char *cell;

      if (i < keys->len && key != NULL)
        {
          g_ptr_array_add (outer->columns, key);
          g_string_append_printf (tail, "%s%u", i == 0 ? "GROUP BY " : ", ", i + 1);
          continue;
        }
      cell = P ("any_value(\"#value\") FILTER (WHERE \"#by\" = %s)", vdt_lower_text (l, schema->columns[i]->name, -1));
      vdt_lower_rows_add (l, outer, schema->columns[i]->name,
                          vdt_lower_value (zero ? P ("coalesce(%s, 0)::%s", cell, vdt_lower_sql_type (value.type))
                                                : vdt_lower_unnull (l, cell, value.type), value.type));
    }

  return vdt_lower_rows_wrap (l, outer, NULL, tail->len > 0 ? tail->str : NULL);
}

static VdtLowerRows *
narrow (VdtLowerPlugin *plugin)
{
  VdtLower *l = plugin->l;
  const char *number = NULL;
  VdtLowerRows *rows = vdt_lower_rows_numbered (l, plugin->input, &number);
  g_autoptr(GString) names = g_string_new ("[");
  g_autoptr(GString) values = g_string_new ("[");
  VdtLowerRows *out;

  for (guint i = 0; i < rows->columns->len; i++)
    {
      VdtLowerColumn *column = rows->columns->pdata[i];

      if (column->hidden)
        continue;
      g_string_append_printf (names, "%s%s", names->len > 1 ? ", " : "", vdt_lower_text (l, column->name, -1));
      g_string_append_printf (values, "%s%s", values->len > 1 ? ", " : "",
                              vdt_lower_convert (l, vdt_lower_value (column->sql, column->type),
                                                 VDT_KQL_TYPE_STRING).sql);
    }
  g_string_append_c (names, ']');
  g_string_append_c (values, ']');
  out = vdt_lower_rows_new (l, rows->from);
  vdt_lower_rows_add (l, out, "Row", vdt_lower_value (P ("(%s - 1)", number), VDT_KQL_TYPE_LONG));
  vdt_lower_rows_add (l, out, "Column", vdt_lower_value (P ("unnest(%s)", names->str), VDT_KQL_TYPE_STRING));
  vdt_lower_rows_add (l, out, "Value", vdt_lower_value (P ("unnest(%s)", values->str), VDT_KQL_TYPE_STRING));

  return vdt_lower_rows_wrap (l, out, NULL, NULL);
}

static VdtLowerRows *
identity (VdtLowerPlugin *plugin)
{
  return plugin->input;
}

static const struct
{
  const char    *name;
  VdtLowerRows *(*run) (VdtLowerPlugin *plugin);
} plugins[] = {
  { "active_users_count", vdt_lower_active_users_count },
  { "activity_counts_metrics", vdt_lower_activity_counts_metrics },
  { "activity_engagement", vdt_lower_activity_engagement },
  { "activity_metrics", vdt_lower_activity_metrics },
  { "bag_unpack", bag_unpack },
  { "geo_line_lookup", vdt_lower_geo_line_lookup },
  { "geo_polygon_lookup", vdt_lower_geo_polygon_lookup },
  { "identity", identity },
  { "ipv4_lookup", vdt_lower_ipv4_lookup },
  { "ipv6_lookup", vdt_lower_ipv6_lookup },
  { "narrow", narrow },
  { "pivot", pivot },
  { "rolling_percentile", vdt_lower_rolling_percentile },
  { "rows_near", vdt_lower_rows_near },
  { "session_count", vdt_lower_session_count },
  { "sliding_window_counts", vdt_lower_sliding_window_counts },
};

VdtLowerRows *
vdt_lower_evaluate (VdtLower         *l,
                    const VdtKqlNode *node,
                    VdtLowerRows     *input)
{
  VdtKqlNode *call = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  const char *name = vdt_lower_name (l, vdt_kql_node_child (call, VDT_KQL_ROLE_NAME));
  g_autoptr(GPtrArray) arguments = vdt_lower_arguments (call);
  VdtLowerPlugin plugin = { l, node, call, arguments, input };

  /* Of no rows any plugin makes none. */
  if (input != NULL && input->empty)
    return vdt_lower_rows_none (l, vdt_lower_output (l, node));

  for (guint i = 0; i < G_N_ELEMENTS (plugins) && input != NULL; i++)
    if (strcmp (plugins[i].name, name) == 0)
      {
        plugin.input = vdt_lower_rows_plain (l, input);
        l->row = plugin.input;
        return plugins[i].run (&plugin);
      }

  vdt_lower_unavailable (l, call, P ("evaluate %s ()", name));

  return vdt_lower_rows_none (l, vdt_lower_output (l, node));
}
