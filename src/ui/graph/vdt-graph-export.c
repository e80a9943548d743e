/* vdt-graph-export.c
 *
 * Pictures for reports: on white, with dark lines, whatever the window looks like. A
 * state has its word beside the colour.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-export.h"

#include <math.h>
#include <string.h>

#include "vdt-graph-view-private.h"

#define MAX_SIDE 16000 /* pixels; cairo's image surfaces end at 32,767 */
#define FONT     "Cantarell, Noto Sans, sans-serif"

typedef struct
{
  const char *title;
  const char *detail;
  char       *state;    /* owned */
  const char *color;
} Face;

/* What a node says: that of its thing, or of its group. */
static Face
get_face (VdtGraphView *view,
          guint         index,
          char        **out_group_title)
{
  static const struct { const char *name; const char *color; } colors[] = {
    { "error_color", "#c01c28" }, { "warning_color", "#9c6e03" }, { "accent_color", "#1a5fb4" },
    { "success_color", "#1b8553" },
  };
  VdtGraphItem *item = vdt_graph_view_item (view, index);
  const VdtGraphThing *thing = vdt_graph_model_get_thing (view->model, g_array_index (item->things, guint, 0));
  Face face = { thing->title, thing->detail, g_strdup (thing->state_label), "#5e5c64" };

  *out_group_title = NULL;
  if (item->group)
    {
      *out_group_title = g_strdup_printf ("%u %s", item->things->len, thing->plural);
      face.title = *out_group_title;
      face.detail = thing->title;
    }
  for (gsize i = 0; thing->state_color != NULL && i < G_N_ELEMENTS (colors); i++)
    if (g_str_equal (colors[i].name, thing->state_color))
      face.color = colors[i].color;

  return face;
}

/* A text of at most @max characters, as an element's text. */
static char *
escape (const char *text,
        glong       max)
{
  g_autofree char *cut = NULL;

  if (text == NULL)
    return g_strdup ("");
  if (g_utf8_strlen (text, -1) > max)
    {
      g_autofree char *begin = g_utf8_substring (text, 0, max - 1);

      cut = g_strconcat (begin, "…", NULL);
    }

  return g_markup_escape_text (cut != NULL ? cut : text, -1);
}

/* A number in the C locale: SVG knows no decimal comma. */
static const char *
number (double value,
        char  *buffer)
{
  return g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.1f", value);
}

static void
append_edge (GString            *svg,
             VdtGraphView       *view,
             const VdtGraphEdge *edge)
{
  const VdtGraphBox *from = &view->boxes[edge->from];
  const VdtGraphBox *to = &view->boxes[edge->to];
  gboolean right = from->x + from->width <= to->x;
  gboolean left = to->x + to->width <= from->x;
  double x1 = left ? from->x : from->x + from->width;
  double x2 = right ? to->x : to->x + to->width;
  double pull = right || left ? MAX (24, fabs (x2 - x1) / 2) * (left ? -1 : 1) : 30;
  double second = right || left ? x2 - pull : x2 + pull;
  double y1 = from->y + from->height / 2;
  double y2 = to->y + to->height / 2;
  char b[6][G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (svg, "<path d=\"M%s %s", number (x1, b[0]), number (y1, b[1]));
  g_string_append_printf (svg, " C%s %s %s %s", number (x1 + pull, b[0]), number (y1, b[1]), number (second, b[2]),
                          number (y2, b[3]));
  g_string_append_printf (svg, " %s %s\"%s marker-end=\"url(#end)\"/>\n", number (x2, b[4]), number (y2, b[5]),
                          edge->dashed ? " stroke-dasharray=\"5 4\"" : "");
}

static void
append_text (GString    *svg,
             const char *text,
             glong       max,
             double      x,
             double      y,
             double      size,
             const char *attributes)
{
  g_autofree char *safe = escape (text, max);
  char b[3][G_ASCII_DTOSTR_BUF_SIZE];

  if (*safe == '\0')
    return;
  g_string_append_printf (svg, "<text x=\"%s\" y=\"%s\" font-size=\"%s\"%s>%s</text>\n", number (x, b[0]),
                          number (y, b[1]), number (size, b[2]), attributes, safe);
}

static void
append_node (GString      *svg,
             VdtGraphView *view,
             guint         index)
{
  const VdtGraphBox *box = &view->boxes[index];
  g_autofree char *group_title = NULL;
  Face face = get_face (view, index, &group_title);
  g_autofree char *name = escape (face.title, 500);
  g_autofree char *state = face.state;
  g_autofree char *attributes = g_strdup_printf (" fill=\"%s\" text-anchor=\"end\"", face.color);
  double size = box->height * 0.28;
  glong max = (glong) (box->width / (size * 0.58));
  char b[4][G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (svg, "<g><title>%s%s%s</title>\n", name, state != NULL ? ", " : "",
                          state != NULL ? state : "");
  g_string_append_printf (svg, "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"7\" fill=\"#ffffff\""
                          " stroke=\"%s\"%s/>\n", number (box->x, b[0]), number (box->y, b[1]),
                          number (box->width, b[2]), number (box->height, b[3]),
                          view->boxes[index].layer == vdt_graph_model_get_spine (view->model) ? face.color
                                                                                              : "#77767b",
                          vdt_graph_view_item (view, index)->group ? " stroke-width=\"3\"" : "");
  append_text (svg, face.title, max, box->x + 9, box->y + box->height * 0.42, size, "");
  append_text (svg, face.detail, state != NULL ? max * 2 / 3 : max, box->x + 9, box->y + box->height * 0.79,
               size * 0.84, " fill=\"#5e5c64\"");
  append_text (svg, state, max / 2, box->x + box->width - 9, box->y + box->height * 0.79, size * 0.84, attributes);
  g_string_append (svg, "</g>\n");
}

static gboolean
is_shown (VdtGraphView *view,
          guint         index)
{
  return vdt_graph_view_item (view, index)->order < view->n_shown;
}

static void
append_heads (GString      *svg,
              VdtGraphView *view)
{
  const char * const *layers = vdt_graph_model_get_layers (view->model);

  for (guint layer = 0; layers[layer] != NULL; layer++)
    {
      double x = G_MAXDOUBLE;

      for (guint i = 0; i < view->items->len; i++)
        if (view->boxes[i].layer == layer && !view->boxes[i].fixed)
          x = MIN (x, view->boxes[i].x);
      if (x < G_MAXDOUBLE)
        append_text (svg, layers[layer], 80, x + 2, 24, 12, " font-weight=\"bold\" fill=\"#5e5c64\"");
    }
}

/**
 * vdt_graph_export_svg:
 * @view: what to draw, with the places that its nodes have
 * @title: what the picture is called
 *
 * Returns: (transfer full): an SVG 1.1 document with real, escaped text
 */
GBytes *
vdt_graph_export_svg (VdtGraphView *view,
                      const char   *title)
{
  GString *svg = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  g_autofree char *name = escape (title, 500);
  char b[2][G_ASCII_DTOSTR_BUF_SIZE];
  gsize length;

  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (view), NULL);

  g_string_append_printf (svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%s\" height=\"%s\""
                          " font-family=\"" FONT "\">\n", number (MAX (view->width, 1), b[0]),
                          number (MAX (view->height, 1), b[1]));
  g_string_append_printf (svg, "<title>%s</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n", name);
  g_string_append (svg, "<defs><marker id=\"end\" markerWidth=\"8\" markerHeight=\"8\" refX=\"7\" refY=\"4\""
                   " orient=\"auto\"><path d=\"M0 0.5 L7 4 L0 7.5 z\" fill=\"#77767b\" stroke=\"none\"/></marker>"
                   "</defs>\n<g fill=\"none\" stroke=\"#77767b\" stroke-width=\"1.2\">\n");
  for (guint i = 0; i < view->edges->len; i++)
    {
      const VdtGraphEdge *edge = &g_array_index (view->edges, VdtGraphEdge, i);

      if (is_shown (view, edge->from) && is_shown (view, edge->to))
        append_edge (svg, view, edge);
    }
  g_string_append (svg, "</g>\n<g fill=\"#241f31\">\n");
  if (view->model != NULL)
    append_heads (svg, view);
  for (guint i = 0; i < view->items->len; i++)
    if (is_shown (view, i))
      append_node (svg, view, i);
  g_string_append (svg, "</g>\n</svg>\n");
  length = svg->len;

  return g_bytes_new_take (g_string_free (svg, FALSE), length);
}

/* {{{ PNG */

static void
set_source (cairo_t    *cr,
            const char *color)
{
  GdkRGBA rgba;

  gdk_rgba_parse (&rgba, color);
  gdk_cairo_set_source_rgba (cr, &rgba);
}

static void
paint_text (cairo_t      *cr,
            VdtGraphView *view,
            const char   *text,
            double        scale,
            double        x,
            double        y,
            double        width,
            gboolean      end)
{
  g_autoptr(PangoLayout) layout = NULL;
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  int real = 0;

  if (text == NULL)
    return;
  layout = pango_layout_new (gtk_widget_get_pango_context (GTK_WIDGET (view)));
  pango_layout_set_text (layout, text, -1);
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_set_width (layout, (int) MAX (width, 1) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, &real, NULL);
  cairo_move_to (cr, end ? x + width - real : x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
paint_edge (cairo_t            *cr,
            VdtGraphView       *view,
            const VdtGraphEdge *edge)
{
  const VdtGraphBox *from = &view->boxes[edge->from];
  const VdtGraphBox *to = &view->boxes[edge->to];
  gboolean right = from->x + from->width <= to->x;
  gboolean left = to->x + to->width <= from->x;
  double x1 = left ? from->x : from->x + from->width;
  double x2 = right ? to->x : to->x + to->width;
  double pull = right || left ? MAX (24, fabs (x2 - x1) / 2) * (left ? -1 : 1) : 30;
  double y2 = to->y + to->height / 2;
  double way = right ? 1 : -1;

  cairo_set_dash (cr, (const double[]) { 5, 4 }, edge->dashed ? 2 : 0, 0);
  cairo_move_to (cr, x1, from->y + from->height / 2);
  cairo_curve_to (cr, x1 + pull, from->y + from->height / 2, right || left ? x2 - pull : x2 + pull, y2, x2, y2);
  cairo_stroke (cr);
  cairo_move_to (cr, x2, y2);
  cairo_line_to (cr, x2 - 7 * way, y2 - 3.5);
  cairo_line_to (cr, x2 - 7 * way, y2 + 3.5);
  cairo_fill (cr);
}

static void
paint_node (cairo_t      *cr,
            VdtGraphView *view,
            guint         index)
{
  const VdtGraphBox *box = &view->boxes[index];
  g_autofree char *group_title = NULL;
  Face face = get_face (view, index, &group_title);
  g_autofree char *state = face.state;
  double state_width = state != NULL ? box->width * 0.38 : 0;

  cairo_rectangle (cr, box->x + 0.5, box->y + 0.5, box->width - 1, box->height - 1);
  set_source (cr, "#ffffff");
  cairo_fill_preserve (cr);
  set_source (cr, box->layer == vdt_graph_model_get_spine (view->model) ? face.color : "#77767b");
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, vdt_graph_view_item (view, index)->group ? 3 : 1);
  cairo_stroke (cr);
  set_source (cr, "#241f31");
  paint_text (cr, view, face.title, 0.95, box->x + 9, box->y + 4, box->width - 18, FALSE);
  set_source (cr, "#5e5c64");
  paint_text (cr, view, face.detail, 0.8, box->x + 9, box->y + box->height * 0.52, box->width - 22 - state_width,
              FALSE);
  set_source (cr, face.color);
  paint_text (cr, view, state, 0.8, box->x + box->width - 9 - state_width, box->y + box->height * 0.52, state_width,
              TRUE);
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
 * vdt_graph_export_png:
 * @view: what to draw
 * @scale: pixels of the picture for each of the view; less if it would be too large
 * @error: return location for a %G_IO_ERROR if there is no memory for it
 *
 * Returns: (transfer full) (nullable): a PNG file
 */
GBytes *
vdt_graph_export_png (VdtGraphView  *view,
                      double         scale,
                      GError       **error)
{
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (view), NULL);

  scale = MIN (scale, MAX_SIDE / MAX (1, MAX (view->width, view->height)));
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) MAX (1, ceil (view->width * scale)),
                                        (int) MAX (1, ceil (view->height * scale)));
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  set_source (cr, "#ffffff");
  cairo_paint (cr);
  set_source (cr, "#77767b");
  cairo_set_line_width (cr, 1.2);
  for (guint i = 0; i < view->edges->len; i++)
    {
      const VdtGraphEdge *edge = &g_array_index (view->edges, VdtGraphEdge, i);

      if (is_shown (view, edge->from) && is_shown (view, edge->to))
        paint_edge (cr, view, edge);
    }
  for (guint i = 0; i < view->items->len; i++)
    if (is_shown (view, i))
      paint_node (cr, view, i);
  cairo_destroy (cr);

  bytes = g_byte_array_new ();
  status = cairo_surface_write_to_png_stream (surface, write_cb, bytes);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_byte_array_unref (bytes);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", cairo_status_to_string (status));
      return NULL;
    }

  return g_byte_array_free_to_bytes (bytes);
}

/* }}} */
