/* vdt-graph-pane.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-pane.h"

#include <glib/gi18n.h>

#include "vdt-graph-layout.h"

#define STEP_MS 700 /* between two nodes of a graph that is played */

/**
 * VdtGraphPane:
 *
 * A #VdtGraphView and a #VdtGraphList of the same model, with one selection. All that
 * can be done is an action of the group `graph`. Where animations are switched off, the
 * graph is not played but goes on by one step each time.
 */
struct _VdtGraphPane
{
  GtkWidget      parent_instance;

  GtkWidget     *box;
  GtkStack      *stack;
  VdtGraphView  *view;
  VdtGraphList  *list;
  GtkWidget     *graph_controls;
  GtkWidget     *play_button;
  GtkRange      *scale;
  GtkLabel      *time_label;
  GtkWidget     *list_button;

  char          *selected;
  gboolean       updating;
  guint          play_id;
};

G_DEFINE_FINAL_TYPE (VdtGraphPane, vdt_graph_pane, GTK_TYPE_WIDGET)

enum
{
  SELECTED,
  ACTIVATED,
  EXPORT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* {{{ play */

static void
update_time (VdtGraphPane *self)
{
  guint n_shown = vdt_graph_view_get_shown (self->view);
  guint n_nodes = vdt_graph_view_get_n_nodes (self->view);
  gint64 time = vdt_graph_view_get_shown_time (self->view);
  g_autofree char *count = g_strdup_printf (_("%u of %u"), n_shown, n_nodes);
  g_autofree char *spoken = NULL;
  g_autofree char *when = NULL;

  if (time != VDT_GRAPH_NO_TIME)
    {
      g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

      when = moment == NULL ? NULL : g_date_time_format (moment, "%Y-%m-%d %H:%M:%S UTC");
    }
  spoken = g_strdup_printf ("%s, %s", when != NULL ? when : _("no time"), count);
  gtk_label_set_label (self->time_label, n_shown == n_nodes ? count : when != NULL ? when : count);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->time_label), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, spoken, -1);
}

static void
view_changed_cb (VdtGraphPane *self)
{
  guint n_nodes = vdt_graph_view_get_n_nodes (self->view);

  self->updating = TRUE;
  gtk_range_set_range (self->scale, 0, MAX (n_nodes, 1));
  gtk_range_set_value (self->scale, vdt_graph_view_get_shown (self->view));
  self->updating = FALSE;
  update_time (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "graph.collapse",
                                 vdt_graph_view_is_expanded (self->view));
}

static void
scale_changed_cb (VdtGraphPane *self)
{
  if (!self->updating)
    vdt_graph_view_set_shown (self->view, (guint) (gtk_range_get_value (self->scale) + 0.5));
}

static void
update_play_button (VdtGraphPane *self)
{
  gboolean playing = self->play_id != 0;

  gtk_button_set_icon_name (GTK_BUTTON (self->play_button), playing ? "vdt-pause-symbolic" : "vdt-play-symbolic");
  gtk_widget_set_tooltip_text (self->play_button, playing ? _("Pause (P)") : _("Play in Time Order (P)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  playing ? _("Pause") : _("Play in time order"), -1);
}

static void
stop (VdtGraphPane *self)
{
  g_clear_handle_id (&self->play_id, g_source_remove);
  update_play_button (self);
}

static gboolean
step_cb (gpointer user_data)
{
  VdtGraphPane *self = user_data;
  guint n_shown = vdt_graph_view_get_shown (self->view);

  if (n_shown < vdt_graph_view_get_n_nodes (self->view))
    vdt_graph_view_set_shown (self->view, n_shown + 1);
  if (vdt_graph_view_get_shown (self->view) < vdt_graph_view_get_n_nodes (self->view))
    return G_SOURCE_CONTINUE;

  self->play_id = 0;
  update_play_button (self);

  return G_SOURCE_REMOVE;
}

static gboolean
is_animated (VdtGraphPane *self)
{
  gboolean enabled = TRUE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &enabled, NULL);

  return enabled;
}

static void
play_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtGraphPane *self = VDT_GRAPH_PANE (widget);

  if (self->play_id != 0)
    {
      stop (self);
      return;
    }

  /* from the beginning when it is at the end */
  if (vdt_graph_view_get_shown (self->view) >= vdt_graph_view_get_n_nodes (self->view))
    vdt_graph_view_set_shown (self->view, 0);
  step_cb (self);
  if (is_animated (self) && vdt_graph_view_get_shown (self->view) < vdt_graph_view_get_n_nodes (self->view))
    self->play_id = g_timeout_add (STEP_MS, step_cb, self);
  update_play_button (self);
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtGraphPane *self = VDT_GRAPH_PANE (widget);
  guint n_shown = vdt_graph_view_get_shown (self->view);

  stop (self);
  if (g_str_equal (name, "graph.step-forward"))
    vdt_graph_view_set_shown (self->view, n_shown + 1);
  else if (g_str_equal (name, "graph.show-all"))
    vdt_graph_view_set_shown (self->view, G_MAXUINT);
  else if (n_shown > 0)
    vdt_graph_view_set_shown (self->view, n_shown - 1);
}

/* }}} */
/* {{{ actions */

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtGraphPane *self = VDT_GRAPH_PANE (widget);

  if (g_str_equal (name, "graph.fit"))
    vdt_graph_view_fit (self->view);
  else
    vdt_graph_view_zoom_step (self->view, g_str_equal (name, "graph.zoom-in") ? 1
                              : g_str_equal (name, "graph.zoom-out") ? -1 : 0);
}

static void
reset_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  vdt_graph_view_reset_places (VDT_GRAPH_PANE (widget)->view);
}

static void
collapse_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  vdt_graph_view_collapse_all (VDT_GRAPH_PANE (widget)->view);
}

static void
toggle_list_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  VdtGraphPane *self = VDT_GRAPH_PANE (widget);

  vdt_graph_pane_set_as_list (self, !vdt_graph_pane_get_as_list (self));
  vdt_graph_pane_focus_start (self);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_signal_emit (widget, signals[EXPORT], 0, g_variant_get_string (parameter, NULL));
}

/* }}} */
/* {{{ one selection */

static void
view_selected_cb (VdtGraphPane *self,
                  const char   *id)
{
  if (g_strcmp0 (id, self->selected) == 0)
    return;
  g_free (self->selected);
  self->selected = g_strdup (id);
  if (id != NULL)
    g_signal_emit (self, signals[SELECTED], 0, id);
}

static void
list_selected_cb (VdtGraphPane *self,
                  const char   *id)
{
  /* a list selects its first row by itself; that is nobody's choice */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    return;
  vdt_graph_view_select (self->view, id);
  view_selected_cb (self, id);
}

static void
activated_cb (VdtGraphPane *self,
              const char   *id)
{
  if (id != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, id);
}

static void
list_toggled_cb (VdtGraphPane *self)
{
  vdt_graph_pane_set_as_list (self, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->list_button)));
}

/* }}} */
/* {{{ class */

static void
vdt_graph_pane_dispose (GObject *object)
{
  VdtGraphPane *self = VDT_GRAPH_PANE (object);

  g_clear_handle_id (&self->play_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (vdt_graph_pane_parent_class)->dispose (object);
}

static void
vdt_graph_pane_finalize (GObject *object)
{
  g_free (VDT_GRAPH_PANE (object)->selected);

  G_OBJECT_CLASS (vdt_graph_pane_parent_class)->finalize (object);
}

static void
vdt_graph_pane_class_init (VdtGraphPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vdt_graph_pane_dispose;
  object_class->finalize = vdt_graph_pane_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "graphpane");
  gtk_widget_class_install_action (widget_class, "graph.play", NULL, play_action);
  gtk_widget_class_install_action (widget_class, "graph.step-forward", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "graph.step-back", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "graph.show-all", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "graph.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "graph.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "graph.zoom-reset", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "graph.fit", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "graph.reset-layout", NULL, reset_action);
  gtk_widget_class_install_action (widget_class, "graph.collapse", NULL, collapse_action);
  gtk_widget_class_install_action (widget_class, "graph.toggle-list", NULL, toggle_list_action);
  gtk_widget_class_install_action (widget_class, "graph.export", "s", export_action);

  /**
   * VdtGraphPane::selected:
   * @self: the pane
   * @id: of the thing or group that is the current one
   */
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * VdtGraphPane::activated:
   * @self: the pane
   * @id: of the thing that got Return or a double click
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * VdtGraphPane::export:
   * @self: the pane
   * @format: `svg` or `png`
   *
   * The picture is asked for; whoever has the graph knows where it may go.
   */
  signals[EXPORT] = g_signal_new ("export", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
add_button (GtkWidget  *box,
            const char *icon_name,
            const char *action,
            const char *tooltip,
            const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static GtkWidget *
menu_button_new (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) layout = g_menu_new ();
  g_autoptr(GMenu) pictures = g_menu_new ();

  g_menu_append (layout, _("Show All"), "graph.show-all");
  g_menu_append (layout, _("Reset the Layout"), "graph.reset-layout");
  g_menu_append (layout, _("Group Again"), "graph.collapse");
  g_menu_append (pictures, _("Export as SVG…"), "graph.export('svg')");
  g_menu_append (pictures, _("Export as PNG…"), "graph.export('png')");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (layout));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (pictures));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "vdt-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Layout and Export"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Layout and export of the graph"), -1);

  return button;
}

static GtkWidget *
controls_new (VdtGraphPane *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  gtk_widget_add_css_class (bar, "graph-bar");
  self->graph_controls = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  gtk_widget_set_hexpand (self->graph_controls, TRUE);
  add_button (self->graph_controls, "vdt-back-symbolic", "graph.step-back", _("Step Back (B)"), _("Step back in time"));
  self->play_button = add_button (self->graph_controls, "vdt-play-symbolic", "graph.play", "", "");
  add_button (self->graph_controls, "vdt-forward-symbolic", "graph.step-forward", _("Step Forward (F)"),
              _("Step forward in time"));
  self->scale = GTK_RANGE (gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 1));
  gtk_scale_set_draw_value (GTK_SCALE (self->scale), FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->scale), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->scale), 60, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Point in time"), -1);
  g_signal_connect_swapped (self->scale, "value-changed", G_CALLBACK (scale_changed_cb), self);
  gtk_box_append (GTK_BOX (self->graph_controls), GTK_WIDGET (self->scale));
  self->time_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->time_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->time_label), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->time_label), "dim-label");
  gtk_label_set_ellipsize (self->time_label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->time_label, 0);
  gtk_label_set_width_chars (self->time_label, 10);
  gtk_label_set_max_width_chars (self->time_label, 23);
  gtk_box_append (GTK_BOX (self->graph_controls), GTK_WIDGET (self->time_label));
  add_button (self->graph_controls, "vdt-zoom-out-symbolic", "graph.zoom-out", _("Zoom Out (−)"), _("Zoom out"));
  add_button (self->graph_controls, "vdt-zoom-in-symbolic", "graph.zoom-in", _("Zoom In (+)"), _("Zoom in"));
  add_button (self->graph_controls, "vdt-fit-symbolic", "graph.fit", _("Show the Whole Graph (9)"),
              _("Show the whole graph"));
  gtk_box_append (GTK_BOX (bar), self->graph_controls);

  self->list_button = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->list_button), "vdt-list-symbolic");
  gtk_widget_add_css_class (self->list_button, "flat");
  gtk_widget_set_tooltip_text (self->list_button, _("Show as List"));
  gtk_widget_set_halign (self->list_button, GTK_ALIGN_END);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Show as list"), -1);
  g_signal_connect_swapped (self->list_button, "toggled", G_CALLBACK (list_toggled_cb), self);
  gtk_box_append (GTK_BOX (bar), self->list_button);
  gtk_box_append (GTK_BOX (bar), menu_button_new ());

  return bar;
}

static void
vdt_graph_pane_init (VdtGraphPane *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);

  self->view = VDT_GRAPH_VIEW (vdt_graph_view_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Graph; the arrow keys walk from node to node"), -1);
  g_signal_connect_swapped (self->view, "selected", G_CALLBACK (view_selected_cb), self);
  g_signal_connect_swapped (self->view, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->view, "changed", G_CALLBACK (view_changed_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_stack_add_named (self->stack, scroller, "graph");

  self->list = VDT_GRAPH_LIST (vdt_graph_list_new ());
  g_signal_connect_swapped (self->list, "selected", G_CALLBACK (list_selected_cb), self);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated_cb), self);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->list), "list");

  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (self->box), controls_new (self));
  update_play_button (self);
  view_changed_cb (self);
}

/* }}} */

GtkWidget *
vdt_graph_pane_new (void)
{
  return g_object_new (VDT_TYPE_GRAPH_PANE, NULL);
}

/**
 * vdt_graph_pane_set_model:
 * @self: a pane
 * @model: (nullable): what to show
 */
void
vdt_graph_pane_set_model (VdtGraphPane  *self,
                          VdtGraphModel *model)
{
  g_return_if_fail (VDT_IS_GRAPH_PANE (self));

  stop (self);
  vdt_graph_view_set_model (self->view, model);
  /* a list that nobody looks at is filled when it is shown */
  if (vdt_graph_pane_get_as_list (self))
    vdt_graph_list_set_model (self->list, model);
}

VdtGraphView *
vdt_graph_pane_get_view (VdtGraphPane *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_PANE (self), NULL);

  return self->view;
}

VdtGraphList *
vdt_graph_pane_get_list (VdtGraphPane *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_PANE (self), NULL);

  return self->list;
}

gboolean
vdt_graph_pane_get_as_list (VdtGraphPane *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_PANE (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0;
}

/**
 * vdt_graph_pane_set_as_list:
 * @self: a pane
 * @as_list: whether the list is shown instead of the graph
 */
void
vdt_graph_pane_set_as_list (VdtGraphPane *self,
                            gboolean      as_list)
{
  g_return_if_fail (VDT_IS_GRAPH_PANE (self));

  if (vdt_graph_pane_get_as_list (self) == as_list)
    return;

  stop (self);
  if (as_list)
    vdt_graph_list_set_model (self->list, vdt_graph_view_get_model (self->view));
  gtk_stack_set_visible_child_name (self->stack, as_list ? "list" : "graph");
  if (as_list)
    vdt_graph_list_select (self->list, self->selected);
  gtk_widget_set_sensitive (self->graph_controls, !as_list);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->list_button), as_list);
}

gboolean
vdt_graph_pane_get_playing (VdtGraphPane *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_PANE (self), FALSE);

  return self->play_id != 0;
}

/**
 * vdt_graph_pane_select:
 * @self: a pane
 * @id: (nullable): of a thing
 *
 * Selects it in the graph and in the list, without telling of it.
 *
 * Returns: whether it is there
 */
gboolean
vdt_graph_pane_select (VdtGraphPane *self,
                       const char   *id)
{
  GtkWidget *node;
  gboolean found;

  g_return_val_if_fail (VDT_IS_GRAPH_PANE (self), FALSE);

  node = id == NULL ? NULL : vdt_graph_view_get_node (self->view, id);
  if (node == NULL || g_strcmp0 (self->selected, id) != 0)
    {
      g_free (self->selected);
      self->selected = g_strdup (id);
    }
  g_signal_handlers_block_by_func (self->view, view_selected_cb, self);
  found = vdt_graph_view_select (self->view, id);
  g_signal_handlers_unblock_by_func (self->view, view_selected_cb, self);
  if (vdt_graph_pane_get_as_list (self))
    {
      g_signal_handlers_block_by_func (self->list, list_selected_cb, self);
      vdt_graph_list_select (self->list, id);
      g_signal_handlers_unblock_by_func (self->list, list_selected_cb, self);
    }

  return found;
}

gboolean
vdt_graph_pane_focus_start (VdtGraphPane *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_PANE (self), FALSE);

  return vdt_graph_pane_get_as_list (self) ? vdt_graph_list_focus_start (self->list)
                                           : vdt_graph_view_focus_start (self->view);
}
