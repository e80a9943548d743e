/* vdt-field-list.h
 *
 * The fields of a record as a list, for the inspector.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-fields.h"

G_BEGIN_DECLS

#define VDT_TYPE_FIELD_ITEM (vdt_field_item_get_type ())
G_DECLARE_FINAL_TYPE (VdtFieldItem, vdt_field_item, VDT, FIELD_ITEM, GObject)

const char *vdt_field_item_get_path (VdtFieldItem *self);
const char *vdt_field_item_get_text (VdtFieldItem *self);
gboolean    vdt_field_item_is_quiet (VdtFieldItem *self);

GListModel *vdt_field_list_new       (VdtFields   *fields);
VdtFields  *vdt_field_list_of_object (GObject     *object);
char       *vdt_field_list_indent    (const char  *json,
                                      gsize        max_bytes);

G_END_DECLS
