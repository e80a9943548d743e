/* vdt-report-diff.h
 *
 * What changed between two versions of a report.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-report.h"

G_BEGIN_DECLS

char *vdt_report_diff (VdtReport *before,
                       VdtReport *after);

G_END_DECLS
