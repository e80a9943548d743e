/* vdt-summary-watch.h
 *
 * What looking at the evidence's texts found.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-summary-private.h"

G_BEGIN_DECLS

/**
 * VdtSummarySuspect:
 * @text: what was found, or its beginning
 * @class: what it tries; "direction" for hidden direction characters
 * @disguise: (nullable): how it was hidden
 * @noun: what carries it
 * @facts: where it stands
 */
typedef struct
{
  char       *text;
  const char *class;
  const char *disguise;
  const char *noun;
  GPtrArray  *facts;
} VdtSummarySuspect;

/**
 * VdtSummaryCommand:
 * @sign: what the command line shows
 * @weight: how telling it is
 * @evidence: the process
 * @alert: its alert
 * @order: in time
 */
typedef struct
{
  const char      *sign;
  guint            weight;
  VdtEvidence     *evidence;
  VdtSummaryAlert *alert;
  guint            order;
} VdtSummaryCommand;

void vdt_summary_suspect_free (gpointer data);

G_END_DECLS
