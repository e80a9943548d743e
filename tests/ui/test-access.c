/* test-access.c
 *
 * For everybody: names for a screen reader on every page and window, room for text
 * of one and a half times the size at 1024×600, right to left, and that pages go
 * away when they are closed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <malloc.h>
#include <string.h>

#include "vdt-ui-fixture.h"

#define SCREEN_WIDTH  1024
#define SCREEN_HEIGHT 600
#define OPENED        8            /* VDT_TEST_OPENED asks for more */
#define MAX_GROWTH    (400 * 1024) /* bytes that an incident may leave behind: less than a tenth of what it takes */

/* What is looked at, one after another; the sample's main incident is open. */
static const struct
{
  const char *action;
  const char *parameter;
} steps[] = {
  { "win.show-place", "queue" }, { "queue.toggle-peek", NULL }, { "queue.choose-columns", NULL },
  { "tab-142", NULL }, { "incident.show-view", "story" }, { "incident.show-stage", "processes" },
  { "incident.show-view", "alerts" }, { "incident.show-view", "assets" }, { "incident.show-view", "evidence" },
  { "incident.show-view", "timeline" }, { "incident.show-view", "log" }, { "incident.show-view", "kept" },
  { "win.toggle-inspector", NULL }, { "incident.manage", NULL }, { "tab-142", NULL }, { "incident.resolve", NULL },
  { "win.show-palette", NULL }, { "win.hunt", NULL }, { "tab-142", NULL }, { "report.open", NULL },
};

static gboolean
shows_incident (gpointer window)
{
  return vdt_page_get_incident (vdt_window_get_page (window)) != NULL;
}

static void
close_others (VdtUiFixture *f)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (at->data != f->window && gtk_widget_get_visible (at->data))
      gtk_window_close (at->data);
  vdt_ui_fixture_settle ();
}

static void
take_step (VdtUiFixture *f,
           gsize         step)
{
  g_test_message ("%s %s", steps[step].action, steps[step].parameter != NULL ? steps[step].parameter : "");
  if (g_str_equal (steps[step].action, "tab-142"))
    {
      vdt_window_open_incident (f->window, "142");
      vdt_ui_fixture_wait (shows_incident, f->window);
    }
  else if (g_str_equal (steps[step].action, "report.open"))
    {
      gtk_widget_activate_action (GTK_WIDGET (f->window), "win.report", NULL);
    }
  else if (g_str_has_prefix (steps[step].action, "win."))
    {
      if (steps[step].parameter != NULL)
        gtk_widget_activate_action (GTK_WIDGET (f->window), steps[step].action, "s", steps[step].parameter);
      else
        gtk_widget_activate_action (GTK_WIDGET (f->window), steps[step].action, NULL);
    }
  else
    {
      g_autofree char *detailed = steps[step].parameter != NULL
        ? g_strdup_printf ("%s('%s')", steps[step].action, steps[step].parameter) : g_strdup (steps[step].action);

      vdt_window_run_action (f->window, detailed);
    }
  vdt_ui_fixture_settle ();
}

typedef void (*Look) (GtkWindow *window);

static void
walk (VdtUiFixture *f,
      Look          look)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(GList) windows = NULL;

      take_step (f, i);
      windows = gtk_window_list_toplevels ();
      for (GList *at = windows; at != NULL; at = at->next)
        if (gtk_widget_get_mapped (at->data))
          look (at->data);
      close_others (f);
    }
}

/* A widget of ours that takes the focus says what it is. */
static guint
count_unnamed (GtkWidget *widget)
{
  const char *type = G_OBJECT_TYPE_NAME (widget);
  guint n = 0;

  if (!gtk_widget_get_mapped (widget) || GTK_IS_LIST_VIEW (widget) || GTK_IS_COLUMN_VIEW (widget))
    return 0;

  if (gtk_widget_get_focusable (widget) && g_str_has_prefix (type, "Vdt") && !GTK_IS_WINDOW (widget) &&
      !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) &&
      !gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    {
      g_test_message ("no name: %s", type);
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_unnamed (child);

  return n;
}

static void
look_for_names (GtkWindow *window)
{
  g_assert_cmpuint (count_unnamed (GTK_WIDGET (window)), ==, 0);
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (window)), ==, 0);
}

/* A text that neither wraps nor ends in dots must have its whole width. */
static guint
count_clipped (GtkWidget *widget)
{
  guint n = 0;

  if (!gtk_widget_get_mapped (widget))
    return 0;

  if (GTK_IS_LABEL (widget) && gtk_label_get_ellipsize (GTK_LABEL (widget)) == PANGO_ELLIPSIZE_NONE &&
      !gtk_label_get_wrap (GTK_LABEL (widget)))
    {
      int width;

      pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (widget)), &width, NULL);
      if (width > gtk_widget_get_width (widget) + 1 && gtk_widget_get_width (widget) > 0)
        {
          g_test_message ("clipped: “%s” needs %d and has %d", gtk_label_get_text (GTK_LABEL (widget)), width,
                          gtk_widget_get_width (widget));
          n++;
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_clipped (child);

  return n;
}

static void
look_for_room (GtkWindow *window)
{
  int width, height;

  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_VERTICAL, MAX (width, SCREEN_WIDTH), &height, NULL, NULL,
                      NULL);
  g_test_message ("%s: at least %d × %d", G_OBJECT_TYPE_NAME (window), width, height);
  g_assert_cmpint (width, <=, SCREEN_WIDTH);
  g_assert_cmpint (height, <=, SCREEN_HEIGHT);
  g_assert_cmpuint (count_clipped (GTK_WIDGET (window)), ==, 0);
  look_for_names (window);
}

/* Large text and right to left at the same time: one walk sees both. */
static void
test_pages (VdtUiFixture  *f,
            gconstpointer  data)
{
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (dpi > 0 ? dpi : 96 * 1024) * 3 / 2, NULL);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_window_set_default_size (GTK_WINDOW (f->window), SCREEN_WIDTH, SCREEN_HEIGHT);
  vdt_ui_fixture_settle ();
  walk (f, look_for_room);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

static gboolean
is_gone (gpointer page)
{
  return *(gpointer *) page == NULL;
}

/* A page is finalized when its tab is closed, and leaves no memory behind. */
static void
test_close (VdtUiFixture  *f,
            gconstpointer  data)
{
  const char *asked = g_getenv ("VDT_TEST_OPENED");
  guint n = asked != NULL ? (guint) MAX (g_ascii_strtoull (asked, NULL, 10), OPENED) : OPENED;
  gsize before = 0;

  for (guint i = 0; i < n; i++)
    {
      gpointer page;

      vdt_window_open_incident (f->window, "142");
      vdt_ui_fixture_wait (shows_incident, f->window);
      vdt_ui_fixture_settle ();
      page = vdt_window_get_page (f->window);
      g_object_add_weak_pointer (page, &page);
      gtk_widget_activate_action (GTK_WIDGET (f->window), "win.close-tab", NULL);
      vdt_ui_fixture_wait (is_gone, &page);
      if (i == n / 2)
        before = mallinfo2 ().uordblks;
    }
  g_test_message ("an incident opened and closed leaves %.0f KB",
                  ((double) mallinfo2 ().uordblks - (double) before) / (n - n / 2 - 1) / 1024);
  g_assert_cmpuint (mallinfo2 ().uordblks, <, before + MAX_GROWTH * (n - n / 2 - 1));
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*func) (VdtUiFixture *f, gconstpointer data); } tests[] = {
    { "/ui/access/pages", test_pages }, { "/ui/access/close", test_close },
  };

  vdt_ui_fixture_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, VdtUiFixture, "sample", vdt_ui_fixture_set_up, tests[i].func, vdt_ui_fixture_tear_down);

  return g_test_run ();
}
