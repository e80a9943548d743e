/* vdt-copilot-pane.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-copilot-pane.h"

#include <glib/gi18n.h>

#include "vdt-chat-view.h"
#include "vdt-feedback.h"
#include "vdt-guidebook-window.h"
#include "vdt-model-window.h"
#include "vdt-present.h"
#include "vdt-response-view.h"
#include "vdt-session-chat.h"
#include "vdt-session-copilot.h"
#include "vdt-settings.h"
#include "vdt-state-bar.h"
#include "vdt-summary-card.h"

/**
 * VdtCopilotPane:
 *
 * Shows the summary of one incident, and starts it when the settings say so. The
 * proposals belong to the session: leaving the tab stops nothing, and coming back
 * shows what has come meanwhile.
 */
struct _VdtCopilotPane
{
  GtkWidget       parent_instance;

  GtkLabel       *engine_label;
  GtkStack       *stack;
  VdtStateBar    *bar;
  GtkBox         *cards;
  GtkBox         *steps;
  AdwBin         *chat;
  GtkStack       *parts;
  GtkWidget      *cancel_button;

  VdtSession     *session;
  VdtIncident    *incident;
  GSettings      *settings;
  VdtSummaryCard *card;       /* a child of the cards */
  VdtProposal    *proposal;
  gulong          proposal_id;
};

G_DEFINE_FINAL_TYPE (VdtCopilotPane, vdt_copilot_pane, GTK_TYPE_WIDGET)

/* {{{ what is shown */

static void
update_actions (VdtCopilotPane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const char *state = self->proposal == NULL ? "" : vdt_proposal_get_state (self->proposal);
  gboolean streaming = g_strcmp0 (state, "streaming") == 0;
  gboolean shown = self->proposal != NULL && !streaming;

  gtk_widget_action_set_enabled (widget, "copilot.cancel", streaming);
  gtk_widget_action_set_enabled (widget, "copilot.regenerate", self->incident != NULL && !streaming);
  gtk_widget_action_set_enabled (widget, "copilot.copy", self->proposal != NULL);
  gtk_widget_action_set_enabled (widget, "copilot.accept", shown);
  gtk_widget_action_set_enabled (widget, "copilot.edit", shown);
  gtk_widget_action_set_enabled (widget, "copilot.reject", shown);
  gtk_widget_set_visible (self->cancel_button, streaming);

  if (g_strcmp0 (state, "stale") == 0)
    vdt_state_bar_set (self->bar, "stale", VDT_STATE_BAR_WARNING, "vdt-clock-symbolic",
                       _("The facts have changed since this was written."), _("Refresh"),
                       "copilot.regenerate", FALSE);
  else
    vdt_state_bar_clear (self->bar, "stale");
}

static void
show_proposal (VdtCopilotPane *self,
               VdtProposal    *proposal)
{
  VdtProposal *older;
  GtkWidget *child;

  if (self->proposal_id != 0)
    g_clear_signal_handler (&self->proposal_id, self->proposal);
  g_set_object (&self->proposal, proposal);
  self->card = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, child);

  if (proposal != NULL)
    {
      self->card = VDT_SUMMARY_CARD (vdt_summary_card_new (self->session, proposal, FALSE));
      gtk_box_append (self->cards, GTK_WIDGET (self->card));
      older = vdt_session_get_older_summary (self->session, self->incident);
      if (older != NULL && older != proposal)
        gtk_box_append (self->cards, vdt_summary_card_new (self->session, older, TRUE));
      if (gtk_widget_get_first_child (GTK_WIDGET (self->steps)) == NULL)
        gtk_box_append (self->steps, vdt_response_view_new (self->session, self->incident));
      if (adw_bin_get_child (self->chat) == NULL)
        adw_bin_set_child (self->chat, vdt_chat_view_new (self->session, self->incident));
      self->proposal_id = g_signal_connect_swapped (proposal, "notify::state",
                                                    G_CALLBACK (update_actions), self);
    }
  gtk_stack_set_visible_child_name (self->stack, self->incident == NULL ? "none"
                                                 : proposal == NULL ? "demand" : "cards");
  update_actions (self);
}

static gboolean
wants_summary (VdtCopilotPane *self)
{
  static const char * const order[] = { "informational", "low", "medium", "high", NULL };
  g_autofree char *when = g_settings_get_string (self->settings, "summary-when");
  g_autofree char *least = g_settings_get_string (self->settings, "summary-severity");
  const char *severity = vdt_incident_get_severity (self->incident);
  int have = -1, need = 0;

  if (!g_str_equal (when, "from-severity"))
    return g_str_equal (when, "always");

  for (int i = 0; order[i] != NULL; i++)
    {
      if (g_strcmp0 (order[i], severity) == 0)
        have = i;
      if (g_str_equal (order[i], least))
        need = i;
    }

  /* An unknown severity may be a grave one. */
  return have < 0 || have >= need;
}

static void
start (VdtCopilotPane *self,
       gboolean        regenerate)
{
  show_proposal (self, vdt_session_summarize (self->session, self->incident, regenerate));
}

/* }}} */
/* {{{ actions */

static void
regenerate_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VdtCopilotPane *self = VDT_COPILOT_PANE (widget);

  if (self->incident != NULL)
    start (self, self->proposal != NULL);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VdtCopilotPane *self = VDT_COPILOT_PANE (widget);

  if (self->incident != NULL)
    vdt_session_stop_summary (self->session, self->incident);
}

static void
judge (VdtCopilotPane *self,
       const char     *state,
       const char     *reason)
{
  if (self->proposal != NULL)
    vdt_session_judge_proposal_async (self->session, self->proposal, state, reason, NULL, NULL,
                                      vdt_feedback_proposal_cb, g_object_ref (self));
}

static void
accept_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  judge (VDT_COPILOT_PANE (widget), "accepted", NULL);
}

static void
reject_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  judge (VDT_COPILOT_PANE (widget), "rejected", "other");
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtCopilotPane *self = VDT_COPILOT_PANE (widget);

  if (self->card != NULL)
    vdt_summary_card_edit (self->card);
}

static void
save_statement_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  VdtCopilotPane *self = VDT_COPILOT_PANE (widget);
  const char *text;
  guint index;

  g_variant_get (parameter, "(u&s)", &index, &text);
  if (self->proposal != NULL)
    vdt_session_edit_statement_async (self->session, self->proposal, index, text, NULL,
                                      vdt_feedback_proposal_cb, g_object_ref (self));
}

static void
feedback_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VdtCopilotPane *self = VDT_COPILOT_PANE (widget);
  const char *verdict;
  int index;

  g_variant_get (parameter, "(i&s)", &index, &verdict);
  if (self->proposal == NULL)
    return;

  vdt_session_feedback_async (self->session, self->proposal, index, verdict, NULL, NULL,
                              vdt_feedback_proposal_cb, g_object_ref (self));
  vdt_feedback_toast (widget, _("Noted in the log of this incident"));
}

static void
guidebooks_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VdtCopilotPane *self = VDT_COPILOT_PANE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (GTK_IS_WINDOW (root) && self->session != NULL)
    gtk_window_present (GTK_WINDOW (vdt_guidebook_window_new (GTK_WINDOW (root), self->session)));
}

static void
show_part_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VdtCopilotPane *self = VDT_COPILOT_PANE (widget);

  if (self->incident != NULL)
    gtk_stack_set_visible_child_name (self->parts, g_variant_get_string (parameter, NULL));
}

/* Down from the summary leads to the first of the next steps, Up from that back. */
static gboolean
key_pressed_cb (VdtCopilotPane *self,
                guint           keyval,
                guint           keycode,
                GdkModifierType state)
{
  GtkWidget *steps = gtk_widget_get_first_child (GTK_WIDGET (self->steps));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 || focus == NULL || self->card == NULL ||
      steps == NULL)
    return GDK_EVENT_PROPAGATE;

  if ((keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down) && focus == GTK_WIDGET (self->card))
    {
      gtk_stack_set_visible_child_name (self->parts, "steps");
      return vdt_response_view_move_focus (VDT_RESPONSE_VIEW (steps), 1, FALSE);
    }
  if ((keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up) && gtk_widget_is_ancestor (focus, steps))
    {
      gtk_stack_set_visible_child_name (self->parts, "summary");
      return gtk_widget_grab_focus (GTK_WIDGET (self->card));
    }

  return GDK_EVENT_PROPAGATE;
}

static void
next_citation_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  VdtCopilotPane *self = VDT_COPILOT_PANE (widget);

  if (self->card != NULL)
    vdt_summary_card_next_citation (self->card);
}

/* Puts the summary on the clipboard: one format, or all at once so that whoever
 * pastes takes the richest that fits. */
static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtCopilotPane *self = VDT_COPILOT_PANE (widget);
  const char *format = g_variant_get_string (parameter, NULL);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  g_autofree char *text = NULL;

  if (self->proposal == NULL)
    return;

  text = vdt_session_export_proposal (self->session, self->proposal,
                                      g_str_equal (format, "all") ? "text" : format);
  if (g_str_equal (format, "all"))
    {
      g_autofree char *html = vdt_session_export_proposal (self->session, self->proposal, "html");
      g_autofree char *markdown = vdt_session_export_proposal (self->session, self->proposal, "markdown");
      g_autoptr(GBytes) html_bytes = g_bytes_new (html, strlen (html));
      g_autoptr(GBytes) markdown_bytes = g_bytes_new (markdown, strlen (markdown));
      g_autoptr(GBytes) text_bytes = g_bytes_new (text, strlen (text));
      GdkContentProvider *providers[] = {
        gdk_content_provider_new_for_bytes ("text/html", html_bytes),
        gdk_content_provider_new_for_bytes ("text/markdown", markdown_bytes),
        gdk_content_provider_new_for_bytes ("text/plain;charset=utf-8", text_bytes),
      };
      g_autoptr(GdkContentProvider) all = NULL;

      all = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
      gdk_clipboard_set_content (clipboard, all);
    }
  else
    gdk_clipboard_set_text (clipboard, text);
  vdt_feedback_toast (widget, _("Summary copied with its citations"));
}

static void
model_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VdtCopilotPane *self = VDT_COPILOT_PANE (widget);

  if (self->session != NULL)
    gtk_window_present (GTK_WINDOW (vdt_model_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session)));
}

/* The model's wording of the summary stands in the conversation, beside ours. */
static void
model_summary_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  VdtCopilotPane *self = VDT_COPILOT_PANE (widget);
  const char *task = g_variant_get_string (parameter, NULL);
  GtkWidget *chat = adw_bin_get_child (self->chat);
  g_autofree char *text = NULL;
  g_autofree char *request = NULL;

  if (self->proposal == NULL || chat == NULL)
    return;

  text = vdt_session_export_proposal (self->session, self->proposal, "text");
  request = g_str_equal (task, "translate")
            ? g_strdup_printf ("%s\n%s", C_("the language to translate into", "English"), text) : g_strdup (text);
  gtk_stack_set_visible_child_name (self->parts, "ask");
  vdt_chat_view_ask_model (VDT_CHAT_VIEW (chat), task, request);
}

static void
copy_conversation_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  VdtCopilotPane *self = VDT_COPILOT_PANE (widget);
  g_autofree char *text = NULL;

  if (self->incident == NULL)
    return;

  text = vdt_session_export_conversation (self->session, self->incident, "markdown");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  vdt_feedback_toast (widget, _("Conversation copied with its citations"));
}

/* }}} */
/* {{{ class */

static void
vdt_copilot_pane_dispose (GObject *object)
{
  VdtCopilotPane *self = VDT_COPILOT_PANE (object);
  GtkWidget *child;

  if (self->proposal_id != 0)
    g_clear_signal_handler (&self->proposal_id, self->proposal);
  g_clear_object (&self->proposal);
  g_clear_object (&self->incident);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_COPILOT_PANE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_copilot_pane_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "copilot.regenerate", NULL, regenerate_action);
  gtk_widget_class_install_action (widget_class, "copilot.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "copilot.accept", NULL, accept_action);
  gtk_widget_class_install_action (widget_class, "copilot.reject", NULL, reject_action);
  gtk_widget_class_install_action (widget_class, "copilot.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "copilot.save-statement", "(us)", save_statement_action);
  gtk_widget_class_install_action (widget_class, "copilot.feedback", "(is)", feedback_action);
  gtk_widget_class_install_action (widget_class, "copilot.next-citation", NULL, next_citation_action);
  gtk_widget_class_install_action (widget_class, "copilot.guidebooks", NULL, guidebooks_action);
  gtk_widget_class_install_action (widget_class, "copilot.show-part", "s", show_part_action);
  gtk_widget_class_install_action (widget_class, "copilot.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "copilot.copy-conversation", NULL, copy_conversation_action);
  gtk_widget_class_install_action (widget_class, "copilot.model", NULL, model_action);
  gtk_widget_class_install_action (widget_class, "copilot.model-summary", "s", model_summary_action);
}

static void
vdt_copilot_pane_class_init (VdtCopilotPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_copilot_pane_dispose;
  g_type_ensure (VDT_TYPE_STATE_BAR);
  gtk_widget_class_set_css_name (widget_class, "copilotpane");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-copilot-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtCopilotPane, engine_label);
  gtk_widget_class_bind_template_child (widget_class, VdtCopilotPane, stack);
  gtk_widget_class_bind_template_child (widget_class, VdtCopilotPane, bar);
  gtk_widget_class_bind_template_child (widget_class, VdtCopilotPane, cards);
  gtk_widget_class_bind_template_child (widget_class, VdtCopilotPane, steps);
  gtk_widget_class_bind_template_child (widget_class, VdtCopilotPane, chat);
  gtk_widget_class_bind_template_child (widget_class, VdtCopilotPane, parts);
  gtk_widget_class_bind_template_child (widget_class, VdtCopilotPane, cancel_button);
  install_actions (widget_class);
}

static void
vdt_copilot_pane_init (VdtCopilotPane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = vdt_settings_new ();
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  update_actions (self);
}

/* }}} */

void
vdt_copilot_pane_set_session (VdtCopilotPane *self,
                              VdtSession     *session)
{
  g_return_if_fail (VDT_IS_COPILOT_PANE (self));

  g_set_object (&self->session, session);
}

/**
 * vdt_copilot_pane_set_incident:
 * @self: a pane
 * @incident: (nullable): the loaded incident to speak about
 *
 * Shows the summary of @incident; makes it if there is none and the settings
 * want one without being asked.
 */
void
vdt_copilot_pane_set_incident (VdtCopilotPane *self,
                               VdtIncident    *incident)
{
  VdtProposal *proposal;
  GtkWidget *view;

  g_return_if_fail (VDT_IS_COPILOT_PANE (self));

  if (!g_set_object (&self->incident, incident))
    return;

  if ((view = gtk_widget_get_first_child (GTK_WIDGET (self->steps))) != NULL)
    gtk_box_remove (self->steps, view);
  adw_bin_set_child (self->chat, NULL);

  if (incident == NULL)
    {
      show_proposal (self, NULL);
      return;
    }

  proposal = vdt_session_get_summary (self->session, incident);
  if (proposal == NULL && wants_summary (self))
    start (self, FALSE);
  else
    show_proposal (self, proposal);
}

/**
 * vdt_copilot_pane_focus_start:
 * @self: a pane
 *
 * Gives the focus to the card, where its keys work.
 */
void
vdt_copilot_pane_focus_start (VdtCopilotPane *self)
{
  g_return_if_fail (VDT_IS_COPILOT_PANE (self));

  if (self->card == NULL || !gtk_widget_grab_focus (GTK_WIDGET (self->card)))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
