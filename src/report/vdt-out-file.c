/* vdt-out-file.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-out-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct _VdtOutFile
{
  char *path;
  char *folder;
  char *temporary;   /* NULL once it has its name */
  int   fd;
};

static gboolean
set_errno (GError     **error,
           const char  *path)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s: %s", path, g_strerror (saved));

  return FALSE;
}

/**
 * vdt_out_file_new:
 * @path: the file that is to be there in the end
 * @error: return location for a %G_IO_ERROR
 *
 * Opens a file with another name beside it. Without vdt_out_file_commit() that one goes
 * away again, and what was at @path stays.
 *
 * Returns: (transfer full) (nullable): the file
 */
VdtOutFile *
vdt_out_file_new (const char  *path,
                  GError     **error)
{
  g_autoptr(VdtOutFile) self = g_new0 (VdtOutFile, 1);
  g_autofree char *base = g_path_get_basename (path);

  self->path = g_strdup (path);
  self->folder = g_path_get_dirname (path);
  self->temporary = g_strdup_printf ("%s/.%s.XXXXXX", self->folder, base);
  self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0666);
  if (self->fd < 0)
    {
      set_errno (error, path);
      g_clear_pointer (&self->temporary, g_free);
      return NULL;
    }

  return g_steal_pointer (&self);
}

int
vdt_out_file_get_fd (VdtOutFile *self)
{
  return self->fd;
}

gboolean
vdt_out_file_write (VdtOutFile  *self,
                    const char  *text,
                    gssize       length,
                    GError     **error)
{
  gsize left = length < 0 ? strlen (text) : (gsize) length;

  while (left > 0)
    {
      gssize n = write (self->fd, text, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return set_errno (error, self->path);
      text += n;
      left -= (gsize) n;
    }

  return TRUE;
}

/**
 * vdt_out_file_commit:
 * @self: a file that is whole
 * @error: return location for a %G_IO_ERROR
 *
 * Brings it to the disk and gives it its name.
 *
 * Returns: %TRUE if it is there
 */
gboolean
vdt_out_file_commit (VdtOutFile  *self,
                     GError     **error)
{
  int folder;

  if (fsync (self->fd) != 0 && errno != EINVAL)
    return set_errno (error, self->path);
  if (g_rename (self->temporary, self->path) != 0)
    return set_errno (error, self->path);
  g_clear_pointer (&self->temporary, g_free);

  /* the name too: without it a power failure could bring the old one back */
  folder = open (self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0)
    {
      fsync (folder);
      close (folder);
    }

  return TRUE;
}

void
vdt_out_file_free (VdtOutFile *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}
