/* vdt-script-cmd-parse.c
 *
 * Reads one command line of cmd.exe (phase 2) into a tree: operators,
 * parentheses, FOR and IF.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-cmd-private.h"

#include <string.h>

#define MAX_NEST 100

static CmdNode *parse_list (CmdParser *parser,
                           gboolean   lines);

void
vdt_script_cmd_node_free (CmdNode *node)
{
  if (node == NULL)
    return;

  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_clear_pointer (&node->redirects, g_ptr_array_unref);
  g_free (node->name);
  g_free (node->args);
  g_free (node->options);
  g_free (node->set);
  g_free (node->op);
  g_free (node->left);
  g_free (node->right);
  g_free (node);
}

static CmdNode *
node_new (CmdKind kind)
{
  CmdNode *node = g_new0 (CmdNode, 1);

  node->kind = kind;

  return node;
}

static void
add_child (CmdNode *node,
          CmdNode *child)
{
  if (node->children == NULL)
    node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_script_cmd_node_free);

  g_ptr_array_add (node->children, child);
}

static void
set_span (const CmdParser *parser,
         CmdNode         *node,
         gsize            from,
         gsize            to)
{
  const GArray *marks = parser->buffer->marks;

  while (to > from && g_ascii_isspace (parser->buffer->text->str[to - 1]))
    to--;

  if (marks->len == 0)
    return;

  node->start = g_array_index (marks, CmdMark, MIN (from, marks->len - 1)).start;
  node->end = to > from ? g_array_index (marks, CmdMark, to - 1).end : node->start;
}

static void
take_switch (CmdNode *node,
            char    *word)
{
  if (word[0] == '/' && word[1] != '\0')
    {
      node->for_kind = g_ascii_tolower (word[1]);

      if (word[2] != '\0')
        {
          g_free (node->options);
          node->options = g_strdup (word + 2);
        }
    }
  else if (word[0] != '\0')
    {
      g_free (node->options);
      node->options = g_strdup (word);
    }
}

/* Behind the word FOR. NULL when it is none after all. */
static CmdNode *
parse_for (CmdParser *parser)
{
  CmdNode *node = node_new (CMD_FOR);

  node->for_kind = ' ';

  for (guint words = 0; words < 8; words++)
    {
      vdt_script_cmd_skip_noise (parser, FALSE);

      if (cmd_peek (parser) == '%' || cmd_at_end (parser) || cmd_peek (parser) == '\n')
        break;

      if (cmd_peek (parser) != ')')
        {
          g_autofree char *word = vdt_script_cmd_read_word (parser, TRUE);

          take_switch (node, word);
        }
    }

  if (cmd_peek (parser) == '%')
    {
      parser->pos++;

      while (cmd_peek (parser) == '^')
        parser->pos++;

      node->variable = cmd_peek (parser);
      parser->pos++;
      vdt_script_cmd_skip_noise (parser, FALSE);

      if (node->variable != '\0' && vdt_script_cmd_match (parser, "in", "("))
        {
          vdt_script_cmd_skip_noise (parser, FALSE);

          if (cmd_peek (parser) == '(')
            {
              parser->pos++;
              node->set = vdt_script_cmd_read_set (parser);
              vdt_script_cmd_skip_noise (parser, FALSE);

              if (vdt_script_cmd_match (parser, "do", "(@%\"!"))
                {
                  CmdNode *body = parse_list (parser, FALSE);

                  if (body != NULL)
                    add_child (node, body);

                  return node;
                }
            }
        }
    }

  vdt_script_cmd_node_free (node);

  return NULL;
}

static gboolean
parse_condition (CmdParser *parser,
                CmdNode   *node)
{
  static const char *const words[] = { "exist", "defined", "errorlevel", "cmdextversion" };

  node->left = vdt_script_cmd_read_word (parser, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (node->left, words[i]) == 0)
      {
        node->op = g_strdup (words[i]);
        vdt_script_cmd_skip_noise (parser, FALSE);
        g_free (node->left);
        node->left = vdt_script_cmd_read_word (parser, FALSE);

        return *node->left != '\0';
      }

  while (strchr (" \t,;", cmd_peek (parser)) != NULL && !cmd_at_end (parser))
    parser->pos++;

  if (vdt_script_cmd_match (parser, "==", NULL))
    {
      node->op = g_strdup ("==");
    }
  else
    {
      g_autofree char *op = vdt_script_cmd_read_word (parser, FALSE);

      node->op = g_ascii_strdown (op, -1);

      if (strlen (node->op) != 3)
        return FALSE;
    }

  vdt_script_cmd_skip_noise (parser, FALSE);
  node->right = vdt_script_cmd_read_word (parser, FALSE);

  return TRUE;
}

/* Behind the word IF. */
static CmdNode *
parse_if (CmdParser *parser)
{
  CmdNode *node = node_new (CMD_IF);
  CmdNode *branch;

  while (TRUE)
    {
      vdt_script_cmd_skip_noise (parser, FALSE);

      if (vdt_script_cmd_match (parser, "/i", ""))
        node->ignore_case = TRUE;
      else if (vdt_script_cmd_match (parser, "not", ""))
        node->negate = !node->negate;
      else
        break;
    }

  if (!parse_condition (parser, node))
    {
      vdt_script_cmd_node_free (node);
      return NULL;
    }

  branch = parse_list (parser, FALSE);
  add_child (node, branch != NULL ? branch : node_new (CMD_NOTHING));

  while (cmd_peek (parser) == ' ' || cmd_peek (parser) == '\t')
    parser->pos++;

  if (vdt_script_cmd_match (parser, "else", "("))
    {
      branch = parse_list (parser, FALSE);

      if (branch != NULL)
        add_child (node, branch);
    }

  return node;
}

/* "2>" */
static gboolean
is_handle (const CmdParser *parser,
           gsize            ahead)
{
  char c = cmd_peek_at (parser, ahead + 1);

  return g_ascii_isdigit (cmd_peek_at (parser, ahead)) && (c == '>' || c == '<');
}

static void
read_handle (CmdParser *parser,
             CmdNode   *node)
{
  int handle = g_ascii_digit_value (cmd_peek (parser));

  parser->pos++;
  vdt_script_cmd_read_redirect (parser, node, handle);
}

static CmdNode *
parse_group (CmdParser *parser)
{
  CmdNode *node = node_new (CMD_GROUP);
  CmdNode *body;

  parser->pos++;
  parser->depth++;
  body = parse_list (parser, TRUE);
  parser->depth--;

  if (body != NULL)
    add_child (node, body);

  if (cmd_peek (parser) == ')')
    parser->pos++;

  while (TRUE)
    {
      gsize ahead = 0;

      while (cmd_peek_at (parser, ahead) == ' ' || cmd_peek_at (parser, ahead) == '\t')
        ahead++;

      if (is_handle (parser, ahead))
        {
          parser->pos += ahead;
          read_handle (parser, node);
        }
      else if (cmd_peek_at (parser, ahead) == '>' || cmd_peek_at (parser, ahead) == '<')
        {
          parser->pos += ahead;
          vdt_script_cmd_read_redirect (parser, node, -1);
        }
      else
        {
          break;
        }
    }

  return node;
}

static CmdNode *
parse_simple (CmdParser *parser)
{
  CmdNode *node = node_new (CMD_SIMPLE);

  while (cmd_peek (parser) == '<' || cmd_peek (parser) == '>')
    {
      vdt_script_cmd_read_redirect (parser, node, -1);
      vdt_script_cmd_skip_noise (parser, FALSE);
    }

  if (is_handle (parser, 0))
    {
      read_handle (parser, node);
      vdt_script_cmd_skip_noise (parser, FALSE);
    }

  node->name = vdt_script_cmd_read_word (parser, TRUE);
  vdt_script_cmd_read_args (parser, node);

  return node;
}

static CmdNode *
parse_command (CmdParser *parser)
{
  gsize from;
  gboolean noisy;
  CmdNode *node = NULL;
  char c;

  vdt_script_cmd_skip_noise (parser, FALSE);

  while (cmd_peek (parser) == '@')
    {
      parser->pos++;
      vdt_script_cmd_skip_noise (parser, FALSE);
    }

  c = cmd_peek (parser);

  if (cmd_at_end (parser) || cmd_is_operator (parser, c) ||
      !vdt_script_context_step (parser->cmd->context, 1))
    return NULL;

  from = parser->pos;
  noisy = parser->noisy;
  parser->noisy = FALSE;

  if (c == ':' || vdt_script_cmd_match (parser, "rem", "/"))
    {
      vdt_script_cmd_skip_line (parser);
      node = node_new (CMD_NOTHING);
    }
  else if (parser->nest < MAX_NEST)
    {
      parser->nest++;

      if (c == '(')
        node = parse_group (parser);
      else if (vdt_script_cmd_match (parser, "for", "/"))
        node = parse_for (parser);
      else if (vdt_script_cmd_match (parser, "if", "/"))
        node = parse_if (parser);

      parser->nest--;
    }

  if (node == NULL)
    {
      parser->pos = from;
      parser->noisy = FALSE;
      node = parse_simple (parser);
    }

  if (parser->pos == from)
    parser->pos++;

  node->noisy = parser->noisy;
  parser->noisy |= noisy;
  set_span (parser, node, from, parser->pos);

  return node;
}

/* One operator of @level: CMD_PIPE, CMD_AND, CMD_OR. */
static gboolean
take_operator (CmdParser *parser,
              CmdKind    kind)
{
  char c;

  vdt_script_cmd_skip_noise (parser, FALSE);
  c = cmd_peek (parser);

  if (kind == CMD_PIPE && c == '|' && cmd_peek_at (parser, 1) != '|')
    {
      parser->pos++;
      return TRUE;
    }

  if ((kind == CMD_AND && c == '&' && cmd_peek_at (parser, 1) == '&') ||
      (kind == CMD_OR && c == '|' && cmd_peek_at (parser, 1) == '|'))
    {
      parser->pos += 2;
      return TRUE;
    }

  return FALSE;
}

/* Commands joined by the operators that bind as @kind does or tighter. */
static CmdNode *
parse_joined (CmdParser *parser,
             CmdKind    kind)
{
  CmdNode *first = kind == CMD_PIPE ? parse_command (parser) : parse_joined (parser, kind + 1);
  CmdNode *node;

  if (first == NULL || !take_operator (parser, kind))
    return first;

  node = node_new (kind);
  node->start = first->start;
  add_child (node, first);

  do
    {
      CmdNode *next = kind == CMD_PIPE ? parse_command (parser) : parse_joined (parser, kind + 1);

      if (next == NULL)
        break;

      add_child (node, next);
    }
  while (take_operator (parser, kind));

  node->end = ((CmdNode *) g_ptr_array_index (node->children, node->children->len - 1))->end;

  return node;
}

/* @lines: new lines part commands too, which is so inside parentheses. */
static CmdNode *
parse_list (CmdParser *parser,
           gboolean   lines)
{
  CmdNode *list = node_new (CMD_SEQ);

  while (!vdt_script_context_is_stopped (parser->cmd->context))
    {
      CmdNode *node;
      gsize before;

      vdt_script_cmd_skip_noise (parser, lines);
      before = parser->pos;
      node = parse_joined (parser, CMD_OR);

      if (node != NULL)
        add_child (list, node);

      vdt_script_cmd_skip_noise (parser, FALSE);

      if (cmd_peek (parser) == '&' || (lines && (cmd_peek (parser) == '\n' || cmd_peek (parser) == '|')))
        parser->pos++;
      else if (!(lines && cmd_at_end (parser)) || parser->pos == before)
        break;
    }

  if (list->children == NULL)
    {
      vdt_script_cmd_node_free (list);
      return NULL;
    }

  list->start = ((CmdNode *) g_ptr_array_index (list->children, 0))->start;
  list->end = ((CmdNode *) g_ptr_array_index (list->children, list->children->len - 1))->end;

  return list;
}

/**
 * vdt_script_cmd_parse:
 * @buffer: an expanded line; grows when the command goes on over more lines
 *
 * Returns: (transfer full) (nullable): the commands of the line
 */
CmdNode *
vdt_script_cmd_parse (CmdInterp *cmd,
                     CmdBuffer *buffer)
{
  CmdParser parser = { cmd, buffer, 0, 0, 0, FALSE };
  CmdNode *all = node_new (CMD_SEQ);

  while (!cmd_at_end (&parser) && !vdt_script_context_is_stopped (cmd->context))
    {
      CmdNode *node = parse_list (&parser, FALSE);

      if (node != NULL)
        add_child (all, node);

      /* A stray operator or parenthesis. */
      if (!cmd_at_end (&parser))
        parser.pos++;
    }

  if (all->children == NULL)
    {
      vdt_script_cmd_node_free (all);
      return NULL;
    }

  set_span (&parser, all, 0, buffer->text->len);

  return all;
}
