/* vdt-hostile-fold.c
 *
 * Makes text comparable: folding, and taking disguises off.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hostile-private.h"

#include <string.h>

#define SHORTEST_TOKEN 20
#define LONGEST_TOKEN 16384

/* Valid UTF-8 of the text's beginning and end: what reads like an instruction
 * stands where a reader would see it, and 10 MB of the same must not cost time. */
char *
vdt_hostile_window (const char *text,
                    gsize       length,
                    gsize       head,
                    gsize       tail)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (length <= head + tail)
    return g_utf8_make_valid (text, (gssize) length);

  first = g_utf8_make_valid (text, (gssize) head);
  last = g_utf8_make_valid (text + length - tail, (gssize) tail);

  return g_strconcat (first, " ", last, NULL);
}

static char *
fold_ascii (const char *text)
{
  g_autoptr(GString) out = g_string_new (" ");

  for (; *text != '\0'; text++)
    {
      if (g_ascii_isalnum (*text))
        g_string_append_c (out, g_ascii_tolower (*text));
      else if (out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * vdt_hostile_fold:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): lower case, without accents, every run of anything
 *   but letters, marks and digits one space, a space at both ends
 */
char *
vdt_hostile_fold (const char *text)
{
  g_autoptr(GString) out = NULL;
  g_autofree char *decomposed = NULL;
  g_autofree char *lower = NULL;
  g_autoptr(GString) bare = NULL;

  if (g_str_is_ascii (text))
    return fold_ascii (text);

  decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  bare = g_string_sized_new (strlen (decomposed));
  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c < 0x300 || c > 0x36F) && g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (bare, c);
    }

  lower = g_utf8_casefold (bare->str, (gssize) bare->len);
  g_free (decomposed);
  decomposed = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL_COMPOSE);

  out = g_string_new (" ");
  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        g_string_append_unichar (out, c);
      else if (out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The tag characters U+E0020 to U+E007E are an invisible second ASCII. */
char *
vdt_hostile_show_hidden (const char *text)
{
  g_autoptr(GString) out = NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0xE0020 || c > 0xE007E)
        continue;
      if (out == NULL)
        out = g_string_new (NULL);
      g_string_append_c (out, (char) (c - 0xE0000));
    }

  return out == NULL ? NULL : g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * vdt_hostile_map:
 * @text: valid UTF-8
 * @map: which characters stand for which
 * @out_n: (out): how many were replaced
 *
 * Returns: (transfer full): @text with its look-alikes replaced
 */
char *
vdt_hostile_map (const char *text,
                 GHashTable *map,
                 guint      *out_n)
{
  g_autoptr(GString) out = g_string_new (NULL);

  *out_n = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gpointer other = g_hash_table_lookup (map, GUINT_TO_POINTER (c));

      *out_n += other != NULL;
      g_string_append_unichar (out, other != NULL ? GPOINTER_TO_UINT (other) : c);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
vdt_hostile_rot13 (const char *text)
{
  char *out = g_strdup (text);

  for (char *p = out; *p != '\0'; p++)
    {
      if (*p >= 'a' && *p <= 'z')
        *p = (char) ('a' + (*p - 'a' + 13) % 26);
      else if (*p >= 'A' && *p <= 'Z')
        *p = (char) ('A' + (*p - 'A' + 13) % 26);
    }

  return out;
}

/**
 * vdt_hostile_unspace:
 * @text: folded text
 *
 * Returns: (transfer full) (nullable): without spaces, if most of it is single
 *   letters (“i g n o r e”); else %NULL
 */
char *
vdt_hostile_unspace (const char *text)
{
  g_autoptr(GString) out = NULL;
  guint singles = 0;
  guint words = 0;

  for (const char *p = text; *p != '\0'; p++)
    if (*p == ' ' && p[1] != '\0')
      {
        words++;
        singles += *g_utf8_next_char (p + 1) == ' ';
      }

  if (singles < 12 || singles * 2 < words)
    return NULL;

  out = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p++)
    if (*p != ' ')
      g_string_append_c (out, *p);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
read_hex (const char *p,
          guint       digits,
          gunichar   *out)
{
  *out = 0;
  for (guint i = 0; i < digits; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return FALSE;
      *out = *out * 16 + (gunichar) digit;
    }

  return TRUE;
}

/* %41, \x41, A, &#65; and &#x41; at @p: the character and its bytes. */
static gsize
read_escape (const char  *p,
             gunichar    *out,
             const char **out_disguise)
{
  if (*p == '%' && read_hex (p + 1, 2, out))
    {
      *out_disguise = "percent";
      return 3;
    }
  if (*p == '\\' && p[1] == 'x' && read_hex (p + 2, 2, out))
    {
      *out_disguise = "escapes";
      return 4;
    }
  if (*p == '\\' && p[1] == 'u' && read_hex (p + 2, 4, out))
    {
      *out_disguise = "escapes";
      return 6;
    }
  if (*p == '&' && p[1] == '#')
    {
      gboolean hex = p[2] == 'x' || p[2] == 'X';
      char *end = NULL;
      guint64 value = g_ascii_strtoull (p + 2 + hex, &end, hex ? 16 : 10);

      if (end != p + 2 + hex && *end == ';' && value > 0 && value < 0x110000)
        {
          *out = (gunichar) value;
          *out_disguise = "entities";
          return (gsize) (end + 1 - p);
        }
    }

  return 0;
}

/**
 * vdt_hostile_unescape:
 * @text: valid UTF-8
 * @out_disguise: (out): which spelling was found
 *
 * Returns: (transfer full) (nullable): @text without escapes; %NULL if it has
 *   too few to hide anything
 */
char *
vdt_hostile_unescape (const char  *text,
                      const char **out_disguise)
{
  g_autoptr(GByteArray) out = NULL;
  guint n = 0;

  if (strpbrk (text, "%\\&") == NULL)
    return NULL;

  out = g_byte_array_new ();
  while (*text != '\0')
    {
      gunichar c = 0;
      gsize used = read_escape (text, &c, out_disguise);
      char utf8[6];

      if (used == 0)
        {
          g_byte_array_append (out, (const guint8 *) text, 1);
          text++;
          continue;
        }

      n++;
      /* A percent escape is a byte; the others name a character. */
      if (*text == '%' && c > 0)
        g_byte_array_append (out, (const guint8[]) { (guint8) c }, 1);
      else if (c > 0 && g_unichar_validate (c))
        g_byte_array_append (out, (const guint8 *) utf8, (guint) g_unichar_to_utf8 (c, utf8));
      text += used;
    }

  return n < 3 ? NULL : g_utf8_make_valid ((const char *) out->data, (gssize) out->len);
}

/* Text of decoded bytes, if they are text: UTF-16 as PowerShell encodes it, or UTF-8. */
static char *
bytes_to_text (const guint8 *bytes,
               gsize         length)
{
  gsize zeros = 0;
  g_autofree char *text = NULL;

  for (gsize i = 1; i < length; i += 2)
    zeros += bytes[i] == 0;

  if (length >= 8 && zeros * 4 > length)
    text = g_convert ((const char *) bytes, (gssize) (length & ~(gsize) 1), "UTF-8", "UTF-16LE",
                      NULL, NULL, NULL);
  else if (g_utf8_validate ((const char *) bytes, (gssize) length, NULL))
    text = g_strndup ((const char *) bytes, length);

  return text != NULL && g_utf8_validate (text, -1, NULL) ? g_steal_pointer (&text) : NULL;
}

static char *
decode_hex (const char *token,
            gsize       length)
{
  g_autofree guint8 *bytes = g_malloc (length / 2 + 1);

  for (gsize i = 0; i + 1 < length; i += 2)
    bytes[i / 2] = (guint8) (g_ascii_xdigit_value (token[i]) * 16 + g_ascii_xdigit_value (token[i + 1]));

  return bytes_to_text (bytes, length / 2);
}

static char *
decode_base64 (const char *token,
               gsize       length)
{
  static const char padding[] = "===";
  g_autofree char *bare = g_strndup (token, length);
  g_autofree char *copy = g_strconcat (bare, padding + 3 - (4 - length % 4) % 4, NULL);
  g_autofree guint8 *bytes = NULL;
  gsize n = 0;

  /* GLib decodes whole groups of four only. */
  g_strdelimit (g_strdelimit (copy, "-", '+'), "_", '/');
  bytes = g_base64_decode (copy, &n);

  return n == 0 ? NULL : bytes_to_text (bytes, n);
}

gboolean
vdt_hostile_foreach_decoded (const char  *text,
                             gboolean   (*func) (const char *decoded,
                                                 const char *disguise,
                                                 gpointer    user_data),
                             gpointer     user_data)
{
  static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";

  while (*text != '\0')
    {
      gsize length = strspn (text, alphabet);

      if (length >= SHORTEST_TOKEN && length <= LONGEST_TOKEN)
        {
          gboolean hex = strspn (text, "0123456789abcdefABCDEF") >= length;
          g_autofree char *decoded = hex ? decode_hex (text, length) : decode_base64 (text, length);

          if (decoded != NULL && func (decoded, hex ? "hex" : "base64", user_data))
            return TRUE;
        }

      text += length;
      text += strcspn (text, alphabet);
    }

  return FALSE;
}

/**
 * vdt_hostile_decode_command:
 * @command: (nullable): a command line
 *
 * Returns: (transfer full) (nullable): the script that PowerShell would run, if
 *   @command hands it one in Base64; else %NULL
 */
char *
vdt_hostile_decode_command (const char *command)
{
  g_autoptr(GRegex) regex = NULL;
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *head = NULL;
  g_autofree char *token = NULL;

  if (command == NULL)
    return NULL;

  head = g_utf8_make_valid (command, (gssize) strnlen (command, LONGEST_TOKEN));
  regex = g_regex_new ("(?:powershell|pwsh).*\\s[-/]e[a-z]*\\s+[\"']?([a-z0-9+/]{16,}={0,2})",
                       G_REGEX_CASELESS | G_REGEX_DOTALL, 0, NULL);
  if (!g_regex_match (regex, head, 0, &match))
    return NULL;

  token = g_match_info_fetch (match, 1);

  return decode_base64 (token, strlen (token));
}
