/* vdt-hunt-geo-info.c
 *
 * Where an IP address is, by a file of networks that the user has given: CSV with
 * a first line of column names. A network is `network` (192.0.2.0/24), or `start`
 * and `end`; its place is `country`, `state`, `city`, `latitude`, `longitude`.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <stdio.h>
#include <string.h>

#include "vdt-hunt-json.h"

typedef enum
{
  COLUMN_NETWORK,
  COLUMN_START,
  COLUMN_END,
  COLUMN_COUNTRY,
  COLUMN_STATE,
  COLUMN_CITY,
  COLUMN_LATITUDE,
  COLUMN_LONGITUDE,
  N_COLUMNS
} Column;

/* Other files call them otherwise. */
static const char *const names[N_COLUMNS][6] = {
  [COLUMN_NETWORK] = { "network", "cidr", "prefix" },
  [COLUMN_START] = { "start", "start_ip", "ip_start", "range_start", "ip_from" },
  [COLUMN_END] = { "end", "end_ip", "ip_end", "range_end", "ip_to" },
  [COLUMN_COUNTRY] = { "country", "country_name", "country_code", "country_iso_code" },
  [COLUMN_STATE] = { "state", "stateprov", "region", "subdivision", "state1" },
  [COLUMN_CITY] = { "city", "city_name" },
  [COLUMN_LATITUDE] = { "latitude", "lat" },
  [COLUMN_LONGITUDE] = { "longitude", "lon", "lng" },
};

/* IPv4 as ::ffff:a.b.c.d. @outer: the smallest range around it, by number, or -1. */
typedef struct
{
  guint8      start[16];
  guint8      end[16];
  const char *place;
  int         outer;
} Range;

typedef struct
{
  GArray       *ranges;
  GStringChunk *places;
} Table;

/* The fields of a line, split in place. */
static void
split_line (char      *line,
            GPtrArray *fields)
{
  char *at = line;

  g_ptr_array_set_size (fields, 0);
  line[strcspn (line, "\r\n")] = '\0';
  while (TRUE)
    {
      gboolean quoted = *at == '"';
      char *field, *to;

      at += quoted;
      field = to = at;
      while (*at != '\0' && (quoted || *at != ','))
        {
          if (quoted && *at == '"')
            {
              if (at[1] != '"')
                {
                  quoted = FALSE;
                  at++;
                  continue;
                }
              at++;
            }
          *to++ = *at++;
        }
      g_ptr_array_add (fields, field);
      if (*at == '\0')
        {
          *to = '\0';
          return;
        }
      *to = '\0';
      at++;
    }
}

static void
find_columns (GPtrArray *fields,
              int       *columns)
{
  for (int c = 0; c < N_COLUMNS; c++)
    {
      columns[c] = -1;
      for (guint n = 0; n < G_N_ELEMENTS (names[c]) && names[c][n] != NULL && columns[c] < 0; n++)
        for (guint i = 0; i < fields->len; i++)
          if (g_ascii_strcasecmp (fields->pdata[i], names[c][n]) == 0)
            columns[c] = (int) i;
    }
}

static const char *
field_of (GPtrArray *fields,
          const int *columns,
          Column     column)
{
  int i = columns[column];

  return i >= 0 && (guint) i < fields->len ? fields->pdata[i] : "";
}

static gboolean
read_range (GPtrArray *fields,
            const int *columns,
            Range     *range)
{
  const char *network = field_of (fields, columns, COLUMN_NETWORK);
  const char *start = field_of (fields, columns, COLUMN_START), *end = field_of (fields, columns, COLUMN_END);
  int prefix;

  if (*network != '\0')
    {
      if (!vdt_hunt_address_read ((VdtHuntText) { network, strlen (network) }, range->start, &prefix))
        return FALSE;
      memcpy (range->end, range->start, 16);
      for (int bit = prefix; bit < 128; bit++)
        {
          range->start[bit / 8] &= (guint8) ~(0x80 >> bit % 8);
          range->end[bit / 8] |= (guint8) (0x80 >> bit % 8);
        }
      return TRUE;
    }

  return vdt_hunt_address_read ((VdtHuntText) { start, strlen (start) }, range->start, &prefix) &&
         vdt_hunt_address_read ((VdtHuntText) { end, strlen (end) }, range->end, &prefix);
}

static void
append_text (GString    *out,
             const char *key,
             const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  if (*valid != '\0')
    vdt_json_write_pair (out, key, valid, strlen (valid));
}

static void
append_number (GString    *out,
               const char *key,
               const char *text)
{
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);

  if (end == text)
    return;
  vdt_json_comma (out);
  g_string_append_printf (out, "\"%s\":", key);
  vdt_json_write_real (out, number);
}

static void
add_line (Table     *table,
          GPtrArray *fields,
          const int *columns)
{
  g_autoptr(GString) place = g_string_new ("{");
  Range range = { .outer = -1 };

  if (!read_range (fields, columns, &range))
    return;
  append_text (place, "country", field_of (fields, columns, COLUMN_COUNTRY));
  append_text (place, "state", field_of (fields, columns, COLUMN_STATE));
  append_text (place, "city", field_of (fields, columns, COLUMN_CITY));
  append_number (place, "latitude", field_of (fields, columns, COLUMN_LATITUDE));
  append_number (place, "longitude", field_of (fields, columns, COLUMN_LONGITUDE));
  g_string_append_c (place, '}');
  range.place = g_string_chunk_insert_const (table->places, place->str);
  g_array_append_val (table->ranges, range);
}

static int
compare_ranges (gconstpointer a,
                gconstpointer b)
{
  const Range *x = a, *y = b;
  int order = memcmp (x->start, y->start, 16);

  return order != 0 ? order : -memcmp (x->end, y->end, 16);
}

static void
find_outer (GArray *ranges)
{
  for (guint i = 1; i < ranges->len; i++)
    {
      Range *range = &g_array_index (ranges, Range, i);

      range->outer = (int) i - 1;
      while (range->outer >= 0 && memcmp (g_array_index (ranges, Range, range->outer).end, range->end, 16) < 0)
        range->outer = g_array_index (ranges, Range, range->outer).outer;
    }
}

static void
release_table (gpointer prepared)
{
  Table *table = prepared;

  g_array_unref (table->ranges);
  g_string_chunk_free (table->places);
  g_free (table);
}

static gpointer
prepare_table (VdtHuntText path,
               int         extra)
{
  Table *table = g_new0 (Table, 1);
  g_autofree char *name = g_strndup (path.text, path.length);
  g_autoptr(GPtrArray) fields = g_ptr_array_new ();
  FILE *file = fopen (name, "re");
  char *line = NULL;
  size_t size = 0;
  int columns[N_COLUMNS];
  gboolean first = TRUE;

  table->ranges = g_array_new (FALSE, TRUE, sizeof (Range));
  table->places = g_string_chunk_new (64 * 1024);
  while (file != NULL && getline (&line, &size, file) > 0)
    {
      split_line (g_str_has_prefix (line, "\xef\xbb\xbf") ? line + 3 : line, fields);
      if (first)
        find_columns (fields, columns);
      else
        add_line (table, fields, columns);
      first = FALSE;
    }
  free (line);
  if (file != NULL)
    fclose (file);

  g_array_sort (table->ranges, compare_ranges);
  find_outer (table->ranges);

  return table;
}

/* address, file */
static void
geo_info (VdtHuntCall *call)
{
  const Table *table = call->prepared;
  guint low = 0, high = table != NULL ? table->ranges->len : 0;
  guint8 address[16];
  int prefix, i;

  if (!vdt_hunt_address_read (vdt_hunt_call_text (call, 0), address, &prefix))
    return;

  /* The last range that begins before it, and those around that. */
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (memcmp (g_array_index (table->ranges, Range, middle).start, address, 16) <= 0)
        low = middle + 1;
      else
        high = middle;
    }
  for (i = (int) low - 1; i >= 0; i = g_array_index (table->ranges, Range, i).outer)
    if (memcmp (g_array_index (table->ranges, Range, i).end, address, 16) >= 0)
      {
        const char *place = g_array_index (table->ranges, Range, i).place;

        vdt_hunt_return_text (call, place, strlen (place));
        return;
      }
}

static const VdtHuntFunction functions[] = {
  { "kql_geo_info", "j:ss", geo_info, prepare_table, release_table, 1 },
};

gboolean
vdt_hunt_geo_info_register (duckdb_connection   connection,
                            GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
