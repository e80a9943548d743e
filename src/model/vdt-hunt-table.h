/* vdt-hunt-table.h
 *
 * What the hunting database has of a table.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtHuntTable:
 * @name: its name
 * @rows: how many rows it has
 * @first: time of the earliest row in ticks of 100 ns since 0001-01-01; -1 if no row has one
 * @last: of the latest
 */
typedef struct
{
  char    *name;
  guint64  rows;
  gint64   first;
  gint64   last;
} VdtHuntTable;

void vdt_hunt_table_free (gpointer table);

G_END_DECLS
