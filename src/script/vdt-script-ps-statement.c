/* vdt-script-ps-statement.c
 *
 * The PowerShell parser's statements that begin with a keyword: conditions, loops,
 * functions, blocks and their parameters.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-parser.h"

#include <string.h>


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

PsNode *
ps_parse_parameters (PsParser *p)
{
  guint mark = p->stack->len;
  PsNode *node = ps_node (p, PS_NODE_BODY, p->pos);

  parse_parameters (p);

  return ps_finish (p, node, mark);
}

/* Skips [CmdletBinding()] and the like, when param follows. */
void
ps_skip_attributes (PsParser *p)
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
  ps_skip_attributes (p);
  ps_skip_lines (p);

  if (ps_accept_word (p, "param"))
    {
      ps_skip_lines (p);
      parameters = ps_parse_parameters (p);
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
    parameters = ps_parse_parameters (p);

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

  if (!ps_ends_statement (p))
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
PsNode *
ps_try_keyword (PsParser *p)
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
