/* test-record-sync.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-record-sync.h"

#include "vdt-comment.h"

static VdtComment *
comment (const char *id,
         const char *text)
{
  VdtComment *self = g_object_new (VDT_TYPE_COMMENT, NULL);

  vdt_record_set_text (self, "id", id);
  vdt_record_set_text (self, "text", text);

  return self;
}

static GListStore *
list (const char *ids)
{
  GListStore *store = g_list_store_new (VDT_TYPE_COMMENT);

  for (const char *p = ids; *p != '\0'; p++)
    {
      char id[] = { *p, '\0' };
      g_autoptr(VdtComment) item = comment (id, ids);

      g_list_store_append (store, item);
    }

  return store;
}

static char *
ids_of (GListModel *model)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(VdtComment) item = g_list_model_get_item (model, i);

      g_string_append (out, vdt_record_get_text (item, "id"));
    }

  return g_string_free (out, FALSE);
}

static void
count_cb (GListModel *model,
          guint       position,
          guint       removed,
          guint       added,
          guint      *n)
{
  *n += removed + added;
}

/* Items that stay are the same objects, and no more changes than must. */
static void
test_lists (void)
{
  static const struct { const char *live; const char *fresh; guint changed; } cases[] = {
    { "", "", 0 }, { "", "abc", 3 }, { "abc", "", 3 }, { "abc", "abc", 0 }, { "abc", "abcd", 1 },
    { "abc", "zabc", 1 }, { "abcd", "abXd", 2 }, { "abc", "cab", 6 }, { "aa", "aaa", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GListStore) live = list (cases[i].live);
      g_autoptr(GListStore) fresh = list (cases[i].fresh);
      g_autofree char *ids = NULL;
      guint n = 0;

      g_signal_connect (live, "items-changed", G_CALLBACK (count_cb), &n);
      vdt_record_sync_list (live, G_LIST_MODEL (fresh));
      ids = ids_of (G_LIST_MODEL (live));
      g_assert_cmpstr (ids, ==, cases[i].fresh);
      g_assert_cmpuint (n, ==, cases[i].changed);
    }
}

static void
test_in_place (void)
{
  g_autoptr(GListStore) live = list ("ab");
  g_autoptr(GListStore) fresh = g_list_store_new (VDT_TYPE_COMMENT);
  g_autoptr(VdtComment) before = g_list_model_get_item (G_LIST_MODEL (live), 0);
  g_autoptr(VdtComment) a = comment ("a", "new words");
  g_autoptr(VdtComment) after = NULL;

  g_list_store_append (fresh, a);
  vdt_record_sync_list (live, G_LIST_MODEL (fresh));
  after = g_list_model_get_item (G_LIST_MODEL (live), 0);
  g_assert_true (before == after);
  g_assert_cmpstr (vdt_record_get_text (after, "text"), ==, "new words");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/record-sync/lists", test_lists);
  g_test_add_func ("/session/record-sync/in-place", test_in_place);

  return g_test_run ();
}
