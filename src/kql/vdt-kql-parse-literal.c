/* vdt-kql-parse-literal.c: values written out: literals, strings, dynamic(), typeof().
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-parser.h"

gboolean
vdt_kql_kind_is_literal (guint kind)
{
  return kind >= VDT_KQL_TOKEN_BOOL && kind <= VDT_KQL_TOKEN_STRING;
}

static VdtKqlNode *
take_literal (VdtKqlParser *parser)
{
  VdtKqlNode *literal = vdt_kql_new (parser, VDT_KQL_LITERAL);

  vdt_kql_node_add (literal, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));

  return literal;
}

/* One string, or several side by side that are joined. */
VdtKqlNode *
vdt_kql_parse_string (VdtKqlParser *parser)
{
  VdtKqlNode *compound = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_TOKEN_STRING)
    return NULL;

  if (vdt_kql_peek_at (parser, 1) != VDT_KQL_TOKEN_STRING)
    return take_literal (parser);

  compound = vdt_kql_new (parser, VDT_KQL_COMPOUND_STRING);

  while (vdt_kql_add_if (parser, compound, VDT_KQL_ROLE_ITEM, VDT_KQL_TOKEN_STRING))
    ;

  return compound;
}

static VdtKqlNode *
parse_type_element (VdtKqlParser *parser)
{
  return vdt_kql_parse_type (parser);
}

/* typeof (long) */
VdtKqlNode *
vdt_kql_parse_typeof (VdtKqlParser *parser)
{
  static const VdtKqlListSpec types = { parse_type_element, NULL, VDT_KQL_LIST_NO_INSERT };
  VdtKqlNode *node = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_TYPEOF
      || vdt_kql_peek_at (parser, 1) != VDT_KQL_TOKEN_OPEN_PAREN)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_TYPEOF);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));

  if (vdt_kql_peek (parser) == VDT_KQL_TOKEN_STAR)
    {
      VdtKqlNode *star = vdt_kql_new (parser, VDT_KQL_STAR);

      vdt_kql_node_add (star, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));
      vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, star);
    }
  else
    vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &types));

  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return node;
}

/* dynamic (…) */

static VdtKqlNode *parse_json_value (VdtKqlParser *parser);

static VdtKqlNode *
missing_json_value (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;

  vdt_kql_complain_missing (parser, "a JSON value");
  node = vdt_kql_missing_node (parser, VDT_KQL_LITERAL);
  node->first_child->kind = VDT_KQL_TOKEN_STRING;

  return node;
}

static VdtKqlNode *
parse_json_value_required (VdtKqlParser *parser)
{
  VdtKqlNode *value = parse_json_value (parser);

  return value != NULL ? value : missing_json_value (parser);
}

static gboolean
starts_json_value (guint kind)
{
  return kind == VDT_KQL_TOKEN_OPEN_BRACE || kind == VDT_KQL_TOKEN_OPEN_BRACKET
         || kind == VDT_KQL_KEYWORD_NULL || vdt_kql_kind_is_literal (kind);
}

/* "key": value; a key that is no string is missing, and so may the colon be. */
static VdtKqlNode *
parse_json_pair (VdtKqlParser *parser)
{
  guint kind = vdt_kql_peek (parser);
  VdtKqlNode *pair = NULL;

  if ((kind != VDT_KQL_TOKEN_COLON && !starts_json_value (kind)) || parser->tree->too_deep)
    return NULL;

  pair = vdt_kql_new (parser, VDT_KQL_JSON_PAIR);

  if (kind == VDT_KQL_TOKEN_STRING)
    vdt_kql_node_add (pair, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));
  else
    {
      vdt_kql_complain_next (parser, "KS006", "a string");
      vdt_kql_node_add (pair, VDT_KQL_ROLE_NAME, vdt_kql_missing_token (parser, VDT_KQL_TOKEN_STRING));
    }

  vdt_kql_node_add (pair, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_COLON));
  vdt_kql_node_add (pair, VDT_KQL_ROLE_VALUE, parse_json_value_required (parser));

  return pair;
}

static VdtKqlNode *
missing_json_pair (VdtKqlParser *parser)
{
  vdt_kql_complain_missing (parser, "a JSON key and value");

  return vdt_kql_missing_node (parser, VDT_KQL_JSON_PAIR);
}

static VdtKqlNode *
parse_json_container (VdtKqlParser         *parser,
                      guint                 kind,
                      const VdtKqlListSpec *items,
                      guint                 close)
{
  VdtKqlNode *node = NULL;

  if (!vdt_kql_enter (parser))
    return NULL;

  node = vdt_kql_new (parser, kind);
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, items));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, close));
  vdt_kql_leave (parser);

  return node;
}

static VdtKqlNode *
parse_json_value (VdtKqlParser *parser)
{
  static const VdtKqlListSpec pairs = { parse_json_pair, missing_json_pair, 0 };
  static const VdtKqlListSpec values = { parse_json_value, missing_json_value, 0 };
  VdtKqlNode *node = NULL;

  switch (vdt_kql_peek (parser))
    {
    case VDT_KQL_TOKEN_OPEN_BRACE:
      return parse_json_container (parser, VDT_KQL_JSON_OBJECT, &pairs, VDT_KQL_TOKEN_CLOSE_BRACE);

    case VDT_KQL_TOKEN_OPEN_BRACKET:
      return parse_json_container (parser, VDT_KQL_JSON_ARRAY, &values, VDT_KQL_TOKEN_CLOSE_BRACKET);

    case VDT_KQL_KEYWORD_NULL:
      node = vdt_kql_new (parser, VDT_KQL_NULL_LITERAL);
      vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));
      return node;

    case VDT_KQL_KEYWORD_DYNAMIC:
      return vdt_kql_parse_dynamic (parser);

    case VDT_KQL_TOKEN_STRING:
      return vdt_kql_parse_string (parser);

    default:
      return vdt_kql_parse_signed_literal (parser);
    }
}

/* dynamic ({"a": [1, null]}) */
VdtKqlNode *
vdt_kql_parse_dynamic (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_DYNAMIC
      || vdt_kql_peek_at (parser, 1) != VDT_KQL_TOKEN_OPEN_PAREN || !vdt_kql_enter (parser))
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_DYNAMIC);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, parse_json_value_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
  vdt_kql_leave (parser);

  return node;
}

/* A literal of any type, dynamic and typeof included. */
VdtKqlNode *
vdt_kql_parse_literal (VdtKqlParser *parser)
{
  guint kind = vdt_kql_peek (parser);

  if (kind == VDT_KQL_TOKEN_STRING)
    return vdt_kql_parse_string (parser);

  if (vdt_kql_kind_is_literal (kind))
    return take_literal (parser);

  if (kind == VDT_KQL_KEYWORD_DYNAMIC)
    return vdt_kql_parse_dynamic (parser);

  return kind == VDT_KQL_KEYWORD_TYPEOF ? vdt_kql_parse_typeof (parser) : NULL;
}

/* A literal that may have a sign before it; the sign is part of its token. */
VdtKqlNode *
vdt_kql_parse_signed_literal (VdtKqlParser *parser)
{
  guint kind = vdt_kql_peek (parser);
  guint next = vdt_kql_peek_at (parser, 1);
  VdtKqlNode *literal = NULL;

  if ((kind != VDT_KQL_TOKEN_MINUS && kind != VDT_KQL_TOKEN_PLUS)
      || !vdt_kql_kind_is_literal (next) || next == VDT_KQL_TOKEN_STRING)
    return vdt_kql_parse_literal (parser);

  literal = vdt_kql_new (parser, VDT_KQL_LITERAL);
  vdt_kql_node_add (literal, VDT_KQL_ROLE_NAME, vdt_kql_take_merged (parser, next, 2));

  return literal;
}
