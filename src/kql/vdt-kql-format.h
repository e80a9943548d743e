/* vdt-kql-format.h: lays a query out.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-syntax.h"

G_BEGIN_DECLS

/**
 * VdtKqlFormatOptions:
 * @width: how long lines may become, columns; 0 for the default, 100
 * @indent: how far to indent, columns; 0 for the default, 4
 */
typedef struct
{
  guint width;
  guint indent;
} VdtKqlFormatOptions;

char     *vdt_kql_format          (VdtKqlTree                *tree,
                                   const VdtKqlFormatOptions *options);
gboolean  vdt_kql_trees_are_alike (VdtKqlTree                *a,
                                   VdtKqlTree                *b);

G_END_DECLS
