/* fuzz-script-sh.c
 *
 * Fuzz target of the POSIX shell/bash reader and evaluator.
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
  VdtScriptLimits limits;

  vdt_script_limits_init (&limits);
  limits.steps = 20000;
  limits.output = 1024 * 1024;
  vdt_script_result_free (vdt_script_analyse ((const char *) data, (gssize) size, VDT_SCRIPT_LANG_SHELL,
                                              &limits, NULL));

  return 0;
}
