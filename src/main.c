/* main.c
 *
 * The program with the window.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "vdt-application.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr(VdtApplication) application = NULL;

  setlocale (LC_ALL, "");
  /* From the build folder, tools/run and the tests name another place. */
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("VDT_LOCALE_DIR") != NULL ? g_getenv ("VDT_LOCALE_DIR")
                                                                       : VDT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = vdt_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
