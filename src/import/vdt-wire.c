/* vdt-wire.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-wire.h"

#include <string.h>

#include "vdt-safe-text.h"

/* Up to here two names are compared, above a hash table finds the twins. */
#define FEW_MEMBERS 48

struct _VdtWire
{
  VdtWireReportFunc  report;
  gpointer           user_data;
  GString           *path;
  GArray            *members;   /* VdtWireMember: a stack of the open objects' */
};

VdtWire *
vdt_wire_new (VdtWireReportFunc report,
              gpointer          user_data)
{
  VdtWire *self = g_new0 (VdtWire, 1);

  self->report = report;
  self->user_data = user_data;
  self->path = g_string_new (NULL);
  self->members = g_array_new (FALSE, FALSE, sizeof (VdtWireMember));

  return self;
}

void
vdt_wire_free (VdtWire *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->path, TRUE);
  g_array_unref (self->members);
  g_free (self);
}

/**
 * vdt_wire_set_path:
 * @self: a wire
 * @path: where the record stands, `value[3]`
 */
void
vdt_wire_set_path (VdtWire    *self,
                   const char *path)
{
  g_return_if_fail (self != NULL && path != NULL);

  g_string_assign (self->path, path);
}

/**
 * vdt_wire_push:
 * @self: a wire
 * @name: a member's name
 *
 * Returns: a mark for vdt_wire_pop()
 */
gsize
vdt_wire_push (VdtWire    *self,
               const char *name)
{
  gsize mark = self->path->len;

  if (mark > 0)
    g_string_append_c (self->path, '.');
  g_string_append (self->path, name);

  return mark;
}

/**
 * vdt_wire_push_index:
 * @self: a wire
 * @name: name of a member that is an array
 * @index: which of its elements
 *
 * Returns: a mark for vdt_wire_pop()
 */
gsize
vdt_wire_push_index (VdtWire    *self,
                     const char *name,
                     guint64     index)
{
  gsize mark = vdt_wire_push (self, name);

  g_string_append_printf (self->path, "[%" G_GUINT64_FORMAT "]", index);

  return mark;
}

void
vdt_wire_pop (VdtWire *self,
              gsize    mark)
{
  g_string_truncate (self->path, mark);
}

/**
 * vdt_wire_report:
 * @self: a wire
 * @level: how bad it is
 * @format: what is wrong at the current path, and what was done about it
 * @...: for @format; foreign text goes through vdt_wire_dup_quoted()
 */
void
vdt_wire_report (VdtWire      *self,
                 VdtWireLevel  level,
                 const char   *format,
                 ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  if (self->report != NULL)
    self->report (level, self->path->str, message, self->user_data);
}

/**
 * vdt_wire_dup_quoted:
 * @text: foreign text
 *
 * Returns: (transfer full): its beginning in quotes, inert, for a message
 */
char *
vdt_wire_dup_quoted (const char *text)
{
  g_autofree char *safe = vdt_safe_text (text, -1, 60, NULL);

  return g_strconcat ("“", safe, "”", NULL);
}

static gboolean
same_name (VdtJson a,
           VdtJson b)
{
  return a.length == b.length && memcmp (a.text, b.text, a.length) == 0;
}

static guint
hash_name (gconstpointer key)
{
  const VdtJson *name = key;
  guint hash = 5381;

  for (gsize i = 0; i < name->length; i++)
    hash = hash * 33 + (guchar) name->text[i];

  return hash;
}

static gboolean
equal_names (gconstpointer a,
             gconstpointer b)
{
  return same_name (*(const VdtJson *) a, *(const VdtJson *) b);
}

static void
report_twin (VdtWire *self,
             VdtJson  name)
{
  g_autofree char *text = vdt_json_dup_text (name);
  g_autofree char *quoted = vdt_wire_dup_quoted (text);

  vdt_wire_report (self, VDT_WIRE_NOTE, "the member %s is there twice; the last one counts", quoted);
}

/* Of two members of one name the last one counts. The first is marked by an empty
 * value. */
static void
drop_twins (VdtWire *self,
            gsize    first)
{
  gsize n = self->members->len - first;
  VdtWireMember *members;
  g_autoptr(GHashTable) seen = NULL;

  if (n < 2)
    return;

  members = &g_array_index (self->members, VdtWireMember, first);
  if (n > FEW_MEMBERS)
    seen = g_hash_table_new (hash_name, equal_names);

  for (gsize i = 0; i < n; i++)
    {
      VdtWireMember *twin = NULL;

      if (seen != NULL)
        {
          twin = g_hash_table_lookup (seen, &members[i].name);
          g_hash_table_replace (seen, &members[i].name, &members[i]);
        }
      else
        {
          for (gsize j = 0; j < i; j++)
            {
              if (members[j].value.text != NULL && same_name (members[j].name, members[i].name))
                twin = &members[j];
            }
        }

      if (twin != NULL)
        {
          twin->value.text = NULL;
          report_twin (self, members[i].name);
        }
    }
}

/**
 * vdt_wire_enter:
 * @self: a wire
 * @object: an object
 * @out_first: (out): index of its first member
 *
 * Collects an object's members, the last one where a name is there twice. The
 * value of one that does not count has no text.
 *
 * Returns: index behind its last member; end with vdt_wire_leave()
 */
gsize
vdt_wire_enter (VdtWire *self,
                VdtJson  object,
                gsize   *out_first)
{
  VdtJson rest = { NULL, 0 };
  VdtWireMember member;

  *out_first = self->members->len;

  if (vdt_json_get_type (object) == VDT_JSON_OBJECT)
    rest = vdt_json_enter (object);

  while (vdt_json_next_member (&rest, &member.name, &member.value))
    g_array_append_val (self->members, member);

  drop_twins (self, *out_first);

  return self->members->len;
}

/**
 * vdt_wire_get:
 * @self: a wire
 * @index: between what vdt_wire_enter() gave
 *
 * Returns: the member, until the next vdt_wire_enter()
 */
const VdtWireMember *
vdt_wire_get (VdtWire *self,
              gsize    index)
{
  return &g_array_index (self->members, VdtWireMember, index);
}

void
vdt_wire_leave (VdtWire *self,
                gsize    first)
{
  g_array_set_size (self->members, (guint) first);
}

static void
add_scalar (VdtFieldsBuilder *builder,
            const char       *path,
            VdtJson           value)
{
  VdtFieldType type = VDT_FIELD_NULL;

  switch (vdt_json_get_type (value))
    {
    case VDT_JSON_STRING:
      if (memchr (value.text, '\\', value.length) != NULL)
        {
          g_autofree char *text = vdt_json_dup_text (value);

          vdt_fields_builder_add (builder, path, VDT_FIELD_STRING, text, -1);
        }
      else
        {
          vdt_fields_builder_add (builder, path, VDT_FIELD_STRING, value.text + 1,
                                  (gssize) value.length - 2);
        }
      return;

    case VDT_JSON_NUMBER:
      type = VDT_FIELD_INTEGER;
      for (gsize i = 0; i < value.length; i++)
        {
          if (value.text[i] == '.' || value.text[i] == 'e' || value.text[i] == 'E')
            type = VDT_FIELD_REAL;
        }
      break;

    case VDT_JSON_BOOLEAN:
      type = VDT_FIELD_BOOLEAN;
      break;

    case VDT_JSON_OBJECT:
      type = VDT_FIELD_EMPTY_OBJECT;
      break;

    case VDT_JSON_ARRAY:
      type = VDT_FIELD_EMPTY_ARRAY;
      break;

    case VDT_JSON_NONE:
    case VDT_JSON_NULL:
    default:
      break;
    }

  if (type >= VDT_FIELD_NULL)
    vdt_fields_builder_add (builder, path, type, NULL, 0);
  else
    vdt_fields_builder_add (builder, path, type, value.text, (gssize) value.length);
}

static void add_value (VdtWire          *self,
                       VdtFieldsBuilder *builder,
                       GString          *path,
                       VdtJson           value,
                       guint             depth);

static void
add_array (VdtWire          *self,
           VdtFieldsBuilder *builder,
           GString          *path,
           VdtJson           value,
           guint             depth)
{
  VdtJson rest = vdt_json_enter (value);
  gsize mark = path->len;
  guint64 index = 0;
  VdtJson element;

  while (vdt_json_next_element (&rest, &element))
    {
      g_string_append_printf (path, "[%" G_GUINT64_FORMAT "]", index++);
      add_value (self, builder, path, element, depth + 1);
      g_string_truncate (path, mark);
    }

  if (index == 0)
    add_scalar (builder, path->str, value);
}

static void
add_object (VdtWire          *self,
            VdtFieldsBuilder *builder,
            GString          *path,
            VdtJson           value,
            guint             depth)
{
  gsize mark = path->len;
  gsize first;
  gsize end = vdt_wire_enter (self, value, &first);

  for (gsize i = first; i < end; i++)
    {
      VdtWireMember member = *vdt_wire_get (self, i);

      if (member.value.text == NULL)
        continue;

      if (mark > 0)
        g_string_append_c (path, '.');
      if (memchr (member.name.text, '\\', member.name.length) == NULL)
        {
          g_string_append_len (path, member.name.text + 1, (gssize) member.name.length - 2);
        }
      else
        {
          g_autofree char *name = vdt_json_dup_text (member.name);

          g_string_append (path, name);
        }

      add_value (self, builder, path, member.value, depth + 1);
      g_string_truncate (path, mark);
    }

  if (first == end)
    add_scalar (builder, path->str, value);

  vdt_wire_leave (self, first);
}

static void
add_value (VdtWire          *self,
           VdtFieldsBuilder *builder,
           GString          *path,
           VdtJson           value,
           guint             depth)
{
  VdtJsonType type = vdt_json_get_type (value);

  if (type != VDT_JSON_OBJECT && type != VDT_JSON_ARRAY)
    {
      add_scalar (builder, path->str, value);
    }
  else if (depth >= VDT_WIRE_MAX_DEPTH)
    {
      vdt_wire_report (self, VDT_WIRE_PROBLEM,
                       "a member is nested deeper than %d levels; what is below is kept as text only",
                       VDT_WIRE_MAX_DEPTH);
      vdt_fields_builder_add (builder, path->str, VDT_FIELD_STRING, value.text, (gssize) value.length);
    }
  else if (type == VDT_JSON_ARRAY)
    {
      add_array (self, builder, path, value, depth);
    }
  else
    {
      add_object (self, builder, path, value, depth);
    }
}

/**
 * vdt_wire_add_fields:
 * @self: a wire
 * @builder: where the leaves go
 * @path: the value's own path, empty for a record
 * @value: any value
 *
 * Adds every leaf of @value, in order and without loss.
 */
void
vdt_wire_add_fields (VdtWire          *self,
                     VdtFieldsBuilder *builder,
                     const char       *path,
                     VdtJson           value)
{
  g_autoptr(GString) full = g_string_new (path);

  add_value (self, builder, full, value, 0);
}
