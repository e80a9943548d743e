/* test-graph.c
 *
 * The graph: real nodes with names, walked by keyboard, moved, zoomed, played, grouped,
 * the same as a list, and as pictures. How long it takes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>
#include <time.h>

#include "vdt-graph-export.h"
#include "vdt-graph-layout.h"
#include "vdt-graph-pane.h"
#include "vdt-ui-fixture.h"

#include "../test-slowness.h"

typedef struct
{
  GtkWidget    *window;
  VdtGraphPane *pane;
  VdtGraphView *view;
  guint         n_selected;
  char         *last;
} Fixture;

static const char * const layers[] = { "Accounts", "Alerts", "Devices", "Files", NULL };

static void
add (VdtGraphModel *model,
     const char    *id,
     const char    *kind,
     const char    *title,
     guint          layer,
     gint64         time)
{
  g_autofree char *spoken = g_strdup_printf ("%s %s", kind, title);
  VdtGraphThing thing = {
    .id = id, .kind = kind, .kind_label = kind, .plural = "Things", .title = title, .detail = "detail",
    .icon_name = "vdt-file-symbolic", .state_icon = layer == 1 ? "vdt-severity-high-symbolic" : NULL,
    .state_label = layer == 1 ? "High" : NULL, .state_color = layer == 1 ? "error_color" : NULL,
    .spoken = spoken, .layer = layer, .time = time
  };

  vdt_graph_model_add_thing (model, &thing);
}

static void
link_up (VdtGraphModel *model,
         guint          from,
         guint          to)
{
  VdtGraphLink link = { from, to, "names", FALSE };

  vdt_graph_model_add_link (model, &link);
}

/* Two alerts on one device; an account, a file. */
static VdtGraphModel *
small_model (void)
{
  VdtGraphModel *model = vdt_graph_model_new (layers, 1);

  add (model, "a1", "Alert", "First <b>alert</b> & more", 1, 1000000);
  add (model, "a2", "Alert", "Second alert", 1, 2000000);
  add (model, "d", "Device", "WS-07", 2, 1000000);
  add (model, "u", "User", "j.doe", 0, 1500000);
  add (model, "f", "File", "a.ps1", 3, VDT_GRAPH_NO_TIME);
  link_up (model, 0, 2);
  link_up (model, 1, 2);
  link_up (model, 0, 3);
  link_up (model, 2, 4);

  return model;
}

static VdtGraphModel *
large_model (guint n_things)
{
  VdtGraphModel *model = vdt_graph_model_new (layers, 1);
  guint n_alerts = n_things / 20;

  for (guint i = 0; i < n_things; i++)
    {
      g_autofree char *id = g_strdup_printf ("t%u", i);
      g_autofree char *title = g_strdup_printf ("Thing number %u", i);

      add (model, id, i < n_alerts ? "Alert" : i % 3 == 0 ? "User" : i % 3 == 1 ? "Device" : "File", title,
           i < n_alerts ? 1 : i % 3 == 0 ? 0 : i % 3 == 1 ? 2 : 3, i * 1000000);
      if (i >= n_alerts)
        link_up (model, (i / 9) % n_alerts, i);
    }

  return model;
}

static void
selected_cb (Fixture    *f,
             const char *id)
{
  f->n_selected++;
  g_free (f->last);
  f->last = g_strdup (id);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 900, 600);
  f->pane = VDT_GRAPH_PANE (vdt_graph_pane_new ());
  f->view = vdt_graph_pane_get_view (f->pane);
  g_signal_connect_swapped (f->pane, "selected", G_CALLBACK (selected_cb), f);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->pane));
  gtk_window_present (GTK_WINDOW (f->window));
  if (data != NULL)
    {
      g_autoptr(VdtGraphModel) model = small_model ();

      vdt_graph_pane_set_model (f->pane, model);
    }
  vdt_ui_fixture_settle ();
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  GtkWidget *pane = GTK_WIDGET (f->pane);

  g_object_add_weak_pointer (G_OBJECT (pane), (gpointer *) &pane);
  gtk_window_destroy (GTK_WINDOW (f->window));
  vdt_ui_fixture_settle ();
  g_assert_null (pane);
  g_free (f->last);
}

/* Presses a key as the widget with the focus gets it. */
static gboolean
press (Fixture         *f,
       guint            key,
       GdkModifierType  state)
{
  GListModel *controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->view));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
    }
  g_object_unref (controllers);

  return handled;
}

static void
test_names (Fixture       *f,
            gconstpointer  data)
{
  GtkWidget *node = vdt_graph_view_get_node (f->view, "a1");

  g_assert_cmpuint (vdt_graph_view_get_n_nodes (f->view), ==, 5);
  g_assert_cmpuint (vdt_graph_view_get_n_groups (f->view), ==, 0);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Alert First <b>alert</b> & more");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "2 links: Device WS-07, User j.doe");
  g_assert_true (gtk_widget_get_focusable (node));
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (f->window), ==, 0);
}

static void
test_walk (Fixture       *f,
           gconstpointer  data)
{
  static const struct { guint key; const char *id; } steps[] = {
    { GDK_KEY_Right, "d" }, { GDK_KEY_Right, "f" }, { GDK_KEY_Right, "f" }, { GDK_KEY_Left, "d" },
    { GDK_KEY_Left, "a1" }, { GDK_KEY_Down, "a2" }, { GDK_KEY_Up, "a1" }, { GDK_KEY_Left, "u" },
    { GDK_KEY_End, "f" }, { GDK_KEY_Home, "a1" },
  };

  g_assert_true (vdt_graph_pane_focus_start (f->pane));
  g_assert_cmpstr (vdt_graph_view_get_selected (f->view), ==, "a1");
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (press (f, steps[i].key, 0));
      g_assert_cmpstr (vdt_graph_view_get_selected (f->view), ==, steps[i].id);
      g_assert_true (gtk_widget_has_focus (vdt_graph_view_get_node (f->view, steps[i].id)));
      g_assert_cmpstr (f->last, ==, steps[i].id);
    }
  g_assert_true (gtk_widget_has_css_class (vdt_graph_view_get_node (f->view, "d"), "near"));
  g_assert_false (gtk_widget_has_css_class (vdt_graph_view_get_node (f->view, "a2"), "near"));

  /* one stop for Tab: the next is a control */
  gtk_widget_child_focus (f->window, GTK_DIR_TAB_FORWARD);
  g_assert_null (gtk_widget_get_focus_child (GTK_WIDGET (f->view)));
  gtk_widget_child_focus (f->window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_widget_has_focus (vdt_graph_view_get_node (f->view, "a1")));

  /* selecting from outside does not tell of it again */
  f->n_selected = 0;
  g_assert_true (vdt_graph_pane_select (f->pane, "a2"));
  g_assert_cmpstr (vdt_graph_view_get_selected (f->view), ==, "a2");
  g_assert_false (vdt_graph_pane_select (f->pane, "no such"));
  g_assert_cmpuint (f->n_selected, ==, 0);
}

static void
test_move (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(VdtGraphModel) more = small_model ();
  g_autofree char *places = NULL;
  double x, y, new_x, new_y;

  vdt_graph_pane_focus_start (f->pane);
  g_assert_true (vdt_graph_view_get_place (f->view, "a1", &x, &y));
  press (f, GDK_KEY_Right, GDK_CONTROL_MASK);
  press (f, GDK_KEY_Down, GDK_CONTROL_MASK);
  vdt_graph_view_get_place (f->view, "a1", &new_x, &new_y);
  g_assert_cmpfloat (new_x, ==, x + 16);
  g_assert_cmpfloat (new_y, ==, y + 16);
  g_assert_true (vdt_graph_view_has_places (f->view));

  /* a new thing does not undo the work */
  add (more, "n", "File", "new.exe", 3, 3000000);
  vdt_graph_pane_set_model (f->pane, more);
  vdt_graph_view_get_place (f->view, "a1", &x, &y);
  g_assert_cmpfloat (x, ==, new_x);
  g_assert_cmpfloat (y, ==, new_y);

  /* nor does another run */
  places = vdt_graph_view_dup_places (f->view);
  vdt_graph_view_reset_places (f->view);
  vdt_graph_view_get_place (f->view, "a1", &x, &y);
  g_assert_cmpfloat (x, !=, new_x);
  vdt_graph_view_set_places (f->view, "garbage\n1\n5 x y\n\n7 8 \n");
  g_assert_false (vdt_graph_view_has_places (f->view));
  vdt_graph_view_set_places (f->view, places);
  vdt_graph_view_get_place (f->view, "a1", &x, &y);
  g_assert_cmpfloat_with_epsilon (x, new_x, 1);
  g_assert_cmpfloat_with_epsilon (y, new_y, 1);
}

static void
test_zoom (Fixture       *f,
           gconstpointer  data)
{
  double before = vdt_graph_view_get_zoom (f->view);

  gtk_widget_activate_action (GTK_WIDGET (f->pane), "graph.zoom-in", NULL);
  g_assert_cmpfloat (vdt_graph_view_get_zoom (f->view), >, before);
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "graph.zoom-reset", NULL);
  g_assert_cmpfloat (vdt_graph_view_get_zoom (f->view), ==, 1);
  for (int i = 0; i < 40; i++)
    gtk_widget_activate_action (GTK_WIDGET (f->pane), "graph.zoom-out", NULL);
  g_assert_cmpfloat (vdt_graph_view_get_zoom (f->view), >, 0.1);
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "graph.fit", NULL);
  vdt_ui_fixture_settle ();
  g_assert_cmpfloat (vdt_graph_view_get_zoom (f->view), <=, 1.5);
}

static void
test_play (Fixture       *f,
           gconstpointer  data)
{
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "graph.step-back", NULL);
  g_assert_cmpuint (vdt_graph_view_get_shown (f->view), ==, 4);
  /* what has no time comes last */
  g_assert_false (gtk_widget_get_child_visible (vdt_graph_view_get_node (f->view, "f")));
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "graph.show-all", NULL);
  g_assert_true (gtk_widget_get_child_visible (vdt_graph_view_get_node (f->view, "f")));

  /* no animations here: it goes on by a step, and nothing moves by itself */
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "graph.play", NULL);
  g_assert_cmpuint (vdt_graph_view_get_shown (f->view), ==, 1);
  g_assert_false (vdt_graph_pane_get_playing (f->pane));
  g_assert_cmpint (vdt_graph_view_get_shown_time (f->view), ==, 1000000);

  g_object_set (gtk_widget_get_settings (GTK_WIDGET (f->pane)), "gtk-enable-animations", TRUE, NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "graph.play", NULL);
  g_assert_true (vdt_graph_pane_get_playing (f->pane));
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "graph.play", NULL);
  g_assert_false (vdt_graph_pane_get_playing (f->pane));
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (f->pane)), "gtk-enable-animations", FALSE, NULL);
}

static void
test_mark (Fixture       *f,
           gconstpointer  data)
{
  static const char * const ids[] = { "d", "no such", NULL };
  GtkWidget *node = vdt_graph_view_get_node (f->view, "d");

  vdt_graph_view_mark (f->view, ids);
  g_assert_true (gtk_widget_has_css_class (node, "marked"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_PROPERTY_LABEL, "Device WS-07, cited");
  vdt_graph_view_mark (f->view, NULL);
  g_assert_false (gtk_widget_has_css_class (node, "marked"));
}

static void
test_list (Fixture       *f,
           gconstpointer  data)
{
  vdt_graph_pane_select (f->pane, "d");
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "graph.toggle-list", NULL);
  vdt_ui_fixture_settle ();
  g_assert_true (vdt_graph_pane_get_as_list (f->pane));
  g_assert_cmpuint (vdt_graph_list_get_n_rows (vdt_graph_pane_get_list (f->pane)), ==, 5);
  g_assert_true (vdt_graph_list_select (vdt_graph_pane_get_list (f->pane), "a2"));
  g_assert_cmpstr (vdt_graph_view_get_selected (f->view), ==, "a2");
  g_assert_cmpstr (f->last, ==, "a2");
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (f->window), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "graph.toggle-list", NULL);
  g_assert_false (vdt_graph_pane_get_as_list (f->pane));
}

static void
test_export (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GBytes) svg = vdt_graph_export_svg (f->view, "Incident <1>");
  g_autofree char *text = g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) png = vdt_graph_export_png (f->view, 2, &error);
  g_autoptr(GdkTexture) texture = NULL;

  g_assert_no_error (error);
  /* what an attacker wrote is text and nothing else */
  g_assert_nonnull (strstr (text, "First &lt;b&gt;alert"));
  g_assert_null (strstr (text, "<b>"));
  g_assert_nonnull (strstr (text, "<title>Incident &lt;1&gt;</title>"));
  g_assert_nonnull (strstr (text, ">High</text>"));
  g_assert_true (g_str_has_suffix (text, "</svg>\n"));

  texture = gdk_texture_new_from_bytes (png, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), >, 400);
}

static double
cpu_ms (void)
{
  return 1000.0 * (double) clock () / CLOCKS_PER_SEC;
}

/* From a model to the painted frame. */
static double
time_model (Fixture       *f,
            VdtGraphModel *model)
{
  double begin = cpu_ms ();

  vdt_graph_pane_set_model (f->pane, model);
  for (int i = 0; i < 3; i++)
    gtk_test_widget_wait_for_draw (f->window);

  return cpu_ms () - begin;
}

static void
test_speed (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(VdtGraphModel) some = large_model (200);
  g_autoptr(VdtGraphModel) many = large_model (2000);
  double took = time_model (f, some);

  g_test_message ("200 nodes to the painted frame: %.0f ms CPU", took);
  g_assert_cmpuint (vdt_graph_view_get_n_groups (f->view), ==, 0);
  g_assert_cmpfloat (took, <, 300 * VDT_TEST_SLOWNESS);

  took = time_model (f, many);
  g_test_message ("2,000 nodes (%u drawn, %u groups) to the painted frame: %.0f ms CPU",
                  vdt_graph_view_get_n_nodes (f->view), vdt_graph_view_get_n_groups (f->view), took);
  g_assert_cmpuint (vdt_graph_view_get_n_nodes (f->view), <=, vdt_graph_view_get_limit (f->view));
  g_assert_cmpfloat (took, <, 1000 * VDT_TEST_SLOWNESS);
}

static void
test_groups (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(VdtGraphModel) many = large_model (600);
  guint before;

  vdt_graph_pane_set_model (f->pane, many);
  vdt_ui_fixture_settle ();
  before = vdt_graph_view_get_n_nodes (f->view);
  g_assert_cmpuint (vdt_graph_view_get_n_groups (f->view), >, 0);
  vdt_graph_view_select (f->view, "t599");
  g_assert_true (g_str_has_prefix (vdt_graph_view_get_selected (f->view), "group:"));
  /* Return opens it, and the focus is on the first that was in it */
  press (f, GDK_KEY_Return, 0);
  g_assert_false (g_str_has_prefix (vdt_graph_view_get_selected (f->view), "group:"));
  vdt_graph_view_select (f->view, "t599");
  g_assert_cmpstr (vdt_graph_view_get_selected (f->view), ==, "t599");
  /* what is opened does not make the whole too large: others take its place */
  g_assert_cmpuint (vdt_graph_view_get_n_nodes (f->view), <=, vdt_graph_view_get_limit (f->view));
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "graph.collapse", NULL);
  g_assert_cmpuint (vdt_graph_view_get_n_nodes (f->view), ==, before);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    const char *data;
    void      (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/ui/graph/names", "small", test_names },
    { "/ui/graph/walk", "small", test_walk },
    { "/ui/graph/move", "small", test_move },
    { "/ui/graph/zoom", "small", test_zoom },
    { "/ui/graph/play", "small", test_play },
    { "/ui/graph/mark", "small", test_mark },
    { "/ui/graph/list", "small", test_list },
    { "/ui/graph/export", "small", test_export },
    { "/ui/graph/groups", NULL, test_groups },
    { "/ui/graph/speed", NULL, test_speed },
  };

  vdt_ui_fixture_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].data, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
