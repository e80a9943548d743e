/* vdt-event-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-event-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-feedback.h"
#include "vdt-session-changes.h"
#include "vdt-time.h"
#include "vdt-window-keys.h"

/**
 * VdtEventWindow:
 *
 * Asks what happened and when. A time that cannot be read is said so beside it, and
 * nothing is added.
 */
struct _VdtEventWindow
{
  AdwWindow    parent_instance;

  GtkEditable *title;
  GtkEditable *time;
  GtkEditable *asset;
  GtkEditable *technique;
  GtkEditable *note;
  GtkLabel    *error_label;

  VdtSession  *session;
  VdtIncident *incident;
};

G_DEFINE_FINAL_TYPE (VdtEventWindow, vdt_event_window, ADW_TYPE_WINDOW)

/* Takes “2026-11-18 07:53:04”, with or without seconds and “UTC”, and ISO 8601. */
static gboolean
parse_time (const char *text,
            gint64     *out_time)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  g_autofree char *iso = NULL;

  if (g_str_has_suffix (copy, "UTC"))
    copy[strlen (copy) - strlen ("UTC")] = '\0';
  g_strstrip (copy);
  g_strdelimit (copy, " ", 'T');
  if (strlen (copy) == strlen ("2026-11-18T07:53"))
    iso = g_strconcat (copy, ":00Z", NULL);
  else
    iso = g_strconcat (copy, g_str_has_suffix (copy, "Z") || strchr (copy, '+') != NULL ? "" : "Z", NULL);

  return vdt_time_parse (iso, out_time);
}

static void
set_words (VdtKept     *kept,
           const char  *property,
           GtkEditable *entry)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (*text != '\0')
    vdt_record_set_text (kept, property, text);
}

static void
complain (VdtEventWindow *self,
          GtkEditable    *entry,
          const char     *message)
{
  gtk_label_set_label (self->error_label, message);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
}

static void
add_cb (VdtEventWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->title)));
  g_autoptr(VdtKept) event = NULL;
  g_autoptr(VdtChange) change = NULL;
  gint64 at;

  if (*title == '\0')
    {
      complain (self, self->title, _("Say what happened"));
      return;
    }
  if (!parse_time (gtk_editable_get_text (self->time), &at))
    {
      complain (self, self->time, _("Write the time as 2026-11-18 07:53:04, in UTC"));
      return;
    }

  event = vdt_kept_new_event (title, at);
  set_words (event, "asset", self->asset);
  set_words (event, "technique", self->technique);
  set_words (event, "note", self->note);
  change = vdt_change_new_keep (vdt_incident_get_id (self->incident), event);
  vdt_session_apply_async (self->session, change, NULL, vdt_feedback_changed_cb,
                           g_object_ref (gtk_window_get_child (parent) != NULL
                                         ? gtk_window_get_child (parent) : GTK_WIDGET (parent)));
  gtk_window_close (GTK_WINDOW (self));
}

static void
vdt_event_window_dispose (GObject *object)
{
  VdtEventWindow *self = VDT_EVENT_WINDOW (object);

  g_clear_object (&self->incident);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_EVENT_WINDOW);

  G_OBJECT_CLASS (vdt_event_window_parent_class)->dispose (object);
}

static void
vdt_event_window_class_init (VdtEventWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_event_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/vedette/Vedette/vdt-event-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtEventWindow, title);
  gtk_widget_class_bind_template_child (widget_class, VdtEventWindow, time);
  gtk_widget_class_bind_template_child (widget_class, VdtEventWindow, asset);
  gtk_widget_class_bind_template_child (widget_class, VdtEventWindow, technique);
  gtk_widget_class_bind_template_child (widget_class, VdtEventWindow, note);
  gtk_widget_class_bind_template_child (widget_class, VdtEventWindow, error_label);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  vdt_window_class_add_close_keys (widget_class);
}

static void
vdt_event_window_init (VdtEventWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vdt_event_window_new:
 * @parent: the window it is over
 * @session: the session
 * @incident: the incident to add to
 * @at: the time to begin with, or %VDT_TIME_UNSET
 *
 * Returns: a new window
 */
GtkWidget *
vdt_event_window_new (GtkWindow   *parent,
                      VdtSession  *session,
                      VdtIncident *incident,
                      gint64       at)
{
  VdtEventWindow *self = g_object_new (VDT_TYPE_EVENT_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->incident = g_object_ref (incident);
  if (at != VDT_TIME_UNSET)
    {
      g_autofree char *text = vdt_time_format (at, VDT_TIME_DATA);

      gtk_editable_set_text (self->time, text);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->title));

  return GTK_WIDGET (self);
}
