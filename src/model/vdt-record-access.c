/* vdt-record-access.c
 *
 * A record's values by the name of their property.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-record.h"

#include <string.h>

#include "vdt-record-private.h"
#include "vdt-time.h"

/* Lists are written as one text with this between the words: no word of a tag or
 * technique can hold it, since it is made visible at the edge (vdt_safe_text). */
#define WORD_SEPARATOR "\x1f"

static const char *const no_words[] = { NULL };

static const VdtSlot *
find_slot (gpointer    record,
           const char *property)
{
  VdtRecordClass *klass = VDT_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_slots; i++)
    {
      const char *name = klass->slots[i].name;

      /* most names differ in their first letter: spare the call */
      if (name[0] == property[0] && strcmp (name, property) == 0)
        return &klass->slots[i];
    }

  return NULL;
}

static const VdtSlot *
need_slot (gpointer    record,
           const char *property,
           VdtSlotType type)
{
  const VdtSlot *slot = find_slot (record, property);

  if (slot == NULL || (slot->type != type &&
                       !(type == VDT_SLOT_TEXT && slot->type == VDT_SLOT_NICK)))
    {
      g_critical ("%s has no property “%s” of this type", G_OBJECT_TYPE_NAME (record), property);
      return NULL;
    }

  return slot;
}

/**
 * vdt_record_has_property:
 * @record: (type VdtRecord): a record
 * @property: a name
 *
 * Returns: %TRUE if vdt_record_dup_value() and vdt_record_set_value() may be
 *   called with @property
 */
gboolean
vdt_record_has_property (gpointer    record,
                         const char *property)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), FALSE);
  g_return_val_if_fail (property != NULL, FALSE);

  slot = find_slot (record, property);

  return slot != NULL && slot->type != VDT_SLOT_LIST && slot->type != VDT_SLOT_FIELDS;
}

const char *
vdt_record_get_text (gpointer    record,
                     const char *property)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), NULL);

  slot = need_slot (record, property, VDT_SLOT_TEXT);

  return slot != NULL ? *SLOT_FIELD (char *, record, slot) : NULL;
}

/**
 * vdt_record_set_text:
 * @record: (type VdtRecord): a record
 * @property: a property that holds a text or an enum member
 * @text: (nullable): valid UTF-8
 *
 * Returns: %TRUE if it changed
 */
gboolean
vdt_record_set_text (gpointer    record,
                     const char *property,
                     const char *text)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), FALSE);

  slot = need_slot (record, property, VDT_SLOT_TEXT);

  return slot != NULL && vdt_slot_set_text (record, slot, text);
}

gint64
vdt_record_get_time (gpointer    record,
                     const char *property)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), VDT_TIME_UNSET);

  slot = need_slot (record, property, VDT_SLOT_TIME);

  return slot != NULL ? *SLOT_FIELD (gint64, record, slot) : VDT_TIME_UNSET;
}

gboolean
vdt_record_set_time (gpointer    record,
                     const char *property,
                     gint64      time)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), FALSE);

  slot = need_slot (record, property, VDT_SLOT_TIME);

  return slot != NULL && vdt_slot_set_time (record, slot, time);
}

gboolean
vdt_record_get_flag (gpointer    record,
                     const char *property)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), FALSE);

  slot = need_slot (record, property, VDT_SLOT_FLAG);

  return slot != NULL && *SLOT_FIELD (gboolean, record, slot);
}

gboolean
vdt_record_set_flag (gpointer    record,
                     const char *property,
                     gboolean    flag)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), FALSE);

  slot = need_slot (record, property, VDT_SLOT_FLAG);

  return slot != NULL && vdt_slot_set_flag (record, slot, flag);
}

guint
vdt_record_get_count (gpointer    record,
                      const char *property)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), 0);

  slot = need_slot (record, property, VDT_SLOT_COUNT);

  return slot != NULL ? *SLOT_FIELD (guint, record, slot) : 0;
}

gboolean
vdt_record_set_count (gpointer    record,
                      const char *property,
                      guint       count)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), FALSE);

  slot = need_slot (record, property, VDT_SLOT_COUNT);

  return slot != NULL && vdt_slot_set_count (record, slot, count);
}

double
vdt_record_get_real (gpointer    record,
                     const char *property)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), 0);

  slot = need_slot (record, property, VDT_SLOT_REAL);

  return slot != NULL ? *SLOT_FIELD (double, record, slot) : 0;
}

gboolean
vdt_record_set_real (gpointer    record,
                     const char *property,
                     double      real)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), FALSE);

  slot = need_slot (record, property, VDT_SLOT_REAL);

  return slot != NULL && vdt_slot_set_real (record, slot, real);
}

/**
 * vdt_record_get_words:
 * @record: (type VdtRecord): a record
 * @property: a property that holds a list of strings
 *
 * Returns: (transfer none): the strings; an empty list if there are none
 */
const char * const *
vdt_record_get_words (gpointer    record,
                      const char *property)
{
  const VdtSlot *slot;
  char **words = NULL;

  g_return_val_if_fail (VDT_IS_RECORD (record), no_words);

  slot = need_slot (record, property, VDT_SLOT_WORDS);
  if (slot != NULL)
    words = *SLOT_FIELD (char **, record, slot);

  return words != NULL ? (const char * const *) words : no_words;
}

gboolean
vdt_record_set_words (gpointer            record,
                      const char         *property,
                      const char * const *words)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), FALSE);

  slot = need_slot (record, property, VDT_SLOT_WORDS);

  return slot != NULL && vdt_slot_set_words (record, slot, words);
}

VdtFields *
vdt_record_get_fields (gpointer    record,
                       const char *property)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), NULL);

  slot = need_slot (record, property, VDT_SLOT_FIELDS);

  return slot != NULL ? *SLOT_FIELD (VdtFields *, record, slot) : NULL;
}

gboolean
vdt_record_set_fields (gpointer    record,
                       const char *property,
                       VdtFields  *fields)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), FALSE);

  slot = need_slot (record, property, VDT_SLOT_FIELDS);

  return slot != NULL && vdt_slot_set_fields (record, slot, fields);
}

/**
 * vdt_record_get_list:
 * @record: (type VdtRecord): a record
 * @property: a property that holds a list of records
 *
 * Returns: (transfer none): the list itself, for whoever fills it
 */
GListStore *
vdt_record_get_list (gpointer    record,
                     const char *property)
{
  const VdtSlot *slot;

  g_return_val_if_fail (VDT_IS_RECORD (record), NULL);

  slot = need_slot (record, property, VDT_SLOT_LIST);

  return slot != NULL ? *SLOT_FIELD (GListStore *, record, slot) : NULL;
}

/**
 * vdt_record_dup_value:
 * @record: (type VdtRecord): a record
 * @property: any property but a list of records or fields
 *
 * The property's value as one text, as the log and the undo records keep it:
 * times as ISO 8601, flags as “1” or %NULL, words with a unit separator (U+001F)
 * between them.
 *
 * Returns: (transfer full) (nullable): the text; %NULL if nothing is set
 */
char *
vdt_record_dup_value (gpointer    record,
                      const char *property)
{
  const VdtSlot *slot;

  g_return_val_if_fail (vdt_record_has_property (record, property), NULL);

  slot = find_slot (record, property);

  switch (slot->type)
    {
    case VDT_SLOT_TIME:
      if (*SLOT_FIELD (gint64, record, slot) == VDT_TIME_UNSET)
        return NULL;
      return vdt_time_format (*SLOT_FIELD (gint64, record, slot), VDT_TIME_ISO);
    case VDT_SLOT_COUNT:
      return g_strdup_printf ("%u", *SLOT_FIELD (guint, record, slot));
    case VDT_SLOT_REAL:
      {
        char buffer[G_ASCII_DTOSTR_BUF_SIZE];

        return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, *SLOT_FIELD (double, record, slot)));
      }
    case VDT_SLOT_FLAG:
      return *SLOT_FIELD (gboolean, record, slot) ? g_strdup ("1") : NULL;
    case VDT_SLOT_WORDS:
      if (*SLOT_FIELD (char **, record, slot) == NULL || **SLOT_FIELD (char **, record, slot) == NULL)
        return NULL;
      return g_strjoinv (WORD_SEPARATOR, *SLOT_FIELD (char **, record, slot));
    case VDT_SLOT_TEXT:
    case VDT_SLOT_NICK:
    case VDT_SLOT_LIST:
    case VDT_SLOT_FIELDS:
    default:
      return g_strdup (*SLOT_FIELD (char *, record, slot));
    }
}

/**
 * vdt_record_set_value:
 * @record: (type VdtRecord): a record
 * @property: any property but a list of records or fields
 * @value: (nullable): what vdt_record_dup_value() gave
 *
 * Returns: %TRUE if it changed
 */
gboolean
vdt_record_set_value (gpointer    record,
                      const char *property,
                      const char *value)
{
  const VdtSlot *slot;

  g_return_val_if_fail (vdt_record_has_property (record, property), FALSE);

  slot = find_slot (record, property);

  switch (slot->type)
    {
    case VDT_SLOT_TIME:
      {
        gint64 time = VDT_TIME_UNSET;

        if (value != NULL && !vdt_time_parse (value, &time))
          time = VDT_TIME_UNSET;
        return vdt_slot_set_time (record, slot, time);
      }
    case VDT_SLOT_COUNT:
      return vdt_slot_set_count (record, slot, value != NULL ? g_ascii_strtoull (value, NULL, 10) : 0);
    case VDT_SLOT_REAL:
      return vdt_slot_set_real (record, slot, value != NULL ? g_ascii_strtod (value, NULL) : 0);
    case VDT_SLOT_FLAG:
      return vdt_slot_set_flag (record, slot, g_strcmp0 (value, "1") == 0);
    case VDT_SLOT_WORDS:
      {
        g_auto(GStrv) words = NULL;

        if (value != NULL)
          words = g_strsplit (value, WORD_SEPARATOR, -1);
        return vdt_slot_set_words (record, slot, (const char * const *) words);
      }
    case VDT_SLOT_TEXT:
    case VDT_SLOT_NICK:
    case VDT_SLOT_LIST:
    case VDT_SLOT_FIELDS:
    default:
      return vdt_slot_set_text (record, slot, value);
    }
}
