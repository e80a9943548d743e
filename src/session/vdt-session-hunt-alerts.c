/* vdt-session-hunt-alerts.c
 *
 * Before a query runs, the alerts and evidence of the case database are put where
 * queries see them, if they have changed since the last one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-alerts.h"

#include "vdt-alert-rows.h"
#include "vdt-store-visit.h"

/* Where the rows come from, in the hunting database's list of sources. */
#define CASE_PATH "vedette:case"

/**
 * VdtSessionAlerts:
 *
 * What the hunting database has of the case database. Used by workers, one at a
 * time.
 */
struct _VdtSessionAlerts
{
  VdtStore *store;
  GMutex    mutex;
  char     *version;     /* under the mutex: of what was put there last */
};

VdtSessionAlerts *
vdt_session_alerts_new (VdtStore *store)
{
  VdtSessionAlerts *self = g_new0 (VdtSessionAlerts, 1);

  self->store = g_object_ref (store);
  g_mutex_init (&self->mutex);

  return self;
}

void
vdt_session_alerts_free (VdtSessionAlerts *self)
{
  g_object_unref (self->store);
  g_mutex_clear (&self->mutex);
  g_free (self->version);
  g_free (self);
}

static void
visit_cb (VdtIncident *incident,
          gpointer     user_data)
{
  vdt_alert_rows_add_incident (user_data, incident);
}

/**
 * vdt_session_alerts_prepare:
 * @hunt: the hunting database
 * @alerts: a #VdtSessionAlerts
 * @error: return location
 *
 * A #VdtHuntPrepareFunc.
 *
 * Returns: %TRUE if AlertInfo and AlertEvidence are as the case database
 */
gboolean
vdt_session_alerts_prepare (VdtHuntStore  *hunt,
                            gpointer       alerts,
                            GError       **error)
{
  VdtSessionAlerts *self = alerts;
  VdtHuntSource source = { 0, (char *) CASE_PATH, NULL, (char *) "", 0, NULL, NULL, 0, 0 };
  g_autoptr(VdtKqlCatalog) catalog = vdt_hunt_store_dup_catalog (hunt);
  g_autoptr(VdtAlertRows) rows = vdt_alert_rows_new (catalog);
  g_autofree char *version = NULL;
  gboolean visited = FALSE;
  gboolean done;

  g_mutex_lock (&self->mutex);
  /* the last run of the program may have put them there */
  if (self->version == NULL)
    self->version = vdt_hunt_store_dup_format (hunt, CASE_PATH);
  version = g_strdup (self->version);
  done = vdt_store_visit_from_worker (self->store, &version, visit_cb, rows, &visited, error);
  if (done && visited)
    {
      source.format = version;
      done = vdt_hunt_store_replace (hunt, &source, vdt_alert_rows_end (rows), error);
    }
  if (done)
    {
      g_free (self->version);
      self->version = g_steal_pointer (&version);
    }
  g_mutex_unlock (&self->mutex);

  return done;
}
