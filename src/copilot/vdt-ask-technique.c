/* vdt-ask-technique.c
 *
 * Questions after techniques: "detects renamed PsExec", "attempts to dump
 * LSASS". They name programs, options and files and hardly a table or column:
 * which table of devices is meant follows from what is done.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-programs.h"

#include <string.h>

#define PROCESSES "DeviceProcessEvents"
#define IMAGES "DeviceImageLoadEvents"
#define FILES "DeviceFileEvents"
#define REGISTRY "DeviceRegistryEvents"

/* Processes are meant unless something speaks for another table; a program's name speaks for them too. */
#define PRIOR 1.4
#define PROGRAM 1.0
#define MOST_LITERALS 16
#define LEAD 3
#define LONGEST_LITERAL 48   /* longer quotations are sentences */

/* Whether the token at @at opens a question as those after techniques do. */
static gboolean
is_lead (VdtAskQuestion *question,
         guint           at,
         const char     *set)
{
  const char *word = ((VdtAskToken *) g_ptr_array_index (question->tokens, at))->lower;
  VdtAskToken *first = g_ptr_array_index (question->tokens, 0);
  gboolean article = at == 1 && first->word != NULL && g_hash_table_contains (question->lexicon->stops, first->word);

  return ((at == 0 || article) && vdt_ask_grammar_is (question->lexicon->grammar, set, word)) ||
         (at < LEAD && vdt_ask_grammar_is (question->lexicon->grammar, "technique-lead-later", word));
}

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

      leads = leads || is_lead (question, i, "technique-lead");
      signs += vdt_ask_grammar_is (grammar, "technique-sign", token->lower);
    }

  return leads || signs >= 2 || (signs == 1 && vdt_ask_grammar_is (grammar, "technique-search",
                                                                   ((VdtAskToken *) g_ptr_array_index (
                                                                     question->tokens, 0))->lower));
}

/* "Detects …", "Adversaries may …": nothing but a technique opens so. */
static gboolean
is_sure (VdtAskQuestion *question)
{
  for (guint i = 0; i < MIN (question->tokens->len, LEAD); i++)
    if (is_lead (question, i, "technique-sure"))
      return TRUE;

  return FALSE;
}

/* Whether the best reading names the rows of a table that is none of devices' doings. */
static gboolean
is_elsewhere (VdtAskQuestion *question,
              GPtrArray      *readings)
{
  VdtAskReading *top = g_ptr_array_index (readings, 0);
  gboolean sure = is_sure (question);
  g_autofree char *name = g_ascii_strdown (top->table->table->name, -1);

  for (guint i = 0; i < question->lexicon->cues->len; i++)
    if (((VdtAskBehaviour *) g_ptr_array_index (question->lexicon->cues, i))->table == top->table)
      return FALSE;
  for (guint i = 0; i < top->items->len; i++)
    {
      VdtAskItem *item = &g_array_index (top->items, VdtAskItem, i);

      if (item->kind == VDT_ASK_ITEM_TABLE && item->weight > 0.9 &&
          (!sure || vdt_ask_grammar_is (question->lexicon->grammar, "technique-not", name)))
        return TRUE;
    }

  return FALSE;
}

/* Whether a word only says that a technique is asked for. */
gboolean
vdt_ask_technique_is_sign (VdtAskGrammar *grammar,
                           const char    *word)
{
  static const char *const sets[] = { "technique-sign", "technique-lead", "technique-sure", "technique-search",
                                      "program-near", "program-use", "program-renamed", "program-parent" };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    if (vdt_ask_grammar_is (grammar, sets[i], word))
      return TRUE;

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
      g_ptr_array_add (files, (gpointer) vdt_ask_frame_keep (frame, named->file));
      return;
    }
  for (guint i = 0; named->program->names[i] != NULL; i++)
    {
      g_autofree char *file = g_strconcat (named->program->names[i], named->program->bare ? "" : ".exe", NULL);

      g_ptr_array_add (files, (gpointer) vdt_ask_frame_keep (frame, file));
    }
}

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
      return strlen (token->text) <= LONGEST_LITERAL;
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

/* Programs of Windows take an option with a dash and with a slash. */
static void
add_spelled (VdtAskFrame *frame,
             GPtrArray   *literals,
             const char  *text)
{
  gboolean option = (*text == '-' || *text == '/') && text[1] != '-' && strpbrk (text + 1, "/\\. ") == NULL;
  g_autofree char *other = option ? g_strdup_printf ("%c%s", *text == '-' ? '/' : '-', text + 1) : NULL;

  g_ptr_array_add (literals, (gpointer) text);
  if (other != NULL)
    g_ptr_array_add (literals, (gpointer) vdt_ask_frame_keep (frame, other));
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
        {
          VdtAskNamed *one = &g_array_index (programs, VdtAskNamed, j);

          named = named || one->at == i || (one->file != NULL && g_ascii_strncasecmp (one->file, token->text,
                                                                                      strlen (token->text)) == 0);
        }
      if (g_hash_table_contains (question->lexicon->program_names, token->lower) ||
          (g_str_has_suffix (token->lower, ".exe") && token->kind == VDT_ASK_TOKEN_FILE))
        named = TRUE;
      if (cmdlet != NULL)
        g_ptr_array_add (literals, (gpointer) cmdlet);
      else if (!named && is_spelled (question, i) &&
               !g_ptr_array_find_with_equal_func (literals, token->text, g_str_equal, NULL))
        add_spelled (frame, literals, token->text);
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

      if (literals->len == 1 && g_ascii_isalnum (*text) && g_ascii_isalnum (text[strlen (text) - 1]))
        return "has";
      if (!g_ascii_isalnum (*text) || !g_ascii_isalnum (text[strlen (text) - 1]))
        return "contains";
    }

  return "has_any";
}

/* A shell beside the file that is meant: "PowerShell code through the sqlps.exe utility". */
static gboolean
is_beside (GArray      *programs,
           VdtAskNamed *named)
{
  for (guint i = 0; i < programs->len; i++)
    {
      VdtAskNamed *one = &g_array_index (programs, VdtAskNamed, i);

      if (named->program != NULL && named->program->shell && named->file == NULL && one != named &&
          one->parent == named->parent && (one->file != NULL || !one->program->shell))
        return TRUE;
    }

  return FALSE;
}

static void
add_programs (VdtAskFrame    *frame,
              VdtAskQuestion *question,
              GArray         *programs,
              gboolean        parent,
              const char     *column)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new ();
  VdtAskFilter *filter;

  for (guint i = 0; i < programs->len; i++)
    {
      VdtAskNamed *named = &g_array_index (programs, VdtAskNamed, i);

      if (named->parent == parent && !is_beside (programs, named))
        add_files (frame, named, files);
    }
  filter = add_any (frame, column, "=~", files);

  for (guint i = 0; filter != NULL && !parent && i < question->tokens->len; i++)
    filter->renamed = filter->renamed || vdt_ask_grammar_is (frame->grammar, "program-renamed",
                                                             ((VdtAskToken *) g_ptr_array_index (question->tokens,
                                                                                                 i))->lower);
}

/* Files that are loaded, by the end of their paths. */
static void
add_images (VdtAskFrame *frame,
            GPtrArray   *literals)
{
  g_autoptr(GPtrArray) ends = g_ptr_array_new ();

  for (guint i = 0; i < literals->len; i++)
    {
      const char *text = g_ptr_array_index (literals, i);
      g_autofree char *end = g_strconcat (strpbrk (text, "\\/") == NULL && strchr (text, '.') > text ? "\\" : "", text, NULL);

      g_ptr_array_add (ends, (gpointer) vdt_ask_frame_keep (frame, end));
    }
  add_any (frame, "FolderPath", "endswith", ends);
}

/* Files by their names, kinds of files by the ends of their names. */
static void
add_named_files (VdtAskFrame *frame,
                 GPtrArray   *literals)
{
  g_autoptr(GPtrArray) whole = g_ptr_array_new ();
  g_autoptr(GPtrArray) ends = g_ptr_array_new ();
  g_autoptr(GPtrArray) paths = g_ptr_array_new ();

  for (guint i = 0; i < literals->len; i++)
    {
      const char *text = g_ptr_array_index (literals, i);

      g_ptr_array_add (strpbrk (text, "\\/") != NULL ? paths : *text == '.' ? ends : whole, (gpointer) text);
    }
  add_any (frame, "FileName", "endswith", ends);
  add_any (frame, "FileName", "=~", whole);
  add_any (frame, "FolderPath", "contains", paths);
}

/* Keys without their hive, which tables spell otherwise. */
static void
add_keys (VdtAskFrame *frame,
          GPtrArray   *literals)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < literals->len; i++)
    {
      const char *text = g_ptr_array_index (literals, i);
      const char *slash = strchr (text, '\\');
      gboolean hive = g_ascii_strncasecmp (text, "HK", 2) == 0 && slash != NULL;

      g_ptr_array_add (keys, (gpointer) (hive ? slash + 1 : text));
    }
  add_any (frame, "RegistryKey", operator_for (keys), keys);
}

/* What the command lines of the programs have: their marks, or what they do. */
static GPtrArray *
collect_deeds (VdtAskQuestion *question,
               GArray         *programs,
               gboolean        marks)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < programs->len; i++)
    {
      VdtAskNamed *named = &g_array_index (programs, VdtAskNamed, i);
      g_autoptr(GPtrArray) deeds = named->program != NULL && !named->parent && !is_beside (programs, named)
                                   ? vdt_ask_program_deeds (question, named->program, marks) : g_ptr_array_new ();

      for (guint j = 0; j < deeds->len && all->len < MOST_LITERALS; j++)
        g_ptr_array_add (all, g_ptr_array_index (deeds, j));
    }

  return all;
}

static void
add_deeds (VdtAskFrame    *frame,
           VdtAskQuestion *question,
           GArray         *programs)
{
  g_autoptr(GPtrArray) marks = collect_deeds (question, programs, TRUE);
  g_autoptr(GPtrArray) deeds = collect_deeds (question, programs, FALSE);
  VdtAskFilter *filter = add_any (frame, "ProcessCommandLine", operator_for (marks), marks);

  if (filter != NULL)
    filter->either = frame->filters->len > 1;
  for (guint i = 0; programs->len > 0 && deeds->len == 0 && marks->len == 0 && i < question->tokens->len; i++)
    if (vdt_ask_grammar_is (frame->grammar, "download", ((VdtAskToken *) g_ptr_array_index (question->tokens,
                                                                                            i))->lower))
      {
        g_ptr_array_add (deeds, (gpointer) "http://");
        g_ptr_array_add (deeds, (gpointer) "https://");
        g_ptr_array_add (deeds, (gpointer) "ftp://");
        break;
      }
  add_any (frame, "ProcessCommandLine", operator_for (deeds), deeds);
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
  add_programs (frame, question, programs, FALSE, strcmp (name, PROCESSES) == 0 ? "FileName"
                                                                                : "InitiatingProcessFileName");
  add_programs (frame, question, programs, TRUE, "InitiatingProcessFileName");
  if (strcmp (name, PROCESSES) == 0 && literals->len == 0)
    add_deeds (frame, question, programs);
  else if (strcmp (name, PROCESSES) == 0)
    add_any (frame, "ProcessCommandLine", operator_for (literals), literals);
  else if (strcmp (name, IMAGES) == 0)
    add_images (frame, literals);
  else if (strcmp (name, FILES) == 0)
    add_named_files (frame, literals);
  else if (strcmp (name, REGISTRY) == 0)
    add_keys (frame, literals);

  return frame->filters->len > before;
}
