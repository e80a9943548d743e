/* vdt-docx-body.c
 *
 * The text of a DOCX file (ECMA-376, part 1, 17) and its footnotes.
 *
 * A source is a footnote where it is cited first, and a reference to that footnote
 * (NOTEREF) wherever it is cited again: the footnotes' numbers are then the sources'.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-docx-private.h"
#include "vdt-time.h"

#define TEXT_TWIPS 9638   /* what is between the margins, 1/20 pt */
#define EMU 12700         /* of a point */

static void write_blocks (VdtDocx    *self,
                          VdtDoc     *parent,
                          const char *style,
                          guint       level);

/* A bookmark's name: letters, digits and `_`, at most 40. */
static char *
bookmark_name (VdtDocx    *self,
               const char *anchor)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->bookmarks, anchor));

  if (number == 0)
    {
      number = g_hash_table_size (self->bookmarks) + 1;
      g_hash_table_insert (self->bookmarks, g_strdup (anchor), GUINT_TO_POINTER (number));
    }

  return g_strdup_printf ("_vdt%u", number);
}

static void
begin_bookmark (VdtDocx    *self,
                const char *anchor,
                char       *id,
                gsize       size)
{
  g_autofree char *name = bookmark_name (self, anchor);

  g_snprintf (id, size, "%u", ++self->n_ids);
  vdt_docx_open (self, "w:bookmarkStart");
  vdt_docx_attribute (self, "w:id", id);
  vdt_docx_attribute (self, "w:name", name);
  vdt_docx_close (self);
}

static void
end_bookmark (VdtDocx    *self,
              const char *id)
{
  vdt_docx_open (self, "w:bookmarkEnd");
  vdt_docx_attribute (self, "w:id", id);
  vdt_docx_close (self);
}

static void
write_citation (VdtDocx  *self,
                VdtDoc   *run,
                gboolean  after_another)
{
  g_autofree char *anchor = g_strdup_printf ("cite-%u", run->number);

  if (after_another)
    vdt_docx_text (self, ", ", "FootnoteReference", 0);

  if (g_hash_table_add (self->cited, GUINT_TO_POINTER (run->number)))
    {
      char id[16];
      char note[16];

      g_snprintf (note, sizeof note, "%u", run->number + 1);
      begin_bookmark (self, anchor, id, sizeof id);
      vdt_docx_open (self, "w:r");
      vdt_docx_run_properties (self, "FootnoteReference", 0);
      vdt_docx_open (self, "w:footnoteReference");
      vdt_docx_attribute (self, "w:id", note);
      vdt_docx_close (self);
      vdt_docx_close (self);
      end_bookmark (self, id);
    }
  else
    {
      g_autofree char *name = bookmark_name (self, anchor);
      g_autofree char *instruction = g_strdup_printf (" NOTEREF %s \\f \\h ", name);
      g_autofree char *shown = g_strdup_printf ("%u", run->number);

      vdt_docx_field (self, instruction, shown, "FootnoteReference");
    }
}

static void write_runs (VdtDocx    *self,
                        VdtDoc     *parent,
                        const char *style,
                        guint       form);

static void
write_link (VdtDocx *self,
            VdtDoc  *run,
            guint    form)
{
  vdt_docx_open (self, "w:hyperlink");
  if (run->text[0] == '#')
    {
      g_autofree char *name = bookmark_name (self, run->text + 1);

      vdt_docx_attribute (self, "w:anchor", name);
    }
  else
    {
      g_autofree char *id = g_strdup_printf ("rId%u", 100 + self->links->len);

      g_ptr_array_add (self->links, g_strdup (run->text));
      vdt_docx_attribute (self, "r:id", id);
    }
  write_runs (self, run, "Hyperlink", form);
  vdt_docx_close (self);
}

static void
write_runs (VdtDocx    *self,
            VdtDoc     *parent,
            const char *style,
            guint       form)
{
  VdtDoc *before = NULL;

  for (VdtDoc *run = parent->first; run != NULL; before = run, run = run->next)
    {
      switch (run->type)
        {
        case VDT_DOC_TEXT:
          vdt_docx_text (self, run->text, style, form);
          break;
        case VDT_DOC_CODE:
          vdt_docx_text (self, run->text, "InlineCode", form);
          break;
        case VDT_DOC_EMPHASIS:
          write_runs (self, run, style, form | VDT_DOCX_ITALIC);
          break;
        case VDT_DOC_STRONG:
          write_runs (self, run, style, form | VDT_DOCX_BOLD);
          break;
        case VDT_DOC_STRIKE:
          write_runs (self, run, style, form | VDT_DOCX_STRIKE);
          break;
        case VDT_DOC_LINK:
          write_link (self, run, form);
          break;
        case VDT_DOC_CITATION:
          write_citation (self, run, before != NULL && before->type == VDT_DOC_CITATION);
          break;
        case VDT_DOC_BREAK:
          vdt_docx_text (self, "\n", style, form);
          break;
        default:
          write_runs (self, run, style, form);
          break;
        }
    }
}

static void
begin_paragraph (VdtDocx    *self,
                 const char *style)
{
  vdt_docx_open (self, "w:p");
  if (style != NULL)
    {
      vdt_docx_open (self, "w:pPr");
      vdt_docx_leaf (self, "w:pStyle", style);
      vdt_docx_close (self);
    }
}

static void
write_paragraph (VdtDocx    *self,
                 VdtDoc     *block,
                 const char *style)
{
  begin_paragraph (self, style);
  write_runs (self, block, NULL, 0);
  vdt_docx_close (self);
}

static void
write_plain (VdtDocx    *self,
             const char *text,
             const char *style)
{
  begin_paragraph (self, style);
  vdt_docx_text (self, text, NULL, 0);
  vdt_docx_close (self);
}

static void
write_heading (VdtDocx *self,
               VdtDoc  *block)
{
  static const char *const styles[] = { "Heading1", "Heading2", "Heading3" };
  char id[16];

  begin_paragraph (self, styles[CLAMP (block->number, 1, 3) - 1]);
  if (block->id != NULL)
    begin_bookmark (self, block->id, id, sizeof id);
  write_runs (self, block, NULL, 0);
  if (block->id != NULL)
    end_bookmark (self, id);
  vdt_docx_close (self);
}

/* The first paragraph of an item has the mark; what follows is set in as far. */
static void
write_item (VdtDocx    *self,
            VdtDoc     *item,
            const char *number_id,
            guint       level)
{
  char depth[8];

  g_snprintf (depth, sizeof depth, "%u", MIN (level, 8));
  vdt_docx_open (self, "w:p");
  vdt_docx_open (self, "w:pPr");
  vdt_docx_leaf (self, "w:pStyle", "ListParagraph");
  vdt_docx_open (self, "w:numPr");
  vdt_docx_leaf (self, "w:ilvl", depth);
  vdt_docx_leaf (self, "w:numId", number_id);
  vdt_docx_close (self);
  vdt_docx_close (self);
  if (item->number != 0)
    vdt_docx_text (self, item->number == 2 ? "☑ " : "☐ ", NULL, 0);
  if (item->first != NULL && vdt_doc_is_run (item->first))
    {
      write_runs (self, item, NULL, 0);
      vdt_docx_close (self);
      return;
    }
  if (item->first != NULL && item->first->type == VDT_DOC_PARAGRAPH)
    write_runs (self, item->first, NULL, 0);
  vdt_docx_close (self);

  for (VdtDoc *block = item->first; block != NULL; block = block->next)
    if (block != item->first || block->type != VDT_DOC_PARAGRAPH)
      {
        VdtDoc one = { VDT_DOC_ITEM };
        VdtDoc *next = block->next;

        one.first = block;
        block->next = NULL;
        write_blocks (self, &one, "ListParagraph", level + 1);
        block->next = next;
      }
}

static void
write_list (VdtDocx *self,
            VdtDoc  *list,
            guint    level)
{
  char number_id[16] = "1";

  if (list->flag)
    {
      g_array_append_val (self->lists, list->number);
      g_snprintf (number_id, sizeof number_id, "%u", self->lists->len + 1);
    }
  for (VdtDoc *item = list->first; item != NULL; item = item->next)
    write_item (self, item, number_id, level);
}

/* Shares of the width by what the columns hold. */
static void
column_widths (VdtDoc *table,
               guint   n,
               guint  *widths)
{
  guint sum = 0;

  for (guint i = 0; i < n; i++)
    widths[i] = 6;
  for (VdtDoc *row = table->first; row != NULL; row = row->next)
    {
      guint i = 0;

      for (VdtDoc *cell = row->first; cell != NULL && i < n; cell = cell->next, i++)
        {
          g_autofree char *text = vdt_doc_dup_text (cell);

          widths[i] = MAX (widths[i], row->flag ? (guint) g_utf8_strlen (text, -1) + 3 : 0);
          widths[i] = MAX (widths[i], MIN ((guint) g_utf8_strlen (text, -1) + 2, 42));
        }
    }
  for (guint i = 0; i < n; i++)
    sum += widths[i];
  for (guint i = 0; i < n; i++)
    widths[i] = widths[i] * TEXT_TWIPS / sum;
}

static void
write_width (VdtDocx    *self,
             const char *name,
             guint       width)
{
  char text[16];

  g_snprintf (text, sizeof text, "%u", width);
  vdt_docx_open (self, name);
  vdt_docx_attribute (self, "w:w", text);
  vdt_docx_attribute (self, "w:type", "dxa");
  vdt_docx_close (self);
}

static void
write_row (VdtDocx     *self,
           VdtDoc      *row,
           guint        n,
           const guint *widths)
{
  VdtDoc *cell = row->first;

  vdt_docx_open (self, "w:tr");
  vdt_docx_open (self, "w:trPr");
  vdt_docx_leaf (self, "w:cantSplit", NULL);
  if (row->flag)
    vdt_docx_leaf (self, "w:tblHeader", NULL);
  vdt_docx_close (self);
  for (guint i = 0; i < n; i++)
    {
      char id[16];

      vdt_docx_open (self, "w:tc");
      vdt_docx_open (self, "w:tcPr");
      write_width (self, "w:tcW", widths[i]);
      vdt_docx_close (self);
      begin_paragraph (self, "TableText");
      if (cell != NULL && cell->id != NULL)
        begin_bookmark (self, cell->id, id, sizeof id);
      if (cell != NULL)
        write_runs (self, cell, NULL, row->flag ? VDT_DOCX_BOLD : 0);
      if (cell != NULL && cell->id != NULL)
        end_bookmark (self, id);
      vdt_docx_close (self);
      vdt_docx_close (self);
      cell = cell != NULL ? cell->next : NULL;
    }
  vdt_docx_close (self);
}

static void
write_table (VdtDocx *self,
             VdtDoc  *table)
{
  guint n = MAX (vdt_doc_n_columns (table), 1);
  g_autofree guint *widths = g_new0 (guint, n);

  column_widths (table, n, widths);
  if (table->text != NULL && *table->text != '\0')
    write_plain (self, table->text, "Caption");
  vdt_docx_open (self, "w:tbl");
  vdt_docx_open (self, "w:tblPr");
  vdt_docx_leaf (self, "w:tblStyle", "ReportTable");
  write_width (self, "w:tblW", TEXT_TWIPS);
  vdt_docx_open (self, "w:tblLayout");
  vdt_docx_attribute (self, "w:type", "fixed");
  vdt_docx_close (self);
  vdt_docx_leaf (self, "w:tblLook", "0420");
  vdt_docx_close (self);
  vdt_docx_open (self, "w:tblGrid");
  for (guint i = 0; i < n; i++)
    {
      char width[16];

      g_snprintf (width, sizeof width, "%u", widths[i]);
      vdt_docx_open (self, "w:gridCol");
      vdt_docx_attribute (self, "w:w", width);
      vdt_docx_close (self);
    }
  vdt_docx_close (self);
  for (VdtDoc *row = table->first; row != NULL; row = row->next)
    write_row (self, row, n, widths);
  vdt_docx_close (self);
  write_plain (self, "", "TableText");
}

/* DrawingML, ECMA-376, part 1, 20: a picture in the line. */
static void
write_picture (VdtDocx         *self,
               const VdtFigure *figure,
               guint            place)
{
  g_autofree char *cx = g_strdup_printf ("%d", (int) (figure->width * EMU));
  g_autofree char *cy = g_strdup_printf ("%d", (int) (figure->height * EMU));
  g_autofree char *id = g_strdup_printf ("%u", place + 1);
  g_autofree char *rel = g_strdup_printf ("rId%u", 10 + place);
  g_autofree char *name = g_strdup_printf ("figure%u.png", place + 1);
  g_autofree char *about = vdt_docx_clean (figure->about != NULL ? figure->about : "");

  vdt_docx_open (self, "w:r");
  vdt_docx_open (self, "w:drawing");
  vdt_docx_open (self, "wp:inline");
  vdt_docx_open (self, "wp:extent");
  vdt_docx_attribute (self, "cx", cx);
  vdt_docx_attribute (self, "cy", cy);
  vdt_docx_close (self);
  vdt_docx_open (self, "wp:docPr");
  vdt_docx_attribute (self, "id", id);
  vdt_docx_attribute (self, "name", name);
  vdt_docx_attribute (self, "descr", about);
  vdt_docx_close (self);
  vdt_docx_open (self, "a:graphic");
  vdt_docx_attribute (self, "xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main");
  vdt_docx_open (self, "a:graphicData");
  vdt_docx_attribute (self, "uri", "http://schemas.openxmlformats.org/drawingml/2006/picture");
  vdt_docx_open (self, "pic:pic");
  vdt_docx_attribute (self, "xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture");
  vdt_docx_open (self, "pic:nvPicPr");
  vdt_docx_open (self, "pic:cNvPr");
  vdt_docx_attribute (self, "id", id);
  vdt_docx_attribute (self, "name", name);
  vdt_docx_close (self);
  vdt_docx_open (self, "pic:cNvPicPr");
  vdt_docx_close (self);
  vdt_docx_close (self);
  vdt_docx_open (self, "pic:blipFill");
  vdt_docx_open (self, "a:blip");
  vdt_docx_attribute (self, "r:embed", rel);
  vdt_docx_close (self);
  vdt_docx_open (self, "a:stretch");
  vdt_docx_open (self, "a:fillRect");
  vdt_docx_close (self);
  vdt_docx_close (self);
  vdt_docx_close (self);
  vdt_docx_open (self, "pic:spPr");
  vdt_docx_open (self, "a:xfrm");
  vdt_docx_open (self, "a:off");
  vdt_docx_attribute (self, "x", "0");
  vdt_docx_attribute (self, "y", "0");
  vdt_docx_close (self);
  vdt_docx_open (self, "a:ext");
  vdt_docx_attribute (self, "cx", cx);
  vdt_docx_attribute (self, "cy", cy);
  vdt_docx_close (self);
  vdt_docx_close (self);
  vdt_docx_open (self, "a:prstGeom");
  vdt_docx_attribute (self, "prst", "rect");
  vdt_docx_open (self, "a:avLst");
  vdt_docx_close (self);
  vdt_docx_close (self);
  vdt_docx_close (self);
  for (guint i = 0; i < 6; i++)
    vdt_docx_close (self);
}

static void
write_figure (VdtDocx *self,
              VdtDoc  *block)
{
  VdtFigure *figure = vdt_document_get_figure (self->document, block->id);
  g_autofree char *number = g_strdup_printf ("%u", ++self->n_figures);
  g_autofree char *label = vdt_words_say (self->document->words, "figure", "n", number, NULL);
  g_autofree char *caption = g_strdup_printf ("%s. %s", label, block->text);

  if (figure == NULL)
    return;

  begin_paragraph (self, NULL);
  write_picture (self, figure, self->images->len);
  vdt_docx_close (self);
  g_ptr_array_add (self->images, g_strdup (block->id));
  write_plain (self, caption, "Caption");
}

static void
write_block (VdtDocx    *self,
             VdtDoc     *block,
             const char *style,
             guint       level)
{
  switch (block->type)
    {
    case VDT_DOC_HEADING:
      write_heading (self, block);
      break;
    case VDT_DOC_PARAGRAPH:
      write_paragraph (self, block, style);
      break;
    case VDT_DOC_QUOTE:
      write_blocks (self, block, "Quote", level);
      break;
    case VDT_DOC_LIST:
      write_list (self, block, level);
      break;
    case VDT_DOC_CODE_BLOCK:
      {
        g_autofree char *text = g_strchomp (g_strdup (block->text));

        write_plain (self, text, "Code");
      }
      break;
    case VDT_DOC_TABLE:
      write_table (self, block);
      break;
    case VDT_DOC_FIGURE:
      write_figure (self, block);
      break;
    case VDT_DOC_RULE:
      write_plain (self, "", NULL);
      break;
    default:
      write_blocks (self, block, style, level);
      break;
    }
}

static void
write_blocks (VdtDocx    *self,
              VdtDoc     *parent,
              const char *style,
              guint       level)
{
  if (parent->first != NULL && vdt_doc_is_run (parent->first))
    {
      write_paragraph (self, parent, style);
      return;
    }

  for (VdtDoc *block = parent->first; block != NULL; block = block->next)
    write_block (self, block, style, level);
}

static void
write_contents_entry (VdtDocx               *self,
                      const VdtPagesHeading *heading,
                      gboolean               first)
{
  g_autofree char *name = bookmark_name (self, heading->target);
  g_autofree char *instruction = g_strdup_printf (" PAGEREF %s \\h ", name);
  g_autofree char *page = g_strdup_printf ("%u", heading->page);

  begin_paragraph (self, "TOC1");
  if (first)
    {
      vdt_docx_field_mark (self, "begin");
      vdt_docx_field_instruction (self, " TOC \\o \"1-1\" \\h \\z \\u ");
      vdt_docx_field_mark (self, "separate");
    }
  vdt_docx_open (self, "w:hyperlink");
  vdt_docx_attribute (self, "w:anchor", name);
  vdt_docx_text (self, heading->title, NULL, 0);
  vdt_docx_open (self, "w:r");
  vdt_docx_leaf (self, "w:tab", NULL);
  vdt_docx_close (self);
  vdt_docx_field (self, instruction, page, NULL);
  vdt_docx_close (self);
  vdt_docx_close (self);
}

static void
write_contents (VdtDocx *self)
{
  GArray *headings = vdt_pages_get_headings (self->pages);
  gboolean first = TRUE;

  vdt_docx_open (self, "w:sdt");
  vdt_docx_open (self, "w:sdtPr");
  vdt_docx_open (self, "w:docPartObj");
  vdt_docx_leaf (self, "w:docPartGallery", "Table of Contents");
  vdt_docx_leaf (self, "w:docPartUnique", NULL);
  vdt_docx_close (self);
  vdt_docx_close (self);
  vdt_docx_open (self, "w:sdtContent");
  write_plain (self, vdt_words_get (self->document->words, "contents"), "TOCHeading");
  for (guint i = 0; i < headings->len; i++)
    {
      const VdtPagesHeading *heading = &g_array_index (headings, VdtPagesHeading, i);

      if (heading->level != 1)
        continue;
      write_contents_entry (self, heading, first);
      first = FALSE;
    }
  vdt_docx_open (self, "w:p");
  if (!first)
    vdt_docx_field_mark (self, "end");
  vdt_docx_close (self);
  vdt_docx_close (self);
  vdt_docx_close (self);
}

static char *
source_text (VdtDocx         *self,
             const VdtSource *source)
{
  g_autofree char *at = source->at != VDT_TIME_UNSET ? vdt_time_format (source->at, VDT_TIME_DATA) : NULL;

  return g_strdup_printf ("%s: %s%s%s", vdt_words_term (self->document->words, source->kind),
                          source->title != NULL ? source->title : "", at != NULL ? ", " : "", at != NULL ? at : "");
}

static void
write_sources (VdtDocx *self)
{
  GPtrArray *sources = self->document->sources;
  g_autoptr(VdtDoc) heading = vdt_doc_new (VDT_DOC_HEADING, NULL);

  if (sources->len == 0)
    return;

  heading->number = 1;
  heading->id = g_strdup ("sources");
  vdt_doc_add (heading, VDT_DOC_TEXT, vdt_words_get (self->document->words, "sources"));
  write_heading (self, heading);
  for (guint i = 0; i < sources->len; i++)
    {
      const VdtSource *source = g_ptr_array_index (sources, i);
      g_autofree char *anchor = g_strdup_printf ("source-%u", source->number);
      g_autofree char *back = g_strdup_printf ("cite-%u", source->number);
      g_autofree char *name = bookmark_name (self, back);
      g_autofree char *number = g_strdup_printf ("[%u] ", source->number);
      g_autofree char *text = source_text (self, source);
      char id[16];

      begin_paragraph (self, "Source");
      begin_bookmark (self, anchor, id, sizeof id);
      vdt_docx_open (self, "w:hyperlink");
      vdt_docx_attribute (self, "w:anchor", name);
      vdt_docx_text (self, number, "Hyperlink", 0);
      vdt_docx_close (self);
      vdt_docx_text (self, text, NULL, VDT_DOCX_BOLD);
      end_bookmark (self, id);
      if (source->text != NULL && *source->text != '\0')
        {
          vdt_docx_text (self, ". ", NULL, 0);
          vdt_docx_text (self, source->text, NULL, 0);
        }
      vdt_docx_text (self, "  ", NULL, 0);
      vdt_docx_text (self, source->fact_id, "InlineCode", 0);
      vdt_docx_close (self);
    }
}

static void
write_page (VdtDocx *self)
{
  static const char *const margins[][2] = {
    { "w:top", "1304" }, { "w:right", "1134" }, { "w:bottom", "1134" }, { "w:left", "1134" },
    { "w:header", "567" }, { "w:footer", "567" }, { "w:gutter", "0" }
  };

  vdt_docx_open (self, "w:sectPr");
  for (guint i = 0; i < 2; i++)
    {
      vdt_docx_open (self, i == 0 ? "w:headerReference" : "w:footerReference");
      vdt_docx_attribute (self, "w:type", "default");
      vdt_docx_attribute (self, "r:id", i == 0 ? "rId5" : "rId6");
      vdt_docx_close (self);
    }
  vdt_docx_open (self, "w:pgSz");
  vdt_docx_attribute (self, "w:w", "11906");
  vdt_docx_attribute (self, "w:h", "16838");
  vdt_docx_close (self);
  vdt_docx_open (self, "w:pgMar");
  for (guint i = 0; i < G_N_ELEMENTS (margins); i++)
    vdt_docx_attribute (self, margins[i][0], margins[i][1]);
  vdt_docx_close (self);
  vdt_docx_close (self);
}

/**
 * vdt_docx_body:
 * @self: a file
 *
 * Writes `word/document.xml` into the part at hand.
 */
void
vdt_docx_body (VdtDocx *self)
{
  VdtDocument *document = self->document;
  g_autofree char *made = document->made_at != VDT_TIME_UNSET
                            ? vdt_time_format (document->made_at, VDT_TIME_DAY_MINUTE) : NULL;
  g_autofree char *meta = g_strdup_printf ("%s%s%s", document->author != NULL ? document->author : "",
                                           document->author != NULL && made != NULL ? " · " : "",
                                           made != NULL ? made : "");

  vdt_docx_open (self, "w:document");
  vdt_docx_attribute (self, "xmlns:w", VDT_DOCX_W);
  vdt_docx_attribute (self, "xmlns:r", VDT_DOCX_R);
  vdt_docx_attribute (self, "xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing");
  vdt_docx_open (self, "w:body");
  write_plain (self, document->title != NULL ? document->title : "", "Title");
  write_plain (self, meta, "Subtitle");
  if (document->redacted)
    write_plain (self, vdt_words_get (document->words, "redacted"), "Subtitle");
  write_contents (self);
  write_blocks (self, document->root, NULL, 0);
  write_sources (self);
  write_page (self);
  vdt_docx_close (self);
  vdt_docx_close (self);
}

static void
write_separator (VdtDocx    *self,
                 const char *id,
                 const char *type,
                 const char *element)
{
  vdt_docx_open (self, "w:footnote");
  vdt_docx_attribute (self, "w:type", type);
  vdt_docx_attribute (self, "w:id", id);
  vdt_docx_open (self, "w:p");
  vdt_docx_open (self, "w:r");
  vdt_docx_leaf (self, element, NULL);
  for (guint i = 0; i < 3; i++)
    vdt_docx_close (self);
}

/**
 * vdt_docx_footnotes:
 * @self: a file
 *
 * Writes `word/footnotes.xml`: a source each.
 */
void
vdt_docx_footnotes (VdtDocx *self)
{
  GPtrArray *sources = self->document->sources;

  vdt_docx_open (self, "w:footnotes");
  vdt_docx_attribute (self, "xmlns:w", VDT_DOCX_W);
  vdt_docx_attribute (self, "xmlns:r", VDT_DOCX_R);
  write_separator (self, "0", "separator", "w:separator");
  write_separator (self, "1", "continuationSeparator", "w:continuationSeparator");
  for (guint i = 0; i < sources->len; i++)
    {
      const VdtSource *source = g_ptr_array_index (sources, i);
      g_autofree char *text = source_text (self, source);
      g_autofree char *anchor = g_strdup_printf ("source-%u", source->number);
      g_autofree char *name = bookmark_name (self, anchor);
      char id[16];

      g_snprintf (id, sizeof id, "%u", source->number + 1);
      vdt_docx_open (self, "w:footnote");
      vdt_docx_attribute (self, "w:id", id);
      begin_paragraph (self, "FootnoteText");
      vdt_docx_open (self, "w:r");
      vdt_docx_run_properties (self, "FootnoteReference", 0);
      vdt_docx_leaf (self, "w:footnoteRef", NULL);
      vdt_docx_close (self);
      vdt_docx_text (self, " ", NULL, 0);
      vdt_docx_open (self, "w:hyperlink");
      vdt_docx_attribute (self, "w:anchor", name);
      vdt_docx_text (self, text, NULL, 0);
      vdt_docx_close (self);
      vdt_docx_close (self);
      vdt_docx_close (self);
    }
  vdt_docx_close (self);
}
