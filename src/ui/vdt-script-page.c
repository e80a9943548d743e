/* vdt-script-page.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-page-private.h"

#include <glib/gi18n.h>

#include "vdt-actions.h"
#include "vdt-hash.h"
#include "vdt-present.h"
#include "vdt-session-script.h"

#define WIDE_TEXTS   1000 /* pixels; below it the layer is under the original */
#define CANCEL_DELAY 300  /* ms; what is faster need not be stopped */

/**
 * VdtScriptPage:
 *
 * What a script does, found out without running it: the original, the layers
 * that were decoded from it, findings that light up in both, indicators, and
 * an explanation whose sentences lead to the findings.
 */
G_DEFINE_FINAL_TYPE (VdtScriptPage, vdt_script_page, VDT_TYPE_PAGE)

static const struct
{
  const char *id;
  const char *name;
} languages[] = {
  { "powershell", "PowerShell" },
  { "batch", N_("Windows batch") },
  { "bash", N_("Shell") },
  { "vbscript", "VBScript" },
  { "jscript", "JScript" },
};

static const struct
{
  const char *verdict;
  const char *word;
  const char *look;   /* as evidence with such a verdict */
} verdicts[] = {
  { "malicious", N_("Malicious (rules)"), "malicious" },
  { "suspicious", N_("Suspicious (rules)"), "suspicious" },
  { "benign", N_("Benign (rules)"), "noThreatsFound" },
  { "unknown", N_("Unknown (rules)"), "unknown" },
};

static const char *
language_name (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_strcmp0 (languages[i].id, id) == 0)
      return gettext (languages[i].name);

  return _("Unknown language");
}

static guint
n_layers (VdtScriptPage *self)
{
  return self->report == NULL ? 0 : g_list_model_get_n_items (vdt_script_report_get_layers (self->report));
}

static VdtReportFinding *
selected_finding (VdtScriptPage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/**
 * vdt_script_page_update:
 * @self: a page
 *
 * Switches the actions on and off by what is shown.
 */
void
vdt_script_page_update (VdtScriptPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint n_indicators = self->report == NULL ? 0
                       : g_list_model_get_n_items (vdt_script_report_get_indicators (self->report));

  gtk_widget_action_set_enabled (widget, "script.next-layer", self->shown + 1 < n_layers (self));
  gtk_widget_action_set_enabled (widget, "script.previous-layer", n_layers (self) > 0 && self->shown > 1);
  gtk_widget_action_set_enabled (widget, "script.agree", selected_finding (self) != NULL);
  gtk_widget_action_set_enabled (widget, "script.not-relevant", selected_finding (self) != NULL);
  gtk_widget_action_set_enabled (widget, "script.keep-indicators",
                                 n_indicators > 0 && vdt_page_get_incident (VDT_PAGE (self)) != NULL);
  gtk_widget_action_set_enabled (widget, "script.copy-indicators", n_indicators > 0);
  gtk_widget_action_set_enabled (widget, "script.copy", self->report != NULL);
  vdt_script_page_update_hunt (self);
}

/**
 * vdt_script_page_show_layer:
 * @self: a page
 * @index: a layer after the original
 *
 * Shows a layer beside the original, with the selected finding marked.
 */
void
vdt_script_page_show_layer (VdtScriptPage *self,
                            guint          index)
{
  guint n = n_layers (self);
  g_autoptr(VdtReportLayer) layer = NULL;
  g_autofree char *rule = NULL;
  g_autofree char *label = NULL;

  if (index < 1 || index >= n)
    return;

  layer = g_list_model_get_item (vdt_script_report_get_layers (self->report), index);
  rule = vdt_present_text (vdt_report_layer_get_rule (layer));
  self->shown = index;
  /* Translators: which decoded layer is shown, of how many, and how it was made. */
  label = g_strdup_printf (_("Layer %u of %u · %s"), index, n - 1, rule);
  gtk_label_set_label (self->layer_label, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->layer_label), label);
  vdt_script_text_set_layer (self->layer, layer, label);
  vdt_script_text_mark (self->layer, selected_finding (self), index);
  vdt_script_page_update (self);
}

/* The selected finding lights up wherever it is; the layer that shows it comes up. */
static void
finding_selected_cb (VdtScriptPage *self)
{
  VdtReportFinding *finding = selected_finding (self);
  guint start, length;

  if (self->report == NULL)
    return;

  vdt_page_set_selected (VDT_PAGE (self), G_OBJECT (finding));
  vdt_script_text_mark (self->original, finding, 0);
  if (finding != NULL && vdt_report_finding_get_layer (finding) > 0 &&
      !vdt_report_finding_find_place (finding, self->shown, &start, &length))
    vdt_script_page_show_layer (self, vdt_report_finding_get_layer (finding));
  else
    vdt_script_text_mark (self->layer, finding, self->shown);
  vdt_script_page_update (self);
}

static void
fill_head (VdtScriptPage *self)
{
  const char *verdict = vdt_script_report_get_verdict (self->report);
  guint n = n_layers (self) > 0 ? n_layers (self) - 1 : 0;
  g_autofree char *layers = g_strdup_printf (ngettext ("%u layer", "%u layers", n), n);
  g_autofree char *source = vdt_present_text (self->source);
  g_autofree char *title = NULL;
  gsize i = 0;

  /* Translators: where the script is from, its language, how many layers were decoded. */
  title = g_strdup_printf (_("%s · %s · %s · not executed"), source,
                           language_name (vdt_script_report_get_language (self->report)), layers);
  gtk_label_set_label (self->title_label, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), title);

  while (i + 1 < G_N_ELEMENTS (verdicts) && g_strcmp0 (verdicts[i].verdict, verdict) != 0)
    i++;
  vdt_present_badge_set (self->verdict, vdt_present_verdict_icon (verdicts[i].look),
                         gettext (verdicts[i].word), vdt_present_verdict_class (verdicts[i].look));
}

static void
fill (VdtScriptPage *self)
{
  GListModel *findings = vdt_script_report_get_findings (self->report);
  GListModel *indicators = vdt_script_report_get_indicators (self->report);
  g_autoptr(VdtReportLayer) first = g_list_model_get_item (vdt_script_report_get_layers (self->report), 0);
  g_autoptr(GtkNoSelection) rows = gtk_no_selection_new (g_object_ref (indicators));
  g_autofree char *n_findings = NULL;
  g_autofree char *n_indicators = NULL;

  fill_head (self);
  vdt_script_text_set_layer (self->original, first, _("Original"));
  gtk_widget_set_visible (self->layer_box, n_layers (self) > 1);

  n_findings = g_strdup_printf (_("Findings (%u)"), g_list_model_get_n_items (findings));
  gtk_label_set_label (self->findings_label, n_findings);
  gtk_widget_set_visible (self->judge_box, g_list_model_get_n_items (findings) > 0);
  n_indicators = g_strdup_printf (_("Indicators (%u)"), g_list_model_get_n_items (indicators));
  gtk_label_set_label (self->indicators_label, n_indicators);
  gtk_widget_set_visible (self->indicators_box, g_list_model_get_n_items (indicators) > 0);
  gtk_list_view_set_model (self->indicators, GTK_SELECTION_MODEL (rows));
  vdt_script_page_fill_words (self);

  self->shown = 0;
  vdt_script_page_show_layer (self, 1);
  gtk_single_selection_set_model (self->selection, findings);
  finding_selected_cb (self);
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_CONTENT);
}

static void
fail (VdtScriptPage *self,
      const GError  *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vdt_state_view_set_failed (self->state_view, _("Analysis Stopped"),
                               _("Press Ctrl+R to analyse the script again."));
  else
    vdt_state_view_set_failed (self->state_view, _("The Script Cannot Be Read"), error->message);
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_FAILED);
}

static void
analysed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VdtScriptPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtScriptReport) report = NULL;

  report = vdt_session_analyse_script_finish (VDT_SESSION (object), result, &error);
  /* The page was closed, or another run has taken over. */
  if (self->session == NULL ||
      g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_handle_id (&self->cancel_id, g_source_remove);
  gtk_widget_set_visible (self->cancel_button, FALSE);
  if (report == NULL)
    {
      fail (self, error);
      return;
    }

  g_set_object (&self->report, report);
  fill (self);
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    vdt_page_focus_start (VDT_PAGE (self));
}

static gboolean
cancel_shown_cb (gpointer user_data)
{
  VdtScriptPage *self = user_data;

  self->cancel_id = 0;
  gtk_widget_set_visible (self->cancel_button, TRUE);

  return G_SOURCE_REMOVE;
}

/**
 * vdt_script_page_analyse:
 * @self: a page
 *
 * Analyses the script, from the beginning.
 */
void
vdt_script_page_analyse (VdtScriptPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (self->file == NULL && (self->text == NULL || *g_strchug (self->text) == '\0'))
    {
      vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_EMPTY);
      return;
    }

  self->cancellable = g_cancellable_new ();
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_LOADING);
  if (self->cancel_id == 0)
    self->cancel_id = g_timeout_add (CANCEL_DELAY, cancel_shown_cb, self);
  if (self->file != NULL)
    vdt_session_analyse_script_file_async (self->session, self->file, self->cancellable, analysed_cb,
                                           g_object_ref (self));
  else
    vdt_session_analyse_script_async (self->session, self->text, -1, self->cancellable, analysed_cb,
                                      g_object_ref (self));
}

static gboolean
vdt_script_page_leave (VdtPage *page)
{
  VdtScriptPage *self = VDT_SCRIPT_PAGE (page);

  if (vdt_state_view_get_state (self->state_view) != VDT_VIEW_STATE_LOADING)
    return FALSE;

  g_cancellable_cancel (self->cancellable);
  return TRUE;
}

static void
vdt_script_page_focus_start (VdtPage *page)
{
  VdtScriptPage *self = VDT_SCRIPT_PAGE (page);

  /* While it is on its way there is nothing to focus; it follows. */
  self->wants_focus = vdt_state_view_get_state (self->state_view) == VDT_VIEW_STATE_LOADING;
  if (self->report != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->findings));
  else
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

static void
vdt_script_page_refresh (VdtPage *page)
{
  vdt_script_page_analyse (VDT_SCRIPT_PAGE (page));
}

static gboolean
layout_cb (gpointer user_data)
{
  VdtScriptPage *self = user_data;
  gboolean wide = gtk_widget_get_width (GTK_WIDGET (self)) >= WIDE_TEXTS;

  self->layout_id = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->texts),
                                  wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);

  return G_SOURCE_REMOVE;
}

/* The width has changed. Not inside of an allocation, where nothing may be resized. */
static void
max_position_cb (VdtScriptPage *self)
{
  if (self->layout_id == 0)
    self->layout_id = g_idle_add (layout_cb, self);
}

static void
vdt_script_page_dispose (GObject *object)
{
  VdtScriptPage *self = VDT_SCRIPT_PAGE (object);

  g_clear_handle_id (&self->layout_id, g_source_remove);
  g_clear_handle_id (&self->cancel_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  /* AdwBin would unparent what the template has let go of (libadwaita 1.2). */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_SCRIPT_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->selection);
  g_clear_object (&self->report);
  g_clear_object (&self->file);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vdt_script_page_parent_class)->dispose (object);
}

static void
vdt_script_page_finalize (GObject *object)
{
  VdtScriptPage *self = VDT_SCRIPT_PAGE (object);

  g_free (self->text);
  g_free (self->source);

  G_OBJECT_CLASS (vdt_script_page_parent_class)->finalize (object);
}

static void
vdt_script_page_class_init (VdtScriptPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VdtPageClass *page_class = VDT_PAGE_CLASS (klass);

  object_class->dispose = vdt_script_page_dispose;
  object_class->finalize = vdt_script_page_finalize;
  page_class->kind = "script";
  page_class->leave = vdt_script_page_leave;
  page_class->refresh = vdt_script_page_refresh;
  page_class->focus_start = vdt_script_page_focus_start;

  g_type_ensure (VDT_TYPE_SCRIPT_TEXT);
  g_type_ensure (VDT_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-script-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, state_view);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, head);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, columns);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, texts);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, layer_box);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, layer_label);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, original);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, layer);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, findings_label);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, findings);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, judge_box);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, indicators_box);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, indicators_label);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, indicators);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, words);
  gtk_widget_class_bind_template_child (widget_class, VdtScriptPage, cancel_button);
  vdt_script_page_class_add_rows (widget_class);
  vdt_script_page_class_add_actions (widget_class);
}

static void
vdt_script_page_init (VdtScriptPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->verdict = vdt_present_badge_new ();
  gtk_box_append (self->head, self->verdict);
  self->selection = gtk_single_selection_new (NULL);
  gtk_list_view_set_model (self->findings, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (finding_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns, "notify::max-position", G_CALLBACK (max_position_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::incident", G_CALLBACK (vdt_script_page_update), NULL);
  vdt_actions_add_keys (GTK_WIDGET (self->findings), VDT_ACTION_SCOPE_SCRIPT_LIST);
  vdt_state_view_set_empty (self->state_view, "vdt-script-symbolic", _("No Script"),
                            _("There is no text to analyse. Copy a script or a command line, then "
                              "choose Analyse Script From Clipboard."));
  vdt_script_page_update (self);
}

static GtkWidget *
page_new (VdtSession *session,
          const char *text,
          GFile      *file,
          const char *source)
{
  VdtScriptPage *self = g_object_new (VDT_TYPE_SCRIPT_PAGE, NULL);
  g_autofree char *key = NULL;

  self->session = g_object_ref (session);
  self->text = g_strdup (text);
  self->source = g_strdup (source);
  g_set_object (&self->file, file);
  key = vdt_script_page_dup_key (text, file);
  vdt_page_set_key (VDT_PAGE (self), key);
  vdt_page_set_title (VDT_PAGE (self), source);
  vdt_script_page_analyse (self);

  return GTK_WIDGET (self);
}

/**
 * vdt_script_page_dup_key:
 * @text: (nullable): a script
 * @file: (nullable): the file with it
 *
 * Returns: the key of the page of this script, so that it is opened once
 */
char *
vdt_script_page_dup_key (const char *text,
                         GFile      *file)
{
  g_autofree char *uri = file == NULL ? NULL : g_file_get_uri (file);
  g_autofree char *hash = vdt_sha256_hex (uri != NULL ? uri : text, -1);

  return g_strconcat ("script:", hash, NULL);
}

/**
 * vdt_script_page_new:
 * @session: the session
 * @text: a script or a command line
 * @source: what it is called, as “Script of alert 7”
 *
 * Returns: a new page, which analyses the script
 */
GtkWidget *
vdt_script_page_new (VdtSession *session,
                     const char *text,
                     const char *source)
{
  g_return_val_if_fail (VDT_IS_SESSION (session), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return page_new (session, text, NULL, source);
}

GtkWidget *
vdt_script_page_new_for_file (VdtSession *session,
                              GFile      *file)
{
  g_autofree char *name = NULL;
  g_autofree char *safe = NULL;

  g_return_val_if_fail (VDT_IS_SESSION (session), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  name = g_file_get_basename (file);
  safe = vdt_present_text (name);

  return page_new (session, NULL, file, safe);
}

/**
 * vdt_script_page_get_report:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the report, once there is one
 */
VdtScriptReport *
vdt_script_page_get_report (VdtScriptPage *self)
{
  g_return_val_if_fail (VDT_IS_SCRIPT_PAGE (self), NULL);

  return self->report;
}

/**
 * vdt_script_page_get_layer:
 * @self: a page
 *
 * Returns: which layer is beside the original, 0 for none
 */
guint
vdt_script_page_get_layer (VdtScriptPage *self)
{
  g_return_val_if_fail (VDT_IS_SCRIPT_PAGE (self), 0);

  return self->shown;
}

/**
 * vdt_script_page_dup_marked:
 * @self: a page
 * @original: in the original, or in the layer beside it
 *
 * Returns: (transfer full) (nullable): the text that is marked
 */
char *
vdt_script_page_dup_marked (VdtScriptPage *self,
                            gboolean       original)
{
  g_return_val_if_fail (VDT_IS_SCRIPT_PAGE (self), NULL);

  return vdt_script_text_dup_marked (original ? self->original : self->layer);
}
