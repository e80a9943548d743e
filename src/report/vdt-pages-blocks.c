/* vdt-pages-blocks.c
 *
 * Headings, paragraphs, lists, quotes, code and figures on pages.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-pages-private.h"

const VdtPageStyle vdt_page_body = { 9.8, FALSE, FALSE, FALSE, "#1d1d1f", 1.38 };

static const VdtPageStyle head_styles[] = {
  { 16, TRUE, FALSE, FALSE, "#1b2a38", 1.25 },
  { 12.5, TRUE, FALSE, FALSE, "#1b2a38", 1.25 },
  { 10.8, TRUE, FALSE, FALSE, "#33424f", 1.25 },
};
static const VdtPageStyle code_style = { 8.2, FALSE, TRUE, FALSE, "#1d1d1f", 1.3 };
static const VdtPageStyle caption_style = { 8, FALSE, FALSE, TRUE, "#5f6570", 1.3 };

/* What must stand on the same page as a heading: the whole of a figure, the beginning of
 * anything else. */
static double
height_of_start (VdtPages *self,
                 VdtDoc   *block,
                 double    width)
{
  VdtFigure *figure;

  if (block == NULL)
    return 0;
  if (block->type == VDT_DOC_HEADING)
    return 30 + height_of_start (self, block->next, width);
  if (block->type != VDT_DOC_FIGURE)
    return block->type == VDT_DOC_TABLE ? 72 : 36;

  figure = vdt_document_get_figure (self->document, block->id);

  return figure != NULL ? MIN (figure->height * MIN (1, width / figure->width) + 30,
                               (VDT_PAGE_TEXT_BOTTOM - VDT_PAGE_TOP) * 0.9) : 0;
}

static void
put_heading (VdtPages *self,
             VdtDoc   *block,
             double    x,
             double    width)
{
  const VdtPageStyle *style = &head_styles[CLAMP (block->number, 1, G_N_ELEMENTS (head_styles)) - 1];
  VdtPageText text;
  VdtPagesHeading heading = { vdt_doc_dup_text (block), block->number, 0, NULL };
  double above = block->number == 1 ? 16 : 9;

  /* a heading stays with what it is over */
  if (self->y > VDT_PAGE_TOP)
    self->y += above;
  vdt_pages_need (self, style->size * 1.3 + 14 + height_of_start (self, block->next, width));
  vdt_page_text_init (&text, self, block, style, width);
  heading.page = self->pages->len;
  heading.target = g_strdup (block->id);
  if (block->id != NULL)
    vdt_pages_add_place (self, block->id, self->y);
  vdt_page_flow (self, &text, style, x);
  vdt_page_text_clear (&text);
  if (block->number == 1)
    vdt_pages_add_rect (self, x, self->y + 2, width, 0.75, "#c3c9d1");
  self->y += block->number == 1 ? 9 : 4;
  if (heading.target != NULL && block->parent != NULL && block->parent->type == VDT_DOC_ROOT)
    g_array_append_val (self->headings, heading);
  else
    {
      g_free (heading.title);
      g_free (heading.target);
    }
}

static void
put_paragraph (VdtPages           *self,
               VdtDoc             *block,
               double              x,
               double              width,
               const VdtPageStyle *style)
{
  VdtPageText text;

  if (block->first == NULL)
    return;

  vdt_page_text_init (&text, self, block, style, width);
  vdt_page_flow (self, &text, style, x);
  vdt_page_text_clear (&text);
  self->y += 5.5;
}

static void
put_list (VdtPages           *self,
          VdtDoc             *list,
          double              x,
          double              width,
          const VdtPageStyle *style)
{
  guint number = list->number;

  for (VdtDoc *item = list->first; item != NULL; item = item->next)
    {
      g_autofree char *mark = item->number != 0 ? g_strdup (item->number == 2 ? "☑" : "☐")
                              : list->flag ? g_strdup_printf ("%u.", number++) : g_strdup ("•");
      VdtPageText text;
      double indent = list->flag ? 18 : 12;

      vdt_pages_need (self, style->size * 1.4 * (item->first != NULL ? 2 : 1));
      vdt_page_text_init_raw (&text, self, mark, style, indent);
      vdt_page_put_line (self, &text, 0, style, x, self->y);
      vdt_page_text_clear (&text);
      vdt_pages_put_blocks (self, item, x + indent, width - indent, style);
      self->y -= 3;
    }
  self->y += 5;
}

/* A bar at the left over all pages that what @put puts takes. */
static void
put_quote (VdtPages           *self,
           VdtDoc             *block,
           double              x,
           double              width,
           const VdtPageStyle *style)
{
  guint first = self->pages->len;
  double top = self->y;

  vdt_pages_put_blocks (self, block, x + 12, width - 12, style);
  for (guint p = first; p <= self->pages->len; p++)
    {
      VdtPage *page = g_ptr_array_index (self->pages, p - 1);
      double from = p == first ? top : VDT_PAGE_TOP;
      double to = p == self->pages->len ? self->y - 3 : VDT_PAGE_TEXT_BOTTOM;
      VdtBox box = { 0 };

      box.fill = "#c77700";
      box.x = x;
      box.y = from;
      box.w = 2.5;
      box.h = MAX (to - from, 0);
      g_array_append_val (page->boxes, box);
    }
  self->y += 3;
}

static void
put_code (VdtPages *self,
          VdtDoc   *block,
          double    x,
          double    width)
{
  g_autofree char *string = g_strchomp (g_strdup (block->text));
  VdtPageText text;
  guint n;

  vdt_page_text_init_raw (&text, self, string, &code_style, width - 16);
  n = (guint) pango_layout_get_line_count (text.layout);
  for (guint i = 0; i < n; i++)
    {
      double ascent;
      double height = vdt_page_line_height (pango_layout_get_line_readonly (text.layout, (int) i), &code_style,
                                            &ascent);
      double pad = i == 0 ? 4 : 0;

      vdt_pages_need (self, height + pad + 4);
      vdt_pages_add_rect (self, x, self->y, width, height + pad + (i + 1 == n ? 4 : 0), "#f3f4f6");
      vdt_pages_add_rect (self, x, self->y, 2, height + pad + (i + 1 == n ? 4 : 0), "#8a93a0");
      vdt_page_put_line (self, &text, i, &code_style, x + 10, self->y + pad);
      self->y += height + pad;
    }
  vdt_page_text_clear (&text);
  self->y += 10;
}

static void
put_figure (VdtPages *self,
            VdtDoc   *block,
            double    x,
            double    width)
{
  VdtFigure *figure = vdt_document_get_figure (self->document, block->id);
  g_autofree char *number = g_strdup_printf ("%u", ++self->n_figures);
  g_autofree char *label = vdt_words_say (self->document->words, "figure", "n", number, NULL);
  g_autofree char *caption = g_strdup_printf ("%s. %s", label, block->text);
  double page = VDT_PAGE_TEXT_BOTTOM - VDT_PAGE_TOP - 24;
  VdtPageText text;
  VdtBox box = { 0 };

  if (figure == NULL)
    return;

  box.figure = figure;
  box.scale = MIN (1, MIN (width / figure->width, page / figure->height));
  vdt_pages_need (self, figure->height * box.scale + 20);
  self->y += 3;
  box.x = x;
  box.y = self->y;
  g_array_append_val (vdt_pages_current (self)->boxes, box);
  self->y += figure->height * box.scale + 5;
  vdt_page_text_init_raw (&text, self, caption, &caption_style, width);
  vdt_page_flow (self, &text, &caption_style, x);
  vdt_page_text_clear (&text);
  self->y += 9;
}

static void
put_block (VdtPages           *self,
           VdtDoc             *block,
           double              x,
           double              width,
           const VdtPageStyle *style)
{
  switch (block->type)
    {
    case VDT_DOC_HEADING:
      put_heading (self, block, x, width);
      break;
    case VDT_DOC_PARAGRAPH:
      put_paragraph (self, block, x, width, style);
      break;
    case VDT_DOC_QUOTE:
      put_quote (self, block, x, width, style);
      break;
    case VDT_DOC_LIST:
      put_list (self, block, x, width, style);
      break;
    case VDT_DOC_CODE_BLOCK:
      put_code (self, block, x, width);
      break;
    case VDT_DOC_RULE:
      vdt_pages_need (self, 12);
      vdt_pages_add_rect (self, x, self->y + 4, width, 0.75, "#c3c9d1");
      self->y += 12;
      break;
    case VDT_DOC_TABLE:
      vdt_pages_put_table (self, block, x, width);
      break;
    case VDT_DOC_FIGURE:
      put_figure (self, block, x, width);
      break;
    default:
      vdt_pages_put_blocks (self, block, x, width, style);
      break;
    }
}

/**
 * vdt_pages_put_blocks:
 * @self: pages
 * @parent: a node with blocks, or with runs
 * @x: the left edge
 * @width: what there is room for
 * @style: of paragraphs
 */
void
vdt_pages_put_blocks (VdtPages           *self,
                      VdtDoc             *parent,
                      double              x,
                      double              width,
                      const VdtPageStyle *style)
{
  if (parent->first != NULL && vdt_doc_is_run (parent->first))
    {
      put_paragraph (self, parent, x, width, style);
      return;
    }

  for (VdtDoc *block = parent->first; block != NULL && !g_cancellable_is_cancelled (self->cancellable);
       block = block->next)
    put_block (self, block, x, MAX (width, 60), style);
}
