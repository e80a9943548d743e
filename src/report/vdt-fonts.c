/* vdt-fonts.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-fonts.h"

/**
 * vdt_fonts_new_context:
 * @map: (nullable): a font map; %NULL for this thread's own
 *
 * Returns: (transfer full): a context whose layouts are measured in points without
 *   regard to any screen, so that every writer breaks lines at the same places
 */
PangoContext *
vdt_fonts_new_context (PangoFontMap *map)
{
  PangoContext *context = pango_font_map_create_context (map != NULL ? map : pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_cairo_context_set_resolution (context, 72);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);

  return context;
}
