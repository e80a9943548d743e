/* vdt-csv.h
 *
 * Tables of text, a record at a time: RFC 4180 with any separator, line breaks in
 * quotes, and either kind of line end.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VDT_CSV_MAX_RECORD:
 *
 * Bytes of a record; a quote that is never closed would take the rest of the file.
 */
#define VDT_CSV_MAX_RECORD ((gsize) 64 * 1024 * 1024)

/**
 * VdtCsvCell:
 * @text: what it says, without quotes; not terminated
 * @length: how long it is
 */
typedef struct
{
  const char *text;
  gsize       length;
} VdtCsvCell;

/**
 * VdtCsvHandler:
 * @record: called for each record; @cells live until it returns. Returns %FALSE to stop
 * @broken: called for what is no record, with the line on which it begins
 */
typedef struct
{
  gboolean (*record) (const VdtCsvCell *cells,
                      guint             n_cells,
                      guint64           line,
                      gpointer          user_data);
  void     (*broken) (guint64           line,
                      const char       *message,
                      gpointer          user_data);
} VdtCsvHandler;

typedef struct _VdtCsv VdtCsv;

VdtCsv     *vdt_csv_new             (const char           *separator,
                                     const VdtCsvHandler  *handler,
                                     gpointer              user_data);
void        vdt_csv_free            (VdtCsv               *self);
gboolean    vdt_csv_push            (VdtCsv               *self,
                                     const char           *text,
                                     gsize                 length);
gboolean    vdt_csv_end             (VdtCsv               *self);
const char *vdt_csv_guess_separator (const char           *text,
                                     gsize                 length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtCsv, vdt_csv_free)

G_END_DECLS
