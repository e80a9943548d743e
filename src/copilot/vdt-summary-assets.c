/* vdt-summary-assets.c
 *
 * What is involved: devices, accounts, mailboxes and the rest, with the roles
 * that the alerts give them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary-private.h"

#include <string.h>

#define MOST_NAMED 6

typedef struct
{
  const char *kind;
  const char *noun;
  guint       max_named;
} Kind;

/* Those that get a sentence of their own, and those that are only counted. */
static const Kind told[] = {
  { "device", "device", MOST_NAMED },
  { "user", "account", MOST_NAMED },
  { "mailbox", "mailbox", MOST_NAMED },
  { "mailbox-rule", "mailbox-rule", 4 },
  { "service-account", "service-account", 4 },
  { "application", "application", 4 },
  { "cloud-resource", "cloud-resource", 4 },
  { "group", "group", 4 },
};

/* The second half is listed one by one among the indicators, unless there are many. */
static const struct
{
  const char *kind;
  guint       listed;
} counted[] = {
  { "process", 0 }, { "file", 0 }, { "registry", 0 }, { "logon", 0 }, { "connection", 0 },
  { "malware", 0 }, { "mail", 8 }, { "ip", 8 }, { "url", 8 }, { "domain", 8 },
};

/* “Windows Server 2022” of a device's platform, as Graph spells it: "WindowsServer2022". */
static char *
platform_of (VdtAsset *device)
{
  VdtFields *fields = vdt_asset_get_fields (device);
  const char *platform = fields == NULL ? NULL : vdt_fields_get (fields, "osPlatform");
  GString *text;

  if (platform == NULL || *platform == '\0' || strlen (platform) > 40
      || g_ascii_strcasecmp (platform, "unknown") == 0 || g_ascii_strcasecmp (platform, "other") == 0)
    return NULL;

  text = g_string_new (NULL);
  for (const char *p = platform; *p != '\0'; p++)
    {
      if (p > platform && ((g_ascii_isdigit (*p) && g_ascii_isalpha (p[-1]))
                           || (g_ascii_isupper (*p) && g_ascii_islower (p[-1]) && g_ascii_islower (p[1]))))
        g_string_append_c (text, ' ');
      g_string_append_c (text, *p);
    }

  return g_string_free (text, FALSE);
}

/* “Kubernetes pod”: cloud resources are of many sorts. */
static VdtPhrase *
sort_of (VdtSummaryRun         *self,
         const VdtSummaryAsset *asset)
{
  const char *kind = vdt_evidence_get_kind (g_ptr_array_index (asset->evidence, 0));
  const char *const *kinds = vdt_asset_get_evidence_kinds (asset->asset);
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

  if (kinds != NULL && kinds[0] != NULL)
    kind = kinds[0];
  if (!vdt_phrase_book_has_noun (self->book, kind))
    return NULL;

  vdt_phrase_args_set_noun (args, "kind", kind);

  return vdt_phrase_book_render (self->book, "asset.sort", 0, args);
}

/* A name with how many of the alerts speak of it, where that tells apart. */
static VdtPhrase *
asset_with_count (VdtSummaryRun         *self,
                  const VdtSummaryAsset *asset,
                  gboolean               with_platform,
                  gboolean               with_count)
{
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  g_autofree char *platform = with_platform ? platform_of (asset->asset) : NULL;
  VdtPhrase *name = vdt_summary_asset (self, asset);

  vdt_phrase_args_set (args, "name", name);
  if (with_count)
    vdt_phrase_args_set_count (args, "n", asset->n_alerts);
  if (g_str_equal (asset->kind, "cloud-resource"))
    vdt_phrase_args_set (args, "sort", sort_of (self, asset));
  if (platform != NULL)
    vdt_phrase_args_set (args, "platform", vdt_summary_plain (self, platform));

  return vdt_phrase_book_render (self->book, "asset.item", 0, args);
}

/* A mailbox that is called like an account says nothing new. */
static void
drop_namesakes (VdtSummaryRun *self,
                GPtrArray     *mailboxes)
{
  g_autoptr(GPtrArray) users = vdt_summary_assets_of (self, "user", FALSE);

  for (guint i = mailboxes->len; i > 0; i--)
    {
      const VdtSummaryAsset *mailbox = g_ptr_array_index (mailboxes, i - 1);
      const char *name = vdt_asset_get_name (mailbox->asset);

      for (guint j = 0; name != NULL && j < users->len; j++)
        {
          const VdtSummaryAsset *user = g_ptr_array_index (users, j);
          const char *other = vdt_asset_get_name (user->asset);

          if (other != NULL && g_ascii_strcasecmp (name, other) == 0)
            {
              g_ptr_array_remove_index (mailboxes, i - 1);
              break;
            }
        }
    }
}

/* “The device pc1 and the account kim are involved.” */
static gboolean
tell_pair (VdtSummaryRun *self)
{
  g_autoptr(GPtrArray) devices = vdt_summary_assets_of (self, "device", FALSE);
  g_autoptr(GPtrArray) users = vdt_summary_assets_of (self, "user", FALSE);
  g_autoptr(VdtPhraseArgs) args = NULL;

  if (devices->len != 1 || users->len != 1)
    return FALSE;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "device", asset_with_count (self, g_ptr_array_index (devices, 0), TRUE, FALSE));
  vdt_phrase_args_set (args, "user", asset_with_count (self, g_ptr_array_index (users, 0), FALSE, FALSE));
  vdt_summary_say_frame (self, "assets", "assets.pair", args, NULL);

  return TRUE;
}

static void
tell_kind (VdtSummaryRun *self,
           const Kind    *kind)
{
  g_autoptr(GPtrArray) assets = vdt_summary_assets_of (self, kind->kind, FALSE);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

  if (g_str_equal (kind->kind, "mailbox"))
    drop_namesakes (self, assets);
  if (assets->len == 0)
    return;

  for (guint i = 0; i < assets->len; i++)
    g_ptr_array_add (names, asset_with_count (self, g_ptr_array_index (assets, i),
                                              assets->len <= 3 && g_str_equal (kind->kind, "device"),
                                              assets->len > 1 && self->alerts->len > 2));

  vdt_phrase_args_set (args, "list", vdt_phrase_book_join (self->book, names, kind->max_named, kind->noun));
  vdt_phrase_args_set_count (args, "n", assets->len);
  vdt_phrase_args_set_noun (args, "noun", kind->noun);
  vdt_summary_say_frame (self, "assets", assets->len == 1 ? "assets.one" : "assets.many", args, NULL);
}

static VdtEvidence *
evidence_with_role (const VdtSummaryAsset *asset,
                    const char            *role)
{
  for (guint i = 0; i < asset->evidence->len; i++)
    {
      VdtEvidence *evidence = g_ptr_array_index (asset->evidence, i);
      const char *const *roles = vdt_evidence_get_roles (evidence);

      if (roles != NULL && g_strv_contains (roles, role))
        return evidence;
    }

  return NULL;
}

/* “dc01 is marked as the target of the activity”: citing evidence that says so. */
static void
tell_role (VdtSummaryRun *self,
           const char    *role)
{
  g_autofree char *noun = g_strconcat ("role.", role, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

  for (guint i = 0; i < self->assets->len; i++)
    {
      const VdtSummaryAsset *asset = g_ptr_array_index (self->assets, i);
      const char *const *roles = vdt_asset_get_roles (asset->asset);
      VdtEvidence *evidence;
      VdtPhrase *name;

      if (roles == NULL || !g_strv_contains (roles, role) || asset->system
          || (g_str_equal (role, "source") && g_strv_contains (roles, "attacker")))
        continue;

      evidence = evidence_with_role (asset, role);
      if (evidence == NULL)
        continue;

      name = vdt_summary_asset (self, asset);
      vdt_phrase_cite (name, vdt_evidence_get_id (evidence));
      g_ptr_array_add (names, name);
    }

  if (names->len == 0)
    return;

  vdt_phrase_args_set (args, "list", vdt_phrase_book_join (self->book, names, MOST_NAMED, "other"));
  vdt_phrase_args_set_count (args, "n", names->len);
  vdt_phrase_args_set_noun (args, "role", noun);
  vdt_summary_say_frame (self, "assets", "assets.role", args, NULL);
}

static VdtEvidence *
evidence_with_tag (VdtSummaryRun         *self,
                   const VdtSummaryAsset *asset,
                   const char            *sign)
{
  for (guint i = 0; i < asset->evidence->len; i++)
    {
      VdtEvidence *evidence = g_ptr_array_index (asset->evidence, i);
      const char *const *tags = vdt_evidence_get_tags (evidence);

      for (guint j = 0; tags != NULL && tags[j] != NULL; j++)
        if (vdt_signs_match_tag (self->summarizer->signs, tags[j]) == sign)
          return evidence;
    }

  return NULL;
}

static void
tell_tag (VdtSummaryRun         *self,
          const VdtSummaryAsset *asset,
          const char            *sign)
{
  VdtEvidence *evidence = evidence_with_tag (self, asset, sign);
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

  if (evidence == NULL)
    return;

  vdt_phrase_args_set (args, "name", vdt_summary_asset (self, asset));
  vdt_phrase_args_set (args, "tag", vdt_summary_term (self, "tag", sign));
  vdt_summary_say_frame (self, "assets", "assets.tag", args, vdt_evidence_get_id (evidence));
}

static void
tell_tags (VdtSummaryRun *self)
{
  for (guint i = 0; i < self->assets->len; i++)
    {
      const VdtSummaryAsset *asset = g_ptr_array_index (self->assets, i);
      const char *const *tags = vdt_asset_get_tags (asset->asset);
      g_autoptr(GHashTable) told_signs = g_hash_table_new (g_str_hash, g_str_equal);

      if (!g_str_equal (asset->kind, "device") && !g_str_equal (asset->kind, "user"))
        continue;

      for (guint j = 0; tags != NULL && tags[j] != NULL; j++)
        {
          const char *sign = vdt_signs_match_tag (self->summarizer->signs, tags[j]);

          if (sign != NULL && g_hash_table_add (told_signs, (gpointer) sign))
            tell_tag (self, asset, sign);
        }
    }
}

/* Devices of which one field has one of these values: “antivirus is off”. */
static void
tell_device_state (VdtSummaryRun     *self,
                   const char        *path,
                   const char *const *values,
                   const char        *frame)
{
  g_autoptr(GPtrArray) devices = vdt_summary_assets_of (self, "device", FALSE);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

  for (guint i = 0; i < devices->len; i++)
    {
      const VdtSummaryAsset *device = g_ptr_array_index (devices, i);

      for (guint j = 0; j < device->evidence->len; j++)
        {
          VdtEvidence *evidence = g_ptr_array_index (device->evidence, j);
          const char *value = vdt_summary_field (evidence, path);
          VdtPhrase *name;

          if (value == NULL || !g_strv_contains (values, value))
            continue;

          name = vdt_summary_asset (self, device);
          vdt_phrase_cite (name, vdt_evidence_get_id (evidence));
          g_ptr_array_add (names, name);
          break;
        }
    }

  if (names->len == 0)
    return;

  vdt_phrase_args_set (args, "list", vdt_phrase_book_join (self->book, names, MOST_NAMED, "device"));
  vdt_phrase_args_set_count (args, "n", names->len);
  vdt_summary_say_frame (self, "assets", frame, args, NULL);
}

/* “Behind them stand 34 processes, 12 files and two IP addresses.” */
static void
tell_counts (VdtSummaryRun *self)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  gboolean after_others;

  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    {
      g_autoptr(GPtrArray) assets = vdt_summary_assets_of (self, counted[i].kind, TRUE);
      VdtPhrase *part;

      if (assets->len <= counted[i].listed)
        continue;

      part = vdt_phrase_book_count (self->book, assets->len, counted[i].kind);
      for (guint j = 0; j < assets->len; j++)
        {
          const VdtSummaryAsset *asset = g_ptr_array_index (assets, j);

          vdt_phrase_cite (part, vdt_evidence_get_id (g_ptr_array_index (asset->evidence, 0)));
        }
      g_ptr_array_add (parts, part);
    }

  if (parts->len == 0)
    return;

  after_others = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autoptr(GPtrArray) assets = vdt_summary_assets_of (self, told[i].kind, FALSE);

      after_others |= assets->len > 0;
    }

  vdt_phrase_args_set (args, "list", vdt_phrase_book_join (self->book, parts, 0, NULL));
  vdt_summary_say_frame (self, "assets", after_others ? "assets.counts" : "assets.only-counts", args, NULL);
}

static void
tell_kinds (VdtSummaryRun *self)
{
  for (guint i = tell_pair (self) ? 2 : 0; i < G_N_ELEMENTS (told); i++)
    tell_kind (self, &told[i]);
}

static void
tell_states (VdtSummaryRun *self)
{
  static const char *const impaired[] = {
    "inactive", "impairedCommunication", "noSensorData", "noSensorDataImpairedCommunication", NULL
  };
  static const char *const no_antivirus[] = { "disabled", "notReporting", "notUpdated", NULL };
  static const char *const outside[] = { "canBeOnboarded", "unsupported", NULL };
  static const char *const risky[] = { "high", NULL };

  tell_device_state (self, "riskScore", risky, "assets.risk");
  tell_device_state (self, "defenderAvStatus", no_antivirus, "assets.antivirus");
  tell_device_state (self, "healthStatus", impaired, "assets.health");
  tell_device_state (self, "onboardingStatus", outside, "assets.onboarding");
}

/**
 * vdt_summary_involved:
 * @self: a run
 * @part: from 0
 *
 * Says what the incident touches, in which roles.
 *
 * Returns: %FALSE if there is no such part
 */
gboolean
vdt_summary_involved (VdtSummaryRun *self,
                      guint          part)
{
  static const char *const roles[] = {
    "compromised", "attacked", "attacker", "commandAndControl", "source", "destination", "scanned",
    "policyViolator",
  };
  static void (*const parts[]) (VdtSummaryRun *) = { tell_tags, tell_states, tell_counts };

  if (part == 0)
    tell_kinds (self);
  else if (part <= G_N_ELEMENTS (roles))
    tell_role (self, roles[part - 1]);
  else if (part <= G_N_ELEMENTS (roles) + G_N_ELEMENTS (parts))
    parts[part - 1 - G_N_ELEMENTS (roles)] (self);
  else
    return FALSE;

  return TRUE;
}
