/* session-fixture.c
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "config.h"

#include "session-fixture.h"

#include <ftw.h>
#include <glib/gstdio.h>

static gint64
clock_cb (gpointer user_data)
{
  Fixture *f = user_data;

  return f->now += G_USEC_PER_SEC;
}

void
fixture_done_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Fixture *f = user_data;

  g_set_object (&f->result, result);
}

GAsyncResult *
fixture_wait (Fixture *f)
{
  while (f->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return f->result;
}

void
fixture_open (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  f->session = vdt_session_new (clock_cb, f);
  vdt_session_set_analyst (f->session, "ana");
  g_clear_object (&f->result);
  vdt_session_open_async (f->session, f->folder, NULL, fixture_done_cb, f);
  vdt_session_open_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_cmpint (vdt_session_get_state (f->session), ==, VDT_SESSION_OPEN);
}

VdtIncident *
fixture_load (Fixture    *f,
              const char *id)
{
  g_autoptr(GError) error = NULL;
  VdtIncident *incident;

  g_clear_object (&f->result);
  vdt_session_load_incident_async (f->session, id, NULL, fixture_done_cb, f);
  incident = vdt_session_load_incident_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);

  return incident;
}

void
fixture_set_up (Fixture       *f,
                gconstpointer  data)
{
  f->now = G_GINT64_CONSTANT (1795000000) * G_USEC_PER_SEC;
  f->folder = g_dir_make_tmp ("vedette-session-XXXXXX", NULL);
  fixture_open (f);
}

static int
remove_cb (const char        *path,
           const struct stat *info,
           int                flag,
           struct FTW        *ftw)
{
  return g_remove (path);
}

void
fixture_tear_down (Fixture       *f,
                   gconstpointer  data)
{
  vdt_session_close (f->session);
  g_clear_object (&f->result);
  g_clear_object (&f->session);

  /* The database is closed on its own thread. */
  for (int i = 0; i < 20; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (1000);
    }

  nftw (f->folder, remove_cb, 16, FTW_DEPTH | FTW_PHYS);
  g_free (f->folder);
}
