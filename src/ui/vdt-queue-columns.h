/* vdt-queue-columns.h
 *
 * The queue's columns: which there are, which are shown, and in which order.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

const char  *vdt_queue_columns_get_sort  (GtkColumnView      *view,
                                          gboolean           *out_descending);
char       **vdt_queue_columns_dup_keys  (void);
char       **vdt_queue_columns_dup_shown (GtkColumnView      *view);
void         vdt_queue_columns_set_shown (GtkColumnView      *view,
                                          const char * const *keys);
const char  *vdt_queue_columns_get_title (const char         *key);

G_END_DECLS
