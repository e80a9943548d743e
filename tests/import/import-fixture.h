/* import-fixture.h
 *
 * An importer, a folder for files, and what became of the last import.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-importer.h"

typedef struct
{
  VdtImporter  *importer;
  GCancellable *cancellable;
  char         *folder;
  GPtrArray    *incidents;      /* VdtIncident, as the sink got them */
  GPtrArray    *alerts;         /* VdtAlert that stood alone */
  GPtrArray    *reports;        /* VdtImportReport */
  GError       *error;
  guint         n_batches;
  guint         cancel_after;   /* cancel in this batch */
  guint         fail_after;     /* let the sink fail in this batch */
  VdtProgress  *progress;       /* of the next import, or NULL */
  GMainLoop    *loop;

  /* rows, if fixture_take_rows() was called */
  GPtrArray    *rows;           /* char *: table|line|column=value|… */
  GPtrArray    *kept;           /* char *: those of files that were kept */
  GHashTable   *hashes;         /* of files that were kept */
  char         *hash;           /* of the file that is read */
  guint         fail_rows;      /* let this batch of rows fail, counted from 1 */
  guint         n_row_batches;
} Fixture;

void             fixture_set_up        (Fixture        *f,
                                        gconstpointer   data);
void             fixture_tear_down     (Fixture        *f,
                                        gconstpointer   data);
char            *fixture_path          (Fixture        *f,
                                        const char     *name);
void             fixture_write         (Fixture        *f,
                                        const char     *name,
                                        gconstpointer   bytes,
                                        gssize          length);
void             fixture_take_rows     (Fixture        *f,
                                        const char     *table);
gboolean         fixture_has_row       (Fixture        *f,
                                        const char     *beginning,
                                        const char     *part);
VdtImportReport *fixture_import        (Fixture        *f,
                                        const char     *name,
                                        VdtImportFlags  flags);
void             fixture_import_files  (Fixture        *f,
                                        GListModel     *files,
                                        VdtImportFlags  flags);
VdtIncident     *fixture_find          (Fixture        *f,
                                        const char     *id);
gboolean         fixture_report_says   (VdtImportReport *report,
                                        const char     *text);
