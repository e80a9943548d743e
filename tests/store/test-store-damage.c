/* test-store-damage.c
 *
 * Damaged databases: whatever bytes are wrong, something opens, nothing crashes, and
 * what was lost is told.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "vdt-error.h"

#define N_INCIDENTS 60
#define N_FLIPS 20
#define N_CUTS 10

typedef struct
{
  StoreFixture  f;
  char         *path;
  char         *good;
  gsize         length;
} Damage;

static void
set_up (Damage        *d,
        gconstpointer  data)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;

  store_fixture_set_up (&d->f, NULL);
  for (guint i = 0; i < N_INCIDENTS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      g_ptr_array_add (records, make_incident (id, 2));
    }
  wait_import (d->f.store, records);
  wait_close (d->f.store);

  d->path = store_fixture_path (&d->f, "case.db");
  g_file_get_contents (d->path, &d->good, &d->length, &error);
  g_assert_no_error (error);
}

static void
tear_down (Damage        *d,
           gconstpointer  data)
{
  store_fixture_tear_down (&d->f, NULL);
  g_free (d->path);
  g_free (d->good);
}

static guint
count (Damage *d)
{
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) rows = NULL;
  guint total;

  vdt_store_query_async (d->f.store, query, 0, 0, NULL, wait_cb, &result);
  rows = vdt_store_query_finish (d->f.store, wait_result (&result), &total, NULL);

  return total;
}

static void
clean (Damage *d)
{
  g_autoptr(GDir) dir = g_dir_open (d->f.folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (d->f.folder, name, NULL);

      if (strcmp (name, "case.schema") != 0)
        g_unlink (path);
    }
}

static guint
open_damaged (Damage     *d,
              const char *bytes,
              gsize       length)
{
  g_autoptr(GError) error = NULL;
  guint n;

  clean (d);
  g_file_set_contents (d->path, bytes, (gssize) length, &error);
  g_assert_no_error (error);

  g_clear_object (&d->f.store);
  d->f.store = wait_new (&d->f);
  wait_open (d->f.store, d->f.folder, &error);
  g_assert_no_error (error);
  n = count (d);
  wait_close (d->f.store);

  return n;
}

static void
check_use (Damage *d)
{
  g_autoptr(VdtIncident) fresh = make_incident ("after", 1);
  g_autoptr(VdtIncident) loaded = NULL;
  g_autoptr(GListModel) hits = NULL;
  g_autoptr(GError) error = NULL;

  wait_open (d->f.store, d->f.folder, &error);
  g_assert_no_error (error);
  g_assert_null (vdt_store_get_notice (d->f.store));
  wait_import_one (d->f.store, fresh);
  loaded = wait_load (d->f.store, "after");
  g_assert_cmpuint (vdt_incident_get_n_alerts (loaded), ==, 1);
  hits = wait_search (d->f.store, "suspicious after");
  g_assert_cmpuint (g_list_model_get_n_items (hits), >=, 1);
  wait_close (d->f.store);
}

/* The first page is gone: header and schema. All records come back. */
static void
test_first_page (Damage        *d,
                 gconstpointer  data)
{
  g_autofree char *bytes = g_memdup2 (d->good, d->length);

  memset (bytes, 0x55, 4096);
  g_assert_cmpuint (open_damaged (d, bytes, d->length), ==, N_INCIDENTS);
  g_assert_nonnull (vdt_store_get_notice (d->f.store));
  g_assert_true (g_file_test (vdt_store_get_set_aside (d->f.store), G_FILE_TEST_EXISTS));
  g_assert_nonnull (strstr (vdt_store_get_notice (d->f.store), "case.db.damaged-"));
  g_assert_nonnull (strstr (vdt_store_get_notice (d->f.store), "60 incidents"));
  check_use (d);
}

static void
test_zero_bytes (Damage        *d,
                 gconstpointer  data)
{
  /* an empty file is an empty database to SQLite: that must not pass silently */
  g_assert_cmpuint (open_damaged (d, "", 0), ==, 0);
  g_assert_cmpuint (open_damaged (d, "This is no database at all, but a text.", 39), ==, 0);
  g_assert_nonnull (vdt_store_get_notice (d->f.store));
  check_use (d);
}

/* The first pages are the empty beginnings of all tables: a cut must leave some more. */
static void
test_cut (Damage        *d,
          gconstpointer  data)
{
  guint n = open_damaged (d, d->good, d->length / 5 * 4);

  g_test_message ("%s", vdt_store_get_notice (d->f.store));
  g_assert_cmpuint (n, >, 0);
  g_assert_nonnull (vdt_store_get_notice (d->f.store));
  check_use (d);
}

/* Pages in the middle are overwritten: most of the rest comes back. */
static void
test_middle_pages (Damage        *d,
                   gconstpointer  data)
{
  guint best = 0;

  for (gsize page = d->length / 4096 / 3; page < d->length / 4096 / 3 + 6; page++)
    {
      g_autofree char *bytes = g_memdup2 (d->good, d->length);
      guint n;

      memset (bytes + page * 4096, 0xa5, 4096);
      n = open_damaged (d, bytes, d->length);
      best = MAX (best, n);
      g_assert_cmpuint (n, >=, N_INCIDENTS / 3);
    }
  g_assert_cmpuint (best, ==, N_INCIDENTS);
  check_use (d);
}

static void
test_random_flips (Damage        *d,
                   gconstpointer  data)
{
  guint whole = 0;

  for (guint round = 0; round < N_FLIPS; round++)
    {
      g_autofree char *bytes = g_memdup2 (d->good, d->length);
      int n_flips = g_test_rand_int_range (1, 20);

      for (int i = 0; i < n_flips; i++)
        {
          /* every fourth one in the header and the schema */
          int limit = i % 4 == 0 ? 4096 : (int) d->length;
          int at = g_test_rand_int_range (0, limit);

          bytes[at] = (char) (bytes[at] ^ (1 << g_test_rand_int_range (0, 8)));
        }
      whole += open_damaged (d, bytes, d->length) == N_INCIDENTS;
    }
  g_test_message ("%u of %u had all incidents", whole, N_FLIPS);
  g_assert_cmpuint (whole, >, N_FLIPS / 3);
  check_use (d);
}

static void
test_random_cuts (Damage        *d,
                  gconstpointer  data)
{
  for (guint round = 0; round < N_CUTS; round++)
    open_damaged (d, d->good, (gsize) g_test_rand_int_range (0, (int) d->length));
  check_use (d);
}

static void
test_damaged_wal (Damage        *d,
                  gconstpointer  data)
{
  g_autofree char *wal = g_strconcat (d->path, "-wal", NULL);
  g_autofree char *noise = g_malloc (40000);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 40000; i++)
    noise[i] = (char) g_test_rand_int ();
  clean (d);
  g_file_set_contents (d->path, d->good, (gssize) d->length, &error);
  g_assert_no_error (error);
  g_file_set_contents (wal, noise, 40000, &error);
  g_assert_no_error (error);
  g_clear_object (&d->f.store);
  d->f.store = wait_new (&d->f);
  wait_open (d->f.store, d->f.folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (d), ==, N_INCIDENTS);
  wait_close (d->f.store);
}

/* A damaged search index is built anew by itself. */
static void
test_search_index (Damage        *d,
                   gconstpointer  data)
{
  g_autoptr(GListModel) hits = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (d->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE search_data SET block = x'00' WHERE id > 100", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (db);

  wait_open (d->f.store, d->f.folder, &error);
  g_assert_no_error (error);
  hits = wait_search (d->f.store, "encoded");
  g_assert_cmpuint (g_list_model_get_n_items (hits), ==, 50);
  wait_close (d->f.store);
}

static void
add_test (const char *path,
          void      (*test) (Damage        *d,
                             gconstpointer  data))
{
  g_test_add (path, Damage, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/store/damage/first-page", test_first_page);
  add_test ("/store/damage/zero-bytes", test_zero_bytes);
  add_test ("/store/damage/cut", test_cut);
  add_test ("/store/damage/middle-pages", test_middle_pages);
  add_test ("/store/damage/random-flips", test_random_flips);
  add_test ("/store/damage/random-cuts", test_random_cuts);
  add_test ("/store/damage/damaged-wal", test_damaged_wal);
  add_test ("/store/damage/search-index", test_search_index);

  return g_test_run ();
}
