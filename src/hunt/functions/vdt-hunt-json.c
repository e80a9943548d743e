/* vdt-hunt-json.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-json.h"

#include <math.h>

#include "vdt-hunt-print.h"

/* JSON that nests deeper than this is taken as text. */
#define MAX_DEPTH 200

static inline gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *
skip_space (const char *at,
            const char *end)
{
  while (at < end && is_space (*at))
    at++;

  return at;
}

/* From behind an opening quote to behind the closing one. */
static const char *
skip_string (const char *at,
             const char *end)
{
  while (at < end)
    {
      const char *quote = memchr (at, '"', end - at);
      const char *escape;

      if (quote == NULL)
        return end;
      escape = memchr (at, '\\', quote - at);
      if (escape == NULL)
        return quote + 1;
      at = MIN (escape + 2, end);
    }

  return end;
}

/* Behind the value that starts at @at. */
static const char *
skip_value (const char *at,
            const char *end)
{
  int depth = 0;

  while (at < end)
    {
      switch (*at)
        {
        case '"':
          at = skip_string (at + 1, end);
          break;
        case '[':
        case '{':
          depth++;
          at++;
          break;
        case ']':
        case '}':
          if (depth == 0)
            return at;
          depth--;
          at++;
          break;
        case ',':
          if (depth == 0)
            return at;
          at++;
          continue;
        default:
          at++;
          continue;
        }

      if (depth == 0)
        return at;
    }

  return end;
}

VdtJsonKind
vdt_json_kind (VdtHuntText json)
{
  if (json.length == 0)
    return VDT_JSON_NULL;

  switch (json.text[0])
    {
    case '"': return json.length > 1 ? VDT_JSON_STRING : VDT_JSON_NULL;
    case '[': return VDT_JSON_ARRAY;
    case '{': return VDT_JSON_BAG;
    case 't':
    case 'f': return VDT_JSON_BOOL;
    case 'n': return VDT_JSON_NULL;
    case 'N': return VDT_JSON_REAL;
    default: break;
    }

  for (gsize i = 0; i < json.length; i++)
    if (json.text[i] == '.' || json.text[i] == 'e' || json.text[i] == 'E' || json.text[i] == 'I')
      return VDT_JSON_REAL;

  return json.text[0] == '-' || g_ascii_isdigit (json.text[0]) ? VDT_JSON_LONG : VDT_JSON_NULL;
}

/* Starts before the first element; over anything but an array or bag there is none. */
void
vdt_json_walk (VdtJsonWalk *walk,
               VdtHuntText  json)
{
  *walk = (VdtJsonWalk) { .at = json.text, .end = json.text + json.length };

  if (json.length >= 2 && (json.text[0] == '[' || json.text[0] == '{'))
    {
      walk->close = json.text[0] == '[' ? ']' : '}';
      walk->at++;
      walk->end--;
    }
  else
    {
      walk->at = walk->end;
    }
}

gboolean
vdt_json_next (VdtJsonWalk *walk)
{
  const char *start = skip_space (walk->at, walk->end);

  if (start < walk->end && *start == ',')
    start = skip_space (start + 1, walk->end);
  if (start >= walk->end)
    return FALSE;

  if (walk->close == '}')
    {
      const char *key_end;

      if (*start != '"')
        return FALSE;
      key_end = skip_string (start + 1, walk->end);
      walk->key.text = start + 1;
      walk->key.length = MAX (key_end - start - 2, 0);
      start = skip_space (key_end, walk->end);
      if (start >= walk->end || *start != ':')
        return FALSE;
      start = skip_space (start + 1, walk->end);
    }

  walk->at = skip_value (start, walk->end);
  walk->value.text = start;
  walk->value.length = walk->at - start;
  while (walk->value.length > 0 && is_space (start[walk->value.length - 1]))
    walk->value.length--;

  return walk->value.length > 0;
}

static gboolean
key_equals (VdtHuntText escaped,
            VdtHuntText key)
{
  g_autoptr(GString) buffer = NULL;

  if (memchr (escaped.text, '\\', escaped.length) == NULL)
    return vdt_hunt_text_equal (escaped, key);

  buffer = g_string_new (NULL);

  return vdt_hunt_text_equal (vdt_json_key (escaped, buffer), key);
}

/* The value of a property; FALSE if there is none or it is null. */
gboolean
vdt_json_get (VdtHuntText  bag,
              VdtHuntText  key,
              VdtHuntText *out_value)
{
  VdtJsonWalk walk;

  out_value->text = "";
  out_value->length = 0;
  if (bag.length == 0 || bag.text[0] != '{')
    return FALSE;

  vdt_json_walk (&walk, bag);
  while (vdt_json_next (&walk))
    if (key_equals (walk.key, key))
      {
        *out_value = walk.value;
        return vdt_json_kind (walk.value) != VDT_JSON_NULL;
      }

  return FALSE;
}

/* The element at @index, from the end if negative; FALSE if there is none or it is null. */
gboolean
vdt_json_at (VdtHuntText  array,
             gint64       index,
             VdtHuntText *out_value)
{
  VdtJsonWalk walk;

  out_value->text = "";
  out_value->length = 0;
  if (array.length == 0 || array.text[0] != '[')
    return FALSE;

  if (index < 0)
    index += vdt_json_length (array);
  if (index < 0)
    return FALSE;

  vdt_json_walk (&walk, array);
  while (vdt_json_next (&walk))
    if (index-- == 0)
      {
        *out_value = walk.value;
        return vdt_json_kind (walk.value) != VDT_JSON_NULL;
      }

  return FALSE;
}

gint64
vdt_json_length (VdtHuntText array)
{
  VdtJsonWalk walk;
  gint64 n = 0;

  vdt_json_walk (&walk, array);
  while (vdt_json_next (&walk))
    n++;

  return n;
}

gboolean
vdt_json_number (VdtHuntText  json,
                 double      *out_number)
{
  char buffer[64];
  char *end;

  *out_number = NAN;
  if (json.length == 0 || json.length >= sizeof buffer)
    return FALSE;

  /* In a dynamic, NaN and the infinities are strings. */
  if (json.text[0] == '"' && json.length >= 5)
    {
      VdtHuntText inner = { json.text + 1, json.length - 2 };
      static const struct { const char *name; double value; } names[] = {
        { "NaN", NAN }, { "Infinity", INFINITY }, { "-Infinity", -INFINITY },
      };

      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        if (vdt_hunt_text_equal (inner, (VdtHuntText) { names[i].name, strlen (names[i].name) }))
          {
            *out_number = names[i].value;
            return TRUE;
          }
      return FALSE;
    }

  if (json.text[0] != '-' && !g_ascii_isdigit (json.text[0]))
    return FALSE;

  memcpy (buffer, json.text, json.length);
  buffer[json.length] = '\0';
  *out_number = g_ascii_strtod (buffer, &end);

  return end == buffer + json.length;
}

static const char *
append_escape (GString    *out,
               const char *at,
               const char *end)
{
  gunichar c = 0;

  switch (*at)
    {
    case 'b': g_string_append_c (out, '\b'); return at + 1;
    case 'f': g_string_append_c (out, '\f'); return at + 1;
    case 'n': g_string_append_c (out, '\n'); return at + 1;
    case 'r': g_string_append_c (out, '\r'); return at + 1;
    case 't': g_string_append_c (out, '\t'); return at + 1;
    case 'u': break;
    default: g_string_append_c (out, *at); return at + 1;
    }

  if (end - at < 5)
    return end;
  for (int i = 1; i <= 4; i++)
    c = c * 16 + MAX (g_ascii_xdigit_value (at[i]), 0);
  at += 5;

  if (c >= 0xd800 && c < 0xdc00 && end - at >= 6 && at[0] == '\\' && at[1] == 'u')
    {
      gunichar low = 0;

      for (int i = 2; i <= 5; i++)
        low = low * 16 + MAX (g_ascii_xdigit_value (at[i]), 0);
      if (low >= 0xdc00 && low < 0xe000)
        {
          c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
          at += 6;
        }
    }
  g_string_append_unichar (out, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);

  return at;
}

/**
 * vdt_json_key:
 * @key: what stands between the quotes
 * @buffer: takes the text if it has escapes
 *
 * Returns: the text itself
 */
VdtHuntText
vdt_json_key (VdtHuntText  key,
              GString     *buffer)
{
  const char *at = key.text;
  const char *end = at + key.length;

  if (key.length == 0 || memchr (at, '\\', key.length) == NULL)
    return key;

  g_string_truncate (buffer, 0);
  while (at < end)
    {
      const char *escape = memchr (at, '\\', end - at);

      if (escape == NULL || escape + 1 >= end)
        {
          g_string_append_len (buffer, at, end - at);
          break;
        }
      g_string_append_len (buffer, at, escape - at);
      at = append_escape (buffer, escape + 1, end);
    }

  return (VdtHuntText) { buffer->str, buffer->len };
}

/* The text of a value as tostring() gives it: a string without its quotes, True and False. */
VdtHuntText
vdt_json_string (VdtHuntText  json,
                 GString     *buffer)
{
  switch (vdt_json_kind (json))
    {
    case VDT_JSON_NULL:
      return (VdtHuntText) { "", 0 };
    case VDT_JSON_BOOL:
      return json.text[0] == 't' ? (VdtHuntText) { "true", 4 } : (VdtHuntText) { "false", 5 };
    case VDT_JSON_STRING:
      return vdt_json_key ((VdtHuntText) { json.text + 1, json.length - 2 }, buffer);
    default:
      return json;
    }
}

void
vdt_json_write_string (GString    *out,
                       const char *text,
                       gsize       length)
{
  gsize start = 0;

  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;

      g_string_append_len (out, text + start, i - start);
      start = i + 1;
      switch (c)
        {
        case '"': g_string_append (out, "\\\""); break;
        case '\\': g_string_append (out, "\\\\"); break;
        case '\b': g_string_append (out, "\\b"); break;
        case '\f': g_string_append (out, "\\f"); break;
        case '\n': g_string_append (out, "\\n"); break;
        case '\r': g_string_append (out, "\\r"); break;
        case '\t': g_string_append (out, "\\t"); break;
        default: g_string_append_printf (out, "\\u%04x", c); break;
        }
    }
  g_string_append_len (out, text + start, length - start);
  g_string_append_c (out, '"');
}

void
vdt_json_write_real (GString *out,
                     double   number)
{
  if (isfinite (number))
    vdt_print_real (out, number);
  else if (isnan (number))
    g_string_append (out, "\"NaN\"");
  else
    g_string_append (out, number > 0 ? "\"Infinity\"" : "\"-Infinity\"");
}

void
vdt_json_write_integer (GString *out,
                        gint64   number)
{
  g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
}

void
vdt_json_write_pair (GString    *out,
                     const char *key,
                     const char *text,
                     gsize       length)
{
  vdt_json_comma (out);
  g_string_append_c (out, '"');
  g_string_append (out, key);
  g_string_append (out, "\":");
  vdt_json_write_string (out, text, length);
}

typedef struct
{
  const char *at;
  const char *end;
  GString    *out;
  GString    *buffer;
} Reader;

static gboolean
read_string (Reader *reader)
{
  const char *start = reader->at + 1;
  const char *stop = skip_string (start, reader->end);
  VdtHuntText text;

  if (stop - start < 1 || stop[-1] != '"')
    return FALSE;

  for (const char *at = start; at < stop - 1; at++)
    {
      if (*at == '\\')
        {
          at++;
          if (at >= stop - 1 || strchr ("\"\\/bfnrtu", *at) == NULL)
            return FALSE;
          if (*at == 'u')
            for (int i = 1; i <= 4; i++)
              if (at + i >= stop - 1 || !g_ascii_isxdigit (at[i]))
                return FALSE;
        }
    }

  text = vdt_json_key ((VdtHuntText) { start, stop - 1 - start }, reader->buffer);
  vdt_json_write_string (reader->out, text.text, text.length);
  reader->at = stop;

  return TRUE;
}

static const char *
skip_digits (const char *at,
             const char *end)
{
  while (at < end && g_ascii_isdigit (*at))
    at++;

  return at;
}

static gboolean
read_number (Reader *reader)
{
  const char *start = reader->at;
  const char *at = start + (*start == '-');
  const char *digits = at;
  char text[400];
  gboolean whole = TRUE;
  gsize length;

  at = skip_digits (at, reader->end);
  if (at == digits || (*digits == '0' && at - digits > 1))
    return FALSE;
  if (at < reader->end && *at == '.')
    {
      whole = FALSE;
      digits = at + 1;
      at = skip_digits (digits, reader->end);
      if (at == digits)
        return FALSE;
    }
  if (at < reader->end && (*at == 'e' || *at == 'E'))
    {
      whole = FALSE;
      at++;
      if (at < reader->end && (*at == '+' || *at == '-'))
        at++;
      digits = at;
      at = skip_digits (digits, reader->end);
      if (at == digits)
        return FALSE;
    }

  length = at - start;
  if (length >= sizeof text)
    return FALSE;
  memcpy (text, start, length);
  text[length] = '\0';
  reader->at = at;

  if (whole)
    {
      gint64 number = 0;

      if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
        {
          vdt_json_write_integer (reader->out, number);
          return TRUE;
        }
    }
  vdt_json_write_real (reader->out, g_ascii_strtod (text, NULL));

  return TRUE;
}

static gboolean
read_word (Reader     *reader,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (reader->end - reader->at) < length || memcmp (reader->at, word, length) != 0)
    return FALSE;

  g_string_append_len (reader->out, word, length);
  reader->at += length;

  return TRUE;
}

static gboolean read_value (Reader *reader,
                            int     depth);

static gboolean
read_group (Reader *reader,
            char    close,
            int     depth)
{
  g_string_append_c (reader->out, *reader->at++);
  reader->at = skip_space (reader->at, reader->end);
  if (reader->at < reader->end && *reader->at == close)
    {
      g_string_append_c (reader->out, *reader->at++);
      return TRUE;
    }

  while (TRUE)
    {
      reader->at = skip_space (reader->at, reader->end);
      if (close == '}')
        {
          if (reader->at >= reader->end || *reader->at != '"' || !read_string (reader))
            return FALSE;
          reader->at = skip_space (reader->at, reader->end);
          if (reader->at >= reader->end || *reader->at != ':')
            return FALSE;
          reader->at++;
          g_string_append_c (reader->out, ':');
        }
      if (!read_value (reader, depth + 1))
        return FALSE;
      reader->at = skip_space (reader->at, reader->end);
      if (reader->at >= reader->end || (*reader->at != ',' && *reader->at != close))
        return FALSE;
      g_string_append_c (reader->out, *reader->at);
      if (*reader->at++ == close)
        return TRUE;
    }
}

static gboolean
read_value (Reader *reader,
            int     depth)
{
  reader->at = skip_space (reader->at, reader->end);
  if (reader->at >= reader->end || depth > MAX_DEPTH)
    return FALSE;

  switch (*reader->at)
    {
    case '"': return read_string (reader);
    case '[': return read_group (reader, ']', depth);
    case '{': return read_group (reader, '}', depth);
    case 't': return read_word (reader, "true");
    case 'f': return read_word (reader, "false");
    case 'n': return read_word (reader, "null");
    default: return read_number (reader);
    }
}

/* Behind a string that is written as vdt_json_write_string() writes it, or NULL. */
static const char *
plain_string (const char *at,
              const char *end)
{
  for (at++; at < end; at++)
    {
      guchar c = *at;

      if (c == '"')
        return at + 1;
      if (c < 0x20)
        return NULL;
      if (c == '\\' && (++at >= end || (*at != '"' && *at != '\\' && *at != 'n' && *at != 'r' && *at != 't')))
        return NULL;
    }

  return NULL;
}

/* Behind a number that prints as it is written, or NULL. */
static const char *
plain_number (const char *at,
              const char *end)
{
  gboolean negative = *at == '-';
  const char *start = at += negative;
  const char *point;

  at = skip_digits (at, end);
  if (at == start || at - start > 15 || (*start == '0' && at - start > 1))
    return NULL;
  if (at == end || (*at != '.' && *at != 'e' && *at != 'E'))
    return *start == '0' && negative ? NULL : at;
  if (*at != '.')
    return NULL;

  point = at;
  at = skip_digits (at + 1, end);
  if (at == point + 1 || at - start > 15 || (at[-1] == '0' && at - point > 2) || *start == '0' ||
      (at < end && (*at == 'e' || *at == 'E')))
    return NULL;

  return at;
}

static const char *
plain_word (const char *at,
            const char *end)
{
  static const char *const words[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (end - at) >= length && memcmp (at, words[i], length) == 0)
        return at + length;
    }

  return NULL;
}

static const char *
plain_value (const char *at,
             const char *end,
             int         depth)
{
  char close;

  if (at >= end || depth > MAX_DEPTH)
    return NULL;
  if (*at == '"')
    return plain_string (at, end);
  if (*at != '{' && *at != '[')
    return *at == '-' || g_ascii_isdigit (*at) ? plain_number (at, end) : plain_word (at, end);

  close = *at == '{' ? '}' : ']';
  if (++at < end && *at == close)
    return at + 1;
  while (at != NULL && at < end)
    {
      if (close == '}')
        {
          at = *at == '"' ? plain_string (at, end) : NULL;
          if (at == NULL || at >= end || *at++ != ':')
            return NULL;
        }
      at = plain_value (at, end, depth + 1);
      if (at == NULL || at >= end)
        return NULL;
      if (*at == close)
        return at + 1;
      if (*at++ != ',')
        return NULL;
    }

  return NULL;
}

/**
 * vdt_json_is_plain:
 * @text: any text
 *
 * Returns: %TRUE if it surely is JSON that vdt_json_normalize() would leave as it is
 */
gboolean
vdt_json_is_plain (VdtHuntText text)
{
  const char *end = text.text + text.length;

  return text.length > 0 && plain_value (text.text, end, 0) == end;
}

/**
 * vdt_json_normalize:
 * @text: any text
 * @out: what it means is appended, without white space and with plain escapes
 *
 * Reads JSON strictly (RFC 8259).
 *
 * Returns: %FALSE if it is not JSON; @out is then as it was
 */
gboolean
vdt_json_normalize (VdtHuntText  text,
                    GString     *out)
{
  g_autoptr(GString) buffer = g_string_new (NULL);
  Reader reader = { text.text, text.text + text.length, out, buffer };
  gsize before = out->len;

  if (read_value (&reader, 0) && skip_space (reader.at, reader.end) == reader.end)
    return TRUE;

  g_string_truncate (out, before);

  return FALSE;
}
