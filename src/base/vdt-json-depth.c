/* vdt-json-depth.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-json-depth.h"

#include <string.h>

#include "vdt-error.h"

/**
 * vdt_json_depth_check:
 * @json: a text that is to be parsed as JSON
 * @length: its length in bytes, or -1
 * @error: return location for %VDT_ERROR_LIMIT, which tells the byte
 *
 * Returns: whether brackets nest no deeper than %VDT_JSON_MAX_NESTING; what else
 *   is wrong with @json is the parser's to say
 */
gboolean
vdt_json_depth_check (const char  *json,
                      gssize       length,
                      GError     **error)
{
  gsize size = length < 0 ? strlen (json) : (gsize) length;
  gboolean in_string = FALSE;
  guint depth = 0;

  g_return_val_if_fail (json != NULL, FALSE);

  for (gsize i = 0; i < size; i++)
    {
      char c = json[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
          continue;
        }

      if (c == '"')
        in_string = TRUE;
      else if (c == '[' || c == '{')
        depth++;
      else if ((c == ']' || c == '}') && depth > 0)
        depth--;

      if (depth > VDT_JSON_MAX_NESTING)
        {
          g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT,
                       "JSON nests deeper than %d levels at byte %" G_GSIZE_FORMAT, VDT_JSON_MAX_NESTING, i);
          return FALSE;
        }
    }

  return TRUE;
}
