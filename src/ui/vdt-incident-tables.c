/* vdt-incident-tables.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-incident-tables.h"

#include <glib/gi18n.h>

#include "vdt-activity.h"
#include "vdt-alert.h"
#include "vdt-asset.h"
#include "vdt-attack.h"
#include "vdt-evidence.h"
#include "vdt-kept.h"
#include "vdt-present.h"
#include "vdt-schema.h"
#include "vdt-time.h"

static char *
dup_label (const char *enum_name,
           const char *nick)
{
  const char *label = nick == NULL ? NULL : vdt_schema_label (enum_name, nick);

  return vdt_present_text (label != NULL ? gettext (label) : nick != NULL ? nick : "–");
}

/* The header says that it is UTC. */
static char *
short_time (gint64 time)
{
  g_autofree char *text = vdt_present_time (time);

  if (g_str_has_suffix (text, " UTC"))
    text[strlen (text) - strlen (" UTC")] = '\0';

  return g_steal_pointer (&text);
}

/* {{{ cells of any record's property */

static char *
text_cell (gpointer    item,
           const char *property)
{
  return vdt_present_text (vdt_record_get_text (item, property));
}

static char *
words_cell (gpointer    item,
            const char *property)
{
  g_autofree char *joined = g_strjoinv (", ", (char **) vdt_record_get_words (item, property));

  return vdt_present_text (joined);
}

static char *
time_cell (gpointer    item,
           const char *property)
{
  return short_time (vdt_record_get_time (item, property));
}

static gint64
rank_of (const char         *nick,
         const char * const *order)
{
  for (gint64 i = 0; order[i] != NULL; i++)
    if (g_strcmp0 (order[i], nick) == 0)
      return i + 1;

  return 0;
}

static char *
severity_cell (gpointer    item,
               const char *property)
{
  return g_strdup (vdt_present_severity (vdt_record_get_text (item, property)));
}

static const char *
severity_icon (gpointer    item,
               const char *property)
{
  return vdt_present_severity_icon (vdt_record_get_text (item, property));
}

static const char *
severity_class (gpointer    item,
                const char *property)
{
  return vdt_present_severity_class (vdt_record_get_text (item, property));
}

static gint64
severity_rank (gpointer    item,
               const char *property)
{
  static const char * const order[] = { "informational", "low", "medium", "high", NULL };

  return rank_of (vdt_record_get_text (item, property), order);
}

static char *
verdict_cell (gpointer    item,
              const char *property)
{
  return dup_label ("evidenceVerdict", vdt_record_get_text (item, property));
}

static const char *
verdict_icon (gpointer    item,
              const char *property)
{
  return vdt_present_verdict_icon (vdt_record_get_text (item, property));
}

static const char *
verdict_class (gpointer    item,
               const char *property)
{
  return vdt_present_verdict_class (vdt_record_get_text (item, property));
}

static gint64
verdict_rank (gpointer    item,
              const char *property)
{
  static const char * const order[] = { "noThreatsFound", "unknown", "suspicious", "malicious", NULL };

  return rank_of (vdt_record_get_text (item, property), order);
}

/* }}} */
/* {{{ alerts */

static gint64
alert_time (gpointer    item,
            const char *property)
{
  gint64 first = vdt_alert_get_first_activity_at (item);

  return first != VDT_TIME_UNSET ? first : vdt_alert_get_created_at (item);
}

static char *
alert_time_text (gpointer    item,
                 const char *property)
{
  return short_time (alert_time (item, property));
}

static char *
alert_category (gpointer    item,
                const char *property)
{
  const VdtCategory *category = vdt_schema_get_category (vdt_alert_get_category (item));

  return vdt_present_text (category != NULL ? gettext (category->label) : vdt_alert_get_category (item));
}

static char *
alert_status (gpointer    item,
              const char *property)
{
  return g_strdup (vdt_alert_get_hidden (item) ? _("Hidden")
                                               : vdt_present_alert_status (vdt_alert_get_status (item)));
}

static const char *
alert_status_icon (gpointer    item,
                   const char *property)
{
  return vdt_present_status_icon (vdt_alert_get_status (item));
}

static const char *
alert_status_class (gpointer    item,
                    const char *property)
{
  return vdt_alert_get_hidden (item) ? "dim-label" : "status";
}

static const VdtRecordColumn alert_columns[] = {
  { N_("First activity (UTC)"), 156, NULL, alert_time_text, NULL, NULL, alert_time },
  { N_("Severity"), 110, "severity", severity_cell, severity_icon, severity_class, severity_rank },
  { N_("Alert"), 0, "title", text_cell, NULL, NULL, NULL },
  { N_("Category"), 116, NULL, alert_category, NULL, NULL, NULL },
  { N_("Techniques"), 86, "techniques", words_cell, NULL, NULL, NULL },
  { N_("Status"), 98, NULL, alert_status, alert_status_icon, alert_status_class, NULL },
};

/**
 * vdt_incident_tables_new_alerts:
 *
 * Returns: a table of #VdtAlert
 */
GtkWidget *
vdt_incident_tables_new_alerts (void)
{
  GtkWidget *table = vdt_record_table_new (_("Alerts"), alert_columns, G_N_ELEMENTS (alert_columns));

  vdt_record_table_set_empty (VDT_RECORD_TABLE (table), "vdt-alert-symbolic", _("No Alerts"),
                              _("The source gave this incident without alerts."));

  return table;
}

/* }}} */
/* {{{ assets */

static char *
asset_kind (gpointer    item,
            const char *property)
{
  return vdt_present_text (vdt_present_asset_kind (vdt_asset_get_kind (item)));
}

static const char *
asset_icon (gpointer    item,
            const char *property)
{
  return vdt_present_asset_icon (vdt_asset_get_kind (item));
}

static char *
asset_roles (gpointer    item,
             const char *property)
{
  const char * const *roles = vdt_asset_get_roles (item);
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; roles != NULL && roles[i] != NULL; i++)
    {
      g_autofree char *role = dup_label ("evidenceRole", roles[i]);

      g_string_append_printf (text, "%s%s", i == 0 ? "" : ", ", role);
    }

  return vdt_present_text (text->str);
}

static gint64
asset_n_alerts (gpointer    item,
                const char *property)
{
  const char * const *ids = vdt_asset_get_alert_ids (item);

  return ids == NULL ? 0 : g_strv_length ((char **) ids);
}

static char *
asset_alerts (gpointer    item,
              const char *property)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, asset_n_alerts (item, property));
}

static const VdtRecordColumn asset_columns[] = {
  { N_("Kind"), 124, NULL, asset_kind, asset_icon, NULL, NULL },
  { N_("Name"), 0, "name", text_cell, NULL, NULL, NULL },
  { N_("Detail"), 120, "detail", text_cell, NULL, NULL, NULL },
  { N_("Roles"), 104, NULL, asset_roles, NULL, NULL, NULL },
  { N_("Verdict"), 118, "verdict", verdict_cell, verdict_icon, verdict_class, verdict_rank },
  { N_("Alerts"), 56, NULL, asset_alerts, NULL, NULL, asset_n_alerts },
  { N_("First seen (UTC)"), 158, "first-seen", time_cell, NULL, NULL, vdt_record_get_time },
};

/**
 * vdt_incident_tables_new_assets:
 *
 * Returns: a table of #VdtAsset
 */
GtkWidget *
vdt_incident_tables_new_assets (void)
{
  GtkWidget *table = vdt_record_table_new (_("Assets"), asset_columns, G_N_ELEMENTS (asset_columns));

  vdt_record_table_set_empty (VDT_RECORD_TABLE (table), "vdt-assets-symbolic", _("No Assets"),
                              _("The alerts of this incident name no device, user or other thing."));

  return table;
}

/* }}} */
/* {{{ evidence */

static char *
evidence_kind (gpointer    item,
               const char *property)
{
  const VdtEvidenceKind *kind = vdt_schema_get_kind (vdt_evidence_get_kind (item));

  return vdt_present_text (kind == NULL ? vdt_evidence_get_kind (item) : gettext (kind->label));
}

static const char *
evidence_icon (gpointer    item,
               const char *property)
{
  return vdt_present_kind_icon (vdt_evidence_get_kind (item));
}

static char *
evidence_remediation (gpointer    item,
                      const char *property)
{
  return dup_label ("evidenceRemediationStatus", vdt_evidence_get_remediation_status (item));
}

static const VdtRecordColumn evidence_columns[] = {
  { N_("Kind"), 136, NULL, evidence_kind, evidence_icon, NULL, NULL },
  { N_("Evidence"), 0, "title", text_cell, NULL, NULL, NULL },
  { N_("Verdict"), 118, "verdict", verdict_cell, verdict_icon, verdict_class, verdict_rank },
  { N_("Remediation"), 120, NULL, evidence_remediation, NULL, NULL, NULL },
  { N_("Time (UTC)"), 158, "created-at", time_cell, NULL, NULL, vdt_record_get_time },
};

/**
 * vdt_incident_tables_new_evidence:
 *
 * Returns: a table of #VdtEvidence
 */
GtkWidget *
vdt_incident_tables_new_evidence (void)
{
  GtkWidget *table = vdt_record_table_new (_("Evidence"), evidence_columns,
                                           G_N_ELEMENTS (evidence_columns));

  vdt_record_table_set_empty (VDT_RECORD_TABLE (table), "vdt-evidence-symbolic", _("No Evidence"),
                              _("The alerts of this incident came without evidence."));

  return table;
}

/* }}} */
/* {{{ kept */

static char *
kept_kind (gpointer    item,
           const char *property)
{
  static const struct { const char *kind; const char *title; } kinds[] = {
    { "text", N_("Text") }, { "evidence", N_("Record") }, { "indicator", N_("Indicator") },
    { "row", N_("Query row") }, { "event", N_("Own event") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, vdt_kept_get_kind (item)) == 0)
      return g_strdup (gettext (kinds[i].title));

  return vdt_present_text (vdt_kept_get_kind (item));
}

static const char *
kept_icon (gpointer    item,
           const char *property)
{
  return vdt_kept_is_event (item) ? "vdt-clock-symbolic" : "vdt-evidence-symbolic";
}

/* Whether the text still has the hash that was taken: said in words, not only shown. */
static char *
kept_hash (gpointer    item,
           const char *property)
{
  if (vdt_kept_is_event (item))
    return g_strdup ("–");

  /* Translators: the beginning of a hash. */
  return vdt_kept_is_intact (item) ? g_strdup_printf (_("%.12s intact"), vdt_kept_get_sha256 (item))
                                   : g_strdup (_("altered"));
}

static const VdtRecordColumn kept_columns[] = {
  { N_("Kind"), 110, NULL, kept_kind, kept_icon, NULL, NULL },
  { N_("Kept"), 0, "title", text_cell, NULL, NULL, NULL },
  { N_("Why"), 130, "note", text_cell, NULL, NULL, NULL },
  { N_("SHA-256"), 150, NULL, kept_hash, NULL, NULL, NULL },
  { N_("Who"), 100, "author", text_cell, NULL, NULL, NULL },
  { N_("When (UTC)"), 158, "kept-at", time_cell, NULL, NULL, vdt_record_get_time },
};

/**
 * vdt_incident_tables_new_kept:
 *
 * Returns: a table of #VdtKept
 */
GtkWidget *
vdt_incident_tables_new_kept (void)
{
  GtkWidget *table = vdt_record_table_new (_("Kept evidence"), kept_columns, G_N_ELEMENTS (kept_columns));

  vdt_record_table_set_empty (VDT_RECORD_TABLE (table), "vdt-pin-symbolic", _("Nothing Is Kept Yet"),
                              _("Select a text or a row and press Ctrl+D: it is kept here with its SHA-256."));

  return table;
}

/* }}} */
/* {{{ log */

/* What the log's verbs are called; one that is not here is shown as it is. */
static const struct
{
  const char *action;
  const char *title;
} log_actions[] = {
  { "import", N_("Imported") },
  { "import-incident", N_("Imported") },
  { "update-incident", N_("Updated by an import") },
  { "set-status", N_("Status") },
  { "set-owner", N_("Owner") },
  { "set-assigned-to", N_("Owner") },
  { "set-resolved-at", N_("Time of resolution") },
  { "set-severity", N_("Severity") },
  { "set-classification", N_("Classification") },
  { "set-determination", N_("Determination") },
  { "set-custom-tags", N_("Tags") },
  { "set-title", N_("Name") },
  { "set-closing-note", N_("Closing note") },
  { "resolve", N_("Resolved") },
  { "add-comment", N_("Comment added") },
  { "edit-comment", N_("Comment edited") },
  { "delete-comment", N_("Comment deleted") },
  { "keep-evidence", N_("Kept as evidence") },
  { "drop-evidence", N_("Kept evidence taken out") },
  { "add-event", N_("Event added") },
  { "delete-event", N_("Event taken out") },
  { "edit-note", N_("Note changed") },
  { "hide-alert", N_("Alert hidden") },
  { "show-alert", N_("Alert shown again") },
  { "move-alert", N_("Alert moved") },
  { "import-files", N_("Files imported") },
  { "remove-incident", N_("Removed") },
  { "recover-database", N_("Database recovered") },
  { "proposed-summary", N_("Summary written") },
  { "stopped-summary", N_("Summary stopped") },
  { "accepted-summary", N_("Summary accepted") },
  { "edited-summary", N_("Summary edited") },
  { "rejected-summary", N_("Summary rejected") },
  { "stale-summary", N_("Summary out of date") },
  { "rate-statement", N_("Feedback") },
  { "rate-card", N_("Feedback on a step") },
  { "delete-proposal", N_("Deleted an answer") },
};

/* Which enum a changed field's values are of. */
static const struct
{
  const char *field;
  const char *enum_name;
} field_enums[] = {
  { "status", "incidentStatus" },
  { "severity", "alertSeverity" },
  { "classification", "alertClassification" },
  { "determination", "alertDetermination" },
};

static char *
log_value (gpointer    item,
           const char *value)
{
  for (gsize i = 0; value != NULL && i < G_N_ELEMENTS (field_enums); i++)
    if (g_strcmp0 (field_enums[i].field, vdt_activity_get_field (item)) == 0)
      return dup_label (field_enums[i].enum_name, value);

  return vdt_present_text (value == NULL || *value == '\0' ? "–" : value);
}

static const char *
log_actor_icon (gpointer    item,
                const char *property)
{
  const char *kind = vdt_activity_get_actor_kind (item);

  return g_strcmp0 (kind, "engine") == 0   ? "vdt-copilot-symbolic"
         : g_strcmp0 (kind, "import") == 0 ? "vdt-open-symbolic"
                                           : "vdt-user-symbolic";
}

static char *
log_verb (const char *action,
          const char *field)
{
  g_autofree char *of_field = NULL;

  /* An act may set several fields; each has its own entry. */
  if (g_str_has_prefix (action, "set-") && field != NULL)
    {
      of_field = g_strconcat ("set-", field, NULL);
      action = of_field;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (log_actions); i++)
    if (g_str_equal (log_actions[i].action, action))
      return g_strdup (gettext (log_actions[i].title));

  return vdt_present_text (action);
}

static char *
log_action (gpointer    item,
            const char *property)
{
  const char *action = vdt_activity_get_action (item);
  const char *field = vdt_activity_get_field (item);
  gboolean undone, again;
  g_autofree char *verb = NULL;
  g_autofree char *of_alert = NULL;

  if (action == NULL)
    return g_strdup ("");

  undone = g_str_has_prefix (action, "undo-");
  again = g_str_has_prefix (action, "redo-");
  verb = log_verb (undone || again ? action + strlen ("undo-") : action, field);
  /* Translators: %s is what was changed, of an alert. */
  of_alert = g_strcmp0 (vdt_activity_get_target_kind (item), "alert") == 0
             ? g_strdup_printf (_("%s, alert"), verb) : g_strdup (verb);

  /* Translators: %s is what was changed. */
  return undone  ? g_strdup_printf (_("Undone: %s"), of_alert)
         : again ? g_strdup_printf (_("Again: %s"), of_alert)
                 : g_steal_pointer (&of_alert);
}

static char *
log_change (gpointer    item,
            const char *property)
{
  const char *before = vdt_activity_get_before (item);
  const char *after = vdt_activity_get_after (item);
  const char *note = vdt_activity_get_note (item);
  g_autoptr(GString) text = g_string_new (NULL);

  if (before != NULL || after != NULL)
    {
      g_autofree char *from = log_value (item, before);
      g_autofree char *to = log_value (item, after);

      g_string_append_printf (text, "%s → %s", from, to);
    }
  if (note != NULL && *note != '\0')
    {
      g_autofree char *safe = vdt_present_text (note);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", safe);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
log_hash (gpointer    item,
          const char *property)
{
  const char *hash = vdt_activity_get_hash (item);

  return hash == NULL ? g_strdup ("") : g_strndup (hash, 12);
}

static const VdtRecordColumn log_columns[] = {
  { N_("Time (UTC)"), 158, "at", time_cell, NULL, NULL, vdt_record_get_time },
  { N_("Who"), 140, "actor", text_cell, log_actor_icon, NULL, NULL },
  { N_("What"), 140, NULL, log_action, NULL, NULL, NULL },
  { N_("Change"), 0, NULL, log_change, NULL, NULL, NULL },
  { N_("Chain"), 116, NULL, log_hash, NULL, NULL, NULL },
};

/**
 * vdt_incident_tables_new_log:
 *
 * Returns: a table of #VdtActivity
 */
GtkWidget *
vdt_incident_tables_new_log (void)
{
  GtkWidget *table = vdt_record_table_new (_("Activity log"), log_columns, G_N_ELEMENTS (log_columns));

  vdt_record_table_set_empty (VDT_RECORD_TABLE (table), "vdt-log-symbolic", _("The Log Is Empty"),
                              _("Whatever a person or an engine changes is kept here."));

  return table;
}

/**
 * vdt_incident_tables_dup_action:
 * @activity: an entry of the log
 *
 * Returns: (transfer full): what was done, in words
 */
char *
vdt_incident_tables_dup_action (VdtActivity *activity)
{
  return log_action (activity, NULL);
}

/**
 * vdt_incident_tables_dup_change:
 * @activity: an entry of the log
 *
 * Returns: (transfer full): what was before and after, and the note
 */
char *
vdt_incident_tables_dup_change (VdtActivity *activity)
{
  return log_change (activity, NULL);
}

/* }}} */
