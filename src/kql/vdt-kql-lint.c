/* vdt-kql-lint.c
 *
 * Advice on queries that are right but slow or not what was meant.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-lint.h"

void
vdt_kql_lint (VdtKqlAnalysis *analysis,
              GPtrArray      *diagnostics)
{
}
