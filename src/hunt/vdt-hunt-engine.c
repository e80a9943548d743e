/* vdt-hunt-engine.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-engine.h"

/**
 * VdtHuntEngine:
 *
 * Runs queries as they are written. Called from the main thread, which it never
 * blocks; what comes back is a #VdtQueryRun that grows.
 */
G_DEFINE_INTERFACE (VdtHuntEngine, vdt_hunt_engine, G_TYPE_OBJECT)

static void
vdt_hunt_engine_default_init (VdtHuntEngineInterface *iface)
{
}

/**
 * vdt_hunt_engine_run:
 * @self: an engine
 * @text: a query
 * @request: (nullable): how to run it
 *
 * Returns: (transfer full): its run, which has begun
 */
VdtQueryRun *
vdt_hunt_engine_run (VdtHuntEngine        *self,
                     const char           *text,
                     const VdtHuntRequest *request)
{
  const VdtHuntRequest plain = { 0 };
  VdtQueryRun *run;

  g_return_val_if_fail (VDT_IS_HUNT_ENGINE (self) && text != NULL, NULL);

  run = vdt_query_run_new (text);
  VDT_HUNT_ENGINE_GET_IFACE (self)->run (self, run, request != NULL ? request : &plain);

  return run;
}

void
vdt_hunt_engine_list_tables_async (VdtHuntEngine       *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (VDT_IS_HUNT_ENGINE (self));

  VDT_HUNT_ENGINE_GET_IFACE (self)->list_tables_async (self, cancellable, callback, user_data);
}

/**
 * vdt_hunt_engine_list_tables_finish:
 * @self: an engine
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer container) (nullable) (element-type VdtHuntTable): the tables
 *   that have rows
 */
GPtrArray *
vdt_hunt_engine_list_tables_finish (VdtHuntEngine  *self,
                                    GAsyncResult   *result,
                                    GError        **error)
{
  g_return_val_if_fail (VDT_IS_HUNT_ENGINE (self), NULL);

  return VDT_HUNT_ENGINE_GET_IFACE (self)->list_tables_finish (self, result, error);
}

/**
 * vdt_hunt_engine_dup_catalog:
 * @self: an engine
 *
 * Returns: (transfer full): what a query can name there
 */
VdtKqlCatalog *
vdt_hunt_engine_dup_catalog (VdtHuntEngine *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_ENGINE (self), NULL);

  return VDT_HUNT_ENGINE_GET_IFACE (self)->dup_catalog (self);
}
