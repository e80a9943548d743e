/* vdt-figure.h
 *
 * A drawing as a list of shapes, so that the same figure is SVG text in HTML, vectors
 * in PDF and pixels in DOCX.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VDT_SHAPE_RECT,
  VDT_SHAPE_LINE,
  VDT_SHAPE_TEXT
} VdtShapeKind;

/**
 * VdtShape:
 * @x: left, or where a text is anchored
 * @y: top, or a text's base line
 * @w: width, x of a line's end
 * @h: height, y of a line's end
 * @corner: radius of a rectangle's corners
 * @size: of a text
 * @anchor: of a text: 0 its start, 1 its middle, 2 its end
 * @dashed: a line
 * @fill: (nullable): `#rrggbb`; also the colour of a text
 * @stroke: (nullable): `#rrggbb`
 */
typedef struct
{
  VdtShapeKind  kind;
  double        x;
  double        y;
  double        w;
  double        h;
  double        corner;
  double        size;
  int           anchor;
  gboolean      bold;
  gboolean      dashed;
  char         *fill;
  char         *stroke;
  char         *text;
} VdtShape;

/**
 * VdtFigure:
 * @width: in points, as it is printed
 * @height: in points
 * @about: what it shows, for those who do not see it
 */
typedef struct
{
  double   width;
  double   height;
  char    *about;
  GArray  *shapes;
} VdtFigure;

VdtFigure *vdt_figure_new        (double       width,
                                  double       height);
VdtShape  *vdt_figure_rect       (VdtFigure   *self,
                                  double       x,
                                  double       y,
                                  double       w,
                                  double       h,
                                  const char  *fill,
                                  const char  *stroke);
VdtShape  *vdt_figure_line       (VdtFigure   *self,
                                  double       x,
                                  double       y,
                                  double       to_x,
                                  double       to_y,
                                  const char  *stroke);
VdtShape  *vdt_figure_text       (VdtFigure   *self,
                                  double       x,
                                  double       y,
                                  double       size,
                                  const char  *colour,
                                  const char  *text);
double     vdt_figure_text_width (const char  *text,
                                  double       size,
                                  gboolean     bold);
char      *vdt_figure_fit        (const char  *text,
                                  double       size,
                                  gboolean     bold,
                                  double       width);
GPtrArray *vdt_figure_wrap       (const char  *text,
                                  double       size,
                                  gboolean     bold,
                                  double       width,
                                  guint        most);
void       vdt_figure_draw       (VdtFigure   *self,
                                  cairo_t     *cr);
char      *vdt_figure_to_svg     (VdtFigure   *self,
                                  const char  *id);
GBytes    *vdt_figure_to_png     (VdtFigure   *self,
                                  double       scale,
                                  GError     **error);
void       vdt_figure_free       (VdtFigure   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtFigure, vdt_figure_free)

G_END_DECLS
