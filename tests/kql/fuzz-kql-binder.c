/* fuzz-kql-binder.c: whatever a text means, every answer about it is sound.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "vdt-kql-analysis.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static const char schema[] =
  "{ \"tables\": {"
  "  \"T\": [[\"a\", \"long\"], [\"b\", \"string\"], [\"c\", \"datetime\"], [\"d\", \"dynamic\"],"
  "          [\"e\", \"real\"], [\"f\", \"bool\"], [\"g\", \"timespan\"], [\"i\", \"int\"], [\"TimeGenerated\", \"datetime\"]],"
  "  \"U\": [[\"a\", \"long\"], [\"x\", \"string\"], [\"b\", \"long\"]] },"
  "  \"functions\": ["
  "    { \"name\": \"F\", \"params\": \"()\", \"columns\": [[\"p\", \"long\"], [\"q\", \"string\"]] },"
  "    { \"name\": \"P\", \"params\": \"(T:(*), x:string='')\", \"body\": \"{ T | extend Extra = x }\" },"
  "    { \"name\": \"R\", \"params\": \"(n:long)\", \"body\": \"{ union R (n), R (n + 1) }\" },"
  "    { \"name\": \"W\", \"open\": true, \"args\": [[\"name\", \"string\"]],"
  "      \"columns\": [[\"SearchKey\", \"string\"]] } ] }";

static void
check_schema (const VdtKqlSchema *schema_)
{
  for (guint i = 0; schema_ != NULL && i < schema_->n_columns; i++)
    {
      g_assert_nonnull (schema_->columns[i]->name);
      g_assert_nonnull (schema_->columns[i]->type);
      g_assert_nonnull (vdt_kql_schema_find (schema_, schema_->columns[i]->name));
    }
}

static void
check_diagnostics (GPtrArray *diagnostics,
                   gsize      size)
{
  for (guint i = 0; i < diagnostics->len; i++)
    {
      const VdtKqlDiagnostic *one = g_ptr_array_index (diagnostics, i);

      g_assert_cmpuint (one->start, <=, size);
      g_assert_cmpuint (one->start + one->length, <=, size);
      g_assert_true (g_utf8_validate (one->message, -1, NULL));

      for (guint f = 0; one->fixes != NULL && f < one->fixes->len; f++)
        {
          const VdtKqlFix *fix = g_ptr_array_index (one->fixes, f);

          for (guint e = 0; e < fix->edits->len; e++)
            {
              const VdtKqlTextEdit *edit = g_ptr_array_index (fix->edits, e);

              g_assert_cmpuint (edit->start + edit->length, <=, size);
            }
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static VdtKqlCatalog *catalog = NULL;
  g_autoptr(VdtKqlTree) tree = NULL;
  g_autoptr(VdtKqlAnalysis) analysis = NULL;
  const VdtKqlNode *root;
  const VdtKqlType *result;

  if (catalog == NULL)
    catalog = vdt_kql_catalog_new_from_json (schema, -1, NULL);
  g_assert_nonnull (catalog);

  tree = vdt_kql_parse ((const char *) data, (gssize) size, NULL);
  analysis = vdt_kql_analyze (tree, catalog, NULL);
  root = vdt_kql_tree_get_root (tree);
  result = vdt_kql_analysis_get_result (analysis);
  check_diagnostics (vdt_kql_analysis_get_diagnostics (analysis), size);

  if (result != NULL && result->kind == VDT_KQL_TYPE_TABLE)
    check_schema (result->schema);

  for (const VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    {
      const VdtKqlSymbol *symbol = vdt_kql_analysis_get_symbol (analysis, node);

      check_schema (vdt_kql_analysis_get_input (analysis, node));
      check_schema (vdt_kql_analysis_get_output (analysis, node));
      if (symbol != NULL)
        {
          g_assert_nonnull (symbol->name);
          g_assert_nonnull (symbol->type);
        }
    }

  for (gsize offset = 0; offset <= size; offset += 1 + size / 8)
    vdt_kql_visible_free (vdt_kql_analysis_get_visible (analysis, offset));

  return 0;
}
