/* vdt-script-cmd-lexer.c
 *
 * Reads words, arguments and redirections of cmd.exe: carets, quotes,
 * delimiters. Further lines are fetched, and expanded, only when an open
 * parenthesis or a caret asks for them, as cmd.exe does it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-cmd-private.h"

#include <string.h>

#define MAX_REDIRECTS 64 /* of one command */

#define MAX_SET ((gsize) 128 * 1024)

static void
redirect_free (gpointer data)
{
  CmdRedirect *redirect = data;

  g_free (redirect->op);
  g_free (redirect->target);
  g_free (redirect);
}

/* Byte by byte what cmd.exe takes for a space between words. */
gboolean
vdt_script_cmd_is_noise (char c)
{
  return c == ' ' || c == '\t' || c == ',' || c == ';' || c == '=' || c == '\v' || c == '\f';
}

/* "C:\Users\x> " in front of a pasted line. Returns its length. */
static gsize
prompt_length (const char *line,
              gsize       length)
{
  gsize at = 3;
  gsize name = 3;

  if (length < 5 || !g_ascii_isalpha (line[0]) || line[1] != ':' || line[2] != '\\')
    return 0;

  for (; at < length && line[at] != '>'; at++)
    {
      if (strchr ("<|&\"%^*?/!;=", line[at]) != NULL)
        return 0;
      if (line[at] == '\\')
        name = at + 1;
    }

  /* "C:\tools\a.exe>out.txt" is no prompt. */
  if (at + 1 >= length || memchr (line + name, '.', at - name) != NULL || line[at + 1] == '>')
    return 0;

  return at + 1;
}

/* Fetches the next line, expanded. FALSE when there is none. */
gboolean
vdt_script_cmd_read_line (CmdInterp *cmd,
                         CmdBuffer *buffer)
{
  const char *line = cmd->text + cmd->reader;
  gsize rest = cmd->length - cmd->reader;
  const char *newline;
  gsize length;
  gsize prompt;
  CmdMark mark;

  if (rest == 0 || !vdt_script_context_step (cmd->context, 1))
    return FALSE;

  newline = memchr (line, '\n', rest);
  length = newline != NULL ? (gsize) (newline - line) : rest;
  cmd->reader += newline != NULL ? length + 1 : length;

  if (length > 0 && line[length - 1] == '\r')
    length--;

  prompt = cmd->fixed == NULL ? prompt_length (line, length) : 0;

  if (prompt > 0)
    vdt_script_cmd_edit (cmd, line - cmd->text, line - cmd->text + prompt, "prompt taken away", "");

  vdt_script_cmd_expand_percent (cmd, line + prompt, length - prompt, line + prompt - cmd->text, buffer);
  mark = (CmdMark) { (guint32) (line - cmd->text + length), (guint32) cmd->reader };

  if (cmd->fixed != NULL)
    mark = *cmd->fixed;

  g_string_append_c (buffer->text, '\n');
  g_array_append_val (buffer->marks, mark);

  return TRUE;
}

/* The caret at the parser's place: what it protects, 0 when nothing is left. */
static char
take_caret (CmdParser *parser)
{
  char c;

  parser->pos++;
  parser->noisy = TRUE;

  if (cmd_at_end (parser) && !vdt_script_cmd_read_line (parser->cmd, parser->buffer))
    return '\0';

  c = cmd_peek (parser);

  /* At a line's end it joins the next line, whose first character it protects. */
  if (c == '\n')
    {
      parser->pos++;

      if (cmd_at_end (parser) && !vdt_script_cmd_read_line (parser->cmd, parser->buffer))
        return '\0';

      c = cmd_peek (parser);

      if (c == '\n')
        return '\0';
    }

  parser->pos++;

  return c;
}

void
vdt_script_cmd_skip_noise (CmdParser *parser,
                          gboolean   lines)
{
  while (TRUE)
    {
      char c = cmd_peek (parser);

      if (cmd_at_end (parser))
        {
          if (!lines || parser->depth == 0 || !vdt_script_cmd_read_line (parser->cmd, parser->buffer))
            return;
        }
      else if (vdt_script_cmd_is_noise (c) || (lines && c == '\n') || c == '\r')
        {
          parser->noisy |= c == ',' || c == ';' || c == '=';
          parser->pos++;
        }
      else if (c == '^' &&
               (vdt_script_cmd_is_noise (cmd_peek_at (parser, 1)) || cmd_peek_at (parser, 1) == '\n'))
        {
          gboolean joined = cmd_peek_at (parser, 1) == '\n';

          parser->noisy = TRUE;
          parser->pos += 2;

          if (joined && cmd_at_end (parser) && !vdt_script_cmd_read_line (parser->cmd, parser->buffer))
            return;
        }
      else
        {
          return;
        }
    }
}

/* A word that @keyword is, carets inside or not. Moves behind it.
 * @also: what may follow but for a delimiter; NULL for anything */
gboolean
vdt_script_cmd_match (CmdParser  *parser,
                     const char *keyword,
                     const char *also)
{
  gsize pos = parser->pos;
  const char *text = parser->buffer->text->str;
  gboolean carets = FALSE;
  char c;

  for (; *keyword != '\0'; keyword++)
    {
      while (text[pos] == '^')
        {
          carets = TRUE;
          pos++;
        }

      if (g_ascii_tolower (text[pos]) != *keyword)
        return FALSE;

      pos++;
    }

  c = text[pos];

  if (also != NULL && c != '\0' && strchr ("\n^", c) == NULL && !vdt_script_cmd_is_noise (c) &&
      strchr (also, c) == NULL)
    return FALSE;

  parser->pos = pos;
  parser->noisy |= carets;

  return TRUE;
}

/* A word up to a delimiter or operator; quotes stay in it. */
char *
vdt_script_cmd_read_word (CmdParser *parser,
                         gboolean   stop_at_redirect)
{
  GString *word = g_string_new (NULL);
  gboolean quoted = FALSE;

  while (!cmd_at_end (parser))
    {
      char c = cmd_peek (parser);

      if (c == '\n' || (!quoted && (vdt_script_cmd_is_noise (c) || cmd_is_operator (parser, c))))
        break;

      if (!quoted && stop_at_redirect && (c == '<' || c == '>'))
        break;

      if (c == '^' && !quoted)
        {
          c = take_caret (parser);

          if (c != '\0')
            g_string_append_c (word, c);

          continue;
        }

      if (c == '"')
        quoted = !quoted;

      g_string_append_c (word, c);
      parser->pos++;
    }

  return g_string_free (word, FALSE);
}

/* At '<' or '>'; @handle is the digit that stood before it. */
void
vdt_script_cmd_read_redirect (CmdParser *parser,
                             CmdNode   *node,
                             int        handle)
{
  CmdRedirect *redirect = g_new0 (CmdRedirect, 1);
  GString *op = g_string_new (NULL);

  g_string_append_c (op, cmd_peek (parser));
  parser->pos++;

  if (cmd_peek (parser) == '>' && op->str[0] == '>')
    {
      g_string_append_c (op, '>');
      parser->pos++;
    }

  if (cmd_peek (parser) == '&')
    {
      g_string_append_c (op, '&');
      parser->pos++;
    }

  vdt_script_cmd_skip_noise (parser, FALSE);
  redirect->op = g_string_free (op, FALSE);
  redirect->handle = handle;
  redirect->target = vdt_script_cmd_read_word (parser, TRUE);

  if (node->redirects == NULL)
    node->redirects = g_ptr_array_new_with_free_func (redirect_free);

  /* Of so many only the first and the last matter. */
  if (node->redirects->len >= MAX_REDIRECTS)
    g_ptr_array_remove_index (node->redirects, MAX_REDIRECTS - 1);

  g_ptr_array_add (node->redirects, redirect);
}

/* The rest of a simple command: as it stands, without carets and redirections. */
void
vdt_script_cmd_read_args (CmdParser *parser,
                         CmdNode   *node)
{
  GString *args = g_string_new (NULL);
  gboolean quoted = FALSE;

  while (!cmd_at_end (parser))
    {
      char c = cmd_peek (parser);

      if (c == '\n' || (!quoted && cmd_is_operator (parser, c)))
        break;

      if (c == '^' && !quoted)
        {
          c = take_caret (parser);

          if (c != '\0')
            g_string_append_c (args, c);

          continue;
        }

      if (!quoted && (c == '<' || c == '>'))
        {
          int handle = -1;

          if (args->len > 0 && g_ascii_isdigit (args->str[args->len - 1]) &&
              (args->len == 1 || vdt_script_cmd_is_noise (args->str[args->len - 2])))
            {
              handle = g_ascii_digit_value (args->str[args->len - 1]);
              g_string_truncate (args, args->len - 1);
            }

          vdt_script_cmd_read_redirect (parser, node, handle);
          continue;
        }

      if (c == '"')
        quoted = !quoted;

      g_string_append_c (args, c);
      parser->pos++;
    }

  node->args = g_string_free (args, FALSE);
}

void
vdt_script_cmd_skip_line (CmdParser *parser)
{
  const char *text = parser->buffer->text->str + parser->pos;
  const char *newline = strchr (text, '\n');

  parser->pos += newline != NULL ? (gsize) (newline - text) : strlen (text);
}

/* What stands in the parentheses of a FOR. */
char *
vdt_script_cmd_read_set (CmdParser *parser)
{
  GString *set = g_string_new (NULL);
  gsize from = parser->pos;
  gboolean quoted = FALSE;
  guint open = 1;

  while (parser->pos - from < MAX_SET)
    {
      char c;

      if (cmd_at_end (parser) && !vdt_script_cmd_read_line (parser->cmd, parser->buffer))
        break;

      c = cmd_peek (parser);

      if (c == '^' && !quoted)
        {
          c = take_caret (parser);

          if (c != '\0')
            g_string_append_c (set, c);

          continue;
        }

      parser->pos++;

      if (c == '"')
        quoted = !quoted;
      else if (c == '\n')
        quoted = FALSE;

      if (!quoted && c == '(')
        open++;
      else if (!quoted && c == ')' && --open == 0)
        break;

      g_string_append_c (set, c == '\n' ? ' ' : c);
    }

  vdt_script_context_step (parser->cmd->context, 1 + (guint) ((parser->pos - from) / 64));

  return g_string_free (set, FALSE);
}
