/* vdt-kql-literal.c: values as KQL writes them, so that no foreign text becomes
 * a part of a query.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-literal.h"

#include "vdt-time.h"

/**
 * vdt_kql_append_string:
 * @out: a query that is being written
 * @text: any valid UTF-8
 *
 * Appends @text as a string literal in double quotes. Quotes, backslashes, control
 * characters and the separators that end a line (U+0085, U+2028, U+2029) are
 * escaped as “String literals” of the Kusto documentation has it.
 */
void
vdt_kql_append_string (GString    *out,
                       const char *text)
{
  g_return_if_fail (out != NULL && text != NULL);

  g_string_append_c (out, '"');
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char) c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\r')
        g_string_append (out, "\\r");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_unichar (out, c);
    }
  g_string_append_c (out, '"');
}

/**
 * vdt_kql_append_datetime:
 * @out: a query that is being written
 * @time: µs since the Unix epoch, UTC
 *
 * Appends `datetime(2026-03-02T08:00:00Z)`; fractions of a second are kept.
 */
void
vdt_kql_append_datetime (GString *out,
                         gint64   time)
{
  g_autofree char *text = vdt_time_format (time, VDT_TIME_ISO);

  g_return_if_fail (out != NULL);

  g_string_append_printf (out, "datetime(%s)", text);
}
