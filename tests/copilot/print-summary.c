/* print-summary.c
 *
 * Prints the summaries of the incidents in files of Graph JSON, for reading:
 *
 *   print-summary [--facts] [--id ID] FILE…
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "incident-reader.h"
#include "vdt-respond.h"
#include "vdt-summary.h"

static void
print_statements (VdtSummarizer *summarizer,
                  VdtProposal   *proposal,
                  gboolean       with_facts)
{
  GListModel *statements = vdt_proposal_get_statements (proposal);
  const char *section = "";

  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      if (!g_str_equal (section, vdt_statement_get_section (statement)))
        {
          section = vdt_statement_get_section (statement);
          g_print ("  [%s]\n", vdt_summarizer_section_title (summarizer, section));
        }
      g_print ("    %s {%u}\n", vdt_statement_get_text (statement),
               g_strv_length ((char **) vdt_statement_get_fact_ids (statement)));
      for (guint j = 0; with_facts && vdt_statement_get_fact_ids (statement)[j] != NULL; j++)
        g_print ("        %s\n", vdt_statement_get_fact_ids (statement)[j]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(VdtSummarizer) summarizer = vdt_summarizer_new ("en");
  gboolean with_facts = FALSE;
  const char *only = NULL;

  setlocale (LC_ALL, "C.UTF-8");

  for (int i = 1; i < argc; i++)
    {
      g_autoptr(GPtrArray) incidents = NULL;
      g_autoptr(GError) error = NULL;

      if (g_str_equal (argv[i], "--facts"))
        {
          with_facts = TRUE;
          continue;
        }
      if (g_str_equal (argv[i], "--id") && i + 1 < argc)
        {
          only = argv[++i];
          continue;
        }

      incidents = incident_reader_read_file (argv[i], &error);
      if (incidents == NULL)
        {
          g_printerr ("%s: %s\n", argv[i], error->message);
          return 1;
        }

      for (guint j = 0; j < incidents->len; j++)
        {
          VdtIncident *incident = g_ptr_array_index (incidents, j);
          g_autoptr(VdtProposal) proposal = NULL;
          g_autoptr(VdtProposal) steps = NULL;
          g_autoptr(VdtProposal) questions = NULL;

          if (only != NULL && !g_str_equal (only, vdt_incident_get_id (incident)))
            continue;
          proposal = vdt_summarizer_summarize (summarizer, incident);
          g_print ("== %s: %s\n", vdt_incident_get_id (incident), vdt_incident_get_title (incident));
          print_statements (summarizer, proposal, with_facts);
          steps = vdt_summarizer_respond (summarizer, incident, NULL);
          print_statements (summarizer, steps, with_facts);
          questions = vdt_summarizer_questions (summarizer, incident);
          print_statements (summarizer, questions, with_facts);
        }
    }

  return 0;
}
