/* vdt-script-ps-value.c
 *
 * PowerShell values: making, converting and enumerating them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-decode.h"

#include <math.h>
#include <string.h>

/* No holder count: 0 marks what is never freed. */
PsValue ps_unknown = { .type = PS_TYPE_UNKNOWN };
PsValue ps_null = { .type = PS_TYPE_NULL };
PsValue ps_true = { .type = PS_TYPE_BOOL, .integer = 1 };
PsValue ps_false = { .type = PS_TYPE_BOOL, .integer = 0 };

static PsValue *
new_value (PsType type)
{
  PsValue *value = g_new0 (PsValue, 1);

  value->refs = 1;
  value->type = (guint8) type;

  return value;
}

PsValue *
ps_ref (PsValue *value)
{
  if (value->refs > 0)
    value->refs++;

  return value;
}

static void
free_object (PsObject *object)
{
  g_free (object->kind);
  g_free (object->display);
  g_clear_pointer (&object->bytes, g_byte_array_unref);
  g_clear_pointer (&object->value, ps_unref);
  g_clear_pointer (&object->members, g_hash_table_unref);
  g_free (object);
}

void
ps_unref (PsValue *value)
{
  if (value->refs == 0 || --value->refs > 0)
    return;

  switch (value->type)
    {
    case PS_TYPE_STRING:
      g_string_free (value->string, TRUE);
      g_free (value->display);
      break;
    case PS_TYPE_ARRAY:
      g_ptr_array_unref (value->array);
      break;
    case PS_TYPE_BYTES:
      g_byte_array_unref (value->bytes);
      break;
    case PS_TYPE_HASH:
      g_hash_table_unref (value->hash);
      g_ptr_array_unref (value->keys);
      g_ptr_array_unref (value->values);
      break;
    case PS_TYPE_NAME:
      g_free (value->name);
      break;
    case PS_TYPE_OBJECT:
      free_object (value->object);
      break;
    default:
      break;
    }

  g_free (value);
}

PsValue *
ps_new_bool (gboolean value)
{
  return value ? &ps_true : &ps_false;
}

PsValue *
ps_new_int_kind (gint64    integer,
                 PsIntKind kind)
{
  PsValue *value = new_value (PS_TYPE_INT);

  value->integer = integer;
  value->kind = (guint8) kind;

  return value;
}

PsValue *
ps_new_int (gint64 integer)
{
  return ps_new_int_kind (integer, integer >= G_MININT32 && integer <= G_MAXINT32 ? PS_INT_32 : PS_INT_64);
}

PsValue *
ps_new_double (double number)
{
  PsValue *value = new_value (PS_TYPE_DOUBLE);

  value->number = number;

  return value;
}

PsValue *
ps_new_char (guint32 character)
{
  PsValue *value = new_value (PS_TYPE_CHAR);

  value->integer = character;

  return value;
}

PsValue *
ps_take_string (GString *text)
{
  PsValue *value = new_value (PS_TYPE_STRING);

  value->string = text;
  value->integer = -1;

  return value;
}

PsValue *
ps_new_string (const char *text,
               gssize      length)
{
  return ps_take_string (g_string_new_len (text, length));
}

PsValue *
ps_new_array (void)
{
  PsValue *value = new_value (PS_TYPE_ARRAY);

  value->array = g_ptr_array_new_with_free_func ((GDestroyNotify) ps_unref);

  return value;
}

PsValue *
ps_new_bytes (GByteArray *bytes)
{
  PsValue *value = new_value (PS_TYPE_BYTES);

  value->bytes = bytes;

  return value;
}

PsValue *
ps_new_hash (void)
{
  PsValue *value = new_value (PS_TYPE_HASH);

  value->hash = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  value->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) ps_unref);
  value->values = g_ptr_array_new_with_free_func ((GDestroyNotify) ps_unref);

  return value;
}

PsValue *
ps_new_block (gpointer node,
              gpointer program)
{
  PsValue *value = new_value (PS_TYPE_BLOCK);

  value->node = node;
  value->program = program;

  return value;
}

PsValue *
ps_new_type (const char *name)
{
  PsValue *value = new_value (PS_TYPE_NAME);

  value->name = g_strdup (name);

  return value;
}

PsValue *
ps_new_object_kind (const char *kind)
{
  PsValue *value = new_value (PS_TYPE_OBJECT);

  value->object = g_new0 (PsObject, 1);
  value->object->kind = g_strdup (kind);

  return value;
}

/* Takes @item. */
void
ps_array_add (PsValue *array,
              PsValue *item)
{
  g_ptr_array_add (array->array, item);
}

/* Takes @array and returns one that its holder alone has. */
PsValue *
ps_array_writable (PsValue *array)
{
  PsValue *copy;

  if (array->refs == 1)
    return array;

  if (array->type == PS_TYPE_BYTES)
    {
      GByteArray *bytes = g_byte_array_sized_new (array->bytes->len);

      g_byte_array_append (bytes, array->bytes->data, array->bytes->len);
      copy = ps_new_bytes (bytes);
    }
  else
    {
      copy = ps_new_array ();
      copy->fixed = array->fixed;

      for (guint i = 0; i < array->array->len; i++)
        ps_array_add (copy, ps_ref (g_ptr_array_index (array->array, i)));
    }

  ps_unref (array);

  return copy;
}

/* Takes @key and @value. */
void
ps_hash_set (PsValue *hash,
             PsValue *key,
             PsValue *value)
{
  g_autofree char *text = ps_to_string (key);
  g_autofree char *lower = g_ascii_strdown (text != NULL ? text : "", -1);
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (hash->hash, lower));

  if (at > 0)
    {
      ps_unref (g_ptr_array_index (hash->values, at - 1));
      g_ptr_array_index (hash->values, at - 1) = value;
      ps_unref (key);
      return;
    }

  g_ptr_array_add (hash->keys, key);
  g_ptr_array_add (hash->values, value);
  g_hash_table_insert (hash->hash, g_steal_pointer (&lower), GUINT_TO_POINTER (hash->values->len));
}

/* Borrowed; NULL when there is none. */
PsValue *
ps_hash_get (const PsValue *hash,
             const char    *key)
{
  g_autofree char *lower = g_ascii_strdown (key, -1);
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (hash->hash, lower));

  return at > 0 ? g_ptr_array_index (hash->values, at - 1) : NULL;
}

/* Takes @member. */
void
ps_set_member (PsValue    *value,
               const char *name,
               PsValue    *member)
{
  if (value->object->members == NULL)
    value->object->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ps_unref);

  g_hash_table_replace (value->object->members, g_ascii_strdown (name, -1), member);
}

static gboolean
list_holds (GPtrArray     *list,
            const PsValue *wanted,
            guint          depth)
{
  for (guint i = 0; i < list->len; i++)
    {
      const PsValue *item = g_ptr_array_index (list, i);

      if (item->type >= PS_TYPE_ARRAY && ps_holds (item, wanted, depth + 1))
        return TRUE;
    }

  return FALSE;
}

/* Whether @wanted is in @value at any depth; what is too deep to look at counts as holding it. */
gboolean
ps_holds (const PsValue *value,
          const PsValue *wanted,
          guint          depth)
{
  GHashTableIter iter;
  gpointer member;

  if (value == wanted)
    return value->type >= PS_TYPE_ARRAY;

  if (depth > 12)
    return TRUE;

  if (value->type == PS_TYPE_ARRAY)
    return list_holds (value->array, wanted, depth);

  if (value->type == PS_TYPE_HASH)
    return list_holds (value->values, wanted, depth);

  if (value->type != PS_TYPE_OBJECT)
    return FALSE;

  if (value->object->value != NULL && ps_holds (value->object->value, wanted, depth + 1))
    return TRUE;

  if (value->object->members == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, value->object->members);

  while (g_hash_table_iter_next (&iter, NULL, &member))
    if (ps_holds (member, wanted, depth + 1))
      return TRUE;

  return FALSE;
}

gboolean
ps_is_known (const PsValue *value)
{
  return value->type != PS_TYPE_UNKNOWN;
}

gboolean
ps_is_collection (const PsValue *value)
{
  return value->type == PS_TYPE_ARRAY || value->type == PS_TYPE_BYTES;
}

gboolean
ps_is_number (const PsValue *value)
{
  return value->type == PS_TYPE_INT || value->type == PS_TYPE_DOUBLE;
}

guint
ps_count (const PsValue *value)
{
  switch (value->type)
    {
    case PS_TYPE_NULL:
      return 0;
    case PS_TYPE_ARRAY:
      return value->array->len;
    case PS_TYPE_BYTES:
      return value->bytes->len;
    default:
      return 1;
    }
}

PsValue *
ps_nth (const PsValue *value,
        guint          index)
{
  if (value->type == PS_TYPE_ARRAY)
    return ps_ref (g_ptr_array_index (value->array, index));

  if (value->type == PS_TYPE_BYTES)
    return ps_new_int_kind (value->bytes->data[index], PS_INT_8);

  return ps_ref ((PsValue *) value);
}

/* Takes @value; the pipeline's view of it: an array of what it gives one by one. */
PsValue *
ps_enumerate (PsValue *value)
{
  PsValue *array;

  if (value->type == PS_TYPE_ARRAY || value->type == PS_TYPE_UNKNOWN)
    return value;

  array = ps_new_array ();

  for (guint i = 0; i < ps_count (value); i++)
    ps_array_add (array, ps_nth (value, i));

  ps_unref (value);

  return array;
}

/* Takes an array; none is null, one is itself. */
PsValue *
ps_unroll (PsValue *value)
{
  PsValue *one;

  if (value->type != PS_TYPE_ARRAY || value->array->len > 1)
    return value;

  one = value->array->len == 0 ? PS_NULL : ps_nth (value, 0);
  ps_unref (value);

  return one;
}

gsize
ps_length (const PsValue *string)
{
  PsValue *cache = (PsValue *) string;

  if (string->integer < 0)
    {
      const char *at = string->string->str;
      const char *end = at + string->string->len;
      gint64 count = 0;

      while (at < end)
        {
          vdt_script_next_unichar (&at, end);
          count++;
        }

      cache->integer = count;
      cache->at_char = 0;
      cache->at_byte = 0;
    }

  return (gsize) string->integer;
}

/* The offset of a character; the last one asked for is remembered, so that walking is linear. */
gsize
ps_offset (PsValue *string,
           gsize    character)
{
  const char *begin = string->string->str;
  const char *end = begin + string->string->len;
  const char *at;
  gsize i = 0;

  if (ps_length (string) == string->string->len)
    return MIN (character, string->string->len);

  at = begin;

  if (string->at_char <= character)
    {
      i = string->at_char;
      at += string->at_byte;
    }

  for (; i < character && at < end; i++)
    vdt_script_next_unichar (&at, end);

  string->at_char = (guint) i;
  string->at_byte = (guint) (at - begin);

  return (gsize) (at - begin);
}

guint32
ps_char_at (PsValue *string,
            gsize    character)
{
  const char *at = string->string->str + ps_offset (string, character);

  return vdt_script_next_unichar (&at, string->string->str + string->string->len);
}

PsValue *
ps_substring (PsValue *string,
              gsize    character,
              gsize    n_characters)
{
  gsize start = ps_offset (string, character);
  gsize end = ps_offset (string, character + n_characters);

  return ps_new_string (string->string->str + start, (gssize) (end - start));
}
