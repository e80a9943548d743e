/* bench-grid.c
 *
 * The grid of a query's rows over 1,000,000 × 12 cells: memory, the processor's time of a
 * frame while it scrolls, sorting; and how soon the first rows of a local query are painted.
 *
 * usage: tests/run-ui.sh BUILD/tests/benchmarks/bench-grid [WORKSPACE [QUERY]]
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <adwaita.h>
#include <string.h>
#include <time.h>

#include "vdt-hunt-grid.h"
#include "vdt-session-hunt.h"

#define N_ROWS    1000000
#define N_COLUMNS 12
#define PAGE      2048
#define N_FRAMES  300

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

/* Resident memory, MB: all of it, and what is the program's own. */
static void
print_memory (const char *what)
{
  g_autofree char *status = NULL;
  long all = 0, own = 0;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  sscanf (strstr (status, "VmRSS:"), "VmRSS: %ld", &all);
  sscanf (strstr (status, "RssAnon:"), "RssAnon: %ld", &own);
  g_print ("%-34s %6.1f MB resident, %6.1f MB of its own\n", what, (double) all / 1024, (double) own / 1024);
}

static VdtQueryRun *
new_run (void)
{
  static const VdtCellType types[N_COLUMNS] = {
    VDT_CELL_DATETIME, VDT_CELL_STRING, VDT_CELL_STRING, VDT_CELL_STRING, VDT_CELL_LONG, VDT_CELL_STRING,
    VDT_CELL_STRING, VDT_CELL_LONG, VDT_CELL_REAL, VDT_CELL_BOOL, VDT_CELL_STRING, VDT_CELL_DYNAMIC,
  };
  VdtQueryRun *run = vdt_query_run_new ("Bench");

  vdt_query_run_begin (run);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Column%u", i);

      vdt_query_run_add_column (run, name, types[i]);
    }

  return run;
}

static void
append_cell (GString *text,
             GArray  *ends,
             char    *cell)
{
  guint32 end;

  g_string_append_len (text, cell, (gssize) strlen (cell) + 1);
  end = (guint32) text->len;
  g_array_append_val (ends, end);
  g_free (cell);
}

static void
append_row (GString *text,
            GArray  *ends,
            guint    row)
{
  guint h = row * 2654435761u;

  append_cell (text, ends, g_strdup_printf ("\"2026-11-%02uT%02u:%02u:%02u.%07uZ\"", 1 + row % 28, h % 24, h / 24 % 60,
                                            h / 1440 % 60, h % 10000000));
  append_cell (text, ends, g_strdup_printf ("\"ws-%02u.example.com\"", h % 97));
  append_cell (text, ends, g_strdup_printf ("\"%08x%08x%08x%08x%08x\"", h, h ^ 77, h + 5, h * 3, h * 7));
  append_cell (text, ends, g_strdup ("\"ProcessCreated\""));
  append_cell (text, ends, g_strdup_printf ("%u", h % 30000));
  append_cell (text, ends, g_strdup_printf ("\"powershell.exe -File C:\\\\Tools\\\\job-%u.ps1 -Id %u\"", h % 50, h));
  append_cell (text, ends, g_strdup_printf ("\"user.%u\"", h % 211));
  append_cell (text, ends, g_strdup_printf ("%u", h));
  append_cell (text, ends, g_strdup_printf ("%u.25", h % 1000));
  append_cell (text, ends, g_strdup (h % 2 == 0 ? "true" : "false"));
  append_cell (text, ends, g_strdup_printf ("\"192.0.2.%u\"", h % 256));
  append_cell (text, ends, g_strdup_printf ("{\"n\":%u,\"k\":\"v\"}", h % 10));
}

static void
fill (VdtQueryRun *run)
{
  for (guint first = 0; first < N_ROWS; first += PAGE)
    {
      guint n = MIN (PAGE, N_ROWS - first);
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_autoptr(GBytes) text_bytes = NULL;
      g_autoptr(GBytes) end_bytes = NULL;

      for (guint i = 0; i < n; i++)
        append_row (text, ends, first + i);
      text_bytes = g_bytes_new (text->str, text->len);
      end_bytes = g_bytes_new (ends->data, ends->len * sizeof (guint32));
      vdt_query_run_add_page (run, n, text_bytes, end_bytes);
    }
  vdt_query_run_end (run, VDT_QUERY_DONE, FALSE, N_ROWS, NULL);
}

static void
painted_cb (GdkFrameClock *clock,
            gpointer       painted)
{
  *(gboolean *) painted = TRUE;
}

/* Runs the main loop until the next frame is painted. */
static void
paint_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gtk_widget_queue_draw (widget);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? -1 : one > other;
}

static void
scroll (VdtGridView *view,
        const char  *what,
        double       by,
        gboolean     jump)
{
  g_autoptr(GtkAdjustment) adjustment = NULL;
  double times[N_FRAMES];

  g_object_get (view, "vadjustment", &adjustment, NULL);
  gtk_adjustment_set_value (adjustment, 1000);
  paint_frame (GTK_WIDGET (view));
  for (guint i = 0; i < N_FRAMES; i++)
    {
      double start = cpu_ms ();

      gtk_adjustment_set_value (adjustment, jump ? (double) (i * 2654435761u % 25000000)
                                                 : gtk_adjustment_get_value (adjustment) + by);
      paint_frame (GTK_WIDGET (view));
      times[i] = cpu_ms () - start;
    }
  qsort (times, N_FRAMES, sizeof *times, compare);
  g_print ("%-34s %6.1f ms p50, %6.1f ms p95 of the processor\n", what, times[N_FRAMES / 2], times[N_FRAMES * 95 / 100]);
}

static void
measure_sort (VdtHuntGrid *grid)
{
  static const struct { const char *what; int column; } sorts[] = {
    { "sort by a number", 7 }, { "sort by a text", 5 }, { "sort by a time", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      double start = cpu_ms ();
      gint64 wall = g_get_monotonic_time ();
      double longest = 0;

      vdt_hunt_grid_sort (grid, sorts[i].column, FALSE);
      while (vdt_hunt_grid_is_arranging (grid))
        {
          gint64 turn = g_get_monotonic_time ();

          while (g_main_context_iteration (NULL, FALSE))
            ;
          longest = MAX (longest, (double) (g_get_monotonic_time () - turn) / 1000);
          g_usleep (1000);
        }
      g_print ("%-34s %6.0f ms of the processor, %6.0f ms on the wall; the main loop %4.0f ms at once\n", sorts[i].what,
               cpu_ms () - start, (double) (g_get_monotonic_time () - wall) / 1000, longest);
    }
}

static gboolean opened;

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  vdt_session_open_finish (VDT_SESSION (object), result, &error);
  if (error != NULL)
    g_error ("%s", error->message);
  opened = TRUE;
}

/* From F5 to the frame that has the first rows; the first run opens the database. */
static void
measure_first_rows (VdtHuntGrid *grid,
                    const char  *workspace,
                    const char  *query)
{
  g_autoptr(VdtSession) session = vdt_session_new (NULL, NULL);

  vdt_session_open_async (session, workspace, NULL, opened_cb, NULL);
  while (!opened)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 6; i++)
    {
      gint64 wall = g_get_monotonic_time ();
      double start = cpu_ms ();
      g_autoptr(VdtQueryRun) run = vdt_session_run_query (session, query, NULL);

      vdt_hunt_grid_set_run (grid, run);
      while (g_list_model_get_n_items (G_LIST_MODEL (run)) == 0 && vdt_query_run_get_state (run) < VDT_QUERY_DONE)
        g_main_context_iteration (NULL, TRUE);
      paint_frame (GTK_WIDGET (grid));
      g_print ("%-34s %6.0f ms on the wall, %6.0f ms of the processor\n", i == 0 ? "first rows, first run" : "first rows",
               (double) (g_get_monotonic_time () - wall) / 1000, cpu_ms () - start);
      while (vdt_query_run_get_state (run) < VDT_QUERY_DONE)
        g_main_context_iteration (NULL, TRUE);
    }
  vdt_hunt_grid_set_run (grid, NULL);
  vdt_session_close (session);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(VdtQueryRun) run = NULL;
  VdtHuntGrid *grid;
  GtkWidget *window;

  adw_init ();
  window = gtk_window_new ();
  grid = g_object_new (VDT_TYPE_HUNT_GRID, NULL);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (grid));
  gtk_window_set_default_size (GTK_WINDOW (window), 1440, 900);
  gtk_window_present (GTK_WINDOW (window));
  paint_frame (GTK_WIDGET (grid));
  print_memory ("an empty grid");

  run = new_run ();
  vdt_hunt_grid_set_run (grid, run);
  fill (run);
  paint_frame (GTK_WIDGET (grid));
  print_memory ("1,000,000 x 12 in the grid");
  scroll (vdt_hunt_grid_get_view (grid), "scroll by 100 pixels", 100, FALSE);
  scroll (vdt_hunt_grid_get_view (grid), "scroll by a page", 800, FALSE);
  scroll (vdt_hunt_grid_get_view (grid), "jump anywhere", 0, TRUE);
  print_memory ("after 900 frames");
  measure_sort (grid);
  scroll (vdt_hunt_grid_get_view (grid), "scroll by 100 pixels, sorted", 100, FALSE);
  print_memory ("after sorting");
  if (argc > 1)
    measure_first_rows (grid, argv[1], argc > 2 ? argv[2] : "DeviceProcessEvents");
  gtk_window_destroy (GTK_WINDOW (window));

  return 0;
}
