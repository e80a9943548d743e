/* vdt-build.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-build.h"

#include <string.h>

#include "vdt-figures.h"
#include "vdt-indicators.h"
#include "vdt-md.h"

static GHashTable *
facts_by_number (VdtReport *report)
{
  GListModel *citations = vdt_report_get_citations (report);
  GListModel *all = vdt_report_get_facts (report);
  GHashTable *facts = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (citations); i++)
    {
      g_autoptr(VdtCitation) citation = g_list_model_get_item (citations, i);

      g_hash_table_insert (facts, GUINT_TO_POINTER (vdt_citation_get_number (citation)),
                           g_list_model_get_item (all, i));
    }

  return facts;
}

/* Gives each cited fact its number, in the order of the text. */
static void
number_sources (VdtDocument *document,
                VdtReport   *report)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) facts = facts_by_number (report);

  for (VdtDoc *node = document->root; node != NULL; node = vdt_doc_walk (document->root, node))
    {
      VdtFact *fact;
      VdtSource *source;

      if (node->type != VDT_DOC_CITATION)
        continue;

      source = g_hash_table_lookup (numbers, GUINT_TO_POINTER (node->number));
      if (source == NULL)
        {
          fact = g_hash_table_lookup (facts, GUINT_TO_POINTER (node->number));
          if (fact == NULL)
            {
              g_ptr_array_add (document->problems, g_strdup_printf ("[^%u]: %s", node->number,
                                                                    vdt_words_get (document->words, "source.unknown")));
              node->type = VDT_DOC_TEXT;
              node->text = g_strdup_printf ("[%s]", vdt_words_get (document->words, "source.unknown"));
              continue;
            }
          source = vdt_document_add_source (document, vdt_fact_get_id (fact));
          source->kind = g_strdup (vdt_fact_get_kind (fact));
          source->title = g_strdup (vdt_fact_get_title (fact));
          source->text = g_strdup (vdt_fact_get_text (fact));
          source->at = vdt_fact_get_at (fact);
          g_hash_table_insert (numbers, GUINT_TO_POINTER (node->number), source);
        }

      node->number = source->number;
      source->n_uses++;
      node->id = source->n_uses == 1 ? g_strdup_printf ("cite-%u", source->number)
                                     : g_strdup_printf ("cite-%u-%u", source->number, source->n_uses);
    }
}

/* Draws the figures and fills the tables. */
static void
make_figures (VdtDocument *document,
              VdtIncident *incident,
              VdtReplacer *replacer)
{
  for (VdtDoc *node = document->root; node != NULL; node = vdt_doc_walk (document->root, node))
    {
      VdtFigure *figure;

      if (node->type != VDT_DOC_FIGURE || vdt_live_fill (document, node, incident))
        continue;

      figure = g_hash_table_lookup (document->figures, node->id);
      if (figure == NULL && incident != NULL)
        {
          figure = vdt_figures_make (node->id, incident, document->words, replacer);
          if (figure != NULL)
            g_hash_table_insert (document->figures, g_strdup (node->id), figure);
        }
      if (figure == NULL)
        {
          g_ptr_array_add (document->problems, g_strdup_printf ("vedette:%s: %s", node->id,
                                                                vdt_words_get (document->words, "figure.none")));
          node->type = VDT_DOC_PARAGRAPH;
          vdt_doc_add (vdt_doc_add (node, VDT_DOC_EMPHASIS, NULL), VDT_DOC_TEXT, node->text);
        }
    }
}

/* Headings get anchors, each its own. */
static void
make_anchors (VdtDocument *document)
{
  g_autoptr(GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  for (VdtDoc *node = document->root; node != NULL; node = vdt_doc_walk (document->root, node))
    {
      if (node->type != VDT_DOC_HEADING)
        continue;

      n++;
      if (node->id == NULL || g_hash_table_contains (used, node->id))
        {
          g_free (node->id);
          node->id = g_strdup_printf ("heading-%u", n);
        }
      g_hash_table_add (used, node->id);
    }
}

static void
replace (VdtReplacer  *replacer,
         char        **text)
{
  char *made = vdt_replacer_run (replacer, *text);

  g_free (*text);
  *text = made;
}

static void
replace_figures (VdtReplacer *replacer,
                 GHashTable  *figures)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, figures);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VdtFigure *figure = value;

      replace (replacer, &figure->about);
      for (guint i = 0; i < figure->shapes->len; i++)
        replace (replacer, &g_array_index (figure->shapes, VdtShape, i).text);
    }
}

static void
replace_all (VdtDocument *document,
             VdtReplacer *replacer)
{
  if (vdt_replacer_is_empty (replacer))
    return;

  for (VdtDoc *node = document->root; node != NULL; node = vdt_doc_walk (document->root, node))
    replace (replacer, &node->text);
  for (guint i = 0; i < document->sources->len; i++)
    {
      VdtSource *source = g_ptr_array_index (document->sources, i);

      replace (replacer, &source->title);
      replace (replacer, &source->text);
    }
  replace_figures (replacer, document->figures);
  replace (replacer, &document->title);
  replace (replacer, &document->subtitle);
  replace (replacer, &document->author);
}

/* The hosts and addresses of indicators: what stands alone, and the hosts of URLs. */
static void
add_defanged (VdtReplacer *replacer,
              VdtIncident *incident)
{
  g_autoptr(GArray) all = vdt_indicators_collect (incident);

  for (guint i = 0; i < all->len; i++)
    {
      const VdtIndicator *indicator = &g_array_index (all, VdtIndicator, i);
      g_autofree char *host = NULL;
      g_autofree char *defanged = NULL;

      if (strcmp (indicator->type, "url") == 0)
        {
          const char *start = strstr (indicator->value, "://");

          if (start != NULL)
            {
              start += 3;
              host = g_strndup (start, strcspn (start, "/?#:"));
              defanged = vdt_indicator_defang ("domain-name", host);
            }
        }
      else
        {
          host = g_strdup (indicator->value);
          defanged = vdt_indicator_defang (indicator->type, host);
        }

      if (host != NULL && *host != '\0' && strcmp (host, defanged) != 0)
        vdt_replacer_add (replacer, host, defanged, TRUE);
    }
}

static void
read_sections (VdtDocument *document,
               VdtReport   *report)
{
  GListModel *sections = vdt_report_get_sections (report);

  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(VdtReportSection) section = g_list_model_get_item (sections, i);
      VdtDoc *heading;

      if (!vdt_report_section_get_included (section))
        continue;

      heading = vdt_doc_add (document->root, VDT_DOC_HEADING, NULL);
      heading->number = 1;
      heading->id = g_strdup_printf ("section-%s", vdt_report_section_get_id (section));
      if (vdt_report_section_get_title (section) != NULL)
        vdt_doc_add (heading, VDT_DOC_TEXT, vdt_report_section_get_title (section));
      vdt_md_read (document->root, vdt_report_section_get_body (section), 0);
    }
}

/**
 * vdt_report_build:
 * @report: a report
 * @incident: (nullable): what it is about
 * @key: (nullable) (element-type VdtPseudonym): the case's key to redacted names; names
 *   that are new are added to it
 * @now: µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): the document, as every format shows it
 */
VdtDocument *
vdt_report_build (VdtReport   *report,
                  VdtIncident *incident,
                  GPtrArray   *key,
                  gint64       now)
{
  VdtDocument *document = vdt_document_new (vdt_report_get_language (report));
  g_autoptr(VdtReplacer) replacer = vdt_replacer_new ();
  const char *const *redact = vdt_report_get_redact (report);

  document->title = g_strdup (vdt_report_get_title (report));
  document->author = g_strdup (vdt_report_get_author (report));
  document->tlp = g_strdup (vdt_report_get_tlp (report));
  document->incident_id = g_strdup (vdt_report_get_incident_id (report));
  document->made_at = now;
  read_sections (document, report);
  number_sources (document, report);

  if (incident != NULL && redact != NULL && redact[0] != NULL && key != NULL)
    {
      vdt_redact_collect (incident, vdt_report_get_author (report), redact, key);
      vdt_redact_add (replacer, redact, key);
      document->redacted = TRUE;
    }
  if (incident != NULL && vdt_report_get_defang (report))
    add_defanged (replacer, incident);
  make_figures (document, incident, replacer);
  make_anchors (document);
  replace_all (document, replacer);

  return document;
}
