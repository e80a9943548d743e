/* vdt-untrusted.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-untrusted.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"
#include "vdt-safe-text.h"

#define MAX_SHOWN 3000 /* characters; the inspector shows more, Copy gives all */

/**
 * VdtUntrusted:
 *
 * A command line, a mail's subject, a URL: in monospace, behind a thin line that
 * says where it comes from. Inert: control and direction characters are made
 * visible, nothing in it is markup, nothing can be clicked. Copy gives the text
 * as it is.
 */
struct _VdtUntrusted
{
  GtkWidget  parent_instance;

  GtkLabel  *title_label;
  GtkLabel  *text_label;
  GtkLabel  *mark_label;
  GtkWidget *analyse_button;

  char      *text;
};

G_DEFINE_FINAL_TYPE (VdtUntrusted, vdt_untrusted, GTK_TYPE_WIDGET)

static void
copy_clicked_cb (VdtUntrusted *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
  vdt_feedback_toast (GTK_WIDGET (self), _("Copied as it is: take care where you paste it"));
}

static void
analyse_clicked_cb (VdtUntrusted *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.analyse-script", "s", self->text);
}

static void
vdt_untrusted_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), VDT_TYPE_UNTRUSTED);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_untrusted_parent_class)->dispose (object);
}

static void
vdt_untrusted_finalize (GObject *object)
{
  g_free (VDT_UNTRUSTED (object)->text);

  G_OBJECT_CLASS (vdt_untrusted_parent_class)->finalize (object);
}

static void
vdt_untrusted_class_init (VdtUntrustedClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_untrusted_dispose;
  G_OBJECT_CLASS (klass)->finalize = vdt_untrusted_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-untrusted.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtUntrusted, title_label);
  gtk_widget_class_bind_template_child (widget_class, VdtUntrusted, text_label);
  gtk_widget_class_bind_template_child (widget_class, VdtUntrusted, mark_label);
  gtk_widget_class_bind_template_child (widget_class, VdtUntrusted, analyse_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, analyse_clicked_cb);
}

static void
vdt_untrusted_init (VdtUntrusted *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vdt_untrusted_new:
 * @title: what the text is, as “Command line”
 * @text: any bytes
 *
 * Returns: a new widget
 */
GtkWidget *
vdt_untrusted_new (const char *title,
                   const char *text)
{
  VdtUntrusted *self = g_object_new (VDT_TYPE_UNTRUSTED, NULL);
  g_autofree char *safe = NULL;
  gboolean marked = FALSE;

  self->text = g_utf8_make_valid (text, -1);
  safe = vdt_safe_text_multiline (text, -1, MAX_SHOWN, &marked);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->text_label, safe);
  gtk_label_set_label (self->mark_label, marked
                       ? _("from the incident, untrusted · hidden or cut characters are marked")
                       : _("from the incident, untrusted"));

  return GTK_WIDGET (self);
}

/**
 * vdt_untrusted_set_script:
 * @self: a widget
 * @script: whether the text is a command line or a script
 *
 * Offers the analysis of a script.
 */
void
vdt_untrusted_set_script (VdtUntrusted *self,
                          gboolean      script)
{
  g_return_if_fail (VDT_IS_UNTRUSTED (self));

  gtk_widget_set_visible (self->analyse_button, script);
}

/**
 * vdt_untrusted_get_text:
 * @self: a widget
 *
 * Returns: the text as it is shown
 */
const char *
vdt_untrusted_get_text (VdtUntrusted *self)
{
  g_return_val_if_fail (VDT_IS_UNTRUSTED (self), NULL);

  return gtk_label_get_text (self->text_label);
}
