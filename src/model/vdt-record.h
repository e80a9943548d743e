/* vdt-record.h
 *
 * What incident, alert, evidence and the other records have in common: a table
 * of slots, from which the properties come.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-fields.h"

G_BEGIN_DECLS

#define VDT_TYPE_RECORD (vdt_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (VdtRecord, vdt_record, VDT, RECORD, GObject)

/**
 * VdtSlotType:
 * @VDT_SLOT_TEXT: `char *`, a string property
 * @VDT_SLOT_NICK: `char *`, an enum member as Graph spells it; unknown members
 *   are kept as they came. Interned with a reference count, so that the many
 *   equal ones share memory and hostile ones do not stay
 * @VDT_SLOT_TIME: `gint64`, µs since the Unix epoch, UTC, or %VDT_TIME_UNSET
 * @VDT_SLOT_COUNT: `guint`
 * @VDT_SLOT_REAL: `double`
 * @VDT_SLOT_FLAG: `gboolean`
 * @VDT_SLOT_WORDS: `char **`, a list of strings, never %NULL once set
 * @VDT_SLOT_LIST: `GListStore *`, made with the record, read-only as a property
 * @VDT_SLOT_FIELDS: `VdtFields *`
 */
typedef enum
{
  VDT_SLOT_TEXT,
  VDT_SLOT_NICK,
  VDT_SLOT_TIME,
  VDT_SLOT_COUNT,
  VDT_SLOT_REAL,
  VDT_SLOT_FLAG,
  VDT_SLOT_WORDS,
  VDT_SLOT_LIST,
  VDT_SLOT_FIELDS
} VdtSlotType;

/**
 * VdtSlot:
 * @name: the property
 * @type: what it holds
 * @offset: where, in the instance
 * @item_type: for a list: the function that names the items' type
 */
typedef struct
{
  const char  *name;
  VdtSlotType  type;
  gsize        offset;
  GType      (*item_type) (void);
} VdtSlot;

/**
 * VdtRecordClass:
 * @parent_class: the parent
 *
 * A subclass calls vdt_record_class_install_slots() in its class_init and needs
 * no get_property, set_property or finalize of its own.
 */
struct _VdtRecordClass
{
  GObjectClass    parent_class;

  /*< private >*/
  const VdtSlot  *slots;
  guint           n_slots;
  GParamSpec    **pspecs;
};

void                vdt_record_class_install_slots (VdtRecordClass     *klass,
                                                    const VdtSlot      *slots,
                                                    guint               n_slots);

const char         *vdt_record_get_text            (gpointer            record,
                                                    const char         *property);
gboolean            vdt_record_set_text            (gpointer            record,
                                                    const char         *property,
                                                    const char         *text);
gint64              vdt_record_get_time            (gpointer            record,
                                                    const char         *property);
gboolean            vdt_record_set_time            (gpointer            record,
                                                    const char         *property,
                                                    gint64              time);
gboolean            vdt_record_get_flag            (gpointer            record,
                                                    const char         *property);
gboolean            vdt_record_set_flag            (gpointer            record,
                                                    const char         *property,
                                                    gboolean            flag);
guint               vdt_record_get_count           (gpointer            record,
                                                    const char         *property);
gboolean            vdt_record_set_count           (gpointer            record,
                                                    const char         *property,
                                                    guint               count);
double              vdt_record_get_real            (gpointer            record,
                                                    const char         *property);
gboolean            vdt_record_set_real            (gpointer            record,
                                                    const char         *property,
                                                    double              real);
const char * const *vdt_record_get_words           (gpointer            record,
                                                    const char         *property);
gboolean            vdt_record_set_words           (gpointer            record,
                                                    const char         *property,
                                                    const char * const *words);
VdtFields          *vdt_record_get_fields          (gpointer            record,
                                                    const char         *property);
gboolean            vdt_record_set_fields          (gpointer            record,
                                                    const char         *property,
                                                    VdtFields          *fields);
GListStore         *vdt_record_get_list            (gpointer            record,
                                                    const char         *property);

void                vdt_record_copy                (gpointer            record,
                                                    gpointer            source);
gboolean            vdt_record_has_property        (gpointer            record,
                                                    const char         *property);
char               *vdt_record_dup_value           (gpointer            record,
                                                    const char         *property);
gboolean            vdt_record_set_value           (gpointer            record,
                                                    const char         *property,
                                                    const char         *value);

G_END_DECLS
