/* vdt-statement-markup.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-statement-markup.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-safe-text.h"

#define MAX_PIECE 4000 /* characters of one quotation or run of text */

/* Appends text so that it can be nothing but text. */
static void
append_text (GString    *out,
             const char *text,
             gsize       length)
{
  g_autofree char *safe = vdt_safe_text (text, (gssize) length, MAX_PIECE, NULL);
  g_autofree char *escaped = g_markup_escape_text (safe, -1);

  g_string_append (out, escaped);
}

static void
append_span (GString       *out,
             const char    *text,
             const VdtSpan *span,
             guint          index)
{
  switch (span->kind)
    {
    case VDT_SPAN_ENTITY:
    case VDT_SPAN_TECHNIQUE:
      /* The link says which span it is, never what is in it. */
      if (span->ref != NULL)
        g_string_append_printf (out, "<a href=\"span:%u\">", index);
      append_text (out, text + span->start, span->length);
      if (span->ref != NULL)
        g_string_append (out, "</a>");
      break;

    case VDT_SPAN_QUOTE:
      g_string_append (out, span->marked ? "<small><tt><u>" : "<small><tt>");
      append_text (out, text + span->start, span->length);
      g_string_append (out, span->marked ? "</u></tt></small>" : "</tt></small>");
      break;

    case VDT_SPAN_TIME:
    default:
      append_text (out, text + span->start, span->length);
    }
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint number_a = *(const guint *) a;
  guint number_b = *(const guint *) b;

  return number_a < number_b ? -1 : number_a > number_b;
}

static void
append_citations (GString      *out,
                  VdtStatement *statement,
                  VdtProposal  *proposal)
{
  const char * const *ids = vdt_statement_get_fact_ids (statement);
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  if (ids == NULL || ids[0] == NULL)
    {
      g_string_append_printf (out, " <small><i>(%s)</i></small>", _("inference"));
      return;
    }

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      guint number = vdt_proposal_get_citation_number (proposal, ids[i]);

      if (number > 0)
        g_array_append_val (numbers, number);
    }
  g_array_sort (numbers, compare_numbers);

  for (guint i = 0; i < numbers->len; i++)
    {
      guint number = g_array_index (numbers, guint, i);

      g_string_append_printf (out, "%s<small><a href=\"cite:%u\">[%u]</a></small>",
                              i == 0 ? " " : "", number, number);
    }
}

/**
 * vdt_statement_markup:
 * @statement: a statement
 * @proposal: the proposal that numbers its facts
 *
 * The statement's text, its entities as links `span:INDEX`, its quotations in
 * monospace, and a link `cite:NUMBER` for each fact. Whatever is in the text
 * comes out as text: no byte of it is taken for markup.
 *
 * Returns: (transfer full): markup for a #GtkLabel
 */
char *
vdt_statement_markup (VdtStatement *statement,
                      VdtProposal  *proposal)
{
  const char *text;
  gsize length, at = 0;
  gboolean inference;
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (VDT_IS_STATEMENT (statement), NULL);
  g_return_val_if_fail (VDT_IS_PROPOSAL (proposal), NULL);

  text = vdt_statement_get_text (statement);
  text = text == NULL ? "" : text;
  length = strlen (text);
  inference = g_strcmp0 (vdt_statement_get_origin (statement), "inference") == 0;

  if (inference)
    g_string_append (out, "<i>");
  for (guint i = 0; i < vdt_statement_get_n_spans (statement); i++)
    {
      const VdtSpan *span = vdt_statement_get_span (statement, i);

      /* A span that does not fit the text (an edit, a damaged record) is none. */
      if (span->start < at || span->start > length || span->length > length - span->start)
        continue;

      append_text (out, text + at, span->start - at);
      append_span (out, text, span, i);
      at = (gsize) span->start + span->length;
    }
  append_text (out, text + at, length - at);
  if (inference)
    g_string_append (out, "</i>");
  append_citations (out, statement, proposal);

  return g_string_free (out, FALSE);
}

/**
 * vdt_statement_spoken:
 * @statement: a statement
 * @proposal: the proposal that numbers its facts
 *
 * Returns: (transfer full): what a screen reader says of the citations, as
 *   “citation 3, Suspicious PowerShell command line”
 */
char *
vdt_statement_spoken (VdtStatement *statement,
                      VdtProposal  *proposal)
{
  const char * const *ids = vdt_statement_get_fact_ids (statement);
  g_autoptr(GString) out = g_string_new (NULL);

  if (ids == NULL || ids[0] == NULL)
    return g_strdup (_("inference, without a source"));

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      VdtFact *fact = vdt_proposal_find_fact (proposal, ids[i]);
      guint number = vdt_proposal_get_citation_number (proposal, ids[i]);
      g_autofree char *title = vdt_safe_text (fact == NULL || vdt_fact_get_title (fact) == NULL
                                              ? ids[i] : vdt_fact_get_title (fact), -1, 120, NULL);

      if (out->len > 0)
        g_string_append (out, "; ");
      /* Translators: read by a screen reader, %u is the citation's number, %s its title. */
      g_string_append_printf (out, _("citation %u, %s"), number, title);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * vdt_statement_markup_parse_uri:
 * @uri: of a link that was activated
 * @out_is_citation: (out): whether it leads to a fact, else to a span
 * @out_number: (out): the citation's number, or the span's index
 *
 * Returns: whether @uri is one of those that vdt_statement_markup() makes
 */
gboolean
vdt_statement_markup_parse_uri (const char *uri,
                                gboolean   *out_is_citation,
                                guint      *out_number)
{
  const char *digits;
  guint64 number;

  *out_is_citation = g_str_has_prefix (uri, "cite:");
  *out_number = 0;
  if (!*out_is_citation && !g_str_has_prefix (uri, "span:"))
    return FALSE;

  digits = uri + strlen ("cite:");
  if (!g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT, &number, NULL))
    return FALSE;
  *out_number = (guint) number;

  return TRUE;
}
