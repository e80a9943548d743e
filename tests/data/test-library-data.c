/* test-library-data.c
 *
 * data/queries: that every hunting query of the library is told what it is for, knows
 * its techniques and tables, and binds without a word of complaint.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-attack.h"
#include "vdt-kql-analysis.h"
#include "vdt-library.h"

static void
test_described (void)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) tables = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) areas = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n = 0;
  const VdtLibraryQuery *queries = vdt_library_get_queries (&n);

  g_assert_cmpuint (n, >=, 70);
  for (gsize i = 0; i < n; i++)
    {
      const VdtLibraryQuery *query = &queries[i];

      g_test_message ("%s", query->id);
      g_assert_true (g_hash_table_add (ids, (gpointer) query->id));
      g_assert_true (g_hash_table_add (titles, (gpointer) query->title));
      g_assert_true (g_str_has_suffix (query->finds, "."));
      g_assert_true (vdt_library_find (query->id) == query);
      g_assert_nonnull (query->techniques[0]);
      for (gsize t = 0; query->techniques[t] != NULL; t++)
        g_assert_nonnull (vdt_attack_get_technique (query->techniques[t]));
      g_assert_nonnull (query->tables[0]);
      for (gsize t = 0; query->tables[t] != NULL; t++)
        {
          g_assert_nonnull (strstr (query->text, query->tables[t]));
          g_hash_table_add (tables, (gpointer) query->tables[t]);
        }
      g_hash_table_add (areas, (gpointer) query->area);
    }

  /* all tactics and the triage */
  g_assert_cmpuint (g_hash_table_size (areas), ==, 15);
  g_assert_cmpuint (g_hash_table_size (tables), >=, 40);
}

static void
test_bind (void)
{
  g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new_default ();
  const VdtKqlAnalyzeOptions options = { TRUE, NULL };
  gsize n = 0;
  const VdtLibraryQuery *queries = vdt_library_get_queries (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(VdtKqlTree) tree = vdt_kql_parse (queries[i].text, -1, NULL);
      g_autoptr(VdtKqlAnalysis) analysis = vdt_kql_analyze (tree, catalog, &options);
      GPtrArray *diagnostics = vdt_kql_analysis_get_diagnostics (analysis);

      g_test_message ("%s", queries[i].id);
      for (guint d = 0; d < diagnostics->len; d++)
        g_test_message ("  %s", ((VdtKqlDiagnostic *) g_ptr_array_index (diagnostics, d))->message);
      g_assert_cmpuint (diagnostics->len, ==, 0);
      g_assert_nonnull (vdt_kql_analysis_get_result (analysis));
      for (gsize t = 0; queries[i].tables[t] != NULL; t++)
        g_assert_nonnull (vdt_kql_catalog_find_table (catalog, queries[i].tables[t]));
    }
}

static void
test_technique (void)
{
  const VdtLibraryQuery *query = vdt_library_find ("encoded-powershell");

  g_assert_nonnull (query);
  g_assert_true (vdt_library_has_technique (query, "T1059"));
  g_assert_true (vdt_library_has_technique (query, "t1059.001"));
  g_assert_false (vdt_library_has_technique (query, "T105"));
  g_assert_false (vdt_library_has_technique (query, "T1059.0010"));
  g_assert_null (vdt_library_find ("no-such-query"));
  g_assert_cmpstr (vdt_library_get_area_name ("execution"), ==, "Execution");
  g_assert_null (vdt_library_get_area_name ("triage"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/library/described", test_described);
  g_test_add_func ("/data/library/bind", test_bind);
  g_test_add_func ("/data/library/technique", test_technique);

  return g_test_run ();
}
