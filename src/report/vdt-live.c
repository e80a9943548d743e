/* vdt-live.c
 *
 * Tables that are filled when a report is exported: all evidence, the whole log.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-build.h"
#include "vdt-draft-private.h"
#include "vdt-hash.h"
#include "vdt-safe-text.h"
#include "vdt-schema.h"
#include "vdt-time.h"

#define LONGEST 300

static VdtDoc *
begin_table (VdtDoc     *figure,
             const char *columns)
{
  g_auto(GStrv) titles = g_strsplit (columns, "|", -1);
  VdtDoc *row;

  /* the figure becomes the table in its place */
  figure->type = VDT_DOC_TABLE;
  row = vdt_doc_add (figure, VDT_DOC_ROW, NULL);
  row->flag = TRUE;
  for (guint i = 0; titles[i] != NULL; i++)
    vdt_doc_add_cell (row, titles[i]);

  return figure;
}

static void
add_safe (VdtDoc     *row,
          const char *text)
{
  g_autofree char *safe = vdt_safe_text (text != NULL ? text : "", -1, LONGEST, NULL);

  vdt_doc_add_cell (row, safe);
}

/**
 * vdt_live_evidence_hash:
 * @evidence: a piece of evidence
 *
 * Returns: (transfer full): the SHA-256 of the record as it was received; of its leaves
 *   if it was not kept
 */
char *
vdt_live_evidence_hash (VdtEvidence *evidence)
{
  const char *raw = vdt_evidence_get_raw (evidence);
  g_autoptr(GBytes) bytes = NULL;
  gconstpointer data;
  gsize length;

  if (raw != NULL)
    return vdt_sha256_hex (raw, -1);
  if (vdt_evidence_get_fields (evidence) == NULL)
    return vdt_sha256_hex ("", 0);

  bytes = vdt_fields_to_bytes (vdt_evidence_get_fields (evidence));
  data = g_bytes_get_data (bytes, &length);

  return vdt_sha256_hex (data, (gssize) length);
}

static void
evidence_row (VdtDoc      *table,
              VdtWords    *words,
              VdtAlert    *alert,
              VdtEvidence *evidence,
              guint        number)
{
  VdtDoc *row = vdt_doc_add (table, VDT_DOC_ROW, NULL);
  const VdtEvidenceKind *kind = vdt_schema_get_kind (vdt_evidence_get_kind (evidence));
  const char *verdict = vdt_evidence_get_verdict (evidence);
  g_autofree char *no = g_strdup_printf ("%u", number);
  g_autofree char *hash = vdt_live_evidence_hash (evidence);
  const char *sha = vdt_fields_get (vdt_evidence_get_fields (evidence), "fileDetails.sha256");
  VdtDoc *cell = vdt_doc_add_cell (row, no);

  cell->id = g_strdup_printf ("evidence-%s", vdt_evidence_get_id (evidence));
  vdt_doc_add_cell (row, vdt_words_term (words, kind != NULL ? kind->label : vdt_evidence_get_kind (evidence)));
  add_safe (row, vdt_evidence_get_title (evidence));
  if (sha != NULL && *sha != '\0')
    {
      vdt_doc_add (row->last, VDT_DOC_BREAK, NULL);
      vdt_doc_add (row->last, VDT_DOC_CODE, sha);
    }
  vdt_doc_add_cell (row, vdt_words_term (words, verdict != NULL ? vdt_schema_label ("evidenceVerdict", verdict)
                                                                : NULL));
  add_safe (row, vdt_alert_get_title (alert));
  vdt_doc_add (vdt_doc_add (row, VDT_DOC_CELL, NULL), VDT_DOC_CODE, hash);
}

static void
fill_evidence (VdtDoc      *figure,
               VdtWords    *words,
               VdtIncident *incident)
{
  VdtDoc *table = begin_table (figure, vdt_words_get (words, "col.evidence"));
  GListModel *alerts = vdt_incident_get_alerts (incident);
  guint number = 0;

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      GListModel *evidence = vdt_alert_get_evidence (alert);

      for (guint e = 0; e < g_list_model_get_n_items (evidence); e++)
        {
          g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, e);

          evidence_row (table, words, alert, item, ++number);
        }
    }
}

static int
compare_sequences (gconstpointer a,
                   gconstpointer b)
{
  guint left = vdt_activity_get_sequence (*(VdtActivity *const *) a);
  guint right = vdt_activity_get_sequence (*(VdtActivity *const *) b);

  return (left > right) - (left < right);
}

static void
fill_log (VdtDoc      *figure,
          VdtWords    *words,
          VdtIncident *incident)
{
  VdtDoc *table = begin_table (figure, vdt_words_get (words, "col.log"));
  GListModel *activity = vdt_incident_get_activity (incident);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  VdtDraft draft = { 0 };

  draft.words = words;
  for (guint i = 0; i < g_list_model_get_n_items (activity); i++)
    g_ptr_array_add (entries, g_list_model_get_item (activity, i));
  g_ptr_array_sort (entries, compare_sequences);

  for (guint i = 0; i < entries->len; i++)
    {
      VdtActivity *entry = g_ptr_array_index (entries, i);
      VdtDoc *row = vdt_doc_add (table, VDT_DOC_ROW, NULL);
      g_autofree char *number = g_strdup_printf ("%u", vdt_activity_get_sequence (entry));
      g_autofree char *at = vdt_time_format (vdt_activity_get_at (entry), VDT_TIME_DATA);
      g_autofree char *text = vdt_draft_act_text (&draft, entry);

      if (g_str_has_suffix (at, " UTC"))
        at[strlen (at) - 4] = '\0';
      vdt_doc_add_cell (row, number)->id = g_strdup_printf ("log-%u", vdt_activity_get_sequence (entry));
      vdt_doc_add_cell (row, at);
      add_safe (row, vdt_activity_get_actor (entry));
      vdt_doc_add_cell (row, text);
    }
}

/**
 * vdt_live_fill:
 * @document: a document
 * @figure: a figure whose name may be that of a table
 * @incident: (nullable): what it is about
 *
 * Makes the figure a table if its name is `evidence` or `log`.
 *
 * Returns: whether it is one now
 */
gboolean
vdt_live_fill (VdtDocument *document,
               VdtDoc      *figure,
               VdtIncident *incident)
{
  if (incident == NULL)
    return FALSE;

  if (g_strcmp0 (figure->id, "evidence") == 0)
    fill_evidence (figure, document->words, incident);
  else if (g_strcmp0 (figure->id, "log") == 0)
    fill_log (figure, document->words, incident);
  else
    return FALSE;

  return TRUE;
}
