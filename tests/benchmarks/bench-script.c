/* bench-script.c
 *
 * How fast scripts are analysed. Reads the JSON lines of `vedette-cli script
 * --batch` and prints the median and the slowest rate over them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <time.h>

/* Of the processor, so that a busy machine does not count. */
static gint64
get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static double
rate_of (JsonObject *object)
{
  const char *script = json_object_get_string_member_with_default (object, "script", "");
  const char *lang = json_object_get_string_member_with_default (object, "lang", NULL);
  gint64 begun = get_time ();
  VdtScriptResult *result = vdt_script_analyse (script, -1, vdt_script_lang_from_id (lang), NULL, NULL);
  gint64 took = MAX (get_time () - begun, 1);

  vdt_script_result_free (result);

  return (double) strlen (script) / (double) took;
}

static int
compare_rates (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GIOChannel) input = g_io_channel_unix_new (0);
  g_autoptr(GArray) rates = g_array_new (FALSE, FALSE, sizeof (double));
  char *line = NULL;

  g_io_channel_set_encoding (input, NULL, NULL);
  while (g_io_channel_read_line (input, &line, NULL, NULL, NULL) == G_IO_STATUS_NORMAL)
    {
      g_autoptr(JsonNode) node = json_from_string (line, NULL);

      if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
        {
          double rate = rate_of (json_node_get_object (node));

          g_array_append_val (rates, rate);
        }
      g_free (line);
    }

  if (rates->len == 0)
    {
      g_printerr ("bench-script: no scripts on standard input\n");
      return 2;
    }

  g_array_sort (rates, compare_rates);
  g_print ("%u scripts: median %.2f MB/s, slowest %.3f MB/s\n", rates->len,
           g_array_index (rates, double, rates->len / 2), g_array_index (rates, double, 0));

  return 0;
}
