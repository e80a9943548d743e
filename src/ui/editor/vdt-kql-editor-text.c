/* vdt-kql-editor-text.c
 *
 * The text as the buffer has it and as the language sees it: kept the same key by
 * key, places turned from one to the other, edits.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-editor-private.h"

#include <string.h>

static const char *
get_text (VdtKqlEditor *self)
{
  return vdt_kql_document_get_text (self->document, NULL);
}

/* Offsets of the language are bytes, those of the buffer characters. */
void
vdt_kql_editor_get_iter (VdtKqlEditor *self,
                         gsize         at,
                         GtkTextIter  *out_iter)
{
  gsize length;
  const char *text = vdt_kql_document_get_text (self->document, &length);

  gtk_text_buffer_get_iter_at_offset (self->buffer, out_iter,
                                      (int) g_utf8_pointer_to_offset (text, text + MIN (at, length)));
}

gsize
vdt_kql_editor_get_byte (VdtKqlEditor      *self,
                         const GtkTextIter *iter)
{
  const char *text = get_text (self);

  return (gsize) (g_utf8_offset_to_pointer (text, gtk_text_iter_get_offset (iter)) - text);
}

gsize
vdt_kql_editor_get_caret (VdtKqlEditor *self)
{
  GtkTextIter iter;

  g_return_val_if_fail (VDT_IS_KQL_EDITOR (self), 0);

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, gtk_text_buffer_get_insert (self->buffer));

  return vdt_kql_editor_get_byte (self, &iter);
}

/* At the end of a query's last line the caret is in that query, though the next begins right behind. */
VdtKqlBlock *
vdt_kql_editor_get_block (VdtKqlEditor *self,
                          gsize        *out_start)
{
  return vdt_kql_document_block_at (self->document, vdt_kql_editor_get_caret (self), out_start);
}

/* What the query at @at means, with its begin; the answer is kept until another is asked for. */
VdtKqlAnalysis *
vdt_kql_editor_ask (VdtKqlEditor *self,
                    gsize         at,
                    gsize        *out_start)
{
  VdtKqlBlock *block = vdt_kql_document_block_at (self->document, at, out_start);

  if (block == NULL || self->catalog == NULL)
    return NULL;

  if (block != self->asked_block)
    {
      g_clear_pointer (&self->asked, vdt_kql_analysis_unref);
      g_clear_pointer (&self->asked_block, vdt_kql_block_unref);
      self->asked_block = vdt_kql_block_ref (block);
      self->asked = vdt_kql_analyze (vdt_kql_block_get_tree (block), self->catalog, NULL);
    }

  return self->asked;
}

static gboolean
has_long_line (GtkTextBuffer *buffer)
{
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  do
    if (gtk_text_iter_get_chars_in_line (&iter) > VDT_KQL_MAX_LINE)
      return TRUE;
  while (gtk_text_iter_forward_line (&iter));

  return FALSE;
}

static void
set_plain (VdtKqlEditor *self,
           gboolean      plain)
{
  if (self->is_plain == plain)
    return;

  self->is_plain = plain;
  gtk_source_buffer_set_highlight_syntax (GTK_SOURCE_BUFFER (self->buffer), !plain);
  gtk_source_buffer_set_highlight_matching_brackets (GTK_SOURCE_BUFFER (self->buffer), !plain);
  vdt_kql_editor_forget (self);
  g_object_notify (G_OBJECT (self), "plain");
}

/* Whether putting @text there makes a line that is too long. */
static gboolean
makes_long_line (const GtkTextIter *at,
                 const char        *text,
                 gsize              length)
{
  const char *end = text + length;
  glong line = gtk_text_iter_get_line_offset (at);

  for (const char *from = text; from < end;)
    {
      const char *to = memchr (from, '\n', (gsize) (end - from));

      line += g_utf8_strlen (from, (gssize) ((to != NULL ? to : end) - from));
      if (to == NULL)
        line += gtk_text_iter_get_chars_in_line (at) - gtk_text_iter_get_line_offset (at);
      if (line > VDT_KQL_MAX_LINE)
        return TRUE;
      if (to == NULL)
        return FALSE;
      line = 0;
      from = to + 1;
    }

  return FALSE;
}

static void
insert_cb (VdtKqlEditor *self,
           GtkTextIter  *at,
           const char   *text,
           int           length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;

  /* Before the highlighter sees it. */
  if (makes_long_line (at, text, n))
    set_plain (self, TRUE);
  vdt_kql_document_edit (self->document, vdt_kql_editor_get_byte (self, at), 0, text, (gssize) n);
}

static void
delete_cb (VdtKqlEditor *self,
           GtkTextIter  *from,
           GtkTextIter  *to)
{
  gsize start = vdt_kql_editor_get_byte (self, from);
  gsize end = vdt_kql_editor_get_byte (self, to);

  /* A line break that goes joins two lines. */
  if (gtk_text_iter_get_line (from) != gtk_text_iter_get_line (to) &&
      gtk_text_iter_get_line_offset (from) + gtk_text_iter_get_chars_in_line (to) -
      gtk_text_iter_get_line_offset (to) > VDT_KQL_MAX_LINE)
    set_plain (self, TRUE);
  vdt_kql_document_edit (self->document, start, end - start, "", 0);
}

static void
changed_cb (VdtKqlEditor *self)
{
  if (self->is_plain && !has_long_line (self->buffer))
    set_plain (self, FALSE);
  vdt_kql_editor_check_soon (self);
}

void
vdt_kql_editor_init_text (VdtKqlEditor *self)
{
  self->document = vdt_kql_document_new ();
  g_signal_connect_swapped (self->buffer, "insert-text", G_CALLBACK (insert_cb), self);
  g_signal_connect_swapped (self->buffer, "delete-range", G_CALLBACK (delete_cb), self);
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (changed_cb), self);
}

/**
 * vdt_kql_editor_dup_text:
 * @self: an editor
 *
 * Returns: (transfer full): all of the text
 */
char *
vdt_kql_editor_dup_text (VdtKqlEditor *self)
{
  g_return_val_if_fail (VDT_IS_KQL_EDITOR (self), NULL);

  return g_strdup (get_text (self));
}

static void
replace (VdtKqlEditor *self,
         const char   *text)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_bounds (self->buffer, &from, &to);
  gtk_text_buffer_delete (self->buffer, &from, &to);
  gtk_text_buffer_insert (self->buffer, &from, text, -1);
}

/**
 * vdt_kql_editor_load_text:
 * @self: an editor
 * @text: all of the text
 *
 * Shows a text, with the caret at its start; undo does not go behind this.
 */
void
vdt_kql_editor_load_text (VdtKqlEditor *self,
                          const char   *text)
{
  GtkTextIter start;

  g_return_if_fail (VDT_IS_KQL_EDITOR (self));
  g_return_if_fail (text != NULL);

  gtk_text_buffer_begin_irreversible_action (self->buffer);
  replace (self, text);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);
}

/**
 * vdt_kql_editor_set_text:
 * @self: an editor
 * @text: all of the text
 *
 * Replaces the text in one step for undo.
 */
void
vdt_kql_editor_set_text (VdtKqlEditor *self,
                         const char   *text)
{
  g_return_if_fail (VDT_IS_KQL_EDITOR (self));
  g_return_if_fail (text != NULL);

  gtk_text_buffer_begin_user_action (self->buffer);
  replace (self, text);
  gtk_text_buffer_end_user_action (self->buffer);
}

/**
 * vdt_kql_editor_insert_text:
 * @self: an editor
 * @text: a name, a condition or the like
 *
 * Puts @text in the place of what is selected, or at the caret, and the focus there.
 */
void
vdt_kql_editor_insert_text (VdtKqlEditor *self,
                            const char   *text)
{
  g_return_if_fail (VDT_IS_KQL_EDITOR (self));
  g_return_if_fail (text != NULL);

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (self->buffer, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* All edits in one step for undo. They are in text order; the last goes first, so that places stay. */
void
vdt_kql_editor_apply (VdtKqlEditor *self,
                      GPtrArray    *edits,
                      gsize         shift)
{
  gtk_text_buffer_begin_user_action (self->buffer);
  for (guint i = edits->len; i > 0; i--)
    {
      const VdtKqlTextEdit *edit = g_ptr_array_index (edits, i - 1);
      GtkTextIter from, to;

      vdt_kql_editor_get_iter (self, shift + edit->start, &from);
      vdt_kql_editor_get_iter (self, shift + edit->start + edit->length, &to);
      gtk_text_buffer_delete (self->buffer, &from, &to);
      gtk_text_buffer_insert (self->buffer, &from, edit->text, -1);
    }
  gtk_text_buffer_end_user_action (self->buffer);
}

/**
 * vdt_kql_editor_dup_query:
 * @self: an editor
 * @start: (out): where it begins, bytes
 *
 * Returns: (transfer full): what is to run: the selection, or the query at the caret
 */
char *
vdt_kql_editor_dup_query (VdtKqlEditor *self,
                          gsize        *start)
{
  GtkTextIter from, to;
  VdtKqlBlock *block;
  const char *text;

  g_return_val_if_fail (VDT_IS_KQL_EDITOR (self), NULL);
  g_return_val_if_fail (start != NULL, NULL);

  if (gtk_text_buffer_get_selection_bounds (self->buffer, &from, &to))
    {
      *start = vdt_kql_editor_get_byte (self, &from);
      return gtk_text_buffer_get_text (self->buffer, &from, &to, TRUE);
    }

  *start = 0;
  block = vdt_kql_editor_get_block (self, start);
  text = block == NULL ? "" : vdt_kql_block_get_text (block, NULL);

  return g_strdup (text);
}

/**
 * vdt_kql_editor_dup_place:
 * @self: an editor
 * @start: a place, bytes
 *
 * Returns: (transfer full): its line and its column, both from 1, as `3:14`
 */
char *
vdt_kql_editor_dup_place (VdtKqlEditor *self,
                          gsize         start)
{
  GtkTextIter iter;

  g_return_val_if_fail (VDT_IS_KQL_EDITOR (self), NULL);

  vdt_kql_editor_get_iter (self, start, &iter);

  return g_strdup_printf ("%d:%d", gtk_text_iter_get_line (&iter) + 1, gtk_text_iter_get_line_offset (&iter) + 1);
}

/**
 * vdt_kql_editor_show_place:
 * @self: an editor
 * @start: a place, bytes
 * @length: how long it is, bytes
 *
 * Selects a part of the text and puts the focus there.
 */
void
vdt_kql_editor_show_place (VdtKqlEditor *self,
                           gsize         start,
                           gsize         length)
{
  GtkTextIter from, to;

  g_return_if_fail (VDT_IS_KQL_EDITOR (self));

  vdt_kql_editor_get_iter (self, start, &from);
  vdt_kql_editor_get_iter (self, start + length, &to);
  gtk_text_buffer_select_range (self->buffer, &from, &to);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (self->buffer), 0.1, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}
