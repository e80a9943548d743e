/* vdt-story-reason.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-story-reason.h"

#include <glib/gi18n.h>

#include "vdt-present.h"
#include "vdt-time.h"

#define MAX_NAMES 2

static gint64
time_of (VdtAlert *alert)
{
  gint64 first = vdt_alert_get_first_activity_at (alert);

  return first != VDT_TIME_UNSET ? first : vdt_alert_get_created_at (alert);
}

/* The alert of an asset that was there before the others. */
static VdtAlert *
earliest (VdtIncident        *incident,
          const char * const *ids)
{
  VdtAlert *best = NULL;

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      VdtAlert *alert = vdt_incident_find_alert (incident, ids[i]);

      if (alert != NULL && (best == NULL || time_of (alert) < time_of (best)))
        best = alert;
    }

  return best;
}

static void
add_name (GHashTable *names,
          const char *alert_id,
          const char *name)
{
  GPtrArray *list = g_hash_table_lookup (names, alert_id);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (names, g_strdup (alert_id), list);
    }
  if (list->len < MAX_NAMES)
    g_ptr_array_add (list, vdt_present_text (name));
}

/* Devices and accounts tie alerts together best; then everything else. */
static void
collect (VdtIncident *incident,
         GHashTable  *names,
         gboolean     strong)
{
  static const char * const kinds[] = { "device", "user", "mailbox", NULL };
  GListModel *assets = vdt_incident_get_assets (incident);

  for (guint i = 0; i < g_list_model_get_n_items (assets); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);
      const char * const *ids = vdt_asset_get_alert_ids (asset);
      const char *kind = vdt_asset_get_kind (asset);
      VdtAlert *first;

      if (ids == NULL || ids[0] == NULL || ids[1] == NULL || kind == NULL ||
          g_strv_contains (kinds, kind) != strong)
        continue;
      first = earliest (incident, ids);
      for (gsize j = 0; first != NULL && ids[j] != NULL; j++)
        if (g_strcmp0 (ids[j], vdt_alert_get_id (first)) != 0)
          add_name (names, ids[j], vdt_asset_get_name (asset));
    }
}

static char *
reason_of (VdtAlert  *alert,
           GPtrArray *names)
{
  const char * const *reasons = vdt_alert_get_correlation_reasons (alert);
  g_autofree char *joined = NULL;

  if (reasons != NULL && reasons[0] != NULL)
    {
      g_autofree char *text = g_strjoinv (", ", (char **) reasons);
      g_autofree char *safe = vdt_present_text (text);

      /* Translators: what the source says of why an alert belongs to its incident. */
      return g_strdup_printf (_("Linked: %s"), safe);
    }
  if (names == NULL)
    return NULL;

  if (names->len == 1)
    joined = g_strdup (g_ptr_array_index (names, 0));
  else
    /* Translators: two names. */
    joined = g_strdup_printf (_("%s and %s"), (const char *) g_ptr_array_index (names, 0),
                              (const char *) g_ptr_array_index (names, 1));

  /* Translators: %s is one name or two; worked out, where the source says nothing. */
  return g_strdup_printf (_("Shares %s with earlier alerts"), joined);
}

/**
 * vdt_story_reasons_new:
 * @incident: a loaded incident
 *
 * What the source says of why an alert belongs to the incident, or else what it has in
 * common with an earlier one.
 *
 * Returns: (transfer full): alert id → one line that is safe to show; no entry for an
 *   alert that shares nothing
 */
GHashTable *
vdt_story_reasons_new (VdtIncident *incident)
{
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) g_ptr_array_unref);
  GHashTable *result = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GListModel *alerts = vdt_incident_get_alerts (incident);

  collect (incident, names, TRUE);
  collect (incident, names, FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      const char *id = vdt_alert_get_id (alert);
      char *reason = id == NULL ? NULL : reason_of (alert, g_hash_table_lookup (names, id));

      if (reason != NULL)
        g_hash_table_insert (result, g_strdup (id), reason);
    }

  return result;
}
