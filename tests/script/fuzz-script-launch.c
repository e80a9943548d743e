/* fuzz-script-launch.c
 *
 * Fuzz target of the VBScript and JScript readers, of detection and of logged
 * command lines: the first byte chooses.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const VdtScriptLang langs[] = { VDT_SCRIPT_LANG_VBSCRIPT, VDT_SCRIPT_LANG_JSCRIPT, VDT_SCRIPT_LANG_UNKNOWN };
  VdtScriptLimits limits;

  if (size == 0)
    return 0;

  vdt_script_limits_init (&limits);
  limits.steps = 4000;
  limits.output = 256 * 1024;
  vdt_script_result_free (vdt_script_analyse ((const char *) data + 1, (gssize) size - 1,
                                              langs[data[0] % G_N_ELEMENTS (langs)], &limits, NULL));

  return 0;
}
