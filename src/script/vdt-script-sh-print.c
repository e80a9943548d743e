/* vdt-script-sh-print.c
 *
 * echo and printf with their escapes and formats.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-print.h"

#include <string.h>

#define MAX_OUT ((gsize) 2 * 1024 * 1024)

static void
append_code (GString *out,
            guint32  code)
{
  if (code < 0x110000 && !(code >= 0xd800 && code < 0xe000))
    g_string_append_unichar (out, code);
}

static gsize
take_digits (const char *text,
            gsize       length,
            guint       base,
            gsize       most,
            guint32    *value)
{
  gsize n = 0;

  for (*value = 0; n < most && n < length; n++)
    {
      int digit = base == 8 ? (text[n] >= '0' && text[n] <= '7' ? text[n] - '0' : -1) : g_ascii_xdigit_value (text[n]);

      if (digit < 0)
        break;

      *value = *value * base + (guint32) digit;
    }

  return n;
}

/**
 * vdt_script_sh_escape:
 * @ansi: the rules of $'…'; else those of echo -e and printf
 * @stop: (out) (nullable): set when \c ends the output
 *
 * Adds @text to @out with its escapes worked out.
 */
void
vdt_script_sh_escape (const char *text,
                     gsize       length,
                     gboolean    ansi,
                     GString    *out,
                     gboolean   *stop)
{
  static const char letters[] = "abefnrtvE\\'\"?";
  static const char values[] = "\a\b\033\f\n\r\t\v\033\\'\"?";

  for (gsize i = 0; i < length; i++)
    {
      const char *letter;
      guint32 value;
      gsize n;

      if (text[i] != '\\' || i + 1 >= length)
        {
          g_string_append_c (out, text[i]);
          continue;
        }

      i++;

      if (text[i] == 'c' && ansi && i + 1 < length)
        {
          g_string_append_c (out, (char) (text[++i] & 0x1f));
        }
      else if (text[i] == 'c')
        {
          if (stop != NULL)
            *stop = TRUE;
          return;
        }
      else if (text[i] == 'x' && (n = take_digits (text + i + 1, length - i - 1, 16, 2, &value)) > 0)
        {
          g_string_append_c (out, (char) value);
          i += n;
        }
      else if ((text[i] == 'u' || text[i] == 'U') &&
               (n = take_digits (text + i + 1, length - i - 1, 16, text[i] == 'u' ? 4 : 8, &value)) > 0)
        {
          append_code (out, value);
          i += n;
        }
      else if (text[i] >= '0' && text[i] <= '7')
        {
          gsize from = !ansi && text[i] == '0' ? i + 1 : i;

          n = take_digits (text + from, length - from, 8, 3, &value);
          g_string_append_c (out, (char) value);
          i = from + n - 1;
        }
      else if ((letter = strchr (letters, text[i])) != NULL && text[i] != '\0' &&
               (ansi || (text[i] != '\'' && text[i] != '?')))
        {
          g_string_append_c (out, values[letter - letters]);
        }
      else
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, text[i]);
        }
    }
}

void
vdt_script_sh_echo (ShInterp  *sh,
                   GPtrArray *words)
{
  g_autoptr(GString) out = g_string_new (NULL);
  gboolean escapes = FALSE;
  gboolean newline = TRUE;
  gboolean stop = FALSE;
  guint i = 1;

  for (; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (*word != '-' || word[1] == '\0' || strspn (word + 1, "neE") != strlen (word + 1))
        break;

      escapes = strchr (word, 'e') != NULL ? TRUE : strchr (word, 'E') != NULL ? FALSE : escapes;
      newline &= strchr (word, 'n') == NULL;
    }

  for (guint first = i; i < words->len && !stop; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (i > first)
        g_string_append_c (out, ' ');

      if (escapes)
        vdt_script_sh_escape (word, strlen (word), FALSE, out, &stop);
      else
        g_string_append (out, word);
    }

  if (newline && !stop)
    g_string_append_c (out, '\n');

  vdt_script_sh_print (sh, out->str, (gssize) out->len);
}

/* A number argument: decimal, 0x…, 0…, or a quote and a character. */
static gint64
number_of (const char *word)
{
  while (g_ascii_isspace (*word))
    word++;

  if (*word == '\'' || *word == '"')
    {
      gunichar c = g_utf8_get_char_validated (word + 1, -1);

      return c == (gunichar) -1 || c == (gunichar) -2 ? (guchar) word[1] : c;
    }

  return g_ascii_strtoll (word, NULL, 0);
}

typedef struct
{
  gboolean left;
  gboolean zero;
  gboolean sharp;
  gsize    width;
  gssize   precision;
} Format;

static void
pad (GString      *out,
    const Format *format,
    const char   *text,
    gsize         length,
    gboolean      number)
{
  gsize fill = format->width > length ? format->width - length : 0;
  gboolean zero = number && format->zero && !format->left;

  if (zero && *text == '-')
    {
      g_string_append_c (out, *text++);
      length--;
    }

  for (gsize i = 0; i < fill && !format->left; i++)
    g_string_append_c (out, zero ? '0' : ' ');

  g_string_append_len (out, text, (gssize) length);

  for (gsize i = 0; i < fill && format->left; i++)
    g_string_append_c (out, ' ');
}

static void
print_one (GString      *out,
          const Format *format,
          char          kind,
          const char   *word,
          gboolean     *stop)
{
  g_autofree char *text = NULL;
  GString *escaped;
  gsize length;

  switch (kind)
    {
    case 'd':
    case 'i':
      text = g_strdup_printf ("%" G_GINT64_FORMAT, number_of (word));
      break;
    case 'u':
      text = g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) number_of (word));
      break;
    case 'o':
      text = g_strdup_printf ("%s%" G_GINT64_MODIFIER "o", format->sharp ? "0" : "", (guint64) number_of (word));
      break;
    case 'x':
      text = g_strdup_printf ("%s%" G_GINT64_MODIFIER "x", format->sharp ? "0x" : "", (guint64) number_of (word));
      break;
    case 'X':
      text = g_strdup_printf ("%s%" G_GINT64_MODIFIER "X", format->sharp ? "0X" : "", (guint64) number_of (word));
      break;
    case 'f':
    case 'g':
    case 'e':
      text = g_strdup_printf ("%.*f", format->precision < 0 ? 6 : (int) MIN (format->precision, 20), g_ascii_strtod (word, NULL));
      break;
    case 'c':
      text = g_strndup (word, 1);
      break;
    case 'b':
      escaped = g_string_new (NULL);
      vdt_script_sh_escape (word, strlen (word), FALSE, escaped, stop);
      pad (out, format, escaped->str, escaped->len, FALSE);
      g_string_free (escaped, TRUE);
      return;
    case 'q':
      text = vdt_script_sh_quote (word, FALSE);
      break;
    default:
      text = g_strdup (word);
      break;
    }

  length = strlen (text);

  if ((kind == 's' || kind == 'b') && format->precision >= 0)
    length = MIN (length, (gsize) format->precision);

  pad (out, format, text, length, strchr ("diuoxX", kind) != NULL);
}

static gsize
take_size (const char **at,
          GPtrArray   *words,
          guint       *next)
{
  guint64 size = 0;

  if (**at == '*')
    {
      gint64 number = *next < words->len ? number_of (g_ptr_array_index (words, *next)) : 0;

      (*at)++;
      (*next)++;

      return (gsize) CLAMP (number, 0, 65536);
    }

  for (; g_ascii_isdigit (**at); (*at)++)
    {
      size = size * 10 + (guint64) g_ascii_digit_value (**at);
      size = MIN (size, 65536);
    }

  return (gsize) size;
}

/* The format once; *@next is the next argument. */
static void
print_round (GString    *out,
            const char *format_text,
            GPtrArray  *words,
            guint      *next,
            gboolean   *stop)
{
  for (const char *at = format_text; *at != '\0' && !*stop && out->len < MAX_OUT;)
    {
      Format format = { .precision = -1 };
      const char *start = at;

      if (*at != '%')
        {
          gsize length = strcspn (at, "%");

          vdt_script_sh_escape (at, length, FALSE, out, stop);
          at += length;
          continue;
        }

      for (at++; *at != '\0' && strchr ("-0+ #'", *at) != NULL; at++)
        {
          format.left |= *at == '-';
          format.zero |= *at == '0';
          format.sharp |= *at == '#';
        }

      format.width = take_size (&at, words, next);

      if (*at == '.')
        {
          at++;
          format.precision = (gssize) take_size (&at, words, next);
        }

      while (*at == 'l' || *at == 'h')
        at++;

      if (*at == '%')
        {
          g_string_append_c (out, '%');
          at++;
        }
      else if (*at != '\0' && strchr ("sbcdiuoxXqfge", *at) != NULL)
        {
          print_one (out, &format, *at, *next < words->len ? g_ptr_array_index (words, *next) : "", stop);
          (*next)++;
          at++;
        }
      else
        {
          g_string_append_len (out, start, at - start);
        }
    }
}

void
vdt_script_sh_printf (ShInterp  *sh,
                     GPtrArray *words)
{
  g_autoptr(GString) out = g_string_new (NULL);
  guint next = 1;
  const char *variable = NULL;
  const char *format;
  gboolean stop = FALSE;

  if (next + 1 < words->len && g_str_equal (g_ptr_array_index (words, next), "-v"))
    {
      variable = g_ptr_array_index (words, next + 1);
      next += 2;
    }

  if (next < words->len && g_str_equal (g_ptr_array_index (words, next), "--"))
    next++;

  if (next >= words->len)
    return;

  format = g_ptr_array_index (words, next++);

  do
    {
      guint before = next;

      print_round (out, format, words, &next, &stop);

      if (next == before || !vdt_script_context_step (sh->context, 1 + (guint) (strlen (format) / 64)))
        break;
    }
  while (next < words->len && !stop && out->len < MAX_OUT);

  if (variable != NULL && vdt_script_sh_is_name (variable, strlen (variable)))
    vdt_script_sh_set (sh, variable, out->str, FALSE);
  else
    vdt_script_sh_print (sh, out->str, (gssize) out->len);
}
