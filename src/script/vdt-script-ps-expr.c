/* vdt-script-ps-expr.c
 *
 * The PowerShell parser's expressions: operators by precedence, casts, member
 * access, calls, literals.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-parser.h"

#include <string.h>

enum
{
  LEVEL_LOGICAL = 1,
  LEVEL_BITWISE,
  LEVEL_COMPARE,
  LEVEL_ADD,
  LEVEL_MULTIPLY,
  LEVEL_FORMAT,
  LEVEL_RANGE
};

/* The dashed operators, as about_Operator_Precedence orders them; i and c before a name choose the case. */
static const struct
{
  const char *name;
  guint8      op;
  guint8      level;
  gboolean    cased;
} operators[] = {
  { "and", PS_OP_AND, LEVEL_LOGICAL, FALSE }, { "or", PS_OP_OR, LEVEL_LOGICAL, FALSE },
  { "xor", PS_OP_XOR, LEVEL_LOGICAL, FALSE },
  { "band", PS_OP_BAND, LEVEL_BITWISE, FALSE }, { "bor", PS_OP_BOR, LEVEL_BITWISE, FALSE },
  { "bxor", PS_OP_BXOR, LEVEL_BITWISE, FALSE },
  { "eq", PS_OP_EQ, LEVEL_COMPARE, TRUE }, { "ne", PS_OP_NE, LEVEL_COMPARE, TRUE },
  { "gt", PS_OP_GT, LEVEL_COMPARE, TRUE }, { "ge", PS_OP_GE, LEVEL_COMPARE, TRUE },
  { "lt", PS_OP_LT, LEVEL_COMPARE, TRUE }, { "le", PS_OP_LE, LEVEL_COMPARE, TRUE },
  { "like", PS_OP_LIKE, LEVEL_COMPARE, TRUE }, { "notlike", PS_OP_NOTLIKE, LEVEL_COMPARE, TRUE },
  { "match", PS_OP_MATCH, LEVEL_COMPARE, TRUE }, { "notmatch", PS_OP_NOTMATCH, LEVEL_COMPARE, TRUE },
  { "contains", PS_OP_CONTAINS, LEVEL_COMPARE, TRUE }, { "notcontains", PS_OP_NOTCONTAINS, LEVEL_COMPARE, TRUE },
  { "in", PS_OP_IN, LEVEL_COMPARE, TRUE }, { "notin", PS_OP_NOTIN, LEVEL_COMPARE, TRUE },
  { "replace", PS_OP_REPLACE, LEVEL_COMPARE, TRUE }, { "split", PS_OP_SPLIT, LEVEL_COMPARE, TRUE },
  { "join", PS_OP_JOIN, LEVEL_COMPARE, FALSE }, { "is", PS_OP_IS, LEVEL_COMPARE, FALSE },
  { "isnot", PS_OP_ISNOT, LEVEL_COMPARE, FALSE }, { "as", PS_OP_AS, LEVEL_COMPARE, FALSE },
  { "shl", PS_OP_SHL, LEVEL_COMPARE, FALSE }, { "shr", PS_OP_SHR, LEVEL_COMPARE, FALSE },
  { "f", PS_OP_FORMAT, LEVEL_FORMAT, FALSE },
};

/* The letters after a dash, lower case, backticks taken out; returns where they end. */
static guint
read_dashed (const PsParser *p,
             guint           pos,
             char           *word,
             gsize           size)
{
  gsize n = 0;

  while (pos < p->length && n + 1 < size && (g_ascii_isalpha (p->text[pos]) || p->text[pos] == '`'))
    {
      if (p->text[pos] != '`')
        word[n++] = g_ascii_tolower (p->text[pos]);
      pos++;
    }

  word[n] = '\0';

  return pos;
}

/* The binary operator that stands here and where it ends; PS_OP_NONE when there is none. */
static guint
peek_operator (const PsParser *p,
               guint          *level,
               guint          *end)
{
  guint dash = ps_dash_at (p, p->pos);
  char word[16];

  *end = p->pos + 1;

  switch (ps_peek (p, 0))
    {
    case '+':
      *level = LEVEL_ADD;
      return ps_peek (p, 1) == '=' || ps_peek (p, 1) == '+' ? PS_OP_NONE : PS_OP_ADD;
    case '*':
      *level = LEVEL_MULTIPLY;
      return ps_peek (p, 1) == '=' ? PS_OP_NONE : PS_OP_MUL;
    case '/':
      *level = LEVEL_MULTIPLY;
      return ps_peek (p, 1) == '=' ? PS_OP_NONE : PS_OP_DIV;
    case '%':
      *level = LEVEL_MULTIPLY;
      return ps_peek (p, 1) == '=' ? PS_OP_NONE : PS_OP_MOD;
    case '.':
      *level = LEVEL_RANGE;
      *end = p->pos + 2;
      return ps_peek (p, 1) == '.' ? PS_OP_RANGE : PS_OP_NONE;
    default:
      break;
    }

  if (dash == 0)
    return PS_OP_NONE;

  *end = read_dashed (p, p->pos + dash, word, sizeof word);

  for (guint i = 0; word[0] != '\0' && i < G_N_ELEMENTS (operators); i++)
    {
      gboolean prefixed = operators[i].cased && (word[0] == 'c' || word[0] == 'i') &&
                          g_str_equal (word + 1, operators[i].name);

      if (!prefixed && !g_str_equal (word, operators[i].name))
        continue;

      *level = operators[i].level;

      return operators[i].op | (prefixed && word[0] == 'c' ? PS_OP_CASE : 0);
    }

  if (word[0] != '\0' || ps_peek (p, dash) == '=' || ps_peek (p, dash) == '-')
    return PS_OP_NONE;

  *level = LEVEL_ADD;
  *end = p->pos + dash;

  return PS_OP_SUB;
}

/* {…} behind .ForEach and .Where */
static gboolean
parse_arguments (PsParser *p)
{
  if (ps_peek (p, 0) == '{')
    {
      g_ptr_array_add (p->stack, ps_parse_block (p));
      return TRUE;
    }

  p->pos++;
  ps_skip_lines (p);

  while (!ps_at_end (p) && ps_peek (p, 0) != ')')
    {
      guint before = p->pos;

      g_ptr_array_add (p->stack, ps_parse_argument (p));
      ps_skip_lines (p);

      if (!ps_accept (p, ',') && ps_peek (p, 0) != ')' && p->pos == before)
        return FALSE;

      ps_skip_lines (p);
    }

  return ps_accept (p, ')');
}

static PsNode *
parse_member_name (PsParser *p)
{
  guint start = p->pos;
  guint length;
  char c = ps_peek (p, 0);
  GString *text;
  PsNode *node;
  gboolean dirty = FALSE;

  if (c == '$')
    return ps_peek (p, 1) == '(' ? ps_parse_primary (p) : ps_parse_variable (p);

  if (c == '(' || ps_quote_at (p, p->pos, &length) != 0)
    {
      if (c != '(')
        return ps_parse_quoted (p);

      node = ps_node (p, PS_NODE_PAREN, start);
      p->pos++;
      {
        guint mark = p->stack->len;

        g_ptr_array_add (p->stack, ps_parse_statements (p, ')'));
        ps_accept (p, ')');

        return ps_finish (p, node, mark);
      }
    }

  text = g_string_new (NULL);

  while (p->pos < p->length && (ps_is_word_char (p->text[p->pos]) || p->text[p->pos] == '`'))
    {
      if (p->text[p->pos] != '`')
        g_string_append_c (text, p->text[p->pos]);
      else
        dirty = TRUE;
      p->pos++;
    }

  node = ps_constant (p, start, ps_take_string (text));
  node->flags = PS_FLAG_BARE | (dirty ? PS_FLAG_DIRTY : 0);
  node->end = p->pos;

  return node;
}

static gboolean
is_member_start (const PsParser *p,
                 guint           pos)
{
  guint length;

  return pos < p->length && (ps_is_word_char (p->text[pos]) || strchr ("$(`", p->text[pos]) != NULL ||
                             ps_quote_at (p, pos, &length) != 0);
}

/* Where a member's name begins behind . or ::, 0 when no member follows. */
static guint
member_at (const PsParser *p,
           gboolean       *is_static)
{
  guint at = p->pos;

  *is_static = ps_peek (p, 0) == ':' && ps_peek (p, 1) == ':';

  if (*is_static)
    at += 2;
  else if (ps_peek (p, 0) == '?' && ps_peek (p, 1) == '.')
    at += 2;
  else if (ps_peek (p, 0) == '.' && ps_peek (p, 1) != '.')
    at++;
  else
    return 0;

  while (at < p->length && (g_ascii_isspace (p->text[at])))
    at++;

  return is_member_start (p, at) ? at : 0;
}

/* Everything that may follow a value: members, calls, indexes, ++. */
static PsNode *
parse_postfix (PsParser *p,
               PsNode   *left)
{
  guint chain = 0;

  while (chain++ < PS_MAX_CHAIN)
    {
      guint mark = p->stack->len;
      gboolean is_static;
      guint name = member_at (p, &is_static);
      PsNode *node;

      if (name > 0)
        {
          p->pos = name;
          node = ps_node (p, PS_NODE_MEMBER, left->start);
          node->flags = is_static ? PS_FLAG_STATIC : 0;
          g_ptr_array_add (p->stack, left);
          g_ptr_array_add (p->stack, parse_member_name (p));

          if (ps_peek (p, 0) == '(' || ps_peek (p, 0) == '{')
            {
              node->type = PS_NODE_CALL;

              if (!parse_arguments (p))
                p->program->errors++;
            }
        }
      else if (ps_peek (p, 0) == '[')
        {
          node = ps_node (p, PS_NODE_INDEX, left->start);
          g_ptr_array_add (p->stack, left);
          p->pos++;
          ps_skip_lines (p);
          g_ptr_array_add (p->stack, ps_parse_expression (p));
          ps_skip_lines (p);

          if (!ps_accept (p, ']'))
            p->program->errors++;
        }
      else if ((ps_peek (p, 0) == '+' && ps_peek (p, 1) == '+') || (ps_peek (p, 0) == '-' && ps_peek (p, 1) == '-'))
        {
          node = ps_node (p, PS_NODE_POSTFIX_OP, left->start);
          node->text = ps_keep (p, p->text + p->pos, 2);
          p->pos += 2;
          g_ptr_array_add (p->stack, left);
        }
      else
        {
          break;
        }

      left = ps_finish (p, node, mark);
    }

  return left;
}

/* [Name], its text without the brackets and white space */
PsNode *
ps_parse_type (PsParser *p)
{
  guint start = p->pos;
  GString *text = g_string_new (NULL);
  PsNode *node;
  guint open = 0;

  do
    {
      char c = ps_peek (p, 0);

      if (c == '[')
        open++;
      else if (c == ']')
        open--;

      if (c != '`' && !g_ascii_isspace (c) && !(c == '[' && open == 1) && !(c == ']' && open == 0))
        g_string_append_c (text, c);

      p->pos++;
    }
  while (open > 0 && !ps_at_end (p) && text->len < 512);

  node = ps_node (p, PS_NODE_TYPE, start);
  node->text = ps_keep (p, text->str, text->len);
  g_string_free (text, TRUE);

  return node;
}

/* Whether [ begins a type's name and not an index or an attribute's argument list. */
static gboolean
is_type (const PsParser *p)
{
  guint at = p->pos;
  guint open = 0;

  for (; at < p->length && at < p->pos + 512; at++)
    {
      char c = p->text[at];

      if (c == '[')
        {
          if (++open > 8)
            return FALSE;
        }
      else if (c == ']')
        {
          if (--open == 0)
            return TRUE;
        }
      else if (!ps_is_word_char (c) && strchr (".+,`* \t\r\n", c) == NULL)
        {
          return FALSE;
        }
    }

  return FALSE;
}

static PsNode *
parse_nested (PsParser   *p,
              PsNodeType  type,
              guint       skip,
              char        close)
{
  guint start = p->pos;
  guint mark = p->stack->len;
  PsNode *node;

  p->pos += skip;
  node = ps_node (p, type, start);
  g_ptr_array_add (p->stack, ps_parse_statements (p, close));

  if (!ps_accept (p, close))
    p->program->errors++;

  return ps_finish (p, node, mark);
}

static PsNode *
parse_hash (PsParser *p)
{
  guint mark = p->stack->len;
  PsNode *node = ps_node (p, PS_NODE_HASH, p->pos);

  p->pos += 2;

  while (TRUE)
    {
      guint before;
      guint length;

      do
        ps_skip_lines (p);
      while (ps_accept (p, ';'));

      before = p->pos;

      if (ps_at_end (p) || ps_peek (p, 0) == '}')
        break;

      if (ps_peek (p, 0) == '$' || ps_peek (p, 0) == '(' || ps_peek (p, 0) == '[' ||
          ps_quote_at (p, p->pos, &length) != 0 || g_ascii_isdigit (ps_peek (p, 0)))
        g_ptr_array_add (p->stack, ps_parse_primary (p));
      else
        g_ptr_array_add (p->stack, parse_member_name (p));

      ps_skip_lines (p);

      if (!ps_accept (p, '='))
        {
          p->program->errors++;
          g_ptr_array_set_size (p->stack, (int) p->stack->len - 1);

          if (p->pos == before)
            p->pos++;

          continue;
        }

      ps_skip_lines (p);
      g_ptr_array_add (p->stack, ps_parse_statement (p));
    }

  ps_accept (p, '}');

  return ps_finish (p, node, mark);
}

/* One value with what is attached to it. */
PsNode *
ps_parse_primary (PsParser *p)
{
  guint start = p->pos;
  guint length;
  char c = ps_peek (p, 0);
  PsNode *node = NULL;

  if (!ps_enter (p))
    return ps_error_node (p, start);

  if (c == '(')
    node = parse_nested (p, PS_NODE_PAREN, 1, ')');
  else if (c == '$' && ps_peek (p, 1) == '(')
    node = parse_nested (p, PS_NODE_SUB, 2, ')');
  else if (c == '@' && ps_peek (p, 1) == '(')
    node = parse_nested (p, PS_NODE_ARRAY_SUB, 2, ')');
  else if (c == '@' && ps_peek (p, 1) == '{')
    node = parse_hash (p);
  else if (c == '@' && (ps_peek (p, 1) == '\'' || ps_peek (p, 1) == '"' || (guchar) ps_peek (p, 1) == 0xe2))
    node = ps_parse_here (p);
  else if (c == '{')
    node = ps_parse_block (p);
  else if (c == '[' && is_type (p))
    node = ps_parse_type (p);
  else if (c == '$' || (c == '@' && ps_is_word_char (ps_peek (p, 1))))
    node = ps_parse_variable (p);
  else if (ps_quote_at (p, p->pos, &length) != 0)
    node = ps_parse_quoted (p);
  else if (g_ascii_isdigit (c) || (c == '.' && g_ascii_isdigit (ps_peek (p, 1))))
    node = ps_parse_number_at (p);

  if (node == NULL)
    {
      /* A word where a value should be: kept, so that what follows can be read. */
      while (p->pos < p->length && (ps_is_word_char (p->text[p->pos]) || p->text[p->pos] == '`'))
        p->pos++;

      if (p->pos == start && p->pos < p->length && strchr (")}];|,", c) == NULL)
        p->pos++;

      node = ps_error_node (p, start);
    }
  else
    {
      node = parse_postfix (p, node);
    }

  p->depth--;

  return node;
}

static gboolean
starts_operand (const PsParser *p)
{
  guint at = p->pos;
  guint length;

  while (at < p->length && (p->text[at] == ' ' || p->text[at] == '\t'))
    at++;

  if (at >= p->length)
    return FALSE;

  return strchr ("$([@{", p->text[at]) != NULL || g_ascii_isdigit (p->text[at]) || ps_quote_at (p, at, &length) != 0 ||
         (strchr ("-+!", p->text[at]) != NULL && at + 1 < p->length &&
          (g_ascii_isdigit (p->text[at + 1]) || strchr ("$([\"'", p->text[at + 1]) != NULL)) ||
         (p->text[at] == '-' && at + 5 < p->length &&
          (g_ascii_strncasecmp (p->text + at, "-join", 5) == 0 || g_ascii_strncasecmp (p->text + at, "-split", 6) == 0));
}

static PsNode *parse_unary (PsParser *p);

static PsNode *
finish_unary (PsParser   *p,
              const char *op,
              guint       start)
{
  guint mark = p->stack->len;
  PsNode *node = ps_node (p, PS_NODE_UNARY, start);

  node->text = ps_keep (p, op, strlen (op));
  ps_skip_lines (p);
  g_ptr_array_add (p->stack, parse_unary (p));

  return ps_finish (p, node, mark);
}

static PsNode *
parse_unary_inside (PsParser *p)
{
  static const char *const words[] = { "not", "bnot", "join", "split", "isplit", "csplit" };
  guint start = p->pos;
  guint mark = p->stack->len;
  guint dash = ps_dash_at (p, p->pos);
  char c = ps_peek (p, 0);
  PsNode *node;
  char word[16];
  guint end;

  if (c == '!' || c == '+' || c == ',')
    {
      gboolean twice = c == '+' && ps_peek (p, 1) == '+';

      p->pos += twice ? 2 : 1;

      return finish_unary (p, c == '!' ? "not" : c == ',' ? "," : twice ? "++" : "+", start);
    }

  if (dash > 0)
    {
      end = read_dashed (p, p->pos + dash, word, sizeof word);

      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        if (g_str_equal (word, words[i]))
          {
            p->pos = end;
            return finish_unary (p, words[i], start);
          }

      if (word[0] == '\0')
        {
          gboolean twice = ps_peek (p, dash) == '-';

          p->pos += dash + (twice ? 1 : 0);

          return finish_unary (p, twice ? "--" : "-", start);
        }
    }

  if (c == '[' && is_type (p))
    {
      node = ps_parse_type (p);

      if (ps_peek (p, 0) != ':' && ps_peek (p, 0) != '.' && starts_operand (p))
        {
          PsNode *cast = ps_node (p, PS_NODE_CAST, start);

          ps_skip_space (p);
          g_ptr_array_add (p->stack, node);
          g_ptr_array_add (p->stack, parse_unary (p));

          return ps_finish (p, cast, mark);
        }

      return parse_postfix (p, node);
    }

  return ps_parse_primary (p);
}

static PsNode *
parse_unary (PsParser *p)
{
  PsNode *node;

  ps_skip_space (p);

  if (!ps_enter (p))
    return ps_error_node (p, p->pos);

  node = parse_unary_inside (p);
  p->depth--;

  return node;
}

static PsNode *
parse_array (PsParser *p,
             gboolean  commas)
{
  guint mark = p->stack->len;
  PsNode *first = parse_unary (p);
  guint end = p->pos;
  PsNode *node;

  if (commas)
    ps_skip_space (p);

  if (!commas || ps_peek (p, 0) != ',')
    {
      p->pos = end;
      return first;
    }

  node = ps_node (p, PS_NODE_ARRAY, first->start);
  g_ptr_array_add (p->stack, first);

  while (ps_accept (p, ','))
    {
      guint before;

      ps_skip_lines (p);
      before = p->pos;
      g_ptr_array_add (p->stack, parse_unary (p));

      if (p->pos == before)
        break;

      before = p->pos;
      ps_skip_space (p);

      if (ps_peek (p, 0) != ',')
        p->pos = before;
    }

  return ps_finish (p, node, mark);
}

static PsNode *
parse_binary (PsParser *p,
              guint     lowest,
              gboolean  commas)
{
  PsNode *left;

  if (!ps_enter (p))
    return ps_error_node (p, p->pos);

  left = parse_array (p, commas);

  while (TRUE)
    {
      guint mark = p->stack->len;
      guint before = p->pos;
      guint level = 0;
      g_autoptr(GByteArray) ops = NULL;
      PsNode *chain;
      guint end, op;

      ps_skip_space (p);
      op = peek_operator (p, &level, &end);

      if (op == PS_OP_NONE || level < lowest)
        {
          p->pos = before;
          break;
        }

      chain = ps_node (p, PS_NODE_CHAIN, left->start);
      ops = g_byte_array_new ();
      g_ptr_array_add (p->stack, left);

      for (guint here = level; op != PS_OP_NONE && here == level;)
        {
          guint8 byte = (guint8) op;

          g_byte_array_append (ops, &byte, 1);
          p->pos = end;
          ps_skip_lines (p);
          g_ptr_array_add (p->stack, parse_binary (p, level + 1, commas));
          before = p->pos;
          ps_skip_space (p);
          op = peek_operator (p, &here, &end);
        }

      p->pos = before;
      left = ps_finish (p, chain, mark);
      left->ops = (guint8 *) ps_keep (p, (const char *) ops->data, ops->len);
    }

  p->depth--;

  return left;
}

PsNode *
ps_parse_expression (PsParser *p)
{
  return parse_binary (p, LEVEL_LOGICAL, TRUE);
}

/* An expression in which a comma ends it: an argument of a method. */
PsNode *
ps_parse_argument (PsParser *p)
{
  return parse_binary (p, LEVEL_LOGICAL, FALSE);
}
