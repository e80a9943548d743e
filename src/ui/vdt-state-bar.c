/* vdt-state-bar.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-state-bar.h"

#include <glib/gi18n.h>

/**
 * VdtStateBar:
 *
 * One line for each lasting state, under the header bar. A toast tells of a
 * moment and goes; this stays until the state does. (AdwBanner is newer than
 * Debian 12, GtkInfoBar is deprecated on Debian 13.)
 */
struct _VdtStateBar
{
  GtkWidget   parent_instance;

  GHashTable *bars;    /* id → GtkRevealer, a child */
};

G_DEFINE_FINAL_TYPE (VdtStateBar, vdt_state_bar, GTK_TYPE_WIDGET)

static const char * const kind_classes[] = { "neutral", "warning", "error" };

static void
revealed_cb (GtkRevealer *revealer,
             GParamSpec  *pspec,
             gpointer     user_data)
{
  if (!gtk_revealer_get_child_revealed (revealer) && !gtk_revealer_get_reveal_child (revealer))
    gtk_widget_set_visible (GTK_WIDGET (revealer), FALSE);
}

static void
close_clicked_cb (GtkButton   *button,
                  GtkRevealer *revealer)
{
  gtk_revealer_set_reveal_child (revealer, FALSE);
}

static GtkRevealer *
ensure_bar (VdtStateBar *self,
            const char  *id)
{
  GtkRevealer *revealer = g_hash_table_lookup (self->bars, id);

  if (revealer != NULL)
    return revealer;

  revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_transition_type (revealer, GTK_REVEALER_TRANSITION_TYPE_SLIDE_DOWN);
  gtk_widget_set_visible (GTK_WIDGET (revealer), FALSE);
  g_signal_connect (revealer, "notify::child-revealed", G_CALLBACK (revealed_cb), NULL);
  gtk_widget_set_parent (GTK_WIDGET (revealer), GTK_WIDGET (self));
  g_hash_table_insert (self->bars, g_strdup (id), revealer);

  return revealer;
}

static void
vdt_state_bar_dispose (GObject *object)
{
  VdtStateBar *self = VDT_STATE_BAR (object);
  GtkWidget *child;

  g_clear_pointer (&self->bars, g_hash_table_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_state_bar_parent_class)->dispose (object);
}

static void
vdt_state_bar_class_init (VdtStateBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_state_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "statebar");
}

static void
vdt_state_bar_init (VdtStateBar *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->bars = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * vdt_state_bar_set:
 * @self: a state bar
 * @id: names the state; setting it again replaces its line
 * @kind: how grave it is
 * @icon_name: a symbolic icon
 * @text: what is the case; plain text
 * @button: (nullable): title of the button
 * @action: (nullable): what the button does
 * @can_close: whether the line may be put away while the state lasts
 *
 * Shows a lasting state.
 */
void
vdt_state_bar_set (VdtStateBar     *self,
                   const char      *id,
                   VdtStateBarKind  kind,
                   const char      *icon_name,
                   const char      *text,
                   const char      *button,
                   const char      *action,
                   gboolean         can_close)
{
  GtkRevealer *revealer;
  GtkWidget *box, *image, *label;

  g_return_if_fail (VDT_IS_STATE_BAR (self));

  revealer = ensure_bar (self, id);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (box, "bar");
  gtk_widget_add_css_class (box, kind_classes[kind]);

  image = gtk_image_new_from_icon_name (icon_name);
  gtk_box_append (GTK_BOX (box), image);

  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);

  if (button != NULL)
    {
      GtkWidget *widget = gtk_button_new_with_label (button);

      gtk_actionable_set_action_name (GTK_ACTIONABLE (widget), action);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, button, -1);
      gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), widget);
    }
  if (can_close)
    {
      GtkWidget *widget = gtk_button_new_from_icon_name ("vdt-close-symbolic");

      gtk_widget_set_tooltip_text (widget, _("Dismiss"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, _("Dismiss"), -1);
      gtk_widget_add_css_class (widget, "flat");
      gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
      g_signal_connect (widget, "clicked", G_CALLBACK (close_clicked_cb), revealer);
      gtk_box_append (GTK_BOX (box), widget);
    }

  gtk_revealer_set_child (revealer, box);
  gtk_widget_set_visible (GTK_WIDGET (revealer), TRUE);
  gtk_revealer_set_reveal_child (revealer, TRUE);
}

/**
 * vdt_state_bar_clear:
 * @self: a state bar
 * @id: the state that is over
 *
 * Takes a state's line away.
 */
void
vdt_state_bar_clear (VdtStateBar *self,
                     const char  *id)
{
  GtkRevealer *revealer;

  g_return_if_fail (VDT_IS_STATE_BAR (self));

  revealer = g_hash_table_lookup (self->bars, id);
  if (revealer != NULL)
    gtk_revealer_set_reveal_child (revealer, FALSE);
}

/**
 * vdt_state_bar_get:
 * @self: a state bar
 * @id: a state
 *
 * Returns: (transfer none) (nullable): the line of @id, if it is shown
 */
GtkWidget *
vdt_state_bar_get (VdtStateBar *self,
                   const char  *id)
{
  GtkRevealer *revealer;

  g_return_val_if_fail (VDT_IS_STATE_BAR (self), NULL);

  revealer = g_hash_table_lookup (self->bars, id);
  if (revealer == NULL || !gtk_revealer_get_reveal_child (revealer))
    return NULL;

  return GTK_WIDGET (revealer);
}
