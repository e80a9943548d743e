/* vdt-kql-editor-paint.c
 *
 * The colours of what is in view, from what the queries mean, over the first paint
 * of the highlighter; and the mark beside the query at the caret.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-editor-private.h"

#include <adwaita.h>
#include <string.h>

#define BLOCK_BAR 3 /* pixels */

/* A place that walks forward through the text, as byte and as character. */
typedef struct
{
  GtkTextBuffer *buffer;
  const char    *text;
  gsize          byte;
  glong          offset;
} Walker;

static const char * const style_names[VDT_KQL_N_CLASSES] = {
  [VDT_KQL_CLASS_COMMENT] = "kusto:comment",
  [VDT_KQL_CLASS_DIRECTIVE] = "kusto:directive",
  [VDT_KQL_CLASS_LITERAL] = "kusto:literal",
  [VDT_KQL_CLASS_STRING_LITERAL] = "kusto:string-literal",
  [VDT_KQL_CLASS_TYPE] = "kusto:type",
  [VDT_KQL_CLASS_COLUMN] = "kusto:column",
  [VDT_KQL_CLASS_TABLE] = "kusto:table",
  [VDT_KQL_CLASS_DATABASE] = "kusto:database",
  [VDT_KQL_CLASS_FUNCTION] = "kusto:function",
  [VDT_KQL_CLASS_PARAMETER] = "kusto:parameter",
  [VDT_KQL_CLASS_VARIABLE] = "kusto:variable",
  [VDT_KQL_CLASS_CLIENT_PARAMETER] = "kusto:client-parameter",
  [VDT_KQL_CLASS_QUERY_PARAMETER] = "kusto:query-parameter",
  [VDT_KQL_CLASS_SCALAR_OPERATOR] = "kusto:scalar-operator",
  [VDT_KQL_CLASS_QUERY_OPERATOR] = "kusto:query-operator",
  [VDT_KQL_CLASS_KEYWORD] = "kusto:keyword",
  [VDT_KQL_CLASS_OPTION] = "kusto:option",
};

static void
walk_to (Walker      *walker,
         gsize        byte,
         GtkTextIter *out_iter)
{
  if (byte > walker->byte)
    {
      walker->offset += g_utf8_pointer_to_offset (walker->text + walker->byte, walker->text + byte);
      walker->byte = byte;
    }
  gtk_text_buffer_get_iter_at_offset (walker->buffer, out_iter, (int) walker->offset);
}

void
vdt_kql_editor_get_visible (VdtKqlEditor *self,
                            gsize        *out_from,
                            gsize        *out_to)
{
  GdkRectangle rectangle;
  GtkTextIter from, to;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &rectangle);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &from, rectangle.y, NULL);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &to, rectangle.y + rectangle.height, NULL);
  gtk_text_iter_forward_to_line_end (&to);
  *out_from = vdt_kql_editor_get_byte (self, &from);
  *out_to = vdt_kql_editor_get_byte (self, &to);
}

static void
paint_span (VdtKqlEditor     *self,
            const VdtKqlSpan *span,
            gsize             shift,
            Walker           *walker)
{
  GtkTextIter from, to;
  gsize start = shift + span->start;

  /* The bytes of a span that began above what is painted. */
  if (start < walker->byte || self->class_tags[span->kind] == NULL)
    return;

  walk_to (walker, start, &from);
  if (gtk_text_iter_get_chars_in_line (&from) > VDT_KQL_MAX_LINE)
    return;

  walk_to (walker, start + span->length, &to);
  gtk_text_buffer_apply_tag (self->buffer, self->class_tags[span->kind], &from, &to);
}

/* From @from on: whole lines of one query, in bytes of the whole text. */
static void
paint_lines (VdtKqlEditor *self,
             VdtKqlFacts  *facts,
             gsize         shift,
             gsize         from,
             gsize         to,
             Walker       *walker)
{
  GtkTextIter first, last;
  Walker end;

  walk_to (walker, from, &first);
  end = *walker;
  walk_to (&end, to, &last);
  for (guint i = 0; i < VDT_KQL_N_CLASSES; i++)
    if (self->class_tags[i] != NULL)
      gtk_text_buffer_remove_tag (self->buffer, self->class_tags[i], &first, &last);

  for (guint i = 0; i < facts->spans->len; i++)
    {
      const VdtKqlSpan *span = &g_array_index (facts->spans, VdtKqlSpan, i);

      if (shift + span->start >= to)
        break;
      paint_span (self, span, shift, walker);
    }
  facts->painted_from = from - shift;
  facts->painted_to = to - shift;
}

static void
paint (VdtKqlEditor *self)
{
  Walker walker = { .buffer = self->buffer, .text = vdt_kql_document_get_text (self->document, NULL) };
  gsize from, to;
  gsize start = 0;

  vdt_kql_editor_get_visible (self, &from, &to);
  for (guint i = 0; i < vdt_kql_document_get_n_blocks (self->document) && start <= to; i++)
    {
      VdtKqlBlock *block = vdt_kql_document_get_block (self->document, i);
      VdtKqlFacts *facts = vdt_kql_block_get_analysis (block);
      gsize length, first, last;

      vdt_kql_block_get_text (block, &length);
      first = MAX (start, from);
      last = MIN (start + length, to);
      if (facts != NULL && first < last &&
          (first - start < facts->painted_from || last - start > facts->painted_to))
        paint_lines (self, facts, start, first, last, &walker);
      start += length;
    }
}

static gboolean
paint_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  VdtKqlEditor *self = VDT_KQL_EDITOR (widget);

  self->paint_id = 0;
  paint (self);

  return G_SOURCE_REMOVE;
}

/* Before the next frame is drawn. */
void
vdt_kql_editor_paint_soon (VdtKqlEditor *self)
{
  if (self->paint_id == 0)
    self->paint_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), paint_cb, NULL, NULL);
}

/* Light and dark as the window. */
static void
set_style (VdtKqlEditor *self)
{
  static const struct { const char *style; PangoUnderline underline; } problems[] = {
    [VDT_KQL_SEVERITY_ERROR] = { "#d7263d", PANGO_UNDERLINE_ERROR },
    [VDT_KQL_SEVERITY_WARNING] = { "#b07500", PANGO_UNDERLINE_ERROR },
    [VDT_KQL_SEVERITY_SUGGESTION] = { "#3b7dd8", PANGO_UNDERLINE_SINGLE },
    [VDT_KQL_SEVERITY_HINT] = { "#3b7dd8", PANGO_UNDERLINE_SINGLE },
  };
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleScheme *scheme =
    gtk_source_style_scheme_manager_get_scheme (gtk_source_style_scheme_manager_get_default (),
                                                dark ? "vedette-dark" : "vedette-light");

  gtk_source_buffer_set_style_scheme (GTK_SOURCE_BUFFER (self->buffer), scheme);
  for (guint i = 0; i < VDT_KQL_N_CLASSES; i++)
    {
      GtkSourceStyle *style = style_names[i] == NULL || scheme == NULL
                              ? NULL : gtk_source_style_scheme_get_style (scheme, style_names[i]);

      if (style == NULL)
        continue;
      if (self->class_tags[i] == NULL)
        self->class_tags[i] = gtk_text_buffer_create_tag (self->buffer, NULL, NULL);
      gtk_source_style_apply (style, self->class_tags[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      GdkRGBA colour;

      if (self->problem_tags[i] == NULL)
        self->problem_tags[i] = gtk_text_buffer_create_tag (self->buffer, NULL, "underline", problems[i].underline, NULL);
      gdk_rgba_parse (&colour, problems[i].style);
      g_object_set (self->problem_tags[i], "underline-rgba", &colour, NULL);
    }
}

void
vdt_kql_editor_init_paint (VdtKqlEditor *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (set_style), self,
                           G_CONNECT_SWAPPED);
  set_style (self);
}

/* A bar at the left of the lines of the query at the caret, where there are others. */
void
vdt_kql_editor_draw_block (VdtKqlEditor *self,
                           GtkSnapshot  *snapshot)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GtkTextIter from, to;
  GdkRectangle first, last;
  GdkRGBA colour;
  VdtKqlBlock *block;
  const char *text;
  gsize start, length;

  if (vdt_kql_document_get_n_blocks (self->document) < 2 ||
      !gtk_style_context_lookup_color (context, "accent_bg_color", &colour))
    return;

  block = vdt_kql_editor_get_block (self, &start);
  text = vdt_kql_block_get_text (block, &length);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  vdt_kql_editor_get_iter (self, start + strspn (text, " \t\r\n"), &from);
  vdt_kql_editor_get_iter (self, start + length, &to);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &from, &first);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &to, &last);
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (1, first.y, BLOCK_BAR,
                                                  MAX (last.y + last.height - first.y, 0)));
}
