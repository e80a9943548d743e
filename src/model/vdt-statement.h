/* vdt-statement.h
 *
 * One sentence, and the facts it rests on.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

/**
 * VdtSpanKind:
 * @VDT_SPAN_ENTITY: an asset; the reference is its key
 * @VDT_SPAN_QUOTE: text that came with the incident, perhaps from the attacker
 * @VDT_SPAN_TIME: a point in time; the reference is ISO 8601
 * @VDT_SPAN_TECHNIQUE: an ATT&CK technique; the reference is its id
 */
typedef enum
{
  VDT_SPAN_ENTITY,
  VDT_SPAN_QUOTE,
  VDT_SPAN_TIME,
  VDT_SPAN_TECHNIQUE
} VdtSpanKind;

/**
 * VdtSpan:
 * @start: first byte in the statement's text
 * @length: bytes
 * @kind: what is there
 * @ref: (nullable): what it leads to
 * @marked: control or direction characters in it were made visible
 */
typedef struct
{
  guint        start;
  guint        length;
  VdtSpanKind  kind;
  char        *ref;
  gboolean     marked;
} VdtSpan;

#define VDT_TYPE_STATEMENT (vdt_statement_get_type ())
G_DECLARE_FINAL_TYPE (VdtStatement, vdt_statement, VDT, STATEMENT, VdtRecord)

VdtStatement         *vdt_statement_new          (const char         *section,
                                                  const char         *text,
                                                  const char * const *fact_ids,
                                                  const char         *origin);
const char           *vdt_statement_get_section  (VdtStatement       *self);
const char           *vdt_statement_get_text     (VdtStatement       *self);
const char * const   *vdt_statement_get_fact_ids (VdtStatement       *self);
const char           *vdt_statement_get_origin   (VdtStatement       *self);
const char           *vdt_statement_get_change   (VdtStatement       *self);
void                  vdt_statement_add_span     (VdtStatement       *self,
                                                  guint               start,
                                                  guint               length,
                                                  VdtSpanKind         kind,
                                                  const char         *ref,
                                                  gboolean            marked);
guint                 vdt_statement_get_n_spans  (VdtStatement       *self);
const VdtSpan        *vdt_statement_get_span     (VdtStatement       *self,
                                                  guint               index);

G_END_DECLS
