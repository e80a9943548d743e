/* vdt-hunt-table.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-table.h"

void
vdt_hunt_table_free (gpointer table)
{
  VdtHuntTable *self = table;

  g_free (self->name);
  g_free (self);
}
