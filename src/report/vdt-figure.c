/* vdt-figure.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-figure.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <string.h>

#include "vdt-error.h"
#include "vdt-fonts.h"

static void
shape_clear (gpointer data)
{
  VdtShape *shape = data;

  g_free (shape->fill);
  g_free (shape->stroke);
  g_free (shape->text);
}

VdtFigure *
vdt_figure_new (double width,
                double height)
{
  VdtFigure *self = g_new0 (VdtFigure, 1);

  self->width = width;
  self->height = height;
  self->shapes = g_array_new (FALSE, TRUE, sizeof (VdtShape));
  g_array_set_clear_func (self->shapes, shape_clear);

  return self;
}

/* The shape returned is good until the next one is added. */
static VdtShape *
add (VdtFigure    *self,
     VdtShapeKind  kind,
     double        x,
     double        y,
     double        w,
     double        h,
     const char   *fill,
     const char   *stroke)
{
  VdtShape shape = { 0 };

  shape.kind = kind;
  shape.x = x;
  shape.y = y;
  shape.w = w;
  shape.h = h;
  shape.fill = g_strdup (fill);
  shape.stroke = g_strdup (stroke);
  g_array_append_val (self->shapes, shape);

  return &g_array_index (self->shapes, VdtShape, self->shapes->len - 1);
}

VdtShape *
vdt_figure_rect (VdtFigure  *self,
                 double      x,
                 double      y,
                 double      w,
                 double      h,
                 const char *fill,
                 const char *stroke)
{
  return add (self, VDT_SHAPE_RECT, x, y, w, h, fill, stroke);
}

VdtShape *
vdt_figure_line (VdtFigure  *self,
                 double      x,
                 double      y,
                 double      to_x,
                 double      to_y,
                 const char *stroke)
{
  return add (self, VDT_SHAPE_LINE, x, y, to_x, to_y, NULL, stroke);
}

VdtShape *
vdt_figure_text (VdtFigure  *self,
                 double      x,
                 double      y,
                 double      size,
                 const char *colour,
                 const char *text)
{
  VdtShape *shape = add (self, VDT_SHAPE_TEXT, x, y, 0, 0, colour, NULL);

  shape->size = size;
  shape->text = g_strdup (text);

  return shape;
}

static PangoLayout *
new_layout (PangoContext *context,
            const char   *text,
            double        size,
            gboolean      bold)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string (VDT_FONT_SANS);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (font);

  return layout;
}

/* A context for measuring; one a thread, as Pango's font maps are. */
static PangoContext *
get_context (void)
{
  static GPrivate key = G_PRIVATE_INIT (g_object_unref);
  PangoContext *context = g_private_get (&key);

  if (context == NULL)
    {
      context = vdt_fonts_new_context (NULL);
      g_private_set (&key, context);
    }

  return context;
}

double
vdt_figure_text_width (const char *text,
                       double      size,
                       gboolean    bold)
{
  g_autoptr(PangoLayout) layout = new_layout (get_context (), text, size, bold);
  int width;

  pango_layout_get_size (layout, &width, NULL);

  return (double) width / PANGO_SCALE;
}

/**
 * vdt_figure_fit:
 * @text: a text of one line
 * @size: of its letters
 * @bold: whether they are
 * @width: what there is room for
 *
 * Returns: (transfer full): as much of it as fits, with “…” if that is not all
 */
char *
vdt_figure_fit (const char *text,
                double      size,
                gboolean    bold,
                double      width)
{
  glong low = 0;
  glong high = g_utf8_strlen (text, -1);

  if (vdt_figure_text_width (text, size, bold) <= width)
    return g_strdup (text);

  while (low + 1 < high)
    {
      glong middle = (low + high) / 2;
      g_autofree char *part = g_utf8_substring (text, 0, middle);
      g_autofree char *shown = g_strconcat (g_strchomp (part), "…", NULL);

      if (vdt_figure_text_width (shown, size, bold) <= width)
        low = middle;
      else
        high = middle;
    }

  {
    g_autofree char *part = g_utf8_substring (text, 0, low);

    return g_strconcat (g_strchomp (part), "…", NULL);
  }
}

/**
 * vdt_figure_wrap:
 * @text: a text
 * @size: of its letters
 * @bold: whether they are
 * @width: what there is room for
 * @most: lines at most
 *
 * Returns: (transfer full) (element-type utf8): its lines, the last cut if need be
 */
GPtrArray *
vdt_figure_wrap (const char *text,
                 double      size,
                 gboolean    bold,
                 double      width,
                 guint       most)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) line = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *longer = line->len == 0 ? g_strdup (words[i]) : g_strconcat (line->str, " ", words[i], NULL);

      if (line->len > 0 && lines->len + 1 < most && vdt_figure_text_width (longer, size, bold) > width)
        {
          g_ptr_array_add (lines, vdt_figure_fit (line->str, size, bold, width));
          g_string_assign (line, words[i]);
        }
      else
        g_string_assign (line, longer);
    }
  g_ptr_array_add (lines, vdt_figure_fit (line->str, size, bold, width));

  return lines;
}

static void
set_colour (cairo_t    *cr,
            const char *colour)
{
  guint64 value = g_ascii_strtoull (colour + 1, NULL, 16);

  cairo_set_source_rgb (cr, (double) (value >> 16 & 255) / 255, (double) (value >> 8 & 255) / 255,
                        (double) (value & 255) / 255);
}

static void
draw_text (const VdtShape *shape,
           cairo_t        *cr,
           PangoContext   *context)
{
  g_autoptr(PangoLayout) layout = new_layout (context, shape->text, shape->size, shape->bold);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  set_colour (cr, shape->fill);
  cairo_move_to (cr, shape->x - shape->anchor * (double) width / PANGO_SCALE / 2,
                 shape->y - (double) pango_layout_get_baseline (layout) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

static void
trace (const VdtShape *shape,
       cairo_t        *cr)
{
  double r = shape->corner;

  if (shape->kind == VDT_SHAPE_LINE)
    {
      cairo_move_to (cr, shape->x, shape->y);
      cairo_line_to (cr, shape->w, shape->h);
    }
  else if (r > 0)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, shape->x + shape->w - r, shape->y + r, r, -G_PI / 2, 0);
      cairo_arc (cr, shape->x + shape->w - r, shape->y + shape->h - r, r, 0, G_PI / 2);
      cairo_arc (cr, shape->x + r, shape->y + shape->h - r, r, G_PI / 2, G_PI);
      cairo_arc (cr, shape->x + r, shape->y + r, r, G_PI, 3 * G_PI / 2);
      cairo_close_path (cr);
    }
  else
    cairo_rectangle (cr, shape->x, shape->y, shape->w, shape->h);
}

/**
 * vdt_figure_draw:
 * @self: a figure
 * @cr: where to; the figure's top left corner is the origin
 */
void
vdt_figure_draw (VdtFigure *self,
                 cairo_t   *cr)
{
  PangoContext *context = get_context ();
  static const double dashes[] = { 2, 2 };

  cairo_save (cr);
  cairo_set_line_width (cr, 0.75);
  for (guint i = 0; i < self->shapes->len; i++)
    {
      const VdtShape *shape = &g_array_index (self->shapes, VdtShape, i);

      if (shape->kind == VDT_SHAPE_TEXT)
        {
          draw_text (shape, cr, context);
          continue;
        }

      trace (shape, cr);
      if (shape->fill != NULL)
        {
          set_colour (cr, shape->fill);
          cairo_fill_preserve (cr);
        }
      if (shape->stroke != NULL)
        {
          set_colour (cr, shape->stroke);
          cairo_set_dash (cr, dashes, shape->dashed ? 2 : 0, 0);
          cairo_stroke_preserve (cr);
        }
      cairo_new_path (cr);
    }
  cairo_restore (cr);
}

/* A number as XML has it, whatever the locale. */
static void
append_number (GString    *out,
               const char *name,
               double      value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, " %s=\"%s\"", name, g_ascii_formatd (buffer, sizeof buffer, "%.2f", value));
}

static void
append_colours (GString        *out,
                const VdtShape *shape)
{
  g_string_append_printf (out, " fill=\"%s\"", shape->fill != NULL ? shape->fill : "none");
  if (shape->stroke != NULL)
    g_string_append_printf (out, " stroke=\"%s\" stroke-width=\"0.75\"%s", shape->stroke,
                            shape->dashed ? " stroke-dasharray=\"2 2\"" : "");
}

static void
append_shape (GString        *out,
              const VdtShape *shape)
{
  static const char *const names[] = { "rect", "circle", "line", "text" };
  static const char *const anchors[] = { "start", "middle", "end" };
  static const char *const places[][4] = {
    { "x", "y", "width", "height" }, { "cx", "cy", "r", NULL }, { "x1", "y1", "x2", "y2" }, { "x", "y", NULL, NULL }
  };
  const double values[] = { shape->x, shape->y, shape->w, shape->h };

  g_string_append_printf (out, "<%s", names[shape->kind]);
  for (guint i = 0; i < 4 && places[shape->kind][i] != NULL; i++)
    append_number (out, places[shape->kind][i], values[i]);
  if (shape->kind == VDT_SHAPE_RECT && shape->corner > 0)
    append_number (out, "rx", shape->corner);
  append_colours (out, shape);

  if (shape->kind == VDT_SHAPE_TEXT)
    {
      g_autofree char *escaped = g_markup_escape_text (shape->text, -1);

      append_number (out, "font-size", shape->size);
      g_string_append_printf (out, " text-anchor=\"%s\"%s>%s</text>\n", anchors[shape->anchor],
                              shape->bold ? " font-weight=\"700\"" : "", escaped);
    }
  else
    g_string_append (out, "/>\n");
}

/**
 * vdt_figure_to_svg:
 * @self: a figure
 * @id: an identifier that is used nowhere else in the page
 *
 * Returns: (transfer full): an `<svg>` element with attributes only: a strict content
 *   security policy forbids styles in elements
 */
char *
vdt_figure_to_svg (VdtFigure  *self,
                   const char *id)
{
  GString *out = g_string_new ("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
  g_autofree char *about = g_markup_escape_text (self->about != NULL ? self->about : "", -1);

  append_number (out, "width", self->width);
  append_number (out, "height", self->height);
  g_string_append_printf (out, " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" aria-labelledby=\"%s\">\n",
                          (int) ceil (self->width), (int) ceil (self->height), id);
  g_string_append_printf (out, "<title id=\"%s\">%s</title>\n", id, about);
  for (guint i = 0; i < self->shapes->len; i++)
    append_shape (out, &g_array_index (self->shapes, VdtShape, i));
  g_string_append (out, "</svg>");

  return g_string_free (out, FALSE);
}

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

/**
 * vdt_figure_to_png:
 * @self: a figure
 * @scale: pixels a point
 * @error: return location for a %VDT_ERROR_FAILED
 *
 * Returns: (transfer full) (nullable): a PNG image on white
 */
GBytes *
vdt_figure_to_png (VdtFigure  *self,
                   double      scale,
                   GError    **error)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (self->width * scale),
                                                         (int) ceil (self->height * scale));
  cairo_t *cr = cairo_create (surface);
  GByteArray *bytes = g_byte_array_new ();
  cairo_status_t status;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  vdt_figure_draw (self, cr);
  cairo_destroy (cr);
  status = cairo_surface_write_to_png_stream (surface, write_cb, bytes);
  cairo_surface_destroy (surface);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "a figure cannot be drawn: %s",
                   cairo_status_to_string (status));
      g_byte_array_unref (bytes);
      return NULL;
    }

  return g_byte_array_free_to_bytes (bytes);
}

void
vdt_figure_free (VdtFigure *self)
{
  g_array_unref (self->shapes);
  g_free (self->about);
  g_free (self);
}
