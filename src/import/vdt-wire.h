/* vdt-wire.h
 *
 * What the wire readers share: where they are in the JSON, what they complain
 * about, and how an object becomes fields.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-fields.h"
#include "vdt-import-report.h"
#include "vdt-json.h"
#include "vdt-time.h"

G_BEGIN_DECLS

/**
 * VDT_WIRE_MAX_DEPTH:
 *
 * Levels below a record that become fields. Graph's own types nest up to six.
 */
#define VDT_WIRE_MAX_DEPTH 64

/**
 * VdtWireReportFunc:
 * @level: how bad it is
 * @path: where in the JSON, `value[3].alerts[1]`
 * @message: what is wrong there and what was done about it
 * @user_data: what was given with the function
 */
typedef void (*VdtWireReportFunc) (VdtWireLevel  level,
                                   const char   *path,
                                   const char   *message,
                                   gpointer      user_data);

typedef struct _VdtWire VdtWire;

/**
 * VdtWireMember:
 * @name: a string
 * @value: its value
 */
typedef struct
{
  VdtJson name;
  VdtJson value;
} VdtWireMember;

VdtWire             *vdt_wire_new           (VdtWireReportFunc  report,
                                             gpointer           user_data);
void                 vdt_wire_free          (VdtWire           *self);

void                 vdt_wire_set_path      (VdtWire           *self,
                                             const char        *path);
gsize                vdt_wire_push          (VdtWire           *self,
                                             const char        *name);
gsize                vdt_wire_push_index    (VdtWire           *self,
                                             const char        *name,
                                             guint64            index);
void                 vdt_wire_pop           (VdtWire           *self,
                                             gsize              mark);

void                 vdt_wire_report        (VdtWire           *self,
                                             VdtWireLevel       level,
                                             const char        *format,
                                             ...) G_GNUC_PRINTF (3, 4);
gsize                vdt_wire_enter         (VdtWire           *self,
                                             VdtJson            object,
                                             gsize             *out_first);
const VdtWireMember *vdt_wire_get           (VdtWire           *self,
                                             gsize              index);
void                 vdt_wire_leave         (VdtWire           *self,
                                             gsize              first);
void                 vdt_wire_add_fields    (VdtWire           *self,
                                             VdtFieldsBuilder  *builder,
                                             const char        *path,
                                             VdtJson            value);
char                *vdt_wire_dup_quoted    (const char        *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtWire, vdt_wire_free)

G_END_DECLS
