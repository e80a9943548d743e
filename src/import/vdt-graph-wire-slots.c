/* vdt-graph-wire-slots.c
 *
 * From fields to the typed properties of a record, and the lists in a record.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-wire-private.h"

#include <string.h>

#include "vdt-record.h"
#include "vdt-schema.h"

/* The separator that the store puts between words. */
#define UNIT_SEPARATOR '\x1f'

static gboolean
is_text_like (VdtFieldType type)
{
  return type == VDT_FIELD_STRING || type == VDT_FIELD_INTEGER || type == VDT_FIELD_REAL;
}

static void
report_type (VdtWire     *wire,
             const char  *name,
             const char  *wanted,
             VdtFields   *fields,
             guint        index)
{
  static const char *const found[] = { "a text", "a whole number", "a number", "true or false",
                                       "null", "an empty list", "an empty object" };

  vdt_wire_report (wire, VDT_WIRE_PROBLEM, "“%s” is %s where %s was expected; it is kept, but not used",
                   name, found[vdt_fields_get_field_type (fields, index)], wanted);
}

static void
read_enum (VdtWire           *wire,
           gpointer           record,
           const VdtWireSlot *slot,
           const char        *name,
           VdtFields         *fields,
           guint              index)
{
  const char *text = vdt_fields_get_text (fields, index);
  const char *nick;

  if (vdt_fields_get_field_type (fields, index) != VDT_FIELD_STRING)
    {
      report_type (wire, name, "a text", fields, index);
      return;
    }

  if (*text == '\0')
    return;

  nick = vdt_schema_canonical (slot->enum_name, text);
  vdt_record_set_text (record, slot->property, nick != NULL ? nick : text);
}

static void
read_time (VdtWire           *wire,
           gpointer           record,
           const VdtWireSlot *slot,
           const char        *name,
           VdtFields         *fields,
           guint              index)
{
  const char *text = vdt_fields_get_text (fields, index);
  gint64 time = VDT_TIME_UNSET;

  if (vdt_fields_get_field_type (fields, index) != VDT_FIELD_STRING)
    {
      report_type (wire, name, "a time such as 2026-11-24T14:02:11Z", fields, index);
      return;
    }

  if (*text == '\0')
    return;

  if (!vdt_time_parse (text, &time))
    {
      g_autofree char *quoted = vdt_wire_dup_quoted (text);

      vdt_wire_report (wire, VDT_WIRE_NOTE, "“%s” is %s, which is no time; the time counts as unknown",
                       name, quoted);
      return;
    }

  vdt_record_set_time (record, slot->property, time);
}

static void
read_text (VdtWire           *wire,
           gpointer           record,
           const VdtWireSlot *slot,
           const char        *name,
           VdtFields         *fields,
           guint              index)
{
  if (!is_text_like (vdt_fields_get_field_type (fields, index)))
    report_type (wire, name, "a text", fields, index);
  else if (*vdt_fields_get_text (fields, index) != '\0')
    vdt_record_set_text (record, slot->property, vdt_fields_get_text (fields, index));
}

static void
read_real (VdtWire           *wire,
           gpointer           record,
           const VdtWireSlot *slot,
           const char        *name,
           VdtFields         *fields,
           guint              index)
{
  double number;
  char *end = NULL;

  if (!is_text_like (vdt_fields_get_field_type (fields, index)))
    {
      report_type (wire, name, "a number", fields, index);
      return;
    }

  number = g_ascii_strtod (vdt_fields_get_text (fields, index), &end);
  if (end == NULL || *end != '\0' || number < -G_MAXINT || number > G_MAXINT)
    report_type (wire, name, "a number", fields, index);
  else
    vdt_record_set_real (record, slot->property, number);
}

/* Returns TRUE if the member is there as a list. */
static gboolean
read_words (gpointer    record,
            const char *property,
            const char *name,
            VdtFields  *fields)
{
  g_auto(GStrv) words = vdt_fields_dup_array (fields, name);

  if (words[0] == NULL)
    return FALSE;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (strchr (words[i], UNIT_SEPARATOR) != NULL)
        {
          g_auto(GStrv) pieces = g_strsplit (words[i], "\x1f", -1);

          g_free (words[i]);
          words[i] = g_strjoinv ("␟", pieces);
        }
    }

  vdt_record_set_words (record, property, (const char *const *) words);

  return TRUE;
}

static void
read_slot (VdtWire           *wire,
           gpointer           record,
           const VdtWireSlot *slot,
           const char        *name,
           VdtFields         *fields,
           guint              index)
{
  switch (slot->type)
    {
    case VDT_WIRE_ENUM:
      read_enum (wire, record, slot, name, fields, index);
      break;
    case VDT_WIRE_TIME:
      read_time (wire, record, slot, name, fields, index);
      break;
    case VDT_WIRE_REAL:
      read_real (wire, record, slot, name, fields, index);
      break;
    case VDT_WIRE_WORDS:
      /* some exports write one word without its list */
      if (vdt_fields_get_field_type (fields, index) == VDT_FIELD_STRING)
        {
          const char *words[] = { vdt_fields_get_text (fields, index), NULL };

          if (*words[0] != '\0')
            vdt_record_set_words (record, slot->property, words);
        }
      else if (vdt_fields_get_field_type (fields, index) != VDT_FIELD_EMPTY_ARRAY)
        {
          report_type (wire, name, "a list of texts", fields, index);
        }
      break;
    case VDT_WIRE_TEXT:
    default:
      read_text (wire, record, slot, name, fields, index);
      break;
    }
}

/**
 * vdt_wire_read_slots:
 * @wire: at the record's path
 * @record: (type VdtRecord): a model
 * @fields: the leaves of the record
 * @slots: (array length=n_slots): what to read
 * @n_slots: how many
 *
 * Sets the typed properties. What is null or absent leaves a property as it is;
 * what has a wrong type is reported and stays among the fields.
 */
void
vdt_wire_read_slots (VdtWire           *wire,
                     gpointer           record,
                     VdtFields         *fields,
                     const VdtWireSlot *slots,
                     gsize              n_slots)
{
  for (gsize i = 0; i < n_slots; i++)
    {
      const VdtWireSlot *slot = &slots[i];

      for (gsize j = 0; j < G_N_ELEMENTS (slot->names) && slot->names[j] != NULL; j++)
        {
          guint index;

          if (slot->type == VDT_WIRE_WORDS && read_words (record, slot->property, slot->names[j], fields))
            break;

          if (vdt_fields_lookup (fields, slot->names[j], &index) &&
              vdt_fields_get_field_type (fields, index) != VDT_FIELD_NULL)
            {
              read_slot (wire, record, slot, slot->names[j], fields, index);
              break;
            }
        }
    }
}

/**
 * vdt_wire_read_list:
 * @wire: at the path of the record that holds the list
 * @name: the list's name
 * @value: what stands there
 * @func: called for each element that is an object, at its path
 * @owner: for @func
 *
 * Where a list has one element, splitters such as Elastic's write the element
 * itself; that is accepted.
 *
 * Returns: whether there was a list, and whether it was empty
 */
VdtPresence
vdt_wire_read_list (VdtWire         *wire,
                    const char      *name,
                    VdtJson          value,
                    VdtWireItemFunc  func,
                    gpointer         owner)
{
  VdtJson rest;
  VdtJson element;
  guint64 index = 0;
  gsize mark;

  switch (vdt_json_get_type (value))
    {
    case VDT_JSON_NONE:
    case VDT_JSON_NULL:
      return VDT_PRESENCE_MISSING;

    case VDT_JSON_OBJECT:
      mark = vdt_wire_push (wire, name);
      func (wire, value, owner);
      vdt_wire_pop (wire, mark);
      return VDT_PRESENCE_PRESENT;

    case VDT_JSON_ARRAY:
      break;

    case VDT_JSON_STRING:
    case VDT_JSON_NUMBER:
    case VDT_JSON_BOOLEAN:
    default:
      vdt_wire_report (wire, VDT_WIRE_PROBLEM, "“%s” is %s where a list was expected; it was left out", name,
                       vdt_json_type_to_text (vdt_json_get_type (value)));
      return VDT_PRESENCE_MISSING;
    }

  rest = vdt_json_enter (value);
  for (; vdt_json_next_element (&rest, &element); index++)
    {
      mark = vdt_wire_push_index (wire, name, index);
      if (vdt_json_get_type (element) == VDT_JSON_OBJECT)
        func (wire, element, owner);
      else
        vdt_wire_report (wire, VDT_WIRE_PROBLEM, "%s where an object was expected; it was left out",
                         vdt_json_type_to_text (vdt_json_get_type (element)));
      vdt_wire_pop (wire, mark);
    }

  return index > 0 ? VDT_PRESENCE_PRESENT : VDT_PRESENCE_EMPTY;
}

static gboolean
is_one_of (VdtJson            name,
           const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      if (vdt_json_is (name, names[i]))
        return TRUE;
    }

  return FALSE;
}

/**
 * vdt_wire_dup_without:
 * @wire: a wire
 * @first: from vdt_wire_enter()
 * @end: from vdt_wire_enter()
 * @left_out: (array zero-terminated=1): names of members that are kept elsewhere
 *
 * Returns: (transfer full): the object's other members as JSON, each as received
 */
char *
vdt_wire_dup_without (VdtWire           *wire,
                      gsize              first,
                      gsize              end,
                      const char *const *left_out)
{
  GString *raw = g_string_new ("{");

  for (gsize i = first; i < end; i++)
    {
      const VdtWireMember *member = vdt_wire_get (wire, i);

      if (member->value.text == NULL || is_one_of (member->name, left_out))
        continue;

      if (raw->len > 1)
        g_string_append_c (raw, ',');
      g_string_append_len (raw, member->name.text, (gssize) member->name.length);
      g_string_append_c (raw, ':');
      g_string_append_len (raw, member->value.text, (gssize) member->value.length);
    }

  g_string_append_c (raw, '}');

  return g_string_free (raw, FALSE);
}

/**
 * vdt_wire_read_comment:
 * @wire: at the comment's path
 * @element: an object
 *
 * Graph says `createdByDisplayName` and `createdDateTime`, its older pages and
 * API `createdBy` and `createdTime`.
 *
 * Returns: (transfer full) (nullable): the comment; %NULL if it says nothing
 */
VdtComment *
vdt_wire_read_comment (VdtWire *wire,
                       VdtJson  element)
{
  static const VdtWireSlot slots[] = {
    { "author", VDT_WIRE_TEXT, NULL, { "createdByDisplayName", "createdBy" } },
    { "text", VDT_WIRE_TEXT, NULL, { "comment", "text" } },
    { "created-at", VDT_WIRE_TIME, NULL, { "createdDateTime", "createdTime" } },
  };
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();
  g_autoptr(VdtFields) fields = NULL;
  g_autoptr(VdtComment) comment = vdt_comment_new (NULL, NULL, VDT_TIME_UNSET);

  vdt_wire_add_fields (wire, builder, "", element);
  fields = vdt_fields_builder_end (g_steal_pointer (&builder));
  vdt_wire_read_slots (wire, comment, fields, slots, G_N_ELEMENTS (slots));

  return vdt_comment_get_text (comment) != NULL ? g_steal_pointer (&comment) : NULL;
}

/**
 * vdt_wire_dup_id:
 * @wire: at the record's path
 * @fields: its leaves
 * @names: (array zero-terminated=1): members that may hold the id, the best first
 *
 * Graph's ids are strings, those of the older API numbers.
 *
 * Returns: (transfer full) (nullable): the id, %NULL if there is none
 */
char *
vdt_wire_dup_id (VdtWire           *wire,
                 VdtFields         *fields,
                 const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      guint index;

      if (vdt_fields_lookup (fields, names[i], &index) &&
          is_text_like (vdt_fields_get_field_type (fields, index)))
        {
          g_autofree char *id = g_strstrip (g_strdup (vdt_fields_get_text (fields, index)));

          if (*id != '\0')
            return g_steal_pointer (&id);
        }
    }

  return NULL;
}
