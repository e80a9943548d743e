/* vdt-figures.c
 *
 * Timeline, technique matrix and severity chart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-figures.h"

#include <math.h>
#include <string.h>

#include "vdt-attack.h"
#include "vdt-safe-text.h"
#include "vdt-schema.h"
#include "vdt-time.h"

#define INK "#1d1d1f"
#define GREY "#6b7078"
#define FAINT "#d8dbe0"
#define PALE "#f3f4f6"
#define MOST_ROWS 40

typedef struct
{
  const char *nick;
  const char *colour;
} Shade;

static const Shade shades[] = {
  { "high", "#b3261e" }, { "medium", "#d9730d" }, { "low", "#b8860b" }, { "informational", "#5b7a99" },
};

/* Of a severity, for all figures. */
static const char *
severity_colour (const char *severity)
{
  for (guint i = 0; i < G_N_ELEMENTS (shades); i++)
    if (g_strcmp0 (shades[i].nick, severity) == 0)
      return shades[i].colour;

  return GREY;
}

/* A text of the incident's, made inert, its names hidden, cut to fit. */
char *
vdt_figures_label (const char  *text,
                   double       size,
                   double       width,
                   VdtReplacer *names)
{
  g_autofree char *safe = vdt_safe_text (text != NULL ? text : "", -1, 200, NULL);
  g_autofree char *hidden = names != NULL ? vdt_replacer_run (names, safe) : g_strdup (safe);

  return vdt_figure_fit (hidden, size, FALSE, width);
}

/* A figure that says why there is none. */
static VdtFigure *
nothing (VdtWords   *words,
         const char *key)
{
  VdtFigure *figure = vdt_figure_new (VDT_FIGURE_WIDTH, 36);
  g_autofree char *text = g_strdup_printf ("%s: %s", vdt_words_get (words, key),
                                           vdt_words_get (words, "figure.none"));

  vdt_figure_rect (figure, 0.5, 0.5, VDT_FIGURE_WIDTH - 1, 35, PALE, FAINT)->corner = 4;
  vdt_figure_text (figure, VDT_FIGURE_WIDTH / 2, 21, 9, GREY, text)->anchor = 1;
  figure->about = g_steal_pointer (&text);

  return figure;
}

static gint64
alert_start (VdtAlert *alert)
{
  gint64 at = vdt_alert_get_first_activity_at (alert);

  return at != VDT_TIME_UNSET ? at : vdt_alert_get_created_at (alert);
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  gint64 left = alert_start (*(VdtAlert *const *) a);
  gint64 right = alert_start (*(VdtAlert *const *) b);

  return (left > right) - (left < right);
}

static GPtrArray *
timed_alerts (VdtIncident *incident)
{
  GListModel *list = vdt_incident_get_alerts (incident);
  GPtrArray *alerts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      VdtAlert *alert = g_list_model_get_item (list, i);

      if (!vdt_alert_get_hidden (alert) && alert_start (alert) != VDT_TIME_UNSET)
        g_ptr_array_add (alerts, alert);
      else
        g_object_unref (alert);
    }
  g_ptr_array_sort (alerts, compare_starts);

  return alerts;
}

/* A round step of time so that at most @most fit into @span. */
static gint64
time_step (gint64 span,
           guint  most)
{
  static const gint64 minutes[] = { 1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14400, 43200 };

  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    if (span / (minutes[i] * 60 * G_TIME_SPAN_SECOND) <= most)
      return minutes[i] * 60 * G_TIME_SPAN_SECOND;

  return span / most + 1;
}

/* What a timeline is laid out by. */
typedef struct
{
  double left;
  double width;
  double top;
  double row;
  gint64 from;
  gint64 to;
} Axis;

static double
place (const Axis *axis,
       gint64      at)
{
  return axis->left + axis->width * (double) (at - axis->from) / (double) (axis->to - axis->from);
}

static void
draw_axis (VdtFigure  *figure,
           const Axis *axis)
{
  gint64 step = time_step (axis->to - axis->from, 6);
  gboolean days = axis->to - axis->from > 36 * G_TIME_SPAN_HOUR;

  for (gint64 at = axis->from - axis->from % step + step; at < axis->to; at += step)
    {
      double x = place (axis, at);
      g_autofree char *text = vdt_time_format (at, days ? VDT_TIME_DAY : VDT_TIME_MINUTE);

      vdt_figure_line (figure, x, axis->top - 4, x, figure->height - 6, FAINT);
      vdt_figure_text (figure, x, axis->top - 8, 7.5, GREY, text)->anchor = 1;
    }
}

static void
draw_alert_row (VdtFigure   *figure,
                const Axis  *axis,
                VdtAlert    *alert,
                guint        row,
                VdtReplacer *names)
{
  gint64 start = alert_start (alert);
  gint64 end = MAX (vdt_alert_get_last_activity_at (alert), start);
  double y = axis->top + row * axis->row;
  double x = place (axis, start);
  double width = MAX (place (axis, end) - x, 4);
  g_autofree char *label = vdt_figures_label (vdt_alert_get_title (alert), 8, axis->left - 12, names);
  VdtShape *bar;

  vdt_figure_text (figure, axis->left - 8, y + axis->row / 2 + 3, 8, INK, label)->anchor = 2;
  bar = vdt_figure_rect (figure, MIN (x, axis->left + axis->width - 4), y + 2.5, width, axis->row - 5,
                         severity_colour (vdt_alert_get_severity (alert)), NULL);
  bar->corner = MIN (2, bar->h / 2);
}

/* Many alerts: one row for each category would hide them; bars of counts show them. */
static void
draw_counts (VdtFigure  *figure,
             const Axis *axis,
             GPtrArray  *alerts)
{
  enum { N_BINS = 48 };
  guint counts[N_BINS][G_N_ELEMENTS (shades) + 1] = { { 0 } };
  guint most = 1;

  for (guint i = 0; i < alerts->len; i++)
    {
      VdtAlert *alert = g_ptr_array_index (alerts, i);
      guint bin = (guint) ((double) (alert_start (alert) - axis->from) / (double) (axis->to - axis->from) *
                           (N_BINS - 1));
      guint s = 0;

      while (s < G_N_ELEMENTS (shades) && g_strcmp0 (shades[s].nick, vdt_alert_get_severity (alert)) != 0)
        s++;
      counts[bin][s]++;
    }

  for (guint b = 0; b < N_BINS; b++)
    {
      guint sum = 0;

      for (guint s = 0; s <= G_N_ELEMENTS (shades); s++)
        sum += counts[b][s];
      most = MAX (most, sum);
    }

  for (guint b = 0; b < N_BINS; b++)
    {
      double width = axis->width / N_BINS;
      double y = figure->height - 8;

      for (guint s = G_N_ELEMENTS (shades) + 1; s > 0; s--)
        {
          double h = (figure->height - 8 - axis->top) * counts[b][s - 1] / most;

          if (h > 0)
            vdt_figure_rect (figure, axis->left + b * width + 0.5, y - h, width - 1, h,
                             s - 1 < G_N_ELEMENTS (shades) ? shades[s - 1].colour : GREY, NULL);
          y -= h;
        }
    }
}

static VdtFigure *
make_timeline (VdtIncident *incident,
               VdtWords    *words,
               VdtReplacer *names)
{
  g_autoptr(GPtrArray) alerts = timed_alerts (incident);
  gboolean rows = alerts->len <= MOST_ROWS;
  Axis axis = { rows ? 200 : 8, 0, 22, 15, 0, 0 };
  VdtFigure *figure;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *n = NULL;

  if (alerts->len == 0)
    return nothing (words, "figure.timeline");

  axis.width = VDT_FIGURE_WIDTH - axis.left - 8;
  axis.from = alert_start (g_ptr_array_index (alerts, 0));
  axis.to = axis.from;
  for (guint i = 0; i < alerts->len; i++)
    {
      VdtAlert *alert = g_ptr_array_index (alerts, i);

      axis.to = MAX (axis.to, MAX (alert_start (alert), vdt_alert_get_last_activity_at (alert)));
    }
  if (axis.to - axis.from < 10 * G_TIME_SPAN_MINUTE)
    axis.to = axis.from + 10 * G_TIME_SPAN_MINUTE;

  figure = vdt_figure_new (VDT_FIGURE_WIDTH, axis.top + (rows ? alerts->len * axis.row : 120) + 10);
  draw_axis (figure, &axis);
  if (rows)
    {
      for (guint i = 0; i < alerts->len; i++)
        draw_alert_row (figure, &axis, g_ptr_array_index (alerts, i), i, names);
    }
  else
    draw_counts (figure, &axis, alerts);

  first = vdt_time_format (axis.from, VDT_TIME_DAY_MINUTE);
  last = vdt_time_format (axis.to, VDT_TIME_DAY_MINUTE);
  n = vdt_words_count (words, "n-alerts", alerts->len);
  figure->about = vdt_words_say (words, "about.timeline", "n", n, "first", first, "last", last, NULL);

  return figure;
}

/* Which techniques the alerts name, and how many do, by tactic. */
typedef struct
{
  const VdtTechnique *technique;
  guint               n;
} Cell;

static void
count_techniques (VdtIncident *incident,
                  GPtrArray  **columns,
                  gsize        n_columns)
{
  GListModel *alerts = vdt_incident_get_alerts (incident);
  gsize n;
  const VdtTactic *tactics = vdt_attack_get_tactics (&n);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      const char *const *ids = vdt_alert_get_techniques (alert);

      for (guint t = 0; ids != NULL && ids[t] != NULL; t++)
        {
          const VdtTechnique *technique = vdt_attack_get_technique (ids[t]);
          Cell *cell = NULL;
          gsize column = 0;

          if (technique == NULL || technique->tactics[0] == NULL)
            continue;
          while (column < n_columns && strcmp (tactics[column].nick, technique->tactics[0]) != 0)
            column++;
          if (column == n_columns)
            continue;
          for (guint c = 0; c < columns[column]->len && cell == NULL; c++)
            if (((Cell *) g_ptr_array_index (columns[column], c))->technique == technique)
              cell = g_ptr_array_index (columns[column], c);
          if (cell == NULL)
            {
              cell = g_new0 (Cell, 1);
              cell->technique = technique;
              g_ptr_array_add (columns[column], cell);
            }
          cell->n++;
        }
    }
}

static double
draw_cell (VdtFigure  *figure,
           double      x,
           double      y,
           double      width,
           const Cell *cell)
{
  static const char *const depths[] = { "#fde2c8", "#f9b27c", "#ef7b3f", "#c8501b" };
  guint depth = cell->n >= 8 ? 3 : cell->n >= 4 ? 2 : cell->n >= 2 ? 1 : 0;
  const char *ink = depth >= 2 ? "#ffffff" : INK;
  g_autoptr(GPtrArray) lines = vdt_figure_wrap (cell->technique->name, 7, FALSE, width - 8, 3);
  g_autofree char *head = g_strdup_printf ("%s  ×%u", cell->technique->id, cell->n);
  double height = 15 + lines->len * 8.5;

  vdt_figure_rect (figure, x, y, width, height, depths[depth], NULL)->corner = 2;
  vdt_figure_text (figure, x + 4, y + 10, 7, ink, head)->bold = TRUE;
  for (guint i = 0; i < lines->len; i++)
    vdt_figure_text (figure, x + 4, y + 19 + i * 8.5, 7, ink, g_ptr_array_index (lines, i));

  return height;
}

/* Columns of tactics, as many beside each other as can be read; then a new band. */
static VdtFigure *
make_matrix (VdtIncident *incident,
             VdtWords    *words)
{
  enum { PER_BAND = 5 };
  gsize n_tactics;
  const VdtTactic *tactics = vdt_attack_get_tactics (&n_tactics);
  g_autofree GPtrArray **columns = g_new0 (GPtrArray *, n_tactics);
  g_autoptr(GString) about = g_string_new (NULL);
  VdtFigure *figure = vdt_figure_new (VDT_FIGURE_WIDTH, 0);
  double gap = 6;
  double width = (VDT_FIGURE_WIDTH - gap * (PER_BAND - 1)) / PER_BAND;
  double band_top = 0;
  double band_bottom = 0;
  guint shown = 0;

  for (gsize i = 0; i < n_tactics; i++)
    columns[i] = g_ptr_array_new_with_free_func (g_free);
  count_techniques (incident, columns, n_tactics);

  for (gsize i = 0; i < n_tactics; i++)
    {
      const char *title = vdt_words_term (words, tactics[i].name);
      double x = (shown % PER_BAND) * (width + gap);
      double y;
      g_autofree char *fitted = NULL;

      if (columns[i]->len == 0)
        continue;
      if (shown > 0 && shown % PER_BAND == 0)
        band_top = band_bottom + 10;
      y = band_top;
      fitted = vdt_figure_fit (title, 7.5, TRUE, width - 8);
      vdt_figure_rect (figure, x, y, width, 16, "#33424f", NULL)->corner = 2;
      vdt_figure_text (figure, x + 4, y + 11, 7.5, "#ffffff", fitted)->bold = TRUE;
      y += 19;
      g_string_append_printf (about, "%s%s", about->len > 0 ? "; " : "", title);
      for (guint c = 0; c < columns[i]->len; c++)
        {
          const Cell *cell = g_ptr_array_index (columns[i], c);

          y += draw_cell (figure, x, y, width, cell) + 3;
          g_string_append_printf (about, " %s", cell->technique->id);
        }
      band_bottom = MAX (band_bottom, y);
      shown++;
    }

  for (gsize i = 0; i < n_tactics; i++)
    g_ptr_array_unref (columns[i]);

  if (shown == 0)
    {
      vdt_figure_free (figure);
      return nothing (words, "figure.matrix");
    }

  figure->height = band_bottom;
  figure->about = vdt_words_say (words, "about.matrix", "list", about->str, NULL);

  return figure;
}

static VdtFigure *
make_severity (VdtIncident *incident,
               VdtWords    *words)
{
  GListModel *alerts = vdt_incident_get_alerts (incident);
  guint counts[G_N_ELEMENTS (shades)] = { 0 };
  guint most = 1;
  VdtFigure *figure = vdt_figure_new (VDT_FIGURE_WIDTH, G_N_ELEMENTS (shades) * 20 + 4);
  g_autoptr(GString) about = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      for (guint s = 0; s < G_N_ELEMENTS (shades); s++)
        counts[s] += g_strcmp0 (shades[s].nick, vdt_alert_get_severity (alert)) == 0;
    }
  for (guint s = 0; s < G_N_ELEMENTS (shades); s++)
    most = MAX (most, counts[s]);

  for (guint s = 0; s < G_N_ELEMENTS (shades); s++)
    {
      const char *label = vdt_words_term (words, vdt_schema_label ("alertSeverity", shades[s].nick));
      g_autofree char *n = g_strdup_printf ("%u", counts[s]);
      double y = 4 + s * 20;
      double width = 330.0 * counts[s] / most;

      vdt_figure_text (figure, 92, y + 11, 9, INK, label)->anchor = 2;
      if (counts[s] > 0)
        vdt_figure_rect (figure, 100, y, MAX (width, 3), 15, shades[s].colour, NULL)->corner = 2;
      vdt_figure_text (figure, 106 + (counts[s] > 0 ? MAX (width, 3) : 0), y + 11, 9, INK, n)->bold = TRUE;
      g_string_append_printf (about, "%s%s %u", s > 0 ? ", " : "", label, counts[s]);
    }
  figure->about = vdt_words_say (words, "about.severity", "list", about->str, NULL);

  return figure;
}

/**
 * vdt_figures_make:
 * @name: `timeline`, `matrix`, `graph` or `severity`
 * @incident: a loaded incident
 * @words: the report's words
 * @names: (nullable): what hides names; texts are cut after that, so that no half of
 *   one is left
 *
 * Returns: (transfer full) (nullable): the figure; %NULL if there is none of this name
 */
VdtFigure *
vdt_figures_make (const char  *name,
                  VdtIncident *incident,
                  VdtWords    *words,
                  VdtReplacer *names)
{
  VdtFigure *figure = NULL;

  if (strcmp (name, "timeline") == 0)
    return make_timeline (incident, words, names);
  if (strcmp (name, "matrix") == 0)
    return make_matrix (incident, words);
  if (strcmp (name, "severity") == 0)
    return make_severity (incident, words);
  if (strcmp (name, "graph") == 0)
    figure = vdt_figure_of_graph (incident, words, names);
  else
    return NULL;

  return figure != NULL ? figure : nothing (words, "figure.graph");
}
