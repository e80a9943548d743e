/* vdt-hunt-parse.c
 *
 * Texts of other formats taken apart: addresses of the web, paths, command
 * lines, CSV, versions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include "vdt-hunt-json.h"
#include "vdt-hunt-print.h"

static VdtHuntText
part (const char *from,
      const char *to)
{
  return (VdtHuntText) { from, to > from ? to - from : 0 };
}

static void
append_part (GString     *out,
             const char  *key,
             VdtHuntText  text)
{
  vdt_json_write_pair (out, key, text.text, text.length);
}

/* a=1&b=2 as a bag; of equal names the last stays. */
static void
append_query (GString     *out,
              VdtHuntText  query)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *at = query.text;
  const char *end = at + query.length;

  while (at < end)
    {
      const char *stop = memchr (at, '&', end - at);
      const char *equals;
      char *name;

      stop = stop != NULL ? stop : end;
      equals = memchr (at, '=', stop - at);
      name = g_strndup (at, (equals != NULL ? equals : stop) - at);
      if (name[0] == '\0')
        {
          g_free (name);
        }
      else
        {
          if (!g_hash_table_contains (values, name))
            g_ptr_array_add (names, name);
          else
            for (guint i = 0; i < names->len; i++)
              if (strcmp (names->pdata[i], name) == 0)
                names->pdata[i] = name;
          g_hash_table_replace (values, name, equals != NULL ? g_strndup (equals + 1, stop - equals - 1) : g_strdup (""));
        }
      at = stop + 1;
    }

  vdt_json_comma (out);
  g_string_append (out, "\"Query Parameters\":{");
  for (guint i = 0; i < names->len; i++)
    {
      const char *value = g_hash_table_lookup (values, names->pdata[i]);

      vdt_json_comma (out);
      vdt_json_write_string (out, names->pdata[i], strlen (names->pdata[i]));
      g_string_append_c (out, ':');
      vdt_json_write_string (out, value, strlen (value));
    }
  g_string_append_c (out, '}');
}

/* user:password@host:port, the host of IPv6 in brackets */
static void
append_authority (GString    *out,
                  const char *at,
                  const char *end)
{
  const char *sign = memrchr (at, '@', end - at);
  const char *host = sign != NULL ? sign + 1 : at;
  const char *bracket = host < end && *host == '[' ? memchr (host, ']', end - host) : NULL;
  const char *port = memchr (bracket != NULL ? bracket : host, ':', end - (bracket != NULL ? bracket : host));
  const char *colon = sign != NULL ? memchr (at, ':', sign - at) : NULL;

  append_part (out, "Host", part (host, port != NULL ? port : end));
  append_part (out, "Port", port != NULL ? part (port + 1, end) : part (end, end));
  append_part (out, "Username", sign != NULL ? part (at, colon != NULL ? colon : sign) : part (at, at));
  append_part (out, "Password", colon != NULL ? part (colon + 1, sign) : part (at, at));
}

/* RFC 3986, section 3: scheme://authority/path?query#fragment */
static void
parse_url (VdtHuntCall *call)
{
  g_autoptr(GString) authority = g_string_new (NULL);
  VdtHuntText url = vdt_hunt_call_text (call, 0);
  const char *at = url.text;
  const char *end = at + url.length;
  const char *fragment = memchr (at, '#', end - at);
  const char *stop = fragment != NULL ? fragment : end;
  const char *query = memchr (at, '?', stop - at);
  const char *path_end = query != NULL ? query : stop;
  const char *scheme = memmem (at, path_end - at, "://", 3);
  const char *path;

  g_string_append_c (call->out, '{');
  append_part (call->out, "Scheme", scheme != NULL ? part (at, scheme) : part (at, at));
  if (scheme != NULL)
    {
      at = scheme + 3;
      path = memchr (at, '/', path_end - at);
      path = path != NULL ? path : path_end;
      append_authority (authority, at, path);
    }
  else
    {
      path = at;
      append_authority (authority, at, at);
    }
  vdt_json_comma (call->out);
  g_string_append_len (call->out, authority->str, authority->len);
  append_part (call->out, "Path", part (path, path_end));
  append_query (call->out, query != NULL ? part (query + 1, stop) : part (end, end));
  append_part (call->out, "Fragment", fragment != NULL ? part (fragment + 1, end) : part (end, end));
  g_string_append_c (call->out, '}');
  vdt_hunt_return_out (call);
}

static void
parse_urlquery (VdtHuntCall *call)
{
  VdtHuntText query = vdt_hunt_call_text (call, 0);

  if (query.length > 0 && query.text[0] == '?')
    {
      query.text++;
      query.length--;
    }
  g_string_append_c (call->out, '{');
  append_query (call->out, query);
  g_string_append_c (call->out, '}');
  vdt_hunt_return_out (call);
}

static const char *
last_separator (const char *at,
                const char *end)
{
  while (end > at)
    if (*--end == '/' || *end == '\\')
      return end;

  return NULL;
}

/* Windows and Unix paths, with the scheme and the data stream that one may have. */
static void
parse_path (VdtHuntCall *call)
{
  VdtHuntText path = vdt_hunt_call_text (call, 0);
  const char *at = path.text;
  const char *end = at + path.length;
  const char *scheme = memmem (at, path.length, "://", 3);
  const char *start = scheme != NULL ? scheme + 3 : at;
  gboolean has_drive = end - start >= 2 && g_ascii_isalpha (start[0]) && start[1] == ':';
  const char *slash = last_separator (start, end);
  const char *file = slash != NULL ? slash + 1 : has_drive ? start + 2 : start;
  const char *stream = memchr (file, ':', end - file);
  const char *file_end = stream != NULL ? stream : end;
  const char *dot = memrchr (file, '.', file_end - file);
  const char *folder_end = slash != NULL ? slash : start;
  const char *folder;

  if (path.length == 0)
    return;

  folder = last_separator (start, folder_end);
  folder = folder != NULL ? folder + 1 : start;
  if (has_drive && folder == start)
    folder = folder_end;

  g_string_append_c (call->out, '{');
  append_part (call->out, "Scheme", scheme != NULL ? part (at, scheme) : part (at, at));
  append_part (call->out, "RootPath", has_drive ? part (start, start + 2) : part (at, at));
  append_part (call->out, "DirectoryPath", part (start, folder_end));
  append_part (call->out, "DirectoryName", part (folder, folder_end));
  append_part (call->out, "Filename", part (file, file_end));
  append_part (call->out, "Extension", dot != NULL ? part (dot + 1, file_end) : part (end, end));
  append_part (call->out, "AlternateDataStreamName", stream != NULL ? part (stream + 1, end) : part (end, end));
  g_string_append_c (call->out, '}');
  vdt_hunt_return_out (call);
}

/* The next argument by the rules of CommandLineToArgvW: 2n backslashes before a
 * quote are n, one more makes the quote plain, two quotes inside quotes are one. */
static const char *
next_argument (const char *at,
               const char *end,
               gboolean    is_first,
               GString    *argument)
{
  gboolean quoted = FALSE;

  while (at < end && (quoted || (*at != ' ' && *at != '\t')))
    {
      gsize slashes = 0;

      while (!is_first && at < end && *at == '\\')
        {
          slashes++;
          at++;
        }
      if (at >= end || *at != '"')
        {
          for (gsize i = 0; i < slashes; i++)
            g_string_append_c (argument, '\\');
          if (slashes == 0 && at < end)
            g_string_append_c (argument, *at++);
          continue;
        }

      for (gsize i = 0; i < slashes / 2; i++)
        g_string_append_c (argument, '\\');
      if (slashes % 2 == 1)
        g_string_append_c (argument, '"');
      else if (quoted && !is_first && at + 1 < end && at[1] == '"')
        g_string_append_c (argument, *at++);
      else
        quoted = !quoted;
      at++;
    }

  return at;
}

static void
parse_command_line (VdtHuntCall *call)
{
  VdtHuntText command = vdt_hunt_call_text (call, 0);
  g_autoptr(GString) argument = g_string_new (NULL);
  const char *at = command.text;
  const char *end = at + command.length;
  VdtHuntText parser = vdt_hunt_call_text (call, 1);

  if (parser.length != 7 || g_ascii_strncasecmp (parser.text, "windows", 7) != 0)
    return;

  g_string_append_c (call->out, '[');
  while (TRUE)
    {
      while (at < end && g_ascii_isspace (*at))
        at++;
      if (at >= end)
        break;
      g_string_truncate (argument, 0);
      at = next_argument (at, end, call->out->len == 1, argument);
      vdt_json_comma (call->out);
      vdt_json_write_string (call->out, argument->str, argument->len);
    }
  g_string_append_c (call->out, ']');
  if (call->out->len > 2)
    vdt_hunt_return_out (call);
}

/* The first record (RFC 4180). */
static void
parse_csv (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  g_autoptr(GString) field = g_string_new (NULL);
  const char *at = text.text;
  const char *end = at + text.length;
  gboolean more = TRUE;

  g_string_append_c (call->out, '[');
  while (more)
    {
      gboolean quoted = at < end && *at == '"';

      g_string_truncate (field, 0);
      at += quoted;
      while (at < end && (quoted || (*at != ',' && *at != '\n' && *at != '\r')))
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
      vdt_json_comma (call->out);
      vdt_json_write_string (call->out, field->str, field->len);
      more = at < end && *at == ',';
      at++;
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

/* Up to four numbers of at most eight digits, as digits of one number. */
static void
parse_version (VdtHuntCall *call)
{
  VdtHuntText version = vdt_hunt_call_text (call, 0);
  const char *at = version.text;
  const char *end = at + version.length;
  int n = 0;

  for (; n < 4; n++)
    {
      const char *start = at;

      while (at < end && g_ascii_isdigit (*at))
        at++;
      if (at == start || at - start > 8)
        return;
      for (gssize i = at - start; i < 8; i++)
        g_string_append_c (call->out, '0');
      g_string_append_len (call->out, start, at - start);
      if (at == end)
        break;
      if (*at++ != '.')
        return;
    }
  if (at != end || n == 4)
    return;

  for (n++; n < 4; n++)
    g_string_append (call->out, "00000000");
  vdt_hunt_return_out (call);
}

static const VdtHuntFunction functions[] = {
  { "kql_parse_url", "j:s", parse_url },
  { "kql_parse_urlquery", "j:s", parse_urlquery },
  { "kql_parse_path", "j:s", parse_path },
  { "kql_parse_command_line", "j:ss", parse_command_line },
  { "kql_parse_csv", "j:s", parse_csv },
  { "kql_parse_version", "j:s", parse_version },
};

gboolean
vdt_hunt_parse_register (duckdb_connection   connection,
                         GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
