/* vdt-explain-query.c
 *
 * Walks a query's tree and says each operator in words. Wording is data:
 * data/nl/phrases.*.json.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-explain-query.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-kql-syntax.h"
#include "vdt-kql-tokens.h"
#include "vdt-nl-resources.h"

#define DEEPEST 40
#define LONGEST_CODE 400

typedef struct
{
  VdtKqlCatalog *catalog;
  VdtKqlTree    *tree;
  GVariant      *phrases;
  GPtrArray     *lines;
  guint          depth;
} Teller;

static void
line_free (gpointer data)
{
  VdtExplainLine *line = data;

  g_free (line->code);
  g_free (line->text);
  g_free (line);
}

static GVariant *
load_phrases (const char *language)
{
  const char *file = g_strcmp0 (language, "de") == 0 ? "phrases.de" : "phrases.en";

  return vdt_data_load (vdt_nl_get_resource (), file);
}

/* A phrase with `{0}` and `{1}` filled in; what is put in is never read again. */
static char *
fill (Teller     *teller,
      const char *name,
      const char *a,
      const char *b)
{
  const char *phrase = vdt_data_get_string (teller->phrases, name);
  GString *out;

  if (phrase == NULL)
    return NULL;

  out = g_string_new (NULL);
  for (const char *p = phrase; *p != '\0'; p++)
    {
      if (p[0] == '{' && (p[1] == '0' || p[1] == '1') && p[2] == '}')
        {
          const char *value = p[1] == '0' ? a : b;

          g_string_append (out, value != NULL ? value : "");
          p += 2;
        }
      else
        g_string_append_c (out, *p);
    }

  return g_string_free (out, FALSE);
}

/**
 * vdt_explain_phrase:
 * @language: "en" or "de"
 * @name: a phrase of data/nl/phrases.*.json
 *
 * Returns: (transfer full): its text; @name itself if there is none
 */
char *
vdt_explain_phrase (const char *language,
                    const char *name)
{
  g_autoptr(GVariant) phrases = load_phrases (language);
  const char *text = vdt_data_get_string (phrases, name);

  return g_strdup (text != NULL ? text : name);
}

static char *
text_of (Teller           *teller,
         const VdtKqlNode *node)
{
  g_autofree char *text = node != NULL ? vdt_kql_node_dup_text (teller->tree, node) : g_strdup ("");
  g_autofree char *flat = NULL;
  g_auto(GStrv) words = NULL;

  words = g_strsplit_set (text, " \t\r\n", -1);
  {
    GString *out = g_string_new (NULL);

    for (guint i = 0; words[i] != NULL; i++)
      if (*words[i] != '\0')
        g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", words[i]);
    flat = g_string_free (out, FALSE);
  }
  if (strlen (flat) > LONGEST_CODE)
    {
      g_autofree char *cut = g_utf8_make_valid (flat, LONGEST_CODE);

      return g_strconcat (cut, "…", NULL);
    }

  return g_steal_pointer (&flat);
}

static char *tell_expression (Teller           *teller,
                              const VdtKqlNode *node,
                              guint             depth);

static char *
tell_list (Teller           *teller,
           const VdtKqlNode *list,
           guint             depth)
{
  GString *out = g_string_new (NULL);
  const VdtKqlNode *item = list != NULL ? vdt_kql_list_first (list) : NULL;
  guint n = 0;

  for (; item != NULL; item = vdt_kql_list_next (item))
    {
      g_autofree char *text = tell_expression (teller, item, depth + 1);

      if (++n > 12)
        {
          g_string_append (out, ", …");
          break;
        }
      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", text);
    }

  return g_string_free (out, FALSE);
}

static const VdtKqlNode *
list_in (const VdtKqlNode *node,
         VdtKqlRole        role)
{
  return node != NULL ? vdt_kql_node_child (node, role) : NULL;
}

static char *
tell_call (Teller           *teller,
           const VdtKqlNode *node,
           guint             depth)
{
  g_autofree char *name = text_of (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_NAME));
  const VdtKqlNode *arguments = list_in (vdt_kql_node_child (node, VDT_KQL_ROLE_ARGUMENTS), VDT_KQL_ROLE_ITEMS);
  const VdtKqlNode *first = arguments != NULL ? vdt_kql_list_first (arguments) : NULL;
  const VdtKqlNode *second = first != NULL ? vdt_kql_list_next (first) : NULL;
  g_autofree char *key = g_strconcat ("call-", name, NULL);
  g_autofree char *a = first != NULL ? tell_expression (teller, first, depth + 1) : NULL;
  g_autofree char *b = second != NULL ? tell_expression (teller, second, depth + 1) : NULL;
  char *told = fill (teller, key, a, b);

  return told != NULL ? told : text_of (teller, node);
}

static char *
tell_pair (Teller           *teller,
           const VdtKqlNode *node,
           guint             depth)
{
  g_autofree char *op = text_of (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR));
  const VdtKqlNode *right = vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT);
  const VdtKqlNode *items = list_in (right, VDT_KQL_ROLE_ITEMS);
  g_autofree char *key = g_strconcat ("op-", op, NULL);
  g_autofree char *a = tell_expression (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT), depth + 1);
  g_autofree char *b = items != NULL ? tell_list (teller, items, depth) : tell_expression (teller, right, depth + 1);
  char *told = fill (teller, key, a, b);

  return told != NULL ? told : text_of (teller, node);
}

static char *
tell_expression (Teller           *teller,
                 const VdtKqlNode *node,
                 guint             depth)
{
  if (node == NULL)
    return g_strdup ("");
  if (depth > DEEPEST)
    return text_of (teller, node);

  switch (node->kind)
    {
    case VDT_KQL_PARENTHESIZED:
      {
        g_autofree char *inner = tell_expression (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION),
                                                  depth + 1);

        return g_strdup_printf ("(%s)", inner);
      }
    case VDT_KQL_BINARY:
    case VDT_KQL_IN:
      return tell_pair (teller, node, depth);
    case VDT_KQL_BETWEEN:
      {
        const VdtKqlNode *couple = vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT);
        g_autofree char *left = tell_expression (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT), depth + 1);
        g_autofree char *from = tell_expression (teller, list_in (couple, VDT_KQL_ROLE_FIRST), depth + 1);
        g_autofree char *to = tell_expression (teller, list_in (couple, VDT_KQL_ROLE_SECOND), depth + 1);
        g_autofree char *range = fill (teller, "range", from, to);
        char *told = fill (teller, "op-between", left, range);

        return told;
      }
    case VDT_KQL_CALL:
      return tell_call (teller, node, depth);
    case VDT_KQL_NAMED:
      {
        g_autofree char *name = text_of (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_NAME));
        g_autofree char *value = tell_expression (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION),
                                                  depth + 1);

        return fill (teller, "named", name, value);
      }
    default:
      return text_of (teller, node);
    }
}

static void
add_line (Teller           *teller,
          const VdtKqlNode *node,
          char             *text)
{
  VdtExplainLine *line = g_new0 (VdtExplainLine, 1);

  line->start = node->start;
  line->length = node->end - node->start;
  line->depth = teller->depth;
  line->code = text_of (teller, node);
  line->text = text != NULL ? text : g_strdup (line->code);
  g_ptr_array_add (teller->lines, line);
}

static void tell_pipe (Teller           *teller,
                       const VdtKqlNode *node);

static char *
tell_summarize (Teller           *teller,
                const VdtKqlNode *node)
{
  g_autofree char *what = tell_list (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS), 0);
  g_autofree char *by = tell_list (teller, list_in (vdt_kql_node_child (node, VDT_KQL_ROLE_BY),
                                                    VDT_KQL_ROLE_ITEMS), 0);

  if (*by == '\0')
    return fill (teller, "summarize", what, NULL);
  if (*what == '\0')
    return fill (teller, "summarize-by-only", by, NULL);

  return fill (teller, "summarize-by", what, by);
}

static char *
tell_top (Teller           *teller,
          const VdtKqlNode *node)
{
  g_autofree char *number = text_of (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));
  const VdtKqlNode *by = vdt_kql_node_child (node, VDT_KQL_ROLE_BY);
  g_autofree char *key = text_of (teller, by);

  return fill (teller, "top", number, key);
}

static void
tell_join (Teller           *teller,
           const VdtKqlNode *node)
{
  const VdtKqlNode *right = vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT);
  const VdtKqlNode *on = vdt_kql_node_child (node, VDT_KQL_ROLE_ON);
  g_autofree char *keys = tell_list (teller, list_in (on, VDT_KQL_ROLE_ITEMS), 0);
  g_autofree char *parameters = text_of (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_PARAMETERS));
  const char *name = strstr (parameters, "anti") != NULL ? "join-anti" : strstr (parameters,
                                                                                 "left") != NULL ? "join-left" :
                                                                                   "join";

  if (node->kind == VDT_KQL_LOOKUP_OPERATOR)
    name = "lookup";
  add_line (teller, node, fill (teller, name, keys, NULL));
  teller->depth++;
  if (teller->depth < DEEPEST)
    tell_pipe (teller, right);
  teller->depth--;
}

/* Operators whose expressions are all there is to say. */
static const struct { guint kind; const char *name; } simple[] = {
  { VDT_KQL_EXTEND_OPERATOR, "extend" }, { VDT_KQL_PROJECT_OPERATOR, "project" }, { VDT_KQL_DISTINCT_OPERATOR,
                                                                                    "distinct" },
  { VDT_KQL_PROJECT_AWAY_OPERATOR, "project-away" }, { VDT_KQL_PROJECT_KEEP_OPERATOR, "project" },
  { VDT_KQL_PROJECT_RENAME_OPERATOR, "project-rename" }, { VDT_KQL_PROJECT_REORDER_OPERATOR, "project-reorder" },
  { VDT_KQL_SORT_OPERATOR, "sort" }, { VDT_KQL_MV_EXPAND_OPERATOR, "mv-expand" }, { VDT_KQL_MV_APPLY_OPERATOR,
                                                                                    "mv-expand" },
  { VDT_KQL_MAKE_SERIES_OPERATOR, "make-series" }, { VDT_KQL_UNION_OPERATOR, "union" }, { VDT_KQL_PRINT_OPERATOR,
                                                                                          "print" },
  { VDT_KQL_SERIALIZE_OPERATOR, "serialize" },
};

static void
tell_operator (Teller           *teller,
               const VdtKqlNode *node)
{
  g_autofree char *text = NULL;

  switch (node->kind)
    {
    case VDT_KQL_FILTER_OPERATOR:
      text = tell_expression (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_CONDITION), 0);
      add_line (teller, node, fill (teller, "where", text, NULL));
      return;
    case VDT_KQL_SUMMARIZE_OPERATOR:
      add_line (teller, node, tell_summarize (teller, node));
      return;
    case VDT_KQL_TOP_OPERATOR:
      add_line (teller, node, tell_top (teller, node));
      return;
    case VDT_KQL_JOIN_OPERATOR:
    case VDT_KQL_LOOKUP_OPERATOR:
      tell_join (teller, node);
      return;
    case VDT_KQL_TAKE_OPERATOR:
    case VDT_KQL_SAMPLE_OPERATOR:
      text = text_of (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));
      add_line (teller, node, fill (teller, "take", text, NULL));
      return;
    case VDT_KQL_COUNT_OPERATOR:
      add_line (teller, node, fill (teller, "count", NULL, NULL));
      return;
    case VDT_KQL_RENDER_OPERATOR:
      text = text_of (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_NAME));
      add_line (teller, node, fill (teller, "render", text, NULL));
      return;
    case VDT_KQL_SEARCH_OPERATOR:
    case VDT_KQL_FIND_OPERATOR:
      text = tell_expression (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_CONDITION), 0);
      add_line (teller, node, fill (teller, "search", text, NULL));
      return;
    default:
      for (guint i = 0; i < G_N_ELEMENTS (simple); i++)
        if (simple[i].kind == node->kind)
          {
            text = tell_list (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS), 0);
            add_line (teller, node, fill (teller, simple[i].name, text, NULL));
            return;
          }
      text = text_of (teller, vdt_kql_node_child (node, VDT_KQL_ROLE_KEYWORD));
      add_line (teller, node, fill (teller, "other", text, NULL));
    }
}

static void
tell_source (Teller           *teller,
             const VdtKqlNode *node)
{
  g_autofree char *name = text_of (teller, node);
  const VdtKqlTable *table = vdt_kql_catalog_find_table (teller->catalog, name);

  add_line (teller, node, fill (teller, table != NULL && table->description != NULL ? "source-known" : "source", name,
                                table != NULL ? table->description : NULL));
}

/* A pipe leans to the left and may be as long as the text: its operators are gathered in a loop. */
static void
tell_pipe (Teller           *teller,
           const VdtKqlNode *node)
{
  g_autoptr(GPtrArray) operators = g_ptr_array_new ();

  while (node != NULL && (node->kind == VDT_KQL_PIPE || node->kind == VDT_KQL_PARENTHESIZED ||
                          node->kind == VDT_KQL_MATERIALIZE))
    {
      if (node->kind != VDT_KQL_PIPE)
        {
          node = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
          continue;
        }
      g_ptr_array_add (operators, vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR));
      node = vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT);
    }

  if (node != NULL && vdt_kql_kind_is_operator (node->kind))
    tell_operator (teller, node);
  else if (node != NULL)
    tell_source (teller, node);
  for (guint i = operators->len; i-- > 0;)
    if (g_ptr_array_index (operators, i) != NULL)
      tell_operator (teller, g_ptr_array_index (operators, i));
}

static void
tell_statement (Teller           *teller,
                const VdtKqlNode *statement)
{
  const VdtKqlNode *expression = vdt_kql_node_child (statement, VDT_KQL_ROLE_EXPRESSION);

  if (statement->kind == VDT_KQL_LET_STATEMENT)
    {
      g_autofree char *name = text_of (teller, vdt_kql_node_child (statement, VDT_KQL_ROLE_NAME));
      g_autofree char *value = text_of (teller, expression);
      gboolean rows = expression != NULL && expression->kind == VDT_KQL_PIPE;

      add_line (teller, statement, fill (teller, rows ? "let-rows" : "let", name, value));
      if (rows)
        {
          teller->depth++;
          tell_pipe (teller, expression);
          teller->depth--;
        }
    }
  else if (statement->kind == VDT_KQL_EXPRESSION_STATEMENT)
    tell_pipe (teller, expression);
}

/**
 * vdt_explain_query:
 * @catalog: what the query can name
 * @kql: any text
 * @language: "en" or "de"
 *
 * Returns: (transfer full) (element-type VdtExplainLine): what each operator does, in the
 *   order of the text. What does not parse is left out.
 */
GPtrArray *
vdt_explain_query (VdtKqlCatalog *catalog,
                   const char    *kql,
                   const char    *language)
{
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (kql, -1, NULL);
  g_autoptr(GVariant) phrases = load_phrases (language);
  Teller teller = { catalog, tree, phrases, g_ptr_array_new_with_free_func (line_free), 0 };
  const VdtKqlNode *statements = vdt_kql_node_child (vdt_kql_tree_get_root (tree), VDT_KQL_ROLE_STATEMENTS);
  const VdtKqlNode *statement = statements != NULL ? vdt_kql_list_first (statements) : NULL;

  for (; statement != NULL; statement = vdt_kql_list_next (statement))
    tell_statement (&teller, statement);

  return teller.lines;
}
