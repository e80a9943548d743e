/* vdt-hunt-geo.c
 *
 * Places on the globe, which is a ball here. Longitude comes before latitude,
 * both in degrees; distances are metres. A place that is none gives null.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <math.h>

#include "vdt-hunt-json.h"

#define EARTH_RADIUS 6371010.0
#define RADIANS(degrees) ((degrees) * G_PI / 180)
#define DEGREES(radians) ((radians) * 180 / G_PI)

/* Also as a vector of length 1. */
typedef struct
{
  double longitude;
  double latitude;
  double x, y, z;
} Place;

static gboolean
place_init (Place  *place,
            double  longitude,
            double  latitude)
{
  place->longitude = longitude;
  place->latitude = latitude;
  place->x = cos (RADIANS (latitude)) * cos (RADIANS (longitude));
  place->y = cos (RADIANS (latitude)) * sin (RADIANS (longitude));
  place->z = sin (RADIANS (latitude));

  return longitude >= -180 && longitude <= 180 && latitude >= -90 && latitude <= 90;
}

static gboolean
place_argument (VdtHuntCall *call,
                guint        i,
                Place       *place)
{
  return place_init (place, vdt_hunt_call_real (call, i), vdt_hunt_call_real (call, i + 1));
}

static double
angle_between (const Place *a,
               const Place *b)
{
  double dx = a->y * b->z - a->z * b->y;
  double dy = a->z * b->x - a->x * b->z;
  double dz = a->x * b->y - a->y * b->x;

  return atan2 (sqrt (dx * dx + dy * dy + dz * dz), a->x * b->x + a->y * b->y + a->z * b->z);
}

static void
distance_2points (VdtHuntCall *call)
{
  Place a, b;

  if (place_argument (call, 0, &a) && place_argument (call, 2, &b))
    vdt_hunt_return_real (call, angle_between (&a, &b) * EARTH_RADIUS);
}

static double
azimuth_of (const Place *a,
            const Place *b)
{
  double difference = RADIANS (b->longitude - a->longitude);
  double y = sin (difference) * cos (RADIANS (b->latitude));
  double x = cos (RADIANS (a->latitude)) * sin (RADIANS (b->latitude)) -
             sin (RADIANS (a->latitude)) * cos (RADIANS (b->latitude)) * cos (difference);

  return atan2 (y, x);
}

/* Clockwise from north, radians. */
static void
azimuth (VdtHuntCall *call)
{
  Place a, b;
  double result;

  if (!place_argument (call, 0, &a) || !place_argument (call, 2, &b) || angle_between (&a, &b) == 0)
    return;

  result = azimuth_of (&a, &b);
  vdt_hunt_return_real (call, result < 0 ? result + 2 * G_PI : result);
}

/* Clockwise from the first side to the second, radians. */
static void
angle (VdtHuntCall *call)
{
  Place a, b, c;
  double result;

  if (!place_argument (call, 0, &a) || !place_argument (call, 2, &b) || !place_argument (call, 4, &c) ||
      angle_between (&a, &b) == 0 || angle_between (&b, &c) == 0)
    return;

  result = azimuth_of (&b, &c) - azimuth_of (&b, &a);
  vdt_hunt_return_real (call, result < 0 ? result + 2 * G_PI : result);
}

static void
point_in_circle (VdtHuntCall *call)
{
  double radius = vdt_hunt_call_real (call, 4);
  Place a, b;

  if (place_argument (call, 0, &a) && place_argument (call, 2, &b) && radius >= 0)
    vdt_hunt_return_integer (call, angle_between (&a, &b) * EARTH_RADIUS <= radius);
}

/* GeoJSON (RFC 7946): the coordinates, and how many arrays they lie deeper than a line. */
static gboolean
read_shape (VdtHuntText  shape,
            const char  *one,
            const char  *many,
            VdtHuntText *out_coordinates,
            gboolean    *out_is_many)
{
  VdtHuntText type;
  const VdtHuntText key_type = { "type", 4 }, key_coordinates = { "coordinates", 11 };

  *out_is_many = FALSE;
  if (!vdt_json_get (shape, key_type, &type) || !vdt_json_get (shape, key_coordinates, out_coordinates) ||
      type.length < 2)
    return FALSE;

  type.text++;
  type.length -= 2;
  *out_is_many = vdt_hunt_text_equal (type, (VdtHuntText) { many, strlen (many) });

  return *out_is_many || vdt_hunt_text_equal (type, (VdtHuntText) { one, strlen (one) });
}

/* The places of a line or ring, or NULL if one is none. */
static GArray *
read_places (VdtHuntText line)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  VdtJsonWalk walk;

  vdt_json_walk (&walk, line);
  while (vdt_json_next (&walk))
    {
      VdtHuntText longitude, latitude;
      double x, y;
      Place place;

      if (!vdt_json_at (walk.value, 0, &longitude) || !vdt_json_at (walk.value, 1, &latitude) ||
          !vdt_json_number (longitude, &x) || !vdt_json_number (latitude, &y) || !place_init (&place, x, y))
        return NULL;
      g_array_append_val (places, place);
    }

  return places->len >= 2 ? g_steal_pointer (&places) : NULL;
}

static double
length_of (const GArray *places)
{
  double sum = 0;

  for (guint i = 1; i < places->len; i++)
    sum += angle_between (&g_array_index (places, Place, i - 1), &g_array_index (places, Place, i));

  return sum * EARTH_RADIUS;
}

static void
append_point (GString *out,
              double   longitude,
              double   latitude)
{
  g_string_append_c (out, '[');
  vdt_json_write_real (out, longitude);
  g_string_append_c (out, ',');
  vdt_json_write_real (out, latitude);
  g_string_append_c (out, ']');
}

static void
return_point (VdtHuntCall *call,
              double       longitude,
              double       latitude)
{
  g_string_append (call->out, "{\"type\":\"Point\",\"coordinates\":");
  append_point (call->out, longitude, latitude);
  g_string_append_c (call->out, '}');
  vdt_hunt_return_out (call);
}

/* line, fraction of its length */
static void
interpolate_point (VdtHuntCall *call)
{
  double fraction = vdt_hunt_call_real (call, 1);
  g_autoptr(GArray) places = NULL;
  VdtHuntText coordinates;
  gboolean is_many;
  double left;

  if (!(fraction >= 0 && fraction <= 1) ||
      !read_shape (vdt_hunt_call_text (call, 0), "LineString", "", &coordinates, &is_many))
    return;
  places = read_places (coordinates);
  if (places == NULL)
    return;

  left = length_of (places) / EARTH_RADIUS * fraction;
  for (guint i = 1; i < places->len; i++)
    {
      const Place *a = &g_array_index (places, Place, i - 1);
      const Place *b = &g_array_index (places, Place, i);
      double whole = angle_between (a, b);

      if (left <= whole || i + 1 == places->len)
        {
          double t = whole > 0 ? MIN (left / whole, 1) : 0;
          double fa = whole > 0 ? sin ((1 - t) * whole) / sin (whole) : 1;
          double fb = whole > 0 ? sin (t * whole) / sin (whole) : 0;
          double x = fa * a->x + fb * b->x, y = fa * a->y + fb * b->y, z = fa * a->z + fb * b->z;

          return_point (call, DEGREES (atan2 (y, x)), DEGREES (atan2 (z, sqrt (x * x + y * y))));
          return;
        }
      left -= whole;
    }
}

/* Geohash (G. Niemeyer): bits of longitude and latitude in turn, five a letter. */
static const char letters[] = "0123456789bcdefghjkmnpqrstuvwxyz";

typedef struct
{
  double west, east, south, north;
} Cell;

static void
append_geohash (GString *out,
                double   longitude,
                double   latitude,
                int      n)
{
  Cell cell = { -180, 180, -90, 90 };
  gboolean even = TRUE;

  for (int i = 0; i < n; i++)
    {
      int bits = 0;

      for (int bit = 0; bit < 5; bit++, even = !even)
        {
          double *low = even ? &cell.west : &cell.south;
          double *high = even ? &cell.east : &cell.north;
          double middle = (*low + *high) / 2;
          gboolean upper = (even ? longitude : latitude) >= middle;

          bits = bits << 1 | upper;
          *(upper ? low : high) = middle;
        }
      g_string_append_c (out, letters[bits]);
    }
}

static gboolean
read_geohash (VdtHuntText  text,
              Cell        *cell)
{
  gboolean even = TRUE;

  *cell = (Cell) { -180, 180, -90, 90 };
  if (text.length < 1 || text.length > 18)
    return FALSE;

  for (gsize i = 0; i < text.length; i++)
    {
      const char *place = strchr (letters, g_ascii_tolower (text.text[i]));

      if (text.text[i] == '\0' || place == NULL)
        return FALSE;
      for (int bit = 4; bit >= 0; bit--, even = !even)
        {
          double *low = even ? &cell->west : &cell->south;
          double *high = even ? &cell->east : &cell->north;
          double middle = (*low + *high) / 2;

          *(((place - letters) >> bit & 1) != 0 ? low : high) = middle;
        }
    }

  return TRUE;
}

static void
point_to_geohash (VdtHuntCall *call)
{
  gint64 n = vdt_hunt_call_integer (call, 2);
  Place place;

  if (!place_argument (call, 0, &place) || n < 1 || n > 18)
    return;

  append_geohash (call->out, place.longitude, place.latitude, n);
  vdt_hunt_return_out (call);
}

static void
geohash_center (VdtHuntCall *call)
{
  Cell cell;

  if (read_geohash (vdt_hunt_call_text (call, 0), &cell))
    return_point (call, (cell.west + cell.east) / 2, (cell.south + cell.north) / 2);
}

static void
geohash_polygon (VdtHuntCall *call)
{
  Cell cell;

  if (!read_geohash (vdt_hunt_call_text (call, 0), &cell))
    return;

  g_string_append (call->out, "{\"type\":\"Polygon\",\"coordinates\":[[");
  append_point (call->out, cell.west, cell.south);
  g_string_append_c (call->out, ',');
  append_point (call->out, cell.east, cell.south);
  g_string_append_c (call->out, ',');
  append_point (call->out, cell.east, cell.north);
  g_string_append_c (call->out, ',');
  append_point (call->out, cell.west, cell.north);
  g_string_append_c (call->out, ',');
  append_point (call->out, cell.west, cell.south);
  g_string_append (call->out, "]]}");
  vdt_hunt_return_out (call);
}

/* In the order that the engine gives them. */
static void
geohash_neighbors (VdtHuntCall *call)
{
  static const struct { int x, y; } steps[] = {
    { -1, 0 }, { -1, -1 }, { 0, -1 }, { 1, -1 }, { 1, 1 }, { 1, 0 }, { 0, 1 }, { -1, 1 },
  };
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  Cell cell;

  if (!read_geohash (text, &cell))
    return;

  g_string_append_c (call->out, '[');
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double longitude = (cell.west + cell.east) / 2 + steps[i].x * (cell.east - cell.west);
      double latitude = (cell.south + cell.north) / 2 + steps[i].y * (cell.north - cell.south);

      if (latitude < -90 || latitude > 90)
        continue;
      vdt_json_comma (call->out);
      g_string_append_c (call->out, '"');
      append_geohash (call->out, longitude < -180 ? longitude + 360 : longitude > 180 ? longitude - 360 : longitude,
                      latitude, text.length);
      g_string_append_c (call->out, '"');
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static const VdtHuntFunction functions[] = {
  { "kql_geo_distance_2points", "d:dddd", distance_2points },
  { "kql_geo_azimuth", "d:dddd", azimuth },
  { "kql_geo_angle", "d:dddddd", angle },
  { "kql_geo_point_in_circle", "b:ddddd", point_in_circle },
  { "kql_geo_line_interpolate_point", "j:jd", interpolate_point },
  { "kql_geo_point_to_geohash", "s:ddl", point_to_geohash },
  { "kql_geo_geohash_to_central_point", "j:s", geohash_center },
  { "kql_geo_geohash_to_polygon", "j:s", geohash_polygon },
  { "kql_geo_geohash_neighbors", "j:s", geohash_neighbors },
};

gboolean
vdt_hunt_geo_register (duckdb_connection   connection,
                       GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
