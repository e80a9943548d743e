/* vdt-import-spool.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-import-spool.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "vdt-error.h"

#define MAX_BYTES (G_GUINT64_CONSTANT (8) * 1024 * 1024 * 1024)

/**
 * VdtImportSpool:
 *
 * What was in an archive, as a file without a name: it is gone with the process,
 * whatever becomes of that.
 */
struct _VdtImportSpool
{
  int   fd;
  char *path;
};

static gboolean
write_all (int            fd,
           const guint8  *bytes,
           gsize          length,
           GError       **error)
{
  while (length > 0)
    {
      gssize n = write (fd, bytes, length);

      if (n < 0 && errno != EINTR)
        {
          g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
                       "the file cannot be unpacked: %s", g_strerror (errno));
          return FALSE;
        }
      if (n > 0)
        {
          bytes += n;
          length -= (gsize) n;
        }
    }

  return TRUE;
}

static gboolean
copy (VdtImportSpool   *self,
      VdtImportStream  *stream,
      GError          **error)
{
  guint64 total = 0;
  gsize length = 1;

  while (length > 0)
    {
      const guint8 *bytes;

      if (!vdt_import_stream_read (stream, &bytes, &length, error) || !write_all (self->fd, bytes, length, error))
        return FALSE;

      total += length;
      if (total > MAX_BYTES)
        {
          g_set_error_literal (error, VDT_ERROR, VDT_ERROR_LIMIT, "the file is larger than 8 GiB; it was not read");
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * vdt_import_spool_new:
 * @stream: a file
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a copy of it
 */
VdtImportSpool *
vdt_import_spool_new (VdtImportStream  *stream,
                      GError          **error)
{
  g_autoptr(VdtImportSpool) self = g_new0 (VdtImportSpool, 1);
  g_autofree char *name = NULL;

  g_return_val_if_fail (stream != NULL, NULL);

  self->fd = g_file_open_tmp ("vedette-XXXXXX", &name, error);
  if (self->fd < 0)
    return NULL;

  g_unlink (name);
  self->path = g_strdup_printf ("/proc/self/fd/%d", self->fd);

  return copy (self, stream, error) ? g_steal_pointer (&self) : NULL;
}

const char *
vdt_import_spool_get_path (VdtImportSpool *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

void
vdt_import_spool_free (VdtImportSpool *self)
{
  g_return_if_fail (self != NULL);

  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}
