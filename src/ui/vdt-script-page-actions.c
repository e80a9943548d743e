/* vdt-script-page-actions.c
 *
 * What can be done on the script page.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-page-private.h"

#include <glib/gi18n.h>

#include "vdt-compat.h"
#include "vdt-feedback.h"
#include "vdt-session-changes.h"
#include "vdt-session-script.h"

static void
layer_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VdtScriptPage *self = VDT_SCRIPT_PAGE (widget);

  vdt_script_page_show_layer (self, g_str_equal (name, "script.next-layer") ? self->shown + 1
                                                                            : self->shown - 1);
}

static void
select_finding (VdtScriptPage *self,
                guint          position)
{
  vdt_compat_select_row (self->selection, GTK_WIDGET (self->findings), position);
}

/* The last one is followed by the first. */
static void
next_finding_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VdtScriptPage *self = VDT_SCRIPT_PAGE (widget);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n > 0)
    select_finding (self, (gtk_single_selection_get_selected (self->selection) + 1) % n);
}

static void
show_finding_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VdtScriptPage *self = VDT_SCRIPT_PAGE (widget);
  guint number = g_variant_get_uint32 (parameter);

  if (number >= 1 && number <= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    select_finding (self, number - 1);
}

static void
judge_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VdtScriptPage *self = VDT_SCRIPT_PAGE (widget);
  VdtReportFinding *finding = gtk_single_selection_get_selected_item (self->selection);
  const char *judgement = g_str_equal (name, "script.agree") ? "agreed" : "not-relevant";

  if (finding == NULL)
    return;
  /* The same again takes it back. */
  if (g_strcmp0 (vdt_report_finding_get_judgement (finding), judgement) == 0)
    judgement = NULL;
  vdt_session_judge_finding (self->session, self->report, finding, judgement);
}

static void
keep_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtScriptPage *self = VDT_SCRIPT_PAGE (widget);
  VdtIncident *incident = vdt_page_get_incident (VDT_PAGE (self));
  g_autoptr(VdtChange) change = NULL;

  if (self->report == NULL || incident == NULL)
    return;

  change = vdt_session_new_keep_indicators (self->session, self->report, vdt_incident_get_id (incident));
  if (change == NULL)
    vdt_feedback_toast (widget, _("No indicator is selected"));
  else
    vdt_session_apply_async (self->session, change, NULL, vdt_feedback_changed_cb, g_object_ref (self));
}

static void
hunt_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtScriptPage *self = VDT_SCRIPT_PAGE (widget);
  g_autofree char *query = self->report != NULL ? vdt_session_new_script_query (self->session, self->report) : NULL;

  if (query == NULL)
    vdt_feedback_toast (widget, _("No indicator is selected that can be hunted for"));
  else
    gtk_widget_activate_action (widget, "win.hunt-query", "s", query);
}

/**
 * vdt_script_page_update_hunt:
 * @self: a page that is in a window
 *
 * Hunting is offered where the window can hunt.
 */
void
vdt_script_page_update_hunt (VdtScriptPage *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean found = window != NULL && G_IS_ACTION_GROUP (window) &&
                   g_action_group_has_action (G_ACTION_GROUP (window), "hunt-query");
  const GVariantType *type;
  const char *property;
  const char *name;
  GType owner;

  for (guint i = 0; window != NULL && !found &&
                    gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (window), i, &owner, &name, &type,
                                                   &property); i++)
    found = g_str_equal (name, "win.hunt-query");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "script.hunt", found);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtScriptPage *self = VDT_SCRIPT_PAGE (widget);
  g_autofree char *text = NULL;

  if (self->report == NULL)
    return;

  text = vdt_session_export_script (self->session, self->report);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  vdt_feedback_toast (widget, _("Copied with citations"));
}

static void
copy_indicators_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  VdtScriptPage *self = VDT_SCRIPT_PAGE (widget);
  gboolean defanged = g_str_equal (g_variant_get_string (parameter, NULL), "defanged");
  g_autofree char *text = NULL;

  if (self->report == NULL)
    return;

  text = vdt_session_export_indicators (self->session, self->report, defanged);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  vdt_feedback_toast (widget, defanged ? _("Indicators copied, defanged")
                                       : _("Copied as it is: take care where you paste it"));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_cancellable_cancel (VDT_SCRIPT_PAGE (widget)->cancellable);
}

void
vdt_script_page_class_add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "script.next-layer", NULL, layer_action);
  gtk_widget_class_install_action (widget_class, "script.previous-layer", NULL, layer_action);
  gtk_widget_class_install_action (widget_class, "script.next-finding", NULL, next_finding_action);
  gtk_widget_class_install_action (widget_class, "script.show-finding", "u", show_finding_action);
  gtk_widget_class_install_action (widget_class, "script.agree", NULL, judge_action);
  gtk_widget_class_install_action (widget_class, "script.not-relevant", NULL, judge_action);
  gtk_widget_class_install_action (widget_class, "script.keep-indicators", NULL, keep_action);
  gtk_widget_class_install_action (widget_class, "script.copy-indicators", "s", copy_indicators_action);
  gtk_widget_class_install_action (widget_class, "script.hunt", NULL, hunt_action);
  gtk_widget_class_install_action (widget_class, "script.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "script.cancel", NULL, cancel_action);
}
