/* vdt-script.h
 *
 * The script analyser: decode, explain and judge a PowerShell, cmd or shell
 * script without ever running it. May be called from any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-types.h"

G_BEGIN_DECLS

void             vdt_script_limits_init        (VdtScriptLimits        *limits);

VdtScriptResult *vdt_script_analyse            (const char             *text,
                                                gssize                  length,
                                                VdtScriptLang           hint,
                                                const VdtScriptLimits  *limits,
                                                GCancellable           *cancellable);
void             vdt_script_result_free        (VdtScriptResult        *result);

GPtrArray       *vdt_script_find_indicators    (const char             *text,
                                                gsize                   length);

guint            vdt_script_result_get_line    (const VdtScriptResult  *result,
                                                guint                   layer,
                                                gsize                   offset);
gboolean         vdt_script_result_map_to      (const VdtScriptResult  *result,
                                                guint                   layer,
                                                gsize                   start,
                                                gsize                   length,
                                                guint                   ancestor,
                                                gsize                  *ancestor_start,
                                                gsize                  *ancestor_length);

VdtScriptLang    vdt_script_detect             (const char             *text,
                                                gsize                   length);
VdtScriptLang    vdt_script_lang_from_id       (const char             *id);
const char      *vdt_script_lang_get_id        (VdtScriptLang           lang);
const char      *vdt_script_verdict_get_id     (VdtScriptVerdict        verdict);
const char      *vdt_script_severity_get_id    (VdtScriptSeverity       severity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtScriptResult, vdt_script_result_free)

G_END_DECLS
