/* vdt-columns-popover.h
 *
 * Which columns a table shows, and in which order.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VDT_TYPE_COLUMNS_POPOVER (vdt_columns_popover_get_type ())
G_DECLARE_FINAL_TYPE (VdtColumnsPopover, vdt_columns_popover, VDT, COLUMNS_POPOVER, GtkPopover)

GtkWidget *vdt_columns_popover_new       (void);
void       vdt_columns_popover_add       (VdtColumnsPopover *self,
                                          const char        *key,
                                          const char        *title,
                                          gboolean           shown);
char     **vdt_columns_popover_dup_shown (VdtColumnsPopover *self);

G_END_DECLS
