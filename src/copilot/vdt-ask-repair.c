/* vdt-ask-repair.c
 *
 * The mistakes that models make in queries: fences around the text, a backslash
 * that escapes nothing, a duration in quotes, an aggregate without summarize, a
 * column that the table calls otherwise, a name left open for the reader. Each
 * has a rule; what no rule mends is not guessed at.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-repair.h"

#include <string.h>

#include "vdt-ask-private.h"
#include "vdt-data.h"
#include "vdt-kql-analysis.h"
#include "vdt-kql-diagnostic.h"
#include "vdt-nl-resources.h"

#define MOST_ROUNDS 12
#define LARGEST_QUERY 65536

static void
note (GPtrArray  *changes,
      const char *what,
      const char *from,
      const char *to)
{
  if (changes != NULL)
    g_ptr_array_add (changes, g_strdup_printf ("%s: %s → %s", what, from, to));
}

/* What stands around a query in a reply: fences, and a language's name after the first. */
static char *
strip_fences (const char *kql)
{
  const char *open = strstr (kql, "```");
  const char *start;
  const char *end;

  if (open == NULL)
    return g_strdup (kql);
  start = strchr (open, '\n');
  if (start == NULL)
    return g_strdup (kql);
  end = strstr (start, "```");

  return end != NULL ? g_strndup (start + 1, (gsize) (end - start - 1)) : g_strdup (start + 1);
}

static gboolean
is_escape (const char *p)
{
  return p[1] != '\0' && strchr ("\\\"'abfnrtvuxU01234567", p[1]) != NULL;
}

/* A string whose backslashes escape nothing was meant verbatim: `"C:\Windows"` is `@"C:\Windows"`. */
static char *
mend_strings (const char *kql,
              GPtrArray  *changes)
{
  GString *out = g_string_new (NULL);

  for (const char *p = kql; *p != '\0'; p++)
    {
      char quote = *p;
      gboolean verbatim = p > kql && (p[-1] == '@' || (p[-1] == 'h' && p > kql + 1 && p[-2] == '@'));
      gboolean bad = FALSE;
      const char *end;

      if (g_str_has_prefix (p, "//"))
        {
          const char *line = p + strcspn (p, "\n");

          g_string_append_len (out, p, line - p);
          p = line - 1;
          continue;
        }
      if (quote != '"' && quote != '\'')
        {
          g_string_append_c (out, *p);
          continue;
        }

      for (end = p + 1; *end != '\0' && *end != '\n' && *end != quote; end++)
        if (*end == '\\' && !verbatim)
          {
            bad = bad || !is_escape (end);
            if (end[1] != '\0' && (end[1] != quote || strchr (end + 2, quote) != NULL))
              end++;
          }
      if (*end != quote)
        {
          g_string_append_c (out, *p);
          continue;
        }
      if (bad)
        {
          g_string_append_c (out, '@');
          note (changes, "string", "escaped", "verbatim");
        }
      g_string_append_len (out, p, end - p + 1);
      p = end;
    }

  return g_string_free (out, FALSE);
}

static char *
mend_text (GVariant   *data,
           const char *kql,
           GPtrArray  *changes)
{
  g_autoptr(GVariant) rules = vdt_data_get_list (data, "rules");
  char *text = g_strdup (kql);

  for (gsize i = 0; i < g_variant_n_children (rules); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (rules, i);
      g_autoptr(GVariant) rule = g_variant_get_variant (boxed);
      const char *pattern = vdt_data_get_string (rule, "pattern");
      const char *instead = vdt_data_get_string (rule, "instead");
      g_autoptr(GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE, 0, NULL);
      g_autofree char *before = text;

      text = g_regex_replace (regex, before, -1, 0, instead, 0, NULL);
      if (text == NULL)
        text = g_strdup (before);
      if (strcmp (text, before) != 0)
        note (changes, vdt_data_get_string (rule, "what"), pattern, instead);
    }
  text = g_strdelimit (text, "\r", ' ');

  return text;
}

/* The column among @row that people, or other tables, call @name. */
static const char *
other_name (VdtAskLexicon      *lexicon,
            const VdtKqlSchema *row,
            const char         *name)
{
  const char *other = vdt_ask_grammar_other_name (lexicon->grammar, name);
  g_autofree char *words = vdt_ask_split_name (name);
  g_autofree char *phrase = vdt_ask_lexicon_phrase (lexicon, words);
  VdtAskEntry *entry;

  for (guint i = 0; i < row->n_columns; i++)
    if (g_ascii_strcasecmp (row->columns[i]->name, name) == 0)
      return row->columns[i]->name;
  if (other != NULL && vdt_kql_schema_find (row, other) != NULL)
    return other;

  entry = vdt_ask_lexicon_find (lexicon, phrase);
  for (guint i = 0; entry != NULL && i < entry->senses->len; i++)
    {
      VdtAskSense *sense = g_ptr_array_index (entry->senses, i);

      for (guint j = 0; sense->columns != NULL && j < sense->columns->len; j++)
        if (vdt_kql_schema_find (row, g_ptr_array_index (sense->columns, j)) != NULL)
          return g_ptr_array_index (sense->columns, j);
    }

  return NULL;
}

/* One that has all of the name, or is all within it: `FileName` for `ProcessFileName`. */
static const char *
nearest (const VdtKqlSchema *row,
         const char         *name)
{
  const char *best = NULL;

  for (guint i = 0; i < row->n_columns; i++)
    {
      const char *column = row->columns[i]->name;

      if (strlen (name) >= 4 && strlen (column) >= 4 &&
          (strstr (column, name) != NULL || strstr (name, column) != NULL) &&
          (best == NULL || strlen (column) < strlen (best)))
        best = column;
    }

  return best;
}

/* Applies the fix of an error, or finds the column that was meant. NULL if there is no rule. */
static char *
mend_error (VdtAsk           *self,
            const char       *kql,
            VdtKqlAnalysis   *analysis,
            VdtKqlDiagnostic *error,
            GPtrArray        *changes)
{
  g_autofree char *name = g_strndup (kql + error->start, error->length);
  g_autoptr(VdtKqlVisible) visible = vdt_kql_analysis_get_visible (analysis, error->start);
  VdtAskLexicon *lexicon = vdt_ask_get_lexicon (self);
  const char *column = NULL;
  GString *out;

  if (strcmp (error->code, "KS142") != 0 && strcmp (error->code, "KS109") != 0)
    return NULL;
  if (visible != NULL && visible->row != NULL)
    column = other_name (lexicon, visible->row, name);
  if (column == NULL && error->fixes != NULL && error->fixes->len > 0)
    {
      VdtKqlFix *fix = g_ptr_array_index (error->fixes, 0);
      VdtKqlTextEdit *edit = fix->edits->len == 1 ? g_ptr_array_index (fix->edits, 0) : NULL;

      column = edit != NULL && edit->start == error->start ? edit->text : NULL;
    }
  if (column == NULL && visible != NULL && visible->row != NULL)
    column = nearest (visible->row, name);
  if (column == NULL || strcmp (column, name) == 0)
    return NULL;

  note (changes, "column", name, column);
  out = g_string_new_len (kql, (gssize) error->start);
  g_string_append (out, column);
  g_string_append (out, kql + error->start + error->length);

  return g_string_free (out, FALSE);
}

/* Lines with a name that was left open, as in `"<user>"`: they would find nothing. */
static char *
drop_open_names (GVariant   *data,
                 const char *kql,
                 GPtrArray  *changes)
{
  g_autofree const char **names = vdt_data_dup_strv (data, "open-names");
  g_autofree char *any = g_strjoinv ("|", (char **) names);
  g_autofree char *open = g_strdup_printf ("[\"'](%s)[\"']", any);
  g_autoptr(GRegex) regex = g_regex_new (open, 0, 0, NULL);
  g_auto(GStrv) lines = g_strsplit (kql, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_strstrip (g_strdup (lines[i]));

      if (g_str_has_prefix (line, "| where ") && g_regex_match (regex, line, 0, NULL))
        {
          note (changes, "open name", line, "");
          continue;
        }
      g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", lines[i]);
    }

  return g_string_free (out, FALSE);
}

/**
 * vdt_ask_repair:
 * @self: an assistant
 * @kql: a model's query
 * @changes: (nullable) (element-type utf8): gets a line for each change
 *
 * Returns: (transfer full) (nullable): a query that binds, @kql itself if it did; %NULL if the
 *   rules do not suffice
 */
char *
vdt_ask_repair (VdtAsk     *self,
                const char *kql,
                GPtrArray  *changes)
{
  g_autofree char *valid = g_utf8_make_valid (kql, (gssize) MIN (strlen (kql), LARGEST_QUERY));
  g_autofree char *bare = strip_fences (valid);
  g_autofree char *strings = mend_strings (g_strstrip (bare), changes);
  g_autoptr(GVariant) data = vdt_data_load (vdt_nl_get_resource (), "repair");
  g_autofree char *text = mend_text (data, strings, changes);
  g_autofree char *query = drop_open_names (data, text, changes);

  for (guint round = 0; round < MOST_ROUNDS; round++)
    {
      g_autoptr(VdtKqlTree) tree = vdt_kql_parse (query, -1, NULL);
      const VdtKqlAnalyzeOptions options = { .no_hints = TRUE };
      g_autoptr(VdtKqlAnalysis) analysis = vdt_kql_analyze (tree, vdt_ask_get_lexicon (self)->catalog, &options);
      GPtrArray *diagnostics = vdt_kql_analysis_get_diagnostics (analysis);
      char *mended = NULL;

      if (vdt_kql_diagnostics_has_error (vdt_kql_tree_get_diagnostics (tree)))
        return NULL;
      if (vdt_kql_analysis_is_ok (analysis))
        return g_steal_pointer (&query);

      for (guint i = 0; i < diagnostics->len && mended == NULL; i++)
        {
          VdtKqlDiagnostic *error = g_ptr_array_index (diagnostics, i);

          if (error->severity == VDT_KQL_SEVERITY_ERROR)
            mended = mend_error (self, query, analysis, error, changes);
        }
      if (mended == NULL)
        return NULL;
      g_free (query);
      query = mended;
    }

  return NULL;
}
