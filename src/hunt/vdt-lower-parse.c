/* vdt-lower-parse.c
 *
 * parse, parse-where and parse-kv: the pattern becomes one regular expression
 * with a group for each column.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

typedef enum
{
  PARSE_SIMPLE,
  PARSE_RELAXED,
  PARSE_REGEX
} ParseKind;

typedef struct
{
  const char     *name;
  VdtKqlTypeKind  type;
  guint           group;
} Field;

/* Groups that a regular expression of the query has itself. */
static guint
count_groups (const char *regex)
{
  guint n = 0;
  gboolean in_class = FALSE;

  for (const char *p = regex; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '[')
        in_class = TRUE;
      else if (*p == ']')
        in_class = FALSE;
      else if (*p == '(' && !in_class && (p[1] != '?' || g_str_has_prefix (p, "(?P<") ||
                                          (p[2] == '<' && p[3] != '=' && p[3] != '!')))
        n++;
    }

  return n;
}

/* What a column of a type may look like. */
static const char *
field_regex (VdtKqlTypeKind type,
             ParseKind      kind,
             gboolean       last)
{
  if (kind == PARSE_SIMPLE)
    switch (type)
      {
      case VDT_KQL_TYPE_INT:
      case VDT_KQL_TYPE_LONG:
        return "\\s*([-+]?\\d+)";
      case VDT_KQL_TYPE_REAL:
      case VDT_KQL_TYPE_DECIMAL:
        return "\\s*([-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)";
      default:
        break;
      }
  if (kind == PARSE_REGEX && (type == VDT_KQL_TYPE_INT || type == VDT_KQL_TYPE_LONG))
    return "\\s*([-+]?\\d+)";
  if (kind == PARSE_REGEX && type == VDT_KQL_TYPE_DATETIME)
    return "\\s*(\\d[\\d/:.TZ+-]*(?: \\d[\\d:.]*Z?)?)";
  if (kind == PARSE_RELAXED && (type == VDT_KQL_TYPE_INT || type == VDT_KQL_TYPE_LONG))
    return last ? "(.*)" : "(.*?)";

  return last ? "(.*)" : "(.*?)";
}

static gboolean
is_literal (const VdtKqlNode *part)
{
  return part->kind == VDT_KQL_LITERAL || part->kind == VDT_KQL_COMPOUND_STRING ||
         part->kind == VDT_KQL_TOKEN_STRING;
}

static void
append_literal (VdtLower         *l,
                const VdtKqlNode *part,
                ParseKind         kind,
                GString          *regex,
                guint            *groups)
{
  const char *text = vdt_lower_constant_text (l, part);
  g_autofree char *escaped = NULL;

  if (text == NULL)
    return;
  if (kind == PARSE_REGEX)
    {
      g_string_append (regex, text);
      *groups += count_groups (text);
      return;
    }

  escaped = g_regex_escape_string (text, -1);
  g_string_append (regex, escaped);
}

static const char *
pattern_regex (VdtLower         *l,
               const VdtKqlNode *node,
               ParseKind         kind,
               const char       *flags,
               GArray           *fields)
{
  g_autoptr(GString) regex = g_string_new (NULL);
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_PATTERN);
  guint groups = 0;
  gboolean first = TRUE;
  gboolean open_end = FALSE;

  g_string_append_printf (regex, "(?s%s)", flags != NULL && strchr (flags, 'i') != NULL ? "i" : "");

  VDT_LOWER_EACH (part, list)
    {
      VdtKqlNode *next = vdt_kql_list_next (part);
      Field field = { NULL, VDT_KQL_TYPE_STRING, 0 };

      if (first && part->kind != VDT_KQL_STAR)
        g_string_append_c (regex, '^');
      first = FALSE;

      if (part->kind == VDT_KQL_STAR)
        {
          open_end = next == NULL;
          if (regex->len > 0 && next != NULL && vdt_kql_list_first (list) != part)
            g_string_append (regex, ".*?");
          continue;
        }
      if (is_literal (part))
        {
          append_literal (l, part, kind, regex, &groups);
          continue;
        }

      if (part->kind == VDT_KQL_NAME_AND_TYPE)
        {
          const VdtKqlSymbol *symbol;
          VdtKqlNode *name = vdt_kql_node_child (part, VDT_KQL_ROLE_NAME);

          symbol = vdt_kql_expansion_get_symbol (l->frame, name);
          field.name = vdt_lower_name (l, name);
          field.type = symbol != NULL ? symbol->type->kind : VDT_KQL_TYPE_STRING;
        }
      else
        field.name = vdt_lower_name (l, part);
      field.group = ++groups;
      g_array_append_val (fields, field);
      /* Where anything may follow, a number ends with its digits. */
      if (kind == PARSE_RELAXED && next != NULL && next->kind == VDT_KQL_STAR &&
          (field.type == VDT_KQL_TYPE_INT || field.type == VDT_KQL_TYPE_LONG))
        {
          g_string_append (regex, "\\s*([-+]?\\d*)");
          continue;
        }
      if (kind == PARSE_REGEX && (flags == NULL || strchr (flags, 'U') == NULL) && field.type == VDT_KQL_TYPE_STRING)
        {
          g_string_append (regex, "(.*)");
          continue;
        }
      g_string_append (regex, field_regex (field.type, kind, next == NULL || vdt_kql_list_next (next) == NULL
                                                             ? next == NULL || next->kind == VDT_KQL_STAR : FALSE));
    }
  if (!open_end)
    g_string_append_c (regex, '$');

  return vdt_kql_arena_strdup (l->arena, regex->str);
}

VdtLowerRows *
vdt_lower_parse (VdtLower         *l,
                 const VdtKqlNode *node,
                 VdtLowerRows     *input)
{
  const char *kind_name = vdt_lower_parameter (l, node, "kind");
  ParseKind kind = g_strcmp0 (kind_name, "regex") == 0 ? PARSE_REGEX
                   : g_strcmp0 (kind_name, "relaxed") == 0 ? PARSE_RELAXED : PARSE_SIMPLE;
  g_autoptr(GArray) fields = g_array_new (FALSE, FALSE, sizeof (Field));
  g_autoptr(GString) fits = g_string_new (NULL);
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  VdtLowerColumn *groups;
  VdtLowerValue text;
  VdtLowerRows *rows;
  const char *regex;
  const char *list;

  input = vdt_lower_rows_plain (l, input);
  l->row = input;
  text = vdt_lower_convert (l, vdt_lower_spilled (l, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION)),
                            VDT_KQL_TYPE_STRING);
  regex = pattern_regex (l, node, kind, vdt_lower_parameter (l, node, "flags"), fields);
  groups = vdt_lower_rows_add_hidden (l, l->row, P ("kql_regex_groups(%s, %s)", text.sql,
                                                    vdt_lower_text (l, regex, -1)), VDT_KQL_TYPE_DYNAMIC);
  rows = vdt_lower_rows_wrap (l, l->row, NULL, NULL);
  list = vdt_lower_quote (l, groups->name);

  for (guint i = 0; i < fields->len; i++)
    {
      Field *field = &g_array_index (fields, Field, i);
      VdtLowerValue *value = vdt_kql_arena_new0 (l->arena, VdtLowerValue);

      *value = vdt_lower_convert (l, vdt_lower_value (P ("coalesce(%s[%u], '')", list, field->group),
                                                      VDT_KQL_TYPE_STRING), field->type);
      g_ptr_array_add (values, value);
      if (kind != PARSE_RELAXED && field->type != VDT_KQL_TYPE_STRING && field->type != VDT_KQL_TYPE_DYNAMIC)
        g_string_append_printf (fits, " AND %s IS NOT NULL", value->sql);
    }

  for (guint i = rows->columns->len; i > 0; i--)
    if (((VdtLowerColumn *) rows->columns->pdata[i - 1])->sql == list ||
        strcmp (((VdtLowerColumn *) rows->columns->pdata[i - 1])->sql, list) == 0)
      g_ptr_array_remove_index (rows->columns, i - 1);
  for (guint i = 0; i < fields->len; i++)
    {
      Field *field = &g_array_index (fields, Field, i);
      VdtLowerValue value = *(VdtLowerValue *) values->pdata[i];

      if (fits->len > 0 && kind != PARSE_RELAXED)
        value.sql = P ("CASE WHEN %s IS NOT NULL%s THEN %s ELSE %s END", list, fits->str, value.sql,
                       vdt_lower_null (value.type));
      vdt_lower_rows_put (l, rows, field->name, value);
    }
  if (node->kind == VDT_KQL_PARSE_WHERE_OPERATOR)
    g_ptr_array_add (rows->where, (gpointer) P ("(%s IS NOT NULL%s)", list, fits->str));

  return rows;
}

/* What stands for a name in the parentheses of with. */
const char *
vdt_lower_with_option (VdtLower         *l,
                       const VdtKqlNode *node,
                       const char       *name)
{
  VdtKqlNode *with = vdt_kql_node_child (node, VDT_KQL_ROLE_WITH);
  VdtKqlNode *list = with != NULL && with->kind == VDT_KQL_CLAUSE ? vdt_kql_node_child (with, VDT_KQL_ROLE_PARAMETERS)
                                                                   : with;

  if (list == NULL && with != NULL)
    list = vdt_kql_node_child (with, VDT_KQL_ROLE_ITEMS);

  VDT_LOWER_EACH (item, list)
    {
      VdtKqlNode *value = vdt_kql_node_child (item, VDT_KQL_ROLE_VALUE);
      VdtKqlTree *tree = vdt_kql_expansion_get_tree (l->frame);
      const VdtKqlNode *token;
      g_autofree char *text = NULL;

      if (strcmp (vdt_lower_name (l, vdt_kql_node_child (item, VDT_KQL_ROLE_NAME)), name) != 0 || value == NULL)
        continue;
      token = vdt_kql_node_first_token (value);
      text = token->kind == VDT_KQL_TOKEN_STRING ? vdt_kql_node_dup_string (tree, token)
                                                 : vdt_kql_node_dup_text (tree, value);
      return vdt_kql_arena_strdup (l->arena, text != NULL ? text : "");
    }

  return NULL;
}

static const char *
escaped_set (VdtLower   *l,
             const char *text)
{
  g_autofree char *escaped = g_regex_escape_string (text, -1);

  return vdt_kql_arena_strdup (l->arena, escaped);
}

/* The value behind one key: in quotes, or up to the next separator. */
static const char *
kv_regex (VdtLower   *l,
          const char *key,
          const char *pair,
          const char *kv,
          const char *quote)
{
  const char *open = quote != NULL && quote[0] != '\0' ? escaped_set (l, P ("%c", quote[0])) : NULL;
  const char *close = open != NULL ? escaped_set (l, P ("%c", quote[strlen (quote) - 1])) : NULL;
  const char *separator = pair != NULL && pair[0] != '\0' ? P ("(?:%s)", escaped_set (l, pair)) : "(?:\\s+|[,;])";
  const char *between = kv != NULL && kv[0] != '\0' ? escaped_set (l, kv) : "[=:]";
  const char *bare = P ("(.*?)(?=\\s*%s|\\s*$)", separator);

  return P ("(?s)(?:^|%s)\\s*%s\\s*%s\\s*(?:%s%s)", separator, escaped_set (l, key), between,
            open != NULL ? P ("%s(.*?)%s|", open, close) : "()(?!)|", bare);
}

VdtLowerRows *
vdt_lower_parse_kv (VdtLower         *l,
                    const VdtKqlNode *node,
                    VdtLowerRows     *input)
{
  VdtKqlNode *schema = vdt_kql_node_child (node, VDT_KQL_ROLE_SCHEMA);
  const char *pair = vdt_lower_with_option (l, node, "pair_delimiter");
  const char *kv = vdt_lower_with_option (l, node, "kv_delimiter");
  const char *quote = vdt_lower_with_option (l, node, "quote");
  const char *regex = vdt_lower_with_option (l, node, "regex");
  VdtLowerValue text;
  VdtLowerRows *rows;

  if (vdt_lower_with_option (l, node, "escape") != NULL || vdt_lower_with_option (l, node, "greedy") != NULL || regex != NULL)
    vdt_lower_unavailable (l, node, "this option of parse-kv");

  input = vdt_lower_rows_plain (l, input);
  l->row = input;
  text = vdt_lower_convert (l, vdt_lower_spilled (l, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION)),
                            VDT_KQL_TYPE_STRING);
  rows = vdt_lower_rows_wrap (l, l->row, NULL, NULL);

  VDT_LOWER_EACH (item, vdt_kql_node_child (schema, VDT_KQL_ROLE_ITEMS))
    {
      VdtKqlNode *name_node = vdt_kql_node_child (item, VDT_KQL_ROLE_NAME);
      const VdtKqlSymbol *symbol = name_node != NULL ? vdt_kql_expansion_get_symbol (l->frame, name_node) : NULL;
      const char *name = vdt_lower_name (l, name_node);
      const char *groups = P ("kql_regex_groups(%s, %s)", text.sql,
                              vdt_lower_text (l, kv_regex (l, name, pair, kv, quote), -1));
      VdtLowerValue value = vdt_lower_value (P ("coalesce(nullif(%s[1], ''), %s[2], '')", groups, groups),
                                             VDT_KQL_TYPE_STRING);

      vdt_lower_rows_put (l, rows, name, vdt_lower_convert (l, value, symbol != NULL ? symbol->type->kind
                                                                                     : VDT_KQL_TYPE_STRING));
    }

  return rows;
}
