/* vdt-script-cmd-expand.c
 *
 * cmd.exe's three expansions: %variables% when a line is read, %%I when a
 * FOR's body runs, !variables! just before a command runs; and what may stand
 * behind a name's colon.
 *
 * The order and the rules of the phases follow the description that the
 * cmd.exe community has put together by experiment (Stack Overflow, question
 * 4094699, "How does the Windows Command Interpreter parse scripts?").
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-cmd-private.h"

#include <stdlib.h>
#include <string.h>

void
vdt_script_cmd_buffer_init (CmdBuffer *buffer)
{
  buffer->text = g_string_new (NULL);
  buffer->marks = g_array_new (FALSE, FALSE, sizeof (CmdMark));
}

void
vdt_script_cmd_buffer_clear (CmdBuffer *buffer)
{
  g_string_free (buffer->text, TRUE);
  g_array_unref (buffer->marks);
}

static void
append (CmdBuffer  *buffer,
        const char *text,
        gsize       length,
        CmdMark     mark)
{
  guint old = buffer->marks->len;

  g_string_append_len (buffer->text, text, (gssize) length);
  g_array_set_size (buffer->marks, old + (guint) length);

  for (gsize i = 0; i < length; i++)
    g_array_index (buffer->marks, CmdMark, old + i) = mark;
}

static void
append_plain (CmdInterp  *cmd,
              CmdBuffer  *buffer,
              const char *text,
              gsize       length,
              gsize       offset)
{
  guint old = buffer->marks->len;

  g_string_append_len (buffer->text, text, (gssize) length);
  g_array_set_size (buffer->marks, old + (guint) length);

  for (gsize i = 0; i < length; i++)
    {
      CmdMark *mark = &g_array_index (buffer->marks, CmdMark, old + i);

      if (cmd->fixed != NULL)
        *mark = *cmd->fixed;
      else
        *mark = (CmdMark) { (guint32) (offset + i), (guint32) (offset + i + 1) };
    }
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;

  return TRUE;
}

static glong
read_number (const char **at,
             const char  *end)
{
  char digits[24];
  gsize n = 0;
  glong sign = 1;

  while (*at < end && g_ascii_isspace (**at))
    (*at)++;

  if (*at < end && (**at == '-' || **at == '+'))
    {
      sign = **at == '-' ? -1 : 1;
      (*at)++;
    }

  while (*at < end && g_ascii_isalnum (**at) && n < sizeof digits - 1)
    digits[n++] = *(*at)++;

  digits[n] = '\0';

  return sign * (glong) CLAMP (g_ascii_strtoll (digits, NULL, 0), -100000, 100000);
}

/* "~start,length" */
static void
take_part (const char *value,
           const char *modifier,
           gsize       length,
           GString    *out)
{
  const char *at = modifier + 1;
  const char *end = modifier + length;
  gboolean ascii = is_ascii (value);
  glong n = ascii ? (glong) strlen (value) : (glong) g_utf8_strlen (value, -1);
  glong first = read_number (&at, end);
  glong last = n;

  while (at < end && *at != ',')
    at++;

  if (first < 0)
    first = MAX (n + first, 0);

  first = MIN (first, n);

  if (at < end)
    {
      glong count;

      at++;
      count = read_number (&at, end);
      last = count < 0 ? n + count : MIN (first + count, n);
    }

  if (last <= first)
    return;

  if (ascii)
    {
      g_string_append_len (out, value + first, last - first);
    }
  else
    {
      const char *from = g_utf8_offset_to_pointer (value, first);

      g_string_append_len (out, from, g_utf8_offset_to_pointer (from, last - first) - from);
    }
}

static const char *
find_fold (const char *text,
           const char *word,
           gsize       length)
{
  char lower = g_ascii_tolower (*word);
  char upper = g_ascii_toupper (*word);

  for (; *text != '\0'; text++)
    if ((*text == lower || *text == upper) && g_ascii_strncasecmp (text, word, length) == 0)
      return text;

  return NULL;
}

/* "word=text" and "*word=text" */
static void
take_replaced (const char *value,
               const char *modifier,
               gsize       length,
               GString    *out)
{
  const char *equals = length > 1 ? memchr (modifier + 1, '=', length - 1) : NULL;
  gboolean star = *modifier == '*';
  g_autofree char *word = NULL;
  const char *text;
  gsize text_length;
  gsize word_length;
  const char *found;

  if (equals == NULL)
    {
      g_string_append (out, value);
      return;
    }

  word = g_strndup (modifier + star, equals - modifier - star);
  word_length = strlen (word);
  text = equals + 1;
  text_length = modifier + length - text;

  if (word_length == 0 || (found = find_fold (value, word, word_length)) == NULL)
    {
      g_string_append (out, value);
      return;
    }

  if (star)
    {
      g_string_append_len (out, text, (gssize) text_length);
      g_string_append (out, found + word_length);
      return;
    }

  while (found != NULL && out->len < 65536)
    {
      g_string_append_len (out, value, found - value);
      g_string_append_len (out, text, (gssize) text_length);
      value = found + word_length;
      found = find_fold (value, word, word_length);
    }

  g_string_append (out, value);
}

static void
apply_modifier (const char *value,
                const char *modifier,
                gsize       length,
                GString    *out)
{
  if (length > 0 && *modifier == '~')
    take_part (value, modifier, length, out);
  else if (length > 0)
    take_replaced (value, modifier, length, out);
  else
    g_string_append (out, value);
}

/* "~dp" applied to @value */
static void
apply_path (const char *value,
            const char *modifiers,
            gsize       length,
            GString    *out)
{
  g_autofree char *plain = g_strdup (value);
  gsize n = strlen (plain);
  const char *slash;
  const char *name;
  const char *dot;
  gboolean full = memchr (modifiers, 'f', length) != NULL;

  /* Only a pair of quotes around everything is taken away. */
  if (n >= 2 && plain[0] == '"')
    {
      memmove (plain, plain + 1, n);
      n--;

      if (n > 0 && plain[n - 1] == '"')
        plain[n - 1] = '\0';
    }

  if (length == 0 || full)
    {
      g_string_append (out, plain);
      return;
    }

  slash = strrchr (plain, '\\');
  name = slash != NULL ? slash + 1 : plain[0] != '\0' && plain[1] == ':' ? plain + 2 : plain;
  dot = strrchr (name, '.');

  if (memchr (modifiers, 'd', length) != NULL && plain[0] != '\0' && plain[1] == ':')
    g_string_append_len (out, plain, 2);

  if (memchr (modifiers, 'p', length) != NULL)
    {
      const char *from = plain[0] != '\0' && plain[1] == ':' ? plain + 2 : plain;

      g_string_append_len (out, from, name - from);
    }

  if (memchr (modifiers, 'n', length) != NULL)
    g_string_append_len (out, name, dot != NULL ? dot - name : (gssize) strlen (name));

  if (memchr (modifiers, 'x', length) != NULL && dot != NULL)
    g_string_append (out, dot);
}

/* A batch parameter at @at (behind the percent sign). Returns how long it is, 0 if it is none. */
static gsize
parameter_length (const char *at,
                  const char *end,
                  gsize      *modifiers)
{
  const char *from = at;

  *modifiers = 0;

  if (at < end && (*at == '*' || g_ascii_isdigit (*at)))
    return 1;

  if (at >= end || *at != '~')
    return 0;

  for (at++; at < end && strchr ("fdpnxsatzFDPNXSATZ", *at) != NULL && *at != '\0'; at++)
    (*modifiers)++;

  if (at < end && *at == '$')
    {
      const char *colon = memchr (at, ':', MIN (end - at, 64));

      if (colon == NULL)
        return 0;

      at = colon + 1;
    }

  return at < end && g_ascii_isdigit (*at) ? (gsize) (at + 1 - from) : 0;
}

static void
expand_parameter (CmdInterp  *cmd,
                  const char *at,
                  gsize       length,
                  gsize       modifiers,
                  CmdMark     mark,
                  CmdBuffer  *out)
{
  g_autoptr(GString) value = g_string_new (NULL);
  guint index = (guint) g_ascii_digit_value (at[length - 1]);

  /* The script's own name and, outside a called label, its arguments are not known. */
  if (cmd->argv == NULL || (*at != '*' && index == 0))
    {
      append (out, "%", 1, mark);
      append (out, at, length, mark);
      return;
    }

  if (*at == '*')
    {
      for (guint i = 0; i < cmd->argv->len; i++)
        g_string_append_printf (value, "%s%s", i > 0 ? " " : "", (char *) g_ptr_array_index (cmd->argv, i));
    }
  else if (index <= cmd->argv->len)
    {
      const char *argument = g_ptr_array_index (cmd->argv, index - 1);

      if (*at == '~')
        apply_path (argument, at + 1, modifiers, value);
      else
        g_string_append (value, argument);
    }

  append (out, value->str, value->len, mark);
}

/* The variable at @at (behind the percent sign). Returns how much was used up, 0 if there is none. */
static gsize
expand_variable (CmdInterp  *cmd,
                 const char *at,
                 const char *end,
                 gsize       offset,
                 CmdBuffer  *out)
{
  const char *stop = at;
  const char *close;
  const char *value;
  gboolean symbolic;
  CmdMark mark;

  while (stop < end && *stop != '%' && *stop != ':' && *stop != '\n')
    stop++;

  if (stop >= end || *stop == '\n' || stop == at)
    return 0;

  close = *stop == '%' ? stop : memchr (stop, '%', end - stop);
  value = vdt_script_cmd_get (cmd, at, stop - at, &symbolic);

  /* A colon that belongs to no modifier is part of the name. */
  if (value == NULL && !symbolic && *stop == ':' && close != NULL && !cmd->file_rules)
    return 0;

  if (value == NULL && *stop == ':' && !symbolic)
    return cmd->file_rules ? (gsize) (stop + 1 - at) : 0;

  if (close == NULL)
    return 0;

  mark = (CmdMark) { (guint32) (offset - 1), (guint32) (offset + (close + 1 - at)) };

  if (cmd->fixed != NULL)
    mark = *cmd->fixed;

  if (symbolic)
    {
      append (out, "%", 1, mark);
      append (out, at, close + 1 - at, mark);
      return close + 1 - at;
    }

  if (value == NULL)
    return cmd->file_rules ? (gsize) (close + 1 - at) : 0;

  if (!vdt_script_context_step (cmd->context, 1 + (guint) (strlen (value) / 64)))
    return 0;

  if (*stop == '%')
    {
      append (out, value, strlen (value), mark);
    }
  else
    {
      g_autoptr(GString) part = g_string_new (NULL);

      apply_modifier (value, stop + 1, close - stop - 1, part);
      append (out, part->str, part->len, mark);
    }

  return close + 1 - at;
}

/**
 * vdt_script_cmd_expand_percent:
 * @text: one line
 * @offset: where it stands in the layer
 * @out: the expanded line is added to it
 *
 * Phase 1. In a file `%%` is one percent sign and an unknown variable is
 * nothing; on a command line both stay.
 */
void
vdt_script_cmd_expand_percent (CmdInterp  *cmd,
                               const char *text,
                               gsize       length,
                               gsize       offset,
                               CmdBuffer  *out)
{
  const char *at = text;
  const char *end = text + length;

  while (at < end)
    {
      const char *percent = cmd->expanded ? NULL : memchr (at, '%', end - at);
      gsize modifiers;
      gsize used;

      if (percent == NULL)
        percent = end;

      append_plain (cmd, out, at, percent - at, offset + (at - text));
      at = percent;

      if (at == end || out->text->len > 4 * length + 1048576)
        break;

      if (cmd->file_rules && at + 1 < end && at[1] == '%')
        {
          CmdMark mark = { (guint32) (offset + (at - text)), (guint32) (offset + (at - text) + 2) };

          append (out, "%", 1, cmd->fixed != NULL ? *cmd->fixed : mark);
          at += 2;
          continue;
        }

      if (cmd->file_rules && (used = parameter_length (at + 1, end, &modifiers)) > 0)
        {
          CmdMark mark = { (guint32) (offset + (at - text)), (guint32) (offset + (at - text) + 1 + used) };

          expand_parameter (cmd, at + 1, used, modifiers, cmd->fixed != NULL ? *cmd->fixed : mark, out);
          at += 1 + used;
          continue;
        }

      used = expand_variable (cmd, at + 1, end, offset + (at - text) + 1, out);

      if (used == 0 && !cmd->file_rules)
        append_plain (cmd, out, at, 1, offset + (at - text));

      at += 1 + used;
    }
}

/* The same for text that stands at no place of its own: CALL's second pass. */
char *
vdt_script_cmd_expand_text (CmdInterp  *cmd,
                            const char *text)
{
  CmdBuffer buffer;
  CmdMark nowhere = { 0, 0 };
  const CmdMark *fixed = cmd->fixed;
  gboolean expanded = cmd->expanded;
  char *result;

  if (strchr (text, '%') == NULL)
    return g_strdup (text);

  cmd->fixed = &nowhere;
  cmd->expanded = FALSE;
  vdt_script_cmd_buffer_init (&buffer);
  vdt_script_cmd_expand_percent (cmd, text, strlen (text), 0, &buffer);
  result = g_strdup (buffer.text->str);
  vdt_script_cmd_buffer_clear (&buffer);
  cmd->fixed = fixed;
  cmd->expanded = expanded;

  return result;
}

/* Phase 4: %I and %~dpnxI inside a FOR's body. */
char *
vdt_script_cmd_expand_for (CmdInterp  *cmd,
                           const char *text)
{
  GString *out;

  if (strchr (text, '%') == NULL)
    return g_strdup (text);

  out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize n = strcspn (text, "%");
      gsize modifiers = 0;
      guchar name;

      g_string_append_len (out, text, (gssize) n);
      text += n;

      if (*text == '\0')
        break;

      name = (guchar) text[1];

      if (name == '~')
        {
          while (text[2 + modifiers] != '\0' && strchr ("fdpnxsatzFDPNXSATZ", text[2 + modifiers]) != NULL)
            modifiers++;

          /* The last letter may be the variable itself. */
          if (cmd->for_values[(guchar) text[2 + modifiers]] == NULL && modifiers > 0)
            modifiers--;

          name = (guchar) text[2 + modifiers];
        }

      if (name == '\0' || cmd->for_values[name] == NULL)
        {
          g_string_append_c (out, *text++);
        }
      else if (text[1] == '~')
        {
          apply_path (cmd->for_values[name], text + 2, modifiers, out);
          text += 3 + modifiers;
        }
      else
        {
          g_string_append (out, cmd->for_values[name]);
          text += 2;
        }
    }

  return g_string_free (out, FALSE);
}

/* Phase 5: !variables!, and carets once more when there is an exclamation mark. */
char *
vdt_script_cmd_expand_delayed (CmdInterp  *cmd,
                               const char *text)
{
  GString *out;

  if (!cmd->delayed || strchr (text, '!') == NULL)
    return g_strdup (text);

  out = g_string_new (NULL);

  for (const char *at = text; *at != '\0' && out->len < 1048576; at++)
    {
      const char *stop;
      const char *close;
      const char *value;
      gboolean symbolic;

      if (*at == '^' && at[1] != '\0')
        {
          g_string_append_c (out, *++at);
          continue;
        }

      if (*at != '!')
        {
          g_string_append_c (out, *at);
          continue;
        }

      while (at[1] == '!')
        at++;

      stop = at + 1 + strcspn (at + 1, "!:");

      /* One that nothing closes goes in a file and stays on a command line. */
      if (*stop == '\0' || (close = strchr (stop, '!')) == NULL)
        {
          if (!cmd->file_rules)
            g_string_append_c (out, '!');

          continue;
        }

      value = vdt_script_cmd_get (cmd, at + 1, stop - at - 1, &symbolic);

      if (value != NULL && !vdt_script_context_step (cmd->context, 1 + (guint) (strlen (value) / 64)))
        break;

      if (value != NULL && *stop == ':')
        apply_modifier (value, stop + 1, close - stop - 1, out);
      else if (value != NULL)
        g_string_append (out, value);
      else if (symbolic || !cmd->file_rules)
        g_string_append_len (out, at, close + 1 - at);

      at = close;
    }

  return g_string_free (out, FALSE);
}
