/* vdt-hunt-shape.c
 *
 * geo_from_wkt(): well-known text (OGC 06-103r4, section 7) as GeoJSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include "vdt-hunt-json.h"

#define MAX_DEPTH 16

typedef struct
{
  const char *at;
  const char *end;
  GString    *out;
} Reader;

static void
skip_space (Reader *reader)
{
  while (reader->at < reader->end && g_ascii_isspace (*reader->at))
    reader->at++;
}

static gboolean
take (Reader *reader,
      char    c)
{
  skip_space (reader);
  if (reader->at >= reader->end || *reader->at != c)
    return FALSE;
  reader->at++;

  return TRUE;
}

static gboolean
read_number (Reader *reader,
             double *out_number)
{
  char text[64];
  gsize n = 0;
  char *end;

  skip_space (reader);
  while (reader->at < reader->end && n + 1 < sizeof text &&
         (g_ascii_isdigit (*reader->at) || strchr ("+-.eE", *reader->at) != NULL) && *reader->at != '\0')
    text[n++] = *reader->at++;
  text[n] = '\0';
  *out_number = g_ascii_strtod (text, &end);

  return n > 0 && *end == '\0';
}

/* Two numbers; more of them, heights and measures, are left out. */
static gboolean
read_place (Reader *reader)
{
  double longitude, latitude, more;

  if (!read_number (reader, &longitude) || !read_number (reader, &latitude) || longitude < -180 || longitude > 180 ||
      latitude < -90 || latitude > 90)
    return FALSE;
  while (read_number (reader, &more))
    ;

  g_string_append_c (reader->out, '[');
  vdt_json_write_real (reader->out, longitude);
  g_string_append_c (reader->out, ',');
  vdt_json_write_real (reader->out, latitude);
  g_string_append_c (reader->out, ']');

  return TRUE;
}

/* Lists in lists, @depth deep, of places. */
static gboolean
read_list (Reader *reader,
           int     depth)
{
  if (!take (reader, '('))
    return FALSE;

  g_string_append_c (reader->out, '[');
  do
    {
      vdt_json_comma (reader->out);
      skip_space (reader);
      /* MULTIPOINT may have its points in brackets or not. */
      if (depth == 1 && reader->at < reader->end && *reader->at == '(')
        {
          reader->at++;
          if (!read_place (reader) || !take (reader, ')'))
            return FALSE;
        }
      else if (depth > 1 ? !read_list (reader, depth - 1) : !read_place (reader))
        {
          return FALSE;
        }
    }
  while (take (reader, ','));
  g_string_append_c (reader->out, ']');

  return take (reader, ')');
}

static gboolean
read_shape (Reader *reader,
            int     nesting)
{
  static const struct { const char *word; const char *type; int depth; } types[] = {
    { "POINT", "Point", 0 }, { "LINESTRING", "LineString", 1 }, { "POLYGON", "Polygon", 2 },
    { "MULTIPOINT", "MultiPoint", 1 }, { "MULTILINESTRING", "MultiLineString", 2 },
    { "MULTIPOLYGON", "MultiPolygon", 3 }, { "GEOMETRYCOLLECTION", "GeometryCollection", -1 },
  };
  const char *word;
  gsize length;

  skip_space (reader);
  word = reader->at;
  while (reader->at < reader->end && g_ascii_isalpha (*reader->at))
    reader->at++;
  length = reader->at - word;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (strlen (types[i].word) != length || g_ascii_strncasecmp (types[i].word, word, length) != 0)
        continue;

      g_string_append_printf (reader->out, "{\"type\":\"%s\",\"%s\":", types[i].type,
                              types[i].depth < 0 ? "geometries" : "coordinates");
      if (types[i].depth == 0)
        {
          if (!take (reader, '(') || !read_place (reader) || !take (reader, ')'))
            return FALSE;
        }
      else if (types[i].depth > 0)
        {
          if (!read_list (reader, types[i].depth))
            return FALSE;
        }
      else
        {
          if (nesting > MAX_DEPTH || !take (reader, '('))
            return FALSE;
          g_string_append_c (reader->out, '[');
          do
            {
              vdt_json_comma (reader->out);
              if (!read_shape (reader, nesting + 1))
                return FALSE;
            }
          while (take (reader, ','));
          g_string_append_c (reader->out, ']');
          if (!take (reader, ')'))
            return FALSE;
        }
      g_string_append_c (reader->out, '}');
      return TRUE;
    }

  return FALSE;
}

static void
from_wkt (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  Reader reader = { text.text, text.text + text.length, call->out };

  if (!read_shape (&reader, 0))
    return;
  skip_space (&reader);
  if (reader.at == reader.end)
    vdt_hunt_return_out (call);
}

static const VdtHuntFunction functions[] = {
  { "kql_geo_from_wkt", "j:s", from_wkt },
};

gboolean
vdt_hunt_shape_register (duckdb_connection   connection,
                         GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
