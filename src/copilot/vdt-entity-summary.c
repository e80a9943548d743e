/* vdt-entity-summary.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-entity-summary.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-respond-private.h"
#include "vdt-safe-text.h"

#define MOST_ROWS 5
#define MOST_NEIGHBOURS 4
#define LONGEST_VALUE 300

/* One summary being made. */
typedef struct
{
  VdtResponder           responder;    /* only what queries and signs need */
  VdtSummaryRun         *run;
  const VdtSummaryAsset *asset;
  GPtrArray             *alerts;       /* VdtSummaryAlert that name it */
} Teller;

/**
 * vdt_entity_rows_new:
 * @query_id: of the query that was run
 * @columns: (array zero-terminated=1): names of its columns
 *
 * Returns: (transfer full): a result without rows
 */
VdtEntityRows *
vdt_entity_rows_new (const char        *query_id,
                     const char *const *columns)
{
  VdtEntityRows *self = g_new0 (VdtEntityRows, 1);

  self->query_id = g_strdup (query_id);
  self->columns = g_strdupv ((char **) columns);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  return self;
}

void
vdt_entity_rows_add (VdtEntityRows     *self,
                     const char *const *cells)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_add (self->rows, g_strdupv ((char **) cells));
}

void
vdt_entity_rows_free (gpointer rows)
{
  VdtEntityRows *self = rows;

  g_free (self->query_id);
  g_strfreev (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
vdt_entity_query_free (gpointer query)
{
  VdtEntityQuery *self = query;

  g_free (self->id);
  g_free (self->title);
  g_free (self->kql);
  g_free (self);
}

static const VdtSummaryAsset *
find_asset (VdtSummaryRun *run,
            const char    *key)
{
  for (guint i = 0; i < run->assets->len; i++)
    {
      const VdtSummaryAsset *asset = g_ptr_array_index (run->assets, i);

      if (g_strcmp0 (vdt_asset_get_key (asset->asset), key) == 0)
        return asset;
    }

  /* People name it as they read it. */
  for (guint i = 0; i < run->assets->len; i++)
    {
      const VdtSummaryAsset *asset = g_ptr_array_index (run->assets, i);
      const char *name = vdt_asset_get_name (asset->asset);

      if (name != NULL && g_ascii_strcasecmp (name, key) == 0)
        return asset;
    }

  return NULL;
}

static GPtrArray *
alerts_naming (VdtSummaryRun         *run,
               const VdtSummaryAsset *asset)
{
  GPtrArray *alerts = g_ptr_array_new ();

  for (guint i = 0; i < run->alerts->len; i++)
    if (g_ptr_array_find (vdt_summary_alert_at (run, i)->assets, asset, NULL))
      g_ptr_array_add (alerts, vdt_summary_alert_at (run, i));

  return alerts;
}

/* The name, cited by all evidence that speaks of it, as far as it is cited at all. */
static VdtPhraseArgs *
new_args (Teller *self)
{
  VdtPhraseArgs *args = vdt_phrase_args_new ();

  vdt_phrase_args_set (args, "name", vdt_summary_asset (self->run, self->asset));

  return args;
}

static void
cite_evidence (Teller    *self,
               VdtPhrase *sentence)
{
  gsize n = 0;

  vdt_phrase_get_facts (sentence, &n);
  if (n > 0)
    return;
  if (self->asset->evidence->len > 0)
    vdt_phrase_cite (sentence, vdt_evidence_get_id (g_ptr_array_index (self->asset->evidence, 0)));
  else
    vdt_phrase_cite (sentence, self->run->incident_fact);
}

static void
say (Teller              *self,
     const char          *section,
     const char          *frame,
     const VdtPhraseArgs *args)
{
  VdtPhrase *sentence = vdt_summary_frame (self->run, frame, args);

  cite_evidence (self, sentence);
  vdt_summary_say (self->run, section, sentence);
}

/* The first of @paths that a piece of evidence fills, marked and cited. */
static gboolean
set_field (Teller        *self,
           VdtPhraseArgs *args,
           const char    *name,
           const char   **paths)
{
  for (guint i = 0; paths[i] != NULL; i++)
    for (guint j = 0; j < self->asset->evidence->len; j++)
      {
        VdtEvidence *evidence = g_ptr_array_index (self->asset->evidence, j);
        const char *value = vdt_summary_field (evidence, paths[i]);
        VdtPhrase *phrase;

        if (value == NULL || *value == '\0' || !vdt_summary_is_known (value))
          continue;
        phrase = g_str_has_suffix (paths[i], "ommandLine")
          ? vdt_summary_quote_field (self->run, evidence, paths[i], LONGEST_VALUE)
          : vdt_summary_plain (self->run, value);
        vdt_phrase_cite (phrase, vdt_evidence_get_id (evidence));
        vdt_phrase_args_set (args, name, phrase);
        return TRUE;
      }

  return FALSE;
}

static void
tell_fields (Teller   *self,
             GVariant *kinds)
{
  g_autoptr(GVariant) list = vdt_data_get_list (kinds, self->asset->kind);
  GVariant *object;

  for (gsize i = 0; (object = vdt_rules_item (list, i)) != NULL; i++)
    {
      g_autoptr(GVariant) owned G_GNUC_UNUSED = object;
      g_autoptr(GVariant) fields = vdt_data_get_object (object, "args");
      g_autoptr(VdtPhraseArgs) args = new_args (self);
      gboolean filled = FALSE;

      for (gsize j = 0; j < g_variant_n_children (fields); j++)
        {
          const char *name = NULL;
          g_autofree const char **paths = NULL;

          g_variant_get_child (fields, j, "{&sv}", &name, NULL);
          paths = vdt_data_dup_strv (fields, name);
          filled |= set_field (self, args, name, paths);
        }
      if (filled)
        {
          const char *frame = vdt_data_get_string (object, "frame");
          g_autoptr(VdtPhrase) fits = vdt_phrase_book_try (self->run->book, frame, args);

          if (fits != NULL)
            say (self, "entity", frame, args);
        }
    }
}

static void
tell_marks (Teller *self)
{
  const char *const *roles = vdt_asset_get_roles (self->asset->asset);
  const char *verdict = vdt_asset_get_verdict (self->asset->asset);
  const char *status = vdt_asset_get_remediation_status (self->asset->asset);
  const char *const *tags = vdt_asset_get_tags (self->asset->asset);
  g_autoptr(GPtrArray) marks = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  g_autoptr(VdtPhraseArgs) args = new_args (self);

  for (guint i = 0; roles != NULL && roles[i] != NULL; i++)
    if (vdt_phrase_book_term (self->run->book, "mark", roles[i]) != NULL)
      g_ptr_array_add (marks, vdt_summary_term (self->run, "mark", roles[i]));
  if (verdict != NULL && vdt_phrase_book_term (self->run->book, "mark", verdict) != NULL)
    g_ptr_array_add (marks, vdt_summary_term (self->run, "mark", verdict));
  if (marks->len > 0)
    {
      vdt_phrase_args_set (args, "mark", vdt_phrase_book_join (self->run->book, marks, 0, NULL));
      say (self, "entity-seen", "entity.mark", args);
    }
  if (tags != NULL && tags[0] != NULL)
    {
      g_autofree char *joined = g_strjoinv (", ", (char **) tags);

      vdt_phrase_args_set (args, "tags", vdt_summary_plain (self->run, joined));
      say (self, "entity", "entity.tag", args);
    }
  if (status != NULL && vdt_summary_is_known (status))
    {
      vdt_phrase_args_set (args, "status", vdt_summary_term (self->run, "remediation", status));
      say (self, "entity-seen", "entity.remediation", args);
    }
  if (g_str_equal (self->asset->kind, "ip") && vdt_summary_is_outside (vdt_asset_get_name (self->asset->asset)))
    say (self, "entity", "entity.outside", args);
}

static void
tell_alerts (Teller *self)
{
  g_autoptr(VdtPhraseArgs) args = new_args (self);
  g_autoptr(GPtrArray) stages = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  g_autoptr(GPtrArray) techniques = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  VdtPhrase *sentence;
  gint64 first = VDT_TIME_UNSET, last = VDT_TIME_UNSET;

  for (guint i = 0; i < self->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = g_ptr_array_index (self->alerts, i);
      const char *const *ids = vdt_alert_get_techniques (alert->alert);

      if (alert->start != VDT_TIME_UNSET && (first == VDT_TIME_UNSET || alert->start < first))
        first = alert->start;
      if (alert->end != VDT_TIME_UNSET && alert->end > last)
        last = alert->end;
      if (!g_str_equal (alert->stage, "other") && g_hash_table_add (seen, (gpointer) alert->stage))
        g_ptr_array_add (stages, vdt_summary_term (self->run, "stage", alert->stage));
      for (guint j = 0; ids != NULL && ids[j] != NULL && techniques->len < 4; j++)
        if (g_hash_table_add (seen, (gpointer) ids[j]))
          g_ptr_array_add (techniques, vdt_summary_technique (self->run, ids[j]));
    }

  vdt_phrase_args_set_count (args, "n", self->alerts->len);
  if (self->run->alerts->len > self->alerts->len)
    vdt_phrase_args_set_count (args, "total", self->run->alerts->len);
  if (first != VDT_TIME_UNSET)
    vdt_phrase_args_set (args, "first", vdt_summary_point (self->run, first));
  if (last != VDT_TIME_UNSET && last != first)
    vdt_phrase_args_set (args, "last", vdt_summary_point (self->run, last));
  sentence = vdt_summary_frame (self->run, "entity.seen", args);
  for (guint i = 0; i < self->alerts->len && i < VDT_RESPOND_MOST_CITED; i++)
    vdt_phrase_cite (sentence, ((VdtSummaryAlert *) g_ptr_array_index (self->alerts, i))->fact);
  vdt_summary_say (self->run, "entity-seen", sentence);

  if (stages->len > 0)
    {
      vdt_phrase_args_set (args, "stages", vdt_phrase_book_join (self->run->book, stages, 0, NULL));
      vdt_phrase_args_set (args, "techniques", vdt_phrase_book_join (self->run->book, techniques, 0, NULL));
      sentence = vdt_summary_frame (self->run, "entity.stages", args);
      for (guint i = 0; i < self->alerts->len && i < VDT_RESPOND_MOST_CITED; i++)
        vdt_phrase_cite (sentence, ((VdtSummaryAlert *) g_ptr_array_index (self->alerts, i))->fact);
      vdt_summary_say (self->run, "entity-seen", sentence);
    }
}

static void
tell_signs (Teller *self)
{
  for (guint i = 0; i < self->asset->evidence->len; i++)
    {
      VdtEvidence *evidence = g_ptr_array_index (self->asset->evidence, i);
      const char *sign = vdt_respond_sign_of (&self->responder, evidence);
      g_autoptr(VdtPhraseArgs) args = NULL;
      VdtPhrase *sentence;

      if (sign == NULL || vdt_phrase_book_term (self->run->book, "shows", sign) == NULL)
        continue;
      args = vdt_phrase_args_new ();
      vdt_phrase_args_set (args, "sign", vdt_summary_term (self->run, "shows", sign));
      sentence = vdt_summary_frame (self->run, "entity.sign", args);
      vdt_phrase_cite (sentence, vdt_evidence_get_id (evidence));
      vdt_summary_say (self->run, "entity-seen", sentence);
      return;
    }
}

static void
tell_neighbours (Teller *self)
{
  static const char *const kinds[] = {
    "device", "user", "file", "process", "ip", "url", "mail", "mailbox", "application", "cloud-resource",
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GPtrArray) assets = vdt_summary_assets_in (self->run, self->alerts, kinds[i]);
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

      g_ptr_array_remove (assets, (gpointer) self->asset);
      if (assets->len == 0)
        continue;
      vdt_phrase_args_set (args, "entities", vdt_summary_assets (self->run, assets, MOST_NEIGHBOURS, kinds[i]));
      say (self, "entity-near", "entity.with", args);
    }
}

/* A row of a table as a fact; its id is the query's and its number. */
static const char *
row_fact (Teller              *self,
          const VdtEntityRows *rows,
          guint                index,
          const char          *title)
{
  char **cells = g_ptr_array_index (rows->rows, index);
  g_autofree char *id = g_strdup_printf ("Q:%s:%u", rows->query_id, index + 1);
  VdtFact *known = vdt_proposal_find_fact (self->run->proposal, id);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(VdtFact) fact = NULL;

  if (known != NULL)
    return vdt_fact_get_id (known);

  for (guint i = 0; rows->columns[i] != NULL && cells[i] != NULL; i++)
    {
      g_autofree char *safe = vdt_safe_text (cells[i], -1, LONGEST_VALUE, NULL);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", rows->columns[i], safe);
    }
  fact = vdt_fact_new (id, "query-row");
  vdt_record_set_text (fact, "incident-id", vdt_incident_get_id (self->run->incident));
  vdt_record_set_text (fact, "target-id", rows->query_id);
  vdt_record_set_text (fact, "title", title);
  vdt_record_set_text (fact, "text", text->str);
  vdt_proposal_add_fact (self->run->proposal, fact);
  g_hash_table_add (self->run->cited, (gpointer) vdt_fact_get_id (fact));

  return vdt_fact_get_id (fact);
}

/* A time is said as elsewhere; other text is foreign, and quoted unless it is plain. */
static VdtPhrase *
cell_phrase (VdtSummaryRun *run,
             const char    *cell)
{
  gint64 time;

  if (strchr (cell, '-') != NULL && strchr (cell, ':') != NULL && vdt_time_parse (cell, &time))
    return vdt_summary_point (run, time);

  return vdt_summary_plain (run, cell);
}

static void
tell_rows (Teller              *self,
           const VdtEntityRows *rows)
{
  g_autoptr(GVariant) query = vdt_rules_find (self->responder.rules->entity_queries, rows->query_id);
  g_autofree char *frame = g_strconcat ("rows.", rows->query_id, NULL);

  if (query == NULL || !vdt_phrase_book_has_frame (self->run->book, frame))
    return;

  for (guint i = 0; i < rows->rows->len && i < MOST_ROWS; i++)
    {
      char **cells = g_ptr_array_index (rows->rows, i);
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
      g_autoptr(VdtPhrase) sentence = NULL;

      for (guint j = 0; rows->columns[j] != NULL && cells[j] != NULL; j++)
        if (*cells[j] != '\0')
          vdt_phrase_args_set (args, rows->columns[j], cell_phrase (self->run, cells[j]));
      sentence = vdt_phrase_book_try (self->run->book, frame, args);
      if (sentence == NULL)
        continue;
      vdt_phrase_cite (sentence, row_fact (self, rows, i, vdt_data_get_string (query, "title")));
      vdt_summary_say (self->run, "entity-tables", g_steal_pointer (&sentence));
    }
}

static void
tell_tables (Teller    *self,
             GPtrArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const VdtEntityRows *item = g_ptr_array_index (rows, i);

      n += item->rows->len;
      tell_rows (self, item);
    }
  if (n == 0)
    {
      g_autoptr(VdtPhraseArgs) args = new_args (self);

      say (self, "entity-tables", "entity.tables", args);
    }
}

static void
ask_next (Teller *self)
{
  g_autofree char *key = g_strconcat ("question.", self->asset->kind, NULL);
  g_autoptr(VdtPhraseArgs) args = new_args (self);
  const VdtSummaryAlert *first = self->alerts->len > 0 ? g_ptr_array_index (self->alerts, 0) : NULL;

  if (!vdt_phrase_book_has_frame (self->run->book, key))
    return;
  if (first != NULL && first->start != VDT_TIME_UNSET)
    vdt_phrase_args_set (args, "when", vdt_summary_point (self->run, first->start));
  say (self, "questions", key, args);
}

static VdtSummaryRun *
gather (VdtSummarizer *summarizer,
        VdtIncident   *incident,
        VdtProposal   *proposal)
{
  VdtSummaryRun *run = vdt_summary_run_new (summarizer, incident, proposal);

  while (!vdt_summary_gather (run))
    ;

  return run;
}

/**
 * vdt_summarizer_entity:
 * @self: a summarizer
 * @incident: a loaded incident
 * @key: key of one of its assets, or its name
 * @rows: (nullable) (element-type VdtEntityRows): what the queries about it brought;
 *   %NULL if none were run
 *
 * What it is, what it did here, what it is near to, what the tables say, and what to
 * ask next, each statement with its facts. Deterministic, as the summary is.
 *
 * Returns: (transfer full) (nullable): of the kind "entity", or %NULL if the incident
 *   has no such entity
 */
VdtProposal *
vdt_summarizer_entity (VdtSummarizer *self,
                       VdtIncident   *incident,
                       const char    *key,
                       GPtrArray     *rows)
{
  g_autoptr(VdtProposal) proposal = NULL;
  g_autoptr(VdtSummaryRun) run = NULL;
  g_autoptr(GPtrArray) alerts = NULL;
  g_autoptr(GVariant) kinds = NULL;
  Teller teller = { 0 };

  g_return_val_if_fail (self != NULL && VDT_IS_INCIDENT (incident) && key != NULL, NULL);

  proposal = vdt_proposal_new ("entity", vdt_incident_get_id (incident));
  vdt_record_set_text (proposal, "engine", "builtin");
  vdt_record_set_text (proposal, "engine-version", VDT_VERSION);
  vdt_record_set_text (proposal, "template-id", "entity");
  run = gather (self, incident, proposal);
  teller.run = teller.responder.run = run;
  teller.responder.rules = self->rules;
  teller.asset = find_asset (run, key);
  if (teller.asset == NULL)
    return NULL;

  teller.alerts = alerts = alerts_naming (run, teller.asset);
  kinds = vdt_data_get_object (self->rules->entity, "kinds");
  tell_fields (&teller, kinds);
  tell_marks (&teller);
  tell_alerts (&teller);
  tell_signs (&teller);
  tell_neighbours (&teller);
  if (rows != NULL)
    tell_tables (&teller, rows);
  ask_next (&teller);
  vdt_summary_run_seal (run);

  return g_steal_pointer (&proposal);
}

static GPtrArray *
fill_queries (VdtSummarizer *self,
              VdtIncident   *incident,
              const char    *key,
              GVariant      *templates,
              gint64         at)
{
  GPtrArray *queries = g_ptr_array_new_with_free_func (vdt_entity_query_free);
  g_autoptr(VdtProposal) proposal = vdt_proposal_new ("entity", vdt_incident_get_id (incident));
  g_autoptr(VdtSummaryRun) run = gather (self, incident, proposal);
  g_autoptr(GPtrArray) entities = g_ptr_array_new ();
  const VdtSummaryAsset *asset = find_asset (run, key);
  GVariant *object;

  if (asset == NULL)
    return queries;

  g_ptr_array_add (entities, (gpointer) asset);
  for (gsize i = 0; (object = vdt_rules_item (templates, i)) != NULL; i++)
    {
      g_autoptr(GVariant) owned G_GNUC_UNUSED = object;
      g_autofree char *kql = NULL;
      VdtEntityQuery *query;
      gint64 around;

      if (g_strcmp0 (vdt_data_get_string (object, "kind"), asset->kind) != 0 ||
          g_variant_lookup (object, "around", "x", &around) != (at != VDT_TIME_UNSET))
        continue;
      kql = vdt_respond_dup_query_at (run, self->rules->values, object, entities, at);
      if (kql == NULL)
        continue;
      query = g_new0 (VdtEntityQuery, 1);
      query->id = g_strdup (vdt_data_get_string (object, "id"));
      query->title = g_strdup (vdt_data_get_string (object, "title"));
      query->kql = g_steal_pointer (&kql);
      g_ptr_array_add (queries, query);
    }

  return queries;
}

/**
 * vdt_summarizer_entity_queries:
 * @self: a summarizer
 * @incident: a loaded incident
 * @key: key of one of its assets, or its name
 *
 * Returns: (transfer full) (element-type VdtEntityQuery): what to ask the hunting tables
 *   about it; empty if the incident has no such entity
 */
GPtrArray *
vdt_summarizer_entity_queries (VdtSummarizer *self,
                               VdtIncident   *incident,
                               const char    *key)
{
  g_return_val_if_fail (self != NULL && VDT_IS_INCIDENT (incident) && key != NULL, NULL);

  return fill_queries (self, incident, key, self->rules->entity_queries, VDT_TIME_UNSET);
}

/**
 * vdt_summarizer_hunt_queries:
 * @self: a summarizer
 * @incident: a loaded incident
 * @key: key of one of its assets, or its name
 * @at: µs since the Unix epoch: about what happened there around this time; or
 *   %VDT_TIME_UNSET: about the entity as such
 *
 * Queries that lead from an entity into the hunting tables: all activity an hour before
 * to an hour after, other places where it was seen, other alerts.
 *
 * Returns: (transfer full) (element-type VdtEntityQuery): the queries
 */
GPtrArray *
vdt_summarizer_hunt_queries (VdtSummarizer *self,
                             VdtIncident   *incident,
                             const char    *key,
                             gint64         at)
{
  g_return_val_if_fail (self != NULL && VDT_IS_INCIDENT (incident) && key != NULL, NULL);

  return fill_queries (self, incident, key, self->rules->hunt_queries, at);
}
