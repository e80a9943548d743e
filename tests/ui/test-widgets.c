/* test-widgets.c
 *
 * The small ones: states, untrusted text, fields, filters, icons.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-evidence.h"
#include "vdt-field-list.h"
#include "vdt-filter-chip.h"
#include "vdt-preferences-window.h"
#include "vdt-present.h"
#include "vdt-schema.h"
#include "vdt-state-view.h"
#include "vdt-time.h"
#include "vdt-ui-fixture.h"
#include "vdt-untrusted.h"

static void
test_untrusted (void)
{
  GtkWidget *widget = g_object_ref_sink (vdt_untrusted_new ("Command line",
                                                            "<b>x</b> \xe2\x80\xae \x1b[0m \xff end"));
  const char *text = vdt_untrusted_get_text (VDT_UNTRUSTED (widget));
  g_autofree char *huge = g_strnfill (200000, 'A');
  GtkWidget *big = g_object_ref_sink (vdt_untrusted_new ("URL", huge));

  g_assert_true (g_str_has_prefix (text, "<b>x</b> "));
  g_assert_null (strstr (text, "\xe2\x80\xae"));
  g_assert_null (strchr (text, '\x1b'));
  g_assert_true (g_str_has_suffix (text, " end"));
  g_assert_cmpuint (strlen (vdt_untrusted_get_text (VDT_UNTRUSTED (big))), <, 4000);
  g_object_unref (widget);
  g_object_unref (big);
}

static void
test_indent (void)
{
  static const struct { const char *json; const char *text; } rows[] = {
    { "{\"a\":1,\"b\":[true,null]}", "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}" },
    { "{\"a\":\"x,{y}\\\"z:\"}", "{\n  \"a\": \"x,{y}\\\"z:\"\n}" },
    { "", "" },
    { "}}}", "\n}\n}\n}" },
    { "\"open", "\"open" },
    { "\"cut\\", "\"cut\\" },
  };
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *out = vdt_field_list_indent (deep, 5000);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = vdt_field_list_indent (rows[i].json, 1000);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
  g_assert_cmpuint (strlen (out), <, 5200);
  g_assert_true (g_str_has_suffix (out, "…"));
}

/* The inspector shows what came, by its own names; what came without fields, by
 * ours. */
static void
test_fields (void)
{
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();
  g_autoptr(VdtEvidence) evidence = vdt_evidence_new ("a1", "fileEvidence");
  g_autoptr(VdtFields) fields = NULL;
  g_autoptr(VdtFields) shown = NULL;
  g_autoptr(VdtFields) own = vdt_field_list_of_object (G_OBJECT (evidence));
  g_autoptr(GListModel) list = NULL;
  g_autoptr(VdtFieldItem) item = NULL;

  g_assert_cmpstr (vdt_fields_get (own, "kind"), ==, "fileEvidence");

  vdt_fields_builder_add (builder, "fileDetails.fileName", VDT_FIELD_STRING, "a.exe", -1);
  vdt_fields_builder_add (builder, "newThing", VDT_FIELD_NULL, "", -1);
  fields = vdt_fields_builder_end (g_steal_pointer (&builder));
  vdt_record_set_fields (evidence, "fields", fields);
  shown = vdt_field_list_of_object (G_OBJECT (evidence));
  list = vdt_field_list_new (shown);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  item = g_list_model_get_item (list, 1);
  g_assert_cmpstr (vdt_field_item_get_path (item), ==, "newThing");
  g_assert_cmpstr (vdt_field_item_get_text (item), ==, "null");
  g_assert_true (vdt_field_item_is_quiet (item));
}

static void
test_age (void)
{
  static const struct { gint64 seconds; const char *text; } rows[] = {
    { 0, "0 min" }, { 59 * 60, "59 min" }, { 3600, "1 h" }, { 47 * 3600, "47 h" },
    { 48 * 3600, "2 d" }, { 400LL * 86400, "400 d" }, { -5000, "0 min" },
  };
  gint64 now = 1795521600LL * G_USEC_PER_SEC;
  g_autofree char *unset = vdt_present_age (VDT_TIME_UNSET, now);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = vdt_present_age (now - rows[i].seconds * G_USEC_PER_SEC, now);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
  g_assert_cmpstr (unset, ==, "–");
}

/* Every icon that a kind of evidence, a severity or a status asks for is ours. */
static void
test_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  static const char * const severities[] = { "high", "medium", "low", "informational", "unknown", "new-one", NULL };
  gsize n;
  const VdtEvidenceKind *kinds = vdt_schema_get_kinds (&n);

  for (gsize i = 0; i < n; i++)
    g_assert_true (gtk_icon_theme_has_icon (theme, vdt_present_kind_icon (kinds[i].kind)));
  for (gsize i = 0; i < n; i++)
    g_assert_true (gtk_icon_theme_has_icon (theme, vdt_present_asset_icon (kinds[i].asset)));
  for (gsize i = 0; severities[i] != NULL; i++)
    g_assert_true (gtk_icon_theme_has_icon (theme, vdt_present_severity_icon (severities[i])));
  g_assert_true (gtk_icon_theme_has_icon (theme, vdt_present_status_icon ("inProgress")));
  g_assert_true (gtk_icon_theme_has_icon (theme, vdt_present_kind_icon ("kindOfTomorrow")));
  g_assert_true (gtk_icon_theme_has_icon (theme, "io.github.vedette.Vedette"));
}

static void
changed_cb (VdtFilterChip *chip,
            guint         *n_changes)
{
  (*n_changes)++;
}

static void
test_filter_chip (void)
{
  VdtFilterChip *chip = VDT_FILTER_CHIP (g_object_ref_sink (vdt_filter_chip_new ("Status")));
  static const char * const both[] = { "a", "c", NULL };
  guint n_changes = 0;

  vdt_filter_chip_add_option (chip, "a", "Active");
  vdt_filter_chip_add_option (chip, "b", "Busy");
  vdt_filter_chip_add_option (chip, "c", "Closed");
  g_signal_connect (chip, "changed", G_CALLBACK (changed_cb), &n_changes);
  g_assert_null (vdt_filter_chip_get_selected (chip)[0]);
  vdt_filter_chip_set_selected (chip, both);
  g_assert_cmpstrv (vdt_filter_chip_get_selected (chip), both);
  g_assert_cmpuint (n_changes, ==, 0);
  vdt_filter_chip_set_selected (chip, NULL);
  g_assert_null (vdt_filter_chip_get_selected (chip)[0]);
  g_object_unref (chip);
}

static void
test_preferences (void)
{
  GtkWidget *window = vdt_preferences_window_new (NULL);
  GtkWidget *toggle;
  gboolean before;
  g_autoptr(GSettings) settings = g_settings_new (VDT_APPLICATION_ID);

  gtk_window_present (GTK_WINDOW (window));
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (window), ==, 0);
  toggle = vdt_ui_fixture_find (window, GTK_TYPE_SWITCH);
  before = g_settings_get_boolean (settings, "single-letter-keys");
  gtk_switch_set_active (GTK_SWITCH (toggle), !before);
  g_assert_cmpint (g_settings_get_boolean (settings, "single-letter-keys"), ==, !before);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  vdt_ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/untrusted", test_untrusted);
  g_test_add_func ("/ui/field-list/indent", test_indent);
  g_test_add_func ("/ui/field-list/fields", test_fields);
  g_test_add_func ("/ui/present/age", test_age);
  g_test_add_func ("/ui/present/icons", test_icons);
  g_test_add_func ("/ui/filter-chip", test_filter_chip);
  g_test_add_func ("/ui/preferences", test_preferences);

  return g_test_run ();
}
