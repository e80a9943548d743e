/* vdt-script-ps-objects.c
 *
 * .NET objects that carry a script through its decoding: streams, readers,
 * encodings, builders, ciphers, secure strings. Their members and methods.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-core.h"
#include "vdt-script-decode.h"

#include <string.h>

#define IS(text)        (g_ascii_strcasecmp (name, text) == 0)
#define KIND(text)      g_str_equal (object->kind, text)
#define INFLATE_LIMIT   ((gsize) 6 * 1024 * 1024)

static PsValue *
new_stream (const char *kind,
            GByteArray *bytes)
{
  PsValue *value = ps_new_object_kind (kind);

  value->object->bytes = bytes;

  return value;
}

/* A decompressing stream over another: what it will give is known at once. */
static PsValue *
new_inflater (PsSession  *ps,
              const char *type,
              PsValue   **args,
              guint       n_args)
{
  VdtScriptInflate format = strstr (type, "GZip") != NULL ? VDT_SCRIPT_INFLATE_GZIP :
                            strstr (type, "ZLib") != NULL ? VDT_SCRIPT_INFLATE_ZLIB : VDT_SCRIPT_INFLATE_RAW;
  PsObject *inner = n_args > 0 && args[0]->type == PS_TYPE_OBJECT ? args[0]->object : NULL;
  GByteArray *bytes;

  if (inner == NULL || inner->bytes == NULL || inner->position >= inner->bytes->len)
    return ps_new_object_kind (type);

  bytes = vdt_script_inflate (format, inner->bytes->data + inner->position, inner->bytes->len - inner->position,
                              INFLATE_LIMIT);

  if (bytes == NULL || !vdt_script_context_charge (ps->context, bytes->len))
    {
      g_clear_pointer (&bytes, g_byte_array_unref);
      vdt_script_context_note (ps->context, "A compressed stream in the script is damaged and could not be read.");
      return ps_new_object_kind (type);
    }

  vdt_script_context_rule (ps->context, ps->program->layer, format == VDT_SCRIPT_INFLATE_GZIP ? "gzip" : "deflate");

  return new_stream (type, bytes);
}

static PsValue *
new_text (PsValue **args,
          guint     n_args)
{
  gint64 times;

  if (n_args == 0 || !ps_is_known (args[0]))
    return PS_UNKNOWN;

  if (n_args == 2 && (args[0]->type == PS_TYPE_CHAR || args[0]->type == PS_TYPE_STRING) &&
      ps_to_int (args[1], &times) &&
      times >= 0 && times < 65536)
    {
      GString *out = g_string_new (NULL);
      g_autoptr(GString) one = ps_to_gstring (args[0], "");

      for (gint64 i = 0; one != NULL && i < times; i++)
        g_string_append_len (out, one->str, (gssize) one->len);

      return ps_take_string (out);
    }

  {
    GString *text = ps_to_gstring (args[0], "");

    return text != NULL ? ps_take_string (text) : PS_UNKNOWN;
  }
}

static PsValue *
new_cipher_stream (PsSession  *ps,
                   const char *type,
                   PsValue   **args,
                   guint       n_args)
{
  PsObject *inner = n_args > 1 && args[0]->type == PS_TYPE_OBJECT ? args[0]->object : NULL;

  if (inner != NULL && inner->bytes != NULL && args[1]->type == PS_TYPE_OBJECT)
    {
      g_autoptr(PsValue) cipher = ps_new_bytes (g_byte_array_ref (inner->bytes));
      PsValue *one[] = { cipher };
      g_autoptr(PsValue) clear = ps_method (ps, NULL, args[1], "TransformFinalBlock", one, 1);

      if (clear->type == PS_TYPE_BYTES)
        return new_stream (type, g_byte_array_ref (clear->bytes));
    }

  return ps_new_object_kind (type);
}

PsValue *
ps_new_object (PsSession  *ps,
               const char *name,
               PsValue   **args,
               guint       n_args)
{
  g_autofree char *type = ps_type_name (name);
  gsize length = strlen (type);
  gint64 count;
  PsValue *value;

  if (g_str_equal (type, "System.IO.MemoryStream"))
    {
      g_autoptr(PsValue) first = NULL;
      GByteArray *bytes;

      if (n_args == 0)
        return new_stream (type, g_byte_array_new ());

      /* (,$bytes) */
      first = args[0]->type == PS_TYPE_ARRAY && ps_count (args[0]) == 1 ? ps_nth (args[0], 0) : ps_ref (args[0]);
      bytes = ps_is_collection (first) ? ps_to_bytes (first) : NULL;

      return bytes != NULL ? new_stream (type, bytes) : ps_new_object_kind (type);
    }

  if (g_str_has_prefix (type, "System.IO.Compression.") && g_str_has_suffix (type, "Stream"))
    return new_inflater (ps, type, args, n_args);

  if (g_str_equal (type, "System.IO.StreamReader") || g_str_equal (type, "System.IO.BinaryReader") ||
      g_str_equal (type, "System.IO.StringReader"))
    {
      value = ps_new_object_kind (type);
      value->object->value = n_args > 0 ? ps_ref (args[0]) : NULL;

      if (n_args > 1 && args[1]->type == PS_TYPE_OBJECT)
        ps_set_member (value, "encoding", ps_ref (args[1]));

      return value;
    }

  if (g_str_equal (type, "System.Security.Cryptography.CryptoStream"))
    return new_cipher_stream (ps, type, args, n_args);

  if (g_str_equal (type, "System.String"))
    return new_text (args, n_args);

  if (g_str_has_suffix (type, "[]") && n_args > 0 && ps_to_int (args[0], &count) && count >= 0 && count <= 1 << 20)
    {
      if (!vdt_script_context_charge (ps->context, (gsize) count * 8))
        return PS_UNKNOWN;

      if (g_str_equal (type, "System.Byte[]") && count > 0)
        {
          GByteArray *bytes = g_byte_array_sized_new ((guint) count);

          g_byte_array_set_size (bytes, (guint) count);
          memset (bytes->data, 0, (gsize) count);
          return ps_new_bytes (bytes);
        }

      value = ps_new_array ();
      value->fixed = length > 0;

      for (gint64 i = 0; i < count; i++)
        ps_array_add (value, strstr (type, "Int") != NULL ? ps_new_int (0) : PS_NULL);

      return value;
    }

  if (g_str_equal (type, "System.Collections.ArrayList") || g_str_has_prefix (type, "System.Collections.Generic.List") ||
      g_str_has_prefix (type, "System.Collections.Generic.Queue") || g_str_has_prefix (type, "System.Collections.Generic.Stack"))
    {
      value = ps_new_array ();

      for (guint i = 0; n_args == 1 && ps_is_collection (args[0]) && i < ps_count (args[0]); i++)
        ps_array_add (value, ps_nth (args[0], i));

      return value;
    }

  if (g_str_equal (type, "System.Collections.Hashtable") || g_str_has_prefix (type, "System.Collections.Generic.Dictionary"))
    return ps_new_hash ();

  value = ps_new_object_kind (type);

  if (g_str_equal (type, "System.Text.StringBuilder"))
    value->object->value = n_args > 0 && args[0]->type == PS_TYPE_STRING ? ps_ref (args[0]) : ps_new_string ("", 0);
  else if (g_str_has_prefix (type, "System.Text.") && g_str_has_suffix (type, "Encoding"))
    {
      ps_unref (value);
      value = ps_new_object_kind ("System.Text.Encoding");
      value->object->value = ps_new_string (type + strlen ("System.Text."), -1);
    }
  else if (g_str_equal (type, "System.Text.RegularExpressions.Regex") && n_args > 0)
    value->object->value = ps_ref (args[0]);
  else if (g_str_has_suffix (type, "PSCredential") && n_args > 1)
    value->object->value = ps_ref (args[1]);
  else if (g_str_equal (type, "System.Net.NetworkCredential") && n_args > 1)
    value->object->value = args[1]->type == PS_TYPE_OBJECT ? ps_ref (args[1]) : NULL;

  return value;
}

/* 'abc'.Replace without parentheses: a method to be invoked later. */
static PsValue *
method_object (PsValue    *value,
               const char *name)
{
  PsValue *method = ps_new_object_kind (value->type == PS_TYPE_NAME ? "PSStaticMethod" : "PSMethod");

  method->object->value = ps_ref (value);
  method->object->display = g_strdup (name);

  return method;
}

static gboolean
has_member (const char *kind,
            const char *name)
{
  JsonObject *all = json_object_get_object_member (vdt_script_data_get ("powershell.json"), "members");
  JsonArray *members = json_object_has_member (all, kind) ? json_object_get_array_member (all, kind) : NULL;

  for (guint i = 0; members != NULL && i < json_array_get_length (members); i++)
    if (g_ascii_strcasecmp (json_array_get_string_element (members, i), name) == 0)
      return TRUE;

  return FALSE;
}

static PsValue *
object_member (PsSession  *ps,
               PsValue    *value,
               const char *name)
{
  PsObject *object = value->object;
  g_autofree char *lower = g_ascii_strdown (name, -1);
  PsValue *member = object->members != NULL ? g_hash_table_lookup (object->members, lower) : NULL;

  if (member != NULL)
    return ps_ref (member);

  /* A match's captures and groups are matches again; made when asked for, since they would hold themselves. */
  if (g_str_has_prefix (object->kind, "System.Text.RegularExpressions.") && (IS ("captures") || IS ("groups")))
    {
      PsValue *list = ps_new_array ();

      ps_array_add (list, ps_ref (value));
      return list;
    }

  if (object->bytes != NULL && (IS ("length") || IS ("capacity")))
    return ps_new_int (object->bytes->len);

  if (IS ("password") && object->value != NULL)
    return object->value->type == PS_TYPE_OBJECT && object->value->object->value != NULL ?
           ps_ref (object->value->object->value) : ps_ref (object->value);

  if (KIND ("System.Management.Automation.EngineIntrinsics") && IS ("invokecommand"))
    {
      PsValue *commands = ps_new_object_kind ("System.Management.Automation.CommandInvocationIntrinsics");

      commands->object->display = g_strdup ("$ExecutionContext.InvokeCommand");
      return commands;
    }

  if (IS ("basestream") && object->value != NULL)
    return ps_ref (object->value);

  return has_member (object->kind, name) ? method_object (value, name) : PS_UNKNOWN;
}

PsValue *
ps_member (PsSession  *ps,
           PsValue    *value,
           const char *name)
{
  if (value->type == PS_TYPE_OBJECT)
    return object_member (ps, value, name);

  if (value->type == PS_TYPE_HASH)
    {
      PsValue *found = ps_hash_get (value, name);

      if (found != NULL)
        return ps_ref (found);

      if (IS ("count"))
        return ps_new_int (value->keys->len);

      if (IS ("keys") || IS ("values"))
        {
          GPtrArray *list = IS ("keys") ? value->keys : value->values;
          PsValue *array = ps_new_array ();

          for (guint i = 0; i < list->len; i++)
            ps_array_add (array, ps_ref (g_ptr_array_index (list, i)));

          return array;
        }

      return PS_UNKNOWN;
    }

  if (value->type == PS_TYPE_STRING && IS ("length"))
    return ps_new_int ((gint64) ps_length (value));

  if (IS ("count") || IS ("length") || (IS ("longlength")))
    return value->type == PS_TYPE_BLOCK || value->type == PS_TYPE_NAME ? PS_UNKNOWN : ps_new_int (ps_count (value));

  if (value->type == PS_TYPE_NAME)
    {
      const char *dot = strrchr (value->name, '.');

      if (IS ("name"))
        return ps_new_string (dot != NULL ? dot + 1 : value->name, -1);
      if (IS ("fullname"))
        return ps_new_string (value->name, -1);

      return PS_UNKNOWN;
    }

  if (ps_is_collection (value))
    {
      PsValue *all = ps_new_array ();

      for (guint i = 0; i < ps_count (value); i++)
        {
          g_autoptr(PsValue) item = ps_nth (value, i);
          g_autoptr(PsValue) member = NULL;

          if (ps_is_collection (item) || item->type == PS_TYPE_STRING)
            member = PS_UNKNOWN;
          else
            member = ps_member (ps, item, name);

          if (!ps_is_known (member))
            {
              ps_unref (all);
              return PS_UNKNOWN;
            }

          for (guint k = 0; k < ps_count (member); k++)
            ps_array_add (all, ps_nth (member, k));
        }

      return ps_unroll (all);
    }

  return value->type == PS_TYPE_STRING ? method_object (value, name) : PS_UNKNOWN;
}
