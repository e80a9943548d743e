/* vdt-row-store.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-row-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_MEMORY (8 * 1024 * 1024) /* bytes of text; what is more goes into a file */

typedef struct
{
  guint    first;
  guint    n_rows;
  guint32 *starts;    /* n_rows + 1: where each row begins */
  GBytes  *text;      /* NULL when it is in the file */
  gint64   offset;
} Page;

/**
 * VdtRowStore:
 *
 * Pages of rows that only grow. One thread appends, any may read. A row is read by
 * itself, with one system call when it is in the file, so that nothing has to be kept
 * of rows that nobody looks at. The file has no name and is gone with the program.
 */
struct _VdtRowStore
{
  gatomicrefcount  ref_count;
  GMutex           mutex;
  GArray          *pages;
  guint            n_rows;
  gsize            in_memory;
  gint64           file_size;
  int              fd;
  gboolean         no_file;   /* there is no place for one */
};

static void
page_clear (gpointer data)
{
  Page *page = data;

  g_free (page->starts);
  g_clear_pointer (&page->text, g_bytes_unref);
}

VdtRowStore *
vdt_row_store_new (void)
{
  VdtRowStore *self = g_new0 (VdtRowStore, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->pages = g_array_new (FALSE, FALSE, sizeof (Page));
  g_array_set_clear_func (self->pages, page_clear);
  self->fd = -1;

  return self;
}

VdtRowStore *
vdt_row_store_ref (VdtRowStore *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
vdt_row_store_unref (VdtRowStore *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->pages);
  if (self->fd >= 0)
    close (self->fd);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* A file without a name in the user's cache, where it is not memory again. */
static int
open_file (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "vedette", NULL);
  g_autofree char *name = g_build_filename (folder, "rows-XXXXXX", NULL);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return -1;

  fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0)
    g_unlink (name);

  return fd;
}

static gboolean
write_all (int         fd,
           const char *bytes,
           gsize       length,
           gint64      offset)
{
  while (length > 0)
    {
      gssize n = pwrite (fd, bytes, length, offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
      offset += n;
    }

  return TRUE;
}

static gboolean
read_all (int     fd,
          char   *bytes,
          gsize   length,
          gint64  offset)
{
  while (length > 0)
    {
      gssize n = pread (fd, bytes, length, offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
      offset += n;
    }

  return TRUE;
}

/* A full disk is no reason to lose rows: they stay in memory then. */
static void
move_to_file (VdtRowStore *self)
{
  if (self->fd < 0)
    self->fd = open_file ();
  if (self->fd < 0)
    {
      self->no_file = TRUE;
      return;
    }

  for (guint i = self->pages->len; i > 0; i--)
    {
      Page *page = &g_array_index (self->pages, Page, i - 1);
      gsize length;
      const char *bytes;

      if (page->text == NULL)
        break;
      bytes = g_bytes_get_data (page->text, &length);
      if (!write_all (self->fd, bytes, length, self->file_size))
        {
          self->no_file = TRUE;
          return;
        }
      page->offset = self->file_size;
      self->file_size += (gint64) length;
      self->in_memory -= length;
      g_clear_pointer (&page->text, g_bytes_unref);
    }
}

/**
 * vdt_row_store_append:
 * @self: a store
 * @n_columns: cells of a row
 * @n_rows: how many rows
 * @text: their cells, each ended by a NUL
 * @ends: for each cell where the next one begins
 */
void
vdt_row_store_append (VdtRowStore   *self,
                      guint          n_columns,
                      guint          n_rows,
                      GBytes        *text,
                      const guint32 *ends)
{
  Page page = { 0, n_rows, NULL, g_bytes_ref (text), 0 };

  page.starts = g_new (guint32, (gsize) n_rows + 1);
  page.starts[0] = 0;
  for (guint i = 0; i < n_rows; i++)
    page.starts[i + 1] = n_columns > 0 ? ends[(gsize) (i + 1) * n_columns - 1] : 0;

  g_mutex_lock (&self->mutex);
  page.first = self->n_rows;
  g_array_append_val (self->pages, page);
  self->n_rows += n_rows;
  self->in_memory += g_bytes_get_size (text);
  if ((self->in_memory > MAX_MEMORY || self->fd >= 0) && !self->no_file)
    move_to_file (self);
  g_mutex_unlock (&self->mutex);
}

guint
vdt_row_store_get_n_rows (VdtRowStore *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->n_rows;
  g_mutex_unlock (&self->mutex);

  return n;
}

guint
vdt_row_store_get_n_pages (VdtRowStore *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->pages->len;
  g_mutex_unlock (&self->mutex);

  return n;
}

/**
 * vdt_row_store_is_in_file:
 * @self: a store
 *
 * Returns: whether rows have left memory
 */
gboolean
vdt_row_store_is_in_file (VdtRowStore *self)
{
  gboolean in_file;

  g_mutex_lock (&self->mutex);
  in_file = self->file_size > 0;
  g_mutex_unlock (&self->mutex);

  return in_file;
}

static const Page *
find_page (VdtRowStore *self,
           guint        row)
{
  guint low = 0;
  guint high = self->pages->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->pages, Page, middle).first <= row)
        low = middle;
      else
        high = middle;
    }

  return &g_array_index (self->pages, Page, low);
}

/**
 * vdt_row_store_dup_row:
 * @self: a store
 * @row: which row
 * @before: bytes to leave free before its text
 * @out_length: (out): bytes of its text
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): @before bytes, then the row's cells, each ended by a
 *   NUL; %NULL if there is no such row or the file cannot be read
 */
char *
vdt_row_store_dup_row (VdtRowStore *self,
                       guint        row,
                       gsize        before,
                       gsize       *out_length)
{
  g_autofree char *bytes = NULL;
  gboolean ok = FALSE;

  g_mutex_lock (&self->mutex);
  if (row < self->n_rows)
    {
      const Page *page = find_page (self, row);
      guint32 start = page->starts[row - page->first];
      gsize length = page->starts[row - page->first + 1] - start;

      bytes = g_malloc (before + length + 1);
      *out_length = length;
      ok = TRUE;
      if (page->text != NULL)
        memcpy (bytes + before, (const char *) g_bytes_get_data (page->text, NULL) + start, length);
      else
        ok = read_all (self->fd, bytes + before, length, page->offset + start);
    }
  g_mutex_unlock (&self->mutex);

  return ok ? g_steal_pointer (&bytes) : NULL;
}

/**
 * vdt_row_store_read_page:
 * @self: a store
 * @page: which page
 * @out_page: (inout): gets its bytes; its memory is used again
 *
 * Any thread. For those who go through all rows.
 *
 * Returns: %FALSE if there is no such page or the file cannot be read
 */
gboolean
vdt_row_store_read_page (VdtRowStore *self,
                         guint        page,
                         VdtRowPage  *out_page)
{
  gboolean ok = FALSE;

  g_mutex_lock (&self->mutex);
  if (page < self->pages->len)
    {
      const Page *from = &g_array_index (self->pages, Page, page);
      gsize length = from->starts[from->n_rows];

      if (length + 1 > out_page->allocated)
        {
          out_page->allocated = length + 1;
          out_page->text = g_realloc (out_page->text, out_page->allocated);
        }
      out_page->length = length;
      out_page->first = from->first;
      out_page->n_rows = from->n_rows;
      ok = TRUE;
      if (from->text != NULL)
        memcpy (out_page->text, g_bytes_get_data (from->text, NULL), length);
      else
        ok = read_all (self->fd, out_page->text, length, from->offset);
    }
  g_mutex_unlock (&self->mutex);

  return ok;
}

void
vdt_row_page_clear (VdtRowPage *page)
{
  g_clear_pointer (&page->text, g_free);
  page->allocated = 0;
}
