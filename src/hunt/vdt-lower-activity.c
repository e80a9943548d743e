/* vdt-lower-activity.c
 *
 * evaluate over a timeline: rows_near, rolling_percentile, session_count,
 * sliding_window_counts, active_users_count, activity_counts_metrics,
 * activity_metrics, activity_engagement.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-plugins.h"

/* The rows as a CTE with columns id, t and d1, d2, … of the dimensions. */
typedef struct
{
  VdtLower       *l;
  const char     *rows;
  VdtKqlTypeKind  time;
  guint           n;
  const char     *names;     /* `, d1, d2` */
  const char     *same;      /* ` AND a.d1 IS NOT DISTINCT FROM b.d1` */
} Timeline;

static gboolean
timeline_init (Timeline       *timeline,
               VdtLowerPlugin *plugin,
               guint           id,
               guint           time,
               guint           first)
{
  VdtLower *l = plugin->l;
  VdtLowerColumn *t = vdt_lower_rows_find (plugin->input, vdt_lower_plugin_column (plugin, time));
  VdtLowerColumn *i = vdt_lower_rows_find (plugin->input, vdt_lower_plugin_column (plugin, id));
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GString) same = g_string_new (NULL);
  VdtLowerRows *rows;

  timeline->l = l;
  if (t == NULL || i == NULL)
    return FALSE;

  timeline->time = t->type;
  rows = vdt_lower_rows_new (l, plugin->input->from);
  g_ptr_array_extend (rows->where, plugin->input->where, NULL, NULL);
  vdt_lower_rows_add (l, rows, "id", vdt_lower_value (i->sql, i->type));
  vdt_lower_rows_add (l, rows, "t", vdt_lower_value (t->sql, t->type));
  for (guint a = first; a < plugin->arguments->len; a++)
    {
      VdtLowerColumn *d = vdt_lower_rows_find (plugin->input, vdt_lower_plugin_column (plugin, a));

      if (d == NULL)
        return FALSE;
      timeline->n++;
      vdt_lower_rows_add (l, rows, P ("d%u", timeline->n), vdt_lower_value (d->sql, d->type));
      g_string_append_printf (names, ", d%u", timeline->n);
      g_string_append_printf (same, " AND a.d%u IS NOT DISTINCT FROM b.d%u", timeline->n, timeline->n);
    }
  timeline->names = vdt_kql_arena_strdup (l->arena, names->str);
  timeline->same = vdt_kql_arena_strdup (l->arena, same->str);
  timeline->rows = vdt_lower_quote (l, vdt_lower_fresh (l, "m"));
  g_ptr_array_add (l->ctes, (gpointer) P ("%s AS MATERIALIZED (%s)", timeline->rows,
                                          vdt_lower_rows_sql (l, rows, NULL, NULL)));

  return TRUE;
}

/* A constant argument, as the timeline counts; @span: of a length, not a point. */
static const char *
constant (const Timeline *timeline,
          VdtLowerPlugin *plugin,
          guint           index,
          gboolean        span)
{
  VdtLower *l = plugin->l;
  VdtLowerValue value = vdt_lower_expression (l, plugin->arguments->pdata[index]);
  VdtKqlTypeKind type = span && timeline->time == VDT_KQL_TYPE_DATETIME ? VDT_KQL_TYPE_TIMESPAN : timeline->time;

  return P ("(%s)", vdt_lower_convert (l, value, type).sql);
}

/* The columns of a SELECT, in the order of the plugin's. */
static VdtLowerRows *
result (VdtLowerPlugin *plugin,
        const char     *select,
        const char     *first,
        const char     *names,
        const char     *values)
{
  VdtLower *l = plugin->l;
  const VdtKqlSchema *schema = vdt_lower_output (l, plugin->node);
  g_auto(GStrv) columns = g_strsplit (P ("%s%s%s", first, names, values), ", ", -1);
  VdtLowerRows *rows = vdt_lower_rows_new (l, P ("(%s) AS %s", select, vdt_lower_fresh (l, "r")));

  for (guint i = 0; schema != NULL && i < schema->n_columns && columns[i] != NULL; i++)
    {
      VdtKqlTypeKind type = schema->columns[i]->type->kind;

      vdt_lower_rows_add (l, rows, schema->columns[i]->name,
                          vdt_lower_value (P ("%s::%s", columns[i], vdt_lower_sql_type (type)), type));
    }

  return vdt_lower_rows_wrap (l, rows, NULL, NULL);
}

/* `, a.d1, a.d2` */
static const char *
left_names (const Timeline *timeline)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 1; i <= timeline->n; i++)
    g_string_append_printf (names, ", a.d%u", i);

  return vdt_kql_arena_strdup (timeline->l->arena, names->str);
}

static const char *
bin_of (const Timeline *timeline,
        const char     *time,
        const char     *start,
        const char     *step)
{
  VdtLower *l = timeline->l;

  return P ("(%s + floor((%s - %s) / nullif(%s, 0)::DOUBLE)::BIGINT * %s)", start, time, start, step, step);
}

/* condition, rows before, rows behind */
VdtLowerRows *
vdt_lower_rows_near (VdtLowerPlugin *plugin)
{
  VdtLower *l = plugin->l;
  gint64 before = 0, behind;
  const char *number = NULL;
  VdtLowerRows *rows;
  VdtLowerColumn *hit, *near;

  if (plugin->arguments->len < 2 || !vdt_lower_constant_long (l, plugin->arguments->pdata[1], &before))
    return plugin->input;
  behind = before;
  if (plugin->arguments->len > 2)
    vdt_lower_constant_long (l, plugin->arguments->pdata[2], &behind);

  rows = vdt_lower_rows_numbered (l, plugin->input, &number);
  l->row = rows;
  hit = vdt_lower_rows_add_hidden (l, rows, P ("coalesce(%s, FALSE)",
                                               vdt_lower_expression (l, plugin->arguments->pdata[0]).sql),
                                   VDT_KQL_TYPE_BOOL);
  rows->computed = TRUE;
  rows = vdt_lower_rows_wrap (l, rows, NULL, NULL);
  near = vdt_lower_rows_add_hidden (l, rows, P ("bool_or(%s) OVER (ORDER BY %s ROWS BETWEEN %" G_GINT64_FORMAT
                                                " PRECEDING AND %" G_GINT64_FORMAT " FOLLOWING)",
                                                vdt_lower_quote (l, hit->name), number, CLAMP (behind, 0, G_MAXINT32),
                                                CLAMP (before, 0, G_MAXINT32)), VDT_KQL_TYPE_BOOL);
  rows->computed = TRUE;
  rows = vdt_lower_rows_wrap (l, rows, NULL, NULL);
  rows = vdt_lower_rows_where (l, rows, vdt_lower_quote (l, near->name));

  return vdt_lower_rows_wrap (l, rows, NULL, P ("ORDER BY %s", number));
}

/* value, percentile, index, bin, bins in a window, dimensions */
VdtLowerRows *
vdt_lower_rolling_percentile (VdtLowerPlugin *plugin)
{
  VdtLower *l = plugin->l;
  Timeline timeline = { 0 };
  gint64 bins = 0;
  const char *step, *bin, *share;

  if (plugin->arguments->len < 5 || !timeline_init (&timeline, plugin, 0, 2, 5) ||
      !vdt_lower_constant_long (l, plugin->arguments->pdata[4], &bins))
    return vdt_lower_rows_none (l, vdt_lower_output (l, plugin->node));

  step = constant (&timeline, plugin, 3, TRUE);
  share = vdt_lower_convert (l, vdt_lower_expression (l, plugin->arguments->pdata[1]), VDT_KQL_TYPE_REAL).sql;
  bin = bin_of (&timeline, "t", "0", step);

  return result (plugin, P ("SELECT a.b%s, quantile_disc(b.id, greatest(least(%s / 100, 1), 0)) AS v"
                            " FROM (SELECT DISTINCT %s AS b%s FROM %s) AS a JOIN (SELECT *, %s AS b FROM %s) AS b"
                            " ON b.b <= a.b AND b.b > a.b - %" G_GINT64_FORMAT " * %s%s GROUP BY ALL",
                            left_names (&timeline), share, bin,
                            timeline.names, timeline.rows, bin, timeline.rows, bins, step, timeline.same),
                 "b", timeline.names, ", v");
}

/* id, timeline, start, end, bin, look back, dimensions: a session begins where none was within the look back */
VdtLowerRows *
vdt_lower_session_count (VdtLowerPlugin *plugin)
{
  VdtLower *l = plugin->l;
  Timeline timeline = { 0 };
  const char *start, *end, *bin, *back;

  if (plugin->arguments->len < 6 || !timeline_init (&timeline, plugin, 0, 1, 6))
    return vdt_lower_rows_none (l, vdt_lower_output (l, plugin->node));

  start = constant (&timeline, plugin, 2, FALSE);
  end = constant (&timeline, plugin, 3, FALSE);
  bin = constant (&timeline, plugin, 4, TRUE);
  back = constant (&timeline, plugin, 5, TRUE);

  return result (plugin, P ("SELECT %s AS b%s, count(*) AS v FROM (SELECT *, lag(t) OVER (PARTITION BY id%s ORDER BY t)"
                            " AS p FROM %s) WHERE (p IS NULL OR t - p >= %s) AND t >= %s AND t <= %s GROUP BY ALL",
                            bin_of (&timeline, "t", "0", bin), timeline.names, timeline.names, timeline.rows, back,
                            start, end),
                 "b", timeline.names, ", v");
}

/* The bins from the start to the end, each with the dimensions that there are. */
static const char *
all_bins (const Timeline *timeline,
          const char     *start,
          const char     *end,
          const char     *step)
{
  VdtLower *l = timeline->l;

  return P ("(SELECT %s + i * %s AS b%s FROM range(greatest(coalesce((%s - %s) // nullif(%s, 0), -1) + 1, 0)) AS x(i)"
            " CROSS JOIN (SELECT DISTINCT 0%s FROM %s))", start, step, timeline->names, end, start, step,
            timeline->names, timeline->rows);
}

/* id, timeline, start, end, look back, step, dimensions */
VdtLowerRows *
vdt_lower_sliding_window_counts (VdtLowerPlugin *plugin)
{
  VdtLower *l = plugin->l;
  Timeline timeline = { 0 };
  const char *step;

  if (plugin->arguments->len < 6 || !timeline_init (&timeline, plugin, 0, 1, 6))
    return vdt_lower_rows_none (l, vdt_lower_output (l, plugin->node));

  step = constant (&timeline, plugin, 5, TRUE);

  return result (plugin, P ("SELECT a.b%s, count(*) AS n, count(DISTINCT b.id) AS v FROM %s AS a JOIN %s AS b"
                            " ON b.t < a.b + %s AND b.t >= a.b + %s - %s%s GROUP BY ALL",
                            left_names (&timeline),
                            all_bins (&timeline, constant (&timeline, plugin, 2, FALSE),
                                      constant (&timeline, plugin, 3, FALSE), step),
                            timeline.rows, step, step, constant (&timeline, plugin, 4, TRUE), timeline.same),
                 "b", timeline.names, ", n, v");
}

/* id, timeline, start, end, look back, period, periods, bin, dimensions: who was there in enough periods */
VdtLowerRows *
vdt_lower_active_users_count (VdtLowerPlugin *plugin)
{
  VdtLower *l = plugin->l;
  Timeline timeline = { 0 };
  const char *start, *period;
  gint64 least = 0;

  if (plugin->arguments->len < 8 || !timeline_init (&timeline, plugin, 0, 1, 8) ||
      !vdt_lower_constant_long (l, plugin->arguments->pdata[6], &least))
    return vdt_lower_rows_none (l, vdt_lower_output (l, plugin->node));

  start = constant (&timeline, plugin, 2, FALSE);
  period = constant (&timeline, plugin, 5, TRUE);

  return result (plugin, P ("SELECT %s AS b%s, count(DISTINCT id) AS v FROM (SELECT b.id, b.t%s FROM %s AS b JOIN %s AS a"
                            " ON a.id IS NOT DISTINCT FROM b.id AND a.t <= b.t AND a.t > b.t - %s%s WHERE b.t >= %s"
                            " AND b.t <= %s GROUP BY ALL HAVING count(DISTINCT %s) >= %" G_GINT64_FORMAT
                            ") GROUP BY ALL",
                            bin_of (&timeline, "t", start, constant (&timeline, plugin, 7, TRUE)), timeline.names,
                            left_names (&timeline), timeline.rows, timeline.rows,
                            constant (&timeline, plugin, 4, TRUE), timeline.same, start,
                            constant (&timeline, plugin, 3, FALSE), bin_of (&timeline, "a.t", start, period), least),
                 "b", timeline.names, ", v");
}

/* Each id once in each of its bins, with the bin in which it came first. */
static const char *
seen_bins (const Timeline *timeline,
           const char     *start,
           const char     *end,
           const char     *step)
{
  VdtLower *l = timeline->l;

  return P ("(SELECT *, min(b) OVER (PARTITION BY id%s) AS f FROM (SELECT id%s, %s AS b, count(*) AS n FROM %s"
            " WHERE t >= %s AND t <= %s GROUP BY ALL))", timeline->names, timeline->names,
            bin_of (timeline, "t", start, step), timeline->rows, start, end);
}

/* id, timeline, start, end, step, dimensions */
VdtLowerRows *
vdt_lower_activity_counts_metrics (VdtLowerPlugin *plugin)
{
  VdtLower *l = plugin->l;
  Timeline timeline = { 0 };
  const char *seen;

  if (plugin->arguments->len < 5 || !timeline_init (&timeline, plugin, 0, 1, 5))
    return vdt_lower_rows_none (l, vdt_lower_output (l, plugin->node));

  seen = seen_bins (&timeline, constant (&timeline, plugin, 2, FALSE), constant (&timeline, plugin, 3, FALSE),
                    constant (&timeline, plugin, 4, TRUE));

  return result (plugin, P ("SELECT *, sum(w) OVER (PARTITION BY 0%s ORDER BY b) AS s FROM (SELECT b%s, sum(n) AS c,"
                            " count(*) AS v, count(*) FILTER (WHERE b = f) AS w FROM %s GROUP BY ALL)",
                            timeline.names, timeline.names, seen),
                 "b", timeline.names, ", c, v, w, s");
}

/* id, timeline, start, end, step, dimensions: who came back from the bin before, and who did not */
VdtLowerRows *
vdt_lower_activity_metrics (VdtLowerPlugin *plugin)
{
  VdtLower *l = plugin->l;
  Timeline timeline = { 0 };
  const char *start, *end, *step;

  if (plugin->arguments->len != 3 && plugin->arguments->len < 5)
    {
      vdt_lower_unavailable (l, plugin->node, "activity_metrics () with these arguments");
      return plugin->input;
    }
  if (!timeline_init (&timeline, plugin, 0, 1, 5))
    return vdt_lower_rows_none (l, vdt_lower_output (l, plugin->node));

  step = constant (&timeline, plugin, plugin->arguments->len == 3 ? 2 : 4, TRUE);
  start = plugin->arguments->len == 3 ? P ("(SELECT min(t) FROM %s)", timeline.rows)
                                      : constant (&timeline, plugin, 2, FALSE);
  end = plugin->arguments->len == 3 ? P ("(SELECT max(t) FROM %s)", timeline.rows)
                                    : constant (&timeline, plugin, 3, FALSE);

  return result (plugin, P ("SELECT b%s, v, w, coalesce(r / p::DOUBLE, 'NaN'::DOUBLE) AS r,"
                            " coalesce((p - r) / p::DOUBLE, 'NaN'::DOUBLE) AS c FROM (SELECT *,"
                            " lag(v) OVER (PARTITION BY 0%s ORDER BY b) AS p FROM (SELECT b%s, count(*) AS v,"
                            " count(*) FILTER (WHERE b = f) AS w, count(*) FILTER (WHERE b - q = %s) AS r"
                            " FROM (SELECT *, lag(b) OVER (PARTITION BY id%s ORDER BY b) AS q FROM %s) GROUP BY ALL))",
                            timeline.names, timeline.names, timeline.names, step, timeline.names,
                            seen_bins (&timeline, start, end, step)),
                 "b", timeline.names, ", v, w, r, c");
}

/* id, timeline, (start, end,) inner, outer window, dimensions */
VdtLowerRows *
vdt_lower_activity_engagement (VdtLowerPlugin *plugin)
{
  VdtLower *l = plugin->l;
  gboolean bare = plugin->arguments->len == 4;
  Timeline timeline = { 0 };
  const char *start, *end, *inner, *outer;

  if (plugin->arguments->len < 4 || !timeline_init (&timeline, plugin, 0, 1, 6))
    return vdt_lower_rows_none (l, vdt_lower_output (l, plugin->node));

  inner = constant (&timeline, plugin, bare ? 2 : 4, TRUE);
  outer = constant (&timeline, plugin, bare ? 3 : 5, TRUE);
  start = bare ? P ("(SELECT %s FROM (SELECT min(t) AS t FROM %s))", bin_of (&timeline, "t", "0", inner), timeline.rows)
               : constant (&timeline, plugin, 2, FALSE);
  end = bare ? P ("(SELECT max(t) FROM %s)", timeline.rows) : constant (&timeline, plugin, 3, FALSE);

  return result (plugin, P ("SELECT *, v / w::DOUBLE AS r FROM (SELECT a.b%s, count(DISTINCT b.id) FILTER"
                            " (WHERE b.t >= a.b) AS v, count(DISTINCT b.id) AS w FROM %s AS a JOIN %s AS b"
                            " ON b.t < a.b + %s AND b.t >= a.b + %s - %s%s GROUP BY ALL) WHERE v > 0",
                            left_names (&timeline), all_bins (&timeline, start, end, inner),
                            timeline.rows, inner, inner, outer, timeline.same),
                 "b", timeline.names, ", v, w, r");
}
