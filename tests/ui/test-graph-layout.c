/* test-graph-layout.c
 *
 * The layout of a graph: nothing overlaps, the same input gives the same output, what
 * was set by hand stays, time runs down the spine, large graphs are grouped; how long
 * it takes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>
#include <time.h>

#include "vdt-graph-layout.h"

#include "../test-slowness.h"

#define WIDTH  180.0
#define HEIGHT 44.0

static const VdtGraphOptions options = { .spine = 1, .gap_x = 60, .gap_y = 10, .margin = 20 };

typedef struct
{
  VdtGraphBox  *boxes;
  VdtGraphLine *lines;
  guint         n_boxes;
  guint         n_lines;
} Graph;

/* An incident as it may be: a fifth are alerts, the rest hangs on one to three others. */
static Graph
make_graph (guint n_boxes,
            guint seed)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  Graph graph = { g_new0 (VdtGraphBox, n_boxes), g_new0 (VdtGraphLine, 3 * n_boxes), n_boxes, 0 };
  guint n_alerts = MAX (n_boxes / 5, 1);

  for (guint i = 0; i < n_boxes; i++)
    {
      VdtGraphBox *box = &graph.boxes[i];

      box->width = WIDTH;
      box->height = HEIGHT;
      box->time = i % 17 == 0 ? VDT_GRAPH_NO_TIME : g_rand_int_range (random, 0, 100000);
      box->layer = i < n_alerts ? 1 : i % 4 == 1 ? 0 : 2 + i % 3;
      for (int j = g_rand_int_range (random, 0, 3); i >= n_alerts && j >= 0; j--)
        graph.lines[graph.n_lines++] = (VdtGraphLine) { (guint) g_rand_int_range (random, 0, (gint32) n_alerts), i };
    }

  return graph;
}

static void
graph_clear (Graph *graph)
{
  g_free (graph->boxes);
  g_free (graph->lines);
}

static void
assert_apart (const Graph *graph)
{
  for (guint i = 0; i < graph->n_boxes; i++)
    for (guint j = i + 1; j < graph->n_boxes; j++)
      {
        const VdtGraphBox *a = &graph->boxes[i];
        const VdtGraphBox *b = &graph->boxes[j];

        if (a->fixed && b->fixed)
          continue;
        g_assert_false (a->x < b->x + b->width && b->x < a->x + a->width &&
                        a->y < b->y + b->height && b->y < a->y + a->height);
      }
}

static void
test_apart (void)
{
  static const guint sizes[] = { 1, 2, 3, 7, 30, 200, 600 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint seed = 1; seed <= 5; seed++)
      {
        Graph graph = make_graph (sizes[i], seed);
        double width, height;

        vdt_graph_layout (graph.boxes, graph.n_boxes, graph.lines, graph.n_lines, &options, &width, &height);
        assert_apart (&graph);
        for (guint j = 0; j < graph.n_boxes; j++)
          {
            g_assert_cmpfloat (graph.boxes[j].x, >=, options.margin);
            g_assert_cmpfloat (graph.boxes[j].y, >=, options.margin);
            g_assert_cmpfloat (graph.boxes[j].x + WIDTH + options.margin, <=, width);
            g_assert_cmpfloat (graph.boxes[j].y + HEIGHT + options.margin, <=, height);
          }
        graph_clear (&graph);
      }
}

static void
test_same (void)
{
  Graph first = make_graph (300, 7);
  Graph second = make_graph (300, 7);
  double width, height;

  vdt_graph_layout (first.boxes, 300, first.lines, first.n_lines, &options, &width, &height);
  vdt_graph_layout (second.boxes, 300, second.lines, second.n_lines, &options, &width, &height);
  g_assert_cmpmem (first.boxes, 300 * sizeof (VdtGraphBox), second.boxes, 300 * sizeof (VdtGraphBox));
  /* and again, over what it had */
  vdt_graph_layout (first.boxes, 300, first.lines, first.n_lines, &options, &width, &height);
  g_assert_cmpmem (first.boxes, 300 * sizeof (VdtGraphBox), second.boxes, 300 * sizeof (VdtGraphBox));
  graph_clear (&first);
  graph_clear (&second);
}

static void
test_time (void)
{
  Graph graph = make_graph (100, 3);
  VdtGraphOptions one_column = options;
  double width, height;

  one_column.max_rows = 100;
  vdt_graph_layout (graph.boxes, 100, graph.lines, graph.n_lines, &one_column, &width, &height);
  for (guint i = 0; i < 100; i++)
    for (guint j = 0; j < 100; j++)
      if (graph.boxes[i].layer == 1 && graph.boxes[j].layer == 1 && graph.boxes[i].time < graph.boxes[j].time)
        g_assert_cmpfloat (graph.boxes[i].y, <, graph.boxes[j].y);
  graph_clear (&graph);
}

static void
test_fixed (void)
{
  Graph graph = make_graph (120, 11);
  double width, height;

  for (guint i = 0; i < 120; i += 10)
    {
      graph.boxes[i].fixed = TRUE;
      graph.boxes[i].x = 37.0 * i;
      graph.boxes[i].y = 23.0 * (i % 50);
    }
  vdt_graph_layout (graph.boxes, 120, graph.lines, graph.n_lines, &options, &width, &height);
  assert_apart (&graph);
  for (guint i = 0; i < 120; i += 10)
    {
      g_assert_cmpfloat (graph.boxes[i].x, ==, 37.0 * i);
      g_assert_cmpfloat (graph.boxes[i].y, ==, 23.0 * (i % 50));
    }
  graph_clear (&graph);
}

static void
test_odd (void)
{
  VdtGraphBox boxes[3] = {
    { .layer = 9, .time = 1, .width = WIDTH, .height = HEIGHT },
    { .layer = 9, .time = 1, .width = WIDTH, .height = HEIGHT },
    { .layer = 2, .time = VDT_GRAPH_NO_TIME, .width = WIDTH, .height = 2 * HEIGHT },
  };
  const VdtGraphLine lines[] = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 2 }, { 1, 2 } };
  Graph graph = { boxes, (VdtGraphLine *) lines, 3, G_N_ELEMENTS (lines) };
  double width, height;

  /* nothing at all, then loops, doubles and layers that are not there */
  vdt_graph_layout (NULL, 0, NULL, 0, &options, &width, &height);
  g_assert_cmpfloat (width, ==, 0);
  vdt_graph_layout (boxes, 3, lines, G_N_ELEMENTS (lines), &options, &width, &height);
  assert_apart (&graph);
  g_assert_cmpfloat (boxes[2].x, <, boxes[0].x);
}

static void
test_group (void)
{
  VdtGraphKey keys[12];
  VdtGraphLine lines[12];
  guint group[12];

  /* two alerts; five files on the first, five on the second */
  for (guint i = 0; i < 12; i++)
    {
      keys[i] = (VdtGraphKey) { i < 2 ? "alert" : "file", i < 2 ? 1 : 2, FALSE };
      lines[i] = (VdtGraphLine) { i < 7 ? 0 : 1, i };
    }
  g_assert_cmpuint (vdt_graph_group (keys, 12, lines + 2, 10, 12, group), ==, 0);
  g_assert_cmpuint (group[5], ==, VDT_GRAPH_NO_GROUP);

  g_assert_cmpuint (vdt_graph_group (keys, 12, lines + 2, 10, 6, group), ==, 2);
  g_assert_cmpuint (group[0], ==, VDT_GRAPH_NO_GROUP);
  g_assert_cmpuint (group[2], ==, 0);
  g_assert_cmpuint (group[6], ==, 0);
  g_assert_cmpuint (group[7], ==, 1);

  /* one must not be: its four siblings still are */
  keys[4].single = TRUE;
  g_assert_cmpuint (vdt_graph_group (keys, 12, lines + 2, 10, 6, group), ==, 2);
  g_assert_cmpuint (group[4], ==, VDT_GRAPH_NO_GROUP);
  g_assert_cmpuint (group[5], ==, 0);

  /* so few that all files become one */
  g_assert_cmpuint (vdt_graph_group (keys, 12, lines + 2, 10, 4, group), ==, 1);
  g_assert_cmpuint (group[2], ==, group[11]);
}

static double
cpu_ms (void)
{
  return 1000.0 * (double) clock () / CLOCKS_PER_SEC;
}

static void
test_speed (void)
{
  static const struct { guint n_boxes; double most; } rows[] = { { 200, 300 }, { 2000, 1000 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Graph graph = make_graph (rows[i].n_boxes, 5);
      double begin = cpu_ms ();
      double width, height, took;

      vdt_graph_layout (graph.boxes, graph.n_boxes, graph.lines, graph.n_lines, &options, &width, &height);
      took = cpu_ms () - begin;
      g_test_message ("layout of %u nodes: %.1f ms CPU", rows[i].n_boxes, took);
      g_assert_cmpfloat (took, <, rows[i].most * VDT_TEST_SLOWNESS);
      graph_clear (&graph);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/graph-layout/apart", test_apart);
  g_test_add_func ("/ui/graph-layout/same", test_same);
  g_test_add_func ("/ui/graph-layout/time", test_time);
  g_test_add_func ("/ui/graph-layout/fixed", test_fixed);
  g_test_add_func ("/ui/graph-layout/odd", test_odd);
  g_test_add_func ("/ui/graph-layout/group", test_group);
  g_test_add_func ("/ui/graph-layout/speed", test_speed);

  return g_test_run ();
}
