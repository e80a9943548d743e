/* vdt-import-stream.h
 *
 * A file's bytes, from the disk or out of archives, read once and in order.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _VdtImportStream VdtImportStream;

/**
 * VdtImportVisitor:
 * @file: called for each file that is no archive: the one that was named, or what
 *   is in the archive; @name is %NULL or its path in the archive. Returns %FALSE
 *   with @error to stop
 * @skipped: called for what is in an archive and cannot be used
 * @moved: (nullable): called now and then with the bytes read of the named file
 */
typedef struct
{
  gboolean (*file)    (const char       *name,
                       VdtImportStream  *stream,
                       gpointer          user_data,
                       GError          **error);
  void     (*skipped) (const char       *name,
                       const char       *message,
                       gpointer          user_data);
  void     (*moved)   (guint64           position,
                       guint64           size,
                       gpointer          user_data);
} VdtImportVisitor;

gboolean vdt_import_stream_visit (GFile                   *file,
                                  const VdtImportVisitor  *visitor,
                                  gpointer                 user_data,
                                  GCancellable            *cancellable,
                                  GError                 **error);

gboolean vdt_import_stream_peek  (VdtImportStream         *self,
                                  const guint8           **out_bytes,
                                  gsize                   *out_length,
                                  GError                 **error);
gboolean vdt_import_stream_read  (VdtImportStream         *self,
                                  const guint8           **out_bytes,
                                  gsize                   *out_length,
                                  GError                 **error);

const char *vdt_import_stream_get_hash (VdtImportStream       *self,
                                        guint64               *out_length);

G_END_DECLS
