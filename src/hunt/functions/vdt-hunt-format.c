/* vdt-hunt-format.c
 *
 * format_datetime() and format_timespan(): the specifiers d f F h H m M s t y,
 * as many as the letter is written; everything else stands for itself.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include "vdt-hunt-json.h"
#include "vdt-hunt-print.h"

static gpointer
prepare_format (VdtHuntText text,
                int         extra)
{
  return g_string_new_len (text.text, text.length);
}

static void
release_format (gpointer prepared)
{
  g_string_free (prepared, TRUE);
}

static void
append_number (GString *out,
               gint64   number,
               gsize    width)
{
  char text[32];
  int n = g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);

  for (gsize i = n; i < width && i < 64; i++)
    g_string_append_c (out, '0');
  g_string_append_len (out, text, n);
}

/* Of F only the digits up to the last that is not 0; no digit takes the point with it. */
static void
append_fraction (GString  *out,
                 int       tick,
                 gsize     n,
                 gboolean  short_form)
{
  char digits[16];

  g_snprintf (digits, sizeof digits, "%07d", tick);
  n = MIN (n, 7);
  while (short_form && n > 0 && digits[n - 1] == '0')
    n--;
  if (n == 0 && out->len > 0 && out->str[out->len - 1] == '.')
    g_string_truncate (out, out->len - 1);
  g_string_append_len (out, digits, n);
}

static void
append_part (GString         *out,
             const VdtMoment *m,
             char             letter,
             gsize            n)
{
  switch (letter)
    {
    case 'y': append_number (out, n > 2 ? m->year : m->year % 100, n); break;
    case 'M': append_number (out, m->month, MIN (n, 2)); break;
    case 'd': append_number (out, m->day, MIN (n, 2)); break;
    case 'H': append_number (out, m->hour, MIN (n, 2)); break;
    case 'h': append_number (out, (m->hour + 11) % 12 + 1, MIN (n, 2)); break;
    case 'm': append_number (out, m->minute, MIN (n, 2)); break;
    case 's': append_number (out, m->second, MIN (n, 2)); break;
    case 't': g_string_append_len (out, m->hour < 12 ? "AM" : "PM", MIN (n, 2)); break;
    default: append_fraction (out, m->tick, n, letter == 'F'); break;
    }
}

static void
format_datetime (VdtHuntCall *call)
{
  const GString *format = call->prepared;
  VdtMoment m;

  vdt_moment (vdt_hunt_call_integer (call, 0), &m);

  for (gsize i = 0, n; i < format->len; i += n)
    {
      char letter = format->str[i];

      for (n = 1; i + n < format->len && format->str[i + n] == letter; n++)
        ;
      if (strchr ("dfFhHmMsty", letter) != NULL && letter != '\0')
        append_part (call->out, &m, letter, n);
      else
        g_string_append_len (call->out, format->str + i, n);
    }

  vdt_hunt_return_out (call);
}

static void
format_timespan (VdtHuntCall *call)
{
  const GString *format = call->prepared;
  gint64 ticks = vdt_hunt_call_integer (call, 0);
  guint64 left = ticks < 0 ? - (guint64) ticks : (guint64) ticks;

  if (ticks < 0)
    g_string_append_c (call->out, '-');

  for (gsize i = 0, n; i < format->len; i += n)
    {
      char letter = format->str[i];

      for (n = 1; i + n < format->len && format->str[i + n] == letter; n++)
        ;
      switch (letter)
        {
        case 'd': append_number (call->out, left / VDT_TICKS_PER_DAY, n); break;
        case 'h':
        case 'H': append_number (call->out, left / VDT_TICKS_PER_HOUR % 24, n); break;
        case 'm': append_number (call->out, left / VDT_TICKS_PER_MINUTE % 60, n); break;
        case 's': append_number (call->out, left / VDT_TICKS_PER_SECOND % 60, n); break;
        case 'f':
        case 'F': append_fraction (call->out, left % VDT_TICKS_PER_SECOND, n, letter == 'F'); break;
        default: g_string_append_len (call->out, format->str + i, n); break;
        }
    }

  vdt_hunt_return_out (call);
}

static const VdtHuntFunction functions[] = {
  { "kql_format_datetime", "s:ls", format_datetime, prepare_format, release_format, 1 },
  { "kql_format_timespan", "s:ls", format_timespan, prepare_format, release_format, 1 },
};

gboolean
vdt_hunt_format_register (duckdb_connection   connection,
                          GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
