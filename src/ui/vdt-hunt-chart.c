/* vdt-hunt-chart.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-chart.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "vdt-chart-export.h"
#include "vdt-chart-view.h"
#include "vdt-feedback.h"
#include "vdt-hunt-chart-plan.h"
#include "vdt-safe-text.h"
#include "vdt-save.h"

#define SLICE_ROWS  500   /* taken at a time, so that the window never waits */
#define PICTURE_W   960.0
#define PICTURE_H   540.0
#define FIXED_VALUES 2    /* entries of the list of values before the columns */

/**
 * VdtHuntChart:
 *
 * What render asks for, or what fits the columns; another kind and other columns
 * can be chosen. Rows without a number are counted.
 *
 * CSS name: `huntchart`.
 */
struct _VdtHuntChart
{
  GtkWidget          parent_instance;

  GtkWidget         *bar;
  GtkDropDown       *kind;
  GtkDropDown       *x;
  GtkDropDown       *values;
  GtkDropDown       *series;
  GtkWidget         *filter_button;
  GtkLabel          *note;
  VdtChartView      *view;
  VdtQueryRun       *run;
  VdtHuntChartPlan  *plan;
  GArray            *all_values;   /* int, what the plan began with */
  VdtHuntChartBuild *build;
  guint              build_id;
  gboolean           filling;      /* the lists, not a person's choice */
};

G_DEFINE_FINAL_TYPE (VdtHuntChart, vdt_hunt_chart, GTK_TYPE_WIDGET)

static void
stop_build (VdtHuntChart *self)
{
  g_clear_handle_id (&self->build_id, g_source_remove);
  g_clear_pointer (&self->build, vdt_hunt_chart_build_free);
}

static void
show_built (VdtHuntChart *self)
{
  guint n_rows, n_left_out;
  guint n_all = g_list_model_get_n_items (G_LIST_MODEL (self->run));
  g_autoptr(VdtChartData) data = vdt_hunt_chart_build_end (self->build, &n_rows, &n_left_out);
  g_autoptr(GString) note = g_string_new (NULL);

  if (n_rows < n_all)
    g_string_append_printf (note, _("Chart of the first %u of %u rows."), n_rows, n_all);
  if (n_left_out > 0)
    g_string_append_printf (note, ngettext ("%s%u value found no place: there are too many series or categories.",
                                            "%s%u values found no place: there are too many series or categories.",
                                            n_left_out), note->len > 0 ? " " : "", n_left_out);
  if (n_rows == 0)
    g_string_append (note, _("There are no rows to show."));
  gtk_label_set_text (self->note, note->str);
  gtk_widget_set_visible (GTK_WIDGET (self->note), note->len > 0);
  vdt_chart_view_set_data (self->view, data);
}

static gboolean
build_cb (gpointer user_data)
{
  VdtHuntChart *self = VDT_HUNT_CHART (user_data);

  if (vdt_hunt_chart_build_step (self->build, SLICE_ROWS))
    return G_SOURCE_CONTINUE;

  show_built (self);
  self->build_id = 0;
  g_clear_pointer (&self->build, vdt_hunt_chart_build_free);

  return G_SOURCE_REMOVE;
}

static void
begin_build (VdtHuntChart *self)
{
  stop_build (self);
  if (self->plan == NULL || self->run == NULL)
    return;

  self->build = vdt_hunt_chart_build_new (self->plan, self->run);
  self->build_id = g_idle_add (build_cb, self);
}

static guint
column_of (GtkDropDown *list,
           guint        n_before)
{
  guint selected = gtk_drop_down_get_selected (list);

  return selected == GTK_INVALID_LIST_POSITION || selected < n_before ? G_MAXUINT : selected - n_before;
}

/* A person chose other columns or another kind. */
static void
chosen_cb (VdtHuntChart *self)
{
  guint column, values;

  if (self->filling || self->plan == NULL)
    return;

  self->plan->kind = (VdtChartKind) gtk_drop_down_get_selected (self->kind);
  column = column_of (self->x, 0);
  self->plan->x = column != G_MAXUINT ? (int) column : VDT_HUNT_CHART_NONE;
  column = column_of (self->series, 1);
  self->plan->series = column != G_MAXUINT ? (int) column : VDT_HUNT_CHART_NONE;
  values = gtk_drop_down_get_selected (self->values);
  g_array_set_size (self->plan->values, 0);
  if (values == 1)
    g_array_append_vals (self->plan->values, self->all_values->data, self->all_values->len);
  else if (values >= FIXED_VALUES && values != GTK_INVALID_LIST_POSITION)
    {
      int chosen = (int) values - FIXED_VALUES;

      g_array_append_val (self->plan->values, chosen);
    }
  begin_build (self);
}

static void
fill_list (GtkDropDown       *list,
           VdtQueryRun       *run,
           const char *const *before,
           guint              selected)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (before);

  for (guint i = 0; i < vdt_query_run_get_n_columns (run); i++)
    {
      g_autofree char *name = vdt_safe_text (vdt_query_run_get_column (run, i)->name, -1, 60, NULL);

      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (list, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (list, selected);
}

static void
fill_lists (VdtHuntChart *self)
{
  const char *none[] = { _("One series"), NULL };
  const char *counted[] = { _("Number of rows"), _("All numbers"), NULL };
  guint values = self->plan->values->len == 0 ? 0
                 : self->plan->values->len > 1 ? 1
                 : (guint) g_array_index (self->plan->values, int, 0) + FIXED_VALUES;

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->kind, self->plan->kind);
  fill_list (self->x, self->run, NULL, self->plan->x >= 0 ? (guint) self->plan->x : GTK_INVALID_LIST_POSITION);
  fill_list (self->values, self->run, counted, values);
  fill_list (self->series, self->run, none, self->plan->series >= 0 ? (guint) self->plan->series + 1 : 0);
  self->filling = FALSE;
}

static void
plan_anew (VdtHuntChart *self)
{
  if (vdt_query_run_get_n_columns (self->run) == 0)
    return;

  g_clear_pointer (&self->plan, vdt_hunt_chart_plan_free);
  self->plan = vdt_hunt_chart_plan_new (self->run);
  g_array_set_size (self->all_values, 0);
  g_array_append_vals (self->all_values, self->plan->values->data, self->plan->values->len);
  fill_lists (self);
  begin_build (self);
}

static void
state_changed_cb (VdtHuntChart *self)
{
  if (vdt_query_run_get_state (self->run) >= VDT_QUERY_DONE && gtk_widget_get_mapped (GTK_WIDGET (self)))
    plan_anew (self);
}

/* What is not looked at costs nothing. */
static void
vdt_hunt_chart_map (GtkWidget *widget)
{
  VdtHuntChart *self = VDT_HUNT_CHART (widget);

  GTK_WIDGET_CLASS (vdt_hunt_chart_parent_class)->map (widget);
  if (self->run != NULL && self->plan == NULL)
    state_changed_cb (self);
}

/**
 * vdt_hunt_chart_set_run:
 * @self: a chart
 * @run: (nullable): whose rows to show, once they are all there
 */
void
vdt_hunt_chart_set_run (VdtHuntChart *self,
                        VdtQueryRun  *run)
{
  g_return_if_fail (VDT_IS_HUNT_CHART (self));

  stop_build (self);
  g_clear_pointer (&self->plan, vdt_hunt_chart_plan_free);
  if (self->run != NULL)
    g_signal_handlers_disconnect_by_data (self->run, self);
  g_set_object (&self->run, run);
  vdt_chart_view_set_data (self->view, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  if (run == NULL)
    return;

  g_signal_connect_swapped (run, "notify::state", G_CALLBACK (state_changed_cb), self);
  state_changed_cb (self);
}

/**
 * vdt_hunt_chart_get_view:
 * @self: a chart
 *
 * Returns: (transfer none): its #VdtChartView
 */
GtkWidget *
vdt_hunt_chart_get_view (VdtHuntChart *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_CHART (self), NULL);

  return GTK_WIDGET (self->view);
}

/* What the chart leaves out, in words; empty if it shows all. */
const char *
vdt_hunt_chart_get_note (VdtHuntChart *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_CHART (self), NULL);

  return gtk_label_get_text (self->note);
}

/* A column's name as the query language spells it. */
static void
append_name (GString    *text,
             const char *name)
{
  gboolean plain = g_ascii_isalpha (*name) || *name == '_';

  for (const char *c = name; *c != '\0' && plain; c++)
    plain = g_ascii_isalnum (*c) || *c == '_';
  if (plain)
    {
      g_string_append (text, name);
      return;
    }
  g_string_append (text, "['");
  for (const char *c = name; *c != '\0'; c++)
    {
      if (*c == '\'' || *c == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *c);
    }
  g_string_append (text, "']");
}

static void
append_value (GString      *text,
              VdtChartAxis  axis,
              double        x)
{
  g_autoptr(GDateTime) time = NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (axis == VDT_CHART_AXIS_NUMBER)
    {
      g_string_append (text, g_ascii_dtostr (number, sizeof number, x));
      return;
    }
  time = g_date_time_new_from_unix_utc ((gint64) floor (x / G_USEC_PER_SEC));
  if (time != NULL)
    {
      g_autofree char *written = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

      g_string_append_printf (text, "datetime(%s.%06dZ)", written, (int) fmod (x, G_USEC_PER_SEC));
    }
}

/**
 * vdt_hunt_chart_dup_filter:
 * @self: a chart
 *
 * Returns: (transfer full) (nullable): the zoomed range as an operator of the query
 *   language; %NULL if all is shown
 */
char *
vdt_hunt_chart_dup_filter (VdtHuntChart *self)
{
  double from, to;
  g_autoptr(GString) text = NULL;
  VdtChartAxis axis;

  g_return_val_if_fail (VDT_IS_HUNT_CHART (self), NULL);

  if (self->plan == NULL || self->plan->x < 0 || !vdt_chart_view_get_zoom (self->view, &from, &to) ||
      vdt_query_run_get_column (self->run, (guint) self->plan->x)->type == VDT_CELL_DYNAMIC)
    return NULL;

  axis = vdt_chart_data_get_axis (vdt_chart_view_get_data (self->view));
  text = g_string_new ("| where ");
  append_name (text, vdt_query_run_get_column (self->run, (guint) self->plan->x)->name);
  g_string_append (text, " between (");
  append_value (text, axis, from);
  g_string_append (text, " .. ");
  append_value (text, axis, to);
  g_string_append_c (text, ')');

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
zoom_changed_cb (VdtHuntChart *self)
{
  g_autofree char *filter = vdt_hunt_chart_dup_filter (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.reset-zoom", filter != NULL);
  gtk_widget_set_sensitive (self->filter_button, filter != NULL);
}

static GBytes *
picture (VdtHuntChart *self,
         const char   *format)
{
  VdtChartData *data = vdt_chart_view_get_data (self->view);
  guint64 hidden = vdt_chart_view_get_hidden (self->view);

  if (data == NULL)
    return NULL;

  return g_str_equal (format, "svg") ? vdt_chart_export_svg (data, hidden, PICTURE_W, PICTURE_H)
                                     : vdt_chart_export_png (data, hidden, PICTURE_W, PICTURE_H, 2);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  const char *format = g_variant_get_string (parameter, NULL);
  g_autofree char *file = g_strconcat ("chart.", format, NULL);
  g_autoptr(GBytes) bytes = picture (VDT_HUNT_CHART (widget), format);

  if (bytes == NULL)
    vdt_feedback_toast (widget, _("There is no chart to save yet"));
  else
    vdt_save (widget, _("Save the Chart"), file, bytes);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_autoptr(GBytes) bytes = picture (VDT_HUNT_CHART (widget), "png");
  g_autoptr(GdkTexture) texture = bytes != NULL ? gdk_texture_new_from_bytes (bytes, NULL) : NULL;

  if (texture == NULL)
    {
      vdt_feedback_toast (widget, _("There is no chart to copy yet"));
      return;
    }

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  vdt_feedback_toast (widget, _("Chart copied"));
}

static void
reset_zoom_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  vdt_chart_view_reset_zoom (VDT_HUNT_CHART (widget)->view);
}

static gboolean
vdt_hunt_chart_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VDT_HUNT_CHART (widget)->view));
}

static void
vdt_hunt_chart_dispose (GObject *object)
{
  VdtHuntChart *self = VDT_HUNT_CHART (object);
  GtkWidget *child;

  stop_build (self);
  g_clear_pointer (&self->plan, vdt_hunt_chart_plan_free);
  g_clear_pointer (&self->all_values, g_array_unref);
  if (self->run != NULL)
    g_signal_handlers_disconnect_by_data (self->run, self);
  g_clear_object (&self->run);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_hunt_chart_parent_class)->dispose (object);
}

static void
vdt_hunt_chart_class_init (VdtHuntChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_hunt_chart_dispose;
  widget_class->grab_focus = vdt_hunt_chart_grab_focus;
  widget_class->map = vdt_hunt_chart_map;
  gtk_widget_class_set_css_name (widget_class, "huntchart");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_install_action (widget_class, "chart.save", "s", save_action);
  gtk_widget_class_install_action (widget_class, "chart.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "chart.reset-zoom", NULL, reset_zoom_action);
}

static GtkDropDown *
add_list (VdtHuntChart *self,
          const char   *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *text = gtk_label_new (label);
  GtkWidget *list = gtk_drop_down_new (NULL, NULL);

  gtk_widget_add_css_class (text, "caption");
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), list);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_RELATION_LABELLED_BY, text, NULL, -1);
  g_signal_connect_swapped (list, "notify::selected", G_CALLBACK (chosen_cb), self);
  gtk_flow_box_insert (GTK_FLOW_BOX (self->bar), box, -1);

  return GTK_DROP_DOWN (list);
}

static void
add_menu (VdtHuntChart *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, _("Save as SVG…"), "chart.save::svg");
  g_menu_append (menu, _("Save as PNG…"), "chart.save::png");
  g_menu_append (menu, _("Copy Picture"), "chart.copy");
  g_menu_append (menu, _("Show All of the Axis"), "chart.reset-zoom");
  g_menu_append (menu, _("Show as Table"), "hunt.show-rows");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Chart"));
  gtk_flow_box_insert (GTK_FLOW_BOX (self->bar), button, -1);

  self->filter_button = gtk_button_new_with_label (_("Filter to This Range"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->filter_button), "hunt.filter-range");
  gtk_widget_set_sensitive (self->filter_button, FALSE);
  gtk_flow_box_insert (GTK_FLOW_BOX (self->bar), self->filter_button, -1);
}

static void
add_kinds (VdtHuntChart *self)
{
  const char *kinds[VDT_CHART_N_KINDS + 1] = {
    [VDT_CHART_LINE] = _("Lines"), [VDT_CHART_AREA] = _("Areas"), [VDT_CHART_STACKED_AREA] = _("Stacked Areas"),
    [VDT_CHART_COLUMN] = _("Columns"), [VDT_CHART_STACKED_COLUMN] = _("Stacked Columns"), [VDT_CHART_BAR] = _("Bars"),
    [VDT_CHART_STACKED_BAR] = _("Stacked Bars"), [VDT_CHART_PIE] = _("Pie"), [VDT_CHART_SCATTER] = _("Scatter"),
    [VDT_CHART_CARD] = _("Large Figures"), [VDT_CHART_ANOMALY] = _("Anomalies"),
  };
  g_autoptr(GtkStringList) names = gtk_string_list_new (kinds);

  self->filling = TRUE;
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (names));
  self->filling = FALSE;
}

static void
vdt_hunt_chart_init (VdtHuntChart *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  self->all_values = g_array_new (FALSE, FALSE, sizeof (int));
  self->bar = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->bar), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->bar), 8);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Chart choices"), -1);
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
  self->kind = add_list (self, _("Kind"));
  self->x = add_list (self, _("Along"));
  self->values = add_list (self, _("Values"));
  self->series = add_list (self, _("Series"));
  add_kinds (self);
  add_menu (self);

  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->note, 0);
  gtk_label_set_wrap (self->note, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->note), GTK_WIDGET (self));

  self->view = VDT_CHART_VIEW (vdt_chart_view_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  g_signal_connect_swapped (self->view, "zoom-changed", G_CALLBACK (zoom_changed_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.reset-zoom", FALSE);
}

GtkWidget *
vdt_hunt_chart_new (void)
{
  return g_object_new (VDT_TYPE_HUNT_CHART, NULL);
}
