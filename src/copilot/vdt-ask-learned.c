/* vdt-ask-learned.c
 *
 * Words and questions that a workspace taught the assistant. A learned question
 * is a template: other names, addresses or dates in it go to the same places of
 * the query.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-learned.h"

#include <string.h>

#include "vdt-ask-private.h"
#include "vdt-data.h"
#include "vdt-error.h"
#include "vdt-kql-analysis.h"
#include "vdt-kql-diagnostic.h"
#include "vdt-nl-resources.h"

#define LONGEST_WORDS 5         /* of a phrase that is looked up */
#define MOST_TEMPLATES 500
#define MOST_SUGGESTIONS 4

typedef struct
{
  GPtrArray *tokens;
  char      *kql;
} Template;

static void
template_free (gpointer data)
{
  Template *template = data;

  g_ptr_array_unref (template->tokens);
  g_free (template->kql);
  g_free (template);
}

/* The words of @text as a question would have them, in lower case. */
static char *
plain_words (const char *text)
{
  g_autoptr(GPtrArray) tokens = vdt_ask_tokenize (text);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < tokens->len && i < LONGEST_WORDS * 2; i++)
    {
      VdtAskToken *token = g_ptr_array_index (tokens, i);

      if (token->kind == VDT_ASK_TOKEN_WORD)
        g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", token->lower);
    }

  return g_string_free (words, FALSE);
}

/**
 * vdt_ask_learn_word:
 * @self: an assistant
 * @say: words as people here say them: "crown jewels"
 * @means: words that are understood: "devices with high asset value"
 * @error: return location for %VDT_ERROR_USAGE
 *
 * Returns: whether @say is read as @means from now on
 */
gboolean
vdt_ask_learn_word (VdtAsk      *self,
                    const char  *say,
                    const char  *means,
                    GError     **error)
{
  VdtAskLexicon *lexicon = vdt_ask_get_lexicon (self);
  g_autofree char *from = plain_words (say);
  g_autofree char *to = plain_words (means);
  g_auto(GStrv) words = g_strsplit (from, " ", -1);

  if (*from == '\0' || *to == '\0' || g_strv_length (words) > LONGEST_WORDS)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE, "Up to %d words can be taught, and what they mean in other words",
                   LONGEST_WORDS);
      return FALSE;
    }
  if (strcmp (from, to) == 0)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE, "The words and what they mean are the same");
      return FALSE;
    }
  g_hash_table_insert (lexicon->forms, g_string_chunk_insert_const (lexicon->strings, from),
                       g_string_chunk_insert_const (lexicon->strings, to));

  return TRUE;
}

static gboolean
binds (VdtAskLexicon *lexicon,
       const char    *kql)
{
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (kql, -1, NULL);
  const VdtKqlAnalyzeOptions options = { .no_hints = TRUE };
  g_autoptr(VdtKqlAnalysis) analysis = vdt_kql_analyze (tree, lexicon->catalog, &options);

  return vdt_kql_analysis_is_ok (analysis) && !vdt_kql_diagnostics_has_error (vdt_kql_tree_get_diagnostics (tree));
}

/* The tokens that tell one question from another. */
static GPtrArray *
telling_tokens (VdtAskLexicon *lexicon,
                const char    *question)
{
  GPtrArray *tokens = vdt_ask_tokenize (question);

  vdt_ask_lexicon_canonize (lexicon, tokens, NULL);
  for (guint i = tokens->len; i-- > 0;)
    {
      VdtAskToken *token = g_ptr_array_index (tokens, i);

      if (token->kind == VDT_ASK_TOKEN_COMMA || token->kind == VDT_ASK_TOKEN_STOP ||
          (token->word != NULL && g_hash_table_contains (lexicon->stops, token->word)))
        g_ptr_array_remove_index (tokens, i);
    }

  return tokens;
}

/**
 * vdt_ask_learn_template:
 * @self: an assistant
 * @question: a question
 * @kql: the query that answers it
 * @error: return location for %VDT_ERROR_USAGE
 *
 * Returns: whether @question, also with other names in it, is answered by @kql from now on
 */
gboolean
vdt_ask_learn_template (VdtAsk      *self,
                        const char  *question,
                        const char  *kql,
                        GError     **error)
{
  VdtAskLexicon *lexicon = vdt_ask_get_lexicon (self);
  Template *template;

  if (!binds (lexicon, kql))
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                           "The query has errors; mend them, then it can be learned");
      return FALSE;
    }

  template = g_new0 (Template, 1);
  template->tokens = telling_tokens (lexicon, question);
  template->kql = g_strdup (kql);
  if (template->tokens->len < 2 || lexicon->templates->len >= MOST_TEMPLATES)
    {
      template_free (template);
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE, "The question is too short to be learned, or there are too many");
      return FALSE;
    }
  g_ptr_array_set_free_func (lexicon->templates, template_free);
  g_ptr_array_insert (lexicon->templates, 0, template);

  return TRUE;
}

/* Puts @fresh in the place of the string @old of a query, however it is written; NULL if there is none. */
static char *
put_literal (const char *kql,
             const char *old,
             const char *fresh)
{
  static const char *const forms[] = { "@\"", "@'", "\"", "'" };
  g_autoptr(GString) printed = g_string_new (NULL);
  GString *out = g_string_new (kql);
  guint n = 0;

  vdt_ask_append_string (printed, fresh);
  for (guint i = 0; i < G_N_ELEMENTS (forms) && n == 0; i++)
    {
      const char *open = forms[i];
      g_autofree char *whole = g_strconcat (open, old, open + strlen (open) - 1, NULL);

      n = g_string_replace (out, whole, printed->str, 0);
    }

  return g_string_free (out, n == 0);
}

static char *
apply (Template  *template,
       GPtrArray *tokens)
{
  g_autofree char *kql = g_strdup (template->kql);

  if (template->tokens->len != tokens->len)
    return NULL;

  for (guint i = 0; i < tokens->len; i++)
    {
      VdtAskToken *had = g_ptr_array_index (template->tokens, i);
      VdtAskToken *has = g_ptr_array_index (tokens, i);
      char *next;

      if (had->word != NULL && g_strcmp0 (had->word, has->word) == 0)
        continue;
      if (strcmp (had->text, has->text) == 0)
        continue;
      if (!vdt_ask_token_is_literal (had) || had->kind == VDT_ASK_TOKEN_NUMBER ||
          vdt_ask_token_shape (had) != vdt_ask_token_shape (has))
        return NULL;
      next = put_literal (kql, had->text, has->text);
      if (next == NULL)
        return NULL;
      g_free (kql);
      kql = next;
    }

  return g_steal_pointer (&kql);
}

/* The learned query for @question, or NULL. */
char *
vdt_ask_templates_find (VdtAskLexicon *lexicon,
                        const char    *question)
{
  g_autoptr(GPtrArray) tokens = NULL;

  if (lexicon->templates->len == 0)
    return NULL;

  tokens = telling_tokens (lexicon, question);
  for (guint i = 0; i < lexicon->templates->len; i++)
    {
      g_autofree char *kql = apply (g_ptr_array_index (lexicon->templates, i), tokens);

      if (kql != NULL && binds (lexicon, kql))
        return g_steal_pointer (&kql);
    }

  return NULL;
}

/**
 * vdt_ask_suggest:
 * @self: an assistant
 * @question: what was asked
 * @columns: (array zero-terminated=1): the columns of the rows that it found
 *
 * Returns: (transfer full): follow-ups that can be asked next, in the language of @question
 */
char **
vdt_ask_suggest (VdtAsk             *self,
                 const char         *question,
                 const char * const *columns)
{
  g_autoptr(GVariant) data = vdt_data_load (vdt_nl_get_resource (), "next");
  g_autoptr(GVariant) list = vdt_data_get_list (data, "next");
  g_autofree char *lower = g_utf8_strdown (question, -1);
  g_autoptr(GPtrArray) tokens = vdt_ask_tokenize (question);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean german = FALSE;

  vdt_ask_lexicon_canonize (vdt_ask_get_lexicon (self), tokens, &german);
  for (gsize i = 0; i < g_variant_n_children (list) && g_hash_table_size (seen) < MOST_SUGGESTIONS; i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) next = g_variant_get_variant (boxed);
      const char *say = vdt_data_get_string (next, german ? "de" : "say");
      const char *unless = vdt_data_get_string (next, "unless");

      if (say == NULL || *say == '\0' || !g_strv_contains (columns, vdt_data_get_string (next, "has")) ||
          (unless != NULL && strstr (lower, unless) != NULL) || strstr (lower, say) != NULL)
        continue;
      if (g_hash_table_add (seen, g_strdup (say)))
        g_strv_builder_add (builder, say);
    }

  return g_strv_builder_end (builder);
}
