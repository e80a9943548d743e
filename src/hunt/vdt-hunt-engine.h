/* vdt-hunt-engine.h
 *
 * Where hunting queries run: on this machine, or at a service.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-files.h"
#include "vdt-kql-catalog.h"
#include "vdt-query-run.h"

G_BEGIN_DECLS

/**
 * VdtHuntRequest:
 * @now: what now() is, in ticks of 100 ns since 0001-01-01; 0 for the clock
 * @as_of_newest: now() is the time of the newest row instead, for old data sets
 * @max_rows: rows at most; 0 for the engine's own limit
 * @max_seconds: seconds at most; 0 for the engine's own limit
 * @max_bytes: memory that rows may take; 0 for the engine's own limit
 * @files: (nullable): the files that the person has given to queries
 *
 * How to run a query. When a limit is reached, what is there stays and is marked as
 * partial.
 */
typedef struct
{
  gint64   now;
  gboolean as_of_newest;
  guint64  max_rows;
  guint    max_seconds;
  guint64  max_bytes;

  VdtHuntFiles *files;
} VdtHuntRequest;

#define VDT_TYPE_HUNT_ENGINE (vdt_hunt_engine_get_type ())
G_DECLARE_INTERFACE (VdtHuntEngine, vdt_hunt_engine, VDT, HUNT_ENGINE, GObject)

/**
 * VdtHuntEngineInterface:
 * @run: starts a query; the run is what vdt_query_run_new() made
 * @list_tables_async: asks for the tables that have rows
 * @list_tables_finish: (element-type VdtHuntTable): what they are
 * @dup_catalog: what a query can name
 */
struct _VdtHuntEngineInterface
{
  GTypeInterface parent_interface;

  void           (*run)                (VdtHuntEngine         *self,
                                        VdtQueryRun           *run,
                                        const VdtHuntRequest  *request);
  void           (*list_tables_async)  (VdtHuntEngine         *self,
                                        GCancellable          *cancellable,
                                        GAsyncReadyCallback    callback,
                                        gpointer               user_data);
  GPtrArray     *(*list_tables_finish) (VdtHuntEngine         *self,
                                        GAsyncResult          *result,
                                        GError               **error);
  VdtKqlCatalog *(*dup_catalog)        (VdtHuntEngine         *self);
};

VdtQueryRun   *vdt_hunt_engine_run                (VdtHuntEngine         *self,
                                                   const char            *text,
                                                   const VdtHuntRequest  *request);
void           vdt_hunt_engine_list_tables_async  (VdtHuntEngine         *self,
                                                   GCancellable          *cancellable,
                                                   GAsyncReadyCallback    callback,
                                                   gpointer               user_data);
GPtrArray     *vdt_hunt_engine_list_tables_finish (VdtHuntEngine         *self,
                                                   GAsyncResult          *result,
                                                   GError               **error);
VdtKqlCatalog *vdt_hunt_engine_dup_catalog        (VdtHuntEngine         *self);

G_END_DECLS
