/* vdt-comments-view.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-comments-view.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"
#include "vdt-markdown.h"
#include "vdt-present.h"
#include "vdt-session-changes.h"

/**
 * VdtCommentsView:
 *
 * Comments, oldest first, with their Markdown shown; those written here can be
 * edited and deleted, and that can be undone. Ctrl+Return adds what is written.
 */
struct _VdtCommentsView
{
  GtkWidget    parent_instance;

  GtkBox      *list;
  GtkWidget   *empty_label;
  GtkTextView *text_view;
  GtkLabel    *count_label;
  GtkButton   *add_button;
  GtkWidget   *cancel_button;

  VdtSession  *session;
  VdtIncident *incident;
  char        *editing;     /* id of the comment that is written anew */
};

G_DEFINE_FINAL_TYPE (VdtCommentsView, vdt_comments_view, GTK_TYPE_WIDGET)

static void
set_editing (VdtCommentsView *self,
             const char      *comment_id,
             const char      *text)
{
  g_free (self->editing);
  self->editing = g_strdup (comment_id);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), text == NULL ? "" : text, -1);
  gtk_button_set_label (self->add_button, comment_id == NULL ? _("Add Comment") : _("Save Comment"));
  gtk_widget_set_visible (self->cancel_button, comment_id != NULL);
}

static VdtComment *
find_comment (VdtCommentsView *self,
              const char      *id)
{
  GListModel *comments = vdt_incident_get_comments (self->incident);

  for (guint i = 0; i < g_list_model_get_n_items (comments); i++)
    {
      g_autoptr(VdtComment) comment = g_list_model_get_item (comments, i);

      if (g_strcmp0 (vdt_comment_get_id (comment), id) == 0)
        return comment;
    }

  return NULL;
}

static void
apply (VdtCommentsView *self,
       VdtChange       *change)
{
  vdt_session_apply_async (self->session, change, NULL, vdt_feedback_changed_cb, g_object_ref (self));
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtCommentsView *self = VDT_COMMENTS_VIEW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  VdtComment *comment = find_comment (self, id);

  if (comment == NULL)
    return;
  set_editing (self, id, vdt_comment_get_text (comment));
  vdt_comments_view_focus_entry (self);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VdtCommentsView *self = VDT_COMMENTS_VIEW (widget);
  g_autoptr(VdtChange) change = NULL;

  change = vdt_change_new_delete (vdt_incident_get_id (self->incident),
                                  g_variant_get_string (parameter, NULL));
  apply (self, change);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  VdtCommentsView *self = VDT_COMMENTS_VIEW (widget);
  g_autoptr(VdtChange) change = NULL;
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->text_view), "text", &text, NULL);
  if (self->incident == NULL || text == NULL || *g_strstrip (text) == '\0')
    return;

  if (self->editing != NULL)
    change = vdt_change_new_edit (vdt_incident_get_id (self->incident), self->editing, text);
  else
    change = vdt_change_new_comment (vdt_incident_get_id (self->incident), NULL, text);
  set_editing (self, NULL, NULL);
  apply (self, change);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  set_editing (VDT_COMMENTS_VIEW (widget), NULL, NULL);
}

static GtkWidget *
icon_button_new (const char *icon_name,
                 const char *label,
                 const char *action,
                 const char *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small-button");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

static GtkWidget *
comment_new (VdtComment *comment)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *author = vdt_present_text (vdt_comment_get_author (comment));
  g_autofree char *time = vdt_present_time (vdt_comment_get_created_at (comment));
  g_autofree char *when = vdt_comment_get_edited_at (comment) == VDT_TIME_UNSET
                          ? g_strdup (time) : g_strdup_printf (_("%s, edited"), time);
  GtkWidget *name = gtk_label_new (*author == '\0' ? _("Unknown author") : author);
  GtkWidget *date = gtk_label_new (when);

  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "comment");
  gtk_widget_add_css_class (name, "heading");
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (date, "dim-label");
  gtk_widget_add_css_class (date, "caption");
  gtk_label_set_xalign (GTK_LABEL (date), 0);
  gtk_widget_set_hexpand (date, TRUE);
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), date);
  if (vdt_comment_get_local (comment) && vdt_comment_get_id (comment) != NULL)
    {
      gtk_box_append (GTK_BOX (head), icon_button_new ("vdt-edit-symbolic", _("Edit the comment"),
                                                       "comments.edit", vdt_comment_get_id (comment)));
      gtk_box_append (GTK_BOX (head), icon_button_new ("vdt-close-symbolic", _("Delete the comment"),
                                                       "comments.delete", vdt_comment_get_id (comment)));
    }
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), vdt_markdown_new (vdt_comment_get_text (comment)));

  return box;
}

static void
fill (VdtCommentsView *self)
{
  GListModel *comments = vdt_incident_get_comments (self->incident);
  guint n_shown = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  for (guint i = 0; i < g_list_model_get_n_items (comments); i++)
    {
      g_autoptr(VdtComment) comment = g_list_model_get_item (comments, i);

      g_signal_handlers_disconnect_by_func (comment, fill, self);
      g_signal_connect_object (comment, "notify", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
      if (vdt_comment_get_deleted (comment))
        continue;
      gtk_box_append (self->list, comment_new (comment));
      n_shown++;
    }
  gtk_widget_set_visible (self->empty_label, n_shown == 0);
}

static void
text_changed_cb (VdtCommentsView *self)
{
  int n_chars = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->text_view));
  g_autofree char *text = NULL;

  if (n_chars > VDT_MARKDOWN_MAX)
    text = g_strdup_printf (_("%d of at most %d characters: too long"), n_chars, VDT_MARKDOWN_MAX);
  else
    text = g_strdup (_("Markdown. Ctrl+Return adds the comment."));
  gtk_label_set_label (self->count_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "comments.add",
                                 n_chars > 0 && n_chars <= VDT_MARKDOWN_MAX);
}

static void
vdt_comments_view_dispose (GObject *object)
{
  VdtCommentsView *self = VDT_COMMENTS_VIEW (object);
  GtkWidget *child;

  g_clear_object (&self->incident);
  g_clear_object (&self->session);
  g_clear_pointer (&self->editing, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_COMMENTS_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_comments_view_parent_class)->dispose (object);
}

static void
vdt_comments_view_class_init (VdtCommentsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_comments_view_dispose;
  gtk_widget_class_install_action (widget_class, "comments.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "comments.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "comments.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "comments.delete", "s", delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "comments.add", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-comments-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtCommentsView, list);
  gtk_widget_class_bind_template_child (widget_class, VdtCommentsView, empty_label);
  gtk_widget_class_bind_template_child (widget_class, VdtCommentsView, text_view);
  gtk_widget_class_bind_template_child (widget_class, VdtCommentsView, count_label);
  gtk_widget_class_bind_template_child (widget_class, VdtCommentsView, add_button);
  gtk_widget_class_bind_template_child (widget_class, VdtCommentsView, cancel_button);
}

static void
vdt_comments_view_init (VdtCommentsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text_view), "changed",
                           G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  text_changed_cb (self);
}

/**
 * vdt_comments_view_set_incident:
 * @self: a view
 * @session: the session
 * @incident: a loaded incident
 *
 * Sets whose comments are shown.
 */
void
vdt_comments_view_set_incident (VdtCommentsView *self,
                                VdtSession      *session,
                                VdtIncident     *incident)
{
  g_return_if_fail (VDT_IS_COMMENTS_VIEW (self));

  g_set_object (&self->session, session);
  if (!g_set_object (&self->incident, incident))
    return;

  g_signal_connect_object (vdt_incident_get_comments (incident), "items-changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  fill (self);
}

void
vdt_comments_view_focus_entry (VdtCommentsView *self)
{
  g_return_if_fail (VDT_IS_COMMENTS_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}
