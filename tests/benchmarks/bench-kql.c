/* bench-kql.c
 *
 * How long queries take: 1 MB of queries parsed, analysed, classified and laid
 * out, the same as one single query, a key pressed in a text of 10,000 lines,
 * and a completion. Every figure is the processor time of the fastest of some runs.
 *
 *   bench-kql [FILE]     FILE: queries to measure instead of made ones
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>
#include <time.h>

#include "vdt-kql-analysis.h"
#include "vdt-kql-classify.h"
#include "vdt-kql-complete.h"
#include "vdt-kql-document.h"
#include "vdt-kql-format.h"

#define MEGABYTE (1024 * 1024)
#define RUNS 5

static const char *const queries[] = {
  "// Office programs that start an interpreter\n"
  "DeviceProcessEvents\n"
  "| where Timestamp > ago(7d) and InitiatingProcessFileName in~ (\"winword.exe\", \"excel.exe\")\n"
  "| where FileName in~ (\"cmd.exe\", \"powershell.exe\") and ProcessCommandLine has_any (\"-enc\", \"http\")\n"
  "| summarize Count = count(), First = min(Timestamp), Devices = dcount(DeviceName) by AccountName, FileName\n"
  "| order by Count desc\n",
  "let window = 1h;\n"
  "let logons = DeviceLogonEvents | where ActionType == \"LogonFailed\" | project DeviceId, AccountName, Timestamp;\n"
  "logons\n"
  "| summarize Failed = count() by AccountName, bin(Timestamp, window)\n"
  "| join kind=inner (DeviceLogonEvents | where ActionType == \"LogonSuccess\") on AccountName\n"
  "| extend Risk = case(Failed > 50, \"high\", Failed > 10, \"medium\", \"low\"), Host = tostring(split(DeviceName, \".\")[0])\n"
  "| project-reorder Risk, Host, *\n"
  "| top 100 by Failed desc\n",
};

static gint64
cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static char *
make_queries (gsize size)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; text->len < size; i++)
    g_string_append_printf (text, "%s\n", queries[i % G_N_ELEMENTS (queries)]);

  return g_string_free (text, FALSE);
}

static char *
make_one_query (gsize size)
{
  GString *text = g_string_new ("DeviceProcessEvents\n");

  for (guint i = 0; text->len < size; i++)
    g_string_append_printf (text, "| extend Part%u = iff(FileName =~ \"tool%u.exe\" or ProcessCommandLine has \"%u\", %u, 0)\n",
                            i % 50, i, i * 31, i);

  return g_string_free (text, FALSE);
}

/* Measures the steps over all blocks of a text. */
static void
measure (const char    *what,
         const char    *text,
         VdtKqlCatalog *catalog)
{
  static const char *const names[] = { "parse", "analysis", "classify", "format" };
  gint64 best[] = { G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64 };
  guint n_blocks = 0;

  for (guint run = 0; run < RUNS; run++)
    {
      g_autoptr(VdtKqlDocument) document = vdt_kql_document_new ();
      gint64 spent[G_N_ELEMENTS (best)] = { 0 };
      gint64 begin = cpu_time ();

      vdt_kql_document_set_text (document, text, -1);
      n_blocks = vdt_kql_document_get_n_blocks (document);
      for (guint i = 0; i < n_blocks; i++)
        vdt_kql_block_get_tree (vdt_kql_document_get_block (document, i));
      spent[0] = cpu_time () - begin;

      for (guint i = 0; i < n_blocks; i++)
        {
          VdtKqlTree *tree = vdt_kql_block_get_tree (vdt_kql_document_get_block (document, i));
          g_autoptr(VdtKqlAnalysis) analysis = NULL;
          g_autoptr(GArray) classes = NULL;
          g_autofree char *formatted = NULL;

          begin = cpu_time ();
          analysis = vdt_kql_analyze (tree, catalog, NULL);
          spent[1] += cpu_time () - begin;

          begin = cpu_time ();
          classes = vdt_kql_classify (tree, analysis);
          spent[2] += cpu_time () - begin;

          begin = cpu_time ();
          formatted = vdt_kql_format (tree, NULL);
          spent[3] += cpu_time () - begin;
        }

      for (guint i = 0; i < G_N_ELEMENTS (best); i++)
        best[i] = MIN (best[i], spent[i]);
    }

  g_print ("%s, %" G_GSIZE_FORMAT " bytes in %u blocks:", what, strlen (text), n_blocks);
  for (guint i = 0; i < G_N_ELEMENTS (best); i++)
    g_print ("%s %s %.1f ms", i > 0 ? "," : "", names[i], best[i] / 1000.0);
  g_print ("\n");
}

/* What a key in the middle of 10,000 lines costs until its query is analysed again. */
static void
measure_key (VdtKqlCatalog *catalog)
{
  g_autoptr(VdtKqlDocument) document = vdt_kql_document_new ();
  GString *text = g_string_new (NULL);
  gint64 longest = 0;
  gsize middle;

  for (guint lines = 0; lines < 10000; lines += 8)
    g_string_append_printf (text, "%s\n", queries[lines / 8 % G_N_ELEMENTS (queries)]);
  middle = (gsize) (strstr (text->str + text->len / 2, "FileName") - text->str);

  vdt_kql_document_set_text (document, text->str, (gssize) text->len);
  g_string_free (text, TRUE);
  for (guint i = 0; i < vdt_kql_document_get_n_blocks (document); i++)
    vdt_kql_block_get_tree (vdt_kql_document_get_block (document, i));

  for (guint i = 0; i < 100; i++)
    {
      gint64 begin = cpu_time ();
      g_autoptr(VdtKqlAnalysis) analysis = NULL;

      vdt_kql_document_edit (document, middle, i % 2, i % 2 == 0 ? "x" : "", -1);
      analysis = vdt_kql_analyze (vdt_kql_block_get_tree (vdt_kql_document_block_at (document, middle, NULL)), catalog,
                                  NULL);
      longest = MAX (longest, cpu_time () - begin);
    }

  g_print ("a key in 10,000 lines, the longest of 100: %.2f ms\n", longest / 1000.0);
}

static void
measure_completion (VdtKqlCatalog *catalog)
{
  gint64 best = G_MAXINT64;
  guint n_items = 0;

  for (guint run = 0; run < 4 * RUNS; run++)
    {
      gint64 begin = cpu_time ();
      g_autoptr(VdtKqlCompletion) completion =
        vdt_kql_complete (queries[1], -1, (gsize) (strstr (queries[1], "Failed > 50") - queries[1]), catalog, NULL);

      best = MIN (best, cpu_time () - begin);
      n_items = completion->items->len;
    }

  g_print ("a completion of %u items: %.2f ms\n", n_items, best / 1000.0);
}

int
main (int   argc,
      char *argv[])
{
  gint64 begin = cpu_time ();
  g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new_default ();
  g_autofree char *text = NULL;

  g_print ("the catalog: %.1f ms\n", (cpu_time () - begin) / 1000.0);
  if (argc > 1)
    {
      g_autoptr(GError) error = NULL;

      if (!g_file_get_contents (argv[1], &text, NULL, &error))
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
      measure (argv[1], text, catalog);
    }
  else
    {
      g_autofree char *one = make_one_query (MEGABYTE);

      text = make_queries (MEGABYTE);
      measure ("queries", text, catalog);
      measure ("one query", one, catalog);
    }
  measure_key (catalog);
  measure_completion (catalog);

  return 0;
}
