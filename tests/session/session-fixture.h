/* session-fixture.h
 *
 * A session on a workspace of its own, with a clock that the test sets.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-session.h"

G_BEGIN_DECLS

typedef struct
{
  VdtSession   *session;
  char         *folder;
  gint64        now;
  GAsyncResult *result;
} Fixture;

void          fixture_set_up    (Fixture       *f,
                                 gconstpointer  data);
void          fixture_tear_down (Fixture       *f,
                                 gconstpointer  data);
void          fixture_done_cb   (GObject       *object,
                                 GAsyncResult  *result,
                                 gpointer       user_data);
GAsyncResult *fixture_wait      (Fixture       *f);
void          fixture_open      (Fixture       *f);
VdtIncident  *fixture_load      (Fixture       *f,
                                 const char    *id);

G_END_DECLS
