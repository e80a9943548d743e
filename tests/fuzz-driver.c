/* fuzz-driver.c
 *
 * Replays a fuzz target's seeds as a test where libFuzzer is not there: each
 * argument is a file or a folder of files.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <gio/gio.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static guint n_tests;

static void
replay (const char *path)
{
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_path_get_basename (path);
  gsize length = 0;

  n_tests++;

  if (!g_file_get_contents (path, &bytes, &length, &error))
    {
      g_print ("not ok %u %s # %s\n", n_tests, name, error->message);
      return;
    }

  LLVMFuzzerTestOneInput ((const uint8_t *) bytes, length);
  g_print ("ok %u %s\n", n_tests, name);
}

int
main (int   argc,
      char *argv[])
{
  for (int i = 1; i < argc; i++)
    {
      g_autoptr(GDir) folder = g_dir_open (argv[i], 0, NULL);
      const char *name;

      if (folder == NULL)
        replay (argv[i]);

      while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
        {
          g_autofree char *path = g_build_filename (argv[i], name, NULL);

          replay (path);
        }
    }

  g_print ("1..%u\n", n_tests);

  return n_tests > 0 ? 0 : 1;
}
