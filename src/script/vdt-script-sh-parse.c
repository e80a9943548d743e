/* vdt-script-sh-parse.c
 *
 * Reads a POSIX shell or bash script into a tree. Tolerant: what does not fit
 * the grammar is passed over, what is not closed ends with the text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-parse.h"

#include <string.h>

#define MAX_NEST 80

static ShNode *parse_command (ShParser *parser);

void
vdt_script_sh_node_unref (ShNode *node)
{
  if (node == NULL || --node->refs > 0)
    return;

  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_clear_pointer (&node->words, g_array_unref);
  g_clear_pointer (&node->assigns, g_array_unref);
  g_clear_pointer (&node->redirects, g_ptr_array_unref);

  if (node->ops != NULL)
    g_string_free (node->ops, TRUE);

  g_free (node->name);
  g_free (node);
}

ShNode *
vdt_script_sh_node_new (ShKind kind,
                       gsize  start)
{
  ShNode *node = g_new0 (ShNode, 1);

  node->kind = kind;
  node->refs = 1;
  node->start = start;
  node->end = start;

  return node;
}

void
vdt_script_sh_add_child (ShNode *node,
                        ShNode *child)
{
  if (child == NULL)
    return;

  if (node->children == NULL)
    node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_script_sh_node_unref);

  g_ptr_array_add (node->children, child);
}

void
vdt_script_sh_add_word (GArray **words,
                       gsize    start,
                       gsize    end)
{
  ShMark mark = { start, end };

  if (*words == NULL)
    *words = g_array_new (FALSE, FALSE, sizeof (ShMark));

  g_array_append_val (*words, mark);
}

/* Blanks, joined lines and comments. */
void
vdt_script_sh_skip_blank (ShParser *parser)
{
  while (parser->pos < parser->end)
    {
      char c = sh_peek (parser, 0);

      if (c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f')
        {
          parser->pos++;
        }
      else if (c == '\\' && sh_peek (parser, 1) == '\n')
        {
          parser->pos += 2;
        }
      else if (c == '\\' && sh_peek (parser, 1) == '\r' && sh_peek (parser, 2) == '\n')
        {
          parser->pos += 3;
        }
      else if (c == '#')
        {
          const char *newline = memchr (parser->text + parser->pos, '\n', parser->end - parser->pos);

          parser->pos = newline != NULL ? (gsize) (newline - parser->text) : parser->end;
        }
      else
        {
          return;
        }
    }
}

/* The text of a here-document: from the parser's line to the delimiter's. */
static void
read_here (ShParser   *parser,
          ShRedirect *redirect)
{
  g_autoptr(GString) delimiter = g_string_new (NULL);

  for (gsize i = redirect->target.start; i < redirect->target.end; i++)
    {
      char c = parser->text[i];

      if (c == '\'' || c == '"' || c == '\\')
        redirect->literal = TRUE;
      else
        g_string_append_c (delimiter, c);
    }

  redirect->body.start = parser->pos;
  redirect->body.end = parser->pos;

  while (parser->pos < parser->end)
    {
      const char *line = parser->text + parser->pos;
      const char *newline = memchr (line, '\n', parser->end - parser->pos);
      gsize length = newline != NULL ? (gsize) (newline - line) : parser->end - parser->pos;
      gsize from = 0;
      gsize plain = length > 0 && line[length - 1] == '\r' ? length - 1 : length;

      while (redirect->strip_tabs && from < plain && line[from] == '\t')
        from++;

      redirect->body.end = parser->pos;
      parser->pos += newline != NULL ? length + 1 : length;

      if (plain - from == delimiter->len && memcmp (line + from, delimiter->str, delimiter->len) == 0)
        return;

      redirect->body.end = parser->pos;
    }
}

/* At a new line: passes over it and the here-documents that follow it. */
static void
take_newline (ShParser *parser)
{
  parser->pos++;

  for (guint i = 0; i < parser->pending->len; i++)
    read_here (parser, g_ptr_array_index (parser->pending, i));

  g_ptr_array_set_size (parser->pending, 0);
}

void
vdt_script_sh_skip_lines (ShParser *parser)
{
  while (TRUE)
    {
      vdt_script_sh_skip_blank (parser);

      if (sh_peek (parser, 0) != '\n')
        return;

      take_newline (parser);
    }
}

/* Whether the word at the parser's place is @word, not quoted. */
static gboolean
is_word (const ShParser *parser,
        const char     *word)
{
  gsize length = strlen (word);
  gsize pos = parser->pos;

  if (parser->end - pos < length || memcmp (parser->text + pos, word, length) != 0)
    return FALSE;

  return pos + length == parser->end || strchr (" \t\r\n;&|<>()", parser->text[pos + length]) != NULL;
}

gboolean
vdt_script_sh_take_word (ShParser   *parser,
                        const char *word)
{
  if (!is_word (parser, word))
    return FALSE;

  parser->pos += strlen (word);

  return TRUE;
}

/* A word that ends a list of commands. */
static gboolean
at_terminator (const ShParser *parser)
{
  static const char *const words[] = { "then", "do", "done", "fi", "else", "elif", "esac", "}" };
  char next = sh_peek (parser, 1);

  if (sh_peek (parser, 0) == ')' || (sh_peek (parser, 0) == ';' && (next == ';' || next == '&')))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (is_word (parser, words[i]))
      return TRUE;

  return FALSE;
}

/* A redirection at the parser's place, with the number before it. */
static gboolean
take_redirect (ShParser *parser,
              ShNode   *node)
{
  static const char *const ops[] = { "<<<", "<<-", "<<", "<&", "<>", "<", "&>>", "&>", ">>", ">&", ">|", ">" };
  gsize pos = parser->pos;
  int handle = -1;
  ShRedirect *redirect;

  while (pos < parser->end && g_ascii_isdigit (parser->text[pos]) && pos - parser->pos < 3)
    {
      handle = MAX (handle, 0) * 10 + g_ascii_digit_value (parser->text[pos]);
      pos++;
    }

  if (pos + 1 < parser->end && (parser->text[pos] == '<' || parser->text[pos] == '>') &&
      parser->text[pos + 1] == '(' && handle < 0)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (ops); i++)
    {
      gsize length = strlen (ops[i]);

      if (parser->end - pos < length || memcmp (parser->text + pos, ops[i], length) != 0)
        continue;

      redirect = g_new0 (ShRedirect, 1);
      g_strlcpy (redirect->op, ops[i], sizeof redirect->op);
      redirect->handle = handle;
      redirect->here = g_str_equal (ops[i], "<<") || g_str_equal (ops[i], "<<-");
      redirect->strip_tabs = g_str_equal (ops[i], "<<-");
      parser->pos = pos + length;
      vdt_script_sh_skip_blank (parser);
      redirect->target.start = parser->pos;
      parser->pos = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);
      redirect->target.end = parser->pos;

      if (node->redirects == NULL)
        node->redirects = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (node->redirects, redirect);

      if (redirect->here)
        g_ptr_array_add (parser->pending, redirect);

      return TRUE;
    }

  return FALSE;
}

static void
take_redirects (ShParser *parser,
               ShNode   *node)
{
  do
    vdt_script_sh_skip_blank (parser);
  while (take_redirect (parser, node));
}

ShNode *
vdt_script_sh_parse_function (ShParser *parser,
                             gsize     start,
                             gsize     name_start,
                             gsize     name_end)
{
  ShNode *node = vdt_script_sh_node_new (SH_FUNCTION, start);

  node->name = g_strndup (parser->text + name_start, name_end - name_start);
  vdt_script_sh_skip_lines (parser);
  vdt_script_sh_add_child (node, parse_command (parser));

  return node;
}

/* "()" behind a word */
gboolean
vdt_script_sh_take_parens (ShParser *parser)
{
  gsize pos = parser->pos;

  vdt_script_sh_skip_blank (parser);

  if (sh_peek (parser, 0) == '(')
    {
      parser->pos++;
      vdt_script_sh_skip_blank (parser);

      if (sh_peek (parser, 0) == ')')
        {
          parser->pos++;
          return TRUE;
        }
    }

  parser->pos = pos;

  return FALSE;
}

static ShNode *
parse_simple (ShParser *parser)
{
  ShNode *node = vdt_script_sh_node_new (SH_SIMPLE, parser->pos);

  while (TRUE)
    {
      gsize start;
      gsize end;

      vdt_script_sh_skip_blank (parser);

      if (take_redirect (parser, node))
        {
          node->end = parser->pos;
          continue;
        }

      start = parser->pos;
      end = vdt_script_sh_scan_word (parser->text, start, parser->end);

      if (end == start)
        break;

      parser->pos = end;

      if (node->words == NULL && vdt_script_sh_assignment (parser->text, start, end) != 0)
        {
          vdt_script_sh_add_word (&node->assigns, start, end);
        }
      else
        {
          if (node->words == NULL && node->assigns == NULL && vdt_script_sh_take_parens (parser))
            {
              gsize name_start = node->start;

              vdt_script_sh_node_unref (node);
              return vdt_script_sh_parse_function (parser, name_start, start, end);
            }

          vdt_script_sh_add_word (&node->words, start, end);
        }

      node->end = parser->pos;
    }

  if (node->words == NULL && node->assigns == NULL && node->redirects == NULL)
    {
      vdt_script_sh_node_unref (node);
      return NULL;
    }

  return node;
}

static ShNode *
parse_command (ShParser *parser)
{
  ShNode *node = NULL;

  vdt_script_sh_skip_blank (parser);

  if (parser->pos >= parser->end || parser->nest >= MAX_NEST)
    {
      /* Nested deeper than anybody writes: the rest of the line is passed over. */
      parser->pos = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);
      return NULL;
    }

  parser->nest++;
  node = vdt_script_sh_parse_compound (parser);

  if (node != NULL)
    {
      node->end = parser->pos;
      take_redirects (parser, node);

      if (node->redirects != NULL)
        node->end = parser->pos;
    }
  else
    {
      node = parse_simple (parser);
    }

  parser->nest--;

  return node;
}

static ShNode *
parse_pipe (ShParser *parser)
{
  gsize start;
  gboolean negate = FALSE;
  ShNode *first;
  ShNode *node;

  vdt_script_sh_skip_blank (parser);
  start = parser->pos;

  while (vdt_script_sh_take_word (parser, "!"))
    {
      negate = !negate;
      vdt_script_sh_skip_blank (parser);
    }

  first = parse_command (parser);
  vdt_script_sh_skip_blank (parser);

  if (first == NULL || (!negate && (sh_peek (parser, 0) != '|' || sh_peek (parser, 1) == '|')))
    return first;

  node = vdt_script_sh_node_new (SH_PIPE, start);
  node->negate = negate;
  vdt_script_sh_add_child (node, first);
  node->end = first->end;

  while (sh_peek (parser, 0) == '|' && sh_peek (parser, 1) != '|')
    {
      ShNode *next;

      parser->pos += sh_peek (parser, 1) == '&' ? 2 : 1;
      vdt_script_sh_skip_lines (parser);
      next = parse_command (parser);

      if (next == NULL)
        break;

      node->end = next->end;
      vdt_script_sh_add_child (node, next);
      vdt_script_sh_skip_blank (parser);
    }

  return node;
}

static ShNode *
parse_and_or (ShParser *parser)
{
  ShNode *first = parse_pipe (parser);
  ShNode *node;

  vdt_script_sh_skip_blank (parser);

  if (first == NULL || !((sh_peek (parser, 0) == '&' && sh_peek (parser, 1) == '&') ||
                         (sh_peek (parser, 0) == '|' && sh_peek (parser, 1) == '|')))
    return first;

  node = vdt_script_sh_node_new (SH_LIST, first->start);
  node->ops = g_string_new (NULL);
  vdt_script_sh_add_child (node, first);
  node->end = first->end;

  while ((sh_peek (parser, 0) == '&' || sh_peek (parser, 0) == '|') && sh_peek (parser, 1) == sh_peek (parser, 0))
    {
      char op = sh_peek (parser, 0) == '&' ? 'a' : 'o';
      ShNode *next;

      parser->pos += 2;
      vdt_script_sh_skip_lines (parser);
      next = parse_pipe (parser);

      if (next == NULL)
        break;

      g_string_append_c (node->ops, op);
      node->end = next->end;
      vdt_script_sh_add_child (node, next);
      vdt_script_sh_skip_blank (parser);
    }

  return node;
}

/* Commands up to a word that ends them. */
ShNode *
vdt_script_sh_parse_list (ShParser *parser)
{
  ShNode *list = vdt_script_sh_node_new (SH_SEQ, parser->pos);

  while (TRUE)
    {
      ShNode *node;

      vdt_script_sh_skip_lines (parser);

      if (parser->pos >= parser->end || at_terminator (parser))
        break;

      node = parse_and_or (parser);

      if (node != NULL)
        {
          vdt_script_sh_add_child (list, node);
          list->end = node->end;
        }

      vdt_script_sh_skip_blank (parser);

      if (sh_peek (parser, 0) == '&' && sh_peek (parser, 1) != '&')
        {
          if (node != NULL)
            node->background = TRUE;
          parser->pos++;
        }
      else if (sh_peek (parser, 0) == ';' && sh_peek (parser, 1) != ';')
        {
          parser->pos++;
        }
      else if (parser->pos < parser->end && sh_peek (parser, 0) != '\n' && node == NULL && !at_terminator (parser))
        {
          parser->pos++;
        }
    }

  return list;
}

/**
 * vdt_script_sh_parse:
 * @source: the text
 * @range: what of it to read
 *
 * Returns: (transfer full): the commands; never %NULL
 */
ShNode *
vdt_script_sh_parse (const ShSource *source,
                    ShMark          range)
{
  ShParser parser = { source->text, range.start, range.end, 0, g_ptr_array_new () };
  ShNode *all = vdt_script_sh_node_new (SH_SEQ, range.start);

  while (parser.pos < parser.end)
    {
      vdt_script_sh_add_child (all, vdt_script_sh_parse_list (&parser));

      /* A word that closes what was never opened. */
      if (parser.pos < parser.end)
        {
          gsize end = vdt_script_sh_scan_word (parser.text, parser.pos, parser.end);

          parser.pos = MAX (end, parser.pos + 1);
        }
    }

  all->end = range.end;
  g_ptr_array_unref (parser.pending);

  return all;
}
