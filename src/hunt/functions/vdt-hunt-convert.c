/* vdt-hunt-convert.c
 *
 * Conversions between types, which never fail: what cannot be converted is null.
 * Those from text and dynamic are here; the rest is plain SQL beside the names.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <math.h>

#include "vdt-hunt-json.h"
#include "vdt-hunt-print.h"

/* What vdt_json_string() needs is rare, so the buffer is the result's. */
static VdtHuntText
text_of (VdtHuntCall *call)
{
  return vdt_json_string (vdt_hunt_call_text (call, 0), call->out);
}

static void
string_to_long (VdtHuntCall *call)
{
  gint64 number;

  if (vdt_read_long (vdt_hunt_call_text (call, 0), &number))
    vdt_hunt_return_integer (call, number);
}

static void
string_to_int (VdtHuntCall *call)
{
  gint64 number;

  if (vdt_read_long (vdt_hunt_call_text (call, 0), &number) && number >= G_MININT32 && number <= G_MAXINT32)
    vdt_hunt_return_integer (call, number);
}

static void
string_to_real (VdtHuntCall *call)
{
  double number;

  if (vdt_read_real (vdt_hunt_call_text (call, 0), &number))
    vdt_hunt_return_real (call, number);
}

static void
string_to_bool (VdtHuntCall *call)
{
  gboolean value;

  if (vdt_read_bool (vdt_hunt_call_text (call, 0), &value))
    vdt_hunt_return_integer (call, value);
}

static void
string_to_datetime (VdtHuntCall *call)
{
  gint64 ticks;

  if (vdt_read_datetime (vdt_hunt_call_text (call, 0), &ticks))
    vdt_hunt_return_integer (call, ticks);
}

static void
string_to_timespan (VdtHuntCall *call)
{
  gint64 ticks;

  if (vdt_read_timespan (vdt_hunt_call_text (call, 0), &ticks))
    vdt_hunt_return_integer (call, ticks);
}

/* A guid in the form that SQL casts to UUID; anything else is null. */
static void
string_to_guid (VdtHuntCall *call)
{
  VdtHuntText text = call->extra ? text_of (call) : vdt_hunt_call_text (call, 0);
  char guid[37];

  if (vdt_read_guid (text, guid))
    {
      g_string_assign (call->out, guid);
      vdt_hunt_return_out (call);
    }
}

/* Towards zero; beyond the range the nearest, null if it is no number. */
static gboolean
long_from_real (double  real,
                gint64 *out_number)
{
  *out_number = 0;
  if (!isfinite (real))
    return FALSE;

  *out_number = real >= 9223372036854775808.0 ? G_MAXINT64 : real < -9223372036854775808.0 ? G_MININT64 : (gint64) real;

  return TRUE;
}

static void
real_to_long (VdtHuntCall *call)
{
  gint64 number;

  if (long_from_real (vdt_hunt_call_real (call, 0), &number))
    vdt_hunt_return_integer (call, call->extra ? (gint32) number : number);
}

static gboolean
dynamic_long (VdtHuntCall *call,
              gint64      *out_number)
{
  VdtHuntText json = vdt_hunt_call_text (call, 0);
  double real;

  *out_number = 0;
  switch (vdt_json_kind (json))
    {
    case VDT_JSON_BOOL:
      *out_number = json.text[0] == 't';
      return TRUE;
    case VDT_JSON_LONG:
      return vdt_read_long (json, out_number);
    case VDT_JSON_REAL:
      return vdt_json_number (json, &real) && long_from_real (real, out_number);
    case VDT_JSON_STRING:
      return vdt_read_long (text_of (call), out_number);
    default:
      return FALSE;
    }
}

static void
dynamic_to_long (VdtHuntCall *call)
{
  gint64 number;

  if (dynamic_long (call, &number))
    vdt_hunt_return_integer (call, call->extra ? (gint32) number : number);
}

static void
dynamic_to_real (VdtHuntCall *call)
{
  VdtHuntText json = vdt_hunt_call_text (call, 0);
  double number;

  switch (vdt_json_kind (json))
    {
    case VDT_JSON_BOOL:
      vdt_hunt_return_real (call, json.text[0] == 't');
      break;
    case VDT_JSON_STRING:
      if (vdt_read_real (text_of (call), &number))
        vdt_hunt_return_real (call, number);
      break;
    default:
      if (vdt_json_number (json, &number))
        vdt_hunt_return_real (call, number);
      break;
    }
}

static void
dynamic_to_bool (VdtHuntCall *call)
{
  VdtHuntText json = vdt_hunt_call_text (call, 0);
  double number;
  gboolean value;

  switch (vdt_json_kind (json))
    {
    case VDT_JSON_BOOL:
      vdt_hunt_return_integer (call, json.text[0] == 't');
      break;
    case VDT_JSON_STRING:
      if (vdt_read_bool (text_of (call), &value))
        vdt_hunt_return_integer (call, value);
      break;
    default:
      if (vdt_json_number (json, &number))
        vdt_hunt_return_integer (call, number != 0);
      break;
    }
}

/* A number is ticks, a text is read. */
static void
dynamic_to_ticks (VdtHuntCall *call)
{
  VdtHuntText json = vdt_hunt_call_text (call, 0);
  gint64 ticks = 0;
  gboolean ok = FALSE;

  if (vdt_json_kind (json) == VDT_JSON_LONG)
    ok = vdt_read_long (json, &ticks) && (call->extra || (ticks >= 0 && ticks <= VDT_TICKS_MAX));
  else if (vdt_json_kind (json) == VDT_JSON_STRING)
    ok = call->extra ? vdt_read_timespan (text_of (call), &ticks) : vdt_read_datetime (text_of (call), &ticks);

  if (ok)
    vdt_hunt_return_integer (call, ticks);
}

static void
dynamic_to_string (VdtHuntCall *call)
{
  VdtHuntText text = vdt_json_string (vdt_hunt_call_text (call, 0), call->out);

  vdt_hunt_return_text (call, text.text, text.length);
}

static void
real_to_string (VdtHuntCall *call)
{
  if (vdt_hunt_call_null (call, 0))
    return;

  vdt_print_real (call->out, vdt_hunt_call_real (call, 0));
  vdt_hunt_return_out (call);
}

static void
datetime_to_string (VdtHuntCall *call)
{
  if (vdt_hunt_call_null (call, 0))
    return;

  vdt_print_datetime (call->out, vdt_hunt_call_integer (call, 0));
  vdt_hunt_return_out (call);
}

static void
timespan_to_string (VdtHuntCall *call)
{
  if (vdt_hunt_call_null (call, 0))
    return;

  vdt_print_timespan (call->out, vdt_hunt_call_integer (call, 0));
  vdt_hunt_return_out (call);
}

/* Values as elements of a dynamic; the element of a null is the word. */
static void
string_to_json (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);

  vdt_json_write_string (call->out, text.text, text.length);
  vdt_hunt_return_out (call);
}

static void
real_to_json (VdtHuntCall *call)
{
  vdt_json_write_real (call->out, vdt_hunt_call_real (call, 0));
  vdt_hunt_return_out (call);
}

static void
ticks_to_json (VdtHuntCall *call)
{
  g_string_append_c (call->out, '"');
  if (call->extra)
    vdt_print_timespan (call->out, vdt_hunt_call_integer (call, 0));
  else
    vdt_print_datetime (call->out, vdt_hunt_call_integer (call, 0));
  g_string_append_c (call->out, '"');
  vdt_hunt_return_out (call);
}

/* JSON as it is, any other text as a string; nothing is null. */
static void
parse_json (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);

  if (text.length == 0)
    return;

  /* Most of what is stored is written plainly: nothing has to be copied. */
  if (vdt_json_is_plain (text))
    {
      if (vdt_json_kind (text) != VDT_JSON_NULL)
        vdt_hunt_return_text (call, text.text, text.length);
      return;
    }

  if (!vdt_json_normalize (text, call->out))
    vdt_json_write_string (call->out, text.text, text.length);
  if (strcmp (call->out->str, "null") != 0)
    vdt_hunt_return_out (call);
}

static void
dynamic_type (VdtHuntCall *call)
{
  static const char *const names[] = { "null", "bool", "long", "double", "string", "array", "dictionary" };
  const char *name = names[vdt_json_kind (vdt_hunt_call_text (call, 0))];

  vdt_hunt_return_text (call, name, strlen (name));
}

static const VdtHuntFunction functions[] = {
  { "kql_string_to_long", "l:s", string_to_long },
  { "kql_string_to_int", "i:s", string_to_int },
  { "kql_string_to_real", "d:s", string_to_real },
  { "kql_string_to_bool", "b:s", string_to_bool },
  { "kql_string_to_datetime", "l:s", string_to_datetime },
  { "kql_string_to_timespan", "l:s", string_to_timespan },
  { "kql_string_to_guid", "j:s", string_to_guid },
  { "kql_real_to_long", "l:d", real_to_long },
  { "kql_real_to_int", "i:d", real_to_long, .extra = TRUE },
  { "kql_dynamic_to_long", "l:j", dynamic_to_long },
  { "kql_dynamic_to_int", "i:j", dynamic_to_long, .extra = TRUE },
  { "kql_dynamic_to_real", "d:j", dynamic_to_real },
  { "kql_dynamic_to_bool", "b:j", dynamic_to_bool },
  { "kql_dynamic_to_datetime", "l:j", dynamic_to_ticks },
  { "kql_dynamic_to_timespan", "l:j", dynamic_to_ticks, .extra = TRUE },
  { "kql_dynamic_to_string", "s:j", dynamic_to_string },
  { "kql_dynamic_to_guid", "j:j", string_to_guid, .extra = TRUE },
  { "kql_real_to_string", "s:D", real_to_string },
  { "kql_datetime_to_string", "s:L", datetime_to_string },
  { "kql_timespan_to_string", "s:L", timespan_to_string },
  { "kql_string_to_json", "j:s", string_to_json },
  { "kql_real_to_json", "j:d", real_to_json },
  { "kql_datetime_to_json", "j:l", ticks_to_json },
  { "kql_timespan_to_json", "j:l", ticks_to_json, .extra = TRUE },
  { "kql_parse_json", "j:s", parse_json },
  { "kql_dynamic_type", "s:j", dynamic_type },
};

gboolean
vdt_hunt_convert_register (duckdb_connection   connection,
                           GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
