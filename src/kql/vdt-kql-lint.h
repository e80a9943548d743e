/* vdt-kql-lint.h
 *
 * Advice on queries that are right but slow or not what was meant.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-analysis.h"

G_BEGIN_DECLS

void vdt_kql_lint (VdtKqlAnalysis *analysis,
                   GPtrArray      *diagnostics);

G_END_DECLS
