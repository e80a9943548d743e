/* vdt-incident-update.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-incident-update.h"

static void update_list (gpointer    record,
                         gpointer    fresh,
                         const char *property,
                         const char *id_property);

/* The record's own lists, one level down. */
static void
update_record (gpointer record,
               gpointer fresh)
{
  vdt_record_copy (record, fresh);

  if (VDT_IS_ALERT (record))
    {
      update_list (record, fresh, "comments", "id");
      update_list (record, fresh, "evidence", "id");
    }
}

static GHashTable *
index_by_id (GListModel *list,
             const char *id_property)
{
  GHashTable *by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      gpointer item = g_list_model_get_item (list, i);
      const char *id = vdt_record_get_text (item, id_property);

      if (id != NULL && !g_hash_table_contains (by_id, id))
        g_hash_table_insert (by_id, (char *) id, item);
      else
        g_object_unref (item);
    }

  return by_id;
}

static void
update_list (gpointer    record,
             gpointer    fresh,
             const char *property,
             const char *id_property)
{
  GListStore *store = vdt_record_get_list (record, property);
  GListModel *old = G_LIST_MODEL (store);
  GListModel *new = G_LIST_MODEL (vdt_record_get_list (fresh, property));
  g_autoptr(GHashTable) by_id = index_by_id (old, id_property);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_old = g_list_model_get_n_items (old);
  guint n_new = g_list_model_get_n_items (new);
  guint same = 0;
  guint tail = 0;

  for (guint i = 0; i < n_new; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (new, i);
      const char *id = vdt_record_get_text (item, id_property);
      gpointer known = id != NULL ? g_hash_table_lookup (by_id, id) : NULL;

      if (known != NULL)
        update_record (known, item);
      g_ptr_array_add (items, g_object_ref (known != NULL ? known : item));
    }

  /* only the stretch that differs: a selection outside it stays */
  while (same < n_old && same < n_new)
    {
      g_autoptr(GObject) item = g_list_model_get_item (old, same);

      if (item != g_ptr_array_index (items, same))
        break;
      same++;
    }
  while (tail < n_old - same && tail < n_new - same)
    {
      g_autoptr(GObject) item = g_list_model_get_item (old, n_old - tail - 1);

      if (item != g_ptr_array_index (items, n_new - tail - 1))
        break;
      tail++;
    }

  if (n_old - same - tail > 0 || n_new - same - tail > 0)
    g_list_store_splice (store, same, n_old - same - tail, items->pdata + same, n_new - same - tail);
}

/**
 * vdt_incident_update:
 * @self: an incident that is shown
 * @fresh: the same one, just read from the store
 *
 * Takes over all that @fresh says. Alerts, comments, evidence, assets and log
 * entries that are known (by id) stay the same objects, so that what is selected
 * stays selected; only what differs is notified. If @fresh is only a row of the
 * queue, the lists stay as they are.
 */
void
vdt_incident_update (VdtIncident *self,
                     VdtIncident *fresh)
{
  gboolean loaded;

  g_return_if_fail (VDT_IS_INCIDENT (self));
  g_return_if_fail (VDT_IS_INCIDENT (fresh));

  loaded = vdt_incident_get_loaded (fresh);
  if (!loaded && vdt_incident_get_loaded (self))
    {
      /* a row knows neither body nor lists: do not forget them */
      g_autoptr(VdtFields) fields = vdt_incident_get_fields (self) != NULL
        ? vdt_fields_ref (vdt_incident_get_fields (self)) : NULL;
      g_autofree char *raw = g_strdup (vdt_incident_get_raw (self));
      g_autofree char *description = g_strdup (vdt_incident_get_description (self));
      g_autofree char *summary = g_strdup (vdt_incident_get_summary_text (self));

      g_object_freeze_notify (G_OBJECT (self));
      vdt_record_copy (self, fresh);
      vdt_record_set_fields (self, "fields", fields);
      vdt_record_set_text (self, "raw", raw);
      vdt_record_set_text (self, "description", description);
      vdt_record_set_text (self, "summary-text", summary);
      vdt_record_set_flag (self, "loaded", TRUE);
      g_object_thaw_notify (G_OBJECT (self));
      return;
    }

  vdt_record_copy (self, fresh);
  if (loaded)
    {
      update_list (self, fresh, "comments", "id");
      update_list (self, fresh, "alerts", "id");
      update_list (self, fresh, "assets", "key");
      update_list (self, fresh, "activity", "id");
    }
}
