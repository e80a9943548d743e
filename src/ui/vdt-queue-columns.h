/* vdt-queue-columns.h
 *
 * The columns of the queue.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-time.h"

G_BEGIN_DECLS

void        vdt_queue_columns_add      (GtkColumnView *view);
const char *vdt_queue_columns_get_sort (GtkColumnView *view,
                                        gboolean      *out_descending);

G_END_DECLS
