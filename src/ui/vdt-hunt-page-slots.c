/* vdt-hunt-page-slots.c
 *
 * How the parts beside the editor hang on: a panel at the left, text from
 * elsewhere, runs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-page-private.h"

static guint run_started;

static void
toggle_side_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  VdtHuntPage *self = VDT_HUNT_PAGE (widget);

  gtk_toggle_button_set_active (self->side_button, !gtk_toggle_button_get_active (self->side_button));
}

static void
side_toggled_cb (VdtHuntPage *self)
{
  gboolean shown = gtk_toggle_button_get_active (self->side_button) && adw_bin_get_child (self->side_slot) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->side_slot), shown);
}

void
vdt_hunt_page_class_add_slots (VdtHuntPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /**
   * VdtHuntPage::run-started:
   * @self: a page
   * @run: what has begun to run
   */
  run_started = g_signal_new ("run-started", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, VDT_TYPE_QUERY_RUN);
  gtk_widget_class_bind_template_callback (widget_class, side_toggled_cb);
  gtk_widget_class_install_action (widget_class, "hunt.toggle-side", NULL, toggle_side_action);
}

void
vdt_hunt_page_run_started (VdtHuntPage *self)
{
  g_signal_emit (self, run_started, 0, self->run);
}

/**
 * vdt_hunt_page_get_session:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the session; %NULL once the page is closed
 */
VdtSession *
vdt_hunt_page_get_session (VdtHuntPage *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_PAGE (self), NULL);

  return self->session;
}

/**
 * vdt_hunt_page_get_side_panel:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what is beside the editor
 */
GtkWidget *
vdt_hunt_page_get_side_panel (VdtHuntPage *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_PAGE (self), NULL);

  return adw_bin_get_child (self->side_slot);
}

/**
 * vdt_hunt_page_set_side_panel:
 * @self: a page
 * @panel: (nullable): what to show at the left of the editor and the rows
 *
 * A button and `hunt.toggle-side` show and hide it. Without a panel there is no button.
 */
void
vdt_hunt_page_set_side_panel (VdtHuntPage *self,
                              GtkWidget   *panel)
{
  g_return_if_fail (VDT_IS_HUNT_PAGE (self));

  adw_bin_set_child (self->side_slot, panel);
  gtk_widget_set_visible (GTK_WIDGET (self->side_button), panel != NULL);
  side_toggled_cb (self);
}

/**
 * vdt_hunt_page_set_text:
 * @self: a page
 * @text: a query
 *
 * Replaces all of the text, in one step for undo.
 */
void
vdt_hunt_page_set_text (VdtHuntPage *self,
                        const char  *text)
{
  g_return_if_fail (VDT_IS_HUNT_PAGE (self));
  g_return_if_fail (text != NULL);

  vdt_kql_editor_set_text (self->editor, text);
}

/**
 * vdt_hunt_page_insert_text:
 * @self: a page
 * @text: a name, a condition or the like
 *
 * Puts @text in the place of what is selected, or at the caret, and the focus there.
 */
void
vdt_hunt_page_insert_text (VdtHuntPage *self,
                           const char  *text)
{
  g_return_if_fail (VDT_IS_HUNT_PAGE (self));
  g_return_if_fail (text != NULL);

  vdt_kql_editor_insert_text (self->editor, text);
}

/**
 * vdt_hunt_page_run:
 * @self: a page
 *
 * Runs what F5 would.
 */
void
vdt_hunt_page_run (VdtHuntPage *self)
{
  g_return_if_fail (VDT_IS_HUNT_PAGE (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "hunt.run", NULL);
}

/**
 * vdt_hunt_page_run_editor:
 * @self: a page
 * @action: an action of the editor, as `editor.complete`
 * @target: (nullable): its target
 *
 * Returns: whether there is such an action
 */
gboolean
vdt_hunt_page_run_editor (VdtHuntPage *self,
                          const char  *action,
                          GVariant    *target)
{
  g_return_val_if_fail (VDT_IS_HUNT_PAGE (self), FALSE);

  gtk_widget_grab_focus (GTK_WIDGET (self->editor));

  return gtk_widget_activate_action_variant (GTK_WIDGET (self->editor), action, target);
}
