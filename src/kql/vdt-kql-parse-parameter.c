/* vdt-kql-parse-parameter.c: the parameters of operators (kind=inner) and their sub-queries.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-operators.h"

#include <string.h>

/* What may stand as a parameter after any operator that takes some; whether it
 * belongs there is a question of meaning. */
static const VdtKqlParameter any_parameters[] = {
  { "kind", VDT_KQL_VALUE_WORD, NULL },
  { "hint.concurrency", VDT_KQL_VALUE_NUMBER, NULL },
  { "hint.distribution", VDT_KQL_VALUE_WORD, NULL },
  { "hint.materialized", VDT_KQL_VALUE_BOOL, NULL },
  { "hint.num_partitions", VDT_KQL_VALUE_NUMBER, NULL },
  { "hint.pass_filters", VDT_KQL_VALUE_BOOL, NULL },
  { "hint.pass_filters_column", VDT_KQL_VALUE_COLUMN, NULL },
  { "hint.progressive_top", VDT_KQL_VALUE_WORD, NULL },
  { "hint.remote", VDT_KQL_VALUE_WORD, NULL },
  { "hint.shufflekey", VDT_KQL_VALUE_COLUMN, NULL },
  { "hint.spread", VDT_KQL_VALUE_NUMBER, NULL },
  { "hint.strategy", VDT_KQL_VALUE_WORD, NULL },
  { "isfuzzy", VDT_KQL_VALUE_BOOL, NULL },
  { "force_remote", VDT_KQL_VALUE_BOOL, NULL },
  { "withsource", VDT_KQL_VALUE_NAME, NULL },
  { "with_source", VDT_KQL_VALUE_NAME, NULL },
  { "with_itemindex", VDT_KQL_VALUE_NAME, NULL },
  { "with_match_id", VDT_KQL_VALUE_NAME, NULL },
  { "with_step_name", VDT_KQL_VALUE_NAME, NULL },
  { "bagexpansion", VDT_KQL_VALUE_WORD, NULL },
  { "bin_legacy", VDT_KQL_VALUE_WORD, NULL },
  { "cycles", VDT_KQL_VALUE_WORD, NULL },
  { "decodeblocks", VDT_KQL_VALUE_BOOL, NULL },
  { "expandoutput", VDT_KQL_VALUE_BOOL, NULL },
  { "__crossCluster", VDT_KQL_VALUE_BOOL, NULL },
  { "__crossDB", VDT_KQL_VALUE_BOOL, NULL },
  { "__id", VDT_KQL_VALUE_WORD, NULL },
  { "__isFuzzy", VDT_KQL_VALUE_BOOL, NULL },
  { "__noWithSource", VDT_KQL_VALUE_BOOL, NULL },
  { "__packedColumn", VDT_KQL_VALUE_COLUMN, NULL },
  { "__sourceColumnIndex", VDT_KQL_VALUE_NUMBER, NULL },
  { "best_effort", VDT_KQL_VALUE_BOOL, NULL },
  { NULL, VDT_KQL_VALUE_WORD, NULL },
};

static const VdtKqlParameter *
find_parameter (const VdtKqlParameter *parameters,
                const char            *name,
                gsize                  length)
{
  for (const VdtKqlParameter *p = parameters; p != NULL && p->name != NULL; p++)
    if (strlen (p->name) == length && memcmp (p->name, name, length) == 0)
      return p;

  return NULL;
}

/* The tokens of a parameter's name: three for hint.x that is no keyword. */
static guint
name_width (VdtKqlParser *parser)
{
  guint kind = vdt_kql_peek (parser);

  if (kind != VDT_KQL_TOKEN_IDENTIFIER && !vdt_kql_kind_is_keyword (kind))
    return 0;

  if (vdt_kql_peek_at (parser, 1) == VDT_KQL_TOKEN_DOT
      && vdt_kql_peek_at (parser, 2) == VDT_KQL_TOKEN_IDENTIFIER
      && vdt_kql_peek_at (parser, 3) == VDT_KQL_TOKEN_EQUAL)
    return 3;

  return vdt_kql_peek_at (parser, 1) == VDT_KQL_TOKEN_EQUAL ? 1 : 0;
}

static VdtKqlNode *
parse_column_list (VdtKqlParser *parser)
{
  VdtKqlNode *list = vdt_kql_new (parser, VDT_KQL_LIST);
  VdtKqlNode *column = vdt_kql_parse_name (parser);

  vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, column != NULL ? column : vdt_kql_missing_name (parser));

  /* A comma before “name =” belongs to the list of parameters. */
  while (vdt_kql_peek (parser) == VDT_KQL_TOKEN_COMMA
         && vdt_kql_name_width (parser, 1, FALSE) > 0
         && vdt_kql_peek_at (parser, 1 + vdt_kql_name_width (parser, 1, FALSE)) != VDT_KQL_TOKEN_EQUAL)
    {
      vdt_kql_node_add (list, VDT_KQL_ROLE_SEPARATOR, vdt_kql_take (parser));
      column = vdt_kql_parse_name (parser);
      vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, column != NULL ? column : vdt_kql_missing_name (parser));
    }

  return list;
}

static VdtKqlNode *
parse_word (VdtKqlParser *parser)
{
  guint kind = vdt_kql_peek (parser);
  VdtKqlNode *word = NULL;

  if (kind != VDT_KQL_TOKEN_IDENTIFIER && !vdt_kql_kind_is_keyword (kind))
    return NULL;

  word = vdt_kql_new (parser, VDT_KQL_TOKEN_LITERAL);
  vdt_kql_node_add (word, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));

  return word;
}

static VdtKqlNode *
missing_word (VdtKqlParser          *parser,
              const VdtKqlParameter *parameter)
{
  VdtKqlNode *word = NULL;
  gsize end = vdt_kql_last_end (parser);

  if (parameter->words == NULL)
    return vdt_kql_missing_value (parser);

  vdt_kql_complain (parser, "KS005", end, end, "Write one of these words here: %s.", parameter->words);
  word = vdt_kql_missing_node (parser, VDT_KQL_TOKEN_LITERAL);

  return word;
}

static VdtKqlNode *
parse_value (VdtKqlParser          *parser,
             const VdtKqlParameter *parameter)
{
  VdtKqlNode *value = NULL;

  if (parameter->value == VDT_KQL_VALUE_COLUMNS)
    return parse_column_list (parser);

  value = vdt_kql_parse_signed_literal (parser);

  if (value != NULL)
    return value;

  switch (parameter->value)
    {
    case VDT_KQL_VALUE_NAME:
      return vdt_kql_parse_declaration_required (parser);

    case VDT_KQL_VALUE_COLUMN:
    case VDT_KQL_VALUE_STRING:
      value = vdt_kql_parse_name (parser);
      return value != NULL ? value : vdt_kql_missing_value (parser);

    default:
      value = parse_word (parser);
      return value != NULL ? value : missing_word (parser, parameter);
    }
}

static VdtKqlNode *
finish_parameter (VdtKqlParser          *parser,
                  const VdtKqlParameter *parameter,
                  guint                  width)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_NAMED_PARAMETER);
  VdtKqlNode *name = vdt_kql_new (parser, VDT_KQL_NAME_DECLARATION);

  vdt_kql_node_add (name, VDT_KQL_ROLE_NAME,
                    vdt_kql_take_merged (parser, width == 1 ? vdt_kql_peek (parser)
                                                            : VDT_KQL_TOKEN_IDENTIFIER, width));
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, name);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EQUAL, vdt_kql_expect (parser, VDT_KQL_TOKEN_EQUAL));
  vdt_kql_node_add (node, VDT_KQL_ROLE_VALUE, parse_value (parser, parameter));

  return node;
}

/* One parameter out of @parameters or, with @others, of those any operator may have. */
VdtKqlNode *
vdt_kql_parse_own_parameter (VdtKqlParser          *parser,
                             const VdtKqlParameter *parameters,
                             gboolean               others)
{
  guint width = name_width (parser);
  const VdtKqlParameter *parameter = NULL;
  const char *text = NULL;
  gsize length = 0;

  if (width == 0)
    return NULL;

  text = parser->tree->text + parser->tokens[parser->at].start;
  length = parser->tokens[parser->at + width - 1].end - parser->tokens[parser->at].start;
  parameter = find_parameter (parameters, text, length);

  if (parameter == NULL && others)
    parameter = find_parameter (any_parameters, text, length);

  return parameter == NULL ? NULL : finish_parameter (parser, parameter, width);
}

/* One of @parameters where nothing else may stand: its = may be missing. */
VdtKqlNode *
vdt_kql_parse_listed_parameter (VdtKqlParser          *parser,
                                const VdtKqlParameter *parameters)
{
  const VdtKqlToken *token = &parser->tokens[parser->at];
  const VdtKqlParameter *parameter = find_parameter (parameters, parser->tree->text + token->start,
                                                     token->end - token->start);

  return parameter == NULL ? NULL : finish_parameter (parser, parameter, 1);
}

/* The parameters after an operator's keyword; the list may be empty. */
VdtKqlNode *
vdt_kql_parse_operator_parameters (VdtKqlParser *parser,
                                   guint         keyword)
{
  const VdtKqlOperator *operator = vdt_kql_operator_find (keyword);
  const VdtKqlParameter *own = operator != NULL ? operator->parameters : NULL;
  VdtKqlNode *list = vdt_kql_new (parser, VDT_KQL_LIST);
  VdtKqlNode *parameter = NULL;

  list->full_start = list->start = list->end = (guint32) vdt_kql_last_end (parser);

  while ((parameter = vdt_kql_parse_own_parameter (parser, own, TRUE)) != NULL)
    vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, parameter);

  return list;
}

void
vdt_kql_add_parameters (VdtKqlParser *parser,
                        VdtKqlNode   *node)
{
  guint keyword = node->first_child != NULL ? node->first_child->kind : VDT_KQL_NONE;

  vdt_kql_node_add (node, VDT_KQL_ROLE_PARAMETERS, vdt_kql_parse_operator_parameters (parser, keyword));
}

/* ( operators ): a pipe that takes its rows from outside. @missing_open is what
 * to say is missing where it does not come. */
VdtKqlNode *
vdt_kql_parse_subquery (VdtKqlParser *parser,
                        guint         missing_open)
{
  VdtKqlNode *node = vdt_kql_new (parser, VDT_KQL_SUBQUERY);
  VdtKqlNode *open = vdt_kql_expect (parser, missing_open);

  vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, open);
  vdt_kql_node_add (node, VDT_KQL_ROLE_EXPRESSION,
                    vdt_kql_node_is_missing (open) ? vdt_kql_missing_expression (parser)
                                                   : vdt_kql_parse_operator_pipe (parser));
  vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_expect (parser, VDT_KQL_TOKEN_CLOSE_PAREN));

  return node;
}
