/* vdt-summary-gather.c
 *
 * Goes once over an incident, in small steps, and keeps what the sections ask.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary-private.h"

#include <string.h>

#include "vdt-asset-merge.h"
#include "vdt-attack.h"
#include "vdt-fact-id.h"
#include "vdt-schema.h"

/* 1990 and 2100: what lies outside is a default value or damage, no time of an attack. */
#define EARLIEST (G_GINT64_CONSTANT (631152000) * G_USEC_PER_SEC)
#define LATEST (G_GINT64_CONSTANT (4102444800) * G_USEC_PER_SEC)
#define EVIDENCE_A_STEP 32

enum
{
  GATHER_ALERTS,
  GATHER_ASSETS,
  GATHER_EVIDENCE,
  GATHER_COMMENTS
};

void
vdt_summary_alert_free (gpointer data)
{
  VdtSummaryAlert *alert = data;

  g_clear_object (&alert->alert);
  g_free (alert->fact);
  g_ptr_array_unref (alert->assets);
  g_free (alert);
}

void
vdt_summary_asset_free (gpointer data)
{
  VdtSummaryAsset *asset = data;

  g_clear_object (&asset->asset);
  g_ptr_array_unref (asset->evidence);
  g_free (asset);
}

void
vdt_summary_evidence_free (gpointer data)
{
  VdtSummaryEvidence *item = data;

  g_clear_object (&item->evidence);
  g_clear_pointer (&item->fields, vdt_fields_unref);
  g_free (item);
}

VdtSummaryAlert *
vdt_summary_alert_at (VdtSummaryRun *self,
                      guint          index)
{
  return g_ptr_array_index (self->alerts, index);
}

/**
 * vdt_summary_field:
 * @evidence: a piece of evidence
 * @path: a field's path
 *
 * Returns: (nullable): its text, %NULL if absent, null or blank
 */
const char *
vdt_summary_field (VdtEvidence *evidence,
                   const char  *path)
{
  VdtFields *fields = vdt_evidence_get_fields (evidence);
  const char *text = fields == NULL ? NULL : vdt_fields_get (fields, path);

  return text != NULL && *text != '\0' ? text : NULL;
}

/**
 * vdt_summary_plausible:
 * @time: µs since the Unix epoch, UTC, or %VDT_TIME_UNSET
 *
 * Returns: @time, or %VDT_TIME_UNSET for one that can only be a default value
 */
gint64
vdt_summary_plausible (gint64 time)
{
  return time != VDT_TIME_UNSET && time >= EARLIEST && time < LATEST ? time : VDT_TIME_UNSET;
}

/* A category that says nothing gives way to what the techniques say. */
static gboolean
is_vague (const char *category)
{
  static const char *const vague[] = { "SuspiciousActivity", "General", "Other", "None", NULL };

  return g_strv_contains (vague, category);
}

static const char *
tactic_of_techniques (VdtAlert *alert)
{
  const char *const *techniques = vdt_alert_get_techniques (alert);

  for (guint i = 0; techniques != NULL && techniques[i] != NULL; i++)
    {
      const VdtTechnique *technique = vdt_attack_get_technique (techniques[i]);

      /* What an attacker does before he comes is seldom what an alert is about. */
      if (technique != NULL && technique->tactics[0] != NULL
          && !g_str_equal (technique->tactics[0], "resource-development")
          && !g_str_equal (technique->tactics[0], "reconnaissance"))
        return technique->tactics[0];
    }

  return NULL;
}

static const char *
stage_of_alert (VdtSummaryRun *self,
                VdtAlert      *alert)
{
  const char *name = vdt_alert_get_category (alert);
  const VdtCategory *category = name == NULL ? NULL : vdt_schema_get_category (name);
  const char *by_technique;
  const char *const *techniques = vdt_alert_get_techniques (alert);

  for (guint i = 0; techniques != NULL && techniques[i] != NULL; i++)
    {
      const char *telling = vdt_signs_stage_of_technique (self->summarizer->signs, techniques[i]);

      if (telling != NULL && category != NULL && g_str_equal (category->tactic, "impact"))
        return telling;
    }

  if (category != NULL && !is_vague (category->nick))
    return vdt_phrase_book_term (self->book, "stage", category->nick) != NULL ? category->nick
                                                                             : category->tactic;

  by_technique = tactic_of_techniques (alert);
  if (by_technique != NULL)
    return by_technique;

  return category != NULL && g_str_equal (category->nick, "SuspiciousActivity") ? category->nick : "other";
}

static VdtSummaryAlert *
new_alert (VdtSummaryRun *self,
           VdtAlert      *alert,
           guint          order)
{
  VdtSummaryAlert *item = g_new0 (VdtSummaryAlert, 1);
  GListModel *evidence = vdt_alert_get_evidence (alert);
  const VdtCategory *category;

  item->alert = g_object_ref (alert);
  item->fact = vdt_fact_alert_id (vdt_alert_get_id (alert));
  item->order = order;
  item->stage = stage_of_alert (self, alert);
  category = vdt_schema_get_category (item->stage);
  item->tactic = category != NULL && *category->tactic != '\0' ? category->tactic : item->stage;
  /* What a technique alone gives away is an impact (see stage_of_alert()). */
  if (category == NULL && vdt_attack_get_tactic (item->stage) == NULL && !g_str_equal (item->stage, "other"))
    item->tactic = "impact";
  item->start = vdt_summary_plausible (vdt_alert_get_first_activity_at (alert));
  if (item->start == VDT_TIME_UNSET)
    item->start = vdt_summary_plausible (vdt_alert_get_created_at (alert));
  item->end = vdt_summary_plausible (vdt_alert_get_last_activity_at (alert));
  if (item->end == VDT_TIME_UNSET || item->end < item->start)
    item->end = item->start;
  item->n_evidence = g_list_model_get_n_items (evidence);
  item->assets = g_ptr_array_new ();

  return item;
}

/* By time; what has none comes last; then as imported. Never by text: what an
 * attacker wrote must not change the order. */
static int
compare_alerts (gconstpointer a,
                gconstpointer b)
{
  const VdtSummaryAlert *first = *(const VdtSummaryAlert *const *) a;
  const VdtSummaryAlert *second = *(const VdtSummaryAlert *const *) b;

  if (first->start != second->start)
    {
      if (first->start == VDT_TIME_UNSET)
        return 1;
      if (second->start == VDT_TIME_UNSET)
        return -1;
      return first->start < second->start ? -1 : 1;
    }

  return first->order < second->order ? -1 : first->order > second->order;
}

static void
gather_comments (VdtSummaryRun *self,
                 GListModel    *comments)
{
  for (guint i = 0; i < g_list_model_get_n_items (comments); i++)
    {
      g_autoptr(VdtComment) comment = g_list_model_get_item (comments, i);

      if (!vdt_comment_get_deleted (comment))
        g_hash_table_insert (self->comment_facts, (gpointer) vdt_comment_get_id (comment),
                             g_object_ref (comment));
    }
}

static gboolean
gather_alert (VdtSummaryRun *self)
{
  GListModel *alerts = vdt_incident_get_alerts (self->incident);
  g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, self->cursor);
  VdtSummaryAlert *item;

  if (alert == NULL)
    {
      g_ptr_array_sort (self->alerts, compare_alerts);
      return TRUE;
    }

  vdt_summary_hash_alert (alert, &self->hash_sum);
  if (vdt_alert_get_hidden (alert))
    {
      self->n_hidden++;
    }
  else
    {
      item = new_alert (self, alert, self->cursor);
      g_ptr_array_add (self->alerts, item);
      g_hash_table_insert (self->alerts_by_fact, item->fact, item);
    }
  self->cursor++;

  return FALSE;
}

/* Some kinds of evidence are of a kind of asset that reads wrongly for them. */
static const char *
kind_of_asset (VdtAsset *asset)
{
  static const char *const apart[][2] = {
    { "mailboxConfigurationEvidence", "mailbox-rule" },
    { "kubernetesServiceAccountEvidence", "service-account" },
  };
  const char *const *kinds = vdt_asset_get_evidence_kinds (asset);

  for (guint i = 0; kinds != NULL && kinds[0] != NULL && i < G_N_ELEMENTS (apart); i++)
    if (g_str_equal (kinds[0], apart[i][0]) && kinds[1] == NULL)
      return apart[i][1];

  return vdt_asset_get_kind (asset) != NULL ? vdt_asset_get_kind (asset) : "other";
}

static gboolean
gather_asset (VdtSummaryRun *self)
{
  g_autoptr(VdtAsset) asset = NULL;
  VdtSummaryAsset *item;
  const char *const *ids;

  if (self->asset_list == NULL)
    {
      self->asset_list = g_object_ref (vdt_incident_get_assets (self->incident));
      if (g_list_model_get_n_items (self->asset_list) == 0 && self->alerts->len > 0)
        {
          g_object_unref (self->asset_list);
          self->asset_list = vdt_asset_merge (vdt_incident_get_alerts (self->incident));
        }
    }

  asset = g_list_model_get_item (self->asset_list, self->cursor);
  if (asset == NULL)
    return TRUE;

  item = g_new0 (VdtSummaryAsset, 1);
  item->asset = g_object_ref (asset);
  item->kind = kind_of_asset (asset);
  item->order = self->cursor++;
  item->evidence = g_ptr_array_new ();
  item->system = g_str_equal (item->kind, "user")
                 && vdt_signs_is_system_account (self->summarizer->signs, vdt_asset_get_name (asset));
  g_ptr_array_add (self->assets, item);

  ids = vdt_asset_get_evidence_ids (asset);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      GPtrArray *of_fact = g_hash_table_lookup (self->assets_by_fact, ids[i]);

      if (of_fact == NULL)
        {
          of_fact = g_ptr_array_new ();
          g_hash_table_insert (self->assets_by_fact, g_strdup (ids[i]), of_fact);
        }
      g_ptr_array_add (of_fact, item);
    }

  return FALSE;
}

static gboolean
tells_origin (const char *kind,
              VdtEvidence *evidence)
{
  const char *const *roles = vdt_evidence_get_roles (evidence);

  if (strstr (kind, "LogonSession") != NULL || g_str_equal (kind, "ipEvidence")
      || g_str_equal (kind, "networkConnectionEvidence"))
    return TRUE;

  return roles != NULL && g_strv_contains (roles, "source");
}

static void
note_flags (VdtSummaryAlert *alert,
            VdtEvidence     *evidence)
{
  const char *kind = vdt_evidence_get_kind (evidence);

  alert->names_device |= g_str_equal (kind, "deviceEvidence") || g_str_equal (kind, "ioTDeviceEvidence");
  alert->names_user |= g_str_equal (kind, "userEvidence") || g_str_equal (kind, "mailboxEvidence");
  if (!alert->names_user && g_str_equal (kind, "processEvidence"))
    alert->names_user = vdt_summary_field (evidence, "userAccount.accountName") != NULL
                        || vdt_summary_field (evidence, "userAccount.userPrincipalName") != NULL;
  alert->names_logon |= tells_origin (kind, evidence);
}

static void
link_evidence (VdtSummaryRun   *self,
               VdtSummaryAlert *alert,
               VdtEvidence     *evidence)
{
  const char *id = vdt_evidence_get_id (evidence);
  GPtrArray *assets = g_hash_table_lookup (self->assets_by_fact, id);
  VdtSummaryEvidence *item = g_new0 (VdtSummaryEvidence, 1);

  item->evidence = g_object_ref (evidence);
  if (vdt_evidence_get_fields (evidence) != NULL)
    item->fields = vdt_fields_ref (vdt_evidence_get_fields (evidence));
  item->alert = alert;
  g_ptr_array_add (self->evidence_list, item);
  g_hash_table_insert (self->evidence, (gpointer) id, item);
  note_flags (alert, evidence);

  for (guint i = 0; assets != NULL && i < assets->len; i++)
    {
      VdtSummaryAsset *asset = g_ptr_array_index (assets, i);

      g_ptr_array_add (asset->evidence, evidence);
      if (!g_ptr_array_find (alert->assets, asset, NULL))
        {
          g_ptr_array_add (alert->assets, asset);
          asset->n_alerts++;
        }
    }
}

static gboolean
gather_evidence (VdtSummaryRun *self)
{
  VdtSummaryAlert *alert;
  GListModel *evidence;

  if (self->cursor >= self->alerts->len)
    return TRUE;

  alert = vdt_summary_alert_at (self, self->cursor);
  evidence = vdt_alert_get_evidence (alert->alert);
  for (guint i = 0; i < EVIDENCE_A_STEP && self->inner < alert->n_evidence; i++, self->inner++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, self->inner);

      link_evidence (self, alert, item);
    }

  if (self->inner >= alert->n_evidence)
    {
      gather_comments (self, vdt_alert_get_comments (alert->alert));
      self->cursor++;
      self->inner = 0;
    }

  return FALSE;
}

/**
 * vdt_summary_gather:
 * @self: a run
 *
 * Does one small step.
 *
 * Returns: %TRUE when all is gathered
 */
gboolean
vdt_summary_gather (VdtSummaryRun *self)
{
  gboolean done = TRUE;

  switch (self->phase)
    {
    case GATHER_ALERTS:
      done = gather_alert (self);
      break;
    case GATHER_ASSETS:
      done = gather_asset (self);
      break;
    case GATHER_EVIDENCE:
      done = gather_evidence (self);
      break;
    case GATHER_COMMENTS:
    default:
      gather_comments (self, vdt_incident_get_comments (self->incident));
      return TRUE;
    }

  if (done)
    {
      self->phase++;
      self->cursor = 0;
      self->inner = 0;
    }

  return FALSE;
}

static int
compare_assets (gconstpointer a,
                gconstpointer b)
{
  const VdtSummaryAsset *first = *(const VdtSummaryAsset *const *) a;
  const VdtSummaryAsset *second = *(const VdtSummaryAsset *const *) b;

  if (first->n_alerts != second->n_alerts)
    return first->n_alerts > second->n_alerts ? -1 : 1;

  return first->order < second->order ? -1 : first->order > second->order;
}

/**
 * vdt_summary_assets_of:
 * @self: a run
 * @kind: a kind of asset
 * @with_system: whether built-in accounts count
 *
 * Returns: (transfer full) (element-type VdtSummaryAsset): the assets of the
 *   kind, those in most alerts first
 */
GPtrArray *
vdt_summary_assets_of (VdtSummaryRun *self,
                       const char    *kind,
                       gboolean       with_system)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->assets->len; i++)
    {
      VdtSummaryAsset *asset = g_ptr_array_index (self->assets, i);

      if (g_str_equal (asset->kind, kind) && asset->n_alerts > 0 && (with_system || !asset->system))
        g_ptr_array_add (found, asset);
    }
  g_ptr_array_sort (found, compare_assets);

  return found;
}

/**
 * vdt_summary_assets_in:
 * @self: a run
 * @alerts: (element-type VdtSummaryAlert): some alerts
 * @kind: a kind of asset
 *
 * Returns: (transfer full) (element-type VdtSummaryAsset): the assets of the
 *   kind that these alerts name, in the order of the alerts, without built-in
 *   accounts
 */
GPtrArray *
vdt_summary_assets_in (VdtSummaryRun *self,
                       GPtrArray     *alerts,
                       const char    *kind)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < alerts->len; i++)
    {
      const VdtSummaryAlert *alert = g_ptr_array_index (alerts, i);

      for (guint j = 0; j < alert->assets->len; j++)
        {
          VdtSummaryAsset *asset = g_ptr_array_index (alert->assets, j);

          if (g_str_equal (asset->kind, kind) && !asset->system && g_hash_table_add (seen, asset))
            g_ptr_array_add (found, asset);
        }
    }

  return found;
}
