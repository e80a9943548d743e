/* vdt-json-scan.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-json-scan.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "vdt-json-lexis.h"

/**
 * vdt_json_scan_begin:
 * @self: a scan
 * @text: valid UTF-8, not terminated
 * @length: its length
 */
void
vdt_json_scan_begin (VdtJsonScan *self,
                     const char  *text,
                     gsize        length)
{
  self->p = text;
  self->end = text + length;
  self->message = NULL;
}

static gboolean
fail (VdtJsonScan *self,
      const char  *message)
{
  self->message = message;

  return FALSE;
}

static void
skip_space (VdtJsonScan *self)
{
  while (self->p < self->end && (*self->p == ' ' || *self->p == '\t' || *self->p == '\n' || *self->p == '\r'))
    self->p++;
}

/* The first quote, backslash or control character. */
static const char *
find_special (const char *p,
              const char *end)
{
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8 ('"');
  const __m128i slash = _mm_set1_epi8 ('\\');
  const __m128i last_control = _mm_set1_epi8 (0x1f);

  for (; end - p >= 16; p += 16)
    {
      __m128i bytes = _mm_loadu_si128 ((const __m128i *) (const void *) p);
      __m128i control = _mm_cmpeq_epi8 (_mm_min_epu8 (bytes, last_control), bytes);
      __m128i found = _mm_or_si128 (_mm_or_si128 (_mm_cmpeq_epi8 (bytes, quote), _mm_cmpeq_epi8 (bytes, slash)),
                                    control);
      int mask = _mm_movemask_epi8 (found);

      if (mask != 0)
        return p + __builtin_ctz ((guint) mask);
    }
#endif

  while (p < end && *p != '"' && *p != '\\' && (guchar) *p >= 0x20)
    p++;

  return p;
}

static gboolean
scan_escape (VdtJsonScan *self)
{
  if (self->end - self->p < 2)
    return fail (self, "the text ends in a string");

  if (self->p[1] == 'u')
    {
      for (int i = 2; i < 6; i++)
        if (self->p + i >= self->end || !g_ascii_isxdigit (self->p[i]))
          return fail (self, "four hexadecimal digits have to follow “\\u”");
      self->p += 6;
      return TRUE;
    }

  if (strchr ("\"\\/bfnrt", self->p[1]) == NULL || self->p[1] == '\0')
    return fail (self, "this escape does not exist");
  self->p += 2;

  return TRUE;
}

/* On the opening quote. */
static gboolean
scan_string (VdtJsonScan *self,
             VdtJsonPart *out)
{
  out->value.text = self->p++;
  out->escaped = FALSE;

  while (TRUE)
    {
      self->p = find_special (self->p, self->end);
      if (self->p >= self->end)
        return fail (self, "the text ends in a string");

      if (*self->p == '"')
        {
          self->p++;
          out->value.length = (gsize) (self->p - out->value.text);
          return TRUE;
        }

      if (*self->p != '\\')
        return fail (self, "a control character stands in a string");

      out->escaped = TRUE;
      if (!scan_escape (self))
        return FALSE;
    }
}

static gboolean
scan_number (VdtJsonScan *self)
{
  VdtJsonNumber state;
  VdtJsonNumber next_state;

  if (*self->p != '-' && !g_ascii_isdigit (*self->p))
    return fail (self, vdt_json_bad_value (*self->p));

  state = vdt_json_number_begin (*self->p++);
  next_state = state;
  while (self->p < self->end && vdt_json_number_step (&next_state, *self->p))
    {
      state = next_state;
      self->p++;
    }

  return vdt_json_number_may_end (state) || fail (self, "the number is not complete");
}

static gboolean
scan_word (VdtJsonScan *self)
{
  static const char *const words[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (self->end - self->p) >= length && memcmp (self->p, words[i], length) == 0)
        {
          self->p += length;
          return TRUE;
        }
    }

  return fail (self, vdt_json_bad_value (*self->p));
}

static gboolean
scan_scalar (VdtJsonScan *self,
             VdtJsonPart *out)
{
  const char *begin = self->p;
  gboolean done;

  if (*self->p == '"')
    return scan_string (self, out);

  out->escaped = FALSE;
  done = *self->p == 't' || *self->p == 'f' || *self->p == 'n' ? scan_word (self) : scan_number (self);
  out->value.text = begin;
  out->value.length = (gsize) (self->p - begin);

  return done;
}

/* Behind an opening brace or a comma in an object: the name and its colon. */
static gboolean
scan_name (VdtJsonScan *self,
           VdtJsonPart *out)
{
  skip_space (self);
  if (self->p >= self->end)
    return fail (self, "the text ends in an object");
  if (*self->p != '"')
    return fail (self, "a name in quotes has to stand here");
  if (!scan_string (self, out))
    return FALSE;

  skip_space (self);
  if (self->p >= self->end || *self->p != ':')
    return fail (self, "a colon has to stand behind the name");
  self->p++;
  skip_space (self);

  return TRUE;
}

/* On an opening bracket: to behind its closing one. */
static gboolean
scan_nested (VdtJsonScan *self)
{
  char closing[VDT_JSON_SCAN_DEPTH];
  gsize depth = 0;
  VdtJsonPart part;
  gboolean value_wanted = TRUE;

  while (TRUE)
    {
      skip_space (self);
      if (self->p >= self->end)
        return fail (self, "the text ends in an object or array");

      if (value_wanted && (*self->p == '{' || *self->p == '['))
        {
          if (depth == VDT_JSON_SCAN_DEPTH)
            return fail (self, "brackets are nested too deeply");
          closing[depth++] = *self->p == '{' ? '}' : ']';
          self->p++;
          skip_space (self);
          value_wanted = !(self->p < self->end && *self->p == closing[depth - 1]);
          if (value_wanted && closing[depth - 1] == '}' && !scan_name (self, &part))
            return FALSE;
          continue;
        }

      if (value_wanted)
        {
          if (!scan_scalar (self, &part))
            return FALSE;
          value_wanted = FALSE;
        }
      else if (*self->p == ',')
        {
          self->p++;
          if (closing[depth - 1] == '}' && !scan_name (self, &part))
            return FALSE;
          value_wanted = TRUE;
        }
      else if (*self->p == closing[depth - 1])
        {
          self->p++;
          if (--depth == 0)
            return TRUE;
        }
      else
        {
          return fail (self, "a comma or a closing bracket has to stand here");
        }
    }
}

/**
 * vdt_json_scan_value:
 * @self: a scan
 * @out: (out): the value at its place
 *
 * Returns: %FALSE with a message if there is no valid one
 */
gboolean
vdt_json_scan_value (VdtJsonScan *self,
                     VdtJsonPart *out)
{
  skip_space (self);
  out->escaped = FALSE;
  out->value.text = self->p;
  out->value.length = 0;
  if (self->p >= self->end)
    return fail (self, "the text ends where a value was expected");

  if (*self->p == '{' || *self->p == '[')
    {
      if (!scan_nested (self))
        return FALSE;
      out->value.length = (gsize) (self->p - out->value.text);
      return TRUE;
    }

  return scan_scalar (self, out);
}

/**
 * vdt_json_scan_enter:
 * @self: a scan
 * @bracket: an opening bracket
 *
 * Returns: %TRUE if it stood there; the scan is behind it
 */
gboolean
vdt_json_scan_enter (VdtJsonScan *self,
                     char         bracket)
{
  skip_space (self);
  if (self->p >= self->end || *self->p != bracket)
    return fail (self, bracket == '{' ? "an object was expected" : "an array was expected");
  self->p++;

  return TRUE;
}

static gboolean
next (VdtJsonScan *self,
      gboolean    *first,
      char         closing)
{
  skip_space (self);
  if (self->p >= self->end)
    return fail (self, "the text ends in an object or array");

  if (*self->p == closing)
    {
      self->p++;
      return FALSE;
    }

  if (!*first)
    {
      if (*self->p != ',')
        return fail (self, "a comma or a closing bracket has to stand here");
      self->p++;
    }
  *first = FALSE;

  return TRUE;
}

/**
 * vdt_json_scan_next_member:
 * @self: a scan in an object; whoever calls scans the value
 * @first: (inout): %TRUE at first
 * @out_name: (out): the member's name
 *
 * Returns: %FALSE at the object's end, and with a message if it is broken
 */
gboolean
vdt_json_scan_next_member (VdtJsonScan *self,
                           gboolean    *first,
                           VdtJsonPart *out_name)
{
  return next (self, first, '}') && scan_name (self, out_name);
}

/**
 * vdt_json_scan_next_element:
 * @self: a scan in an array; whoever calls scans the value
 * @first: (inout): %TRUE at first
 *
 * Returns: %FALSE at the array's end, and with a message if it is broken
 */
gboolean
vdt_json_scan_next_element (VdtJsonScan *self,
                            gboolean    *first)
{
  return next (self, first, ']');
}

/**
 * vdt_json_scan_end:
 * @self: a scan
 *
 * Returns: %TRUE if nothing but space follows
 */
gboolean
vdt_json_scan_end (VdtJsonScan *self)
{
  skip_space (self);

  return self->p >= self->end || fail (self, "there is more than one value");
}

/**
 * vdt_json_scan_whole:
 * @text: valid UTF-8
 * @length: its length
 * @out: (out): the value
 *
 * Returns: %TRUE if the text is one JSON value
 */
gboolean
vdt_json_scan_whole (const char  *text,
                     gsize        length,
                     VdtJsonPart *out)
{
  VdtJsonScan scan;

  vdt_json_scan_begin (&scan, text, length);

  return vdt_json_scan_value (&scan, out) && vdt_json_scan_end (&scan);
}

static guint
hex_of (const char *digits)
{
  guint value = 0;

  for (int i = 0; i < 4; i++)
    value = value * 16 + (guint) g_ascii_xdigit_value (digits[i]);

  return value;
}

/* @p is behind `\u`. As vdt_json_dup_text(): no NUL, no half of a pair. */
static const char *
unescape_unicode (const char  *p,
                  const char  *end,
                  char       **to)
{
  gunichar c = hex_of (p);

  p += 4;
  if (c >= 0xd800 && c < 0xdc00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u')
    {
      guint low = hex_of (p + 2);

      if (low >= 0xdc00 && low < 0xe000)
        {
          c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
          p += 6;
        }
    }

  if (c >= 0xd800 && c < 0xe000)
    c = 0xfffd;
  else if (c == 0)
    c = 0x2400;
  *to += g_unichar_to_utf8 (c, *to);

  return p;
}

/**
 * vdt_json_scan_unescape:
 * @string: a string that was scanned
 * @into: room for as many bytes as it has
 *
 * Writes its text; `\u0000` becomes U+2400, half a surrogate pair U+FFFD.
 *
 * Returns: how long the text is
 */
gsize
vdt_json_scan_unescape (VdtJson  string,
                        char    *into)
{
  const char *p = string.text + 1;
  const char *end = string.text + string.length - 1;
  char *to = into;

  while (p < end)
    {
      const char *slash = memchr (p, '\\', (gsize) (end - p));
      gsize n = (gsize) ((slash != NULL ? slash : end) - p);

      memmove (to, p, n);
      to += n;
      p += n;
      if (p >= end)
        break;

      p += 2;
      switch (p[-1])
        {
        case 'b':
          *to++ = '\b';
          break;
        case 'f':
          *to++ = '\f';
          break;
        case 'n':
          *to++ = '\n';
          break;
        case 'r':
          *to++ = '\r';
          break;
        case 't':
          *to++ = '\t';
          break;
        case 'u':
          p = unescape_unicode (p, end, &to);
          break;
        default:
          *to++ = p[-1];
          break;
        }
    }

  return (gsize) (to - into);
}

/**
 * vdt_json_scan_compact:
 * @value: a value that was scanned
 * @into: room for as many bytes as it has; may be where it stands
 *
 * Writes it without the space between its parts.
 *
 * Returns: how long it is then
 */
gsize
vdt_json_scan_compact (VdtJson  value,
                       char    *into)
{
  const char *p = value.text;
  const char *end = value.text + value.length;
  char *to = into;

  while (p < end)
    {
      const char *begin = p;

      if (*p == '"')
        {
          p = find_special (p + 1, end);
          while (*p == '\\')
            p = find_special (p + 2, end);
          p++;
          memmove (to, begin, (gsize) (p - begin));
          to += p - begin;
        }
      else
        {
          if (*p != ' ' && *p != '\t' && *p != '\n' && *p != '\r')
            *to++ = *p;
          p++;
        }
    }

  return (gsize) (to - into);
}
