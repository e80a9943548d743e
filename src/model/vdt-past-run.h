/* vdt-past-run.h
 *
 * One entry of the history of hunting queries.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-query-run.h"

G_BEGIN_DECLS

/**
 * VdtPastRun:
 * @id: its number, from 1; 0 for one that is not kept yet
 * @text: the query as it was run
 * @engine: where it ran, `local`
 * @at: µs since the Unix epoch, UTC: when it was started
 * @duration: µs that it took
 * @state: how it ended
 * @truncated: whether there were more rows
 * @rows: rows that came
 * @message: (nullable): the error, or why it is partial
 * @has_result: whether the rows are kept
 */
typedef struct
{
  gint64         id;
  char          *text;
  char          *engine;
  gint64         at;
  gint64         duration;
  VdtQueryState  state;
  gboolean       truncated;
  guint64        rows;
  char          *message;
  gboolean       has_result;
} VdtPastRun;

VdtPastRun *vdt_past_run_new  (VdtQueryRun      *run,
                               const char       *engine,
                               gint64            at);
VdtPastRun *vdt_past_run_copy (const VdtPastRun *self);
void        vdt_past_run_free (gpointer          self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtPastRun, vdt_past_run_free)

G_END_DECLS
