/* vdt-package-verify.c
 *
 * Checking a package that came from elsewhere: its bytes are anybody's.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-error.h"
#include "vdt-package-private.h"

#define LARGEST_PART ((gsize) 512 * 1024 * 1024)
#define LARGEST_MANIFEST ((gsize) 64 * 1024 * 1024)
#define MOST_PARTS 100000

/* What was found of a part. */
typedef struct
{
  guint64  size;
  char    *sha256;
  GBytes  *bytes;     /* of the manifest and the signature only */
  gboolean listed;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->sha256);
  g_clear_pointer (&found->bytes, g_bytes_unref);
  g_free (found);
}

void
vdt_package_check_free (VdtPackageCheck *self)
{
  g_free (self->key_id);
  g_free (self->made_at);
  g_free (self->made_by);
  g_free (self->incident_id);
  g_free (self->head);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static void problem (VdtPackageCheck *self,
                     const char      *format,
                     ...) G_GNUC_PRINTF (2, 3);

static void
problem (VdtPackageCheck *self,
         const char      *format,
         ...)
{
  va_list values;

  va_start (values, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, values));
  va_end (values);
}

/* Reads an entry through; keeps its bytes if @keep. */
static Found *
read_entry (struct archive  *archive,
            gboolean         keep,
            GCancellable    *cancellable,
            GError         **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(GByteArray) all = keep ? g_byte_array_new () : NULL;
  g_autofree guchar *buffer = g_malloc (64 * 1024);
  Found *found;
  guint64 size = 0;
  la_ssize_t n;

  while ((n = archive_read_data (archive, buffer, 64 * 1024)) > 0)
    {
      size += (guint64) n;
      if (size > (keep ? LARGEST_MANIFEST : LARGEST_PART))
        {
          g_set_error_literal (error, VDT_ERROR, VDT_ERROR_LIMIT, "A part of the package is too large");
          return NULL;
        }
      g_checksum_update (checksum, buffer, n);
      if (keep)
        g_byte_array_append (all, buffer, (guint) n);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
  if (n < 0)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, "The package is damaged: %s", archive_error_string (archive));
      return NULL;
    }

  found = g_new0 (Found, 1);
  found->size = size;
  found->sha256 = g_strdup (g_checksum_get_string (checksum));
  if (keep)
    found->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&all));

  return found;
}

static gboolean
is_kept (const char *name,
         const char *part)
{
  return strcmp (name, VDT_PACKAGE_MANIFEST) == 0 || strcmp (name, VDT_PACKAGE_SIGNATURE) == 0 ||
         (part != NULL && strcmp (name, part) == 0);
}

static gboolean
read_entries (struct archive  *archive,
              const char      *part,
              GHashTable      *parts,
              GCancellable    *cancellable,
              GError         **error)
{
  struct archive_entry *entry;
  int code;

  while ((code = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    {
      const char *name = archive_entry_pathname_utf8 (entry);
      Found *found;

      if (name == NULL || g_hash_table_size (parts) >= MOST_PARTS || g_hash_table_contains (parts, name))
        {
          g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, "The package has “%s” twice, or a name that is none",
                       name != NULL ? name : "");
          return FALSE;
        }

      found = read_entry (archive, is_kept (name, part), cancellable, error);
      if (found == NULL)
        return FALSE;
      g_hash_table_insert (parts, g_strdup (name), found);
    }

  if (code == ARCHIVE_EOF)
    return TRUE;

  g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, "This is no package, or a damaged one: %s",
               archive_error_string (archive));

  return FALSE;
}

static GHashTable *
read_all (const char    *path,
          const char    *part,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, found_free);
  struct archive *archive = archive_read_new ();
  gboolean done = FALSE;

  archive_read_support_format_zip (archive);
  if (archive_read_open_filename (archive, path, 64 * 1024) != ARCHIVE_OK)
    g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "%s: %s", path, archive_error_string (archive));
  else
    done = read_entries (archive, part, parts, cancellable, error);
  archive_read_free (archive);

  return done ? g_steal_pointer (&parts) : NULL;
}

static JsonReader *
open_json (Found       *found,
           JsonParser  *parser,
           const char  *name,
           GError     **error)
{
  gsize size;
  gconstpointer data;

  if (found == NULL)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, "The package has no %s", name);
      return NULL;
    }

  data = g_bytes_get_data (found->bytes, &size);
  if (!json_parser_load_from_data (parser, data, (gssize) size, error) || json_parser_get_root (parser) == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }

  return json_reader_new (json_parser_get_root (parser));
}

static gboolean
holds (JsonReader *reader,
       GType       type)
{
  JsonNode *node = json_reader_is_value (reader) ? json_reader_get_value (reader) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static char *
dup_string (JsonReader *reader,
            const char *member)
{
  g_autofree char *text = NULL;

  if (json_reader_read_member (reader, member) && holds (reader, G_TYPE_STRING))
    text = g_strdup (json_reader_get_string_value (reader));
  json_reader_end_member (reader);

  return g_steal_pointer (&text);
}

static gint64
get_int (JsonReader *reader,
         const char *member)
{
  gint64 value = -1;

  if (json_reader_read_member (reader, member) && holds (reader, G_TYPE_INT64))
    value = json_reader_get_int_value (reader);
  json_reader_end_member (reader);

  return value;
}

/* One line of the manifest against what is in the package. */
static void
check_part (VdtPackageCheck  *self,
            JsonReader       *reader,
            GHashTable       *parts,
            char            **previous)
{
  g_autofree char *path = dup_string (reader, "path");
  g_autofree char *sha256 = dup_string (reader, "sha256");
  g_autofree char *before = dup_string (reader, "previous");
  g_autofree char *hash = dup_string (reader, "hash");
  gint64 size = get_int (reader, "size");
  gint64 number = get_int (reader, "number");
  Found *found = path != NULL ? g_hash_table_lookup (parts, path) : NULL;
  g_autofree char *expected = NULL;

  self->n_parts++;
  if (path == NULL || sha256 == NULL || before == NULL || hash == NULL || size < 0 || number != self->n_parts)
    {
      problem (self, "line %u of the manifest is not what it should be", self->n_parts);
      return;
    }

  expected = vdt_package_link (before, (guint) number, path, (guint64) size, sha256);
  if (strcmp (before, *previous) != 0 || strcmp (expected, hash) != 0)
    problem (self, "%s: the chain of hashes is broken here", path);
  g_free (*previous);
  *previous = g_steal_pointer (&hash);

  if (found == NULL)
    problem (self, "%s: it is missing", path);
  else if (found->size != (guint64) size || strcmp (found->sha256, sha256) != 0)
    problem (self, "%s: its content is not what it was", path);
  if (found != NULL)
    found->listed = TRUE;
}

static void
check_parts (VdtPackageCheck *self,
             JsonReader      *reader,
             GHashTable      *parts)
{
  g_autofree char *previous = g_strdup (VDT_PACKAGE_START);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  if (json_reader_read_member (reader, "parts") && json_reader_is_array (reader))
    {
      int n = json_reader_count_elements (reader);

      for (int i = 0; i < n; i++)
        {
          json_reader_read_element (reader, (guint) i);
          check_part (self, reader, parts, &previous);
          json_reader_end_element (reader);
        }
    }
  json_reader_end_member (reader);

  if (g_strcmp0 (previous, self->head) != 0 || self->n_parts == 0)
    problem (self, "the last hash of the chain is not the manifest's");

  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!((Found *) value)->listed && strcmp (name, VDT_PACKAGE_MANIFEST) != 0 &&
        strcmp (name, VDT_PACKAGE_SIGNATURE) != 0)
      problem (self, "%s: it is not in the manifest", (char *) name);
}

static void
check_signature (VdtPackageCheck *self,
                 GHashTable      *parts,
                 const char      *expected_key)
{
  Found *found = g_hash_table_lookup (parts, VDT_PACKAGE_SIGNATURE);
  Found *manifest = g_hash_table_lookup (parts, VDT_PACKAGE_MANIFEST);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(JsonReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *public_key = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *expected_id = NULL;

  if (found == NULL)
    {
      if (expected_key != NULL)
        problem (self, "the package is not signed");
      return;
    }

  self->is_signed = TRUE;
  reader = open_json (found, parser, VDT_PACKAGE_SIGNATURE, &error);
  if (reader != NULL)
    {
      public_key = dup_string (reader, "public-key");
      signature = dup_string (reader, "signature");
    }
  if (public_key == NULL || signature == NULL)
    {
      problem (self, "%s: this is no signature", VDT_PACKAGE_SIGNATURE);
      return;
    }

  self->signature_good = vdt_package_check_signature (public_key, signature, manifest->bytes, &self->key_id, &error);
  if (!self->signature_good)
    problem (self, "%s", error->message);
  if (expected_key != NULL && self->signature_good)
    {
      expected_id = vdt_package_key_id (expected_key, NULL);
      if (g_strcmp0 (expected_id, self->key_id) != 0)
        {
          self->signature_good = FALSE;
          problem (self, "the package is signed, but not with the key that was given");
        }
    }
}

/**
 * vdt_package_verify:
 * @path: a file
 * @public_key: (nullable): in PEM; then the package must be signed with it
 * @cancellable: (nullable): stops it
 * @error: return location for %VDT_ERROR_FORMAT if it is no package at all
 *
 * A signature without @public_key says only that whoever has the key in the package made
 * it: compare #VdtPackageCheck.key_id with what its maker tells you.
 *
 * Returns: (transfer full) (nullable): what was found
 */
VdtPackageCheck *
vdt_package_verify (const char    *path,
                    const char    *public_key,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr(GHashTable) parts = read_all (path, NULL, cancellable, error);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(JsonReader) reader = NULL;
  g_autoptr(VdtPackageCheck) self = NULL;
  g_autofree char *format = NULL;

  if (parts == NULL)
    return NULL;
  reader = open_json (g_hash_table_lookup (parts, VDT_PACKAGE_MANIFEST), parser, VDT_PACKAGE_MANIFEST, error);
  if (reader == NULL)
    return NULL;
  format = dup_string (reader, "format");
  if (g_strcmp0 (format, VDT_PACKAGE_FORMAT) != 0)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FORMAT, "This zip file is no case package");
      return NULL;
    }
  if (get_int (reader, "version") > VDT_PACKAGE_VERSION)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_UNSUPPORTED,
                           "The package was made by a newer Vedette; update this one to open it");
      return NULL;
    }

  self = g_new0 (VdtPackageCheck, 1);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->made_at = dup_string (reader, "made-at");
  self->made_by = dup_string (reader, "made-by");
  self->incident_id = dup_string (reader, "incident");
  self->head = dup_string (reader, "head");
  check_parts (self, reader, parts);
  check_signature (self, parts, public_key);
  self->intact = self->problems->len == 0;

  return g_steal_pointer (&self);
}

/**
 * vdt_package_read:
 * @path: a package
 * @part: one of its parts, `incident.json`
 * @cancellable: (nullable): stops it
 * @error: return location for %VDT_ERROR_NOT_FOUND or %VDT_ERROR_FORMAT
 *
 * Reads from a package without unpacking it anywhere.
 *
 * Returns: (transfer full) (nullable): the part
 */
GBytes *
vdt_package_read (const char    *path,
                  const char    *part,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr(GHashTable) parts = read_all (path, part, cancellable, error);
  Found *found = parts != NULL ? g_hash_table_lookup (parts, part) : NULL;

  if (parts != NULL && found == NULL)
    g_set_error (error, VDT_ERROR, VDT_ERROR_NOT_FOUND, "The package has no “%s”", part);

  return found != NULL ? g_bytes_ref (found->bytes) : NULL;
}
