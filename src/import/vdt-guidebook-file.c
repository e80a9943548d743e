/* vdt-guidebook-file.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-guidebook-file.h"

#include <string.h>

#include "vdt-error.h"

static gboolean
begins_with (GBytes     *bytes,
             const char *magic)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= strlen (magic) && memcmp (data, magic, strlen (magic)) == 0;
}

/* PDF is read by pdftotext, if it is there: a parser of its own would be a big surface
 * for a rare format. */
static char *
pdf_text (GBytes        *bytes,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GBytes) output = NULL;
  g_autofree char *valid G_GNUC_UNUSED = NULL;
  gsize length = 0;
  const char *data;

  if (program == NULL)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                           "PDF files are read by the program pdftotext, which is not installed: install"
                           " poppler-utils, or save the guidebook as DOCX, Markdown or text");
      return NULL;
    }

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                              G_SUBPROCESS_FLAGS_STDERR_SILENCE, error, program, "-enc", "UTF-8", "-layout", "-nopgbrk",
                              "-", "-", NULL);
  if (process == NULL || !g_subprocess_communicate (process, bytes, cancellable, &output, NULL, error))
    return NULL;
  data = g_bytes_get_data (output, &length);
  if (!g_subprocess_get_successful (process) || length == 0)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                           "No text could be read from the PDF file: it is damaged, locked, or made of pictures");
      return NULL;
    }

  return g_utf8_make_valid (data, (gssize) MIN (length, VDT_GUIDEBOOK_MAX_BYTES));
}

/* UTF-8 with or without a mark, or UTF-16 with one, as Windows editors write it. */
static char *
plain_text (GBytes  *bytes,
            GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  if (begins_with (bytes, "\xff\xfe") || begins_with (bytes, "\xfe\xff"))
    return g_convert (data, (gssize) length, "UTF-8", "UTF-16", NULL, NULL, error);
  if (begins_with (bytes, "\xef\xbb\xbf"))
    {
      data += 3;
      length -= 3;
    }
  if (memchr (data, '\0', length) != NULL)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                           "This is no text: a guidebook is Markdown, plain text, DOCX or PDF");
      return NULL;
    }

  return g_utf8_make_valid (data, (gssize) length);
}

/**
 * vdt_guidebook_file_load:
 * @file: Markdown, plain text, DOCX or PDF, told by content
 * @out_sha256: (out) (transfer full): the file's hash
 * @cancellable: (nullable): stops it
 * @error: return location for %VDT_ERROR_LIMIT if it is bigger than 10 MB,
 *   %VDT_ERROR_USAGE if it is of another format or cannot be read, or a %G_IO_ERROR
 *
 * Blocks: for a worker.
 *
 * Returns: (transfer full) (nullable): its text
 */
char *
vdt_guidebook_file_load (GFile         *file,
                         char         **out_sha256,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr(GFileInfo) info = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (G_IS_FILE (file) && out_sha256 != NULL, NULL);

  *out_sha256 = NULL;
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > VDT_GUIDEBOOK_MAX_BYTES)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT, "A guidebook has at most %d MB; this file is bigger",
                   VDT_GUIDEBOOK_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  bytes = g_file_load_bytes (file, cancellable, NULL, error);
  if (bytes == NULL)
    return NULL;
  if (g_bytes_get_size (bytes) > VDT_GUIDEBOOK_MAX_BYTES)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_LIMIT, "The file grew beyond 10 MB while it was read");
      return NULL;
    }

  *out_sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (begins_with (bytes, "PK\x03\x04"))
    return vdt_guidebook_docx_text (bytes, error);
  if (begins_with (bytes, "%PDF-"))
    return pdf_text (bytes, cancellable, error);

  return plain_text (bytes, error);
}
