/* vdt-script-ps-parser.c
 *
 * The PowerShell parser's pipelines and commands. Tolerant: what cannot be
 * read becomes an error node and the reading goes on behind it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-parser.h"

#include <string.h>

gboolean
ps_ends_statement (const PsParser *p)
{
  char c = ps_peek (p, 0);

  return c == '\0' || c == ';' || c == '\n' || c == '\r' || c == ')' || c == '}';
}

static PsNode *
parse_redirect (PsParser *p)
{
  guint start = p->pos;
  guint mark = p->stack->len;
  PsNode *node;

  while (g_ascii_isdigit (ps_peek (p, 0)) || ps_peek (p, 0) == '*')
    p->pos++;

  while (ps_peek (p, 0) == '>' || ps_peek (p, 0) == '<')
    p->pos++;

  node = ps_node (p, PS_NODE_REDIRECT, start);

  if (ps_accept (p, '&'))
    {
      while (g_ascii_isdigit (ps_peek (p, 0)))
        p->pos++;

      node->text = ps_keep (p, p->text + start, p->pos - start);
      return ps_finish (p, node, mark);
    }

  node->text = ps_keep (p, p->text + start, p->pos - start);
  ps_skip_space (p);

  if (!ps_ends_statement (p) && ps_peek (p, 0) != '|')
    {
      guint length;

      g_ptr_array_add (p->stack, ps_quote_at (p, p->pos, &length) != 0 || ps_peek (p, 0) == '(' ?
                       ps_parse_primary (p) : ps_parse_bare_word (p));
    }

  return ps_finish (p, node, mark);
}

static gboolean
starts_redirect (const PsParser *p)
{
  guint at = p->pos;

  if (at < p->length && (g_ascii_isdigit (p->text[at]) || p->text[at] == '*'))
    at++;

  return at < p->length && (p->text[at] == '>' || (p->text[at] == '<' && at == p->pos));
}

/* A value, or a word that begins as a value does ($dir\file) */
static PsNode *
parse_argument_value (PsParser *p)
{
  guint start = p->pos;
  guint mark = p->stack->len;
  char c = ps_peek (p, 0);
  guint length;
  gboolean quoted = ps_quote_at (p, p->pos, &length) != 0;
  PsNode *node;

  if (quoted || strchr ("$({", c) != NULL || (c == '@' && strchr ("({'\"", ps_peek (p, 1)) != NULL) ||
      (c == '@' && ps_is_word_char (ps_peek (p, 1))))
    {
      char next;

      node = ps_parse_primary (p);
      next = ps_peek (p, 0);

      if (c != '$' || next == '\0' || g_ascii_isspace (next) || strchr (";|(){},&<>`", next) != NULL ||
          ps_quote_at (p, p->pos, &length) != 0)
        return node;

      p->pos = start;
      g_ptr_array_set_size (p->stack, (int) mark);
    }

  return ps_parse_bare_word (p);
}

static PsNode *
parse_command_argument (PsParser *p)
{
  guint start = p->pos;
  guint mark = p->stack->len;
  guint dash = ps_dash_at (p, p->pos);
  PsNode *first;
  PsNode *node;

  if (starts_redirect (p))
    return parse_redirect (p);

  if (dash > 0 && (g_ascii_isalpha (ps_peek (p, dash)) || ps_peek (p, dash) == '`'))
    {
      GString *name = g_string_new (NULL);

      for (p->pos += dash; p->pos < p->length; p->pos++)
        {
          char c = p->text[p->pos];

          if (c == '`')
            continue;

          if (!ps_is_word_char (c) && c != '-' && c != '.' && c != '/')
            break;

          g_string_append_c (name, c);
        }

      node = ps_node (p, PS_NODE_PARAMETER, start);
      node->text = ps_keep (p, name->str, name->len);
      g_string_free (name, TRUE);

      if (ps_peek (p, 0) == ':')
        {
          p->pos++;
          ps_skip_space (p);

          if (!ps_ends_statement (p))
            g_ptr_array_add (p->stack, parse_argument_value (p));
        }

      return ps_finish (p, node, mark);
    }

  first = parse_argument_value (p);
  start = p->pos;
  ps_skip_space (p);

  if (ps_peek (p, 0) != ',')
    {
      p->pos = start;
      return first;
    }

  node = ps_node (p, PS_NODE_ARRAY, first->start);
  g_ptr_array_add (p->stack, first);

  while (ps_accept (p, ','))
    {
      ps_skip_lines (p);

      if (ps_ends_statement (p) || ps_peek (p, 0) == '|')
        break;

      g_ptr_array_add (p->stack, parse_argument_value (p));
      start = p->pos;
      ps_skip_space (p);

      if (ps_peek (p, 0) != ',')
        p->pos = start;
    }

  return ps_finish (p, node, mark);
}

static PsNode *
parse_command (PsParser *p)
{
  guint start = p->pos;
  guint mark = p->stack->len;
  PsNode *node = ps_node (p, PS_NODE_COMMAND, start);
  char c = ps_peek (p, 0);
  guint length;

  if (c == '&' || (c == '.' && !g_ascii_isalnum (ps_peek (p, 1)) && ps_peek (p, 1) != '\\' && ps_peek (p, 1) != '/' &&
                   ps_peek (p, 1) != '.'))
    {
      node->text = ps_keep (p, &c, 1);
      p->pos++;
      ps_skip_lines (p);
    }

  if (strchr ("$({@[", ps_peek (p, 0)) != NULL || ps_quote_at (p, p->pos, &length) != 0)
    g_ptr_array_add (p->stack, ps_parse_primary (p));
  else
    g_ptr_array_add (p->stack, ps_parse_bare_word (p));

  while (TRUE)
    {
      guint before;

      ps_skip_space (p);
      before = p->pos;

      if (ps_ends_statement (p) || ps_peek (p, 0) == '|' || ps_peek (p, 0) == '&')
        break;

      if (g_str_has_prefix (p->text + p->pos, "--%"))
        {
          PsNode *rest = ps_node (p, PS_NODE_WORD, p->pos);

          while (!ps_at_end (p) && ps_peek (p, 0) != '\n' && ps_peek (p, 0) != '|')
            p->pos++;

          rest->text = ps_keep (p, p->text + before + 3, p->pos - before - 3);
          rest->end = p->pos;
          g_ptr_array_add (p->stack, rest);
          continue;
        }

      g_ptr_array_add (p->stack, parse_command_argument (p));

      if (p->pos == before)
        p->pos++;
    }

  ps_finish (p, node, mark);

  /* Trailing space is not the command's. */
  while (node->end > node->start && g_ascii_isspace (p->text[node->end - 1]))
    node->end--;

  return node;
}

/* "C:\…\powershell.exe" -enc …: a quoted program with arguments, as command lines are logged. */
static gboolean
is_quoted_program (const PsParser *p,
                   guint           length)
{
  guint at = p->pos + length;
  guint unused;

  while (at < p->length && ps_quote_at (p, at, &unused) == 0 && p->text[at] != '\n' && at - p->pos < 300)
    at++;

  if (ps_quote_at (p, at, &unused) == 0 || at + 1 >= p->length || at < 4 ||
      g_ascii_strncasecmp (p->text + at - 4, ".exe", 4) != 0)
    return FALSE;

  return p->text[at + 1] == ' ';
}

static gboolean
starts_expression (const PsParser *p)
{
  char c = ps_peek (p, 0);
  char next = ps_peek (p, 1);
  guint length;

  if (ps_quote_at (p, p->pos, &length) != 0)
    return !is_quoted_program (p, length);

  if (strchr ("$({[!,+", c) != NULL || (c == '@' && strchr ("({'\"", next) != NULL))
    return TRUE;

  if (ps_dash_at (p, p->pos) > 0)
    return TRUE;

  if (g_ascii_isdigit (c) || (c == '.' && g_ascii_isdigit (next)))
    {
      /* 7z.exe is a command, 7 is not. */
      guint at = p->pos;

      while (at < p->length && (ps_is_word_char (p->text[at]) || p->text[at] == '.'))
        at++;

      return at == p->pos + 1 || !g_ascii_isalpha (p->text[at - 1]) || p->text[p->pos + 1] == 'x' ||
             g_ascii_strncasecmp (p->text + at - 1, "b", 1) == 0;
    }

  return FALSE;
}

static PsNode *
parse_element (PsParser *p)
{
  return starts_expression (p) ? ps_parse_expression (p) : parse_command (p);
}

static const char *
assignment_at (const PsParser *p)
{
  static const char *const operators[] = { "?\?=", "+=", "-=", "*=", "/=", "%=", "=" };

  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (g_str_has_prefix (p->text + p->pos, operators[i]) && p->pos < p->length)
      return operators[i];

  return NULL;
}

/* a | b | c, or target = statement */
PsNode *
ps_parse_pipeline (PsParser *p)
{
  guint start = p->pos;
  guint mark = p->stack->len;
  gboolean expression = starts_expression (p);
  PsNode *first = parse_element (p);
  const char *assignment;
  PsNode *node;

  start = p->pos;
  ps_skip_space (p);
  assignment = expression ? assignment_at (p) : NULL;

  if (assignment != NULL)
    {
      node = ps_node (p, PS_NODE_ASSIGN, first->start);
      node->text = ps_keep (p, assignment, strlen (assignment));
      p->pos += (guint) strlen (assignment);
      ps_skip_lines (p);
      g_ptr_array_add (p->stack, first);
      g_ptr_array_add (p->stack, ps_parse_statement (p));

      return ps_finish (p, node, mark);
    }

  node = ps_node (p, PS_NODE_PIPELINE, first->start);
  g_ptr_array_add (p->stack, first);

  while (TRUE)
    {
      guint before = p->pos;

      /* A redirection behind an expression */
      if (starts_redirect (p) && ps_peek (p, 0) != '<')
        {
          ps_finish (p, node, mark);
          parse_redirect (p);
          node->end = p->pos;
          return node;
        }

      ps_skip_lines (p);

      if (ps_peek (p, 0) != '|' || ps_peek (p, 1) == '|')
        {
          p->pos = before;
          break;
        }

      p->pos++;
      ps_skip_lines (p);

      if (ps_ends_statement (p) || ps_peek (p, 0) == '|')
        {
          p->program->errors++;
          break;
        }

      g_ptr_array_add (p->stack, parse_command (p));
      start = p->pos;
      ps_skip_space (p);
    }

  p->pos = MAX (start, ((PsNode *) g_ptr_array_index (p->stack, p->stack->len - 1))->end);

  return ps_finish (p, node, mark);
}

PsNode *
ps_parse_statement (PsParser *p)
{
  PsNode *node;

  if (!ps_enter (p))
    return ps_error_node (p, p->pos);

  node = ps_try_keyword (p);
  if (node == NULL)
    node = ps_parse_pipeline (p);

  p->depth--;

  return node;
}

/* Statements up to @close or the end; the closing character is not consumed. */
PsNode *
ps_parse_statements (PsParser *p,
                     char      close)
{
  guint mark = p->stack->len;
  PsNode *body = ps_node (p, PS_NODE_BODY, p->pos);

  if (!ps_enter (p))
    return ps_error_node (p, p->pos);

  while (TRUE)
    {
      guint before;
      char c;

      ps_skip_lines (p);
      before = p->pos;
      c = ps_peek (p, 0);

      if (ps_at_end (p) || (close != '\0' && c == close))
        break;

      if (c == ';' || c == '|' || (c == '&' && ps_peek (p, 1) == '&'))
        {
          p->pos += c != ';' && ps_peek (p, 1) == c ? 2 : 1;
          continue;
        }

      if (c == ')' || c == '}')
        {
          /* Someone else's closing character ends this list, unless nothing is open. */
          if (close != '\0')
            break;

          p->program->errors++;
          p->pos++;
          continue;
        }

      g_ptr_array_add (p->stack, ps_parse_statement (p));

      if (p->pos == before)
        {
          p->program->errors++;
          p->pos++;
        }
    }

  p->depth--;

  return ps_finish (p, body, mark);
}

PsProgram *
ps_parse (VdtScriptContext *context,
          guint             layer,
          const char       *text,
          gsize             length)
{
  PsProgram *program = g_new0 (PsProgram, 1);
  PsParser parser = { 0 };

  program->layer = layer;
  program->text = text;
  program->length = length;
  program->chunks = g_ptr_array_new_with_free_func (g_free);
  program->values = g_ptr_array_new_with_free_func ((GDestroyNotify) ps_unref);

  parser.context = context;
  parser.program = program;
  parser.text = text;
  parser.length = (guint) MIN (length, G_MAXINT);
  parser.stack = g_ptr_array_new ();

  ps_skip_attributes (&parser);
  ps_skip_lines (&parser);

  /* A script's own parameters */
  if (ps_accept_word (&parser, "param"))
    {
      ps_skip_lines (&parser);
      ps_parse_parameters (&parser);
    }

  program->root = ps_parse_statements (&parser, '\0');
  g_ptr_array_unref (parser.stack);

  return program;
}

void
ps_program_free (PsProgram *program)
{
  g_ptr_array_unref (program->chunks);
  g_ptr_array_unref (program->values);
  g_free (program);
}
