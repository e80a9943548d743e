/* vdt-hunt-choice-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-choice-window.h"

#include <string.h>

#include "vdt-card.h"
#include "vdt-present.h"
#include "vdt-window-keys.h"

/**
 * VdtHuntChoiceWindow:
 *
 * Lists what the hunting tables can be asked about an entity or an event. The first row
 * has the focus, so that Return takes it.
 */
struct _VdtHuntChoiceWindow
{
  AdwWindow   parent_instance;

  GtkLabel   *subject;
  GtkListBox *list;

  GListModel *queries;
};

G_DEFINE_FINAL_TYPE (VdtHuntChoiceWindow, vdt_hunt_choice_window, ADW_TYPE_WINDOW)

static void
row_activated_cb (VdtHuntChoiceWindow *self,
                  GtkListBoxRow       *row)
{
  g_autoptr(VdtCard) card = g_list_model_get_item (self->queries, (guint) gtk_list_box_row_get_index (row));
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_close (GTK_WINDOW (self));
  if (card != NULL && parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.hunt-and-run", "s", vdt_card_get_query (card));
}

static GtkWidget *
row_new (gpointer item,
         gpointer user_data G_GNUC_UNUSED)
{
  VdtCard *card = item;
  GtkWidget *row = adw_action_row_new ();
  const char *query = vdt_card_get_query (card);
  g_autofree char *table = g_strndup (query, strcspn (query, "\n"));
  g_autofree char *shown = vdt_present_text (table);
  g_autofree char *safe = g_markup_escape_text (shown, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), vdt_card_get_title (card));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

static void
vdt_hunt_choice_window_dispose (GObject *object)
{
  VdtHuntChoiceWindow *self = VDT_HUNT_CHOICE_WINDOW (object);

  g_clear_object (&self->queries);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_HUNT_CHOICE_WINDOW);

  G_OBJECT_CLASS (vdt_hunt_choice_window_parent_class)->dispose (object);
}

static void
vdt_hunt_choice_window_class_init (VdtHuntChoiceWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_hunt_choice_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/vedette/Vedette/vdt-hunt-choice-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtHuntChoiceWindow, subject);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntChoiceWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  vdt_window_class_add_close_keys (widget_class);
}

static void
vdt_hunt_choice_window_init (VdtHuntChoiceWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vdt_hunt_choice_window_new:
 * @parent: the window that it is over
 * @subject: (nullable): what is hunted for
 * @queries: (element-type VdtCard): the queries, at least one
 *
 * Returns: a window
 */
GtkWidget *
vdt_hunt_choice_window_new (GtkWindow  *parent,
                            const char *subject,
                            GListModel *queries)
{
  VdtHuntChoiceWindow *self;
  GtkListBoxRow *first;

  g_return_val_if_fail (G_IS_LIST_MODEL (queries), NULL);

  self = g_object_new (VDT_TYPE_HUNT_CHOICE_WINDOW, "transient-for", parent, NULL);
  self->queries = g_object_ref (queries);
  gtk_label_set_label (self->subject, subject != NULL ? subject : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subject), subject != NULL && *subject != '\0');
  gtk_list_box_bind_model (self->list, queries, row_new, NULL, NULL);
  first = gtk_list_box_get_row_at_index (self->list, 0);
  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));

  return GTK_WIDGET (self);
}
