/* vdt-draft-things.c
 *
 * What is involved: alerts, assets, indicators, techniques.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-attack.h"
#include "vdt-draft-private.h"
#include "vdt-indicators.h"
#include "vdt-md.h"
#include "vdt-safe-text.h"
#include "vdt-time.h"

#define LONGEST_NAME 160

/* Kinds of assets in the order of the report; the rest follows under “other”. */
static const char *const asset_kinds[] = {
  "user", "device", "mailbox", "group", "application", "cloud-resource", NULL
};

/* These are in the table of indicators, or say little of what is affected. */
static const char *const left_out[] = {
  "ip", "url", "file", "process", "registry", "connection", "logon", "malware", "mail", "domain", NULL
};

static char *
cell (const char *text)
{
  g_autofree char *safe = vdt_safe_text (text != NULL && *text != '\0' ? text : "—", -1, LONGEST_NAME, NULL);

  return vdt_md_escape (safe);
}

void
vdt_draft_alerts (VdtDraft *self,
                  GString  *out)
{
  vdt_draft_table (self, out, "table.alerts", 5);
  for (guint i = 0; i < self->alerts->len; i++)
    {
      VdtAlert *alert = g_ptr_array_index (self->alerts, i);
      g_autofree char *at = vdt_words_time (self->words, vdt_alert_get_first_activity_at (alert));
      g_autofree char *title = cell (vdt_alert_get_title (alert));
      g_autofree char *mark = vdt_draft_cite_alert (self, alert);
      g_autofree char *cited = g_strconcat (title, " ", mark, NULL);

      vdt_draft_row (out, at, cited,
                     vdt_draft_label (self, "alertSeverity", vdt_alert_get_severity (alert)),
                     vdt_draft_label (self, "alertStatus", vdt_alert_get_status (alert)),
                     vdt_draft_label (self, "serviceSource", vdt_alert_get_service_source (alert)), NULL);
    }
}

static char *
roles_text (VdtDraft *self,
            VdtAsset *asset)
{
  const char *const *roles = vdt_asset_get_roles (asset);
  GString *out = g_string_new (NULL);

  for (guint i = 0; roles != NULL && roles[i] != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", vdt_draft_label (self, "evidenceRole", roles[i]));
  if (out->len == 0)
    g_string_append (out, "—");

  return g_string_free (out, FALSE);
}

static void
asset_row (VdtDraft *self,
           GString  *out,
           VdtAsset *asset)
{
  g_autofree char *name = cell (vdt_asset_get_name (asset));
  g_autofree char *detail = cell (vdt_asset_get_detail (asset));
  g_autofree char *mark = vdt_draft_cite_asset (self, asset);
  g_autofree char *cited = g_strconcat (name, " ", mark, NULL);
  g_autofree char *roles = roles_text (self, asset);
  g_autofree char *n_alerts = g_strdup_printf ("%u", g_strv_length ((char **) vdt_asset_get_alert_ids (asset)));

  vdt_draft_row (out, cited, detail, roles,
                 vdt_draft_label (self, "evidenceVerdict", vdt_asset_get_verdict (asset)),
                 vdt_draft_label (self, "evidenceRemediationStatus", vdt_asset_get_remediation_status (asset)),
                 n_alerts, NULL);
}

static guint
asset_table (VdtDraft   *self,
             GString    *out,
             const char *kind)
{
  g_autofree char *key = g_strconcat ("assets.", kind != NULL ? kind : "other", NULL);
  guint n = 0;

  for (guint i = 0; i < self->assets->len; i++)
    {
      VdtAsset *asset = g_ptr_array_index (self->assets, i);
      const char *its = vdt_asset_get_kind (asset) != NULL ? vdt_asset_get_kind (asset) : "";
      gboolean here = kind != NULL ? strcmp (its, kind) == 0
                                   : !g_strv_contains (asset_kinds, its) && !g_strv_contains (left_out, its);

      if (!here)
        continue;
      if (n++ == 0)
        {
          g_string_append_printf (out, "## %s\n\n", vdt_words_get (self->words, key));
          vdt_draft_table (self, out, "table.assets", 6);
        }
      asset_row (self, out, asset);
    }
  if (n > 0)
    g_string_append_c (out, '\n');

  return n;
}

void
vdt_draft_asset_tables (VdtDraft *self,
                        GString  *out)
{
  guint n = 0;

  for (guint i = 0; asset_kinds[i] != NULL; i++)
    n += asset_table (self, out, asset_kinds[i]);
  n += asset_table (self, out, NULL);

  if (n == 0)
    {
      g_autofree char *cite = vdt_draft_cite_incident (self);

      vdt_draft_say (self, out, cite, "assets.none", NULL);
    }
}

void
vdt_draft_indicators (VdtDraft *self,
                      GString  *out)
{
  g_autoptr(GArray) all = vdt_indicators_collect (self->incident);

  if (all->len == 0)
    {
      g_autofree char *cite = vdt_draft_cite_incident (self);

      vdt_draft_say (self, out, cite, "indicators.none", NULL);
      return;
    }

  vdt_draft_table (self, out, "table.indicators", 4);
  for (guint i = 0; i < all->len; i++)
    {
      const VdtIndicator *indicator = &g_array_index (all, VdtIndicator, i);
      g_autofree char *safe = vdt_safe_text (indicator->value, -1, 400, NULL);
      g_autofree char *code = vdt_md_code_cell (safe);
      g_autofree char *mark = vdt_draft_cite_evidence (self, indicator->evidence);
      g_autofree char *cited = g_strconcat (code, " ", mark, NULL);
      g_autofree char *key = g_strconcat ("indicator.", indicator->type, NULL);
      g_autofree char *at = vdt_words_time (self->words, indicator->first_seen);

      vdt_draft_row (out, vdt_words_get (self->words, key), cited,
                     vdt_draft_label (self, "evidenceVerdict", indicator->verdict), at, NULL);
    }
}

/* Which alerts name a technique, in the order of the tactics. */
static int
compare_techniques (gconstpointer a,
                    gconstpointer b)
{
  const char *left = *(const char *const *) a;
  const char *right = *(const char *const *) b;
  const VdtTechnique *one = vdt_attack_get_technique (left);
  const VdtTechnique *two = vdt_attack_get_technique (right);
  gsize n;
  const VdtTactic *tactics = vdt_attack_get_tactics (&n);
  gsize places[] = { n, n };

  for (gsize i = n; i > 0; i--)
    {
      if (one != NULL && one->tactics[0] != NULL && strcmp (one->tactics[0], tactics[i - 1].nick) == 0)
        places[0] = i;
      if (two != NULL && two->tactics[0] != NULL && strcmp (two->tactics[0], tactics[i - 1].nick) == 0)
        places[1] = i;
    }

  return places[0] != places[1] ? (places[0] > places[1]) - (places[0] < places[1]) : strcmp (left, right);
}

static void
technique_row (VdtDraft   *self,
               GString    *out,
               const char *id,
               GPtrArray  *alerts)
{
  const VdtTechnique *technique = vdt_attack_get_technique (id);
  const VdtTactic *tactic = technique != NULL && technique->tactics[0] != NULL
                              ? vdt_attack_get_tactic (technique->tactics[0]) : NULL;
  g_autofree char *full = technique != NULL ? vdt_attack_dup_full_name (id) : g_strdup ("—");
  g_autofree char *name = cell (full);
  g_autofree char *shown = cell (id);
  g_autoptr(GString) marks = g_string_new (NULL);
  g_autofree char *n = NULL;

  for (guint i = 0; i < alerts->len && i < 8; i++)
    {
      g_autofree char *one = vdt_draft_cite_alert (self, g_ptr_array_index (alerts, i));

      g_string_append (marks, one);
    }
  n = g_strdup_printf ("%u %s", alerts->len, marks->str);
  vdt_draft_row (out, shown, name, tactic != NULL ? vdt_words_term (self->words, tactic->name) : "—", n, NULL);
}

void
vdt_draft_techniques (VdtDraft *self,
                      GString  *out)
{
  g_autoptr(GHashTable) alerts_of = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                           (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < self->alerts->len; i++)
    {
      VdtAlert *alert = g_ptr_array_index (self->alerts, i);
      const char *const *techniques = vdt_alert_get_techniques (alert);

      for (guint t = 0; techniques != NULL && techniques[t] != NULL; t++)
        {
          GPtrArray *alerts = g_hash_table_lookup (alerts_of, techniques[t]);

          if (alerts == NULL)
            {
              alerts = g_ptr_array_new ();
              g_hash_table_insert (alerts_of, (gpointer) techniques[t], alerts);
              g_ptr_array_add (ids, (gpointer) techniques[t]);
            }
          g_ptr_array_add (alerts, alert);
        }
    }

  if (ids->len == 0)
    {
      g_autofree char *cite = vdt_draft_cite_incident (self);

      vdt_draft_say (self, out, cite, "techniques.none", NULL);
      return;
    }

  g_ptr_array_sort (ids, compare_techniques);
  vdt_draft_table (self, out, "table.techniques", 4);
  for (guint i = 0; i < ids->len; i++)
    technique_row (self, out, g_ptr_array_index (ids, i),
                   g_hash_table_lookup (alerts_of, g_ptr_array_index (ids, i)));
}
