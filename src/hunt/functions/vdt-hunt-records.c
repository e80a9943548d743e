/* vdt-hunt-records.c
 *
 * The text of a file that the user has given, as records: an array of texts for
 * each line of a table, the value itself for each JSON document.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <string.h>

#include "vdt-hunt-json.h"

/* One record of a table, up to the end of its line; fields in quotes may have line ends. */
static const char *
append_record (GString    *out,
               GString    *field,
               const char *at,
               const char *end,
               char        separator)
{
  gboolean more = TRUE;

  g_string_append_c (out, '[');
  while (more)
    {
      gboolean quoted = separator != '\0' && at < end && *at == '"';

      g_string_truncate (field, 0);
      at += quoted;
      while (at < end && (quoted || ((separator == '\0' || *at != separator) && *at != '\n' && *at != '\r')))
        {
          if (quoted && *at == '"')
            {
              if (at + 1 >= end || at[1] != '"')
                {
                  quoted = FALSE;
                  at++;
                  continue;
                }
              at++;
            }
          g_string_append_c (field, *at++);
        }
      vdt_json_comma (out);
      vdt_json_write_string (out, field->str, field->len);
      more = separator != '\0' && at < end && *at == separator;
      at += more;
    }
  g_string_append_c (out, ']');

  if (at < end && *at == '\r')
    at++;
  if (at < end && *at == '\n')
    at++;

  return at;
}

static void
add_lines (VdtHuntCall *call,
           char         separator)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  g_autoptr(GString) field = g_string_new (NULL);
  const char *at = text.text, *end = text.text + text.length;
  GString *out = call->out;

  while (at < end)
    {
      if (*at == '\n' || *at == '\r')
        {
          at++;
          continue;
        }
      at = append_record (out, field, at, end, separator);
      vdt_hunt_return_item (call, FALSE);
    }
}

/* Behind the value that begins here; a line that is none ends with the line. */
static const char *
end_of_value (const char *at,
              const char *end)
{
  int depth = 0;
  gboolean quoted = FALSE;

  for (; at < end; at++)
    {
      if (quoted)
        {
          if (*at == '\\')
            at++;
          else if (*at == '"')
            quoted = FALSE;
        }
      else if (*at == '"')
        quoted = TRUE;
      else if (*at == '{' || *at == '[')
        depth++;
      else if ((*at == '}' || *at == ']') && --depth <= 0)
        return at + 1;
      else if (*at == '\n' && depth == 0)
        return at;
    }

  return end;
}

static void
add_documents (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  const char *at = text.text, *end = text.text + text.length;

  while (at < end)
    {
      const char *next;
      g_autoptr(GString) document = NULL;
      VdtHuntText value;

      if (g_ascii_isspace (*at) || *at == ',')
        {
          at++;
          continue;
        }
      next = MIN (end_of_value (at, end), end);
      document = g_string_new (NULL);
      if (!vdt_json_normalize ((VdtHuntText) { at, (gsize) (next - at) }, document))
        {
          at = next;
          continue;
        }
      at = next;
      value = (VdtHuntText) { document->str, document->len };
      if (vdt_json_kind (value) == VDT_JSON_ARRAY)
        {
          VdtJsonWalk walk;

          vdt_json_walk (&walk, value);
          while (vdt_json_next (&walk))
            {
              vdt_hunt_append (call->out, walk.value);
              vdt_hunt_return_item (call, FALSE);
            }
          continue;
        }
      g_string_append_len (call->out, document->str, document->len);
      vdt_hunt_return_item (call, FALSE);
    }
}

/* text, format */
static void
records (VdtHuntCall *call)
{
  static const struct { const char *format; char separator; } formats[] = {
    { "csv", ',' }, { "tsv", '\t' }, { "tsve", '\t' }, { "psv", '|' }, { "scsv", ';' }, { "sohsv", '\1' },
    { "txt", '\0' },
  };
  VdtHuntText format = vdt_hunt_call_text (call, 1);

  call->result.null = FALSE;
  if (format.length >= 4 && memcmp (format.text + format.length - 4, "json", 4) == 0)
    {
      add_documents (call);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (vdt_hunt_text_equal (format, (VdtHuntText) { formats[i].format, strlen (formats[i].format) }))
      {
        add_lines (call, formats[i].separator);
        return;
      }

  /* raw: all of it is one text */
  g_string_append_c (call->out, '[');
  vdt_json_write_string (call->out, vdt_hunt_call_text (call, 0).text, vdt_hunt_call_text (call, 0).length);
  g_string_append_c (call->out, ']');
  vdt_hunt_return_item (call, FALSE);
}

static const VdtHuntFunction functions[] = {
  { "kql_records", "[:ss", records },
};

gboolean
vdt_hunt_records_register (duckdb_connection   connection,
                           GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
