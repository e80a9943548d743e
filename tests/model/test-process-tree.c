/* test-process-tree.c
 *
 * Process trees from evidence: exact parents, numbers used again, parents that only
 * their children name, records that contradict themselves.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <stdarg.h>

#include "vdt-process-tree.h"

/* One process as evidence names it; NULL is not there. */
typedef struct
{
  const char *pid;
  const char *started;
  const char *name;
  const char *parent_pid;
  const char *parent_started;
  const char *parent_name;
} Row;

static void
add_field (VdtFieldsBuilder *builder,
           const char       *path,
           const char       *text)
{
  if (text != NULL)
    vdt_fields_builder_add (builder, path, VDT_FIELD_STRING, text, -1);
}

static VdtEvidence *
make_process (const Row *row)
{
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();
  g_autoptr(VdtFields) fields = NULL;
  VdtEvidence *evidence = vdt_evidence_new (NULL, "processEvidence");

  add_field (builder, "mdeDeviceId", "d1");
  add_field (builder, "processId", row->pid);
  add_field (builder, "processCreationDateTime", row->started);
  add_field (builder, "imageFile.fileName", row->name);
  add_field (builder, "parentProcessId", row->parent_pid);
  add_field (builder, "parentProcessCreationDateTime", row->parent_started);
  add_field (builder, "parentProcessImageFile.fileName", row->parent_name);
  fields = vdt_fields_builder_end (g_steal_pointer (&builder));
  vdt_record_set_fields (evidence, "fields", fields);

  return evidence;
}

static void
describe (GString    *text,
          GListModel *level)
{
  for (guint i = 0; i < g_list_model_get_n_items (level); i++)
    {
      g_autoptr(VdtProcess) process = g_list_model_get_item (level, i);

      g_string_append_printf (text, "%s%s%s", i == 0 ? "" : " ", vdt_process_get_name (process),
                              vdt_process_is_inferred (process) ? "?" : "");
      if (g_list_model_get_n_items (vdt_process_get_children (process)) > 0)
        {
          g_string_append (text, "(");
          describe (text, vdt_process_get_children (process));
          g_string_append (text, ")");
        }
    }
}

static char *
tree_of (const Row *rows,
         guint      n_rows)
{
  g_autoptr(GListStore) alerts = g_list_store_new (VDT_TYPE_ALERT);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GListModel) tree = NULL;

  /* each in an alert of its own, so that the tree spans alerts */
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%u", i);
      g_autoptr(VdtAlert) alert = vdt_alert_new (id);
      g_autoptr(VdtEvidence) evidence = make_process (&rows[i]);

      vdt_alert_add_evidence (alert, evidence);
      g_list_store_append (alerts, alert);
    }
  tree = vdt_process_tree_new (G_LIST_MODEL (alerts));
  describe (text, tree);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define T(n) "2026-11-18T08:0" #n ":00Z"

static void
test_trees (void)
{
  static const struct { const char *expected; Row rows[5]; } cases[] = {
    { "d1(wscript.exe(powershell.exe(cmd.exe)))",
      { { "3", T (3), "cmd.exe", "2", T (2), "powershell.exe" }, { "1", T (1), "wscript.exe" },
        { "2", T (2), "powershell.exe", "1", T (1), "wscript.exe" } } },
    /* siblings share the parent that nobody reported */
    { "d1(explorer.exe?(a.exe b.exe))",
      { { "5", T (5), "b.exe", "1", T (0), "explorer.exe" }, { "4", T (4), "a.exe", "1", T (0), "explorer.exe" } } },
    /* the number 7 was used twice */
    { "d1(old.exe new.exe(child.exe))",
      { { "7", T (1), "old.exe" }, { "7", T (4), "new.exe" }, { "9", T (5), "child.exe", "7", T (4), "new.exe" } } },
    /* without the parent's time: the newest that was there before the child */
    { "d1(old.exe(child.exe) new.exe)",
      { { "7", T (1), "old.exe" }, { "7", T (6), "new.exe" }, { "9", T (5), "child.exe", "7", NULL, NULL } } },
    /* it says that it started itself; two that started each other */
    { "d1(self.exe)", { { "3", T (3), "self.exe", "3", T (3), "self.exe" } } },
    { "d1(b.exe(a.exe))",
      { { "1", T (1), "a.exe", "2", T (2), "b.exe" }, { "2", T (2), "b.exe", "1", T (1), "a.exe" } } },
    /* nearly nothing is known */
    { "d1((null))", { { NULL, NULL, NULL, NULL, NULL, NULL } } },
    { "d1(word.exe?(x.exe))", { { "3", "no time", "x.exe", NULL, NULL, "word.exe" } } },
    /* one process in two alerts is one */
    { "d1(x.exe)", { { "3", T (3), "x.exe" }, { "3", T (3), "x.exe" } } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_rows = 0;
      g_autofree char *text = NULL;

      while (n_rows < G_N_ELEMENTS (cases[i].rows) && (n_rows == 0 || cases[i].rows[n_rows].pid != NULL))
        n_rows++;
      text = tree_of (cases[i].rows, n_rows);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_empty (void)
{
  g_autoptr(GListStore) alerts = g_list_store_new (VDT_TYPE_ALERT);
  g_autoptr(VdtAlert) alert = vdt_alert_new ("a");
  g_autoptr(GListModel) tree = NULL;

  g_list_store_append (alerts, alert);
  tree = vdt_process_tree_new (G_LIST_MODEL (alerts));
  g_assert_cmpuint (g_list_model_get_n_items (tree), ==, 0);
}

/* The tree goes away with who held it, and a child may be held longer. */
static void
test_memory (void)
{
  const Row row = { "3", T (3), "x.exe", "1", T (1), "y.exe" };
  g_autoptr(GListStore) alerts = g_list_store_new (VDT_TYPE_ALERT);
  g_autoptr(VdtAlert) alert = vdt_alert_new ("a");
  g_autoptr(VdtEvidence) evidence = make_process (&row);
  GListModel *tree;
  g_autoptr(VdtProcess) root = NULL;
  g_autoptr(VdtProcess) parent = NULL;
  VdtProcess *gone;

  vdt_alert_add_evidence (alert, evidence);
  g_list_store_append (alerts, alert);
  tree = vdt_process_tree_new (G_LIST_MODEL (alerts));
  root = g_list_model_get_item (tree, 0);
  parent = g_list_model_get_item (vdt_process_get_children (root), 0);
  gone = root;
  g_object_add_weak_pointer (G_OBJECT (root), (gpointer *) &gone);
  g_object_unref (tree);
  g_clear_object (&root);
  g_assert_null (gone);
  g_assert_cmpstr (vdt_process_get_name (parent), ==, "y.exe");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/process-tree/trees", test_trees);
  g_test_add_func ("/model/process-tree/empty", test_empty);
  g_test_add_func ("/model/process-tree/memory", test_memory);

  return g_test_run ();
}
