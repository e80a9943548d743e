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

/* vdt-lower-activity.c */
VdtLowerRows *vdt_lower_rows_near (VdtLowerPlugin *plugin);
VdtLowerRows *vdt_lower_rolling_percentile (VdtLowerPlugin *plugin);
VdtLowerRows *vdt_lower_session_count (VdtLowerPlugin *plugin);
VdtLowerRows *vdt_lower_sliding_window_counts (VdtLowerPlugin *plugin);
VdtLowerRows *vdt_lower_active_users_count (VdtLowerPlugin *plugin);
VdtLowerRows *vdt_lower_activity_counts_metrics (VdtLowerPlugin *plugin);
VdtLowerRows *vdt_lower_activity_metrics (VdtLowerPlugin *plugin);
VdtLowerRows *vdt_lower_activity_engagement (VdtLowerPlugin *plugin);

G_END_DECLS
