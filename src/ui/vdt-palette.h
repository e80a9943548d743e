/* vdt-palette.h
 *
 * The command palette: type to find any action, Return runs it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VDT_TYPE_PALETTE (vdt_palette_get_type ())
G_DECLARE_FINAL_TYPE (VdtPalette, vdt_palette, VDT, PALETTE, AdwWindow)

GtkWidget  *vdt_palette_new         (GtkWindow  *parent,
                                     const char *page);
void        vdt_palette_set_text    (VdtPalette *self,
                                     const char *text);
GListModel *vdt_palette_get_matches (VdtPalette *self);

G_END_DECLS
