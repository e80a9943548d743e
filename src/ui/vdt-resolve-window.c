/* vdt-resolve-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-resolve-window.h"

#include <glib/gi18n.h>

#include "vdt-classify-group.h"
#include "vdt-feedback.h"
#include "vdt-session-changes.h"
#include "vdt-window-keys.h"

/**
 * VdtResolveWindow:
 *
 * Asks what the incident was and for a note, and resolves it together with its
 * alerts: one change, which can be undone. Return in the note resolves.
 */
struct _VdtResolveWindow
{
  AdwWindow         parent_instance;

  VdtClassifyGroup *classify;
  GtkEditable      *note;

  VdtSession       *session;
  VdtIncident      *incident;
};

G_DEFINE_FINAL_TYPE (VdtResolveWindow, vdt_resolve_window, ADW_TYPE_WINDOW)

static void
resolve_cb (VdtResolveWindow *self)
{
  g_autoptr(VdtChange) change = NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *note = g_strdup (gtk_editable_get_text (self->note));

  g_strstrip (note);
  change = vdt_session_new_resolve (self->session, self->incident,
                                    vdt_classify_group_get_classification (self->classify),
                                    vdt_classify_group_get_determination (self->classify),
                                    *note == '\0' ? NULL : note);
  vdt_session_apply_async (self->session, change, NULL, vdt_feedback_changed_cb,
                           g_object_ref (gtk_window_get_child (parent) != NULL
                                         ? gtk_window_get_child (parent) : GTK_WIDGET (parent)));
  gtk_window_close (GTK_WINDOW (self));
}

static void
vdt_resolve_window_dispose (GObject *object)
{
  VdtResolveWindow *self = VDT_RESOLVE_WINDOW (object);

  g_clear_object (&self->incident);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_RESOLVE_WINDOW);

  G_OBJECT_CLASS (vdt_resolve_window_parent_class)->dispose (object);
}

static void
vdt_resolve_window_class_init (VdtResolveWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_resolve_window_dispose;
  g_type_ensure (VDT_TYPE_CLASSIFY_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-resolve-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtResolveWindow, classify);
  gtk_widget_class_bind_template_child (widget_class, VdtResolveWindow, note);
  gtk_widget_class_bind_template_callback (widget_class, resolve_cb);
  vdt_window_class_add_close_keys (widget_class);
}

static void
vdt_resolve_window_init (VdtResolveWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vdt_resolve_window_new:
 * @parent: the window it is over
 * @session: the session
 * @incident: the incident to resolve
 *
 * Returns: a new window
 */
GtkWidget *
vdt_resolve_window_new (GtkWindow   *parent,
                        VdtSession  *session,
                        VdtIncident *incident)
{
  VdtResolveWindow *self = g_object_new (VDT_TYPE_RESOLVE_WINDOW, "transient-for", parent, NULL);
  const char *note = vdt_incident_get_closing_note (incident);

  self->session = g_object_ref (session);
  self->incident = g_object_ref (incident);
  vdt_classify_group_set (self->classify, vdt_incident_get_classification (incident),
                          vdt_incident_get_determination (incident));
  gtk_editable_set_text (self->note, note == NULL ? "" : note);
  gtk_widget_grab_focus (GTK_WIDGET (self->note));

  return GTK_WIDGET (self);
}

/**
 * vdt_resolve_window_propose_note:
 * @self: a window
 * @note: what could be said
 *
 * Fills in a note, unless there is one; whoever types at once writes over it.
 */
void
vdt_resolve_window_propose_note (VdtResolveWindow *self,
                                 const char       *note)
{
  g_return_if_fail (VDT_IS_RESOLVE_WINDOW (self));

  if (*gtk_editable_get_text (self->note) != '\0')
    return;

  gtk_editable_set_text (self->note, note);
  gtk_widget_grab_focus (GTK_WIDGET (self->note));
  gtk_editable_select_region (self->note, 0, -1);
}
