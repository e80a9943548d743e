/* vdt-json-list.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-json-list.h"

#include <string.h>

/* Behind a string that begins here; the end of the text if it never ends. */
static const char *
skip_string (const char *at)
{
  for (at++; *at != '\0' && *at != '"'; at++)
    if (*at == '\\' && at[1] != '\0')
      at++;

  return *at == '"' ? at + 1 : at;
}

/* Behind an element, which ends before a comma or bracket of its own level. */
static const char *
skip_element (const char *at)
{
  guint depth = 0;

  while (*at != '\0')
    {
      if (*at == '"')
        {
          at = skip_string (at);
          continue;
        }
      if (*at == '[' || *at == '{')
        depth++;
      else if (depth == 0 && (*at == ',' || *at == ']'))
        return at;
      else if (*at == ']' || *at == '}')
        depth--;
      at++;
    }

  return at;
}

/**
 * vdt_json_list_split:
 * @json: a JSON text, as a cell has it
 *
 * Takes an array apart. A string stands without its quotes, its escapes as they
 * are; everything else as it is written.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): its elements; %NULL if it
 *   is no array
 */
GPtrArray *
vdt_json_list_split (const char *json)
{
  GPtrArray *elements;
  const char *at = json;

  while (g_ascii_isspace (*at))
    at++;
  if (*at != '[')
    return NULL;

  elements = g_ptr_array_new_with_free_func (g_free);
  for (at++; *at != '\0' && *at != ']';)
    {
      const char *end = skip_element (at);
      char *element = g_strstrip (g_strndup (at, (gsize) (end - at)));
      gsize length = strlen (element);

      if (length >= 2 && element[0] == '"' && element[length - 1] == '"')
        {
          g_ptr_array_add (elements, g_strndup (element + 1, length - 2));
          g_free (element);
        }
      else if (length > 0 || *end == ',' || elements->len > 0)
        g_ptr_array_add (elements, element);
      else
        g_free (element);
      at = *end == ',' ? end + 1 : end;
    }

  return elements;
}
