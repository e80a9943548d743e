/* vdt-hunt-parquet.h
 *
 * Rows of a Parquet file.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean vdt_hunt_parquet_dump (const char  *path,
                                gboolean   (*row) (const char *text,
                                                   gsize       length,
                                                   gpointer    row_data),
                                gpointer     row_data,
                                GError     **error);

G_END_DECLS
