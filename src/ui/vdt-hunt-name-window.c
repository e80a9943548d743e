/* vdt-hunt-name-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-name-window.h"

#include <glib/gi18n.h>

#include "vdt-session-saved.h"
#include "vdt-window-keys.h"

/**
 * VdtHuntNameWindow:
 *
 * Saves a query under the name that is typed, or renames a saved one. What is wrong with
 * the name is said below it; the window stays until the query is saved.
 */
struct _VdtHuntNameWindow
{
  AdwWindow    parent_instance;

  GtkEditable *entry;
  GtkLabel    *problem;
  GtkWidget   *save_button;

  VdtSession  *session;
  char        *path;      /* of a saved query that gets another name */
  char        *text;      /* a query to save */
};

G_DEFINE_FINAL_TYPE (VdtHuntNameWindow, vdt_hunt_name_window, ADW_TYPE_WINDOW)

static void
end (VdtHuntNameWindow *self,
     gboolean           done,
     const GError      *error)
{
  if (done)
    gtk_window_close (GTK_WINDOW (self));
  else
    gtk_label_set_label (self->problem, error->message);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VdtHuntNameWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = vdt_session_write_saved_finish (VDT_SESSION (object), result, &error);

  end (self, done, error);
}

static void
moved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VdtHuntNameWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = vdt_session_move_saved_finish (VDT_SESSION (object), result, &error);

  end (self, done, error);
}

static char *
dup_name (VdtHuntNameWindow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
changed_cb (VdtHuntNameWindow *self)
{
  g_autofree char *name = dup_name (self);
  g_autoptr(GError) error = NULL;
  gboolean good = vdt_session_check_saved_path (name, &error);

  gtk_label_set_label (self->problem, good || *name == '\0' ? "" : error->message);
  gtk_widget_set_sensitive (self->save_button, good);
}

static void
save_cb (VdtHuntNameWindow *self)
{
  g_autofree char *name = dup_name (self);
  g_autoptr(GError) error = NULL;

  if (!vdt_session_check_saved_path (name, &error))
    {
      gtk_label_set_label (self->problem, error->message);
      return;
    }

  if (self->path == NULL)
    vdt_session_write_saved_async (self->session, name, self->text, FALSE, NULL, saved_cb, g_object_ref (self));
  else if (g_strcmp0 (name, self->path) == 0)
    gtk_window_close (GTK_WINDOW (self));
  else
    vdt_session_move_saved_async (self->session, self->path, name, NULL, moved_cb, g_object_ref (self));
}

static void
vdt_hunt_name_window_dispose (GObject *object)
{
  VdtHuntNameWindow *self = VDT_HUNT_NAME_WINDOW (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_HUNT_NAME_WINDOW);

  G_OBJECT_CLASS (vdt_hunt_name_window_parent_class)->dispose (object);
}

static void
vdt_hunt_name_window_finalize (GObject *object)
{
  VdtHuntNameWindow *self = VDT_HUNT_NAME_WINDOW (object);

  g_free (self->path);
  g_free (self->text);

  G_OBJECT_CLASS (vdt_hunt_name_window_parent_class)->finalize (object);
}

static void
vdt_hunt_name_window_class_init (VdtHuntNameWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_hunt_name_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vdt_hunt_name_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/vedette/Vedette/vdt-hunt-name-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtHuntNameWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntNameWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntNameWindow, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  vdt_window_class_add_close_keys (widget_class);
}

static void
vdt_hunt_name_window_init (VdtHuntNameWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_sensitive (self->save_button, FALSE);
}

/**
 * vdt_hunt_name_window_new:
 * @session: an open session
 * @parent: the window that it is over
 * @path: (nullable): the saved query that gets another name; %NULL to save @text
 * @text: (nullable): a query to save
 *
 * Returns: a window
 */
GtkWidget *
vdt_hunt_name_window_new (VdtSession *session,
                          GtkWindow  *parent,
                          const char *path,
                          const char *text)
{
  VdtHuntNameWindow *self;

  g_return_val_if_fail (VDT_IS_SESSION (session), NULL);
  g_return_val_if_fail ((path == NULL) != (text == NULL), NULL);

  self = g_object_new (VDT_TYPE_HUNT_NAME_WINDOW, "transient-for", parent, "title",
                       path != NULL ? _("Rename the Saved Query") : _("Save the Query"), NULL);
  self->session = g_object_ref (session);
  self->path = g_strdup (path);
  self->text = g_strdup (text);
  gtk_editable_set_text (self->entry, path != NULL ? path : "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));

  return GTK_WIDGET (self);
}
