/* test-grid.c
 *
 * The generic grid: what it asks of a model of a million rows, keys, selection, copying,
 * columns.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-grid-copy.h"
#include "vdt-grid-view.h"

#define N_ROWS    1000000
#define N_COLUMNS 14

#define TEST_TYPE_MODEL (test_model_get_type ())
G_DECLARE_FINAL_TYPE (TestModel, test_model, TEST, MODEL, GObject)

struct _TestModel
{
  GObject parent_instance;
  guint   n_asked;
};

static guint
model_get_n_rows (VdtGridModel *model)
{
  return N_ROWS;
}

static guint
model_get_n_columns (VdtGridModel *model)
{
  return N_COLUMNS;
}

static void
model_get_column (VdtGridModel  *model,
                  guint          column,
                  VdtGridColumn *out_column)
{
  static const char * const names[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n" };

  out_column->name = names[column];
  out_column->detail = "long";
  out_column->kind = column == 1 ? VDT_GRID_NUMBER : VDT_GRID_TEXT;
}

static char *
model_dup_text (VdtGridModel *model,
                guint         row,
                guint         column,
                guint         max_chars)
{
  TEST_MODEL (model)->n_asked++;
  if (row == 7 && column == 2)
    return g_strdup ("tab\there | <b>*bold*</b>");

  return g_strdup_printf ("%u.%u", row, column);
}

static void
model_init (VdtGridModelInterface *iface)
{
  iface->get_n_rows = model_get_n_rows;
  iface->get_n_columns = model_get_n_columns;
  iface->get_column = model_get_column;
  iface->dup_text = model_dup_text;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestModel, test_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VDT_TYPE_GRID_MODEL, model_init))

static void
test_model_class_init (TestModelClass *klass)
{
}

static void
test_model_init (TestModel *self)
{
}

typedef struct
{
  GtkWidget   *window;
  VdtGridView *view;
  TestModel   *model;
} Fixture;

static void
settle (void)
{
  for (guint i = 0; i < 8; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (5000);
    }
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  f->window = gtk_window_new ();
  f->view = VDT_GRID_VIEW (vdt_grid_view_new ());
  f->model = g_object_new (TEST_TYPE_MODEL, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (f->view));
  gtk_window_set_child (GTK_WINDOW (f->window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 800, 500);
  vdt_grid_view_set_model (f->view, VDT_GRID_MODEL (f->model));
  gtk_window_present (GTK_WINDOW (f->window));
  gtk_widget_grab_focus (GTK_WIDGET (f->view));
  settle ();
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  VdtGridView *view = f->view;

  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->model);
  settle ();
  g_assert_null (view);
}

static void
press (Fixture         *f,
       guint            keyval,
       GdkModifierType  state)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->view));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }
  settle ();
}

static void
assert_cursor (Fixture *f,
               guint    row,
               guint    column)
{
  guint at_row, at_column;

  g_assert_true (vdt_grid_view_get_cursor (f->view, &at_row, &at_column));
  g_assert_cmpuint (at_row, ==, row);
  g_assert_cmpuint (at_column, ==, column);
}

/* Only what is in view is asked for, wherever that is. */
static void
test_lazy (Fixture       *f,
           gconstpointer  data)
{
  GtkAdjustment *adjustment;
  guint before = f->model->n_asked;

  g_assert_cmpuint (before, >, 0);
  g_assert_cmpuint (before, <, 1500);
  g_object_get (f->view, "vadjustment", &adjustment, NULL);
  gtk_adjustment_set_value (adjustment, 20000000);
  settle ();
  g_assert_cmpuint (f->model->n_asked - before, <, 1500);
  before = f->model->n_asked;
  /* A row more in view is a row more to ask for, and not all of them again. */
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                            vdt_grid_view_get_row_height (f->view));
  settle ();
  g_assert_cmpuint (f->model->n_asked - before, <=, 2 * N_COLUMNS);
  g_object_unref (adjustment);
}

static void
test_keys (Fixture       *f,
           gconstpointer  data)
{
  static const struct
  {
    guint           keyval;
    GdkModifierType state;
    guint           row;
    guint           column;
    guint64         cells;
  } steps[] = {
    { GDK_KEY_Down, 0, 1, 0, 1 },
    { GDK_KEY_Right, 0, 1, 1, 1 },
    { GDK_KEY_Down, 0, 2, 1, 1 },
    { GDK_KEY_End, 0, 2, 13, 1 },
    { GDK_KEY_Home, 0, 2, 0, 1 },
    { GDK_KEY_Down, GDK_SHIFT_MASK, 3, 0, 2 },
    { GDK_KEY_Right, GDK_SHIFT_MASK, 3, 1, 4 },
    { GDK_KEY_space, GDK_SHIFT_MASK, 3, 1, 2 * (guint64) N_ROWS },
    { GDK_KEY_Escape, 0, 3, 1, 1 },
    { GDK_KEY_space, 0, 3, 1, N_COLUMNS },
    { GDK_KEY_space, GDK_CONTROL_MASK, 3, 1, 0 },
    { GDK_KEY_End, GDK_CONTROL_MASK, N_ROWS - 1, 13, 1 },
    { GDK_KEY_Home, GDK_CONTROL_MASK, 0, 0, 1 },
    { GDK_KEY_Left, 0, 0, 0, 1 },
    { GDK_KEY_Up, 0, 0, 0, 1 },
    { GDK_KEY_Down, GDK_CONTROL_MASK, N_ROWS - 1, 0, 1 },
    { GDK_KEY_a, GDK_CONTROL_MASK, N_ROWS - 1, 0, (guint64) N_ROWS * N_COLUMNS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      press (f, steps[i].keyval, steps[i].state);
      assert_cursor (f, steps[i].row, steps[i].column);
      g_assert_cmpuint (vdt_grid_selection_count_cells (vdt_grid_view_get_selection (f->view)), ==, steps[i].cells);
    }
  /* The cell at the cursor has the focus and says what it is. */
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (f->view)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_window_get_focus (GTK_WINDOW (f->window))),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "a: 999999.0");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (gtk_window_get_focus (GTK_WINDOW (f->window))),
                                   GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
test_columns (Fixture       *f,
              gconstpointer  data)
{
  VdtGridLayout *layout = vdt_grid_view_get_layout (f->view);
  g_autofree char *state = NULL;
  guint place;

  vdt_grid_layout_set_pinned (layout, 5, TRUE);
  g_assert_true (vdt_grid_layout_find (layout, 5, &place));
  g_assert_cmpuint (place, ==, 0);
  vdt_grid_layout_set_hidden (layout, 0, TRUE);
  g_assert_false (vdt_grid_layout_find (layout, 0, &place));
  g_assert_true (vdt_grid_layout_move (layout, 3, 1));
  vdt_grid_layout_set_width (layout, 5, 333);
  vdt_grid_view_layout_changed (f->view);
  settle ();
  state = vdt_grid_layout_dup_state (layout);
  vdt_grid_layout_reset (layout, VDT_GRID_MODEL (f->model));
  g_assert_cmpuint (vdt_grid_layout_get_n_shown (layout), ==, N_COLUMNS);
  g_assert_true (vdt_grid_layout_set_state (layout, state));
  g_assert_cmpuint (vdt_grid_layout_get_n_shown (layout), ==, N_COLUMNS - 1);
  g_assert_cmpint (vdt_grid_layout_get_shown (layout, 0)->width, ==, 333);
  g_assert_false (vdt_grid_layout_set_state (layout, "0:100 1:100"));
  g_assert_false (vdt_grid_layout_set_state (layout, "x"));
  g_assert_cmpuint (vdt_grid_layout_get_n_shown (layout), ==, N_COLUMNS - 1);
}

static void
test_copy (Fixture       *f,
           gconstpointer  data)
{
  static const char * const expected[] = {
    "b\tc\n7.1\ttab here | <b>*bold*</b>\n8.1\t8.2\n",
    "| b | c |\n| ---: | --- |\n| 7.1 | tab here \\| &lt;b\\>\\*bold\\*&lt;/b\\> |\n| 8.1 | 8.2 |\n",
    ("<table>\n<tr><th>b</th><th>c</th></tr>\n<tr><td>7.1</td><td>tab\there | &lt;b&gt;*bold*&lt;/b&gt;</td></tr>\n"
     "<tr><td>8.1</td><td>8.2</td></tr>\n</table>\n"),
  };
  g_autoptr(GArray) columns = NULL;
  g_autoptr(GArray) rows = NULL;

  vdt_grid_view_select_range (f->view, &(VdtGridRange) { 7, 8, 1, 2 });
  rows = vdt_grid_selection_dup_rows (vdt_grid_view_get_selection (f->view));
  columns = vdt_grid_selection_dup_columns (vdt_grid_view_get_selection (f->view));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text = vdt_grid_copy (VDT_GRID_MODEL (f->model), rows, columns, i, TRUE);

      g_assert_cmpstr (text, ==, expected[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/ui/grid/lazy", Fixture, NULL, set_up, test_lazy, tear_down);
  g_test_add ("/ui/grid/keys", Fixture, NULL, set_up, test_keys, tear_down);
  g_test_add ("/ui/grid/columns", Fixture, NULL, set_up, test_columns, tear_down);
  g_test_add ("/ui/grid/copy", Fixture, NULL, set_up, test_copy, tear_down);

  return g_test_run ();
}
