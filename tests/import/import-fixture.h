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
