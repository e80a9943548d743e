/* vdt-priority.h
 *
 * Which incident first: a number from 0 to 100 by an open formula.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-incident.h"

G_BEGIN_DECLS

/**
 * VdtPriorityBand:
 * @VDT_PRIORITY_LOW: can wait
 * @VDT_PRIORITY_MIDDLE: in its turn
 * @VDT_PRIORITY_TOP: now
 */
typedef enum
{
  VDT_PRIORITY_LOW,
  VDT_PRIORITY_MIDDLE,
  VDT_PRIORITY_TOP
} VdtPriorityBand;

/**
 * VdtPriorityPart:
 * @factor: the factor's id in `data/queue/priority.json`
 * @points: what it gives; of a share, the percent that it leaves
 * @detail: what was counted, or the value
 * @is_share: whether it takes the sum down instead of adding to it
 */
typedef struct
{
  char      factor[32];
  int       points;
  char      detail[32];
  gboolean  is_share;
} VdtPriorityPart;

const char      *vdt_priority_get_version (void);
VdtPriorityBand  vdt_priority_get_band    (guint            priority);
void             vdt_priority_work_out    (VdtIncident     *incident);
gboolean         vdt_priority_read_part   (const char      *word,
                                           VdtPriorityPart *out_part);

G_END_DECLS
