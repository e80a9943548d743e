/* vdt-pages-private.h
 *
 * What the parts of the page layout share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-fonts.h"
#include "vdt-pages.h"

G_BEGIN_DECLS

#define VDT_PAGE_LEFT 56.7
#define VDT_PAGE_RIGHT 56.7
#define VDT_PAGE_TOP 70.0
#define VDT_PAGE_BOTTOM 62.0
#define VDT_PAGE_TEXT_WIDTH (VDT_PAGE_WIDTH - VDT_PAGE_LEFT - VDT_PAGE_RIGHT)
#define VDT_PAGE_TEXT_BOTTOM (VDT_PAGE_HEIGHT - VDT_PAGE_BOTTOM)

/**
 * VdtBox:
 * @line: (nullable): a line of text; @y is its base line
 * @figure: (nullable): a figure, drawn @scale times as large
 * @fill: (nullable): `#rrggbb` of a rectangle
 * @heading: of the contents: the heading whose page number stands here, from 1; 0 else
 *
 * One thing on a page.
 */
typedef struct
{
  PangoLayoutLine *line;
  VdtFigure       *figure;
  const char      *fill;
  double           x;
  double           y;
  double           w;
  double           h;
  double           scale;
  guint            heading;
} VdtBox;

/* A place that is clicked: @target is an address, or `#` and the name of a place. */
typedef struct
{
  double  x;
  double  y;
  double  w;
  double  h;
  char   *target;
} VdtPageLink;

/* A place that is linked to. */
typedef struct
{
  char   *id;
  double  y;
} VdtPagePlace;

typedef struct
{
  GArray *boxes;    /* VdtBox */
  GArray *links;    /* VdtPageLink */
  GArray *places;   /* VdtPagePlace */
} VdtPage;

struct _VdtPages
{
  VdtDocument  *document;  /* the caller's; lives as long as the pages */
  GCancellable *cancellable;
  PangoContext *context;
  GPtrArray    *pages;     /* VdtPage */
  GArray       *headings;  /* VdtPagesHeading */
  GHashTable   *places;    /* id → page, from 1 */
  double        y;         /* where the next block begins */
  guint         n_figures;
};

/**
 * VdtPageStyle:
 * @size: of the letters, in points
 * @bold: all of it
 * @mono: all of it
 * @italic: all of it
 * @colour: (nullable): `#rrggbb`
 * @spacing: between lines, as a part of their height
 */
typedef struct
{
  double      size;
  gboolean    bold;
  gboolean    mono;
  gboolean    italic;
  const char *colour;
  double      spacing;
} VdtPageStyle;

/**
 * VdtPageText:
 * @layout: the text
 * @ranges: (element-type VdtPageRange): what in it is a link or a place
 *
 * A paragraph, ready to be put on pages line by line.
 */
typedef struct
{
  PangoLayout *layout;
  GArray      *ranges;
} VdtPageText;

typedef struct
{
  guint  start;   /* bytes */
  guint  end;
  char  *target;
  char  *id;
} VdtPageRange;

/* vdt-pages-text.c */
void         vdt_page_text_init     (VdtPageText        *text,
                                     VdtPages           *pages,
                                     VdtDoc             *node,
                                     const VdtPageStyle *style,
                                     double              width);
void         vdt_page_text_init_raw (VdtPageText        *text,
                                     VdtPages           *pages,
                                     const char         *string,
                                     const VdtPageStyle *style,
                                     double              width);
void         vdt_page_text_clear    (VdtPageText        *text);
double       vdt_page_line_height   (PangoLayoutLine    *line,
                                     const VdtPageStyle *style,
                                     double             *out_ascent);
double       vdt_page_put_line      (VdtPages           *pages,
                                     VdtPageText        *text,
                                     guint               line,
                                     const VdtPageStyle *style,
                                     double              x,
                                     double              y);
void         vdt_page_flow          (VdtPages           *pages,
                                     VdtPageText        *text,
                                     const VdtPageStyle *style,
                                     double              x);

/* vdt-pages.c */
VdtPage     *vdt_pages_current      (VdtPages           *self);
void         vdt_pages_break        (VdtPages           *self);
void         vdt_pages_need         (VdtPages           *self,
                                     double              height);
void         vdt_pages_add_rect     (VdtPages           *self,
                                     double              x,
                                     double              y,
                                     double              w,
                                     double              h,
                                     const char         *fill);
void         vdt_pages_add_place    (VdtPages           *self,
                                     const char         *id,
                                     double              y);

/* vdt-pages-blocks.c, vdt-pages-table.c */
void         vdt_pages_put_blocks   (VdtPages           *self,
                                     VdtDoc             *parent,
                                     double              x,
                                     double              width,
                                     const VdtPageStyle *style);
void         vdt_pages_put_table    (VdtPages           *self,
                                     VdtDoc             *table,
                                     double              x,
                                     double              width);

extern const VdtPageStyle vdt_page_body;

G_END_DECLS
