/* vdt-filter-chip.h
 *
 * One filter: a button that says what is let through, a list to choose from.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VDT_TYPE_FILTER_CHIP (vdt_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (VdtFilterChip, vdt_filter_chip, VDT, FILTER_CHIP, GtkWidget)

GtkWidget          *vdt_filter_chip_new          (const char         *title);
void                vdt_filter_chip_add_option   (VdtFilterChip      *self,
                                                  const char         *nick,
                                                  const char         *label);
const char * const *vdt_filter_chip_get_selected (VdtFilterChip      *self);
void                vdt_filter_chip_set_selected (VdtFilterChip      *self,
                                                  const char * const *nicks);

G_END_DECLS
