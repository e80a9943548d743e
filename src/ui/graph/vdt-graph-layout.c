/* vdt-graph-layout.c
 *
 * A layered layout. Each layer is a column; the spine's boxes stand in the order of
 * time, those of the others as near to their neighbours as the order allows. What was
 * set by hand stays where it is, and nothing lies on anything else. The same input
 * gives the same output, to the bit.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-layout.h"

#include <math.h>
#include <string.h>

#define SWEEPS 4

/* One column on the screen: a layer, or a part of one that is too long. */
typedef struct
{
  guint  layer;
  guint *items;    /* boxes, from above */
  guint  n_items;
} Column;

typedef struct
{
  VdtGraphBox           *boxes;
  guint                  n_boxes;
  const VdtGraphLine    *lines;
  guint                  n_lines;
  const VdtGraphOptions *options;
  guint                 *first;      /* of each box: its neighbours begin here */
  guint                 *neighbours;
  gboolean              *placed;
  double                *wanted;     /* of each box: the middle that its neighbours wish for */
  GArray                *columns;    /* Column */
  gboolean               final;      /* only what is nearer to the spine is looked at */
} Layout;

static double
middle_of (const VdtGraphBox *box)
{
  return box->y + box->height / 2;
}

/* Neighbours of all boxes, one after the other. */
static void
collect_neighbours (Layout *layout)
{
  guint *fill;

  layout->first = g_new0 (guint, layout->n_boxes + 1);
  for (guint i = 0; i < layout->n_lines; i++)
    {
      layout->first[layout->lines[i].from + 1]++;
      layout->first[layout->lines[i].to + 1]++;
    }
  for (guint i = 0; i < layout->n_boxes; i++)
    layout->first[i + 1] += layout->first[i];

  layout->neighbours = g_new0 (guint, 2 * layout->n_lines + 1);
  fill = g_memdup2 (layout->first, (layout->n_boxes + 1) * sizeof *fill);
  for (guint i = 0; i < layout->n_lines; i++)
    {
      layout->neighbours[fill[layout->lines[i].from]++] = layout->lines[i].to;
      layout->neighbours[fill[layout->lines[i].to]++] = layout->lines[i].from;
    }
  g_free (fill);
}

static int
by_time (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  const Layout *layout = user_data;
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;
  gint64 time_left = layout->boxes[left].time;
  gint64 time_right = layout->boxes[right].time;

  if (time_left != time_right)
    return time_left < time_right ? -1 : 1;

  return left < right ? -1 : left > right;
}

static int
by_wish (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  const Layout *layout = user_data;
  double left = layout->wanted[*(const guint *) a];
  double right = layout->wanted[*(const guint *) b];

  /* Half a pixel is no reason to leave the order of time. */
  if (fabs (left - right) > 0.5)
    return left < right ? -1 : 1;

  return by_time (a, b, user_data);
}

static void
sort (Layout           *layout,
      guint            *items,
      guint             n_items,
      GCompareDataFunc  compare)
{
  g_qsort_with_data (items, (int) n_items, sizeof *items, compare, layout);
}

static guint
distance_of (const Layout *layout,
             guint         box)
{
  guint layer = layout->boxes[box].layer;

  return layer > layout->options->spine ? layer - layout->options->spine : layout->options->spine - layer;
}

/* The middle of the neighbours that have a place; without any, the box comes last. */
static void
make_wish (Layout *layout,
           guint   box,
           double  last)
{
  double sum = 0;
  guint n = 0;

  for (guint i = layout->first[box]; layout->final && i < layout->first[box + 1]; i++)
    if (distance_of (layout, layout->neighbours[i]) < distance_of (layout, box))
      {
        sum += middle_of (&layout->boxes[layout->neighbours[i]]);
        n++;
      }
  if (n > 0)
    {
      layout->wanted[box] = sum / n;
      return;
    }

  for (guint i = layout->first[box]; i < layout->first[box + 1]; i++)
    {
      guint other = layout->neighbours[i];

      if (other == box || !layout->placed[other])
        continue;
      sum += middle_of (&layout->boxes[other]);
      n++;
    }

  layout->wanted[box] = n > 0 ? sum / n : last;
}

/* Least squares under “each at least its height below the one before”: the pool
 * adjacent violators algorithm (Barlow et al. 1972), after the distances are taken
 * out. */
static void
place_column (Layout       *layout,
              const Column *column)
{
  g_autofree double *mean = g_new (double, column->n_items + 1);
  g_autofree guint *size = g_new (guint, column->n_items + 1);
  double offset = 0;
  guint n_blocks = 0;
  guint item = 0;

  for (guint i = 0; i < column->n_items; i++)
    {
      const VdtGraphBox *box = &layout->boxes[column->items[i]];

      mean[n_blocks] = layout->wanted[column->items[i]] - box->height / 2 - offset;
      size[n_blocks] = 1;
      while (n_blocks > 0 && mean[n_blocks - 1] > mean[n_blocks])
        {
          double sum = mean[n_blocks - 1] * size[n_blocks - 1] + mean[n_blocks] * size[n_blocks];

          size[n_blocks - 1] += size[n_blocks];
          mean[n_blocks - 1] = sum / size[n_blocks - 1];
          n_blocks--;
        }
      n_blocks++;
      offset += box->height + layout->options->gap_y;
    }

  offset = 0;
  for (guint block = 0; block < n_blocks; block++)
    for (guint i = 0; i < size[block]; i++, item++)
      {
        VdtGraphBox *box = &layout->boxes[column->items[item]];

        box->y = mean[block] + offset;
        layout->placed[column->items[item]] = TRUE;
        offset += box->height + layout->options->gap_y;
      }
}

static void
stack_column (Layout       *layout,
              const Column *column)
{
  double y = 0;

  for (guint i = 0; i < column->n_items; i++)
    {
      VdtGraphBox *box = &layout->boxes[column->items[i]];

      box->y = y;
      layout->placed[column->items[i]] = TRUE;
      y += box->height + layout->options->gap_y;
    }
}

/* All columns of a layer, put in order anew: dealt out in turn, so that each column
 * has its items near to where they want to be. */
static void
order_layer (Layout *layout,
             guint   layer)
{
  g_autoptr(GArray) items = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  gboolean spine = layer == layout->options->spine;

  for (guint i = 0; i < layout->columns->len; i++)
    {
      Column *column = &g_array_index (layout->columns, Column, i);

      if (column->layer != layer)
        continue;
      g_ptr_array_add (columns, column);
      g_array_append_vals (items, column->items, column->n_items);
    }

  for (guint i = 0; i < items->len; i++)
    make_wish (layout, g_array_index (items, guint, i), 1e7);
  sort (layout, (guint *) (void *) items->data, items->len, spine ? by_time : by_wish);

  for (guint i = 0; i < columns->len; i++)
    ((Column *) g_ptr_array_index (columns, i))->n_items = 0;
  for (guint i = 0; i < items->len; i++)
    {
      Column *column = g_ptr_array_index (columns, i % columns->len);

      column->items[column->n_items++] = g_array_index (items, guint, i);
    }
}

static void
place_layer (Layout *layout,
             guint   layer)
{
  for (guint i = 0; i < layout->columns->len; i++)
    {
      Column *column = &g_array_index (layout->columns, Column, i);
      double last = 0;

      if (column->layer != layer)
        continue;
      /* what nobody wishes for follows the rest, not a million pixels below it */
      for (guint j = 0; j < column->n_items; j++)
        {
          make_wish (layout, column->items[j], last);
          last = MAX (last, layout->wanted[column->items[j]]);
        }
      place_column (layout, column);
    }
}

static guint
count_layers (const Layout *layout)
{
  guint n_layers = 0;

  for (guint i = 0; i < layout->n_boxes; i++)
    n_layers = MAX (n_layers, layout->boxes[i].layer + 1);

  return n_layers;
}

/* A number of rows at which the whole is about as high as it is wide; a node is some
 * four times wider than high. */
static guint
choose_rows (const Layout *layout)
{
  if (layout->options->max_rows > 0)
    return layout->options->max_rows;

  return MAX (14, (guint) ceil (sqrt (layout->n_boxes) * 2.5));
}

static void
make_columns (Layout *layout)
{
  guint n_layers = count_layers (layout);
  guint max_rows = choose_rows (layout);

  for (guint layer = 0; layer < n_layers; layer++)
    {
      g_autoptr(GArray) items = g_array_new (FALSE, FALSE, sizeof (guint));
      guint n_columns;

      for (guint i = 0; i < layout->n_boxes; i++)
        if (layout->boxes[i].layer == layer && !layout->boxes[i].fixed)
          g_array_append_val (items, i);
      if (items->len == 0)
        continue;

      sort (layout, (guint *) (void *) items->data, items->len, by_time);
      n_columns = (items->len + max_rows - 1) / max_rows;
      for (guint c = 0; c < n_columns; c++)
        {
          Column column = { layer, g_new (guint, items->len), 0 };

          for (guint i = c; i < items->len; i += n_columns)
            column.items[column.n_items++] = g_array_index (items, guint, i);
          g_array_append_val (layout->columns, column);
        }
    }
}

/* Columns side by side, each as wide as its widest box. */
static void
set_x (Layout *layout)
{
  double x = layout->options->margin;

  for (guint i = 0; i < layout->columns->len; i++)
    {
      const Column *column = &g_array_index (layout->columns, Column, i);
      const Column *next = i + 1 < layout->columns->len ? column + 1 : NULL;
      double width = 0;

      for (guint j = 0; j < column->n_items; j++)
        {
          layout->boxes[column->items[j]].x = x;
          width = MAX (width, layout->boxes[column->items[j]].width);
        }
      /* the parts of one layer stand closer */
      x += width + (next != NULL && next->layer == column->layer ? layout->options->gap_x / 3
                                                                 : layout->options->gap_x);
    }
}

static gboolean
overlap (const VdtGraphBox *a,
         const VdtGraphBox *b,
         double             gap)
{
  return a->x < b->x + b->width && b->x < a->x + a->width &&
         a->y < b->y + b->height + gap && b->y < a->y + a->height + gap;
}

/* Moves a box below every hand-set one that it would lie on. */
static void
avoid_fixed (Layout      *layout,
             VdtGraphBox *box)
{
  gboolean moved = TRUE;

  /* each turn passes at least one fixed box for good */
  while (moved)
    {
      moved = FALSE;
      for (guint i = 0; i < layout->n_boxes; i++)
        {
          const VdtGraphBox *fixed = &layout->boxes[i];

          if (!fixed->fixed || !overlap (box, fixed, layout->options->gap_y - 0.01))
            continue;
          box->y = fixed->y + fixed->height + layout->options->gap_y;
          moved = TRUE;
        }
    }
}

static void
set_y (Layout *layout)
{
  double top = G_MAXDOUBLE;
  gboolean any_fixed = FALSE;

  for (guint i = 0; i < layout->n_boxes; i++)
    {
      any_fixed = any_fixed || layout->boxes[i].fixed;
      if (!layout->boxes[i].fixed)
        top = MIN (top, layout->boxes[i].y);
    }

  for (guint i = 0; i < layout->columns->len; i++)
    {
      const Column *column = &g_array_index (layout->columns, Column, i);
      double free_from = -G_MAXDOUBLE;

      for (guint j = 0; j < column->n_items; j++)
        {
          VdtGraphBox *box = &layout->boxes[column->items[j]];

          box->y = MAX (round (box->y - top + layout->options->margin), free_from);
          if (any_fixed)
            avoid_fixed (layout, box);
          free_from = box->y + box->height + layout->options->gap_y;
        }
    }
}

static void
sweep (Layout *layout)
{
  guint n_layers = count_layers (layout);
  guint spine = MIN (layout->options->spine, n_layers - 1);

  for (guint i = 0; i < layout->columns->len; i++)
    {
      const Column *column = &g_array_index (layout->columns, Column, i);

      if (column->layer == spine)
        stack_column (layout, column);
    }

  for (guint turn = 0; turn <= SWEEPS; turn++)
    {
      layout->final = turn == SWEEPS;
      /* outward from the spine, to both sides */
      for (guint distance = turn == 0 || layout->final ? 1 : 0; distance < n_layers; distance++)
        {
          if (distance > 0 && distance <= spine)
            {
              order_layer (layout, spine - distance);
              place_layer (layout, spine - distance);
            }
          if (spine + distance < n_layers)
            {
              order_layer (layout, spine + distance);
              place_layer (layout, spine + distance);
            }
        }
    }
}

/**
 * vdt_graph_layout:
 * @boxes: (array length=n_boxes) (inout): what is placed
 * @n_boxes: how many
 * @lines: (array length=n_lines): between boxes; none leads to a box that is not there
 * @n_lines: how many
 * @options: distances, and which layer is in the order of time
 * @out_width: (out): of all
 * @out_height: (out): of all
 *
 * Gives each box that is not fixed its place. No two boxes that it places lie on each
 * other, and none on a fixed one.
 */
void
vdt_graph_layout (VdtGraphBox           *boxes,
                  guint                  n_boxes,
                  const VdtGraphLine    *lines,
                  guint                  n_lines,
                  const VdtGraphOptions *options,
                  double                *out_width,
                  double                *out_height)
{
  Layout layout = { boxes, n_boxes, lines, n_lines, options, NULL, NULL, NULL, NULL, NULL, FALSE };

  g_return_if_fail (options != NULL && out_width != NULL && out_height != NULL);

  *out_width = *out_height = 0;
  if (n_boxes == 0)
    return;

  layout.columns = g_array_new (FALSE, FALSE, sizeof (Column));
  layout.placed = g_new0 (gboolean, n_boxes);
  layout.wanted = g_new0 (double, n_boxes);
  for (guint i = 0; i < n_boxes; i++)
    layout.placed[i] = boxes[i].fixed;
  collect_neighbours (&layout);
  make_columns (&layout);
  sweep (&layout);
  set_x (&layout);
  set_y (&layout);

  for (guint i = 0; i < n_boxes; i++)
    {
      *out_width = MAX (*out_width, boxes[i].x + boxes[i].width + options->margin);
      *out_height = MAX (*out_height, boxes[i].y + boxes[i].height + options->margin);
    }

  for (guint i = 0; i < layout.columns->len; i++)
    g_free (g_array_index (layout.columns, Column, i).items);
  g_array_unref (layout.columns);
  g_free (layout.placed);
  g_free (layout.wanted);
  g_free (layout.first);
  g_free (layout.neighbours);
}
