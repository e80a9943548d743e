/* vdt-script-ps-static.c
 *
 * Static members and methods of .NET types: conversions, encodings, strings,
 * arrays, expressions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-core.h"
#include "vdt-script-decode.h"

#include <math.h>
#include <string.h>

#define IS(text) (g_ascii_strcasecmp (name, text) == 0)

/* The text of argument @i, or NULL. */
static char *
text_of (PsValue **args,
         guint     n_args,
         guint     i)
{
  return i < n_args && ps_is_known (args[i]) ? ps_to_string (args[i]) : NULL;
}

static gboolean
number_of (PsValue **args,
           guint     n_args,
           guint     i,
           gint64   *number)
{
  *number = 0;

  return i < n_args && ps_is_known (args[i]) && ps_to_int (args[i], number);
}

static PsValue *
from_base64 (PsSession  *ps,
             PsNode     *node,
             PsValue   **args,
             guint       n_args)
{
  g_autoptr(GString) text = n_args > 0 && ps_is_known (args[0]) ? ps_to_gstring (args[0], "") : NULL;
  GByteArray *bytes = text != NULL ? vdt_script_decode_base64 (text->str, text->len, TRUE) : NULL;

  if (bytes == NULL || !vdt_script_context_charge (ps->context, bytes->len))
    {
      g_clear_pointer (&bytes, g_byte_array_unref);
      return PS_UNKNOWN;
    }

  vdt_script_context_rule (ps->context, ps->program->layer, "base64");
  vdt_script_context_payload (ps->context, ps->program->layer, node->start, node->end - node->start,
                              bytes->data, bytes->len);

  return ps_new_bytes (bytes);
}

/* Convert.ToInt32 ("1F", 16) and its like */
static PsValue *
to_integer (PsValue    **args,
            guint        n_args,
            const char  *type,
            PsSession   *ps)
{
  g_autofree char *text = NULL;
  g_autoptr(PsValue) parsed = NULL;
  const char *digits;
  char *end = NULL;
  gint64 base;
  gint64 number;

  if (n_args < 2)
    return n_args == 1 && ps_is_known (args[0]) ? ps_cast (ps, type, args[0]) : PS_UNKNOWN;

  text = text_of (args, n_args, 0);

  if (text == NULL || !number_of (args, n_args, 1, &base) || (base != 2 && base != 8 && base != 10 && base != 16))
    return PS_UNKNOWN;

  digits = text;

  if (base == 16 && digits[0] == '0' && (digits[1] | 0x20) == 'x')
    digits += 2;

  number = (gint64) g_ascii_strtoull (digits, &end, (guint) base);

  if (end == digits || *end != '\0')
    return PS_UNKNOWN;

  parsed = ps_new_int (number);

  return ps_cast (ps, type, parsed);
}

static PsValue *
to_base_text (PsValue **args,
              guint     n_args)
{
  gint64 number, base;
  GString *out;

  if (!number_of (args, n_args, 0, &number) || !number_of (args, n_args, 1, &base) ||
      (base != 2 && base != 8 && base != 10 && base != 16))
    return PS_UNKNOWN;

  out = g_string_new (NULL);

  if (number == 0)
    g_string_append_c (out, '0');

  for (guint64 rest = (guint64) number; rest > 0; rest /= (guint64) base)
    g_string_prepend_c (out, "0123456789abcdef"[rest % (guint64) base]);

  return ps_take_string (out);
}

static PsValue *
convert (PsSession   *ps,
         PsNode      *node,
         const char  *name,
         PsValue    **args,
         guint        n_args)
{
  static const struct { const char *name; const char *type; } numbers[] = {
    { "toint16", "System.Int16" }, { "toint32", "System.Int32" }, { "toint64", "System.Int64" },
    { "tobyte", "System.Byte" }, { "tosbyte", "System.SByte" }, { "touint16", "System.UInt16" },
    { "touint32", "System.UInt32" }, { "touint64", "System.UInt64" },
  };

  if (IS ("frombase64string") || IS ("frombase64chararray"))
    return from_base64 (ps, node, args, n_args);

  if (IS ("fromhexstring"))
    {
      g_autofree char *text = text_of (args, n_args, 0);
      GByteArray *bytes = text != NULL ? vdt_script_decode_hex (text, strlen (text)) : NULL;

      return bytes != NULL ? ps_new_bytes (bytes) : PS_UNKNOWN;
    }

  if (IS ("tobase64string") && n_args > 0)
    {
      g_autoptr(GByteArray) bytes = ps_to_bytes (args[0]);
      g_autofree char *text = bytes != NULL ? g_base64_encode (bytes->data, bytes->len) : NULL;

      return text != NULL && vdt_script_context_charge (ps->context, strlen (text)) ? ps_new_string (text, -1) :
             PS_UNKNOWN;
    }

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (IS (numbers[i].name))
      return to_integer (args, n_args, numbers[i].type, ps);

  if (n_args == 0 || !ps_is_known (args[0]))
    return PS_UNKNOWN;

  if (IS ("tochar"))
    return ps_cast (ps, "char", args[0]);
  if (IS ("toboolean"))
    return ps_cast (ps, "bool", args[0]);
  if (IS ("todouble") || IS ("tosingle"))
    return ps_cast (ps, "double", args[0]);
  if (IS ("tostring") && n_args == 1)
    return ps_cast (ps, "string", args[0]);
  if (IS ("tostring"))
    return args[1]->type == PS_TYPE_INT ? to_base_text (args, n_args) : ps_cast (ps, "string", args[0]);

  return PS_UNKNOWN;
}

/* String.Join (sep, list) or (sep, a, b, c) */
static PsValue *
string_join (PsSession  *ps,
             PsValue   **args,
             guint       n_args)
{
  g_autoptr(PsValue) list = NULL;

  if (n_args < 2 || !ps_is_known (args[0]))
    return PS_UNKNOWN;

  if (n_args == 2)
    {
      list = ps_enumerate (ps_ref (args[1]));
    }
  else
    {
      list = ps_new_array ();

      for (guint i = 1; i < n_args; i++)
        ps_array_add (list, ps_ref (args[i]));
    }

  return ps_is_known (list) ? ps_binary (ps, PS_OP_JOIN, list, args[0]) : PS_UNKNOWN;
}

static PsValue *
string_static (PsSession   *ps,
               const char  *name,
               PsValue    **args,
               guint        n_args)
{
  if (IS ("join"))
    return string_join (ps, args, n_args);

  if (IS ("format") && n_args > 0 && ps_is_known (args[0]))
    {
      if (n_args == 2 && ps_is_collection (args[1]))
        return ps_binary (ps, PS_OP_FORMAT, args[0], args[1]);

      return ps_format (ps, args[0], args + 1, n_args - 1);
    }

  if (IS ("concat") || IS ("copy"))
    {
      GString *out = g_string_new (NULL);

      for (guint i = 0; i < n_args; i++)
        {
          g_autoptr(GString) part = ps_to_gstring (args[i], "");

          if (part == NULL || !vdt_script_context_charge (ps->context, part->len))
            {
              g_string_free (out, TRUE);
              return PS_UNKNOWN;
            }

          g_string_append_len (out, part->str, (gssize) part->len);
        }

      return ps_take_string (out);
    }

  if ((IS ("isnullorempty") || IS ("isnullorwhitespace")) && n_args == 1 && ps_is_known (args[0]))
    return ps_new_bool (!ps_to_bool (args[0]));

  if (IS ("new"))
    return ps_new_object (ps, "System.String", args, n_args);

  return PS_UNKNOWN;
}

static PsValue *
array_static (PsSession   *ps,
              const char  *name,
              PsValue    **args,
              guint        n_args)
{
  if (IS ("reverse") && n_args >= 1 && args[0]->type == PS_TYPE_ARRAY)
    {
      GPtrArray *items = args[0]->array;

      /* In place, as .NET does: the script goes on with the same array. */
      for (guint i = 0; i < items->len / 2; i++)
        {
          gpointer item = items->pdata[i];

          items->pdata[i] = items->pdata[items->len - 1 - i];
          items->pdata[items->len - 1 - i] = item;
        }

      vdt_script_context_step (ps->context, items->len / 8 + 1);

      return PS_NULL;
    }

  if (IS ("reverse") && n_args >= 1 && args[0]->type == PS_TYPE_BYTES)
    {
      GByteArray *bytes = args[0]->bytes;

      for (guint i = 0; i < bytes->len / 2; i++)
        {
          guint8 byte = bytes->data[i];

          bytes->data[i] = bytes->data[bytes->len - 1 - i];
          bytes->data[bytes->len - 1 - i] = byte;
        }

      return PS_NULL;
    }

  if (IS ("indexof") && n_args >= 2 && ps_is_collection (args[0]) && ps_is_known (args[1]))
    for (guint i = 0; i < ps_count (args[0]); i++)
      {
        g_autoptr(PsValue) item = ps_nth (args[0], i);
        g_autoptr(PsValue) equal = ps_binary (ps, PS_OP_EQ | PS_OP_CASE, item, args[1]);

        if (ps_is_known (equal) && !ps_is_collection (equal) && ps_to_bool (equal))
          return ps_new_int (i);
      }

  return PS_UNKNOWN;
}

static PsValue *
math_static (const char  *name,
             PsValue    **args,
             guint        n_args)
{
  double a, b = 0;
  double result;

  if (n_args == 0 || !ps_is_known (args[0]) || !ps_to_double (args[0], &a) ||
      (n_args > 1 && (!ps_is_known (args[1]) || !ps_to_double (args[1], &b))))
    return PS_UNKNOWN;

  if (IS ("abs"))
    result = fabs (a);
  else if (IS ("floor"))
    result = floor (a);
  else if (IS ("ceiling"))
    result = ceil (a);
  else if (IS ("truncate"))
    result = trunc (a);
  else if (IS ("sqrt"))
    result = sqrt (a);
  else if (IS ("round") && n_args == 1)
    result = rint (a);
  else if (IS ("pow") && n_args == 2)
    result = pow (a, b);
  else if (IS ("min") && n_args == 2)
    result = MIN (a, b);
  else if (IS ("max") && n_args == 2)
    result = MAX (a, b);
  else
    return PS_UNKNOWN;

  if (!isfinite (result))
    return PS_UNKNOWN;

  return result == rint (result) && fabs (result) < 9e15 ? ps_new_int ((gint64) result) : ps_new_double (result);
}

/* \uFFFF, \xFF, \n …; any other character behind a backslash is itself. */
static char *
unescape (const char *text)
{
  static const char from[] = "abefnrtv";
  static const char to[] = "\a\b\x1b\f\n\r\t\v";
  GString *out = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      gsize digits = c[1] == 'u' ? 4 : c[1] == 'x' ? 2 : 0;
      const char *found;

      if (c[0] != '\\' || c[1] == '\0')
        {
          g_string_append_c (out, *c);
          continue;
        }

      c++;

      if (digits > 0 && strspn (c + 1, "0123456789abcdefABCDEF") >= digits)
        {
          g_autofree char *number = g_strndup (c + 1, digits);

          vdt_script_append_unichar (out, (guint32) g_ascii_strtoull (number, NULL, 16));
          c += digits;
          continue;
        }

      found = strchr (from, *c);
      g_string_append_c (out, found != NULL ? to[found - from] : *c);
    }

  return g_string_free (out, FALSE);
}

static PsValue *
regex_static (PsSession   *ps,
              const char  *name,
              PsValue    **args,
              guint        n_args)
{
  g_autofree char *pattern = text_of (args, n_args, 1);
  g_autofree char *options = n_args > 2 ? text_of (args, n_args, n_args - 1) : NULL;
  gboolean cased = options == NULL || strcasestr (options, "ignorecase") == NULL;
  gboolean backward = options != NULL && (strcasestr (options, "righttoleft") != NULL || g_str_equal (options, "64"));

  if ((IS ("escape") || IS ("unescape")) && n_args == 1)
    {
      g_autofree char *text = text_of (args, n_args, 0);
      g_autofree char *done = text == NULL ? NULL : IS ("escape") ? g_regex_escape_string (text, -1) : unescape (text);

      return done != NULL ? ps_new_string (done, -1) : PS_UNKNOWN;
    }

  if (pattern == NULL || !ps_is_known (args[0]))
    return PS_UNKNOWN;

  if (IS ("replace") && n_args >= 3)
    {
      g_autofree char *replacement = text_of (args, n_args, 2);

      return replacement != NULL && args[2]->type != PS_TYPE_BLOCK ?
             ps_regex_replace (ps, args[0], pattern, replacement, n_args == 3 || cased) : PS_UNKNOWN;
    }

  if (IS ("split"))
    return ps_split_text (ps, args[0], pattern, 0, cased);

  if (IS ("matches") || IS ("match"))
    {
      PsValue *matches = ps_regex_matches (ps, args[0], pattern, cased, IS ("match"));

      /* RightToLeft gives the matches from the end: the usual way to reverse a text. */
      if (backward && ps_is_known (matches) && ps_count (matches) > 1)
        {
          PsValue *turn[] = { matches };

          array_static (ps, "reverse", turn, 1);
        }

      return IS ("match") && ps_is_known (matches) ? ps_unroll (matches) : matches;
    }

  if (IS ("ismatch"))
    {
      g_autoptr(PsValue) matches = ps_regex_matches (ps, args[0], pattern, cased, TRUE);

      return ps_is_known (matches) ? ps_new_bool (ps_count (matches) > 0) : PS_UNKNOWN;
    }

  return PS_UNKNOWN;
}

/* Well-known folders by the environment variable that names them. */
static PsValue *
folder_path (PsSession  *ps,
             const char *folder)
{
  JsonObject *folders = json_object_get_object_member (vdt_script_data_get ("powershell.json"), "folders");
  g_autofree char *lower = g_ascii_strdown (folder, -1);
  const char *path = json_object_get_string_member_with_default (folders, lower, NULL);
  g_autofree char *name = NULL;
  g_autofree char *variable = NULL;
  g_autoptr(PsValue) base = NULL;
  PsValue *result;
  gsize length;

  if (path == NULL)
    return PS_UNKNOWN;

  length = strcspn (path, "\\");
  name = g_strndup (path, length);
  variable = g_strconcat ("env:", name, NULL);
  base = ps_get_variable (ps, variable);

  if (base->type != PS_TYPE_STRING)
    return PS_UNKNOWN;

  result = ps_new_string (base->string->str, -1);
  g_string_append (result->string, path + length);
  result->display = g_strdup_printf ("${%s}%s", variable, path + length);

  return result;
}

/* Path.Combine, GetTempPath, GetFileName … */
static PsValue *
path_static (PsSession   *ps,
             const char  *name,
             PsValue    **args,
             guint        n_args)
{
  if (IS ("gettemppath"))
    return folder_path (ps, "temp");

  if (IS ("combine") && n_args > 1)
    {
      g_autoptr(PsValue) slash = ps_new_string ("\\", -1);
      PsValue *sum = ps_ref (args[0]);

      for (guint i = 1; i < n_args && ps_is_known (sum) && ps_is_known (args[i]); i++)
        {
          PsValue *terms[] = { sum, slash, args[i] };

          sum = ps_add_texts (ps, terms, G_N_ELEMENTS (terms));
          ps_unref (terms[0]);
        }

      return sum;
    }

  return PS_UNKNOWN;
}

static PsValue *
environment_static (PsSession   *ps,
                    const char  *name,
                    PsValue    **args,
                    guint        n_args)
{
  g_autofree char *text = text_of (args, n_args, 0);
  g_autofree char *variable = NULL;

  if (text == NULL)
    return PS_UNKNOWN;

  if (IS ("getfolderpath"))
    return folder_path (ps, text);

  if (IS ("getenvironmentvariable"))
    {
      variable = g_strconcat ("env:", text, NULL);
      return ps_get_variable (ps, variable);
    }

  if (IS ("setenvironmentvariable") && n_args > 1 && ps_is_known (args[1]))
    {
      variable = g_strconcat ("env:", text, NULL);
      ps_set_variable (ps, variable, ps_ref (args[1]));
      return PS_UNKNOWN;
    }

  if (IS ("expandenvironmentvariables"))
    {
      GString *out = g_string_new (NULL);

      for (const char *c = text; *c != '\0'; c++)
        {
          const char *close = *c == '%' ? strchr (c + 1, '%') : NULL;
          g_autofree char *key = close != NULL ? g_strndup (c + 1, (gsize) (close - c - 1)) : NULL;
          const char *value = key != NULL ? vdt_script_context_getenv (ps->context, key) : NULL;

          if (value != NULL)
            {
              g_string_append (out, value);
              c = close;
            }
          else
            {
              g_string_append_c (out, *c);
            }
        }

      return ps_take_string (out);
    }

  return PS_UNKNOWN;
}

static PsValue *
url_decode (PsValue   **args,
            guint       n_args)
{
  g_autofree char *text = text_of (args, n_args, 0);
  g_autoptr(GByteArray) bytes = NULL;

  if (text == NULL)
    return PS_UNKNOWN;

  bytes = vdt_script_decode_url (text, strlen (text));

  return ps_new_string ((const char *) bytes->data, bytes->len);
}

static PsValue *
bit_converter (const char  *name,
               PsValue    **args,
               guint        n_args)
{
  g_autoptr(GByteArray) bytes = n_args > 0 ? ps_to_bytes (args[0]) : NULL;

  if (IS ("tostring") && bytes != NULL && n_args == 1)
    {
      GString *out = g_string_new (NULL);

      for (guint i = 0; i < bytes->len; i++)
        g_string_append_printf (out, "%s%02X", i > 0 ? "-" : "", bytes->data[i]);

      return ps_take_string (out);
    }

  return PS_UNKNOWN;
}

static PsValue *
char_static (PsSession   *ps,
             const char  *name,
             PsValue    **args,
             guint        n_args)
{
  g_autoptr(PsValue) text = NULL;

  if (n_args == 0 || !ps_is_known (args[0]))
    return PS_UNKNOWN;

  if (IS ("convertfromutf32") || IS ("parse"))
    return ps_cast (ps, "char", args[0]);

  text = ps_cast (ps, "string", args[0]);

  if (text->type != PS_TYPE_STRING)
    return PS_UNKNOWN;

  if (IS ("toupper") || IS ("tolower") || IS ("tostring"))
    return ps_string_method (ps, text, name, NULL, 0);

  if (text->string->len == 1 && IS ("isdigit"))
    return ps_new_bool (g_ascii_isdigit (text->string->str[0]));
  if (text->string->len == 1 && IS ("isletter"))
    return ps_new_bool (g_ascii_isalpha (text->string->str[0]));
  if (text->string->len == 1 && IS ("isupper"))
    return ps_new_bool (g_ascii_isupper (text->string->str[0]));
  if (text->string->len == 1 && IS ("islower"))
    return ps_new_bool (g_ascii_islower (text->string->str[0]));

  return PS_UNKNOWN;
}

static PsValue *
marshal (const char  *name,
         PsValue    **args,
         guint        n_args)
{
  /* SecureStringToBSTR, then PtrToStringBSTR/Auto/Uni: the text comes out again. */
  if (n_args == 0 || args[0]->type != PS_TYPE_OBJECT || args[0]->object->value == NULL)
    return PS_UNKNOWN;

  if (g_ascii_strncasecmp (name, "securestringto", 14) == 0)
    return ps_ref (args[0]);

  if (g_ascii_strncasecmp (name, "ptrtostring", 11) == 0)
    return ps_ref (args[0]->object->value);

  return PS_UNKNOWN;
}

/* Names a payload among values: what Assembly.Load, File.WriteAllBytes, Marshal.Copy get, or what
 * is left in variables. */
void
ps_look_at_bytes (PsSession  *ps,
                  guint       start,
                  guint       end,
                  PsValue   **args,
                  guint       n_args)
{
  for (guint i = 0; i < n_args; i++)
    if (args[i]->type == PS_TYPE_BYTES || (args[i]->type == PS_TYPE_ARRAY && ps_count (args[i]) >= 48))
      {
        g_autoptr(GByteArray) bytes = ps_to_bytes (args[i]);

        if (bytes != NULL)
          vdt_script_context_payload (ps->context, ps->program->layer, start, end - start, bytes->data, bytes->len);
      }
}

PsValue *
ps_static_method (PsSession   *ps,
                  PsNode      *node,
                  const char  *type,
                  const char  *name,
                  PsValue    **args,
                  guint        n_args)
{
  if (IS ("new") && !g_str_equal (type, "System.String"))
    return ps_new_object (ps, type, args, n_args);

  if (g_str_equal (type, "System.Convert"))
    return convert (ps, node, name, args, n_args);
  if (g_str_equal (type, "System.String"))
    return string_static (ps, name, args, n_args);
  if (g_str_equal (type, "System.Array"))
    return array_static (ps, name, args, n_args);
  if (g_str_equal (type, "System.Math"))
    return math_static (name, args, n_args);
  if (g_str_equal (type, "System.Char"))
    return char_static (ps, name, args, n_args);
  if (g_str_equal (type, "System.Text.RegularExpressions.Regex"))
    return regex_static (ps, name, args, n_args);
  if (g_str_equal (type, "System.Environment"))
    return environment_static (ps, name, args, n_args);
  if (g_str_equal (type, "System.IO.Path"))
    return path_static (ps, name, args, n_args);
  if (g_str_equal (type, "System.BitConverter"))
    return bit_converter (name, args, n_args);
  if (g_str_equal (type, "System.Uri") || g_str_equal (type, "System.Net.WebUtility") ||
      g_str_equal (type, "System.Web.HttpUtility"))
    return IS ("unescapedatastring") || IS ("urldecode") ? url_decode (args, n_args) : PS_UNKNOWN;

  if (g_str_equal (type, "System.Text.Encoding") && IS ("getencoding"))
    {
      PsValue *object = ps_new_object_kind ("System.Text.Encoding");

      object->object->value = n_args > 0 ? ps_ref (args[0]) : ps_new_string ("Default", -1);
      return object;
    }

  if (g_str_equal (type, "System.Management.Automation.ScriptBlock") && IS ("create") && n_args > 0 && ps_is_known (args[0]))
    return ps_cast (ps, type, args[0]);

  if (IS ("create") && (g_str_has_prefix (type, "System.Security.Cryptography.") ||
                        g_str_equal (type, "System.Management.Automation.PowerShell")))
    return ps_new_object (ps, type, NULL, 0);

  if (g_str_equal (type, "System.Runtime.InteropServices.Marshal"))
    {
      PsValue *value = marshal (name, args, n_args);

      if (ps_is_known (value))
        return value;
    }

  if ((IS ("parse") || IS ("tostring")) && n_args > 0 && ps_is_known (args[0]) && g_str_has_prefix (type, "System.") &&
      !g_str_equal (type, "System.Management.Automation.ScriptBlock"))
    return ps_cast (ps, IS ("parse") ? type : "string", args[0]);

  if (node != NULL)
    ps_look_at_bytes (ps, node->start, node->end, args, n_args);

  return PS_UNKNOWN;
}

PsValue *
ps_static_member (PsSession  *ps,
                  const char *type,
                  const char *name)
{
  if (g_str_equal (type, "System.Text.Encoding"))
    {
      PsValue *object = ps_new_object_kind (type);

      object->object->value = ps_new_string (name, -1);
      return object;
    }

  if (g_str_equal (type, "System.String") && IS ("empty"))
    return ps_new_string ("", 0);
  if (g_str_equal (type, "System.Environment") && IS ("newline"))
    return ps_new_string ("\r\n", -1);
  if (g_str_equal (type, "System.Int32") && IS ("maxvalue"))
    return ps_new_int (G_MAXINT32);
  if (g_str_equal (type, "System.IntPtr") && IS ("size"))
    return ps_new_int (8);
  if (g_str_equal (type, "System.IntPtr") && IS ("zero"))
    return PS_UNKNOWN;

  /* Enumerations whose values evaluation asks for */
  if (g_str_has_prefix (type, "System.IO.Compression.") || g_str_has_suffix (type, "Options") ||
      g_str_has_suffix (type, "CipherMode") || g_str_has_suffix (type, "PaddingMode") ||
      g_str_has_suffix (type, "CryptoStreamMode"))
    return ps_new_string (name, -1);

  return PS_UNKNOWN;
}
