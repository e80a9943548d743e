/* vdt-lower-convert.c
 *
 * Types: conversions as tostring () and its kin do them, which never fail, and
 * literals.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "vdt-hunt-json.h"
#include "vdt-hunt-print.h"
#include "vdt-kql-builtins.h"

gboolean
vdt_lower_is_number (VdtKqlTypeKind type)
{
  return type == VDT_KQL_TYPE_INT || type == VDT_KQL_TYPE_LONG || type == VDT_KQL_TYPE_REAL ||
         type == VDT_KQL_TYPE_DECIMAL;
}

/* The type that takes both: the wider number, the one that is not dynamic. */
VdtKqlTypeKind
vdt_lower_common_type (VdtKqlTypeKind a,
                       VdtKqlTypeKind b)
{
  if (a == b)
    return a;
  if (a == VDT_KQL_TYPE_UNKNOWN || a == VDT_KQL_TYPE_DYNAMIC)
    return b;
  if (b == VDT_KQL_TYPE_UNKNOWN || b == VDT_KQL_TYPE_DYNAMIC)
    return a;
  if (vdt_lower_is_number (a) && vdt_lower_is_number (b))
    return vdt_kql_type_widest (vdt_kql_type_get (a), vdt_kql_type_get (b))->kind;
  if (a == VDT_KQL_TYPE_BOOL && vdt_lower_is_number (b))
    return b;
  if (b == VDT_KQL_TYPE_BOOL && vdt_lower_is_number (a))
    return a;

  return VDT_KQL_TYPE_STRING;
}

const char *
vdt_lower_null (VdtKqlTypeKind type)
{
  switch (type)
    {
    case VDT_KQL_TYPE_BOOL:
      return "NULL::BOOLEAN";
    case VDT_KQL_TYPE_INT:
      return "NULL::INTEGER";
    case VDT_KQL_TYPE_LONG:
    case VDT_KQL_TYPE_DATETIME:
    case VDT_KQL_TYPE_TIMESPAN:
      return "NULL::BIGINT";
    case VDT_KQL_TYPE_REAL:
      return "NULL::DOUBLE";
    case VDT_KQL_TYPE_DECIMAL:
      return "NULL::DECIMAL(38,18)";
    case VDT_KQL_TYPE_GUID:
      return "NULL::UUID";
    case VDT_KQL_TYPE_STRING:
      return "''";
    default:
      return "NULL::VARCHAR";
    }
}

/* A text is never null. */
const char *
vdt_lower_unnull (VdtLower       *l,
                  const char     *sql,
                  VdtKqlTypeKind  type)
{
  return type == VDT_KQL_TYPE_STRING ? P ("coalesce(%s, '')", sql) : sql;
}

static const char *
to_dynamic (VdtLower      *l,
            VdtLowerValue  value)
{
  switch (value.type)
    {
    case VDT_KQL_TYPE_STRING:
      return P ("kql_string_to_json(%s)", value.sql);
    case VDT_KQL_TYPE_REAL:
      return P ("kql_real_to_json(%s)", value.sql);
    case VDT_KQL_TYPE_DATETIME:
      return P ("kql_datetime_to_json(%s)", value.sql);
    case VDT_KQL_TYPE_TIMESPAN:
      return P ("kql_timespan_to_json(%s)", value.sql);
    case VDT_KQL_TYPE_GUID:
      return P ("('\"' || (%s)::VARCHAR || '\"')", value.sql);
    case VDT_KQL_TYPE_DECIMAL:
      return P ("kql_real_to_json((%s)::DOUBLE)", value.sql);
    default:
      return P ("(%s)::VARCHAR", value.sql);
    }
}

static const char *
converter (VdtKqlTypeKind type)
{
  switch (type)
    {
    case VDT_KQL_TYPE_BOOL:
      return "tobool";
    case VDT_KQL_TYPE_INT:
      return "toint";
    case VDT_KQL_TYPE_LONG:
      return "tolong";
    case VDT_KQL_TYPE_REAL:
      return "todouble";
    case VDT_KQL_TYPE_DECIMAL:
      return "todecimal";
    case VDT_KQL_TYPE_STRING:
      return "tostring";
    case VDT_KQL_TYPE_DATETIME:
      return "todatetime";
    case VDT_KQL_TYPE_TIMESPAN:
      return "totimespan";
    case VDT_KQL_TYPE_GUID:
      return "toguid";
    default:
      return NULL;
    }
}

static gboolean
is_null_text (const char *sql)
{
  return strcmp (sql, "NULL") == 0 || g_str_has_prefix (sql, "NULL::");
}

/**
 * vdt_lower_convert:
 * @value: a value
 * @type: what it shall be
 *
 * Returns: the value as tostring () and its kin make it
 */
VdtLowerValue
vdt_lower_convert (VdtLower       *l,
                   VdtLowerValue   value,
                   VdtKqlTypeKind  type)
{
  const char *name = converter (type);
  const VdtKqlFunction *function;

  if (value.type == type || type == VDT_KQL_TYPE_UNKNOWN || type == VDT_KQL_TYPE_ERROR)
    return value;
  if (value.type == VDT_KQL_TYPE_UNKNOWN)
    value.type = VDT_KQL_TYPE_DYNAMIC;
  if (value.type == type)
    return value;
  if (is_null_text (value.sql))
    return vdt_lower_value (vdt_lower_null (type), type);
  if (type == VDT_KQL_TYPE_DYNAMIC)
    return vdt_lower_value (to_dynamic (l, value), type);
  if (name == NULL)
    return value;

  function = vdt_kql_builtins_find (vdt_kql_builtins_get (), VDT_KQL_FUNCTION_SCALAR, name);
  value = vdt_lower_apply (l, NULL, function, &value, 1);
  value.type = type;

  return value;
}

static const char *
integer_text (VdtLower       *l,
              gint64          number,
              VdtKqlTypeKind  type)
{
  if (number == G_MININT64)
    return "(-9223372036854775807::BIGINT - 1)";

  return P (number < 0 ? "(%" G_GINT64_FORMAT "::%s)" : "%" G_GINT64_FORMAT "::%s", number,
            type == VDT_KQL_TYPE_INT ? "INTEGER" : "BIGINT");
}

static const char *
real_text (VdtLower *l,
           double    number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (number))
    return "'NaN'::DOUBLE";
  if (isinf (number))
    return number > 0 ? "'Infinity'::DOUBLE" : "'-Infinity'::DOUBLE";

  return P ("(%s::DOUBLE)", g_ascii_dtostr (buffer, sizeof buffer, number));
}

/* Digits, a sign, a point and an exponent: what a number may be made of. */
static gboolean
is_decimal_text (const char *text)
{
  return text[0] != '\0' && strspn (text, "0123456789+-.eE") == strlen (text);
}

/* datetime("2026-01-31") is the same without the quotes. */
static VdtHuntText
unquoted (const char *text)
{
  gsize length = strlen (text);

  if (length >= 2 && (*text == '"' || *text == '\'') && text[length - 1] == *text)
    return (VdtHuntText) { text + 1, length - 2 };

  return (VdtHuntText) { text, length };
}

static const char *
ticks_text (VdtLower             *l,
            const VdtKqlConstant *constant)
{
  VdtHuntText text = unquoted (constant->text);
  gint64 ticks = 0;

  if (constant->type->kind == VDT_KQL_TYPE_TIMESPAN)
    {
      if (constant->has_value)
        return integer_text (l, constant->integer, VDT_KQL_TYPE_LONG);
      if (vdt_read_timespan (text, &ticks))
        return integer_text (l, ticks, VDT_KQL_TYPE_LONG);
      return "NULL::BIGINT";
    }

  /* datetime(2026, 1, 31) and with hours, minutes and seconds behind. */
  if (strchr (constant->text, ',') != NULL)
    {
      int part[6] = { 1, 1, 1, 0, 0, 0 };
      int n = sscanf (constant->text, "%d ,%d ,%d ,%d ,%d ,%d", &part[0], &part[1], &part[2], &part[3], &part[4],
                      &part[5]);

      if (n >= 3 && vdt_ticks_from_parts (part[0], part[1], part[2],
                                          (part[3] * 3600 + part[4] * 60 + part[5]) * VDT_TICKS_PER_SECOND, &ticks))
        return integer_text (l, ticks, VDT_KQL_TYPE_LONG);
    }

  return vdt_read_datetime (text, &ticks) ? integer_text (l, ticks, VDT_KQL_TYPE_LONG) : "NULL::BIGINT";
}

static double
real_of (const VdtKqlConstant *constant)
{
  if (g_ascii_strcasecmp (constant->text, "nan") == 0)
    return NAN;
  if (g_ascii_strcasecmp (constant->text, "+inf") == 0 || g_ascii_strcasecmp (constant->text, "inf") == 0)
    return INFINITY;
  if (g_ascii_strcasecmp (constant->text, "-inf") == 0)
    return -INFINITY;

  return constant->real;
}

/* A literal, or a let name of one. */
VdtLowerValue
vdt_lower_constant (VdtLower             *l,
                    const VdtKqlConstant *constant)
{
  VdtKqlTypeKind type = constant->type->kind;

  if (constant->is_null)
    return vdt_lower_value (vdt_lower_null (type), type);

  switch (type)
    {
    case VDT_KQL_TYPE_BOOL:
      return vdt_lower_value (constant->integer ? "TRUE" : "FALSE", type);
    case VDT_KQL_TYPE_INT:
    case VDT_KQL_TYPE_LONG:
      return vdt_lower_value (constant->has_value ? integer_text (l, constant->integer, type) : vdt_lower_null (type),
                              type);
    case VDT_KQL_TYPE_REAL:
      return vdt_lower_value (real_text (l, real_of (constant)), type);
    case VDT_KQL_TYPE_DECIMAL:
      return vdt_lower_value (is_decimal_text (constant->text)
                              ? P ("TRY_CAST('%s' AS DECIMAL(38,18))", constant->text) : vdt_lower_null (type), type);
    case VDT_KQL_TYPE_DATETIME:
    case VDT_KQL_TYPE_TIMESPAN:
      return vdt_lower_value (ticks_text (l, constant), type);
    case VDT_KQL_TYPE_GUID:
      return vdt_lower_value (P ("kql_string_to_guid(%s)", vdt_lower_text (l, constant->text, -1)), type);
    default:
      return vdt_lower_value (vdt_lower_text (l, constant->text, -1), VDT_KQL_TYPE_STRING);
    }
}

/* JSON of what stands in dynamic (): KQL's literals in it become text. */
static void
write_dynamic (VdtLower         *l,
               const VdtKqlNode *node,
               GString          *out)
{
  VdtKqlTree *tree = vdt_kql_expansion_get_tree (l->frame);
  g_autofree char *text = NULL;

  switch (node->kind)
    {
    case VDT_KQL_JSON_OBJECT:
      g_string_append_c (out, '{');
      VDT_LOWER_EACH (pair, vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS))
        {
          g_autofree char *name = vdt_kql_node_dup_string (tree, vdt_kql_node_child (pair, VDT_KQL_ROLE_NAME));
          VdtKqlNode *value = vdt_kql_node_child (pair, VDT_KQL_ROLE_VALUE);

          vdt_json_comma (out);
          vdt_json_write_string (out, name != NULL ? name : "", name != NULL ? strlen (name) : 0);
          g_string_append_c (out, ':');
          if (value != NULL)
            write_dynamic (l, value, out);
        }
      g_string_append_c (out, '}');
      return;

    case VDT_KQL_JSON_ARRAY:
      g_string_append_c (out, '[');
      VDT_LOWER_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS))
        {
          vdt_json_comma (out);
          write_dynamic (l, item, out);
        }
      g_string_append_c (out, ']');
      return;

    case VDT_KQL_COMPOUND_STRING:
      text = vdt_kql_node_dup_string (tree, node);
      vdt_json_write_string (out, text, strlen (text));
      return;

    case VDT_KQL_NULL_LITERAL:
      g_string_append (out, "null");
      return;

    default:
      break;
    }

  {
    const VdtKqlNode *token = vdt_kql_node_first_token (node);

    if (token != NULL && token->kind == VDT_KQL_TOKEN_STRING)
      {
        text = vdt_kql_node_dup_string (tree, node->kind == VDT_KQL_LITERAL ? token : node);
        vdt_json_write_string (out, text != NULL ? text : "", text != NULL ? strlen (text) : 0);
        return;
      }
    if (token != NULL && (token->kind == VDT_KQL_TOKEN_DATETIME || token->kind == VDT_KQL_TOKEN_TIMESPAN))
      {
        g_autofree char *whole = vdt_kql_node_dup_text (tree, token);
        const char *open = strchr (whole, '(');
        g_autofree char *inner = open != NULL ? g_strndup (open + 1, strlen (open) - 2) : g_strdup (whole);
        VdtHuntText at = unquoted (inner);
        gint64 ticks = 0;

        g_string_append_c (out, '"');
        if (token->kind == VDT_KQL_TOKEN_DATETIME && vdt_read_datetime (at, &ticks))
          vdt_print_datetime (out, ticks);
        else if (vdt_read_timespan (at, &ticks))
          vdt_print_timespan (out, ticks);
        g_string_append_c (out, '"');
        return;
      }
  }

  text = vdt_kql_node_dup_text (tree, node);
  g_string_append (out, text != NULL ? text : "null");
}

static VdtLowerValue
dynamic_literal (VdtLower         *l,
                 const VdtKqlNode *node)
{
  VdtKqlNode *inner = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  g_autoptr(GString) raw = g_string_new (NULL);
  g_autoptr(GString) clean = g_string_new (NULL);

  if (inner == NULL || inner->kind == VDT_KQL_NULL_LITERAL)
    return vdt_lower_value ("NULL::VARCHAR", VDT_KQL_TYPE_DYNAMIC);

  write_dynamic (l, inner, raw);
  if (!vdt_json_normalize ((VdtHuntText) { raw->str, (guint32) raw->len }, clean))
    {
      g_string_truncate (clean, 0);
      vdt_json_write_string (clean, raw->str, raw->len);
    }
  if (strcmp (clean->str, "null") == 0)
    return vdt_lower_value ("NULL::VARCHAR", VDT_KQL_TYPE_DYNAMIC);

  return vdt_lower_value (vdt_lower_text (l, clean->str, (gssize) clean->len), VDT_KQL_TYPE_DYNAMIC);
}

VdtLowerValue
vdt_lower_literal (VdtLower         *l,
                   const VdtKqlNode *node)
{
  const VdtKqlConstant *constant;

  if (node->kind == VDT_KQL_DYNAMIC)
    return dynamic_literal (l, node);

  constant = vdt_kql_expansion_get_constant (l->frame, node);
  if (constant == NULL)
    {
      vdt_lower_fail (l, node, "This value cannot be read");
      return VDT_LOWER_NULL;
    }

  return vdt_lower_constant (l, constant);
}
