/* test-chart.c
 *
 * Charts: scales, words, drawing, the view's keys, and a hunting result as a chart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "vdt-chart-export.h"
#include "vdt-chart-view.h"
#include "vdt-hunt-chart-plan.h"
#include "vdt-hunt-chart.h"
#include "vdt-ui-fixture.h"

#define HOUR (3600.0 * G_USEC_PER_SEC)

static void
test_scales (void)
{
  static const struct { double from; double to; guint n; double step; } numbers[] = {
    { 0, 100, 5, 20 }, { 0, 7, 4, 2 }, { -3, 3, 6, 1 }, { 0, 0, 4, 0.5 }, { 0.001, 0.002, 5, 0.0002 },
  };
  static const struct { double hours; guint n; double step; const char *label; } times[] = {
    { 1, 6, 900.0, "00:15" }, { 24, 6, 6 * 3600.0, "06:00" }, { 240, 6, 2 * 86400.0, "1970-01-03" },
    { 1 / 60.0, 6, 15.0, "00:00:15" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_cmpfloat_with_epsilon (vdt_chart_scale_numbers (numbers[i].from, numbers[i].to, numbers[i].n, TRUE).step,
                                    numbers[i].step, numbers[i].step / 1e6);
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      VdtChartScale scale = vdt_chart_scale_times (0, times[i].hours * HOUR, times[i].n);
      g_autofree char *label = vdt_chart_scale_dup_time (&scale, scale.step);

      g_assert_cmpfloat (scale.step, ==, times[i].step * G_USEC_PER_SEC);
      g_assert_cmpstr (label, ==, times[i].label);
    }
}

/* Two series over hours; the second has a point that is an anomaly. */
static VdtChartData *
make_data (VdtChartKind kind,
           VdtChartAxis axis)
{
  VdtChartData *data = vdt_chart_data_new (kind, axis);
  guint one = vdt_chart_data_add_series (data, "WS-07");
  guint two = vdt_chart_data_add_series (data, "<b>&evil");

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("category %u", i);

      if (axis == VDT_CHART_AXIS_CATEGORY)
        vdt_chart_data_add_category (data, name);
      vdt_chart_data_add_point (data, one, axis == VDT_CHART_AXIS_TIME ? i * HOUR : i, 10.0 * (i + 1), FALSE);
      vdt_chart_data_add_point (data, two, axis == VDT_CHART_AXIS_TIME ? i * HOUR : i, i == 3 ? 812 : 5, i == 3);
    }
  vdt_chart_data_set_titles (data, "A title", "Time", "Count");
  vdt_chart_data_sort (data);

  return data;
}

static void
test_words (void)
{
  g_autoptr(VdtChartData) data = make_data (VDT_CHART_ANOMALY, VDT_CHART_AXIS_TIME);
  g_autoptr(VdtChartData) nothing = vdt_chart_data_new (VDT_CHART_LINE, VDT_CHART_AXIS_NUMBER);
  g_autofree char *words = vdt_chart_data_describe (data);
  g_autofree char *point = vdt_chart_data_dup_point (data, 1, 3);
  g_autofree char *none = vdt_chart_data_describe (nothing);

  g_assert_cmpstr (words, ==, "2 series from 1970-01-01 00:00:00 to 1970-01-01 05:00:00. WS-07: maximum 60 at "
                   "1970-01-01 05:00:00. <b>&evil: maximum 812 at 1970-01-01 03:00:00. 1 anomaly.");
  g_assert_cmpstr (point, ==, "<b>&evil, 1970-01-01 03:00:00: 812, anomaly");
  g_assert_cmpstr (none, ==, "Nothing to show.");
}

/* Every kind over every axis: a picture of its own, and a place for each point. */
static void
test_draw (void)
{
  for (VdtChartAxis axis = VDT_CHART_AXIS_CATEGORY; axis <= VDT_CHART_AXIS_TIME; axis++)
    for (VdtChartKind kind = VDT_CHART_LINE; kind < VDT_CHART_N_KINDS; kind++)
      {
        g_autoptr(VdtChartData) data = make_data (kind, axis);
        g_autoptr(GBytes) svg = vdt_chart_export_svg (data, 0, 640, 400);
        g_autoptr(GBytes) without = vdt_chart_export_svg (data, 1, 640, 400);
        g_autoptr(GBytes) png = vdt_chart_export_png (data, 0, 640, 400, 1);
        g_autoptr(GArray) hits = g_array_new (FALSE, FALSE, sizeof (VdtChartHit));
        cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 640, 400);
        cairo_t *cr = cairo_create (surface);
        VdtChartTheme theme;
        VdtChartDrawing drawing = { .data = data, .theme = &theme, .width = 640, .height = 400, .hits = hits };

        vdt_chart_theme_init (&theme, TRUE);
        vdt_chart_draw (&drawing, cr);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        g_assert_cmpuint (hits->len, ==, kind == VDT_CHART_PIE ? 6 : kind == VDT_CHART_CARD ? 2 : 12);
        for (guint i = 0; i < hits->len; i++)
          {
            const VdtChartHit *hit = &g_array_index (hits, VdtChartHit, i);

            g_assert_cmpfloat (hit->area.origin.x, >=, 0);
            g_assert_cmpfloat (hit->area.origin.x + hit->area.size.width, <=, 640);
            g_assert_cmpfloat (hit->area.origin.y + hit->area.size.height, <=, 400);
          }
        g_assert_nonnull (g_strstr_len (g_bytes_get_data (svg, NULL), (gssize) g_bytes_get_size (svg), "<svg"));
        g_assert_false (kind != VDT_CHART_PIE && g_bytes_equal (svg, without));
        g_assert_cmpuint (g_bytes_get_size (png), >, 500);
        cairo_destroy (cr);
        cairo_surface_destroy (surface);
      }
}

/* What nobody draws: nothing, one point, the same value throughout, huge values. */
static void
test_odd (void)
{
  static const double values[][2] = { { 0, 0 }, { 7, 7 }, { -5, 5 }, { 1e300, -1e300 }, { 1e-300, 2e-300 } };

  for (VdtChartKind kind = VDT_CHART_LINE; kind < VDT_CHART_N_KINDS; kind++)
    {
      g_autoptr(VdtChartData) empty = vdt_chart_data_new (kind, VDT_CHART_AXIS_TIME);
      g_autoptr(GBytes) nothing = vdt_chart_export_png (empty, 0, 300, 200, 1);

      g_assert_nonnull (nothing);
      for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
        {
          g_autoptr(VdtChartData) data = vdt_chart_data_new (kind, VDT_CHART_AXIS_NUMBER);
          g_autoptr(GBytes) png = NULL;

          vdt_chart_data_add_series (data, "");
          vdt_chart_data_add_point (data, 0, values[i][0], values[i][0], TRUE);
          vdt_chart_data_add_point (data, 0, values[i][1], values[i][1], FALSE);
          vdt_chart_data_add_point (data, 0, (double) INFINITY, 1, FALSE);
          vdt_chart_data_sort (data);
          g_assert_cmpuint (vdt_chart_data_get_series (data, 0)->points->len, ==, 2);
          png = vdt_chart_export_png (data, 0, 300, 200, 1);
          g_assert_nonnull (png);
        }
    }
}

static void
test_view (void)
{
  GtkWidget *window = gtk_window_new ();
  VdtChartView *view = VDT_CHART_VIEW (vdt_chart_view_new ());
  g_autoptr(VdtChartData) data = make_data (VDT_CHART_LINE, VDT_CHART_AXIS_TIME);
  double from, to;

  gtk_window_set_default_size (GTK_WINDOW (window), 700, 420);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  vdt_chart_view_set_data (view, data);
  vdt_ui_fixture_settle ();

  g_assert_cmpstr (vdt_chart_view_get_words (view), ==, "");
  g_assert_true (vdt_chart_view_move (view, 1, 0));
  g_assert_cmpstr (vdt_chart_view_get_words (view), ==, "WS-07, 1970-01-01 00:00:00: 10");
  vdt_chart_view_move (view, 3, 0);
  vdt_chart_view_move (view, 0, 1);
  g_assert_cmpstr (vdt_chart_view_get_words (view), ==, "<b>&evil, 1970-01-01 03:00:00: 812, anomaly");
  vdt_chart_view_move (view, 100, 1);
  g_assert_cmpstr (vdt_chart_view_get_words (view), ==, "WS-07, 1970-01-01 05:00:00: 60");

  g_assert_false (vdt_chart_view_get_zoom (view, &from, &to));
  vdt_chart_view_set_zoom (view, HOUR, 3 * HOUR);
  g_assert_true (vdt_chart_view_get_zoom (view, &from, &to));
  g_assert_cmpfloat (to, ==, 3 * HOUR);
  vdt_chart_view_set_kind (view, VDT_CHART_PIE);
  g_assert_false (vdt_chart_view_get_zoom (view, &from, &to));
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (view)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static VdtQueryRun *
make_run (const char *const *columns,
          const char *const *types,
          const char *const *cells,
          guint              n_rows)
{
  VdtQueryRun *run = vdt_query_run_new ("test");
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr(GBytes) text_bytes = NULL;
  g_autoptr(GBytes) end_bytes = NULL;

  vdt_query_run_begin (run);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      VdtCellType type;

      g_assert_true (vdt_cell_type_from_name (types[i], &type));
      vdt_query_run_add_column (run, columns[i], type);
    }
  for (guint i = 0; cells[i] != NULL; i++)
    {
      guint32 end;

      g_string_append_len (text, cells[i], (gssize) strlen (cells[i]) + 1);
      end = (guint32) text->len;
      g_array_append_val (ends, end);
    }
  text_bytes = g_bytes_new (text->str, text->len);
  end_bytes = g_bytes_new (ends->data, ends->len * sizeof (guint32));
  vdt_query_run_add_page (run, n_rows, text_bytes, end_bytes);

  return run;
}

static VdtChartData *
build (VdtHuntChartPlan *plan,
       VdtQueryRun      *run)
{
  g_autoptr(VdtHuntChartBuild) work = vdt_hunt_chart_build_new (plan, run);
  guint n_rows, n_left_out;

  while (vdt_hunt_chart_build_step (work, 1))
    continue;

  return vdt_hunt_chart_build_end (work, &n_rows, &n_left_out);
}

static void
test_plan (void)
{
  static const char *const columns[] = { "Timestamp", "DeviceName", "n", NULL };
  static const char *const types[] = { "datetime", "string", "long", NULL };
  static const char *const cells[] = {
    "\"2026-11-20T14:00:00Z\"", "\"WS-07\"", "3", "\"2026-11-20T15:00:00Z\"", "\"WS-07\"", "5",
    "\"2026-11-20T14:00:00Z\"", "\"\"", "null", NULL,
  };
  static const struct
  {
    const char *render;
    const char *properties;
    const char *words;
  } cases[] = {
    { "timechart", NULL, "2 series from 2026-11-20 14:00:00 to 2026-11-20 15:00:00. "
      "WS-07: maximum 5 at 2026-11-20 15:00:00." },
    { NULL, NULL, "2 series from 2026-11-20 14:00:00 to 2026-11-20 15:00:00. "
      "WS-07: maximum 5 at 2026-11-20 15:00:00." },
    { "columnchart", "xcolumn\tDeviceName\nycolumns\tn\nseries\tnone\n",
      "1 series over 2 categories. n: maximum 5 at WS-07." },
    { "piechart", "xcolumn\tDeviceName\n", "1 series over 2 categories. n: maximum 5 at WS-07." },
    { "card", NULL, "1 series over 0 categories. n: maximum 5 at ." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtQueryRun) run = make_run (columns, types, cells, 3);
      g_autoptr(VdtHuntChartPlan) plan = NULL;
      g_autoptr(VdtChartData) data = NULL;
      g_autofree char *words = NULL;

      vdt_query_run_set_chart (run, cases[i].render, cases[i].properties);
      plan = vdt_hunt_chart_plan_new (run);
      data = build (plan, run);
      words = vdt_chart_data_describe (data);
      g_test_message ("%s", cases[i].render != NULL ? cases[i].render : "nothing");
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* The arrays of make-series, and rows that are only counted. */
static void
test_arrays (void)
{
  static const char *const columns[] = { "DeviceName", "n", "Timestamp", "flag", NULL };
  static const char *const types[] = { "string", "dynamic", "dynamic", "dynamic", NULL };
  static const char *const cells[] = {
    "\"WS-07\"", "[1, 9,2]",
    "[\"2026-11-20T14:00:00Z\",\"2026-11-20T15:00:00Z\",\"2026-11-20T16:00:00Z\"]", "[0,1,0]", NULL,
  };
  static const char *const plain[] = { "FileName", NULL };
  static const char *const text[] = { "string", NULL };
  static const char *const names[] = { "\"a.exe\"", "\"b.exe\"", "\"a.exe\"", NULL };
  g_autoptr(VdtQueryRun) run = make_run (columns, types, cells, 1);
  g_autoptr(VdtQueryRun) rows = make_run (plain, text, names, 3);
  g_autoptr(VdtHuntChartPlan) plan = NULL;
  g_autoptr(VdtHuntChartPlan) count = vdt_hunt_chart_plan_new (rows);
  g_autoptr(VdtChartData) data = NULL;
  g_autoptr(VdtChartData) counted = build (count, rows);
  g_autofree char *words = NULL;
  g_autofree char *count_words = vdt_chart_data_describe (counted);

  vdt_query_run_set_chart (run, "anomalychart", "anomalycolumns\tflag\n");
  plan = vdt_hunt_chart_plan_new (run);
  data = build (plan, run);
  words = vdt_chart_data_describe (data);
  g_assert_cmpstr (words, ==, "1 series from 2026-11-20 14:00:00 to 2026-11-20 16:00:00. "
                   "WS-07: maximum 9 at 2026-11-20 15:00:00. 1 anomaly.");
  g_assert_cmpstr (count_words, ==, "1 series over 2 categories. Rows: maximum 2 at a.exe.");
}

static gboolean
has_data (gpointer view)
{
  return vdt_chart_view_get_data (view) != NULL;
}

/* In the window: built once it is looked at; the zoom becomes an operator. */
static void
test_hunt (void)
{
  static const char *const columns[] = { "Time Of It", "n", NULL };
  static const char *const types[] = { "datetime", "long", NULL };
  static const char *const cells[] = { "\"2026-11-20T14:00:00Z\"", "3", "\"2026-11-20T15:00:00Z\"", "5", NULL };
  g_autoptr(VdtQueryRun) run = make_run (columns, types, cells, 2);
  GtkWidget *window = gtk_window_new ();
  VdtHuntChart *chart = VDT_HUNT_CHART (vdt_hunt_chart_new ());
  VdtChartView *view = VDT_CHART_VIEW (vdt_hunt_chart_get_view (chart));
  g_autofree char *none = NULL;
  g_autofree char *filter = NULL;
  double start = 1795183200e6; /* 2026-11-20 14:00 */

  vdt_query_run_end (run, VDT_QUERY_DONE, FALSE, 2, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 500);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (chart));
  vdt_hunt_chart_set_run (chart, run);
  gtk_window_present (GTK_WINDOW (window));
  vdt_ui_fixture_wait (has_data, view);
  none = vdt_hunt_chart_dup_filter (chart);
  g_assert_null (none);
  vdt_chart_view_set_zoom (view, start, start + HOUR / 2);
  filter = vdt_hunt_chart_dup_filter (chart);
  g_assert_cmpstr (filter, ==, "| where ['Time Of It'] between "
                   "(datetime(2026-11-20T14:00:00.000000Z) .. datetime(2026-11-20T14:30:00.000000Z))");
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (chart)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  vdt_ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/chart/scales", test_scales);
  g_test_add_func ("/ui/chart/words", test_words);
  g_test_add_func ("/ui/chart/draw", test_draw);
  g_test_add_func ("/ui/chart/odd", test_odd);
  g_test_add_func ("/ui/chart/view", test_view);
  g_test_add_func ("/ui/chart/plan", test_plan);
  g_test_add_func ("/ui/chart/arrays", test_arrays);
  g_test_add_func ("/ui/chart/hunt", test_hunt);

  return g_test_run ();
}
