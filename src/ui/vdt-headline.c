/* vdt-headline.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-headline.h"

#include <glib/gi18n.h>

#include "vdt-present.h"

/**
 * VdtHeadline:
 *
 * In a narrow window the copilot pane would lie over the incident, so it stays
 * away until it is asked for. This line says what it has to say, and opens it.
 */
struct _VdtHeadline
{
  GtkWidget     parent_instance;

  GtkWidget    *button;
  GtkLabel     *label;

  VdtProposal  *proposal;
  GSignalGroup *signals;
};

G_DEFINE_FINAL_TYPE (VdtHeadline, vdt_headline, GTK_TYPE_WIDGET)

static void
update (VdtHeadline *self)
{
  GListModel *statements = self->proposal == NULL ? NULL : vdt_proposal_get_statements (self->proposal);
  g_autoptr(VdtStatement) first = statements == NULL ? NULL : g_list_model_get_item (statements, 0);
  g_autofree char *text = first == NULL ? NULL : vdt_present_text (vdt_statement_get_text (first));

  gtk_label_set_label (self->label, text == NULL ? "" : text);
  gtk_widget_set_tooltip_text (self->button, text);
  gtk_widget_set_visible (self->button, text != NULL);
}

static void
vdt_headline_dispose (GObject *object)
{
  VdtHeadline *self = VDT_HEADLINE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->proposal);
  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (vdt_headline_parent_class)->dispose (object);
}

static void
vdt_headline_class_init (VdtHeadlineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vdt_headline_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "headline");
}

static void
vdt_headline_init (VdtHeadline *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("vdt-copilot-symbolic"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));

  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.toggle-copilot");
  gtk_widget_add_css_class (self->button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Open the copilot’s summary"), -1);
  gtk_widget_set_visible (self->button, FALSE);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));

  self->signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->signals, "items-changed", G_CALLBACK (update), self);
}

/**
 * vdt_headline_set_proposal:
 * @self: a headline
 * @proposal: (nullable): the summary
 *
 * Sets whose first sentence is shown.
 */
void
vdt_headline_set_proposal (VdtHeadline *self,
                           VdtProposal *proposal)
{
  g_return_if_fail (VDT_IS_HEADLINE (self));

  if (!g_set_object (&self->proposal, proposal))
    return;

  g_signal_group_set_target (self->signals, proposal == NULL ? NULL : vdt_proposal_get_statements (proposal));
  update (self);
}

const char *
vdt_headline_get_text (VdtHeadline *self)
{
  g_return_val_if_fail (VDT_IS_HEADLINE (self), NULL);

  return gtk_label_get_text (self->label);
}
