/* vdt-report-diff.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-diff.h"

#include <string.h>

#define MOST_CELLS (4 * 1024 * 1024) /* of the table that finds what two texts share */

static void
append_lines (GString     *out,
              char         sign,
              char       **lines,
              guint        from,
              guint        to)
{
  for (guint i = from; i < to; i++)
    g_string_append_printf (out, "%c %s\n", sign, lines[i]);
}

/* The longest common lines of two texts, by the table of their lengths. */
static void
append_common (GString  *out,
               char    **a,
               guint     a_from,
               guint     a_to,
               char    **b,
               guint     b_from,
               guint     b_to)
{
  guint n = a_to - a_from;
  guint m = b_to - b_from;
  g_autofree guint32 *lengths = NULL;
  guint i = 0;
  guint j = 0;

  if ((guint64) (n + 1) * (m + 1) > MOST_CELLS)
    {
      append_lines (out, '-', a, a_from, a_to);
      append_lines (out, '+', b, b_from, b_to);
      return;
    }

  lengths = g_new0 (guint32, (gsize) (n + 1) * (m + 1));
  for (guint x = n; x > 0; x--)
    for (guint y = m; y > 0; y--)
      {
        guint32 *cell = &lengths[(gsize) (x - 1) * (m + 1) + y - 1];

        *cell = strcmp (a[a_from + x - 1], b[b_from + y - 1]) == 0
                  ? lengths[(gsize) x * (m + 1) + y] + 1
                  : MAX (lengths[(gsize) x * (m + 1) + y - 1], lengths[(gsize) (x - 1) * (m + 1) + y]);
      }

  while (i < n && j < m)
    {
      if (strcmp (a[a_from + i], b[b_from + j]) == 0)
        {
          append_lines (out, ' ', a, a_from + i, a_from + i + 1);
          i++;
          j++;
        }
      else if (lengths[(gsize) (i + 1) * (m + 1) + j] >= lengths[(gsize) i * (m + 1) + j + 1])
        {
          append_lines (out, '-', a, a_from + i, a_from + i + 1);
          i++;
        }
      else
        {
          append_lines (out, '+', b, b_from + j, b_from + j + 1);
          j++;
        }
    }
  append_lines (out, '-', a, a_from + i, a_to);
  append_lines (out, '+', b, b_from + j, b_to);
}

static void
append_diff (GString    *out,
             const char *before,
             const char *after)
{
  g_auto(GStrv) a = g_strsplit (before, "\n", -1);
  g_auto(GStrv) b = g_strsplit (after, "\n", -1);
  guint n = *before == '\0' ? 0 : g_strv_length (a);
  guint m = *after == '\0' ? 0 : g_strv_length (b);
  guint head = 0;
  guint tail = 0;

  while (head < n && head < m && strcmp (a[head], b[head]) == 0)
    head++;
  while (tail < n - head && tail < m - head && strcmp (a[n - tail - 1], b[m - tail - 1]) == 0)
    tail++;

  append_lines (out, ' ', a, 0, head);
  append_common (out, a, head, n - tail, b, head, m - tail);
  append_lines (out, ' ', a, n - tail, n);
}

/**
 * vdt_report_diff:
 * @before: a version of a report
 * @after: a later one
 *
 * Returns: (transfer full): lines that begin with `  `, `- ` or `+ `, and with `@ ` the
 *   title of a section in which something differs; empty if nothing does
 */
char *
vdt_report_diff (VdtReport *before,
                 VdtReport *after)
{
  GString *out = g_string_new (NULL);
  GListModel *old = vdt_report_get_sections (before);
  GListModel *new = vdt_report_get_sections (after);

  for (guint i = 0; i < g_list_model_get_n_items (new); i++)
    {
      g_autoptr(VdtReportSection) section = g_list_model_get_item (new, i);
      VdtReportSection *was = vdt_report_find_section (before, vdt_report_section_get_id (section));
      const char *body = was != NULL ? vdt_report_section_get_body (was) : "";

      if (strcmp (body, vdt_report_section_get_body (section)) == 0 &&
          (was != NULL || *vdt_report_section_get_body (section) == '\0'))
        continue;

      g_string_append_printf (out, "@ %s\n", vdt_report_section_get_title (section));
      append_diff (out, body, vdt_report_section_get_body (section));
    }

  for (guint i = 0; i < g_list_model_get_n_items (old); i++)
    {
      g_autoptr(VdtReportSection) section = g_list_model_get_item (old, i);

      if (vdt_report_find_section (after, vdt_report_section_get_id (section)) != NULL)
        continue;
      g_string_append_printf (out, "@ %s\n", vdt_report_section_get_title (section));
      append_diff (out, vdt_report_section_get_body (section), "");
    }

  return g_string_free (out, FALSE);
}
