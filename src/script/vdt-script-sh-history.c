/* vdt-script-sh-history.c
 *
 * Pasted terminals, shell histories and log lines: what stands before a command
 * on its line, and how long it is.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-history.h"

#include <string.h>

/* "1700000000" and the like */
static gsize
digits (const char *text,
       gsize       length)
{
  gsize n = 0;

  while (n < length && g_ascii_isdigit (text[n]))
    n++;

  return n;
}

static gsize
spaces (const char *text,
       gsize       length)
{
  gsize n = 0;

  while (n < length && (text[n] == ' ' || text[n] == '\t'))
    n++;

  return n;
}

/* "2026-01-02 03:04:05" or "2026-01-02T03:04:05" */
static gsize
date_length (const char *text,
            gsize       length)
{
  static const char shape[] = "dddd-dd-dd?dd:dd:dd";

  if (length < sizeof shape - 1)
    return 0;

  for (gsize i = 0; i < sizeof shape - 1; i++)
    if (shape[i] == 'd' ? !g_ascii_isdigit (text[i]) : shape[i] != '?' && shape[i] != text[i])
      return 0;

  return sizeof shape - 1;
}

/* "  123  command" and "  123  2026-01-02 03:04:05 command" */
static gsize
number_length (const char *line,
              gsize       length)
{
  gsize at = spaces (line, length);
  gsize n = digits (line + at, length - at);
  gsize gap;
  gsize date;

  if (n == 0 || n > 7)
    return 0;

  at += n;

  if (at < length && line[at] == '*')
    at++;

  gap = spaces (line + at, length - at);

  if (gap < 2 && !(gap == 1 && line[at] == '\t'))
    return 0;

  at += gap;
  date = date_length (line + at, length - at);

  if (date > 0)
    at += date + spaces (line + at + date, length - at - date);

  return at;
}

/* ": 1700000000:0;command" of zsh */
static gsize
zsh_length (const char *line,
           gsize       length)
{
  gsize at = 2;
  gsize n;

  if (length < 5 || line[0] != ':' || line[1] != ' ')
    return 0;

  n = digits (line + at, length - at);
  at += n;

  if (n < 9 || at >= length || line[at] != ':')
    return 0;

  at++;
  at += digits (line + at, length - at);

  return at < length && line[at] == ';' ? at + 1 : 0;
}

/* "user@host:~/folder$ " and "[user@host folder]# " */
static gsize
prompt_length (const char *line,
              gsize       length)
{
  const char *at_sign = memchr (line, '@', MIN (length, 64));
  gsize at;

  /* A lone "$ " is no command word. */
  if (length > 2 && (line[0] == '$' || line[0] == '%') && line[1] == ' ')
    return 2;

  if (at_sign == NULL)
    return 0;

  for (at = 0; at < length && at < 200; at++)
    {
      char c = line[at];

      if ((c == '$' || c == '#' || c == '%') && at + 1 < length && line[at + 1] == ' ' && line + at > at_sign)
        return at + 2;

      if (!g_ascii_isalnum (c) && strchr ("@:~/._-[] +", c) == NULL)
        return 0;

      if (c == ' ' && line[0] != '[' && line[0] != '(')
        return 0;
    }

  return 0;
}

/* "… COMMAND=/usr/bin/x" of sudo, "… CMD (x)" of cron */
static gsize
log_length (const char *line,
           gsize       length)
{
  const char *found;

  if (line == NULL)
    return 0;

  found = memmem (line, length, "COMMAND=", 8);
  if (found != NULL && memmem (line, (gsize) (found - line), "sudo", 4) != NULL)
    return (gsize) (found + 8 - line);

  found = memmem (line, length, ") CMD (", 7);

  return found != NULL && memmem (line, (gsize) (found - line), "CRON", 4) != NULL ? (gsize) (found + 7 - line) : 0;
}

typedef enum
{
  FORM_NUMBER,
  FORM_ZSH,
  FORM_PROMPT,
  FORM_LOG,
  N_FORMS
} Form;

static gsize
form_length (Form        form,
            const char *line,
            gsize       length)
{
  switch (form)
    {
    case FORM_NUMBER:
      return number_length (line, length);
    case FORM_ZSH:
      return zsh_length (line, length);
    case FORM_PROMPT:
      return prompt_length (line, length);
    case FORM_LOG:
      return log_length (line, length);
    default:
      return 0;
    }
}

/**
 * vdt_script_sh_history_strip:
 * @text: what was pasted
 *
 * Returns: (transfer full) (nullable): the commands alone, each on its line,
 *   when most lines are a history's, a terminal's or a log's; else %NULL
 */
char *
vdt_script_sh_history_strip (const char  *text,
                            gsize        length,
                            const char **rule)
{
  static const char *const rules[] = {
    "numbers of a history taken away", "times of a history taken away",
    "prompts taken away", "log prefixes taken away",
  };
  guint counts[N_FORMS] = { 0 };
  guint lines = 0;
  Form best = FORM_NUMBER;
  GString *out;

  for (gsize at = 0; at < length;)
    {
      const char *newline = memchr (text + at, '\n', length - at);
      gsize n = newline != NULL ? (gsize) (newline - (text + at)) : length - at;

      if (n > 0)
        {
          lines++;

          for (Form form = 0; form < N_FORMS; form++)
            counts[form] += form_length (form, text + at, n) > 0;
        }

      at += n + 1;
    }

  for (Form form = 0; form < N_FORMS; form++)
    if (counts[form] > counts[best])
      best = form;

  /* Output stands between the lines of a terminal. */
  if (counts[best] == 0 || (best == FORM_NUMBER && (counts[best] * 5 < lines * 4 || lines < 2)) ||
      (best == FORM_ZSH && counts[best] * 2 < lines) || (best == FORM_LOG && counts[best] * 2 < lines) ||
      (best == FORM_PROMPT && form_length (best, text, MIN (length, strcspn (text, "\n"))) == 0))
    return NULL;

  *rule = rules[best];
  out = g_string_new (NULL);

  for (gsize at = 0; at < length;)
    {
      const char *line = text + at;
      const char *newline = memchr (line, '\n', length - at);
      gsize n = newline != NULL ? (gsize) (newline - line) : length - at;
      gsize skip = form_length (best, line, n);
      gsize end = n;

      if (best == FORM_LOG && skip > 0 && end > 0 && line[end - 1] == ')' && memmem (line, skip, "CMD (", 5) != NULL)
        end--;

      if (skip > 0 || best == FORM_ZSH)
        {
          g_string_append_len (out, line + skip, (gssize) (end - skip));
          g_string_append_c (out, '\n');
        }
      else if (best == FORM_PROMPT && n > 0)
        {
          g_string_append (out, "# ");
          g_string_append_len (out, line, (gssize) n);
          g_string_append_c (out, '\n');
        }

      at += n + 1;
    }

  return g_string_free (out, FALSE);
}
