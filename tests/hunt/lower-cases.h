/* lower-cases.h
 *
 * Runs a table of queries and compares their rows as text.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <string.h>

#include "vdt-hunt-run.h"

/* @rows is the JSON that must come out, or what an error must contain behind "!". */
typedef struct
{
  const char *query;
  const char *rows;
} LowerCase;

static inline void
run_lower_cases_with (const LowerCase *cases,
                      gsize            n,
                      VdtHuntFiles    *files)
{
  const VdtDuckLimits limits = { .memory = G_GUINT64_CONSTANT (512) << 20, .threads = 2 };
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new_default ();
  g_autoptr(VdtDuck) duck = vdt_duck_open (NULL, &limits, &error);
  VdtLowerOptions options = { .now = G_GINT64_CONSTANT (639000000000000000), .probe = vdt_hunt_probe,
                              .files = files, .user_data = duck };

  g_assert_no_error (error);
  g_assert_true (vdt_duck_lock (duck, &error));

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GError) failure = NULL;
      g_autoptr(GString) json = g_string_new (NULL);
      g_autofree char *wanted = g_strconcat ("\"rows\":", cases[i].rows, ",", NULL);
      gboolean ok = vdt_hunt_run_json (duck, catalog, cases[i].query, &options, 1000, json, &failure);

      if (cases[i].rows[0] == '!')
        {
          if (ok || strstr (failure->message, cases[i].rows + 1) == NULL)
            g_error ("%s\n  gives %s\n  not the error %s", cases[i].query, ok ? json->str : failure->message,
                     cases[i].rows + 1);
        }
      else if (!ok || strstr (json->str, wanted) == NULL)
        g_error ("%s\n  gives %s\n  not   %s", cases[i].query, ok ? json->str : failure->message, cases[i].rows);
    }
}

static inline void
run_lower_cases (const LowerCase *cases,
                 gsize            n)
{
  run_lower_cases_with (cases, n, NULL);
}
