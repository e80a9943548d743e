/* test-pane-frame.c
 *
 * The frame folds its panes by its width.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-pane-frame.h"
#include "vdt-ui-fixture.h"

static const char frame_ui[] =
  "<interface><object class='VdtPaneFrame' id='frame'>"
  "<child type='sidebar'><object class='GtkBox' id='sidebar'/></child>"
  "<child><object class='GtkBox' id='content'/></child>"
  "<child type='pane'><object class='GtkBox' id='pane'/></child>"
  "</object></interface>";

static void
allocate (GtkWidget *frame,
          int        width)
{
  int minimum, natural;

  gtk_widget_measure (frame, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  gtk_widget_allocate (frame, width, 600, -1, NULL);
  vdt_ui_fixture_settle ();
}

static void
test_folding (void)
{
  static const struct { int width; gboolean sidebar_folded; gboolean pane_folded; int content; } rows[] = {
    { 1440, FALSE, FALSE, 1440 - 212 - 400 },
    { 1200, FALSE, FALSE, 1200 - 212 - 400 },
    { 1150, FALSE, TRUE, 1150 - 212 },
    { 1024, TRUE, TRUE, 1024 },
    { 600, TRUE, TRUE, 600 },
    { 1600, FALSE, FALSE, 1600 - 212 - 400 },
  };
  g_autoptr(GtkBuilder) builder = NULL;
  VdtPaneFrame *frame;
  GtkWidget *content, *pane, *sidebar;

  g_type_ensure (VDT_TYPE_PANE_FRAME);
  builder = gtk_builder_new_from_string (frame_ui, -1);
  frame = VDT_PANE_FRAME (gtk_builder_get_object (builder, "frame"));
  content = GTK_WIDGET (gtk_builder_get_object (builder, "content"));
  pane = GTK_WIDGET (gtk_builder_get_object (builder, "pane"));
  sidebar = GTK_WIDGET (gtk_builder_get_object (builder, "sidebar"));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      allocate (GTK_WIDGET (frame), rows[i].width);
      g_assert_cmpint (vdt_pane_frame_get_sidebar_folded (frame), ==, rows[i].sidebar_folded);
      g_assert_cmpint (vdt_pane_frame_get_pane_folded (frame), ==, rows[i].pane_folded);
      g_assert_cmpint (gtk_widget_get_width (content), ==, rows[i].content);
      /* Folded panes are away until asked for. */
      g_assert_cmpint (vdt_pane_frame_get_pane_shown (frame), ==, !rows[i].pane_folded);
      g_assert_cmpint (gtk_widget_get_child_visible (pane), ==, !rows[i].pane_folded);
      g_assert_cmpint (gtk_widget_get_child_visible (sidebar), ==, !rows[i].sidebar_folded);
    }

  /* Asked for, a folded pane lies over the content, which keeps its width. */
  allocate (GTK_WIDGET (frame), 1024);
  vdt_pane_frame_set_pane_shown (frame, TRUE);
  allocate (GTK_WIDGET (frame), 1024);
  g_assert_cmpint (gtk_widget_get_width (content), ==, 1024);
  g_assert_cmpint (gtk_widget_get_width (pane), ==, 400);
  g_assert_true (gtk_widget_has_css_class (pane, "over"));

  vdt_pane_frame_set_pane_width (frame, 5000);
  g_assert_cmpint (vdt_pane_frame_get_pane_width (frame), ==, 640);
  vdt_pane_frame_set_pane_width (frame, 1);
  g_assert_cmpint (vdt_pane_frame_get_pane_width (frame), ==, 320);
}

int
main (int   argc,
      char *argv[])
{
  vdt_ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/pane-frame/folding", test_folding);

  return g_test_run ();
}
