/* vdt-script-ps.c
 *
 * The PowerShell module: how it plugs in, and how PowerShell is recognised.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-private.h"

static guint
ps_detect (const char *text,
           gsize       length)
{
  return 1;
}

static void
ps_evaluate (VdtScriptContext *context,
             guint             layer,
             const char       *text,
             gsize             length,
             VdtScriptOptions  options,
             gpointer          scope)
{
}

const VdtScriptModule vdt_script_powershell = {
  VDT_SCRIPT_LANG_POWERSHELL,
  ps_detect,
  ps_evaluate,
};
