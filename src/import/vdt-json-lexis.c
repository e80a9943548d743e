/* vdt-json-lexis.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-json-lexis.h"

/**
 * vdt_json_number_begin:
 * @c: a minus sign or digit
 *
 * Returns: the state behind it
 */
VdtJsonNumber
vdt_json_number_begin (char c)
{
  return c == '-' ? VDT_JSON_NUMBER_MINUS : c == '0' ? VDT_JSON_NUMBER_ZERO : VDT_JSON_NUMBER_DIGITS;
}

/**
 * vdt_json_number_step:
 * @state: (inout): where in the number we are
 * @c: the next byte
 *
 * Returns: %FALSE if @c does not belong to the number
 */
gboolean
vdt_json_number_step (VdtJsonNumber *state,
                      char           c)
{
  gboolean digit = g_ascii_isdigit (c);

  switch (*state)
    {
    case VDT_JSON_NUMBER_MINUS:
      *state = c == '0' ? VDT_JSON_NUMBER_ZERO : VDT_JSON_NUMBER_DIGITS;
      return digit;
    case VDT_JSON_NUMBER_ZERO:
    case VDT_JSON_NUMBER_DIGITS:
      if (digit)
        return *state == VDT_JSON_NUMBER_DIGITS;
      *state = c == '.' ? VDT_JSON_NUMBER_POINT : VDT_JSON_NUMBER_E;
      return c == '.' || c == 'e' || c == 'E';
    case VDT_JSON_NUMBER_POINT:
      *state = VDT_JSON_NUMBER_FRACTION;
      return digit;
    case VDT_JSON_NUMBER_FRACTION:
      if (digit)
        return TRUE;
      *state = VDT_JSON_NUMBER_E;
      return c == 'e' || c == 'E';
    case VDT_JSON_NUMBER_E:
      *state = digit ? VDT_JSON_NUMBER_EXPONENT : VDT_JSON_NUMBER_SIGN;
      return digit || c == '+' || c == '-';
    case VDT_JSON_NUMBER_SIGN:
      *state = VDT_JSON_NUMBER_EXPONENT;
      return digit;
    case VDT_JSON_NUMBER_EXPONENT:
    default:
      return digit;
    }
}

/**
 * vdt_json_number_may_end:
 * @state: where in the number we are
 *
 * Returns: %TRUE if it may end here
 */
gboolean
vdt_json_number_may_end (VdtJsonNumber state)
{
  return state == VDT_JSON_NUMBER_ZERO || state == VDT_JSON_NUMBER_DIGITS ||
         state == VDT_JSON_NUMBER_FRACTION || state == VDT_JSON_NUMBER_EXPONENT;
}

/**
 * vdt_json_bad_value:
 * @c: a byte that no value begins with
 *
 * Returns: what to tell the person about it
 */
const char *
vdt_json_bad_value (char c)
{
  switch (c)
    {
    case ']':
    case '}':
      return "a value is missing before the closing bracket (a comma too many?)";
    case 'N':
    case 'I':
    case 'i':
      return "NaN and Infinity are not JSON; export missing numbers as null";
    case '\'':
      return "texts stand in double quotes in JSON; this looks like Python";
    case '\0':
      return "a NUL byte; the file is damaged or not text";
    default:
      return "a value was expected here";
    }
}
