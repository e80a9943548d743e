/* bench-script.c
 *
 * How fast scripts are analysed, and in how much memory. Reads the JSON lines
 * of `vedette-cli script --batch` and prints the median and the slowest rate
 * over them; with --each it analyses every script in a process of its own and
 * prints the slowest and the largest.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define N_SHOWN 12
#define MAX_TIME (1 * G_USEC_PER_SEC)
#define MAX_MEMORY 64 /* MB */

typedef struct
{
  char   *id;
  gint64  time;    /* µs of the processor */
  double  memory;  /* MB, the most that was resident */
} Case;

/* Of the processor, so that a busy machine does not count. */
static gint64
get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint64
time_of (JsonObject *object)
{
  const char *script = json_object_get_string_member_with_default (object, "script", "");
  const char *lang = json_object_get_string_member_with_default (object, "lang", NULL);
  gint64 begun = get_time ();
  VdtScriptResult *result = vdt_script_analyse (script, -1, vdt_script_lang_from_id (lang), NULL, NULL);

  vdt_script_result_free (result);

  return MAX (get_time () - begun, 1);
}

/* In a child that has read the rules already, so that neither its time nor another script's memory counts. */
static Case
measure_apart (JsonObject *object)
{
  Case one = { g_strdup (json_object_get_string_member_with_default (object, "id", "")), 0, 0 };
  gint64 took = 0;
  struct rusage usage;
  int pipes[2];
  pid_t child;

  if (pipe (pipes) != 0 || (child = fork ()) < 0)
    g_error ("bench-script: cannot start a process");

  if (child == 0)
    {
      took = time_of (object);
      _exit (write (pipes[1], &took, sizeof took) == sizeof took ? 0 : 1);
    }

  close (pipes[1]);
  if (read (pipes[0], &took, sizeof took) != sizeof took)
    g_printerr ("bench-script: %s ended early\n", one.id);
  close (pipes[0]);
  wait4 (child, NULL, 0, &usage);

  one.time = took;
  one.memory = (double) usage.ru_maxrss / 1024;

  return one;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const Case *first = a, *second = b;

  return first->time < second->time ? 1 : first->time > second->time ? -1 : 0;
}

static int
compare_memory (gconstpointer a,
                gconstpointer b)
{
  const Case *first = a, *second = b;

  return first->memory < second->memory ? 1 : first->memory > second->memory ? -1 : 0;
}

static void
show_each (GArray *cases)
{
  guint n_slow = 0, n_large = 0;

  for (guint i = 0; i < cases->len; i++)
    {
      const Case *one = &g_array_index (cases, Case, i);

      n_slow += one->time > MAX_TIME;
      n_large += one->memory > MAX_MEMORY;
    }

  g_print ("%u scripts, each by itself: %u over 1 s, %u over %d MB\n", cases->len, n_slow, n_large, MAX_MEMORY);
  g_array_sort (cases, compare_times);
  for (guint i = 0; i < MIN (cases->len, N_SHOWN); i++)
    g_print ("%8.3f s  %s\n", (double) g_array_index (cases, Case, i).time / G_USEC_PER_SEC,
             g_array_index (cases, Case, i).id);

  g_array_sort (cases, compare_memory);
  for (guint i = 0; i < MIN (cases->len, N_SHOWN); i++)
    g_print ("%7.1f MB  %s\n", g_array_index (cases, Case, i).memory, g_array_index (cases, Case, i).id);
}

static void
show_rates (GArray *rates)
{
  g_array_sort (rates, compare_doubles);
  g_print ("%u scripts: median %.2f MB/s, slowest %.3f MB/s\n", rates->len,
           g_array_index (rates, double, rates->len / 2), g_array_index (rates, double, 0));
}

int
main (int   argc,
      char *argv[])
{
  gboolean each = argc > 1 && strcmp (argv[1], "--each") == 0;
  g_autoptr(GIOChannel) input = g_io_channel_unix_new (0);
  g_autoptr(GArray) rates = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) cases = g_array_new (FALSE, FALSE, sizeof (Case));
  char *line = NULL;

  vdt_script_result_free (vdt_script_analyse ("whoami", -1, VDT_SCRIPT_LANG_UNKNOWN, NULL, NULL));
  g_io_channel_set_encoding (input, NULL, NULL);
  while (g_io_channel_read_line (input, &line, NULL, NULL, NULL) == G_IO_STATUS_NORMAL)
    {
      g_autoptr(JsonNode) node = json_from_string (line, NULL);
      JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (object != NULL && each)
        {
          Case one = measure_apart (object);

          g_array_append_val (cases, one);
        }
      else if (object != NULL)
        {
          const char *script = json_object_get_string_member_with_default (object, "script", "");
          double rate = (double) strlen (script) / (double) time_of (object);

          g_array_append_val (rates, rate);
        }
      g_free (line);
    }

  if (rates->len == 0 && cases->len == 0)
    {
      g_printerr ("bench-script: no scripts on standard input\n");
      return 2;
    }

  if (each)
    show_each (cases);
  else
    show_rates (rates);

  for (guint i = 0; i < cases->len; i++)
    g_free (g_array_index (cases, Case, i).id);

  return 0;
}
