/* vdt-kql-projection.h
 *
 * Builds the columns that project, extend, summarize, distinct and print make,
 * with the engine's rules for names.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-binder-private.h"

G_BEGIN_DECLS

/**
 * VdtKqlProjection:
 * @prefix: what columns without a name are called before their number
 * @extend: %TRUE if a column of the same name is replaced where it stands
 * @from_zero: %TRUE if numbers are those of the items, from 0
 */
typedef struct
{
  VdtKqlBinder *binder;
  GPtrArray    *columns;
  GHashTable   *positions;
  GHashTable   *suffixes;
  GHashTable   *declared;
  const char   *prefix;
  guint         counter;
  gboolean      extend;
  gboolean      from_zero;
  gboolean      open;
} VdtKqlProjection;

void                vdt_kql_projection_init    (VdtKqlProjection   *self,
                                                VdtKqlBinder       *binder,
                                                gboolean            open);
void                vdt_kql_projection_extend  (VdtKqlProjection   *self,
                                                const VdtKqlSchema *input);
void                vdt_kql_projection_add     (VdtKqlProjection   *self,
                                                const VdtKqlNode   *item);
void                vdt_kql_projection_add_typed (VdtKqlProjection *self,
                                                const VdtKqlNode   *item,
                                                const VdtKqlType   *type);
gboolean            vdt_kql_projection_declare (VdtKqlProjection   *self,
                                                const VdtKqlNode   *node,
                                                const VdtKqlColumn *column);
const VdtKqlColumn *vdt_kql_projection_append  (VdtKqlProjection   *self,
                                                const char         *name,
                                                const VdtKqlType   *type);
const VdtKqlSchema *vdt_kql_projection_finish  (VdtKqlProjection   *self);

G_END_DECLS
