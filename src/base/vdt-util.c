/* vdt-util.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-util.h"

/**
 * vdt_set_str:
 * @field: (inout) (nullable): an owned string
 * @value: (nullable): what it should be
 *
 * Copies @value into @field when they differ. (GLib has `g_set_str` from 2.76.)
 *
 * Returns: %TRUE if @field changed
 */
gboolean
vdt_set_str (char       **field,
             const char  *value)
{
  char *old = *field;

  if (g_strcmp0 (old, value) == 0)
    return FALSE;

  *field = g_strdup (value);
  g_free (old);

  return TRUE;
}
