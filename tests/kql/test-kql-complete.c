/* test-kql-complete.c: what can be written where.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-complete.h"

#include <string.h>

static const char schema[] =
  "{\"tables\": {\"Devices\": [[\"Name\", \"string\"], [\"Age\", \"long\"], [\"Up\", \"bool\"]],"
  " \"Users\": [[\"Name\", \"string\"], [\"Mail\", \"string\"]]}, \"functions\": []}";

typedef struct
{
  const char *text;     /* ¦ is the caret */
  const char *with;     /* have to be offered */
  const char *without;  /* must not be */
} Case;

static const Case cases[] = {
  { "¦", "Devices Users let print union (", "Name where" },
  { "Devices | ¦", "where summarize project join", "Name Devices" },
  { "Devices | wh¦", "where summarize", "Name" },
  { "Devices | where ¦", "Name Age Up tostring(value) toscalar", "Mail Devices sum(expr)" },
  { "Devices | where Up == ¦", "true false Name", "Mail" },
  { "Devices | where Name ¦", "has contains == in~", "< + and" },
  { "Devices | where Age ¦", "< >= between ==", "has and" },
  { "Devices | where Age > 1 ¦", "and or +", "has Name" },
  { "Devices | where Name in ¦", "(", "Name" },
  { "Devices | summarize ¦", "count() sum(expr) by", "Name" },
  { "Devices | summarize count() by ¦", "Name Age", "count()" },
  { "Devices | summarize n = count() by Name | where ¦", "n Name", "Age" },
  { "Devices | join ¦", "Users kind", "Name" },
  { "Devices | join kind=¦", "inner leftouter", "Name Users" },
  { "Devices | join (Users) on ¦", "Name $left $right", "Mail Age" },
  { "Devices | join (Users) on $right.¦", "Name Mail", "Age" },
  { "Devices | join (¦", "Users Devices", "Name" },
  { "let x = 5; let y = Users; Devices | where Age > ¦", "x Age", "y" },
  { "let x = 5; let y = Users; ¦", "y Devices", "x" },
  { "let f = (limit: long) { Devices | where ¦", "limit Name", "Users" },
  { "Devices | project-away ¦", "Name Age", "toscalar =" },
  { "Devices | top 5 by Age ¦", "asc desc nulls", "Name" },
  { "Devices | render ¦", "timechart piechart", "Name" },
  { "Devices | mv-expand Name to typeof(¦", "string long", "Name" },
  { "Devices // note ¦", "", "where Devices" },
  { "Devices | where Name == 'x¦", "", "Name" },
  { "print iff(¦", "true false", "Name" },
  { "Devices | where Name == \"x\" and ¦ | take 5", "Age", "where" },
};

static gboolean
has_item (VdtKqlCompletion *completion,
          const char       *text)
{
  for (guint i = 0; i < completion->items->len; i++)
    if (g_str_equal (((const VdtKqlItem *) g_ptr_array_index (completion->items, i))->text, text))
      return TRUE;

  return FALSE;
}

static VdtKqlCompletion *
complete (const char *marked)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new_from_json (schema, -1, &error);
  const char *caret = strstr (marked, "¦");
  g_autofree char *before = g_strndup (marked, (gsize) (caret - marked));
  g_autofree char *text = g_strconcat (before, caret + strlen ("¦"), NULL);

  g_assert_no_error (error);

  return vdt_kql_complete (text, -1, strlen (before), catalog, NULL);
}

static void
test_items (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtKqlCompletion) completion = complete (cases[i].text);
      g_auto(GStrv) with = g_strsplit (cases[i].with, " ", -1);
      g_auto(GStrv) without = g_strsplit (cases[i].without, " ", -1);

      g_test_message ("%s", cases[i].text);

      for (guint j = 0; with[j] != NULL; j++)
        if (*with[j] != '\0' && !has_item (completion, with[j]))
          g_error ("%s: %s is not offered", cases[i].text, with[j]);

      for (guint j = 0; without[j] != NULL; j++)
        if (*without[j] != '\0' && has_item (completion, without[j]))
          g_error ("%s: %s is offered", cases[i].text, without[j]);
    }
}

/* The word at the caret is replaced, and what begins with it comes first. */
static void
test_rank (void)
{
  g_autoptr(VdtKqlCompletion) completion = complete ("Devices | where Na¦");
  const VdtKqlItem *first = g_ptr_array_index (completion->items, 0);

  g_assert_cmpstr (first->text, ==, "Name");
  g_assert_cmpstr (first->before, ==, "Name ");
  g_assert_cmpuint (completion->edit_start, ==, strlen ("Devices | where "));
  g_assert_cmpuint (completion->edit_length, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kql/complete/items", test_items);
  g_test_add_func ("/kql/complete/rank", test_rank);

  return g_test_run ();
}
