/* vdt-script-ps-parser.c
 *
 * The PowerShell parser's statements, pipelines and commands. Tolerant: what
 * cannot be read becomes an error node and the reading goes on behind it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-parser.h"

#include <string.h>

static gboolean
ends_statement (const PsParser *p)
{
  char c = ps_peek (p, 0);

  return c == '\0' || c == ';' || c == '\n' || c == '\r' || c == ')' || c == '}';
}

static PsNode *
parse_body (PsParser *p)
{
  guint start;
  PsNode *body;

  ps_skip_lines (p);
  start = p->pos;

  if (!ps_accept (p, '{'))
    return ps_error_node (p, start);

  body = ps_parse_statements (p, '}');

  if (!ps_accept (p, '}'))
    p->program->errors++;

  return body;
}

static PsNode *
parse_parenthesised (PsParser *p)
{
  PsNode *node;

  ps_skip_lines (p);

  if (!ps_accept (p, '('))
    return ps_error_node (p, p->pos);

  node = ps_parse_statements (p, ')');
  ps_accept (p, ')');

  return node;
}

/* if (…) {…} elseif (…) {…} else {…} */
static void
parse_if (PsParser *p)
{
  while (TRUE)
    {
      guint before;

      g_ptr_array_add (p->stack, parse_parenthesised (p));
      g_ptr_array_add (p->stack, parse_body (p));
      before = p->pos;
      ps_skip_lines (p);

      if (ps_accept_word (p, "elseif"))
        continue;

      if (ps_accept_word (p, "else"))
        {
          before = p->pos;
          ps_skip_space (p);

          /* "else if" is what other languages write; the tolerant reading is the same. */
          if (ps_accept_word (p, "if"))
            continue;

          g_ptr_array_add (p->stack, parse_body (p));
          return;
        }

      p->pos = before;
      return;
    }
}

static PsNode *
parse_for_part (PsParser *p,
                char      close)
{
  guint mark = p->stack->len;
  PsNode *node;

  ps_skip_lines (p);
  node = ps_node (p, PS_NODE_BODY, p->pos);

  while (!ps_at_end (p) && ps_peek (p, 0) != close && ps_peek (p, 0) != ')')
    {
      guint before = p->pos;

      g_ptr_array_add (p->stack, ps_parse_statement (p));
      ps_skip_lines (p);

      if (ps_peek (p, 0) == ',')
        p->pos++;

      if (p->pos == before)
        break;
    }

  ps_finish (p, node, mark);
  ps_accept (p, close);

  return node;
}

static void
parse_for (PsParser *p)
{
  ps_skip_lines (p);
  ps_accept (p, '(');
  g_ptr_array_add (p->stack, parse_for_part (p, ';'));
  g_ptr_array_add (p->stack, parse_for_part (p, ';'));
  g_ptr_array_add (p->stack, parse_for_part (p, ')'));
  g_ptr_array_add (p->stack, parse_body (p));
}

static void
parse_foreach (PsParser *p)
{
  ps_skip_lines (p);

  if (ps_accept_word (p, "-parallel"))
    ps_skip_lines (p);

  ps_accept (p, '(');
  ps_skip_lines (p);
  g_ptr_array_add (p->stack, ps_parse_primary (p));
  ps_skip_lines (p);

  if (!ps_accept_word (p, "in"))
    p->program->errors++;

  g_ptr_array_add (p->stack, ps_parse_statements (p, ')'));
  ps_accept (p, ')');
  g_ptr_array_add (p->stack, parse_body (p));
}

static void
parse_switch (PsParser *p,
              PsNode   *node)
{
  ps_skip_lines (p);

  while (ps_peek (p, 0) == '-')
    {
      node->flags |= PS_FLAG_SWITCH;

      for (p->pos++; ps_is_word_char (ps_peek (p, 0));)
        p->pos++;

      ps_skip_lines (p);
    }

  g_ptr_array_add (p->stack, parse_parenthesised (p));
  ps_skip_lines (p);

  if (!ps_accept (p, '{'))
    return;

  while (TRUE)
    {
      guint before;

      do
        ps_skip_lines (p);
      while (ps_accept (p, ';'));

      before = p->pos;

      if (ps_at_end (p) || ps_peek (p, 0) == '}')
        break;

      if (g_ascii_isalpha (ps_peek (p, 0)) || ps_peek (p, 0) == '*')
        g_ptr_array_add (p->stack, ps_parse_bare_word (p));
      else
        g_ptr_array_add (p->stack, ps_parse_primary (p));

      g_ptr_array_add (p->stack, parse_body (p));

      if (p->pos == before)
        p->pos++;
    }

  ps_accept (p, '}');
}

static void
parse_try (PsParser *p)
{
  g_ptr_array_add (p->stack, parse_body (p));

  while (TRUE)
    {
      guint before = p->pos;

      ps_skip_lines (p);

      if (!ps_accept_word (p, "catch") && !ps_accept_word (p, "finally"))
        {
          p->pos = before;
          return;
        }

      ps_skip_lines (p);

      while (ps_peek (p, 0) == '[')
        {
          ps_parse_type (p);
          ps_skip_lines (p);
          ps_accept (p, ',');
          ps_skip_lines (p);
        }

      g_ptr_array_add (p->stack, parse_body (p));
    }
}

/* [Type]$name = default, … up to the closing parenthesis */
static void
parse_parameters (PsParser *p)
{
  ps_accept (p, '(');

  while (TRUE)
    {
      PsNode *type = NULL;
      PsNode *node;
      guint before;
      guint mark;

      do
        ps_skip_lines (p);
      while (ps_accept (p, ','));

      before = p->pos;

      if (ps_at_end (p) || ps_accept (p, ')'))
        return;

      while (ps_peek (p, 0) == '[')
        {
          /* Of an attribute and a type, the last is the type. */
          type = ps_parse_type (p);
          ps_skip_lines (p);
        }

      if (ps_peek (p, 0) != '$')
        {
          p->program->errors++;
          p->pos = MAX (p->pos, before + 1);
          continue;
        }

      node = ps_parse_variable (p);
      node->type = PS_NODE_PARAM;
      mark = p->stack->len;
      ps_skip_lines (p);
      g_ptr_array_add (p->stack, type);

      if (ps_peek (p, 0) == '=')
        {
          p->pos++;
          ps_skip_lines (p);
          g_ptr_array_add (p->stack, ps_parse_argument (p));
        }

      g_ptr_array_add (p->stack, ps_finish (p, node, mark));
    }
}

static PsNode *
parse_parameter_list (PsParser *p)
{
  guint mark = p->stack->len;
  PsNode *node = ps_node (p, PS_NODE_BODY, p->pos);

  parse_parameters (p);

  return ps_finish (p, node, mark);
}

/* Skips [CmdletBinding()] and the like, when param follows. */
static void
skip_attributes (PsParser *p)
{
  guint start = p->pos;

  while (TRUE)
    {
      ps_skip_lines (p);

      if (ps_peek (p, 0) != '[')
        break;

      ps_parse_type (p);
    }

  if (p->length - p->pos < 5 || g_ascii_strncasecmp (p->text + p->pos, "param", 5) != 0)
    p->pos = start;
}

PsNode *
ps_parse_block (PsParser *p)
{
  guint start = p->pos;
  guint mark = p->stack->len;
  PsNode *node = ps_node (p, PS_NODE_BLOCK, start);
  PsNode *parameters = NULL;
  gboolean per_item = p->per_item;

  if (!ps_enter (p))
    return ps_error_node (p, start);

  p->per_item = FALSE;
  p->pos++;
  skip_attributes (p);
  ps_skip_lines (p);

  if (ps_accept_word (p, "param"))
    {
      ps_skip_lines (p);
      parameters = parse_parameter_list (p);
    }

  g_ptr_array_add (p->stack, parameters);
  g_ptr_array_add (p->stack, ps_parse_statements (p, '}'));

  if (!ps_accept (p, '}'))
    p->program->errors++;

  node->flags = p->per_item ? PS_FLAG_PER_ITEM : 0;
  p->per_item = per_item;
  p->depth--;

  return ps_finish (p, node, mark);
}

static PsNode *
parse_function (PsParser *p,
                guint     start,
                gboolean  filter)
{
  guint mark = p->stack->len;
  PsNode *node = ps_node (p, PS_NODE_FUNCTION, start);
  PsNode *parameters = NULL;
  PsNode *block;
  guint name;

  ps_skip_space (p);
  name = p->pos;

  while (p->pos < p->length && !g_ascii_isspace (p->text[p->pos]) && strchr ("({;", p->text[p->pos]) == NULL)
    p->pos++;

  node->text = ps_keep (p, p->text + name, p->pos - name);
  ps_skip_lines (p);

  if (ps_peek (p, 0) == '(')
    parameters = parse_parameter_list (p);

  ps_skip_lines (p);

  if (ps_peek (p, 0) != '{')
    return ps_error_node (p, start);

  block = ps_parse_block (p);

  if (parameters != NULL && block->n_kids == 2)
    block->kids[0] = parameters;

  block->flags |= filter ? PS_FLAG_PER_ITEM : 0;

  g_ptr_array_add (p->stack, block);

  return ps_finish (p, node, mark);
}

static PsNode *
parse_flow (PsParser   *p,
            const char *word,
            guint       start)
{
  guint mark = p->stack->len;
  PsNode *node = ps_node (p, PS_NODE_FLOW, start);

  node->text = ps_keep (p, word, strlen (word));
  ps_skip_space (p);

  if (!ends_statement (p))
    g_ptr_array_add (p->stack, ps_parse_pipeline (p));

  return ps_finish (p, node, mark);
}

static const struct
{
  const char *word;
  PsNodeType  type;
} keywords[] = {
  { "if", PS_NODE_IF }, { "while", PS_NODE_WHILE }, { "for", PS_NODE_FOR }, { "foreach", PS_NODE_FOREACH },
  { "do", PS_NODE_DO }, { "switch", PS_NODE_SWITCH }, { "try", PS_NODE_TRY },
  { "function", PS_NODE_FUNCTION }, { "filter", PS_NODE_FUNCTION },
  { "return", PS_NODE_FLOW }, { "break", PS_NODE_FLOW }, { "continue", PS_NODE_FLOW }, { "throw", PS_NODE_FLOW },
  { "exit", PS_NODE_FLOW },
  { "begin", PS_NODE_BODY }, { "process", PS_NODE_BODY }, { "end", PS_NODE_BODY }, { "trap", PS_NODE_BODY },
  { "dynamicparam", PS_NODE_BODY }, { "clean", PS_NODE_BODY },
};

static PsNode *
parse_keyword (PsParser   *p,
               guint       start,
               const char *word,
               PsNodeType  type)
{
  guint mark = p->stack->len;
  PsNode *node = ps_node (p, type, start);

  switch (type)
    {
    case PS_NODE_IF:
      parse_if (p);
      break;
    case PS_NODE_WHILE:
      g_ptr_array_add (p->stack, parse_parenthesised (p));
      g_ptr_array_add (p->stack, parse_body (p));
      break;
    case PS_NODE_FOR:
      parse_for (p);
      break;
    case PS_NODE_FOREACH:
      parse_foreach (p);
      break;
    case PS_NODE_DO:
      g_ptr_array_add (p->stack, parse_body (p));
      ps_skip_lines (p);
      node->text = ps_accept_word (p, "until") ? ps_keep (p, "until", 5) : ps_keep (p, "while", 5);
      ps_accept_word (p, "while");
      g_ptr_array_add (p->stack, parse_parenthesised (p));
      break;
    case PS_NODE_SWITCH:
      parse_switch (p, node);
      break;
    case PS_NODE_TRY:
      parse_try (p);
      break;
    case PS_NODE_FUNCTION:
      return parse_function (p, start, g_str_equal (word, "filter"));
    case PS_NODE_FLOW:
      return parse_flow (p, word, start);
    default:
      node = parse_body (p);
      node->text = ps_keep (p, word, strlen (word));
      p->per_item |= g_str_equal (word, "process");
      return node;
    }

  return ps_finish (p, node, mark);
}

/* NULL when no keyword stands here. begin, process, … are only keywords before a brace. */
static PsNode *
try_keyword (PsParser *p)
{
  guint start = p->pos;

  if (ps_peek (p, 0) == ':' && g_ascii_isalpha (ps_peek (p, 1)))
    {
      /* A loop's label */
      guint at = p->pos + 1;

      while (at < p->length && ps_is_word_char (p->text[at]))
        at++;

      p->pos = at;
      ps_skip_lines (p);
    }

  if (!g_ascii_isalpha (ps_peek (p, 0)))
    {
      p->pos = start;
      return NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      if (!ps_accept_word (p, keywords[i].word))
        continue;

      if (keywords[i].type == PS_NODE_BODY || keywords[i].type == PS_NODE_TRY || keywords[i].type == PS_NODE_DO)
        {
          guint behind = p->pos;

          ps_skip_lines (p);

          if (ps_peek (p, 0) != '{')
            {
              p->pos = start;
              return NULL;
            }

          p->pos = behind;
        }

      return parse_keyword (p, start, keywords[i].word, keywords[i].type);
    }

  p->pos = start;

  return NULL;
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

  if (!ends_statement (p) && ps_peek (p, 0) != '|')
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

          if (!ends_statement (p))
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

      if (ends_statement (p) || ps_peek (p, 0) == '|')
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

      if (ends_statement (p) || ps_peek (p, 0) == '|' || ps_peek (p, 0) == '&')
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

      if (ends_statement (p) || ps_peek (p, 0) == '|')
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
  PsNode *node = try_keyword (p);

  return node != NULL ? node : ps_parse_pipeline (p);
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

  skip_attributes (&parser);
  ps_skip_lines (&parser);

  /* A script's own parameters */
  if (ps_accept_word (&parser, "param"))
    {
      ps_skip_lines (&parser);
      parse_parameter_list (&parser);
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
