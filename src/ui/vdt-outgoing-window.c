/* vdt-outgoing-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-outgoing-window.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * VdtOutgoingWindow:
 *
 * What Is Sent: host, size, the exact bytes and the names that are masked in
 * them. Nothing leaves before Send; Cancel has the focus.
 */
struct _VdtOutgoingWindow
{
  AdwWindow    parent_instance;

  GtkWidget   *cancel_button;
  GtkLabel    *where_label;
  GtkTextView *bytes_view;
  GtkTextView *names_view;
};

G_DEFINE_FINAL_TYPE (VdtOutgoingWindow, vdt_outgoing_window, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
send_action (GtkWidget  *widget,
             const char *name G_GNUC_UNUSED,
             GVariant   *parameter G_GNUC_UNUSED)
{
  g_object_ref (widget);
  g_signal_emit (widget, signals[SIGNAL_SEND], 0);
  gtk_window_close (GTK_WINDOW (widget));
  g_object_unref (widget);
}

static void
vdt_outgoing_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VDT_TYPE_OUTGOING_WINDOW);

  G_OBJECT_CLASS (vdt_outgoing_window_parent_class)->dispose (object);
}

static void
vdt_outgoing_window_class_init (VdtOutgoingWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_outgoing_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/vedette/Vedette/vdt-outgoing-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtOutgoingWindow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, VdtOutgoingWindow, where_label);
  gtk_widget_class_bind_template_child (widget_class, VdtOutgoingWindow, bytes_view);
  gtk_widget_class_bind_template_child (widget_class, VdtOutgoingWindow, names_view);
  gtk_widget_class_install_action (widget_class, "outgoing.send", NULL, send_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  signals[SIGNAL_SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
}

static void
vdt_outgoing_window_init (VdtOutgoingWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The text without its escapes of line ends, so that a person can read it; not
 * one byte is left out. */
static void
show_bytes (GtkTextView *view,
            GBytes      *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr(GString) text = g_string_new_len (data, (gssize) size);

  g_string_replace (text, "\\n", "\\n\n", 0);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text->str, (int) text->len);
}

/**
 * vdt_outgoing_window_new:
 * @parent: its window
 * @outgoing: what would be sent; must live as long as the window is open
 *
 * Returns: (transfer full): a dialog with the signal `send`
 */
GtkWidget *
vdt_outgoing_window_new (GtkWindow         *parent,
                         const VdtOutgoing *outgoing)
{
  VdtOutgoingWindow *self = g_object_new (VDT_TYPE_OUTGOING_WINDOW, "transient-for", parent, NULL);
  g_autofree char *size = g_format_size (g_bytes_get_size (outgoing->bytes));
  g_autofree char *facts = g_strdup_printf (ngettext ("%u fact", "%u facts", outgoing->n_facts), outgoing->n_facts);
  g_autofree char *left = outgoing->n_left_out > 0
    ? g_strdup_printf (ngettext (" %u more found no room.", " %u more found no room.", outgoing->n_left_out),
                       outgoing->n_left_out) : g_strdup ("");
  g_autofree char *where = g_strdup_printf (_("To %s, model %s: %s with %s, some %u tokens.%s The log keeps the time, "
                                              "the host, the size and the hash."),
                                            outgoing->host, outgoing->model, size, facts,
                                            (guint) (g_bytes_get_size (outgoing->bytes) / 3), left);
  g_autoptr(GString) names = g_string_new (NULL);

  gtk_label_set_label (self->where_label, where);
  show_bytes (self->bytes_view, outgoing->bytes);
  for (guint i = 0; i < outgoing->names->len; i++)
    g_string_append_printf (names, "%s\n", (const char *) g_ptr_array_index (outgoing->names, i));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->names_view), names->str, (int) names->len);
  gtk_window_set_focus (GTK_WINDOW (self), self->cancel_button);

  return GTK_WIDGET (self);
}
