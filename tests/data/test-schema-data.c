/* test-schema-data.c
 *
 * data/schema/graph.json: that it is whole, and that the loader reads it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib.h>

#include "vdt-attack.h"
#include "vdt-schema.h"

static const char *const asset_kinds[] = {
  "application", "cloud-resource", "connection", "device", "domain", "file", "group", "ip", "logon",
  "mail", "mailbox", "malware", "process", "registry", "url", "user", NULL
};

static void
test_kinds (void)
{
  gsize n = 0;
  const VdtEvidenceKind *kinds = vdt_schema_get_kinds (&n);

  /* Graph v1.0 of August 2026 has 48. */
  g_assert_cmpuint (n, ==, 48);

  for (gsize i = 0; i < n; i++)
    {
      const VdtEvidenceKind *kind = &kinds[i];

      g_test_message ("%s", kind->kind);
      g_assert_true (g_str_has_suffix (kind->kind, "Evidence"));
      g_assert_nonnull (kind->label);
      g_assert_nonnull (kind->plural);
      g_assert_nonnull (kind->icon);
      g_assert_true (g_strv_contains (asset_kinds, kind->asset));
      g_assert_cmpuint (g_strv_length ((char **) kind->title_paths), >, 0);
      g_assert_true (vdt_schema_get_kind (kind->kind) == kind);

      for (gsize j = 0; kind->title_paths[j] != NULL; j++)
        {
          g_auto(GStrv) path = g_strsplit (kind->title_paths[j], ".", -1);

          g_assert_true (vdt_schema_kind_has_field (kind->kind, path[0]));
        }

      for (gsize j = 0; kind->detail_paths[j] != NULL; j++)
        {
          g_auto(GStrv) path = g_strsplit (kind->detail_paths[j], ".", -1);

          g_assert_true (vdt_schema_kind_has_field (kind->kind, path[0]));
        }
    }

  g_assert_null (vdt_schema_get_kind ("toasterEvidence"));
  g_assert_false (vdt_schema_kind_has_field ("toasterEvidence", "slots"));
  g_assert_false (vdt_schema_kind_has_field ("ipEvidence", "slots"));
}

static void
test_canonical (void)
{
  static const struct
  {
    const char *enum_name;
    const char *text;
    const char *nick;
  } rows[] = {
    { "incidentStatus", "active", "active" },
    { "incidentStatus", "Active", "active" },
    { "incidentStatus", "INPROGRESS", "inProgress" },
    { "incidentStatus", "awaitingAction", "awaitingAction" },
    { "incidentStatus", "new", "active" },
    { "incidentStatus", "awaitingAction2", NULL },
    { "incidentStatus", "", NULL },
    { "alertStatus", "newAlert", "new" },
    { "alertSeverity", "UnSpecified", "unknown" },
    { "alertClassification", "TruePositive", "truePositive" },
    { "alertDetermination", "compromisedUser", "compromisedAccount" },
    { "alertDetermination", "Clean", "notMalicious" },
    { "alertDetermination", "insufficientData", "notEnoughDataToValidate" },
    { "alertDetermination", "confirmedUserActivity", "confirmedActivity" },
    { "alertDetermination", "multistagedattack", "multiStagedAttack" },
    { "serviceSource", "MicrosoftDefenderATP", "microsoftDefenderForEndpoint" },
    { "detectionSource", "WindowsDefenderAv", "antivirus" },
    { "evidenceVerdict", "NoThreatsFound", "noThreatsFound" },
    { "alertSeverity", "a name that is far longer than any that an enum of Graph has ever had so far", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (vdt_schema_canonical (rows[i].enum_name, rows[i].text), ==, rows[i].nick);
}

static void
test_labels (void)
{
  static const struct
  {
    const char *path;
    const char *label;
  } paths[] = {
    { "mdeDeviceId", "Defender device ID" },
    { "imageFile.fileName", "Program › File name" },
    { "ipInterfaces[0]", "IP addresses 1" },
    { "loggedOnUsers[11].accountName", "Signed-in users 12 › Account" },
    { "a[0][2]", "a 1 3" },
    { "slots", "slots" },
    { "", "" },
  };

  g_assert_cmpstr (vdt_schema_label ("incidentStatus", "inProgress"), ==, "In progress");
  g_assert_cmpstr (vdt_schema_label ("evidenceVerdict", "noThreatsFound"), ==, "Clean");
  g_assert_cmpstr (vdt_schema_label ("incidentStatus", "paused"), ==, "paused");
  g_assert_cmpstr (vdt_schema_enum_of_field ("verdict"), ==, "evidenceVerdict");
  g_assert_cmpstr (vdt_schema_enum_of_field ("riskScore"), ==, "deviceRiskScore");
  g_assert_null (vdt_schema_enum_of_field ("fileName"));

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *label = vdt_schema_dup_field_label (paths[i].path);

      g_assert_cmpstr (label, ==, paths[i].label);
    }
}

static void
test_members (void)
{
  gsize n = 0;
  const VdtSchemaMember *members = vdt_schema_get_members ("alertDetermination", &n);
  guint retired = 0;

  g_assert_cmpuint (n, ==, 16);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (strlen (members[i].label), >, 0);
      if (members[i].retired)
        retired++;
    }
  g_assert_cmpuint (retired, ==, 2);
}

static void
test_classifications (void)
{
  gsize n = 0;
  const VdtClassification *list = vdt_schema_get_classifications (&n);

  g_assert_cmpuint (n, ==, 3);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpstr (vdt_schema_canonical ("alertClassification", list[i].nick), ==, list[i].nick);
      for (gsize j = 0; list[i].determinations[j] != NULL; j++)
        g_assert_cmpstr (vdt_schema_canonical ("alertDetermination", list[i].determinations[j]), ==,
                         list[i].determinations[j]);
    }

  g_assert_cmpuint (g_strv_length ((char **) list[0].determinations), ==, 7);
  g_assert_cmpuint (g_strv_length ((char **) list[1].determinations), ==, 4);
  g_assert_cmpuint (g_strv_length ((char **) list[2].determinations), ==, 3);
}

static void
test_categories (void)
{
  g_assert_cmpstr (vdt_schema_get_category ("InitialAccess")->label, ==, "Initial access");
  g_assert_cmpstr (vdt_schema_get_category ("initialaccess")->tactic, ==, "initial-access");
  g_assert_cmpuint (vdt_schema_get_category ("Impact")->order, >,
                    vdt_schema_get_category ("Execution")->order);
  g_assert_nonnull (vdt_attack_get_tactic (vdt_schema_get_category ("Ransomware")->tactic));
  g_assert_null (vdt_schema_get_category ("Gardening"));
}

static void
test_sources (void)
{
  static const struct
  {
    const char *id;
    const char *service;
  } rows[] = {
    { "da09e47ccc-b74a-45bb-985f-8d6c077b70b6_1", "microsoftDefenderForEndpoint" },
    { "da637551227677560813_-961444813", "microsoftDefenderForEndpoint" },
    { "fa1b9f1c2e-0000-4000-8000-000000000000", "microsoftDefenderForOffice365" },
    { "sn1b9f1c2e-0000-4000-8000-000000000000", "microsoftSentinel" },
    { "fa1b9f1c-0000-4000-8000-000000000000", NULL },
    { "zz637551227677560813_-961444813", NULL },
    { "da", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (vdt_schema_service_of_alert (rows[i].id), ==, rows[i].service);

  g_assert_cmpstr (vdt_schema_kind_of_older ("Process"), ==, "processEvidence");
  g_assert_cmpstr (vdt_schema_kind_of_older ("mailmessage"), ==, "analyzedMessageEvidence");
  g_assert_null (vdt_schema_kind_of_older ("Toaster"));
  g_assert_cmpstr (vdt_schema_older_field ("processEvidence", "fileName"), ==, "imageFile.fileName");
  g_assert_cmpstr (vdt_schema_older_field ("deviceEvidence", "mdatpDeviceId"), ==, "mdeDeviceId");
  g_assert_null (vdt_schema_older_field ("deviceEvidence", "osPlatform"));
  g_assert_null (vdt_schema_older_field ("toasterEvidence", "fileName"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/schema/kinds", test_kinds);
  g_test_add_func ("/data/schema/canonical", test_canonical);
  g_test_add_func ("/data/schema/labels", test_labels);
  g_test_add_func ("/data/schema/members", test_members);
  g_test_add_func ("/data/schema/classifications", test_classifications);
  g_test_add_func ("/data/schema/categories", test_categories);
  g_test_add_func ("/data/schema/sources", test_sources);

  return g_test_run ();
}
