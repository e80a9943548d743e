/* vdt-kql-complete-after.c: what may follow an expression.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-complete-private.h"

#define STRING_OPERATORS \
  "has has_cs contains contains_cs startswith startswith_cs endswith endswith_cs hasprefix hasprefix_cs " \
  "hassuffix hassuffix_cs has_any has_all in in~ =~ == != !~ !has !has_cs !contains !contains_cs " \
  "!startswith !startswith_cs !endswith !endswith_cs !hasprefix !hasprefix_cs !hassuffix !hassuffix_cs " \
  "!in !in~"
#define ORDER_OPERATORS "< <= > >= between !between"
#define ARITHMETIC_OPERATORS "+ - * / %"

static gboolean
is_expression (const VdtKqlNode *node)
{
  if (node->kind == VDT_KQL_NAME_REFERENCE)
    return TRUE;

  return node->kind >= VDT_KQL_LITERAL && node->kind <= VDT_KQL_CALL && node->kind != VDT_KQL_EXPRESSION_LIST
         && node->kind != VDT_KQL_EXPRESSION_COUPLE && node->kind != VDT_KQL_BRACKETED
         && node->kind != VDT_KQL_TOKEN_LITERAL && node->kind != VDT_KQL_JSON_PAIR;
}

static gboolean
is_logical (const VdtKqlNode *node)
{
  guint kind = node->kind == VDT_KQL_BINARY ? vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR)->kind : 0;

  return kind == VDT_KQL_KEYWORD_AND || kind == VDT_KQL_KEYWORD_OR;
}

static gboolean
is_comparison (const VdtKqlNode *node)
{
  guint kind = 0;

  if (node->kind == VDT_KQL_IN || node->kind == VDT_KQL_BETWEEN)
    return TRUE;

  if (node->kind != VDT_KQL_BINARY)
    return FALSE;

  kind = vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR)->kind;

  return kind != VDT_KQL_TOKEN_PLUS && kind != VDT_KQL_TOKEN_MINUS && kind != VDT_KQL_TOKEN_STAR
         && kind != VDT_KQL_TOKEN_SLASH && kind != VDT_KQL_TOKEN_PERCENT && !is_logical (node);
}

/* Operators that may follow @node, whose value is compared in a condition. */
static void
offer_comparisons (VdtKqlCompleter  *self,
                   const VdtKqlNode *node,
                   gboolean          logical)
{
  const VdtKqlType *type = vdt_kql_analysis_get_type (self->analysis, node);
  VdtKqlTypeKind kind = type != NULL ? type->kind : VDT_KQL_TYPE_UNKNOWN;

  if (is_comparison (node) || kind == VDT_KQL_TYPE_BOOL)
    logical = TRUE;
  else if (kind == VDT_KQL_TYPE_STRING)
    vdt_kql_offer_words (self, VDT_KQL_ITEM_SCALAR_INFIX, STRING_OPERATORS);
  else if (kind == VDT_KQL_TYPE_DYNAMIC || kind == VDT_KQL_TYPE_UNKNOWN || kind == VDT_KQL_TYPE_ERROR)
    vdt_kql_offer_words (self, VDT_KQL_ITEM_SCALAR_INFIX, STRING_OPERATORS " " ORDER_OPERATORS);
  else
    vdt_kql_offer_words (self, VDT_KQL_ITEM_SCALAR_INFIX, "== != in !in " ORDER_OPERATORS);

  if (logical)
    vdt_kql_offer_words (self, VDT_KQL_ITEM_SCALAR_INFIX, "and or");
}

static void
offer_arithmetic (VdtKqlCompleter  *self,
                  const VdtKqlNode *node)
{
  const VdtKqlType *type = vdt_kql_analysis_get_type (self->analysis, node);

  if (type != NULL && vdt_kql_type_is_scalar (type) && !vdt_kql_type_is_unknown (type)
      && type->kind != VDT_KQL_TYPE_STRING && type->kind != VDT_KQL_TYPE_BOOL
      && type->kind != VDT_KQL_TYPE_GUID)
    vdt_kql_offer_words (self, VDT_KQL_ITEM_SCALAR_INFIX, ARITHMETIC_OPERATORS);
}

/* The words that may come next in the operator that @node is in. */
static void
offer_clauses (VdtKqlCompleter  *self,
               const VdtKqlNode *node)
{
  const VdtKqlNode *parent = node->parent;

  while (parent != NULL && parent->kind != VDT_KQL_CLAUSE && vdt_kql_operator_of_node (parent->kind) == NULL
         && parent->kind != VDT_KQL_TOP_NESTED_CLAUSE && parent->kind != VDT_KQL_MAKE_SERIES_RANGE
         && parent->kind != VDT_KQL_EXPRESSION_LIST && parent->kind != VDT_KQL_PARENTHESIZED)
    parent = parent->parent;

  if (parent == NULL)
    return;

  switch (parent->kind)
    {
    case VDT_KQL_SUMMARIZE_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "by");
      break;

    case VDT_KQL_SORT_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "asc desc nulls");
      break;

    case VDT_KQL_TOP_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD,
                           vdt_kql_node_token (parent, VDT_KQL_KEYWORD_BY) != NULL ? "asc desc nulls" : "by");
      break;

    case VDT_KQL_PROJECT_REORDER_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "asc desc granny-asc granny-desc");
      break;

    case VDT_KQL_JOIN_OPERATOR: case VDT_KQL_LOOKUP_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "on");
      break;

    case VDT_KQL_MV_EXPAND_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "to limit");
      break;

    case VDT_KQL_MV_APPLY_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "to limit on");
      break;

    case VDT_KQL_PARSE_OPERATOR: case VDT_KQL_PARSE_WHERE_OPERATOR:
      if (vdt_kql_node_token (parent, VDT_KQL_KEYWORD_WITH) == NULL)
        vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "with");
      break;

    case VDT_KQL_PARSE_KV_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "as");
      break;

    case VDT_KQL_MAKE_SERIES_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "default on");
      break;

    case VDT_KQL_MAKE_SERIES_RANGE:
      if (node->role == VDT_KQL_ROLE_FROM)
        vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "to step");
      else
        vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, node->role == VDT_KQL_ROLE_TO ? "step" : "by");
      break;

    case VDT_KQL_SAMPLE_DISTINCT_OPERATOR: case VDT_KQL_TOP_HITTERS_OPERATOR:
      if (node->role == VDT_KQL_ROLE_EXPRESSION)
        vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "of");
      break;

    case VDT_KQL_TOP_NESTED_CLAUSE:
      if (node->role == VDT_KQL_ROLE_OF)
        vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "by with");
      break;

    case VDT_KQL_RANGE_OPERATOR:
      if (node->role == VDT_KQL_ROLE_FROM)
        vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "to");
      else if (node->role == VDT_KQL_ROLE_TO)
        vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "step");
      break;

    case VDT_KQL_CLAUSE:
      if (parent->role == VDT_KQL_ROLE_ON && parent->parent->kind == VDT_KQL_MAKE_SERIES_OPERATOR)
        vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "from to step");
      break;

    default:
      break;
    }
}

/* The parentheses that what ends at @node may still go on in. */
static const VdtKqlNode *
enclosing_parentheses (const VdtKqlNode *node)
{
  for (node = node->parent; node != NULL; node = node->parent)
    if (node->kind == VDT_KQL_PARENTHESIZED)
      return node;
    else if (node->kind != VDT_KQL_PIPE && vdt_kql_operator_of_node (node->kind) == NULL)
      return NULL;

  return NULL;
}

/* The service takes what follows for another element of a list. */
static void
offer_in_parentheses (VdtKqlCompleter  *self,
                      const VdtKqlNode *node)
{
  const VdtKqlNode *parentheses = enclosing_parentheses (node);

  if (parentheses == NULL)
    return;

  if (vdt_kql_wants_rows (parentheses))
    vdt_kql_offer (self, VDT_KQL_OFFER_TABLES);
  else
    vdt_kql_offer (self, VDT_KQL_OFFER_COLUMNS | VDT_KQL_OFFER_FUNCTIONS | VDT_KQL_OFFER_STORED
                         | VDT_KQL_OFFER_LOCALS
                         | (parentheses->parent->kind == VDT_KQL_LET_STATEMENT ? VDT_KQL_OFFER_TABLES : 0));
}

void
vdt_kql_offer_after_expression (VdtKqlCompleter  *self,
                                const VdtKqlNode *last)
{
  const VdtKqlNode *top = NULL;
  const VdtKqlNode *relation = NULL;
  const VdtKqlNode *operand = NULL;
  const VdtKqlNode *node = last;
  gboolean condition = FALSE;
  gboolean name = FALSE;
  gboolean logical = FALSE;

  for (; node->parent != NULL && (node->end == last->end); node = node->parent)
    if (is_expression (node))
      {
        top = node;
        operand = operand == NULL ? node : operand;

        if (is_logical (node))
          logical = TRUE;
        else
          relation = node;
      }
    else if (top != NULL)
      break;

  if (top == NULL)
    return;

  if (self->like_service)
    offer_in_parentheses (self, top);

  name = operand->kind == VDT_KQL_NAME_REFERENCE;
  condition = top->role == VDT_KQL_ROLE_CONDITION || vdt_kql_is_bool_argument (self, top)
              || (top->parent->kind == VDT_KQL_PARENTHESIZED && !vdt_kql_wants_rows (top->parent));

  if (top->parent->kind == VDT_KQL_EXPRESSION_STATEMENT)
    {
      vdt_kql_offer_punctuation (self, name ? ";.([|" : ";.[|");
      return;
    }

  if (condition && relation != NULL)
    {
      offer_comparisons (self, relation, logical);

      if (relation->kind == VDT_KQL_BINARY && operand != relation)
        offer_arithmetic (self, operand);
    }
  else if (relation != NULL && top->role != VDT_KQL_ROLE_RIGHT)
    offer_arithmetic (self, relation);

  offer_clauses (self, top);

  if (top->parent->kind == VDT_KQL_LIST || top->parent->kind == VDT_KQL_NAMED
      || top->parent->kind == VDT_KQL_TYPED_RESULT || top->parent->kind == VDT_KQL_MAKE_SERIES_ITEM)
    vdt_kql_offer_punctuation (self, ",");

  if (relation != NULL && relation->kind != VDT_KQL_IN && relation->kind != VDT_KQL_BETWEEN)
    vdt_kql_offer_punctuation (self, name ? ".([" : ".[");

  if (name && operand == top && top->parent->kind != VDT_KQL_NAMED)
    vdt_kql_offer_punctuation (self, "=");

  if (top->parent->kind == VDT_KQL_EXPRESSION_COUPLE && top->role == VDT_KQL_ROLE_FIRST)
    vdt_kql_offer_item (self, VDT_KQL_ITEM_PUNCTUATION, "..", " ");
}
