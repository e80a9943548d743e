/* vdt-summary-hash.c
 *
 * What a summary was made of, as one hash: when it changes, the summary is stale.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary-private.h"

#include <string.h>

static void
feed (GChecksum  *checksum,
      const char *text)
{
  if (text != NULL)
    g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_update (checksum, (const guchar *) "", 1);
}

static void
feed_time (GChecksum *checksum,
           gint64     time)
{
  gint64 portable = GINT64_TO_BE (time);

  g_checksum_update (checksum, (const guchar *) &portable, sizeof portable);
}

static void
feed_words (GChecksum         *checksum,
            const char *const *words)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    feed (checksum, words[i]);
  feed (checksum, NULL);
}

static void
feed_comments (GChecksum  *checksum,
               GListModel *comments)
{
  for (guint i = 0; i < g_list_model_get_n_items (comments); i++)
    {
      g_autoptr(VdtComment) comment = g_list_model_get_item (comments, i);

      if (vdt_comment_get_deleted (comment))
        continue;
      feed (checksum, vdt_comment_get_id (comment));
      feed (checksum, vdt_comment_get_text (comment));
    }
}

/* An evidence id is a hash of what the evidence is; the rest may change under it. */
static void
feed_evidence (GChecksum   *checksum,
               VdtEvidence *evidence)
{
  VdtFields *fields = vdt_evidence_get_fields (evidence);

  feed (checksum, vdt_evidence_get_id (evidence));
  feed (checksum, vdt_evidence_get_verdict (evidence));
  feed (checksum, vdt_evidence_get_remediation_status (evidence));
  feed_words (checksum, vdt_evidence_get_roles (evidence));
  feed_words (checksum, vdt_evidence_get_tags (evidence));
  if (fields != NULL)
    feed_time (checksum, vdt_fields_get_n_fields (fields));
}

/* The order in which a file lists the alerts is no fact. */
static guint64
hash_alert (VdtAlert *alert)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  GListModel *evidence = vdt_alert_get_evidence (alert);
  guint8 digest[32];
  gsize length = sizeof digest;
  guint64 value = 0;

  feed (checksum, vdt_alert_get_id (alert));
  feed (checksum, vdt_alert_get_hidden (alert) ? "hidden" : "shown");
  feed (checksum, vdt_alert_get_title (alert));
  feed (checksum, vdt_alert_get_category (alert));
  feed (checksum, vdt_alert_get_severity (alert));
  feed (checksum, vdt_alert_get_status (alert));
  feed (checksum, vdt_alert_get_investigation_state (alert));
  feed (checksum, vdt_alert_get_actor_name (alert));
  feed (checksum, vdt_alert_get_threat_name (alert));
  feed (checksum, vdt_alert_get_threat_family (alert));
  feed_time (checksum, vdt_alert_get_first_activity_at (alert));
  feed_time (checksum, vdt_alert_get_last_activity_at (alert));
  feed_words (checksum, vdt_alert_get_techniques (alert));
  for (guint i = 0; i < g_list_model_get_n_items (evidence); i++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, i);

      feed_evidence (checksum, item);
    }
  feed_comments (checksum, vdt_alert_get_comments (alert));

  g_checksum_get_digest (checksum, digest, &length);
  memcpy (&value, digest, sizeof value);

  return GUINT64_FROM_BE (value);
}

void
vdt_summary_hash_alert (VdtAlert *alert,
                        guint64  *inout_sum)
{
  *inout_sum += hash_alert (alert);
}

/**
 * vdt_summary_hash_incident:
 * @book: the words in use
 * @incident: a loaded incident
 * @alerts: the sum that vdt_summary_hash_alert() made of all its alerts
 *
 * Returns: (transfer full): SHA-256 in hexadecimal digits
 */
char *
vdt_summary_hash_incident (VdtPhraseBook *book,
                           VdtIncident   *incident,
                           guint64        alerts)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  feed (checksum, VDT_VERSION);
  feed (checksum, vdt_phrase_book_get_language (book));
  feed (checksum, vdt_incident_get_id (incident));
  feed (checksum, vdt_incident_get_title (incident));
  feed (checksum, vdt_incident_get_severity (incident));
  feed (checksum, vdt_incident_get_status (incident));
  feed (checksum, vdt_incident_get_classification (incident));
  feed (checksum, vdt_incident_get_determination (incident));
  feed (checksum, vdt_incident_get_owner (incident));
  feed (checksum, vdt_incident_get_redirect_id (incident));
  feed (checksum, vdt_incident_get_closing_note (incident));
  feed_words (checksum, vdt_incident_get_system_tags (incident));
  feed_time (checksum, vdt_incident_get_created_at (incident));
  feed_time (checksum, vdt_incident_get_alerts_state (incident));
  feed_comments (checksum, vdt_incident_get_comments (incident));
  feed_time (checksum, (gint64) alerts);

  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * vdt_summarizer_input_hash:
 * @self: a summarizer
 * @incident: a loaded incident
 *
 * The same as a proposal's #VdtProposal:input-hash as long as nothing changed
 * that the summary or the next steps could say something else for. Takes some
 * milliseconds for each hundred alerts.
 *
 * Returns: (transfer full): SHA-256 in hexadecimal digits
 */
char *
vdt_summarizer_input_hash (VdtSummarizer *self,
                           VdtIncident   *incident)
{
  GListModel *alerts;
  guint64 sum = 0;

  g_return_val_if_fail (self != NULL && VDT_IS_INCIDENT (incident), NULL);

  alerts = vdt_incident_get_alerts (incident);
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      vdt_summary_hash_alert (alert, &sum);
    }

  return vdt_summary_hash_incident (self->book, incident, sum);
}
