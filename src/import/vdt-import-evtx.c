/* vdt-import-evtx.c
 *
 * Windows event logs, by libevtx. It refuses a file at the first thing that it does
 * not know; what it reads up to there is taken.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-import-evtx.h"

#include <libevtx.h>
#include <string.h>

#include "vdt-error.h"
#include "vdt-import-spool.h"
#include "vdt-import-windows.h"
#include "vdt-windows-xml.h"

#define FORMAT     "evtx"
#define MAX_LISTED 20
#define MAX_XML    ((size_t) 32 * 1024 * 1024)

gboolean
vdt_import_evtx_recognise (const VdtImportHead *head)
{
  return head->length >= 8 && memcmp (head->bytes, "ElfFile", 8) == 0;
}

/* The event of a record; NULL if the library or the XML refuses it. */
static VdtWindowsEvent *
read_event (libevtx_record_t *record)
{
  size_t size = 0;
  g_autofree uint8_t *xml = NULL;
  g_autofree char *valid = NULL;

  if (libevtx_record_get_utf8_xml_string_size (record, &size, NULL) != 1 || size < 2 || size > MAX_XML)
    return NULL;

  xml = g_malloc (size);
  if (libevtx_record_get_utf8_xml_string (record, xml, size, NULL) != 1)
    return NULL;

  valid = g_utf8_make_valid ((const char *) xml, (gssize) strnlen ((const char *) xml, size));

  return vdt_windows_event_from_xml (valid, strlen (valid), NULL);
}

static void
complain (VdtImportRun *run,
          guint64      *count,
          int           index)
{
  g_autofree char *where = g_strdup_printf ("record %d", index + 1);

  vdt_import_report_count_skipped (vdt_import_run_get_report (run), 1);
  if ((*count)++ < MAX_LISTED)
    vdt_import_run_complain (run, VDT_WIRE_PROBLEM, where, "the event cannot be read; it was left out");
}

static void
read_records (VdtImportRun   *run,
              VdtImportRows  *rows,
              libevtx_file_t *file)
{
  guint64 n_bad = 0;
  int n = 0;

  if (libevtx_file_get_number_of_records (file, &n, NULL) != 1)
    n = 0;

  for (int i = 0; i < n && !vdt_import_run_is_over (run); i++)
    {
      libevtx_record_t *record = NULL;
      g_autoptr(VdtWindowsEvent) event = NULL;

      if (libevtx_file_get_record_by_index (file, i, &record, NULL) == 1)
        event = read_event (record);
      if (record != NULL)
        libevtx_record_free (&record, NULL);

      if (event != NULL && event->id != NULL && event->channel != NULL)
        vdt_import_windows_add (rows, event, (guint64) i + 1);
      else
        complain (run, &n_bad, i);
    }

  if (n_bad > MAX_LISTED)
    {
      g_autofree char *message = g_strdup_printf ("%" G_GUINT64_FORMAT " more events cannot be read", n_bad - MAX_LISTED);

      vdt_import_run_complain (run, VDT_WIRE_PROBLEM, NULL, message);
    }
  if (n == 0)
    vdt_import_run_complain (run, VDT_WIRE_PROBLEM, NULL, "the log holds no event that can be read");
}

/**
 * vdt_import_evtx_read:
 * @run: a run that has rows
 * @stream: an event log
 * @error: return location for an error of @stream
 *
 * Returns: %FALSE if the log cannot be read at all
 */
gboolean
vdt_import_evtx_read (VdtImportRun     *run,
                      VdtImportStream  *stream,
                      GError          **error)
{
  VdtImportRows *rows = vdt_import_run_begin_rows (run, FORMAT);
  g_autoptr(VdtImportSpool) spool = NULL;
  libevtx_file_t *file = NULL;
  gboolean opened;

  if (rows == NULL)
    return TRUE;

  spool = vdt_import_spool_new (stream, error);
  if (spool == NULL)
    return FALSE;

  opened = libevtx_file_initialize (&file, NULL) == 1 &&
           libevtx_file_open (file, vdt_import_spool_get_path (spool), LIBEVTX_OPEN_READ, NULL) == 1;
  if (opened)
    {
      read_records (run, rows, file);
      libevtx_file_close (file, NULL);
    }
  else
    {
      vdt_import_run_complain (run, VDT_WIRE_PROBLEM, NULL,
                               "the event log is damaged or of a kind that is not known; export it again");
      vdt_import_report_count_skipped (vdt_import_run_get_report (run), 1);
    }
  if (file != NULL)
    libevtx_file_free (&file, NULL);

  return TRUE;
}
