/* vdt-query-snapshot.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-query-snapshot.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-row-store.h"

/* version; columns; pages with their number of rows and their cells, each ended by a
 * NUL; state; whether it was cut off; rows scanned; what kind of chart and what is asked of it; what the
 * analyst had to know */
#define FORMAT "(ua(su)a(uay)ubtsss)"
#define VERSION 1
#define MOST_COLUMNS 10000

typedef struct
{
  guint   n_rows;
  GBytes *text;
  GBytes *ends;
} Page;

struct _VdtQuerySnapshot
{
  GArray        *columns;   /* VdtQueryColumn */
  VdtRowStore   *rows;      /* of a run; NULL when unpacked */
  guint64        n_bytes;
  GArray        *pages;     /* Page, when unpacked */
  VdtQueryState  state;
  gboolean       truncated;
  guint64        rows_scanned;
  char          *chart;
  char          *chart_properties;
  char          *message;
};

static void
column_clear (gpointer column)
{
  g_free (((VdtQueryColumn *) column)->name);
}

static void
page_clear (gpointer data)
{
  Page *page = data;

  g_bytes_unref (page->text);
  g_bytes_unref (page->ends);
}

static VdtQuerySnapshot *
snapshot_new (void)
{
  VdtQuerySnapshot *self = g_new0 (VdtQuerySnapshot, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (VdtQueryColumn));
  g_array_set_clear_func (self->columns, column_clear);
  self->pages = g_array_new (FALSE, TRUE, sizeof (Page));
  g_array_set_clear_func (self->pages, page_clear);

  return self;
}

/**
 * vdt_query_snapshot_new:
 * @run: a run that has ended
 *
 * Copies no rows. Main thread.
 *
 * Returns: (transfer full): what it brought
 */
VdtQuerySnapshot *
vdt_query_snapshot_new (VdtQueryRun *run)
{
  VdtQuerySnapshot *self;

  g_return_val_if_fail (VDT_IS_QUERY_RUN (run), NULL);

  self = snapshot_new ();
  for (guint i = 0; i < vdt_query_run_get_n_columns (run); i++)
    {
      const VdtQueryColumn *column = vdt_query_run_get_column (run, i);
      VdtQueryColumn copy = { g_strdup (column->name), column->type };

      g_array_append_val (self->columns, copy);
    }
  self->rows = vdt_row_store_ref (vdt_query_run_get_rows (run));
  self->n_bytes = vdt_query_run_get_stats (run)->bytes;
  self->state = vdt_query_run_get_state (run);
  self->truncated = vdt_query_run_get_truncated (run);
  self->rows_scanned = vdt_query_run_get_stats (run)->rows_scanned;
  self->chart = g_strdup (vdt_query_run_get_chart (run));
  self->chart_properties = g_strdup (vdt_query_run_get_chart_properties (run));
  self->message = g_strdup (vdt_query_run_get_message (run));

  return self;
}

void
vdt_query_snapshot_free (VdtQuerySnapshot *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->columns);
  g_array_unref (self->pages);
  g_clear_pointer (&self->rows, vdt_row_store_unref);
  g_free (self->chart);
  g_free (self->chart_properties);
  g_free (self->message);
  g_free (self);
}

/**
 * vdt_query_snapshot_get_bytes:
 * @self: a snapshot
 *
 * Returns: what its rows take
 */
guint64
vdt_query_snapshot_get_bytes (VdtQuerySnapshot *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_bytes;
}

/**
 * vdt_query_snapshot_pack:
 * @self: a snapshot of a run
 * @error: return location: rows that lie in a file could not be read
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): it as bytes
 */
GBytes *
vdt_query_snapshot_pack (VdtQuerySnapshot  *self,
                         GError           **error)
{
  g_auto(GVariantBuilder) columns = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(su)"));
  g_auto(GVariantBuilder) pages = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(uay)"));
  g_autoptr(GVariant) packed = NULL;
  g_auto(VdtRowPage) page = { 0 };

  g_return_val_if_fail (self != NULL && self->rows != NULL, NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const VdtQueryColumn *column = &g_array_index (self->columns, VdtQueryColumn, i);

      g_variant_builder_add (&columns, "(su)", column->name, (guint32) column->type);
    }
  for (guint i = 0; i < vdt_row_store_get_n_pages (self->rows); i++)
    {
      if (!vdt_row_store_read_page (self->rows, i, &page))
        {
          g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FAILED, "The rows cannot be read back");
          return NULL;
        }
      g_variant_builder_add (&pages, "(u@ay)", page.n_rows,
                             g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, page.text, page.length, 1));
    }
  packed = g_variant_ref_sink (g_variant_new (FORMAT, VERSION, &columns, &pages, (guint32) self->state, self->truncated,
                                              self->rows_scanned, self->chart != NULL ? self->chart : "",
                                              self->chart_properties != NULL ? self->chart_properties : "",
                                              self->message != NULL ? self->message : ""));

  return g_variant_get_data_as_bytes (packed);
}

/* Where the cells end, each with a NUL; NULL if there are not as many as there should
 * be or one is not UTF-8. */
static GBytes *
find_ends (GBytes *bytes,
           guint   n_rows,
           guint   n_columns)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  guint64 n_cells = (guint64) n_rows * n_columns;
  g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  gsize at = 0;

  /* a cell has a byte at least */
  if (n_cells == 0 || n_cells > length || length > G_MAXUINT32)
    return NULL;

  for (guint64 i = 0; i < n_cells; i++)
    {
      const char *end = at < length ? memchr (text + at, '\0', length - at) : NULL;
      guint32 next;

      if (end == NULL || !g_utf8_validate (text + at, end - (text + at), NULL))
        return NULL;
      at = (gsize) (end - text) + 1;
      next = (guint32) at;
      g_array_append_val (ends, next);
    }

  return at == length ? g_bytes_new (ends->data, (gsize) ends->len * sizeof (guint32)) : NULL;
}

static gboolean
read_pages (VdtQuerySnapshot *self,
            GVariantIter     *pages)
{
  GVariant *cells;
  guint32 n_rows;

  while (g_variant_iter_next (pages, "(u@ay)", &n_rows, &cells))
    {
      g_autoptr(GVariant) owned = cells;
      g_autoptr(GBytes) text = g_variant_get_data_as_bytes (owned);
      GBytes *ends = find_ends (text, n_rows, self->columns->len);
      Page page = { n_rows, text, ends };

      if (ends == NULL)
        return FALSE;
      g_bytes_ref (text);
      g_array_append_val (self->pages, page);
    }

  return TRUE;
}

/**
 * vdt_query_snapshot_unpack:
 * @bytes: what vdt_query_snapshot_pack() gave, perhaps damaged since
 * @error: %VDT_ERROR_FORMAT if it is damaged
 *
 * Returns: (transfer full) (nullable): the snapshot
 */
VdtQuerySnapshot *
vdt_query_snapshot_unpack (GBytes  *bytes,
                           GError **error)
{
  g_autoptr(VdtQuerySnapshot) self = snapshot_new ();
  g_autoptr(GVariant) packed = NULL;
  g_autoptr(GVariantIter) columns = NULL;
  g_autoptr(GVariantIter) pages = NULL;
  guint32 version, state;
  const char *name;
  guint32 type;

  g_return_val_if_fail (bytes != NULL, NULL);

  packed = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (FORMAT), bytes, FALSE));
  if (g_variant_is_normal_form (packed))
    {
      g_variant_get (packed, FORMAT, &version, &columns, &pages, &state, &self->truncated, &self->rows_scanned,
                     &self->chart, &self->chart_properties, &self->message);
      self->state = (VdtQueryState) CLAMP (state, VDT_QUERY_DONE, VDT_QUERY_FAILED);
      while (version == VERSION && self->columns->len < MOST_COLUMNS &&
             g_variant_iter_next (columns, "(&su)", &name, &type))
        {
          VdtQueryColumn column = { g_strdup (name), (VdtCellType) MIN (type, VDT_CELL_DYNAMIC) };

          g_array_append_val (self->columns, column);
        }
      if (self->columns->len > 0 && read_pages (self, pages))
        return g_steal_pointer (&self);
    }

  g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FORMAT, "The kept result is damaged; run the query again");

  return NULL;
}

/**
 * vdt_query_snapshot_restore:
 * @self: an unpacked snapshot
 * @text: the query
 * @duration: µs that it took when it ran
 *
 * Main thread.
 *
 * Returns: (transfer full): a run that has ended, with the rows
 */
VdtQueryRun *
vdt_query_snapshot_restore (VdtQuerySnapshot *self,
                            const char       *text,
                            gint64            duration)
{
  VdtQueryRun *run;

  g_return_val_if_fail (self != NULL && self->rows == NULL && text != NULL, NULL);

  run = vdt_query_run_new (text);
  vdt_query_run_begin (run);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const VdtQueryColumn *column = &g_array_index (self->columns, VdtQueryColumn, i);

      vdt_query_run_add_column (run, column->name, column->type);
    }
  if (self->chart != NULL && self->chart[0] != '\0')
    vdt_query_run_set_chart (run, self->chart, self->chart_properties);
  for (guint i = 0; i < self->pages->len; i++)
    {
      const Page *page = &g_array_index (self->pages, Page, i);

      vdt_query_run_add_page (run, page->n_rows, page->text, page->ends);
    }
  vdt_query_run_end (run, self->state, self->truncated, self->rows_scanned,
                     self->message != NULL && self->message[0] != '\0' ? self->message : NULL);
  vdt_query_run_set_duration (run, duration);

  return run;
}
