/* vdt-import-csv.c
 *
 * Tables of text: exports of the Defender and Log Analytics portals, and any other
 * with a first line of names.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-csv.h"
#include "vdt-import-telemetry.h"
#include "vdt-text-decoder.h"

#define FORMAT     "csv"
#define MAX_LISTED 50
#define MAX_NAMES  1000

/* How many records are looked at before the first one is taken. */
#define SAMPLE_RECORDS 2000

typedef struct
{
  VdtImportRun  *run;
  VdtImportRows *rows;
  GPtrArray     *names;        /* char *: of the first record */
  gboolean       local_time;
  int            type_column;  /* that names the table, or -1 */
  int            action_column;
  char          *type;         /* of the first record of rows */
  char          *action;
  gboolean       day_first;    /* some date can only be read so */
  gboolean       month_first;
  guint64        n_slash_dates;
  char          *table;
  gboolean       by_action;    /* every row goes where its action belongs */
  guint          n_records;
  guint64        n_broken;
} Csv;

static int
find_name (Csv        *csv,
           const char *name)
{
  for (guint i = 0; i < csv->names->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (csv->names, i), name) == 0)
      return (int) i;

  return -1;
}

/* `TimeGenerated [UTC]` is what the Log Analytics portal makes of a column's name. */
static char *
dup_column_name (Csv              *csv,
                 const VdtCsvCell *cell,
                 guint             index)
{
  static const char *const suffixes[] = { " [UTC]", " [Local Time]" };
  g_autofree char *name = g_strstrip (g_strndup (cell->text, cell->length));

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (name, suffixes[i]))
      {
        name[strlen (name) - strlen (suffixes[i])] = '\0';
        csv->local_time |= i == 1;
      }

  if (*name == '\0')
    return g_strdup_printf ("Column%u", index + 1);
  if (find_name (csv, name) >= 0)
    return g_strdup_printf ("%s_%u", name, index + 1);

  return g_steal_pointer (&name);
}

static void
take_names (Csv              *csv,
            const VdtCsvCell *cells,
            guint             n_cells)
{
  for (guint i = 0; i < n_cells && i < MAX_NAMES; i++)
    g_ptr_array_add (csv->names, dup_column_name (csv, &cells[i], i));

  csv->type_column = find_name (csv, "Type");
  if (csv->type_column < 0)
    csv->type_column = find_name (csv, "$table");
  csv->action_column = find_name (csv, "ActionType");
}

static void
look_at_dates (Csv              *csv,
               const VdtCsvCell *cells,
               guint             n_cells)
{
  guint first;
  guint second;

  for (guint i = 0; i < n_cells; i++)
    if (vdt_cell_is_slash_date (cells[i].text, cells[i].length, &first, &second))
      {
        csv->n_slash_dates++;
        csv->day_first |= first > 12;
        csv->month_first |= second > 12;
      }
}

static gboolean
sample_record (const VdtCsvCell *cells,
               guint             n_cells,
               guint64           line,
               gpointer          user_data)
{
  Csv *csv = user_data;

  if (csv->n_records++ == 0)
    {
      take_names (csv, cells, n_cells);
      return TRUE;
    }

  if (csv->type == NULL && csv->type_column >= 0 && (guint) csv->type_column < n_cells)
    csv->type = g_strndup (cells[csv->type_column].text, cells[csv->type_column].length);
  if (csv->action == NULL && csv->action_column >= 0 && (guint) csv->action_column < n_cells)
    csv->action = g_strndup (cells[csv->action_column].text, cells[csv->action_column].length);
  look_at_dates (csv, cells, n_cells);

  return csv->n_records < SAMPLE_RECORDS;
}

static void
sample_broken (guint64     line,
               const char *message,
               gpointer    user_data)
{
}

static void
complain (Csv        *csv,
          guint64     line,
          const char *message)
{
  vdt_import_report_count_skipped (vdt_import_run_get_report (csv->run), 1);
  if (csv->n_broken++ >= MAX_LISTED)
    return;

  vdt_import_run_set_line (csv->run, line);
  vdt_import_run_complain (csv->run, VDT_WIRE_PROBLEM, NULL, message);
  vdt_import_run_set_line (csv->run, 0);
}

static void
read_broken (guint64     line,
             const char *message,
             gpointer    user_data)
{
  complain (user_data, line, message);
}

static const char *
table_of_row (Csv              *csv,
              const VdtCsvCell *cells,
              guint             n_cells)
{
  g_autofree char *text = NULL;
  const char *table = NULL;

  if (csv->by_action && (guint) csv->action_column < n_cells)
    {
      text = g_strndup (cells[csv->action_column].text, cells[csv->action_column].length);
      table = vdt_import_rows_table_of_action (csv->rows, text);
    }

  return table != NULL ? table : csv->table;
}

static gboolean
read_record (const VdtCsvCell *cells,
             guint             n_cells,
             guint64           line,
             gpointer          user_data)
{
  Csv *csv = user_data;
  VdtImportTable *table;

  if (csv->n_records++ == 0)
    return TRUE;

  if (n_cells > csv->names->len)
    {
      g_autofree char *message =
        g_strdup_printf ("the record has %u cells and the first line names %u; it was left out", n_cells,
                         csv->names->len);

      complain (csv, line, message);
      return !vdt_import_run_is_over (csv->run);
    }

  table = vdt_import_rows_get_table (csv->rows, table_of_row (csv, cells, n_cells));
  vdt_import_table_set_texts (table, TRUE);
  vdt_import_table_set_date_order (table, csv->day_first ? VDT_DATE_DAY_FIRST : VDT_DATE_MONTH_FIRST);
  vdt_import_table_begin_row (table, line);
  for (guint i = 0; i < n_cells; i++)
    vdt_import_table_add_named (table, g_ptr_array_index (csv->names, i), cells[i].text, cells[i].length);
  vdt_import_table_end_row (table);

  return (csv->n_records & 0xff) != 0 || !vdt_import_run_is_over (csv->run);
}

/* Where the rows belong: what the person said, what they say, what they look like. */
static gboolean
choose_table (Csv *csv)
{
  VdtKqlCatalog *catalog = vdt_import_rows_get_catalog (csv->rows);
  g_autofree char *advice = NULL;

  csv->table = g_strdup (vdt_import_run_get_table (csv->run));
  if (csv->table == NULL && csv->type != NULL && vdt_kql_catalog_find_table (catalog, csv->type) != NULL)
    csv->table = g_strdup (csv->type);
  if (csv->table != NULL)
    return TRUE;

  g_ptr_array_add (csv->names, NULL);
  csv->table = vdt_import_rows_guess_table (csv->rows, (const char *const *) csv->names->pdata, csv->action, &advice);
  g_ptr_array_set_size (csv->names, (int) csv->names->len - 1);
  csv->by_action = csv->table != NULL && csv->action_column >= 0;

  if (csv->table == NULL)
    complain (csv, 1, advice);

  return csv->table != NULL;
}

static void
tell_of_times (Csv *csv)
{
  const char *message = NULL;

  if (csv->local_time)
    message = "the file holds local times without their zone; they were taken as UTC";
  else if (csv->n_slash_dates > 0 && !csv->day_first && !csv->month_first)
    message = "whether the month or the day stands first in dates cannot be told; the month was taken, and UTC";
  else if (csv->n_slash_dates > 0)
    message = "the times name no zone; they were taken as UTC";

  if (message != NULL)
    vdt_import_run_complain (csv->run, VDT_WIRE_NOTE, NULL, message);
}

static gboolean
read_all (Csv              *csv,
          VdtImportStream  *stream,
          const char       *separator,
          GError          **error)
{
  static const VdtCsvHandler handler = { read_record, read_broken };
  g_autoptr(VdtTextDecoder) decoder = vdt_text_decoder_new ();
  g_autoptr(VdtCsv) reader = vdt_csv_new (separator, &handler, csv);
  gboolean more = TRUE;
  gsize n = 1;

  csv->n_records = 0;
  while (n > 0 && more && !vdt_import_run_is_over (csv->run))
    {
      const guint8 *bytes;
      const char *text;
      gsize length;

      if (!vdt_import_stream_read (stream, &bytes, &n, error))
        return FALSE;

      vdt_text_decoder_push (decoder, bytes, n, n == 0, &text, &length);
      more = vdt_csv_push (reader, text, length);
    }

  if (more)
    vdt_csv_end (reader);
  if (csv->n_broken > MAX_LISTED)
    {
      g_autofree char *message = g_strdup_printf ("%" G_GUINT64_FORMAT " more records were left out",
                                                  csv->n_broken - MAX_LISTED);

      vdt_import_run_complain (csv->run, VDT_WIRE_PROBLEM, NULL, message);
    }

  return TRUE;
}

static void
csv_clear (Csv *csv)
{
  g_ptr_array_unref (csv->names);
  g_free (csv->type);
  g_free (csv->action);
  g_free (csv->table);
}

/**
 * vdt_import_csv_read:
 * @run: a run that has rows
 * @stream: a table of text
 * @error: return location for an error of @stream
 *
 * Returns: %FALSE if the stream cannot be read
 */
gboolean
vdt_import_csv_read (VdtImportRun     *run,
                     VdtImportStream  *stream,
                     GError          **error)
{
  static const VdtCsvHandler handler = { sample_record, sample_broken };
  g_autoptr(VdtTextDecoder) decoder = vdt_text_decoder_new ();
  g_autoptr(VdtCsv) sampler = NULL;
  Csv csv = { run };
  const char *separator;
  const guint8 *bytes;
  const char *text;
  gsize length;
  gboolean done = TRUE;

  if (!vdt_import_stream_peek (stream, &bytes, &length, error))
    return FALSE;

  csv.rows = vdt_import_run_begin_rows (run, FORMAT);
  vdt_text_decoder_push (decoder, bytes, length, FALSE, &text, &length);
  separator = vdt_csv_guess_separator (text, length);
  if (csv.rows == NULL || separator == NULL)
    return TRUE;

  csv.names = g_ptr_array_new_with_free_func (g_free);
  sampler = vdt_csv_new (separator, &handler, &csv);
  if (vdt_csv_push (sampler, text, length))
    vdt_csv_end (sampler);

  if (choose_table (&csv))
    {
      tell_of_times (&csv);
      done = read_all (&csv, stream, separator, error);
    }
  csv_clear (&csv);

  return done;
}

/**
 * vdt_import_csv_recognise:
 * @head: how a file begins
 *
 * Returns: %TRUE if its first line names at least two columns
 */
gboolean
vdt_import_csv_recognise (const VdtImportHead *head)
{
  const char *newline;
  gsize length;

  if (head->text == NULL || head->text_length == 0 || *head->text == '<' || *head->text == '{' || *head->text == '[')
    return FALSE;

  newline = memchr (head->text, '\n', head->text_length);
  length = newline != NULL ? (gsize) (newline - head->text) : head->text_length;

  return length < 1024 * 1024 && memchr (head->text, '\0', length) == NULL &&
         vdt_csv_guess_separator (head->text, length) != NULL;
}
