/* store-fixture.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>

/* 2026-11-20 08:00:00 UTC */
#define START G_GINT64_CONSTANT (1795161600000000)

static gint64
clock_cb (gpointer user_data)
{
  StoreFixture *f = user_data;

  return g_atomic_pointer_add (&f->now, G_USEC_PER_SEC);
}

VdtStore *
wait_new (StoreFixture *f)
{
  VdtStore *store = vdt_store_new (clock_cb, f);

  vdt_store_set_analyst (store, "Lea Winter");

  return store;
}

void
store_fixture_set_up (StoreFixture  *f,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->folder = g_dir_make_tmp ("vdt-store-XXXXXX", &error);
  g_assert_no_error (error);
  f->now = START;
  f->store = wait_new (f);
  wait_open (f->store, f->folder, &error);
  g_assert_no_error (error);
  g_assert_null (vdt_store_get_notice (f->store));
}

void
store_fixture_remove (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

void
store_fixture_tear_down (StoreFixture  *f,
                         gconstpointer  data)
{
  if (f->store != NULL)
    wait_close (f->store);
  g_clear_object (&f->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  store_fixture_remove (f->folder);
  g_clear_pointer (&f->folder, g_free);
}

/* Closes the workspace and opens it in a new store: what is there then is on the disk. */
void
store_fixture_reopen (StoreFixture *f)
{
  g_autoptr(GError) error = NULL;

  wait_close (f->store);
  g_clear_object (&f->store);
  f->store = wait_new (f);
  wait_open (f->store, f->folder, &error);
  g_assert_no_error (error);
}

char *
store_fixture_path (StoreFixture *f,
                    const char   *name)
{
  return g_build_filename (f->folder, name, NULL);
}

void
wait_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **out = user_data;

  *out = g_object_ref (result);
}

GAsyncResult *
wait_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

gboolean
wait_open (VdtStore    *store,
           const char  *folder,
           GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vdt_store_open_async (store, folder, NULL, wait_cb, &result);

  return vdt_store_open_finish (store, wait_result (&result), error);
}

void
wait_close (VdtStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vdt_store_close_async (store, wait_cb, &result);
  vdt_store_close_finish (store, wait_result (&result), &error);
  g_assert_no_error (error);
}

VdtStoreCounts
wait_import (VdtStore  *store,
             GPtrArray *records)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) end = NULL;
  g_autoptr(GError) error = NULL;
  VdtStoreCounts counts;

  vdt_store_import_async (store, records, NULL, wait_cb, &result);
  vdt_store_import_finish (store, wait_result (&result), &counts, &error);
  g_assert_no_error (error);
  vdt_store_end_import_async (store, NULL, NULL, wait_cb, &end);
  vdt_store_end_import_finish (store, wait_result (&end), &error);
  g_assert_no_error (error);

  return counts;
}

VdtStoreCounts
wait_import_one (VdtStore *store,
                 gpointer  record)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (records, g_object_ref (record));

  return wait_import (store, records);
}

VdtIncident *
wait_load (VdtStore   *store,
           const char *id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  VdtIncident *incident;

  vdt_store_load_incident_async (store, id, NULL, wait_cb, &result);
  incident = vdt_store_load_incident_finish (store, wait_result (&result), &error);
  g_assert_no_error (error);

  return incident;
}

GListModel *
wait_query (VdtStore      *store,
            VdtQueueQuery *query,
            guint          offset,
            guint          limit,
            guint         *out_total)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GListModel *rows;

  vdt_store_query_async (store, query, offset, limit, NULL, wait_cb, &result);
  rows = vdt_store_query_finish (store, wait_result (&result), out_total, &error);
  g_assert_no_error (error);

  return rows;
}

GListModel *
wait_search (VdtStore   *store,
             const char *text)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GListModel *hits;

  vdt_store_search_async (store, text, 50, NULL, wait_cb, &result);
  hits = vdt_store_search_finish (store, wait_result (&result), &error);
  g_assert_no_error (error);

  return hits;
}

VdtReceipt *
wait_apply (VdtStore   *store,
            VdtChange  *change,
            GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vdt_store_apply_async (store, change, NULL, wait_cb, &result);

  return vdt_store_apply_finish (store, wait_result (&result), error);
}

VdtReceipt *
wait_undo (VdtStore    *store,
           const char  *token,
           GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vdt_store_undo_async (store, token, NULL, wait_cb, &result);

  return vdt_store_undo_finish (store, wait_result (&result), error);
}

VdtStoreAudit *
wait_verify (VdtStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  VdtStoreAudit *audit;

  vdt_store_verify_activity_async (store, NULL, wait_cb, &result);
  audit = vdt_store_verify_activity_finish (store, wait_result (&result), &error);
  g_assert_no_error (error);

  return audit;
}

/* make_evidence ("deviceEvidence", "hostName", "ws-07", …, NULL) */
VdtEvidence *
make_evidence (const char *kind,
               ...)
{
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();
  g_autoptr(VdtFields) fields = NULL;
  g_autoptr(GString) raw = g_string_new ("{");
  VdtEvidence *evidence = vdt_evidence_new (NULL, kind);
  const char *path;
  va_list args;

  va_start (args, kind);
  while ((path = va_arg (args, const char *)) != NULL)
    {
      const char *text = va_arg (args, const char *);

      vdt_fields_builder_add (builder, path, VDT_FIELD_STRING, text, -1);
      g_string_append_printf (raw, "\"%s\":\"%s\",", path, text);
    }
  va_end (args);

  fields = vdt_fields_builder_end (g_steal_pointer (&builder));
  vdt_record_set_fields (evidence, "fields", fields);
  vdt_record_set_text (evidence, "raw", raw->str);
  vdt_record_set_time (evidence, "created-at", START);
  vdt_record_set_text (evidence, "verdict", "suspicious");

  return evidence;
}

VdtAlert *
make_alert (const char *id,
            const char *incident_id,
            const char *title)
{
  VdtAlert *alert = vdt_alert_new (id);

  vdt_record_set_text (alert, "incident-id", incident_id);
  vdt_record_set_text (alert, "title", title);
  vdt_record_set_text (alert, "status", "new");
  vdt_record_set_text (alert, "severity", "medium");
  vdt_record_set_text (alert, "category", "Execution");
  vdt_record_set_time (alert, "created-at", START);
  vdt_record_set_time (alert, "updated-at", START);
  vdt_record_set_time (alert, "first-activity-at", START);

  return alert;
}

VdtIncident *
make_incident (const char *id,
               guint       n_alerts)
{
  VdtIncident *incident = vdt_incident_new (id);
  g_autofree char *title = g_strdup_printf ("Suspicious activity %s on one endpoint", id);

  vdt_record_set_text (incident, "source", "graph");
  vdt_record_set_text (incident, "title", title);
  vdt_record_set_text (incident, "status", "active");
  vdt_record_set_text (incident, "severity", "high");
  vdt_record_set_time (incident, "created-at", START);
  vdt_record_set_time (incident, "updated-at", START);

  for (guint i = 0; i < n_alerts; i++)
    {
      g_autofree char *alert_id = g_strdup_printf ("da-%s-%u_1", id, i);
      g_autofree char *alert_title = g_strdup_printf ("Encoded command number %u", i);
      g_autofree char *host = g_strdup_printf ("ws-%s.corp.example.com", id);
      g_autofree char *pid = g_strdup_printf ("%u", 4000 + i);
      g_autoptr(VdtAlert) alert = make_alert (alert_id, id, alert_title);
      g_autoptr(VdtEvidence) device = make_evidence ("deviceEvidence", "mdeDeviceId", host, "deviceDnsName", host,
                                                     NULL);
      g_autoptr(VdtEvidence) process = make_evidence ("processEvidence", "mdeDeviceId", host, "processId", pid,
                                                      "processCreationDateTime", "2026-11-18T08:00:00Z",
                                                      "imageFile.fileName", "powershell.exe",
                                                      "processCommandLine", "powershell.exe -enc SQBFAFgA", NULL);

      vdt_alert_add_evidence (alert, device);
      vdt_alert_add_evidence (alert, process);
      vdt_incident_add_alert (incident, alert);
    }

  return incident;
}
