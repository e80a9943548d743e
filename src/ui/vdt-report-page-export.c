/* vdt-report-page-export.c
 *
 * A report leaves the page: as a file, into the log, onto the clipboard.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-compat.h"
#include "vdt-feedback.h"
#include "vdt-present.h"
#include "vdt-session-package.h"

/* {{{ work */

static void
progress_cb (VdtReportPage *self)
{
  double fraction = vdt_progress_get_fraction (self->progress);

  gtk_widget_set_visible (self->progress_box, vdt_progress_get_active (self->progress));
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (fraction, 0, 1));
  else
    gtk_progress_bar_pulse (self->progress_bar);
}

/**
 * vdt_report_page_begin_work:
 * @self: a page without work
 * @text: what it is, for people
 *
 * Shows that something is under way, and how to stop it.
 */
void
vdt_report_page_begin_work (VdtReportPage *self,
                            const char    *text)
{
  g_clear_object (&self->work);
  self->work = g_cancellable_new ();
  gtk_label_set_label (self->progress_label, text);
  vdt_progress_begin (self->progress, text);
  vdt_report_page_update (self);
}

void
vdt_report_page_end_work (VdtReportPage *self)
{
  g_clear_object (&self->work);
  vdt_progress_end (self->progress, NULL);
  vdt_report_page_update (self);
}

/* Without work to stop there is none to show. */
void
vdt_report_page_init_export (VdtReportPage *self)
{
  self->progress = vdt_progress_new ();
  g_signal_connect_object (self->progress, "notify", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  progress_cb (self);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_cancellable_cancel (VDT_REPORT_PAGE (widget)->work);
}

/* }}} */
/* {{{ files */

typedef struct
{
  VdtReportPage *page;
  char          *format;
  GFile         *file;
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->page);
  g_free (export->format);
  g_clear_object (&export->file);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
tell_saved (VdtReportPage *self,
            GFile         *file,
            GPtrArray     *problems)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *text = NULL;

  if (problems == NULL || problems->len == 0)
    text = g_strdup_printf (_("Saved as %s"), shown);
  else
    /* Translators: a file name, and what its readers would miss. */
    text = g_strdup_printf (_("Saved as %s, but: %s"), shown, (char *) g_ptr_array_index (problems, 0));
  vdt_feedback_toast (GTK_WIDGET (self), text);
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Export) export = user_data;
  VdtReportPage *self = export->page;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) error = NULL;
  gboolean done = vdt_session_export_report_finish (VDT_SESSION (object), result, &problems, &error);

  if (self->session == NULL)
    return;

  vdt_report_page_end_work (self);
  if (done)
    tell_saved (self, export->file, problems);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vdt_feedback_toast (GTK_WIDGET (self), _("Stopped; nothing was written"));
  else
    vdt_feedback_error (GTK_WIDGET (self), error);
}

/**
 * vdt_report_page_export:
 * @self: a page
 * @format: one of vdt_session_get_report_formats()
 * @file: where to
 *
 * Writes the report as it is now, and says so, or why not.
 */
void
vdt_report_page_export (VdtReportPage *self,
                        const char    *format,
                        GFile         *file)
{
  g_autofree char *path = NULL;
  Export *export;

  g_return_if_fail (VDT_IS_REPORT_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));

  path = g_file_get_path (file);
  if (self->report == NULL || self->work != NULL || self->session == NULL)
    return;
  if (path == NULL)
    {
      vdt_feedback_toast (GTK_WIDGET (self), _("Choose a folder of this computer"));
      return;
    }

  export = g_new0 (Export, 1);
  export->page = g_object_ref (self);
  export->file = g_object_ref (file);
  vdt_report_page_begin_work (self, _("Writing the report"));
  vdt_session_export_report_async (self->session, self->report, format, path, self->progress, self->work,
                                   exported_cb, export);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Export) export = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = vdt_compat_save_file_finish (result, &error);

  if (file != NULL)
    vdt_report_page_export (export->page, export->format, file);
  else
    vdt_feedback_error (GTK_WIDGET (export->page), error);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);
  g_autofree char *number = NULL;
  g_autofree char *file_name = NULL;
  Export *export;

  if (self->report == NULL)
    return;

  export = g_new0 (Export, 1);
  export->page = g_object_ref (self);
  export->format = g_variant_dup_string (parameter, NULL);
  number = self->incident_id == NULL ? NULL : vdt_present_number (self->incident_id);
  file_name = g_strconcat ("report", number == NULL ? "" : "-", number == NULL ? "" : number,
                           vdt_session_get_format_ending (self->session, export->format), NULL);
  g_strdelimit (file_name, "/\\:", '-');
  vdt_compat_save_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("Export the Report"), file_name, NULL,
                              chosen_cb, export);
}

/* }}} */
/* {{{ case package */

static void
packed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Export) export = user_data;
  VdtReportPage *self = export->page;
  g_autoptr(GError) error = NULL;
  gboolean done = vdt_session_create_package_finish (VDT_SESSION (object), result, &error);

  if (self->session == NULL)
    return;

  vdt_report_page_end_work (self);
  if (done)
    tell_saved (self, export->file, NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vdt_feedback_toast (GTK_WIDGET (self), _("Stopped; nothing was written"));
  else
    vdt_feedback_error (GTK_WIDGET (self), error);
}

/**
 * vdt_report_page_export_package:
 * @self: a page of reports on an incident
 * @file: where to
 *
 * Packs the whole case into one file: incident, evidence, queries, reports, log.
 */
void
vdt_report_page_export_package (VdtReportPage *self,
                                GFile         *file)
{
  g_autofree char *path = NULL;
  Export *export;

  g_return_if_fail (VDT_IS_REPORT_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));

  path = g_file_get_path (file);
  if (self->incident_id == NULL || self->work != NULL || self->session == NULL)
    return;
  if (path == NULL)
    {
      vdt_feedback_toast (GTK_WIDGET (self), _("Choose a folder of this computer"));
      return;
    }

  export = g_new0 (Export, 1);
  export->page = g_object_ref (self);
  export->file = g_object_ref (file);
  vdt_report_page_begin_work (self, _("Packing the case"));
  vdt_session_create_package_async (self->session, self->incident_id, path, NULL, self->progress, self->work,
                                    packed_cb, export);
}

static void
package_chosen_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(VdtReportPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = vdt_compat_save_file_finish (result, &error);

  if (file != NULL)
    vdt_report_page_export_package (self, file);
  else
    vdt_feedback_error (GTK_WIDGET (self), error);
}

static void
package_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);
  g_autofree char *number = NULL;
  g_autofree char *file_name = NULL;

  if (self->incident_id == NULL)
    return;

  number = vdt_present_number (self->incident_id);
  file_name = g_strdup_printf ("case-%s.zip", number);
  g_strdelimit (file_name, "/\\:", '-');
  vdt_compat_save_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("Export the Case Package"), file_name, NULL,
                              package_chosen_cb, g_object_ref (self));
}

/* }}} */
/* {{{ log and clipboard */

static void
posted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtReportPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (vdt_session_post_report_finish (VDT_SESSION (object), result, &error))
    vdt_feedback_toast (GTK_WIDGET (self), _("Posted to the incident’s comments and log"));
  else
    vdt_feedback_error (GTK_WIDGET (self), error);
}

static void
post_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);

  if (self->report != NULL && self->incident_id != NULL)
    vdt_session_post_report_async (self->session, self->report, NULL, posted_cb, g_object_ref (self));
}

typedef struct
{
  VdtReportPage *page;
  char          *html;
} Copy;

static void
copy_free (Copy *copy)
{
  g_object_unref (copy->page);
  g_free (copy->html);
  g_free (copy);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copy, copy_free)

static void
copy_text_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Copy) copy = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = vdt_session_report_text_finish (VDT_SESSION (object), result, &error);
  g_autoptr(GdkContentProvider) provider = NULL;
  g_autoptr(GBytes) html = NULL;
  GdkContentProvider *both[2];

  if (text == NULL)
    {
      vdt_feedback_error (GTK_WIDGET (copy->page), error);
      return;
    }

  html = g_bytes_new (copy->html, strlen (copy->html));
  both[0] = gdk_content_provider_new_for_bytes ("text/html", html);
  both[1] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  provider = gdk_content_provider_new_union (both, G_N_ELEMENTS (both));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (copy->page)), provider);
  vdt_feedback_toast (GTK_WIDGET (copy->page), _("Copied as rich text"));
}

static void
copy_html_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Copy) copy = user_data;
  VdtReportPage *self = copy->page;
  g_autoptr(GError) error = NULL;

  copy->html = vdt_session_report_text_finish (VDT_SESSION (object), result, &error);
  if (copy->html == NULL)
    vdt_feedback_error (GTK_WIDGET (self), error);
  else if (self->session != NULL)
    vdt_session_report_text_async (self->session, self->report, "md", NULL, copy_text_cb, g_steal_pointer (&copy));
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);
  Copy *copy;

  if (self->report == NULL)
    return;

  copy = g_new0 (Copy, 1);
  copy->page = g_object_ref (self);
  vdt_session_report_text_async (self->session, self->report, "html", NULL, copy_html_cb, copy);
}

/* }}} */

void
vdt_report_page_class_add_export (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "report.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "report.package", NULL, package_action);
  gtk_widget_class_install_action (widget_class, "report.post", NULL, post_action);
  gtk_widget_class_install_action (widget_class, "report.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "report.cancel", NULL, cancel_action);
}
