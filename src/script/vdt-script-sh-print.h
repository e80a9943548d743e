/* vdt-script-sh-print.h
 *
 * echo and printf, which the shell's builtins and other programs share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-sh-private.h"

G_BEGIN_DECLS

void vdt_script_sh_echo   (ShInterp   *sh,
                           GPtrArray  *words);
void vdt_script_sh_printf (ShInterp   *sh,
                           GPtrArray  *words);

G_END_DECLS
