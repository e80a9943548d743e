/* vdt-summary-facts.c
 *
 * Makes facts of what an incident holds, and statements that rest on them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary-private.h"

#include "vdt-safe-text.h"
#include "vdt-schema.h"

#define LONGEST_TEXT 300
#define MOST_FACTS 100

static void
set_safe (VdtFact    *fact,
          const char *property,
          const char *text)
{
  g_autofree char *safe = vdt_safe_text (text, -1, LONGEST_TEXT, NULL);

  vdt_record_set_text (fact, property, safe);
}

static VdtFact *
incident_fact (VdtSummaryRun *self)
{
  VdtFact *fact = vdt_fact_new (self->incident_fact, "incident");

  vdt_record_set_text (fact, "target-id", vdt_incident_get_id (self->incident));
  vdt_record_set_time (fact, "at", vdt_incident_get_created_at (self->incident));
  set_safe (fact, "title", vdt_incident_get_title (self->incident));
  set_safe (fact, "text", vdt_incident_get_description (self->incident));

  return fact;
}

static VdtFact *
alert_fact (const VdtSummaryAlert *alert)
{
  VdtFact *fact = vdt_fact_new (alert->fact, "alert");

  vdt_record_set_text (fact, "target-id", vdt_alert_get_id (alert->alert));
  vdt_record_set_time (fact, "at", alert->start);
  set_safe (fact, "title", vdt_alert_get_title (alert->alert));
  set_safe (fact, "text", vdt_alert_get_description (alert->alert));

  return fact;
}

/* “Command line: …” for what tells one of the same name from another. */
static char *
evidence_detail (VdtEvidence *evidence)
{
  const VdtEvidenceKind *kind = vdt_schema_get_kind (vdt_evidence_get_kind (evidence));
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; kind != NULL && kind->detail_paths[i] != NULL; i++)
    {
      const char *value = vdt_summary_field (evidence, kind->detail_paths[i]);
      g_autofree char *label = NULL;
      g_autofree char *safe = NULL;

      if (value == NULL)
        continue;

      label = vdt_schema_dup_field_label (kind->detail_paths[i]);
      safe = vdt_safe_text (value, -1, LONGEST_TEXT, NULL);
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "; " : "", label, safe);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static VdtFact *
evidence_fact (const VdtSummaryEvidence *item)
{
  VdtFact *fact = vdt_fact_new (vdt_evidence_get_id (item->evidence), "evidence");
  const VdtEvidenceKind *kind = vdt_schema_get_kind (vdt_evidence_get_kind (item->evidence));
  g_autofree char *title = NULL;
  g_autofree char *detail = evidence_detail (item->evidence);
  gint64 at = vdt_evidence_get_created_at (item->evidence);

  title = g_strdup_printf ("%s: %s", kind != NULL ? kind->label : vdt_evidence_get_kind (item->evidence),
                           vdt_evidence_get_title (item->evidence));
  vdt_record_set_text (fact, "target-id", vdt_evidence_get_id (item->evidence));
  vdt_record_set_time (fact, "at", at != VDT_TIME_UNSET ? at : item->alert->start);
  set_safe (fact, "title", title);
  set_safe (fact, "text", detail);

  return fact;
}

static VdtFact *
comment_fact (const char *id,
              VdtComment *comment)
{
  VdtFact *fact = vdt_fact_new (id, "comment");

  vdt_record_set_text (fact, "target-id", vdt_comment_get_id (comment));
  vdt_record_set_time (fact, "at", vdt_comment_get_created_at (comment));
  set_safe (fact, "title", vdt_comment_get_author (comment));
  set_safe (fact, "text", vdt_comment_get_text (comment));

  return fact;
}

/**
 * vdt_summary_add_fact:
 * @self: a run
 * @fact_id: a fact of the incident
 *
 * Puts the fact into the proposal if it is not there yet.
 */
void
vdt_summary_add_fact (VdtSummaryRun *self,
                      const char    *fact_id)
{
  const VdtSummaryEvidence *evidence = g_hash_table_lookup (self->evidence, fact_id);
  const VdtSummaryAlert *alert = g_hash_table_lookup (self->alerts_by_fact, fact_id);
  VdtComment *comment = g_hash_table_lookup (self->comment_facts, fact_id);
  g_autoptr(VdtFact) fact = NULL;

  if (!g_hash_table_add (self->cited, (gpointer) fact_id))
    return;

  if (evidence != NULL)
    fact = evidence_fact (evidence);
  else if (alert != NULL)
    fact = alert_fact (alert);
  else if (comment != NULL)
    fact = comment_fact (fact_id, comment);
  else
    fact = incident_fact (self);

  vdt_record_set_text (fact, "incident-id", vdt_incident_get_id (self->incident));
  vdt_proposal_add_fact (self->proposal, fact);
}

/* The ids that a sentence rests on, each once, in the order of the sentence. One
 * that rests on very many (“1,204 files”) cites the first of them and the incident,
 * which holds them all: nobody follows a thousand citations. */
static GPtrArray *
unique_facts (VdtSummaryRun   *self,
              const VdtPhrase *sentence)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *facts = g_ptr_array_new ();
  gsize n = 0;
  const char *const *ids = vdt_phrase_get_facts (sentence, &n);

  for (gsize i = 0; i < n && facts->len < MOST_FACTS; i++)
    if (g_hash_table_add (seen, (gpointer) ids[i]))
      g_ptr_array_add (facts, (gpointer) ids[i]);
  if (facts->len == MOST_FACTS && g_hash_table_add (seen, self->incident_fact))
    g_ptr_array_add (facts, self->incident_fact);

  return facts;
}

/**
 * vdt_summary_say:
 * @self: a run
 * @section: where
 * @sentence: (transfer full): what
 *
 * The only way for a sentence to get into a summary: one without a fact does
 * not get in, and is a bug.
 */
void
vdt_summary_say (VdtSummaryRun *self,
                 const char    *section,
                 VdtPhrase     *sentence)
{
  g_autoptr(VdtPhrase) owned = sentence;
  g_autoptr(VdtStatement) statement = NULL;
  g_autoptr(GPtrArray) facts = NULL;
  const VdtPhraseSpan *spans;
  gsize n = 0;

  if (vdt_phrase_is_empty (owned))
    return;

  facts = unique_facts (self, owned);
  g_return_if_fail (facts->len > 0);

  vdt_phrase_capitalize (owned);
  for (guint i = 0; i < facts->len; i++)
    vdt_summary_add_fact (self, g_ptr_array_index (facts, i));
  g_ptr_array_add (facts, NULL);

  statement = vdt_statement_new (section, vdt_phrase_get_text (owned),
                                 (const char *const *) facts->pdata, "builtin");
  spans = vdt_phrase_get_spans (owned, &n);
  for (gsize i = 0; i < n; i++)
    vdt_statement_add_span (statement, (guint) spans[i].start, (guint) spans[i].length,
                            (VdtSpanKind) spans[i].mark, spans[i].ref, spans[i].altered);

  vdt_proposal_add_statement (self->proposal, statement);
}

/**
 * vdt_summary_say_frame:
 * @self: a run
 * @section: where
 * @key: a sentence frame
 * @args: (nullable): what to fill in
 * @fact: (nullable): what it rests on besides the facts of @args
 */
void
vdt_summary_say_frame (VdtSummaryRun       *self,
                       const char          *section,
                       const char          *key,
                       const VdtPhraseArgs *args,
                       const char          *fact)
{
  VdtPhrase *sentence = vdt_summary_frame (self, key, args);

  if (fact != NULL)
    vdt_phrase_cite (sentence, fact);

  vdt_summary_say (self, section, sentence);
}
