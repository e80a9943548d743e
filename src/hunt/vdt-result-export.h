/* vdt-result-export.h
 *
 * The rows of a result as a file.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-result-source.h"

G_BEGIN_DECLS

/**
 * VdtResultProgressFunc:
 * @n_rows: rows that are written by now
 * @n_all: all of them
 * @user_data: for the function
 *
 * Called now and then on the thread that writes.
 */
typedef void (*VdtResultProgressFunc) (guint64  n_rows,
                                       guint64  n_all,
                                       gpointer user_data);

const char * const *vdt_result_get_formats (void);
gboolean            vdt_result_export      (VdtResultSource        *source,
                                            const guint            *columns,
                                            guint                   n_columns,
                                            const char             *format,
                                            const char             *path,
                                            VdtResultProgressFunc   progress,
                                            gpointer                user_data,
                                            GCancellable           *cancellable,
                                            GError                **error);

G_END_DECLS
