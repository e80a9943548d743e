/* vdt-csv-cell.h
 *
 * Cells of CSV files that a spreadsheet may open.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void vdt_csv_append (GString    *csv,
                     const char *text,
                     gboolean    last);

G_END_DECLS
