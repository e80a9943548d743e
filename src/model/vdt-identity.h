/* vdt-identity.h
 *
 * What tells one real thing from another: data/schema/identity.json, applied to
 * the fields of a piece of evidence.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-fields.h"

G_BEGIN_DECLS

/**
 * VdtToken:
 * @level: how sure: the lower, the surer
 * @text: asset kind, key type and value: equal texts name one thing
 * @type_length: how much of @text is asset kind and key type
 */
typedef struct
{
  guint  level;
  char  *text;
  gsize  type_length;
} VdtToken;

/**
 * VdtPart:
 * @kind: the evidence kind that the part would be
 * @fields: its leaves
 */
typedef struct
{
  const char *kind;
  VdtFields  *fields;
} VdtPart;

GPtrArray  *vdt_identity_get_tokens       (const char *kind,
                                           VdtFields  *fields);
GPtrArray  *vdt_identity_get_parts        (const char *kind,
                                           VdtFields  *fields);
char       *vdt_identity_dup_canonical    (const char *kind,
                                           VdtFields  *fields);
char       *vdt_identity_dup_name         (const char *kind,
                                           VdtFields  *fields);
char       *vdt_identity_dup_detail       (const char *kind,
                                           VdtFields  *fields);
const char *vdt_identity_asset_kind       (const char *kind);
const char *vdt_identity_worse_verdict    (const char *a,
                                           const char *b);
const char *vdt_identity_worse_remediation (const char *a,
                                            const char *b);

G_END_DECLS
