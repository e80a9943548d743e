/* vdt-ask-technique.c
 *
 * Questions after techniques: "detects renamed PsExec", "attempts to dump
 * LSASS". They name programs, options and files and hardly a table or column:
 * which table of devices is meant follows from what is done.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-private.h"

#include <string.h>

#define PROCESSES "DeviceProcessEvents"
#define IMAGES "DeviceImageLoadEvents"
#define FILES "DeviceFileEvents"
#define REGISTRY "DeviceRegistryEvents"

/* Processes are meant unless something speaks for another table; a program's name speaks for them too. */
#define PRIOR 1.4
#define PROGRAM 1.0
#define MOST_LITERALS 12
#define LEAD 3

/* A question after a technique opens as one and names nothing else, or has two of its signs. */
static gboolean
is_technique (VdtAskQuestion *question)
{
  VdtAskGrammar *grammar = question->lexicon->grammar;
  guint signs = 0;
  gboolean leads = FALSE;

  for (guint i = 0; i < question->tokens->len; i++)
    {
      VdtAskToken *token = g_ptr_array_index (question->tokens, i);

      leads = leads || (i < LEAD && vdt_ask_grammar_is (grammar, "technique-lead", token->lower));
      signs += vdt_ask_grammar_is (grammar, "technique-sign", token->lower);
    }

  return leads || signs >= 2;
}

/* Whether the best reading names the rows of a table that is none of devices' doings. */
static gboolean
is_elsewhere (VdtAskQuestion *question,
              GPtrArray      *readings)
{
  VdtAskReading *top = g_ptr_array_index (readings, 0);

  for (guint i = 0; i < question->lexicon->cues->len; i++)
    if (((VdtAskBehaviour *) g_ptr_array_index (question->lexicon->cues, i))->table == top->table)
      return FALSE;
  for (guint i = 0; i < top->items->len; i++)
    {
      VdtAskItem *item = &g_array_index (top->items, VdtAskItem, i);

      if (item->kind == VDT_ASK_ITEM_TABLE && item->weight > 0.9)
        return TRUE;
    }

  return FALSE;
}

/**
 * vdt_ask_technique_table:
 * @question: a question
 * @readings: its readings, the best first
 *
 * Returns: (nullable): the table of devices that it is about, if it asks for a technique
 */
VdtAskTable *
vdt_ask_technique_table (VdtAskQuestion *question,
                         GPtrArray      *readings)
{
  VdtAskTable *best = vdt_ask_lexicon_find_table (question->lexicon, PROCESSES);
  g_autoptr(GArray) programs = NULL;
  g_autoptr(GHashTable) scores = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  double most;

  if (best == NULL || !is_technique (question) || is_elsewhere (question, readings))
    return NULL;

  programs = vdt_ask_programs_find (question);
  most = PRIOR + (programs->len > 0 ? PROGRAM : 0);
  for (guint i = 0; i < question->lexicon->cues->len; i++)
    {
      VdtAskBehaviour *cue = g_ptr_array_index (question->lexicon->cues, i);
      double *score = cue->table != NULL ? g_hash_table_lookup (scores, cue->table) : NULL;

      if (cue->table == NULL)
        continue;
      if (score == NULL)
        {
          score = g_new0 (double, 1);
          g_hash_table_insert (scores, cue->table, score);
          *score = cue->table == best ? most : 0;
        }
      *score += vdt_ask_behaviour_match (question, cue, TRUE);
    }

  most = *(double *) g_hash_table_lookup (scores, best);
  for (guint i = 0; i < question->lexicon->cues->len; i++)
    {
      VdtAskBehaviour *cue = g_ptr_array_index (question->lexicon->cues, i);
      double *score = cue->table != NULL ? g_hash_table_lookup (scores, cue->table) : NULL;

      if (score != NULL && *score > most)
        {
          most = *score;
          best = cue->table;
        }
    }

  return best;
}

/* A filter of one column and any of some values, or of all of them. */
static VdtAskFilter *
add_any (VdtAskFrame *frame,
         const char  *column,
         const char  *op,
         GPtrArray   *values)
{
  g_autoptr(GPtrArray) terms = g_ptr_array_new ();
  VdtAskTerm term = { column, op, values };
  VdtAskClause clause = { NULL, terms };

  if (values->len == 0 || vdt_ask_table_column (frame->table, column) == NULL)
    return NULL;
  g_ptr_array_add (terms, &term);

  return vdt_ask_frame_add_clause (frame, &clause);
}

static void
add_files (VdtAskFrame *frame,
           VdtAskNamed *named,
           GPtrArray   *files)
{
  if (named->program == NULL)
    {
      g_ptr_array_add (files, (gpointer) named->file);
      return;
    }
  for (guint i = 0; named->program->names[i] != NULL; i++)
    {
      g_autofree char *file = g_strconcat (named->program->names[i], named->program->bare ? "" : ".exe", NULL);

      g_ptr_array_add (files, (gpointer) vdt_ask_frame_keep (frame, file));
    }
}

static const char *const literal_columns[][2] = {
  { PROCESSES, "ProcessCommandLine" },
  { IMAGES, "FolderPath" },
  { FILES, "FileName" },
  { REGISTRY, "RegistryKey" },
};

/* `Set-MpPreference` comes as two words. */
static const char *
cmdlet_at (VdtAskFrame    *frame,
           VdtAskQuestion *question,
           guint           at)
{
  VdtAskToken *verb = g_ptr_array_index (question->tokens, at);
  VdtAskToken *noun = at + 1 < question->tokens->len ? g_ptr_array_index (question->tokens, at + 1) : NULL;
  g_autofree char *name = NULL;

  if (noun == NULL || !g_ascii_isupper (*verb->text) || !vdt_ask_grammar_is (frame->grammar, "cmdlet-verb",
                                                                            verb->lower) ||
      !g_ascii_isupper (*noun->text) || noun->kind != VDT_ASK_TOKEN_WORD || !vdt_ask_is_name (noun->text))
    return NULL;
  name = g_strconcat (verb->text, "-", noun->text, NULL);

  return vdt_ask_frame_keep (frame, name);
}

/* What stands in the command line, or the like, as the question has it. */
static gboolean
is_spelled (VdtAskQuestion *question,
            guint           at)
{
  VdtAskToken *token = g_ptr_array_index (question->tokens, at);

  switch (token->kind)
    {
    case VDT_ASK_TOKEN_QUOTED:
    case VDT_ASK_TOKEN_OPTION:
    case VDT_ASK_TOKEN_KEY:
    case VDT_ASK_TOKEN_URL:
    case VDT_ASK_TOKEN_DOMAIN:
    case VDT_ASK_TOKEN_FILE:
    case VDT_ASK_TOKEN_PATH:
    case VDT_ASK_TOKEN_EXTENSION:
      return TRUE;
    case VDT_ASK_TOKEN_WORD:
    case VDT_ASK_TOKEN_NAME:
      return vdt_ask_is_name (token->text) &&
             !vdt_ask_grammar_is (question->lexicon->grammar, "product", token->lower) &&
             vdt_ask_lexicon_find (question->lexicon, token->word) == NULL;
    default:
      return FALSE;
    }
}

static GPtrArray *
spelled_literals (VdtAskFrame    *frame,
                  VdtAskQuestion *question,
                  GArray         *programs)
{
  GPtrArray *literals = g_ptr_array_new ();

  for (guint i = 0; i < question->tokens->len && literals->len < MOST_LITERALS; i++)
    {
      VdtAskToken *token = g_ptr_array_index (question->tokens, i);
      const char *cmdlet = cmdlet_at (frame, question, i);
      gboolean named = FALSE;

      for (guint j = 0; j < programs->len; j++)
        named = named || g_array_index (programs, VdtAskNamed, j).at == i;
      if (g_hash_table_contains (question->lexicon->program_names, token->lower) ||
          (g_str_has_suffix (token->lower, ".exe") && token->kind == VDT_ASK_TOKEN_FILE))
        named = TRUE;
      if (cmdlet != NULL)
        g_ptr_array_add (literals, (gpointer) cmdlet);
      else if (!named && is_spelled (question, i) &&
               !g_ptr_array_find_with_equal_func (literals, token->text, g_str_equal, NULL))
        g_ptr_array_add (literals, token->text);
      i += cmdlet != NULL;
    }

  return literals;
}

/* Words of which each must be whole are looked for as terms, which is fast; other text anywhere. */
static const char *
operator_for (GPtrArray *literals)
{
  for (guint i = 0; i < literals->len; i++)
    {
      const char *text = g_ptr_array_index (literals, i);

      if (!g_ascii_isalnum (*text) || !g_ascii_isalnum (text[strlen (text) - 1]))
        return "contains";
    }

  return "has_any";
}

static void
add_programs (VdtAskFrame *frame,
              GArray      *programs,
              gboolean     parent,
              const char  *column)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new ();

  for (guint i = 0; i < programs->len; i++)
    if (g_array_index (programs, VdtAskNamed, i).parent == parent)
      add_files (frame, &g_array_index (programs, VdtAskNamed, i), files);
  add_any (frame, column, "=~", files);
}

static void
add_deeds (VdtAskFrame    *frame,
           VdtAskQuestion *question,
           GArray         *programs)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < programs->len; i++)
    {
      VdtAskNamed *named = &g_array_index (programs, VdtAskNamed, i);
      g_autoptr(GPtrArray) deeds = named->program != NULL && !named->parent
                                   ? vdt_ask_program_deeds (question, named->program) : g_ptr_array_new ();

      for (guint j = 0; j < deeds->len && all->len < MOST_LITERALS; j++)
        g_ptr_array_add (all, g_ptr_array_index (deeds, j));
    }
  add_any (frame, "ProcessCommandLine", operator_for (all), all);
}

/**
 * vdt_ask_technique_fill:
 * @frame: a frame of a table of devices
 * @question: a question after a technique
 *
 * Filters by the programs, options, files and keys that the question names.
 *
 * Returns: whether it names any
 */
gboolean
vdt_ask_technique_fill (VdtAskFrame    *frame,
                        VdtAskQuestion *question)
{
  g_autoptr(GArray) programs = vdt_ask_programs_find (question);
  g_autoptr(GPtrArray) literals = spelled_literals (frame, question, programs);
  const char *name = frame->table->table->name;
  guint before = frame->filters->len;

  frame->programs = question->lexicon;
  if (strcmp (name, PROCESSES) == 0)
    {
      add_programs (frame, programs, FALSE, "FileName");
      add_programs (frame, programs, TRUE, "InitiatingProcessFileName");
      add_deeds (frame, question, programs);
    }
  else
    {
      add_programs (frame, programs, FALSE, "InitiatingProcessFileName");
      add_programs (frame, programs, TRUE, "InitiatingProcessFileName");
    }
  for (guint i = 0; i < G_N_ELEMENTS (literal_columns); i++)
    if (strcmp (name, literal_columns[i][0]) == 0)
      add_any (frame, literal_columns[i][1], operator_for (literals), literals);

  return frame->filters->len > before;
}
