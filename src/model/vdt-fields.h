/* vdt-fields.h
 *
 * Every leaf of a foreign record, in order, without loss: what the typed
 * properties do not cover is kept and shown all the same.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * VdtFieldType:
 * @VDT_FIELD_STRING: a string
 * @VDT_FIELD_INTEGER: a number without fraction or exponent
 * @VDT_FIELD_REAL: any other number
 * @VDT_FIELD_BOOLEAN: `true` or `false`
 * @VDT_FIELD_NULL: `null`
 * @VDT_FIELD_EMPTY_ARRAY: `[]`
 * @VDT_FIELD_EMPTY_OBJECT: `{}`
 */
typedef enum
{
  VDT_FIELD_STRING,
  VDT_FIELD_INTEGER,
  VDT_FIELD_REAL,
  VDT_FIELD_BOOLEAN,
  VDT_FIELD_NULL,
  VDT_FIELD_EMPTY_ARRAY,
  VDT_FIELD_EMPTY_OBJECT
} VdtFieldType;

#define VDT_TYPE_FIELDS (vdt_fields_get_type ())

typedef struct _VdtFields        VdtFields;
typedef struct _VdtFieldsBuilder VdtFieldsBuilder;

VdtFieldsBuilder *vdt_fields_builder_new      (void);
void              vdt_fields_builder_add      (VdtFieldsBuilder  *self,
                                               const char        *path,
                                               VdtFieldType       type,
                                               const char        *text,
                                               gssize             length);
guint             vdt_fields_builder_get_size (VdtFieldsBuilder  *self);
VdtFields        *vdt_fields_builder_end      (VdtFieldsBuilder  *self);
void              vdt_fields_builder_free     (VdtFieldsBuilder  *self);

GType             vdt_fields_get_type         (void) G_GNUC_CONST;
VdtFields        *vdt_fields_ref              (VdtFields         *self);
void              vdt_fields_unref            (VdtFields         *self);

guint             vdt_fields_get_n_fields     (VdtFields         *self);
const char       *vdt_fields_get_path         (VdtFields         *self,
                                               guint              index);
const char       *vdt_fields_get_text         (VdtFields         *self,
                                               guint              index);
VdtFieldType      vdt_fields_get_field_type   (VdtFields         *self,
                                               guint              index);
gboolean          vdt_fields_is_empty_at      (VdtFields         *self,
                                               guint              index);

gboolean          vdt_fields_lookup           (VdtFields         *self,
                                               const char        *path,
                                               guint             *out_index);
const char       *vdt_fields_get              (VdtFields         *self,
                                               const char        *path);
gboolean          vdt_fields_get_int64        (VdtFields         *self,
                                               const char        *path,
                                               gint64            *out_value);
char            **vdt_fields_dup_array        (VdtFields         *self,
                                               const char        *path);

VdtFields        *vdt_fields_sub              (VdtFields         *self,
                                               const char        *path);
VdtFields        *vdt_fields_merge            (VdtFields         *older,
                                               VdtFields         *newer);

GBytes           *vdt_fields_to_bytes         (VdtFields         *self);
VdtFields        *vdt_fields_from_bytes       (GBytes            *bytes,
                                               GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtFields, vdt_fields_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtFieldsBuilder, vdt_fields_builder_free)

G_END_DECLS
