/* vdt-kql-editor-complete.c
 *
 * What can be written at the caret: shown while typing and on Ctrl+Space, taken
 * with Enter or Tab.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-editor-private.h"

#include <string.h>

/* A longer query takes too long to be looked at with every key. */
#define MAX_QUERY (256 << 10)

static gboolean
is_shown (VdtKqlEditor *self)
{
  return self->popup != NULL && gtk_widget_get_visible (GTK_WIDGET (self->popup));
}

static void
hide (VdtKqlEditor *self)
{
  if (is_shown (self))
    gtk_popover_popdown (GTK_POPOVER (self->popup));
}

/* Where a place is, in the widget's pixels. */
void
vdt_kql_editor_get_rectangle (VdtKqlEditor *self,
                              gsize         at,
                              GdkRectangle *out_rectangle)
{
  GtkTextIter iter;
  int x, y;

  vdt_kql_editor_get_iter (self, at, &iter);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, out_rectangle);
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, out_rectangle->x,
                                         out_rectangle->y, &x, &y);
  out_rectangle->x = x;
  out_rectangle->y = y;
  out_rectangle->width = MAX (out_rectangle->width, 1);
}

static VdtKqlCompletion *
find (VdtKqlEditor *self,
      gsize         caret,
      gboolean      asked_for,
      gsize        *out_start)
{
  VdtKqlBlock *block = vdt_kql_document_block_at (self->document, caret, out_start);
  gsize length = 0;
  const char *text = block != NULL ? vdt_kql_block_get_text (block, &length) : "";

  if (block == NULL)
    *out_start = 0;
  if (self->catalog == NULL || (length > MAX_QUERY && !asked_for))
    return NULL;

  return vdt_kql_complete (text, (gssize) length, caret - *out_start, self->catalog, NULL);
}

/**
 * vdt_kql_editor_complete:
 * @self: an editor
 * @asked_for: whether a person asked, or it comes with typing
 *
 * Shows what can be written at the caret, or hides it if there is nothing.
 */
void
vdt_kql_editor_complete (VdtKqlEditor *self,
                         gboolean      asked_for)
{
  gsize caret = vdt_kql_editor_get_caret (self);
  gsize start;
  g_autoptr(VdtKqlCompletion) completion = find (self, caret, asked_for, &start);
  g_autoptr(GPtrArray) proposals = NULL;
  g_autofree char *typed = NULL;
  GdkRectangle place;
  gboolean whole;

  if (completion == NULL || start + completion->edit_start > caret || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      hide (self);
      return;
    }

  typed = g_strndup (vdt_kql_document_get_text (self->document, NULL) + start + completion->edit_start,
                     caret - start - completion->edit_start);
  proposals = vdt_kql_proposals_match (completion, typed);
  if (proposals->len == 0)
    {
      hide (self);
      return;
    }

  /* What is written out needs no list: Enter is to be a new line. */
  whole = g_str_equal (typed, vdt_kql_proposal_get_item (g_ptr_array_index (proposals, 0))->text);
  if (whole && !asked_for && proposals->len == 1)
    {
      hide (self);
      return;
    }

  vdt_kql_editor_get_rectangle (self, start + completion->edit_start, &place);
  vdt_kql_popup_show (self->popup, proposals, &place, asked_for || (*typed != '\0' && !whole));
}

/**
 * vdt_kql_editor_accept:
 * @self: an editor whose popup has a selection
 *
 * Writes what is selected, in one step for undo.
 */
void
vdt_kql_editor_accept (VdtKqlEditor *self)
{
  g_autoptr(VdtKqlProposal) proposal = g_object_ref (vdt_kql_popup_get_selected (self->popup));
  const VdtKqlItem *item = vdt_kql_proposal_get_item (proposal);
  gsize caret = vdt_kql_editor_get_caret (self);
  gsize start;
  g_autoptr(VdtKqlCompletion) completion = find (self, caret, TRUE, &start);
  GtkTextIter from, to;

  self->completing = TRUE;
  gtk_text_buffer_begin_user_action (self->buffer);
  vdt_kql_editor_get_iter (self, start + completion->edit_start, &from);
  vdt_kql_editor_get_iter (self, MAX (start + completion->edit_start + completion->edit_length, caret), &to);
  gtk_text_buffer_delete (self->buffer, &from, &to);
  gtk_text_buffer_insert (self->buffer, &from, item->before, -1);
  gtk_text_buffer_place_cursor (self->buffer, &from);
  if (item->after != NULL && *item->after != '\0')
    {
      int offset = gtk_text_iter_get_offset (&from);

      gtk_text_buffer_insert (self->buffer, &from, item->after, -1);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &from, offset);
      gtk_text_buffer_place_cursor (self->buffer, &from);
    }
  gtk_text_buffer_end_user_action (self->buffer);
  self->completing = FALSE;
  hide (self);

  /* What goes on is offered at once. */
  if (g_str_has_suffix (item->before, " ") || g_str_has_suffix (item->before, "("))
    vdt_kql_editor_complete_soon (self);
}

static gboolean
complete_cb (gpointer user_data)
{
  VdtKqlEditor *self = user_data;

  self->complete_id = 0;
  vdt_kql_editor_complete (self, FALSE);

  return G_SOURCE_REMOVE;
}

/* After the frame that shows the key. */
void
vdt_kql_editor_complete_soon (VdtKqlEditor *self)
{
  if (self->complete_id == 0)
    self->complete_id = g_idle_add (complete_cb, self);
}

static gboolean
is_trigger (gunichar c)
{
  return g_unichar_isalpha (c) || c == '_' || c == ' ' || c == '(' || c == ',' || c == '.' || c == '"' || c == '\'' ||
         c == '$';
}

/* One character is typed; more were pasted, or come from undo or a format. */
static void
inserted_cb (VdtKqlEditor *self,
             GtkTextIter  *at,
             const char   *text,
             int           length)
{
  gunichar c = g_utf8_get_char (text);

  if (self->completing || !gtk_widget_is_focus (GTK_WIDGET (self)) || g_utf8_strlen (text, length) != 1)
    return;

  if (is_trigger (c) || (is_shown (self) && (g_unichar_isalnum (c) || c == '-')))
    vdt_kql_editor_complete_soon (self);
  else
    hide (self);
}

static void
deleted_cb (VdtKqlEditor *self)
{
  if (!self->completing && is_shown (self))
    vdt_kql_editor_complete_soon (self);
}

/* The caret went elsewhere without the text being changed. */
static void
moved_cb (VdtKqlEditor *self)
{
  if (!self->completing && self->complete_id == 0)
    hide (self);
}

static gboolean
key_pressed_cb (VdtKqlEditor    *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  gboolean bare = (state & gtk_accelerator_get_default_mod_mask ()) == 0;

  if (!is_shown (self) || !bare)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Down: case GDK_KEY_KP_Down:
      return vdt_kql_popup_move (self->popup, 1);
    case GDK_KEY_Up: case GDK_KEY_KP_Up:
      return vdt_kql_popup_move (self->popup, -1);
    case GDK_KEY_Page_Down: case GDK_KEY_KP_Page_Down:
      return vdt_kql_popup_move (self->popup, 8);
    case GDK_KEY_Page_Up: case GDK_KEY_KP_Page_Up:
      return vdt_kql_popup_move (self->popup, -8);
    case GDK_KEY_Escape:
      hide (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return: case GDK_KEY_KP_Enter: case GDK_KEY_Tab: case GDK_KEY_KP_Tab:
      if (vdt_kql_popup_get_selected (self->popup) != NULL)
        {
          vdt_kql_editor_accept (self);
          return GDK_EVENT_STOP;
        }
      hide (self);
      return GDK_EVENT_PROPAGATE;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

void
vdt_kql_editor_init_complete (VdtKqlEditor *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->popup = vdt_kql_popup_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->popup), GTK_WIDGET (self));
  g_signal_connect_swapped (self->popup, "chosen", G_CALLBACK (vdt_kql_editor_accept), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (hide), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (inserted_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->buffer, "delete-range", G_CALLBACK (deleted_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->buffer, "notify::cursor-position", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
}

/**
 * vdt_kql_editor_get_popup:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): the list at the caret while it is shown
 */
VdtKqlPopup *
vdt_kql_editor_get_popup (VdtKqlEditor *self)
{
  g_return_val_if_fail (VDT_IS_KQL_EDITOR (self), NULL);

  return is_shown (self) ? self->popup : NULL;
}
