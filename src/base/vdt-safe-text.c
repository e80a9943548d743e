/* vdt-safe-text.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-safe-text.h"

#include <string.h>

/* Characters that change how their neighbours look without a glyph of their
 * own (Unicode 15, general category Cf and the bidi controls of UAX #9), and
 * the separators that break a line. */
static gboolean
is_invisible (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_FORMAT:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return TRUE;
    default:
      return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x034F;
    }
}

/* The Unicode block Control Pictures has a visible sign for each C0 control. */
static void
append_control (GString  *out,
                gunichar  c)
{
  if (c == '\n')
    g_string_append (out, "⏎");
  else if (c == '\t')
    g_string_append (out, "→");
  else if (c < 0x20)
    g_string_append_unichar (out, 0x2400 + c);
  else if (c == 0x7F)
    g_string_append_unichar (out, 0x2421);
  else
    g_string_append_printf (out, "⟦U+%04X⟧", c);
}

static gboolean
append_char (GString  *out,
             gunichar  c,
             gboolean  multiline)
{
  if (multiline && (c == '\n' || c == '\t'))
    {
      g_string_append_unichar (out, c);
      return FALSE;
    }

  if (c < 0x20 || (c >= 0x7F && c < 0xA0) || is_invisible (c))
    {
      append_control (out, c);
      return TRUE;
    }

  g_string_append_unichar (out, c);

  return FALSE;
}

static char *
make_safe (const char *text,
           gssize      length,
           gsize       max_chars,
           gboolean    multiline,
           gboolean   *out_marked)
{
  GString *out;
  const char *cursor = text;
  const char *end;
  gboolean marked = FALSE;
  gsize n = 0;

  if (out_marked != NULL)
    *out_marked = FALSE;
  if (text == NULL)
    return g_strdup ("");

  end = text + (length < 0 ? strlen (text) : (gsize) length);
  out = g_string_sized_new (MIN ((gsize) (end - text), max_chars) + 8);

  for (; cursor < end && n < max_chars; n++)
    {
      /* GLib takes a NUL for the end; here it is a byte like others. */
      gunichar c = *cursor == '\0' ? 0 : g_utf8_get_char_validated (cursor, end - cursor);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_printf (out, "⟦%02X⟧", (guchar) *cursor);
          cursor++;
          marked = TRUE;
          continue;
        }

      marked |= append_char (out, c, multiline);
      cursor = g_utf8_next_char (cursor);
    }

  if (cursor < end)
    {
      g_string_append (out, "…");
      marked = TRUE;
    }

  if (out_marked != NULL)
    *out_marked = marked;

  return g_string_free (out, FALSE);
}

/**
 * vdt_safe_text:
 * @text: (nullable): any bytes
 * @length: how many, or -1 for a string
 * @max_chars: cut after as many characters, with an ellipsis
 * @out_marked: (out) (optional): %TRUE if the text shown differs from @text
 *
 * One line: line breaks and tabs too become visible signs.
 *
 * Returns: (transfer full): valid UTF-8 in which nothing acts
 */
char *
vdt_safe_text (const char *text,
               gssize      length,
               gsize       max_chars,
               gboolean   *out_marked)
{
  return make_safe (text, length, max_chars, FALSE, out_marked);
}

/**
 * vdt_safe_text_multiline:
 * @text: (nullable): any bytes
 * @length: how many, or -1 for a string
 * @max_chars: cut after as many characters, with an ellipsis
 * @out_marked: (out) (optional): %TRUE if the text shown differs from @text
 *
 * As vdt_safe_text(), but line feeds and tabs stay.
 *
 * Returns: (transfer full): valid UTF-8 in which nothing else acts
 */
char *
vdt_safe_text_multiline (const char *text,
                         gssize      length,
                         gsize       max_chars,
                         gboolean   *out_marked)
{
  return make_safe (text, length, max_chars, TRUE, out_marked);
}
