/* vdt-chat-view.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-chat-view.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"
#include "vdt-outgoing-window.h"
#include "vdt-session-chat.h"
#include "vdt-session-model.h"
#include "vdt-statement-row.h"

/**
 * VdtChatView:
 *
 * The conversation about one incident: all questions and answers, oldest first,
 * and a box to ask in. A request of several steps is a plan that has to be
 * approved; an unclear one offers questions to choose from. The connected model
 * is asked only after what would be sent has been shown.
 */
struct _VdtChatView
{
  GtkWidget          parent_instance;

  GtkScrolledWindow *scroller;
  GtkWidget         *empty_label;
  GtkBox            *answers;
  GtkBox            *pending;
  GtkWidget         *tools;
  GtkEditable       *search_entry;
  GtkLabel          *found_label;
  GtkEditable       *entry;
  GtkWidget         *ask_button;
  GtkWidget         *model_button;
  GtkWidget         *stop_button;

  VdtSession        *session;
  VdtIncident       *incident;
  GListModel        *conversation;
  GCancellable      *cancellable;   /* of the question under way */
  VdtOutgoing       *outgoing;      /* what was shown, until it is answered */
  char             **plan;          /* steps that were approved and not yet asked */
  guint              next_step;
};

G_DEFINE_FINAL_TYPE (VdtChatView, vdt_chat_view, GTK_TYPE_WIDGET)

static GtkWidget *
new_label (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);

  return label;
}

/* Who answered, where it was not the built-in engine, and what became of it. */
static void
append_origin (GtkBox      *box,
               VdtProposal *proposal)
{
  const char *engine = vdt_proposal_get_engine (proposal);
  const char *message = vdt_proposal_get_message (proposal);
  g_autofree char *who = NULL;

  if (g_strcmp0 (engine, "builtin") != 0 && engine != NULL)
    {
      who = g_strdup_printf (_("Answered by the model %s; what no fact bears is marked as inference."), engine);
      gtk_box_append (box, new_label (who, "caption"));
    }
  if (message != NULL && *message != '\0')
    {
      g_autofree char *text = g_strdup_printf (_("Not whole: %s"), message);

      gtk_box_append (box, new_label (text, "warning"));
    }
}

/* The question, and the way to be rid of it. */
static GtkWidget *
new_question (VdtProposal  *proposal,
              VdtStatement *statement)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = new_label (vdt_statement_get_text (statement), "heading");
  GtkWidget *button = gtk_button_new_from_icon_name ("vdt-close-symbolic");
  g_autofree char *name = NULL;

  /* Translators: %s is a question. */
  name = g_strdup_printf (_("Delete “%s” and its answer"), vdt_statement_get_text (statement));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _("Delete the Question and Its Answer"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chat.delete");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", vdt_proposal_get_id (proposal));
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);

  return row;
}

static GtkWidget *
new_answer (VdtProposal *proposal)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GListModel *statements = vdt_proposal_get_statements (proposal);

  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      if (g_strcmp0 (vdt_statement_get_section (statement), "question") == 0)
        gtk_box_append (GTK_BOX (box), new_question (proposal, statement));
      else
        gtk_box_append (GTK_BOX (box), vdt_statement_row_new_plain (proposal, statement));
    }
  append_origin (GTK_BOX (box), proposal);

  return box;
}

static gboolean
scroll_down_cb (gpointer user_data)
{
  VdtChatView *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));

  return G_SOURCE_REMOVE;
}

static void
scroll_down (VdtChatView *self)
{
  g_idle_add_full (G_PRIORITY_LOW, scroll_down_cb, g_object_ref (self), g_object_unref);
}

/* Shows what matches the search. */
static void
search_cb (VdtChatView *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->answers));
  const char *text = gtk_editable_get_text (self->search_entry);
  g_autofree char *label = NULL;
  guint n = 0;

  for (guint i = 0; child != NULL; i++, child = gtk_widget_get_next_sibling (child))
    {
      g_autoptr(VdtProposal) answer = g_list_model_get_item (self->conversation, i);
      gboolean found = answer != NULL && vdt_session_answer_matches (answer, text);

      gtk_widget_set_visible (child, found);
      n += found;
    }
  if (*text != '\0')
    label = g_strdup_printf (ngettext ("%u found", "%u found", n), n);
  gtk_label_set_label (self->found_label, label == NULL ? "" : label);
}

static void
conversation_cb (VdtChatView *self,
                 guint        position,
                 guint        removed,
                 guint        added)
{
  GtkWidget *before = NULL;
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->answers));

  for (guint i = 0; i < position && child != NULL; i++)
    {
      before = child;
      child = gtk_widget_get_next_sibling (child);
    }
  for (guint i = 0; i < removed && child != NULL; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (self->answers, child);
      child = next;
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr(VdtProposal) proposal = g_list_model_get_item (self->conversation, position + i);
      GtkWidget *answer = new_answer (proposal);

      gtk_box_insert_child_after (self->answers, answer, before);
      before = answer;
    }

  gtk_widget_set_visible (self->empty_label, g_list_model_get_n_items (self->conversation) == 0);
  gtk_widget_set_visible (self->tools, g_list_model_get_n_items (self->conversation) > 0);
  search_cb (self);
  scroll_down (self);
}

static void
clear_pending (VdtChatView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pending))) != NULL)
    gtk_box_remove (self->pending, child);
}

static void
set_busy (VdtChatView *self,
          gboolean     busy)
{
  g_autoptr(VdtModelSettings) settings = vdt_session_dup_model (self->session);

  gtk_widget_set_visible (self->stop_button, busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.ask", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.ask-model", !busy);
  gtk_widget_set_visible (self->model_button, settings->enabled);
  if (!busy)
    g_clear_object (&self->cancellable);
}

static GCancellable *
begin (VdtChatView *self)
{
  clear_pending (self);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);

  return self->cancellable;
}

/* --- the built-in engine --- */

static void
show_choices (VdtChatView *self,
              char       **choices)
{
  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (choices[i]);
      GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chat.ask-this");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", choices[i]);
      gtk_box_append (self->pending, button);
    }
}

static void
show_plan (VdtChatView *self,
           char       **plan)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *approve = gtk_button_new_with_mnemonic (_("_Approve"));
  GtkWidget *reject = gtk_button_new_with_mnemonic (_("_Reject"));

  g_strfreev (self->plan);
  self->plan = g_strdupv (plan);
  self->next_step = 0;
  gtk_box_append (self->pending, new_label (_("This has several steps. Nothing is run before you approve."), "heading"));
  for (guint i = 0; plan[i] != NULL; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u. %s", i + 1, plan[i]);

      gtk_box_append (self->pending, new_label (text, "body"));
    }

  gtk_widget_add_css_class (approve, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (approve), "chat.approve");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (reject), "chat.reject");
  gtk_box_append (GTK_BOX (row), approve);
  gtk_box_append (GTK_BOX (row), reject);
  gtk_box_append (self->pending, row);
  gtk_widget_grab_focus (approve);
}

static void next_step (VdtChatView *self);

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VdtChatView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtReply) reply = vdt_session_chat_finish (VDT_SESSION (object), result, &error);

  if (self->session == NULL)
    return;

  set_busy (self, FALSE);
  if (reply == NULL)
    {
      vdt_feedback_error (GTK_WIDGET (self), error);
      return;
    }

  if (reply->plan != NULL)
    show_plan (self, reply->plan);
  else
    show_choices (self, reply->choices);
  scroll_down (self);
  if (reply->plan == NULL)
    next_step (self);
}

/* The next of the steps that were approved, one after the other. */
static void
next_step (VdtChatView *self)
{
  if (self->plan == NULL || self->next_step == 0)
    return;
  if (self->plan[self->next_step] == NULL)
    {
      g_clear_pointer (&self->plan, g_strfreev);
      return;
    }

  vdt_chat_view_ask (self, self->plan[self->next_step++]);
}

static void
ask_action (GtkWidget  *widget,
            const char *name G_GNUC_UNUSED,
            GVariant   *parameter G_GNUC_UNUSED)
{
  VdtChatView *self = VDT_CHAT_VIEW (widget);
  g_autofree char *question = g_strdup (gtk_editable_get_text (self->entry));

  g_strstrip (question);
  if (*question == '\0' || self->cancellable != NULL)
    return;

  gtk_editable_set_text (self->entry, "");
  vdt_chat_view_ask (self, question);
}

static void
ask_this_action (GtkWidget  *widget,
                 const char *name G_GNUC_UNUSED,
                 GVariant   *parameter)
{
  vdt_chat_view_ask (VDT_CHAT_VIEW (widget), g_variant_get_string (parameter, NULL));
}

static void
approve_action (GtkWidget  *widget,
                const char *name G_GNUC_UNUSED,
                GVariant   *parameter G_GNUC_UNUSED)
{
  VdtChatView *self = VDT_CHAT_VIEW (widget);

  if (self->plan == NULL)
    return;

  self->next_step = 1;
  vdt_chat_view_ask (self, self->plan[0]);
}

static void
reject_action (GtkWidget  *widget,
               const char *name G_GNUC_UNUSED,
               GVariant   *parameter G_GNUC_UNUSED)
{
  VdtChatView *self = VDT_CHAT_VIEW (widget);

  g_clear_pointer (&self->plan, g_strfreev);
  clear_pending (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
stop_action (GtkWidget  *widget,
             const char *name G_GNUC_UNUSED,
             GVariant   *parameter G_GNUC_UNUSED)
{
  VdtChatView *self = VDT_CHAT_VIEW (widget);

  g_clear_pointer (&self->plan, g_strfreev);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
entry_activate_cb (VdtChatView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "chat.ask", NULL);
}

/* --- the connected model --- */

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VdtChatView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtProposal) proposal = vdt_session_send_finish (VDT_SESSION (object), result, &error);

  g_clear_pointer (&self->outgoing, vdt_outgoing_free);
  if (self->session == NULL)
    return;

  clear_pending (self);
  set_busy (self, FALSE);
  if (proposal == NULL)
    vdt_feedback_error (GTK_WIDGET (self), error);
  else
    gtk_editable_set_text (self->entry, "");
}

static void
send_cb (VdtChatView *self)
{
  g_autofree char *text = NULL;

  if (self->outgoing == NULL)
    return;

  begin (self);
  text = g_strdup_printf (_("Asking %s…"), self->outgoing->host);
  gtk_box_append (self->pending, new_label (text, "dim-label"));
  vdt_session_send_async (self->session, self->incident, self->outgoing, self->cancellable, sent_cb,
                          g_object_ref (self));
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VdtChatView) self = user_data;
  g_autoptr(GError) error = NULL;
  VdtOutgoing *outgoing = vdt_session_prepare_finish (VDT_SESSION (object), result, &error);
  GtkWidget *window;

  if (self->session == NULL)
    {
      vdt_outgoing_free (outgoing);
      return;
    }

  set_busy (self, FALSE);
  if (outgoing == NULL)
    {
      vdt_feedback_error (GTK_WIDGET (self), error);
      return;
    }

  g_clear_pointer (&self->outgoing, vdt_outgoing_free);
  self->outgoing = outgoing;
  window = vdt_outgoing_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), outgoing);
  g_signal_connect_object (window, "send", G_CALLBACK (send_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
ask_model (VdtChatView *self,
           const char  *template_id,
           const char  *request)
{
  if (self->cancellable != NULL)
    return;

  begin (self);
  vdt_session_prepare_async (self->session, self->incident, template_id, request, self->cancellable, prepared_cb,
                             g_object_ref (self));
}

static void
ask_model_action (GtkWidget  *widget,
                  const char *name G_GNUC_UNUSED,
                  GVariant   *parameter G_GNUC_UNUSED)
{
  VdtChatView *self = VDT_CHAT_VIEW (widget);
  g_autofree char *question = g_strdup (gtk_editable_get_text (self->entry));

  g_strstrip (question);
  if (*question == '\0')
    {
      vdt_feedback_toast (widget, _("Write the question first"));
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return;
    }
  ask_model (self, "answer", question);
}

/* --- deletion --- */

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VdtChatView) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!vdt_session_delete_answers_finish (VDT_SESSION (object), result, &error))
    vdt_feedback_error (GTK_WIDGET (self), error);
}

static VdtProposal *
find_answer (VdtChatView *self,
             const char  *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->conversation); i++)
    {
      g_autoptr(VdtProposal) answer = g_list_model_get_item (self->conversation, i);

      if (g_strcmp0 (vdt_proposal_get_id (answer), id) == 0)
        return g_steal_pointer (&answer);
    }

  return NULL;
}

static void
delete_response_cb (AdwMessageDialog *dialog,
                    const char       *response,
                    VdtChatView      *self)
{
  const char *id = g_object_get_data (G_OBJECT (dialog), "answer");
  g_autoptr(VdtProposal) answer = NULL;

  if (!g_str_equal (response, "delete") || self->session == NULL)
    return;

  answer = *id == '\0' ? NULL : find_answer (self, id);
  if (answer != NULL || *id == '\0')
    vdt_session_delete_answers_async (self->session, self->incident, answer, NULL, deleted_cb, g_object_ref (self));
}

/* It cannot be undone, so it asks; without an id it is the whole conversation. */
static void
delete_action (GtkWidget  *widget,
               const char *name G_GNUC_UNUSED,
               GVariant   *parameter)
{
  VdtChatView *self = VDT_CHAT_VIEW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                              *id == '\0' ? _("Delete the Whole Conversation?")
                                                          : _("Delete the Question and Its Answer?"),
                                              _("It leaves the case database. The log keeps that something was "
                                                "deleted, not what."));

  g_object_set_data_full (G_OBJECT (dialog), "answer", g_strdup (id), g_free);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- the class --- */

static void
vdt_chat_view_dispose (GObject *object)
{
  VdtChatView *self = VDT_CHAT_VIEW (object);
  GtkWidget *child;

  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_data (self->conversation, self);

  /* What is being sent is freed when it has been answered. */
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    g_clear_pointer (&self->outgoing, vdt_outgoing_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->conversation);
  g_clear_object (&self->incident);
  g_clear_object (&self->session);
  g_clear_pointer (&self->plan, g_strfreev);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_CHAT_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_chat_view_parent_class)->dispose (object);
}

static void
vdt_chat_view_class_init (VdtChatViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_chat_view_dispose;
  gtk_widget_class_set_css_name (widget_class, "chatview");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/vedette/Vedette/vdt-chat-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtChatView, scroller);
  gtk_widget_class_bind_template_child (widget_class, VdtChatView, empty_label);
  gtk_widget_class_bind_template_child (widget_class, VdtChatView, answers);
  gtk_widget_class_bind_template_child (widget_class, VdtChatView, pending);
  gtk_widget_class_bind_template_child (widget_class, VdtChatView, tools);
  gtk_widget_class_bind_template_child (widget_class, VdtChatView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, VdtChatView, found_label);
  gtk_widget_class_bind_template_child (widget_class, VdtChatView, entry);
  gtk_widget_class_bind_template_child (widget_class, VdtChatView, ask_button);
  gtk_widget_class_bind_template_child (widget_class, VdtChatView, model_button);
  gtk_widget_class_bind_template_child (widget_class, VdtChatView, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_install_action (widget_class, "chat.ask", NULL, ask_action);
  gtk_widget_class_install_action (widget_class, "chat.ask-this", "s", ask_this_action);
  gtk_widget_class_install_action (widget_class, "chat.ask-model", NULL, ask_model_action);
  gtk_widget_class_install_action (widget_class, "chat.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "chat.reject", NULL, reject_action);
  gtk_widget_class_install_action (widget_class, "chat.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "chat.delete", "s", delete_action);
}

static void
vdt_chat_view_init (VdtChatView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* An empty conversation begins with questions that suggest themselves. */
static void
map_cb (VdtChatView *self)
{
  g_auto(GStrv) questions = NULL;

  set_busy (self, self->cancellable != NULL);
  if (g_list_model_get_n_items (self->conversation) > 0 || self->cancellable != NULL ||
      gtk_widget_get_first_child (GTK_WIDGET (self->pending)) != NULL)
    return;

  questions = vdt_session_suggest_questions (self->session, self->incident);
  show_choices (self, questions);
}

/**
 * vdt_chat_view_new:
 * @session: an open session
 * @incident: what the conversation is about
 *
 * Returns: (transfer full): the conversation
 */
GtkWidget *
vdt_chat_view_new (VdtSession  *session,
                   VdtIncident *incident)
{
  VdtChatView *self;

  g_return_val_if_fail (VDT_IS_SESSION (session), NULL);
  g_return_val_if_fail (VDT_IS_INCIDENT (incident), NULL);

  self = g_object_new (VDT_TYPE_CHAT_VIEW, NULL);
  self->session = g_object_ref (session);
  self->incident = g_object_ref (incident);
  self->conversation = g_object_ref (vdt_session_get_conversation (session, incident));
  g_signal_connect_swapped (self->conversation, "items-changed", G_CALLBACK (conversation_cb), self);
  conversation_cb (self, 0, 0, g_list_model_get_n_items (self->conversation));

  /* A model may have been connected since. */
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  set_busy (self, FALSE);

  return GTK_WIDGET (self);
}

/**
 * vdt_chat_view_ask:
 * @self: a conversation
 * @question: what to ask the built-in engine
 */
void
vdt_chat_view_ask (VdtChatView *self,
                   const char  *question)
{
  g_return_if_fail (VDT_IS_CHAT_VIEW (self));
  g_return_if_fail (question != NULL);

  if (self->cancellable != NULL)
    return;

  begin (self);
  vdt_session_chat_async (self->session, self->incident, question, self->cancellable, answered_cb, g_object_ref (self));
}

/**
 * vdt_chat_view_ask_model:
 * @self: a conversation
 * @template_id: which prompt: "reword" or "translate"
 * @request: the text that it is about
 *
 * Shows what would be sent to the connected model; nothing is sent before the analyst says so.
 */
void
vdt_chat_view_ask_model (VdtChatView *self,
                         const char  *template_id,
                         const char  *request)
{
  g_return_if_fail (VDT_IS_CHAT_VIEW (self));
  g_return_if_fail (template_id != NULL && request != NULL);

  ask_model (self, template_id, request);
}
