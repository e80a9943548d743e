/* vdt-task-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-task-window.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"
#include "vdt-session-changes.h"
#include "vdt-session-response.h"
#include "vdt-window-keys.h"

/**
 * VdtTaskWindow:
 *
 * A form of one task. Saving it is a change of the incident: it is logged and can be
 * undone.
 */
struct _VdtTaskWindow
{
  AdwWindow      parent_instance;

  GtkEditable   *title_row;
  GtkEditable   *owner_row;
  AdwComboRow   *state_row;
  GtkEditable   *note_row;

  VdtSession    *session;
  VdtIncident   *incident;
  VdtTask       *task;
};

G_DEFINE_FINAL_TYPE (VdtTaskWindow, vdt_task_window, ADW_TYPE_WINDOW)

static const struct
{
  const char *state;
  const char *title;
} states[] = {
  { "open", N_("Open") },
  { "in-progress", N_("In Progress") },
  { "done", N_("Done") },
  { "not-applicable", N_("Not Applicable") },
};

static void
title_cb (VdtTaskWindow *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->title_row)));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "task.save", *title != '\0');
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtTaskWindow *self = VDT_TASK_WINDOW (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->title_row)));
  g_autoptr(VdtTask) task = vdt_task_new (vdt_task_get_key (self->task), title);
  g_autoptr(VdtChange) change = NULL;

  if (*title == '\0')
    return;

  vdt_record_copy (task, self->task);
  vdt_record_set_text (task, "title", title);
  vdt_record_set_text (task, "note", gtk_editable_get_text (self->note_row));
  change = vdt_session_new_task_change (self->session, self->incident, task,
                                        states[adw_combo_row_get_selected (self->state_row)].state,
                                        gtk_editable_get_text (self->owner_row));
  vdt_session_apply_async (self->session, change, NULL, vdt_feedback_changed_cb, g_object_ref (parent));
  gtk_window_close (GTK_WINDOW (widget));
}

/* Return in a line saves. */
static void
apply_cb (VdtTaskWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "task.save", NULL);
}

static void
vdt_task_window_dispose (GObject *object)
{
  VdtTaskWindow *self = VDT_TASK_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->incident);
  g_clear_object (&self->task);

  G_OBJECT_CLASS (vdt_task_window_parent_class)->dispose (object);
}

static void
vdt_task_window_class_init (VdtTaskWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_task_window_dispose;
  gtk_widget_class_install_action (widget_class, "task.save", NULL, save_action);
  vdt_window_class_add_close_keys (widget_class);
}

static GtkEditable *
add_entry (VdtTaskWindow       *self,
           AdwPreferencesGroup *group,
           const char          *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);

  return GTK_EDITABLE (row);
}

static GtkWidget *
new_form (VdtTaskWindow *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    gtk_string_list_append (names, gettext (states[i].title));
  self->title_row = add_entry (self, group, _("What is to be done"));
  self->owner_row = add_entry (self, group, _("Owner"));
  self->state_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), _("State"));
  adw_combo_row_set_model (self->state_row, G_LIST_MODEL (names));
  adw_preferences_group_add (group, GTK_WIDGET (self->state_row));
  self->note_row = add_entry (self, group, _("Note"));
  g_signal_connect_object (self->title_row, "changed", G_CALLBACK (title_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_margin_start (GTK_WIDGET (group), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (group), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (group), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (group), 18);

  return GTK_WIDGET (group);
}

static void
vdt_task_window_init (VdtTaskWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));
  GtkWidget *save = gtk_button_new_with_mnemonic (_("_Save"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (save), "task.save");
  gtk_widget_add_css_class (save, "suggested-action");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), save);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), new_form (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 440, -1);
}

static void
fill (VdtTaskWindow *self)
{
  const char *owner = vdt_task_get_owner (self->task);
  const char *note = vdt_task_get_note (self->task);
  const char *title = vdt_task_get_title (self->task);

  gtk_editable_set_text (self->title_row, title == NULL ? "" : title);
  gtk_editable_set_text (self->owner_row, owner == NULL ? vdt_session_get_analyst (self->session) : owner);
  gtk_editable_set_text (self->note_row, note == NULL ? "" : note);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].state, vdt_task_get_state (self->task)) == 0)
      adw_combo_row_set_selected (self->state_row, i);
  title_cb (self);
}

/**
 * vdt_task_window_new:
 * @parent: the window that it is over
 * @session: an open session
 * @incident: a live incident
 * @task: (nullable): one of its tasks; %NULL for a new one
 *
 * Returns: a form of the task
 */
GtkWidget *
vdt_task_window_new (GtkWindow   *parent,
                     VdtSession  *session,
                     VdtIncident *incident,
                     VdtTask     *task)
{
  VdtTaskWindow *self;

  g_return_val_if_fail (VDT_IS_SESSION (session), NULL);
  g_return_val_if_fail (VDT_IS_INCIDENT (incident), NULL);

  self = g_object_new (VDT_TYPE_TASK_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  self->session = g_object_ref (session);
  self->incident = g_object_ref (incident);
  if (task != NULL)
    self->task = g_object_ref (task);
  else
    {
      g_autofree char *uuid = g_uuid_string_random ();
      g_autofree char *key = g_strconcat ("own:", uuid, NULL);

      self->task = vdt_task_new (key, NULL);
      vdt_record_set_text (self->task, "source", "analyst");
    }
  gtk_window_set_title (GTK_WINDOW (self), task == NULL ? _("New Task") : _("Task"));
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->title_row));

  return GTK_WIDGET (self);
}
