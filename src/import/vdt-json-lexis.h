/* vdt-json-lexis.h
 *
 * The smallest parts of JSON, a byte at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtJsonNumber:
 * @VDT_JSON_NUMBER_MINUS: behind the sign
 * @VDT_JSON_NUMBER_ZERO: behind a leading zero
 * @VDT_JSON_NUMBER_DIGITS: among the digits of the whole part
 * @VDT_JSON_NUMBER_POINT: behind the point
 * @VDT_JSON_NUMBER_FRACTION: among the digits behind the point
 * @VDT_JSON_NUMBER_E: behind the e
 * @VDT_JSON_NUMBER_SIGN: behind the exponent's sign
 * @VDT_JSON_NUMBER_EXPONENT: among the exponent's digits
 *
 * Where in a number a scanner is.
 */
typedef enum
{
  VDT_JSON_NUMBER_MINUS,
  VDT_JSON_NUMBER_ZERO,
  VDT_JSON_NUMBER_DIGITS,
  VDT_JSON_NUMBER_POINT,
  VDT_JSON_NUMBER_FRACTION,
  VDT_JSON_NUMBER_E,
  VDT_JSON_NUMBER_SIGN,
  VDT_JSON_NUMBER_EXPONENT
} VdtJsonNumber;

VdtJsonNumber  vdt_json_number_begin   (char            c);
gboolean       vdt_json_number_step    (VdtJsonNumber  *state,
                                        char            c);
gboolean       vdt_json_number_may_end (VdtJsonNumber   state);

const char    *vdt_json_bad_value      (char            c);

G_END_DECLS
