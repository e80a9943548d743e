/* vdt-graph-export.h
 *
 * A graph as a picture: SVG with real text, and PNG.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-graph-view.h"

G_BEGIN_DECLS

GBytes *vdt_graph_export_svg (VdtGraphView  *view,
                              const char    *title);
GBytes *vdt_graph_export_png (VdtGraphView  *view,
                              double         scale,
                              GError       **error);

G_END_DECLS
