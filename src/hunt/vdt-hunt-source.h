/* vdt-hunt-source.h
 *
 * Where rows of the hunting database come from.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtHuntSource:
 * @id: its number in the database
 * @path: the file
 * @member: the file in the archive, or empty
 * @hash: SHA-256 of its bytes, unpacked
 * @size: how many bytes
 * @format: what it was read as
 * @table: the table that the person chose, or empty
 * @imported_at: µs since the Unix epoch
 * @rows: how many rows it gave
 */
typedef struct
{
  gint64   id;
  char    *path;
  char    *member;
  char    *hash;
  guint64  size;
  char    *format;
  char    *table;
  gint64   imported_at;
  guint64  rows;
} VdtHuntSource;

VdtHuntSource *vdt_hunt_source_new       (void);
VdtHuntSource *vdt_hunt_source_copy      (const VdtHuntSource  *source);
void           vdt_hunt_source_free      (gpointer              source);

gboolean       vdt_hunt_sources_save     (GPtrArray            *sources,
                                          const char           *file,
                                          GError              **error);
GPtrArray     *vdt_hunt_sources_load     (const char           *file);

G_END_DECLS
