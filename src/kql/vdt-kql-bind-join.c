/* vdt-kql-bind-join.c
 *
 * join, lookup and union.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-bind-operators.h"

#include <string.h>

/* Of one side or the other, by its keys. */
static VdtKqlNode *
conditions_of (const VdtKqlNode *node)
{
  VdtKqlNode *on = vdt_kql_node_child (node, VDT_KQL_ROLE_ON);

  if (on == NULL || on->kind == VDT_KQL_LIST)
    return on;

  return vdt_kql_node_child (on, VDT_KQL_ROLE_ITEMS);
}

static void
check_comparable (VdtKqlBinder     *b,
                  const VdtKqlNode *left_node,
                  const VdtKqlNode *right_node,
                  const VdtKqlType *left,
                  const VdtKqlType *right)
{
  if (left->kind == VDT_KQL_TYPE_DYNAMIC || right->kind == VDT_KQL_TYPE_DYNAMIC)
    {
      vdt_kql_binder_report (b, left->kind == VDT_KQL_TYPE_DYNAMIC ? left_node : right_node, "KS241",
                             "Rows cannot be joined by a dynamic value. Convert it with tostring () before the join.");
      return;
    }

  if (vdt_kql_type_is_unknown (left) || vdt_kql_type_is_unknown (right) || left->kind == right->kind ||
      (vdt_kql_type_is_number (left) && vdt_kql_type_is_number (right)))
    return;

  vdt_kql_binder_report_span (b, 0, 0, "KS242", VDT_KQL_SEVERITY_ERROR,
                              "The keys of the join are of different types, %s and %s. Convert one of them.",
                              vdt_kql_type_get_name (left), vdt_kql_type_get_name (right));
}

/* A name that both sides have. */
static void
bind_common_key (VdtKqlBinder     *b,
                 const VdtKqlNode *node,
                 GHashTable       *right_keys)
{
  char *name = vdt_kql_binder_name (b, node);
  const VdtKqlColumn *left = vdt_kql_binder_find_column (b, b->row, name);
  const VdtKqlColumn *right = vdt_kql_binder_find_column (b, b->right, name);

  if (*name == '\0')
    return;

  g_hash_table_add (right_keys, name);

  /* A side that may have any column has this one too. */
  if (left == NULL && b->row->schema->open && right == NULL && b->right->schema->open)
    {
      vdt_kql_bind_expression (b, node);
      left = vdt_kql_binder_find_column (b, b->row, name);
    }

  if (left == NULL && b->row->schema->open)
    {
      VdtKqlColumn *column = vdt_kql_binder_new_column (b, name, T (UNKNOWN));

      column->inferred = TRUE;
      g_ptr_array_add (b->row->inferred, column);
      left = column;
    }

  if (right == NULL && b->right->schema->open)
    {
      VdtKqlColumn *column = vdt_kql_binder_new_column (b, name, T (UNKNOWN));

      column->inferred = TRUE;
      g_ptr_array_add (b->right->inferred, column);
      right = column;
    }

  vdt_kql_bind_expression (b, node);

  if (left == NULL && right == NULL)
    return;

  if (left == NULL || right == NULL)
    {
      vdt_kql_binder_report (b, node, "KS145",
                             "Only the %s side has a column '%s'. Write $left.… == $right.… with a column of each side.",
                             left != NULL ? "left" : "right", name);
      return;
    }

  if (left->type->kind == VDT_KQL_TYPE_DYNAMIC && right->type->kind == VDT_KQL_TYPE_DYNAMIC)
    check_comparable (b, node, node, left->type, right->type);
  else if (left->type->kind != right->type->kind && !vdt_kql_type_is_unknown (left->type) &&
           !vdt_kql_type_is_unknown (right->type) &&
           !(vdt_kql_type_is_number (left->type) && vdt_kql_type_is_number (right->type)))
    vdt_kql_binder_report (b, node, "KS227",
                           "'%s' is %s on the left and %s on the right. Convert one of them before the join.",
                           name, vdt_kql_type_get_name (left->type), vdt_kql_type_get_name (right->type));
}

/* $left.x or $right.x */
static gboolean
is_side (VdtKqlBinder     *b,
         const VdtKqlNode *node,
         const char       *side)
{
  VdtKqlNode *owner;

  if (node == NULL || node->kind != VDT_KQL_PATH)
    return FALSE;

  owner = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);

  return owner != NULL && owner->kind == VDT_KQL_NAME_REFERENCE &&
         vdt_kql_node_text_is (b->frame->tree, owner, side);
}

static void
note_right_key (VdtKqlBinder     *b,
                const VdtKqlNode *node,
                GHashTable       *right_keys)
{
  VdtKqlNode *selector = vdt_kql_node_child (node, VDT_KQL_ROLE_SELECTOR);

  if (selector != NULL)
    g_hash_table_add (right_keys, vdt_kql_binder_name (b, selector));
}

static void
bind_condition (VdtKqlBinder     *b,
                const VdtKqlNode *node,
                GHashTable       *right_keys)
{
  const VdtKqlNode *inner = vdt_kql_strip_parentheses (node);
  VdtKqlNode *operator;
  VdtKqlNode *left;
  VdtKqlNode *right;
  guint before;

  if (inner == NULL || vdt_kql_node_is_missing (inner))
    return;

  if (inner->kind == VDT_KQL_NAME_REFERENCE)
    {
      bind_common_key (b, inner, right_keys);
      return;
    }

  operator = vdt_kql_node_child (inner, VDT_KQL_ROLE_OPERATOR);
  left = vdt_kql_node_child (inner, VDT_KQL_ROLE_LEFT);
  right = vdt_kql_node_child (inner, VDT_KQL_ROLE_RIGHT);

  if (inner->kind == VDT_KQL_BINARY && operator != NULL && operator->kind == VDT_KQL_KEYWORD_AND)
    {
      bind_condition (b, left, right_keys);
      bind_condition (b, right, right_keys);
      vdt_kql_binder_set_type (b, inner, T (BOOL));
      return;
    }

  before = b->diagnostics->len;

  if (inner->kind != VDT_KQL_BINARY || operator == NULL || operator->kind != VDT_KQL_TOKEN_EQUAL_EQUAL)
    {
      vdt_kql_bind_expression (b, inner);
      vdt_kql_binder_report (b, inner, "KS182",
                             "A join compares columns: write a name that both sides have, or $left.a == $right.b.");
      return;
    }

  if (left != NULL)
    vdt_kql_bind_expression (b, left);
  if (right != NULL)
    vdt_kql_bind_expression (b, right);
  vdt_kql_binder_set_type (b, inner, T (BOOL));

  if (left != NULL && !is_side (b, left, "$left") && !vdt_kql_node_is_missing (left))
    vdt_kql_binder_report (b, left, "KS183", "Write $left.column here.");
  if (right != NULL && !is_side (b, right, "$right") && !vdt_kql_node_is_missing (right))
    vdt_kql_binder_report (b, right, "KS183", "Write $right.column here.");

  if (is_side (b, right, "$right"))
    note_right_key (b, right, right_keys);

  if (b->diagnostics->len == before && left != NULL && right != NULL)
    check_comparable (b, left, right, vdt_kql_binder_type_of (b, left), vdt_kql_binder_type_of (b, right));
}

typedef enum
{
  JOIN_BOTH,
  JOIN_LEFT,
  JOIN_RIGHT
} JoinSides;

static JoinSides
sides_of (VdtKqlBinder     *b,
          const VdtKqlNode *node)
{
  static const char * const left_only[] = { "leftanti", "leftantisemi", "anti", "leftsemi", NULL };
  static const char * const right_only[] = { "rightanti", "rightantisemi", "rightsemi", NULL };
  const char *kind = vdt_kql_operator_parameter_text (b, node, "kind");

  if (kind == NULL)
    return JOIN_BOTH;
  if (g_strv_contains (left_only, kind))
    return JOIN_LEFT;
  if (g_strv_contains (right_only, kind))
    return JOIN_RIGHT;

  return JOIN_BOTH;
}

static const VdtKqlType *
bind_two_sides (VdtKqlBinder     *b,
                const VdtKqlNode *node,
                gboolean          drop_right_keys)
{
  VdtKqlNode *right_node = vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT);
  VdtKqlNode *where = vdt_kql_node_child (node, VDT_KQL_ROLE_WHERE);
  const VdtKqlType *right_type = vdt_kql_bind_tabular (b, right_node);
  g_autoptr(GHashTable) right_keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) inferred = g_ptr_array_new ();
  VdtKqlRow right = { NULL, NULL };
  const VdtKqlSchema *left_schema;
  const VdtKqlSchema *right_schema;
  JoinSides sides;

  if (right_type->kind != VDT_KQL_TYPE_TABLE)
    {
      if (right_node != NULL && vdt_kql_type_is_scalar (right_type) && !vdt_kql_type_is_unknown (right_type))
        vdt_kql_binder_report (b, right_node, "KS111", "Rows are needed here, not a single value.");
      right.schema = vdt_kql_type_is_unknown (right_type) ? vdt_kql_binder_new_schema (b, 0, TRUE)
                                                          : vdt_kql_binder_empty_schema (b);
    }
  else
    right.schema = right_type->schema;

  right.inferred = inferred;
  b->right = &right;

  if (vdt_kql_node_child (node, VDT_KQL_ROLE_ON) == NULL && where == NULL && !drop_right_keys)
    vdt_kql_binder_report (b, node, "KS006",
                           "Say by which columns to join: write on and their names behind the table.");

  if (conditions_of (node) != NULL)
    vdt_kql_binder_add_place (b, vdt_kql_node_child (node, VDT_KQL_ROLE_ON));

  VDT_KQL_FOR_EACH (item, conditions_of (node))
    bind_condition (b, item, right_keys);

  if (where != NULL)
    vdt_kql_bind_condition (b, vdt_kql_node_child (where, VDT_KQL_ROLE_EXPRESSION));

  b->right = NULL;
  left_schema = vdt_kql_binder_row_schema (b, b->row);
  right_schema = vdt_kql_binder_row_schema (b, &right);
  sides = drop_right_keys ? JOIN_BOTH : sides_of (b, node);

  if (sides == JOIN_LEFT)
    return vdt_kql_binder_table_type (b, left_schema, NULL);
  if (sides == JOIN_RIGHT)
    return vdt_kql_binder_table_type (b, right_schema, NULL);

  return vdt_kql_binder_table_type (b, vdt_kql_binder_join_schema (b, left_schema, right_schema,
                                                                   drop_right_keys ? right_keys : NULL),
                                    NULL);
}

const VdtKqlType *
vdt_kql_bind_join (VdtKqlBinder     *b,
                   const VdtKqlNode *node,
                   const VdtKqlType *input)
{
  return bind_two_sides (b, node, FALSE);
}

const VdtKqlType *
vdt_kql_bind_lookup (VdtKqlBinder     *b,
                     const VdtKqlNode *node,
                     const VdtKqlType *input)
{
  return bind_two_sides (b, node, TRUE);
}

static void
add_schema (GPtrArray        *schemas,
            const VdtKqlType *type)
{
  if (type->kind == VDT_KQL_TYPE_TABLE)
    g_ptr_array_add (schemas, (gpointer) type->schema);
}

/* Tables by a pattern: those of the let names and of the catalog. */
static void
add_matching (VdtKqlBinder     *b,
              const VdtKqlNode *item,
              GPtrArray        *schemas)
{
  char *pattern = item->kind == VDT_KQL_STAR ? vdt_kql_arena_strdup (b->arena, "*")
                                             : vdt_kql_binder_name (b, item);
  g_autoptr(GPtrArray) types = vdt_kql_binder_match_tables (b, pattern);

  for (guint i = 0; i < types->len; i++)
    add_schema (schemas, g_ptr_array_index (types, i));

  if (types->len == 0)
    {
      if (b->fuzzy)
        vdt_kql_binder_report_span (b, item->start, item->end - item->start, "KS205",
                                    VDT_KQL_SEVERITY_WARNING, "No table fits '%s'.", pattern);
      else
        vdt_kql_binder_report (b, item, "KS142", "No table fits '%s'.", pattern);
    }
}

const VdtKqlType *
vdt_kql_bind_union (VdtKqlBinder     *b,
                    const VdtKqlNode *node,
                    const VdtKqlType *input)
{
  g_autoptr(GPtrArray) schemas = g_ptr_array_new ();
  const char *source = vdt_kql_operator_parameter_text (b, node, "withsource");
  const VdtKqlNode *source_node = vdt_kql_operator_parameter_value (b, node, "withsource");
  gboolean outer_fuzzy = b->fuzzy;
  const VdtKqlSchema *schema;

  if (source == NULL)
    {
      source = vdt_kql_operator_parameter_text (b, node, "with_source");
      source_node = vdt_kql_operator_parameter_value (b, node, "with_source");
    }

  if (input != NULL && input->kind == VDT_KQL_TYPE_TABLE)
    add_schema (schemas, input);

  b->fuzzy = vdt_kql_operator_parameter_is (b, node, "isfuzzy", "true");

  VDT_KQL_FOR_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    {
      const VdtKqlType *type;

      if (vdt_kql_node_is_missing (item))
        continue;

      if (item->kind == VDT_KQL_WILDCARD_NAME || item->kind == VDT_KQL_STAR)
        {
          add_matching (b, item, schemas);
          continue;
        }

      type = vdt_kql_bind_tabular (b, item);
      if (vdt_kql_type_is_scalar (type) && !vdt_kql_type_is_unknown (type))
        vdt_kql_binder_report (b, item, "KS111", "Rows are needed here, not a single value.");
      add_schema (schemas, type);
    }

  b->fuzzy = outer_fuzzy;

  if (schemas->len == 0)
    return vdt_kql_binder_table_type (b, vdt_kql_binder_empty_schema (b), NULL);

  schema = vdt_kql_binder_union_schema (b, schemas, source, FALSE);
  if (source != NULL && schema->n_columns > 0)
    vdt_kql_declare_column (b, source_node, schema->columns[0]);

  return vdt_kql_binder_table_type (b, schema, NULL);
}
