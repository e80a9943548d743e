/* vdt-welcome-page.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-welcome-page.h"

#include <glib/gi18n.h>

/**
 * VdtWelcomePage:
 *
 * One button away from a finished incident story; says what engine works, where
 * the data are, and that nothing leaves the computer.
 */
struct _VdtWelcomePage
{
  GtkWidget  parent_instance;

  GtkWidget *sample_button;
  GtkWidget *open_button;
  GtkLabel  *facts_label;
};

G_DEFINE_FINAL_TYPE (VdtWelcomePage, vdt_welcome_page, GTK_TYPE_WIDGET)

static void
vdt_welcome_page_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), VDT_TYPE_WELCOME_PAGE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_welcome_page_parent_class)->dispose (object);
}

static void
vdt_welcome_page_class_init (VdtWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_welcome_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtWelcomePage, sample_button);
  gtk_widget_class_bind_template_child (widget_class, VdtWelcomePage, open_button);
  gtk_widget_class_bind_template_child (widget_class, VdtWelcomePage, facts_label);
}

static void
vdt_welcome_page_init (VdtWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vdt_welcome_page_set_folder:
 * @self: the page
 * @folder: (nullable): the workspace's folder
 *
 * Says where the data are.
 */
void
vdt_welcome_page_set_folder (VdtWelcomePage *self,
                             const char     *folder)
{
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (VDT_IS_WELCOME_PAGE (self));

  if (folder == NULL)
    {
      gtk_label_set_label (self->facts_label, "");
      return;
    }

  if (g_str_has_prefix (folder, g_get_home_dir ()))
    shown = g_strconcat ("~", folder + strlen (g_get_home_dir ()), NULL);
  else
    shown = g_strdup (folder);
  /* Translators: %s is a folder. */
  text = g_strdup_printf (_("Engine: built-in · Data: %s · Telemetry: none"), shown);
  gtk_label_set_label (self->facts_label, text);
}

void
vdt_welcome_page_focus_start (VdtWelcomePage *self)
{
  g_return_if_fail (VDT_IS_WELCOME_PAGE (self));

  gtk_widget_grab_focus (self->sample_button);
}
