/* vdt-lower-call.c
 *
 * Calls: the SQL of a built-in function stands beside its signature in
 * data/kql/builtins.json; functions of the query are put in where they are called.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

#include "vdt-kql-builtins.h"

#define MAX_SQL (4 * 1024 * 1024)

GPtrArray *
vdt_lower_arguments (const VdtKqlNode *call)
{
  GPtrArray *arguments = g_ptr_array_new ();
  VdtKqlNode *list = vdt_kql_node_child (call, VDT_KQL_ROLE_ARGUMENTS);

  VDT_LOWER_EACH (item, list != NULL ? vdt_kql_node_child (list, VDT_KQL_ROLE_ITEMS) : NULL)
    if (!vdt_kql_node_is_missing (item))
      g_ptr_array_add (arguments, item);

  return arguments;
}

/* "string,*,…": whether arguments of these types are meant. */
static gboolean
types_match (const char          *types,
             const VdtLowerValue *arguments,
             guint                n)
{
  g_auto(GStrv) parts = NULL;
  guint n_parts;
  gboolean repeats;

  if (types == NULL)
    return TRUE;

  parts = g_strsplit (types, ",", -1);
  n_parts = g_strv_length (parts);
  repeats = n_parts > 0 && strcmp (parts[n_parts - 1], "…") == 0;
  if (repeats)
    n_parts--;
  if (repeats ? n < n_parts : n != n_parts)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const char *wanted = parts[MIN (i, n_parts - 1)];
      VdtKqlTypeKind type = arguments[i].type == VDT_KQL_TYPE_UNKNOWN ? VDT_KQL_TYPE_DYNAMIC : arguments[i].type;

      if (strcmp (wanted, "*") != 0 && strcmp (wanted, vdt_kql_type_get_name (vdt_kql_type_get (type))) != 0)
        return FALSE;
    }

  return TRUE;
}

/* Parentheses around what is more than an operand. */
static const char *
operand_text (VdtLower   *l,
              const char *sql)
{
  int depth = 0;

  for (const char *p = sql; *p != '\0'; p++)
    {
      if (*p == '\'' || *p == '"')
        {
          p = strchr (p + 1, *p);
          if (p == NULL)
            return sql;
        }
      else if (*p == '(' || *p == '[')
        depth++;
      else if (*p == ')' || *p == ']')
        depth--;
      else if (*p == ' ' && depth == 0)
        return P ("(%s)", sql);
    }

  return sql;
}

static VdtLowerValue
argument_as (VdtLower      *l,
             VdtLowerValue  value,
             const char    *type_name,
             gsize          length)
{
  const VdtKqlType *type = length > 0 ? vdt_kql_type_from_name (type_name, length) : NULL;

  return type != NULL ? vdt_lower_convert (l, value, type->kind) : value;
}

/* {0}, {0:string}, {*}, {2*}, {1*:dynamic} */
static const char *
append_argument (VdtLower            *l,
                 GString             *out,
                 const char          *at,
                 const VdtLowerValue *arguments,
                 guint                n)
{
  const char *end = strchr (at, '}');
  const char *colon = memchr (at, ':', (gsize) (end - at));
  const char *type = colon != NULL ? colon + 1 : end;
  guint first = (guint) strtoul (at + 1, NULL, 10);
  gboolean many = (colon != NULL ? colon : end)[-1] == '*';

  for (guint i = first; i < n && (many || i == first); i++)
    {
      VdtLowerValue value = argument_as (l, arguments[i], type, (gsize) (end - type));

      if (i > first)
        g_string_append (out, ", ");
      g_string_append (out, many ? value.sql : operand_text (l, value.sql));
    }
  if (!many && first >= n)
    g_string_append (out, "NULL");

  return end;
}

static const char *
expand_template (VdtLower            *l,
                 const char          *template,
                 const VdtLowerValue *arguments,
                 guint                n)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (const char *p = template; *p != '\0'; p++)
    {
      if (*p == '{' && (g_ascii_isdigit (p[1]) || p[1] == '*'))
        p = append_argument (l, out, p, arguments, n);
      else
        g_string_append_c (out, *p);
    }

  if (out->len > MAX_SQL)
    {
      if (l->error == NULL)
        vdt_lower_fail (l, NULL, "The query becomes too large");
      return "NULL";
    }

  return vdt_kql_arena_strndup (l->arena, out->str, out->len);
}

/**
 * vdt_lower_apply:
 * @node: (nullable): the call, for a report and for rules
 * @function: a built-in function
 * @arguments: its arguments, converted
 * @n: how many
 *
 * Returns: its SQL; the type is the caller's to set
 */
VdtLowerValue
vdt_lower_apply (VdtLower             *l,
                 const VdtKqlNode     *node,
                 const VdtKqlFunction *function,
                 VdtLowerValue        *arguments,
                 guint                 n)
{
  VdtLowerValue value = VDT_LOWER_NULL;

  for (guint i = 0; function != NULL && i < function->n_templates; i++)
    {
      const VdtKqlTemplate *template = &function->templates[i];

      if (!types_match (template->types, arguments, n))
        continue;
      if (template->sql[0] != '@')
        return vdt_lower_value (operand_text (l, expand_template (l, template->sql, arguments, n)),
                                VDT_KQL_TYPE_UNKNOWN);
      if (vdt_lower_rule (l, template->sql + 1, node, arguments, n, &value))
        return value;
      break;
    }

  vdt_lower_unavailable (l, node, P ("%s ()", function != NULL ? function->name : "?"));

  return value;
}

/* The parameter that the argument at @index is for. */
static const VdtKqlFunctionParameter *
parameter_at (const VdtKqlSignature *signature,
              guint                  index)
{
  if (signature == NULL || signature->n_parameters == 0 || signature->block)
    return NULL;

  return &signature->parameters[MIN (index, signature->n_parameters - 1)];
}

static VdtLowerValue
convert_argument (VdtLower              *l,
                  VdtLowerValue          value,
                  const VdtKqlSignature *signature,
                  guint                  index)
{
  const VdtKqlFunctionParameter *parameter = parameter_at (signature, index);
  static const VdtKqlTypeKind order[] = {
    VDT_KQL_TYPE_STRING, VDT_KQL_TYPE_LONG, VDT_KQL_TYPE_REAL, VDT_KQL_TYPE_INT, VDT_KQL_TYPE_BOOL,
    VDT_KQL_TYPE_DATETIME, VDT_KQL_TYPE_TIMESPAN, VDT_KQL_TYPE_DECIMAL, VDT_KQL_TYPE_GUID, VDT_KQL_TYPE_DYNAMIC,
  };

  if (parameter == NULL)
    return value;

  switch (parameter->kind)
    {
    case VDT_KQL_PARAMETER_DYNAMIC_ARRAY:
    case VDT_KQL_PARAMETER_DYNAMIC_BAG:
      return vdt_lower_convert (l, value, VDT_KQL_TYPE_DYNAMIC);
    case VDT_KQL_PARAMETER_NUMBER:
      return value.type == VDT_KQL_TYPE_DYNAMIC ? vdt_lower_convert (l, value, VDT_KQL_TYPE_REAL) : value;
    case VDT_KQL_PARAMETER_INTEGER:
      return value.type == VDT_KQL_TYPE_DYNAMIC || value.type == VDT_KQL_TYPE_REAL
             ? vdt_lower_convert (l, value, VDT_KQL_TYPE_LONG) : value;
    case VDT_KQL_PARAMETER_DECLARED:
      break;
    default:
      return value;
    }

  if (parameter->types & (1u << value.type))
    return value;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (parameter->types & (1u << order[i]))
      return vdt_lower_convert (l, value, order[i]);

  return value;
}

/* Parameters that must agree, as of iff (): all become the type that takes all. */
static void
agree (VdtLower              *l,
       VdtLowerValue         *arguments,
       guint                  n,
       const VdtKqlSignature *signature)
{
  VdtKqlTypeKind type = VDT_KQL_TYPE_UNKNOWN;

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n; i++)
      {
        const VdtKqlFunctionParameter *parameter = parameter_at (signature, i);

        if (parameter == NULL || (parameter->kind != VDT_KQL_PARAMETER_COMMON_SCALAR &&
                                  parameter->kind != VDT_KQL_PARAMETER_COMMON_SCALAR_OR_DYNAMIC &&
                                  parameter->kind != VDT_KQL_PARAMETER_COMMON_ORDERABLE))
          continue;
        if (pass == 0)
          type = vdt_lower_common_type (type, arguments[i].type);
        else
          arguments[i] = vdt_lower_convert (l, arguments[i], type);
      }
}

static VdtLowerValue *
tuple_of (VdtLower            *l,
          const VdtKqlSchema  *schema,
          const char          *sql)
{
  VdtLowerValue *tuple = vdt_kql_arena_newn (l->arena, VdtLowerValue, schema->n_columns);

  for (guint i = 0; i < schema->n_columns; i++)
    tuple[i] = vdt_lower_convert (l, vdt_lower_value (P ("kql_at(%s, %u)", sql, i), VDT_KQL_TYPE_DYNAMIC),
                                  schema->columns[i]->type->kind);

  return tuple;
}

static VdtLowerValue
typed_result (VdtLower            *l,
              const VdtKqlNode    *node,
              VdtLowerValue        value,
              const VdtLowerValue *arguments,
              guint                n)
{
  const VdtKqlType *type = vdt_kql_expansion_get_type (l->frame, node);

  if (value.n_tuple > 0 || value.type != VDT_KQL_TYPE_UNKNOWN)
    return value;
  if (type != NULL && type->kind == VDT_KQL_TYPE_TUPLE && type->schema != NULL)
    {
      /* One percentile is a value; what comes as several is a list even of one. */
      if (type->schema->n_columns == 1 && !g_str_has_prefix (value.sql, "kql_"))
        {
          value.type = type->schema->columns[0]->type->kind;
          return value;
        }
      value.tuple = tuple_of (l, type->schema, value.sql);
      value.n_tuple = type->schema->n_columns;
      if (value.n_tuple > 0)
        {
          value.type = value.tuple[0].type;
          value.sql = value.tuple[0].sql;
        }
      return value;
    }

  value.type = type != NULL && vdt_kql_type_is_scalar (type) ? type->kind : VDT_KQL_TYPE_UNKNOWN;
  if (value.type == VDT_KQL_TYPE_UNKNOWN || value.type == VDT_KQL_TYPE_ERROR)
    {
      value.type = VDT_KQL_TYPE_UNKNOWN;
      for (guint i = 0; i < n; i++)
        value.type = vdt_lower_common_type (value.type, arguments[i].type);
      if (value.type == VDT_KQL_TYPE_UNKNOWN)
        value.type = VDT_KQL_TYPE_DYNAMIC;
    }

  /* Data that are dynamic though the binder knew better. */
  return value;
}

static VdtLowerValue
builtin_call (VdtLower             *l,
              const VdtKqlNode     *node,
              const VdtKqlFunction *function)
{
  g_autoptr(GPtrArray) nodes = vdt_lower_arguments (node);
  const VdtKqlSignature *signature = vdt_kql_expansion_get_signature (l->frame, node);
  VdtLowerValue *arguments = vdt_kql_arena_newn (l->arena, VdtLowerValue, nodes->len + 1);
  const VdtKqlNode *name = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);
  gboolean aggregating = l->aggregating;
  VdtLowerValue value;
  gboolean own = function->n_templates > 0 && function->templates[0].sql[0] == '@';

  /* Rules that look at names and not at values do their own reading. */
  if (own && vdt_lower_rule (l, function->templates[0].sql + 1, node, NULL, 0, &value))
    return typed_result (l, node, value, NULL, 0);
  if (function->kind == VDT_KQL_FUNCTION_AGGREGATE)
    l->aggregating = FALSE;

  for (guint i = 0; i < nodes->len; i++)
    {
      const VdtKqlNode *one = nodes->pdata[i];

      if (one->kind == VDT_KQL_STAR || one->kind == VDT_KQL_TYPEOF)
        arguments[i] = vdt_lower_value ("NULL", VDT_KQL_TYPE_DYNAMIC);
      else
        arguments[i] = convert_argument (l, vdt_lower_expression (l, one), signature, i);
    }
  l->aggregating = aggregating;
  agree (l, arguments, nodes->len, signature);

  value = vdt_lower_apply (l, name != NULL ? node : NULL, function, arguments, nodes->len);

  return typed_result (l, node, value, arguments, nodes->len);
}

/* The named or positional argument of each parameter, bound for the body. */
static void
bind_arguments (VdtLower         *l,
                const VdtKqlNode *call,
                VdtKqlExpansion  *expansion,
                const VdtKqlSymbol *symbol,
                VdtLowerRows     *piped)
{
  const VdtKqlSignature *signature = symbol->function->signatures;
  g_autoptr(GPtrArray) nodes = vdt_lower_arguments (call);
  guint n = 0;
  VdtKqlSymbol * const *parameters = vdt_kql_expansion_get_parameters (expansion, &n);
  guint next = 0;

  for (guint i = 0; i < n; i++)
    {
      const VdtKqlNode *argument = NULL;
      VdtLowerBinding *binding;

      if (i == 0 && piped != NULL)
        {
          binding = vdt_lower_bind (l, parameters[i], NULL);
          binding->rows = piped;
          continue;
        }
      for (guint a = 0; a < nodes->len && argument == NULL; a++)
        {
          VdtKqlNode *item = nodes->pdata[a];

          if (item->kind == VDT_KQL_NAMED &&
              strcmp (vdt_lower_name (l, vdt_kql_node_child (item, VDT_KQL_ROLE_NAME)), parameters[i]->name) == 0)
            argument = vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION);
        }
      while (argument == NULL && next < nodes->len && ((VdtKqlNode *) nodes->pdata[next])->kind == VDT_KQL_NAMED)
        next++;
      if (argument == NULL && next < nodes->len)
        argument = nodes->pdata[next++];

      binding = vdt_lower_bind (l, parameters[i], argument);
      if (argument == NULL)
        {
          /* The default is written where the function is. */
          const VdtKqlNode *declaration = parameters[i]->declaration;
          const VdtKqlNode *whole = declaration != NULL ? declaration->parent : NULL;

          binding->frame = expansion;
          binding->node = whole != NULL ? vdt_kql_node_child (whole, VDT_KQL_ROLE_DEFAULT) : NULL;
          binding->is_default = TRUE;
        }
      else if (signature->parameters[i].schema == NULL)
        {
          VdtKqlTypeKind type = parameters[i]->type->kind;

          binding->value = vdt_lower_expression (l, argument);
          if (parameters[i]->constant == NULL || binding->value.type != type)
            binding->value = vdt_lower_convert (l, binding->value, type);
          binding->has_value = TRUE;
        }
    }
}

/**
 * vdt_lower_enter:
 * @call: a call of a function that the query or the catalog defines
 * @piped: (nullable): the rows of an invoke
 * @out_body: (out): the expression that the call stands for
 *
 * Goes into the body: names mean what they mean there. The caller goes back to
 * its own frame.
 *
 * Returns: (nullable): the frame of the caller
 */
VdtKqlExpansion *
vdt_lower_enter (VdtLower          *l,
                 const VdtKqlNode  *call,
                 VdtLowerRows      *piped,
                 const VdtKqlNode **out_body)
{
  VdtKqlExpansion *outer = l->frame;
  VdtKqlExpansion *expansion = vdt_kql_expansion_get_expansion (l->frame, call);
  const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, call);
  const VdtKqlNode *body = NULL;
  const VdtKqlNode *last = NULL;

  if (expansion != NULL)
    {
      bind_arguments (l, call, expansion, symbol, piped);
      body = vdt_kql_expansion_get_body (expansion);
      l->frame = expansion;
    }
  else if (symbol != NULL && symbol->kind == VDT_KQL_SYMBOL_LOCAL_FUNCTION && symbol->body != NULL &&
           symbol->function->signatures->n_parameters == 0)
    {
      VdtLowerBinding *binding = g_hash_table_lookup (l->bindings, symbol);

      body = vdt_kql_node_child (symbol->body, VDT_KQL_ROLE_BODY);
      if (binding != NULL)
        l->frame = binding->frame;
    }

  if (body == NULL || l->depth > 200)
    {
      l->frame = outer;
      vdt_lower_unavailable (l, call, P ("%s ()", symbol != NULL ? symbol->name : "this function"));
      *out_body = NULL;
      return outer;
    }

  vdt_lower_statements (l, vdt_kql_node_child (body, VDT_KQL_ROLE_STATEMENTS), &last);
  if (vdt_kql_node_child (body, VDT_KQL_ROLE_EXPRESSION) != NULL)
    last = vdt_kql_node_child (body, VDT_KQL_ROLE_EXPRESSION);
  *out_body = last;

  return outer;
}

/**
 * vdt_lower_call:
 * @node: a CALL, or the name of a function without arguments
 */
VdtLowerValue
vdt_lower_call (VdtLower         *l,
                const VdtKqlNode *node)
{
  const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, node);
  VdtLowerValue value;
  VdtKqlExpansion *outer;
  const VdtKqlNode *body;

  if (symbol == NULL || symbol->function == NULL)
    {
      vdt_lower_unavailable (l, node, P ("%s ()", vdt_lower_name (l, vdt_kql_node_child (node, VDT_KQL_ROLE_NAME))));
      return VDT_LOWER_NULL;
    }

  if (symbol->function->kind != VDT_KQL_FUNCTION_STORED)
    return builtin_call (l, node, symbol->function);

  outer = vdt_lower_enter (l, node, NULL, &body);
  value = vdt_lower_expression (l, body);
  l->frame = outer;

  return value;
}
