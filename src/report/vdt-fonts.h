/* vdt-fonts.h
 *
 * The letters of a report.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Families in the order of preference. The first that is there is taken; all of them
 * have static fonts, which Cairo embeds as they are. */
#define VDT_FONT_SANS "Source Sans 3,Noto Sans,Liberation Sans,Nimbus Sans,DejaVu Sans,Sans"
#define VDT_FONT_MONO "Source Code Pro,Noto Sans Mono,Liberation Mono,DejaVu Sans Mono,Monospace"

PangoContext *vdt_fonts_new_context (PangoFontMap *map);

G_END_DECLS
