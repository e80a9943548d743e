/* script-cases.h
 *
 * What the tests of the readers share: scripts with what their output has to
 * show, evaluated commands, and shapes that must be read in good time.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *script;
  const char *shows;      /* in the output */
  const char *shows_not;  /* not in the output, or NULL */
} ScriptCase;

void script_cases_add    (const char        *folder,
                          VdtScriptLang      lang,
                          const ScriptCase  *cases,
                          gsize              n_cases);
void script_check_pings  (const char        *script,
                          VdtScriptLang      lang,
                          const char        *redirect,
                          guint              line);
void script_check_linear (const char        *beginning,
                          const char *const *shapes,
                          gsize              n_shapes,
                          VdtScriptLang      lang);

G_END_DECLS
