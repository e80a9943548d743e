/* vdt-record-private.h
 *
 * Slots, for the two files of VdtRecord.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define SLOT_FIELD(Type, record, slot) ((Type *) G_STRUCT_MEMBER_P ((record), (slot)->offset))

gboolean vdt_slot_set_text   (gpointer            record,
                              const VdtSlot      *slot,
                              const char         *text);
gboolean vdt_slot_set_words  (gpointer            record,
                              const VdtSlot      *slot,
                              const char * const *words);
gboolean vdt_slot_set_fields (gpointer            record,
                              const VdtSlot      *slot,
                              VdtFields          *fields);
gboolean vdt_slot_set_time   (gpointer            record,
                              const VdtSlot      *slot,
                              gint64              time);
gboolean vdt_slot_set_flag   (gpointer            record,
                              const VdtSlot      *slot,
                              gboolean            flag);
gboolean vdt_slot_set_count  (gpointer            record,
                              const VdtSlot      *slot,
                              guint               count);
gboolean vdt_slot_set_real   (gpointer            record,
                              const VdtSlot      *slot,
                              double              real);

G_END_DECLS
