/* vdt-result-export.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-result-export-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "vdt-cell.h"
#include "vdt-error.h"

#define STEP 4096 /* rows between two looks at the cancellable */

/**
 * vdt_result_get_formats:
 *
 * Returns: (transfer none) (array zero-terminated=1): what vdt_result_export() writes; each is
 *   the end of a file's name
 */
const char * const *
vdt_result_get_formats (void)
{
  static const char * const formats[] = { "csv", "json", "jsonl", "xlsx", "parquet", NULL };

  return formats;
}

/* Tells how far it is; FALSE if it is to stop. */
gboolean
vdt_result_export_go_on (const VdtResultExport  *self,
                         guint64                 n_rows,
                         GError                **error)
{
  if (n_rows % STEP != 0)
    return TRUE;
  if (self->progress != NULL)
    self->progress (n_rows, vdt_result_source_get_n_rows (self->source), self->user_data);

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* {{{ CSV, JSON, JSON lines */

/* RFC 4180. A spreadsheet takes a text that begins with one of = + - @ for a formula: a
 * quote before it, and it is text. */
static void
append_csv (GString    *out,
            const char *text,
            gboolean    guard)
{
  gboolean formula = guard && *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;

  if (!formula && strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (out, text);
      return;
    }

  g_string_append (out, formula ? "\"'" : "\"");
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

static gboolean
is_text (const VdtResultExport *self,
         guint                  column)
{
  VdtCellType type = vdt_result_source_get_column (self->source, column)->type;

  return type == VDT_CELL_STRING || type == VDT_CELL_DYNAMIC;
}

static void
append_csv_row (const VdtResultExport *self,
                const VdtResultReader *reader,
                GString               *out)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *text = vdt_cell_dup_text (reader->cells[self->columns[i]]);

      if (i > 0)
        g_string_append_c (out, ',');
      append_csv (out, text, is_text (self, self->columns[i]));
    }
  g_string_append (out, "\r\n");
}

static void
append_json_row (const VdtResultExport *self,
                 const VdtResultReader *reader,
                 char * const          *names,
                 GString               *out)
{
  for (guint i = 0; i < self->n_columns; i++)
    g_string_append_printf (out, "%s%s:%s", i > 0 ? "," : "{", names[i], reader->cells[self->columns[i]]);
  g_string_append_c (out, '}');
}

/* The names as JSON writes them. */
static char **
dup_names (const VdtResultExport *self)
{
  char **names = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *name = vdt_result_source_get_column (self->source, self->columns[i])->name;
      GString *quoted = g_string_new ("\"");

      for (const char *p = name; *p != '\0'; p++)
        {
          if ((guchar) *p < 0x20)
            g_string_append_printf (quoted, "\\u%04x", (guint) (guchar) *p);
          else
            {
              if (*p == '"' || *p == '\\')
                g_string_append_c (quoted, '\\');
              g_string_append_c (quoted, *p);
            }
        }
      g_string_append_c (quoted, '"');
      names[i] = g_string_free (quoted, FALSE);
    }

  return names;
}

static void
append_head (const VdtResultExport *self,
             const char            *format,
             GString               *out)
{
  if (g_str_equal (format, "json"))
    g_string_append (out, "[");
  for (guint i = 0; i < self->n_columns && g_str_equal (format, "csv"); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_csv (out, vdt_result_source_get_column (self->source, self->columns[i])->name, TRUE);
    }
  if (g_str_equal (format, "csv"))
    g_string_append (out, "\r\n");
}

static void
append_row (const VdtResultExport *self,
            const char            *format,
            const VdtResultReader *reader,
            char * const          *names,
            guint64                n,
            GString               *out)
{
  if (g_str_equal (format, "csv"))
    {
      append_csv_row (self, reader, out);
      return;
    }

  if (g_str_equal (format, "json"))
    g_string_append (out, n > 0 ? ",\n" : "\n");
  append_json_row (self, reader, names, out);
  if (g_str_equal (format, "jsonl"))
    g_string_append_c (out, '\n');
}

static gboolean
set_write_error (GError **error)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "The file cannot be written: %s", g_strerror (saved));

  return FALSE;
}

gboolean
vdt_result_export_write_text (const VdtResultExport  *self,
                              const char             *format,
                              GError                **error)
{
  g_auto(VdtResultReader) reader;
  g_autoptr(GString) out = g_string_new (NULL);
  g_auto(GStrv) names = dup_names (self);
  FILE *file = g_fopen (self->path, "we");
  gboolean ok = file != NULL;
  guint64 n = 0;

  vdt_result_reader_init (&reader, self->source);
  if (!ok)
    return set_write_error (error);

  append_head (self, format, out);
  while (ok && vdt_result_reader_next (&reader))
    {
      append_row (self, format, &reader, names, n++, out);
      ok = fwrite (out->str, 1, out->len, file) == out->len || set_write_error (error);
      g_string_truncate (out, 0);
      ok = ok && vdt_result_export_go_on (self, n, error);
    }
  if (g_str_equal (format, "json"))
    g_string_append (out, "\n]\n");
  ok = ok && (fwrite (out->str, 1, out->len, file) == out->len || set_write_error (error));
  ok = ok && ((fflush (file) == 0 && fsync (fileno (file)) == 0) || set_write_error (error));
  fclose (file);

  return ok;
}

/* }}} */

/**
 * vdt_result_export:
 * @source: the rows
 * @columns: (array length=n_columns): the columns
 * @n_columns: how many
 * @format: one of vdt_result_get_formats()
 * @path: the file; one of this name is replaced when the new one is whole
 * @progress: (nullable): told how far it is
 * @user_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: %G_IO_ERROR_CANCELLED, another I/O error, or %VDT_ERROR_QUERY
 *
 * Any thread but the main one. A file that is not whole has another name and is removed.
 *
 * Returns: %TRUE if the file is there
 */
gboolean
vdt_result_export (VdtResultSource        *source,
                   const guint            *columns,
                   guint                   n_columns,
                   const char             *format,
                   const char             *path,
                   VdtResultProgressFunc   progress,
                   gpointer                user_data,
                   GCancellable           *cancellable,
                   GError                **error)
{
  g_autofree char *part = g_strconcat (path, ".XXXXXX", NULL);
  VdtResultExport export = { source, columns, n_columns, part, progress, user_data, cancellable };
  gboolean ok;
  int fd;

  g_return_val_if_fail (g_strv_contains (vdt_result_get_formats (), format), FALSE);

  fd = g_mkstemp (part);
  if (fd < 0)
    return set_write_error (error);
  close (fd);

  if (g_str_equal (format, "xlsx"))
    ok = vdt_result_export_write_xlsx (&export, error);
  else if (g_str_equal (format, "parquet"))
    ok = vdt_result_export_write_parquet (&export, error);
  else
    ok = vdt_result_export_write_text (&export, format, error);

  if (ok && g_rename (part, path) != 0)
    ok = set_write_error (error);
  if (!ok)
    g_unlink (part);

  return ok;
}
