/* vdt-kql-bind-summarize.c
 *
 * Operators that put rows together.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-bind-operators.h"

#include <string.h>

#include "vdt-kql-projection.h"

static const VdtKqlType *
finish (VdtKqlBinder     *b,
        VdtKqlProjection *projection)
{
  return vdt_kql_binder_table_type (b, vdt_kql_projection_finish (projection), NULL);
}

static VdtKqlNode *
clause_items (const VdtKqlNode *node,
              VdtKqlRole        role)
{
  VdtKqlNode *clause = vdt_kql_node_child (node, role);

  if (clause == NULL || clause->kind == VDT_KQL_LIST)
    return clause;

  return vdt_kql_node_child (clause, VDT_KQL_ROLE_ITEMS);
}

static const VdtKqlNode *
clause_expression (const VdtKqlNode *node,
                   VdtKqlRole        role)
{
  VdtKqlNode *clause = vdt_kql_node_child (node, role);

  if (clause == NULL || clause->kind != VDT_KQL_CLAUSE)
    return clause;

  return vdt_kql_node_child (clause, VDT_KQL_ROLE_EXPRESSION);
}

/* The keys come first in the result. */
static void
add_keys (VdtKqlBinder     *b,
          const VdtKqlNode *list,
          VdtKqlProjection *projection,
          GHashTable       *names)
{
  gboolean fine = TRUE;

  VDT_KQL_FOR_EACH (item, list)
    {
      const VdtKqlColumn *column;

      vdt_kql_projection_add (projection, item);
      if (fine)
        fine = vdt_kql_check_not_dynamic (b, item, vdt_kql_scalar_view (vdt_kql_binder_type_of (b, item)));
      column = vdt_kql_result_column (b, item);
      if (column != NULL)
        g_hash_table_add (names, (gpointer) column->name);
    }
}

/* Columns of the row belong into an aggregate. */
static void
check_aggregated (VdtKqlBinder     *b,
                  const VdtKqlNode *node)
{
  const VdtKqlSymbol *symbol;

  if (node == NULL)
    return;

  if (node->kind == VDT_KQL_CALL)
    {
      symbol = vdt_kql_binder_info (b, node)->symbol;
      if (symbol != NULL && symbol->function != NULL &&
          symbol->function->kind == VDT_KQL_FUNCTION_AGGREGATE)
        return;
    }

  if (node->kind == VDT_KQL_TO_SCALAR || node->kind == VDT_KQL_PIPE || node->kind == VDT_KQL_NAME_DECLARATION)
    return;

  if (node->kind == VDT_KQL_NAME_REFERENCE)
    {
      VdtKqlInfo *info = vdt_kql_binder_info (b, node);

      symbol = info->symbol;
      if (symbol != NULL && symbol->kind == VDT_KQL_SYMBOL_COLUMN && !symbol->column->inferred)
        {
          vdt_kql_binder_report (b, node, "KS236",
                                 "'%s' is a column: put it into an aggregate such as take_any (), or behind by.",
                                 symbol->name);
          info->type = T (UNKNOWN);
          info->symbol = NULL;
        }
      return;
    }

  for (const VdtKqlNode *child = node->first_child; child != NULL; child = child->next)
    {
      if (node->kind == VDT_KQL_PATH && child->role == VDT_KQL_ROLE_SELECTOR)
        continue;
      if (!vdt_kql_node_is_token (child))
        check_aggregated (b, child);
    }
}

static void
bind_aggregate (VdtKqlBinder     *b,
                const VdtKqlNode *item)
{
  b->context = VDT_KQL_CONTEXT_AGGREGATE;
  vdt_kql_check_scalar (b, item, vdt_kql_bind_expression (b, item));
  b->context = VDT_KQL_CONTEXT_SCALAR;
  check_aggregated (b, item);
}

static const VdtKqlType *
aggregate_type (VdtKqlBinder     *b,
                const VdtKqlNode *item)
{
  const VdtKqlNode *value = item;

  if (item->kind == VDT_KQL_NAMED)
    value = vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION);

  return vdt_kql_binder_type_of (b, value != NULL ? value : item);
}

const VdtKqlType *
vdt_kql_bind_summarize (VdtKqlBinder     *b,
                        const VdtKqlNode *node,
                        const VdtKqlType *input)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS);
  g_autoptr(GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  VdtKqlProjection projection;

  vdt_kql_projection_init (&projection, b, b->row->schema->open);
  add_keys (b, clause_items (node, VDT_KQL_ROLE_BY), &projection, keys);
  b->group_keys = keys;

  VDT_KQL_FOR_EACH (item, list)
    {
      bind_aggregate (b, item);
      vdt_kql_projection_add_typed (&projection, item, aggregate_type (b, item));
    }

  b->group_keys = NULL;

  return finish (b, &projection);
}

/* Whether steps of @step lead from one @axis to the next. */
static gboolean
is_step_of (const VdtKqlType *step,
            const VdtKqlType *axis)
{
  if (vdt_kql_type_is_unknown (step) || vdt_kql_type_is_unknown (axis))
    return TRUE;

  if (axis->kind == VDT_KQL_TYPE_DATETIME || axis->kind == VDT_KQL_TYPE_TIMESPAN)
    return step->kind == VDT_KQL_TYPE_TIMESPAN;

  return vdt_kql_type_is_number (axis) && vdt_kql_type_is_number (step);
}

static void
bind_series_range (VdtKqlBinder     *b,
                   const VdtKqlNode *range,
                   const VdtKqlType *axis)
{
  static const VdtKqlRole ends[] = { VDT_KQL_ROLE_FROM, VDT_KQL_ROLE_TO };
  const VdtKqlNode *step;
  VdtKqlNode *in;

  if (range == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const VdtKqlNode *end = clause_expression (range, ends[i]);

      if (end != NULL)
        vdt_kql_bind_scalar (b, end);
    }

  step = clause_expression (range, VDT_KQL_ROLE_STEP);
  if (step != NULL)
    {
      const VdtKqlType *type = vdt_kql_bind_scalar (b, step);

      if (!is_step_of (type, axis) && !vdt_kql_node_is_missing (step))
        vdt_kql_binder_report (b, step, "KS178", "Steps of type %s do not fit an axis of type %s.",
                               vdt_kql_type_get_name (type), vdt_kql_type_get_name (axis));
    }

  in = vdt_kql_node_child (range, VDT_KQL_ROLE_IN);
  if (in != NULL)
    {
      VdtKqlNode *arguments = vdt_kql_node_child (in, VDT_KQL_ROLE_ARGUMENTS);
      VdtKqlNode *list = arguments != NULL ? vdt_kql_node_child (arguments, VDT_KQL_ROLE_ITEMS) : NULL;

      VDT_KQL_FOR_EACH (item, list)
        vdt_kql_bind_scalar (b, item);
    }
}

static void
add_series (VdtKqlBinder     *b,
            const VdtKqlNode *item,
            VdtKqlProjection *projection)
{
  const VdtKqlNode *expression = item;
  const VdtKqlNode *fallback = NULL;

  if (item->kind == VDT_KQL_MAKE_SERIES_ITEM)
    {
      expression = vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION);
      fallback = clause_expression (item, VDT_KQL_ROLE_DEFAULT);
    }

  if (expression == NULL)
    return;

  bind_aggregate (b, expression);
  if (fallback != NULL)
    vdt_kql_bind_expression (b, fallback);

  vdt_kql_projection_add_typed (projection, expression, T (DYNAMIC));
}

const VdtKqlType *
vdt_kql_bind_make_series (VdtKqlBinder     *b,
                          const VdtKqlNode *node,
                          const VdtKqlType *input)
{
  const VdtKqlNode *axis = clause_expression (node, VDT_KQL_ROLE_ON);
  const VdtKqlType *axis_type = T (UNKNOWN);
  VdtKqlProjection projection;

  vdt_kql_projection_init (&projection, b, b->row->schema->open);

  VDT_KQL_FOR_EACH (item, clause_items (node, VDT_KQL_ROLE_BY))
    {
      vdt_kql_projection_add (&projection, item);
    }

  VDT_KQL_FOR_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    add_series (b, item, &projection);

  if (axis != NULL)
    {
      const char *name;

      axis_type = vdt_kql_scalar_view (vdt_kql_bind_scalar (b, axis));
      name = vdt_kql_result_name (b, axis);
      if (!vdt_kql_node_is_missing (axis))
        vdt_kql_projection_append (&projection, name != NULL ? name : "Column1", T (DYNAMIC));
    }

  bind_series_range (b, vdt_kql_node_child (node, VDT_KQL_ROLE_RANGE), axis_type);

  return finish (b, &projection);
}

const VdtKqlType *
vdt_kql_bind_reduce (VdtKqlBinder     *b,
                     const VdtKqlNode *node,
                     const VdtKqlType *input)
{
  const VdtKqlNode *by = clause_expression (node, VDT_KQL_ROLE_BY);
  VdtKqlProjection projection;

  if (by != NULL)
    vdt_kql_bind_scalar (b, by);

  vdt_kql_projection_init (&projection, b, b->row->schema->open);
  if (vdt_kql_operator_parameter_is (b, node, "kind", "source"))
    {
      vdt_kql_projection_extend (&projection, vdt_kql_binder_row_schema (b, b->row));
      projection.extend = FALSE;
    }
  vdt_kql_projection_append (&projection, "Pattern", T (STRING));
  vdt_kql_projection_append (&projection, "Count", T (LONG));
  vdt_kql_projection_append (&projection, "Representative", T (STRING));

  return finish (b, &projection);
}

const VdtKqlType *
vdt_kql_bind_top_hitters (VdtKqlBinder     *b,
                          const VdtKqlNode *node,
                          const VdtKqlType *input)
{
  const VdtKqlNode *of = clause_expression (node, VDT_KQL_ROLE_OF);
  const VdtKqlNode *by = clause_expression (node, VDT_KQL_ROLE_BY);
  const VdtKqlColumn *column = NULL;
  VdtKqlProjection projection;
  const char *name;

  vdt_kql_bind_integer (b, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));
  vdt_kql_projection_init (&projection, b, b->row->schema->open);

  if (of != NULL)
    column = vdt_kql_bind_column (b, of);
  if (column != NULL)
    vdt_kql_projection_declare (&projection, of, column);
  else if (of != NULL)
    vdt_kql_projection_add_typed (&projection, of, vdt_kql_binder_type_of (b, of));

  if (by != NULL)
    {
      vdt_kql_bind_scalar (b, by);
      name = vdt_kql_result_name (b, by);
      vdt_kql_projection_append (&projection,
                                 vdt_kql_arena_printf (b->arena, "approximate_sum_%s", name != NULL ? name : ""),
                                 vdt_kql_binder_type_of (b, by));
    }
  else
    {
      name = column != NULL ? column->name : of != NULL ? vdt_kql_result_name (b, of) : NULL;
      vdt_kql_projection_append (&projection,
                                 vdt_kql_arena_printf (b->arena, "approximate_count_%s", name != NULL ? name : ""),
                                 T (LONG));
    }

  return finish (b, &projection);
}

static void
add_level (VdtKqlBinder     *b,
           const VdtKqlNode *clause,
           VdtKqlProjection *projection)
{
  const VdtKqlNode *limit = clause_expression (clause, VDT_KQL_ROLE_LIMIT);
  const VdtKqlNode *of = clause_expression (clause, VDT_KQL_ROLE_OF);
  const VdtKqlNode *others = clause_expression (clause, VDT_KQL_ROLE_OTHERS);
  const VdtKqlNode *by = clause_expression (clause, VDT_KQL_ROLE_BY);
  const char *name = "";

  if (limit != NULL)
    vdt_kql_bind_integer (b, limit);

  if (of != NULL)
    {
      vdt_kql_projection_add (projection, of);
      if (vdt_kql_result_name (b, of) != NULL)
        name = vdt_kql_result_name (b, of);
    }

  if (others != NULL)
    vdt_kql_bind_scalar (b, others);

  if (by == NULL)
    return;

  if (by->kind == VDT_KQL_ORDERED)
    by = vdt_kql_node_child (by, VDT_KQL_ROLE_EXPRESSION);
  if (by == NULL)
    return;

  bind_aggregate (b, by);

  if (by->kind == VDT_KQL_NAMED)
    vdt_kql_projection_add_typed (projection, by, aggregate_type (b, by));
  else
    vdt_kql_projection_append (projection, vdt_kql_arena_printf (b->arena, "aggregated_%s", name),
                               vdt_kql_scalar_view (vdt_kql_binder_type_of (b, by)));
}

const VdtKqlType *
vdt_kql_bind_top_nested (VdtKqlBinder     *b,
                         const VdtKqlNode *node,
                         const VdtKqlType *input)
{
  VdtKqlProjection projection;

  vdt_kql_projection_init (&projection, b, b->row->schema->open);

  VDT_KQL_FOR_EACH (clause, vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS))
    add_level (b, clause, &projection);

  return finish (b, &projection);
}
