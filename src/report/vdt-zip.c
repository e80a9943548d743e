/* vdt-zip.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-zip.h"

#include <archive.h>
#include <archive_entry.h>

#include "vdt-error.h"
#include "vdt-time.h"

struct _VdtZip
{
  struct archive *archive;
  time_t          time;
};

static gboolean
fail (VdtZip  *self,
      GError **error)
{
  const char *text = archive_error_string (self->archive);

  g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "The file cannot be written: %s", text != NULL ? text : "zip");

  return FALSE;
}

/**
 * vdt_zip_new:
 * @fd: where to; it stays open
 * @time: what all entries are dated, so that the same content gives the same bytes
 * @error: return location for %VDT_ERROR_FAILED
 *
 * Returns: (transfer full) (nullable): an empty zip file
 */
VdtZip *
vdt_zip_new (int       fd,
             gint64    time,
             GError  **error)
{
  g_autoptr(VdtZip) self = g_new0 (VdtZip, 1);

  self->archive = archive_write_new ();
  self->time = time != VDT_TIME_UNSET ? (time_t) (time / G_TIME_SPAN_SECOND) : 0;
  if (archive_write_set_format_zip (self->archive) != ARCHIVE_OK ||
      archive_write_set_bytes_in_last_block (self->archive, 1) != ARCHIVE_OK ||
      archive_write_open_fd (self->archive, fd) != ARCHIVE_OK)
    {
      fail (self, error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

gboolean
vdt_zip_add (VdtZip         *self,
             const char     *name,
             gconstpointer   data,
             gsize           length,
             GError        **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean done;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, self->time, 0);
  done = archive_write_header (self->archive, entry) == ARCHIVE_OK &&
         (length == 0 || archive_write_data (self->archive, data, length) == (la_ssize_t) length);
  archive_entry_free (entry);

  return done || fail (self, error);
}

gboolean
vdt_zip_finish (VdtZip  *self,
                GError **error)
{
  return archive_write_close (self->archive) == ARCHIVE_OK || fail (self, error);
}

void
vdt_zip_free (VdtZip *self)
{
  archive_write_free (self->archive);
  g_free (self);
}
