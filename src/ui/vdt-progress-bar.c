/* vdt-progress-bar.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-progress-bar.h"

#include <glib/gi18n.h>

#define SHOW_DELAY 500 /* ms; what is faster needs no bar */

/**
 * VdtProgressBar:
 *
 * Shows a #VdtProgress while it is active: its text, a bar, a button that runs
 * `win.cancel-work`. Comes only when the work lasts.
 */
struct _VdtProgressBar
{
  GtkWidget       parent_instance;

  GtkRevealer    *revealer;
  GtkLabel       *label;
  GtkProgressBar *bar;

  VdtProgress    *progress;
  GSignalGroup   *signals;
  guint           show_id;
};

G_DEFINE_FINAL_TYPE (VdtProgressBar, vdt_progress_bar, GTK_TYPE_WIDGET)

static gboolean
show_cb (gpointer user_data)
{
  VdtProgressBar *self = user_data;

  self->show_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);

  return G_SOURCE_REMOVE;
}

static void
update (VdtProgressBar *self)
{
  g_autofree char *text = NULL;
  gboolean active = FALSE;
  double fraction = 0;

  if (self->progress != NULL)
    g_object_get (self->progress, "active", &active, "fraction", &fraction, "text", &text, NULL);

  gtk_label_set_label (self->label, text == NULL ? "" : text);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->bar, CLAMP (fraction, 0, 1));
  else
    gtk_progress_bar_pulse (self->bar);

  if (active && self->show_id == 0 && !gtk_revealer_get_reveal_child (self->revealer))
    self->show_id = g_timeout_add (SHOW_DELAY, show_cb, self);
  if (!active)
    {
      g_clear_handle_id (&self->show_id, g_source_remove);
      gtk_revealer_set_reveal_child (self->revealer, FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    }
}

static void
vdt_progress_bar_dispose (GObject *object)
{
  VdtProgressBar *self = VDT_PROGRESS_BAR (object);
  GtkWidget *child;

  g_clear_handle_id (&self->show_id, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->progress);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_PROGRESS_BAR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_progress_bar_parent_class)->dispose (object);
}

static void
vdt_progress_bar_class_init (VdtProgressBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_progress_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-progress-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtProgressBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, VdtProgressBar, label);
  gtk_widget_class_bind_template_child (widget_class, VdtProgressBar, bar);
}

static void
vdt_progress_bar_init (VdtProgressBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (VDT_TYPE_PROGRESS);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
}

/**
 * vdt_progress_bar_set_progress:
 * @self: a progress bar
 * @progress: (nullable): the work to show
 *
 * Sets what work is shown.
 */
void
vdt_progress_bar_set_progress (VdtProgressBar *self,
                               VdtProgress    *progress)
{
  g_return_if_fail (VDT_IS_PROGRESS_BAR (self));

  g_set_object (&self->progress, progress);
  g_signal_group_set_target (self->signals, progress);
  update (self);
}
