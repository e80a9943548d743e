/* vdt-script-cmd-for.c
 *
 * FOR in all its forms: over words, numbers (/L), and lines of text, files and
 * the output of commands (/F).
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-cmd-private.h"

#include <string.h>

#define MAX_ROUNDS    20000
#define MAX_VARIABLES 33 /* 31 tokens, the rest, and one to spare */

typedef struct
{
  char     *delimiters;
  char      eol;
  guint     skip;
  gboolean  tokens[32];   /* [1] is the first */
  gboolean  rest;         /* "*" */
  guint     last;         /* the highest token that is wanted */
  gboolean  backquotes;
} LineOptions;

static void
assign (CmdInterp  *cmd,
        guchar      variable,
        const char *value)
{
  g_free (cmd->for_values[variable]);
  cmd->for_values[variable] = g_strdup (value);
}

static void
run_body (CmdInterp *cmd,
          CmdNode   *node)
{
  if (node->children == NULL)
    return;

  cmd->looping++;
  vdt_script_cmd_run_node (cmd, g_ptr_array_index (node->children, 0));
  cmd->looping--;
}

/* A body that runs once for what is not known. */
static void
run_guess (CmdInterp *cmd,
           CmdNode   *node)
{
  cmd->guessing++;

  if (node->children != NULL)
    vdt_script_cmd_run_node (cmd, g_ptr_array_index (node->children, 0));

  cmd->guessing--;
}

static gboolean
may_go_on (CmdInterp *cmd,
           guint      round)
{
  return round < MAX_ROUNDS && cmd->flow == CMD_GO_ON && vdt_script_context_step (cmd->context, 2);
}

/* The body as often as @words has words; one word is not a loop to speak of. */
static void
for_words (CmdInterp  *cmd,
           CmdNode    *node,
           const char *set)
{
  g_autoptr(GPtrArray) words = vdt_script_cmd_split (set, TRUE);
  gboolean guessed = FALSE;

  for (guint i = 0; i < words->len && may_go_on (cmd, i); i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (node->for_kind != ' ' || strpbrk (word, "*?") != NULL)
        {
          if (!guessed)
            run_guess (cmd, node);

          guessed = TRUE;
          continue;
        }

      assign (cmd, (guchar) node->variable, word);

      if (words->len == 1 && node->children != NULL)
        vdt_script_cmd_run_node (cmd, g_ptr_array_index (node->children, 0));
      else
        run_body (cmd, node);
    }
}

static void
for_numbers (CmdInterp  *cmd,
             CmdNode    *node,
             const char *set)
{
  g_autoptr(GPtrArray) words = vdt_script_cmd_split (set, TRUE);
  gint64 numbers[3] = { 0, 0, 0 };

  for (guint i = 0; i < 3 && i < words->len; i++)
    if (!vdt_script_cmd_number (g_ptr_array_index (words, i), &numbers[i]))
      {
        run_guess (cmd, node);
        return;
      }

  /* A step of zero loops for ever: once shows what it does. */
  if (numbers[1] == 0)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, numbers[0]);

      assign (cmd, (guchar) node->variable, text);
      run_guess (cmd, node);
      return;
    }

  for (guint round = 0; may_go_on (cmd, round); round++)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, numbers[0]);

      if (numbers[1] > 0 ? numbers[0] > numbers[2] : numbers[0] < numbers[2])
        return;

      assign (cmd, (guchar) node->variable, text);
      run_body (cmd, node);
      numbers[0] += numbers[1];
    }
}

static gboolean
take_name (const char **at,
           const char  *name)
{
  gsize length = strlen (name);

  if (g_ascii_strncasecmp (*at, name, length) != 0)
    return FALSE;

  *at += length;

  return TRUE;
}

static guint
take_guint (const char **at)
{
  char *end = NULL;
  guint64 value;

  while (g_ascii_isspace (**at) || **at == '+')
    (*at)++;

  value = g_ascii_strtoull (*at, &end, 0);
  *at = end;

  return (guint) MIN (value, 100000);
}

static void
read_tokens (LineOptions *options,
             const char **at)
{
  options->tokens[1] = FALSE;
  options->last = 0;

  while (TRUE)
    {
      guint first;
      guint last;

      while (g_ascii_isspace (**at) && (g_ascii_isdigit ((*at)[1]) || strchr (" +*", (*at)[1]) != NULL))
        (*at)++;

      if (**at == '*')
        {
          options->rest = TRUE;
          (*at)++;
        }
      else if (g_ascii_isdigit (**at) || **at == '+')
        {
          first = last = take_guint (at);

          if (**at == '-')
            {
              (*at)++;
              last = take_guint (at);
            }

          for (guint i = MAX (first, 1); i <= MIN (last, 31); i++)
            {
              options->tokens[i] = TRUE;
              options->last = MAX (options->last, i);
            }
        }
      else
        {
          break;
        }

      if (**at == ',')
        (*at)++;
    }
}

/* "tokens=1,3* delims=; eol=# skip=2 usebackq" */
static void
read_options (LineOptions *options,
              const char  *text)
{
  const char *at = text;

  options->delimiters = g_strdup (" \t");
  options->eol = ';';
  options->tokens[1] = TRUE;
  options->last = 1;

  while (*at != '\0')
    {
      if (take_name (&at, "delims="))
        {
          /* Spaces count only at the very end. */
          gsize length = strcspn (at, " ");

          if (at[length + strspn (at + length, " ")] == '\0')
            length = strlen (at);

          g_free (options->delimiters);
          options->delimiters = g_strndup (at, length);
          at += length;
        }
      else if (take_name (&at, "tokens="))
        {
          read_tokens (options, &at);
        }
      else if (take_name (&at, "skip="))
        {
          options->skip = take_guint (&at);
        }
      else if (take_name (&at, "eol="))
        {
          options->eol = *at;
          at += *at != '\0';
        }
      else if (take_name (&at, "useback"))
        {
          options->backquotes = TRUE;
          at += *at == 'q' || *at == 'Q';
        }
      else
        {
          at++;
        }
    }
}

/* Splits @line into the wanted tokens; FALSE when the line is passed over. */
static gboolean
split_line (CmdInterp         *cmd,
            CmdNode           *node,
            const LineOptions *options,
            const char        *line)
{
  guchar variable = (guchar) node->variable;
  const char *at = line;

  if (*line == '\0' || (options->eol != '\0' && *line == options->eol))
    return FALSE;

  for (guint token = 1; token <= options->last; token++)
    {
      gsize length;

      at += strspn (at, options->delimiters);
      length = strcspn (at, options->delimiters);

      /* A line without a first token is passed over. */
      if (length == 0 && token == 1)
        return FALSE;

      if (options->tokens[token])
        {
          g_autofree char *value = g_strndup (at, length);

          assign (cmd, variable, value);

          if (variable == G_MAXUINT8)
            break;

          variable++;
        }

      at += length;
    }

  if (options->rest)
    {
      at += strspn (at, options->delimiters);
      assign (cmd, variable, at);
    }

  return TRUE;
}

static void
for_lines (CmdInterp         *cmd,
           CmdNode           *node,
           const LineOptions *options,
           const char        *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", MAX_ROUNDS);
  guint n_lines = g_strv_length (lines);

  while (n_lines > 0 && *lines[n_lines - 1] == '\0')
    n_lines--;

  for (guint i = options->skip; i < n_lines && may_go_on (cmd, i); i++)
    {
      g_strchomp (lines[i]);

      if (!split_line (cmd, node, options, lines[i]))
        continue;

      if (n_lines - options->skip == 1 && node->children != NULL)
        vdt_script_cmd_run_node (cmd, g_ptr_array_index (node->children, 0));
      else
        run_body (cmd, node);
    }
}

/* "'command'" → "command"; FALSE when it is not in these quotes */
static gboolean
unquote (char *text,
         char  quote)
{
  gsize length = strlen (text);

  if (length < 2 || text[0] != quote)
    return FALSE;

  /* A missing end quote is passed over, as cmd.exe does. */
  if (text[length - 1] == quote)
    text[length - 1] = '\0';

  memmove (text, text + 1, strlen (text));

  return TRUE;
}

static void
for_text (CmdInterp  *cmd,
          CmdNode    *node,
          const char *set)
{
  LineOptions options = { 0 };
  g_autofree char *source = g_strdup (set);
  g_autofree char *by_for = vdt_script_cmd_expand_for (cmd, node->options != NULL ? node->options : "");
  g_autofree char *plain = vdt_script_cmd_expand_delayed (cmd, by_for);
  char *from = source;
  g_autofree char *text = NULL;

  unquote (plain, '"');
  read_options (&options, plain);

  while (vdt_script_cmd_is_noise (*from))
    from++;

  for (gsize length = strlen (from); length > 0 && vdt_script_cmd_is_noise (from[length - 1]);)
    from[--length] = '\0';

  if (unquote (from, options.backquotes ? '`' : '\''))
    {
      text = vdt_script_cmd_capture (cmd, from, vdt_script_cmd_mark (cmd, node), NULL);
    }
  else if (unquote (from, options.backquotes ? '\'' : '"'))
    {
      text = g_strdup (from);
    }
  else
    {
      g_autoptr(GPtrArray) names = vdt_script_cmd_split (from, TRUE);
      GString *all = g_string_new (NULL);

      for (guint i = 0; i < names->len; i++)
        {
          GString *file = vdt_script_cmd_file (cmd, g_ptr_array_index (names, i), FALSE);

          if (file != NULL)
            g_string_append_len (all, file->str, (gssize) file->len);
        }

      text = g_string_free (all, all->len == 0);
    }

  if (text != NULL)
    for_lines (cmd, node, &options, text);
  else
    run_guess (cmd, node);

  g_free (options.delimiters);
}

static void
edit_header (CmdInterp  *cmd,
             CmdNode    *node,
             const char *set)
{
  const CmdNode *body = node->children != NULL ? g_ptr_array_index (node->children, 0) : NULL;
  g_autofree char *header = NULL;

  if (body == NULL || !node->noisy || body->start <= node->start || cmd->looping > 0)
    return;

  header = g_strdup_printf ("for %s%c%s%s%s%s%c in (%s) do ",
                            node->for_kind != ' ' ? "/" : "", node->for_kind,
                            node->for_kind != ' ' ? " " : "",
                            node->options != NULL ? node->options : "", node->options != NULL ? " " : "",
                            cmd->file_rules && !cmd->expanded ? "%%" : "%", node->variable, set);
  vdt_script_cmd_edit (cmd, node->start, body->start, "caret and delimiter noise", header);
}

void
vdt_script_cmd_run_for (CmdInterp *cmd,
                        CmdNode   *node)
{
  g_autofree char *by_for = vdt_script_cmd_expand_for (cmd, node->set);
  g_autofree char *set = vdt_script_cmd_expand_delayed (cmd, by_for);
  guint first = (guchar) node->variable;
  char *saved[MAX_VARIABLES];

  if (!vdt_script_context_step (cmd->context, 10 + (guint) (strlen (set) / 32)))
    return;

  edit_header (cmd, node, set);

  for (guint i = 0; i < MAX_VARIABLES && first + i < 256; i++)
    saved[i] = g_strdup (cmd->for_values[first + i]);

  g_strstrip (set);

  if (cmd->skipping > 0)
    run_body (cmd, node);
  else if (node->for_kind == 'l')
    for_numbers (cmd, node, set);
  else if (node->for_kind == 'f')
    for_text (cmd, node, set);
  else
    for_words (cmd, node, set);

  for (guint i = 0; i < MAX_VARIABLES && first + i < 256; i++)
    {
      g_free (cmd->for_values[first + i]);
      cmd->for_values[first + i] = saved[i];
    }
}
