/* vdt-question.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-question.h"

#include <string.h>

#include "vdt-copilot-resources.h"
#include "vdt-data.h"

struct _VdtQuestions
{
  GVariant    *data;
  GArray      *intents;
  const char **then;
};

static void
intent_clear (gpointer data)
{
  VdtIntent *intent = data;

  g_free (intent->assets);
  g_free (intent->sections);
  g_free (intent->words);
}

/**
 * vdt_questions_new:
 *
 * Returns: (transfer full): the intents that are known
 */
VdtQuestions *
vdt_questions_new (void)
{
  VdtQuestions *self = g_new0 (VdtQuestions, 1);
  g_autoptr(GVariant) list = NULL;

  self->data = vdt_data_load (vdt_copilot_get_resource (), "questions");
  self->then = vdt_data_dup_strv (self->data, "then");
  self->intents = g_array_new (FALSE, TRUE, sizeof (VdtIntent));
  g_array_set_clear_func (self->intents, intent_clear);

  list = vdt_data_get_list (self->data, "intents");
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) item = g_variant_get_variant (boxed);
      VdtIntent intent = {
        .nick = vdt_data_get_string (item, "nick"),
        .choice = vdt_data_get_string (item, "choice"),
        .noun = vdt_data_get_string (item, "noun"),
        .assets = vdt_data_dup_strv (item, "assets"),
        .sections = vdt_data_dup_strv (item, "sections"),
        .words = vdt_data_dup_strv (item, "words"),
        .alerts = vdt_data_get_flag (item, "alerts"),
        .techniques = vdt_data_get_flag (item, "techniques"),
        .steps = vdt_data_get_flag (item, "steps"),
        .hunt = vdt_data_get_flag (item, "hunt"),
      };

      g_array_append_val (self->intents, intent);
    }

  return self;
}

void
vdt_questions_free (VdtQuestions *self)
{
  g_array_unref (self->intents);
  g_free (self->then);
  g_variant_unref (self->data);
  g_free (self);
}

const VdtIntent *
vdt_questions_get (VdtQuestions *self,
                   guint         index)
{
  return &g_array_index (self->intents, VdtIntent, index);
}

guint
vdt_questions_get_n (VdtQuestions *self)
{
  return self->intents->len;
}

static gboolean
is_word_before (const char *text,
                const char *at)
{
  const char *before = g_utf8_find_prev_char (text, at);

  return before != NULL && g_unichar_isalnum (g_utf8_get_char (before));
}

/* "host*" stands in "which hosts", "host" does not. */
static gboolean
holds (const char *question,
       const char *word)
{
  gsize length = strlen (word);
  gboolean open = length > 0 && word[length - 1] == '*';
  g_autofree char *plain = g_strndup (word, open ? length - 1 : length);

  length = strlen (plain);
  for (const char *at = strstr (question, plain); at != NULL; at = strstr (at + 1, plain))
    {
      gboolean ends = at[length] == '\0' || !g_unichar_isalnum (g_utf8_get_char (at + length));

      if (!is_word_before (question, at) && (open || ends))
        return TRUE;
    }

  return FALSE;
}

/**
 * vdt_questions_match:
 * @self: the intents
 * @question: what was asked
 *
 * Returns: (transfer full) (element-type VdtIntent): the intents that fit best, several if they
 *   fit alike, none if nothing was understood; they belong to @self
 */
GPtrArray *
vdt_questions_match (VdtQuestions *self,
                     const char   *question)
{
  GPtrArray *best = g_ptr_array_new ();
  g_autofree char *lower = g_utf8_strdown (question, -1);
  guint best_score = 0;

  for (guint i = 0; i < self->intents->len; i++)
    {
      VdtIntent *intent = &g_array_index (self->intents, VdtIntent, i);
      guint score = 0;

      for (guint w = 0; intent->words[w] != NULL; w++)
        if (holds (lower, intent->words[w]))
          score += strchr (intent->words[w], ' ') != NULL ? 2 : 1;

      if (score == 0 || score < best_score)
        continue;
      if (score > best_score)
        g_ptr_array_set_size (best, 0);
      best_score = score;
      g_ptr_array_add (best, intent);
    }

  return best;
}

/**
 * vdt_questions_dup_steps:
 * @self: the intents
 * @question: what was asked
 *
 * Returns: (transfer full): the steps of a request such as "list the hosts, then hunt for them"; one
 *   element if it has one step only
 */
char **
vdt_questions_dup_steps (VdtQuestions *self,
                         const char   *question)
{
  g_autoptr(GString) text = g_string_new (question);
  g_autoptr(GPtrArray) steps = g_ptr_array_new ();
  g_auto(GStrv) parts = NULL;

  for (guint i = 0; self->then[i] != NULL; i++)
    g_string_replace (text, self->then[i], "\n", 0);

  parts = g_strsplit (text->str, "\n", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *step = g_strstrip (parts[i]);

      if (g_str_has_prefix (step, "first ") || g_str_has_prefix (step, "First "))
        step += strlen ("first ");
      if (*step != '\0')
        g_ptr_array_add (steps, g_strdup (step));
    }
  g_ptr_array_add (steps, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&steps), FALSE);
}
