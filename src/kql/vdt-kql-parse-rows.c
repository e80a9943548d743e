/* vdt-kql-parse-rows.c: operators that choose, order or pass on rows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-operators.h"

/* where a > 1 */
void
vdt_kql_parse_condition (VdtKqlParser *parser,
                         VdtKqlNode   *node)
{
  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_CONDITION, vdt_kql_parse_named_required (parser));
}

/* take 10, sample 10 */
void
vdt_kql_parse_number (VdtKqlParser *parser,
                      VdtKqlNode   *node)
{
  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_named_required (parser));
}

/* consume, graph-mark-components */
void
vdt_kql_parse_parameters_only (VdtKqlParser *parser,
                               VdtKqlNode   *node)
{
  vdt_kql_add_parameters (parser, node);
}

static VdtKqlNode *
parse_ordered_required (VdtKqlParser *parser)
{
  return vdt_kql_parse_ordering (parser, vdt_kql_parse_named_required (parser));
}

/* top 10 by a desc */
void
vdt_kql_parse_top (VdtKqlParser *parser,
                   VdtKqlNode   *node)
{
  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_named_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_BY));
  vdt_kql_node_add (node, VDT_KQL_ROLE_BY, parse_ordered_required (parser));
}

/* sort by a desc, b */
void
vdt_kql_parse_sort (VdtKqlParser *parser,
                    VdtKqlNode   *node)
{
  static const VdtKqlListSpec keys = {
    vdt_kql_parse_ordered_expression, vdt_kql_missing_expression, VDT_KQL_LIST_REQUIRED
  };

  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_BY));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSIONS, vdt_kql_parse_list (parser, &keys));
}

/* sample-distinct 10 of a */
void
vdt_kql_parse_sample_distinct (VdtKqlParser *parser,
                               VdtKqlNode   *node)
{
  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_named_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_OF));
  vdt_kql_node_add (node, VDT_KQL_ROLE_OF, vdt_kql_parse_named_required (parser));
}

/* top-hitters 10 of a by b */
void
vdt_kql_parse_top_hitters (VdtKqlParser *parser,
                           VdtKqlNode   *node)
{
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_named_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_OF));
  vdt_kql_node_add (node, VDT_KQL_ROLE_OF, vdt_kql_parse_named_required (parser));

  if (vdt_kql_add_if (parser, node, VDT_KQL_ROLE_KEYWORD, VDT_KQL_KEYWORD_BY))
    vdt_kql_node_add (node, VDT_KQL_ROLE_BY, vdt_kql_parse_named_required (parser));
}

/* with others = "rest" */
static VdtKqlNode *
parse_with_others (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_CLAUSE);

  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_OTHERS));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_EQUAL));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_named_required (parser));

  return node;
}

static VdtKqlNode *
parse_top_nested_clause (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;
  VdtKqlNode *limit = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_TOP_NESTED)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_TOP_NESTED_CLAUSE);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  limit = vdt_kql_peek (parser) == VDT_KQL_KEYWORD_OF ? NULL : vdt_kql_parse_named (parser);

  if (limit != NULL)
    vdt_kql_node_add (node, VDT_KQL_ROLE_LIMIT, limit);

  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_OF));
  vdt_kql_node_add (node, VDT_KQL_ROLE_OF, vdt_kql_parse_named_required (parser));

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_WITH)
    vdt_kql_node_add (node, VDT_KQL_ROLE_OTHERS, parse_with_others (parser));

  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_BY));
  vdt_kql_node_add (node, VDT_KQL_ROLE_BY, parse_ordered_required (parser));

  return node;
}

static VdtKqlNode *
missing_top_nested (VdtKqlParser *parser)
{
  vdt_kql_complain_missing (parser, "another top-nested clause");

  return vdt_kql_missing_node (parser, VDT_KQL_TOP_NESTED_CLAUSE);
}

/* top-nested 3 of a by count (), top-nested 2 of b by sum (c) */
void
vdt_kql_parse_top_nested (VdtKqlParser *parser,
                          VdtKqlNode   *node)
{
  static const VdtKqlListSpec clauses = {
    parse_top_nested_clause, missing_top_nested, VDT_KQL_LIST_REQUIRED | VDT_KQL_LIST_NO_INSERT
  };

  vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &clauses));
}

/* as Name */
void
vdt_kql_parse_as (VdtKqlParser *parser,
                  VdtKqlNode   *node)
{
  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_parse_declaration_required (parser));
}

/* count; count as Name */
void
vdt_kql_parse_count (VdtKqlParser *parser,
                     VdtKqlNode   *node)
{
  VdtKqlNode *clause = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_AS)
    return;

  clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_NAME, vdt_kql_parse_declaration_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_AS, clause);
}

/* getschema kind = csl */
void
vdt_kql_parse_getschema (VdtKqlParser *parser,
                         VdtKqlNode   *node)
{
  const VdtKqlOperator *operator = vdt_kql_operator_find (VDT_KQL_KEYWORD_GETSCHEMA);
  VdtKqlNode *parameter = vdt_kql_parse_own_parameter (parser, operator->parameters, FALSE);

  if (parameter != NULL)
    {
      VdtKqlNode *list = vdt_kql_new (parser, VDT_KQL_LIST);

      vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, parameter);
      vdt_kql_node_add (node, VDT_KQL_ROLE_PARAMETERS, list);
    }
}

static VdtKqlNode *
parse_facet_name (VdtKqlParser *parser)
{
  VdtKqlNode *name = vdt_kql_parse_name (parser);

  return name;
}

/* facet by a, b with (summarize count () by c) */
void
vdt_kql_parse_facet (VdtKqlParser *parser,
                     VdtKqlNode   *node)
{
  static const VdtKqlListSpec names = {
    parse_facet_name, vdt_kql_missing_expression, VDT_KQL_LIST_REQUIRED, { VDT_KQL_KEYWORD_WITH }
  };
  VdtKqlNode *clause = NULL;

  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_BY));
  vdt_kql_node_add (node, VDT_KQL_ROLE_BY, vdt_kql_parse_list (parser, &names));

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_WITH)
    return;

  clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));

  if (vdt_kql_operator_find (vdt_kql_peek (parser)) != NULL)
    vdt_kql_node_add (clause, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_operator_required (parser));
  else
    vdt_kql_node_add (clause, VDT_KQL_ROLE_EXPRESSION,
                      vdt_kql_parse_subquery (parser, VDT_KQL_TOKEN_OPEN_PAREN));

  vdt_kql_node_add (node, VDT_KQL_ROLE_WITH, clause);
}

/* The branch of a fork: ( … ) or name = ( … ) */
static VdtKqlNode *
parse_fork_branch (VdtKqlParser *parser,
                   gboolean      required)
{
  guint width = vdt_kql_name_width (parser, 0, FALSE);
  gboolean named = width > 0 && vdt_kql_peek_at (parser, width) == VDT_KQL_TOKEN_EQUAL;
  VdtKqlNode *node = NULL;
  VdtKqlNode *open = NULL;
  VdtKqlNode *inside = NULL;

  if (!named && vdt_kql_peek (parser) != VDT_KQL_TOKEN_OPEN_PAREN && !required)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_FORK_BRANCH);

  if (named)
    {
      vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_parse_declaration (parser));
      vdt_kql_node_add (node, VDT_KQL_ROLE_EQUAL, vdt_kql_take (parser));
    }

  open = vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN);
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, open);

  if (!vdt_kql_node_is_missing (open) && vdt_kql_operator_find (vdt_kql_peek (parser)) != NULL)
    inside = vdt_kql_parse_operator_pipe (parser);

  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION,
                    inside != NULL ? inside : vdt_kql_missing_expression (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return node;
}

/* fork (take 1) more = (count) */
void
vdt_kql_parse_fork (VdtKqlParser *parser,
                    VdtKqlNode   *node)
{
  VdtKqlNode *list = vdt_kql_new (parser, VDT_KQL_LIST);
  VdtKqlNode *branch = parse_fork_branch (parser, TRUE);

  for (; branch != NULL; branch = parse_fork_branch (parser, FALSE))
    vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, branch);

  vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, list);
}
