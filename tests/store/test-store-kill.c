/* test-store-kill.c
 *
 * Kills a writing process at random points, 200 times, and looks at what is there:
 * all that it was told is written must be, and at most the one act in flight more.
 *
 * The helper (`--write FOLDER`) saves a draft, adds a comment and imports a batch, in
 * turn, and says so after each: “s 12”, “c 12”, “i 12”.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "store-fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N_KILLS 200
#define BATCH 5

/* What the helper was told is done. */
typedef struct
{
  gint64 state;
  gint64 comment;
  gint64 batch;
} Said;

static void
say (char  what,
     guint n)
{
  char line[32];
  int length = g_snprintf (line, sizeof line, "%c %u\n", what, n);

  /* one write, so that a line is there or is not */
  if (write (STDOUT_FILENO, line, (gsize) length) != length)
    exit (1);
}

static void
write_state (VdtStore *store,
             guint     n)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_strdup_printf ("%u", n);

  vdt_store_set_state_async (store, "draft", text, NULL, wait_cb, &result);
  vdt_store_set_state_finish (store, wait_result (&result), &error);
  g_assert_no_error (error);
  say ('s', n);
}

static void
write_comment (VdtStore *store,
               guint     n)
{
  g_autofree char *text = g_strdup_printf ("comment %u", n);
  g_autoptr(VdtChange) change = vdt_change_new_comment ("base", NULL, text);
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtReceipt) receipt G_GNUC_UNUSED = wait_apply (store, change, &error);

  g_assert_no_error (error);
  say ('c', n);
}

static void
write_batch (VdtStore *store,
             guint     n)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < BATCH; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u-%u", n, i);

      g_ptr_array_add (records, make_incident (id, 2));
    }
  wait_import (store, records);
  say ('i', n);
}

static guint
count_incidents (VdtStore *store)
{
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  guint total;
  g_autoptr(GListModel) rows G_GNUC_UNUSED = wait_query (store, query, 0, 1, &total);

  return total;
}

static guint
count_comments (VdtStore *store)
{
  g_autoptr(VdtIncident) incident = wait_load (store, "base");

  return g_list_model_get_n_items (vdt_incident_get_comments (incident));
}

static guint
read_state (VdtStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GHashTable) state = NULL;
  g_autoptr(GError) error = NULL;
  const char *text;

  vdt_store_load_state_async (store, "", NULL, wait_cb, &result);
  state = vdt_store_load_state_finish (store, wait_result (&result), &error);
  g_assert_no_error (error);
  text = g_hash_table_lookup (state, "draft");

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
}

static void G_GNUC_NORETURN
write_until_killed (const char *folder)
{
  StoreFixture f = { .now = 0 };
  g_autoptr(VdtStore) store = wait_new (&f);
  g_autoptr(GError) error = NULL;
  guint state;
  guint comment;
  guint batch;

  wait_open (store, folder, &error);
  g_assert_no_error (error);
  state = read_state (store);
  comment = count_comments (store);
  batch = (count_incidents (store) - 1) / BATCH;

  for (;;)
    {
      write_state (store, ++state);
      write_comment (store, ++comment);
      write_state (store, ++state);
      write_batch (store, ++batch);
    }
}

static void
take_line (Said       *said,
           const char *line)
{
  gint64 n = g_ascii_strtoll (line + 1, NULL, 10);

  switch (line[0])
    {
    case 's':
      said->state = n;
      break;
    case 'c':
      said->comment = n;
      break;
    case 'i':
      said->batch = n;
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
kill_one (const char *folder,
          Said       *said)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  char *line;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", "--write", folder, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));

  /* two of three are let write something first; the rest may die while opening */
  if (g_test_rand_int_range (0, 3) > 0)
    {
      line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (line);
      take_line (said, line);
      g_free (line);
    }
  g_usleep ((gulong) g_test_rand_int_range (0, 60000));
  g_subprocess_force_exit (process);

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, &error)) != NULL)
    {
      take_line (said, line);
      g_free (line);
    }
  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
}

static void
check (StoreFixture *f,
       Said         *said)
{
  g_autoptr(VdtStoreAudit) audit = NULL;
  g_autoptr(GError) error = NULL;
  guint n;

  f->store = wait_new (f);
  wait_open (f->store, f->folder, &error);
  g_assert_no_error (error);
  /* the whole file was checked, since the last one did not end well */
  g_assert_cmpstr (vdt_store_get_notice (f->store), ==, NULL);

  n = read_state (f->store);
  g_assert_cmpint (n, >=, said->state);
  g_assert_cmpint (n, <=, said->state + 1);
  said->state = n;
  n = count_comments (f->store);
  g_assert_cmpint (n, >=, said->comment);
  g_assert_cmpint (n, <=, said->comment + 1);
  said->comment = n;
  n = count_incidents (f->store) - 1;
  g_assert_cmpint (n % BATCH, ==, 0);
  g_assert_cmpint (n / BATCH, >=, said->batch);
  g_assert_cmpint (n / BATCH, <=, said->batch + 1);
  said->batch = n / BATCH;

  audit = wait_verify (f->store);
  g_assert_true (audit->intact);
  wait_close (f->store);
  g_clear_object (&f->store);
}

static void
test_kill (StoreFixture  *f,
           gconstpointer  data)
{
  g_autoptr(VdtIncident) base = make_incident ("base", 1);
  Said said = { 0 };

  wait_import_one (f->store, base);
  wait_close (f->store);
  g_clear_object (&f->store);

  for (guint i = 0; i < N_KILLS; i++)
    {
      kill_one (f->folder, &said);
      check (f, &said);
    }

  g_test_message ("%d kills: %" G_GINT64_FORMAT " drafts, %" G_GINT64_FORMAT " comments, %" G_GINT64_FORMAT
                  " batches written, none lost", N_KILLS, said.state, said.comment, said.batch);
  g_assert_cmpint (said.state, >, N_KILLS / 4);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--write") == 0)
    write_until_killed (argv[2]);

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/kill", StoreFixture, NULL, store_fixture_set_up, test_kill, store_fixture_tear_down);

  return g_test_run ();
}
