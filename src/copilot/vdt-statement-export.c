/* vdt-statement-export.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-statement-export.h"

#include <string.h>

#include "vdt-time.h"

typedef struct
{
  VdtSummarizer      *summarizer;
  VdtProposal        *proposal;
  VdtStatementFormat  format;
  GString            *out;
} Export;

/* Punctuation that CommonMark may take for markup (spec 0.31, section 2.4); a
 * backslash before any of it is always literal. */
static void
append_markdown (GString    *out,
                 const char *text,
                 gsize       length)
{
  static const char special[] = "\\`*_{}[]()<>#+-.!|~&:";

  for (gsize i = 0; i < length; i++)
    {
      if (strchr (special, text[i]) != NULL && text[i] != '\0')
        g_string_append_c (out, '\\');
      g_string_append_c (out, text[i]);
    }
}

static void
append_escaped (Export     *self,
                const char *text,
                gsize       length)
{
  g_autofree char *escaped = NULL;

  switch (self->format)
    {
    case VDT_STATEMENT_MARKDOWN:
      append_markdown (self->out, text, length);
      break;
    case VDT_STATEMENT_HTML:
      escaped = g_markup_escape_text (text, (gssize) length);
      g_string_append (self->out, escaped);
      break;
    case VDT_STATEMENT_TEXT:
    default:
      g_string_append_len (self->out, text, (gssize) length);
    }
}

/* Entities and quotes are set apart; a mark never stands for markup of its own. */
static void
append_span (Export        *self,
             const char    *text,
             const VdtSpan *span)
{
  gboolean code = span->kind == VDT_SPAN_QUOTE || span->kind == VDT_SPAN_ENTITY;

  if (self->format == VDT_STATEMENT_HTML && code)
    {
      g_string_append (self->out, "<code>");
      append_escaped (self, text + span->start, span->length);
      g_string_append (self->out, "</code>");
    }
  else
    {
      append_escaped (self, text + span->start, span->length);
    }
}

static void
append_text (Export       *self,
             VdtStatement *statement)
{
  const char *text = vdt_statement_get_text (statement);
  gsize length = strlen (text);
  gsize at = 0;

  for (guint i = 0; i < vdt_statement_get_n_spans (statement); i++)
    {
      const VdtSpan *span = vdt_statement_get_span (statement, i);

      if (span->start < at || (gsize) span->start + span->length > length)
        continue;
      append_escaped (self, text + at, span->start - at);
      append_span (self, text, span);
      at = (gsize) span->start + span->length;
    }

  append_escaped (self, text + at, length - at);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

/**
 * vdt_statement_citation_mark:
 * @proposal: a proposal
 * @statement: one of its statements
 *
 * Returns: (transfer full): the numbers of what it cites, neighbours as a range:
 *   `1–3, 7`; empty for a statement that cites nothing
 */
char *
vdt_statement_citation_mark (VdtProposal  *proposal,
                             VdtStatement *statement)
{
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GString) mark = g_string_new (NULL);
  const char *const *ids;

  g_return_val_if_fail (VDT_IS_PROPOSAL (proposal) && VDT_IS_STATEMENT (statement), NULL);

  ids = vdt_statement_get_fact_ids (statement);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      guint number = vdt_proposal_get_citation_number (proposal, ids[i]);

      if (number > 0)
        g_array_append_val (numbers, number);
    }
  g_array_sort (numbers, compare_numbers);

  for (guint i = 0; i < numbers->len; )
    {
      guint first = g_array_index (numbers, guint, i);
      guint last = first;

      for (i++; i < numbers->len && g_array_index (numbers, guint, i) <= last + 1; i++)
        last = g_array_index (numbers, guint, i);

      g_string_append_printf (mark, "%s%u", mark->len > 0 ? ", " : "", first);
      if (last > first)
        g_string_append_printf (mark, "%s%u", last == first + 1 ? ", " : "–", last);
    }

  return g_string_free (g_steal_pointer (&mark), FALSE);
}

static void
append_heading (Export     *self,
                const char *section)
{
  const char *title = vdt_summarizer_section_title (self->summarizer, section);

  if (title == NULL)
    title = section;

  if (self->out->len > 0)
    g_string_append_c (self->out, '\n');
  if (self->format == VDT_STATEMENT_HTML)
    g_string_append (self->out, "<h3>");
  else if (self->format == VDT_STATEMENT_MARKDOWN)
    g_string_append (self->out, "### ");
  append_escaped (self, title, strlen (title));
  g_string_append (self->out, self->format == VDT_STATEMENT_HTML ? "</h3>\n"
                              : self->format == VDT_STATEMENT_MARKDOWN ? "\n\n" : "\n");
}

static void
append_statement (Export       *self,
                  VdtStatement *statement)
{
  g_autofree char *mark = vdt_statement_citation_mark (self->proposal, statement);
  gboolean html = self->format == VDT_STATEMENT_HTML;

  if (html)
    g_string_append (self->out, "<p>");
  append_text (self, statement);
  if (*mark != '\0' && html)
    g_string_append_printf (self->out, " <sup>%s</sup>", mark);
  else if (*mark != '\0')
    g_string_append_printf (self->out, self->format == VDT_STATEMENT_MARKDOWN ? " \\[%s\\]" : " [%s]", mark);
  g_string_append (self->out, html ? "</p>\n"
                              : self->format == VDT_STATEMENT_MARKDOWN ? "\n\n" : "\n");
}

static void
append_fact (Export      *self,
             VdtCitation *citation)
{
  const char *id = vdt_citation_get_fact_id (citation);
  VdtFact *fact = vdt_proposal_find_fact (self->proposal, id);
  gint64 at = fact == NULL ? VDT_TIME_UNSET : vdt_fact_get_at (fact);
  g_autofree char *when = at == VDT_TIME_UNSET ? NULL : vdt_time_format (at, VDT_TIME_DATA);
  gboolean html = self->format == VDT_STATEMENT_HTML;

  if (html)
    g_string_append_printf (self->out, "<li value=\"%u\">", vdt_citation_get_number (citation));
  else if (self->format == VDT_STATEMENT_MARKDOWN)
    g_string_append_printf (self->out, "%u. ", vdt_citation_get_number (citation));
  else
    g_string_append_printf (self->out, "[%u] ", vdt_citation_get_number (citation));

  if (fact != NULL && vdt_fact_get_title (fact) != NULL && *vdt_fact_get_title (fact) != '\0')
    {
      append_escaped (self, vdt_fact_get_title (fact), strlen (vdt_fact_get_title (fact)));
      append_escaped (self, ", ", 2);
    }
  if (when != NULL)
    {
      append_escaped (self, when, strlen (when));
      append_escaped (self, ", ", 2);
    }
  append_escaped (self, id, strlen (id));
  g_string_append (self->out, html ? "</li>\n" : "\n");
}

/**
 * vdt_statement_export:
 * @summarizer: knows the headings
 * @proposal: what was said
 * @format: how
 *
 * The citations keep their numbers, and their list stands below. All text from
 * the incident is escaped for the format; in Markdown and HTML nothing of it can
 * become a link, a picture or a tag.
 *
 * Returns: (transfer full): the proposal's text
 */
char *
vdt_statement_export (VdtSummarizer      *summarizer,
                      VdtProposal        *proposal,
                      VdtStatementFormat  format)
{
  Export self = { summarizer, proposal, format, NULL };
  GListModel *statements;
  GListModel *citations;
  const char *section = NULL;

  g_return_val_if_fail (summarizer != NULL && VDT_IS_PROPOSAL (proposal), NULL);

  self.out = g_string_new (NULL);
  statements = vdt_proposal_get_statements (proposal);
  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      if (g_strcmp0 (section, vdt_statement_get_section (statement)) != 0)
        {
          section = vdt_statement_get_section (statement);
          append_heading (&self, section);
        }
      append_statement (&self, statement);
    }

  citations = vdt_proposal_get_citations (proposal);
  if (g_list_model_get_n_items (citations) == 0)
    return g_string_free (self.out, FALSE);

  append_heading (&self, "sources");
  if (format == VDT_STATEMENT_HTML)
    g_string_append (self.out, "<ol>\n");
  for (guint i = 0; i < g_list_model_get_n_items (citations); i++)
    {
      g_autoptr(VdtCitation) citation = g_list_model_get_item (citations, i);

      append_fact (&self, citation);
    }
  if (format == VDT_STATEMENT_HTML)
    g_string_append (self.out, "</ol>\n");

  return g_string_free (self.out, FALSE);
}
