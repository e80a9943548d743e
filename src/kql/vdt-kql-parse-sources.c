/* vdt-kql-parse-sources.c: operators that bring in more tables: join, union, find, search.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-operators.h"

/* A table or what stands for one: name, wildcard, database ("x").T*, call, ( … ). */
VdtKqlNode *
vdt_kql_parse_entity (VdtKqlParser *parser)
{
  guint width = vdt_kql_name_width (parser, 0, FALSE);
  guint next = vdt_kql_peek_at (parser, MAX (width, 1));

  if (vdt_kql_peek (parser) == VDT_KQL_TOKEN_STAR || next == VDT_KQL_TOKEN_STAR)
    {
      VdtKqlNode *name = vdt_kql_parse_wildcard_name (parser);

      if (name != NULL)
        return name;
    }

  return vdt_kql_parse_entity_path (parser);
}

/* The right side of join and lookup. */
static VdtKqlNode *
parse_right (VdtKqlParser *parser)
{
  VdtKqlNode *right = vdt_kql_parse_expression (parser);

  return right != NULL ? right : vdt_kql_missing_expression (parser);
}

/* on a, $left.b == $right.c */
static VdtKqlNode *
parse_on (VdtKqlParser *parser)
{
  static const VdtKqlListSpec conditions = {
    vdt_kql_parse_expression, vdt_kql_missing_expression, VDT_KQL_LIST_REQUIRED | VDT_KQL_LIST_NO_INSERT
  };
  VdtKqlNode *clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);

  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &conditions));

  return clause;
}

/* join kind = inner (U) on a, lookup (U) on a */
void
vdt_kql_parse_join (VdtKqlParser *parser,
                    VdtKqlNode   *node)
{
  guint kind = 0;

  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_RIGHT, parse_right (parser));
  kind = vdt_kql_peek (parser);

  if (kind == VDT_KQL_KEYWORD_ON)
    vdt_kql_node_add (node, VDT_KQL_ROLE_ON, parse_on (parser));
  else if (kind == VDT_KQL_KEYWORD_WHERE && node->kind == VDT_KQL_JOIN_OPERATOR)
    {
      VdtKqlNode *clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);

      vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      vdt_kql_node_add (clause, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_expression_required (parser));
      vdt_kql_node_add (node, VDT_KQL_ROLE_WHERE, clause);
    }
  else if (node->kind == VDT_KQL_LOOKUP_OPERATOR)
    {
      vdt_kql_complain_missing (parser, "the columns to look up by, such as “on Name”,");
      vdt_kql_node_add (node, VDT_KQL_ROLE_ON, vdt_kql_missing_node (parser, VDT_KQL_CLAUSE));
    }
}

/* union kind = inner T, U* */
void
vdt_kql_parse_union (VdtKqlParser *parser,
                     VdtKqlNode   *node)
{
  static const VdtKqlListSpec entities = {
    vdt_kql_parse_entity, vdt_kql_missing_expression, VDT_KQL_LIST_REQUIRED
  };

  vdt_kql_add_parameters (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSIONS, vdt_kql_parse_list (parser, &entities));
}

/* datascope = all */
static void
add_datascope (VdtKqlParser *parser,
               VdtKqlNode   *node)
{
  VdtKqlNode *clause = NULL;
  guint kind = 0;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_DATASCOPE)
    return;

  clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_EQUAL));
  kind = vdt_kql_peek (parser);

  if (kind == VDT_KQL_TOKEN_IDENTIFIER || vdt_kql_kind_is_keyword (kind))
    vdt_kql_node_add (clause, VDT_KQL_ROLE_VALUE, vdt_kql_take (parser));
  else
    {
      vdt_kql_complain_expected (parser, "“hotcache” or “all”");
      vdt_kql_node_add (clause, VDT_KQL_ROLE_VALUE,
                        vdt_kql_missing_token (parser, VDT_KQL_TOKEN_IDENTIFIER));
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_SCOPE, clause);
}

/* in (T, U*) */
static gboolean
add_in_tables (VdtKqlParser *parser,
               VdtKqlNode   *node)
{
  static const VdtKqlListSpec entities = {
    vdt_kql_parse_entity, vdt_kql_missing_expression, VDT_KQL_LIST_REQUIRED
  };
  VdtKqlNode *clause = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_IN)
    return FALSE;

  clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &entities));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_IN, clause);

  return TRUE;
}

/* A search condition: a star alone is one. */
static VdtKqlNode *
parse_search_condition (VdtKqlParser *parser)
{
  VdtKqlNode *condition = vdt_kql_parse_named (parser);

  if (condition == NULL && vdt_kql_peek (parser) == VDT_KQL_TOKEN_STAR)
    condition = vdt_kql_parse_argument (parser);

  return condition != NULL ? condition : vdt_kql_missing_expression (parser);
}

static VdtKqlNode *
parse_pack (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_PACK);

  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return node;
}

static VdtKqlNode *
parse_find_column (VdtKqlParser *parser)
{
  VdtKqlNode *name = NULL;
  VdtKqlNode *node = NULL;

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_PACK && vdt_kql_peek_at (parser, 1) == VDT_KQL_TOKEN_OPEN_PAREN
      && vdt_kql_peek_at (parser, 2) == VDT_KQL_TOKEN_STAR)
    return parse_pack (parser);

  name = vdt_kql_parse_wildcard_name (parser);

  if (name == NULL || vdt_kql_peek (parser) != VDT_KQL_TOKEN_COLON)
    return name;

  node = vdt_kql_new (parser, VDT_KQL_TYPED_COLUMN);
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, name);
  vdt_kql_node_add (node, VDT_KQL_ROLE_SEPARATOR, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_TYPE, vdt_kql_parse_type_required (parser));

  return node;
}

/* find in (T) where a project b, c: string */
void
vdt_kql_parse_find (VdtKqlParser *parser,
                    VdtKqlNode   *node)
{
  static const VdtKqlListSpec columns = {
    parse_find_column, vdt_kql_missing_name, VDT_KQL_LIST_REQUIRED
  };
  gboolean tables = FALSE;
  VdtKqlNode *clause = NULL;

  add_datascope (parser, node);
  vdt_kql_add_parameters (parser, node);
  tables = add_in_tables (parser, node);

  if (tables || vdt_kql_peek (parser) == VDT_KQL_KEYWORD_WHERE)
    vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_WHERE));

  vdt_kql_node_add (node, VDT_KQL_ROLE_CONDITION, parse_search_condition (parser));

  if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_PROJECT_SMART)
    {
      clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
      vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      vdt_kql_node_add (node, VDT_KQL_ROLE_PROJECT, clause);
    }
  else if (vdt_kql_peek (parser) == VDT_KQL_KEYWORD_PROJECT)
    {
      clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
      vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      vdt_kql_node_add (clause, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &columns));
      vdt_kql_node_add (node, VDT_KQL_ROLE_PROJECT, clause);
    }
}

/* search kind = case_sensitive in (T) "x" and a: "y" */
void
vdt_kql_parse_search (VdtKqlParser *parser,
                      VdtKqlNode   *node)
{
  add_datascope (parser, node);
  vdt_kql_add_parameters (parser, node);
  add_in_tables (parser, node);
  vdt_kql_node_add (node, VDT_KQL_ROLE_CONDITION, parse_search_condition (parser));
}
