/* test-actions.c
 *
 * The action table holds together.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-actions.h"
#include "vdt-palette.h"
#include "vdt-shortcuts-window.h"
#include "vdt-ui-fixture.h"

static void
test_table (void)
{
  guint n_entries;
  const VdtActionEntry *entries = vdt_actions_get_entries (&n_entries);
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) keys_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_cmpuint (n_entries, >, 30);
  for (guint i = 0; i < n_entries; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr(GVariant) target = NULL;
      g_auto(GStrv) keys = g_strsplit (entries[i].keys, "|", -1);

      g_assert_true (g_action_parse_detailed_name (entries[i].name, &name, &target, NULL));
      g_assert_true (g_hash_table_add (names, (char *) entries[i].name));
      g_assert_cmpstr (entries[i].title, !=, "");
      g_assert_cmpstr (entries[i].group, !=, "");
      for (gsize j = 0; *entries[i].keys != '\0' && keys[j] != NULL; j++)
        {
          guint key;
          GdkModifierType modifiers;
          /* The queue's list has the keys of lists too. */
          gboolean list = entries[i].scope == VDT_ACTION_SCOPE_LIST ||
                          entries[i].scope == VDT_ACTION_SCOPE_QUEUE_LIST;
          gboolean card = entries[i].scope == VDT_ACTION_SCOPE_CARD;
          gboolean script = entries[i].scope == VDT_ACTION_SCOPE_SCRIPT_LIST;
          gboolean graph = entries[i].scope == VDT_ACTION_SCOPE_GRAPH;
          gboolean editor = entries[i].scope == VDT_ACTION_SCOPE_EDITOR;
          gboolean timeline = entries[i].scope == VDT_ACTION_SCOPE_TIMELINE;
          /* Pages of different kinds may use the same key, but none of the window's. */
          const char *page = entries[i].scope == VDT_ACTION_SCOPE_PAGE ? entries[i].page : "";

          g_assert_true (gtk_accelerator_parse (keys[j], &key, &modifiers));
          g_assert_true (g_hash_table_add (keys_of, g_strdup_printf ("%d %s%s",
                                                                     list ? 1 : card ? 2 : script ? 3
                                                                     : graph ? 4 : timeline ? 5 : editor ? 6 : 0,
                                                                     keys[j], page)));
          if (*page != '\0')
            {
              g_autofree char *window_key = g_strdup_printf ("0 %s", keys[j]);

              g_assert_false (g_hash_table_contains (keys_of, window_key));
            }
          /* WCAG 2.1.4: a single character never works everywhere. */
          if (vdt_actions_is_single_letter (keys[j]))
            g_assert_true (list || card || script || graph || timeline);
        }
    }
}

/* The keys that the GNOME guidelines reserve, and what they have to do. */
static void
test_standard_keys (void)
{
  static const struct { const char *key; const char *name; } wanted[] = {
    { "<Control>w", "win.close-tab" }, { "<Control>q", "app.quit" }, { "F9", "win.toggle-copilot" },
    { "F10", "win.open-menu" }, { "<Control>question|F1", "app.shortcuts" },
    { "<Control>comma", "app.preferences" }, { "<Control>o", "win.open-files" },
    { "<Control>f", "win.search" }, { "<Control>z", "win.undo" }, { "<Control>r", "win.refresh" },
    { "<Alt>Return", "win.toggle-inspector" }, { "F6", "win.next-pane" },
    { "<Control>k", "win.show-palette" }, { "<Control>1", "win.show-place('queue')" },
    { "<Control><Shift>x", "incident.resolve" }, { "<Control><Shift>c", "copilot.copy('all')" },
  };
  guint n_entries;
  const VdtActionEntry *entries = vdt_actions_get_entries (&n_entries);

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < n_entries; j++)
        if (g_str_equal (entries[j].name, wanted[i].name))
          {
            g_assert_cmpstr (entries[j].keys, ==, wanted[i].key);
            found = TRUE;
          }
      g_assert_true (found);
    }
}

/* The shortcuts page has a row for each entry with a key, no more and no less. */
static guint
count_rows (GtkWidget *widget)
{
  guint n = ADW_IS_ACTION_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);

  return n;
}

static void
test_shortcuts_page (void)
{
  GtkWidget *window = g_object_ref_sink (vdt_shortcuts_window_new (NULL));
  guint n_entries, n_with_key = 0;
  const VdtActionEntry *entries = vdt_actions_get_entries (&n_entries);

  for (guint i = 0; i < n_entries; i++)
    n_with_key += *entries[i].keys != '\0';
  g_assert_cmpuint (count_rows (window), ==, n_with_key);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
}

static void
chosen_cb (GtkWidget  *palette,
           const char *name,
           char      **out_name)
{
  *out_name = g_strdup (name);
}

static void
test_palette (void)
{
  GtkWidget *palette = g_object_ref_sink (vdt_palette_new (NULL, "incident"));
  GListModel *matches = vdt_palette_get_matches (VDT_PALETTE (palette));
  g_autofree char *chosen = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (matches), >, 10);
  vdt_palette_set_text (VDT_PALETTE (palette), "incident RESOLVE");
  g_assert_cmpuint (g_list_model_get_n_items (matches), ==, 1);
  g_signal_connect (palette, "chosen", G_CALLBACK (chosen_cb), &chosen);
  gtk_window_present (GTK_WINDOW (palette));
  g_signal_emit_by_name (vdt_ui_fixture_find (palette, GTK_TYPE_SEARCH_ENTRY), "activate");
  g_assert_cmpstr (chosen, ==, "incident.resolve");

  vdt_palette_set_text (VDT_PALETTE (palette), "no such thing");
  g_assert_cmpuint (g_list_model_get_n_items (matches), ==, 0);
  g_object_unref (palette);
}

int
main (int   argc,
      char *argv[])
{
  vdt_ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/actions/table", test_table);
  g_test_add_func ("/ui/actions/standard-keys", test_standard_keys);
  g_test_add_func ("/ui/actions/shortcuts-page", test_shortcuts_page);
  g_test_add_func ("/ui/actions/palette", test_palette);

  return g_test_run ();
}
