/* vdt-pages-text.c
 *
 * Runs of a document to lines, with what in them is a link.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vdt-pages-private.h"

#define LINK_COLOUR 0x1a, 0x5f, 0xb4

/* The text while it is put together. */
typedef struct
{
  GString       *text;
  PangoAttrList *attributes;
  GArray        *ranges;
  double         size;
} Builder;

static void
range_clear (gpointer data)
{
  VdtPageRange *range = data;

  g_free (range->target);
  g_free (range->id);
}

static void
add_attribute (Builder        *self,
               PangoAttribute *attribute,
               gsize           start)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) self->text->len;
  pango_attr_list_insert (self->attributes, attribute);
}

static void
add_colour (Builder *self,
            guint    red,
            guint    green,
            guint    blue,
            gsize    start)
{
  add_attribute (self, pango_attr_foreground_new ((guint16) (red * 257), (guint16) (green * 257),
                                                  (guint16) (blue * 257)), start);
}

static void
add_range (Builder    *self,
           gsize       start,
           const char *target,
           const char *id)
{
  VdtPageRange range = { (guint) start, (guint) self->text->len, g_strdup (target), g_strdup (id) };

  g_array_append_val (self->ranges, range);
}

static void
add_citation (Builder *self,
              VdtDoc  *run)
{
  gsize start = self->text->len;
  g_autofree char *target = g_strdup_printf ("#source-%u", run->number);

  g_string_append_printf (self->text, "[%u]", run->number);
  add_attribute (self, pango_attr_size_new_absolute ((int) (self->size * 0.72 * PANGO_SCALE)), start);
  add_attribute (self, pango_attr_rise_new ((int) (self->size * 0.3 * PANGO_SCALE)), start);
  add_colour (self, LINK_COLOUR, start);
  add_range (self, start, target, run->id);
}

static void
add_code (Builder    *self,
          const char *text)
{
  gsize start = self->text->len;

  g_string_append (self->text, text);
  add_attribute (self, pango_attr_family_new (VDT_FONT_MONO), start);
  add_attribute (self, pango_attr_size_new_absolute ((int) (self->size * 0.9 * PANGO_SCALE)), start);
}

static void
add_runs (Builder *self,
          VdtDoc  *parent)
{
  for (VdtDoc *run = parent->first; run != NULL; run = run->next)
    {
      gsize start = self->text->len;

      switch (run->type)
        {
        case VDT_DOC_TEXT:
          g_string_append (self->text, run->text);
          break;
        case VDT_DOC_CODE:
          add_code (self, run->text);
          break;
        case VDT_DOC_CITATION:
          add_citation (self, run);
          break;
        case VDT_DOC_BREAK:
          g_string_append (self->text, "\342\200\250");
          break;
        case VDT_DOC_EMPHASIS:
          add_runs (self, run);
          add_attribute (self, pango_attr_style_new (PANGO_STYLE_ITALIC), start);
          break;
        case VDT_DOC_STRONG:
          add_runs (self, run);
          add_attribute (self, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start);
          break;
        case VDT_DOC_STRIKE:
          add_runs (self, run);
          add_attribute (self, pango_attr_strikethrough_new (TRUE), start);
          break;
        case VDT_DOC_LINK:
          add_runs (self, run);
          add_colour (self, LINK_COLOUR, start);
          add_range (self, start, run->text, NULL);
          break;
        default:
          add_runs (self, run);
          break;
        }
    }
}

static void
finish (VdtPageText        *text,
        VdtPages           *pages,
        Builder            *builder,
        const VdtPageStyle *style,
        double              width)
{
  PangoFontDescription *font = pango_font_description_from_string (style->mono ? VDT_FONT_MONO : VDT_FONT_SANS);

  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style (font, style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  if (style->colour != NULL)
    {
      guint64 value = g_ascii_strtoull (style->colour + 1, NULL, 16);
      PangoAttribute *colour = pango_attr_foreground_new ((guint16) ((value >> 16 & 255) * 257),
                                                          (guint16) ((value >> 8 & 255) * 257),
                                                          (guint16) ((value & 255) * 257));

      pango_attr_list_insert_before (builder->attributes, colour);
    }

  text->layout = pango_layout_new (pages->context);
  pango_layout_set_font_description (text->layout, font);
  pango_layout_set_width (text->layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (text->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (text->layout, builder->text->str, (int) builder->text->len);
  pango_layout_set_attributes (text->layout, builder->attributes);
  text->ranges = builder->ranges;
  pango_attr_list_unref (builder->attributes);
  g_string_free (builder->text, TRUE);
  pango_font_description_free (font);
}

static void
builder_init (Builder            *builder,
              const VdtPageStyle *style)
{
  builder->text = g_string_new (NULL);
  builder->attributes = pango_attr_list_new ();
  builder->ranges = g_array_new (FALSE, FALSE, sizeof (VdtPageRange));
  builder->size = style->size;
  g_array_set_clear_func (builder->ranges, range_clear);
}

/* The runs below @node as a text of @width. */
void
vdt_page_text_init (VdtPageText        *text,
                    VdtPages           *pages,
                    VdtDoc             *node,
                    const VdtPageStyle *style,
                    double              width)
{
  Builder builder;

  builder_init (&builder, style);
  add_runs (&builder, node);
  finish (text, pages, &builder, style, width);
}

void
vdt_page_text_init_raw (VdtPageText        *text,
                        VdtPages           *pages,
                        const char         *string,
                        const VdtPageStyle *style,
                        double              width)
{
  Builder builder;

  builder_init (&builder, style);
  g_string_append (builder.text, string);
  finish (text, pages, &builder, style, width);
}

void
vdt_page_text_clear (VdtPageText *text)
{
  g_clear_object (&text->layout);
  g_clear_pointer (&text->ranges, g_array_unref);
}

double
vdt_page_line_height (PangoLayoutLine    *line,
                      const VdtPageStyle *style,
                      double             *out_ascent)
{
  PangoRectangle logical;
  double height = style->size * (style->spacing > 0 ? style->spacing : 1.32);
  double ascent;

  pango_layout_line_get_extents (line, NULL, &logical);
  ascent = (double) -logical.y / PANGO_SCALE;
  /* a line with a taller script keeps its room */
  height = MAX (height, (double) logical.height / PANGO_SCALE * 0.92);
  *out_ascent = MIN (ascent, height * 0.8);

  return height;
}

/* The links and places that lie on a line. */
static void
put_ranges (VdtPages        *pages,
            VdtPageText     *text,
            PangoLayoutLine *line,
            double           x,
            double           y,
            double           height)
{
  VdtPage *page = vdt_pages_current (pages);
  int start = line->start_index;
  int end = start + line->length;

  for (guint i = 0; i < text->ranges->len; i++)
    {
      const VdtPageRange *range = &g_array_index (text->ranges, VdtPageRange, i);
      g_autofree int *xs = NULL;
      int n = 0;

      if ((int) range->end <= start || (int) range->start >= end)
        continue;

      if (range->id != NULL && (int) range->start >= start)
        vdt_pages_add_place (pages, range->id, y);
      pango_layout_line_get_x_ranges (line, MAX ((int) range->start, start), MIN ((int) range->end, end), &xs, &n);
      for (int r = 0; range->target != NULL && r < n; r++)
        {
          VdtPageLink link = { x + (double) xs[2 * r] / PANGO_SCALE, y,
                               (double) (xs[2 * r + 1] - xs[2 * r]) / PANGO_SCALE, height,
                               g_strdup (range->target) };

          g_array_append_val (page->links, link);
        }
    }
}

/* Puts a line at @y of the page at hand; returns its height. */
double
vdt_page_put_line (VdtPages           *pages,
                   VdtPageText        *text,
                   guint               line,
                   const VdtPageStyle *style,
                   double              x,
                   double              y)
{
  PangoLayoutLine *at = pango_layout_get_line_readonly (text->layout, (int) line);
  double ascent;
  double height = vdt_page_line_height (at, style, &ascent);
  VdtBox box = { 0 };

  box.line = pango_layout_line_ref (at);
  box.x = x;
  box.y = y + ascent;
  g_array_append_val (vdt_pages_current (pages)->boxes, box);
  put_ranges (pages, text, at, x, y, height);

  return height;
}

/* Puts a text line by line, over as many pages as it needs. A single line is left
 * neither at the end of a page nor at the beginning of one. */
void
vdt_page_flow (VdtPages           *pages,
               VdtPageText        *text,
               const VdtPageStyle *style,
               double              x)
{
  guint n = (guint) pango_layout_get_line_count (text->layout);

  for (guint i = 0; i < n; i++)
    {
      double ascent;
      double height = vdt_page_line_height (pango_layout_get_line_readonly (text->layout, (int) i), style, &ascent);
      guint together = (i == 0 && n > 1) || i + 2 == n ? 2 : 1;

      vdt_pages_need (pages, height * together);
      pages->y += vdt_page_put_line (pages, text, i, style, x, pages->y);
    }
}
