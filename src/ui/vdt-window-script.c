/* vdt-window-script.c
 *
 * The ways to the script page: a command line of what is selected, the clipboard,
 * a file.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-window-private.h"

#include <glib/gi18n.h>

#include "vdt-alert.h"
#include "vdt-compat.h"
#include "vdt-evidence.h"
#include "vdt-feedback.h"
#include "vdt-present.h"
#include "vdt-safe-text.h"
#include "vdt-script-page.h"

#define COMMAND_LINE "processCommandLine"
#define MAX_NUMBER   8 /* characters of an alert's id that tell it apart in an incident */

static void
open_text (VdtWindow  *self,
           const char *text,
           const char *source,
           VdtPage    *from)
{
  g_autofree char *key = vdt_script_page_dup_key (text, NULL);
  GtkWidget *page;

  if (vdt_window_show_page (self, key))
    return;

  page = vdt_script_page_new (self->session, text, source);
  if (from != NULL)
    vdt_page_set_incident (VDT_PAGE (page), vdt_page_get_incident (from));
  vdt_window_add_page (self, VDT_PAGE (page));
}

/* What the script is called: after the alert that is selected, else the incident. */
static char *
name_source (VdtPage *from)
{
  GObject *selected = from == NULL ? NULL : vdt_page_get_selected (from);
  g_autofree char *name = NULL;

  if (VDT_IS_ALERT (selected))
    {
      name = vdt_safe_text (vdt_alert_get_id (VDT_ALERT (selected)), -1, MAX_NUMBER, NULL);
      /* Translators: %s is an alert's number. */
      return g_strdup_printf (_("Script of alert %s"), name);
    }
  if (from != NULL && vdt_page_get_incident (from) != NULL)
    {
      name = vdt_present_number (vdt_incident_get_id (vdt_page_get_incident (from)));
      /* Translators: %s is an incident's number. */
      return g_strdup_printf (_("Script of incident %s"), name);
    }

  return g_strdup (_("Script"));
}

/**
 * vdt_window_analyse_script:
 * @self: a window
 * @text: a command line or a script of what the shown page is about
 *
 * Opens its analysis in a tab.
 */
void
vdt_window_analyse_script (VdtWindow  *self,
                           const char *text)
{
  VdtPage *from = vdt_window_get_page (self);
  g_autofree char *source = name_source (from);

  open_text (self, text, source, from);
}

static const char *
command_line_of (GObject *object)
{
  GListModel *evidence;

  if (VDT_IS_EVIDENCE (object))
    {
      VdtFields *fields = vdt_evidence_get_fields (VDT_EVIDENCE (object));

      return fields == NULL ? NULL : vdt_fields_get (fields, COMMAND_LINE);
    }
  if (!VDT_IS_ALERT (object))
    return NULL;

  evidence = vdt_alert_get_evidence (VDT_ALERT (object));
  for (guint i = 0; i < g_list_model_get_n_items (evidence); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (evidence, i);
      const char *text = command_line_of (item);

      if (text != NULL && *text != '\0')
        return text;
    }

  return NULL;
}

/**
 * vdt_window_analyse_selected:
 * @self: a window
 *
 * Opens the analysis of the command line of the alert or the evidence that is
 * selected.
 */
void
vdt_window_analyse_selected (VdtWindow *self)
{
  VdtPage *page = vdt_window_get_page (self);
  const char *text = page == NULL ? NULL : command_line_of (vdt_page_get_selected (page));
  g_autofree char *valid = NULL;

  if (text == NULL || *text == '\0')
    {
      vdt_feedback_toast (GTK_WIDGET (self->stack),
                          _("Select an alert or a process with a command line first"));
      return;
    }
  valid = g_utf8_make_valid (text, -1);
  vdt_window_analyse_script (self, valid);
}

static void
clipboard_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VdtWindow) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);

  if (self->closing || self->session == NULL)
    return;
  /* An error is only ever that there is no text in it. */
  if (text == NULL || *g_strchug (text) == '\0')
    vdt_feedback_toast (GTK_WIDGET (self->stack), _("There is no text in the clipboard"));
  else
    open_text (self, text, _("Script from the clipboard"), NULL);
}

/**
 * vdt_window_analyse_clipboard:
 * @self: a window
 *
 * Opens the analysis of the text in the clipboard.
 */
void
vdt_window_analyse_clipboard (VdtWindow *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, clipboard_cb,
                                 g_object_ref (self));
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  VdtWindow *self = VDT_WINDOW (object);
  g_autoptr(GListModel) files = vdt_compat_open_files_finish (result, NULL);

  /* An error is only ever that no file was chosen. */
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      vdt_window_analyse_file (self, file);
    }
}

/**
 * vdt_window_analyse_file:
 * @self: a window
 * @file: a file with a script
 *
 * Opens the analysis of a file.
 */
void
vdt_window_analyse_file (VdtWindow *self,
                         GFile     *file)
{
  g_autofree char *key = vdt_script_page_dup_key (NULL, file);

  if (!vdt_window_show_page (self, key))
    vdt_window_add_page (self, VDT_PAGE (vdt_script_page_new_for_file (self->session, file)));
}

/**
 * vdt_window_choose_script:
 * @self: a window
 *
 * Asks for files with scripts, and opens their analyses.
 */
void
vdt_window_choose_script (VdtWindow *self)
{
  static const char * const suffixes[] = { "ps1", "psm1", "bat", "cmd", "sh", "bash", "vbs", "js", "hta", "txt" };
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) scripts = gtk_file_filter_new ();
  g_autoptr(GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (scripts, _("Scripts"));
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (scripts, suffixes[i]);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, scripts);
  g_list_store_append (filters, all);
  vdt_compat_open_files_async (GTK_WINDOW (self), _("Analyse Script File"), G_LIST_MODEL (filters), NULL,
                               chosen_cb, NULL);
}
