/* vdt-settings.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-settings.h"

/**
 * vdt_settings_new:
 *
 * All objects that this gives read and write the same values; a caller that
 * needs to hear of changes keeps its own.
 *
 * Returns: (transfer full): the program's settings
 */
GSettings *
vdt_settings_new (void)
{
  return g_settings_new (VDT_APPLICATION_ID);
}

/**
 * vdt_settings_get_single_letter_keys:
 *
 * Returns: whether single letters act while a list has the focus
 */
gboolean
vdt_settings_get_single_letter_keys (void)
{
  g_autoptr(GSettings) settings = vdt_settings_new ();

  return g_settings_get_boolean (settings, "single-letter-keys");
}
