/* vdt-prompt.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-prompt.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-error.h"
#include "vdt-hash.h"
#include "vdt-prompts-resources.h"
#include "vdt-safe-text.h"
#include "vdt-time.h"

/* A token of English or German is some four bytes, of commands and hashes
 * fewer: three keeps the budget on the safe side. A quarter is the answer's. */
#define BYTES_PER_TOKEN 3
#define ANSWER_SHARE 4
#define FACT_CHARS 600
#define FENCE_CHARS 16
#define SHORTEST_WORD 3

struct _VdtPromptBook
{
  GVariant *data;
};

typedef struct
{
  VdtFact *fact;
  char    *line;
  guint    index;
  guint    rank;
  gboolean taken;
} Candidate;

VdtPromptBook *
vdt_prompt_book_new (void)
{
  VdtPromptBook *self = g_new0 (VdtPromptBook, 1);

  self->data = vdt_data_load (vdt_prompts_get_resource (), "prompts");

  return self;
}

void
vdt_prompt_book_free (VdtPromptBook *self)
{
  if (self == NULL)
    return;

  g_variant_unref (self->data);
  g_free (self);
}

void
vdt_prompt_free (VdtPrompt *self)
{
  if (self == NULL)
    return;

  g_free (self->template_id);
  g_free (self->system);
  g_free (self->user);
  g_free (self->schema);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_free (self);
}

static void
candidate_clear (gpointer data)
{
  Candidate *candidate = data;

  g_clear_object (&candidate->fact);
  g_clear_pointer (&candidate->line, g_free);
}

/* One line: no fact can start another or end the fence. */
static char *
dup_line (VdtFact *fact)
{
  g_autofree char *title = vdt_safe_text (vdt_fact_get_title (fact) != NULL ? vdt_fact_get_title (fact) : "", -1,
                                          FACT_CHARS, NULL);
  g_autofree char *text = vdt_safe_text (vdt_fact_get_text (fact) != NULL ? vdt_fact_get_text (fact) : "", -1,
                                         FACT_CHARS, NULL);
  g_autofree char *when = vdt_fact_get_at (fact) != VDT_TIME_UNSET
                          ? vdt_time_format (vdt_fact_get_at (fact), VDT_TIME_DATA) : g_strdup ("");

  return g_strdup_printf ("%s%s%s: %s%s%s", vdt_fact_get_kind (fact), *when != '\0' ? ", " : "", when, title,
                          *text != '\0' ? ": " : "", text);
}

static guint
kind_rank (const char *kind)
{
  if (g_strcmp0 (kind, "incident") == 0)
    return 4;
  if (g_strcmp0 (kind, "alert") == 0)
    return 3;
  if (g_strcmp0 (kind, "comment") == 0 || g_strcmp0 (kind, "activity") == 0)
    return 1;

  return 2;
}

/* How much a fact has to do with the request: words that both have. */
static guint
common_words (char       **wanted,
              const char  *line)
{
  g_autofree char *lower = g_utf8_strdown (line, -1);
  guint n = 0;

  for (guint i = 0; wanted[i] != NULL; i++)
    n += strlen (wanted[i]) >= SHORTEST_WORD && strstr (lower, wanted[i]) != NULL;

  return n;
}

static int
compare_rank (gconstpointer a,
              gconstpointer b)
{
  const Candidate *first = *(const Candidate *const *) a;
  const Candidate *second = *(const Candidate *const *) b;

  if (first->rank != second->rank)
    return first->rank > second->rank ? -1 : 1;

  return first->index < second->index ? -1 : first->index > second->index;
}

static GArray *
rank_facts (GListModel *facts,
            const char *request)
{
  GArray *candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));
  g_autofree char *lower = g_utf8_strdown (request, -1);
  g_auto(GStrv) wanted = g_strsplit_set (lower, " \t\n.,;:?!()\"", -1);

  g_array_set_clear_func (candidates, candidate_clear);
  for (guint i = 0; i < g_list_model_get_n_items (facts); i++)
    {
      Candidate candidate = { g_list_model_get_item (facts, i), NULL, i, 0, FALSE };

      candidate.line = dup_line (candidate.fact);
      candidate.rank = kind_rank (vdt_fact_get_kind (candidate.fact)) + 4 * common_words (wanted, candidate.line);
      g_array_append_val (candidates, candidate);
    }

  return candidates;
}

/* Takes the best that fit into @room bytes. */
static guint
choose (GArray *candidates,
        gsize   room)
{
  g_autoptr(GPtrArray) order = g_ptr_array_new ();
  guint n_left_out = 0;

  for (guint i = 0; i < candidates->len; i++)
    g_ptr_array_add (order, &g_array_index (candidates, Candidate, i));
  g_ptr_array_sort (order, compare_rank);

  for (guint i = 0; i < order->len; i++)
    {
      Candidate *candidate = g_ptr_array_index (order, i);
      gsize need = strlen (candidate->line) + strlen ("[1000] \n");

      candidate->taken = need <= room;
      if (candidate->taken)
        room -= need;
      else
        n_left_out++;
    }

  return n_left_out;
}

static char *
write_facts (VdtPrompt *prompt,
             GArray    *candidates)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autofree char *hash = NULL;
  g_autofree char *fence = NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (!candidate->taken)
        continue;
      g_ptr_array_add (prompt->facts, g_object_ref (candidate->fact));
      g_string_append_printf (lines, "[%u] %s\n", prompt->facts->len, candidate->line);
    }

  /* The marker holds a hash of what it fences, which no fact can know. */
  hash = vdt_sha256_hex (lines->str, (gssize) lines->len);
  fence = g_strdup_printf ("----- facts %.*s -----", FENCE_CHARS, hash);

  return g_strdup_printf ("%s\n%s%s\n", fence, lines->str, fence);
}

static GVariant *
find_template (VdtPromptBook *self,
               const char    *template_id)
{
  g_autoptr(GVariant) list = vdt_data_get_list (self->data, "templates");

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) item = g_variant_is_of_type (boxed, G_VARIANT_TYPE_VARIANT) ? g_variant_get_variant (boxed)
                                                                                     : g_variant_ref (boxed);

      if (g_str_equal (vdt_data_get_string (item, "id"), template_id))
        return g_steal_pointer (&item);
    }

  return NULL;
}

/**
 * vdt_prompt_book_build:
 * @self: the templates
 * @template_id: "answer", "reword", "translate", "explain-query", "explain-script" or "report"
 * @request: the question or text that the task is about
 * @facts: (element-type VdtFact): what may be used
 * @context_tokens: how much the model reads
 * @error: return location for %VDT_ERROR_NOT_FOUND or %VDT_ERROR_LIMIT
 *
 * Facts that share words with the request and weigh more go first; those that
 * do not fit are counted in the prompt, and the model is told that they are missing.
 *
 * Returns: (transfer full) (nullable): a prompt
 */
VdtPrompt *
vdt_prompt_book_build (VdtPromptBook  *self,
                       const char     *template_id,
                       const char     *request,
                       GListModel     *facts,
                       guint           context_tokens,
                       GError        **error)
{
  g_autoptr(VdtPrompt) prompt = NULL;
  g_autoptr(GVariant) template = NULL;
  g_autoptr(GArray) candidates = NULL;
  g_autofree char *safe = NULL;
  g_autofree char *lines = NULL;
  gsize budget = (gsize) context_tokens * BYTES_PER_TOKEN;
  gsize used;

  g_return_val_if_fail (self != NULL && template_id != NULL && request != NULL, NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (facts), NULL);

  template = find_template (self, template_id);
  if (template == NULL)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_NOT_FOUND, "there is no template \"%s\"", template_id);
      return NULL;
    }

  safe = vdt_safe_text_multiline (request, -1, budget, NULL);
  used = strlen (vdt_data_get_string (self->data, "rules")) + strlen (vdt_data_get_string (template, "task")) +
         strlen (safe) + 256;
  budget -= budget / ANSWER_SHARE;
  if (used >= budget)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT,
                   "The request alone is more than the model reads (%u tokens). Shorten it or choose a larger context.",
                   context_tokens);
      return NULL;
    }

  prompt = g_new0 (VdtPrompt, 1);
  prompt->template_id = g_strdup_printf ("%s/%s", template_id, vdt_data_get_string (template, "version"));
  prompt->schema = g_strdup (vdt_data_get_string (self->data, "schema"));
  prompt->system = g_strdup (vdt_data_get_string (self->data, "rules"));
  prompt->facts = g_ptr_array_new_with_free_func (g_object_unref);

  candidates = rank_facts (facts, safe);
  prompt->n_left_out = choose (candidates, budget - used);
  lines = write_facts (prompt, candidates);
  prompt->user = g_strdup_printf ("%s\n\n%s:\n%s\n\n%s%s", vdt_data_get_string (template, "task"),
                                  vdt_data_get_string (template, "input"), safe, lines,
                                  prompt->n_left_out > 0 ? "More facts exist that did not fit.\n" : "");

  return g_steal_pointer (&prompt);
}
