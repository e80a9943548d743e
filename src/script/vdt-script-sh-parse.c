/* vdt-script-sh-parse.c
 *
 * Reads a POSIX shell or bash script into a tree. Tolerant: what does not fit
 * the grammar is passed over, what is not closed ends with the text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-tree.h"

#include <string.h>

#define MAX_NEST 80

typedef struct
{
  const char *text;
  gsize       pos;
  gsize       end;
  guint       nest;
  GPtrArray  *pending;   /* ShRedirect: here-documents whose text begins with the next line */
} Parser;

static ShNode *parse_list (Parser *parser);
static ShNode *parse_command (Parser *parser);

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

static ShNode *
node_new (ShKind kind,
          gsize  start)
{
  ShNode *node = g_new0 (ShNode, 1);

  node->kind = kind;
  node->refs = 1;
  node->start = start;
  node->end = start;

  return node;
}

static void
add_child (ShNode *node,
           ShNode *child)
{
  if (child == NULL)
    return;

  if (node->children == NULL)
    node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_script_sh_node_unref);

  g_ptr_array_add (node->children, child);
}

static void
add_word (GArray **words,
          gsize    start,
          gsize    end)
{
  ShMark mark = { start, end };

  if (*words == NULL)
    *words = g_array_new (FALSE, FALSE, sizeof (ShMark));

  g_array_append_val (*words, mark);
}

static char
peek (const Parser *parser,
      gsize         ahead)
{
  return parser->pos + ahead < parser->end ? parser->text[parser->pos + ahead] : '\0';
}

/* Blanks, joined lines and comments. */
static void
skip_blank (Parser *parser)
{
  while (parser->pos < parser->end)
    {
      char c = peek (parser, 0);

      if (c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f')
        {
          parser->pos++;
        }
      else if (c == '\\' && peek (parser, 1) == '\n')
        {
          parser->pos += 2;
        }
      else if (c == '\\' && peek (parser, 1) == '\r' && peek (parser, 2) == '\n')
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
read_here (Parser     *parser,
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
take_newline (Parser *parser)
{
  parser->pos++;

  for (guint i = 0; i < parser->pending->len; i++)
    read_here (parser, g_ptr_array_index (parser->pending, i));

  g_ptr_array_set_size (parser->pending, 0);
}

static void
skip_lines (Parser *parser)
{
  while (TRUE)
    {
      skip_blank (parser);

      if (peek (parser, 0) != '\n')
        return;

      take_newline (parser);
    }
}

/* Whether the word at the parser's place is @word, not quoted. */
static gboolean
is_word (const Parser *parser,
         const char   *word)
{
  gsize length = strlen (word);
  gsize pos = parser->pos;

  if (parser->end - pos < length || memcmp (parser->text + pos, word, length) != 0)
    return FALSE;

  return pos + length == parser->end || strchr (" \t\r\n;&|<>()", parser->text[pos + length]) != NULL;
}

static gboolean
take_word (Parser     *parser,
           const char *word)
{
  if (!is_word (parser, word))
    return FALSE;

  parser->pos += strlen (word);

  return TRUE;
}

/* A word that ends a list of commands. */
static gboolean
at_terminator (const Parser *parser)
{
  static const char *const words[] = { "then", "do", "done", "fi", "else", "elif", "esac", "}" };

  if (peek (parser, 0) == ')' || (peek (parser, 0) == ';' && (peek (parser, 1) == ';' || peek (parser, 1) == '&')))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (is_word (parser, words[i]))
      return TRUE;

  return FALSE;
}

/* A redirection at the parser's place, with the number before it. */
static gboolean
take_redirect (Parser *parser,
               ShNode *node)
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
      skip_blank (parser);
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
take_redirects (Parser *parser,
                ShNode *node)
{
  do
    skip_blank (parser);
  while (take_redirect (parser, node));
}

static ShNode *
parse_function (Parser *parser,
                gsize   start,
                gsize   name_start,
                gsize   name_end)
{
  ShNode *node = node_new (SH_FUNCTION, start);

  node->name = g_strndup (parser->text + name_start, name_end - name_start);
  skip_lines (parser);
  add_child (node, parse_command (parser));

  return node;
}

/* "()" behind a word */
static gboolean
take_parens (Parser *parser)
{
  gsize pos = parser->pos;

  skip_blank (parser);

  if (peek (parser, 0) == '(')
    {
      parser->pos++;
      skip_blank (parser);

      if (peek (parser, 0) == ')')
        {
          parser->pos++;
          return TRUE;
        }
    }

  parser->pos = pos;

  return FALSE;
}

static ShNode *
parse_simple (Parser *parser)
{
  ShNode *node = node_new (SH_SIMPLE, parser->pos);

  while (TRUE)
    {
      gsize start;
      gsize end;

      skip_blank (parser);

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
          add_word (&node->assigns, start, end);
        }
      else
        {
          if (node->words == NULL && node->assigns == NULL && take_parens (parser))
            {
              gsize name_start = node->start;

              vdt_script_sh_node_unref (node);
              return parse_function (parser, name_start, start, end);
            }

          add_word (&node->words, start, end);
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
parse_if (Parser *parser,
          gsize   start)
{
  ShNode *node = node_new (SH_IF, start);

  add_child (node, parse_list (parser));

  if (take_word (parser, "then"))
    add_child (node, parse_list (parser));

  while (take_word (parser, "elif"))
    {
      add_child (node, parse_list (parser));

      if (take_word (parser, "then"))
        add_child (node, parse_list (parser));
    }

  if (take_word (parser, "else"))
    add_child (node, parse_list (parser));

  take_word (parser, "fi");

  return node;
}

static void
parse_body (Parser *parser,
            ShNode *node)
{
  skip_lines (parser);

  if (peek (parser, 0) == ';')
    parser->pos++;

  skip_lines (parser);

  if (take_word (parser, "{"))
    {
      add_child (node, parse_list (parser));
      take_word (parser, "}");
    }
  else if (take_word (parser, "do"))
    {
      add_child (node, parse_list (parser));
      take_word (parser, "done");
    }
}

/* Behind "for ((": the three expressions. */
static void
parse_for_c (Parser *parser,
             ShNode *node)
{
  gsize start = parser->pos;
  guint open = 0;

  while (parser->pos < parser->end)
    {
      char c = peek (parser, 0);

      if (c == '(')
        open++;
      else if (c == ')' && open > 0)
        open--;
      else if ((c == ';' && open == 0) || c == ')')
        {
          add_word (&node->words, start, parser->pos);
          start = parser->pos + 1;

          if (c == ')')
            {
              parser->pos += peek (parser, 1) == ')' ? 2 : 1;
              break;
            }
        }

      parser->pos = vdt_script_sh_scan_quoted (parser->text, parser->pos, parser->end);
    }

  while (node->words == NULL || node->words->len < 3)
    add_word (&node->words, parser->pos, parser->pos);

  parse_body (parser, node);
}

static ShNode *
parse_for (Parser *parser,
           gsize   start)
{
  ShNode *node = node_new (SH_FOR, start);
  gsize end;

  skip_blank (parser);

  if (peek (parser, 0) == '(' && peek (parser, 1) == '(')
    {
      node->kind = SH_FOR_C;
      parser->pos += 2;
      parse_for_c (parser, node);
      return node;
    }

  end = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);
  node->name = g_strndup (parser->text + parser->pos, end - parser->pos);
  parser->pos = end;
  skip_lines (parser);

  if (take_word (parser, "in"))
    {
      node->has_in = TRUE;

      while (TRUE)
        {
          skip_blank (parser);
          end = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);

          if (end == parser->pos)
            break;

          add_word (&node->words, parser->pos, end);
          parser->pos = end;
        }
    }

  parse_body (parser, node);

  return node;
}

static ShNode *
parse_while (Parser *parser,
             ShKind  kind,
             gsize   start)
{
  ShNode *node = node_new (kind, start);
  ShNode *condition = parse_list (parser);

  add_child (node, condition != NULL ? condition : node_new (SH_SEQ, parser->pos));
  parse_body (parser, node);

  return node;
}

static ShNode *
parse_case (Parser *parser,
            gsize   start)
{
  ShNode *node = node_new (SH_CASE, start);
  gsize end;

  skip_blank (parser);
  end = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);
  add_word (&node->words, parser->pos, end);
  parser->pos = end;
  skip_lines (parser);
  take_word (parser, "in");

  while (parser->pos < parser->end)
    {
      ShNode *clause;
      gsize before = parser->pos;

      skip_lines (parser);

      if (take_word (parser, "esac"))
        break;

      clause = node_new (SH_CLAUSE, parser->pos);

      if (peek (parser, 0) == '(')
        parser->pos++;

      while (parser->pos < parser->end && peek (parser, 0) != ')' && peek (parser, 0) != '\n')
        {
          skip_blank (parser);
          end = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);

          if (end > parser->pos)
            add_word (&clause->words, parser->pos, end);

          parser->pos = end;
          skip_blank (parser);

          if (peek (parser, 0) != '|')
            break;

          parser->pos++;
        }

      if (peek (parser, 0) == ')')
        parser->pos++;

      add_child (clause, parse_list (parser));

      while (peek (parser, 0) == ';' || peek (parser, 0) == '&')
        parser->pos++;

      clause->end = parser->pos;
      add_child (node, clause);

      if (parser->pos == before)
        parser->pos++;
    }

  return node;
}

/* [[ … ]]: its words, operators among them. */
static ShNode *
parse_condition (Parser *parser,
                 gsize   start)
{
  ShNode *node = node_new (SH_CONDITION, start);

  while (parser->pos < parser->end)
    {
      gsize end;

      skip_lines (parser);

      if (take_word (parser, "]]"))
        break;

      end = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);

      if (end == parser->pos)
        {
          /* ( ) < > && || are words of their own here. */
          end = parser->pos + 1;

          if (end < parser->end && (peek (parser, 0) == '&' || peek (parser, 0) == '|') &&
              peek (parser, 1) == peek (parser, 0))
            end++;
        }

      end = MIN (end, parser->end);

      if (end > parser->pos)
        add_word (&node->words, parser->pos, end);

      parser->pos = end;
    }

  return node;
}

static ShNode *
parse_parens (Parser *parser,
              gsize   start)
{
  ShNode *node;

  if (peek (parser, 1) == '(')
    {
      gsize open = 0;
      gsize pos = parser->pos + 2;

      while (pos < parser->end && !(parser->text[pos] == ')' && open == 0))
        {
          if (parser->text[pos] == '(')
            open++;
          else if (parser->text[pos] == ')')
            open--;

          pos = vdt_script_sh_scan_quoted (parser->text, pos, parser->end);
        }

      if (pos + 1 < parser->end && parser->text[pos + 1] == ')')
        {
          node = node_new (SH_ARITHMETIC, start);
          add_word (&node->words, parser->pos + 2, pos);
          parser->pos = pos + 2;
          return node;
        }
    }

  node = node_new (SH_SUBSHELL, start);
  parser->pos++;
  add_child (node, parse_list (parser));

  if (peek (parser, 0) == ')')
    parser->pos++;

  return node;
}

static ShNode *
parse_compound (Parser *parser)
{
  gsize start = parser->pos;
  ShNode *node;

  if (peek (parser, 0) == '(')
    return parse_parens (parser, start);

  if (take_word (parser, "{"))
    {
      node = node_new (SH_GROUP, start);
      add_child (node, parse_list (parser));
      take_word (parser, "}");
      return node;
    }

  if (take_word (parser, "if"))
    return parse_if (parser, start);
  if (take_word (parser, "for") || take_word (parser, "select"))
    return parse_for (parser, start);
  if (take_word (parser, "while"))
    return parse_while (parser, SH_WHILE, start);
  if (take_word (parser, "until"))
    return parse_while (parser, SH_UNTIL, start);
  if (take_word (parser, "case"))
    return parse_case (parser, start);
  if (take_word (parser, "[["))
    return parse_condition (parser, start);

  if (take_word (parser, "function"))
    {
      gsize name;
      gsize end;

      skip_blank (parser);
      name = parser->pos;
      end = parser->pos = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);
      take_parens (parser);

      return parse_function (parser, start, name, end);
    }

  return NULL;
}

static ShNode *
parse_command (Parser *parser)
{
  ShNode *node = NULL;

  skip_blank (parser);

  if (parser->pos >= parser->end || parser->nest >= MAX_NEST)
    {
      /* Nested deeper than anybody writes: the rest of the line is passed over. */
      parser->pos = vdt_script_sh_scan_word (parser->text, parser->pos, parser->end);
      return NULL;
    }

  parser->nest++;
  node = parse_compound (parser);

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
parse_pipe (Parser *parser)
{
  gsize start;
  gboolean negate = FALSE;
  ShNode *first;
  ShNode *node;

  skip_blank (parser);
  start = parser->pos;

  while (take_word (parser, "!"))
    {
      negate = !negate;
      skip_blank (parser);
    }

  first = parse_command (parser);
  skip_blank (parser);

  if (first == NULL || (!negate && (peek (parser, 0) != '|' || peek (parser, 1) == '|')))
    return first;

  node = node_new (SH_PIPE, start);
  node->negate = negate;
  add_child (node, first);
  node->end = first->end;

  while (peek (parser, 0) == '|' && peek (parser, 1) != '|')
    {
      ShNode *next;

      parser->pos += peek (parser, 1) == '&' ? 2 : 1;
      skip_lines (parser);
      next = parse_command (parser);

      if (next == NULL)
        break;

      node->end = next->end;
      add_child (node, next);
      skip_blank (parser);
    }

  return node;
}

static ShNode *
parse_and_or (Parser *parser)
{
  ShNode *first = parse_pipe (parser);
  ShNode *node;

  skip_blank (parser);

  if (first == NULL || !((peek (parser, 0) == '&' && peek (parser, 1) == '&') ||
                         (peek (parser, 0) == '|' && peek (parser, 1) == '|')))
    return first;

  node = node_new (SH_LIST, first->start);
  node->ops = g_string_new (NULL);
  add_child (node, first);
  node->end = first->end;

  while ((peek (parser, 0) == '&' || peek (parser, 0) == '|') && peek (parser, 1) == peek (parser, 0))
    {
      char op = peek (parser, 0) == '&' ? 'a' : 'o';
      ShNode *next;

      parser->pos += 2;
      skip_lines (parser);
      next = parse_pipe (parser);

      if (next == NULL)
        break;

      g_string_append_c (node->ops, op);
      node->end = next->end;
      add_child (node, next);
      skip_blank (parser);
    }

  return node;
}

/* Commands up to a word that ends them. */
static ShNode *
parse_list (Parser *parser)
{
  ShNode *list = node_new (SH_SEQ, parser->pos);

  while (TRUE)
    {
      ShNode *node;

      skip_lines (parser);

      if (parser->pos >= parser->end || at_terminator (parser))
        break;

      node = parse_and_or (parser);

      if (node != NULL)
        {
          add_child (list, node);
          list->end = node->end;
        }

      skip_blank (parser);

      if (peek (parser, 0) == '&' && peek (parser, 1) != '&')
        {
          if (node != NULL)
            node->background = TRUE;
          parser->pos++;
        }
      else if (peek (parser, 0) == ';' && peek (parser, 1) != ';')
        {
          parser->pos++;
        }
      else if (peek (parser, 0) != '\n' && node == NULL && !at_terminator (parser))
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
  Parser parser = { source->text, range.start, range.end, 0, g_ptr_array_new () };
  ShNode *all = node_new (SH_SEQ, range.start);

  while (parser.pos < parser.end)
    {
      add_child (all, parse_list (&parser));

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
