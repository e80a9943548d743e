/* vdt-kql-classify.c: tells the parts of a query apart for semantic highlighting.
 *
 * The kinds are those of Microsoft's service. Names get theirs from what they
 * stand for; without an analysis from where they stand.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-classify.h"
#include "vdt-kql-operators.h"

#include <string.h>

static const char * const class_names[VDT_KQL_N_CLASSES] = {
  "PlainText", "Comment", "Punctuation", "Directive", "Literal", "StringLiteral", "Type", "Column",
  "Table", "Database", "Function", "Parameter", "Variable", "Identifier", "ClientParameter",
  "QueryParameter", "ScalarOperator", "MathOperator", "QueryOperator", "Keyword", "Option",
};

/**
 * vdt_kql_class_get_name:
 * @kind: a class
 *
 * Returns: (transfer none): its name as Microsoft's service writes it
 */
const char *
vdt_kql_class_get_name (VdtKqlClass kind)
{
  g_return_val_if_fail (kind < VDT_KQL_N_CLASSES, NULL);

  return class_names[kind];
}

typedef struct
{
  VdtKqlTree     *tree;
  VdtKqlAnalysis *analysis;
  const char     *text;
  GArray         *spans;
  gsize           arguments_end;   /* of the calls that the walk is in */
} Classifier;

static void
add (Classifier *self,
     gsize       start,
     gsize       end,
     guint       kind)
{
  VdtKqlSpan *last = self->spans->len > 0 ? &g_array_index (self->spans, VdtKqlSpan, self->spans->len - 1)
                                          : NULL;
  VdtKqlSpan span = { (guint32) start, (guint32) (end - start), kind };

  if (end <= start || kind == VDT_KQL_CLASS_PLAIN)
    return;

  /* Brackets and the like that touch are one span; parameters are not. */
  if (last != NULL && last->kind == kind && last->start + last->length == start
      && kind != VDT_KQL_CLASS_CLIENT_PARAMETER)
    last->length += span.length;
  else
    g_array_append_val (self->spans, span);
}

static void
add_comments (Classifier       *self,
              const VdtKqlNode *token)
{
  gsize at = token->full_start;

  while (at < token->start)
    {
      gsize end = at;

      if (self->text[at] != '/')
        {
          at++;
          continue;
        }

      while (end < token->start && self->text[end] != '\n' && self->text[end] != '\r')
        end++;

      add (self, at, end, VDT_KQL_CLASS_COMMENT);
      at = end;
    }
}

/* A string; {name} in it is a parameter that the client puts in. */
static void
add_string (Classifier       *self,
            const VdtKqlNode *token)
{
  gsize from = token->start;

  for (gsize at = token->start; at < token->end; at++)
    {
      gsize end = at + 1;
      gboolean letters = FALSE;

      if (self->text[at] != '{')
        continue;

      for (; end < token->end && (g_ascii_isalnum (self->text[end]) || self->text[end] == '_'); end++)
        letters = letters || !g_ascii_isdigit (self->text[end]);

      if (letters && end < token->end && self->text[end] == '}')
        {
          add (self, from, at, VDT_KQL_CLASS_STRING_LITERAL);
          add (self, at, end + 1, VDT_KQL_CLASS_CLIENT_PARAMETER);
          from = end + 1;
          at = end;
        }
    }

  add (self, from, token->end, VDT_KQL_CLASS_STRING_LITERAL);
}

/* A literal; of datetime (2024) the type is a keyword. */
static void
add_literal (Classifier       *self,
             const VdtKqlNode *token)
{
  const char *start = self->text + token->start;
  const char *open = memchr (start, '(', token->end - token->start);
  gsize value = open != NULL ? token->start + (gsize) (open - start) : token->start;

  add (self, token->start, value, VDT_KQL_CLASS_KEYWORD);
  add (self, value, token->end, VDT_KQL_CLASS_LITERAL);
}

/* Whether a node lies somewhere in the arguments of a call. */
static gboolean
is_argument (Classifier       *self,
             const VdtKqlNode *node)
{
  return node->start < self->arguments_end;
}

/* What a name is by the place where it is declared. */
static guint
class_of_declaration (Classifier       *self,
                      const VdtKqlNode *name)
{
  const VdtKqlNode *parent = name->parent;

  switch (parent->kind)
    {
    case VDT_KQL_NAMED:
      if (parent->role == VDT_KQL_ROLE_CONDITION)
        return VDT_KQL_CLASS_IDENTIFIER;

      return is_argument (self, parent) ? VDT_KQL_CLASS_FUNCTION : VDT_KQL_CLASS_COLUMN;

    case VDT_KQL_COMPOUND_NAMED:
    case VDT_KQL_NAME_AND_TYPE:
      return VDT_KQL_CLASS_COLUMN;

    case VDT_KQL_LIST:
      return parent->parent->kind == VDT_KQL_COMPOUND_NAMED || parent->role == VDT_KQL_ROLE_PATTERN
             ? VDT_KQL_CLASS_COLUMN : VDT_KQL_CLASS_IDENTIFIER;

    case VDT_KQL_NAMED_PARAMETER:
      return name->role == VDT_KQL_ROLE_NAME ? VDT_KQL_CLASS_QUERY_PARAMETER : VDT_KQL_CLASS_IDENTIFIER;

    case VDT_KQL_FUNCTION_PARAMETER:
      if (parent->parent->parent->kind == VDT_KQL_QUERY_PARAMETERS_STATEMENT)
        return VDT_KQL_CLASS_VARIABLE;

      return parent->parent->parent->kind == VDT_KQL_CLAUSE ? VDT_KQL_CLASS_COLUMN : VDT_KQL_CLASS_PARAMETER;

    case VDT_KQL_LET_STATEMENT:
      return vdt_kql_node_child (parent, VDT_KQL_ROLE_EXPRESSION)->kind == VDT_KQL_FUNCTION_DECLARATION
             ? VDT_KQL_CLASS_FUNCTION : VDT_KQL_CLASS_VARIABLE;

    case VDT_KQL_AS_OPERATOR:
    case VDT_KQL_SCAN_STEP:
    case VDT_KQL_GRAPH_NODE:
    case VDT_KQL_GRAPH_EDGE:
      return VDT_KQL_CLASS_VARIABLE;

    case VDT_KQL_CLAUSE:
      return parent->parent->kind == VDT_KQL_COUNT_OPERATOR ? VDT_KQL_CLASS_KEYWORD
                                                            : VDT_KQL_CLASS_IDENTIFIER;

    default:
      return VDT_KQL_CLASS_IDENTIFIER;
    }
}

static guint
class_of_symbol (const VdtKqlSymbol *symbol)
{
  switch (symbol->kind)
    {
    case VDT_KQL_SYMBOL_COLUMN:
      return VDT_KQL_CLASS_COLUMN;

    case VDT_KQL_SYMBOL_VARIABLE:
    case VDT_KQL_SYMBOL_QUERY_PARAMETER:
    case VDT_KQL_SYMBOL_GRAPH_ELEMENT:
    case VDT_KQL_SYMBOL_STEP:
      return VDT_KQL_CLASS_VARIABLE;

    case VDT_KQL_SYMBOL_PARAMETER:
      return VDT_KQL_CLASS_PARAMETER;

    case VDT_KQL_SYMBOL_TABLE:
      return VDT_KQL_CLASS_TABLE;

    case VDT_KQL_SYMBOL_FUNCTION:
    case VDT_KQL_SYMBOL_LOCAL_FUNCTION:
    case VDT_KQL_SYMBOL_PATTERN:
      return VDT_KQL_CLASS_FUNCTION;

    case VDT_KQL_SYMBOL_DATABASE:
    case VDT_KQL_SYMBOL_CLUSTER:
      return VDT_KQL_CLASS_DATABASE;

    case VDT_KQL_SYMBOL_OPTION:
      return VDT_KQL_CLASS_OPTION;

    case VDT_KQL_SYMBOL_ROW:
    default:
      return VDT_KQL_CLASS_IDENTIFIER;
    }
}

/* What the token of a name is. */
static guint
class_of_name (Classifier       *self,
               const VdtKqlNode *name)
{
  const VdtKqlSymbol *symbol = NULL;

  if (name->kind == VDT_KQL_CLIENT_PARAMETER)
    return VDT_KQL_CLASS_CLIENT_PARAMETER;

  if (name->kind == VDT_KQL_NAME_DECLARATION)
    return class_of_declaration (self, name);

  if (self->analysis != NULL && name->kind == VDT_KQL_NAME_REFERENCE)
    symbol = vdt_kql_analysis_get_symbol (self->analysis, name);

  /* Of an unknown name, and of what is inside a dynamic value, the service tells
   * only whether it is an argument. */
  if (symbol != NULL && !(symbol->kind == VDT_KQL_SYMBOL_OPTION && name->parent->kind == VDT_KQL_PATH))
    return class_of_symbol (symbol);

  if (self->analysis != NULL && name->kind == VDT_KQL_NAME_REFERENCE && is_argument (self, name))
    return VDT_KQL_CLASS_FUNCTION;

  if (self->analysis == NULL && name->parent->kind == VDT_KQL_CALL)
    return VDT_KQL_CLASS_FUNCTION;

  return name->parent->kind == VDT_KQL_SCAN_ASSIGNMENT ? VDT_KQL_CLASS_COLUMN : VDT_KQL_CLASS_IDENTIFIER;
}

static gboolean
is_name (const VdtKqlNode *node)
{
  return node->kind == VDT_KQL_NAME_DECLARATION || node->kind == VDT_KQL_NAME_REFERENCE
         || node->kind == VDT_KQL_WILDCARD_NAME || node->kind == VDT_KQL_CLIENT_PARAMETER;
}

static guint
class_of_punctuation (guint kind)
{
  switch (kind)
    {
    case VDT_KQL_TOKEN_PLUS: case VDT_KQL_TOKEN_MINUS: case VDT_KQL_TOKEN_STAR: case VDT_KQL_TOKEN_SLASH:
    case VDT_KQL_TOKEN_PERCENT: case VDT_KQL_TOKEN_LESS: case VDT_KQL_TOKEN_LESS_EQUAL:
    case VDT_KQL_TOKEN_GREATER: case VDT_KQL_TOKEN_GREATER_EQUAL: case VDT_KQL_TOKEN_EQUAL_EQUAL:
    case VDT_KQL_TOKEN_NOT_EQUAL: case VDT_KQL_TOKEN_LESS_GREATER: case VDT_KQL_TOKEN_EQUAL_TILDE:
    case VDT_KQL_TOKEN_BANG_TILDE:
      return VDT_KQL_CLASS_MATH_OPERATOR;

    case VDT_KQL_TOKEN_DASH_DASH: case VDT_KQL_TOKEN_DASH_DASH_GREATER:
    case VDT_KQL_TOKEN_LESS_DASH_DASH: case VDT_KQL_TOKEN_DASH_BRACKET:
    case VDT_KQL_TOKEN_BRACKET_DASH: case VDT_KQL_TOKEN_LESS_DASH_BRACKET:
    case VDT_KQL_TOKEN_BRACKET_DASH_GREATER: case VDT_KQL_TOKEN_BAD: case VDT_KQL_TOKEN_END:
      return VDT_KQL_CLASS_PLAIN;

    default:
      return VDT_KQL_CLASS_PUNCTUATION;
    }
}

static guint
class_of_keyword (const VdtKqlNode *token)
{
  const VdtKqlNode *parent = token->parent;

  if (parent->kind == VDT_KQL_PRIMITIVE_TYPE)
    return VDT_KQL_CLASS_TYPE;

  /* has, and, …; but in, has_any and between are keywords. */
  if (token->role == VDT_KQL_ROLE_OPERATOR && parent->kind == VDT_KQL_BINARY)
    return VDT_KQL_CLASS_SCALAR_OPERATOR;

  if (token->role == VDT_KQL_ROLE_KEYWORD && parent->first_child == token
      && (vdt_kql_operator_of_node (parent->kind) != NULL || parent->kind == VDT_KQL_TOP_NESTED_CLAUSE))
    return VDT_KQL_CLASS_QUERY_OPERATOR;

  return VDT_KQL_CLASS_KEYWORD;
}

static void
add_token (Classifier       *self,
           const VdtKqlNode *token)
{
  const VdtKqlNode *parent = token->parent;

  if (parent->kind == VDT_KQL_SKIPPED)
    return;

  if (parent->kind == VDT_KQL_CLIENT_PARAMETER)
    {
      /* The braces belong to it. */
      if (token == parent->first_child)
        add (self, parent->start, parent->end, VDT_KQL_CLASS_CLIENT_PARAMETER);
    }
  else if (is_name (parent) && token->role == VDT_KQL_ROLE_NAME && token->kind != VDT_KQL_TOKEN_STRING)
    add (self, token->start, token->end, class_of_name (self, parent));
  else if (token->kind == VDT_KQL_TOKEN_STRING)
    add_string (self, token);
  else if (token->kind == VDT_KQL_TOKEN_DIRECTIVE)
    add (self, token->start, token->end, VDT_KQL_CLASS_DIRECTIVE);
  else if (token->kind >= VDT_KQL_TOKEN_BOOL && token->kind <= VDT_KQL_TOKEN_RAW_GUID)
    add_literal (self, token);
  else if (vdt_kql_kind_is_keyword (token->kind) || token->kind == VDT_KQL_TOKEN_IDENTIFIER)
    add (self, token->start, token->end, class_of_keyword (token));
  else
    add (self, token->start, token->end, class_of_punctuation (token->kind));
}

/**
 * vdt_kql_classify:
 * @tree: a query
 * @analysis: (nullable): what it means; without it names are told apart by their place only
 *
 * Returns: (transfer full) (element-type VdtKqlSpan): spans in text order; white space and what is not
 *   understood have none
 */
GArray *
vdt_kql_classify (VdtKqlTree     *tree,
                  VdtKqlAnalysis *analysis)
{
  Classifier self = { tree, analysis, NULL, NULL, 0 };
  VdtKqlNode *root = NULL;

  g_return_val_if_fail (tree != NULL, NULL);

  root = vdt_kql_tree_get_root (tree);
  self.text = vdt_kql_tree_get_text (tree, NULL);
  self.spans = g_array_sized_new (FALSE, FALSE, sizeof (VdtKqlSpan), vdt_kql_tree_get_n_nodes (tree) / 3 + 1);

  for (const VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    {
      if (node->role == VDT_KQL_ROLE_ARGUMENTS && node->parent->kind == VDT_KQL_CALL)
        self.arguments_end = MAX (self.arguments_end, node->end);

      if (vdt_kql_node_is_token (node) && !vdt_kql_node_is_missing (node))
        {
          add_comments (&self, node);
          add_token (&self, node);
        }
    }

  return self.spans;
}
