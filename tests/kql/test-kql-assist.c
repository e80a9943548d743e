/* test-kql-assist.c: signature help, hover, definition, rename, extract to let.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-error.h"
#include "vdt-kql-assist.h"

#include <string.h>

static const char schema[] =
  "{\"tables\": {\"Devices\": [[\"Name\", \"string\"], [\"Age\", \"long\"]],"
  " \"Users\": [[\"Name\", \"string\"], [\"Mail\", \"string\"]]}}";

/* The query without its marks; ¦ is the caret, a second one the end of the selection. */
typedef struct
{
  char           *text;
  gsize           start;
  gsize           end;
  VdtKqlAnalysis *analysis;
} Place;

static void
place_clear (Place *place)
{
  g_free (place->text);
  vdt_kql_analysis_unref (place->analysis);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static void
place_init (Place      *place,
            const char *marked)
{
  g_auto(GStrv) parts = g_strsplit (marked, "¦", -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new_from_json (schema, -1, &error);
  g_autoptr(VdtKqlTree) tree = NULL;

  g_assert_no_error (error);
  place->text = g_strjoinv ("", parts);
  place->start = strlen (parts[0]);
  place->end = place->start + (g_strv_length (parts) > 2 ? strlen (parts[1]) : 0);
  tree = vdt_kql_parse (place->text, -1, NULL);
  place->analysis = vdt_kql_analyze (tree, catalog, NULL);
}

static char *
apply (const char *text,
       GPtrArray  *edits)
{
  GString *out = g_string_new (text);

  for (guint i = edits->len; i > 0; i--)
    {
      const VdtKqlTextEdit *edit = g_ptr_array_index (edits, i - 1);

      g_string_erase (out, (gssize) edit->start, (gssize) edit->length);
      g_string_insert (out, (gssize) edit->start, edit->text);
    }

  return g_string_free (out, FALSE);
}

static void
test_signature (void)
{
  static const struct { const char *text; guint parameter; } cases[] = {
    { "print iff(¦", 0 }, { "print iff(true, ¦", 1 }, { "print iff(true, 1, ¦)", 2 },
    { "print iff(strlen('a') > 1¦, 1, 2)", 0 }, { "print strcat('a', 'b', ¦", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(Place) place = { 0 };
      g_autoptr(VdtKqlSignatureHelp) help = NULL;

      place_init (&place, cases[i].text);
      help = vdt_kql_signature_help (place.analysis, place.start);
      g_assert_nonnull (help);
      g_assert_cmpuint (help->parameter, ==, cases[i].parameter);
      g_assert_nonnull (help->labels[help->active]);
    }
}

static void
test_signature_outside (void)
{
  g_auto(Place) place = { 0 };

  place_init (&place, "print iff(true, 1, 2) ¦+ 1");
  g_assert_null (vdt_kql_signature_help (place.analysis, place.start));
}

static void
test_hover (void)
{
  static const struct { const char *text; const char *begins; } cases[] = {
    { "Devices | where A¦ge > 1", "Age: long — column" },
    { "De¦vices | take 1", "Devices — table" },
    { "let x = 5; print ¦x", "x: long — let name\n= 5" },
    { "print stre¦n = 1", "stren: long — column" },
    { "print tol¦ower('A')", "tolower(" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(Place) place = { 0 };
      g_autofree char *text = NULL;
      VdtKqlRange range = { 0 };

      place_init (&place, cases[i].text);
      text = vdt_kql_hover (place.analysis, place.start, &range);
      g_test_message ("%s: %s", cases[i].text, text);
      g_assert_nonnull (text);
      g_assert_true (g_str_has_prefix (text, cases[i].begins));
      g_assert_cmpuint (range.length, >, 0);
    }
}

static void
test_rename (void)
{
  static const struct { const char *text; const char *name; const char *result; } cases[] = {
    { "let x = 5; Devices | where Age > ¦x or x == 3", "limit_",
      "let limit_ = 5; Devices | where Age > limit_ or limit_ == 3" },
    { "let ¦x = 5; let y = x; print y", "a b", "let ['a b'] = 5; let y = ['a b']; print y" },
    { "let f = (p: long) { p + 1 }; ¦f(1)", "g", "let g = (p: long) { p + 1 }; g(1)" },
    { "let f = (¦p: long) { p + 1 }; f(1)", "q", "let f = (q: long) { q + 1 }; f(1)" },
    { "Devices | extend ¦n = Age + 1 | where n > 2 | project n, Name", "years",
      "Devices | extend years = Age + 1 | where years > 2 | project years, Name" },
    { "Devices | summarize c = count() by Name | where ¦c > 1", "total",
      "Devices | summarize total = count() by Name | where total > 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(Place) place = { 0 };
      g_autoptr(GPtrArray) edits = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *result = NULL;

      place_init (&place, cases[i].text);
      edits = vdt_kql_rename (place.analysis, place.start, cases[i].name, &error);
      g_assert_no_error (error);
      result = apply (place.text, edits);
      g_assert_cmpstr (result, ==, cases[i].result);
    }
}

static void
test_rename_refused (void)
{
  static const char * const texts[] = { "Devices | where ¦Age > 1", "¦Devices", "print tol¦ower('A')", "¦" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto(Place) place = { 0 };
      g_autoptr(GError) error = NULL;

      place_init (&place, texts[i]);
      g_assert_null (vdt_kql_rename (place.analysis, place.start, "x", &error));
      g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
    }
}

static void
test_definition (void)
{
  g_auto(Place) place = { 0 };
  VdtKqlRange range = { 0 };

  place_init (&place, "let limit_ = 5; Devices | where Age > lim¦it_");
  g_assert_true (vdt_kql_find_definition (place.analysis, place.start, &range));
  g_assert_cmpuint (range.start, ==, 4);
  g_assert_cmpuint (range.length, ==, 6);
}

static void
test_extract (void)
{
  g_auto(Place) constant = { 0 };
  g_auto(Place) table = { 0 };
  g_auto(Place) column = { 0 };
  g_autoptr(GPtrArray) edits = NULL;
  g_autoptr(GPtrArray) table_edits = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *result = NULL;
  g_autofree char *table_result = NULL;

  place_init (&constant, "Devices | where Age > ¦1 + 2¦");
  edits = vdt_kql_extract_to_let (constant.analysis, constant.start, constant.end - constant.start, "limit_",
                                  &error);
  g_assert_no_error (error);
  result = apply (constant.text, edits);
  g_assert_cmpstr (result, ==, "let limit_ = 1 + 2;\nDevices | where Age > limit_");

  place_init (&table, "let y = 1; Devices | join (¦Users | where Mail has 'x'¦) on Name");
  table_edits = vdt_kql_extract_to_let (table.analysis, table.start, table.end - table.start, "right", &error);
  g_assert_no_error (error);
  table_result = apply (table.text, table_edits);
  g_assert_cmpstr (table_result, ==,
                   "let y = 1; let right = Users | where Mail has 'x';\nDevices | join (right) on Name");

  place_init (&column, "Devices | where ¦Age + 1¦ > 2");
  g_assert_null (vdt_kql_extract_to_let (column.analysis, column.start, column.end - column.start, "x", &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kql/assist/signature", test_signature);
  g_test_add_func ("/kql/assist/signature-outside", test_signature_outside);
  g_test_add_func ("/kql/assist/hover", test_hover);
  g_test_add_func ("/kql/assist/rename", test_rename);
  g_test_add_func ("/kql/assist/rename-refused", test_rename_refused);
  g_test_add_func ("/kql/assist/definition", test_definition);
  g_test_add_func ("/kql/assist/extract", test_extract);

  return g_test_run ();
}
