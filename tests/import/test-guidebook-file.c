/* test-guidebook-file.c
 *
 * Documents of each format to text; what cannot be read says why.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#include "vdt-error.h"
#include "vdt-guidebook-file.h"

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define P(style, text) "<w:p><w:pPr>" style "</w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define HEADING "<w:pStyle w:val=\"Heading1\"/>"
#define ITEM "<w:numPr><w:ilvl w:val=\"0\"/></w:numPr>"
#define SUB "<w:numPr><w:ilvl w:val=\"1\"/></w:numPr>"
#define CELL(text) "<w:tc><w:p><w:r><w:t>" text "</w:t></w:r></w:p></w:tc>"

static char *
load (const void *data,
      gsize       length,
      GError    **error)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "vdt-guidebook-XXXXXX", NULL);
  g_autoptr(GFile) file = NULL;
  g_autofree char *sha256 = NULL;
  char *text;
  int fd = g_mkstemp (path);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
  file = g_file_new_for_path (path);
  text = vdt_guidebook_file_load (file, &sha256, NULL, error);
  g_assert_cmpuint (text != NULL ? strlen (sha256) : 64, ==, 64);
  g_unlink (path);

  return text;
}

/* A DOCX file whose document is @xml; %NULL leaves it out. */
static GBytes *
make_docx (const char *name,
           const char *xml)
{
  struct archive *archive = archive_write_new ();
  struct archive_entry *entry = archive_entry_new ();
  guint8 *buffer = g_malloc (1 << 20);
  size_t used = 0;

  archive_write_set_format_zip (archive);
  archive_write_open_memory (archive, buffer, 1 << 20, &used);
  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) strlen (xml));
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_write_header (archive, entry);
  archive_write_data (archive, xml, strlen (xml));
  archive_entry_free (entry);
  archive_write_close (archive);
  archive_write_free (archive);

  return g_bytes_new_take (buffer, used);
}

static void
test_text (void)
{
  static const struct
  {
    const char *bytes;
    gsize       length;
    const char *text;
  } rows[] = {
    { "# A\n- b\n", 8, "# A\n- b\n" },
    { "\xef\xbb\xbf# A", 6, "# A" },
    { "\xff\xfe" "A\0\xe4\0", 6, "A\xc3\xa4" },
    { "A\xff", 2, "A\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = load (rows[i].bytes, rows[i].length, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_docx (void)
{
  g_autoptr(GBytes) docx = make_docx ("word/document.xml",
    "<w:document " W "><w:body>" P (HEADING, "Phishing") P (ITEM, "Delete &amp; report") P (SUB, "In all mailboxes")
    P ("", "A remark") "<w:tbl><w:tr>" CELL ("Who") CELL ("What") "</w:tr></w:tbl></w:body></w:document>");
  g_autoptr(GBytes) other = make_docx ("mimetype", "text");
  g_autoptr(GBytes) broken = make_docx ("word/document.xml", "<w:document");
  g_autoptr(GError) error = NULL;
  g_autofree char *text = load (g_bytes_get_data (docx, NULL), g_bytes_get_size (docx), &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "# Phishing\n"));
  g_assert_nonnull (strstr (text, "- Delete & report\n  - In all mailboxes\n"));
  g_assert_nonnull (strstr (text, "A remark\n"));
  g_assert_nonnull (strstr (text, "| Who | What |\n"));

  g_assert_null (vdt_guidebook_docx_text (other, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_null (vdt_guidebook_docx_text (broken, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
}

static void
test_refused (void)
{
  g_autofree char *big = g_malloc0 (VDT_GUIDEBOOK_MAX_BYTES + 1);
  g_autoptr(GError) error = NULL;

  g_assert_null (load ("\x7f" "ELF\0\0", 6, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_null (load ("PK\x03\x04 no zip", 11, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
  g_clear_error (&error);
  /* without pdftotext it says what to install; with it, that there is no text */
  g_assert_null (load ("%PDF-1.4 nothing", 16, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_null (load (big, VDT_GUIDEBOOK_MAX_BYTES + 1, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_LIMIT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/guidebook-file/text", test_text);
  g_test_add_func ("/import/guidebook-file/docx", test_docx);
  g_test_add_func ("/import/guidebook-file/refused", test_refused);

  return g_test_run ();
}
