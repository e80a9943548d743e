/* vdt-json.c
 *
 * json-glib is not used for what is imported: its numbers are gint64 or double,
 * so that an unsigned 64-bit address or a 30-digit integer would change, it
 * keeps no text of a value, and it builds a node of some hundred bytes for each.
 * Here a value is a slice, and what walks it may trust its syntax.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-json.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-json-splitter.h"

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* @p is behind the opening quote; returns what follows the closing one. */
static const char *
skip_string (const char *p,
             const char *end)
{
  while (p < end)
    {
      const char *quote = memchr (p, '"', (gsize) (end - p));
      const char *slash;

      if (quote == NULL)
        return end;

      for (slash = quote; slash > p && slash[-1] == '\\'; slash--)
        ;
      if ((quote - slash) % 2 == 0)
        return quote + 1;

      p = quote + 1;
    }

  return end;
}

/* @p is on the opening bracket. No recursion: depth costs nothing. */
static const char *
skip_nested (const char *p,
             const char *end)
{
  gsize depth = 0;

  while (p < end)
    {
      switch (*p++)
        {
        case '"':
          p = skip_string (p, end);
          break;
        case '{':
        case '[':
          depth++;
          break;
        case '}':
        case ']':
          if (--depth == 0)
            return p;
          break;
        default:
          break;
        }
    }

  return end;
}

static const char *
skip_value (const char *p,
            const char *end)
{
  switch (*p)
    {
    case '"':
      return skip_string (p + 1, end);
    case '{':
    case '[':
      return skip_nested (p, end);
    default:
      while (p < end && *p != ',' && *p != ']' && *p != '}' && !is_space (*p))
        p++;
      return p;
    }
}

static const char *
skip_between (const char *p,
              const char *end)
{
  while (p < end && (is_space (*p) || *p == ',' || *p == ':'))
    p++;

  return p;
}

/**
 * vdt_json_get_type:
 * @value: a value
 *
 * Returns: what it is
 */
VdtJsonType
vdt_json_get_type (VdtJson value)
{
  if (value.text == NULL || value.length == 0)
    return VDT_JSON_NONE;

  switch (value.text[0])
    {
    case '{':
      return VDT_JSON_OBJECT;
    case '[':
      return VDT_JSON_ARRAY;
    case '"':
      return VDT_JSON_STRING;
    case 't':
    case 'f':
      return VDT_JSON_BOOLEAN;
    case 'n':
      return VDT_JSON_NULL;
    default:
      return VDT_JSON_NUMBER;
    }
}

/**
 * vdt_json_type_to_text:
 * @type: a type
 *
 * Returns: its name with an article, for a message
 */
const char *
vdt_json_type_to_text (VdtJsonType type)
{
  static const char *const names[] = {
    [VDT_JSON_NONE] = "nothing",
    [VDT_JSON_OBJECT] = "an object",
    [VDT_JSON_ARRAY] = "an array",
    [VDT_JSON_STRING] = "a text",
    [VDT_JSON_NUMBER] = "a number",
    [VDT_JSON_BOOLEAN] = "true or false",
    [VDT_JSON_NULL] = "null",
  };

  return names[type];
}

static guint
hex_value (const char *digits)
{
  guint value = 0;

  for (int i = 0; i < 4; i++)
    value = value * 16 + (guint) g_ascii_xdigit_value (digits[i]);

  return value;
}

/* @p is on the `u` of an escape. A half of a surrogate pair that stands alone is
 * no character and becomes U+FFFD; NUL, which would end a C string, U+2400. */
static const char *
append_unicode (GString    *text,
                const char *p,
                const char *end)
{
  gunichar c = hex_value (p + 1);

  p += 5;

  if (c >= 0xd800 && c < 0xdc00)
    {
      guint low = end - p >= 6 && p[0] == '\\' && p[1] == 'u' ? hex_value (p + 2) : 0;

      if (low >= 0xdc00 && low < 0xe000)
        {
          c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
          p += 6;
        }
      else
        {
          c = 0xfffd;
        }
    }
  else if (c >= 0xdc00 && c < 0xe000)
    {
      c = 0xfffd;
    }
  else if (c == 0)
    {
      c = 0x2400;
    }

  g_string_append_unichar (text, c);

  return p;
}

static const char *
append_escape (GString    *text,
               const char *p,
               const char *end)
{
  switch (*p)
    {
    case 'b':
      g_string_append_c (text, '\b');
      break;
    case 'f':
      g_string_append_c (text, '\f');
      break;
    case 'n':
      g_string_append_c (text, '\n');
      break;
    case 'r':
      g_string_append_c (text, '\r');
      break;
    case 't':
      g_string_append_c (text, '\t');
      break;
    case 'u':
      return append_unicode (text, p, end);
    default:
      g_string_append_c (text, *p);
      break;
    }

  return p + 1;
}

/**
 * vdt_json_dup_text:
 * @value: a string
 *
 * Returns: (transfer full) (nullable): its text, valid UTF-8, `\u0000` as U+2400
 *   and a lone surrogate as U+FFFD; %NULL if @value is no string
 */
char *
vdt_json_dup_text (VdtJson value)
{
  GString *text;
  const char *p;
  const char *end;

  if (vdt_json_get_type (value) != VDT_JSON_STRING)
    return NULL;

  p = value.text + 1;
  end = value.text + value.length - 1;

  if (memchr (p, '\\', (gsize) (end - p)) == NULL)
    return g_strndup (p, (gsize) (end - p));

  text = g_string_sized_new ((gsize) (end - p));
  while (p < end)
    {
      const char *slash = memchr (p, '\\', (gsize) (end - p));

      if (slash == NULL)
        slash = end;
      g_string_append_len (text, p, slash - p);
      p = slash < end ? append_escape (text, slash + 1, end) : end;
    }

  return g_string_free (text, FALSE);
}

/**
 * vdt_json_dup_scalar:
 * @value: any value
 *
 * Returns: (transfer full) (nullable): a string's text, the spelling of a number
 *   or boolean; %NULL of null, an object or an array
 */
char *
vdt_json_dup_scalar (VdtJson value)
{
  switch (vdt_json_get_type (value))
    {
    case VDT_JSON_STRING:
      return vdt_json_dup_text (value);
    case VDT_JSON_NUMBER:
    case VDT_JSON_BOOLEAN:
      return g_strndup (value.text, value.length);
    case VDT_JSON_NONE:
    case VDT_JSON_OBJECT:
    case VDT_JSON_ARRAY:
    case VDT_JSON_NULL:
    default:
      return NULL;
    }
}

/**
 * vdt_json_is:
 * @string: a string
 * @text: what it should be
 *
 * Returns: %TRUE if @string says @text
 */
gboolean
vdt_json_is (VdtJson     string,
             const char *text)
{
  gsize length = strlen (text);

  if (vdt_json_get_type (string) != VDT_JSON_STRING)
    return FALSE;

  if (memchr (string.text, '\\', string.length) != NULL)
    {
      g_autofree char *plain = vdt_json_dup_text (string);

      return strcmp (plain, text) == 0;
    }

  return string.length == length + 2 && memcmp (string.text + 1, text, length) == 0;
}

/**
 * vdt_json_enter:
 * @value: an object or array
 *
 * Returns: its inside, for vdt_json_next_member() or vdt_json_next_element()
 */
VdtJson
vdt_json_enter (VdtJson value)
{
  VdtJsonType type = vdt_json_get_type (value);
  VdtJson inside = { NULL, 0 };

  if ((type == VDT_JSON_OBJECT || type == VDT_JSON_ARRAY) && value.length >= 2)
    {
      inside.text = value.text + 1;
      inside.length = value.length - 2;
    }

  return inside;
}

/**
 * vdt_json_next_element:
 * @rest: (inout): what is left of the array
 * @out_value: (out): the next element
 *
 * Returns: %FALSE at the end
 */
gboolean
vdt_json_next_element (VdtJson *rest,
                       VdtJson *out_value)
{
  const char *end;
  const char *start;
  const char *stop;

  out_value->text = NULL;
  out_value->length = 0;

  if (rest->text == NULL)
    return FALSE;

  end = rest->text + rest->length;
  start = skip_between (rest->text, end);
  if (start >= end)
    return FALSE;

  stop = skip_value (start, end);
  out_value->text = start;
  out_value->length = (gsize) (stop - start);
  rest->text = stop;
  rest->length = (gsize) (end - stop);

  return TRUE;
}

/**
 * vdt_json_next_member:
 * @rest: (inout): what is left of the object
 * @out_name: (out): the name, a string
 * @out_value: (out): the value
 *
 * Returns: %FALSE at the end
 */
gboolean
vdt_json_next_member (VdtJson *rest,
                      VdtJson *out_name,
                      VdtJson *out_value)
{
  if (!vdt_json_next_element (rest, out_name))
    {
      out_value->text = NULL;
      out_value->length = 0;
      return FALSE;
    }

  return vdt_json_next_element (rest, out_value);
}

/**
 * vdt_json_get_member:
 * @object: an object; anything else has no members
 * @name: the member's name
 * @out_value: (out): its value; of two of the name the last one
 *
 * Returns: %TRUE if there is one
 */
gboolean
vdt_json_get_member (VdtJson     object,
                     const char *name,
                     VdtJson    *out_value)
{
  VdtJson rest = { NULL, 0 };
  VdtJson member;
  VdtJson value;
  gboolean found = FALSE;

  out_value->text = NULL;
  out_value->length = 0;

  if (vdt_json_get_type (object) == VDT_JSON_OBJECT)
    rest = vdt_json_enter (object);

  while (vdt_json_next_member (&rest, &member, &value))
    {
      if (vdt_json_is (member, name))
        {
          *out_value = value;
          found = TRUE;
        }
    }

  return found;
}

/**
 * vdt_json_has_member:
 * @object: an object
 * @name: a member's name
 *
 * Returns: %TRUE if there is one
 */
gboolean
vdt_json_has_member (VdtJson     object,
                     const char *name)
{
  VdtJson value;

  return vdt_json_get_member (object, name, &value);
}

/**
 * vdt_json_dup_member:
 * @object: an object
 * @name: a member's name
 *
 * Returns: (transfer full) (nullable): the text of a string, number or boolean
 */
char *
vdt_json_dup_member (VdtJson     object,
                     const char *name)
{
  VdtJson value;

  return vdt_json_get_member (object, name, &value) ? vdt_json_dup_scalar (value) : NULL;
}

typedef struct
{
  guint    n_documents;
  guint64  error_offset;
  char    *message;
} Check;

static void
check_document_cb (const VdtJsonDocument *document,
                   gpointer               user_data)
{
  Check *check = user_data;

  check->n_documents++;
  if (document->message != NULL && check->message == NULL)
    {
      check->message = g_strdup (document->message);
      check->error_offset = document->error_offset;
    }
}

/**
 * vdt_json_check:
 * @text: foreign bytes
 * @length: length of @text, or -1 if it ends with a NUL
 * @out_value: (out): the value, a slice of @text
 * @error: return location for a %VDT_ERROR_FORMAT
 *
 * Checks that @text is one JSON value in UTF-8. What comes out of a
 * #VdtJsonSplitter has been checked already.
 *
 * Returns: %TRUE if so
 */
gboolean
vdt_json_check (const char  *text,
                gssize       length,
                VdtJson     *out_value,
                GError     **error)
{
  static const VdtJsonHandler handler = { NULL, check_document_cb };
  g_autoptr(VdtJsonSplitter) splitter = NULL;
  Check check = { 0 };
  const char *end;

  out_value->text = NULL;
  out_value->length = 0;

  if (length < 0)
    length = (gssize) strlen (text);

  if (!g_utf8_validate_len (text, (gsize) length, &end))
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, "byte %" G_GSIZE_FORMAT " is not UTF-8 text",
                   (gsize) (end - text));
      return FALSE;
    }

  splitter = vdt_json_splitter_new (&handler, &check, VDT_JSON_SPLIT_SURVEY);
  vdt_json_splitter_feed (splitter, text, (gsize) length);
  vdt_json_splitter_end (splitter);

  if (check.message == NULL && check.n_documents != 1)
    check.message = g_strdup (check.n_documents == 0 ? "there is no value"
                                                     : "there is more than one value");

  if (check.message != NULL)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, "%s (byte %" G_GUINT64_FORMAT ")",
                   check.message, check.error_offset);
      g_free (check.message);
      return FALSE;
    }

  out_value->text = skip_between (text, text + length);
  out_value->length = (gsize) (skip_value (out_value->text, text + length) - out_value->text);

  return TRUE;
}
