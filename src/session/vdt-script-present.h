/* vdt-script-present.h
 *
 * An analysed script as models, its texts made inert.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-report.h"
#include "vdt-script.h"

G_BEGIN_DECLS

VdtScriptReport *vdt_script_present (const VdtScriptResult *result,
                                     const char            *sha256);
VdtReportIndicator *vdt_script_present_indicator (const VdtScriptIndicator *indicator);
char            *vdt_script_defang  (const char            *kind,
                                     const char            *value);

G_END_DECLS
