/* vdt-kql-complete-slots.c: what fits where the parser misses something.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-complete-private.h"

void
vdt_kql_offer_punctuation (VdtKqlCompleter *self,
                           const char      *marks)
{
  for (; *marks != '\0'; marks++)
    {
      const char mark[] = { *marks, '\0' };

      if (*marks == '=' && self->in_word)
        continue;

      vdt_kql_offer_item (self, VDT_KQL_ITEM_PUNCTUATION, mark, "");
    }
}

/* Scalar expressions; with a name in front where @named. */
static void
offer_scalar (VdtKqlCompleter *self,
              gboolean         named)
{
  vdt_kql_offer (self, VDT_KQL_OFFER_SCALAR);
  vdt_kql_offer_punctuation (self, named ? "([@=" : "([@");
}

static void
offer_names (VdtKqlCompleter *self)
{
  vdt_kql_offer (self, VDT_KQL_OFFER_COLUMNS | VDT_KQL_OFFER_FUNCTIONS | VDT_KQL_OFFER_STORED);
  vdt_kql_offer_punctuation (self, "[");
}

/* What may be inside ( … ) where rows are wanted. */
static void
offer_query (VdtKqlCompleter *self)
{
  vdt_kql_offer (self, VDT_KQL_OFFER_TABLES | VDT_KQL_OFFER_QUERIES);
  vdt_kql_offer_punctuation (self, "([@");
}

static void
offer_aggregates (VdtKqlCompleter *self,
                  gboolean         named)
{
  vdt_kql_offer (self, VDT_KQL_OFFER_AGGREGATES | VDT_KQL_OFFER_FUNCTIONS | VDT_KQL_OFFER_PREFIXES
                       | VDT_KQL_OFFER_STORED);
  vdt_kql_offer_punctuation (self, named ? "([@=" : "([@");
}

/* Right after an operator's keyword or one of its parameters */

void
vdt_kql_offer_operator_start (VdtKqlCompleter *self,
                              guint            kind)
{
  const VdtKqlOperator *operator = vdt_kql_operator_of_node (kind);

  if (operator == NULL)
    return;

  if (kind != VDT_KQL_RENDER_OPERATOR)
    vdt_kql_offer_parameters (self, operator);

  switch (kind)
    {
    case VDT_KQL_FILTER_OPERATOR: case VDT_KQL_EXTEND_OPERATOR: case VDT_KQL_PROJECT_OPERATOR:
    case VDT_KQL_PROJECT_RENAME_OPERATOR: case VDT_KQL_PRINT_OPERATOR: case VDT_KQL_SERIALIZE_OPERATOR:
    case VDT_KQL_DISTINCT_OPERATOR: case VDT_KQL_MV_EXPAND_OPERATOR: case VDT_KQL_MV_APPLY_OPERATOR:
    case VDT_KQL_SAMPLE_OPERATOR: case VDT_KQL_SAMPLE_DISTINCT_OPERATOR:
      offer_scalar (self, TRUE);
      break;

    case VDT_KQL_TAKE_OPERATOR: case VDT_KQL_TOP_OPERATOR: case VDT_KQL_TOP_HITTERS_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_EXAMPLE, "10 100 1000");
      offer_scalar (self, TRUE);
      break;

    case VDT_KQL_PARSE_OPERATOR: case VDT_KQL_PARSE_WHERE_OPERATOR: case VDT_KQL_PARSE_KV_OPERATOR:
    case VDT_KQL_GRAPH_WHERE_NODES_OPERATOR: case VDT_KQL_GRAPH_WHERE_EDGES_OPERATOR:
      offer_scalar (self, FALSE);
      break;

    case VDT_KQL_SEARCH_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "in");
      offer_scalar (self, FALSE);
      break;

    case VDT_KQL_FIND_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "in where");
      vdt_kql_offer (self, VDT_KQL_OFFER_SOURCES);
      offer_scalar (self, FALSE);
      break;

    case VDT_KQL_PROJECT_AWAY_OPERATOR: case VDT_KQL_PROJECT_KEEP_OPERATOR:
    case VDT_KQL_PROJECT_REORDER_OPERATOR: case VDT_KQL_PROJECT_BY_NAMES_OPERATOR:
      offer_names (self);
      break;

    case VDT_KQL_SUMMARIZE_OPERATOR:
      if (!self->in_word)
        vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "by");

      offer_aggregates (self, TRUE);
      break;

    case VDT_KQL_MAKE_SERIES_OPERATOR:
      offer_aggregates (self, TRUE);
      break;

    case VDT_KQL_JOIN_OPERATOR: case VDT_KQL_LOOKUP_OPERATOR:
      vdt_kql_offer (self, VDT_KQL_OFFER_TABLES | VDT_KQL_OFFER_SOURCES);
      vdt_kql_offer_punctuation (self, "([@");
      break;

    case VDT_KQL_UNION_OPERATOR:
      vdt_kql_offer (self, VDT_KQL_OFFER_TABLES);
      vdt_kql_offer_punctuation (self, "([@");
      break;

    case VDT_KQL_SORT_OPERATOR: case VDT_KQL_REDUCE_OPERATOR: case VDT_KQL_FACET_OPERATOR:
    case VDT_KQL_PARTITION_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "by");
      break;

    case VDT_KQL_EVALUATE_OPERATOR:
      vdt_kql_offer (self, VDT_KQL_OFFER_PLUGINS);
      vdt_kql_offer_punctuation (self, "[");
      break;

    case VDT_KQL_INVOKE_OPERATOR:
      vdt_kql_offer (self, VDT_KQL_OFFER_STORED | VDT_KQL_OFFER_TABLES);
      break;

    case VDT_KQL_RENDER_OPERATOR:
      vdt_kql_offer (self, VDT_KQL_OFFER_CHARTS);
      break;

    case VDT_KQL_SCAN_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "declare");
      vdt_kql_offer_words (self, VDT_KQL_ITEM_SYNTAX, "with");
      break;

    case VDT_KQL_TOP_NESTED_OPERATOR:
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "of");
      offer_scalar (self, TRUE);
      break;

    case VDT_KQL_AS_OPERATOR:
      vdt_kql_offer_punctuation (self, "[");
      break;

    default:
      break;
    }
}

/* Where an expression is missing */

/* Whether ( … ) at @node stands where rows are wanted. */
gboolean
vdt_kql_wants_rows (const VdtKqlNode *node)
{
  const VdtKqlNode *parent = node->parent;

  while (parent->kind == VDT_KQL_PARENTHESIZED)
    {
      node = parent;
      parent = node->parent;
    }

  switch (parent->kind)
    {
    case VDT_KQL_EXPRESSION_STATEMENT: case VDT_KQL_PIPE: case VDT_KQL_TO_SCALAR: case VDT_KQL_TO_TABLE:
    case VDT_KQL_MATERIALIZE: case VDT_KQL_SUBQUERY: case VDT_KQL_FUNCTION_BODY:
      return TRUE;

    case VDT_KQL_JOIN_OPERATOR: case VDT_KQL_LOOKUP_OPERATOR:
      return node->role == VDT_KQL_ROLE_RIGHT;

    case VDT_KQL_LIST:
      return parent->parent->kind == VDT_KQL_UNION_OPERATOR;

    default:
      return FALSE;
    }
}

/* Columns of both sides, for the conditions of a join. */
static void
offer_join_columns (VdtKqlCompleter *self)
{
  vdt_kql_offer (self, VDT_KQL_OFFER_SIDES);
  vdt_kql_offer_columns (self, self->visible->row, self->visible->right);
  vdt_kql_offer_punctuation (self, "([@");
}

/* The parameter that the argument @index of @call is for. */
static const VdtKqlFunctionParameter *
find_parameter (VdtKqlCompleter  *self,
                const VdtKqlNode *call,
                guint             index)
{
  const VdtKqlSignature *signature = vdt_kql_analysis_get_signature (self->analysis, call);
  const VdtKqlNode *name = vdt_kql_node_child (call, VDT_KQL_ROLE_NAME);
  const VdtKqlSymbol *symbol = vdt_kql_analysis_get_symbol (self->analysis, name);

  if (signature == NULL && symbol != NULL && symbol->function != NULL && symbol->function->n_signatures > 0)
    signature = &symbol->function->signatures[0];

  return signature != NULL && index < signature->n_parameters ? &signature->parameters[index] : NULL;
}

static gboolean
takes_only (const VdtKqlFunctionParameter *parameter,
            VdtKqlTypeKind                 kind)
{
  return parameter != NULL && parameter->kind == VDT_KQL_PARAMETER_DECLARED && parameter->types == 1u << kind;
}

/* true and false where a bool is wanted, and spans for ago(). */
static void
offer_examples (VdtKqlCompleter               *self,
                const VdtKqlFunctionParameter *parameter)
{
  if (takes_only (parameter, VDT_KQL_TYPE_BOOL))
    vdt_kql_offer_words (self, VDT_KQL_ITEM_EXAMPLE, "true false");
  else if (takes_only (parameter, VDT_KQL_TYPE_TIMESPAN))
    vdt_kql_offer_words (self, VDT_KQL_ITEM_EXAMPLE, "1h 1d 30min");
}

/* Whether @node is an argument that has to be a bool. */
gboolean
vdt_kql_is_bool_argument (VdtKqlCompleter  *self,
                          const VdtKqlNode *node)
{
  const VdtKqlNode *list = node->parent;

  if (list->kind != VDT_KQL_LIST || list->parent->kind != VDT_KQL_EXPRESSION_LIST
      || list->parent->parent->kind != VDT_KQL_CALL)
    return FALSE;

  return takes_only (find_parameter (self, list->parent->parent, vdt_kql_list_length (list) - 1),
                     VDT_KQL_TYPE_BOOL);
}

void
vdt_kql_offer_argument (VdtKqlCompleter  *self,
                        const VdtKqlNode *call,
                        guint             index)
{
  const VdtKqlFunctionParameter *parameter = find_parameter (self, call, index);

  if (parameter != NULL && parameter->kind == VDT_KQL_PARAMETER_TABULAR)
    vdt_kql_offer (self, VDT_KQL_OFFER_TABLES);
  else if (call->parent->kind == VDT_KQL_EVALUATE_OPERATOR)
    vdt_kql_offer (self, VDT_KQL_OFFER_COLUMNS);
  else
    {
      offer_examples (self, parameter);
      vdt_kql_offer (self, VDT_KQL_OFFER_SCALAR);
    }

  vdt_kql_offer_punctuation (self, index == 0 ? "()[@=" : "([@=");
}

/* The properties in render's with (…). */
static void
offer_properties (VdtKqlCompleter  *self,
                  const VdtKqlNode *clause)
{
  if (clause->parent->kind != VDT_KQL_RENDER_OPERATOR)
    return;

  vdt_kql_offer_parameters (self, vdt_kql_operator_of_node (VDT_KQL_RENDER_OPERATOR));
  vdt_kql_offer_punctuation (self, ",)");
}

/* An element of a list is missing; @list is in its parent. */
static void
offer_list_item (VdtKqlCompleter  *self,
                 const VdtKqlNode *list)
{
  const VdtKqlNode *owner = list->parent;
  guint n_items = vdt_kql_list_length (list);

  switch (owner->kind)
    {
    case VDT_KQL_SUMMARIZE_OPERATOR: case VDT_KQL_MAKE_SERIES_OPERATOR:
      offer_aggregates (self, TRUE);
      break;

    case VDT_KQL_EXPRESSION_LIST:
      if (owner->parent->kind == VDT_KQL_CALL)
        vdt_kql_offer_argument (self, owner->parent, n_items > 0 ? n_items - 1 : 0);
      else if (n_items <= 1)
        {
          /* The first one after in may be a query. */
          vdt_kql_offer (self, VDT_KQL_OFFER_SCALAR | VDT_KQL_OFFER_TABLES | VDT_KQL_OFFER_QUERIES);
          vdt_kql_offer_punctuation (self, "([@");
        }
      else
        offer_scalar (self, FALSE);
      break;

    case VDT_KQL_CLAUSE:
      if (owner->role == VDT_KQL_ROLE_ON)
        offer_join_columns (self);
      else if (owner->role == VDT_KQL_ROLE_WITH || owner->role == VDT_KQL_ROLE_DECLARE)
        offer_properties (self, owner);
      else if (owner->role == VDT_KQL_ROLE_IN)
        {
          vdt_kql_offer (self, VDT_KQL_OFFER_TABLES);
          vdt_kql_offer_punctuation (self, "([@");
        }
      else
        offer_scalar (self, TRUE);
      break;

    case VDT_KQL_UNION_OPERATOR:
      if (n_items <= 1)
        vdt_kql_offer_operator_start (self, owner->kind);
      else
        {
          vdt_kql_offer (self, VDT_KQL_OFFER_TABLES);
          vdt_kql_offer_punctuation (self, "([@");
        }
      break;

    case VDT_KQL_PROJECT_AWAY_OPERATOR: case VDT_KQL_PROJECT_KEEP_OPERATOR:
    case VDT_KQL_PROJECT_REORDER_OPERATOR: case VDT_KQL_FACET_OPERATOR:
      offer_names (self);
      break;

    case VDT_KQL_JSON_ARRAY: case VDT_KQL_JSON_OBJECT: case VDT_KQL_DATATABLE: case VDT_KQL_ROW_SCHEMA:
    case VDT_KQL_FUNCTION_DECLARATION:
      break;

    default:
      offer_scalar (self, TRUE);
      break;
    }
}

/* The operand of a comparison with a bool is true or false. */
static void
offer_operand (VdtKqlCompleter  *self,
               const VdtKqlNode *binary)
{
  const VdtKqlNode *left = vdt_kql_node_child (binary, VDT_KQL_ROLE_LEFT);
  const VdtKqlType *type = vdt_kql_analysis_get_type (self->analysis, left);
  guint kind = vdt_kql_node_child (binary, VDT_KQL_ROLE_OPERATOR)->kind;
  const VdtKqlNode *owner = binary;

  if ((kind == VDT_KQL_TOKEN_EQUAL_EQUAL || kind == VDT_KQL_TOKEN_NOT_EQUAL)
      && type != NULL && type->kind == VDT_KQL_TYPE_BOOL)
    vdt_kql_offer_words (self, VDT_KQL_ITEM_EXAMPLE, "false true");

  while (owner->kind == VDT_KQL_BINARY || owner->kind == VDT_KQL_LIST)
    owner = owner->parent;

  if (owner->role == VDT_KQL_ROLE_ON)
    {
      vdt_kql_offer (self, VDT_KQL_OFFER_SIDES);
      vdt_kql_offer_columns (self, self->visible->row, self->visible->right);
      vdt_kql_offer (self, VDT_KQL_OFFER_SCALAR & ~VDT_KQL_OFFER_COLUMNS);
      vdt_kql_offer_punctuation (self, "([@");
    }
  else
    offer_scalar (self, FALSE);
}

/* What belongs after a dot. */
static void
offer_members (VdtKqlCompleter  *self,
               const VdtKqlNode *path)
{
  const VdtKqlNode *base = vdt_kql_node_child (path, VDT_KQL_ROLE_EXPRESSION);
  const VdtKqlType *type = vdt_kql_analysis_get_type (self->analysis, base);
  gboolean left = vdt_kql_node_text_is (self->tree, base, "$left");

  if (left || vdt_kql_node_text_is (self->tree, base, "$right"))
    vdt_kql_offer_columns (self, left ? self->visible->row : self->visible->right, NULL);
  else if (type != NULL && type->kind == VDT_KQL_TYPE_DATABASE)
    vdt_kql_offer (self, VDT_KQL_OFFER_TABLES);
  else if (type != NULL && type->schema != NULL)
    vdt_kql_offer_columns (self, type->schema, NULL);

  vdt_kql_offer_punctuation (self, "[@");
}

/* The value of a parameter. */
static void
offer_parameter_value (VdtKqlCompleter  *self,
                       const VdtKqlNode *parameter)
{
  const VdtKqlNode *name = vdt_kql_node_child (parameter, VDT_KQL_ROLE_NAME);
  const VdtKqlNode *owner = parameter->parent;
  const VdtKqlOperator *operator = NULL;
  const VdtKqlParameter *known = NULL;
  gsize length = 0;
  const char *text = vdt_kql_node_text (self->tree, name, &length);

  while (owner != NULL && operator == NULL)
    {
      operator = vdt_kql_operator_of_node (owner->kind);
      owner = owner->parent;
    }

  known = operator != NULL ? vdt_kql_operator_parameter (operator, text, length) : NULL;
  vdt_kql_offer_punctuation (self, "[");

  if (known == NULL)
    return;

  if (known->words != NULL)
    vdt_kql_offer_words (self, VDT_KQL_ITEM_SYNTAX, known->words);
  else if (known->value == VDT_KQL_VALUE_BOOL)
    vdt_kql_offer_words (self, VDT_KQL_ITEM_SYNTAX, "true false");
  else if (known->value == VDT_KQL_VALUE_COLUMN || known->value == VDT_KQL_VALUE_COLUMNS)
    vdt_kql_offer (self, VDT_KQL_OFFER_COLUMNS);
}

/* After name = in a list of expressions. */
static void
offer_named_value (VdtKqlCompleter  *self,
                   const VdtKqlNode *named)
{
  const VdtKqlNode *owner = named->parent;

  while (owner->kind == VDT_KQL_LIST || owner->kind == VDT_KQL_MAKE_SERIES_ITEM
         || owner->kind == VDT_KQL_ORDERED)
    owner = owner->parent;

  if (owner->kind == VDT_KQL_SUMMARIZE_OPERATOR || owner->kind == VDT_KQL_MAKE_SERIES_OPERATOR
      || owner->kind == VDT_KQL_TOP_NESTED_CLAUSE)
    offer_aggregates (self, FALSE);
  else
    offer_scalar (self, FALSE);
}

/* Inside ( … ), toscalar (…) and the like. */
static void
offer_enclosed (VdtKqlCompleter  *self,
                const VdtKqlNode *node)
{
  if (node->kind != VDT_KQL_PARENTHESIZED || vdt_kql_wants_rows (node))
    offer_query (self);
  else if (node->parent->kind == VDT_KQL_LET_STATEMENT)
    {
      vdt_kql_offer (self, VDT_KQL_OFFER_SCALAR | VDT_KQL_OFFER_TABLES | VDT_KQL_OFFER_QUERIES);
      vdt_kql_offer_punctuation (self, "()[@");
    }
  else
    {
      vdt_kql_offer (self, VDT_KQL_OFFER_SCALAR);
      vdt_kql_offer_punctuation (self, node->role == VDT_KQL_ROLE_CONDITION ? "()[@=" : "([@");
    }
}

/* What is missing in @parent, which is no list. */
static void
offer_slot (VdtKqlCompleter  *self,
            const VdtKqlNode *missing,
            const VdtKqlNode *parent)
{
  switch (parent->kind)
    {
    case VDT_KQL_BINARY:
      offer_operand (self, parent);
      break;

    case VDT_KQL_PATH:
      offer_members (self, parent);
      break;

    case VDT_KQL_NAMED_PARAMETER:
      offer_parameter_value (self, parent);
      break;

    case VDT_KQL_NAMED:
      offer_named_value (self, parent);
      break;

    case VDT_KQL_PARENTHESIZED: case VDT_KQL_TO_SCALAR: case VDT_KQL_TO_TABLE: case VDT_KQL_MATERIALIZE:
    case VDT_KQL_SUBQUERY:
      offer_enclosed (self, parent);
      break;

    case VDT_KQL_LET_STATEMENT:
      vdt_kql_offer (self, VDT_KQL_OFFER_SCALAR | VDT_KQL_OFFER_TABLES | VDT_KQL_OFFER_QUERIES);
      vdt_kql_offer_words (self, VDT_KQL_ITEM_KEYWORD, "entity_group materialize view");
      vdt_kql_offer_punctuation (self, "([@");
      break;

    case VDT_KQL_EXPRESSION_COUPLE: case VDT_KQL_UNARY: case VDT_KQL_RANGE_OPERATOR:
    case VDT_KQL_MAKE_SERIES_RANGE: case VDT_KQL_SCAN_STEP: case VDT_KQL_SCAN_ASSIGNMENT:
      offer_scalar (self, FALSE);
      break;

    case VDT_KQL_BRACKETED:
      vdt_kql_offer_punctuation (self, "([@");
      break;

    case VDT_KQL_TOP_NESTED_CLAUSE:
      if (missing->role == VDT_KQL_ROLE_BY)
        offer_aggregates (self, TRUE);
      else
        offer_scalar (self, TRUE);
      break;

    case VDT_KQL_TOP_OPERATOR: case VDT_KQL_SAMPLE_DISTINCT_OPERATOR: case VDT_KQL_TOP_HITTERS_OPERATOR:
    case VDT_KQL_REDUCE_OPERATOR:
      if (missing->role == VDT_KQL_ROLE_EXPRESSION)
        vdt_kql_offer_operator_start (self, parent->kind);
      else
        offer_scalar (self, TRUE);
      break;

    case VDT_KQL_PARTITION_OPERATOR:
      vdt_kql_offer (self, VDT_KQL_OFFER_COLUMNS | VDT_KQL_OFFER_FUNCTIONS | VDT_KQL_OFFER_STORED);
      vdt_kql_offer_punctuation (self, "[@");
      break;

    case VDT_KQL_CLAUSE:
      offer_scalar (self, parent->role == VDT_KQL_ROLE_ON);
      break;

    default:
      if (vdt_kql_operator_of_node (parent->kind) != NULL)
        {
          /* “find where” has its condition still to come. */
          if (missing->role == VDT_KQL_ROLE_CONDITION && parent->kind == VDT_KQL_FIND_OPERATOR
              && vdt_kql_node_token (parent, VDT_KQL_KEYWORD_WHERE) != NULL)
            offer_scalar (self, FALSE);
          else
            vdt_kql_offer_operator_start (self, parent->kind);
        }
      break;
    }
}

/* Offers what @missing, a node that is not there, could be. */
void
vdt_kql_offer_missing (VdtKqlCompleter  *self,
                       const VdtKqlNode *missing)
{
  const VdtKqlNode *parent = missing->parent;

  if (missing->kind == VDT_KQL_BAD_OPERATOR)
    {
      vdt_kql_offer (self, VDT_KQL_OFFER_OPERATORS);
      return;
    }

  if (missing->kind == VDT_KQL_PRIMITIVE_TYPE)
    {
      vdt_kql_offer (self, VDT_KQL_OFFER_TYPES);
      return;
    }

  if (missing->kind == VDT_KQL_ROW_SCHEMA)
    {
      vdt_kql_offer_punctuation (self, "(");
      return;
    }

  /* mv-expand's and make-series' elements are missing with what they hold. */
  if (parent->kind == VDT_KQL_TYPED_RESULT || parent->kind == VDT_KQL_MAKE_SERIES_ITEM)
    parent = (missing = parent)->parent;

  if (parent->kind == VDT_KQL_LIST)
    {
      const VdtKqlNode *owner = parent->parent;

      if (vdt_kql_list_length (parent) == 1 && vdt_kql_operator_of_node (owner->kind) != NULL
          && owner->kind != VDT_KQL_SORT_OPERATOR && owner->kind != VDT_KQL_FACET_OPERATOR)
        vdt_kql_offer_operator_start (self, owner->kind);
      else
        offer_list_item (self, parent);

      return;
    }

  offer_slot (self, missing, parent);
}
