/* vdt-kql-binder-literals.c
 *
 * The types and values of literals.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-binder-private.h"

#include <string.h>

#define TICKS_PER_SECOND G_GINT64_CONSTANT (10000000)

static VdtKqlTypeKind
token_type (guint kind)
{
  switch (kind)
    {
    case VDT_KQL_TOKEN_BOOL:
      return VDT_KQL_TYPE_BOOL;
    case VDT_KQL_TOKEN_LONG:
      return VDT_KQL_TYPE_LONG;
    case VDT_KQL_TOKEN_INT:
      return VDT_KQL_TYPE_INT;
    case VDT_KQL_TOKEN_REAL:
      return VDT_KQL_TYPE_REAL;
    case VDT_KQL_TOKEN_DECIMAL:
      return VDT_KQL_TYPE_DECIMAL;
    case VDT_KQL_TOKEN_DATETIME:
      return VDT_KQL_TYPE_DATETIME;
    case VDT_KQL_TOKEN_TIMESPAN:
      return VDT_KQL_TYPE_TIMESPAN;
    case VDT_KQL_TOKEN_GUID:
    case VDT_KQL_TOKEN_RAW_GUID:
      return VDT_KQL_TYPE_GUID;
    case VDT_KQL_TOKEN_STRING:
      return VDT_KQL_TYPE_STRING;
    default:
      return VDT_KQL_TYPE_UNKNOWN;
    }
}

/* "long( 5 )" is "5"; what has no parentheses is itself. */
static char *
dup_inner_text (const char *text,
                gsize       length)
{
  const char *open = memchr (text, '(', length);
  char *inner;

  if (open == NULL || text[length - 1] != ')')
    return g_strndup (text, length);

  inner = g_strndup (open + 1, length - (gsize) (open - text) - 2);
  g_strstrip (inner);

  return inner;
}

static const struct
{
  const char *unit;
  gint64      ticks;
} units[] = {
  { "d", 86400 * TICKS_PER_SECOND }, { "day", 86400 * TICKS_PER_SECOND },
  { "days", 86400 * TICKS_PER_SECOND },
  { "h", 3600 * TICKS_PER_SECOND }, { "hr", 3600 * TICKS_PER_SECOND },
  { "hrs", 3600 * TICKS_PER_SECOND }, { "hour", 3600 * TICKS_PER_SECOND },
  { "hours", 3600 * TICKS_PER_SECOND },
  { "m", 60 * TICKS_PER_SECOND }, { "min", 60 * TICKS_PER_SECOND },
  { "minute", 60 * TICKS_PER_SECOND }, { "minutes", 60 * TICKS_PER_SECOND },
  { "s", TICKS_PER_SECOND }, { "sec", TICKS_PER_SECOND }, { "second", TICKS_PER_SECOND },
  { "seconds", TICKS_PER_SECOND },
  { "ms", 10000 }, { "milli", 10000 }, { "millis", 10000 }, { "millisec", 10000 },
  { "millisecond", 10000 }, { "milliseconds", 10000 },
  { "micro", 10 }, { "micros", 10 }, { "microsec", 10 }, { "microsecond", 10 },
  { "microseconds", 10 },
  { "nanos", 0 }, { "nano", 0 }, { "nanosecond", 0 }, { "nanoseconds", 0 },
  { "tick", 1 }, { "ticks", 1 },
};

/* "1.5h" in ticks of 100 ns. The colon forms are left to the engine. */
static gboolean
parse_timespan (const char *text,
                gint64     *ticks)
{
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);

  if (end == text)
    return FALSE;

  if (*end == '\0')
    {
      *ticks = (gint64) CLAMP (number * 86400.0 * TICKS_PER_SECOND, -9.2e18, 9.2e18);
      return strchr (text, ':') == NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (strcmp (units[i].unit, end) == 0)
        {
          *ticks = (gint64) CLAMP (number * (double) units[i].ticks, -9.2e18, 9.2e18);
          return TRUE;
        }
    }

  return FALSE;
}

static void
parse_value (VdtKqlConstant *constant)
{
  const char *text = constant->text;
  char *end = NULL;

  switch (constant->type->kind)
    {
    case VDT_KQL_TYPE_BOOL:
      constant->has_value = TRUE;
      constant->integer = g_ascii_strcasecmp (text, "true") == 0 || strcmp (text, "1") == 0;
      break;

    case VDT_KQL_TYPE_INT:
    case VDT_KQL_TYPE_LONG:
      constant->integer = g_ascii_strtoll (text, &end, g_ascii_strncasecmp (text, "0x", 2) == 0 ? 16 : 10);
      constant->has_value = end != text;
      constant->real = (double) constant->integer;
      break;

    case VDT_KQL_TYPE_REAL:
    case VDT_KQL_TYPE_DECIMAL:
      constant->real = g_ascii_strtod (text, &end);
      constant->has_value = end != text;
      break;

    case VDT_KQL_TYPE_TIMESPAN:
      constant->has_value = parse_timespan (text, &constant->integer);
      break;

    default:
      constant->has_value = TRUE;
      break;
    }
}

static const VdtKqlType *
bind_token (VdtKqlBinder     *b,
            const VdtKqlNode *node,
            const VdtKqlNode *token)
{
  VdtKqlInfo *info = vdt_kql_binder_info (b, node);
  VdtKqlConstant *constant = vdt_kql_arena_new0 (b->arena, VdtKqlConstant);
  g_autofree char *inner = NULL;
  gsize length = 0;
  const char *text = vdt_kql_node_text (b->frame->tree, token, &length);

  constant->type = vdt_kql_type_get (token_type (token->kind));

  if (token->kind == VDT_KQL_TOKEN_STRING)
    {
      inner = vdt_kql_node_dup_string (b->frame->tree, token);
      constant->has_value = TRUE;
    }
  else if (length > 0)
    inner = dup_inner_text (text, length);

  constant->text = vdt_kql_arena_strdup (b->arena, inner != NULL ? inner : "");
  constant->is_null = token->kind != VDT_KQL_TOKEN_STRING && strcmp (constant->text, "null") == 0;
  if (token->kind != VDT_KQL_TOKEN_STRING && !constant->is_null)
    parse_value (constant);

  info->constant = constant;
  info->is_constant = TRUE;
  info->is_literal = TRUE;
  info->type = constant->type;

  return constant->type;
}

const VdtKqlConstant *
vdt_kql_constant_string (VdtKqlBinder *b,
                         const char   *text)
{
  VdtKqlConstant *constant = vdt_kql_arena_new0 (b->arena, VdtKqlConstant);

  constant->type = T (STRING);
  constant->has_value = TRUE;
  constant->text = text;

  return constant;
}

static const VdtKqlType *
bind_compound_string (VdtKqlBinder     *b,
                      const VdtKqlNode *node)
{
  VdtKqlInfo *info = vdt_kql_binder_info (b, node);
  g_autofree char *text = vdt_kql_node_dup_string (b->frame->tree, node);

  info->constant = vdt_kql_constant_string (b, vdt_kql_arena_strdup (b->arena, text != NULL ? text : ""));
  info->is_constant = TRUE;
  info->is_literal = TRUE;
  info->type = T (STRING);

  return info->type;
}

/* The shape of what dynamic () holds, from its own syntax. */
static const VdtKqlType *
dynamic_type (VdtKqlBinder     *b,
              const VdtKqlNode *value)
{
  const VdtKqlType *type;

  if (value == NULL)
    return T (DYNAMIC);

  switch (value->kind)
    {
    case VDT_KQL_JSON_OBJECT:
      return vdt_kql_type_get_bag ();

    case VDT_KQL_JSON_ARRAY:
      return vdt_kql_type_get_array (VDT_KQL_TYPE_UNKNOWN);

    case VDT_KQL_LITERAL:
    case VDT_KQL_COMPOUND_STRING:
      type = vdt_kql_bind_literal (b, value);
      return vdt_kql_type_get_primitive (type->kind);

    default:
      return T (DYNAMIC);
    }
}

static const VdtKqlType *
bind_dynamic (VdtKqlBinder     *b,
              const VdtKqlNode *node)
{
  VdtKqlInfo *info = vdt_kql_binder_info (b, node);
  VdtKqlConstant *constant = vdt_kql_arena_new0 (b->arena, VdtKqlConstant);
  VdtKqlNode *value = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  gsize length = 0;
  const char *text = value != NULL ? vdt_kql_node_text (b->frame->tree, value, &length) : "";

  constant->type = dynamic_type (b, value);
  constant->text = vdt_kql_arena_strndup (b->arena, text, length);
  constant->has_value = TRUE;
  constant->is_null = value != NULL && value->kind == VDT_KQL_NULL_LITERAL;
  info->constant = constant;
  info->is_constant = TRUE;
  info->is_literal = TRUE;
  info->type = constant->type;

  return constant->type;
}

/**
 * vdt_kql_bind_literal:
 * @node: a literal of any kind
 */
const VdtKqlType *
vdt_kql_bind_literal (VdtKqlBinder     *b,
                      const VdtKqlNode *node)
{
  VdtKqlNode *token;

  if (vdt_kql_node_is_missing (node))
    return vdt_kql_binder_set_type (b, node, T (ERROR));

  switch (node->kind)
    {
    case VDT_KQL_COMPOUND_STRING:
      return bind_compound_string (b, node);

    case VDT_KQL_DYNAMIC:
      return bind_dynamic (b, node);

    default:
      token = vdt_kql_node_is_token (node) ? (VdtKqlNode *) node : node->first_child;
      return token != NULL ? bind_token (b, node, token) : T (ERROR);
    }
}
