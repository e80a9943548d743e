/* vdt-mask-incident.c
 *
 * Which fields of which assets are names is data (data/prompts/prompts.json).
 * People are known by each word of their names too: a comment says "Mira", not
 * "Mira Holt".
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-mask-incident.h"

#include <string.h>

#include "vdt-asset.h"
#include "vdt-comment.h"
#include "vdt-data.h"
#include "vdt-prompts-resources.h"

static VdtMaskKinds
kind_of (const char *nick)
{
  return g_strcmp0 (nick, "devices") == 0 ? VDT_MASK_DEVICES : VDT_MASK_USERS;
}

static void
add_person (VdtMask    *self,
            const char *name)
{
  g_auto(GStrv) words = NULL;

  if (name == NULL)
    return;

  vdt_mask_add_name (self, VDT_MASK_USERS, name);
  words = g_strsplit_set (name, " ,.()", -1);
  for (guint i = 0; words[i] != NULL; i++)
    vdt_mask_add_name (self, VDT_MASK_USERS, words[i]);
}

static void
add_asset (VdtMask  *self,
           VdtAsset *asset,
           GVariant *rule)
{
  VdtFields *fields = vdt_asset_get_fields (asset);
  g_autofree const char **names = vdt_data_dup_strv (rule, "fields");
  g_autofree const char **people = vdt_data_dup_strv (rule, "people");
  VdtMaskKinds kind = kind_of (vdt_data_get_string (rule, "as"));

  if (strcmp (vdt_data_get_string (rule, "asset"), "mail") != 0)
    vdt_mask_add_name (self, kind, vdt_asset_get_name (asset));
  for (guint i = 0; fields != NULL && names[i] != NULL; i++)
    vdt_mask_add_name (self, kind, vdt_fields_get (fields, names[i]));
  for (guint i = 0; fields != NULL && people[i] != NULL; i++)
    add_person (self, vdt_fields_get (fields, people[i]));
}

static void
add_authors (VdtMask    *self,
             GListModel *comments)
{
  for (guint i = 0; comments != NULL && i < g_list_model_get_n_items (comments); i++)
    {
      g_autoptr(VdtComment) comment = g_list_model_get_item (comments, i);

      add_person (self, vdt_comment_get_author (comment));
    }
}

/**
 * vdt_mask_add_incident:
 * @self: a mask
 * @incident: a loaded incident
 *
 * Adds what the incident knows as names: accounts, people, hosts, the authors of
 * comments. Longer names are found before the words in them.
 */
void
vdt_mask_add_incident (VdtMask     *self,
                       VdtIncident *incident)
{
  g_autoptr(GVariant) data = NULL;
  g_autoptr(GVariant) rules = NULL;
  GListModel *assets;
  GListModel *alerts;

  g_return_if_fail (self != NULL && VDT_IS_INCIDENT (incident));

  data = vdt_data_load (vdt_prompts_get_resource (), "prompts");
  rules = vdt_data_get_list (data, "mask");
  assets = vdt_incident_get_assets (incident);
  for (guint i = 0; i < g_list_model_get_n_items (assets); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);

      for (gsize r = 0; r < g_variant_n_children (rules); r++)
        {
          g_autoptr(GVariant) boxed = g_variant_get_child_value (rules, r);
          g_autoptr(GVariant) rule = g_variant_get_variant (boxed);

          if (g_strcmp0 (vdt_asset_get_kind (asset), vdt_data_get_string (rule, "asset")) == 0)
            add_asset (self, asset, rule);
        }
    }

  add_authors (self, vdt_incident_get_comments (incident));
  alerts = vdt_incident_get_alerts (incident);
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      add_authors (self, vdt_alert_get_comments (alert));
    }
}
