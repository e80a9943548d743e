/* vdt-script-ps-convert.c
 *
 * PowerShell values as text, numbers, truth and bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-decode.h"

#include <math.h>
#include <string.h>


static gboolean
append_text (GString       *text,
             const PsValue *value,
             const char    *separator,
             guint          depth)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (value->type)
    {
    case PS_TYPE_NULL:
      return TRUE;
    case PS_TYPE_BOOL:
      g_string_append (text, value->integer ? "True" : "False");
      return TRUE;
    case PS_TYPE_INT:
      g_string_append_printf (text, "%" G_GINT64_FORMAT, value->integer);
      return TRUE;
    case PS_TYPE_DOUBLE:
      if (!isfinite (value->number))
        return FALSE;
      g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.15g", value->number));
      return TRUE;
    case PS_TYPE_CHAR:
      vdt_script_append_unichar (text, (guint32) value->integer);
      return TRUE;
    case PS_TYPE_STRING:
      g_string_append_len (text, value->string->str, (gssize) value->string->len);
      return TRUE;
    case PS_TYPE_ARRAY:
    case PS_TYPE_BYTES:
      if (depth > 0)
        {
          g_string_append (text, "System.Object[]");
          return TRUE;
        }
      for (guint i = 0; i < ps_count (value); i++)
        {
          g_autoptr(PsValue) item = ps_nth (value, i);

          if (i > 0)
            g_string_append (text, separator);

          if (!append_text (text, item, separator, depth + 1))
            return FALSE;
        }
      return TRUE;
    case PS_TYPE_HASH:
      g_string_append (text, "System.Collections.Hashtable");
      return TRUE;
    case PS_TYPE_BLOCK:
      {
        const PsNode *node = value->node;
        const PsProgram *program = value->program;

        if (node->end > node->start + 1)
          g_string_append_len (text, program->text + node->start + 1, node->end - node->start - 2);

        return TRUE;
      }
    case PS_TYPE_NAME:
      g_string_append (text, value->name);
      return TRUE;
    case PS_TYPE_OBJECT:
      if (value->object->value != NULL && (g_str_equal (value->object->kind, "System.Text.StringBuilder") ||
                                           g_str_has_prefix (value->object->kind, "System.Text.RegularExpressions.")))
        return append_text (text, value->object->value, separator, depth);
      return FALSE;
    default:
      return FALSE;
    }
}

/* NULL when something in it is not known. @separator is $OFS. */
GString *
ps_to_gstring (const PsValue *value,
               const char    *separator)
{
  GString *text = g_string_new (NULL);

  if (append_text (text, value, separator, 0))
    return text;

  g_string_free (text, TRUE);

  return NULL;
}

char *
ps_to_string (const PsValue *value)
{
  GString *text = ps_to_gstring (value, " ");

  return text != NULL ? g_string_free (text, FALSE) : NULL;
}

/* A PowerShell number literal: hexadecimal, type suffixes, kb … pb. */
gboolean
ps_parse_number (const char  *text,
                 PsValue    **value)
{
  static const struct { const char *suffix; gint64 factor; } multipliers[] = {
    { "kb", G_GINT64_CONSTANT (1) << 10 }, { "mb", G_GINT64_CONSTANT (1) << 20 },
    { "gb", G_GINT64_CONSTANT (1) << 30 }, { "tb", G_GINT64_CONSTANT (1) << 40 },
  };
  gboolean negative = FALSE;
  gboolean real = FALSE;
  gint64 factor = 1;
  char *end = NULL;
  double number;

  while (g_ascii_isspace (*text))
    text++;

  if (*text == '-' || *text == '+')
    negative = *text++ == '-';

  if (!g_ascii_isdigit (*text) && *text != '.')
    return FALSE;

  if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
    {
      guint64 whole;

      if (!g_ascii_isxdigit (text[2]))
        return FALSE;

      whole = g_ascii_strtoull (text, &end, 16);

      /* Eight digits fill an int, as in 0xFFFFFFFF. */
      number = (double) whole;
      *value = whole <= G_MAXUINT32 ? ps_new_int ((gint32) (guint32) whole) : ps_new_int ((gint64) whole);
      if (negative)
        (*value)->integer = (gint64) (0 - (guint64) (*value)->integer);
    }
  else
    {
      number = g_ascii_strtod (text, &end);

      if (end == text)
        return FALSE;

      for (const char *c = text; c < end; c++)
        real |= *c == '.' || *c == 'e' || *c == 'E';

      for (guint i = 0; i < G_N_ELEMENTS (multipliers); i++)
        if (g_ascii_strncasecmp (end, multipliers[i].suffix, 2) == 0)
          {
            factor = multipliers[i].factor;
            end += 2;
            break;
          }

      number = (negative ? -number : number) * (double) factor;

      if (*end == 'd' || *end == 'D' || *end == 'l' || *end == 'L')
        end++;

      if (real || fabs (number) > 9.2e18)
        *value = ps_new_double (number);
      else
        *value = ps_new_int ((gint64) number);
    }

  while (g_ascii_isspace (*end))
    end++;

  if (*end != '\0')
    {
      ps_unref (*value);
      *value = NULL;
      return FALSE;
    }

  return TRUE;
}

gboolean
ps_to_double (const PsValue *value,
              double        *number)
{
  *number = 0;

  switch (value->type)
    {
    case PS_TYPE_NULL:
      return TRUE;
    case PS_TYPE_BOOL:
    case PS_TYPE_INT:
    case PS_TYPE_CHAR:
      *number = (double) value->integer;
      return TRUE;
    case PS_TYPE_DOUBLE:
      *number = value->number;
      return TRUE;
    case PS_TYPE_STRING:
      {
        g_autoptr(PsValue) parsed = NULL;

        if (value->string->len == 0)
          return TRUE;

        return strlen (value->string->str) == value->string->len &&
               ps_parse_number (value->string->str, &parsed) && ps_to_double (parsed, number);
      }
    default:
      return FALSE;
    }
}

/* .NET rounds half to even. */
gboolean
ps_to_int (const PsValue *value,
           gint64        *integer)
{
  double number;

  if (value->type == PS_TYPE_INT || value->type == PS_TYPE_CHAR || value->type == PS_TYPE_BOOL)
    {
      *integer = value->integer;
      return TRUE;
    }

  *integer = 0;

  if (ps_is_collection (value) && ps_count (value) == 1)
    {
      g_autoptr(PsValue) one = ps_nth (value, 0);

      return !ps_is_collection (one) && ps_to_int (one, integer);
    }

  if (!ps_to_double (value, &number) || !(fabs (number) < 9.2e18))
    return FALSE;

  *integer = (gint64) rint (number);

  return TRUE;
}

gboolean
ps_to_bool (const PsValue *value)
{
  switch (value->type)
    {
    case PS_TYPE_NULL:
      return FALSE;
    case PS_TYPE_BOOL:
    case PS_TYPE_INT:
    case PS_TYPE_CHAR:
      return value->integer != 0;
    case PS_TYPE_DOUBLE:
      return value->number != 0;
    case PS_TYPE_STRING:
      return value->string->len > 0;
    case PS_TYPE_ARRAY:
    case PS_TYPE_BYTES:
      if (ps_count (value) == 1)
        {
          g_autoptr(PsValue) one = ps_nth (value, 0);

          return ps_is_collection (one) || ps_to_bool (one);
        }
      return ps_count (value) > 0;
    default:
      return TRUE;
    }
}

/* NULL when it is not a list of what fits a byte. */
GByteArray *
ps_to_bytes (const PsValue *value)
{
  GByteArray *bytes;

  if (value->type == PS_TYPE_BYTES)
    return g_byte_array_ref (value->bytes);

  if (value->type != PS_TYPE_ARRAY && value->type != PS_TYPE_INT && value->type != PS_TYPE_STRING)
    return NULL;

  bytes = g_byte_array_new ();

  for (guint i = 0; i < ps_count (value); i++)
    {
      g_autoptr(PsValue) item = ps_nth (value, i);
      gint64 integer;
      guint8 byte;

      if (ps_is_collection (item) || !ps_to_int (item, &integer) || integer < 0 || integer > 255)
        {
          g_byte_array_unref (bytes);
          return NULL;
        }

      byte = (guint8) integer;
      g_byte_array_append (bytes, &byte, 1);
    }

  return bytes;
}
