/* vdt-import-sample.c
 *
 * Telemetry from a description: what ordinary devices and people do, as tables of
 * templates and lists to pick from. The sample workspace's background is such a
 * description, so that some kilobytes become some hundred thousand rows, always the
 * same ones.
 *
 * A template is text with marks in braces:
 *   {time}            the row's time
 *   {earlier A B}     A to B seconds before it
 *   {LIST.FIELD}      a field of an item of a list; one item a row
 *   {number A B}      a whole number from A to B
 *   {hex N}           N hexadecimal digits
 *   {hash N LIST.FIELD}  N hexadecimal digits that are the same for the same text
 *   {guid}            a GUID
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-import-telemetry.h"

#define FORMAT "sample-telemetry"

/* A description comes from a file, and files lie. */
#define MAX_ROWS  2000000
#define MAX_DEPTH 4
#define HOURS     24

typedef enum
{
  PART_TEXT,
  PART_TIME,
  PART_EARLIER,
  PART_FIELD,
  PART_NUMBER,
  PART_HEX,
  PART_HASH,
  PART_GUID
} PartKind;

typedef struct
{
  PartKind  kind;
  char     *text;        /* PART_TEXT */
  guint     list;        /* PART_FIELD, PART_HASH */
  char     *field;
  gint64    a;
  gint64    b;
} Part;

/* A list and the item of it that the current row has. */
typedef struct
{
  char       *name;
  GPtrArray  *items;     /* GHashTable: field → GArray of Part */
  GHashTable *picked;
} List;

typedef struct
{
  char   *name;
  GArray *parts;
} Column;

typedef struct
{
  guint64    state;      /* of the random numbers */
  gint64     from;       /* ticks */
  gint64     length;
  double     until[HOURS + 1];  /* share of a day's rows before each hour */
  GPtrArray *lists;      /* List */
  gint64     time;       /* of the current row */
} Sample;

/* Steele, Lea and Flood's SplitMix64: the same numbers on every machine. */
static guint64
next_number (Sample *sample)
{
  guint64 z = sample->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ z >> 31;
}

static guint64
number_below (Sample  *sample,
              guint64  n)
{
  return n > 0 ? next_number (sample) % n : 0;
}

static void
part_clear (gpointer data)
{
  Part *part = data;

  g_free (part->text);
  g_free (part->field);
}

static void
list_free (gpointer data)
{
  List *list = data;

  g_free (list->name);
  g_ptr_array_unref (list->items);
  g_free (list);
}

static void
column_free (gpointer data)
{
  Column *column = data;

  g_free (column->name);
  g_array_unref (column->parts);
  g_free (column);
}

static guint
find_list (Sample     *sample,
           const char *name)
{
  for (guint i = 0; i < sample->lists->len; i++)
    if (g_str_equal (((List *) g_ptr_array_index (sample->lists, i))->name, name))
      return i;

  return G_MAXUINT;
}

static gboolean
parse_field (Sample     *sample,
             const char *text,
             PartKind    kind,
             Part       *part)
{
  g_auto(GStrv) names = g_strsplit (text, ".", 2);

  part->list = names[0] != NULL && names[1] != NULL ? find_list (sample, names[0]) : G_MAXUINT;
  if (part->list == G_MAXUINT)
    return FALSE;

  part->kind = kind;
  part->field = g_strdup (names[1]);

  return TRUE;
}

/* What stands between braces; FALSE if it is no mark, and then it is text. */
static gboolean
parse_mark (Sample     *sample,
            const char *text,
            Part       *part)
{
  g_auto(GStrv) words = g_strsplit (text, " ", 4);
  guint n = g_strv_length (words);

  if (n > 1)
    part->a = g_ascii_strtoll (words[1], NULL, 10);
  if (n > 2)
    part->b = g_ascii_strtoll (words[2], NULL, 10);

  if (n == 1 && g_str_equal (text, "time"))
    part->kind = PART_TIME;
  else if (n == 1 && g_str_equal (text, "guid"))
    part->kind = PART_GUID;
  else if (n == 3 && g_str_equal (words[0], "earlier"))
    part->kind = PART_EARLIER;
  else if (n == 3 && g_str_equal (words[0], "number"))
    part->kind = PART_NUMBER;
  else if (n == 2 && g_str_equal (words[0], "hex"))
    part->kind = PART_HEX;
  else if (n == 3 && g_str_equal (words[0], "hash"))
    return parse_field (sample, words[2], PART_HASH, part);
  else
    return n == 1 && parse_field (sample, text, PART_FIELD, part);

  return TRUE;
}

static void
add_text_part (GArray     *parts,
               const char *text,
               gsize       length)
{
  Part part = { PART_TEXT, g_strndup (text, length), 0, NULL, 0, 0 };

  g_array_append_val (parts, part);
}

static GArray *
parse_template (Sample     *sample,
                const char *text)
{
  GArray *parts = g_array_new (FALSE, TRUE, sizeof (Part));
  const char *p = text;

  g_array_set_clear_func (parts, part_clear);
  while (*p != '\0')
    {
      const char *open = strchr (p, '{');
      const char *close = open != NULL ? strchr (open, '}') : NULL;
      g_autofree char *mark = close != NULL ? g_strndup (open + 1, (gsize) (close - open - 1)) : NULL;
      Part part = { PART_TEXT, NULL, 0, NULL, 0, 0 };

      if (mark == NULL)
        {
          add_text_part (parts, p, strlen (p));
          break;
        }

      if (parse_mark (sample, mark, &part))
        {
          if (open > p)
            add_text_part (parts, p, (gsize) (open - p));
          g_array_append_val (parts, part);
          p = close + 1;
        }
      else
        {
          add_text_part (parts, p, (gsize) (open + 1 - p));
          p = open + 1;
        }
    }

  return parts;
}

static GHashTable *
pick (Sample *sample,
      guint   index)
{
  List *list = g_ptr_array_index (sample->lists, index);

  /* the first items are the common ones */
  if (list->picked == NULL && list->items->len > 0)
    {
      guint64 a = number_below (sample, list->items->len);
      guint64 b = number_below (sample, list->items->len);

      list->picked = g_ptr_array_index (list->items, MIN (a, b));
    }

  return list->picked;
}

static void
append_time (GString *out,
             gint64   ticks)
{
  char text[40];

  vdt_cell_format_datetime (MAX (ticks, 0), text);
  g_string_append (out, text);
}

static void
append_hex (GString *out,
            guint64  state,
            gint64   n)
{
  Sample digits = { state };

  for (gint64 i = 0; i < n; i += 8)
    {
      char text[9];

      g_snprintf (text, sizeof text, "%08x", (guint) next_number (&digits));
      g_string_append_len (out, text, MIN (n - i, 8));
    }
}

static void expand (Sample  *sample,
                    GArray  *parts,
                    GString *out,
                    guint    depth);

static void
append_field (Sample     *sample,
              const Part *part,
              GString    *out,
              guint       depth)
{
  GHashTable *item = pick (sample, part->list);
  GArray *parts = item != NULL ? g_hash_table_lookup (item, part->field) : NULL;

  if (parts != NULL && depth < MAX_DEPTH)
    expand (sample, parts, out, depth + 1);
}

static void
append_hash (Sample     *sample,
             const Part *part,
             GString    *out,
             guint       depth)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  append_field (sample, part, text, depth);
  for (gsize i = 0; i < text->len; i++)
    hash = (hash ^ (guchar) text->str[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  append_hex (out, hash ^ (guint64) part->a, MIN (part->a, 128));
}

static void
append_guid (Sample  *sample,
             GString *out)
{
  guint64 a = next_number (sample);
  guint64 b = next_number (sample);

  g_string_append_printf (out, "%08x-%04x-4%03x-8%03x-%012" G_GINT64_MODIFIER "x", (guint) (a >> 32),
                          (guint) (a >> 16 & 0xffff), (guint) (a & 0xfff), (guint) (b >> 52),
                          b & G_GUINT64_CONSTANT (0xffffffffffff));
}

static void
expand (Sample  *sample,
        GArray  *parts,
        GString *out,
        guint    depth)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      guint64 range = part->b >= part->a ? (guint64) (part->b - part->a) + 1 : 1;

      if (part->kind == PART_TEXT)
        g_string_append (out, part->text);
      else if (part->kind == PART_TIME)
        append_time (out, sample->time);
      else if (part->kind == PART_EARLIER)
        append_time (out, sample->time - (part->a + (gint64) number_below (sample, range)) * VDT_TICKS_PER_SECOND);
      else if (part->kind == PART_FIELD)
        append_field (sample, part, out, depth);
      else if (part->kind == PART_NUMBER)
        g_string_append_printf (out, "%" G_GINT64_FORMAT, part->a + (gint64) number_below (sample, range));
      else if (part->kind == PART_HEX)
        append_hex (out, next_number (sample), MIN (part->a, 128));
      else if (part->kind == PART_HASH)
        append_hash (sample, part, out, depth);
      else
        append_guid (sample, out);
    }
}

/* The time of row @i of @n: the days are alike, their hours are not. */
static gint64
time_of (Sample  *sample,
         guint64  i,
         guint64  n)
{
  gint64 day_length = 86400 * VDT_TICKS_PER_SECOND;
  double days = (double) sample->length / (double) day_length;
  double place = ((double) i + (double) (next_number (sample) >> 11) / 9007199254740992.0) / (double) n * days;
  double day = (double) (gint64) place;
  double share = place - day;
  guint hour = 0;
  double inside;

  while (hour < HOURS - 1 && sample->until[hour + 1] <= share)
    hour++;
  inside = (share - sample->until[hour]) / MAX (sample->until[hour + 1] - sample->until[hour], 1e-9);

  return sample->from + (gint64) ((day * 24 + hour + inside) * 3600 * (double) VDT_TICKS_PER_SECOND);
}

static void
read_columns (Sample    *sample,
              VdtJson    object,
              GPtrArray *columns)
{
  VdtJson rest = vdt_json_enter (object);
  VdtJson name;
  VdtJson value;

  while (vdt_json_next_member (&rest, &name, &value))
    {
      g_autofree char *text = vdt_json_dup_scalar (value);
      Column *column;

      if (text == NULL)
        continue;

      column = g_new0 (Column, 1);
      column->name = vdt_json_dup_text (name);
      column->parts = parse_template (sample, text);
      g_ptr_array_add (columns, column);
    }
}

static void
write_rows (Sample         *sample,
            VdtImportRun   *run,
            VdtImportTable *table,
            GPtrArray      *columns,
            guint64         n_rows)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint64 line = vdt_import_run_get_line (run);

  for (guint64 i = 0; i < n_rows && !vdt_import_run_is_over (run); i++)
    {
      for (guint j = 0; j < sample->lists->len; j++)
        ((List *) g_ptr_array_index (sample->lists, j))->picked = NULL;

      sample->time = time_of (sample, i, n_rows);
      vdt_import_table_begin_row (table, line);
      for (guint j = 0; j < columns->len; j++)
        {
          const Column *column = g_ptr_array_index (columns, j);

          g_string_truncate (text, 0);
          expand (sample, column->parts, text, 0);
          vdt_import_table_add_named (table, column->name, text->str, text->len);
        }
      vdt_import_table_end_row (table);
    }
}

static guint64
get_number (VdtJson     object,
            const char *name)
{
  g_autofree char *text = vdt_json_dup_member (object, name);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
}

static void
read_table (Sample        *sample,
            VdtImportRun  *run,
            VdtImportRows *rows,
            VdtJson        object,
            VdtJson        common,
            guint64       *n_left)
{
  g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func (column_free);
  g_autofree char *name = vdt_json_dup_member (object, "table");
  g_autofree char *kind = vdt_json_dup_member (object, "common");
  guint64 n_rows = MIN (get_number (object, "rows"), *n_left);
  VdtJson value;

  if (name == NULL)
    return;

  if (kind != NULL && vdt_json_get_member (common, kind, &value))
    read_columns (sample, value, columns);
  if (vdt_json_get_member (object, "columns", &value))
    read_columns (sample, value, columns);

  *n_left -= n_rows;
  write_rows (sample, run, vdt_import_rows_get_table (rows, name), columns, n_rows);
}

static void
read_item (Sample  *sample,
           List    *list,
           VdtJson  object)
{
  GHashTable *item = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  VdtJson rest = vdt_json_enter (object);
  VdtJson name;
  VdtJson value;

  while (vdt_json_next_member (&rest, &name, &value))
    {
      g_autofree char *text = vdt_json_dup_scalar (value);

      if (text != NULL)
        g_hash_table_insert (item, vdt_json_dup_text (name), parse_template (sample, text));
    }
  g_ptr_array_add (list->items, item);
}

/* The names of all lists are known before the first template is read. */
static void
read_lists (Sample  *sample,
            VdtJson  lists)
{
  VdtJson rest = vdt_json_enter (lists);
  VdtJson name;
  VdtJson value;
  guint index = 0;

  while (vdt_json_next_member (&rest, &name, &value))
    {
      List *list = g_new0 (List, 1);

      list->name = vdt_json_dup_text (name);
      list->items = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
      g_ptr_array_add (sample->lists, list);
    }

  rest = vdt_json_enter (lists);
  while (vdt_json_next_member (&rest, &name, &value))
    {
      VdtJson items = vdt_json_enter (value);
      VdtJson item;

      while (vdt_json_next_element (&items, &item))
        read_item (sample, g_ptr_array_index (sample->lists, index), item);
      index++;
    }
}

static void
read_profile (Sample  *sample,
              VdtJson  record)
{
  double weights[HOURS];
  double sum = 0;
  VdtJson profile;
  VdtJson rest = { NULL, 0 };
  VdtJson value;

  if (vdt_json_get_member (record, "profile", &profile))
    rest = vdt_json_enter (profile);

  for (guint i = 0; i < HOURS; i++)
    {
      weights[i] = 1;
      if (vdt_json_next_element (&rest, &value))
        vdt_cell_parse_real (value.text, value.length, &weights[i]);
      sum += weights[i] = MAX (weights[i], 0.01);
    }

  for (guint i = 0; i < HOURS; i++)
    sample->until[i + 1] = sample->until[i] + weights[i] / sum;
}

/**
 * vdt_import_sample_recognise:
 * @probe: a JSON record
 *
 * Returns: %TRUE if it describes telemetry
 */
gboolean
vdt_import_sample_recognise (const VdtImportProbe *probe)
{
  return vdt_import_probe_has (probe, "vedetteTelemetry") && vdt_import_probe_has (probe, "tables");
}

/**
 * vdt_import_sample_read:
 * @run: a run that has rows
 * @probe: a description of telemetry
 */
void
vdt_import_sample_read (VdtImportRun         *run,
                        const VdtImportProbe *probe)
{
  VdtImportRows *rows = vdt_import_run_begin_rows (run, FORMAT);
  g_autofree char *from = vdt_json_dup_member (probe->record, "from");
  Sample sample = { get_number (probe->record, "vedetteTelemetry") };
  guint64 n_left = MAX_ROWS;
  VdtJson value;
  VdtJson common = { NULL, 0 };
  VdtJson rest;
  VdtJson table;

  if (rows == NULL)
    return;

  if (from == NULL || !vdt_cell_parse_datetime (from, strlen (from), VDT_DATE_MONTH_FIRST, &sample.from))
    {
      vdt_wire_report (vdt_import_run_get_wire (run), VDT_WIRE_PROBLEM, "“from” is no time; nothing was made");
      return;
    }

  sample.length = (gint64) MIN (get_number (probe->record, "hours"), 24 * 366) * 3600 * VDT_TICKS_PER_SECOND;
  sample.lists = g_ptr_array_new_with_free_func (list_free);
  read_profile (&sample, probe->record);
  if (vdt_json_get_member (probe->record, "lists", &value))
    read_lists (&sample, value);
  vdt_json_get_member (probe->record, "common", &common);
  if (vdt_json_get_member (probe->record, "tables", &value))
    {
      rest = vdt_json_enter (value);
      while (vdt_json_next_element (&rest, &table))
        read_table (&sample, run, rows, table, common, &n_left);
    }

  g_ptr_array_unref (sample.lists);
}
