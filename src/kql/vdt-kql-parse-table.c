/* vdt-kql-parse-table.c: types, schemas, parameters and the tables written out in a query.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-kql-operators.h"
#include "vdt-kql-parser.h"

/* Types */

static gboolean
is_type_name (guint kind)
{
  return kind >= VDT_KQL_KEYWORD_BOOL && kind <= VDT_KQL_KEYWORD_DYNAMIC;
}

/* The name of a scalar type; any other word is taken as one too. */
VdtKqlNode *
vdt_kql_parse_type (VdtKqlParser *parser)
{
  guint kind = vdt_kql_peek (parser);
  VdtKqlNode *node = NULL;

  if (!is_type_name (kind) && !vdt_kql_kind_is_reference (kind))
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_PRIMITIVE_TYPE);
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));

  return node;
}

static VdtKqlNode *
missing_type (VdtKqlParser *parser)
{
  vdt_kql_complain_missing (parser, "the name of a type");

  return vdt_kql_missing_node (parser, VDT_KQL_PRIMITIVE_TYPE);
}

/* A type of a declaration: here other words are complained about. */
VdtKqlNode *
vdt_kql_parse_type_required (VdtKqlParser *parser)
{
  const VdtKqlToken *token = &parser->tokens[parser->at];
  guint kind = token->kind;
  VdtKqlNode *type = vdt_kql_parse_type (parser);

  if (type == NULL)
    return missing_type (parser);

  if (!is_type_name (kind))
    vdt_kql_complain (parser, "KS160", token->start, token->end,
                      "“%.*s” is not a type. Write one such as string, long, real, bool, datetime, "
                      "timespan, guid, decimal or dynamic.",
                      (int) (token->end - token->start), parser->tree->text + token->start);

  return type;
}

/* The name before a colon; where only the colon is there, a missing one. */
static VdtKqlNode *
parse_declared_name (VdtKqlParser *parser)
{
  if (vdt_kql_peek (parser) == VDT_KQL_TOKEN_COLON)
    return vdt_kql_parse_declaration_required (parser);

  return vdt_kql_parse_column_declaration (parser);
}

/* a: string */
VdtKqlNode *
vdt_kql_parse_name_and_type (VdtKqlParser *parser)
{
  VdtKqlNode *name = parse_declared_name (parser);
  VdtKqlNode *node = NULL;

  if (name == NULL)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_NAME_AND_TYPE);
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, name);
  vdt_kql_node_add (node, VDT_KQL_ROLE_SEPARATOR, vdt_kql_expect (parser, VDT_KQL_TOKEN_COLON));
  vdt_kql_node_add (node, VDT_KQL_ROLE_TYPE, vdt_kql_parse_type_required (parser));

  return node;
}

static void
add_star (VdtKqlParser *parser,
          VdtKqlNode   *parent,
          VdtKqlRole    role)
{
  VdtKqlNode *star = vdt_kql_new (parser, VDT_KQL_STAR);

  vdt_kql_node_add (star, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));
  vdt_kql_node_add (parent, role, star);
}

static const VdtKqlListSpec columns = { vdt_kql_parse_name_and_type, NULL, VDT_KQL_LIST_TRAILING };

/* (a: string, b: long); with @star also (*, a: string) */
VdtKqlNode *
vdt_kql_parse_row_schema (VdtKqlParser *parser,
                          gboolean      star)
{
  VdtKqlNode *node = NULL;
  VdtKqlNode *list = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_TOKEN_OPEN_PAREN)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_ROW_SCHEMA);
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));

  if (star && vdt_kql_peek (parser) == VDT_KQL_TOKEN_STAR)
    {
      add_star (parser, node, VDT_KQL_ROLE_FIRST);
      vdt_kql_add_if (parser, node, VDT_KQL_ROLE_SEPARATOR, VDT_KQL_TOKEN_COMMA);
    }
  else
    vdt_kql_add_if (parser, node, VDT_KQL_ROLE_SEPARATOR, VDT_KQL_TOKEN_COMMA);

  list = vdt_kql_parse_list (parser, &columns);
  vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, list);
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return node;
}

VdtKqlNode *
vdt_kql_parse_row_schema_required (VdtKqlParser *parser,
                                   gboolean      star)
{
  VdtKqlNode *schema = vdt_kql_parse_row_schema (parser, star);

  if (schema != NULL)
    return schema;

  vdt_kql_complain_missing (parser, "the columns, such as (Name: string),");

  return vdt_kql_missing_node (parser, VDT_KQL_ROW_SCHEMA);
}

/* (*) or (a: string) as the type of a tabular parameter */
static VdtKqlNode *
parse_schema_type (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_SCHEMA_TYPE);

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));

  if (vdt_kql_peek (parser) == VDT_KQL_TOKEN_STAR)
    {
      VdtKqlNode *list = vdt_kql_new (parser, VDT_KQL_LIST);

      add_star (parser, list, VDT_KQL_ROLE_ITEM);
      vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, list);
    }
  else
    vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &columns));

  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return node;
}

/* Parameters of functions */

static void
add_default (VdtKqlParser *parser,
             VdtKqlNode   *parameter)
{
  VdtKqlNode *value = NULL;

  if (!vdt_kql_add_if (parser, parameter, VDT_KQL_ROLE_EQUAL, VDT_KQL_TOKEN_EQUAL))
    return;

  value = vdt_kql_parse_signed_literal (parser);

  if (value == NULL && vdt_kql_kind_is_reference (vdt_kql_peek (parser)))
    {
      value = vdt_kql_new (parser, VDT_KQL_TOKEN_LITERAL);
      vdt_kql_node_add (value, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));
    }

  vdt_kql_node_add (parameter, VDT_KQL_ROLE_DEFAULT,
                    value != NULL ? value : vdt_kql_missing_expression (parser));
}

static VdtKqlNode *
parse_parameter (VdtKqlParser *parser)
{
  VdtKqlNode *name = parse_declared_name (parser);
  VdtKqlNode *node = NULL;

  if (name == NULL)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_FUNCTION_PARAMETER);
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, name);
  vdt_kql_node_add (node, VDT_KQL_ROLE_SEPARATOR, vdt_kql_expect (parser, VDT_KQL_TOKEN_COLON));
  vdt_kql_node_add (node, VDT_KQL_ROLE_TYPE,
                    vdt_kql_peek (parser) == VDT_KQL_TOKEN_OPEN_PAREN
                    ? parse_schema_type (parser) : vdt_kql_parse_type_required (parser));
  add_default (parser, node);

  return node;
}

static VdtKqlNode *
missing_parameter (VdtKqlParser *parser)
{
  vdt_kql_complain_missing (parser, "a parameter");

  return vdt_kql_missing_node (parser, VDT_KQL_FUNCTION_PARAMETER);
}

/* The list between the parentheses of a function's parameters. */
VdtKqlNode *
vdt_kql_parse_parameters (VdtKqlParser *parser,
                          gboolean      required)
{
  static const VdtKqlListSpec optional = { parse_parameter, missing_parameter, 0 };
  static const VdtKqlListSpec needed = { parse_parameter, missing_parameter, VDT_KQL_LIST_REQUIRED };

  return vdt_kql_parse_list (parser, required ? &needed : &optional);
}

/* Tables */

/* datatable (a: string) ["x", "y"] */
VdtKqlNode *
vdt_kql_parse_datatable (VdtKqlParser *parser)
{
  static const VdtKqlListSpec values = { vdt_kql_parse_signed_literal, NULL, VDT_KQL_LIST_TRAILING };
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_DATATABLE);
  VdtKqlNode *open = NULL;

  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_PARAMETERS,
                    vdt_kql_parse_operator_parameters (parser, VDT_KQL_KEYWORD_DATATABLE));
  vdt_kql_node_add (node, VDT_KQL_ROLE_SCHEMA, vdt_kql_parse_row_schema_required (parser, FALSE));
  open = vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_BRACKET);
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, open);
  vdt_kql_add_if (parser, node, VDT_KQL_ROLE_SEPARATOR, VDT_KQL_TOKEN_COMMA);
  vdt_kql_node_add (node, VDT_KQL_ROLE_VALUES, vdt_kql_parse_list (parser, &values));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_BRACKET));

  return node;
}

/* __contextual_datatable (id) (a: string) */
VdtKqlNode *
vdt_kql_parse_contextual_datatable (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_CONTEXTUAL_DATATABLE);
  VdtKqlNode *id = NULL;

  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  id = vdt_kql_parse_expression (parser);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION, id != NULL ? id : vdt_kql_missing_expression (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_SCHEMA, vdt_kql_parse_row_schema_required (parser, FALSE));

  return node;
}

/* name = value, where neither is known beforehand */
static VdtKqlNode *
parse_property (VdtKqlParser *parser)
{
  VdtKqlNode *name = vdt_kql_parse_column_declaration (parser);
  VdtKqlNode *node = NULL;
  VdtKqlNode *value = NULL;

  if (name == NULL)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_NAMED_PARAMETER);
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, name);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_EQUAL));
  value = vdt_kql_parse_signed_literal (parser);

  if (value == NULL)
    value = vdt_kql_parse_declaration (parser);

  vdt_kql_node_add (node, VDT_KQL_ROLE_VALUE, value != NULL ? value : vdt_kql_missing_value (parser));

  return node;
}

VdtKqlNode *
vdt_kql_missing_property (VdtKqlParser *parser)
{
  vdt_kql_complain_missing (parser, "a property");

  return vdt_kql_missing_node (parser, VDT_KQL_NAMED_PARAMETER);
}

/* with (name = value, …), if it comes */
VdtKqlNode *
vdt_kql_parse_with_properties (VdtKqlParser *parser)
{
  static const VdtKqlListSpec properties = { parse_property, vdt_kql_missing_property, 0 };
  VdtKqlNode *node = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_WITH)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &properties));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return node;
}

/* externaldata (a: string) ["https://…"] with (format = csv) */
VdtKqlNode *
vdt_kql_parse_externaldata (VdtKqlParser *parser)
{
  static const VdtKqlListSpec addresses = { vdt_kql_parse_expression, NULL, VDT_KQL_LIST_TRAILING };
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_EXTERNALDATA);
  VdtKqlNode *with = NULL;

  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_PARAMETERS,
                    vdt_kql_parse_operator_parameters (parser, VDT_KQL_KEYWORD_EXTERNALDATA));
  vdt_kql_node_add (node, VDT_KQL_ROLE_SCHEMA, vdt_kql_parse_row_schema_required (parser, FALSE));
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_BRACKET));
  vdt_kql_node_add (node, VDT_KQL_ROLE_VALUES, vdt_kql_parse_list (parser, &addresses));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_BRACKET));
  with = vdt_kql_parse_with_properties (parser);

  if (with != NULL)
    vdt_kql_node_add (node, VDT_KQL_ROLE_WITH, with);

  return node;
}

/* kind = word and dataformat = word; @code where the word is missing */
static void
add_word_clause (VdtKqlParser *parser,
                 VdtKqlNode   *node,
                 guint         keyword,
                 const char   *code)
{
  VdtKqlNode *clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  gsize end = vdt_kql_last_end (parser);
  VdtKqlNode *word = NULL;

  if (vdt_kql_peek (parser) != keyword)
    {
      if (code != NULL)
        vdt_kql_complain (parser, code, end, end, "Write “%s = …” here.", vdt_kql_kind_get_text (keyword));

      return;
    }

  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_EQUAL));
  word = vdt_kql_parse_declaration_required (parser);
  vdt_kql_node_add (clause, VDT_KQL_ROLE_VALUE, word);
  vdt_kql_node_add (node, VDT_KQL_ROLE_PARAMETERS, clause);
}

static VdtKqlNode *
parse_partition_column (VdtKqlParser *parser)
{
  VdtKqlNode *node = vdt_kql_parse_name_and_type (parser);
  VdtKqlNode *column = NULL;

  if (node == NULL || vdt_kql_peek (parser) != VDT_KQL_TOKEN_EQUAL)
    return node;

  column = vdt_kql_new (parser, VDT_KQL_NAMED);
  vdt_kql_node_add (column, VDT_KQL_ROLE_NAME, node);
  vdt_kql_node_add (column, VDT_KQL_ROLE_EQUAL, vdt_kql_take (parser));
  vdt_kql_node_add (column, VDT_KQL_ROLE_EXPRESSION, vdt_kql_parse_expression_required (parser));

  return column;
}

/* partition by (Day: datetime = startofday (Timestamp)) */
static void
add_partition_columns (VdtKqlParser *parser,
                       VdtKqlNode   *node)
{
  static const VdtKqlListSpec parts = { parse_partition_column, NULL, 0 };
  VdtKqlNode *clause = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_PARTITION)
    return;

  clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_expect (parser, VDT_KQL_KEYWORD_BY));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_ITEMS, vdt_kql_parse_list (parser, &parts));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_BY, clause);
}

/* pathformat = ("a" Name datetime_pattern ("yyyy", Day)) */
static void
add_path_format (VdtKqlParser *parser,
                 VdtKqlNode   *node)
{
  VdtKqlNode *clause = NULL;
  VdtKqlNode *list = NULL;
  VdtKqlNode *part = NULL;

  if (vdt_kql_peek (parser) != VDT_KQL_KEYWORD_PATHFORMAT)
    return;

  clause = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  vdt_kql_node_add (clause, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_EQUAL));
  vdt_kql_node_add (clause, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  list = vdt_kql_new (parser, VDT_KQL_LIST);
  list->full_start = list->start = list->end = (guint32) vdt_kql_last_end (parser);

  for (part = vdt_kql_parse_path (parser); part != NULL; part = vdt_kql_parse_path (parser))
    vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, part);

  vdt_kql_node_add (clause, VDT_KQL_ROLE_ITEMS, list);
  vdt_kql_node_add (clause, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_PATTERN, clause);
}

/* inline_external_table (a: string) kind = storage dataformat = csv ("https://…") */
VdtKqlNode *
vdt_kql_parse_inline_external_table (VdtKqlParser *parser)
{
  static const VdtKqlListSpec addresses = { vdt_kql_parse_string, NULL, VDT_KQL_LIST_TRAILING };
  guint width = vdt_kql_name_width (parser, 2, TRUE);
  VdtKqlNode *node = NULL;
  VdtKqlNode *with = NULL;
  gboolean delta = FALSE;

  if (vdt_kql_peek_at (parser, 1) != VDT_KQL_TOKEN_OPEN_PAREN || width == 0
      || vdt_kql_peek_at (parser, 2 + width) != VDT_KQL_TOKEN_COLON)
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_INLINE_EXTERNAL_TABLE);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_SCHEMA, vdt_kql_parse_row_schema_required (parser, FALSE));
  add_word_clause (parser, node, VDT_KQL_KEYWORD_KIND, "KS254");
  delta = parser->at > 0 && parser->tokens[parser->at - 1].end - parser->tokens[parser->at - 1].start == 5
          && memcmp (parser->tree->text + parser->tokens[parser->at - 1].start, "delta", 5) == 0;
  add_partition_columns (parser, node);
  add_path_format (parser, node);
  add_word_clause (parser, node, VDT_KQL_KEYWORD_DATAFORMAT, delta ? NULL : "KS253");
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_VALUES, vdt_kql_parse_list (parser, &addresses));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
  with = vdt_kql_parse_with_properties (parser);

  if (with != NULL)
    vdt_kql_node_add (node, VDT_KQL_ROLE_WITH, with);

  return node;
}

/* base (T), delta (U), aggregations (summarize …) */
static VdtKqlNode *
parse_combine_clause (VdtKqlParser *parser,
                      const char   *word,
                      gboolean      operators)
{
  const VdtKqlToken *token = &parser->tokens[parser->at];
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_CLAUSE);
  gsize length = token->end - token->start;
  gboolean here = token->kind == VDT_KQL_TOKEN_IDENTIFIER && strlen (word) == length
                  && memcmp (parser->tree->text + token->start, word, length) == 0;

  if (here)
    vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  else
    {
      vdt_kql_complain_expected (parser, word);
      vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD,
                        vdt_kql_missing_token (parser, VDT_KQL_TOKEN_IDENTIFIER));
    }

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION,
                    operators ? vdt_kql_parse_operator_pipe (parser) : vdt_kql_parse_pipe_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return node;
}

/* materialized-view-combine ("view") base (…) delta (…) aggregations (…) */
VdtKqlNode *
vdt_kql_parse_materialized_view_combine (VdtKqlParser *parser)
{
  VdtKqlNode *node = NULL;
  VdtKqlNode *list = NULL;

  if (!vdt_kql_enter (parser))
    return NULL;

  node = vdt_kql_new (parser, VDT_KQL_MATERIALIZED_VIEW_COMBINE);
  list = vdt_kql_new (parser, VDT_KQL_LIST);
  vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_expect (parser, VDT_KQL_TOKEN_OPEN_PAREN));
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_parse_expression_required (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));
  vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, parse_combine_clause (parser, "base", FALSE));
  vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, parse_combine_clause (parser, "delta", FALSE));
  vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, parse_combine_clause (parser, "aggregations", TRUE));
  vdt_kql_node_add (node, VDT_KQL_ROLE_ITEMS, list);
  vdt_kql_leave (parser);

  return node;
}
