/* vdt-grid-copy.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-grid-copy.h"

#include <string.h>

#include "vdt-grid-selection.h"

/* A cell of tab-separated values has neither tabs nor line ends. */
static void
append_tsv (GString    *out,
            const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_c (out, *p == '\t' || *p == '\n' || *p == '\r' ? ' ' : *p);
}

/* What would be markup there is written as what it looks like. */
static void
append_markdown (GString    *out,
                 const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\n' || *p == '\r' || *p == '\t')
        g_string_append_c (out, ' ');
      else if (*p == '<')
        g_string_append (out, "&lt;");
      else if (*p == '&')
        g_string_append (out, "&amp;");
      else
        {
          if (strchr ("\\|`*_[]~!#>", *p) != NULL)
            g_string_append_c (out, '\\');
          g_string_append_c (out, *p);
        }
    }
}

static void
append_html (GString    *out,
             const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

typedef struct
{
  const char *begin;
  const char *between;
  const char *end;
  void (*append) (GString *out, const char *text);
} Style;

static const Style row_styles[] = {
  { "", "\t", "\n", append_tsv },
  { "| ", " | ", " |\n", append_markdown },
  { "<tr><td>", "</td><td>", "</td></tr>\n", append_html },
};

static const Style name_styles[] = {
  { "", "\t", "\n", append_tsv },
  { "| ", " | ", " |\n", append_markdown },
  { "<tr><th>", "</th><th>", "</th></tr>\n", append_html },
};

static void
append_names (GString           *out,
              VdtGridModel      *model,
              GArray            *columns,
              VdtGridCopyFormat  format)
{
  const Style *style = &name_styles[format];

  g_string_append (out, style->begin);
  for (guint i = 0; i < columns->len; i++)
    {
      VdtGridColumn column;

      vdt_grid_model_get_column (model, g_array_index (columns, guint, i), &column);
      g_string_append (out, i > 0 ? style->between : "");
      style->append (out, column.name);
    }
  g_string_append (out, style->end);
  if (format != VDT_GRID_COPY_MARKDOWN)
    return;

  for (guint i = 0; i < columns->len; i++)
    {
      VdtGridColumn column;

      vdt_grid_model_get_column (model, g_array_index (columns, guint, i), &column);
      g_string_append (out, column.kind == VDT_GRID_NUMBER ? "| ---: " : "| --- ");
    }
  g_string_append (out, "|\n");
}

static void
append_row (GString      *out,
            VdtGridModel *model,
            guint         row,
            GArray       *columns,
            const Style  *style)
{
  g_string_append (out, style->begin);
  for (guint i = 0; i < columns->len; i++)
    {
      g_autofree char *text = vdt_grid_model_dup_text (model, row, g_array_index (columns, guint, i), 0);

      g_string_append (out, i > 0 ? style->between : "");
      style->append (out, text);
    }
  g_string_append (out, style->end);
}

/**
 * vdt_grid_copy:
 * @model: whose cells
 * @rows: (element-type VdtGridRange): which rows
 * @columns: (element-type guint): which columns of the model, in order
 * @format: for whom
 * @with_names: begin with the names of the columns; Markdown needs them
 *
 * Returns: (transfer full): the cells
 */
char *
vdt_grid_copy (VdtGridModel      *model,
               GArray            *rows,
               GArray            *columns,
               VdtGridCopyFormat  format,
               gboolean           with_names)
{
  GString *out = g_string_new (format == VDT_GRID_COPY_HTML ? "<table>\n" : NULL);

  if (with_names || format == VDT_GRID_COPY_MARKDOWN)
    append_names (out, model, columns, format);
  for (guint i = 0; i < rows->len; i++)
    {
      const VdtGridRange *range = &g_array_index (rows, VdtGridRange, i);

      for (guint row = range->first_row; row <= range->last_row; row++)
        append_row (out, model, row, columns, &row_styles[format]);
    }
  if (format == VDT_GRID_COPY_HTML)
    g_string_append (out, "</table>\n");

  return g_string_free (out, FALSE);
}
