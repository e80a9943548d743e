/* vdt-manage-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-manage-window.h"

#include <glib/gi18n.h>

#include "vdt-classify-group.h"
#include "vdt-feedback.h"
#include "vdt-present.h"
#include "vdt-session-changes.h"
#include "vdt-window-keys.h"

/**
 * VdtManageWindow:
 *
 * Name, owner, severity, status, classification, tags and closing note. Each is
 * applied at once, as a change of its own that can be undone.
 */
struct _VdtManageWindow
{
  AdwWindow         parent_instance;

  GtkEditable      *name;
  GtkEditable      *owner;
  AdwComboRow      *severity;
  AdwComboRow      *status;
  VdtClassifyGroup *classify;
  GtkEditable      *tags;
  GtkEditable      *note;

  VdtSession       *session;
  VdtIncident      *incident;
  gboolean          quiet;
};

G_DEFINE_FINAL_TYPE (VdtManageWindow, vdt_manage_window, ADW_TYPE_WINDOW)

static const char * const severities[] = { "high", "medium", "low", "informational" };
static const char * const states[] = { "active", "inProgress", "awaitingAction", "resolved" };

static void
apply (VdtManageWindow *self,
       VdtChange       *change)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (parent));

  /* The toast with Undo belongs to the window that has the action. */
  vdt_session_apply_async (self->session, change, NULL, vdt_feedback_changed_cb, g_object_ref (content));
}

static void
set_field (VdtManageWindow *self,
           const char      *property,
           const char      *value)
{
  g_autoptr(VdtChange) change = NULL;
  g_autofree char *old = NULL;

  if (self->quiet)
    return;

  old = vdt_record_dup_value (self->incident, property);
  if (g_strcmp0 (old == NULL ? "" : old, value == NULL ? "" : value) == 0)
    return;

  change = vdt_change_new_set (vdt_incident_get_id (self->incident), property, value);
  apply (self, change);
}

static void
set_from_entry (VdtManageWindow *self,
                GtkEditable     *entry,
                const char      *property)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (entry));

  g_strstrip (text);
  set_field (self, property, *text == '\0' ? NULL : text);
}

static void
name_cb (VdtManageWindow *self)
{
  set_from_entry (self, self->name, "title");
}

static void
owner_cb (VdtManageWindow *self)
{
  set_from_entry (self, self->owner, "owner");
}

static void
note_cb (VdtManageWindow *self)
{
  set_from_entry (self, self->note, "closing-note");
}

static void
me_clicked_cb (VdtManageWindow *self)
{
  gtk_editable_set_text (self->owner, vdt_session_get_analyst (self->session));
  owner_cb (self);
}

static void
tags_cb (VdtManageWindow *self)
{
  g_auto(GStrv) words = g_strsplit (gtk_editable_get_text (self->tags), ",", 200);
  g_autoptr(GPtrArray) tags = g_ptr_array_new ();
  g_autoptr(VdtChange) change = NULL;

  for (gsize i = 0; words[i] != NULL; i++)
    if (*g_strstrip (words[i]) != '\0')
      g_ptr_array_add (tags, words[i]);
  g_ptr_array_add (tags, NULL);

  change = vdt_change_new_tags (vdt_incident_get_id (self->incident),
                                (const char * const *) tags->pdata);
  apply (self, change);
}

static void
severity_cb (VdtManageWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->severity);

  if (selected < G_N_ELEMENTS (severities))
    set_field (self, "severity", severities[selected]);
}

static void
status_cb (VdtManageWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->status);

  if (selected < G_N_ELEMENTS (states))
    set_field (self, "status", states[selected]);
}

static void
classify_cb (VdtManageWindow *self)
{
  g_autoptr(VdtChange) change = NULL;
  const char *id = vdt_incident_get_id (self->incident);

  if (self->quiet)
    return;

  change = vdt_change_new (id, "set-classification");
  vdt_change_set (change, "incident", id, "classification",
                  vdt_classify_group_get_classification (self->classify));
  vdt_change_set (change, "incident", id, "determination",
                  vdt_classify_group_get_determination (self->classify));
  apply (self, change);
}

static guint
index_of (const char * const *nicks,
          gsize               n_nicks,
          const char         *nick)
{
  for (gsize i = 0; i < n_nicks; i++)
    if (g_strcmp0 (nicks[i], nick) == 0)
      return (guint) i;

  return GTK_INVALID_LIST_POSITION;
}

/* Only what differs: the analyst may be typing in one of the entries. */
static void
set_entry (GtkEditable *entry,
           const char  *text)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (entry)));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (entry)))
    return;
  if (g_strcmp0 (gtk_editable_get_text (entry), text == NULL ? "" : text) != 0)
    gtk_editable_set_text (entry, text == NULL ? "" : text);
}

static void
fill (VdtManageWindow *self)
{
  const char * const *tags = vdt_incident_get_custom_tags (self->incident);
  g_autofree char *joined = tags == NULL ? NULL : g_strjoinv (", ", (char **) tags);

  self->quiet = TRUE;
  set_entry (self->name, vdt_incident_get_title (self->incident));
  set_entry (self->owner, vdt_incident_get_owner (self->incident));
  set_entry (self->note, vdt_incident_get_closing_note (self->incident));
  set_entry (self->tags, joined);
  adw_combo_row_set_selected (self->severity, index_of (severities, G_N_ELEMENTS (severities),
                                                        vdt_incident_get_severity (self->incident)));
  adw_combo_row_set_selected (self->status, index_of (states, G_N_ELEMENTS (states),
                                                      vdt_incident_get_status (self->incident)));
  vdt_classify_group_set (self->classify, vdt_incident_get_classification (self->incident),
                          vdt_incident_get_determination (self->incident));
  self->quiet = FALSE;
}

static void
vdt_manage_window_dispose (GObject *object)
{
  VdtManageWindow *self = VDT_MANAGE_WINDOW (object);

  g_clear_object (&self->incident);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_MANAGE_WINDOW);

  G_OBJECT_CLASS (vdt_manage_window_parent_class)->dispose (object);
}

static void
vdt_manage_window_class_init (VdtManageWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_manage_window_dispose;
  g_type_ensure (VDT_TYPE_CLASSIFY_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-manage-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtManageWindow, name);
  gtk_widget_class_bind_template_child (widget_class, VdtManageWindow, owner);
  gtk_widget_class_bind_template_child (widget_class, VdtManageWindow, severity);
  gtk_widget_class_bind_template_child (widget_class, VdtManageWindow, status);
  gtk_widget_class_bind_template_child (widget_class, VdtManageWindow, classify);
  gtk_widget_class_bind_template_child (widget_class, VdtManageWindow, tags);
  gtk_widget_class_bind_template_child (widget_class, VdtManageWindow, note);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
  gtk_widget_class_bind_template_callback (widget_class, owner_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_cb);
  gtk_widget_class_bind_template_callback (widget_class, me_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, tags_cb);
  gtk_widget_class_bind_template_callback (widget_class, severity_cb);
  gtk_widget_class_bind_template_callback (widget_class, status_cb);
  gtk_widget_class_bind_template_callback (widget_class, classify_cb);
  vdt_window_class_add_close_keys (widget_class);
}

static void
vdt_manage_window_init (VdtManageWindow *self)
{
  g_autoptr(GtkStringList) severity_list = gtk_string_list_new (NULL);
  g_autoptr(GtkStringList) status_list = gtk_string_list_new (NULL);

  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (severities); i++)
    gtk_string_list_append (severity_list, vdt_present_severity (severities[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    gtk_string_list_append (status_list, vdt_present_status (states[i]));
  adw_combo_row_set_model (self->severity, G_LIST_MODEL (severity_list));
  adw_combo_row_set_model (self->status, G_LIST_MODEL (status_list));
}

/**
 * vdt_manage_window_new:
 * @parent: the window it is over
 * @session: the session
 * @incident: the incident to manage
 *
 * Returns: a new window
 */
GtkWidget *
vdt_manage_window_new (GtkWindow   *parent,
                       VdtSession  *session,
                       VdtIncident *incident)
{
  VdtManageWindow *self = g_object_new (VDT_TYPE_MANAGE_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->incident = g_object_ref (incident);
  g_signal_connect_object (incident, "notify", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);

  return GTK_WIDGET (self);
}
