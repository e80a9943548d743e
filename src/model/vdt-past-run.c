/* vdt-past-run.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-past-run.h"

/**
 * vdt_past_run_new:
 * @run: a run that has ended
 * @engine: where it ran
 * @at: when it was started, µs since the Unix epoch
 *
 * Returns: (transfer full): what a history says of it
 */
VdtPastRun *
vdt_past_run_new (VdtQueryRun *run,
                  const char  *engine,
                  gint64       at)
{
  VdtPastRun *self;

  g_return_val_if_fail (VDT_IS_QUERY_RUN (run) && engine != NULL, NULL);

  self = g_new0 (VdtPastRun, 1);
  self->text = g_strdup (vdt_query_run_get_text (run));
  self->engine = g_strdup (engine);
  self->at = at;
  self->duration = vdt_query_run_get_stats (run)->duration;
  self->state = vdt_query_run_get_state (run);
  self->truncated = vdt_query_run_get_truncated (run);
  self->rows = vdt_query_run_get_stats (run)->rows;
  self->message = g_strdup (vdt_query_run_get_message (run));

  return self;
}

VdtPastRun *
vdt_past_run_copy (const VdtPastRun *self)
{
  VdtPastRun *copy = g_new (VdtPastRun, 1);

  *copy = *self;
  copy->text = g_strdup (self->text);
  copy->engine = g_strdup (self->engine);
  copy->message = g_strdup (self->message);

  return copy;
}

void
vdt_past_run_free (gpointer self)
{
  VdtPastRun *run = self;

  g_free (run->text);
  g_free (run->engine);
  g_free (run->message);
  g_free (run);
}
