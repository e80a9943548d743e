/* vdt-ask-programs.c
 *
 * The programs that a question names, and what it says they do.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-programs.h"

#include <string.h>

#include "vdt-data.h"

static void
deed_free (gpointer data)
{
  VdtAskDeed *deed = data;

  g_strfreev (deed->stems);
  g_strfreev (deed->literals);
  g_free (deed);
}

/* "download url: urlcache | verifyctl" */
static VdtAskDeed *
deed_new (const char *text)
{
  const char *colon = strstr (text, ": ");
  VdtAskDeed *deed = g_new0 (VdtAskDeed, 1);
  g_autofree char *stems = g_strndup (text, colon != NULL ? (gsize) (colon - text) : 0);

  deed->stems = g_strsplit (stems, " ", -1);
  deed->literals = g_strsplit (colon != NULL ? colon + 2 : text, " | ", -1);

  return deed;
}

/**
 * vdt_ask_program_new:
 * @object: an object of data/nl/programs
 *
 * Returns: (transfer full): the program; its strings are @object's
 */
VdtAskProgram *
vdt_ask_program_new (GVariant *object)
{
  g_autofree const char **deeds = vdt_data_dup_strv (object, "does");
  VdtAskProgram *program = g_new0 (VdtAskProgram, 1);

  program->names = vdt_data_dup_strv (object, "say");
  program->originals = vdt_data_dup_strv (object, "original");
  program->bare = vdt_data_get_flag (object, "bare");
  program->common = vdt_data_get_flag (object, "common");
  program->shell = vdt_data_get_flag (object, "shell");
  program->deeds = g_ptr_array_new_with_free_func (deed_free);
  for (guint i = 0; deeds[i] != NULL; i++)
    g_ptr_array_add (program->deeds, deed_new (deeds[i]));

  return program;
}

void
vdt_ask_program_free (gpointer data)
{
  VdtAskProgram *program = data;

  g_free (program->names);
  g_free (program->originals);
  g_ptr_array_unref (program->deeds);
  g_free (program);
}

static gboolean
token_is (VdtAskQuestion *question,
          gint64          at,
          const char     *set)
{
  VdtAskToken *token = at >= 0 && at < question->tokens->len ? g_ptr_array_index (question->tokens, at) : NULL;

  return token != NULL && vdt_ask_grammar_is (question->lexicon->grammar, set, token->lower);
}

/* "child processes of X", "spawned by X", "X spawning", "parent process X"; but X is started in "spawning X". */
static gboolean
is_parent (VdtAskQuestion *question,
           guint           at)
{
  gboolean linked = FALSE;

  for (gint64 i = (gint64) at - 1; i >= (gint64) at - 4 && i >= 0; i--)
    {
      VdtAskToken *token = g_ptr_array_index (question->tokens, i);

      if (token->kind == VDT_ASK_TOKEN_STOP)
        break;
      linked = linked || token_is (question, i, "parent-link");
      if (strcmp (token->lower, "parent") == 0 || (linked && token_is (question, i, "program-parent")))
        return TRUE;
    }

  return token_is (question, at + 1, "program-parent") ||
         (token_is (question, at + 1, "program-near") && token_is (question, at + 2, "program-parent"));
}

/**
 * vdt_ask_program_find:
 * @lexicon: a lexicon
 * @file: the name of a file, in any case, with or without .exe
 *
 * Returns: (nullable): the program whose file it is
 */
VdtAskProgram *
vdt_ask_program_find (VdtAskLexicon *lexicon,
                      const char    *file)
{
  g_autofree char *name = g_ascii_strdown (file, -1);

  if (g_str_has_suffix (name, ".exe"))
    name[strlen (name) - strlen (".exe")] = '\0';

  return g_hash_table_lookup (lexicon->program_names, name);
}

/* The program of @token, by its name or by that of its file; a plain word needs company. */
static VdtAskProgram *
program_of (VdtAskQuestion *question,
            guint           at)
{
  VdtAskToken *token = g_ptr_array_index (question->tokens, at);
  VdtAskProgram *program = vdt_ask_program_find (question->lexicon, token->lower);

  if (g_str_has_suffix (token->lower, ".exe"))
    return program;
  if (program != NULL && program->common && token->kind != VDT_ASK_TOKEN_QUOTED &&
      !token_is (question, at + 1, "program-near"))
    return NULL;

  return program;
}

/* "the X utility", "execution of X", "a tool named X": X is a program, also one that is not known. */
static const char *
unknown_program (VdtAskQuestion *question,
                 guint           at)
{
  VdtAskToken *token = g_ptr_array_index (question->tokens, at);
  gboolean quoted = token->kind == VDT_ASK_TOKEN_QUOTED;
  gboolean odd = token->kind == VDT_ASK_TOKEN_NAME || (token->kind == VDT_ASK_TOKEN_WORD &&
                                                       vdt_ask_is_name (token->text));
  gboolean near = token_is (question, at + 1, "program-beside");
  gboolean used = (at > 1 && token_is (question, at - 1, "program-of") && token_is (question, at - 2, "program-use")) ||
                  (at > 2 && token_is (question, at - 2, "program-of") && token_is (question, at - 3, "program-use"));
  gboolean named = (near && (quoted || odd || (used && !token->capital))) || (used && (quoted || odd)) ||
                   (at > 0 && token_is (question, at - 1, "program-before") && (quoted || odd));

  if (!(quoted || odd || token->kind == VDT_ASK_TOKEN_WORD) || strlen (token->text) < 3 || !named ||
      strspn (token->lower, "abcdefghijklmnopqrstuvwxyz0123456789_-") != strlen (token->lower))
    return NULL;
  if (!quoted && (g_hash_table_contains (question->lexicon->stops, token->word) ||
                  vdt_ask_grammar_is (question->lexicon->grammar, "product", token->lower) ||
                  vdt_ask_lexicon_find (question->lexicon, token->word) != NULL))
    return NULL;

  return token->text;
}

static gboolean
is_unix (VdtAskQuestion *question)
{
  for (guint i = 0; i < question->tokens->len; i++)
    if (token_is (question, i, "unix"))
      return TRUE;

  return FALSE;
}

static void
clear_named (gpointer data)
{
  g_free (((VdtAskNamed *) data)->file);
}

/**
 * vdt_ask_programs_find:
 * @question: a question
 *
 * Returns: (transfer full) (element-type VdtAskNamed): the programs that it names, in order
 */
GArray *
vdt_ask_programs_find (VdtAskQuestion *question)
{
  GArray *found = g_array_new (FALSE, TRUE, sizeof (VdtAskNamed));

  g_array_set_clear_func (found, clear_named);
  for (guint i = 0; i < question->tokens->len; i++)
    {
      VdtAskToken *token = g_ptr_array_index (question->tokens, i);
      gboolean verb = i == 0 && token->kind == VDT_ASK_TOKEN_WORD;
      gboolean file = g_str_has_suffix (token->lower, ".exe") && strpbrk (token->lower, " \\/*") == NULL &&
                      (token->kind == VDT_ASK_TOKEN_FILE || token->kind == VDT_ASK_TOKEN_QUOTED);
      g_autofree char *name = file ? g_strdup (token->text) : NULL;
      VdtAskNamed named = { program_of (question, i), NULL, i, FALSE };
      const char *unknown = named.program == NULL && !file ? unknown_program (question, i) : NULL;
      gboolean known = FALSE;

      if (unknown != NULL)
        name = g_strconcat (unknown, is_unix (question) ? "" : ".exe", NULL);
      if (verb || (named.program == NULL && name == NULL))
        continue;
      for (guint j = 0; j < found->len; j++)
        {
          VdtAskNamed *one = &g_array_index (found, VdtAskNamed, j);

          known = known || (named.program != NULL ? one->program == named.program
                                                  : one->file != NULL && g_ascii_strcasecmp (one->file, name) == 0);
        }
      if (known)
        continue;
      named.file = g_steal_pointer (&name);
      named.parent = is_parent (question, i);
      g_array_append_val (found, named);
    }

  return found;
}

static gboolean
says (VdtAskQuestion *question,
      char          **stems)
{
  gsize stem;

  for (guint i = 0; stems[i] != NULL; i++)
    for (guint j = 0; j < question->tokens->len; j++)
      if ((stem = strlen (stems[i])) > 0 &&
          strncmp (((VdtAskToken *) g_ptr_array_index (question->tokens, j))->lower, stems[i], stem) == 0)
        return TRUE;

  return FALSE;
}

/**
 * vdt_ask_program_deeds:
 * @question: a question
 * @program: a program that it names
 * @marks: whether the marks of @program are wanted, which give it away whatever its file is
 *   called, and not what it does
 *
 * Returns: (transfer container) (element-type utf8): what the command line has when @program
 *   does what @question says
 */
GPtrArray *
vdt_ask_program_deeds (VdtAskQuestion *question,
                       VdtAskProgram  *program,
                       gboolean        marks)
{
  GPtrArray *literals = g_ptr_array_new ();

  for (guint i = 0; i < program->deeds->len; i++)
    {
      VdtAskDeed *deed = g_ptr_array_index (program->deeds, i);

      if (marks != (deed->stems[0] == NULL || *deed->stems[0] == '\0') || (!marks && !says (question, deed->stems)))
        continue;
      for (guint j = 0; deed->literals[j] != NULL; j++)
        if (!g_ptr_array_find_with_equal_func (literals, deed->literals[j], g_str_equal, NULL))
          g_ptr_array_add (literals, deed->literals[j]);
    }

  return literals;
}
