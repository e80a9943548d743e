/* vdt-record.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-record.h"

#include <string.h>

#include "vdt-record-private.h"
#include "vdt-time.h"
#include "vdt-util.h"

/**
 * VdtRecord:
 *
 * A plain model whose properties are described by a table.
 *
 * It holds state and tells of changes; it reads no file and knows no widget. A
 * record belongs to one thread at a time: an importer builds it and hands it over.
 *
 * The functions here name a property, so that data can say which property a
 * field of a file goes to. Subclasses add typed getters.
 */
G_DEFINE_ABSTRACT_TYPE (VdtRecord, vdt_record, G_TYPE_OBJECT)

static const char *const no_words[] = { NULL };

static void
slot_notify (gpointer       record,
             const VdtSlot *slot)
{
  VdtRecordClass *klass = VDT_RECORD_GET_CLASS (record);

  g_object_notify_by_pspec (record, klass->pspecs[slot - klass->slots + 1]);
}

gboolean
vdt_slot_set_text (gpointer       record,
                   const VdtSlot *slot,
                   const char    *text)
{
  char **field = SLOT_FIELD (char *, record, slot);

  if (slot->type == VDT_SLOT_TEXT)
    {
      if (!vdt_set_str (field, text))
        return FALSE;
    }
  else
    {
      char *old = *field;

      if (g_strcmp0 (old, text) == 0)
        return FALSE;

      *field = text != NULL ? g_ref_string_new_intern (text) : NULL;
      g_clear_pointer (&old, g_ref_string_release);
    }

  slot_notify (record, slot);

  return TRUE;
}

gboolean
vdt_slot_set_words (gpointer            record,
                    const VdtSlot      *slot,
                    const char * const *words)
{
  char ***field = SLOT_FIELD (char **, record, slot);

  if (words == NULL)
    words = no_words;

  if (*field != NULL ? g_strv_equal ((const char * const *) *field, words) : words[0] == NULL)
    return FALSE;

  g_strfreev (*field);
  *field = g_strdupv ((char **) words);
  slot_notify (record, slot);

  return TRUE;
}

gboolean
vdt_slot_set_fields (gpointer       record,
                     const VdtSlot *slot,
                     VdtFields     *fields)
{
  VdtFields **field = SLOT_FIELD (VdtFields *, record, slot);

  if (*field == fields)
    return FALSE;

  g_clear_pointer (field, vdt_fields_unref);
  *field = fields != NULL ? vdt_fields_ref (fields) : NULL;
  slot_notify (record, slot);

  return TRUE;
}

gboolean
vdt_slot_set_time (gpointer       record,
                   const VdtSlot *slot,
                   gint64         time)
{
  gint64 *field = SLOT_FIELD (gint64, record, slot);

  if (*field == time)
    return FALSE;

  *field = time;
  slot_notify (record, slot);

  return TRUE;
}

gboolean
vdt_slot_set_flag (gpointer       record,
                   const VdtSlot *slot,
                   gboolean       flag)
{
  gboolean *field = SLOT_FIELD (gboolean, record, slot);

  flag = !!flag;
  if (*field == flag)
    return FALSE;

  *field = flag;
  slot_notify (record, slot);

  return TRUE;
}

gboolean
vdt_slot_set_count (gpointer       record,
                    const VdtSlot *slot,
                    guint          count)
{
  guint *field = SLOT_FIELD (guint, record, slot);

  if (*field == count)
    return FALSE;

  *field = count;
  slot_notify (record, slot);

  return TRUE;
}

gboolean
vdt_slot_set_real (gpointer       record,
                   const VdtSlot *slot,
                   double         real)
{
  double *field = SLOT_FIELD (double, record, slot);

  if (memcmp (field, &real, sizeof real) == 0)
    return FALSE;

  *field = real;
  slot_notify (record, slot);

  return TRUE;
}

static void
vdt_record_constructed (GObject *object)
{
  VdtRecordClass *klass = VDT_RECORD_GET_CLASS (object);

  G_OBJECT_CLASS (vdt_record_parent_class)->constructed (object);

  for (guint i = 0; i < klass->n_slots; i++)
    {
      const VdtSlot *slot = &klass->slots[i];

      if (slot->type == VDT_SLOT_TIME)
        *SLOT_FIELD (gint64, object, slot) = VDT_TIME_UNSET;
      else if (slot->type == VDT_SLOT_LIST)
        *SLOT_FIELD (GListStore *, object, slot) = g_list_store_new (slot->item_type ());
    }
}

static void
vdt_record_finalize (GObject *object)
{
  VdtRecordClass *klass = VDT_RECORD_GET_CLASS (object);

  for (guint i = 0; i < klass->n_slots; i++)
    {
      const VdtSlot *slot = &klass->slots[i];

      switch (slot->type)
        {
        case VDT_SLOT_TEXT:
          g_free (*SLOT_FIELD (char *, object, slot));
          break;
        case VDT_SLOT_NICK:
          g_clear_pointer (SLOT_FIELD (char *, object, slot), g_ref_string_release);
          break;
        case VDT_SLOT_WORDS:
          g_strfreev (*SLOT_FIELD (char **, object, slot));
          break;
        case VDT_SLOT_LIST:
          g_clear_object (SLOT_FIELD (GListStore *, object, slot));
          break;
        case VDT_SLOT_FIELDS:
          g_clear_pointer (SLOT_FIELD (VdtFields *, object, slot), vdt_fields_unref);
          break;
        case VDT_SLOT_TIME:
        case VDT_SLOT_COUNT:
        case VDT_SLOT_REAL:
        case VDT_SLOT_FLAG:
        default:
          break;
        }
    }

  G_OBJECT_CLASS (vdt_record_parent_class)->finalize (object);
}

static void
vdt_record_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  const VdtSlot *slot = &VDT_RECORD_GET_CLASS (object)->slots[prop_id - 1];

  switch (slot->type)
    {
    case VDT_SLOT_TEXT:
    case VDT_SLOT_NICK:
      g_value_set_string (value, *SLOT_FIELD (char *, object, slot));
      break;
    case VDT_SLOT_TIME:
      g_value_set_int64 (value, *SLOT_FIELD (gint64, object, slot));
      break;
    case VDT_SLOT_COUNT:
      g_value_set_uint (value, *SLOT_FIELD (guint, object, slot));
      break;
    case VDT_SLOT_REAL:
      g_value_set_double (value, *SLOT_FIELD (double, object, slot));
      break;
    case VDT_SLOT_FLAG:
      g_value_set_boolean (value, *SLOT_FIELD (gboolean, object, slot));
      break;
    case VDT_SLOT_WORDS:
    case VDT_SLOT_FIELDS:
      g_value_set_boxed (value, *SLOT_FIELD (gpointer, object, slot));
      break;
    case VDT_SLOT_LIST:
      g_value_set_object (value, *SLOT_FIELD (GListStore *, object, slot));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vdt_record_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  const VdtSlot *slot = &VDT_RECORD_GET_CLASS (object)->slots[prop_id - 1];

  switch (slot->type)
    {
    case VDT_SLOT_TEXT:
    case VDT_SLOT_NICK:
      vdt_slot_set_text (object, slot, g_value_get_string (value));
      break;
    case VDT_SLOT_TIME:
      vdt_slot_set_time (object, slot, g_value_get_int64 (value));
      break;
    case VDT_SLOT_COUNT:
      vdt_slot_set_count (object, slot, g_value_get_uint (value));
      break;
    case VDT_SLOT_REAL:
      vdt_slot_set_real (object, slot, g_value_get_double (value));
      break;
    case VDT_SLOT_FLAG:
      vdt_slot_set_flag (object, slot, g_value_get_boolean (value));
      break;
    case VDT_SLOT_WORDS:
      vdt_slot_set_words (object, slot, g_value_get_boxed (value));
      break;
    case VDT_SLOT_FIELDS:
      vdt_slot_set_fields (object, slot, g_value_get_boxed (value));
      break;
    case VDT_SLOT_LIST:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vdt_record_class_init (VdtRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = vdt_record_constructed;
  object_class->finalize = vdt_record_finalize;
}

static void
vdt_record_init (VdtRecord *self)
{
}

static GParamSpec *
slot_to_pspec (const VdtSlot *slot)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  switch (slot->type)
    {
    case VDT_SLOT_TIME:
      return g_param_spec_int64 (slot->name, NULL, NULL, G_MININT64, G_MAXINT64, VDT_TIME_UNSET, flags);
    case VDT_SLOT_COUNT:
      return g_param_spec_uint (slot->name, NULL, NULL, 0, G_MAXUINT, 0, flags);
    case VDT_SLOT_REAL:
      return g_param_spec_double (slot->name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
    case VDT_SLOT_FLAG:
      return g_param_spec_boolean (slot->name, NULL, NULL, FALSE, flags);
    case VDT_SLOT_WORDS:
      return g_param_spec_boxed (slot->name, NULL, NULL, G_TYPE_STRV, flags);
    case VDT_SLOT_FIELDS:
      return g_param_spec_boxed (slot->name, NULL, NULL, VDT_TYPE_FIELDS, flags);
    case VDT_SLOT_LIST:
      return g_param_spec_object (slot->name, NULL, NULL, G_TYPE_LIST_MODEL,
                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
    case VDT_SLOT_TEXT:
    case VDT_SLOT_NICK:
    default:
      return g_param_spec_string (slot->name, NULL, NULL, NULL, flags);
    }
}

/**
 * vdt_record_class_install_slots:
 * @klass: a subclass
 * @slots: (array length=n_slots): static; what its instances hold
 * @n_slots: how many
 *
 * Installs one property for each slot.
 */
void
vdt_record_class_install_slots (VdtRecordClass *klass,
                                const VdtSlot  *slots,
                                guint           n_slots)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  /* GObject does not let a class inherit these two. */
  object_class->get_property = vdt_record_get_property;
  object_class->set_property = vdt_record_set_property;

  klass->slots = slots;
  klass->n_slots = n_slots;
  klass->pspecs = g_new0 (GParamSpec *, n_slots + 1);

  for (guint i = 0; i < n_slots; i++)
    klass->pspecs[i + 1] = slot_to_pspec (&slots[i]);

  g_object_class_install_properties (object_class, n_slots + 1, klass->pspecs);
}

static void
slot_copy (gpointer       record,
           gpointer       source,
           const VdtSlot *slot)
{
  switch (slot->type)
    {
    case VDT_SLOT_TIME:
      vdt_slot_set_time (record, slot, *SLOT_FIELD (gint64, source, slot));
      break;
    case VDT_SLOT_COUNT:
      vdt_slot_set_count (record, slot, *SLOT_FIELD (guint, source, slot));
      break;
    case VDT_SLOT_REAL:
      vdt_slot_set_real (record, slot, *SLOT_FIELD (double, source, slot));
      break;
    case VDT_SLOT_FLAG:
      vdt_slot_set_flag (record, slot, *SLOT_FIELD (gboolean, source, slot));
      break;
    case VDT_SLOT_WORDS:
      vdt_slot_set_words (record, slot, (const char * const *) *SLOT_FIELD (char **, source, slot));
      break;
    case VDT_SLOT_FIELDS:
      vdt_slot_set_fields (record, slot, *SLOT_FIELD (VdtFields *, source, slot));
      break;
    case VDT_SLOT_LIST:
      break;
    case VDT_SLOT_TEXT:
    case VDT_SLOT_NICK:
    default:
      vdt_slot_set_text (record, slot, *SLOT_FIELD (char *, source, slot));
    }
}

/**
 * vdt_record_copy:
 * @record: (type VdtRecord): a record
 * @source: (type VdtRecord): another one of the same class
 *
 * Gives @record all that @source holds but its lists; only what differs is notified.
 */
void
vdt_record_copy (gpointer record,
                 gpointer source)
{
  VdtRecordClass *klass;

  g_return_if_fail (VDT_IS_RECORD (record));
  g_return_if_fail (VDT_IS_RECORD (source));
  g_return_if_fail (G_OBJECT_TYPE (record) == G_OBJECT_TYPE (source));

  klass = VDT_RECORD_GET_CLASS (record);
  g_object_freeze_notify (record);
  for (guint i = 0; i < klass->n_slots; i++)
    slot_copy (record, source, &klass->slots[i]);
  g_object_thaw_notify (record);
}
