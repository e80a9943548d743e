/* vdt-csv.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-csv.h"

#include <string.h>

#define MAX_CELLS 10000

typedef enum
{
  CELL_BEGIN,
  PLAIN,
  QUOTED,
  QUOTE_IN_QUOTED    /* the end of the cell, or one of two */
} State;

/**
 * VdtCsv:
 *
 * A state machine that can stop after any byte; what it keeps is one record.
 */
struct _VdtCsv
{
  char           *separator;
  gsize           separator_length;
  VdtCsvHandler   handler;
  gpointer        user_data;

  State           state;
  GString        *text;          /* of the record, cells one behind another */
  GArray         *ends;          /* gsize: where each cell ends in @text */
  GArray         *cells;         /* VdtCsvCell */
  guint64         line;
  guint64         begin;         /* line of the record */
  gboolean        after_return;  /* a line feed belongs to the return before it */
  gboolean        too_long;
  gboolean        stopped;
};

/**
 * vdt_csv_new:
 * @separator: what stands between cells
 * @handler: what to call
 * @user_data: for @handler
 *
 * Returns: (transfer full): a reader
 */
VdtCsv *
vdt_csv_new (const char          *separator,
             const VdtCsvHandler *handler,
             gpointer             user_data)
{
  VdtCsv *self;

  g_return_val_if_fail (separator != NULL && *separator != '\0' && handler != NULL, NULL);

  self = g_new0 (VdtCsv, 1);
  self->separator = g_strdup (separator);
  self->separator_length = strlen (separator);
  self->handler = *handler;
  self->user_data = user_data;
  self->text = g_string_new (NULL);
  self->ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->cells = g_array_new (FALSE, FALSE, sizeof (VdtCsvCell));
  self->line = 1;
  self->begin = 1;

  return self;
}

void
vdt_csv_free (VdtCsv *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->separator);
  g_string_free (self->text, TRUE);
  g_array_unref (self->ends);
  g_array_unref (self->cells);
  g_free (self);
}

static void
end_cell (VdtCsv *self)
{
  gsize end = self->text->len;

  if (self->ends->len < MAX_CELLS)
    g_array_append_val (self->ends, end);
  self->state = CELL_BEGIN;
}

static void
end_record (VdtCsv *self)
{
  gsize begin = 0;

  end_cell (self);

  if (self->too_long)
    self->handler.broken (self->begin, "the record is longer than 64 MiB; it was left out", self->user_data);

  /* a blank line is no record */
  if (!self->too_long && !(self->ends->len == 1 && self->text->len == 0))
    {
      g_array_set_size (self->cells, 0);
      for (guint i = 0; i < self->ends->len; i++)
        {
          gsize end = g_array_index (self->ends, gsize, i);
          VdtCsvCell cell = { self->text->str + begin, end - begin };

          g_array_append_val (self->cells, cell);
          begin = end;
        }
      self->stopped = !self->handler.record ((const VdtCsvCell *) (gpointer) self->cells->data, self->cells->len,
                                             self->begin, self->user_data);
    }

  self->too_long = FALSE;
  g_string_truncate (self->text, 0);
  g_array_set_size (self->ends, 0);
  self->begin = self->line;
}

static void
add_text (VdtCsv     *self,
          const char *text,
          gsize       length)
{
  if (self->too_long || self->text->len + length > VDT_CSV_MAX_RECORD)
    self->too_long = TRUE;
  else
    g_string_append_len (self->text, text, (gssize) length);
}

/* How much at @p is of no meaning in this state. */
static gsize
run_length (VdtCsv     *self,
            const char *p,
            const char *end)
{
  const char *begin = p;

  if (self->state == QUOTED)
    while (p < end && *p != '"' && *p != '\n')
      p++;
  else if (self->state == PLAIN)
    while (p < end && *p != *self->separator && *p != '\n' && *p != '\r')
      p++;

  return (gsize) (p - begin);
}

static gboolean
at_separator (VdtCsv     *self,
              const char *p,
              const char *end)
{
  return (gsize) (end - p) >= self->separator_length && memcmp (p, self->separator, self->separator_length) == 0;
}

/* One character that may mean something. Returns how many bytes it took. */
static gsize
step (VdtCsv     *self,
      const char *p,
      const char *end)
{
  if (self->state == QUOTED && *p != '"')
    {
      self->line += *p == '\n';
      add_text (self, p, 1);
      return 1;
    }
  if (self->state == QUOTED)
    {
      self->state = QUOTE_IN_QUOTED;
      return 1;
    }
  if (self->state == QUOTE_IN_QUOTED && *p == '"')
    {
      add_text (self, p, 1);
      self->state = QUOTED;
      return 1;
    }
  if (self->state == CELL_BEGIN && *p == '"')
    {
      self->state = QUOTED;
      return 1;
    }

  if (at_separator (self, p, end))
    {
      end_cell (self);
      return self->separator_length;
    }
  if (*p == '\n' || *p == '\r')
    {
      self->line++;
      self->after_return = *p == '\r';
      end_record (self);
      return 1;
    }

  add_text (self, p, 1);
  self->state = PLAIN;

  return 1;
}

/**
 * vdt_csv_push:
 * @self: a reader
 * @text: more of the file, valid UTF-8, whole characters
 * @length: its length
 *
 * Returns: %FALSE if the handler wants no more
 */
gboolean
vdt_csv_push (VdtCsv     *self,
              const char *text,
              gsize       length)
{
  const char *p = text;
  const char *end = text + length;

  g_return_val_if_fail (self != NULL, FALSE);

  while (p < end && !self->stopped)
    {
      gsize n;

      if (self->after_return && *p == '\n')
        p++;
      self->after_return = FALSE;
      if (p == end)
        break;

      n = run_length (self, p, end);
      if (n > 0)
        add_text (self, p, n);
      else
        n = step (self, p, end);
      p += n;
    }

  return !self->stopped;
}

/**
 * vdt_csv_end:
 * @self: a reader
 *
 * The file ends.
 *
 * Returns: %FALSE if the handler wanted no more
 */
gboolean
vdt_csv_end (VdtCsv *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->stopped)
    return FALSE;

  if (self->state == QUOTED)
    self->handler.broken (self->begin, "a quote that opens here is never closed; the record was left out",
                          self->user_data);
  else if (self->text->len > 0 || self->ends->len > 0 || self->state != CELL_BEGIN)
    end_record (self);

  return !self->stopped;
}

/**
 * vdt_csv_guess_separator:
 * @text: how a file begins
 * @length: its length
 *
 * Returns: (nullable): what separates the cells of its first line, or %NULL if
 *   nothing does
 */
const char *
vdt_csv_guess_separator (const char *text,
                         gsize       length)
{
  /* the last one is what one well-known data set is written with */
  static const char *const separators[] = { ",", ";", "\t", "|", "\342\235\226" };
  const char *newline = memchr (text, '\n', length);
  const char *best = NULL;
  guint most = 0;
  g_autofree char *line = g_strndup (text, newline != NULL ? (gsize) (newline - text) : length);

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      g_auto(GStrv) parts = g_strsplit (line, separators[i], MAX_CELLS);
      guint n = g_strv_length (parts);

      if (n > 1 && n > most)
        {
          most = n;
          best = separators[i];
        }
    }

  return best;
}
