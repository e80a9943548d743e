/* vdt-script-find.h
 *
 * From evaluated commands to what an analyst reads: findings, techniques,
 * verdict, explanation, indicators.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-rules.h"

G_BEGIN_DECLS

void vdt_script_find       (VdtScriptResult *result);
void vdt_script_explain    (VdtScriptResult *result);
void vdt_script_indicators (VdtScriptResult *result);

G_END_DECLS
