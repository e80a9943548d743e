/* vdt-draft-facts.c
 *
 * Sources of sentences, and sentences.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-draft-private.h"
#include "vdt-fact-id.h"
#include "vdt-md.h"
#include "vdt-safe-text.h"
#include "vdt-schema.h"

#define LONGEST_TEXT 400
#define MOST_MARKS 12

static void
set_safe (VdtFact    *fact,
          const char *property,
          const char *text)
{
  g_autofree char *safe = text != NULL ? vdt_safe_text (text, -1, LONGEST_TEXT, NULL) : NULL;

  vdt_record_set_text (fact, property, safe);
}

static char *
mark (guint number)
{
  return g_strdup_printf ("[^%u]", number);
}

/* The mark of a fact that the report has already, or NULL. */
static char *
known (VdtDraft   *self,
       const char *id)
{
  guint number = vdt_report_find_number (self->report, id);

  return number != 0 ? mark (number) : NULL;
}

static char *
cite (VdtDraft   *self,
      const char *id,
      const char *kind,
      const char *target_id,
      gint64      at,
      const char *title,
      const char *text)
{
  g_autoptr(VdtFact) fact = vdt_fact_new (id, kind);

  vdt_record_set_text (fact, "target-id", target_id);
  vdt_record_set_time (fact, "at", at);
  set_safe (fact, "title", title);
  set_safe (fact, "text", text);
  if (self->incident != NULL)
    vdt_record_set_text (fact, "incident-id", vdt_incident_get_id (self->incident));

  return mark (vdt_report_cite (self->report, fact));
}

char *
vdt_draft_cite_incident (VdtDraft *self)
{
  const char *incident_id = vdt_incident_get_id (self->incident);
  g_autofree char *id = vdt_fact_incident_id (incident_id);
  char *old = known (self, id);

  return old != NULL ? old : cite (self, id, "incident", incident_id, vdt_incident_get_created_at (self->incident),
                                   vdt_incident_get_title (self->incident),
                                   vdt_incident_get_description (self->incident));
}

char *
vdt_draft_cite_alert (VdtDraft *self,
                      VdtAlert *alert)
{
  g_autofree char *id = vdt_fact_alert_id (vdt_alert_get_id (alert));
  char *old = known (self, id);

  return old != NULL ? old : cite (self, id, "alert", vdt_alert_get_id (alert),
                                   vdt_alert_get_first_activity_at (alert), vdt_alert_get_title (alert),
                                   vdt_alert_get_description (alert));
}

char *
vdt_draft_cite_evidence (VdtDraft    *self,
                         VdtEvidence *evidence)
{
  const VdtEvidenceKind *kind = vdt_schema_get_kind (vdt_evidence_get_kind (evidence));
  const char *id = vdt_evidence_get_id (evidence);
  g_autofree char *title = NULL;
  g_autoptr(GString) text = NULL;
  char *old;

  if (id == NULL)
    return vdt_draft_cite_incident (self);
  old = known (self, id);
  if (old != NULL)
    return old;

  title = g_strdup_printf ("%s: %s", vdt_words_term (self->words, kind != NULL ? kind->label
                                                                               : vdt_evidence_get_kind (evidence)),
                           vdt_evidence_get_title (evidence));
  text = g_string_new (NULL);
  for (guint i = 0; kind != NULL && kind->detail_paths[i] != NULL; i++)
    {
      const char *value = vdt_fields_get (vdt_evidence_get_fields (evidence), kind->detail_paths[i]);

      if (value != NULL && *value != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", value);
    }

  return cite (self, id, "evidence", id, vdt_evidence_get_created_at (evidence), title, text->str);
}

/* An asset is what its pieces of evidence say: the first of them stands for it. */
char *
vdt_draft_cite_asset (VdtDraft *self,
                      VdtAsset *asset)
{
  const char *const *ids = vdt_asset_get_evidence_ids (asset);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      VdtEvidence *evidence = g_hash_table_lookup (self->evidence, ids[i]);

      if (evidence != NULL)
        return vdt_draft_cite_evidence (self, evidence);
    }

  return vdt_draft_cite_incident (self);
}

char *
vdt_draft_cite_comment (VdtDraft   *self,
                        VdtComment *comment)
{
  const char *id = vdt_comment_get_id (comment);
  char *old;

  if (id == NULL)
    return vdt_draft_cite_incident (self);
  old = known (self, id);

  return old != NULL ? old : cite (self, id, "comment", id, vdt_comment_get_created_at (comment),
                                   vdt_comment_get_author (comment), vdt_comment_get_text (comment));
}

char *
vdt_draft_cite_kept (VdtDraft *self,
                     VdtKept  *kept)
{
  const char *id = vdt_kept_get_id (kept);
  char *old;

  if (id == NULL)
    return vdt_draft_cite_incident (self);
  old = known (self, id);

  return old != NULL ? old : cite (self, id, "evidence", id, vdt_kept_get_kept_at (kept), vdt_kept_get_title (kept),
                                   vdt_kept_get_text (kept));
}

/* A task is no fact: it stands for those that it rests on. */
char *
vdt_draft_cite_task (VdtDraft *self,
                     VdtTask  *task)
{
  const char *const *ids = vdt_task_get_fact_ids (task);
  GString *marks = g_string_new (NULL);

  for (guint i = 0; ids != NULL && ids[i] != NULL && i < MOST_MARKS; i++)
    {
      VdtEvidence *evidence = g_hash_table_lookup (self->evidence, ids[i]);
      g_autofree char *mark = evidence != NULL ? vdt_draft_cite_evidence (self, evidence) : known (self, ids[i]);

      if (mark != NULL)
        g_string_append (marks, mark);
    }
  if (marks->len == 0)
    {
      g_autofree char *mark = vdt_draft_cite_incident (self);

      g_string_append (marks, mark);
    }

  return g_string_free (marks, FALSE);
}

char *
vdt_draft_cite_activity (VdtDraft    *self,
                         VdtActivity *entry)
{
  g_autofree char *id = vdt_fact_activity_id (vdt_activity_get_sequence (entry));
  g_autofree char *text = NULL;
  char *old = known (self, id);

  if (old != NULL)
    return old;

  text = vdt_draft_act_text (self, entry);

  return cite (self, id, "activity", id, vdt_activity_get_at (entry), vdt_activity_get_actor (entry), text);
}

char *
vdt_draft_cite_fact (VdtDraft *self,
                     VdtFact  *fact)
{
  VdtEvidence *evidence = g_hash_table_lookup (self->evidence, vdt_fact_get_id (fact));
  char *old = known (self, vdt_fact_get_id (fact));

  if (old != NULL)
    return old;
  if (evidence != NULL)
    return vdt_draft_cite_evidence (self, evidence);

  return mark (vdt_report_cite (self->report, fact));
}

char *
vdt_draft_asset_label (VdtDraft *self,
                       VdtAsset *asset)
{
  const char *const *kinds = vdt_asset_get_evidence_kinds (asset);
  const VdtEvidenceKind *kind = kinds != NULL && kinds[0] != NULL ? vdt_schema_get_kind (kinds[0]) : NULL;

  return g_strdup (vdt_words_term (self->words, kind != NULL ? kind->label : vdt_asset_get_kind (asset)));
}

/* What a member of an enum is called in the report's language. */
const char *
vdt_draft_label (VdtDraft   *self,
                 const char *enum_name,
                 const char *nick)
{
  const char *label = nick != NULL ? vdt_schema_label (enum_name, nick) : NULL;

  return vdt_words_term (self->words, label != NULL ? label : nick);
}

/* A paragraph: a phrase with its places filled by escaped texts, then its sources. */
void
vdt_draft_say (VdtDraft   *self,
               GString    *out,
               const char *marks,
               const char *key,
               ...)
{
  g_autofree char *text = NULL;
  va_list places;

  va_start (places, key);
  text = vdt_words_say_v (self->words, key, vdt_md_escape, places);
  va_end (places);
  g_string_append_printf (out, "%s%s%s\n\n", text, marks != NULL && *marks != '\0' ? " " : "",
                          marks != NULL ? marks : "");
}

/* The head of a table whose column titles are the parts of a phrase, `A|B|C`. */
void
vdt_draft_table (VdtDraft   *self,
                 GString    *out,
                 const char *key,
                 guint       n_columns)
{
  g_auto(GStrv) titles = g_strsplit (vdt_words_get (self->words, key), "|", -1);

  for (guint i = 0; i < n_columns; i++)
    g_string_append_printf (out, "| %s ", i < g_strv_length (titles) ? titles[i] : "");
  g_string_append (out, "|\n");
  for (guint i = 0; i < n_columns; i++)
    g_string_append (out, "|---");
  g_string_append (out, "|\n");
}

/* A row: its cells are Markdown already. */
void
vdt_draft_row (GString *out,
               ...)
{
  va_list cells;
  const char *cell;

  va_start (cells, out);
  while ((cell = va_arg (cells, const char *)) != NULL)
    g_string_append_printf (out, "| %s ", cell);
  va_end (cells);
  g_string_append (out, "|\n");
}

/* Whether foreign text is a command or a path rather than a title. */
static gboolean
is_code (const char *text)
{
  return strpbrk (text, "\\/=$|;{}<>") != NULL;
}

/* A statement's text as Markdown. Commands and paths in it are code, without the
 * quotation marks that the sentence has around them. */
static char *
statement_text (VdtStatement *statement)
{
  const char *text = vdt_statement_get_text (statement);
  GString *out = g_string_new (NULL);
  gsize length = strlen (text);
  gsize at = 0;

  for (guint i = 0; i < vdt_statement_get_n_spans (statement); i++)
    {
      const VdtSpan *span = vdt_statement_get_span (statement, i);
      g_autofree char *before = NULL;
      g_autofree char *escaped = NULL;
      g_autofree char *quoted = NULL;
      g_autofree char *code = NULL;

      if (span->kind != VDT_SPAN_QUOTE || span->start < at || span->start + span->length > length)
        continue;
      quoted = g_strndup (text + span->start, span->length);
      if (!is_code (quoted))
        continue;

      before = g_strndup (text + at, span->start - at);
      code = vdt_md_code (quoted);
      escaped = vdt_md_escape (before);
      if (at > 0 && *before == ' ')
        g_string_append_c (out, ' ');
      g_string_append (out, escaped);
      g_string_append (out, code);
      at = span->start + span->length;
    }

  {
    g_autofree char *rest = vdt_md_escape (text + at);

    g_string_append_printf (out, "%s%s", at > 0 && text[at] == ' ' ? " " : "", rest);
  }
  g_string_replace (out, "“`", "`", 0);
  g_string_replace (out, "`”", "`", 0);
  g_string_replace (out, "„`", "`", 0);
  g_string_replace (out, "`“", "`", 0);

  return g_string_free (out, FALSE);
}

/* Whether the copilot said it in the report's language. */
gboolean
vdt_draft_speaks (VdtDraft    *self,
                  VdtProposal *proposal)
{
  const char *template = proposal != NULL ? vdt_proposal_get_template_id (proposal) : NULL;
  const char *dot = template != NULL ? strrchr (template, '.') : NULL;

  return proposal != NULL && g_strcmp0 (dot != NULL ? dot + 1 : "en", vdt_words_get_language (self->words)) == 0;
}

/* One sentence with its sources; one that rests on very many facts names the first of
 * them. */
void
vdt_draft_statement (VdtDraft     *self,
                     GString      *out,
                     VdtProposal  *proposal,
                     VdtStatement *statement,
                     const char   *bullet)
{
  const char *const *ids = vdt_statement_get_fact_ids (statement);
  g_autoptr(GString) marks = g_string_new (NULL);
  g_autofree char *text = statement_text (statement);
  guint n = 0;

  for (guint f = 0; ids != NULL && ids[f] != NULL && n < MOST_MARKS; f++)
    {
      VdtFact *fact = vdt_proposal_find_fact (proposal, ids[f]);
      g_autofree char *one = fact != NULL ? vdt_draft_cite_fact (self, fact) : NULL;

      if (one != NULL)
        {
          g_string_append (marks, one);
          n++;
        }
    }

  g_string_append_printf (out, "%s%s%s%s%s", bullet != NULL ? bullet : "", text, marks->len > 0 ? " " : "",
                          marks->str, bullet != NULL ? "\n" : "\n\n");
}

/**
 * vdt_draft_statements:
 * @self: a draft
 * @out: gets Markdown
 * @proposal: (nullable): what the copilot said
 * @section: only what it said there
 * @bullet: (nullable): what each sentence begins with; %NULL for a paragraph each
 *
 * What was said in another language is left out.
 */
void
vdt_draft_statements (VdtDraft    *self,
                      GString     *out,
                      VdtProposal *proposal,
                      const char  *section,
                      const char  *bullet)
{
  GListModel *statements = vdt_draft_speaks (self, proposal) ? vdt_proposal_get_statements (proposal) : NULL;

  for (guint i = 0; statements != NULL && i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      if (g_strcmp0 (vdt_statement_get_section (statement), section) == 0)
        vdt_draft_statement (self, out, proposal, statement, bullet);
    }
}
