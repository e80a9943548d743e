/* response-coverage.c
 *
 * Which rules of the guided response fire for which tactic and kind of evidence: one
 * incident of one alert with one piece of evidence each. Writes the table of
 * docs/response-coverage.md, or says whether it is up to date.
 *
 * usage: response-coverage FIXTURES DOCUMENT [--write]
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "response-fixture.h"
#include "vdt-respond.h"
#include "vdt-schema.h"

/* A category for each tactic, in the order of an attack, and those of none. */
static const char *const categories[] = {
  "Reconnaissance", "ResourceDevelopment", "InitialAccess", "Execution", "Persistence", "PrivilegeEscalation",
  "DefenseEvasion", "CredentialAccess", "Discovery", "LateralMovement", "Collection", "CommandAndControl",
  "Exfiltration", "Impact", "SuspiciousActivity",
};
static const char *const columns[] = {
  "Rec", "Res", "Ini", "Exe", "Per", "Pri", "Eva", "Cre", "Dis", "Lat", "Col", "C2", "Exf", "Imp", "none",
};

static void
count (VdtProposal *proposal,
       guint       *counts)
{
  static const char *const groups[] = { "containment", "investigation", "remediation" };
  GListModel *cards = vdt_proposal_get_cards (proposal);

  memset (counts, 0, 3 * sizeof *counts);
  for (guint i = 0; i < g_list_model_get_n_items (cards); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (cards, i);

      for (guint j = 0; j < G_N_ELEMENTS (groups); j++)
        counts[j] += g_strcmp0 (vdt_card_get_group (card), groups[j]) == 0;
    }
}

static void
add_row (GString       *out,
         VdtSummarizer *summarizer,
         JsonObject    *fixtures,
         const char    *name,
         const char    *label,
         guint         *io_empty)
{
  g_string_append_printf (out, "| %s |", label);
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      g_autoptr(VdtIncident) incident = response_fixture_of_kind (fixtures, categories[i], name);
      g_autoptr(VdtProposal) proposal = vdt_summarizer_respond (summarizer, incident, NULL);
      guint counts[3];

      count (proposal, counts);
      *io_empty += counts[0] + counts[1] + counts[2] == 0;
      g_string_append_printf (out, " %u·%u·%u |", counts[0], counts[1], counts[2]);
    }
  g_string_append_c (out, '\n');
}

static char *
make_table (JsonObject *fixtures,
            guint      *out_cells,
            guint      *out_empty)
{
  VdtSummarizer *summarizer = vdt_summarizer_new ("en");
  g_autoptr(GString) out = g_string_new ("# Coverage of the guided response\n\nCards of containment · investigation ·"
    " remediation for an incident of one alert of the\ntactic with one piece of evidence of the kind and nothing more"
    " (no verdict, no role, no\ntechnique: real incidents give more). Made by `response-coverage`, which a test holds it"
    " to.\n\n| evidence |");
  JsonObject *kinds = json_object_get_object_member (fixtures, "kinds");
  g_autoptr(GList) names = json_object_get_members (kinds);
  gsize n = 0;
  const VdtEvidenceKind *all = vdt_schema_get_kinds (&n);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_string_append_printf (out, " %s |", columns[i]);
  g_string_append (out, "\n| --- |");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_string_append (out, " --- |");
  g_string_append_c (out, '\n');

  *out_empty = 0;
  for (gsize i = 0; i < n; i++)
    for (GList *l = names; l != NULL; l = l->next)
      {
        JsonObject *kind = json_object_get_object_member (kinds, l->data);

        if (g_strcmp0 (json_object_get_string_member (kind, "type"), all[i].kind) != 0)
          continue;
        add_row (out, summarizer, fixtures, l->data, all[i].label, out_empty);
        break;
      }
  *out_cells = (guint) n * G_N_ELEMENTS (categories);
  g_string_append_printf (out, "\n%u of %u cells have a card.\n", *out_cells - *out_empty, *out_cells);
  vdt_summarizer_unref (summarizer);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(JsonObject) fixtures = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *table = NULL;
  g_autofree char *document = NULL;
  guint cells = 0, empty = 0;

  if (argc < 3)
    {
      g_printerr ("usage: response-coverage FIXTURES DOCUMENT [--write]\n");
      return 2;
    }

  fixtures = response_fixture_load (argv[1]);
  table = make_table (fixtures, &cells, &empty);
  if (argc > 3 && strcmp (argv[3], "--write") == 0)
    return g_file_set_contents (argv[2], table, -1, &error) ? 0 : 1;

  g_print ("1..2\n");
  g_file_get_contents (argv[2], &document, NULL, NULL);
  g_print ("%s 1 - the table is up to date\n", g_strcmp0 (document, table) == 0 ? "ok" : "not ok");
  g_print ("%s 2 - each cell has a card (%u of %u have none)\n", empty == 0 ? "ok" : "not ok", empty, cells);

  return g_strcmp0 (document, table) == 0 && empty == 0 ? 0 : 1;
}
