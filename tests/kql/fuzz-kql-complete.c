/* fuzz-kql-complete.c: whatever is asked about whatever place, the answer fits the text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "kql-check.h"
#include "vdt-kql-assist.h"
#include "vdt-kql-complete.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static const char schema[] =
  "{ \"tables\": {"
  "  \"T\": [[\"a\", \"long\"], [\"b\", \"string\"], [\"c\", \"datetime\"], [\"odd name\", \"dynamic\"]],"
  "  \"U\": [[\"a\", \"long\"], [\"x\", \"string\"]] },"
  "  \"functions\": [{ \"name\": \"P\", \"params\": \"(T:(*), x:string='')\", \"body\": \"{ T | extend Extra = x }\" }] }";

static void
check_completion (const char    *text,
                  gsize          size,
                  gsize          offset,
                  VdtKqlCatalog *catalog)
{
  for (guint round = 0; round < 2; round++)
    {
      VdtKqlCompleteOptions options = { .like_service = round == 1 };
      g_autoptr(VdtKqlCompletion) completion = vdt_kql_complete (text, (gssize) size, offset, catalog, &options);

      g_assert_cmpuint (completion->edit_start, <=, size);
      g_assert_cmpuint (completion->edit_start + completion->edit_length, <=, size);

      for (guint i = 0; i < completion->items->len; i++)
        {
          const VdtKqlItem *item = g_ptr_array_index (completion->items, i);

          g_assert_nonnull (item->text);
          g_assert_nonnull (item->before);
        }
    }
}

/* Applies the edits, which must be in order, apart from each other and within the text. */
static void
check_edits (GPtrArray *edits,
             gsize      size)
{
  gsize end = 0;

  for (guint i = 0; edits != NULL && i < edits->len; i++)
    {
      const VdtKqlTextEdit *edit = g_ptr_array_index (edits, i);

      g_assert_cmpuint (edit->start, >=, end);
      g_assert_nonnull (edit->text);
      end = edit->start + edit->length;
      g_assert_cmpuint (end, <=, size);
    }
}

static void
check_place (VdtKqlAnalysis *analysis,
             gsize           size,
             gsize           offset)
{
  g_autoptr(VdtKqlSignatureHelp) help = vdt_kql_signature_help (analysis, offset);
  g_autoptr(GArray) uses = vdt_kql_find_uses (analysis, offset);
  g_autoptr(GPtrArray) renamed = vdt_kql_rename (analysis, offset, "other", NULL);
  g_autoptr(GPtrArray) extracted = vdt_kql_extract_to_let (analysis, offset, size / 8, "part", NULL);
  g_autofree char *hover = NULL;
  VdtKqlRange range = { 0, 0 };

  hover = vdt_kql_hover (analysis, offset, &range);
  if (hover != NULL)
    g_assert_cmpuint (range.start + range.length, <=, size);

  if (vdt_kql_find_definition (analysis, offset, &range))
    g_assert_cmpuint (range.start + range.length, <=, size);

  if (help != NULL)
    g_assert_cmpuint (help->active, <, g_strv_length (help->labels));

  for (guint i = 0; uses != NULL && i < uses->len; i++)
    g_assert_cmpuint (g_array_index (uses, VdtKqlRange, i).start + g_array_index (uses, VdtKqlRange, i).length, <=,
                      size);

  check_edits (renamed, size);
  check_edits (extracted, size);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static VdtKqlCatalog *catalog = NULL;
  g_autoptr(VdtKqlTree) tree = NULL;
  g_autoptr(VdtKqlAnalysis) analysis = NULL;

  if (catalog == NULL)
    catalog = vdt_kql_catalog_new_from_json (schema, -1, NULL);
  g_assert_nonnull (catalog);

  tree = vdt_kql_parse ((const char *) data, (gssize) size, NULL);
  analysis = vdt_kql_analyze (tree, catalog, NULL);

  /* The end of the text is where most is written. */
  check_completion ((const char *) data, size, size, catalog);
  for (gsize offset = 0; offset <= size; offset += 1 + size / 6)
    {
      check_completion ((const char *) data, size, offset, catalog);
      check_place (analysis, size, offset);
    }

  return 0;
}
