/* fuzz-script.h
 *
 * What the fuzz targets of the script analyser share: an analysis with limits
 * so small that a fuzzer gets through thousands of them a second. A mistake in
 * a reader or evaluator needs few steps to show; test-script-hostile.c has the
 * usual limits.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script.h"

#include <stdint.h>

#define FUZZ_STEPS  2000
#define FUZZ_DEPTH  12
#define FUZZ_OUTPUT ((gsize) 64 * 1024)

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static inline int
fuzz_script (const uint8_t *data,
             size_t         size,
             VdtScriptLang  lang)
{
  VdtScriptLimits limits;

  vdt_script_limits_init (&limits);
  limits.steps = FUZZ_STEPS;
  limits.depth = FUZZ_DEPTH;
  limits.output = FUZZ_OUTPUT;
  vdt_script_result_free (vdt_script_analyse ((const char *) data, (gssize) size, lang, &limits, NULL));

  return 0;
}
