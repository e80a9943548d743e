/* vdt-lower-operation.c
 *
 * Operators. Integers divide towards zero, a remainder is never negative, and
 * comparisons with null follow the engine: see docs/hunt.md.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

#include "vdt-hunt-json.h"

#define BOOL(sql) vdt_lower_value ((sql), VDT_KQL_TYPE_BOOL)

/* The operators on text, each with the function that does it. */
static const struct
{
  const char *name;
  const char *function;
  gboolean    negated;
} text_operators[] = {
  { "has", "kql_has", FALSE }, { "!has", "kql_has", TRUE },
  { "has_cs", "kql_has_cs", FALSE }, { "!has_cs", "kql_has_cs", TRUE },
  { ":", "kql_has", FALSE },
  { "hasprefix", "kql_hasprefix", FALSE }, { "!hasprefix", "kql_hasprefix", TRUE },
  { "hasprefix_cs", "kql_hasprefix_cs", FALSE }, { "!hasprefix_cs", "kql_hasprefix_cs", TRUE },
  { "hassuffix", "kql_hassuffix", FALSE }, { "!hassuffix", "kql_hassuffix", TRUE },
  { "hassuffix_cs", "kql_hassuffix_cs", FALSE }, { "!hassuffix_cs", "kql_hassuffix_cs", TRUE },
  { "contains", "kql_contains", FALSE }, { "!contains", "kql_contains", TRUE },
  { "contains_cs", "kql_contains_cs", FALSE }, { "!contains_cs", "kql_contains_cs", TRUE },
  { "containscs", "kql_contains_cs", FALSE }, { "notcontains", "kql_contains", TRUE },
  { "startswith", "kql_startswith", FALSE }, { "!startswith", "kql_startswith", TRUE },
  { "startswith_cs", "kql_startswith_cs", FALSE }, { "!startswith_cs", "kql_startswith_cs", TRUE },
  { "endswith", "kql_endswith", FALSE }, { "!endswith", "kql_endswith", TRUE },
  { "endswith_cs", "kql_endswith_cs", FALSE }, { "!endswith_cs", "kql_endswith_cs", TRUE },
  { "=~", "kql_equals", FALSE }, { "!~", "kql_equals", TRUE },
  { "matches regex", "kql_matches_regex", FALSE },
};

static const char *
binary (VdtLower   *l,
        const char *left,
        const char *operator,
        const char *right)
{
  return P ("(%s %s %s)", left, operator, right);
}

/* A sum or product of longs or ints; what does not fit wraps round, as it does in the
 * engine. TRY takes neither aggregates and subqueries nor what is random. */
static const char *
wrapping (VdtLower       *l,
          const char     *a,
          const char     *operator,
          const char     *b,
          VdtKqlTypeKind  type)
{
  const char *plain = binary (l, a, operator, b);
  const char *wrapped = P ("%s(%s, %s)", operator[0] == '+' ? "kql_add" : operator[0] == '-' ? "kql_subtract"
                                                                                             : "kql_multiply", a, b);

  if (type == VDT_KQL_TYPE_INT)
    wrapped = P ("kql_long_to_int(%s)", wrapped);
  else if (type != VDT_KQL_TYPE_LONG)
    return plain;
  if (strlen (plain) > 2000 || strstr (plain, "SELECT") != NULL || strstr (plain, "random") != NULL ||
      strstr (plain, " OVER ") != NULL || l->aggregating)
    return wrapped;

  return P ("coalesce(TRY(%s), %s)", plain, wrapped);
}

/* A sum over rows: DuckDB's has 128 bits, the engine's 64 that wrap round. */
const char *
vdt_lower_sum (VdtLower       *l,
               const char     *sum,
               VdtKqlTypeKind  type)
{
  const char *name = vdt_lower_sql_type (type);

  if (strcmp (name, "BIGINT") != 0)
    return P ("coalesce(%s, 0)::%s", sum, name);

  return P ("coalesce(TRY_CAST(%s AS BIGINT), ((%s %% 18446744073709551616 + 27670116110564327424) "
            "%% 18446744073709551616 - 9223372036854775808)::BIGINT, 0)", sum, sum);
}

/* A remainder that is never negative, of numbers or ticks. */
static const char *
modulo (VdtLower       *l,
        const char     *a,
        const char     *b,
        VdtKqlTypeKind  type)
{
  if (type == VDT_KQL_TYPE_REAL)
    return P ("((%s %% %s + %s) %% %s)", a, b, b, b);

  return P ("((%s %% %s + abs(%s)) %% abs(%s))", a, b, b, b);
}

static VdtLowerValue
number_operation (VdtLower       *l,
                  guint           token,
                  VdtLowerValue   left,
                  VdtLowerValue   right)
{
  VdtKqlTypeKind type = vdt_lower_common_type (left.type, right.type);
  const char *a = vdt_lower_convert (l, left, type).sql;
  const char *b = vdt_lower_convert (l, right, type).sql;
  gboolean integer = type == VDT_KQL_TYPE_LONG || type == VDT_KQL_TYPE_INT;

  switch (token)
    {
    case VDT_KQL_TOKEN_PLUS:
      return vdt_lower_value (wrapping (l, a, "+", b, type), type);
    case VDT_KQL_TOKEN_MINUS:
      return vdt_lower_value (wrapping (l, a, "-", b, type), type);
    case VDT_KQL_TOKEN_STAR:
      if (type == VDT_KQL_TYPE_DECIMAL)
        return vdt_lower_value (P ("TRY_CAST((%s)::DOUBLE * (%s)::DOUBLE AS DECIMAL(38,18))", a, b), type);
      return vdt_lower_value (wrapping (l, a, "*", b, type), type);
    case VDT_KQL_TOKEN_SLASH:
      if (type == VDT_KQL_TYPE_DECIMAL)
        return vdt_lower_value (P ("TRY_CAST((%s)::DOUBLE / nullif((%s)::DOUBLE, 0) AS DECIMAL(38,18))", a, b), type);
      return vdt_lower_value (integer ? binary (l, a, "//", b) : binary (l, a, "/", b), type);
    default:
      return vdt_lower_value (modulo (l, a, b, type), type);
    }
}

static gboolean
is_ticks (VdtKqlTypeKind type)
{
  return type == VDT_KQL_TYPE_DATETIME || type == VDT_KQL_TYPE_TIMESPAN;
}

/* Datetimes and timespans: ticks. */
static VdtLowerValue
ticks_operation (VdtLower         *l,
                 const VdtKqlNode *node,
                 guint             token,
                 VdtLowerValue     left,
                 VdtLowerValue     right)
{
  gboolean both = is_ticks (left.type) && is_ticks (right.type);
  VdtKqlTypeKind type = left.type == VDT_KQL_TYPE_DATETIME || right.type == VDT_KQL_TYPE_DATETIME
                        ? VDT_KQL_TYPE_DATETIME : VDT_KQL_TYPE_TIMESPAN;

  switch (token)
    {
    case VDT_KQL_TOKEN_PLUS:
      return vdt_lower_value (binary (l, left.sql, "+", right.sql), type);
    case VDT_KQL_TOKEN_MINUS:
      if (left.type == VDT_KQL_TYPE_DATETIME && right.type == VDT_KQL_TYPE_DATETIME)
        type = VDT_KQL_TYPE_TIMESPAN;
      return vdt_lower_value (binary (l, left.sql, "-", right.sql), type);
    case VDT_KQL_TOKEN_STAR:
      return vdt_lower_value (P ("TRY_CAST(trunc((%s)::DOUBLE * (%s)::DOUBLE) AS BIGINT)", left.sql, right.sql), type);
    case VDT_KQL_TOKEN_SLASH:
      if (both)
        return vdt_lower_value (P ("((%s)::DOUBLE / (%s)::DOUBLE)", left.sql, right.sql), VDT_KQL_TYPE_REAL);
      return vdt_lower_value (P ("TRY_CAST(trunc((%s)::DOUBLE / (%s)::DOUBLE) AS BIGINT)", left.sql, right.sql), type);
    case VDT_KQL_TOKEN_PERCENT:
      return vdt_lower_value (modulo (l, left.sql, right.sql, type), VDT_KQL_TYPE_TIMESPAN);
    default:
      vdt_lower_unavailable (l, node, "this operator on times");
      return VDT_LOWER_NULL;
    }
}

static VdtLowerValue
arithmetic (VdtLower         *l,
            const VdtKqlNode *node,
            guint             token,
            VdtLowerValue     left,
            VdtLowerValue     right)
{
  gboolean dynamic = left.type == VDT_KQL_TYPE_DYNAMIC && right.type == VDT_KQL_TYPE_DYNAMIC;

  /* A dynamic operand is taken for what the other is. */
  if (dynamic)
    {
      left = vdt_lower_convert (l, left, VDT_KQL_TYPE_REAL);
      right = vdt_lower_convert (l, right, VDT_KQL_TYPE_REAL);
    }
  else if (left.type == VDT_KQL_TYPE_DYNAMIC)
    left = vdt_lower_convert (l, left, right.type == VDT_KQL_TYPE_INT ? VDT_KQL_TYPE_LONG : right.type);
  else if (right.type == VDT_KQL_TYPE_DYNAMIC)
    right = vdt_lower_convert (l, right, left.type == VDT_KQL_TYPE_INT ? VDT_KQL_TYPE_LONG : left.type);

  if (is_ticks (left.type) || is_ticks (right.type))
    return ticks_operation (l, node, token, left, right);

  if (!vdt_lower_is_number (left.type))
    left = vdt_lower_convert (l, left, VDT_KQL_TYPE_LONG);
  if (!vdt_lower_is_number (right.type))
    right = vdt_lower_convert (l, right, VDT_KQL_TYPE_LONG);

  left = number_operation (l, token, left, right);

  return dynamic ? vdt_lower_convert (l, left, VDT_KQL_TYPE_DYNAMIC) : left;
}

/* Brings two values to one type that can be compared. */
static VdtKqlTypeKind
align (VdtLower      *l,
       VdtLowerValue *left,
       VdtLowerValue *right)
{
  VdtKqlTypeKind type = vdt_lower_common_type (left->type, right->type);

  if (left->type == VDT_KQL_TYPE_UNKNOWN || left->type == VDT_KQL_TYPE_DYNAMIC)
    {
      if (type == VDT_KQL_TYPE_INT || type == VDT_KQL_TYPE_LONG)
        type = VDT_KQL_TYPE_REAL;
    }
  else if (right->type == VDT_KQL_TYPE_UNKNOWN || right->type == VDT_KQL_TYPE_DYNAMIC)
    {
      if (type == VDT_KQL_TYPE_INT || type == VDT_KQL_TYPE_LONG)
        type = VDT_KQL_TYPE_REAL;
    }

  *left = vdt_lower_convert (l, *left, type);
  *right = vdt_lower_convert (l, *right, type);

  return type;
}

static gboolean
is_literal (const char *sql)
{
  if (g_str_has_prefix (sql, "'NaN"))
    return FALSE;

  return g_ascii_isdigit (sql[0]) || sql[0] == '\'' || sql[0] == '$' ||
         (sql[0] == '(' && (sql[1] == '-' || g_ascii_isdigit (sql[1])) && strchr (sql, ' ') == NULL);
}

/**
 * vdt_lower_compare:
 * @token: ==, !=, <, …
 * @filter: %TRUE if false and unknown are the same here
 *
 * Two nulls are neither equal nor different; a null is different from a value
 * (null-values in the language's reference).
 */
VdtLowerValue
vdt_lower_compare (VdtLower      *l,
                   guint          token,
                   VdtLowerValue  left,
                   VdtLowerValue  right,
                   gboolean       filter)
{
  VdtKqlTypeKind type = align (l, &left, &right);
  gboolean equal = token == VDT_KQL_TOKEN_EQUAL_EQUAL || token == VDT_KQL_TOKEN_EQUAL;
  gboolean plain = type == VDT_KQL_TYPE_STRING;
  gboolean literal = is_literal (left.sql) || is_literal (right.sql);
  const char *a = left.sql;
  const char *b = right.sql;

  switch (token)
    {
    case VDT_KQL_TOKEN_LESS:
      return BOOL (binary (l, a, "<", b));
    case VDT_KQL_TOKEN_LESS_EQUAL:
      return BOOL (binary (l, a, "<=", b));
    case VDT_KQL_TOKEN_GREATER:
      return BOOL (binary (l, a, ">", b));
    case VDT_KQL_TOKEN_GREATER_EQUAL:
      return BOOL (binary (l, a, ">=", b));
    default:
      break;
    }

  if (type == VDT_KQL_TYPE_REAL && !literal)
    {
      const char *same = P ("(%s = %s AND NOT isnan(%s))", a, b, a);

      return BOOL (equal ? (filter ? same : P ("coalesce(%s, CASE WHEN %s IS NOT NULL OR %s IS NOT NULL THEN FALSE END)",
                                               same, a, b))
                         : P ("coalesce(NOT %s, CASE WHEN %s IS NOT NULL OR %s IS NOT NULL THEN TRUE END)", same, a, b));
    }

  if (equal)
    {
      if (plain || filter)
        return BOOL (binary (l, a, "=", b));
      if (literal)
        return BOOL (P ("coalesce(%s = %s, FALSE)", a, b));
      return BOOL (P ("CASE WHEN %s IS NULL AND %s IS NULL THEN NULL ELSE %s IS NOT DISTINCT FROM %s END", a, b, a, b));
    }

  if (plain)
    return BOOL (binary (l, a, "<>", b));
  if (filter || literal)
    return BOOL (P ("(%s IS DISTINCT FROM %s)", a, b));

  return BOOL (P ("CASE WHEN %s IS NULL AND %s IS NULL THEN NULL ELSE %s IS DISTINCT FROM %s END", a, b, a, b));
}

/* All text of a row in one value, for * has "x". */
static VdtLowerValue
whole_row (VdtLower *l)
{
  g_autoptr(GString) sql = g_string_new ("concat_ws(chr(10)");

  for (guint i = 0; l->row != NULL && i < l->row->columns->len; i++)
    {
      VdtLowerColumn *column = l->row->columns->pdata[i];

      if (!column->hidden && (column->type == VDT_KQL_TYPE_STRING || column->type == VDT_KQL_TYPE_DYNAMIC))
        g_string_append_printf (sql, ", %s", column->sql);
    }
  g_string_append (sql, ", '')");

  return vdt_lower_value (vdt_kql_arena_strdup (l->arena, sql->str), VDT_KQL_TYPE_STRING);
}

static VdtLowerValue
operand (VdtLower         *l,
         const VdtKqlNode *node)
{
  if (node != NULL && node->kind == VDT_KQL_STAR)
    return whole_row (l);

  return vdt_lower_expression (l, node);
}

static gboolean
text_operation (VdtLower      *l,
                const char    *name,
                VdtLowerValue  left,
                VdtLowerValue  right,
                VdtLowerValue *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_operators); i++)
    {
      if (strcmp (text_operators[i].name, name) != 0)
        continue;

      *out = BOOL (P ("%s%s(%s, %s)", text_operators[i].negated ? "NOT " : "", text_operators[i].function,
                      vdt_lower_convert (l, left, VDT_KQL_TYPE_STRING).sql,
                      vdt_lower_convert (l, right, VDT_KQL_TYPE_STRING).sql));
      if (text_operators[i].negated)
        out->sql = P ("(%s)", out->sql);
      return TRUE;
    }

  return FALSE;
}

/* a and b and c …: flat, as deep as one. */
static VdtLowerValue
logical (VdtLower         *l,
         const VdtKqlNode *node,
         guint             kind,
         gboolean          filter)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();
  g_autoptr(GString) sql = g_string_new ("(");
  const VdtKqlNode *at = node;

  while (at != NULL && at->kind == VDT_KQL_BINARY &&
         vdt_kql_node_child (at, VDT_KQL_ROLE_OPERATOR)->kind == kind)
    {
      g_ptr_array_add (parts, vdt_kql_node_child (at, VDT_KQL_ROLE_RIGHT));
      at = vdt_kql_node_child (at, VDT_KQL_ROLE_LEFT);
    }
  g_ptr_array_add (parts, (gpointer) at);

  for (guint i = parts->len; i > 0; i--)
    g_string_append_printf (sql, "%s%s", i < parts->len ? (kind == VDT_KQL_KEYWORD_AND ? " AND " : " OR ") : "",
                            vdt_lower_condition (l, parts->pdata[i - 1], filter));
  g_string_append_c (sql, ')');

  return BOOL (vdt_kql_arena_strdup (l->arena, sql->str));
}

/* The elements of in (…); a constant array gives its own. */
static void
add_constant_array (VdtLower    *l,
                    const char  *json,
                    GPtrArray   *out)
{
  VdtJsonWalk walk;

  vdt_json_walk (&walk, (VdtHuntText) { json, strlen (json) });
  while (vdt_json_next (&walk))
    {
      VdtLowerValue *value = vdt_kql_arena_new0 (l->arena, VdtLowerValue);

      *value = vdt_lower_value (vdt_lower_text (l, walk.value.text, (gssize) walk.value.length), VDT_KQL_TYPE_DYNAMIC);
      if (vdt_json_kind (walk.value) == VDT_JSON_STRING)
        {
          g_autoptr(GString) buffer = g_string_new (NULL);
          VdtHuntText text = vdt_json_string (walk.value, buffer);

          *value = vdt_lower_value (vdt_lower_text (l, text.text, (gssize) text.length), VDT_KQL_TYPE_STRING);
        }
      g_ptr_array_add (out, value);
    }
}

static const char *
parameter_text (VdtLower   *l,
                const char *sql)
{
  if (sql[0] == '$')
    for (guint i = 0; i < l->parameters->len; i++)
      {
        VdtLowerParameter *parameter = l->parameters->pdata[i];

        if (strcmp (parameter->name, sql + 1) == 0)
          return parameter->text;
      }

  return NULL;
}

static const char *
element_condition (VdtLower      *l,
                   const char    *name,
                   VdtLowerValue  left,
                   VdtLowerValue  element)
{
  VdtLowerValue value;

  if (strcmp (name, "has_any") == 0 || strcmp (name, "has_all") == 0)
    {
      text_operation (l, "has", left, element, &value);
      return value.sql;
    }
  if (g_str_has_suffix (name, "~"))
    {
      text_operation (l, "=~", left, element, &value);
      return value.sql;
    }

  return vdt_lower_compare (l, VDT_KQL_TOKEN_EQUAL_EQUAL, left, element, TRUE).sql;
}

/* x in (rows), x in (an array that only the data know). */
static const char *
in_many (VdtLower      *l,
         const char    *name,
         VdtLowerValue  left,
         const char    *elements,
         VdtKqlTypeKind type)
{
  VdtLowerValue element = vdt_lower_value ("e", type);
  gboolean has = g_str_has_prefix (name, "has_");
  VdtLowerValue item = element;

  if (has || strchr (name, '~') != NULL)
    {
      const char *text = vdt_lower_convert (l, left, VDT_KQL_TYPE_STRING).sql;
      const char *one = vdt_lower_convert (l, item, VDT_KQL_TYPE_STRING).sql;

      if (!has)
        return P ("lower(%s) IN (SELECT lower(%s) FROM %s)", text, one, elements);
      return P ("EXISTS (SELECT 1 FROM %s WHERE %skql_has(%s, %s))", elements,
                strcmp (name, "has_all") == 0 ? "NOT " : "", text, one);
    }

  align (l, &left, &item);

  return P ("%s IN (SELECT %s FROM %s)", left.sql, item.sql, elements);
}

static const char *
in_rows (VdtLower         *l,
         const char       *name,
         VdtLowerValue     left,
         const VdtKqlNode *item)
{
  VdtLowerRows *row = l->row;
  VdtLowerRows *right = l->right;
  VdtLowerRows *rows;
  VdtLowerColumn *first = NULL;
  const char *sql;

  l->row = l->right = NULL;
  rows = vdt_lower_rows_plain (l, vdt_lower_table (l, item));
  l->row = row;
  l->right = right;

  for (guint i = 0; i < rows->columns->len && first == NULL; i++)
    if (!((VdtLowerColumn *) rows->columns->pdata[i])->hidden)
      first = rows->columns->pdata[i];
  if (first == NULL)
    return "FALSE";

  g_ptr_array_set_size (rows->columns, 0);
  g_ptr_array_add (rows->columns, first);
  sql = P ("(%s) AS v(e)", vdt_lower_rows_sql (l, rows, NULL, NULL));

  return in_many (l, name, left, sql, first->type);
}

/* The same list of constants for a plain IN: no element needs the row. */
static const char *
in_list (VdtLower      *l,
         const char    *name,
         VdtLowerValue  left,
         GPtrArray     *elements)
{
  g_autoptr(GString) sql = g_string_new ("(");
  gboolean all = strcmp (name, "has_all") == 0;
  VdtKqlTypeKind type = left.type;

  if (elements->len == 0)
    return all ? "TRUE" : "FALSE";

  if (strcmp (name, "in") == 0 || strcmp (name, "!in") == 0)
    {
      if (type == VDT_KQL_TYPE_DYNAMIC || type == VDT_KQL_TYPE_UNKNOWN)
        type = ((VdtLowerValue *) elements->pdata[0])->type;
      for (guint i = 0; i < elements->len; i++)
        type = vdt_lower_common_type (type, ((VdtLowerValue *) elements->pdata[i])->type);
      left = vdt_lower_convert (l, left, type);
      g_string_append_printf (sql, "%s IN (", left.sql);
      for (guint i = 0; i < elements->len; i++)
        g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "",
                                vdt_lower_convert (l, *(VdtLowerValue *) elements->pdata[i], type).sql);
      g_string_append (sql, "))");
      return vdt_kql_arena_strdup (l->arena, sql->str);
    }

  left = vdt_lower_convert (l, left, VDT_KQL_TYPE_STRING);
  for (guint i = 0; i < elements->len; i++)
    g_string_append_printf (sql, "%s%s", i == 0 ? "" : all ? " AND " : " OR ",
                            element_condition (l, name, left, *(VdtLowerValue *) elements->pdata[i]));
  g_string_append_c (sql, ')');

  return vdt_kql_arena_strdup (l->arena, sql->str);
}

static VdtLowerValue
in_operation (VdtLower         *l,
              const VdtKqlNode *node,
              const char       *name)
{
  VdtLowerValue left = operand (l, vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT));
  VdtKqlNode *right = vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT);
  g_autoptr(GPtrArray) elements = g_ptr_array_new ();
  gboolean negated = name[0] == '!';
  const char *plain_name = negated ? name + 1 : name;
  const char *sql = NULL;

  VDT_LOWER_EACH (item, vdt_kql_node_child (right, VDT_KQL_ROLE_ITEMS))
    {
      const VdtKqlType *type = vdt_kql_expansion_get_type (l->frame, item);
      VdtLowerValue value;
      VdtLowerValue *kept;
      const char *one = NULL;

      if (type != NULL && type->kind == VDT_KQL_TYPE_TABLE)
        one = in_rows (l, plain_name, left, item);
      else
        {
          value = vdt_lower_expression (l, item);
          if (value.type == VDT_KQL_TYPE_DYNAMIC && parameter_text (l, value.sql) != NULL &&
              parameter_text (l, value.sql)[0] == '[')
            add_constant_array (l, parameter_text (l, value.sql), elements);
          else if (value.type == VDT_KQL_TYPE_DYNAMIC)
            one = in_many (l, plain_name, left, P ("(SELECT unnest(kql_elements(%s))) AS v(e)", value.sql),
                           VDT_KQL_TYPE_DYNAMIC);
          else
            {
              kept = vdt_kql_arena_new0 (l->arena, VdtLowerValue);
              *kept = value;
              g_ptr_array_add (elements, kept);
            }
        }
      if (one != NULL && strcmp (plain_name, "has_all") == 0)
        one = P ("NOT %s", one);
      if (one != NULL)
        sql = sql == NULL ? one : P ("(%s OR %s)", sql, one);
    }

  if (sql == NULL || elements->len > 0)
    {
      const char *list = in_list (l, plain_name, left, elements);

      sql = sql == NULL ? list : P ("(%s OR %s)", sql, list);
    }

  return BOOL (negated ? P ("(NOT coalesce(%s, FALSE))", sql) : P ("(%s)", sql));
}

static VdtLowerValue
between_operation (VdtLower         *l,
                   const VdtKqlNode *node,
                   gboolean          negated)
{
  VdtLowerValue value = operand (l, vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT));
  VdtKqlNode *couple = vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT);
  VdtLowerValue from = vdt_lower_expression (l, vdt_kql_node_child (couple, VDT_KQL_ROLE_FIRST));
  VdtLowerValue to = vdt_lower_expression (l, vdt_kql_node_child (couple, VDT_KQL_ROLE_SECOND));
  VdtKqlTypeKind type;

  /* datetime between (a .. 1h): the second end counts from the first. */
  if (to.type == VDT_KQL_TYPE_TIMESPAN && from.type == VDT_KQL_TYPE_DATETIME)
    to = vdt_lower_value (P ("(%s + %s)", from.sql, to.sql), VDT_KQL_TYPE_DATETIME);
  type = vdt_lower_common_type (vdt_lower_common_type (value.type, from.type), to.type);

  return BOOL (P ("(%s %sBETWEEN %s AND %s)", vdt_lower_convert (l, value, type).sql, negated ? "NOT " : "",
                  vdt_lower_convert (l, from, type).sql, vdt_lower_convert (l, to, type).sql));
}

static VdtLowerValue
unary_operation (VdtLower         *l,
                 const VdtKqlNode *node,
                 guint             token)
{
  const VdtKqlConstant *constant = vdt_kql_expansion_get_constant (l->frame, node);
  VdtLowerValue value;

  if (constant != NULL && constant->has_value && constant->type->kind != VDT_KQL_TYPE_DATETIME)
    return vdt_lower_constant (l, constant);

  value = vdt_lower_expression (l, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));
  if (value.type == VDT_KQL_TYPE_DYNAMIC)
    value = vdt_lower_convert (l, value, VDT_KQL_TYPE_REAL);
  if (token == VDT_KQL_TOKEN_MINUS)
    value.sql = P ("(- %s)", value.sql);

  return value;
}

/**
 * vdt_lower_operation:
 * @node: a UNARY, BINARY, IN or BETWEEN
 * @filter: %TRUE if false and unknown are the same here
 */
VdtLowerValue
vdt_lower_operation (VdtLower         *l,
                     const VdtKqlNode *node,
                     gboolean          filter)
{
  VdtKqlNode *token = vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR);
  const char *name = vdt_kql_kind_get_text (token->kind);
  VdtLowerValue left;
  VdtLowerValue right;
  VdtLowerValue value;

  if (node->kind == VDT_KQL_UNARY)
    return unary_operation (l, node, token->kind);
  if (node->kind == VDT_KQL_IN)
    return in_operation (l, node, name);
  if (node->kind == VDT_KQL_BETWEEN)
    return between_operation (l, node, name[0] == '!');
  if (token->kind == VDT_KQL_KEYWORD_AND || token->kind == VDT_KQL_KEYWORD_OR)
    return logical (l, node, token->kind, filter);

  left = operand (l, vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT));
  right = operand (l, vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT));

  switch (token->kind)
    {
    case VDT_KQL_TOKEN_PLUS:
    case VDT_KQL_TOKEN_MINUS:
    case VDT_KQL_TOKEN_STAR:
    case VDT_KQL_TOKEN_SLASH:
    case VDT_KQL_TOKEN_PERCENT:
      return arithmetic (l, node, token->kind, left, right);
    case VDT_KQL_TOKEN_EQUAL_EQUAL:
    case VDT_KQL_TOKEN_NOT_EQUAL:
    case VDT_KQL_TOKEN_LESS_GREATER:
    case VDT_KQL_TOKEN_LESS:
    case VDT_KQL_TOKEN_LESS_EQUAL:
    case VDT_KQL_TOKEN_GREATER:
    case VDT_KQL_TOKEN_GREATER_EQUAL:
      return vdt_lower_compare (l, token->kind, left, right, filter);
    default:
      break;
    }

  if (name != NULL && text_operation (l, name, left, right, &value))
    return value;

  vdt_lower_unavailable (l, token, name != NULL ? name : "this operator");

  return VDT_LOWER_NULL;
}
