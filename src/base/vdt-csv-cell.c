/* vdt-csv-cell.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-csv-cell.h"

#include <string.h>

/**
 * vdt_csv_append:
 * @csv: the file so far
 * @text: (nullable): a cell
 * @last: whether it ends the line
 *
 * Appends a cell by RFC 4180. What a spreadsheet would take for a formula gets an
 * apostrophe in front (OWASP, “CSV Injection”).
 */
void
vdt_csv_append (GString    *csv,
                const char *text,
                gboolean    last)
{
  g_return_if_fail (csv != NULL);

  g_string_append_c (csv, '"');
  if (text != NULL && *text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    g_string_append_c (csv, '\'');
  for (; text != NULL && *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *text);
    }
  g_string_append (csv, last ? "\"\r\n" : "\",");
}
