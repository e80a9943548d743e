/* vdt-kql-parse-expression.c: scalar expressions, calls, paths.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-operators.h"

/* How tightly a binary operator binds; the higher, the tighter. */
enum
{
  LEVEL_NONE,
  LEVEL_OR,
  LEVEL_AND,
  LEVEL_EQUALITY,       /* also in, between; a == b == c is not allowed */
  LEVEL_RELATIONAL,     /* a < b < c is not allowed */
  LEVEL_ADDITIVE,
  LEVEL_MULTIPLICATIVE,
  LEVEL_STRING,         /* has, contains, …, =~ and : */
  LEVEL_UNARY,
};

static guint
binary_level (guint kind)
{
  switch (kind)
    {
    case VDT_KQL_KEYWORD_OR:
      return LEVEL_OR;

    case VDT_KQL_KEYWORD_AND:
      return LEVEL_AND;

    case VDT_KQL_TOKEN_EQUAL_EQUAL: case VDT_KQL_TOKEN_NOT_EQUAL: case VDT_KQL_TOKEN_LESS_GREATER:
    case VDT_KQL_KEYWORD_IN: case VDT_KQL_KEYWORD_IN_CI: case VDT_KQL_KEYWORD_NOT_IN:
    case VDT_KQL_KEYWORD_NOT_IN_CI: case VDT_KQL_KEYWORD_HAS_ANY: case VDT_KQL_KEYWORD_HAS_ALL:
    case VDT_KQL_KEYWORD_BETWEEN: case VDT_KQL_KEYWORD_NOT_BETWEEN:
      return LEVEL_EQUALITY;

    case VDT_KQL_TOKEN_LESS: case VDT_KQL_TOKEN_LESS_EQUAL: case VDT_KQL_TOKEN_GREATER:
    case VDT_KQL_TOKEN_GREATER_EQUAL:
      return LEVEL_RELATIONAL;

    case VDT_KQL_TOKEN_PLUS: case VDT_KQL_TOKEN_MINUS:
      return LEVEL_ADDITIVE;

    case VDT_KQL_TOKEN_STAR: case VDT_KQL_TOKEN_SLASH: case VDT_KQL_TOKEN_PERCENT:
      return LEVEL_MULTIPLICATIVE;

    case VDT_KQL_KEYWORD_HAS: case VDT_KQL_KEYWORD_NOT_HAS: case VDT_KQL_KEYWORD_HAS_CS:
    case VDT_KQL_KEYWORD_NOT_HAS_CS: case VDT_KQL_KEYWORD_HASPREFIX: case VDT_KQL_KEYWORD_NOT_HASPREFIX:
    case VDT_KQL_KEYWORD_HASPREFIX_CS: case VDT_KQL_KEYWORD_NOT_HASPREFIX_CS:
    case VDT_KQL_KEYWORD_HASSUFFIX: case VDT_KQL_KEYWORD_NOT_HASSUFFIX:
    case VDT_KQL_KEYWORD_HASSUFFIX_CS: case VDT_KQL_KEYWORD_NOT_HASSUFFIX_CS:
    case VDT_KQL_KEYWORD_CONTAINS: case VDT_KQL_KEYWORD_CONTAINSCS: case VDT_KQL_KEYWORD_CONTAINS_CS:
    case VDT_KQL_KEYWORD_NOTCONTAINS: case VDT_KQL_KEYWORD_NOTCONTAINSCS:
    case VDT_KQL_KEYWORD_NOT_CONTAINS: case VDT_KQL_KEYWORD_NOT_CONTAINS_CS:
    case VDT_KQL_KEYWORD_STARTSWITH: case VDT_KQL_KEYWORD_NOT_STARTSWITH:
    case VDT_KQL_KEYWORD_STARTSWITH_CS: case VDT_KQL_KEYWORD_NOT_STARTSWITH_CS:
    case VDT_KQL_KEYWORD_ENDSWITH: case VDT_KQL_KEYWORD_NOT_ENDSWITH: case VDT_KQL_KEYWORD_ENDSWITH_CS:
    case VDT_KQL_KEYWORD_NOT_ENDSWITH_CS: case VDT_KQL_KEYWORD_LIKE: case VDT_KQL_KEYWORD_LIKECS:
    case VDT_KQL_KEYWORD_NOTLIKE: case VDT_KQL_KEYWORD_NOTLIKECS: case VDT_KQL_KEYWORD_MATCHES_REGEX:
    case VDT_KQL_TOKEN_COLON: case VDT_KQL_TOKEN_EQUAL_TILDE: case VDT_KQL_TOKEN_BANG_TILDE:
      return LEVEL_STRING;

    default:
      return LEVEL_NONE;
    }
}

/* Whether operators of @level may follow one another: a + b + c. */
static gboolean
level_chains (guint level)
{
  return level == LEVEL_OR || level == LEVEL_AND || level == LEVEL_ADDITIVE || level == LEVEL_MULTIPLICATIVE;
}

/* A reserved word before these can only be meant as a name. */
static gboolean
shows_name (guint next)
{
  guint level = binary_level (next);

  return (level != LEVEL_NONE && level != LEVEL_ADDITIVE) || next == VDT_KQL_TOKEN_COMMA
         || next == VDT_KQL_TOKEN_CLOSE_PAREN || next == VDT_KQL_TOKEN_CLOSE_BRACKET
         || next == VDT_KQL_TOKEN_CLOSE_BRACE || next == VDT_KQL_TOKEN_BAR || next == VDT_KQL_TOKEN_DOT;
}

/* Arguments */

static VdtKqlNode *
parse_star (VdtKqlParser *parser)
{
  VdtKqlNode *star = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_TOKEN_STAR)
    return NULL;

  star = vdt_kql_new (parser, VDT_KQL_STAR);
  vdt_kql_node_add (star, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));

  return star;
}

/* A star, a named or a plain expression. */
VdtKqlNode *
vdt_kql_parse_argument (VdtKqlParser *parser)
{
  VdtKqlNode *star = parse_star (parser);

  return star != NULL ? star : vdt_kql_parse_named (parser);
}

/* The same in a call, where a star has to stand alone. */
static VdtKqlNode *
parse_call_argument (VdtKqlParser *parser)
{
  guint next = vdt_kql_peek_at (parser, 1);

  if (next == VDT_KQL_TOKEN_COMMA || next == VDT_KQL_TOKEN_CLOSE_PAREN)
    return vdt_kql_parse_argument (parser);

  return vdt_kql_parse_named (parser);
}

/* (a, b): the missing parenthesis is complained about; with @anyway what may be
 * the arguments is read all the same. */
VdtKqlNode *
vdt_kql_parse_arguments (VdtKqlParser *parser,
                         gboolean      anyway)
{
  static const VdtKqlListSpec items = { parse_call_argument, vdt_kql_missing_expression, 0 };
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_EXPRESSION_LIST);
  VdtKqlNode *open = vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN);

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, open);

  if (vdt_kql_node_is_missing (open) && !anyway)
    {
      vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, vdt_kql_missing_token (parser, VDT_KQL_LIST));
      vdt_kql_complain_expected (parser, "“)”");
      vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_missing_token (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
      return node;
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &items));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return node;
}

static VdtKqlNode *
finish_call (VdtKqlParser *parser,
             VdtKqlNode   *name)
{
  VdtKqlNode *call = vdt_kql_new (parser, VDT_KQL_CALL);

  vdt_kql_node_add (call, VDT_KQL_ROLE_NAME, name);
  vdt_kql_node_add (call, VDT_KQL_ROLE_ARGUMENTS, vdt_kql_parse_arguments (parser, FALSE));

  return call;
}

/* f (a, b), where only a call may stand; NULL if no name comes. */
VdtKqlNode *
vdt_kql_parse_call (VdtKqlParser *parser)
{
  VdtKqlNode *name = vdt_kql_name_width (parser, 0, FALSE) > 0 ? vdt_kql_parse_name (parser) : NULL;

  return name == NULL ? NULL : finish_call (parser, name);
}

/* A name, or a call if a parenthesis follows. */
static VdtKqlNode *
parse_name_or_call (VdtKqlParser *parser)
{
  guint width = vdt_kql_name_width (parser, 0, FALSE);
  VdtKqlNode *name = vdt_kql_parse_name (parser);

  if (name != NULL && width > 0 && name->kind == VDT_KQL_NAME_REFERENCE
      && vdt_kql_peek (parser) == VDT_KQL_TOKEN_OPEN_PAREN && vdt_kql_enter (parser))
    {
      name = finish_call (parser, name);
      vdt_kql_leave (parser);
    }

  return name;
}

/* ( … ): in it may be a whole pipe. */
VdtKqlNode *
vdt_kql_parse_parenthesized (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_TOKEN_OPEN_PAREN || !vdt_kql_enter (parser))
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_PARENTHESIZED);
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_pipe_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
  vdt_kql_leave (parser);

  return node;
}

/* toscalar (…), totable (…) */
static VdtKqlNode *
parse_conversion (VdtKqlParser *parser,
                  guint         kind)
{
  VdtKqlNode *node = NULL;
  VdtKqlNode *parameters = NULL;
  VdtKqlNode *open = NULL;

  if (!vdt_kql_enter (parser))
    return NULL;

  node = vdt_kql_new (parser, kind);
  parameters = vdt_kql_new (parser, VDT_KQL_LIST);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  parameters->full_start = parameters->start = parameters->end = (guint32) vdt_kql_last_end (parser);

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_KIND && vdt_kql_peek_at (parser, 1) == VDT_KQL_TOKEN_EQUAL)
    {
      VdtKqlNode *parameter = vdt_kql_new (parser, VDT_KQL_NAMED_PARAMETER);
      VdtKqlNode *value = vdt_kql_new (parser, VDT_KQL_TOKEN_LITERAL);

      vdt_kql_node_add (parameter, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));
      vdt_kql_node_add (parameter, VDT_KQL_ROLE_EQUAL, vdt_kql_take (parser));
      vdt_kql_node_add (value, VDT_KQL_ROLE_NAME, vdt_kql_expect (parser, VDT_KQL_KEYWORD_NOOPTIMIZATION));
      vdt_kql_node_add (parameter, VDT_KQL_ROLE_VALUE, value);
      vdt_kql_node_add (parameters, VDT_KQL_ROLE_ITEM, parameter);
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_PARAMETERS, parameters);
  open = vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN);
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, open);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION,
                    vdt_kql_node_is_missing (open) ? vdt_kql_missing_expression (parser)
                                                   : vdt_kql_parse_pipe_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
  vdt_kql_leave (parser);

  return node;
}

static VdtKqlNode *
parse_keyword_primary (VdtKqlParser *parser)
{
  VdtKqlNode *at = NULL;

  switch (vdt_kql_peek (parser))
    {
    case VDT_KQL_KEYWORD_TOSCALAR:
      return parse_conversion (parser, VDT_KQL_TO_SCALAR);

    case VDT_KQL_KEYWORD_TOTABLE:
      return parse_conversion (parser, VDT_KQL_TO_TABLE);

    case VDT_KQL_KEYWORD_DATATABLE:
      return vdt_kql_parse_datatable (parser);

    case VDT_KQL_KEYWORD_X_CONTEXTUAL_DATATABLE:
      return vdt_kql_parse_contextual_datatable (parser);

    case VDT_KQL_KEYWORD_EXTERNALDATA:
    case VDT_KQL_KEYWORD_EXTERNAL_DATA:
      return vdt_kql_parse_externaldata (parser);

    case VDT_KQL_KEYWORD_MATERIALIZED_VIEW_COMBINE:
      return vdt_kql_parse_materialized_view_combine (parser);

    case VDT_KQL_KEYWORD_INLINE_EXTERNAL_TABLE:
      return vdt_kql_parse_inline_external_table (parser);

    case VDT_KQL_TOKEN_AT:
      at = vdt_kql_new (parser, VDT_KQL_AT);
      vdt_kql_node_add (at, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));
      return at;

    default:
      return NULL;
    }
}

/* Brackets after an expression: [0], ["name"] */
static VdtKqlNode *
parse_bracketed (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_BRACKETED);
  VdtKqlNode *inside = NULL;

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));
  inside = vdt_kql_parse_expression (parser);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION,
                    inside != NULL ? inside : vdt_kql_missing_name (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_BRACKET));

  return node;
}

/* What stands for a table or a value, literals excepted. */
static VdtKqlNode *
parse_entity_primary (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;

  if (vdt_kql_peek (parser) == VDT_KQL_TOKEN_OPEN_PAREN)
    return vdt_kql_parse_parenthesized (parser);

  node = parse_keyword_primary (parser);

  return node != NULL ? node : parse_name_or_call (parser);
}

static VdtKqlNode *
parse_primary (VdtKqlParser *parser)
{
  guint kind = vdt_kql_peek (parser);
  VdtKqlNode *node = vdt_kql_parse_literal (parser);

  if (node == NULL)
    node = parse_entity_primary (parser);

  if (node == NULL && vdt_kql_kind_is_keyword (kind) && kind != VDT_KQL_KEYWORD_DYNAMIC
      && kind == vdt_kql_peek (parser) && shows_name (vdt_kql_peek_at (parser, 1)))
    node = vdt_kql_parse_bad_name (parser);

  if (node == NULL && kind == VDT_KQL_TOKEN_OPEN_BRACKET && vdt_kql_enter (parser))
    {
      node = parse_bracketed (parser);
      vdt_kql_leave (parser);
    }

  return node;
}

/* What follows a dot: a name, a call, or brackets as in a.[0]. */
static VdtKqlNode *
parse_selector (VdtKqlParser *parser,
                gboolean      wildcards)
{
  gboolean star = vdt_kql_peek (parser) == VDT_KQL_TOKEN_STAR
                  || vdt_kql_peek_at (parser, 1) == VDT_KQL_TOKEN_STAR;
  VdtKqlNode *selector = wildcards && star ? vdt_kql_parse_wildcard_name (parser)
                                           : parse_name_or_call (parser);

  if (selector != NULL)
    return selector;

  if (vdt_kql_peek (parser) == VDT_KQL_TOKEN_OPEN_BRACKET && vdt_kql_enter (parser))
    {
      selector = parse_bracketed (parser);
      vdt_kql_leave (parser);
      return selector;
    }

  return vdt_kql_missing_name (parser);
}

static VdtKqlNode *
parse_path_rest (VdtKqlParser *parser,
                 VdtKqlNode   *node,
                 gboolean      wildcards)
{
  for (;;)
    {
      guint kind = vdt_kql_peek (parser);
      VdtKqlNode *whole = NULL;

      if (kind == VDT_KQL_TOKEN_DOT)
        {
          whole = vdt_kql_new (parser, VDT_KQL_PATH);
          vdt_kql_node_add (whole, VDT_KQL_ROLE_EXPRESSION, node);
          vdt_kql_node_add (whole, VDT_KQL_ROLE_OPERATOR, vdt_kql_take (parser));
          vdt_kql_node_add (whole, VDT_KQL_ROLE_SELECTOR, parse_selector (parser, wildcards));
        }
      else if (kind == VDT_KQL_TOKEN_OPEN_BRACKET && vdt_kql_enter (parser))
        {
          whole = vdt_kql_new (parser, VDT_KQL_ELEMENT);
          vdt_kql_node_add (whole, VDT_KQL_ROLE_EXPRESSION, node);
          vdt_kql_node_add (whole, VDT_KQL_ROLE_SELECTOR, parse_bracketed (parser));
          vdt_kql_leave (parser);
        }
      else
        return node;

      node = whole;
    }
}

/* a.b["c"][0].f (1) */
VdtKqlNode *
vdt_kql_parse_path (VdtKqlParser *parser)
{
  VdtKqlNode *node = parse_primary (parser);

  return node == NULL ? NULL : parse_path_rest (parser, node, FALSE);
}

/* A path whose last part may have stars in it: database ("x").Device* */
VdtKqlNode *
vdt_kql_parse_entity_path (VdtKqlParser *parser)
{
  VdtKqlNode *node = parse_entity_primary (parser);

  return node == NULL ? NULL : parse_path_rest (parser, node, TRUE);
}

static VdtKqlNode *
parse_unary (VdtKqlParser *parser)
{
  guint kind = vdt_kql_peek (parser);
  VdtKqlNode *unary = NULL;
  VdtKqlNode *operand = NULL;

  if (kind == VDT_KQL_TOKEN_STAR)
    {
      /* * has "x": only search and find give it a meaning. */
      guint level = binary_level (vdt_kql_peek_at (parser, 1));

      return level == LEVEL_STRING || level == LEVEL_EQUALITY || level == LEVEL_RELATIONAL
             ? parse_star (parser) : NULL;
    }

  if (kind != VDT_KQL_TOKEN_MINUS && kind != VDT_KQL_TOKEN_PLUS)
    return vdt_kql_parse_path (parser);

  unary = vdt_kql_new (parser, VDT_KQL_UNARY);
  vdt_kql_node_add (unary, VDT_KQL_ROLE_OPERATOR, vdt_kql_take (parser));
  operand = vdt_kql_parse_path (parser);
  vdt_kql_node_add (unary, VDT_KQL_ROLE_EXPRESSION,
                    operand != NULL ? operand : vdt_kql_missing_expression (parser));

  return unary;
}

/* Binary operators */

/* An element after in; the service reads an operator there as well. */
static VdtKqlNode *
parse_in_item (VdtKqlParser *parser)
{
  return vdt_kql_operator_starts (parser) ? vdt_kql_parse_operator (parser)
                                          : vdt_kql_parse_expression (parser);
}

/* (1, 2) or (T | project x) after in, has_any and the like. */
static VdtKqlNode *
parse_in_list (VdtKqlParser *parser)
{
  static const VdtKqlListSpec items = {
    parse_in_item, vdt_kql_missing_expression, VDT_KQL_LIST_REQUIRED
  };
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_EXPRESSION_LIST);
  VdtKqlNode *list = NULL;

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  list = vdt_kql_parse_list (parser, &items);

  /* A single element may go on as a pipe. */
  if (vdt_kql_peek (parser) == VDT_KQL_TOKEN_BAR && list->first_child->next == NULL)
    {
      VdtKqlNode *first = list->first_child;

      first->parent = NULL;
      first = vdt_kql_parse_pipe_rest (parser, first);
      list = vdt_kql_new (parser, VDT_KQL_LIST);
      vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, first);
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, list);
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return node;
}

/* (1 .. 2) after between */
static VdtKqlNode *
parse_couple (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_EXPRESSION_COUPLE);

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_FIRST, vdt_kql_parse_expression_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPERATOR, vdt_kql_expect (parser, VDT_KQL_TOKEN_DOT_DOT));
  vdt_kql_node_add (node, VDT_KQL_ROLE_SECOND, vdt_kql_parse_expression_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return node;
}

static VdtKqlNode *parse_binary (VdtKqlParser *parser,
                                 guint         min_level);

/* After != the service complains in another way. */
static VdtKqlNode *
missing_operand (VdtKqlParser *parser,
                 guint         operator)
{
  gsize end = vdt_kql_last_end (parser);

  if (operator != VDT_KQL_TOKEN_NOT_EQUAL && operator != VDT_KQL_TOKEN_LESS_GREATER)
    return vdt_kql_missing_expression (parser);

  vdt_kql_complain (parser, "KS005", end, end, "Write the value to compare with here.");

  return vdt_kql_missing_node (parser, VDT_KQL_NAME_REFERENCE);
}

/* @left and the operator that comes next as one node. */
static VdtKqlNode *
parse_binary_rest (VdtKqlParser *parser,
                   VdtKqlNode   *left,
                   guint         level)
{
  guint kind = vdt_kql_peek (parser);
  VdtKqlNode *node = NULL;
  VdtKqlNode *right = NULL;

  switch (kind)
    {
    case VDT_KQL_KEYWORD_IN: case VDT_KQL_KEYWORD_IN_CI: case VDT_KQL_KEYWORD_NOT_IN:
    case VDT_KQL_KEYWORD_NOT_IN_CI: case VDT_KQL_KEYWORD_HAS_ANY: case VDT_KQL_KEYWORD_HAS_ALL:
      node = vdt_kql_new (parser, VDT_KQL_IN);
      break;

    case VDT_KQL_KEYWORD_BETWEEN: case VDT_KQL_KEYWORD_NOT_BETWEEN:
      node = vdt_kql_new (parser, VDT_KQL_BETWEEN);
      break;

    default:
      node = vdt_kql_new (parser, VDT_KQL_BINARY);
      break;
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_LEFT, left);
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPERATOR, vdt_kql_take (parser));

  if (node->kind == VDT_KQL_IN)
    right = parse_in_list (parser);
  else if (node->kind == VDT_KQL_BETWEEN)
    right = parse_couple (parser);
  else
    right = parse_binary (parser, level + 1);

  vdt_kql_node_add (node, VDT_KQL_ROLE_RIGHT, right != NULL ? right : missing_operand (parser, kind));

  return node;
}

static VdtKqlNode *
parse_binary (VdtKqlParser *parser,
              guint         min_level)
{
  VdtKqlNode *left = parse_unary (parser);
  guint left_level = LEVEL_UNARY;

  if (left == NULL)
    return NULL;

  for (;;)
    {
      guint level = binary_level (vdt_kql_peek (parser));

      if (level < min_level || level == LEVEL_NONE || level > left_level
          || (level == left_level && !level_chains (level)))
        return left;

      left = parse_binary_rest (parser, left, level);
      left_level = level;
    }
}

/* A scalar expression without a name. */
VdtKqlNode *
vdt_kql_parse_expression (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;

  if (!vdt_kql_enter (parser))
    return NULL;

  node = parse_binary (parser, LEVEL_OR);
  vdt_kql_leave (parser);

  return node;
}

VdtKqlNode *
vdt_kql_parse_expression_required (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_parse_expression (parser);

  return node != NULL ? node : vdt_kql_missing_expression (parser);
}

/* Named expressions */

/* The tokens up to the = of (a, b) = …, or 0. */
static gboolean
starts_compound (VdtKqlParser *parser)
{
  guint at = 1;

  if (vdt_kql_peek (parser) != VDT_KQL_TOKEN_OPEN_PAREN)
    return FALSE;

  for (;;)
    {
      guint width = vdt_kql_name_width (parser, at, FALSE);

      if (width == 0)
        return FALSE;

      at += width;

      if (vdt_kql_peek_at (parser, at) == VDT_KQL_TOKEN_COMMA)
        at++;
      else
        return vdt_kql_peek_at (parser, at) == VDT_KQL_TOKEN_CLOSE_PAREN
               && vdt_kql_peek_at (parser, at + 1) == VDT_KQL_TOKEN_EQUAL;
    }
}

static VdtKqlNode *
parse_compound_named (VdtKqlParser *parser)
{
  static const VdtKqlListSpec names = { vdt_kql_parse_declaration, NULL, 0 };
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_COMPOUND_NAMED);

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAMES, vdt_kql_parse_list (parser, &names));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EQUAL, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_expression_required (parser));

  return node;
}

/* An expression that may have a name: x = a + b, (a, b) = f (). */
VdtKqlNode *
vdt_kql_parse_named (VdtKqlParser *parser)
{
  guint width = vdt_kql_name_width (parser, 0, TRUE);
  VdtKqlNode *name = NULL;
  VdtKqlNode *node = NULL;

  if (starts_compound (parser))
    return parse_compound_named (parser);

  if (width > 0 && vdt_kql_peek_at (parser, width) == VDT_KQL_TOKEN_EQUAL)
    name = vdt_kql_parse_column_declaration (parser);
  else if (vdt_kql_kind_is_keyword (vdt_kql_peek (parser))
           && vdt_kql_peek_at (parser, 1) == VDT_KQL_TOKEN_EQUAL)
    {
      name = vdt_kql_parse_bad_name (parser);
      name->kind = VDT_KQL_NAME_DECLARATION;
    }
  else
    return vdt_kql_parse_expression (parser);

  node = vdt_kql_new (parser, VDT_KQL_NAMED);
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, name);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EQUAL, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_expression_required (parser));

  return node;
}

VdtKqlNode *
vdt_kql_parse_named_required (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_parse_named (parser);

  return node != NULL ? node : vdt_kql_missing_expression (parser);
}

/* Ordering */

static VdtKqlNode *
parse_nulls (VdtKqlParser *parser)
{
  guint next = vdt_kql_peek_at (parser, 1);
  VdtKqlNode *node = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_NULLS)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_NULLS_ORDERING);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));

  if (next == VDT_KQL_KEYWORD_FIRST || next == VDT_KQL_KEYWORD_LAST)
    vdt_kql_node_add (node, VDT_KQL_ROLE_DIRECTION, vdt_kql_take (parser));
  else
    {
      vdt_kql_complain_next (parser, "KS006", "“first” or “last”");
      vdt_kql_node_add (node, VDT_KQL_ROLE_DIRECTION,
                        vdt_kql_missing_token (parser, VDT_KQL_KEYWORD_FIRST));
    }

  return node;
}

/* @expression with the asc, desc and nulls that follow it, if any do. */
VdtKqlNode *
vdt_kql_parse_ordering (VdtKqlParser *parser,
                        VdtKqlNode   *expression)
{
  guint kind = vdt_kql_peek (parser);
  gboolean direction = kind == VDT_KQL_KEYWORD_ASC || kind == VDT_KQL_KEYWORD_DESC;
  VdtKqlNode *ordering = NULL;
  VdtKqlNode *nulls = NULL;
  VdtKqlNode *node = NULL;

  if (!direction && kind != VDT_KQL_KEYWORD_NULLS)
    return expression;

  ordering = vdt_kql_new (parser, VDT_KQL_ORDERING);

  if (direction)
    vdt_kql_node_add (ordering, VDT_KQL_ROLE_DIRECTION, vdt_kql_take (parser));

  nulls = parse_nulls (parser);

  if (nulls != NULL)
    vdt_kql_node_add (ordering, VDT_KQL_ROLE_NULLS, nulls);

  node = vdt_kql_new (parser, VDT_KQL_ORDERED);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, expression);
  vdt_kql_node_add (node, VDT_KQL_ROLE_ORDERING, ordering);

  return node;
}

/* a desc nulls last */
VdtKqlNode *
vdt_kql_parse_ordered_expression (VdtKqlParser *parser)
{
  VdtKqlNode *expression = vdt_kql_parse_named (parser);

  return expression == NULL ? NULL : vdt_kql_parse_ordering (parser, expression);
}
