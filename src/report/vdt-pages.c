/* vdt-pages.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-pages-private.h"

#include <string.h>

#include "vdt-time.h"

#define CONTENTS_FROM 6 /* sections */

static const VdtPageStyle title_style = { 21, TRUE, FALSE, FALSE, "#1b2a38", 1.2 };
static const VdtPageStyle meta_style = { 9, FALSE, FALSE, FALSE, "#5f6570", 1.4 };
static const VdtPageStyle small_style = { 7.5, FALSE, FALSE, FALSE, "#5f6570", 1.3 };
static const VdtPageStyle contents_style = { 9.5, FALSE, FALSE, FALSE, "#1d1d1f", 1.55 };
static const VdtPageStyle source_style = { 8, FALSE, FALSE, FALSE, "#1d1d1f", 1.32 };

/* The colours of TLP 2.0 on black (FIRST, Traffic Light Protocol, version 2.0). */
static const struct { const char *tlp; const char *colour; } tlp_colours[] = {
  { "RED", "#ff2b2b" }, { "AMBER", "#ffc000" }, { "GREEN", "#33ff00" }, { "CLEAR", "#ffffff" },
};

static void
box_clear (gpointer data)
{
  VdtBox *box = data;

  g_clear_pointer (&box->line, pango_layout_line_unref);
}

static void
link_clear (gpointer data)
{
  g_free (((VdtPageLink *) data)->target);
}

static void
place_clear (gpointer data)
{
  g_free (((VdtPagePlace *) data)->id);
}

static void
heading_clear (gpointer data)
{
  g_free (((VdtPagesHeading *) data)->title);
  g_free (((VdtPagesHeading *) data)->target);
}

static void
page_free (gpointer data)
{
  VdtPage *page = data;

  g_array_unref (page->boxes);
  g_array_unref (page->links);
  g_array_unref (page->places);
  g_free (page);
}

VdtPage *
vdt_pages_current (VdtPages *self)
{
  return g_ptr_array_index (self->pages, self->pages->len - 1);
}

void
vdt_pages_break (VdtPages *self)
{
  VdtPage *page = g_new0 (VdtPage, 1);

  page->boxes = g_array_new (FALSE, FALSE, sizeof (VdtBox));
  page->links = g_array_new (FALSE, FALSE, sizeof (VdtPageLink));
  page->places = g_array_new (FALSE, FALSE, sizeof (VdtPagePlace));
  g_array_set_clear_func (page->boxes, box_clear);
  g_array_set_clear_func (page->links, link_clear);
  g_array_set_clear_func (page->places, place_clear);
  g_ptr_array_add (self->pages, page);
  self->y = VDT_PAGE_TOP;
}

/* A new page if less than @height is left on this one. */
void
vdt_pages_need (VdtPages *self,
                double    height)
{
  if (self->y + height > VDT_PAGE_TEXT_BOTTOM && self->y > VDT_PAGE_TOP + 1)
    vdt_pages_break (self);
}

void
vdt_pages_add_rect (VdtPages   *self,
                    double      x,
                    double      y,
                    double      w,
                    double      h,
                    const char *fill)
{
  VdtBox box = { 0 };

  box.fill = fill;
  box.x = x;
  box.y = y;
  box.w = w;
  box.h = h;
  g_array_append_val (vdt_pages_current (self)->boxes, box);
}

/* The first place of a name counts: a PDF has each once. */
void
vdt_pages_add_place (VdtPages   *self,
                     const char *id,
                     double      y)
{
  VdtPagePlace place;

  if (g_hash_table_contains (self->places, id))
    return;

  place.id = g_strdup (id);
  place.y = y;
  g_hash_table_insert (self->places, g_strdup (id), GUINT_TO_POINTER (self->pages->len));
  g_array_append_val (vdt_pages_current (self)->places, place);
}

static void
put_raw (VdtPages           *self,
         const char         *string,
         const VdtPageStyle *style)
{
  VdtPageText text;

  if (string == NULL || *string == '\0')
    return;

  vdt_page_text_init_raw (&text, self, string, style, VDT_PAGE_TEXT_WIDTH);
  vdt_page_flow (self, &text, style, VDT_PAGE_LEFT);
  vdt_page_text_clear (&text);
}

static void
put_title (VdtPages *self)
{
  VdtDocument *document = self->document;
  g_autofree char *made = document->made_at != VDT_TIME_UNSET
                            ? vdt_time_format (document->made_at, VDT_TIME_DAY_MINUTE) : NULL;
  g_autofree char *meta = g_strdup_printf ("%s%s%s", document->author != NULL ? document->author : "",
                                           document->author != NULL && made != NULL ? "  ·  " : "",
                                           made != NULL ? made : "");

  self->y = VDT_PAGE_TOP + 6;
  put_raw (self, document->title, &title_style);
  self->y += 5;
  put_raw (self, meta, &meta_style);
  if (document->redacted)
    put_raw (self, vdt_words_get (document->words, "redacted"), &meta_style);
  self->y += 6;
  vdt_pages_add_rect (self, VDT_PAGE_LEFT, self->y, VDT_PAGE_TEXT_WIDTH, 1.5, "#33424f");
  self->y += 12;
}

/* Contents on the first page, with links; the numbers are filled in when all pages are
 * there. */
static void
put_contents (VdtPages *self)
{
  guint n = 0;
  guint number = 0;

  for (VdtDoc *block = self->document->root->first; block != NULL; block = block->next)
    n += block->type == VDT_DOC_HEADING && block->number == 1;
  if (n < CONTENTS_FROM)
    return;

  for (VdtDoc *block = self->document->root->first; block != NULL; block = block->next)
    {
      VdtPageText text;
      VdtPageLink link = { VDT_PAGE_LEFT, 0, VDT_PAGE_TEXT_WIDTH, 0, NULL };
      VdtBox box = { 0 };

      if (block->type != VDT_DOC_HEADING || block->number != 1)
        continue;

      vdt_page_text_init (&text, self, block, &contents_style, VDT_PAGE_TEXT_WIDTH - 40);
      vdt_pages_need (self, 16);
      link.y = self->y;
      self->y += vdt_page_put_line (self, &text, 0, &contents_style, VDT_PAGE_LEFT, self->y);
      vdt_page_text_clear (&text);
      link.h = self->y - link.y;
      link.target = g_strconcat ("#", block->id, NULL);
      g_array_append_val (vdt_pages_current (self)->links, link);
      box.heading = ++number;
      box.x = VDT_PAGE_LEFT + VDT_PAGE_TEXT_WIDTH;
      box.y = link.y;
      box.h = link.h;
      g_array_append_val (vdt_pages_current (self)->boxes, box);
    }
  self->y += 4;
}

static void
put_source (VdtPages        *self,
            const VdtSource *source)
{
  g_autoptr(VdtDoc) runs = vdt_doc_new (VDT_DOC_PARAGRAPH, NULL);
  g_autofree char *at = source->at != VDT_TIME_UNSET ? vdt_time_format (source->at, VDT_TIME_DATA) : NULL;
  g_autofree char *id = g_strdup_printf ("source-%u", source->number);
  g_autofree char *back = g_strdup_printf ("#cite-%u", source->number);
  g_autofree char *number = g_strdup_printf ("[%u]", source->number);
  g_autofree char *kind = g_strdup_printf ("%s: ", vdt_words_term (self->document->words, source->kind));
  g_autofree char *rest = g_strdup_printf ("%s%s%s%s  ", at != NULL ? ", " : "", at != NULL ? at : "",
                                           source->text != NULL && *source->text != '\0' ? ". " : "",
                                           source->text != NULL ? source->text : "");
  VdtDoc *link = vdt_doc_new (VDT_DOC_LINK, back);
  VdtPageText text;
  VdtPageText mark;

  vdt_doc_add (runs, VDT_DOC_TEXT, kind);
  vdt_doc_add (vdt_doc_add (runs, VDT_DOC_STRONG, NULL), VDT_DOC_TEXT, source->title != NULL ? source->title : "");
  vdt_doc_add (runs, VDT_DOC_TEXT, rest);
  vdt_doc_add (runs, VDT_DOC_CODE, source->fact_id);

  vdt_page_text_init (&text, self, runs, &source_style, VDT_PAGE_TEXT_WIDTH - 30);
  vdt_doc_add (link, VDT_DOC_TEXT, number);
  {
    g_autoptr(VdtDoc) holder = vdt_doc_new (VDT_DOC_PARAGRAPH, NULL);

    vdt_doc_append (holder, link);
    vdt_page_text_init (&mark, self, holder, &source_style, 30);
  }
  vdt_pages_need (self, source_style.size * 1.32 * MIN (pango_layout_get_line_count (text.layout), 3));
  vdt_pages_add_place (self, id, self->y);
  vdt_page_put_line (self, &mark, 0, &source_style, VDT_PAGE_LEFT, self->y);
  vdt_page_flow (self, &text, &source_style, VDT_PAGE_LEFT + 30);
  self->y += 2.5;
  vdt_page_text_clear (&text);
  vdt_page_text_clear (&mark);
}

static void
put_sources (VdtPages *self)
{
  GPtrArray *sources = self->document->sources;
  g_autoptr(VdtDoc) root = vdt_doc_new (VDT_DOC_ROOT, NULL);
  VdtDoc *heading;

  if (sources->len == 0)
    return;

  heading = vdt_doc_add (root, VDT_DOC_HEADING, NULL);
  heading->number = 1;
  heading->id = g_strdup ("sources");
  vdt_doc_add (heading, VDT_DOC_TEXT, vdt_words_get (self->document->words, "sources"));
  vdt_pages_put_blocks (self, root, VDT_PAGE_LEFT, VDT_PAGE_TEXT_WIDTH, &vdt_page_body);
  for (guint i = 0; i < sources->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    put_source (self, g_ptr_array_index (sources, i));
}

/**
 * vdt_pages_new:
 * @document: a document; it must outlive the pages
 * @cancellable: (nullable): stops it; what there is by then is kept
 *
 * Lays a document out, with fonts of its own: it may be done on one thread and the pages
 * handed to another.
 *
 * Returns: (transfer full): the pages
 */
VdtPages *
vdt_pages_new (VdtDocument  *document,
               GCancellable *cancellable)
{
  VdtPages *self = g_new0 (VdtPages, 1);
  g_autoptr(PangoFontMap) map = NULL;

  self->document = document;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  map = pango_cairo_font_map_new ();
  self->context = vdt_fonts_new_context (map);
  pango_context_set_language (self->context, pango_language_from_string (vdt_words_get_language (document->words)));
  self->pages = g_ptr_array_new_with_free_func (page_free);
  self->headings = g_array_new (FALSE, FALSE, sizeof (VdtPagesHeading));
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_array_set_clear_func (self->headings, heading_clear);

  vdt_pages_break (self);
  put_title (self);
  put_contents (self);
  vdt_pages_put_blocks (self, document->root, VDT_PAGE_LEFT, VDT_PAGE_TEXT_WIDTH, &vdt_page_body);
  put_sources (self);

  return self;
}

guint
vdt_pages_get_n (VdtPages *self)
{
  return self->pages->len;
}

/* Returns: (transfer none) (element-type VdtPagesHeading): headings of sections */
GArray *
vdt_pages_get_headings (VdtPages *self)
{
  return self->headings;
}

/* Returns: the page of a place, from 1; 0 if there is no such place */
guint
vdt_pages_find (VdtPages   *self,
                const char *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->places, id));
}

/**
 * vdt_pages_link_at:
 * @self: pages
 * @page: from 0
 * @x: in points from the left
 * @y: in points from the top
 *
 * Returns: (transfer none) (nullable): where a click there leads: an address, or `#` and
 *   the name of a place
 */
const char *
vdt_pages_link_at (VdtPages *self,
                   guint     page,
                   double    x,
                   double    y)
{
  VdtPage *at = page < self->pages->len ? g_ptr_array_index (self->pages, page) : NULL;

  for (guint i = 0; at != NULL && i < at->links->len; i++)
    {
      const VdtPageLink *link = &g_array_index (at->links, VdtPageLink, i);

      if (x >= link->x && x < link->x + link->w && y >= link->y && y < link->y + link->h)
        return link->target;
    }

  return NULL;
}

static void
set_colour (cairo_t    *cr,
            const char *colour)
{
  guint64 value = g_ascii_strtoull (colour + 1, NULL, 16);

  cairo_set_source_rgb (cr, (double) (value >> 16 & 255) / 255, (double) (value >> 8 & 255) / 255,
                        (double) (value & 255) / 255);
}

/* A line of text of the frame of a page; @anchor is 0 for its left, 2 for its right edge. */
static double
draw_string (VdtPages           *self,
             cairo_t            *cr,
             const char         *string,
             const VdtPageStyle *style,
             double              x,
             double              y,
             int                 anchor,
             double              most)
{
  VdtPageText text;
  int width;

  vdt_page_text_init_raw (&text, self, string, style, most);
  pango_layout_set_ellipsize (text.layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (text.layout, -1);
  pango_layout_get_size (text.layout, &width, NULL);
  cairo_move_to (cr, x - anchor * (double) width / PANGO_SCALE / 2, y);
  pango_cairo_show_layout (cr, text.layout);
  vdt_page_text_clear (&text);

  return (double) width / PANGO_SCALE;
}

static void
draw_tlp (VdtPages *self,
          cairo_t  *cr,
          double    y)
{
  const char *tlp = self->document->tlp;
  g_autofree char *string = g_strconcat ("TLP:", tlp, NULL);
  VdtPageStyle style = { 8.5, TRUE, FALSE, FALSE, "#ffffff", 1.3 };
  double right = VDT_PAGE_WIDTH - VDT_PAGE_RIGHT;
  double width = vdt_figure_text_width (string, style.size, TRUE) + 10;

  for (guint i = 0; i < G_N_ELEMENTS (tlp_colours); i++)
    if (g_str_has_prefix (tlp, tlp_colours[i].tlp))
      style.colour = tlp_colours[i].colour;

  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_rectangle (cr, right - width, y - 2, width, 15);
  cairo_fill (cr);
  draw_string (self, cr, string, &style, right - width + 5, y, 0, width);
}

static void
draw_frame (VdtPages *self,
            guint     page,
            cairo_t  *cr)
{
  VdtDocument *document = self->document;
  g_autofree char *footer = vdt_document_dup_footer (document);
  g_autofree char *n = g_strdup_printf ("%u", page + 1);
  g_autofree char *total = g_strdup_printf ("%u", self->pages->len);
  g_autofree char *number = vdt_words_say (document->words, "page", "n", n, "total", total, NULL);
  double right = VDT_PAGE_WIDTH - VDT_PAGE_RIGHT;

  if (page > 0 && document->title != NULL)
    draw_string (self, cr, document->title, &small_style, VDT_PAGE_LEFT, 36, 0, VDT_PAGE_TEXT_WIDTH - 110);
  if (document->tlp != NULL)
    {
      draw_tlp (self, cr, 34);
      draw_tlp (self, cr, VDT_PAGE_HEIGHT - 42);
    }
  draw_string (self, cr, footer, &small_style, VDT_PAGE_LEFT, VDT_PAGE_HEIGHT - 38, 0, 200);
  draw_string (self, cr, number, &small_style, document->tlp != NULL ? VDT_PAGE_WIDTH / 2 : right,
               VDT_PAGE_HEIGHT - 38, document->tlp != NULL ? 1 : 2, 120);
}

static void
draw_box (VdtPages     *self,
          const VdtBox *box,
          cairo_t      *cr)
{
  if (box->line != NULL)
    {
      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_move_to (cr, box->x, box->y);
      pango_cairo_show_layout_line (cr, box->line);
    }
  else if (box->figure != NULL)
    {
      cairo_save (cr);
      cairo_translate (cr, box->x, box->y);
      cairo_scale (cr, box->scale, box->scale);
      vdt_figure_draw (box->figure, cr);
      cairo_restore (cr);
    }
  else if (box->fill != NULL)
    {
      set_colour (cr, box->fill);
      cairo_rectangle (cr, box->x, box->y, box->w, box->h);
      cairo_fill (cr);
    }
  else if (box->heading != 0)
    {
      guint at = 0;

      for (guint i = 0; i < self->headings->len; i++)
        {
          const VdtPagesHeading *heading = &g_array_index (self->headings, VdtPagesHeading, i);

          if (heading->level == 1 && ++at == box->heading)
            {
              g_autofree char *number = g_strdup_printf ("%u", heading->page);

              draw_string (self, cr, number, &contents_style, box->x, box->y, 2, 60);
            }
        }
    }
}

/**
 * vdt_pages_draw:
 * @self: pages
 * @page: from 0
 * @cr: where to; the page's top left corner is the origin, a unit a point
 */
void
vdt_pages_draw (VdtPages *self,
                guint     page,
                cairo_t  *cr)
{
  VdtPage *at = g_ptr_array_index (self->pages, page);

  cairo_save (cr);
  draw_frame (self, page, cr);
  for (guint i = 0; i < at->boxes->len; i++)
    draw_box (self, &g_array_index (at->boxes, VdtBox, i), cr);
  cairo_restore (cr);
}

void
vdt_pages_free (VdtPages *self)
{
  g_ptr_array_unref (self->pages);
  g_array_unref (self->headings);
  g_hash_table_unref (self->places);
  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  g_free (self);
}
