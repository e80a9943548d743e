/* vdt-pages-table.c
 *
 * Tables: columns by what is in them, rows that may go on on the next page, the
 * heading on each.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-pages-private.h"

#define PAD_X 4.0
#define PAD_Y 2.6
#define LONGEST_WORD 15
#define LONGEST_CELL 70
#define MOST_COLUMNS 24

static const VdtPageStyle cell_style = { 8, FALSE, FALSE, FALSE, NULL, 1.28 };
static const VdtPageStyle head_style = { 8, TRUE, FALSE, FALSE, "#33424f", 1.28 };
static const VdtPageStyle caption_style = { 8, FALSE, FALSE, TRUE, "#5f6570", 1.3 };

typedef struct
{
  guint  n;
  double x[MOST_COLUMNS + 1];  /* where each begins; the last is the right edge */
} Columns;

/* A row while it is put: a text a cell, and how far each is. */
typedef struct
{
  guint       n;
  VdtPageText texts[MOST_COLUMNS];
  guint       lines[MOST_COLUMNS];
  guint       next[MOST_COLUMNS];
  char       *ids[MOST_COLUMNS];
  double      height;
} Row;

/* How many letters the longest word and the whole of a cell have, code counted wider. */
static void
measure_cell (VdtDoc *cell,
              double *out_word,
              double *out_all)
{
  g_autofree char *text = vdt_doc_dup_text (cell);
  gboolean code = cell->first != NULL && cell->first->type == VDT_DOC_CODE;
  double width = code ? 1.15 : 1;
  guint word = 0;
  guint all = 0;
  guint n_citations = 0;

  *out_word = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      all++;
      word = *p == ' ' || *p == '/' ? 0 : word + 1;
      *out_word = MAX (*out_word, word * width);
    }
  for (VdtDoc *run = cell->first; run != NULL; run = run->next)
    n_citations += run->type == VDT_DOC_CITATION;
  /* a point in time stays on one line */
  if (g_ascii_isdigit (*text) && all <= 20)
    *out_word = all * 0.92;
  *out_word = MIN (*out_word, LONGEST_WORD + 3);
  *out_all = MIN (all * width + MIN (n_citations, 3) * 3, LONGEST_CELL);
}

/* Every column gets its longest word; the rest goes to those that have most to say. */
static void
set_columns (Columns *columns,
             VdtDoc  *table,
             double   x,
             double   width)
{
  double least[MOST_COLUMNS] = { 0 };
  double most[MOST_COLUMNS] = { 0 };
  double sum_least = 0;
  double sum_rest = 0;
  double room;

  columns->n = CLAMP (vdt_doc_n_columns (table), 1, MOST_COLUMNS);
  for (VdtDoc *row = table->first; row != NULL; row = row->next)
    {
      guint i = 0;

      for (VdtDoc *cell = row->first; cell != NULL && i < columns->n; cell = cell->next, i++)
        {
          double word;
          double all;

          measure_cell (cell, &word, &all);
          least[i] = MAX (least[i], word);
          most[i] = MAX (most[i], all);
        }
    }

  for (guint i = 0; i < columns->n; i++)
    {
      least[i] = MAX (least[i], 2) * cell_style.size * 0.61 + 2 * PAD_X;
      most[i] = MAX (most[i] * cell_style.size * 0.5 + 2 * PAD_X, least[i]);
      sum_least += least[i];
      sum_rest += most[i] - least[i];
    }

  room = width - sum_least;
  columns->x[0] = x;
  for (guint i = 0; i < columns->n; i++)
    {
      double w = room <= 0 ? width * least[i] / sum_least
                           : sum_rest > 0 ? least[i] + room * (most[i] - least[i]) / sum_rest
                                          : least[i] + room / columns->n;

      columns->x[i + 1] = columns->x[i] + w;
    }
}

static double
text_height (VdtPageText        *text,
             guint               from,
             const VdtPageStyle *style)
{
  guint n = (guint) pango_layout_get_line_count (text->layout);
  double height = 0;

  for (guint i = from; i < n; i++)
    {
      double ascent;

      height += vdt_page_line_height (pango_layout_get_line_readonly (text->layout, (int) i), style, &ascent);
    }

  return height;
}

static void
row_init (Row                *self,
          VdtPages           *pages,
          VdtDoc             *node,
          const Columns      *columns,
          const VdtPageStyle *style)
{
  memset (self, 0, sizeof *self);
  for (VdtDoc *cell = node->first; cell != NULL && self->n < columns->n; cell = cell->next)
    {
      guint i = self->n++;

      vdt_page_text_init (&self->texts[i], pages, cell, style, columns->x[i + 1] - columns->x[i] - 2 * PAD_X);
      pango_layout_set_alignment (self->texts[i].layout, cell->number == 1 ? PANGO_ALIGN_CENTER
                                                         : cell->number == 2 ? PANGO_ALIGN_RIGHT
                                                                             : PANGO_ALIGN_LEFT);
      self->lines[i] = (guint) pango_layout_get_line_count (self->texts[i].layout);
      self->ids[i] = cell->id;
      self->height = MAX (self->height, text_height (&self->texts[i], 0, style));
    }
  self->height += 2 * PAD_Y;
}

static void
row_clear (Row *self)
{
  for (guint i = 0; i < self->n; i++)
    vdt_page_text_clear (&self->texts[i]);
}

static gboolean
row_is_done (const Row *self)
{
  for (guint i = 0; i < self->n; i++)
    if (self->next[i] < self->lines[i])
      return FALSE;

  return TRUE;
}

/* Where a line of a cell begins, by how the cell is aligned. */
static double
line_offset (VdtPageText *text,
             guint        line,
             double       width)
{
  PangoAlignment alignment = pango_layout_get_alignment (text->layout);
  PangoRectangle logical;

  if (alignment == PANGO_ALIGN_LEFT)
    return 0;

  pango_layout_line_get_extents (pango_layout_get_line_readonly (text->layout, (int) line), NULL, &logical);

  return (width - (double) logical.width / PANGO_SCALE) / (alignment == PANGO_ALIGN_CENTER ? 2 : 1);
}

/* What of the row fits below; returns the height that it took. */
static double
put_chunk (Row                *self,
           VdtPages           *pages,
           const Columns      *columns,
           const VdtPageStyle *style)
{
  double top = pages->y + PAD_Y;
  double bottom = VDT_PAGE_TEXT_BOTTOM - PAD_Y;
  double taken = 0;

  for (guint i = 0; i < self->n; i++)
    {
      double y = top;

      if (self->ids[i] != NULL && self->next[i] == 0)
        vdt_pages_add_place (pages, self->ids[i], pages->y);
      while (self->next[i] < self->lines[i])
        {
          PangoLayoutLine *line = pango_layout_get_line_readonly (self->texts[i].layout, (int) self->next[i]);
          double ascent;
          double height = vdt_page_line_height (line, style, &ascent);
          double width = columns->x[i + 1] - columns->x[i] - 2 * PAD_X;

          if (y + height > bottom && y > VDT_PAGE_TOP + 4 * height)
            break;
          vdt_page_put_line (pages, &self->texts[i], self->next[i], style,
                             columns->x[i] + PAD_X + line_offset (&self->texts[i], self->next[i], width), y);
          y += height;
          self->next[i]++;
        }
      taken = MAX (taken, y - top);
    }

  return taken + 2 * PAD_Y;
}

static void
put_line_below (VdtPages      *pages,
                const Columns *columns,
                const char    *colour)
{
  vdt_pages_add_rect (pages, columns->x[0], pages->y - 0.25, columns->x[columns->n] - columns->x[0], 0.5, colour);
}

static void
put_head (VdtPages      *pages,
          VdtDoc        *node,
          const Columns *columns)
{
  Row row;

  row_init (&row, pages, node, columns, &head_style);
  vdt_pages_add_rect (pages, columns->x[0], pages->y, columns->x[columns->n] - columns->x[0], row.height, "#f1f3f5");
  pages->y += put_chunk (&row, pages, columns, &head_style);
  row_clear (&row);
}

static void
put_row (VdtPages      *pages,
         VdtDoc        *node,
         VdtDoc        *head,
         const Columns *columns)
{
  Row row;
  double page = VDT_PAGE_TEXT_BOTTOM - VDT_PAGE_TOP;

  row_init (&row, pages, node, columns, &cell_style);
  if (pages->y + row.height > VDT_PAGE_TEXT_BOTTOM &&
      (row.height < page * 0.5 || VDT_PAGE_TEXT_BOTTOM - pages->y < 40))
    {
      vdt_pages_break (pages);
      if (head != NULL)
        put_head (pages, head, columns);
    }

  while (TRUE)
    {
      pages->y += put_chunk (&row, pages, columns, &cell_style);
      put_line_below (pages, columns, "#d8dbe0");
      if (row_is_done (&row))
        break;
      vdt_pages_break (pages);
      if (head != NULL)
        put_head (pages, head, columns);
    }
  row_clear (&row);
}

/**
 * vdt_pages_put_table:
 * @self: pages
 * @table: a table
 * @x: its left edge
 * @width: what there is room for
 */
void
vdt_pages_put_table (VdtPages *self,
                     VdtDoc   *table,
                     double    x,
                     double    width)
{
  Columns columns;
  VdtDoc *row = table->first;
  VdtDoc *head = row != NULL && row->flag ? row : NULL;

  if (row == NULL)
    return;

  set_columns (&columns, table, x, width);
  vdt_pages_need (self, 60);
  if (table->text != NULL && *table->text != '\0')
    {
      VdtPageText caption;

      vdt_page_text_init_raw (&caption, self, table->text, &caption_style, width);
      vdt_page_flow (self, &caption, &caption_style, x);
      vdt_page_text_clear (&caption);
      self->y += 2;
    }
  if (head != NULL)
    {
      put_head (self, head, &columns);
      row = row->next;
    }
  for (; row != NULL && !g_cancellable_is_cancelled (self->cancellable); row = row->next)
    put_row (self, row, head, &columns);
  self->y += 9;
}
