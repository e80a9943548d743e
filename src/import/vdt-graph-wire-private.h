/* vdt-graph-wire-private.h
 *
 * Between the readers of incidents, alerts and evidence.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-alert.h"
#include "vdt-comment.h"
#include "vdt-presence.h"
#include "vdt-wire.h"

G_BEGIN_DECLS

/**
 * VdtWireSlotType:
 * @VDT_WIRE_TEXT: a string; a number counts as its spelling
 * @VDT_WIRE_ENUM: a member of an enum in any case, or a new one
 * @VDT_WIRE_TIME: ISO 8601
 * @VDT_WIRE_WORDS: an array of strings
 * @VDT_WIRE_REAL: a number
 */
typedef enum
{
  VDT_WIRE_TEXT,
  VDT_WIRE_ENUM,
  VDT_WIRE_TIME,
  VDT_WIRE_WORDS,
  VDT_WIRE_REAL
} VdtWireSlotType;

/**
 * VdtWireSlot:
 * @property: of the model
 * @type: how to read it
 * @enum_name: (nullable): of @type %VDT_WIRE_ENUM
 * @names: the member's name in Graph, then in older APIs; the first that is there counts
 */
typedef struct
{
  const char      *property;
  VdtWireSlotType  type;
  const char      *enum_name;
  const char      *names[4];
} VdtWireSlot;

/**
 * VdtWireItemFunc:
 * @wire: at the element's path
 * @element: an element of a list
 * @owner: what it belongs to
 */
typedef void (*VdtWireItemFunc) (VdtWire  *wire,
                                 VdtJson   element,
                                 gpointer  owner);

void         vdt_wire_read_slots    (VdtWire           *wire,
                                     gpointer           record,
                                     VdtFields         *fields,
                                     const VdtWireSlot *slots,
                                     gsize              n_slots);
VdtPresence  vdt_wire_read_list     (VdtWire           *wire,
                                     const char        *name,
                                     VdtJson            value,
                                     VdtWireItemFunc    func,
                                     gpointer           owner);
char        *vdt_wire_dup_without   (VdtWire           *wire,
                                     gsize              first,
                                     gsize              end,
                                     const char *const *left_out);
VdtComment  *vdt_wire_read_comment  (VdtWire           *wire,
                                     VdtJson            element);
char        *vdt_wire_dup_id        (VdtWire           *wire,
                                     VdtFields         *fields,
                                     const char *const *names);

void         vdt_wire_read_evidence (VdtWire           *wire,
                                     VdtJson            element,
                                     gpointer           alert);
void         vdt_wire_read_entity   (VdtWire           *wire,
                                     VdtJson            element,
                                     gpointer           alert);
void         vdt_wire_read_machine  (VdtWire           *wire,
                                     VdtJson            element,
                                     gpointer           alert);

G_END_DECLS
