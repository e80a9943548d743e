/* fuzz-script-sh.c
 *
 * Fuzz target of the POSIX shell/bash reader and evaluator.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "fuzz-script.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  return fuzz_script (data, size, VDT_SCRIPT_LANG_SHELL);
}
