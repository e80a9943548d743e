/* vdt-script-sh-scan.c
 *
 * Finds where a shell word ends: quotes, $(…), ${…}, $((…)), `…`, <(…) inside
 * each other. What is never closed goes to the end of the text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-tree.h"

#include <string.h>

#define MAX_DEPTH 80

static gsize scan_dollar (const char *text,
                         gsize       pos,
                         gsize       end,
                         gboolean    in_quotes,
                         guint       depth);

static gsize
scan_single (const char *text,
            gsize       pos,
            gsize       end)
{
  const char *quote = memchr (text + pos + 1, '\'', end - pos - 1);

  return quote != NULL ? (gsize) (quote + 1 - text) : end;
}

/* At $' */
static gsize
scan_ansi (const char *text,
          gsize       pos,
          gsize       end)
{
  for (pos += 2; pos < end && text[pos] != '\''; pos++)
    if (text[pos] == '\\')
      pos++;

  return MIN (pos + 1, end);
}

static gsize
scan_backquote (const char *text,
               gsize       pos,
               gsize       end)
{
  for (pos++; pos < end && text[pos] != '`'; pos++)
    if (text[pos] == '\\')
      pos++;

  return MIN (pos + 1, end);
}

static gsize
scan_double (const char *text,
            gsize       pos,
            gsize       end,
            guint       depth)
{
  for (pos++; pos < end && text[pos] != '"';)
    {
      if (text[pos] == '\\')
        pos += 2;
      else if (text[pos] == '$')
        pos = scan_dollar (text, pos, end, TRUE, depth);
      else if (text[pos] == '`')
        pos = scan_backquote (text, pos, end);
      else
        pos++;
    }

  return MIN (pos + 1, end);
}

/* Whatever quoting begins at @pos; one character if none does. */
static gsize
scan_piece (const char *text,
           gsize       pos,
           gsize       end,
           guint       depth)
{
  switch (text[pos])
    {
    case '\\':
      return MIN (pos + 2, end);
    case '\'':
      return scan_single (text, pos, end);
    case '"':
      return scan_double (text, pos, end, depth);
    case '`':
      return scan_backquote (text, pos, end);
    case '$':
      return scan_dollar (text, pos, end, FALSE, depth);
    default:
      return pos + 1;
    }
}

/* Behind an opening parenthesis: behind the one that closes it. */
static gsize
scan_paren (const char *text,
           gsize       pos,
           gsize       end,
           guint       depth)
{
  guint open = 1;
  gboolean word = FALSE;

  while (pos < end)
    {
      char c = text[pos];

      if (c == '(')
        {
          open++;
        }
      else if (c == ')' && --open == 0)
        {
          return pos + 1;
        }
      else if (c == '#' && !word)
        {
          const char *newline = memchr (text + pos, '\n', end - pos);

          pos = newline != NULL ? (gsize) (newline - text) : end;
          continue;
        }

      word = !g_ascii_isspace (c) && c != ';' && c != '(' && c != '&' && c != '|';
      pos = scan_piece (text, pos, end, depth);
    }

  return end;
}

/* Behind "$((" or "$[". Returns 0 when it is no expression after all. */
static gsize
scan_expression (const char *text,
                gsize       pos,
                gsize       end,
                char        close,
                guint       depth)
{
  guint open = 0;

  while (pos < end)
    {
      char c = text[pos];

      if (close == ')' && c == '(')
        open++;
      else if (close == ']' && c == '[')
        open++;
      else if (c == close && open > 0)
        open--;
      else if (c == close)
        {
          if (close == ']')
            return pos + 1;
          return pos + 1 < end && text[pos + 1] == ')' ? pos + 2 : 0;
        }

      pos = scan_piece (text, pos, end, depth);
    }

  return end;
}

/* Behind "${". */
static gsize
scan_brace (const char *text,
           gsize       pos,
           gsize       end,
           gboolean    in_quotes,
           guint       depth)
{
  while (pos < end && text[pos] != '}')
    {
      if (in_quotes && text[pos] == '\'')
        pos++;
      else
        pos = scan_piece (text, pos, end, depth);
    }

  return MIN (pos + 1, end);
}

static gsize
scan_dollar (const char *text,
            gsize       pos,
            gsize       end,
            gboolean    in_quotes,
            guint       depth)
{
  char next = pos + 1 < end ? text[pos + 1] : '\0';
  gsize at = pos + 2;

  if (++depth > MAX_DEPTH)
    return pos + 1;

  if (next == '{')
    {
      /* The character behind the brace may be a special parameter: ${#}, ${'} is none. */
      if (at < end && strchr ("#!@*?$-", text[at]) != NULL)
        at++;

      return scan_brace (text, at, end, in_quotes, depth);
    }

  if (next == '(' && at < end && text[at] == '(')
    {
      gsize close = scan_expression (text, at + 1, end, ')', depth);

      return close != 0 ? close : scan_paren (text, at, end, depth);
    }

  if (next == '(')
    return scan_paren (text, at, end, depth);

  if (next == '[')
    return scan_expression (text, at, end, ']', depth);

  if (next == '\'' && !in_quotes)
    return scan_ansi (text, pos, end);

  return pos + 1;
}

/**
 * vdt_script_sh_scan_dollar:
 * @pos: of a dollar sign
 *
 * Returns: behind the expansion that begins there; @pos + 1 for a plain name
 */
gsize
vdt_script_sh_scan_dollar (const char *text,
                          gsize       pos,
                          gsize       end,
                          gboolean    in_quotes)
{
  return scan_dollar (text, pos, end, in_quotes, 0);
}

/* At a quote, a backquote or a backslash. */
gsize
vdt_script_sh_scan_quoted (const char *text,
                          gsize       pos,
                          gsize       end)
{
  return scan_piece (text, pos, end, 0);
}

gboolean
vdt_script_sh_is_name (const char *text,
                      gsize       length)
{
  if (length == 0 || g_ascii_isdigit (*text))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '_')
      return FALSE;

  return TRUE;
}

/**
 * vdt_script_sh_assignment:
 * @start: where a word begins
 *
 * Returns: behind the equals sign when the word begins as an assignment does
 *   (name=, name+=, name[…]=), else 0
 */
gsize
vdt_script_sh_assignment (const char *text,
                         gsize       start,
                         gsize       end)
{
  gsize pos = start;

  while (pos < end && (g_ascii_isalnum (text[pos]) || text[pos] == '_'))
    pos++;

  if (!vdt_script_sh_is_name (text + start, pos - start))
    return 0;

  if (pos < end && text[pos] == '[')
    {
      gsize from = pos;

      for (pos++; pos < end && text[pos] != ']' && pos - from < 4096 && text[pos] != '\n';)
        pos = scan_piece (text, pos, end, 0);

      if (pos >= end || text[pos] != ']')
        return 0;

      pos++;
    }

  if (pos < end && text[pos] == '+')
    pos++;

  return pos < end && text[pos] == '=' ? pos + 1 : 0;
}

/**
 * vdt_script_sh_scan_word:
 * @pos: where a word begins
 *
 * Returns: where it ends
 */
gsize
vdt_script_sh_scan_word (const char *text,
                        gsize       pos,
                        gsize       end)
{
  gsize start = pos;
  gsize value = vdt_script_sh_assignment (text, start, end);

  while (pos < end)
    {
      char c = text[pos];

      if ((c == '<' || c == '>') && pos == start && pos + 1 < end && text[pos + 1] == '(')
        pos = scan_paren (text, pos + 2, end, 0);
      else if (c == '(' && pos > start && pos == value)
        pos = scan_paren (text, pos + 1, end, 0);
      else if (c == '(' && pos > start && strchr ("@?*+!", text[pos - 1]) != NULL)
        pos = scan_paren (text, pos + 1, end, 0);
      else if (strchr (" \t\r\n;&|<>()", c) != NULL && c != '\0')
        break;
      else
        pos = scan_piece (text, pos, end, 0);
    }

  return MIN (pos, end);
}
