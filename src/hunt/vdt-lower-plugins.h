/* vdt-lower-plugins.h
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-lower-private.h"

G_BEGIN_DECLS

/* One evaluate: its call and the arguments of that, and the rows that come in. */
typedef struct
{
  VdtLower         *l;
  const VdtKqlNode *node;
  const VdtKqlNode *call;
  GPtrArray        *arguments;
  VdtLowerRows     *input;
} VdtLowerPlugin;

const char   *vdt_lower_plugin_column      (const VdtLowerPlugin *plugin,
                                            guint                 index);

/* vdt-lower-lookup.c */
VdtLowerRows *vdt_lower_ipv4_lookup        (VdtLowerPlugin       *plugin);
VdtLowerRows *vdt_lower_ipv6_lookup        (VdtLowerPlugin       *plugin);
VdtLowerRows *vdt_lower_geo_polygon_lookup (VdtLowerPlugin       *plugin);
VdtLowerRows *vdt_lower_geo_line_lookup    (VdtLowerPlugin       *plugin);

G_END_DECLS
