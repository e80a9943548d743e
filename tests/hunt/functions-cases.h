/* functions-cases.h
 *
 * A table of SQL expressions and what they print, for the tests of functions.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-duck.h"

typedef struct
{
  const char *expression;
  const char *cell;         /* NULL for null */
} FunctionCase;

static inline char *
function_cell (VdtDuck    *duck,
               const char *sql)
{
  g_autoptr(GError) error = NULL;
  duckdb_result result;
  char *cell;
  char *copy;

  if (!vdt_duck_run (duck, sql, &result, &error))
    g_error ("%s: %s", sql, error->message);
  cell = duckdb_value_varchar (&result, 0, 0);
  copy = g_strdup (cell);
  duckdb_free (cell);
  duckdb_destroy_result (&result);

  return copy;
}

static inline void
run_function_cases (const FunctionCase *cases,
                    gsize               n_cases)
{
  const VdtDuckLimits limits = { 512 * 1024 * 1024, 2, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtDuck) duck = vdt_duck_open (NULL, &limits, &error);
  guint failed = 0;

  g_assert_no_error (error);

  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *sql = g_strconcat ("SELECT (", cases[i].expression, ")::VARCHAR", NULL);
      g_autofree char *cell = function_cell (duck, sql);

      if (g_strcmp0 (cell, cases[i].cell) == 0)
        continue;
      failed++;
      g_test_message ("%s gives %s, not %s", cases[i].expression, cell, cases[i].cell);
    }

  g_assert_cmpuint (failed, ==, 0);
}
