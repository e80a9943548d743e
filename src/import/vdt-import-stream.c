/* vdt-import-stream.c
 *
 * Archives are unpacked by libarchive as they are read: nothing is written to the
 * disk, so that no name in an archive can lead anywhere, and what comes out is
 * bounded.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-import-stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <nettle/sha2.h>
#include <string.h>

#include "vdt-error.h"

#define BLOCK ((gsize) 1024 * 1024)

/* An archive in an archive in an archive. */
#define MAX_NESTING 3
#define MAX_MEMBERS 10000

/* JSON and CSV of telemetry shrink to a tenth or a fortieth; deflate can do a
 * thousandth, which only a bomb does. */
#define MAX_RATIO      250
#define FREE_EXPANSION ((guint64) 64 * 1024 * 1024)

typedef struct
{
  const VdtImportVisitor *visitor;
  gpointer                user_data;
  GCancellable           *cancellable;
  guint64                 size;         /* of the named file */
  guint64                 expanded;     /* came out of archives so far */
  guint                   n_members;
  guint                   nesting;
} Visit;

struct _VdtImportStream
{
  Visit          *visit;
  GInputStream   *input;       /* the named file, or … */
  struct archive *archive;     /* … the current member of an archive */
  guint64         position;
  guint8         *block;
  gsize           pending;     /* bytes that were peeked at */
  gboolean        ended;
  GError         *error;       /* for libarchive's callbacks */

  struct sha256_ctx hash;      /* of what was handed out, begun with the first byte */
  guint64         n_hashed;
  char           *hash_text;
};

static void
stream_clear (VdtImportStream *self)
{
  g_clear_pointer (&self->block, g_free);
  g_clear_pointer (&self->hash_text, g_free);
  g_clear_error (&self->error);
}

static gboolean
read_input (VdtImportStream  *self,
            gsize            *out_length,
            GError          **error)
{
  gssize n = g_input_stream_read (self->input, self->block, BLOCK, self->visit->cancellable, error);

  *out_length = n > 0 ? (gsize) n : 0;
  self->position += *out_length;
  if (n > 0 && self->visit->visitor->moved != NULL)
    self->visit->visitor->moved (self->position, self->visit->size, self->visit->user_data);

  return n >= 0;
}

static gboolean
set_archive_error (struct archive  *archive,
                   GError         **error)
{
  const char *text = archive_error_string (archive);

  g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, "the archive is damaged or cut off: %s",
               text != NULL ? text : "no reason given");

  return FALSE;
}

static gboolean
read_member (VdtImportStream  *self,
             gsize            *out_length,
             GError          **error)
{
  la_ssize_t n;

  *out_length = 0;
  if (g_cancellable_set_error_if_cancelled (self->visit->cancellable, error))
    return FALSE;

  n = archive_read_data (self->archive, self->block, BLOCK);
  if (n < 0)
    return set_archive_error (self->archive, error);

  *out_length = (gsize) n;
  self->visit->expanded += (guint64) n;
  if (self->visit->expanded > FREE_EXPANSION &&
      self->visit->expanded / MAX_RATIO > self->visit->size)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT,
                   "the archive unpacks to more than %d times its size, which no export does; it was not read",
                   MAX_RATIO);
      return FALSE;
    }

  return TRUE;
}

/* Fills the block as far as one read does. */
static gboolean
fill (VdtImportStream  *self,
      gsize            *out_length,
      GError          **error)
{
  *out_length = 0;

  if (self->ended)
    return TRUE;

  if (self->block == NULL)
    self->block = g_malloc (BLOCK);

  if (!(self->input != NULL ? read_input (self, out_length, error) : read_member (self, out_length, error)))
    return FALSE;

  self->ended = *out_length == 0;

  return TRUE;
}

/**
 * vdt_import_stream_peek:
 * @self: a stream that nothing was read of
 * @out_bytes: (out): the beginning of the file, up to 1 MiB
 * @out_length: (out): how much that is; 0 if the file is empty
 * @error: return location for an error
 *
 * Returns: %FALSE if the bytes cannot be read
 */
gboolean
vdt_import_stream_peek (VdtImportStream  *self,
                        const guint8    **out_bytes,
                        gsize            *out_length,
                        GError          **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  *out_bytes = NULL;
  *out_length = 0;

  if (self->pending == 0 && !fill (self, &self->pending, error))
    return FALSE;

  *out_bytes = self->block;
  *out_length = self->pending;

  return TRUE;
}

/**
 * vdt_import_stream_read:
 * @self: a stream
 * @out_bytes: (out): the next bytes, until the next call
 * @out_length: (out): how many; 0 at the end
 * @error: return location for an error
 *
 * Returns: %FALSE if the bytes cannot be read
 */
gboolean
vdt_import_stream_read (VdtImportStream  *self,
                        const guint8    **out_bytes,
                        gsize            *out_length,
                        GError          **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!vdt_import_stream_peek (self, out_bytes, out_length, error))
    return FALSE;

  self->pending = 0;
  if (*out_length > 0)
    {
      if (self->n_hashed == 0)
        sha256_init (&self->hash);
      sha256_update (&self->hash, *out_length, *out_bytes);
      self->n_hashed += *out_length;
    }

  return TRUE;
}

/**
 * vdt_import_stream_get_hash:
 * @self: a stream that was read to its end
 * @out_length: (out): bytes that were read
 *
 * GLib's SHA-256 takes four times as long as the processor's.
 *
 * Returns: (transfer none): SHA-256 of the file in hexadecimal
 */
const char *
vdt_import_stream_get_hash (VdtImportStream *self,
                            guint64         *out_length)
{
  guint8 digest[SHA256_DIGEST_SIZE];

  g_return_val_if_fail (self != NULL && out_length != NULL, NULL);

  *out_length = self->n_hashed;
  if (self->hash_text == NULL)
    {
      GString *text = g_string_sized_new (2 * sizeof digest);

      if (self->n_hashed == 0)
        sha256_init (&self->hash);
      sha256_digest (&self->hash, sizeof digest, digest);
      for (gsize i = 0; i < sizeof digest; i++)
        g_string_append_printf (text, "%02x", digest[i]);
      self->hash_text = g_string_free (text, FALSE);
    }

  return self->hash_text;
}

static la_ssize_t
archive_read_cb (struct archive  *archive,
                 void            *user_data,
                 const void     **out_bytes)
{
  VdtImportStream *parent = user_data;
  const guint8 *bytes;
  gsize length;

  g_clear_error (&parent->error);
  if (!vdt_import_stream_read (parent, &bytes, &length, &parent->error))
    {
      archive_set_error (archive, ARCHIVE_FATAL, "%s", parent->error->message);
      return ARCHIVE_FATAL;
    }

  *out_bytes = bytes;

  return (la_ssize_t) length;
}

/* Only the named file can be sought in; zip then finds its directory at the end. */
static la_int64_t
archive_seek_cb (struct archive *archive,
                 void           *user_data,
                 la_int64_t      offset,
                 int             whence)
{
  VdtImportStream *parent = user_data;
  GSeekable *seekable = G_SEEKABLE (parent->input);
  GSeekType type = whence == SEEK_SET ? G_SEEK_SET : whence == SEEK_CUR ? G_SEEK_CUR : G_SEEK_END;

  g_clear_error (&parent->error);
  if (!g_seekable_seek (seekable, offset, type, parent->visit->cancellable, &parent->error))
    {
      archive_set_error (archive, ARCHIVE_FATAL, "%s", parent->error->message);
      return ARCHIVE_FATAL;
    }

  parent->pending = 0;
  parent->ended = FALSE;
  parent->position = (guint64) g_seekable_tell (seekable);

  return (la_int64_t) parent->position;
}

typedef enum
{
  CONTAINER_NONE,
  CONTAINER_GZIP,
  CONTAINER_ZIP
} Container;

static Container
recognise_container (const guint8 *bytes,
                     gsize         length)
{
  static const guint8 zip_file[] = { 'P', 'K', 3, 4 };
  static const guint8 zip_empty[] = { 'P', 'K', 5, 6 };

  if (length >= 3 && bytes[0] == 0x1f && bytes[1] == 0x8b && bytes[2] == 8)
    return CONTAINER_GZIP;

  if (length >= 4 && (memcmp (bytes, zip_file, 4) == 0 || memcmp (bytes, zip_empty, 4) == 0))
    return CONTAINER_ZIP;

  return CONTAINER_NONE;
}

static struct archive *
open_archive (VdtImportStream  *parent,
              Container         container,
              GError          **error)
{
  struct archive *archive = archive_read_new ();

  if (container == CONTAINER_GZIP)
    {
      archive_read_support_filter_gzip (archive);
      archive_read_support_format_raw (archive);
    }
  else
    {
      archive_read_support_format_zip (archive);
    }

  archive_read_set_read_callback (archive, archive_read_cb);
  archive_read_set_callback_data (archive, parent);
  if (container == CONTAINER_ZIP && parent->input != NULL && G_IS_SEEKABLE (parent->input) &&
      g_seekable_can_seek (G_SEEKABLE (parent->input)))
    archive_read_set_seek_callback (archive, archive_seek_cb);

  if (archive_read_open1 (archive) != ARCHIVE_OK)
    {
      set_archive_error (archive, error);
      archive_read_free (archive);
      return NULL;
    }

  return archive;
}

/* Nothing is ever written under these names, but they show what was meant. */
static gboolean
name_leads_outside (const char *name)
{
  g_auto(GStrv) parts = NULL;

  if (*name == '/' || *name == '\\' || (g_ascii_isalpha (name[0]) && name[1] == ':'))
    return TRUE;

  parts = g_strsplit_set (name, "/\\", -1);

  return g_strv_contains ((const char *const *) parts, "..");
}

static gboolean visit_stream (Visit            *visit,
                              const char       *name,
                              VdtImportStream  *stream,
                              GError          **error);

static gboolean
visit_member (Visit                 *visit,
              const char            *archive_name,
              struct archive        *archive,
              struct archive_entry  *entry,
              gboolean               named,
              GError               **error)
{
  VdtImportStream stream = { visit, NULL, archive };
  const char *utf8 = named ? archive_entry_pathname_utf8 (entry) : NULL;
  g_autofree char *valid = utf8 != NULL ? g_utf8_make_valid (utf8, -1) : NULL;
  g_autofree char *name = NULL;
  gboolean done;

  if (named && valid == NULL)
    valid = g_strdup_printf ("file %u", visit->n_members);

  name = valid == NULL ? g_strdup (archive_name)
         : archive_name != NULL ? g_strconcat (archive_name, " › ", valid, NULL) : g_strdup (valid);

  if (named && archive_entry_filetype (entry) != AE_IFREG)
    return TRUE;

  if (valid != NULL && g_strcmp0 (valid, "[Content_Types].xml") == 0)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_UNSUPPORTED,
                           "this is an Office document; save the sheet as CSV and import that");
      return FALSE;
    }

  if (valid != NULL && name_leads_outside (valid))
    {
      visit->visitor->skipped (name, "the name leads out of the archive; the file was left out", visit->user_data);
      return TRUE;
    }

  if (archive_entry_is_encrypted (entry))
    {
      visit->visitor->skipped (name, "the file is protected by a password; unpack the archive first", visit->user_data);
      return TRUE;
    }

  done = visit_stream (visit, name, &stream, error);
  stream_clear (&stream);

  return done;
}

static gboolean
visit_archive (Visit            *visit,
               const char       *name,
               VdtImportStream  *parent,
               Container         container,
               GError          **error)
{
  struct archive *archive = open_archive (parent, container, error);
  gboolean done = archive != NULL;

  while (done)
    {
      struct archive_entry *entry;
      int status = archive_read_next_header (archive, &entry);

      if (status == ARCHIVE_EOF)
        break;

      if (status < ARCHIVE_WARN)
        {
          done = set_archive_error (archive, error);
        }
      else if (visit->n_members++ >= MAX_MEMBERS)
        {
          visit->visitor->skipped (name, "the archive holds more than 10,000 files; the rest was left out",
                                   visit->user_data);
          break;
        }
      else
        {
          done = visit_member (visit, name, archive, entry, container == CONTAINER_ZIP, error);
        }
    }

  /* what really went wrong is the parent's error, not libarchive's view of it */
  if (!done && parent->error != NULL)
    {
      g_clear_error (error);
      g_propagate_error (error, g_steal_pointer (&parent->error));
    }

  if (archive != NULL)
    archive_read_free (archive);

  return done;
}

static gboolean
visit_stream (Visit            *visit,
              const char       *name,
              VdtImportStream  *stream,
              GError          **error)
{
  const guint8 *bytes;
  gsize length;
  Container container;
  gboolean done;

  if (!vdt_import_stream_peek (stream, &bytes, &length, error))
    return FALSE;

  container = recognise_container (bytes, length);
  if (container == CONTAINER_NONE)
    return visit->visitor->file (name, stream, visit->user_data, error);

  if (visit->nesting >= MAX_NESTING)
    {
      visit->visitor->skipped (name, "archives are nested too deeply; unpack the outer ones first",
                               visit->user_data);
      return TRUE;
    }

  visit->nesting++;
  done = visit_archive (visit, name, stream, container, error);
  visit->nesting--;

  return done;
}

static GInputStream *
open_regular (GFile         *file,
              guint64       *out_size,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(GFileInfo) info = NULL;
  GFileType type;

  *out_size = 0;

  /* Asked before it is opened: opening a pipe would wait for a writer. */
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;

  type = g_file_info_get_file_type (info);
  if (type != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_UNSUPPORTED,
                           type == G_FILE_TYPE_DIRECTORY ? "this is a folder; choose the files in it"
                                                         : "this is a device or pipe, not a file");
      return NULL;
    }

  *out_size = (guint64) g_file_info_get_size (info);

  return G_INPUT_STREAM (g_file_read (file, cancellable, error));
}

/**
 * vdt_import_stream_visit:
 * @file: a file
 * @visitor: what to call
 * @user_data: for @visitor
 * @cancellable: (nullable): stops between two blocks
 * @error: return location for a %G_IO_ERROR, or a %VDT_ERROR_FORMAT,
 *   %VDT_ERROR_LIMIT or %VDT_ERROR_UNSUPPORTED
 *
 * Opens @file, and if it is a gzip or zip archive, whatever its name, each file
 * in it, archives in archives included. Only regular files are opened.
 *
 * Returns: %FALSE if the file or the archive as a whole cannot be read
 */
gboolean
vdt_import_stream_visit (GFile                   *file,
                         const VdtImportVisitor  *visitor,
                         gpointer                 user_data,
                         GCancellable            *cancellable,
                         GError                 **error)
{
  Visit visit = { visitor, user_data, cancellable };
  VdtImportStream stream = { &visit };
  g_autoptr(GInputStream) input = NULL;
  gboolean done;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  g_return_val_if_fail (visitor != NULL && visitor->file != NULL && visitor->skipped != NULL, FALSE);

  input = open_regular (file, &visit.size, cancellable, error);
  if (input == NULL)
    return FALSE;

  stream.input = input;
  done = visit_stream (&visit, NULL, &stream, error);
  stream_clear (&stream);

  return done;
}
