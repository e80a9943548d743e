/* vdt-script-cmd-filter.c
 *
 * The programs that stand in pipes behind cmd.exe's own commands and only pass
 * text on: find, findstr, sort, more. Over text that is known they are
 * computed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-cmd-private.h"
#include "vdt-script-decode.h"

#include <string.h>

typedef struct
{
  GPtrArray *words;        /* what to look for; any of them */
  gboolean   ignore_case;
  gboolean   invert;
  gboolean   count;
  gboolean   number;
  gboolean   whole;
  gboolean   at_start;
  gboolean   at_end;
  gboolean   regex;
} Search;

static gboolean
equal_char (char     a,
            char     b,
            gboolean ignore_case)
{
  return a == b || (ignore_case && g_ascii_tolower (a) == g_ascii_tolower (b));
}

/* One element of findstr's expressions at @pattern against @c; *@length is how long the element is. */
static gboolean
match_element (const char *pattern,
               char        c,
               gboolean    ignore_case,
               gsize      *length)
{
  *length = 1;

  if (*pattern == '\\' && pattern[1] != '\0')
    {
      *length = 2;
      return c != '\0' && equal_char (pattern[1], c, ignore_case);
    }

  if (*pattern == '[')
    {
      const char *at = pattern + 1;
      gboolean negate = *at == '^';
      gboolean found = FALSE;

      at += negate;

      for (const char *first = at; *at != '\0' && (*at != ']' || at == first); at++)
        {
          if (at[1] == '-' && at[2] != ']' && at[2] != '\0')
            {
              found |= (c >= at[0] && c <= at[2]) ||
                       (ignore_case && g_ascii_tolower (c) >= g_ascii_tolower (at[0]) &&
                        g_ascii_tolower (c) <= g_ascii_tolower (at[2]));
              at += 2;
            }
          else
            {
              found |= equal_char (*at, c, ignore_case);
            }
        }

      if (*at == ']')
        {
          *length = (gsize) (at + 1 - pattern);
          return c != '\0' && found != negate;
        }
    }

  if (*pattern == '.')
    return c != '\0';

  return c != '\0' && equal_char (*pattern, c, ignore_case);
}

static gboolean
match_here (const char *pattern,
            const char *text,
            gboolean    ignore_case,
            guint      *budget)
{
  gsize length;
  gboolean matches;

  while (TRUE)
    {
      if (*budget == 0)
        return FALSE;

      (*budget)--;

      if (*pattern == '\0')
        return TRUE;

      if (*pattern == '$' && pattern[1] == '\0')
        return *text == '\0';

      matches = match_element (pattern, *text, ignore_case, &length);

      if (pattern[length] == '*')
        {
          const char *rest = pattern + length + 1;

          for (; !match_here (rest, text, ignore_case, budget); text++)
            if (*budget == 0 || !match_element (pattern, *text, ignore_case, &length))
              return FALSE;

          return TRUE;
        }

      if (!matches)
        return FALSE;

      pattern += length;
      text++;
    }
}

static gboolean
match_word (const Search *search,
            const char   *word,
            const char   *line)
{
  guint budget = 20000;
  gboolean regex = search->regex && strpbrk (word, ".*[^$\\") != NULL;
  gsize length = strlen (word);
  gsize n = strlen (line);

  if (length == 0)
    return FALSE;

  if (search->whole)
    return !regex && (search->ignore_case ? g_ascii_strcasecmp (line, word) == 0 : g_str_equal (line, word));

  if (regex)
    {
      gboolean anchored = *word == '^' || search->at_start;
      const char *pattern = *word == '^' ? word + 1 : word;

      for (const char *at = line;; at++)
        {
          if (match_here (pattern, at, search->ignore_case, &budget))
            return TRUE;
          if (*at == '\0' || anchored || budget == 0)
            return FALSE;
        }
    }

  for (gsize at = 0; at + length <= n; at++)
    {
      if ((search->at_start && at > 0) || (search->at_end && at + length != n))
        continue;

      if (search->ignore_case ? g_ascii_strncasecmp (line + at, word, length) == 0 :
                                memcmp (line + at, word, length) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
search_text (CmdInterp    *cmd,
             const Search *search,
             const char   *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint count = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean found = FALSE;

      g_strchomp (lines[i]);

      if (lines[i + 1] == NULL && *lines[i] == '\0')
        break;

      if (!vdt_script_context_step (cmd->context, 1 + (guint) (strlen (lines[i]) / 64)))
        return;

      for (guint k = 0; k < search->words->len && !found; k++)
        found = match_word (search, g_ptr_array_index (search->words, k), lines[i]);

      if (found == search->invert)
        continue;

      count++;

      if (search->number && !search->count)
        {
          g_autofree char *number = g_strdup_printf ("%u:", i + 1);

          vdt_script_cmd_print (cmd, number, FALSE);
        }

      if (!search->count)
        vdt_script_cmd_print (cmd, lines[i], TRUE);
    }

  if (search->count)
    {
      g_autofree char *number = g_strdup_printf ("%u", count);

      vdt_script_cmd_print (cmd, number, TRUE);
    }
}

/* The text that a filter reads: the named files, else its input. NULL: not known. */
static char *
read_text (CmdInterp *cmd,
           GPtrArray *words,
           guint      from)
{
  g_autoptr(GString) all = g_string_new (NULL);

  if (from >= words->len)
    return g_strdup (cmd->in);

  for (; from < words->len; from++)
    {
      GString *file = vdt_script_cmd_file (cmd, g_ptr_array_index (words, from), FALSE);

      if (file == NULL)
        return NULL;

      g_string_append_len (all, file->str, (gssize) file->len);
    }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* Words between @args' delimiters; a word that was quoted keeps a quote in front. */
static GPtrArray *
split_words (const char *args)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  while (TRUE)
    {
      GString *word;
      gboolean quoted = FALSE;

      while (*args == ' ' || *args == '\t' || *args == ',' || *args == ';')
        args++;

      if (*args == '\0')
        break;

      word = g_string_new (*args == '"' ? "\"" : "");

      for (; *args != '\0' && (quoted || strchr (" \t,;", *args) == NULL); args++)
        {
          if (*args == '"')
            quoted = !quoted;
          else if (*args == '\\' && args[1] == '"')
            g_string_append_c (word, *++args);
          else
            g_string_append_c (word, *args);
        }

      g_ptr_array_add (words, g_string_free (word, FALSE));
    }

  return words;
}

static void
add_words (Search     *search,
           const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", 64);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (search->words, g_strdup (words[i]));
}

static void
take_switch (Search     *search,
             const char *word)
{
  for (const char *at = word + 1; *at != '\0'; at++)
    switch (g_ascii_tolower (*at))
      {
      case 'i':
        search->ignore_case = TRUE;
        break;
      case 'v':
        search->invert = TRUE;
        break;
      case 'n':
        search->number = TRUE;
        break;
      case 'x':
        search->whole = TRUE;
        break;
      case 'b':
        search->at_start = TRUE;
        break;
      case 'e':
        search->at_end = TRUE;
        break;
      case 'l':
        search->regex = FALSE;
        break;
      default:
        break;
      }
}

static gboolean
run_search (CmdInterp  *cmd,
            const char *args,
            gboolean    findstr)
{
  g_autoptr(GPtrArray) words = split_words (args);
  Search search = { .words = g_ptr_array_new_with_free_func (g_free), .regex = findstr };
  g_autofree char *text = NULL;
  guint i = 0;

  for (; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if ((*word != '/' && *word != '-') || word[1] == '\0')
        break;

      if (findstr && g_ascii_tolower (word[1]) == 'c' && word[2] == ':')
        {
          g_ptr_array_add (search.words, g_strdup (word + 3));
          search.regex = FALSE;
        }
      else if (!findstr && g_ascii_tolower (word[1]) == 'c')
        {
          search.count = TRUE;
        }
      else
        {
          take_switch (&search, word);
        }
    }

  if (search.words->len == 0 && i < words->len)
    {
      const char *word = g_ptr_array_index (words, i++);

      word += *word == '"';

      if (findstr)
        add_words (&search, word);
      else
        g_ptr_array_add (search.words, g_strdup (word));
    }

  text = read_text (cmd, words, i);

  if (text != NULL)
    search_text (cmd, &search, text);

  g_ptr_array_unref (search.words);

  return text != NULL;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return g_ascii_strcasecmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
run_sort (CmdInterp  *cmd,
          const char *args)
{
  g_autoptr(GPtrArray) words = split_words (args);
  gboolean reverse = words->len > 0 && g_ascii_strncasecmp (g_ptr_array_index (words, 0), "/r", 2) == 0;
  g_autofree char *text = read_text (cmd, words, reverse);
  g_auto(GStrv) lines = NULL;
  guint n;

  if (text == NULL)
    return FALSE;

  g_strchomp (text);
  lines = g_strsplit (text, "\n", -1);
  n = g_strv_length (lines);

  if (!vdt_script_context_step (cmd->context, n * 4))
    return TRUE;

  qsort (lines, n, sizeof (char *), compare_lines);

  for (guint i = 0; i < n; i++)
    vdt_script_cmd_print (cmd, lines[reverse ? n - 1 - i : i], TRUE);

  return TRUE;
}

/* certutil -decode in out: what the script wrote as base64 becomes the file that it meant. */
static void
run_certutil (CmdInterp  *cmd,
              const char *args)
{
  g_autoptr(GPtrArray) words = vdt_script_cmd_split (args, FALSE);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  const char *verb = NULL;
  GString *source;
  GString *target;
  g_autoptr(GByteArray) bytes = NULL;

  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (*word != '-' && *word != '/')
        g_ptr_array_add (names, (gpointer) word);
      else if (g_ascii_strncasecmp (word + 1, "decode", 6) == 0)
        verb = word + 1;
    }

  if (verb == NULL || names->len < 2)
    return;

  source = vdt_script_cmd_file (cmd, g_ptr_array_index (names, 0), FALSE);

  if (source == NULL)
    return;

  if (g_ascii_strcasecmp (verb, "decodehex") == 0)
    {
      bytes = vdt_script_decode_hex (source->str, source->len);
    }
  else
    {
      const char *begin = strstr (source->str, "-----BEGIN");
      const char *from = begin != NULL ? strchr (begin, '\n') : NULL;
      const char *to;

      from = from != NULL ? from + 1 : source->str;
      to = strstr (from, "-----END");
      bytes = vdt_script_decode_base64 (from, to != NULL ? (gsize) (to - from) : strlen (from), FALSE);
    }

  if (bytes == NULL || !vdt_script_context_charge (cmd->context, bytes->len))
    return;

  target = vdt_script_cmd_file (cmd, g_ptr_array_index (names, 1), TRUE);

  if (target != NULL && memchr (bytes->data, 0, bytes->len) == NULL)
    {
      g_string_truncate (target, 0);
      g_string_append_len (target, (const char *) bytes->data, bytes->len);
    }
}

/**
 * vdt_script_cmd_filter:
 * @name: a program's name, lower case, without folder and ending
 *
 * Returns: %TRUE when the program is a filter and its output is known and printed
 */
gboolean
vdt_script_cmd_filter (CmdInterp  *cmd,
                       const char *name,
                       const char *args)
{
  if (g_str_equal (name, "certutil") && cmd->skipping == 0)
    run_certutil (cmd, args);

  if (g_str_equal (name, "find") || g_str_equal (name, "findstr"))
    return run_search (cmd, args, g_str_equal (name, "findstr"));

  if (g_str_equal (name, "sort"))
    return run_sort (cmd, args);

  if (g_str_equal (name, "more") && cmd->in != NULL)
    {
      vdt_script_cmd_print (cmd, cmd->in, FALSE);
      return TRUE;
    }

  return FALSE;
}
