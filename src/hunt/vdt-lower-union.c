/* vdt-lower-union.c
 *
 * union: columns of one name and type come together, of one name and several
 * types they stay apart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

/* A column that comes out, and where it comes from. */
typedef struct
{
  const char     *name;
  VdtKqlTypeKind  type;
  gboolean        split;
  gboolean        agreed;
} Target;

static Target *
find_target (GArray         *targets,
             const char     *name,
             VdtKqlTypeKind  type,
             gboolean        any)
{
  for (guint i = 0; i < targets->len; i++)
    {
      Target *target = &g_array_index (targets, Target, i);

      if (strcmp (target->name, name) == 0 && (any || target->type == type))
        return target;
    }

  return NULL;
}

/* As the binder merges: once two have agreed on a type, no later one splits. */
static GArray *
targets_of (GPtrArray *inputs)
{
  GArray *targets = g_array_new (FALSE, TRUE, sizeof (Target));

  for (guint i = 0; i < inputs->len; i++)
    {
      VdtLowerRows *rows = inputs->pdata[i];

      for (guint c = 0; c < rows->columns->len; c++)
        {
          VdtLowerColumn *column = rows->columns->pdata[c];
          Target *first = find_target (targets, column->name, 0, TRUE);
          Target fresh = { column->name, column->type, FALSE, FALSE };

          if (column->hidden || (first != NULL && first->agreed))
            continue;
          if (first == NULL)
            g_array_append_val (targets, fresh);
          else if (first->type == column->type)
            first->agreed = !first->split;
          else if (find_target (targets, column->name, column->type, FALSE) == NULL)
            {
              guint at = (guint) (first - (Target *) (gpointer) targets->data);

              first->split = TRUE;
              fresh.split = TRUE;
              do
                at++;
              while (at < targets->len && strcmp (g_array_index (targets, Target, at).name, column->name) == 0);
              g_array_insert_val (targets, at, fresh);
            }
        }
    }

  return targets;
}

static void
add_target (VdtLower     *l,
            VdtLowerRows *out,
            VdtLowerRows *input,
            const Target *target,
            const char   *name)
{
  VdtLowerColumn *column = vdt_lower_rows_find (input, target->name);
  VdtLowerValue value;

  if (column != NULL && column->type == target->type)
    value = vdt_lower_value (column->sql, column->type);
  else if (column != NULL && !target->split)
    value = vdt_lower_convert (l, vdt_lower_value (column->sql, column->type), target->type);
  else
    value = vdt_lower_value (vdt_lower_null (target->type), target->type);

  vdt_lower_rows_add (l, out, name, value);
}

/**
 * vdt_lower_tables_union:
 * @inputs: (element-type VdtLowerRows): what is put together
 * @source: (nullable): the column that tells where a row comes from
 * @schema: (nullable): the names that come out
 */
VdtLowerRows *
vdt_lower_tables_union (VdtLower           *l,
                        GPtrArray          *inputs,
                        const char         *source,
                        const VdtKqlSchema *schema)
{
  g_autoptr(GArray) targets = NULL;
  g_autoptr(GString) from = g_string_new ("(");
  VdtLowerRows *rows = NULL;
  VdtLowerRows *out;
  guint made = 0;

  if (inputs->len == 0)
    return vdt_lower_rows_none (l, schema);
  if (inputs->len == 1 && source == NULL)
    return inputs->pdata[0];

  for (guint i = 0; i < inputs->len; i++)
    inputs->pdata[i] = vdt_lower_rows_plain (l, inputs->pdata[i]);
  targets = targets_of (inputs);

  for (guint i = 0; i < inputs->len; i++)
    {
      VdtLowerRows *input = inputs->pdata[i];
      guint at = 0;

      /* What has no rows adds none; one is kept for the columns. */
      if (input->empty && (made > 0 || i + 1 < inputs->len))
        continue;

      rows = vdt_lower_rows_new (l, input->from);
      g_ptr_array_extend (rows->where, input->where, NULL, NULL);
      if (source != NULL)
        {
          const char *name = input->source != NULL ? input->source
                             : P (strcmp (source, "$table") == 0 ? "search_arg%u" : "union_arg%u", i);

          vdt_lower_rows_add (l, rows, source, vdt_lower_value (P ("%s::VARCHAR", vdt_lower_text (l, name, -1)),
                                                                VDT_KQL_TYPE_STRING));
          at = 1;
        }
      for (guint t = 0; t < targets->len; t++)
        {
          const Target *target = &g_array_index (targets, Target, t);
          const char *name = schema != NULL && at + t < schema->n_columns && targets->len + at == schema->n_columns
                             ? schema->columns[at + t]->name
                             : target->split ? P ("%s_%s", target->name,
                                                  vdt_kql_type_get_name (vdt_kql_type_get (target->type)))
                             : target->name;

          add_target (l, rows, input, target, name);
        }
      g_string_append_printf (from, "%s%s", made++ > 0 ? "\nUNION ALL\n" : "", vdt_lower_rows_sql (l, rows, NULL, NULL));
      rows->empty = input->empty;
    }
  g_string_append_printf (from, ") AS %s", vdt_lower_fresh (l, "u"));

  {
    gboolean empty = made == 1 && rows->empty;
    VdtLowerRows *names = vdt_lower_rows_wrap (l, rows, NULL, NULL);

    out = vdt_lower_rows_new (l, vdt_kql_arena_strndup (l->arena, from->str, from->len));
    g_ptr_array_extend (out->columns, names->columns, NULL, NULL);
    out->empty = empty;
  }

  return out;
}

GPtrArray *
vdt_lower_matching_tables (VdtLower   *l,
                           const char *pattern)
{
  GPtrArray *found = g_ptr_array_new ();
  GPtrArray *tables = vdt_kql_catalog_get_tables (vdt_kql_analysis_get_catalog (l->analysis));

  for (guint i = 0; i < tables->len; i++)
    {
      const VdtKqlTable *table = tables->pdata[i];

      if (g_pattern_match_simple (pattern, table->name))
        g_ptr_array_add (found, vdt_lower_catalog_table (l, table->name, table->type.schema));
    }

  return found;
}

VdtLowerRows *
vdt_lower_union (VdtLower         *l,
                 const VdtKqlNode *node,
                 VdtLowerRows     *input)
{
  const char *source = vdt_lower_parameter (l, node, "withsource");
  g_autoptr(GPtrArray) inputs = g_ptr_array_new ();

  if (source == NULL)
    source = vdt_lower_parameter (l, node, "with_source");
  if (input != NULL)
    g_ptr_array_add (inputs, input);

  VDT_LOWER_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    {
      const VdtKqlNode *inner = vdt_lower_strip (item);

      if (vdt_kql_node_is_missing (item))
        continue;
      if (inner->kind == VDT_KQL_WILDCARD_NAME || inner->kind == VDT_KQL_STAR)
        {
          g_autoptr(GPtrArray) found = vdt_lower_matching_tables (l, inner->kind == VDT_KQL_STAR
                                                                     ? "*" : vdt_lower_name (l, inner));

          g_ptr_array_extend (inputs, found, NULL, NULL);
        }
      else if (inner->kind != VDT_KQL_NAME_REFERENCE || vdt_kql_expansion_get_symbol (l->frame, inner) != NULL)
        {
          VdtLowerRows *rows = vdt_lower_table (l, item);
          const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, inner);

          /* A view goes by its name. */
          if (symbol != NULL && symbol->kind == VDT_KQL_SYMBOL_LOCAL_FUNCTION && symbol->body != NULL &&
              vdt_kql_node_child (symbol->body, VDT_KQL_ROLE_VIEW) != NULL)
            rows->source = symbol->name;
          g_ptr_array_add (inputs, rows);
        }
    }

  return vdt_lower_tables_union (l, inputs, source, vdt_lower_output (l, node));
}
