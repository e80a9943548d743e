/* vdt-script-ps-lexer.c
 *
 * The PowerShell parser's lowest part: white space and comments, quotes,
 * strings with what they expand, variables, bare words, numbers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-parser.h"

#include "vdt-script-decode.h"

#include <string.h>

#define CHUNK 32768

static gpointer
take (PsProgram *program,
      gsize      size)
{
  gpointer memory;

  size = (size + 7) & ~(gsize) 7;

  if (size > program->left)
    {
      program->left = MAX (CHUNK, size);
      g_ptr_array_add (program->chunks, g_malloc (program->left));
    }

  memory = (char *) g_ptr_array_index (program->chunks, program->chunks->len - 1);

  /* Filled from the back, so that the chunk's start can be freed as it is. */
  program->left -= size;

  return (char *) memory + program->left;
}

char *
ps_keep (PsParser   *p,
         const char *text,
         gsize       length)
{
  char *copy = take (p->program, length + 1);

  memcpy (copy, text, length);
  copy[length] = '\0';

  return copy;
}

PsNode *
ps_node (PsParser   *p,
         PsNodeType  type,
         guint       start)
{
  PsNode *node = take (p->program, sizeof (PsNode));

  memset (node, 0, sizeof *node);
  node->type = (guint8) type;
  node->start = start;
  node->end = p->pos;

  return node;
}

/* Gathers the kids that were pushed since @mark; the node ends here. */
PsNode *
ps_finish (PsParser *p,
           PsNode   *node,
           guint     mark)
{
  node->n_kids = p->stack->len - mark;
  node->end = MAX (p->pos, node->start);

  if (node->n_kids > 0)
    {
      node->kids = take (p->program, node->n_kids * sizeof (PsNode *));
      memcpy (node->kids, p->stack->pdata + mark, node->n_kids * sizeof (PsNode *));
      g_ptr_array_set_size (p->stack, (int) mark);
    }

  return node;
}

/* Takes @value. */
PsNode *
ps_constant (PsParser *p,
             guint     start,
             PsValue  *value)
{
  PsNode *node = ps_node (p, PS_NODE_CONSTANT, start);

  node->value = value;
  g_ptr_array_add (p->program->values, value);

  return node;
}

PsNode *
ps_error_node (PsParser *p,
               guint     start)
{
  p->program->errors++;

  return ps_node (p, PS_NODE_ERROR, start);
}

/* What is nested too deep to be read ends the reading: going on would be quadratic. */
gboolean
ps_enter (PsParser *p)
{
  if (p->depth >= PS_PARSE_DEPTH || !vdt_script_context_step (p->context, 1))
    {
      if (p->depth >= PS_PARSE_DEPTH)
        vdt_script_context_note (p->context, "A part of the script is nested deeper than any that is written "
                                             "by people; from there on it was not read.");
      p->pos = p->length;
      return FALSE;
    }

  p->depth++;

  return TRUE;
}

char
ps_peek (const PsParser *p,
         guint           ahead)
{
  return p->pos + ahead < p->length ? p->text[p->pos + ahead] : '\0';
}

gboolean
ps_at_end (const PsParser *p)
{
  return p->pos >= p->length;
}

gboolean
ps_is_word_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0xc3;
}

/* ' or " also for the typographic quotes, which PowerShell takes for the plain ones. */
char
ps_quote_at (const PsParser *p,
             guint           pos,
             guint          *length)
{
  const guchar *at = (const guchar *) p->text + pos;

  *length = 1;

  if (pos >= p->length)
    return 0;

  if (*at == '\'' || *at == '"')
    return (char) *at;

  if (*at == 0xe2 && pos + 2 < p->length && at[1] == 0x80)
    {
      *length = 3;

      if (at[2] >= 0x98 && at[2] <= 0x9b)
        return '\'';
      if (at[2] >= 0x9c && at[2] <= 0x9e)
        return '"';
    }

  return 0;
}

/* The length of a dash of any kind, 0 when there is none. */
guint
ps_dash_at (const PsParser *p,
            guint           pos)
{
  const guchar *at = (const guchar *) p->text + pos;

  if (pos >= p->length)
    return 0;

  if (*at == '-')
    return 1;

  return *at == 0xe2 && pos + 2 < p->length && at[1] == 0x80 && at[2] >= 0x93 && at[2] <= 0x95 ? 3 : 0;
}

static gboolean
skip_comment (PsParser *p)
{
  const char *end;

  if (ps_peek (p, 0) == '<' && ps_peek (p, 1) == '#')
    {
      end = memmem (p->text + p->pos, p->length - p->pos, "#>", 2);
      p->pos = end != NULL ? (guint) (end + 2 - p->text) : p->length;
      return TRUE;
    }

  if (ps_peek (p, 0) == '#')
    {
      end = memchr (p->text + p->pos, '\n', p->length - p->pos);
      p->pos = end != NULL ? (guint) (end - p->text) : p->length;
      return TRUE;
    }

  return FALSE;
}

void
ps_skip_space (PsParser *p)
{
  while (p->pos < p->length)
    {
      char c = p->text[p->pos];

      if (c == ' ' || c == '\t' || c == '\v' || c == '\f')
        p->pos++;
      else if ((guchar) c == 0xc2 && (guchar) ps_peek (p, 1) == 0xa0)
        p->pos += 2;
      else if (c == '`' && ps_peek (p, 1) == '\n')
        p->pos += 2;
      else if (c == '`' && ps_peek (p, 1) == '\r' && ps_peek (p, 2) == '\n')
        p->pos += 3;
      else if (!skip_comment (p))
        break;
    }
}

void
ps_skip_lines (PsParser *p)
{
  guint before;

  do
    {
      before = p->pos;
      ps_skip_space (p);

      while (p->pos < p->length && (p->text[p->pos] == '\n' || p->text[p->pos] == '\r'))
        p->pos++;
    }
  while (p->pos != before);
}

gboolean
ps_accept (PsParser *p,
           char      c)
{
  if (p->pos >= p->length || p->text[p->pos] != c)
    return FALSE;

  p->pos++;

  return TRUE;
}

gboolean
ps_accept_word (PsParser   *p,
                const char *word)
{
  gsize length = strlen (word);

  if (p->length - p->pos < length || g_ascii_strncasecmp (p->text + p->pos, word, length) != 0 ||
      ps_is_word_char (ps_peek (p, (guint) length)) || ps_peek (p, (guint) length) == '-')
    return FALSE;

  p->pos += (guint) length;

  return TRUE;
}

static void
append_escape (PsParser *p,
               GString  *text)
{
  /* As Windows PowerShell 5.1 has them; `e came later and is an e to it. */
  static const char from[] = "0abfnrtv";
  static const char to[] = "\0\a\b\f\n\r\t\v";
  char c = ps_peek (p, 0);
  const char *found = c != '\0' ? strchr (from, c) : NULL;

  if (c == 'u' && ps_peek (p, 1) == '{')
    {
      char *end = NULL;
      guint64 value = g_ascii_strtoull (p->text + p->pos + 2, &end, 16);

      if (*end == '}' && value <= 0x10ffff)
        {
          vdt_script_append_unichar (text, (guint32) value);
          p->pos = (guint) (end + 1 - p->text);
          return;
        }
    }

  if (ps_at_end (p))
    return;

  if (c == '\r' && ps_peek (p, 1) == '\n')
    {
      p->pos += 2;
      return;
    }

  if (c != '\n')
    g_string_append_c (text, found != NULL ? to[found - from] : c);

  p->pos++;
}

/* What has been gathered so far becomes a part of the expandable string. */
static void
flush_part (PsParser *p,
            GString  *text,
            guint     start)
{
  if (text->len == 0)
    return;

  g_ptr_array_add (p->stack, ps_constant (p, start, ps_new_string (text->str, (gssize) text->len)));
  g_string_truncate (text, 0);
}

static gboolean
starts_expansion (const PsParser *p)
{
  char next = ps_peek (p, 1);

  return ps_peek (p, 0) == '$' &&
         (next == '(' || next == '{' || next == '_' || next == '$' || next == '?' || next == '^' ||
          ps_is_word_char (next));
}

/* $name, ${name} or $(statements), whichever stands here. */
static PsNode *
parse_expansion (PsParser *p)
{
  guint start = p->pos;
  guint mark = p->stack->len;
  PsNode *node;

  if (ps_peek (p, 1) != '(')
    return ps_parse_variable (p);

  p->pos += 2;
  node = ps_node (p, PS_NODE_SUB, start);
  g_ptr_array_add (p->stack, ps_parse_statements (p, ')'));
  ps_accept (p, ')');

  return ps_finish (p, node, mark);
}

/* The inside of a double-quoted string up to @stop (0: a quote), expansions pushed as parts. */
static void
parse_parts (PsParser *p,
             GString  *text,
             guint     stop)
{
  guint part = p->pos;

  while (p->pos < p->length && (stop == 0 || p->pos < stop))
    {
      guint quote_length;
      char c = p->text[p->pos];

      if (c == '`')
        {
          p->pos++;
          append_escape (p, text);
        }
      else if (starts_expansion (p))
        {
          flush_part (p, text, part);
          g_ptr_array_add (p->stack, parse_expansion (p));
          part = p->pos;
        }
      else if (stop == 0 && ps_quote_at (p, p->pos, &quote_length) == '"')
        {
          guint second;

          if (ps_quote_at (p, p->pos + quote_length, &second) != '"')
            break;

          g_string_append_c (text, '"');
          p->pos += quote_length + second;
        }
      else
        {
          g_string_append_c (text, c);
          p->pos++;
        }
    }
}

/* A string whose parts are all constant is one; an expandable one else. */
static PsNode *
finish_parts (PsParser *p,
              GString  *text,
              guint     start,
              guint     mark)
{
  PsNode *node;

  if (p->stack->len == mark)
    {
      node = ps_constant (p, start, ps_new_string (text->str, (gssize) text->len));
      g_string_free (text, TRUE);
      return node;
    }

  flush_part (p, text, p->pos);
  g_string_free (text, TRUE);
  node = ps_node (p, PS_NODE_EXPANDABLE, start);

  return ps_finish (p, node, mark);
}

PsNode *
ps_parse_quoted (PsParser *p)
{
  guint start = p->pos;
  guint mark = p->stack->len;
  GString *text = g_string_new (NULL);
  guint length;
  char quote = ps_quote_at (p, p->pos, &length);
  PsNode *node;

  p->pos += length;

  if (quote == '"')
    {
      if (!ps_enter (p))
        {
          g_string_free (text, TRUE);
          return ps_error_node (p, start);
        }

      parse_parts (p, text, 0);
      p->depth--;

      if (ps_quote_at (p, p->pos, &length) == '"')
        p->pos += length;
      else
        p->program->errors++;

      node = finish_parts (p, text, start, mark);
      node->end = p->pos;

      return node;
    }

  while (p->pos < p->length)
    {
      guint second;

      if (ps_quote_at (p, p->pos, &length) == '\'')
        {
          p->pos += length;

          if (ps_quote_at (p, p->pos, &second) != '\'')
            break;

          length = second;
          g_string_append_c (text, '\'');
          p->pos += length;
        }
      else
        {
          g_string_append_c (text, p->text[p->pos++]);
        }
    }

  return ps_constant (p, start, ps_take_string (text));
}

/* @' … '@ and @" … "@; NULL when it is no here-string. */
PsNode *
ps_parse_here (PsParser *p)
{
  guint start = p->pos;
  guint mark = p->stack->len;
  guint length;
  char quote = ps_peek (p, 0) == '@' ? ps_quote_at (p, p->pos + 1, &length) : 0;
  char close[4] = { '\n', quote, '@', '\0' };
  const char *end;
  guint begin, stop;
  PsNode *node;

  if (quote == 0)
    return NULL;

  begin = p->pos + 1 + length;

  while (begin < p->length && (p->text[begin] == ' ' || p->text[begin] == '\t' || p->text[begin] == '\r'))
    begin++;

  if (begin >= p->length || p->text[begin] != '\n')
    return NULL;

  /* The newline before the closing mark does not belong to the text; an empty one has only that. */
  end = memmem (p->text + begin, p->length - begin, close, 3);
  begin++;
  stop = end == NULL ? p->length : MAX (begin, (guint) (end - p->text));

  if (end != NULL && stop > begin && p->text[stop - 1] == '\r')
    stop--;

  if (quote == '\'')
    {
      node = ps_constant (p, start, ps_new_string (p->text + begin, stop - begin));
    }
  else
    {
      GString *text = g_string_new (NULL);

      p->pos = begin;
      parse_parts (p, text, stop);
      node = finish_parts (p, text, start, mark);
    }

  p->pos = end != NULL ? (guint) (end + 3 - p->text) : p->length;
  node->flags |= PS_FLAG_HERE;
  node->end = p->pos;

  return node;
}

/* Takes the scope off a name: "global:x" → "x"; a drive's name ("env:x") stays. */
static char *
keep_variable_name (PsParser   *p,
                    const char *name,
                    gsize       length)
{
  static const char *const scopes[] = { "global:", "script:", "local:", "private:", "using:", "variable:" };

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      gsize prefix = strlen (scopes[i]);

      if (length > prefix && g_ascii_strncasecmp (name, scopes[i], prefix) == 0)
        return ps_keep (p, name + prefix, length - prefix);
    }

  return ps_keep (p, name, length);
}

static guint16
scope_flag (const char *name)
{
  return g_ascii_strncasecmp (name, "global:", 7) == 0 || g_ascii_strncasecmp (name, "script:", 7) == 0 ? PS_FLAG_GLOBAL : 0;
}

PsNode *
ps_parse_variable (PsParser *p)
{
  guint start = p->pos;
  gboolean splat = ps_peek (p, 0) == '@';
  PsNode *node;
  guint begin;

  p->pos++;

  if (ps_peek (p, 0) == '{')
    {
      GString *name = g_string_new (NULL);

      for (p->pos++; p->pos < p->length && p->text[p->pos] != '}'; p->pos++)
        {
          if (p->text[p->pos] == '`' && p->pos + 1 < p->length)
            p->pos++;
          g_string_append_c (name, p->text[p->pos]);
        }

      ps_accept (p, '}');
      node = ps_node (p, PS_NODE_VARIABLE, start);
      node->text = keep_variable_name (p, name->str, name->len);
      node->flags = PS_FLAG_BRACED | scope_flag (name->str);
      g_string_free (name, TRUE);
      return node;
    }

  begin = p->pos;

  if (!ps_is_word_char (ps_peek (p, 0)) && strchr ("$?^_", ps_peek (p, 0)) != NULL && ps_peek (p, 0) != '\0')
    p->pos++;
  else
    while (p->pos < p->length &&
           (ps_is_word_char (p->text[p->pos]) || p->text[p->pos] == '?' ||
            (p->text[p->pos] == ':' && p->pos > begin && ps_is_word_char (ps_peek (p, 1)) &&
             p->text[p->pos - 1] != ':')))
      p->pos++;

  node = ps_node (p, PS_NODE_VARIABLE, start);
  node->text = keep_variable_name (p, p->text + begin, p->pos - begin);
  node->flags = (splat ? PS_FLAG_SPLAT : 0) | (p->length - begin > 7 ? scope_flag (p->text + begin) : 0);

  return node;
}

static gboolean
ends_bare_word (const PsParser *p)
{
  char c = ps_peek (p, 0);

  return c == '\0' || g_ascii_isspace (c) || strchr (";|(){},&<>", c) != NULL;
}

/* A bare argument: backticks taken out, quotes inside joined, variables expanded. */
PsNode *
ps_parse_bare_word (PsParser *p)
{
  guint start = p->pos;
  guint mark = p->stack->len;
  GString *text = g_string_new (NULL);
  gboolean dirty = FALSE;
  PsNode *node;

  while (p->pos < p->length && !ends_bare_word (p))
    {
      guint length;
      char quote = ps_quote_at (p, p->pos, &length);

      if (p->text[p->pos] == '`')
        {
          dirty = TRUE;
          p->pos++;

          if (ps_peek (p, 0) == '\n' || ps_peek (p, 0) == '\r')
            break;

          append_escape (p, text);
        }
      else if (quote != 0)
        {
          dirty = TRUE;
          flush_part (p, text, start);
          g_ptr_array_add (p->stack, ps_parse_quoted (p));
        }
      else if (starts_expansion (p))
        {
          flush_part (p, text, start);
          g_ptr_array_add (p->stack, parse_expansion (p));
        }
      else
        {
          g_string_append_c (text, p->text[p->pos++]);
        }
    }

  if (p->stack->len > mark)
    {
      node = finish_parts (p, text, start, mark);
    }
  else
    {
      node = ps_node (p, PS_NODE_WORD, start);
      node->text = ps_keep (p, text->str, text->len);
      g_string_free (text, TRUE);
    }

  node->flags |= PS_FLAG_BARE | (dirty ? PS_FLAG_DIRTY : 0);
  node->end = p->pos;

  return node;
}

/* NULL when what stands here is no number, or a word that only begins as one. */
PsNode *
ps_parse_number_at (PsParser *p)
{
  guint start = p->pos;
  guint end = start;
  g_autofree char *text = NULL;
  PsValue *value;

  if (p->text[end] == '0' && (ps_peek (p, 1) | 0x20) == 'x')
    {
      for (end += 2; end < p->length && g_ascii_isxdigit (p->text[end]);)
        end++;
    }
  else
    {
      while (end < p->length && g_ascii_isdigit (p->text[end]))
        end++;

      if (end + 1 < p->length && p->text[end] == '.' && g_ascii_isdigit (p->text[end + 1]))
        for (end++; end < p->length && g_ascii_isdigit (p->text[end]);)
          end++;

      if (end + 1 < p->length && (p->text[end] | 0x20) == 'e' &&
          (g_ascii_isdigit (p->text[end + 1]) ||
           (end + 2 < p->length && strchr ("+-", p->text[end + 1]) != NULL && g_ascii_isdigit (p->text[end + 2]))))
        for (end += 2; end < p->length && g_ascii_isdigit (p->text[end]);)
          end++;
    }

  if (end < p->length && strchr ("lLdD", p->text[end]) != NULL)
    end++;

  if (end + 1 < p->length && strchr ("kKmMgGtT", p->text[end]) != NULL && (p->text[end + 1] | 0x20) == 'b')
    end += 2;

  text = g_strndup (p->text + start, end - start);

  if (end == start || !ps_parse_number (text, &value))
    return NULL;

  p->pos = end;

  return ps_constant (p, start, value);
}
