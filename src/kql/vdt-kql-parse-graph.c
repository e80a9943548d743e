/* vdt-kql-parse-graph.c: graph operators.
 *
 * The arrows of patterns are not tokens of their own for the lexer, since a]-1
 * and a<-b mean something else elsewhere: they are put together here.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-operators.h"

typedef struct
{
  guint16 kind;
  guint8  n_tokens;
  guint16 tokens[3];
} Arrow;

static const Arrow edges[] = {
  { VDT_KQL_TOKEN_DASH_DASH_GREATER, 3, { VDT_KQL_TOKEN_MINUS, VDT_KQL_TOKEN_MINUS, VDT_KQL_TOKEN_GREATER } },
  { VDT_KQL_TOKEN_LESS_DASH_DASH, 3, { VDT_KQL_TOKEN_LESS, VDT_KQL_TOKEN_MINUS, VDT_KQL_TOKEN_MINUS } },
  { VDT_KQL_TOKEN_DASH_DASH, 2, { VDT_KQL_TOKEN_MINUS, VDT_KQL_TOKEN_MINUS } },
};

static const Arrow opening[] = {
  { VDT_KQL_TOKEN_LESS_DASH_BRACKET, 3,
    { VDT_KQL_TOKEN_LESS, VDT_KQL_TOKEN_MINUS, VDT_KQL_TOKEN_OPEN_BRACKET } },
  { VDT_KQL_TOKEN_DASH_BRACKET, 2, { VDT_KQL_TOKEN_MINUS, VDT_KQL_TOKEN_OPEN_BRACKET } },
};

static const Arrow closing[] = {
  { VDT_KQL_TOKEN_BRACKET_DASH_GREATER, 3,
    { VDT_KQL_TOKEN_CLOSE_BRACKET, VDT_KQL_TOKEN_MINUS, VDT_KQL_TOKEN_GREATER } },
  { VDT_KQL_TOKEN_BRACKET_DASH, 2, { VDT_KQL_TOKEN_CLOSE_BRACKET, VDT_KQL_TOKEN_MINUS } },
};

static VdtKqlNode *
take_arrow (VdtKqlParser *parser,
            const Arrow  *arrows,
            guint         n_arrows)
{
  for (guint i = 0; i < n_arrows; i++)
    {
      guint matched = 0;

      while (matched < arrows[i].n_tokens
             && vdt_kql_peek_at (parser, matched) == arrows[i].tokens[matched]
             && (matched == 0 || parser->tokens[parser->at + matched].start
                                 == parser->tokens[parser->at + matched - 1].end))
        matched++;

      if (matched == arrows[i].n_tokens)
        return vdt_kql_take_merged (parser, arrows[i].kind, matched);
    }

  return NULL;
}

/* (name) */
static VdtKqlNode *
parse_graph_node (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;
  VdtKqlNode *name = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_TOKEN_OPEN_PAREN)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_GRAPH_NODE);
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));
  name = vdt_kql_parse_declaration (parser);

  if (name != NULL)
    vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, name);

  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return node;
}

/* *1..3 */
static VdtKqlNode *
parse_graph_range (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_GRAPH_RANGE);

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPERATOR, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_FIRST, vdt_kql_parse_expression_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_SEPARATOR, vdt_kql_expect (parser, VDT_KQL_TOKEN_DOT_DOT));
  vdt_kql_node_add (node, VDT_KQL_ROLE_SECOND, vdt_kql_parse_expression_required (parser));

  return node;
}

/* -->, <--, --, -[name*1..3]-> */
static VdtKqlNode *
parse_graph_edge (VdtKqlParser *parser)
{
  VdtKqlNode *arrow = take_arrow (parser, edges, G_N_ELEMENTS (edges));
  VdtKqlNode *node = NULL;
  VdtKqlNode *name = NULL;

  if (arrow != NULL)
    {
      node = vdt_kql_new (parser, VDT_KQL_GRAPH_EDGE);
      vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, arrow);
      return node;
    }

  arrow = take_arrow (parser, opening, G_N_ELEMENTS (opening));

  if (arrow == NULL)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_GRAPH_EDGE);
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, arrow);
  name = vdt_kql_parse_declaration (parser);

  if (name != NULL)
    vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, name);

  if (vdt_kql_peek (parser) == VDT_KQL_TOKEN_STAR)
    vdt_kql_node_add (node, VDT_KQL_ROLE_RANGE, parse_graph_range (parser));

  arrow = take_arrow (parser, closing, G_N_ELEMENTS (closing));

  if (arrow == NULL)
    {
      vdt_kql_complain_expected (parser, "“]->” or “]-”");
      arrow = vdt_kql_missing_token (parser, VDT_KQL_TOKEN_BRACKET_DASH_GREATER);
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, arrow);

  return node;
}

/* (a)-->(b)-[e]->(c) */
static VdtKqlNode *
parse_graph_pattern (VdtKqlParser *parser)
{
  VdtKqlNode *part = parse_graph_node (parser);
  VdtKqlNode *pattern = NULL;

  if (part == NULL)
    part = parse_graph_edge (parser);

  if (part == NULL)
    return NULL;

  pattern = vdt_kql_new (parser, VDT_KQL_GRAPH_PATTERN);

  while (part != NULL)
    {
      vdt_kql_node_add (pattern, VDT_KQL_ROLE_ITEM, part);
      part = parse_graph_node (parser);

      if (part == NULL)
        part = parse_graph_edge (parser);
    }

  return pattern;
}

static VdtKqlNode *
missing_graph_pattern (VdtKqlParser *parser)
{
  gsize at = vdt_kql_last_end (parser);

  vdt_kql_complain (parser, "KS217", at, at, "Write a pattern here, such as (a)-[e]->(b).");

  return vdt_kql_missing_node (parser, VDT_KQL_GRAPH_PATTERN);
}

/* graph-match (a)-->(b) where a.x == 1 project b.y; graph-shortest-paths */
void
vdt_kql_parse_graph_match (VdtKqlParser *parser,
                           VdtKqlNode   *node)
{
  static const VdtKqlListSpec patterns = {
    parse_graph_pattern, missing_graph_pattern, VDT_KQL_LIST_REQUIRED | VDT_KQL_LIST_NO_INSERT
  };
  static const VdtKqlListSpec columns = {
    vdt_kql_parse_named, vdt_kql_missing_expression, VDT_KQL_LIST_REQUIRED
  };
  VdtKqlNode *clause = NULL;

  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_PATTERNS, vdt_kql_parse_list (parser, &patterns));

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_WHERE)
    {
      clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
      vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      vdt_kql_node_add (clause, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_expression_required (parser));
      vdt_kql_node_add (node, VDT_KQL_ROLE_WHERE, clause);
    }

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_PROJECT)
    {
      clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
      vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      vdt_kql_node_add (clause, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &columns));
      vdt_kql_node_add (node, VDT_KQL_ROLE_PROJECT, clause);
    }
}

/* graph-where-nodes a == 1, graph-where-edges a == 1 */
void
vdt_kql_parse_graph_where (VdtKqlParser *parser,
                           VdtKqlNode   *node)
{
  vdt_kql_node_add (node, VDT_KQL_ROLE_CONDITION, vdt_kql_parse_expression_required (parser));
}

/* nodes as N with_node_id = x */
static VdtKqlNode *
parse_graph_output (VdtKqlParser *parser)
{
  const VdtKqlOperator *operator = vdt_kql_operator_find (VDT_KQL_KEYWORD_GRAPH_TO_TABLE);
  guint kind = vdt_kql_peek (parser);
  VdtKqlNode *node = NULL;
  VdtKqlNode *list = NULL;
  VdtKqlNode *parameter = NULL;

  if (kind != VDT_KQL_KEYWORD_NODES && kind != VDT_KQL_KEYWORD_EDGES)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_GRAPH_OUTPUT);
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_AS)
    {
      VdtKqlNode *clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);

      vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      vdt_kql_node_add (clause, VDT_KQL_ROLE_NAME, vdt_kql_parse_declaration_required (parser));
      vdt_kql_node_add (node, VDT_KQL_ROLE_AS, clause);
    }

  list = vdt_kql_new (parser, VDT_KQL_LIST);
  list->full_start = list->start = list->end = (guint32) vdt_kql_last_end (parser);

  while ((parameter = vdt_kql_parse_own_parameter (parser, operator->parameters, TRUE)) != NULL)
    vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, parameter);

  vdt_kql_node_add (node, VDT_KQL_ROLE_PARAMETERS, list);

  return node;
}

static VdtKqlNode *
missing_graph_output (VdtKqlParser *parser)
{
  gsize at = vdt_kql_last_end (parser);

  vdt_kql_complain (parser, "KS230", at, at, "Write “nodes”, “edges” or both here.");

  return vdt_kql_missing_node (parser, VDT_KQL_GRAPH_OUTPUT);
}

/* graph-to-table nodes as N, edges as E */
void
vdt_kql_parse_graph_to_table (VdtKqlParser *parser,
                              VdtKqlNode   *node)
{
  static const VdtKqlListSpec outputs = {
    parse_graph_output, missing_graph_output, VDT_KQL_LIST_REQUIRED
  };

  vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &outputs));
}

/* make-graph */

static VdtKqlNode *
parse_graph_table (VdtKqlParser *parser)
{
  VdtKqlNode *table = vdt_kql_parse_path (parser);
  VdtKqlNode *node = NULL;
  VdtKqlNode *key = NULL;

  if (table == NULL)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_MAKE_GRAPH_TABLE);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, table);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_ON));
  key = vdt_kql_parse_name (parser);
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, key != NULL ? key : vdt_kql_missing_name (parser));

  return node;
}

static VdtKqlNode *
missing_graph_table (VdtKqlParser *parser)
{
  vdt_kql_complain_missing (parser, "an expression");

  return vdt_kql_missing_node (parser, VDT_KQL_MAKE_GRAPH_TABLE);
}

static void
add_graph_with (VdtKqlParser *parser,
                VdtKqlNode   *node)
{
  static const VdtKqlListSpec tables = {
    parse_graph_table, missing_graph_table, VDT_KQL_LIST_REQUIRED | VDT_KQL_LIST_NO_INSERT
  };
  guint kind = vdt_kql_peek (parser);
  VdtKqlNode *with = NULL;

  if (kind == VDT_KQL_KEYWORD_WITH)
    {
      with = vdt_kql_new (parser, VDT_KQL_MAKE_GRAPH_WITH_TABLES);
      vdt_kql_node_add (with, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      vdt_kql_node_add (with, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &tables));
    }
  else if (kind == VDT_KQL_KEYWORD_WITH_NODE_ID)
    {
      with = vdt_kql_new (parser, VDT_KQL_MAKE_GRAPH_WITH_ID);
      vdt_kql_node_add (with, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      vdt_kql_node_add (with, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_EQUAL));
      vdt_kql_node_add (with, VDT_KQL_ROLE_NAME, vdt_kql_parse_declaration_required (parser));
    }

  if (with != NULL)
    vdt_kql_node_add (node, VDT_KQL_ROLE_WITH, with);
}

/* make-graph a --> b with T on id partitioned-by c (graph-match …) */
void
vdt_kql_parse_make_graph (VdtKqlParser *parser,
                          VdtKqlNode   *node)
{
  VdtKqlNode *name = NULL;
  VdtKqlNode *arrow = NULL;

  vdt_kql_add_parameters (parser, node);
  name = vdt_kql_parse_name (parser);
  vdt_kql_node_add (node, VDT_KQL_ROLE_LEFT, name != NULL ? name : vdt_kql_missing_name (parser));
  arrow = take_arrow (parser, edges, G_N_ELEMENTS (edges));

  if (arrow == NULL)
    {
      vdt_kql_complain_expected (parser, "“-->” or “--”");
      arrow = vdt_kql_missing_token (parser, VDT_KQL_TOKEN_DASH_DASH_GREATER);
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_DIRECTION, arrow);
  name = vdt_kql_parse_name (parser);
  vdt_kql_node_add (node, VDT_KQL_ROLE_RIGHT, name != NULL ? name : vdt_kql_missing_name (parser));
  add_graph_with (parser, node);

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_PARTITIONED_BY)
    {
      VdtKqlNode *clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);

      vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      name = vdt_kql_parse_name (parser);
      vdt_kql_node_add (clause, VDT_KQL_ROLE_BY, name != NULL ? name : vdt_kql_missing_name (parser));
      vdt_kql_node_add (clause, VDT_KQL_ROLE_BODY,
                        vdt_kql_parse_subquery (parser, VDT_KQL_TOKEN_OPEN_PAREN));
      vdt_kql_node_add (node, VDT_KQL_ROLE_BY, clause);
    }
}
