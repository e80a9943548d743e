/* vdt-incident-page-actions.c
 *
 * What can be done with an incident.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-incident-page-private.h"

#include <glib/gi18n.h>

#include "vdt-attack.h"
#include "vdt-compare-window.h"
#include "vdt-feedback.h"
#include "vdt-incident-picker.h"
#include "vdt-keep-window.h"
#include "vdt-manage-window.h"
#include "vdt-resolve-window.h"
#include "vdt-session-changes.h"
#include "vdt-session-kept.h"
#include "vdt-tuning-editor.h"

static void
apply (VdtIncidentPage *self,
       VdtChange       *change)
{
  vdt_session_apply_async (self->session, change, NULL, vdt_feedback_changed_cb, g_object_ref (self));
}

static void
show_view_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);

  vdt_incident_page_show_view (self, g_variant_get_string (parameter, NULL));
  vdt_page_focus_start (VDT_PAGE (self));
}

static void
show_stage_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);
  VdtStoryStage *stage = vdt_story_view_get_stage (self->story);

  vdt_incident_page_show_view (self, "story");
  vdt_story_stage_show (stage, g_variant_get_string (parameter, NULL));
  vdt_story_stage_focus_start (stage);
}

/* To the graph; there, between the graph and the list that says the same. */
static void
toggle_graph_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);
  VdtStoryStage *stage = vdt_story_view_get_stage (self->story);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *graph = GTK_WIDGET (vdt_story_stage_get_graph (stage));
  gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, graph);

  vdt_incident_page_show_view (self, "story");
  if (inside)
    vdt_story_stage_show (stage, g_strcmp0 (vdt_story_stage_get_shown (stage), "list") == 0 ? "graph" : "list");
  else if (!gtk_widget_get_mapped (graph))
    vdt_story_stage_show (stage, "graph");
  vdt_story_stage_focus_start (stage);
}

/**
 * vdt_incident_page_run_graph:
 * @self: an incident page
 * @name: an action of the graph, as `graph.fit`
 * @target: (nullable): its parameter
 *
 * Shows the graph and does it there.
 *
 * Returns: whether there is such an action
 */
gboolean
vdt_incident_page_run_graph (VdtIncidentPage *self,
                             const char      *name,
                             GVariant        *target)
{
  VdtStoryStage *stage;

  g_return_val_if_fail (VDT_IS_INCIDENT_PAGE (self), FALSE);

  stage = vdt_story_view_get_stage (self->story);
  vdt_incident_page_show_view (self, "story");
  vdt_story_stage_show (stage, "graph");

  return gtk_widget_activate_action_variant (GTK_WIDGET (vdt_story_stage_get_graph (stage)), name, target);
}

gboolean
vdt_incident_page_run_timeline (VdtIncidentPage *self,
                                const char      *name,
                                GVariant        *target)
{
  g_return_val_if_fail (VDT_IS_INCIDENT_PAGE (self), FALSE);

  vdt_incident_page_show_view (self, "timeline");

  return gtk_widget_activate_action_variant (GTK_WIDGET (self->timeline), name, target);
}

/* Text that is selected where the focus is, if any. */
static char *
dup_selected_text (GtkWidget *focus)
{
  int start, end;
  GtkTextIter from, to;

  if (GTK_IS_LABEL (focus) && gtk_label_get_selection_bounds (GTK_LABEL (focus), &start, &end))
    return g_utf8_substring (gtk_label_get_text (GTK_LABEL (focus)), start, end);
  if (GTK_IS_TEXT_VIEW (focus) &&
      gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)), &from, &to))
    return gtk_text_iter_get_text (&from, &to);

  return NULL;
}

static void
keep_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  GObject *selected = vdt_page_get_selected (VDT_PAGE (self));
  g_autofree char *text = dup_selected_text (gtk_root_get_focus (GTK_ROOT (window)));
  g_autoptr(VdtKept) kept = NULL;

  if (self->incident == NULL)
    return;
  if (text == NULL && (selected == NULL || VDT_IS_KEPT (selected)))
    {
      vdt_feedback_toast (widget, selected == NULL ? _("Select a text or a row first") : _("This is kept already"));
      return;
    }

  kept = text != NULL ? vdt_session_new_kept_text (self->session, text, selected, NULL)
                      : vdt_session_new_kept_record (self->session, selected);
  gtk_window_present (GTK_WINDOW (vdt_keep_window_new (window, self->session, self->incident, kept)));
}

static void
drop_kept_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);
  GObject *selected = vdt_page_get_selected (VDT_PAGE (self));
  g_autoptr(VdtChange) change = NULL;

  if (!VDT_IS_KEPT (selected))
    {
      vdt_feedback_toast (widget, _("Select something that was kept first"));
      return;
    }
  change = vdt_change_new_drop (self->id, VDT_KEPT (selected));
  apply (self, change);
}

static void
assign_to_me_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);
  g_autoptr(VdtChange) change = NULL;

  if (self->incident == NULL)
    return;

  change = vdt_change_new_set (self->id, "owner", vdt_session_get_analyst (self->session));
  /* Whoever takes a new incident is at work on it. */
  if (g_strcmp0 (vdt_incident_get_status (self->incident), "active") == 0)
    vdt_change_set (change, "incident", self->id, "status", "inProgress");
  apply (self, change);
}

static void
manage_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);

  if (self->incident != NULL)
    gtk_window_present (GTK_WINDOW (vdt_manage_window_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                                           self->session, self->incident)));
}

static void
resolve_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);

  if (self->incident != NULL)
    gtk_window_present (GTK_WINDOW (vdt_resolve_window_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                                            self->session, self->incident)));
}

static void
add_comment_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);

  vdt_incident_page_show_view (self, "comments");
  vdt_comments_view_focus_entry (self->comments);
}

static void
hide_alert_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);
  g_autoptr(VdtChange) change = NULL;
  const char *alert_id;
  gboolean hidden;

  g_variant_get (parameter, "(&sb)", &alert_id, &hidden);
  change = vdt_change_new_hide (self->id, alert_id, hidden);
  apply (self, change);
}

/* {{{ to and from other incidents */

static void
move_alert (VdtIncidentPage *self,
            const char      *alert_id,
            const char      *to_id)
{
  g_autoptr(VdtChange) change = NULL;

  if (g_strcmp0 (to_id, self->id) == 0 || vdt_incident_find_alert (self->incident, alert_id) == NULL)
    return;

  change = vdt_change_new_move (self->id, alert_id, to_id);
  apply (self, change);
}

static void
move_to_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);
  const char *alert_id, *to_id;

  g_variant_get (parameter, "(&s&s)", &alert_id, &to_id);
  if (self->incident != NULL)
    move_alert (self, alert_id, to_id);
}

static void
move_chosen_cb (VdtIncidentPage *self,
                VdtIncident     *to)
{
  GObject *selected = vdt_page_get_selected (VDT_PAGE (self));

  if (VDT_IS_ALERT (selected))
    move_alert (self, vdt_alert_get_id (VDT_ALERT (selected)), vdt_incident_get_id (to));
}

static void
move_alert_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);
  GtkWidget *picker;

  if (self->incident == NULL || !VDT_IS_ALERT (vdt_page_get_selected (VDT_PAGE (self))))
    {
      vdt_feedback_toast (widget, _("Select the alert to move first"));
      return;
    }

  picker = vdt_incident_picker_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                                    _("Move the Alert To"), self->id);
  g_signal_connect_object (picker, "chosen", G_CALLBACK (move_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (picker));
}

static void
tune_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);
  GObject *selected = vdt_page_get_selected (VDT_PAGE (self));
  g_autoptr(VdtTuningRule) rule = NULL;

  if (self->incident == NULL || !VDT_IS_ALERT (selected))
    {
      vdt_feedback_toast (widget, _("Select the alert to make a rule from first"));
      return;
    }

  rule = vdt_tuning_rule_new_for_alert (VDT_ALERT (selected));
  gtk_window_present (GTK_WINDOW (vdt_tuning_editor_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                                                         rule)));
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);

  if (self->incident != NULL)
    gtk_window_present (GTK_WINDOW (vdt_compare_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                                                            self->incident, g_variant_get_string (parameter, NULL))));
}

static void
compare_chosen_cb (VdtIncidentPage *self,
                   VdtIncident     *other)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "incident.compare", "s", vdt_incident_get_id (other));
}

static void
compare_with_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);
  GtkWidget *picker;

  if (self->incident == NULL)
    return;

  picker = vdt_incident_picker_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                                    _("Compare With"), self->id);
  g_signal_connect_object (picker, "chosen", G_CALLBACK (compare_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (picker));
}

/* }}} */

/* Opens the inspector on what is selected, or leaves it open. */
static void
inspect_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.show-inspector", NULL);
}

static void
show_fact_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VdtIncidentPage *self = VDT_INCIDENT_PAGE (widget);
  const char *fact_id = g_variant_get_string (parameter, NULL);

  if (g_str_has_prefix (fact_id, "T:"))
    {
      g_autofree char *name_of = vdt_attack_dup_full_name (fact_id + strlen ("T:"));
      /* Translators: a technique's number and name. */
      g_autofree char *text = g_strdup_printf (_("%s: %s"), fact_id + strlen ("T:"),
                                               name_of == NULL ? _("not in ATT&CK for Enterprise") : name_of);

      vdt_feedback_toast (widget, text);
      return;
    }

  if (vdt_incident_page_show_fact (self, NULL, fact_id))
    inspect_action (widget, NULL, NULL);
}

static void
show_fact_in_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  const char *view, *fact_id;

  g_variant_get (parameter, "(&s&s)", &view, &fact_id);
  vdt_incident_page_show_fact (VDT_INCIDENT_PAGE (widget), view, fact_id);
}

static void
mark_fact_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  vdt_incident_page_show_fact (VDT_INCIDENT_PAGE (widget), NULL, g_variant_get_string (parameter, NULL));
}

void
vdt_incident_page_class_add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "incident.show-view", "s", show_view_action);
  gtk_widget_class_install_action (widget_class, "incident.show-stage", "s", show_stage_action);
  gtk_widget_class_install_action (widget_class, "incident.keep", NULL, keep_action);
  gtk_widget_class_install_action (widget_class, "incident.drop-kept", NULL, drop_kept_action);
  gtk_widget_class_install_action (widget_class, "incident.toggle-graph", NULL, toggle_graph_action);
  gtk_widget_class_install_action (widget_class, "incident.assign-to-me", NULL, assign_to_me_action);
  gtk_widget_class_install_action (widget_class, "incident.manage", NULL, manage_action);
  gtk_widget_class_install_action (widget_class, "incident.resolve", NULL, resolve_action);
  gtk_widget_class_install_action (widget_class, "incident.add-comment", NULL, add_comment_action);
  gtk_widget_class_install_action (widget_class, "incident.hide-alert", "(sb)", hide_alert_action);
  gtk_widget_class_install_action (widget_class, "incident.move-alert", NULL, move_alert_action);
  gtk_widget_class_install_action (widget_class, "incident.move-alert-to", "(ss)", move_to_action);
  gtk_widget_class_install_action (widget_class, "incident.tune", NULL, tune_action);
  gtk_widget_class_install_action (widget_class, "incident.compare", "s", compare_action);
  gtk_widget_class_install_action (widget_class, "incident.compare-with", NULL, compare_with_action);
  gtk_widget_class_install_action (widget_class, "incident.inspect", NULL, inspect_action);
  gtk_widget_class_install_action (widget_class, "incident.show-fact", "s", show_fact_action);
  gtk_widget_class_install_action (widget_class, "incident.show-fact-in", "(ss)", show_fact_in_action);
  gtk_widget_class_install_action (widget_class, "incident.mark-fact", "s", mark_fact_action);
}
