/* fuzz-lower.c
 *
 * Any text as a query: it lowers or is refused, and what it lowers to is either
 * prepared by the locked database or refused by it. No text of it may reach a file.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <stdint.h>

#include "vdt-hunt-run.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static VdtDuck *duck;
static VdtKqlCatalog *catalog;

static void
close_all (void)
{
  g_clear_pointer (&duck, vdt_duck_close);
  g_clear_pointer (&catalog, vdt_kql_catalog_unref);
}

static void
open_all (void)
{
  const VdtDuckLimits limits = { .memory = G_GUINT64_CONSTANT (512) << 20, .threads = 1 };
  g_autoptr(GError) error = NULL;

  catalog = vdt_kql_catalog_new_default ();
  duck = vdt_duck_open (NULL, &limits, &error);
  if (duck == NULL || !vdt_duck_lock (duck, &error))
    g_error ("%s", error->message);
  atexit (close_all);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(VdtKqlTree) tree = NULL;
  g_autoptr(VdtLowered) lowered = NULL;
  g_autoptr(GError) error = NULL;
  VdtLowerOptions options = { .now = G_GINT64_CONSTANT (639000000000000000), .unknown_as_empty = TRUE };
  duckdb_prepared_statement statement = NULL;

  if (duck == NULL)
    open_all ();

  tree = vdt_kql_parse ((const char *) data, (gssize) size, NULL);
  lowered = vdt_lower (tree, catalog, &options, &error);
  if (lowered == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }

  if (duckdb_prepare (vdt_duck_get_connection (duck), lowered->sql, &statement) == DuckDBSuccess)
    g_assert_cmpint (duckdb_prepared_statement_type (statement), ==, DUCKDB_STATEMENT_TYPE_SELECT);
  duckdb_destroy_prepare (&statement);

  return 0;
}
