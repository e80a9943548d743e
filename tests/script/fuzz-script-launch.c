/* fuzz-script-launch.c
 *
 * Fuzz target of the VBScript and JScript readers, of detection, of logged
 * command lines and of pasted log lines: the first byte chooses.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "fuzz-script.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const VdtScriptLang langs[] = { VDT_SCRIPT_LANG_VBSCRIPT, VDT_SCRIPT_LANG_JSCRIPT, VDT_SCRIPT_LANG_UNKNOWN };

  if (size == 0)
    return 0;

  return fuzz_script (data + 1, size - 1, langs[data[0] % G_N_ELEMENTS (langs)]);
}
