/* vdt-hunt-store.h
 *
 * The hunting database of a workspace: tables of telemetry, and where their rows
 * came from.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-duck.h"
#include "vdt-hunt-source.h"
#include "vdt-hunt-table.h"
#include "vdt-kql-catalog.h"
#include "vdt-row-batch.h"

G_BEGIN_DECLS

/* The columns that no query sees: number of the source, line of its file. */
#define VDT_HUNT_SOURCE_COLUMN "vdt_source"
#define VDT_HUNT_LINE_COLUMN   "vdt_line"

typedef struct _VdtHuntStore VdtHuntStore;

VdtHuntStore  *vdt_hunt_store_open            (const char           *folder,
                                               GError              **error);
void           vdt_hunt_store_close           (VdtHuntStore         *self);
void           vdt_hunt_store_shut_down       (VdtHuntStore         *self);
const char    *vdt_hunt_store_get_notice      (VdtHuntStore         *self);
VdtDuck       *vdt_hunt_store_connect         (VdtHuntStore         *self,
                                               GError              **error);
VdtKqlCatalog *vdt_hunt_store_dup_catalog     (VdtHuntStore         *self);
guint          vdt_hunt_store_get_generation  (VdtHuntStore         *self);

/* Writing: one file is one transaction. */
gboolean       vdt_hunt_store_begin           (VdtHuntStore         *self,
                                               const VdtHuntSource  *source,
                                               char                **out_twin,
                                               GError              **error);
gboolean       vdt_hunt_store_append          (VdtHuntStore         *self,
                                               VdtRowBatch          *batch,
                                               GError              **error);
gboolean       vdt_hunt_store_end             (VdtHuntStore         *self,
                                               gboolean              keep,
                                               GError              **error);
gboolean       vdt_hunt_store_replace         (VdtHuntStore         *self,
                                               const VdtHuntSource  *source,
                                               GPtrArray            *batches,
                                               GError              **error);
char          *vdt_hunt_store_dup_format      (VdtHuntStore         *self,
                                               const char           *path);
gboolean       vdt_hunt_store_remove          (VdtHuntStore         *self,
                                               const char           *path,
                                               guint64              *out_rows,
                                               GError              **error);

/* Reading. */
GPtrArray     *vdt_hunt_store_list_tables     (VdtHuntStore         *self,
                                               VdtDuck              *connection,
                                               GError              **error);
char          *vdt_hunt_store_dup_source      (VdtHuntStore         *self,
                                               const char           *table,
                                               const VdtKqlSchema   *columns);
GPtrArray     *vdt_hunt_store_list_sources    (VdtHuntStore         *self,
                                               GError              **error);
GPtrArray     *vdt_hunt_store_list_lost       (VdtHuntStore         *self);
gboolean       vdt_hunt_store_keep_lost       (VdtHuntStore         *self,
                                               GPtrArray            *still,
                                               GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtHuntStore, vdt_hunt_store_close)

G_END_DECLS
