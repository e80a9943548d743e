/* fuzz-import-file.c
 *
 * A whole file through the importer's container reader: gzip and zip in any
 * nesting, every byte of what comes out.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdint.h>
#include <unistd.h>

#include "vdt-import-stream.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static gboolean
file_cb (const char       *name,
         VdtImportStream  *stream,
         gpointer          user_data,
         GError          **error)
{
  const guint8 *bytes;
  gsize length = 1;
  guint *sum = user_data;

  while (length > 0)
    {
      if (!vdt_import_stream_read (stream, &bytes, &length, error))
        return FALSE;
      for (gsize i = 0; i < length; i++)
        *sum += bytes[i];
    }

  return TRUE;
}

static void
skipped_cb (const char *name,
            const char *message,
            gpointer    user_data)
{
  g_assert_nonnull (message);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const VdtImportVisitor visitor = { file_cb, skipped_cb, NULL };
  g_autofree char *path = g_strdup_printf ("%s/vdt-fuzz-%d", g_get_tmp_dir (), (int) getpid ());
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  guint sum = 0;

  if (!g_file_set_contents (path, (const char *) data, (gssize) size, NULL))
    return 0;

  vdt_import_stream_visit (file, &visitor, &sum, NULL, &error);
  g_unlink (path);

  return 0;
}
