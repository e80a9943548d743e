/* vdt-kql-lint.c
 *
 * Advice on queries that are right but slow or not what was meant. Each piece of
 * advice is one entry of the table at the end and one function.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-lint.h"

#include <string.h>

#define SHORTEST_TERM 4

typedef struct
{
  VdtKqlAnalysis *analysis;
  VdtKqlTree     *tree;
  GPtrArray      *diagnostics;
} Linter;

static VdtKqlDiagnostic *
advise (Linter           *self,
        const VdtKqlNode *node,
        const char       *code,
        const char       *message)
{
  return vdt_kql_diagnostics_add (self->diagnostics, code, VDT_KQL_SEVERITY_SUGGESTION, node->start,
                                  node->end - node->start, "%s", message);
}

static void
offer (VdtKqlDiagnostic *diagnostic,
       const char       *title,
       gsize             start,
       gsize             length,
       const char       *text)
{
  vdt_kql_fix_add_edit (vdt_kql_diagnostic_add_fix (diagnostic, title), start, length, text);
}

static const VdtKqlConstant *
string_constant (Linter           *self,
                 const VdtKqlNode *node)
{
  const VdtKqlConstant *constant;

  constant = node != NULL ? vdt_kql_analysis_get_constant (self->analysis, node) : NULL;

  return constant != NULL && constant->type->kind == VDT_KQL_TYPE_STRING ? constant : NULL;
}

/* A term in the sense of has: letters and digits only. */
static gboolean
is_whole_term (const char *text)
{
  if (*text == '\0')
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_isalnum (g_utf8_get_char (p)))
        return FALSE;
    }

  return TRUE;
}

/* contains reads every value; has looks the term up in an index. */
static void
lint_contains (Linter           *self,
               const VdtKqlNode *node)
{
  static const struct
  {
    guint       kind;
    const char *has;
  } pairs[] = {
    { VDT_KQL_KEYWORD_CONTAINS, "has" },
    { VDT_KQL_KEYWORD_CONTAINS_CS, "has_cs" },
    { VDT_KQL_KEYWORD_NOT_CONTAINS, "!has" },
    { VDT_KQL_KEYWORD_NOT_CONTAINS_CS, "!has_cs" },
  };
  VdtKqlNode *operator = vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR);
  const VdtKqlConstant *constant = string_constant (self, vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT));
  VdtKqlDiagnostic *diagnostic;

  for (guint i = 0; operator != NULL && i < G_N_ELEMENTS (pairs); i++)
    {
      if (operator->kind != pairs[i].kind || constant == NULL || !is_whole_term (constant->text) ||
          g_utf8_strlen (constant->text, -1) < SHORTEST_TERM)
        continue;

      diagnostic = advise (self, operator, "VK001",
                           "contains reads every value; has finds whole words by an index and is much faster.");
      offer (diagnostic, "Look for the whole word", operator->start, operator->end - operator->start, pairs[i].has);
    }
}

static gboolean
uses_terms (guint kind)
{
  return kind == VDT_KQL_KEYWORD_HAS || kind == VDT_KQL_KEYWORD_HAS_CS ||
         kind == VDT_KQL_KEYWORD_HASPREFIX || kind == VDT_KQL_KEYWORD_HASPREFIX_CS ||
         kind == VDT_KQL_KEYWORD_HASSUFFIX || kind == VDT_KQL_KEYWORD_HASSUFFIX_CS;
}

/* Terms of three characters or fewer are not in the index. */
static void
lint_short_term (Linter           *self,
                 const VdtKqlNode *node)
{
  VdtKqlNode *operator = vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR);
  VdtKqlNode *right = vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT);
  const VdtKqlConstant *constant = string_constant (self, right);
  glong length;

  if (operator == NULL || constant == NULL || !uses_terms (operator->kind))
    return;

  length = g_utf8_strlen (constant->text, -1);
  if (length > 0 && length < SHORTEST_TERM)
    advise (self, right, "VK002",
            "Words of three characters or fewer are not indexed, so every row is read. Filter by something else first.");
}

/* =~ folds case, which nothing needs where the text has no letters. */
static void
lint_case (Linter           *self,
           const VdtKqlNode *node)
{
  VdtKqlNode *operator = vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR);
  const VdtKqlConstant *constant = string_constant (self, vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT));
  gboolean equal;
  VdtKqlDiagnostic *diagnostic;

  if (operator == NULL || constant == NULL || *constant->text == '\0' ||
      (operator->kind != VDT_KQL_TOKEN_EQUAL_TILDE && operator->kind != VDT_KQL_TOKEN_BANG_TILDE))
    return;

  for (const char *p = constant->text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_isalpha (g_utf8_get_char (p)))
        return;
    }

  equal = operator->kind == VDT_KQL_TOKEN_EQUAL_TILDE;
  diagnostic = advise (self, operator, "VK003",
                       "The text has no letters, so upper and lower case make no difference; == is faster.");
  offer (diagnostic, "Compare exactly", operator->start, operator->end - operator->start, equal ? "==" : "!=");
}

/* tolower (x) == "…" computes a value for each row that =~ need not. */
static void
lint_lowered (Linter           *self,
              const VdtKqlNode *node)
{
  VdtKqlNode *operator = vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR);
  VdtKqlNode *left = vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT);
  VdtKqlNode *name = left != NULL && left->kind == VDT_KQL_CALL ? vdt_kql_node_child (left, VDT_KQL_ROLE_NAME) : NULL;
  VdtKqlNode *arguments = name != NULL ? vdt_kql_node_child (left, VDT_KQL_ROLE_ARGUMENTS) : NULL;
  VdtKqlNode *list = arguments != NULL ? vdt_kql_node_child (arguments, VDT_KQL_ROLE_ITEMS) : NULL;
  VdtKqlNode *argument = list != NULL ? vdt_kql_list_first (list) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *edit = NULL;

  if (operator == NULL || argument == NULL || operator->kind != VDT_KQL_TOKEN_EQUAL_EQUAL ||
      string_constant (self, vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT)) == NULL ||
      (!vdt_kql_node_text_is (self->tree, name, "tolower") && !vdt_kql_node_text_is (self->tree, name, "toupper")))
    return;

  text = vdt_kql_node_dup_text (self->tree, argument);
  edit = g_strdup_printf ("%s =~", text);
  offer (advise (self, left, "VK004", "Comparing with =~ needs no conversion of every value."), "Compare with =~",
         left->start, operator->end - left->start, edit);
}

/* Without kind= only one row of each key of the left side is kept. */
static void
lint_join (Linter           *self,
           const VdtKqlNode *node)
{
  VdtKqlNode *keyword = vdt_kql_node_child (node, VDT_KQL_ROLE_KEYWORD);
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_PARAMETERS);
  VdtKqlDiagnostic *diagnostic;

  for (VdtKqlNode *item = list != NULL ? vdt_kql_list_first (list) : NULL;
       item != NULL;
       item = vdt_kql_list_next (item))
    {
      VdtKqlNode *name = vdt_kql_node_child (item, VDT_KQL_ROLE_NAME);

      if (name != NULL && vdt_kql_node_text_is (self->tree, name, "kind"))
        return;
    }

  if (keyword == NULL)
    return;

  diagnostic = advise (self, keyword, "VK005",
                       "Without a kind the join is innerunique: of rows with the same key on the left only one is kept, any one.");
  offer (diagnostic, "Keep all rows of both sides that match", keyword->end, 0, " kind=inner");
  offer (diagnostic, "Say that one row of each key is meant", keyword->end, 0, " kind=innerunique");
}

/* search and find without tables read the whole workspace. */
static void
lint_everywhere (Linter           *self,
                 const VdtKqlNode *node)
{
  VdtKqlNode *keyword = vdt_kql_node_child (node, VDT_KQL_ROLE_KEYWORD);

  if (keyword != NULL && vdt_kql_node_child (node, VDT_KQL_ROLE_IN) == NULL &&
      (node->parent == NULL || node->parent->kind != VDT_KQL_PIPE ||
       node->role != VDT_KQL_ROLE_OPERATOR))
    advise (self, keyword, "VK006", "This reads every table. Say which with in (…).");
}

/* * has "…" reads every column. */
static void
lint_star (Linter           *self,
           const VdtKqlNode *node)
{
  VdtKqlNode *left = vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT);

  if (left != NULL && left->kind == VDT_KQL_STAR)
    advise (self, left, "VK007", "* reads every column. Name the column that you mean.");
}

/* matches regex "plain text" is what contains or has is for. */
static void
lint_regex (Linter           *self,
            const VdtKqlNode *node)
{
  VdtKqlNode *operator = vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR);
  const VdtKqlConstant *constant = string_constant (self, vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT));

  if (operator == NULL || constant == NULL || operator->kind != VDT_KQL_KEYWORD_MATCHES_REGEX ||
      *constant->text == '\0' || strpbrk (constant->text, "\\^$.|?*+()[]{}") != NULL)
    return;

  offer (advise (self, operator, "VK008", "The expression is plain text; has or contains finds it faster."),
         "Use contains_cs", operator->start, operator->end - operator->start, "contains_cs");
}

/* The time column of a schema: what the tables of Defender and Sentinel have. */
static const VdtKqlColumn *
time_column (const VdtKqlSchema *schema)
{
  static const char * const names[] = { "Timestamp", "TimeGenerated" };

  for (guint i = 0; schema != NULL && i < G_N_ELEMENTS (names); i++)
    {
      const VdtKqlColumn *column = vdt_kql_schema_find (schema, names[i]);

      if (column != NULL && column->type->kind == VDT_KQL_TYPE_DATETIME)
        return column;
    }

  return NULL;
}

static gboolean
uses_column (Linter           *self,
             const VdtKqlNode *root,
             const char       *name)
{
  for (const VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    {
      if (node->kind == VDT_KQL_NAME_REFERENCE && vdt_kql_node_text_is (self->tree, node, name))
        return TRUE;
    }

  return FALSE;
}

/* The pipe that starts with @source, from its first operator on. */
static const VdtKqlNode *
first_pipe (const VdtKqlNode *source)
{
  const VdtKqlNode *parent = source->parent;

  return parent != NULL && parent->kind == VDT_KQL_PIPE && source->role == VDT_KQL_ROLE_LEFT ? parent : NULL;
}

/* Rows stay the rows of the table as long as only such operators follow. */
static gboolean
keeps_rows (guint kind)
{
  return kind == VDT_KQL_FILTER_OPERATOR || kind == VDT_KQL_EXTEND_OPERATOR ||
         kind == VDT_KQL_PROJECT_OPERATOR || kind == VDT_KQL_PROJECT_AWAY_OPERATOR ||
         kind == VDT_KQL_PROJECT_KEEP_OPERATOR || kind == VDT_KQL_PROJECT_REORDER_OPERATOR ||
         kind == VDT_KQL_MV_EXPAND_OPERATOR || kind == VDT_KQL_PARSE_OPERATOR ||
         kind == VDT_KQL_PARSE_WHERE_OPERATOR || kind == VDT_KQL_AS_OPERATOR;
}

static void
advise_missing_time (Linter             *self,
                     const VdtKqlNode   *source,
                     const VdtKqlColumn *column)
{
  g_autofree char *edit = g_strdup_printf ("\n| where %s > ago(1d)", column->name);
  VdtKqlDiagnostic *diagnostic;

  diagnostic = advise (self, source, "VK009",
                       "Nothing limits the time, so all that is stored is read. Filter on time first.");
  offer (diagnostic, "Look at the last day", source->end, 0, edit);
}

/* A table needs a filter on its time, and needs it before other filters. */
static void
lint_time (Linter           *self,
           const VdtKqlNode *node)
{
  const VdtKqlSymbol *symbol = vdt_kql_analysis_get_symbol (self->analysis, node);
  const VdtKqlColumn *column;
  const VdtKqlNode *filter_before = NULL;
  const VdtKqlNode *pipe;

  if (symbol == NULL || symbol->kind != VDT_KQL_SYMBOL_TABLE || symbol->table == NULL ||
      (column = time_column (symbol->table->type.schema)) == NULL)
    return;

  if (node->parent->role == VDT_KQL_ROLE_IN || node->parent->role == VDT_KQL_ROLE_EXPRESSIONS)
    return;

  for (pipe = first_pipe (node); pipe != NULL; pipe = first_pipe (pipe))
    {
      VdtKqlNode *operator = vdt_kql_node_child (pipe, VDT_KQL_ROLE_OPERATOR);

      if (operator == NULL || !keeps_rows (operator->kind))
        break;

      if (operator->kind != VDT_KQL_FILTER_OPERATOR)
        continue;

      if (uses_column (self, operator, column->name))
        {
          if (filter_before != NULL)
            advise (self, operator, "VK010",
                    "Filter on time first: the other filters then read only that time's data.");
          return;
        }

      filter_before = operator;
    }

  /* A filter behind, or around as in a let that is filtered where it is used, counts. */
  for (; pipe != NULL; pipe = first_pipe (pipe))
    {
      if (uses_column (self, vdt_kql_node_child (pipe, VDT_KQL_ROLE_OPERATOR), column->name))
        return;
    }

  if (first_pipe (node) != NULL)
    advise_missing_time (self, node, column);
}

/* where on a column that extend has just made cannot use an index. */
static void
lint_computed (Linter           *self,
               const VdtKqlNode *node)
{
  VdtKqlNode *condition = vdt_kql_node_child (node, VDT_KQL_ROLE_CONDITION);
  VdtKqlNode *left = condition != NULL && condition->kind == VDT_KQL_BINARY
                     ? vdt_kql_node_child (condition, VDT_KQL_ROLE_LEFT) : NULL;
  VdtKqlNode *name = left != NULL && left->kind == VDT_KQL_CALL ? vdt_kql_node_child (left, VDT_KQL_ROLE_NAME) : NULL;

  if (name == NULL)
    return;

  if (vdt_kql_node_text_is (self->tree, name, "tostring") || vdt_kql_node_text_is (self->tree, name, "strcat"))
    advise (self, left, "VK011", "A filter on a computed value reads every row. Filter on the column itself if you can.");
}

static const struct
{
  guint  kind;
  void (*lint) (Linter           *self,
                const VdtKqlNode *node);
} checks[] = {
  { VDT_KQL_BINARY, lint_contains },
  { VDT_KQL_BINARY, lint_short_term },
  { VDT_KQL_BINARY, lint_case },
  { VDT_KQL_BINARY, lint_lowered },
  { VDT_KQL_BINARY, lint_star },
  { VDT_KQL_BINARY, lint_regex },
  { VDT_KQL_JOIN_OPERATOR, lint_join },
  { VDT_KQL_SEARCH_OPERATOR, lint_everywhere },
  { VDT_KQL_FIND_OPERATOR, lint_everywhere },
  { VDT_KQL_FILTER_OPERATOR, lint_computed },
  { VDT_KQL_NAME_REFERENCE, lint_time },
};

/**
 * vdt_kql_lint:
 * @analysis: an analysis
 * @diagnostics: where the advice goes, as suggestions
 *
 * The rules are those of Microsoft's pages on hunting queries ("Apply query best
 * practices" and "Best practices for Kusto Query Language queries").
 */
void
vdt_kql_lint (VdtKqlAnalysis *analysis,
              GPtrArray      *diagnostics)
{
  Linter self = { analysis, vdt_kql_analysis_get_tree (analysis), diagnostics };
  const VdtKqlNode *root = vdt_kql_tree_get_root (self.tree);

  for (const VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    {
      for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
        {
          if (checks[i].kind == node->kind)
            checks[i].lint (&self, node);
        }
    }

  vdt_kql_diagnostics_sort (diagnostics);
}
