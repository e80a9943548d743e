/* vdt-query-snapshot.h
 *
 * The result of a query as bytes, and back: what a history keeps.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-query-run.h"

G_BEGIN_DECLS

/**
 * VdtQuerySnapshot:
 *
 * Columns and rows of a run that has ended. It shares the run's rows and is used by one
 * thread at a time.
 */
typedef struct _VdtQuerySnapshot VdtQuerySnapshot;

VdtQuerySnapshot *vdt_query_snapshot_new       (VdtQueryRun       *run);
void              vdt_query_snapshot_free      (VdtQuerySnapshot  *self);
guint64           vdt_query_snapshot_get_bytes (VdtQuerySnapshot  *self);
GBytes           *vdt_query_snapshot_pack      (VdtQuerySnapshot  *self,
                                                GError           **error);
VdtQuerySnapshot *vdt_query_snapshot_unpack    (GBytes            *bytes,
                                                GError           **error);
VdtQueryRun      *vdt_query_snapshot_restore   (VdtQuerySnapshot  *self,
                                                const char        *text,
                                                gint64             duration);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtQuerySnapshot, vdt_query_snapshot_free)

G_END_DECLS
