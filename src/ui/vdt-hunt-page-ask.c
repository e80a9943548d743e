/* vdt-hunt-page-ask.c
 *
 * The question bar of the hunting page: its queries go into the editor.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-page-private.h"

#include <string.h>

/* The query becomes the last of the text, selected, so that F5 runs it alone. */
static void
take_cb (VdtHuntPage *self,
         const char  *kql,
         gboolean     run)
{
  g_autofree char *text = vdt_hunt_page_dup_text (self);
  GtkTextIter from, to;
  int start;

  g_strchomp (text);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_bounds (self->buffer, &from, &to);
  gtk_text_iter_set_offset (&from, (int) g_utf8_strlen (text, -1));
  gtk_text_buffer_delete (self->buffer, &from, &to);
  if (*text != '\0')
    gtk_text_buffer_insert (self->buffer, &from, "\n\n", -1);
  start = gtk_text_iter_get_offset (&from);
  gtk_text_buffer_insert (self->buffer, &from, kql, -1);
  gtk_text_buffer_end_user_action (self->buffer);

  to = from;
  gtk_text_iter_set_offset (&from, start);
  gtk_text_buffer_select_range (self->buffer, &from, &to);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->editor), &from, 0.05, FALSE, 0, 0);
  if (run)
    gtk_widget_activate_action (GTK_WIDGET (self), "hunt.run", NULL);
}

static void
focus_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  gtk_widget_child_focus (GTK_WIDGET (VDT_HUNT_PAGE (widget)->ask), GTK_DIR_TAB_FORWARD);
}

void
vdt_hunt_page_class_add_ask (VdtHuntPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VDT_TYPE_HUNT_ASK);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, ask);
  gtk_widget_class_install_action (widget_class, "hunt.ask", NULL, focus_action);
}

void
vdt_hunt_page_set_up_ask (VdtHuntPage *self)
{
  vdt_hunt_ask_set_session (self->ask, self->session, self->buffer);
  g_signal_connect_object (self->ask, "take", G_CALLBACK (take_cb), self, G_CONNECT_SWAPPED);
}
