/* vdt-respond-match.c
 *
 * Whether a rule holds, and what it saw: predicates over the gathered facts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-respond-private.h"

static gboolean
is_empty (const char **list)
{
  return list[0] == NULL;
}

gboolean
vdt_respond_stage_is (const VdtSummaryAlert  *alert,
                      const char            **stages)
{
  return g_strv_contains (stages, alert->stage) || g_strv_contains (stages, alert->tactic);
}

/**
 * vdt_respond_technique_is:
 * @alert: an alert
 * @techniques: ids; T1003 covers T1003.001
 * @out_id: (out) (optional): the alert's own id that is covered
 *
 * Returns: %TRUE if the alert names one of @techniques
 */
gboolean
vdt_respond_technique_is (const VdtSummaryAlert  *alert,
                          const char            **techniques,
                          const char            **out_id)
{
  const char *const *ids = vdt_alert_get_techniques (alert->alert);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    for (guint j = 0; techniques[j] != NULL; j++)
      {
        gsize length = strlen (techniques[j]);

        if (strncmp (ids[i], techniques[j], length) != 0 || (ids[i][length] != '\0' && ids[i][length] != '.'))
          continue;
        if (out_id != NULL)
          *out_id = ids[i];
        return TRUE;
      }

  return FALSE;
}

/* Looks for alerts that fit, and remembers them. */
static gboolean
see_alerts (GPtrArray    *alerts,
            const char  **stages,
            const char  **techniques,
            VdtSight     *sight)
{
  gboolean seen = FALSE;

  for (guint i = 0; alerts != NULL && i < alerts->len; i++)
    {
      VdtSummaryAlert *alert = g_ptr_array_index (alerts, i);
      const char *technique = NULL;
      gboolean named = vdt_respond_technique_is (alert, techniques, &technique);

      if (!named && !vdt_respond_stage_is (alert, stages))
        continue;
      vdt_sight_add_alert (sight, alert);
      if (technique != NULL && !g_ptr_array_find_with_equal_func (sight->techniques, technique, g_str_equal, NULL))
        g_ptr_array_add (sight->techniques, (gpointer) technique);
      seen = TRUE;
    }

  return seen;
}

static gboolean
see_roles (const VdtSummaryAsset  *asset,
           const char            **roles,
           const char            **verdicts,
           VdtSight               *sight,
           gboolean               *out_role,
           gboolean               *out_verdict)
{
  const char *worst = vdt_asset_get_verdict (asset->asset);

  for (guint i = 0; i < asset->evidence->len; i++)
    {
      VdtEvidence *evidence = g_ptr_array_index (asset->evidence, i);
      const char *const *own = vdt_evidence_get_roles (evidence);
      const char *verdict = vdt_evidence_get_verdict (evidence);

      for (guint j = 0; own != NULL && own[j] != NULL; j++)
        if (g_strv_contains (roles, own[j]))
          {
            *out_role = TRUE;
            vdt_sight_add_seen (sight, "mark", "mark", own[j], NULL, vdt_evidence_get_id (evidence));
          }
      if (verdict != NULL && g_strcmp0 (verdict, worst) == 0 && g_strv_contains (verdicts, verdict))
        {
          *out_verdict = TRUE;
          vdt_sight_add_seen (sight, "mark", "mark", verdict, NULL, vdt_evidence_get_id (evidence));
        }
    }

  return *out_role || *out_verdict;
}

gboolean
vdt_respond_has_tag (VdtResponder           *self,
                     const VdtSummaryAsset  *asset,
                     const char            **asked,
                     const char            **out_tag)
{
  const char *const *tags = vdt_asset_get_tags (asset->asset);

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      const char *sign = vdt_signs_match_tag (self->run->summarizer->signs, tags[i]);

      if (sign != NULL && g_strv_contains (asked, sign))
        {
          *out_tag = sign;
          return TRUE;
        }
    }

  return FALSE;
}

static const char *
first_fact (const VdtSummaryAsset *asset)
{
  return asset->evidence->len > 0 ? vdt_evidence_get_id (g_ptr_array_index (asset->evidence, 0)) : NULL;
}

/* The value that the evidence has at @path, if it is one of @values. */
static const char *
evidence_says (const VdtSummaryAsset  *asset,
               const char             *path,
               const char            **values,
               const char            **out_fact)
{
  for (guint i = 0; i < asset->evidence->len; i++)
    {
      VdtEvidence *evidence = g_ptr_array_index (asset->evidence, i);
      const char *value = vdt_summary_field (evidence, path);

      if (value != NULL && g_strv_contains (values, value))
        {
          *out_fact = vdt_evidence_get_id (evidence);
          return value;
        }
    }

  return NULL;
}

static gboolean
see_fields (const VdtSummaryAsset *asset,
            GVariant              *fields,
            VdtSight              *sight)
{
  for (gsize i = 0; i < g_variant_n_children (fields); i++)
    {
      const char *path = NULL;
      const char *fact = NULL;
      const char *value;
      g_autofree const char **asked = NULL;

      g_variant_get_child (fields, i, "{&sv}", &path, NULL);
      asked = vdt_data_dup_strv (fields, path);
      value = evidence_says (asset, path, asked, &fact);
      if (value == NULL)
        return FALSE;
      vdt_sight_add_seen (sight, "field", "value", value, path, fact);
    }

  return TRUE;
}

/* What a command line shows. Patterns are dear, and rules ask the same again. */
const char *
vdt_respond_sign_of (VdtResponder *self,
                     VdtEvidence  *evidence)
{
  const char *command = vdt_summary_field (evidence, "processCommandLine");
  gpointer sign = NULL;
  guint weight = 0;

  if (command == NULL)
    return NULL;
  if (!g_hash_table_lookup_extended (self->run->checked, command, NULL, &sign))
    {
      sign = (gpointer) vdt_signs_match_command (self->run->summarizer->signs, command, &weight);
      g_hash_table_insert (self->run->checked, (gpointer) command, sign);
    }

  return sign;
}

static gboolean
see_signs (VdtResponder           *self,
           const VdtSummaryAsset  *asset,
           const char            **signs,
           VdtSight               *sight)
{
  gboolean seen = FALSE;

  for (guint i = 0; !is_empty (signs) && i < asset->evidence->len; i++)
    {
      VdtEvidence *evidence = g_ptr_array_index (asset->evidence, i);
      const char *sign = vdt_respond_sign_of (self, evidence);

      if (sign == NULL || !g_strv_contains (signs, sign))
        continue;
      vdt_sight_add_seen (sight, "sign", "shows", sign, NULL, vdt_evidence_get_id (evidence));
      seen = TRUE;
    }

  return seen;
}

gboolean
vdt_respond_runs_encoded (const VdtSummaryAsset *asset)
{
  for (guint i = 0; i < asset->evidence->len; i++)
    {
      g_autofree char *script =
        vdt_hostile_decode_command (vdt_summary_field (g_ptr_array_index (asset->evidence, i),
                                                       "processCommandLine"));

      if (script != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Whether an alert that names the account holds a cloud session too. */
static gboolean
with_cloud_session (VdtResponder          *self,
                    const VdtSummaryAsset *asset)
{
  GPtrArray *alerts = g_hash_table_lookup (self->alerts_of, asset);

  for (guint i = 0; alerts != NULL && i < alerts->len; i++)
    {
      const VdtSummaryAlert *alert = g_ptr_array_index (alerts, i);

      for (guint j = 0; j < alert->assets->len; j++)
        {
          const VdtSummaryAsset *other = g_ptr_array_index (alert->assets, j);
          const char *const *kinds = vdt_asset_get_evidence_kinds (other->asset);

          if (kinds != NULL && g_str_equal (other->kind, "logon") &&
              g_strv_contains (kinds, "cloudLogonSessionEvidence"))
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_delivered (const VdtSummaryAsset *asset)
{
  static const char *delivered[] = { "delivered", "Delivered", "deliveredAsSpam", NULL };
  const char *fact;

  return evidence_says (asset, "deliveryAction", delivered, &fact) != NULL;
}

/* An address that a device of the incident has is no stranger's. */
static gboolean
is_outside (VdtResponder          *self,
            const VdtSummaryAsset *asset)
{
  const char *address = vdt_asset_get_name (asset->asset);

  return vdt_summary_is_outside (address) && !g_hash_table_contains (self->own, address);
}

static gboolean
has_entity_flag (VdtResponder          *self,
                 const VdtSummaryAsset *asset,
                 const char            *flag)
{
  if (g_str_equal (flag, "outside"))
    return is_outside (self, asset);
  if (g_str_equal (flag, "inside"))
    return !is_outside (self, asset);
  if (g_str_equal (flag, "indicator"))
    return vdt_summary_is_indicator (self->run, asset);
  if (g_str_equal (flag, "encoded"))
    return vdt_respond_runs_encoded (asset);
  if (g_str_equal (flag, "delivered"))
    return is_delivered (asset);
  if (g_str_equal (flag, "with-cloud-session"))
    return with_cloud_session (self, asset);
  if (g_str_equal (flag, "first"))
    return self->run->alerts->len > 0
           && g_ptr_array_find (vdt_summary_alert_at (self->run, 0)->assets, asset, NULL);

  g_warning ("no flag “%s” of entities", flag);

  return FALSE;
}

static gboolean
shares (const char *const  *have,
        const char        **asked)
{
  for (guint i = 0; have != NULL && have[i] != NULL; i++)
    if (g_strv_contains (asked, have[i]))
      return TRUE;

  return FALSE;
}

static guint
see_flags (VdtResponder           *self,
           const VdtSummaryAsset  *asset,
           const char            **flags,
           VdtSight               *sight)
{
  guint held = 0;

  for (guint i = 0; flags[i] != NULL; i++)
    if (has_entity_flag (self, asset, flags[i]))
      {
        vdt_sight_add_seen (sight, flags[i], NULL, NULL, NULL, first_fact (asset));
        held++;
      }

  return held;
}

/* How many of the lists that @match has hold for @asset; @out_asked: of how many. */
static guint
count_matches (VdtResponder          *self,
               const VdtRuleMatch    *match,
               const VdtSummaryAsset *asset,
               VdtSight              *sight,
               guint                 *out_asked)
{
  const char *const *kinds = vdt_asset_get_evidence_kinds (asset->asset);
  const char *status = vdt_asset_get_remediation_status (asset->asset);
  const char *tag = NULL;
  gboolean role = FALSE, verdict = FALSE;
  guint held = 0;

  *out_asked = (!is_empty (match->stages) || !is_empty (match->techniques)) + !is_empty (match->roles)
               + !is_empty (match->verdicts) + !is_empty (match->tags) + !is_empty (match->kinds)
               + !is_empty (match->not_kinds) + !is_empty (match->signs) + !is_empty (match->remediation)
               + (match->fields != NULL) + g_strv_length ((char **) match->flags);
  if (*out_asked == 0)
    return 0;

  held += see_alerts (g_hash_table_lookup (self->alerts_of, asset), match->stages, match->techniques, sight);
  see_roles (asset, match->roles, match->verdicts, sight, &role, &verdict);
  held += role + verdict;
  if (!is_empty (match->tags) && vdt_respond_has_tag (self, asset, match->tags, &tag))
    {
      held++;
      vdt_sight_add_seen (sight, "tag", "tag", tag, NULL, first_fact (asset));
    }
  held += shares (kinds, match->kinds);
  held += !is_empty (match->not_kinds) && !shares (kinds, match->not_kinds);
  held += see_signs (self, asset, match->signs, sight);
  if (status != NULL && g_strv_contains (match->remediation, status))
    {
      held++;
      vdt_sight_add_seen (sight, "remediation", "remediation", status, NULL, first_fact (asset));
    }
  held += match->fields != NULL && see_fields (asset, match->fields, sight);
  held += see_flags (self, asset, match->flags, sight);

  return held;
}

/**
 * vdt_respond_match_entity:
 * @self: a responder that has gathered
 * @rule: a rule about entities
 * @asset: one
 * @sight: takes what the rule saw; of no use if it does not hold
 *
 * Returns: %TRUE if @rule holds for @asset
 */
gboolean
vdt_respond_match_entity (VdtResponder          *self,
                          const VdtRule         *rule,
                          const VdtSummaryAsset *asset,
                          VdtSight              *sight)
{
  guint asked = 0;

  if (asset->system || asset->n_alerts == 0
      || (!g_str_equal (rule->kind, "*") && !g_str_equal (rule->kind, asset->kind)))
    return FALSE;
  if (count_matches (self, &rule->must, asset, sight, &asked) < asked)
    return FALSE;

  return count_matches (self, &rule->any, asset, sight, &asked) > 0 || asked == 0;
}

/**
 * vdt_respond_match_incident:
 * @self: a responder that has gathered
 * @rule: a rule
 * @sight: takes what it saw
 *
 * Returns: %TRUE if what @rule asks of the incident holds
 */
gboolean
vdt_respond_match_incident (VdtResponder  *self,
                            const VdtRule *rule,
                            VdtSight      *sight)
{
  if (!rule->closed && !vdt_respond_has_flag (self, "open"))
    return FALSE;

  for (guint i = 0; rule->flags[i] != NULL; i++)
    if (!vdt_respond_has_flag (self, rule->flags[i]))
      return FALSE;

  if ((!is_empty (rule->stages) || !is_empty (rule->techniques))
      && !see_alerts (self->run->alerts, rule->stages, rule->techniques, sight))
    return FALSE;

  for (guint i = 0; rule->flags[i] != NULL; i++)
    {
      GPtrArray *facts = g_hash_table_lookup (self->flags, rule->flags[i]);

      vdt_sight_add_seen (sight, rule->flags[i], NULL, NULL, NULL, NULL);
      for (guint j = 0; j < facts->len; j++)
        vdt_sight_add_seen (sight, rule->flags[i], NULL, NULL, NULL, g_ptr_array_index (facts, j));
    }

  return TRUE;
}
