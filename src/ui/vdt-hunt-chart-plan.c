/* vdt-hunt-chart-plan.c
 *
 * What render asks for, and what fits the columns where it says nothing. How the
 * columns are chosen follows the documentation of render: x is the first column, or
 * the first of times for a chart over time; numbers are values; what else is text
 * tells the series apart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-chart-plan.h"

#include <string.h>

/* The names of render, and which ask for times along the chart. */
static const struct
{
  const char   *name;
  VdtChartKind  kind;
  gboolean      time;
} renders[] = {
  { "timechart", VDT_CHART_LINE, TRUE }, { "linechart", VDT_CHART_LINE, FALSE },
  { "areachart", VDT_CHART_AREA, FALSE }, { "stackedareachart", VDT_CHART_STACKED_AREA, FALSE },
  { "columnchart", VDT_CHART_COLUMN, FALSE }, { "barchart", VDT_CHART_BAR, FALSE },
  { "piechart", VDT_CHART_PIE, FALSE }, { "scatterchart", VDT_CHART_SCATTER, FALSE },
  { "card", VDT_CHART_CARD, FALSE }, { "anomalychart", VDT_CHART_ANOMALY, TRUE },
};

static int
find_column (VdtQueryRun *run,
             const char  *name)
{
  for (guint i = 0; i < vdt_query_run_get_n_columns (run); i++)
    if (g_str_equal (vdt_query_run_get_column (run, i)->name, name))
      return (int) i;

  return VDT_HUNT_CHART_NONE;
}

gboolean
vdt_hunt_chart_is_value (VdtCellType type)
{
  return type == VDT_CELL_INT || type == VDT_CELL_LONG || type == VDT_CELL_REAL || type == VDT_CELL_DECIMAL;
}

static void
take_text (char       **field,
           const char  *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static void
apply (VdtHuntChartPlan *self,
       VdtQueryRun      *run,
       const char       *name,
       const char       *value,
       gboolean          first)
{
  int column = find_column (run, value);

  if (g_str_equal (name, "title"))
    take_text (&self->title, value);
  else if (g_str_equal (name, "xtitle"))
    take_text (&self->x_title, value);
  else if (g_str_equal (name, "ytitle"))
    take_text (&self->y_title, value);
  else if (g_str_equal (name, "xcolumn") && column >= 0)
    self->x = column;
  else if (g_str_equal (name, "series") && column >= 0)
    self->series = column;
  else if (g_str_equal (name, "anomalycolumns") && column >= 0)
    self->marks = column;
  else if (g_str_equal (name, "ycolumns") && column >= 0)
    {
      if (first)
        g_array_set_size (self->values, 0);
      g_array_append_val (self->values, column);
    }
  else if (g_str_equal (name, "kind") && g_str_has_prefix (value, "stacked"))
    {
      self->kind = self->kind == VDT_CHART_AREA ? VDT_CHART_STACKED_AREA
                   : self->kind == VDT_CHART_BAR ? VDT_CHART_STACKED_BAR
                   : self->kind == VDT_CHART_COLUMN ? VDT_CHART_STACKED_COLUMN : self->kind;
    }
}

/* Lines of a name, a tab and a value each, as the engine writes them. */
static void
apply_properties (VdtHuntChartPlan *self,
                  VdtQueryRun      *run)
{
  const char *properties = vdt_query_run_get_chart_properties (run);
  g_auto(GStrv) lines = g_strsplit (properties != NULL ? properties : "", "\n", -1);
  const char *last = "";

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *value = strchr (lines[i], '\t');

      if (value == NULL)
        continue;
      *value = '\0';
      apply (self, run, lines[i], value + 1, !g_str_equal (lines[i], last));
      last = lines[i];
    }
}

static gboolean
is_chosen (const VdtHuntChartPlan *self,
           int                     column)
{
  if (column == self->x || column == self->series || column == self->marks)
    return TRUE;
  for (guint i = 0; i < self->values->len; i++)
    if (g_array_index (self->values, int, i) == column)
      return TRUE;

  return FALSE;
}

/* The first column of a type that is not used yet; any for a negative one. */
static int
first_of (const VdtHuntChartPlan *self,
          VdtQueryRun            *run,
          int                     type)
{
  for (guint i = 0; i < vdt_query_run_get_n_columns (run); i++)
    if ((type < 0 || (int) vdt_query_run_get_column (run, i)->type == type) && !is_chosen (self, (int) i))
      return (int) i;

  return VDT_HUNT_CHART_NONE;
}

static void
choose_x (VdtHuntChartPlan *self,
          VdtQueryRun      *run,
          gboolean          time)
{
  if (self->x >= 0 || self->kind == VDT_CHART_CARD)
    return;

  /* make-series gives arrays: the times are the last of them that hold any. */
  if (time || self->kind == VDT_CHART_LINE || self->kind == VDT_CHART_AREA || self->kind == VDT_CHART_STACKED_AREA)
    {
      self->x = first_of (self, run, VDT_CELL_DATETIME);
      for (int i = (int) vdt_query_run_get_n_columns (run) - 1; i >= 0 && self->x < 0; i--)
        {
          g_autoptr(VdtQueryRow) row = NULL;

          if (vdt_query_run_get_column (run, (guint) i)->type != VDT_CELL_DYNAMIC || is_chosen (self, i))
            continue;
          row = g_list_model_get_item (G_LIST_MODEL (run), 0);
          if (row != NULL && g_str_has_prefix (vdt_query_row_get_json (row, (guint) i), "[\""))
            self->x = i;
        }
    }
  if (self->x < 0)
    self->x = first_of (self, run, -1);
}

static void
choose_values (VdtHuntChartPlan *self,
               VdtQueryRun      *run)
{
  gboolean arrays = self->x >= 0 && vdt_query_run_get_column (run, (guint) self->x)->type == VDT_CELL_DYNAMIC;

  if (self->values->len > 0)
    return;

  for (int i = 0; i < (int) vdt_query_run_get_n_columns (run); i++)
    {
      VdtCellType type = vdt_query_run_get_column (run, (guint) i)->type;

      if (!is_chosen (self, i) && (arrays ? type == VDT_CELL_DYNAMIC : vdt_hunt_chart_is_value (type)))
        g_array_append_val (self->values, i);
    }
}

/**
 * vdt_hunt_chart_plan_new:
 * @run: a run with columns
 *
 * Returns: (transfer full): what render asks for, or what fits the columns
 */
VdtHuntChartPlan *
vdt_hunt_chart_plan_new (VdtQueryRun *run)
{
  VdtHuntChartPlan *self = g_new0 (VdtHuntChartPlan, 1);
  const char *render = vdt_query_run_get_chart (run);
  gboolean time = FALSE;
  gboolean known = FALSE;

  self->x = self->series = self->marks = VDT_HUNT_CHART_NONE;
  self->values = g_array_new (FALSE, FALSE, sizeof (int));
  for (gsize i = 0; render != NULL && i < G_N_ELEMENTS (renders); i++)
    if (g_str_equal (render, renders[i].name))
      {
        self->kind = renders[i].kind;
        time = renders[i].time;
        known = TRUE;
      }
  if (!known)
    {
      self->x = first_of (self, run, VDT_CELL_DATETIME);
      self->kind = self->x >= 0 ? VDT_CHART_LINE : VDT_CHART_COLUMN;
      if (self->x < 0)
        self->x = first_of (self, run, VDT_CELL_STRING);
    }

  apply_properties (self, run);
  choose_x (self, run, time);
  choose_values (self, run);
  if (self->series < 0 && self->kind != VDT_CHART_PIE && self->kind != VDT_CHART_CARD)
    self->series = first_of (self, run, VDT_CELL_STRING);

  return self;
}

void
vdt_hunt_chart_plan_free (VdtHuntChartPlan *self)
{
  g_array_unref (self->values);
  g_free (self->title);
  g_free (self->x_title);
  g_free (self->y_title);
  g_free (self);
}

/**
 * vdt_hunt_chart_plan_get_axis:
 * @self: a plan
 * @run: the run it is for
 *
 * Returns: what runs along the chart
 */
VdtChartAxis
vdt_hunt_chart_plan_get_axis (const VdtHuntChartPlan *self,
                              VdtQueryRun            *run)
{
  g_autoptr(VdtQueryRow) row = NULL;
  VdtCellType type;

  if (self->x < 0 || self->kind == VDT_CHART_PIE)
    return VDT_CHART_AXIS_CATEGORY;

  type = vdt_query_run_get_column (run, (guint) self->x)->type;
  if (type == VDT_CELL_DATETIME)
    return VDT_CHART_AXIS_TIME;
  if (vdt_hunt_chart_is_value (type))
    return VDT_CHART_AXIS_NUMBER;
  row = type == VDT_CELL_DYNAMIC ? g_list_model_get_item (G_LIST_MODEL (run), 0) : NULL;
  if (row == NULL || *vdt_query_row_get_json (row, (guint) self->x) != '[')
    return VDT_CHART_AXIS_CATEGORY;

  return g_str_has_prefix (vdt_query_row_get_json (row, (guint) self->x), "[\"") ? VDT_CHART_AXIS_TIME
                                                                                 : VDT_CHART_AXIS_NUMBER;
}
