/* vdt-compat.h
 *
 * The dialogs for which GTK 4.8 and GTK 4.18 have no common call, and the row that
 * is scrolled to.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void        vdt_compat_open_files_async  (GtkWindow            *parent,
                                          const char           *title,
                                          GListModel           *filters,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GListModel *vdt_compat_open_files_finish (GAsyncResult         *result,
                                          GError              **error);
void        vdt_compat_save_file_async   (GtkWindow            *parent,
                                          const char           *title,
                                          const char           *name,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GFile      *vdt_compat_save_file_finish  (GAsyncResult         *result,
                                          GError              **error);

void        vdt_compat_select_row        (GtkSingleSelection   *selection,
                                          GtkWidget            *list,
                                          guint                 position);

G_END_DECLS
