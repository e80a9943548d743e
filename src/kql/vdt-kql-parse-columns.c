/* vdt-kql-parse-columns.c: operators that choose, compute or group columns.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-operators.h"

/* extend a = 1, print a = 1: at least one expression */
void
vdt_kql_parse_extend (VdtKqlParser *parser,
                      VdtKqlNode   *node)
{
  static const VdtKqlListSpec expressions = {
    vdt_kql_parse_named, vdt_kql_missing_expression, VDT_KQL_LIST_REQUIRED
  };

  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSIONS, vdt_kql_parse_list (parser, &expressions));
}

/* project a, b = c; project-rename, project-by-names */
void
vdt_kql_parse_project (VdtKqlParser *parser,
                       VdtKqlNode   *node)
{
  static const VdtKqlListSpec expressions = { vdt_kql_parse_named, vdt_kql_missing_expression, 0 };

  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSIONS, vdt_kql_parse_list (parser, &expressions));
}

/* serialize a = 1 */
void
vdt_kql_parse_serialize (VdtKqlParser *parser,
                         VdtKqlNode   *node)
{
  vdt_kql_add_parameters (parser, node);
  vdt_kql_parse_project (parser, node);
}

/* project-away a*, b */
void
vdt_kql_parse_project_names (VdtKqlParser *parser,
                             VdtKqlNode   *node)
{
  static const VdtKqlListSpec names = { vdt_kql_parse_wildcard_name, vdt_kql_missing_expression, 0 };

  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSIONS, vdt_kql_parse_list (parser, &names));
}

static VdtKqlNode *
parse_reorder_item (VdtKqlParser *parser)
{
  VdtKqlNode *name = vdt_kql_parse_wildcard_name (parser);
  guint kind = vdt_kql_peek (parser);
  VdtKqlNode *ordering = NULL;
  VdtKqlNode *node = NULL;

  if (name == NULL || (kind != VDT_KQL_KEYWORD_ASC && kind != VDT_KQL_KEYWORD_DESC
                       && kind != VDT_KQL_KEYWORD_GRANNY_ASC && kind != VDT_KQL_KEYWORD_GRANNY_DESC))
    return name;

  ordering = vdt_kql_new (parser, VDT_KQL_ORDERING);
  vdt_kql_node_add (ordering, VDT_KQL_ROLE_DIRECTION, vdt_kql_take (parser));
  node = vdt_kql_new (parser, VDT_KQL_ORDERED);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, name);
  vdt_kql_node_add (node, VDT_KQL_ROLE_ORDERING, ordering);

  return node;
}

/* project-reorder a asc, b*, * */
void
vdt_kql_parse_project_reorder (VdtKqlParser *parser,
                               VdtKqlNode   *node)
{
  static const VdtKqlListSpec items = { parse_reorder_item, vdt_kql_missing_expression, 0 };

  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSIONS, vdt_kql_parse_list (parser, &items));
}

/* distinct *, distinct a, b */
void
vdt_kql_parse_distinct (VdtKqlParser *parser,
                        VdtKqlNode   *node)
{
  static const VdtKqlListSpec items = {
    vdt_kql_parse_argument, vdt_kql_missing_expression, VDT_KQL_LIST_REQUIRED
  };

  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSIONS, vdt_kql_parse_list (parser, &items));
}

/* by a, b = bin (c, 1d) as a clause */
static VdtKqlNode *
parse_by (VdtKqlParser *parser)
{
  static const VdtKqlListSpec keys = {
    vdt_kql_parse_named, vdt_kql_missing_expression, VDT_KQL_LIST_REQUIRED
  };
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_CLAUSE);

  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &keys));

  return node;
}

/* summarize count () by a */
void
vdt_kql_parse_summarize (VdtKqlParser *parser,
                         VdtKqlNode   *node)
{
  static const VdtKqlListSpec expressions = {
    vdt_kql_parse_named, vdt_kql_missing_expression, 0, { VDT_KQL_KEYWORD_BY }
  };

  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSIONS, vdt_kql_parse_list (parser, &expressions));

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_BY)
    vdt_kql_node_add (node, VDT_KQL_ROLE_BY, parse_by (parser));
}

/* make-series */

static VdtKqlNode *
parse_series_item (VdtKqlParser *parser)
{
  VdtKqlNode *expression = vdt_kql_parse_named (parser);
  VdtKqlNode *node = NULL;

  if (expression == NULL)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_MAKE_SERIES_ITEM);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, expression);

  if (vdt_kql_add_if (parser, node, VDT_KQL_ROLE_KEYWORD, VDT_KQL_KEYWORD_DEFAULT))
    {
      vdt_kql_node_add (node, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_EQUAL));
      vdt_kql_node_add (node, VDT_KQL_ROLE_DEFAULT, vdt_kql_parse_named_required (parser));
    }

  return node;
}

static VdtKqlNode *
missing_series_item (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_MAKE_SERIES_ITEM);

  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_missing_expression (parser));

  return node;
}

static void
add_keyword_and_expression (VdtKqlParser *parser,
                            VdtKqlNode   *node,
                            guint         keyword,
                            VdtKqlRole    role)
{
  VdtKqlNode *token = vdt_kql_expect (parser, keyword);

  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, token);
  vdt_kql_node_add (node, role, vdt_kql_parse_named_required (parser));
}

/* from a to b step c, or in range (a, b, c) */
static VdtKqlNode *
parse_series_range (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_MAKE_SERIES_RANGE);
  guint kind = vdt_kql_peek (parser);

  if (kind == VDT_KQL_KEYWORD_FROM || kind == VDT_KQL_KEYWORD_TO || kind == VDT_KQL_KEYWORD_STEP)
    {
      if (kind == VDT_KQL_KEYWORD_FROM)
        add_keyword_and_expression (parser, node, VDT_KQL_KEYWORD_FROM, VDT_KQL_ROLE_FROM);

      if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_TO)
        add_keyword_and_expression (parser, node, VDT_KQL_KEYWORD_TO, VDT_KQL_ROLE_TO);

      add_keyword_and_expression (parser, node, VDT_KQL_KEYWORD_STEP, VDT_KQL_ROLE_STEP);
    }
  else
    {
      VdtKqlNode *clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);

      vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_IN));
      vdt_kql_node_add (clause, VDT_KQL_ROLE_NAME, vdt_kql_expect (parser, VDT_KQL_KEYWORD_RANGE));
      vdt_kql_node_add (clause, VDT_KQL_ROLE_ARGUMENTS, vdt_kql_parse_arguments (parser, TRUE));
      vdt_kql_node_add (node, VDT_KQL_ROLE_IN, clause);
    }

  return node;
}

/* The axis of make-series. Before “in range” the in is not the operator. */
static VdtKqlNode *
parse_series_axis (VdtKqlParser *parser)
{
  guint width = vdt_kql_name_width (parser, 0, FALSE);

  if (width > 0 && vdt_kql_peek_at (parser, width) == VDT_KQL_KEYWORD_IN
      && vdt_kql_peek_at (parser, width + 1) == VDT_KQL_KEYWORD_RANGE)
    return vdt_kql_parse_name (parser);

  return vdt_kql_parse_named_required (parser);
}

/* make-series count () default = 0 on t from a to b step 1d by c */
void
vdt_kql_parse_make_series (VdtKqlParser *parser,
                           VdtKqlNode   *node)
{
  static const VdtKqlListSpec items = {
    parse_series_item, missing_series_item, VDT_KQL_LIST_REQUIRED, { VDT_KQL_KEYWORD_ON }
  };
  VdtKqlNode *clause = NULL;

  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSIONS, vdt_kql_parse_list (parser, &items));
  clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_ON));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_EXPRESSION, parse_series_axis (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_ON, clause);
  vdt_kql_node_add (node, VDT_KQL_ROLE_RANGE, parse_series_range (parser));

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_BY)
    vdt_kql_node_add (node, VDT_KQL_ROLE_BY, parse_by (parser));
}

/* reduce by a with threshold = 0.1 */
void
vdt_kql_parse_reduce (VdtKqlParser *parser,
                      VdtKqlNode   *node)
{
  const VdtKqlOperator *operator = vdt_kql_operator_find (VDT_KQL_KEYWORD_REDUCE);
  VdtKqlNode *clause = NULL;
  VdtKqlNode *list = NULL;
  VdtKqlNode *item = NULL;

  vdt_kql_add_parameters (parser, node);
  add_keyword_and_expression (parser, node, VDT_KQL_KEYWORD_BY, VDT_KQL_ROLE_BY);

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_WITH)
    return;

  clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  list = vdt_kql_new (parser, VDT_KQL_LIST);
  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  list->full_start = list->start = list->end = (guint32) vdt_kql_last_end (parser);

  while ((item = vdt_kql_parse_own_parameter (parser, operator->parameters, TRUE)) != NULL)
    {
      vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, item);

      if (!vdt_kql_add_if (parser, list, VDT_KQL_ROLE_SEPARATOR, VDT_KQL_TOKEN_COMMA))
        break;
    }

  vdt_kql_node_add (clause, VDT_KQL_ROLE_ITEMS, list);
  vdt_kql_node_add (node, VDT_KQL_ROLE_WITH, clause);
}

/* range x from 1 to 10 step 1 */
void
vdt_kql_parse_range (VdtKqlParser *parser,
                     VdtKqlNode   *node)
{
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_parse_declaration_required (parser));
  add_keyword_and_expression (parser, node, VDT_KQL_KEYWORD_FROM, VDT_KQL_ROLE_FROM);
  add_keyword_and_expression (parser, node, VDT_KQL_KEYWORD_TO, VDT_KQL_ROLE_TO);
  add_keyword_and_expression (parser, node, VDT_KQL_KEYWORD_STEP, VDT_KQL_ROLE_STEP);
}
