/* vdt-kql-parse-shapes.c: operators that change the shape of rows or run sub-queries on them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-operators.h"

/* mv-expand, mv-apply */

/* to typeof (long) */
static VdtKqlNode *
parse_to_typeof (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_TO_TYPEOF);
  VdtKqlNode *type = NULL;

  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  type = vdt_kql_parse_typeof (parser);

  if (type == NULL)
    {
      vdt_kql_complain_missing (parser, "typeof (…)");
      type = vdt_kql_missing_node (parser, VDT_KQL_TYPEOF);
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_TYPE, type);

  return node;
}

static VdtKqlNode *
parse_typed_result (VdtKqlParser *parser)
{
  VdtKqlNode *expression = vdt_kql_parse_named (parser);
  VdtKqlNode *node = NULL;

  if (expression == NULL)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_TYPED_RESULT);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, expression);

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_TO)
    vdt_kql_node_add (node, VDT_KQL_ROLE_TYPE, parse_to_typeof (parser));

  return node;
}

static VdtKqlNode *
missing_typed_result (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_TYPED_RESULT);

  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_missing_expression (parser));

  return node;
}

static const VdtKqlListSpec expanded = {
  parse_typed_result, missing_typed_result, VDT_KQL_LIST_REQUIRED,
  { VDT_KQL_KEYWORD_LIMIT, VDT_KQL_KEYWORD_ON, VDT_KQL_KEYWORD_ID }
};

static const VdtKqlListSpec expanded_with_on = {
  parse_typed_result, missing_typed_result, VDT_KQL_LIST_REQUIRED, { VDT_KQL_KEYWORD_LIMIT }
};

static void
add_row_limit (VdtKqlParser *parser,
               VdtKqlNode   *node)
{
  VdtKqlNode *clause = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_LIMIT)
    return;

  clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_named_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_LIMIT, clause);
}

/* mv-expand a to typeof (long), b limit 5 */
void
vdt_kql_parse_mv_expand (VdtKqlParser *parser,
                         VdtKqlNode   *node)
{
  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSIONS, vdt_kql_parse_list (parser, &expanded_with_on));
  add_row_limit (parser, node);
}

/* mv-apply a on (summarize count ()) */
void
vdt_kql_parse_mv_apply (VdtKqlParser *parser,
                        VdtKqlNode   *node)
{
  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSIONS, vdt_kql_parse_list (parser, &expanded));
  add_row_limit (parser, node);

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_ID)
    {
      VdtKqlNode *clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
      VdtKqlNode *value = NULL;

      vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      value = vdt_kql_parse_literal (parser);
      vdt_kql_node_add (clause, VDT_KQL_ROLE_VALUE,
                        value != NULL ? value : vdt_kql_missing_value (parser));
      vdt_kql_node_add (node, VDT_KQL_ROLE_ID, clause);
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_ON, vdt_kql_expect (parser, VDT_KQL_KEYWORD_ON));
  vdt_kql_node_add (node, VDT_KQL_ROLE_BODY, vdt_kql_parse_subquery (parser, VDT_KQL_TOKEN_OPEN_PAREN));
}

/* parse, parse-kv */

static VdtKqlNode *
parse_pattern_part (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;
  guint width = 0;

  if (vdt_kql_peek (parser) == VDT_KQL_TOKEN_STAR)
    {
      node = vdt_kql_new (parser, VDT_KQL_STAR);
      vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));
      return node;
    }

  node = vdt_kql_parse_string (parser);

  if (node != NULL)
    return node;

  width = vdt_kql_name_width (parser, 0, TRUE);

  if (vdt_kql_peek_at (parser, width) == VDT_KQL_TOKEN_COLON)
    return vdt_kql_parse_name_and_type (parser);

  return vdt_kql_parse_column_declaration (parser);
}

/* parse kind = regex a with * "x" b: long */
void
vdt_kql_parse_parse (VdtKqlParser *parser,
                     VdtKqlNode   *node)
{
  VdtKqlNode *list = NULL;
  VdtKqlNode *part = NULL;

  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_named_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_WITH));
  list = vdt_kql_new (parser, VDT_KQL_LIST);
  list->full_start = list->start = list->end = (guint32) vdt_kql_last_end (parser);

  while ((part = parse_pattern_part (parser)) != NULL)
    vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, part);

  vdt_kql_node_add (node, VDT_KQL_ROLE_PATTERN, list);
}

static VdtKqlNode *
parse_kv_property (VdtKqlParser *parser)
{
  static const VdtKqlParameter properties[] = {
    { "pair_delimiter", VDT_KQL_VALUE_WORD, NULL }, { "kv_delimiter", VDT_KQL_VALUE_WORD, NULL },
    { "quote", VDT_KQL_VALUE_WORD, NULL }, { "escape", VDT_KQL_VALUE_WORD, NULL },
    { "greedy", VDT_KQL_VALUE_WORD, NULL }, { NULL, VDT_KQL_VALUE_WORD, NULL }
  };

  return vdt_kql_parse_listed_parameter (parser, properties);
}

/* parse-kv a as (b: string) with (pair_delimiter = ",") */
void
vdt_kql_parse_parse_kv (VdtKqlParser *parser,
                        VdtKqlNode   *node)
{
  static const VdtKqlListSpec properties = { parse_kv_property, vdt_kql_missing_property, 0 };
  VdtKqlNode *clause = NULL;

  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_named_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_AS));
  vdt_kql_node_add (node, VDT_KQL_ROLE_SCHEMA, vdt_kql_parse_row_schema_required (parser, FALSE));

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_WITH)
    return;

  clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &properties));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_WITH, clause);
}

/* assert-schema (a: string) */
void
vdt_kql_parse_assert_schema (VdtKqlParser *parser,
                             VdtKqlNode   *node)
{
  vdt_kql_node_add (node, VDT_KQL_ROLE_SCHEMA, vdt_kql_parse_row_schema_required (parser, FALSE));
}

/* evaluate f (a): (*, b: long) */
void
vdt_kql_parse_evaluate (VdtKqlParser *parser,
                        VdtKqlNode   *node)
{
  VdtKqlNode *call = NULL;

  vdt_kql_add_parameters (parser, node);
  call = vdt_kql_parse_call (parser);

  if (call == NULL)
    {
      vdt_kql_complain_missing (parser, "a call of a plug-in");
      call = vdt_kql_missing_node (parser, VDT_KQL_CALL);
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, call);

  if (vdt_kql_add_if (parser, node, VDT_KQL_ROLE_SEPARATOR, VDT_KQL_TOKEN_COLON))
    vdt_kql_node_add (node, VDT_KQL_ROLE_SCHEMA, vdt_kql_parse_row_schema_required (parser, TRUE));
}

/* invoke f (a) */
void
vdt_kql_parse_invoke (VdtKqlParser *parser,
                      VdtKqlNode   *node)
{
  guint width = vdt_kql_name_width (parser, 0, FALSE);
  gboolean call = width > 0 && vdt_kql_peek_at (parser, width) == VDT_KQL_TOKEN_OPEN_PAREN;
  VdtKqlNode *path = call ? vdt_kql_parse_path (parser) : NULL;

  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION,
                    path != NULL ? path : vdt_kql_missing_expression (parser));
}

/* partition */

/* { query } */
static VdtKqlNode *
parse_braced_query (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_SUBQUERY);

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_pipe_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_BRACE));

  return node;
}

static void
add_partition_name (VdtKqlParser *parser,
                    VdtKqlNode   *node)
{
  VdtKqlNode *name = vdt_kql_parse_name (parser);

  while (name != NULL && vdt_kql_peek (parser) == VDT_KQL_TOKEN_DOT)
    {
      VdtKqlNode *path = vdt_kql_new (parser, VDT_KQL_PATH);
      VdtKqlNode *selector = NULL;

      vdt_kql_node_add (path, VDT_KQL_ROLE_EXPRESSION, name);
      vdt_kql_node_add (path, VDT_KQL_ROLE_OPERATOR, vdt_kql_take (parser));
      selector = vdt_kql_parse_name (parser);
      vdt_kql_node_add (path, VDT_KQL_ROLE_SELECTOR,
                        selector != NULL ? selector : vdt_kql_missing_name (parser));
      name = path;
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_BY, name != NULL ? name : vdt_kql_missing_name (parser));
}

/* partition by a (top 1 by b), partition by a { query } */
void
vdt_kql_parse_partition (VdtKqlParser *parser,
                         VdtKqlNode   *node)
{
  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_BY));
  add_partition_name (parser, node);

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_IN)
    {
      VdtKqlNode *clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);

      vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      vdt_kql_node_add (clause, VDT_KQL_ROLE_EXPRESSION,
                        vdt_kql_peek (parser) == VDT_KQL_TOKEN_OPEN_PAREN
                        ? vdt_kql_missing_expression (parser) : vdt_kql_parse_expression_required (parser));
      vdt_kql_node_add (node, VDT_KQL_ROLE_SCOPE, clause);
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_BODY,
                    vdt_kql_peek (parser) == VDT_KQL_TOKEN_OPEN_BRACE
                    ? parse_braced_query (parser)
                    : vdt_kql_parse_subquery (parser, VDT_KQL_TOKEN_OPEN_PAREN));
}

/* __partitionby a id "x" (take 1) */
void
vdt_kql_parse_partition_by (VdtKqlParser *parser,
                            VdtKqlNode   *node)
{
  VdtKqlNode *open = NULL;

  vdt_kql_add_parameters (parser, node);
  add_partition_name (parser, node);

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_ID)
    {
      VdtKqlNode *clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
      VdtKqlNode *value = NULL;

      vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      value = vdt_kql_parse_literal (parser);
      vdt_kql_node_add (clause, VDT_KQL_ROLE_VALUE,
                        value != NULL ? value : vdt_kql_missing_value (parser));
      vdt_kql_node_add (node, VDT_KQL_ROLE_ID, clause);
    }

  open = vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN);
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, open);
  vdt_kql_node_add (node, VDT_KQL_ROLE_BODY, vdt_kql_parse_operator_pipe (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
}

/* scan */

static VdtKqlNode *
parse_assignment (VdtKqlParser *parser)
{
  VdtKqlNode *name = vdt_kql_parse_name (parser);
  VdtKqlNode *node = NULL;

  if (name == NULL)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_SCAN_ASSIGNMENT);
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, name);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_EQUAL));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_expression_required (parser));

  return node;
}

static VdtKqlNode *
missing_assignment (VdtKqlParser *parser)
{
  vdt_kql_complain_missing (parser, "a name");

  return vdt_kql_missing_node (parser, VDT_KQL_SCAN_ASSIGNMENT);
}

/* step name optional output = all: condition => a = 1, b = 2; */
static VdtKqlNode *
parse_scan_step (VdtKqlParser *parser)
{
  static const VdtKqlListSpec assignments = {
    parse_assignment, missing_assignment, VDT_KQL_LIST_REQUIRED
  };
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_SCAN_STEP);

  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_parse_declaration_required (parser));
  vdt_kql_add_if (parser, node, VDT_KQL_ROLE_OPTIONAL, VDT_KQL_KEYWORD_OPTIONAL);

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_OUTPUT)
    {
      VdtKqlNode *clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
      guint word = 0;

      vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      vdt_kql_node_add (clause, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_EQUAL));
      word = vdt_kql_peek (parser);

      if (word == VDT_KQL_TOKEN_IDENTIFIER || vdt_kql_kind_is_keyword (word))
        vdt_kql_node_add (clause, VDT_KQL_ROLE_VALUE, vdt_kql_take (parser));
      else
        {
          vdt_kql_complain_missing (parser, "“all”, “last” or “none”");
          vdt_kql_node_add (clause, VDT_KQL_ROLE_VALUE,
                            vdt_kql_missing_token (parser, VDT_KQL_TOKEN_IDENTIFIER));
        }

      vdt_kql_node_add (node, VDT_KQL_ROLE_OUTPUT, clause);
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_SEPARATOR, vdt_kql_expect (parser, VDT_KQL_TOKEN_COLON));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CONDITION, vdt_kql_parse_expression_required (parser));

  if (vdt_kql_add_if (parser, node, VDT_KQL_ROLE_OPERATOR, VDT_KQL_TOKEN_FAT_ARROW))
    vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &assignments));

  vdt_kql_node_add (node, VDT_KQL_ROLE_SEPARATOR, vdt_kql_expect (parser, VDT_KQL_TOKEN_SEMICOLON));

  return node;
}

/* order by … and partition by … of scan */
static void
add_scan_keys (VdtKqlParser *parser,
               VdtKqlNode   *node,
               guint         keyword,
               VdtKqlRole    role)
{
  static const VdtKqlListSpec keys = {
    vdt_kql_parse_ordered_expression, vdt_kql_missing_expression, VDT_KQL_LIST_REQUIRED,
    { VDT_KQL_KEYWORD_PARTITION, VDT_KQL_KEYWORD_DECLARE, VDT_KQL_KEYWORD_WITH }
  };
  VdtKqlNode *clause = NULL;

  if (vdt_kql_peek (parser) != keyword)
    return;

  clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_BY));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &keys));
  vdt_kql_node_add (node, role, clause);
}

/* scan with_match_id = m declare (x: long = 0) with (step a: true;) */
void
vdt_kql_parse_scan (VdtKqlParser *parser,
                    VdtKqlNode   *node)
{
  VdtKqlNode *open = NULL;
  VdtKqlNode *list = NULL;

  vdt_kql_add_parameters (parser, node);
  add_scan_keys (parser, node, VDT_KQL_KEYWORD_ORDER, VDT_KQL_ROLE_ORDER);
  add_scan_keys (parser, node, VDT_KQL_KEYWORD_PARTITION, VDT_KQL_ROLE_BY);

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_DECLARE)
    {
      VdtKqlNode *clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);

      vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      vdt_kql_node_add (clause, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
      vdt_kql_node_add (clause, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_parameters (parser, FALSE));
      vdt_kql_node_add (clause, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
      vdt_kql_node_add (node, VDT_KQL_ROLE_DECLARE, clause);
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_WITH));
  open = vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN);
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, open);
  list = vdt_kql_new (parser, VDT_KQL_LIST);
  list->full_start = list->start = list->end = (guint32) vdt_kql_last_end (parser);

  while (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_STEP)
    vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, parse_scan_step (parser));

  vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, list);
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
}

/* render */

static VdtKqlNode *
parse_render_property (VdtKqlParser *parser)
{
  return vdt_kql_parse_listed_parameter (parser, vdt_kql_operator_find (VDT_KQL_KEYWORD_RENDER)->parameters);
}

/* with (title = "x", kind = stacked) */
static VdtKqlNode *
parse_render_with (VdtKqlParser *parser)
{
  static const VdtKqlListSpec properties = { parse_render_property, vdt_kql_missing_property, 0 };
  VdtKqlNode *clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);

  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &properties));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return clause;
}

/* The word with, alone: the service takes it for a property that lacks its value. */
static VdtKqlNode *
parse_bare_with (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_NAMED_PARAMETER);
  VdtKqlNode *name = vdt_kql_new (parser, VDT_KQL_NAME_DECLARATION);
  VdtKqlNode *value = NULL;

  vdt_kql_node_add (name, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, name);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EQUAL, vdt_kql_missing_token (parser, VDT_KQL_TOKEN_EQUAL));
  value = vdt_kql_parse_signed_literal (parser);

  if (value == NULL)
    value = vdt_kql_parse_name (parser);

  if (value == NULL)
    {
      vdt_kql_complain_missing (parser, "a string");
      value = vdt_kql_missing_node (parser, VDT_KQL_LITERAL);
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_VALUE, value);

  return node;
}

/* render timechart with (title = "x") */
void
vdt_kql_parse_render (VdtKqlParser *parser,
                      VdtKqlNode   *node)
{
  const VdtKqlOperator *operator = vdt_kql_operator_find (VDT_KQL_KEYWORD_RENDER);
  guint kind = vdt_kql_peek (parser);
  VdtKqlNode *list = vdt_kql_new (parser, VDT_KQL_LIST);
  VdtKqlNode *property = NULL;

  if (kind == VDT_KQL_TOKEN_IDENTIFIER
      || (vdt_kql_kind_is_keyword (kind) && kind != VDT_KQL_KEYWORD_WITH && kind != VDT_KQL_KEYWORD_BY))
    vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));
  else
    {
      vdt_kql_complain_expected (parser, "the kind of chart");
      vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_missing_token (parser, VDT_KQL_TOKEN_IDENTIFIER));
    }

  list->full_start = list->start = list->end = (guint32) vdt_kql_last_end (parser);

  while ((property = vdt_kql_parse_own_parameter (parser, operator->parameters, FALSE)) != NULL)
    vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, property);

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_WITH
      && vdt_kql_peek_at (parser, 1) != VDT_KQL_TOKEN_OPEN_PAREN)
    vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, parse_bare_with (parser));

  vdt_kql_node_add (node, VDT_KQL_ROLE_PARAMETERS, list);

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_WITH)
    vdt_kql_node_add (node, VDT_KQL_ROLE_WITH, parse_render_with (parser));
}

/* macro-expand entity_group [a, b] as X (X.T | count) */
void
vdt_kql_parse_macro_expand (VdtKqlParser *parser,
                            VdtKqlNode   *node)
{
  VdtKqlNode *group = NULL;

  vdt_kql_add_parameters (parser, node);
  group = vdt_kql_parse_entity_group (parser);

  if (group == NULL)
    group = vdt_kql_parse_path (parser);

  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION,
                    group != NULL ? group : vdt_kql_missing_expression (parser));

  if (vdt_kql_add_if (parser, node, VDT_KQL_ROLE_KEYWORD, VDT_KQL_KEYWORD_AS))
    vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_parse_declaration_required (parser));

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_STATEMENTS, vdt_kql_parse_statement_list (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
}
