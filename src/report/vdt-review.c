/* vdt-review.c
 *
 * What becomes of a draft: paragraphs accepted, sections settled, citations put in the
 * order of the text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-build.h"
#include "vdt-md.h"

/* Numbers in the order of the text, from 1; those that nothing cites come last. */
typedef struct
{
  GHashTable *made;   /* old → new */
  guint       last;
} Order;

static guint
order_cb (guint    old,
          gpointer user_data)
{
  Order *order = user_data;
  guint made = GPOINTER_TO_UINT (g_hash_table_lookup (order->made, GUINT_TO_POINTER (old)));

  if (made == 0)
    {
      made = ++order->last;
      g_hash_table_insert (order->made, GUINT_TO_POINTER (old), GUINT_TO_POINTER (made));
    }

  return made;
}

static void
rewrite (VdtReportSection *section,
         const char       *property,
         Order            *order)
{
  const char *text = vdt_record_get_text (section, property);
  g_autofree char *made = text != NULL ? vdt_md_renumber (text, order_cb, order) : NULL;

  if (made != NULL)
    vdt_record_set_text (section, property, made);
}

/**
 * vdt_report_renumber:
 * @report: a report
 *
 * Numbers the citations in the order of the text and rewrites all sections alike. A
 * mark of no source keeps being one.
 */
void
vdt_report_renumber (VdtReport *report)
{
  static const char *const properties[] = { "body", "beside", "drafted" };
  GListModel *sections = vdt_report_get_sections (report);
  GListModel *citations = vdt_report_get_citations (report);
  guint n = g_list_model_get_n_items (citations);
  g_autofree guint *numbers = g_new0 (guint, n);
  Order order = { g_hash_table_new (NULL, NULL), 0 };

  for (guint p = 0; p < G_N_ELEMENTS (properties); p++)
    for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
      {
        g_autoptr(VdtReportSection) section = g_list_model_get_item (sections, i);

        rewrite (section, properties[p], &order);
      }

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtCitation) citation = g_list_model_get_item (citations, i);

      numbers[i] = order_cb (vdt_citation_get_number (citation), &order);
    }
  vdt_report_set_numbers (report, numbers, n);
  g_hash_table_unref (order.made);
}

static GHashTable *
hashes_of (const char *markdown)
{
  g_autoptr(GArray) blocks = vdt_md_blocks (markdown != NULL ? markdown : "");
  GHashTable *hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < blocks->len; i++)
    g_hash_table_add (hashes, g_strdup (g_array_index (blocks, VdtBlock, i).hash));

  return hashes;
}

static const char *
state_of (const VdtBlock    *block,
          const char *const *accepted,
          GHashTable        *drafted)
{
  if (!block->words)
    return NULL;
  if (accepted != NULL && g_strv_contains (accepted, block->hash))
    return "accepted";

  return g_hash_table_contains (drafted, block->hash) ? "proposed" : "edited";
}

/**
 * vdt_report_paragraphs:
 * @section: a section
 *
 * Returns: (transfer full) (element-type VdtParagraph): its paragraphs, tables and
 *   lists, with what became of each
 */
GArray *
vdt_report_paragraphs (VdtReportSection *section)
{
  g_autoptr(GArray) blocks = vdt_md_blocks (vdt_report_section_get_body (section));
  g_autoptr(GHashTable) drafted = hashes_of (vdt_report_section_get_drafted (section));
  const char *const *accepted = vdt_report_section_get_accepted (section);
  GArray *paragraphs = g_array_new (FALSE, TRUE, sizeof (VdtParagraph));

  for (guint i = 0; i < blocks->len; i++)
    {
      const VdtBlock *block = &g_array_index (blocks, VdtBlock, i);
      VdtParagraph paragraph = { block->first_line, block->last_line, block->n_citations,
                                 state_of (block, accepted, drafted) };

      g_array_append_val (paragraphs, paragraph);
    }

  return paragraphs;
}

/**
 * vdt_report_settle:
 * @section: a section
 *
 * Sets its state by its paragraphs: `accepted` if all are, `edited` if one was, else
 * `proposed`. To be called after its body was changed.
 */
void
vdt_report_settle (VdtReportSection *section)
{
  g_autoptr(GArray) paragraphs = vdt_report_paragraphs (section);
  gboolean edited = FALSE;
  guint n_words = 0;
  guint n_accepted = 0;

  for (guint i = 0; i < paragraphs->len; i++)
    {
      const char *state = g_array_index (paragraphs, VdtParagraph, i).state;

      edited = edited || g_strcmp0 (state, "edited") == 0;
      n_words += state != NULL;
      n_accepted += g_strcmp0 (state, "accepted") == 0;
    }

  if (g_strcmp0 (vdt_report_section_get_body (section), vdt_report_section_get_drafted (section)) != 0 &&
      n_accepted < n_words)
    edited = TRUE;
  vdt_record_set_text (section, "state", edited ? "edited" : n_words > 0 && n_accepted == n_words ? "accepted"
                                                                                                   : "proposed");
}

static guint
accept_where (VdtReportSection *section,
              gboolean          only_cited,
              guint             paragraph)
{
  g_autoptr(GArray) blocks = vdt_md_blocks (vdt_report_section_get_body (section));
  g_autoptr(GStrvBuilder) hashes = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;
  const char *const *accepted = vdt_report_section_get_accepted (section);
  guint n = 0;

  for (guint i = 0; accepted != NULL && accepted[i] != NULL; i++)
    g_strv_builder_add (hashes, accepted[i]);

  for (guint i = 0; i < blocks->len; i++)
    {
      const VdtBlock *block = &g_array_index (blocks, VdtBlock, i);

      if (!block->words || (only_cited ? block->n_citations == 0 : i != paragraph) ||
          (accepted != NULL && g_strv_contains (accepted, block->hash)))
        continue;
      g_strv_builder_add (hashes, block->hash);
      n++;
    }

  all = g_strv_builder_end (hashes);
  vdt_record_set_words (section, "accepted", (const char *const *) all);
  vdt_report_settle (section);

  return n;
}

/**
 * vdt_report_accept:
 * @section: a section
 * @paragraph: a place in what vdt_report_paragraphs() gives
 */
void
vdt_report_accept (VdtReportSection *section,
                   guint             paragraph)
{
  accept_where (section, FALSE, paragraph);
}

/**
 * vdt_report_accept_all_cited:
 * @report: a report
 *
 * Accepts every paragraph that names a source, in the sections that are exported.
 *
 * Returns: how many paragraphs are still open: those that name none
 */
guint
vdt_report_accept_all_cited (VdtReport *report)
{
  GListModel *sections = vdt_report_get_sections (report);
  guint n_open = 0;

  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(VdtReportSection) section = g_list_model_get_item (sections, i);
      g_autoptr(GArray) paragraphs = NULL;

      if (!vdt_report_section_get_included (section))
        continue;

      accept_where (section, TRUE, 0);
      paragraphs = vdt_report_paragraphs (section);
      for (guint p = 0; p < paragraphs->len; p++)
        n_open += g_strcmp0 (g_array_index (paragraphs, VdtParagraph, p).state, "proposed") == 0;
    }

  return n_open;
}

/**
 * vdt_report_take_beside:
 * @section: a section with a newer draft beside it
 * @take: whether the newer draft takes the place of the text
 *
 * Decides between an edited text and the newer draft beside it.
 */
void
vdt_report_take_beside (VdtReportSection *section,
                        gboolean          take)
{
  g_autofree char *beside = g_strdup (vdt_report_section_get_beside (section));

  if (beside == NULL)
    return;

  if (take)
    vdt_report_section_set_body (section, beside);
  vdt_record_set_text (section, "drafted", beside);
  vdt_record_set_text (section, "beside", NULL);
  vdt_report_settle (section);
}
