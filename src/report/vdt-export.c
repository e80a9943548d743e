/* vdt-export.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-export.h"

#include <string.h>

#include "vdt-build.h"
#include "vdt-error.h"
#include "vdt-out-file.h"

typedef struct
{
  const char *format;
  const char *ending;
  gboolean    document;   /* whether it is made of the document, not of the incident */
} Format;

static const Format formats[] = {
  { "md", ".md", TRUE },
  { "html", ".html", TRUE },
  { "pdf", ".pdf", TRUE },
  { "docx", ".docx", TRUE },
  { "navigator", ".json", FALSE },
  { "csv", ".csv", FALSE },
  { "stix", ".json", FALSE },
};

static const Format *
find_format (const char *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].format, format) == 0)
      return &formats[i];

  return NULL;
}

/**
 * vdt_export_get_formats:
 *
 * Returns: (transfer none): names for vdt_export_report()
 */
const char * const *
vdt_export_get_formats (void)
{
  static const char *const names[] = { "md", "html", "pdf", "docx", "navigator", "csv", "stix", NULL };

  return names;
}

/* What the file's name ends with. */
const char *
vdt_export_get_ending (const char *format)
{
  const Format *found = find_format (format);

  return found != NULL ? found->ending : NULL;
}

static char *
text_of_document (VdtDocument *document,
                  const char  *format)
{
  return strcmp (format, "md") == 0 ? vdt_write_markdown (document) : vdt_write_html (document);
}

/* Names are hidden in what is made of the incident as in a document. */
static char *
redacted (VdtReport   *report,
          VdtIncident *incident,
          GPtrArray   *key,
          const char  *text)
{
  const char *const *kinds = vdt_report_get_redact (report);
  g_autoptr(VdtReplacer) replacer = vdt_replacer_new ();

  if (kinds != NULL && kinds[0] != NULL)
    {
      vdt_redact_collect (incident, vdt_report_get_author (report), kinds, key);
      vdt_redact_add (replacer, kinds, key);
    }

  return vdt_replacer_run (replacer, text);
}

static char *
text_of_incident (VdtReport   *report,
                  VdtIncident *incident,
                  const char  *format,
                  gint64       now)
{
  if (strcmp (format, "navigator") == 0)
    return vdt_write_navigator (incident, vdt_report_get_title (report));
  if (strcmp (format, "csv") == 0)
    return vdt_write_csv (incident, vdt_report_get_defang (report));

  return vdt_write_stix (incident, vdt_report_get_title (report), vdt_report_get_tlp (report), now);
}

static gboolean
write_document (VdtDocument       *document,
                const char        *format,
                VdtOutFile        *file,
                GCancellable      *cancellable,
                VdtWriteProgress   progress,
                gpointer           user_data,
                GError           **error)
{
  g_autofree char *text = NULL;

  if (strcmp (format, "pdf") == 0)
    return vdt_write_pdf (document, vdt_out_file_get_fd (file), cancellable, progress, user_data, error);

  if (strcmp (format, "docx") == 0)
    return vdt_write_docx (document, vdt_out_file_get_fd (file), cancellable, progress, user_data, error);

  text = text_of_document (document, format);

  return vdt_out_file_write (file, text, -1, error);
}

/**
 * vdt_export_report:
 * @report: a report
 * @incident: (nullable): what it is about
 * @key: (element-type VdtPseudonym): the case's key to redacted names; grows
 * @format: one of vdt_export_get_formats()
 * @path: the file
 * @now: µs since the Unix epoch, UTC
 * @cancellable: (nullable): stops it; then there is no file
 * @progress: (nullable): is told how far it is
 * @user_data: for @progress
 * @problems: (nullable) (element-type utf8): gets what a reader would miss
 * @error: return location for a %G_IO_ERROR or a %VDT_ERROR
 *
 * Returns: %TRUE if the file is there, whole
 */
gboolean
vdt_export_report (VdtReport         *report,
                   VdtIncident       *incident,
                   GPtrArray         *key,
                   const char        *format,
                   const char        *path,
                   gint64             now,
                   GCancellable      *cancellable,
                   VdtWriteProgress   progress,
                   gpointer           user_data,
                   GPtrArray         *problems,
                   GError           **error)
{
  const Format *found = find_format (format);
  g_autoptr(VdtOutFile) file = NULL;

  if (found == NULL)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE, "there is no format “%s”", format);
      return FALSE;
    }
  if (!found->document && incident == NULL)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE, "a report on no incident has nothing for “%s”", format);
      return FALSE;
    }

  file = vdt_out_file_new (path, error);
  if (file == NULL)
    return FALSE;

  if (found->document)
    {
      g_autoptr(VdtDocument) document = vdt_report_build (report, incident, key, now);

      for (guint i = 0; problems != NULL && i < document->problems->len; i++)
        g_ptr_array_add (problems, g_strdup (g_ptr_array_index (document->problems, i)));
      if (!write_document (document, format, file, cancellable, progress, user_data, error))
        return FALSE;
    }
  else
    {
      g_autofree char *plain = text_of_incident (report, incident, format, now);
      g_autofree char *text = redacted (report, incident, key, plain);

      if (!vdt_out_file_write (file, text, -1, error))
        return FALSE;
    }

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  return vdt_out_file_commit (file, error);
}
