/* bench-store.c
 *
 * Measures the case database: import, start, queue, search, one big incident, acts.
 *
 * usage: bench-store [N_INCIDENTS [FOLDER]]
 *
 * Without FOLDER the workspace is made in a temporary one and removed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>

#include "store-fixture.h"
#include "vdt-error.h"

#define BATCH 200
#define ROUNDS 7

static const char *const severities[] = { "informational", "low", "medium", "high" };
static const char *const statuses[] = { "active", "active", "inProgress", "resolved" };
static const char *const owners[] = { NULL, "lea@example.com", "jo@example.com", "mira@example.com" };
static const char *const words[] = { "Phishing", "Ransomware", "Credential theft", "Lateral movement", "Beaconing",
                                     "Password spray", "Persistence", "Exfiltration" };

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

/* Processor time of all threads: what a busy machine does not spoil. */
static double
cpu_ms (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &spent);

  return (double) spent.tv_sec * 1e3 + (double) spent.tv_nsec / 1e6;
}

static guint64
file_size (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf buffer;

  return g_stat (path, &buffer) == 0 ? (guint64) buffer.st_size : 0;
}

static VdtIncident *
vary (guint n)
{
  g_autofree char *id = g_strdup_printf ("%u", 1000 + n);
  g_autofree char *title = g_strdup_printf ("%s on host %u", words[n % 8], n % 5000);
  VdtIncident *incident = make_incident (id, 1 + n % 3);

  vdt_record_set_text (incident, "title", title);
  vdt_record_set_text (incident, "severity", severities[n % 4]);
  vdt_record_set_text (incident, "status", statuses[(n / 4) % 4]);
  vdt_record_set_text (incident, "owner", owners[(n / 16) % 4]);
  vdt_record_set_time (incident, "updated-at",
                       vdt_incident_get_updated_at (incident) + (gint64) ((n * 7919) % 1000003) * G_USEC_PER_SEC);

  return incident;
}

static void
import_all (VdtStore *store,
            guint     n_incidents)
{
  double building = 0;
  double start = now_ms ();
  double cpu = 0;
  double took;
  guint rows = 0;

  for (guint done = 0; done < n_incidents; done += BATCH)
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr(GError) error = NULL;
      VdtStoreCounts counts;
      double begin = now_ms ();

      for (guint i = done; i < MIN (done + BATCH, n_incidents); i++)
        g_ptr_array_add (records, vary (i));
      building += now_ms () - begin;
      cpu -= cpu_ms ();
      if (!vdt_store_import_from_worker (store, records, NULL, &counts, &error))
        g_error ("%s", error->message);
      cpu += cpu_ms ();
      rows += counts.new_incidents + counts.new_alerts + counts.evidence;
      while (g_main_context_iteration (NULL, FALSE))
        continue;
    }

  took = now_ms () - start - building;
  g_print ("import\t%u incidents, %u rows\t%.1f s\t%.0f rows/s\t%.0f rows/s of processor time\n", n_incidents, rows,
           took / 1000, rows / took * 1000, rows / cpu * 1000);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  const double *left = a;
  const double *right = b;

  return (*left > *right) - (*left < *right);
}

static void
measure_query (VdtStore      *store,
               const char    *name,
               VdtQueueQuery *query,
               guint          offset)
{
  double times[ROUNDS];
  double cpu = cpu_ms ();
  guint total = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      double begin = now_ms ();
      g_autoptr(GListModel) rows G_GNUC_UNUSED = wait_query (store, query, offset, 200, &total);

      times[i] = now_ms () - begin;
    }
  qsort (times, ROUNDS, sizeof *times, compare_cb);
  g_print ("queue\t%s\t%.1f ms median\t%.1f ms worst\t%.1f ms processor\t%u rows in all\n", name, times[ROUNDS / 2],
           times[ROUNDS - 1], (cpu_ms () - cpu) / ROUNDS, total);
}

static void
measure_queue (VdtStore *store)
{
  static const struct
  {
    const char *property;
    const char *value;
    const char *sort;
  } queries[] = {
    { NULL, NULL, "updated" }, { NULL, NULL, "severity" }, { NULL, NULL, "title" }, { NULL, NULL, "status" },
    { NULL, NULL, "owner" }, { NULL, NULL, "assets" }, { NULL, NULL, "alerts" }, { NULL, NULL, "priority" },
    { NULL, NULL, "id" },
    { "statuses", "active\x1finProgress", "updated" }, { "severities", "high", "title" },
    { "owner", "lea@example.com", "severity" }, { "owner", "", "updated" },
    { "search", "no-such-word", "updated" }, { "search", "4711", "updated" }, { "search", "ransomware", "severity" },
    { "search", "powershell.exe", "updated" }, { "search", "ransomware powershell", "updated" },
    { "search", "p", "updated" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
      g_autofree char *name = g_strdup_printf ("%s %s, by %s", queries[i].property != NULL ? queries[i].property : "all",
                                               queries[i].value != NULL ? queries[i].value : "", queries[i].sort);

      vdt_record_set_text (query, "sort-key", queries[i].sort);
      vdt_record_set_flag (query, "descending", TRUE);
      if (queries[i].property != NULL)
        vdt_record_set_value (query, queries[i].property, queries[i].value);
      measure_query (store, g_strdelimit (name, "\x1f", '+'), query, 0);
      if (i == 0)
        measure_query (store, "all, by updated, row 90 000", query, 90000);
    }
}

static void
measure_big (VdtStore *store)
{
  g_autoptr(VdtIncident) big = make_incident ("big", 2000);
  g_autoptr(VdtIncident) again = make_incident ("big", 2000);
  g_autoptr(VdtChange) resolve = vdt_change_new_set ("big", "status", "resolved");
  g_autoptr(VdtReceipt) receipt = NULL;
  g_autoptr(VdtReceipt) undone = NULL;
  double begin = now_ms ();
  double load;
  double act;
  double undo;

  wait_import_one (store, big);
  g_print ("big\timport 2,000 alerts, 4,000 pieces of evidence\t%.0f ms\n", now_ms () - begin);
  begin = now_ms ();
  wait_import_one (store, again);
  g_print ("big\timport the same again\t%.0f ms\n", now_ms () - begin);

  begin = now_ms ();
  {
    g_autoptr(VdtIncident) loaded G_GNUC_UNUSED = wait_load (store, "big");

    load = now_ms () - begin;
  }
  begin = now_ms ();
  receipt = wait_apply (store, resolve, NULL);
  act = now_ms () - begin;
  begin = now_ms ();
  undone = wait_undo (store, vdt_receipt_get_token (receipt), NULL);
  undo = now_ms () - begin;
  g_print ("big\tload\t%.0f ms\tresolve with its alerts\t%.0f ms\tundo\t%.0f ms\n", load, act, undo);
}

static void
measure_acts (VdtStore *store)
{
  double times[50];
  double begin;
  g_autoptr(VdtStoreAudit) audit = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *title = g_strdup_printf ("Renamed %u", i);
      g_autoptr(VdtChange) change = vdt_change_new_set ("1005", "title", title);
      g_autoptr(VdtReceipt) receipt = NULL;

      begin = now_ms ();
      receipt = wait_apply (store, change, NULL);
      times[i] = now_ms () - begin;
    }
  qsort (times, G_N_ELEMENTS (times), sizeof *times, compare_cb);
  g_print ("act\tset a title, on the disk\t%.1f ms median\t%.1f ms worst\n", times[25], times[49]);

  begin = now_ms ();
  audit = wait_verify (store);
  g_print ("log\tverify %u entries: %s\t%.0f ms\n", audit->n_entries, audit->intact ? "intact" : "BROKEN",
           now_ms () - begin);
}

int
main (int   argc,
      char *argv[])
{
  guint n = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  StoreFixture f = { .now = G_GINT64_CONSTANT (1795161600000000) };
  g_autoptr(GError) error = NULL;
  double begin;

  f.folder = argc > 2 ? g_strdup (argv[2]) : g_dir_make_tmp ("vdt-bench-XXXXXX", NULL);
  f.store = wait_new (&f);
  if (!wait_open (f.store, f.folder, &error))
    g_error ("%s", error->message);

  import_all (f.store, n);
  g_print ("size\t%.1f MB\n", (double) file_size (f.folder, "case.db") / 1e6);
  measure_queue (f.store);
  measure_big (f.store);
  measure_acts (f.store);

  begin = now_ms ();
  wait_close (f.store);
  g_print ("close\t%.0f ms\n", now_ms () - begin);
  begin = now_ms ();
  if (!wait_open (f.store, f.folder, &error))
    g_error ("%s", error->message);
  g_print ("open\t%.0f ms\n", now_ms () - begin);

  wait_close (f.store);
  g_clear_object (&f.store);
  if (argc <= 2)
    store_fixture_remove (f.folder);
  g_free (f.folder);

  return 0;
}
