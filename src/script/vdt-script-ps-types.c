/* vdt-script-ps-types.c
 *
 * .NET types as PowerShell names them, and casts to them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-core.h"

#include <string.h>

static GHashTable *
type_table (void)
{
  static gsize once;
  static GHashTable *table;

  if (g_once_init_enter (&once))
    {
      JsonObject *data = vdt_script_data_get ("powershell.json");
      JsonObject *accelerators = json_object_get_object_member (data, "accelerators");
      JsonArray *types = json_object_get_array_member (data, "types");
      JsonObjectIter iter;
      const char *name;
      JsonNode *node;

      table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint i = 0; i < json_array_get_length (types); i++)
        {
          const char *type = json_array_get_string_element (types, i);

          g_hash_table_insert (table, g_ascii_strdown (type, -1), (gpointer) type);

          /* "System." may be left out. */
          if (g_str_has_prefix (type, "System."))
            g_hash_table_insert (table, g_ascii_strdown (type + 7, -1), (gpointer) type);
        }

      json_object_iter_init (&iter, accelerators);

      while (json_object_iter_next (&iter, &name, &node))
        g_hash_table_insert (table, g_strdup (name), (gpointer) json_node_get_string (node));

      g_once_init_leave (&once, 1);
    }

  return table;
}

/* The full name of a type; a name that is not known stays as it is. */
char *
ps_type_name (const char *name)
{
  gsize length = strlen (name);
  gboolean array = length > 2 && g_str_has_suffix (name, "[]");
  g_autofree char *lower = g_ascii_strdown (name, array ? (gssize) length - 2 : -1);
  const char *full = g_hash_table_lookup (type_table (), lower);

  if (full == NULL)
    return g_strdup (name);

  return g_strconcat (full, array ? "[]" : "", NULL);
}

static const struct
{
  const char *type;
  PsIntKind   kind;
  gint64      min;
  gint64      max;
} integers[] = {
  { "System.Byte", PS_INT_8, 0, 255 },
  { "System.SByte", PS_INT_S8, -128, 127 },
  { "System.Int16", PS_INT_16, -32768, 32767 },
  { "System.UInt16", PS_INT_U16, 0, 65535 },
  { "System.Int32", PS_INT_32, G_MININT32, G_MAXINT32 },
  { "System.UInt32", PS_INT_U32, 0, G_MAXUINT32 },
  { "System.Int64", PS_INT_64, G_MININT64, G_MAXINT64 },
  { "System.UInt64", PS_INT_U64, 0, G_MAXINT64 },
  { "System.IntPtr", PS_INT_64, G_MININT64, G_MAXINT64 },
};

static PsValue *
cast_integer (guint    i,
              PsValue *value)
{
  gint64 integer;

  if (ps_is_collection (value) && ps_count (value) != 1)
    return PS_UNKNOWN;

  if (!ps_to_int (value, &integer) || integer < integers[i].min || integer > integers[i].max)
    return PS_UNKNOWN;

  return ps_new_int_kind (integer, integers[i].kind);
}

static PsValue *
cast_char (PsValue *value)
{
  gint64 integer;

  if (value->type == PS_TYPE_CHAR)
    return ps_ref (value);

  if (value->type == PS_TYPE_STRING)
    return ps_length (value) == 1 ? ps_new_char (ps_char_at (value, 0)) : PS_UNKNOWN;

  if (ps_is_collection (value) && ps_count (value) == 1)
    {
      g_autoptr(PsValue) one = ps_nth (value, 0);

      return ps_is_collection (one) ? PS_UNKNOWN : cast_char (one);
    }

  if (!ps_to_int (value, &integer) || integer < 0 || integer > 0xffff)
    return PS_UNKNOWN;

  return ps_new_char ((guint32) integer);
}

/* [T[]]: every item is cast; a string gives its characters to char[]. */
static PsValue *
cast_items (PsSession  *ps,
            const char *type,
            PsValue    *value)
{
  PsValue *array;

  if (!vdt_script_context_charge (ps->context,
                                  (value->type == PS_TYPE_STRING ? ps_length (value) : ps_count (value)) * 32))
    return PS_UNKNOWN;

  if (g_str_equal (type, "System.Byte"))
    {
      GByteArray *bytes = ps_to_bytes (value);

      return bytes != NULL ? ps_new_bytes (bytes) : PS_UNKNOWN;
    }

  array = ps_new_array ();
  array->fixed = TRUE;

  if (value->type == PS_TYPE_STRING && g_str_equal (type, "System.Char"))
    {
      gsize n = ps_length (value);

      for (gsize i = 0; i < n; i++)
        ps_array_add (array, ps_new_char (ps_char_at (value, i)));

      return array;
    }

  for (guint i = 0; i < ps_count (value); i++)
    {
      g_autoptr(PsValue) item = ps_nth (value, i);
      PsValue *cast = ps_is_known (item) ? ps_cast (ps, type, item) : PS_UNKNOWN;

      if (!ps_is_known (cast))
        {
          ps_unref (array);
          return PS_UNKNOWN;
        }

      ps_array_add (array, cast);
    }

  return array;
}

static PsValue *
cast_text (PsSession *ps,
           PsValue   *value)
{
  g_autoptr(PsValue) ofs = ps_get_variable (ps, "ofs");
  g_autofree char *separator = ofs->type == PS_TYPE_STRING || ofs->type == PS_TYPE_NULL ? ps_to_string (ofs) : NULL;
  GString *text;
  PsValue *result;

  if (value->type == PS_TYPE_STRING)
    return ps_ref (value);

  if (value->type == PS_TYPE_OBJECT && value->object->value != NULL &&
      g_str_has_prefix (value->object->kind, "System.Text.RegularExpressions."))
    return ps_ref (value->object->value);

  /* [string]''.Chars is the method's signature; letters are cut out of it. */
  if (value->type == PS_TYPE_OBJECT && g_str_equal (value->object->kind, "PSMethod"))
    {
      JsonObject *texts = json_object_get_object_member (vdt_script_data_get ("powershell.json"), "method_texts");
      g_autofree char *lower = g_ascii_strdown (value->object->display, -1);
      const char *signature = json_object_get_string_member_with_default (texts, lower, NULL);

      return signature != NULL ? ps_new_string (signature, -1) : PS_UNKNOWN;
    }

  text = ps_to_gstring (value, separator != NULL ? separator : " ");

  if (text == NULL)
    return PS_UNKNOWN;

  result = ps_take_string (text);

  return vdt_script_context_charge (ps->context, text->len) ? result : result;
}

static PsValue *
cast_object (PsSession  *ps,
             const char *type,
             PsValue    *value)
{
  PsValue *object;

  if (g_str_equal (type, "System.Text.RegularExpressions.Regex") ||
      g_str_equal (type, "System.Management.Automation.ScriptBlock"))
    {
      if (value->type == PS_TYPE_BLOCK)
        return ps_ref (value);

      object = ps_new_object_kind (type);
      object->object->value = cast_text (ps, value);
      return object;
    }

  if (g_str_equal (type, "System.Management.ManagementClass"))
    {
      g_autofree char *text = ps_to_string (value);
      const char *colon = text != NULL ? strrchr (text, ':') : NULL;
      g_autofree char *kind = g_strconcat ("WMI:", colon != NULL ? colon + 1 : text != NULL ? text : "?", NULL);

      return ps_new_object_kind (kind);
    }

  if (g_str_equal (type, "System.IO.MemoryStream"))
    return ps_new_object (ps, type, &value, 1);

  return PS_UNKNOWN;
}

PsValue *
ps_cast (PsSession  *ps,
         const char *name,
         PsValue    *value)
{
  g_autofree char *type = ps_type_name (name);
  gsize length = strlen (type);

  if (g_str_has_suffix (type, "[]"))
    {
      type[length - 2] = '\0';

      if (g_str_equal (type, "System.Object"))
        return ps_enumerate (ps_ref (value));

      return cast_items (ps, type, value);
    }

  for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
    if (g_str_equal (integers[i].type, type))
      return cast_integer (i, value);

  if (g_str_equal (type, "System.Char"))
    return cast_char (value);

  if (g_str_equal (type, "System.Void"))
    return PS_NULL;

  if (g_str_equal (type, "System.String"))
    return cast_text (ps, value);

  if (g_str_equal (type, "System.Boolean"))
    return ps_new_bool (ps_to_bool (value));

  if (g_str_equal (type, "System.Double") || g_str_equal (type, "System.Single") || g_str_equal (type, "System.Decimal"))
    {
      double number;

      return !ps_is_collection (value) && ps_to_double (value, &number) ? ps_new_double (number) : PS_UNKNOWN;
    }

  if (g_str_equal (type, "System.Type"))
    {
      g_autofree char *text = ps_to_string (value);
      g_autofree char *full = text != NULL && *text != '\0' ? ps_type_name (text) : NULL;

      return full != NULL ? ps_new_type (full) : PS_UNKNOWN;
    }

  if (g_str_equal (type, "System.Array"))
    return ps_enumerate (ps_ref (value));

  if (g_str_equal (type, "System.Object") || g_str_equal (type, "System.Management.Automation.PSObject") ||
      g_str_equal (type, "System.Collections.Hashtable") || g_str_equal (type, "System.Collections.ArrayList") ||
      g_str_equal (type, "System.Uri") || g_str_has_prefix (type, "System.Collections.Generic.List"))
    return ps_ref (value);

  return cast_object (ps, type, value);
}
