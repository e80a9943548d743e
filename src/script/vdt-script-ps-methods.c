/* vdt-script-ps-methods.c
 *
 * Methods of the .NET objects and values that evaluation follows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-decode.h"

#include <string.h>

#define IS(text)   (g_ascii_strcasecmp (name, text) == 0)
#define KIND(text) g_str_equal (object->kind, text)


/* Bytes → text by an encoding's name. */
static PsValue *
decode_text (PsSession  *ps,
             PsObject   *encoding,
             GByteArray *bytes)
{
  g_autofree char *name = encoding->value != NULL ? ps_to_string (encoding->value) : NULL;
  GString *text;
  char *wide;
  gsize length;

  if (name == NULL || !vdt_script_context_charge (ps->context, bytes->len))
    return PS_UNKNOWN;

  /* An empty array has no data at all. */
  if (bytes->len == 0)
    return ps_new_string ("", 0);

  if (strcasestr (name, "utf32") != NULL || strcasestr (name, "utf-32") != NULL)
    {
      text = g_string_new (NULL);

      for (guint i = 0; i + 3 < bytes->len; i += 4)
        vdt_script_append_unichar (text, (guint32) bytes->data[i] | (guint32) bytes->data[i + 1] << 8 |
                                         (guint32) bytes->data[i + 2] << 16 | (guint32) bytes->data[i + 3] << 24);

      return ps_take_string (text);
    }

  if (strcasestr (name, "unicode") != NULL || strcasestr (name, "utf-16") != NULL || g_str_equal (name, "1200"))
    {
      wide = vdt_script_decode_utf16 (bytes->data, bytes->len, strcasestr (name, "big") != NULL, &length);
      text = g_string_new_len (wide, (gssize) length);
      g_free (wide);
      return ps_take_string (text);
    }

  if (strcasestr (name, "utf8") != NULL || strcasestr (name, "utf-8") != NULL || strcasestr (name, "utf7") != NULL ||
      g_str_equal (name, "65001"))
    {
      g_autofree char *valid = NULL;
      gsize skip = bytes->len >= 3 && memcmp (bytes->data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

      if (memchr (bytes->data, 0, bytes->len) != NULL)
        return ps_new_string ((const char *) bytes->data, bytes->len);

      valid = g_utf8_make_valid ((const char *) bytes->data + skip, (gssize) (bytes->len - skip));

      return ps_new_string (valid, -1);
    }

  text = g_string_sized_new (bytes->len + 1);

  for (guint i = 0; i < bytes->len; i++)
    vdt_script_append_unichar (text, bytes->data[i] > 127 && strcasestr (name, "ascii") != NULL ? '?' : bytes->data[i]);

  return ps_take_string (text);
}

static PsValue *
encode_text (PsObject *encoding,
             PsValue  *value)
{
  g_autofree char *name = encoding->value != NULL ? ps_to_string (encoding->value) : NULL;
  g_autoptr(GString) text = ps_to_gstring (value, "");
  GByteArray *bytes;
  const char *at;
  const char *end;

  if (name == NULL || text == NULL)
    return PS_UNKNOWN;

  bytes = g_byte_array_new ();
  at = text->str;
  end = at + text->len;

  if (strcasestr (name, "utf8") != NULL || strcasestr (name, "utf-8") != NULL)
    {
      g_byte_array_append (bytes, (const guint8 *) text->str, (guint) text->len);
      return ps_new_bytes (bytes);
    }

  while (at < end)
    {
      guint32 c = vdt_script_next_unichar (&at, end);
      guint8 pair[2] = { (guint8) c, (guint8) (c >> 8) };

      if (strcasestr (name, "unicode") != NULL || strcasestr (name, "utf-16") != NULL)
        g_byte_array_append (bytes, pair, 2);
      else
        g_byte_array_append (bytes, c < (strcasestr (name, "ascii") != NULL ? 128u : 256u) ? pair : (const guint8 *) "?", 1);
    }

  return ps_new_bytes (bytes);
}

/* What is left in a stream; a reader's own encoding, or a byte order mark, else UTF-8. */
static PsValue *
read_to_end (PsSession *ps,
             PsObject  *reader)
{
  PsObject *stream = reader->value != NULL && reader->value->type == PS_TYPE_OBJECT ? reader->value->object : NULL;
  PsValue *encoding = reader->members != NULL ? g_hash_table_lookup (reader->members, "encoding") : NULL;
  PsObject standard = { .value = NULL };
  g_autoptr(GByteArray) rest = NULL;
  g_autoptr(PsValue) name = NULL;

  if (reader->value != NULL && reader->value->type == PS_TYPE_STRING)
    return ps_ref (reader->value);

  if (stream == NULL || stream->bytes == NULL || stream->position > stream->bytes->len)
    return PS_UNKNOWN;

  if (stream->position == stream->bytes->len)
    return ps_new_string ("", 0);

  rest = g_byte_array_new ();
  g_byte_array_append (rest, stream->bytes->data + stream->position, (guint) (stream->bytes->len - stream->position));
  stream->position = stream->bytes->len;

  if (rest->len >= 2 && rest->data[0] == 0xff && rest->data[1] == 0xfe)
    {
      g_byte_array_remove_range (rest, 0, 2);
      name = ps_new_string ("unicode", -1);
    }
  else if (encoding == NULL)
    {
      name = ps_new_string ("utf8", -1);
    }

  standard.value = name;

  return decode_text (ps, name != NULL ? &standard : encoding->object, rest);
}

static GByteArray *
member_bytes (PsObject   *object,
              const char *name)
{
  PsValue *value = object->members != NULL ? g_hash_table_lookup (object->members, name) : NULL;

  return value != NULL ? ps_to_bytes (value) : NULL;
}

static PsValue *
cipher_method (PsSession  *ps,
               PsObject   *object,
               const char *name,
               PsValue   **args,
               guint       n_args)
{
  g_autoptr(GByteArray) key = NULL;
  g_autoptr(GByteArray) iv = NULL;
  g_autoptr(GByteArray) data = NULL;
  PsValue *padding;
  g_autofree char *pad = NULL;
  guint8 zero[16] = { 0 };
  GByteArray *clear;
  gint64 offset = 0;
  gint64 count;

  if (IS ("createdecryptor"))
    {
      PsValue *decryptor = ps_new_object_kind ("System.Security.Cryptography.ICryptoTransform");
      static const char *const names[] = { "key", "iv", "padding" };

      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        {
          PsValue *value = i < n_args ? args[i] :
                           object->members != NULL ? g_hash_table_lookup (object->members, names[i]) : NULL;

          if (value != NULL && !(i == 2 && n_args > 2))
            ps_set_member (decryptor, names[i], ps_ref (value));
        }

      return decryptor;
    }

  if (!IS ("transformfinalblock") || n_args == 0)
    return PS_UNKNOWN;

  key = member_bytes (object, "key");
  iv = member_bytes (object, "iv");
  data = ps_to_bytes (args[0]);

  if (key == NULL || data == NULL || data->len == 0 || (iv != NULL && iv->len != 16))
    return PS_UNKNOWN;

  count = data->len;

  if (n_args == 3 && (!ps_to_int (args[1], &offset) || !ps_to_int (args[2], &count) || offset < 0 || count < 0 ||
                      offset > data->len || count > data->len - offset))
    return PS_UNKNOWN;

  padding = object->members != NULL ? g_hash_table_lookup (object->members, "padding") : NULL;
  pad = padding != NULL ? ps_to_string (padding) : NULL;
  clear = vdt_script_aes_cbc (key->data, key->len, iv != NULL ? iv->data : zero, data->data + offset, (gsize) count,
                              pad == NULL || g_ascii_strcasecmp (pad, "PKCS7") == 0);

  /* Zero padding and damaged padding: what is there is there. */
  if (clear == NULL)
    clear = vdt_script_aes_cbc (key->data, key->len, iv != NULL ? iv->data : zero, data->data + offset,
                                (gsize) count, FALSE);

  if (clear == NULL)
    return PS_UNKNOWN;

  while (pad != NULL && g_ascii_strcasecmp (pad, "Zeros") == 0 && clear->len > 0 && clear->data[clear->len - 1] == 0)
    g_byte_array_set_size (clear, clear->len - 1);

  vdt_script_context_rule (ps->context, ps->program->layer, "AES with a key in the script");

  return ps_new_bytes (clear);
}

static PsValue *
stream_method (PsSession  *ps,
               PsObject   *object,
               const char *name,
               PsValue   **args,
               guint       n_args)
{
  gint64 count;

  if (object->bytes == NULL)
    return PS_UNKNOWN;

  if (IS ("toarray") || IS ("getbuffer"))
    return ps_new_bytes (g_byte_array_ref (object->bytes));

  if (IS ("copyto") && n_args > 0 && args[0]->type == PS_TYPE_OBJECT)
    {
      PsObject *target = args[0]->object;

      if (target->bytes == NULL || target->bytes == object->bytes || object->position >= object->bytes->len)
        return PS_UNKNOWN;

      g_byte_array_append (target->bytes, object->bytes->data + object->position,
                           (guint) (object->bytes->len - object->position));
      target->position = target->bytes->len;
      object->position = object->bytes->len;
      return vdt_script_context_charge (ps->context, target->bytes->len) ? PS_NULL : PS_NULL;
    }

  if (IS ("write") && n_args > 0 && ps_is_collection (args[0]))
    {
      g_autoptr(GByteArray) bytes = ps_to_bytes (args[0]);

      if (bytes == NULL || !vdt_script_context_charge (ps->context, bytes->len))
        return PS_UNKNOWN;

      count = bytes->len;

      if (n_args > 2 && (!ps_to_int (args[2], &count) || count < 0 || count > bytes->len))
        return PS_UNKNOWN;

      /* A stream may share its bytes with the script's own variable. */
      {
        GByteArray *grown = g_byte_array_new ();

        g_byte_array_append (grown, object->bytes->data, object->bytes->len);
        g_byte_array_append (grown, bytes->data, (guint) count);
        g_byte_array_unref (object->bytes);
        object->bytes = grown;
      }

      object->position = object->bytes->len;
      return PS_NULL;
    }

  if (IS ("read") && n_args > 0 && args[0]->type == PS_TYPE_BYTES && object->position <= object->bytes->len)
    {
      GByteArray *buffer = args[0]->bytes;
      gsize left = object->bytes->len - object->position;
      gsize n = MIN (left, buffer->len);

      if (n == 0)
        return ps_new_int (0);

      memcpy (buffer->data, object->bytes->data + object->position, n);
      object->position += n;
      return ps_new_int ((gint64) n);
    }

  if (IS ("readbyte"))
    return object->position < object->bytes->len ? ps_new_int (object->bytes->data[object->position++]) :
           ps_new_int (-1);

  if (IS ("seek") && n_args > 0 && ps_to_int (args[0], &count) && count >= 0 && count <= object->bytes->len)
    {
      object->position = (gsize) count;
      return PS_NULL;
    }

  return IS ("close") || IS ("dispose") || IS ("flush") ? PS_NULL : PS_UNKNOWN;
}

static PsValue *
builder_method (PsSession  *ps,
                PsValue    *value,
                const char *name,
                PsValue   **args,
                guint       n_args)
{
  PsObject *object = value->object;
  PsValue *changed;

  if (object->value == NULL || object->value->type != PS_TYPE_STRING)
    return PS_UNKNOWN;

  if (IS ("tostring"))
    return ps_ref (object->value);

  if ((IS ("append") || IS ("appendline")) && n_args > 0 && ps_is_known (args[0]))
    {
      changed = ps_binary (ps, PS_OP_ADD, object->value, args[0]);

      if (!ps_is_known (changed))
        return PS_UNKNOWN;

      ps_unref (object->value);
      object->value = changed;

      if (IS ("appendline"))
        {
          g_autoptr(PsValue) line = ps_new_string ("\r\n", -1);

          changed = ps_binary (ps, PS_OP_ADD, object->value, line);
          ps_unref (object->value);
          object->value = changed;
        }

      return ps_ref (value);
    }

  if (IS ("insert") || IS ("replace") || IS ("remove"))
    {
      changed = ps_string_method (ps, object->value, name, args, n_args);

      if (!ps_is_known (changed))
        return PS_UNKNOWN;

      ps_unref (object->value);
      object->value = changed;
      return ps_ref (value);
    }

  return PS_UNKNOWN;
}

static PsValue *
regex_method (PsSession  *ps,
              PsNode     *node,
              PsObject   *object,
              const char *name,
              PsValue   **args,
              guint       n_args)
{
  PsValue *turned[4] = { NULL };

  if (n_args == 0 || n_args > 3 || object->value == NULL)
    return PS_UNKNOWN;

  turned[0] = args[0];
  turned[1] = object->value;

  for (guint i = 1; i < n_args; i++)
    turned[i + 1] = args[i];

  return ps_static_method (ps, node, "System.Text.RegularExpressions.Regex", name, turned, n_args + 1);
}

static PsValue *
array_method (PsSession  *ps,
              PsValue    *value,
              const char *name,
              PsValue   **args,
              guint       n_args)
{
  if (IS ("toarray") || IS ("clone") || IS ("getenumerator"))
    return ps_ref (value);

  if (n_args > 0 && args[0]->type == PS_TYPE_BLOCK && (IS ("foreach") || IS ("where")))
    {
      PsValue *out = ps_new_array ();

      for (guint i = 0; i < ps_count (value); i++)
        {
          g_autoptr(PsValue) item = ps_nth (value, i);
          g_autoptr(PsValue) result = NULL;

          g_hash_table_insert (ps->called, args[0]->node, GINT_TO_POINTER (1));
          result = ps_invoke_block (ps, args[0], NULL, 0, NULL, item, FALSE);

          if (!ps_is_known (result) || vdt_script_context_is_stopped (ps->context))
            {
              ps_unref (out);
              return PS_UNKNOWN;
            }

          if (IS ("where") && ps_to_bool (result))
            ps_array_add (out, ps_ref (item));

          for (guint k = 0; IS ("foreach") && k < ps_count (result); k++)
            ps_array_add (out, ps_nth (result, k));
        }

      return out;
    }

  if (n_args == 0)
    return PS_UNKNOWN;

  if ((IS ("add") || IS ("push") || IS ("enqueue")) && value->type == PS_TYPE_ARRAY && !value->fixed && !ps_holds (args[0], value, 0))
    {
      ps_array_add (value, ps_ref (args[0]));
      return vdt_script_context_charge (ps->context, 32) ? PS_NULL : PS_NULL;
    }

  if (IS ("addrange") && value->type == PS_TYPE_ARRAY && !value->fixed && !ps_holds (args[0], value, 0) &&
      vdt_script_context_charge (ps->context, ps_count (args[0]) * (gsize) 32))
    {
      for (guint i = 0; i < ps_count (args[0]); i++)
        ps_array_add (value, ps_nth (args[0], i));

      return PS_NULL;
    }

  if (IS ("contains") && ps_is_known (args[0]))
    return ps_binary (ps, PS_OP_CONTAINS | PS_OP_CASE, value, args[0]);

  if ((IS ("get") || IS ("getvalue") || IS ("item") || IS ("get_item")) && ps_is_known (args[0]))
    return ps_index (ps, value, args[0]);

  if (IS ("indexof"))
    {
      PsValue *turned[2] = { value, args[0] };

      return ps_static_method (ps, NULL, "System.Array", "IndexOf", turned, 2);
    }

  return PS_UNKNOWN;
}

static PsValue *
hash_method (PsValue    *value,
             const char *name,
             PsValue   **args,
             guint       n_args)
{
  g_autofree char *key = n_args > 0 && ps_is_known (args[0]) ? ps_to_string (args[0]) : NULL;

  if (key == NULL)
    return PS_UNKNOWN;

  if (IS ("add") && n_args == 2)
    {
      if (!ps_holds (args[1], value, 0))
        ps_hash_set (value, ps_ref (args[0]), ps_ref (args[1]));

      return PS_NULL;
    }

  if (IS ("containskey") || IS ("contains"))
    return ps_new_bool (ps_hash_get (value, key) != NULL);

  if (IS ("item") || IS ("get_item"))
    {
      PsValue *found = ps_hash_get (value, key);

      return found != NULL ? ps_ref (found) : PS_NULL;
    }

  return PS_UNKNOWN;
}

static PsValue *
object_method (PsSession  *ps,
               PsNode     *node,
               PsValue    *value,
               const char *name,
               PsValue   **args,
               guint       n_args)
{
  PsObject *object = value->object;

  if (KIND ("System.Text.Encoding") && n_args > 0)
    {
      if (IS ("getstring") || IS ("getchars"))
        {
          g_autoptr(GByteArray) bytes = ps_is_known (args[0]) ? ps_to_bytes (args[0]) : NULL;
          gint64 start, count;

          /* GetString (bytes, index, count) */
          if (bytes != NULL && n_args == 3 && ps_to_int (args[1], &start) && ps_to_int (args[2], &count) &&
              start >= 0 &&
              count > 0 && start <= bytes->len && count <= bytes->len - start)
            {
              g_autoptr(GByteArray) part = g_byte_array_new ();

              g_byte_array_append (part, bytes->data + start, (guint) count);
              return decode_text (ps, object, part);
            }

          return bytes != NULL ? decode_text (ps, object, bytes) : PS_UNKNOWN;
        }

      return IS ("getbytes") ? encode_text (object, args[0]) : PS_UNKNOWN;
    }

  if (KIND ("System.IO.StreamReader") || KIND ("System.IO.StringReader"))
    return IS ("readtoend") || IS ("readline") ? read_to_end (ps, object) :
           IS ("close") || IS ("dispose") ? PS_NULL : PS_UNKNOWN;

  if (KIND ("System.Text.StringBuilder"))
    return builder_method (ps, value, name, args, n_args);

  if (KIND ("System.Text.RegularExpressions.Regex"))
    return regex_method (ps, node, object, name, args, n_args);

  if (KIND ("System.Management.Automation.ScriptBlock") && object->value != NULL && node != NULL &&
      (IS ("invoke") || IS ("invokereturnasis") || IS ("invokewithcontext")))
    return ps_run_text (ps, node, node->start, node->end, "ScriptBlock.Invoke", object->value);

  if (KIND ("PSMethod") && IS ("invoke") && object->value != NULL)
    return ps_method (ps, node, object->value, object->display, args, n_args);

  if (KIND ("PSStaticMethod") && IS ("invoke") && object->value != NULL)
    return ps_static_method (ps, node, object->value->name, object->display, args, n_args);

  if (g_str_has_prefix (object->kind, "System.Security.Cryptography."))
    {
      PsValue *result = cipher_method (ps, object, name, args, n_args);

      if (ps_is_known (result))
        return result;
    }

  if (object->bytes != NULL)
    return stream_method (ps, object, name, args, n_args);

  if (IS ("getnetworkcredential") && object->value != NULL)
    return ps_ref (value);

  if (KIND ("System.Management.Automation.CommandInvocationIntrinsics"))
    {
      if ((IS ("invokescript") || IS ("newscriptblock")) && n_args > 0 && node != NULL && ps_is_known (args[n_args > 2 ? 1 : 0]))
        {
          if (IS ("newscriptblock"))
            return ps_cast (ps, "scriptblock", args[0]);

          return ps_run_text (ps, node, node->start, node->end, "InvokeScript", args[n_args > 2 ? 1 : 0]);
        }

      if (IS ("expandstring") && n_args == 1 && ps_is_known (args[0]))
        return ps_ref (args[0]);

      if ((IS ("getcommand") || IS ("getcmdlet") || IS ("getcommandname")) && n_args > 0 && ps_is_known (args[0]))
        {
          g_autofree char *pattern = ps_to_string (args[0]);
          g_autofree char *command = pattern != NULL ? ps_command_like (pattern) : NULL;

          return command != NULL ? ps_new_string (command, -1) : PS_UNKNOWN;
        }
    }

  if (KIND ("System.Management.Automation.PowerShell") && (IS ("addscript") || IS ("invoke") || IS ("begininvoke")))
    {
      if (IS ("addscript") && n_args > 0 && !ps_holds (args[0], value, 0))
        {
          g_clear_pointer (&object->value, ps_unref);
          object->value = ps_ref (args[0]);
          return ps_ref (value);
        }

      if (object->value != NULL && node != NULL && ps_is_known (object->value))
        return ps_run_text (ps, node, node->start, node->end, "PowerShell.Invoke", object->value);
    }

  if (IS ("tostring") && object->value != NULL && ps_is_known (object->value))
    return ps_cast (ps, "string", object->value);

  return PS_UNKNOWN;
}

PsValue *
ps_method (PsSession  *ps,
           PsNode     *node,
           PsValue    *value,
           const char *name,
           PsValue   **args,
           guint       n_args)
{
  if (!ps_is_collection (value) && n_args == 1 && args[0]->type == PS_TYPE_BLOCK && value->type != PS_TYPE_UNKNOWN &&
      value->type != PS_TYPE_OBJECT && (IS ("foreach") || IS ("where")))
    {
      g_autoptr(PsValue) list = ps_enumerate (ps_ref (value));

      return array_method (ps, list, name, args, n_args);
    }

  switch (value->type)
    {
    case PS_TYPE_STRING:
      return ps_string_method (ps, value, name, args, n_args);
    case PS_TYPE_CHAR:
    case PS_TYPE_INT:
    case PS_TYPE_DOUBLE:
    case PS_TYPE_BOOL:
      if (IS ("tostring") && n_args == 1 && ps_is_known (args[0]) && value->type != PS_TYPE_CHAR)
        {
          g_autofree char *specifier = ps_to_string (args[0]);
          g_autofree char *text = g_strdup_printf ("{0:%s}", specifier != NULL ? specifier : "");
          g_autoptr(PsValue) format = ps_new_string (text, -1);

          return ps_format (ps, format, &value, 1);
        }
      return IS ("tostring") ? ps_cast (ps, "string", value) : PS_UNKNOWN;
    case PS_TYPE_ARRAY:
    case PS_TYPE_BYTES:
      {
        PsValue *result = array_method (ps, value, name, args, n_args);
        PsValue *all;

        if (ps_is_known (result) || ps_count (value) == 0)
          return result;

        /* What the list has not, its items have. */
        all = ps_new_array ();

        for (guint i = 0; i < ps_count (value); i++)
          {
            g_autoptr(PsValue) item = ps_nth (value, i);
            PsValue *one = ps_is_collection (item) ? PS_UNKNOWN : ps_method (ps, node, item, name, args, n_args);

            if (!ps_is_known (one))
              {
                ps_unref (all);
                return PS_UNKNOWN;
              }

            ps_array_add (all, one);
          }

        return all;
      }
    case PS_TYPE_HASH:
      return hash_method (value, name, args, n_args);
    case PS_TYPE_BLOCK:
      if (IS ("invoke") || IS ("invokereturnasis") || IS ("invokewithcontext"))
        return ps_invoke_block (ps, value, args, n_args, NULL, NULL, TRUE);
      return IS ("tostring") ? ps_cast (ps, "string", value) : IS ("getnewclosure") ? ps_ref (value) : PS_UNKNOWN;
    case PS_TYPE_NAME:
      return IS ("tostring") ? ps_new_string (value->name, -1) : PS_UNKNOWN;
    case PS_TYPE_OBJECT:
      return object_method (ps, node, value, name, args, n_args);
    default:
      return PS_UNKNOWN;
    }
}
