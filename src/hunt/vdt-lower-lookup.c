/* vdt-lower-lookup.c
 *
 * evaluate ipv4_lookup, ipv6_lookup, geo_polygon_lookup, geo_line_lookup: joins
 * with every row of a table whose range, area or line has the row's place.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-plugins.h"

#include <string.h>

typedef struct
{
  VdtLowerPlugin *plugin;
  VdtLowerRows   *left;
  VdtLowerRows   *right;
} Lookup;

static gboolean
lookup_init (Lookup         *lookup,
             VdtLowerPlugin *plugin,
             guint           least)
{
  VdtLower *l = plugin->l;

  lookup->plugin = plugin;
  if (plugin->arguments->len < least)
    return FALSE;
  lookup->left = vdt_lower_rows_as (l, plugin->input, vdt_lower_fresh (l, "l"));
  lookup->right = vdt_lower_rows_as (l, vdt_lower_table (l, plugin->arguments->pdata[0]), vdt_lower_fresh (l, "r"));

  return TRUE;
}

/* @without: (nullable): a column that is not returned */
static VdtLowerRows *
lookup_rows (Lookup         *lookup,
             const char     *on,
             gboolean        unmatched,
             VdtLowerColumn *without)
{
  VdtLower *l = lookup->plugin->l;
  const VdtKqlSchema *schema = vdt_lower_output (l, lookup->plugin->node);
  VdtLowerRows *left = lookup->left, *right = lookup->right;
  VdtLowerRows *rows = vdt_lower_rows_new (l, P ("%s\n%s %s\n  ON %s", left->from, unmatched ? "LEFT JOIN" : "JOIN",
                                                 right->from, on));

  for (guint i = 0; schema != NULL && i < schema->n_columns; i++)
    {
      VdtLowerColumn *column = i < left->columns->len ? vdt_lower_rows_find (left, schema->columns[i]->name) : NULL;

      if (column == NULL)
        column = vdt_lower_rows_find (right, schema->columns[i]->name);
      if (column == NULL && g_str_has_suffix (schema->columns[i]->name, "1"))
        column = vdt_lower_rows_find (right, P ("%.*s", (int) strlen (schema->columns[i]->name) - 1,
                                                schema->columns[i]->name));
      if (column != NULL && column != without)
        vdt_lower_rows_add (l, rows, schema->columns[i]->name,
                            vdt_lower_value (vdt_lower_unnull (l, column->sql, column->type), column->type));
    }

  return vdt_lower_rows_wrap (l, rows, NULL, NULL);
}

static const char *
as_type (VdtLower       *l,
         VdtLowerColumn *column,
         VdtKqlTypeKind  type)
{
  return vdt_lower_convert (l, vdt_lower_value (column->sql, column->type), type).sql;
}

static VdtLowerRows *
address_lookup (VdtLowerPlugin *plugin,
                const char     *function)
{
  VdtLower *l = plugin->l;
  g_autoptr(GString) on = g_string_new (NULL);
  gboolean unmatched = FALSE;
  VdtLowerColumn *source, *range;
  Lookup lookup;

  if (!lookup_init (&lookup, plugin, 3))
    return plugin->input;
  source = vdt_lower_rows_find (lookup.left, vdt_lower_plugin_column (plugin, 1));
  range = vdt_lower_rows_find (lookup.right, vdt_lower_plugin_column (plugin, 2));
  if (source == NULL || range == NULL)
    return vdt_lower_rows_none (l, vdt_lower_output (l, plugin->node));

  g_string_append_printf (on, "%s(%s, %s)", function, as_type (l, source, VDT_KQL_TYPE_STRING),
                          as_type (l, range, VDT_KQL_TYPE_STRING));
  for (guint i = 3; i < plugin->arguments->len; i++)
    {
      const VdtKqlNode *node = plugin->arguments->pdata[i];
      VdtLowerColumn *x = vdt_lower_rows_find (lookup.left, vdt_lower_plugin_column (plugin, i));
      VdtLowerColumn *y = vdt_lower_rows_find (lookup.right, vdt_lower_plugin_column (plugin, i));

      if (node->kind == VDT_KQL_NAMED)
        node = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
      if (node->kind == VDT_KQL_NAME_REFERENCE && x != NULL && y != NULL)
        g_string_append_printf (on, " AND %s IS NOT DISTINCT FROM %s", x->sql, y->sql);
      else
        unmatched = vdt_kql_node_text_is (vdt_kql_expansion_get_tree (l->frame), node, "true");
    }

  return lookup_rows (&lookup, on->str, unmatched, NULL);
}

VdtLowerRows *
vdt_lower_ipv4_lookup (VdtLowerPlugin *plugin)
{
  return address_lookup (plugin, "kql_ipv4_is_in_range");
}

VdtLowerRows *
vdt_lower_ipv6_lookup (VdtLowerPlugin *plugin)
{
  return address_lookup (plugin, "kql_ipv6_is_in_range");
}

/* The argument of a name, or the one at a place. */
static const VdtKqlNode *
option (VdtLowerPlugin *plugin,
        const char     *name,
        guint           place)
{
  for (guint i = 4; i < plugin->arguments->len; i++)
    {
      const VdtKqlNode *node = plugin->arguments->pdata[i];

      if (node->kind != VDT_KQL_NAMED)
        {
          if (i == place)
            return node;
        }
      else if (strcmp (vdt_lower_name (plugin->l, vdt_kql_node_child (node, VDT_KQL_ROLE_NAME)), name) == 0)
        return vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
    }

  return NULL;
}

static gboolean
is_true (VdtLower         *l,
         const VdtKqlNode *node)
{
  return node != NULL && vdt_kql_node_text_is (vdt_kql_expansion_get_tree (l->frame), node, "true");
}

static VdtLowerRows *
geo_lookup (VdtLowerPlugin *plugin,
            const char     *function)
{
  VdtLower *l = plugin->l;
  const VdtKqlNode *radius = option (plugin, "radius", 4);
  VdtLowerColumn *shape, *longitude, *latitude;
  const char *distance;
  Lookup lookup;

  if (!lookup_init (&lookup, plugin, 4))
    return plugin->input;
  shape = vdt_lower_rows_find (lookup.right, vdt_lower_plugin_column (plugin, 1));
  longitude = vdt_lower_rows_find (lookup.left, vdt_lower_plugin_column (plugin, 2));
  latitude = vdt_lower_rows_find (lookup.left, vdt_lower_plugin_column (plugin, 3));
  if (shape == NULL || longitude == NULL || latitude == NULL)
    return vdt_lower_rows_none (l, vdt_lower_output (l, plugin->node));

  distance = radius == NULL ? "0" : vdt_lower_convert (l, vdt_lower_expression (l, radius), VDT_KQL_TYPE_REAL).sql;

  return lookup_rows (&lookup, P ("%s(%s, %s, %s) <= %s", function, as_type (l, longitude, VDT_KQL_TYPE_REAL),
                                  as_type (l, latitude, VDT_KQL_TYPE_REAL), as_type (l, shape, VDT_KQL_TYPE_DYNAMIC),
                                  distance),
                      is_true (l, option (plugin, "return_unmatched", 5)),
                      is_true (l, option (plugin, "return_lookup_key", 7)) ? NULL : shape);
}

VdtLowerRows *
vdt_lower_geo_polygon_lookup (VdtLowerPlugin *plugin)
{
  return geo_lookup (plugin, "kql_geo_distance_point_to_polygon");
}

VdtLowerRows *
vdt_lower_geo_line_lookup (VdtLowerPlugin *plugin)
{
  return geo_lookup (plugin, "kql_geo_distance_point_to_line");
}
