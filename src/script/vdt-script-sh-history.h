/* vdt-script-sh-history.h
 *
 * Recognises pasted terminals, shell histories and log lines.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *vdt_script_sh_history_strip (const char   *text,
                                   gsize         length,
                                   const char  **rule);

G_END_DECLS
