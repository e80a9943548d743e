/* vdt-kql-parse-statement.c: whole queries: directives, statements, pipes, functions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-operators.h"

/* Pipes */

/* @left and the operators that follow it. */
VdtKqlNode *
vdt_kql_parse_pipe_rest (VdtKqlParser *parser,
                         VdtKqlNode   *left)
{
  while (vdt_kql_peek (parser) == VDT_KQL_TOKEN_BAR)
    {
      VdtKqlNode *pipe = vdt_kql_new (parser, VDT_KQL_PIPE);

      vdt_kql_node_add (pipe, VDT_KQL_ROLE_LEFT, left);
      vdt_kql_node_add (pipe, VDT_KQL_ROLE_SEPARATOR, vdt_kql_take (parser));
      vdt_kql_node_add (pipe, VDT_KQL_ROLE_OPERATOR, vdt_kql_parse_operator_required (parser));
      left = pipe;
    }

  return left;
}

/* A query: an expression or a first operator, and operators after it. */
VdtKqlNode *
vdt_kql_parse_pipe (VdtKqlParser *parser)
{
  VdtKqlNode *left = vdt_kql_operator_starts (parser) ? vdt_kql_parse_operator (parser)
                                                      : vdt_kql_parse_expression (parser);

  return left == NULL ? NULL : vdt_kql_parse_pipe_rest (parser, left);
}

VdtKqlNode *
vdt_kql_parse_pipe_required (VdtKqlParser *parser)
{
  VdtKqlNode *pipe = vdt_kql_parse_pipe (parser);

  return pipe != NULL ? pipe : vdt_kql_missing_expression (parser);
}

/* Operators that take their rows from outside: take 1 | count */
VdtKqlNode *
vdt_kql_parse_operator_pipe (VdtKqlParser *parser)
{
  return vdt_kql_parse_pipe_rest (parser, vdt_kql_parse_operator_required (parser));
}

/* Functions */

static gboolean
starts_function (VdtKqlParser *parser)
{
  guint at = vdt_kql_peek (parser) == VDT_KQL_KEYWORD_VIEW ? 1 : 0;
  guint width = 0;

  if (vdt_kql_peek_at (parser, at) != VDT_KQL_TOKEN_OPEN_PAREN)
    return FALSE;

  if (vdt_kql_peek_at (parser, at + 1) == VDT_KQL_TOKEN_CLOSE_PAREN)
    return TRUE;

  width = vdt_kql_name_width (parser, at + 1, TRUE);

  return width > 0 && vdt_kql_peek_at (parser, at + 1 + width) == VDT_KQL_TOKEN_COLON;
}

static VdtKqlNode *parse_let (VdtKqlParser *parser);
static VdtKqlNode *parse_declare (VdtKqlParser *parser);

/* { let …; expression; } */
static VdtKqlNode *
parse_function_body (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_FUNCTION_BODY);
  VdtKqlNode *open = vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_BRACE);
  VdtKqlNode *list = vdt_kql_new (parser, VDT_KQL_LIST);
  VdtKqlNode *expression = NULL;

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, open);
  list->full_start = list->start = list->end = (guint32) vdt_kql_last_end (parser);

  while (!vdt_kql_node_is_missing (open))
    {
      VdtKqlNode *statement = parse_let (parser);

      if (statement == NULL)
        statement = parse_declare (parser);

      if (statement == NULL)
        break;

      vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, statement);
      vdt_kql_node_add (list, VDT_KQL_ROLE_SEPARATOR, vdt_kql_expect (parser, VDT_KQL_TOKEN_SEMICOLON));
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_STATEMENTS, list);

  if (!vdt_kql_node_is_missing (open))
    {
      expression = vdt_kql_parse_pipe (parser);

      if (expression != NULL)
        vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, expression);

      vdt_kql_add_if (parser, node, VDT_KQL_ROLE_SEPARATOR, VDT_KQL_TOKEN_SEMICOLON);
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_BRACE));

  return node;
}

/* view (a: string, T: (*)) { … } */
static VdtKqlNode *
parse_function (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;

  if (!vdt_kql_enter (parser))
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_FUNCTION_DECLARATION);
  vdt_kql_add_if (parser, node, VDT_KQL_ROLE_VIEW, VDT_KQL_KEYWORD_VIEW);
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_PARAMETERS, vdt_kql_parse_parameters (parser, FALSE));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_BODY, parse_function_body (parser));
  vdt_kql_leave (parser);

  return node;
}

/* Statements */

/* materialize (T | …) */
static VdtKqlNode *
parse_materialize (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;
  VdtKqlNode *open = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_MATERIALIZE || !vdt_kql_enter (parser))
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_MATERIALIZE);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  open = vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN);
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, open);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION,
                    vdt_kql_node_is_missing (open) ? vdt_kql_missing_expression (parser)
                                                   : vdt_kql_parse_pipe_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
  vdt_kql_leave (parser);

  return node;
}

/* entity_group [database ("a"), database ("b")] */
VdtKqlNode *
vdt_kql_parse_entity_group (VdtKqlParser *parser)
{
  static const VdtKqlListSpec entities = { vdt_kql_parse_path, vdt_kql_missing_expression, 0 };
  VdtKqlNode *node = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_ENTITY_GROUP
      || vdt_kql_peek_at (parser, 1) != VDT_KQL_TOKEN_OPEN_BRACKET)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_ENTITY_GROUP);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &entities));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_BRACKET));

  return node;
}

static VdtKqlNode *
parse_let_value (VdtKqlParser *parser)
{
  VdtKqlNode *value = starts_function (parser) ? parse_function (parser) : NULL;

  if (value == NULL)
    value = vdt_kql_parse_entity_group (parser);

  if (value != NULL)
    return value;

  value = parse_materialize (parser);

  return value != NULL ? vdt_kql_parse_pipe_rest (parser, value) : vdt_kql_parse_pipe_required (parser);
}

/* let name = … */
static VdtKqlNode *
parse_let (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_LET || vdt_kql_name_width (parser, 1, FALSE) == 0)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_LET_STATEMENT);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_parse_declaration (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_EQUAL));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, parse_let_value (parser));

  return node;
}

/* set name = value */
static VdtKqlNode *
parse_set (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_SET)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_SET_STATEMENT);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_parse_declaration_required (parser));

  if (vdt_kql_add_if (parser, node, VDT_KQL_ROLE_EQUAL, VDT_KQL_TOKEN_EQUAL))
    vdt_kql_node_add (node, VDT_KQL_ROLE_VALUE, vdt_kql_parse_expression_required (parser));

  return node;
}

/* alias database name = … */
static VdtKqlNode *
parse_alias (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_ALIAS
      || vdt_kql_peek_at (parser, 1) != VDT_KQL_KEYWORD_DATABASE)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_ALIAS_STATEMENT);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_parse_declaration_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_EQUAL));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_expression_required (parser));

  return node;
}

/* restrict access to (T, U*) with (…) */
static VdtKqlNode *
parse_restrict (VdtKqlParser *parser)
{
  static const VdtKqlListSpec entities = {
    vdt_kql_parse_entity, vdt_kql_missing_expression, VDT_KQL_LIST_REQUIRED
  };
  VdtKqlNode *node = NULL;
  VdtKqlNode *with = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_RESTRICT
      || vdt_kql_peek_at (parser, 1) != VDT_KQL_KEYWORD_ACCESS)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_RESTRICT_STATEMENT);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_TO));
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSIONS, vdt_kql_parse_list (parser, &entities));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
  with = vdt_kql_parse_with_properties (parser);

  if (with != NULL)
    vdt_kql_node_add (node, VDT_KQL_ROLE_WITH, with);

  return node;
}

static VdtKqlNode *
missing_string (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;

  vdt_kql_complain_missing (parser, "a string");
  node = vdt_kql_missing_node (parser, VDT_KQL_LITERAL);
  node->first_child->kind = VDT_KQL_TOKEN_STRING;

  return node;
}

/* ("x").["y"] = { … }; */
static VdtKqlNode *
parse_pattern_match (VdtKqlParser *parser)
{
  static const VdtKqlListSpec values = { vdt_kql_parse_string, missing_string, VDT_KQL_LIST_REQUIRED };
  VdtKqlNode *node = NULL;
  VdtKqlNode *arguments = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_TOKEN_OPEN_PAREN)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_PATTERN_MATCH);
  arguments = vdt_kql_new (parser, VDT_KQL_EXPRESSION_LIST);
  vdt_kql_node_add (arguments, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));
  vdt_kql_node_add (arguments, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &values));
  vdt_kql_node_add (arguments, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_ARGUMENTS, arguments);

  if (vdt_kql_peek (parser) == VDT_KQL_TOKEN_DOT)
    {
      VdtKqlNode *path = vdt_kql_new (parser, VDT_KQL_BRACKETED);
      VdtKqlNode *value = NULL;

      vdt_kql_node_add (path, VDT_KQL_ROLE_OPERATOR, vdt_kql_take (parser));
      vdt_kql_node_add (path, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_BRACKET));
      value = vdt_kql_parse_string (parser);
      vdt_kql_node_add (path, VDT_KQL_ROLE_EXPRESSION, value != NULL ? value : missing_string (parser));
      vdt_kql_node_add (path, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_BRACKET));
      vdt_kql_node_add (node, VDT_KQL_ROLE_PATH, path);
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_EQUAL));
  vdt_kql_node_add (node, VDT_KQL_ROLE_BODY, parse_function_body (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_SEPARATOR, vdt_kql_expect (parser, VDT_KQL_TOKEN_SEMICOLON));

  return node;
}

/* = (a: string)[b: string] { matches } */
static VdtKqlNode *
parse_pattern_declaration (VdtKqlParser *parser)
{
  static const VdtKqlListSpec parameters = { vdt_kql_parse_name_and_type, NULL, 0 };
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_PATTERN_DECLARATION);
  VdtKqlNode *list = NULL;
  VdtKqlNode *match = NULL;

  vdt_kql_node_add (node, VDT_KQL_ROLE_EQUAL, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_PARAMETERS, vdt_kql_parse_list (parser, &parameters));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  if (vdt_kql_add_if (parser, node, VDT_KQL_ROLE_OPEN, VDT_KQL_TOKEN_OPEN_BRACKET))
    {
      VdtKqlNode *path = vdt_kql_parse_name_and_type (parser);

      vdt_kql_node_add (node, VDT_KQL_ROLE_PATH, path != NULL ? path : vdt_kql_missing_name (parser));
      vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_BRACKET));
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_BRACE));
  list = vdt_kql_new (parser, VDT_KQL_LIST);
  match = parse_pattern_match (parser);

  if (match == NULL)
    {
      vdt_kql_complain_missing (parser, "a pattern match, such as (\"x\") = { T };,");
      vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, vdt_kql_missing_node (parser, VDT_KQL_PATTERN_MATCH));
    }

  for (; match != NULL; match = parse_pattern_match (parser))
    vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, match);

  vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, list);
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_BRACE));

  return node;
}

/* declare query_parameters (…), declare pattern name = … */
static VdtKqlNode *
parse_declare (VdtKqlParser *parser)
{
  guint next = vdt_kql_peek_at (parser, 1);
  VdtKqlNode *node = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_DECLARE
      || (next != VDT_KQL_KEYWORD_QUERY_PARAMETERS && next != VDT_KQL_KEYWORD_PATTERN))
    return NULL;

  node = vdt_kql_new (parser, next == VDT_KQL_KEYWORD_PATTERN ? VDT_KQL_PATTERN_STATEMENT
                                                              : VDT_KQL_QUERY_PARAMETERS_STATEMENT);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));

  if (next == VDT_KQL_KEYWORD_PATTERN)
    {
      vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_parse_declaration_required (parser));

      if (vdt_kql_peek (parser) == VDT_KQL_TOKEN_EQUAL)
        vdt_kql_node_add (node, VDT_KQL_ROLE_PATTERN, parse_pattern_declaration (parser));

      return node;
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_PARAMETERS, vdt_kql_parse_parameters (parser, TRUE));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return node;
}

static VdtKqlNode *
parse_statement (VdtKqlParser *parser)
{
  static const VdtKqlParseFunc statements[] = {
    parse_let, parse_set, parse_alias, parse_restrict, parse_declare
  };
  VdtKqlNode *node = NULL;
  VdtKqlNode *expression = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (statements) && node == NULL; i++)
    node = statements[i] (parser);

  if (node != NULL)
    return node;

  expression = vdt_kql_parse_pipe (parser);

  if (expression == NULL)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_EXPRESSION_STATEMENT);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, expression);

  return node;
}

/* Statements with semicolons between; a missing one is put in where another statement follows. */
VdtKqlNode *
vdt_kql_parse_statement_list (VdtKqlParser *parser)
{
  VdtKqlNode *list = vdt_kql_new (parser, VDT_KQL_LIST);
  VdtKqlNode *statement = parse_statement (parser);

  if (statement == NULL)
    list->full_start = list->start = list->end = (guint32) vdt_kql_last_end (parser);

  while (statement != NULL)
    {
      guint at = 0;

      vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, statement);

      if (vdt_kql_add_if (parser, list, VDT_KQL_ROLE_SEPARATOR, VDT_KQL_TOKEN_SEMICOLON))
        {
          statement = parse_statement (parser);
          continue;
        }

      at = parser->at;
      statement = parse_statement (parser);

      if (statement != NULL)
        {
          guint after = parser->at;

          parser->at = at;
          vdt_kql_node_add (list, VDT_KQL_ROLE_SEPARATOR, vdt_kql_expect (parser, VDT_KQL_TOKEN_SEMICOLON));
          parser->at = after;
        }
    }

  return list;
}

static VdtKqlNode *
parse_directives (VdtKqlParser *parser)
{
  VdtKqlNode *list = vdt_kql_new (parser, VDT_KQL_LIST);

  while (vdt_kql_peek (parser) == VDT_KQL_TOKEN_DIRECTIVE)
    {
      VdtKqlNode *directive = vdt_kql_new (parser, VDT_KQL_DIRECTIVE);

      vdt_kql_node_add (directive, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));
      vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, directive);
    }

  return list;
}

/* What is left over when no statement fits any more. */
static VdtKqlNode *
parse_skipped (VdtKqlParser *parser)
{
  const VdtKqlToken *token = &parser->tokens[parser->at];
  VdtKqlNode *node = NULL;

  if (vdt_kql_peek (parser) == VDT_KQL_TOKEN_END)
    return NULL;

  vdt_kql_complain (parser, "KS198", token->start, token->end,
                    "“%.*s” does not fit here. Nothing from here on is read.",
                    (int) MIN (token->end - token->start, 40), parser->tree->text + token->start);
  node = vdt_kql_new (parser, VDT_KQL_SKIPPED);

  while (vdt_kql_peek (parser) != VDT_KQL_TOKEN_END)
    vdt_kql_node_add (node, VDT_KQL_ROLE_ITEM, vdt_kql_take (parser));

  node->flags |= VDT_KQL_NODE_HAS_ERROR;

  return node;
}

/* The whole text of a query. */
VdtKqlNode *
vdt_kql_parse_query (VdtKqlParser *parser)
{
  VdtKqlNode *root = vdt_kql_new (parser, VDT_KQL_QUERY);
  VdtKqlNode *skipped = NULL;

  vdt_kql_node_add (root, VDT_KQL_ROLE_DIRECTIVES, parse_directives (parser));
  vdt_kql_node_add (root, VDT_KQL_ROLE_STATEMENTS, vdt_kql_parse_statement_list (parser));
  skipped = parse_skipped (parser);

  if (skipped != NULL)
    vdt_kql_node_add (root, VDT_KQL_ROLE_SKIPPED, skipped);

  vdt_kql_node_add (root, VDT_KQL_ROLE_END, vdt_kql_take_if (parser, VDT_KQL_TOKEN_END));

  return root;
}
