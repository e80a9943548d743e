/* test-import-archives.c
 *
 * gzip and zip, nested, damaged and malicious.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "import-fixture.h"

static const char page[] = "{\"value\":[{\"id\":\"1\",\"alerts\":[{\"id\":\"a\",\"evidence\":[]}]},{\"id\":\"2\",\"alerts\":[]}]}";
static const char other_page[] = "[{\"id\":\"3\",\"alerts\":[]}]";

typedef struct
{
  const char *name;
  const char *bytes;
  gsize       length;
} Item;

static GByteArray *
zip_items (const Item *items,
           gsize       n)
{
  struct archive *archive = archive_write_new ();
  gsize size = 1024 * 1024;
  GByteArray *bytes;
  gsize used = 0;

  for (gsize i = 0; i < n; i++)
    size += items[i].length;
  bytes = g_byte_array_sized_new ((guint) size);

  archive_write_set_format_zip (archive);
  archive_write_open_memory (archive, bytes->data, size, &used);
  for (gsize i = 0; i < n; i++)
    {
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, items[i].name);
      archive_entry_set_size (entry, (la_int64_t) items[i].length);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      archive_write_data (archive, items[i].bytes, items[i].length);
      archive_entry_free (entry);
    }
  archive_write_close (archive);
  archive_write_free (archive);

  g_byte_array_set_size (bytes, (guint) used);

  return bytes;
}

static GBytes *
gzip (gconstpointer bytes,
      gsize         length)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  g_output_stream_write_all (stream, bytes, length, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static VdtImportReport *
import_bytes (Fixture       *f,
              gconstpointer  bytes,
              gsize          length)
{
  fixture_write (f, "archive.txt", bytes, (gssize) length);

  return fixture_import (f, "archive.txt", VDT_IMPORT_DEFAULT);
}

static void
test_gzip (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GBytes) once = gzip (page, sizeof page - 1);
  g_autoptr(GBytes) twice = gzip (g_bytes_get_data (once, NULL), g_bytes_get_size (once));

  import_bytes (f, g_bytes_get_data (once, NULL), g_bytes_get_size (once));
  g_assert_cmpuint (f->incidents->len, ==, 2);
  import_bytes (f, g_bytes_get_data (twice, NULL), g_bytes_get_size (twice));
  g_assert_cmpuint (f->incidents->len, ==, 2);
}

/* Log shippers append: several gzip members are one stream. */
static void
test_gzip_members (Fixture       *f,
                   gconstpointer  data)
{
  static const char line_1[] = "{\"id\":\"1\",\"alerts\":[]}\n";
  static const char line_2[] = "{\"id\":\"2\",\"alerts\":[]}\n";
  g_autoptr(GBytes) one = gzip (line_1, sizeof line_1 - 1);
  g_autoptr(GBytes) two = gzip (line_2, sizeof line_2 - 1);
  g_autoptr(GByteArray) both = g_byte_array_new ();

  g_byte_array_append (both, g_bytes_get_data (one, NULL), (guint) g_bytes_get_size (one));
  g_byte_array_append (both, g_bytes_get_data (two, NULL), (guint) g_bytes_get_size (two));
  import_bytes (f, both->data, both->len);
  g_assert_cmpuint (f->incidents->len, ==, 2);
}

static void
test_zip (Fixture       *f,
          gconstpointer  data)
{
  const Item inner_items[] = { { "deep.json", other_page, sizeof other_page - 1 } };
  g_autoptr(GByteArray) inner = zip_items (inner_items, 1);
  const Item items[] = {
    { "a/incidents.json", page, sizeof page - 1 },
    { "inner.zip", (const char *) inner->data, inner->len },
    { "readme.txt", "hello", 5 },
  };
  g_autoptr(GByteArray) bytes = zip_items (items, G_N_ELEMENTS (items));
  VdtImportReport *report = import_bytes (f, bytes->data, bytes->len);

  g_assert_cmpuint (f->incidents->len, ==, 3);
  g_assert_nonnull (fixture_find (f, "3"));
  g_assert_cmpint (vdt_import_report_get_verdict (report), ==, VDT_IMPORT_PARTIAL);
  g_assert_true (fixture_report_says (report, "archive.txt: readme.txt"));
}

/* No name leads anywhere, since nothing is written; such files are left out. */
static void
test_names (Fixture       *f,
            gconstpointer  data)
{
  const Item items[] = {
    { "../../up.json", page, sizeof page - 1 },
    { "/etc/abs.json", page, sizeof page - 1 },
    { "C:\\drive.json", page, sizeof page - 1 },
    { "a\\..\\..\\back.json", page, sizeof page - 1 },
    { "ok..json", other_page, sizeof other_page - 1 },
  };
  g_autoptr(GByteArray) bytes = zip_items (items, G_N_ELEMENTS (items));
  VdtImportReport *report = import_bytes (f, bytes->data, bytes->len);

  g_assert_cmpuint (f->incidents->len, ==, 1);
  g_assert_nonnull (fixture_find (f, "3"));
  g_assert_cmpuint (vdt_import_report_get_skipped (report), ==, 4);
  g_assert_true (fixture_report_says (report, "leads out of the archive"));
}

/* A damaged archive leaves nothing behind, whatever was read of it first. */
static void
test_damage (Fixture       *f,
             gconstpointer  data)
{
  const Item items[] = {
    { "one.json", page, sizeof page - 1 },
    { "two.json", other_page, sizeof other_page - 1 },
  };
  g_autoptr(GByteArray) zip = zip_items (items, G_N_ELEMENTS (items));
  g_autoptr(GBytes) gz = gzip (page, sizeof page - 1);
  VdtImportReport *report;

  report = import_bytes (f, zip->data, zip->len / 2);
  g_assert_cmpint (vdt_import_report_get_verdict (report), ==, VDT_IMPORT_REJECTED);
  g_assert_cmpuint (f->incidents->len, ==, 0);

  report = import_bytes (f, g_bytes_get_data (gz, NULL), g_bytes_get_size (gz) - 10);
  g_assert_cmpint (vdt_import_report_get_verdict (report), ==, VDT_IMPORT_REJECTED);
  g_assert_true (fixture_report_says (report, "damaged or cut off"));
  g_assert_cmpuint (f->incidents->len, ==, 0);
}

/* 100 MiB of spaces out of 100 KiB; and the same a level deeper. */
static void
test_bomb (Fixture       *f,
           gconstpointer  data)
{
  gsize size = 100 * 1024 * 1024;
  g_autofree char *spaces = g_strnfill (size, ' ');
  g_autoptr(GBytes) bomb = gzip (spaces, size);
  const Item items[] = {
    { "fine.json", page, sizeof page - 1 },
    { "bomb.gz", g_bytes_get_data (bomb, NULL), g_bytes_get_size (bomb) },
  };
  g_autoptr(GByteArray) zip = zip_items (items, G_N_ELEMENTS (items));
  VdtImportReport *report;

  report = import_bytes (f, g_bytes_get_data (bomb, NULL), g_bytes_get_size (bomb));
  g_assert_cmpint (vdt_import_report_get_verdict (report), ==, VDT_IMPORT_REJECTED);
  g_assert_true (fixture_report_says (report, "unpacks to more than"));

  report = import_bytes (f, zip->data, zip->len);
  g_assert_cmpint (vdt_import_report_get_verdict (report), ==, VDT_IMPORT_REJECTED);
  g_assert_cmpuint (f->incidents->len, ==, 0);
}

static void
test_nesting (Fixture       *f,
              gconstpointer  data)
{
  const Item innermost[] = { { "page.json", page, sizeof page - 1 } };
  g_autoptr(GByteArray) bytes = zip_items (innermost, 1);

  for (guint levels = 1; levels <= 5; levels++)
    {
      VdtImportReport *report = import_bytes (f, bytes->data, bytes->len);
      const Item outer[] = { { "inner.zip", (const char *) bytes->data, bytes->len } };
      GByteArray *next = zip_items (outer, 1);

      g_assert_cmpuint (f->incidents->len, ==, levels <= 3 ? 2 : 0);
      g_assert_true (levels <= 3 || fixture_report_says (report, "nested too deeply"));
      g_byte_array_unref (bytes);
      bytes = next;
    }
}

static void
test_office (Fixture       *f,
             gconstpointer  data)
{
  const Item items[] = { { "[Content_Types].xml", "<Types/>", 8 }, { "xl/workbook.xml", "<workbook/>", 11 } };
  g_autoptr(GByteArray) bytes = zip_items (items, G_N_ELEMENTS (items));
  VdtImportReport *report = import_bytes (f, bytes->data, bytes->len);

  g_assert_true (fixture_report_says (report, "Office document"));
}

#define ADD(name, func) g_test_add ("/import/archives/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("gzip", test_gzip);
  ADD ("gzip-members", test_gzip_members);
  ADD ("zip", test_zip);
  ADD ("names", test_names);
  ADD ("damage", test_damage);
  ADD ("bomb", test_bomb);
  ADD ("nesting", test_nesting);
  ADD ("office", test_office);

  return g_test_run ();
}
