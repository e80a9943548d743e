/* vdt-hunt-files.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-files.h"

#include <string.h>

#include "vdt-error.h"

#define MAX_BYTES (64 * 1024 * 1024)

/**
 * VdtHuntFiles:
 *
 * The files that a person has given to queries: for addresses that externaldata
 * names, and the places of IP addresses. A query reads no other file. Not changed
 * once a query has it, so any thread may read it.
 */
struct _VdtHuntFiles
{
  gatomicrefcount  ref_count;
  GHashTable      *attached;     /* address → path */
  char            *geo;
};

VdtHuntFiles *
vdt_hunt_files_new (void)
{
  VdtHuntFiles *self = g_new0 (VdtHuntFiles, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->attached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

VdtHuntFiles *
vdt_hunt_files_ref (VdtHuntFiles *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
vdt_hunt_files_unref (VdtHuntFiles *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->attached);
  g_free (self->geo);
  g_free (self);
}

static gboolean
check_file (const char  *path,
            GError     **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;

  g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE, "“%s” is not a file", path);

  return FALSE;
}

/**
 * vdt_hunt_files_attach:
 * @self: files
 * @assignment: `ADDRESS=FILE`; the address is what the query says, or the part of it behind
 *   the last slash
 * @error: %VDT_ERROR_USAGE if there is no such file
 *
 * Returns: %TRUE if queries can read it
 */
gboolean
vdt_hunt_files_attach (VdtHuntFiles  *self,
                       const char    *assignment,
                       GError       **error)
{
  const char *sign = strrchr (assignment, '=');
  const char *first = strchr (assignment, '=');

  if (sign == NULL || sign == assignment)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE, "“%s” says no file; write ADDRESS=FILE", assignment);
      return FALSE;
    }

  /* Both may have the sign: an address with a query in it, a path with one in its name. */
  for (const char *p = first; p != NULL; p = strchr (p + 1, '='))
    if (g_file_test (p + 1, G_FILE_TEST_IS_REGULAR))
      sign = p;
  if (!check_file (sign + 1, error))
    return FALSE;
  g_hash_table_replace (self->attached, g_strndup (assignment, (gsize) (sign - assignment)), g_strdup (sign + 1));

  return TRUE;
}

/**
 * vdt_hunt_files_set_geo:
 * @self: files
 * @path: a CSV file of networks and their places; see docs/hunt.md
 * @error: %VDT_ERROR_USAGE if there is no such file
 *
 * Returns: %TRUE if geo_info_from_ip_address() can read it
 */
gboolean
vdt_hunt_files_set_geo (VdtHuntFiles  *self,
                        const char    *path,
                        GError       **error)
{
  if (!check_file (path, error))
    return FALSE;
  g_free (self->geo);
  self->geo = g_strdup (path);

  return TRUE;
}

/**
 * vdt_hunt_files_find:
 * @self: (nullable): files
 * @address: what a query names
 *
 * Returns: (nullable): the path of the file for it
 */
const char *
vdt_hunt_files_find (const VdtHuntFiles *self,
                     const char         *address)
{
  g_autofree char *plain = NULL;
  const char *path;
  const char *slash;

  if (self == NULL)
    return NULL;

  path = g_hash_table_lookup (self->attached, address);
  if (path != NULL)
    return path;

  /* Keys that stand behind the address are secrets, and new each day. */
  plain = g_strndup (address, strcspn (address, "?;"));
  path = g_hash_table_lookup (self->attached, plain);
  slash = strrchr (plain, '/');

  return path == NULL && slash != NULL ? g_hash_table_lookup (self->attached, slash + 1) : path;
}

/* The path of the file of places, or NULL. */
const char *
vdt_hunt_files_get_geo (const VdtHuntFiles *self)
{
  return self != NULL ? self->geo : NULL;
}

static gboolean
read_all (GInputStream  *stream,
          GByteArray    *bytes,
          GError       **error)
{
  guint8 buffer[32768];
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, error)) > 0)
    {
      if (bytes->len + (gsize) n > MAX_BYTES)
        {
          g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT, "It has more than %d MiB; import it into a table instead",
                       MAX_BYTES / (1024 * 1024));
          return FALSE;
        }
      g_byte_array_append (bytes, buffer, (guint) n);
    }

  return n == 0;
}

/**
 * vdt_hunt_files_read:
 * @path: a file, gzip or not
 * @out_length: (out): how long the text is
 * @error: a %G_IO_ERROR, or %VDT_ERROR_LIMIT if it is too large
 *
 * Returns: (transfer full) (nullable): its text as UTF-8, without a byte order mark
 */
char *
vdt_hunt_files_read (const char  *path,
                     gsize       *out_length,
                     GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GInputStream) packed = NULL;
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  char *text;
  gsize skip;

  *out_length = 0;
  stream = G_INPUT_STREAM (g_file_read (file, NULL, error));
  if (stream == NULL)
    return NULL;
  if (g_str_has_suffix (path, ".gz"))
    {
      g_autoptr(GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);

      packed = g_converter_input_stream_new (stream, G_CONVERTER (gzip));
    }
  if (!read_all (packed != NULL ? packed : stream, bytes, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }

  skip = bytes->len >= 3 && memcmp (bytes->data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  text = g_utf8_make_valid ((const char *) bytes->data + skip, (gssize) (bytes->len - skip));
  *out_length = strlen (text);

  return text;
}
