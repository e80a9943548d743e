/* test-asset-merge.c
 *
 * Which pieces of evidence speak of one thing, and what is then known of it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-alert.h"
#include "vdt-asset-merge.h"
#include "vdt-asset.h"
#include "vdt-fact-id.h"
#include "vdt-identity.h"
#include "vdt-schema.h"

/* “deviceEvidence a=1 b=~”: one piece of evidence. */
static VdtEvidence *
parse (const char *text,
       guint       n)
{
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();
  g_auto(GStrv) parts = g_strsplit (text, " ", -1);
  g_autoptr(VdtFields) fields = NULL;
  g_autofree char *id = g_strdup_printf ("E:%u", n);
  VdtEvidence *evidence = vdt_evidence_new ("a", parts[0]);

  for (guint i = 1; parts[i] != NULL; i++)
    {
      char *value = strchr (parts[i], '=');

      g_assert_nonnull (value);
      *value++ = '\0';
      if (strcmp (value, "~") == 0)
        vdt_fields_builder_add (builder, parts[i], VDT_FIELD_NULL, NULL, 0);
      else
        vdt_fields_builder_add (builder, parts[i], VDT_FIELD_STRING, value, -1);
    }
  fields = vdt_fields_builder_end (g_steal_pointer (&builder));
  vdt_record_set_fields (evidence, "fields", fields);
  vdt_record_set_time (evidence, "created-at", n);
  vdt_record_set_text (evidence, "id", id);

  return evidence;
}

static GListModel *
merge (const char *const *evidence,
       gsize              n)
{
  g_autoptr(GListStore) alerts = g_list_store_new (VDT_TYPE_ALERT);
  g_autoptr(VdtAlert) alert = vdt_alert_new ("a");

  for (gsize i = 0; i < n && evidence[i] != NULL; i++)
    {
      g_autoptr(VdtEvidence) item = parse (evidence[i], (guint) i);

      vdt_alert_add_evidence (alert, item);
    }
  g_list_store_append (alerts, alert);

  return vdt_asset_merge (G_LIST_MODEL (alerts));
}

/* Kind, name and how many pieces of evidence, in order. */
static char *
print (GListModel *assets)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (assets); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);

      g_string_append_printf (text, "%s%s %s ×%u", i > 0 ? ", " : "", vdt_asset_get_kind (asset),
                              vdt_asset_get_name (asset),
                              g_strv_length ((char **) vdt_asset_get_evidence_ids (asset)));
    }

  return g_string_free (text, FALSE);
}

#define PROCESS "processEvidence processId=7 imageFile.fileName=a.exe "

static const struct
{
  const char *evidence[6];
  const char *expected;
} rows[] = {
  /* devices: by id, then by name in lower case */
  { { "deviceEvidence mdeDeviceId=d1 hostName=W11PRO-Test", "deviceEvidence mdeDeviceId=D1 hostName=w11pro-test" },
    "device w11pro-test ×2" },
  { { "deviceEvidence hostName=W11PRO-Test", "deviceEvidence hostName=w11pro-test" }, "device w11pro-test ×2" },
  { { "deviceEvidence mdeDeviceId=d1 hostName=pc", "deviceEvidence hostName=PC" }, "device PC ×2" },
  { { "deviceEvidence mdeDeviceId=d1 hostName=pc", "deviceEvidence mdeDeviceId=d2 hostName=pc" },
    "device pc ×1, device pc ×1" },
  { { "deviceEvidence deviceDnsName=pc.corp.example.com", "deviceEvidence hostName=pc" }, "device pc ×2" },
  { { "deviceEvidence deviceDnsName=pc.a.example.com", "deviceEvidence deviceDnsName=pc.b.example.com" },
    "device pc.a.example.com ×1, device pc.b.example.com ×1" },
  { { "deviceEvidence mdeDeviceId=d1 azureAdDeviceId=x", "deviceEvidence azureAdDeviceId=X hostName=pc" },
    "device pc ×2" },
  /* processes: by device, number and time, however the fraction is written */
  { { PROCESS "mdeDeviceId=d processCreationDateTime=2026-01-01T00:00:00.5Z",
      PROCESS "mdeDeviceId=d processCreationDateTime=2026-01-01T00:00:00.500000Z" }, "process a.exe (7) ×2" },
  { { PROCESS "mdeDeviceId=d processCreationDateTime=2026-01-01T00:00:00Z",
      PROCESS "mdeDeviceId=d processCreationDateTime=2026-01-01T00:00:01Z" },
    "process a.exe (7) ×1, process a.exe (7) ×1" },
  { { PROCESS "mdeDeviceId=d processCreationDateTime=2026-01-01T00:00:00Z",
      PROCESS "mdeDeviceId=e processCreationDateTime=2026-01-01T00:00:00Z" },
    "process a.exe (7) ×1, process a.exe (7) ×1" },
  { { PROCESS "mdeDeviceId=d processCreationDateTime=2026-01-01T00:00:00Z",
      PROCESS "mdeDeviceId=d processCreationDateTime=~" }, "process a.exe (7) ×2" },
  { { PROCESS "mdeDeviceId=d processCreationDateTime=2026-01-01T00:00:00Z",
      PROCESS "mdeDeviceId=~ processCreationDateTime=2026-01-01T00:00:00Z" }, "process a.exe (7) ×2" },
  /* files: by SHA-256, else by path and name */
  { { "fileEvidence fileDetails.sha256=AB fileDetails.fileName=x fileDetails.filePath=/a",
      "fileEvidence fileDetails.sha256=ab fileDetails.fileName=y fileDetails.filePath=/b" }, "file y ×2" },
  { { "fileEvidence fileDetails.fileName=X.EXE fileDetails.filePath=C:\\t",
      "fileEvidence fileDetails.fileName=x.exe fileDetails.filePath=c:\\T" }, "file x.exe ×2" },
  { { "fileEvidence fileDetails.sha256=ab fileDetails.fileName=x fileDetails.filePath=/a",
      "fileEvidence fileDetails.sha256=cd fileDetails.fileName=x fileDetails.filePath=/a" },
    "file x ×1, file x ×1" },
  { { "fileEvidence fileDetails.sha1=ab fileDetails.fileName=x", "fileHashEvidence algorithm=sha1 value=AB" },
    "file x ×2" },
  /* users: by id, SID or UPN, then by domain and name */
  { { "userEvidence userAccount.azureAdUserId=u1 userAccount.userPrincipalName=mira@example.com",
      "userEvidence userAccount.userSid=S-1 userAccount.userPrincipalName=Mira@Example.com",
      "userEvidence userAccount.userSid=s-1 userAccount.accountName=mira" }, "user Mira@Example.com ×3" },
  { { "userEvidence userAccount.domainName=CORP userAccount.accountName=Mira",
      "userEvidence userAccount.domainName=corp.example.com userAccount.accountName=mira" },
    "user corp.example.com\\mira ×2" },
  { { "userEvidence userAccount.domainName=a userAccount.accountName=root",
      "userEvidence userAccount.domainName=b userAccount.accountName=root" }, "user a\\root ×1, user b\\root ×1" },
  { { "userEvidence userAccount.azureAdUserId=u1 userAccount.accountName=mira",
      "userEvidence userAccount.azureAdUserId=u2 userAccount.accountName=mira" }, "user mira ×1, user mira ×1" },
  /* a mailbox names its user too */
  { { "mailboxEvidence primaryAddress=mira@example.com userAccount.userPrincipalName=mira@example.com",
      "userEvidence userAccount.userPrincipalName=mira@example.com" },
    "mailbox mira@example.com ×1, user mira@example.com ×2" },
  { { "ipEvidence ipAddress=2001:DB8::1", "ipEvidence ipAddress=2001:db8:0:0::1", "ipEvidence ipAddress=192.0.2.1" },
    "ip 2001:db8:0:0::1 ×2, ip 192.0.2.1 ×1" },
  { { "urlEvidence url=HTTPS://Example.com/", "urlEvidence url=https://example.com",
      "urlEvidence url=https://example.com/A", "urlEvidence url=https://example.com/a" },
    "url https://example.com ×2, url https://example.com/A ×1, url https://example.com/a ×1" },
  { { "registryKeyEvidence registryHive=HKEY_LOCAL_MACHINE registryKey=Software\\Run" },
    "registry HKEY_LOCAL_MACHINE\\Software\\Run ×1" },
  { { "hostLogonSessionEvidence sessionId=9 host.mdeDeviceId=d1 host.hostName=pc "
      "account.userAccount.accountName=mira", "deviceEvidence mdeDeviceId=d1" },
    "logon mira ×1, user mira ×1, device pc ×2" },
  /* what names nothing is no asset; a kind that nobody knows is one */
  { { "userEvidence userAccount.accountName=~", "deviceEvidence verdict=unknown" }, "" },
  { { "toasterEvidence slots=2 verdict=unknown", "toasterEvidence slots=2 verdict=malicious",
      "toasterEvidence slots=3" }, "other 2 ×2, other 3 ×1" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GListModel) assets = merge (rows[i].evidence, G_N_ELEMENTS (rows[i].evidence));
      g_autofree char *text = print (assets);

      g_test_message ("%s", rows[i].evidence[0]);
      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

static void
test_fields (void)
{
  static const char *const evidence[] = {
    "processEvidence mdeDeviceId=d processId=9112 processCreationDateTime=2026-01-01T00:00:00Z "
    "imageFile.fileName=a.exe parentProcessImageFile=~",
    "processEvidence mdeDeviceId=d processId=9112 processCreationDateTime=2026-01-01T00:00:00Z "
    "imageFile.fileName=~ parentProcessImageFile.fileName=b.exe",
  };
  g_autoptr(GListModel) assets = merge (evidence, G_N_ELEMENTS (evidence));
  g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, 0);

  g_assert_cmpuint (g_list_model_get_n_items (assets), ==, 1);
  g_assert_cmpstr (vdt_fields_get (vdt_asset_get_fields (asset), "imageFile.fileName"), ==, "a.exe");
  g_assert_cmpstr (vdt_fields_get (vdt_asset_get_fields (asset), "parentProcessImageFile.fileName"), ==, "b.exe");
  g_assert_cmpstr (vdt_asset_get_key (asset), ==, "process:process:d|9112|2026-01-01T00:00:00Z");
}

static void
test_worst (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    const char *verdict;
  } verdicts[] = {
    { "suspicious", "malicious", "malicious" },
    { "malicious", "noThreatsFound", "malicious" },
    { "unknown", "noThreatsFound", "noThreatsFound" },
    { NULL, "unknown", "unknown" },
    { "futureVerdict", "suspicious", "suspicious" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    g_assert_cmpstr (vdt_identity_worse_verdict (verdicts[i].a, verdicts[i].b), ==, verdicts[i].verdict);
  g_assert_cmpstr (vdt_identity_worse_remediation ("remediated", "active"), ==, "active");
  g_assert_cmpstr (vdt_identity_worse_remediation ("none", "blocked"), ==, "blocked");
}

static void
test_key_is_stable (void)
{
  static const char *const there[] = { "deviceEvidence mdeDeviceId=d1 hostName=pc",
                                       "deviceEvidence azureAdDeviceId=a hostName=pc" };
  static const char *const back[] = { "deviceEvidence azureAdDeviceId=a hostName=pc",
                                      "deviceEvidence mdeDeviceId=d1 hostName=pc" };
  g_autoptr(GListModel) first = merge (there, G_N_ELEMENTS (there));
  g_autoptr(GListModel) second = merge (back, G_N_ELEMENTS (back));
  g_autoptr(VdtAsset) a = g_list_model_get_item (first, 0);
  g_autoptr(VdtAsset) b = g_list_model_get_item (second, 0);

  g_assert_cmpuint (g_list_model_get_n_items (first), ==, 1);
  g_assert_cmpstr (vdt_asset_get_key (a), ==, vdt_asset_get_key (b));
}

/* A thousand machines that all claim to be called the same, and one huge name. */
static void
test_hostile (void)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *huge = g_strnfill (1 << 20, 'x');
  g_autoptr(GListModel) assets = NULL;
  g_autoptr(VdtAsset) last = NULL;

  for (guint i = 0; i < 1000; i++)
    g_ptr_array_add (lines, g_strdup_printf ("deviceEvidence mdeDeviceId=%u hostName=pc", i));
  g_ptr_array_add (lines, g_strdup_printf ("urlEvidence url=%s", huge));
  assets = merge ((const char *const *) lines->pdata, lines->len);
  g_assert_cmpuint (g_list_model_get_n_items (assets), ==, 1001);
  last = g_list_model_get_item (assets, 1000);
  g_assert_cmpuint (strlen (vdt_asset_get_key (last)), <, 100);
  g_assert_cmpuint (strlen (vdt_asset_get_name (last)), <, 1000);
}

/* Every kind of graph.json has a key that its title fills, or names itself by all leaves. */
static void
test_every_kind (void)
{
  gsize n;
  const VdtEvidenceKind *kinds = vdt_schema_get_kinds (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();
      g_autoptr(VdtFields) fields = NULL;
      g_autoptr(GPtrArray) tokens = NULL;

      for (guint p = 0; kinds[i].title_paths[p] != NULL; p++)
        vdt_fields_builder_add (builder, kinds[i].title_paths[p], VDT_FIELD_STRING, "x", -1);
      fields = vdt_fields_builder_end (g_steal_pointer (&builder));
      tokens = vdt_identity_get_tokens (kinds[i].kind, fields);
      g_test_message ("%s", kinds[i].kind);
      g_assert_cmpuint (tokens->len, >, 0);
      g_assert_true (g_str_has_prefix (((VdtToken *) g_ptr_array_index (tokens, 0))->text, kinds[i].asset));
    }
}

static void
test_evidence_id (void)
{
  g_autoptr(VdtEvidence) a = parse ("deviceEvidence mdeDeviceId=d1 hostName=pc verdict=unknown riskScore=low", 0);
  g_autoptr(VdtEvidence) b = parse ("deviceEvidence hostName=pc riskScore=high verdict=bad mdeDeviceId=d1", 0);
  g_autofree char *first = vdt_fact_evidence_id ("a", "deviceEvidence", vdt_evidence_get_fields (a), 0);
  g_autofree char *second = vdt_fact_evidence_id ("a", "deviceEvidence", vdt_evidence_get_fields (b), 0);
  g_autofree char *other_alert = vdt_fact_evidence_id ("b", "deviceEvidence", vdt_evidence_get_fields (a), 0);
  g_autofree char *repeated = vdt_fact_evidence_id ("a", "deviceEvidence", vdt_evidence_get_fields (a), 1);
  g_autofree char *nothing = vdt_fact_evidence_id (NULL, NULL, NULL, 0);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpuint (strlen (first), ==, 18);
  g_assert_cmpstr (first, !=, other_alert);
  g_assert_true (g_str_has_prefix (repeated, first));
  g_assert_true (g_str_has_suffix (repeated, "-2"));
  g_assert_nonnull (nothing);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/asset-merge/rows", test_rows);
  g_test_add_func ("/model/asset-merge/fields", test_fields);
  g_test_add_func ("/model/asset-merge/worst", test_worst);
  g_test_add_func ("/model/asset-merge/key-is-stable", test_key_is_stable);
  g_test_add_func ("/model/asset-merge/hostile", test_hostile);
  g_test_add_func ("/model/asset-merge/every-kind", test_every_kind);
  g_test_add_func ("/model/asset-merge/evidence-id", test_evidence_id);

  return g_test_run ();
}
