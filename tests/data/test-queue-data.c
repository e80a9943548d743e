/* test-queue-data.c
 *
 * data/queue/priority.json: that it is whole, that the loader reads it, and what the
 * formula gives.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-data.h"
#include "vdt-priority.h"
#include "vdt-queue-resources.h"
#include "vdt-tuning-rule.h"

static const char *const kinds[] = { "tags", "tactics", "techniques", "alerts", "sources", "malicious", "threats",
                                     "assets", NULL };

static gint64
number (GVariant   *object,
        const char *member)
{
  gint64 n = -1;

  g_variant_lookup (object, member, "x", &n);

  return n;
}

static void
check_factor (GVariant    *factor,
              VdtIncident *incident)
{
  const char *kind = vdt_data_get_string (factor, "kind");

  g_assert_true (g_regex_match_simple ("^[a-z-]{2,31}$", vdt_data_get_string (factor, "id"), 0, 0));
  if (g_strcmp0 (kind, "value") == 0)
    {
      g_autoptr(GVariant) points = vdt_data_get_object (factor, "points");
      GVariantIter iter;
      const char *value;
      GVariant *given;

      g_assert_true (vdt_record_has_property (incident, vdt_data_get_string (factor, "property")));
      g_variant_iter_init (&iter, points);
      while (g_variant_iter_loop (&iter, "{&sv}", &value, &given))
        g_assert_cmpint (g_variant_get_int64 (given), <=, 100);
    }
  else
    {
      g_assert_cmpstr (kind, ==, "count");
      g_assert_true (g_strv_contains (kinds, vdt_data_get_string (factor, "of")));
      g_assert_cmpint (number (factor, "each"), >, 0);
      g_assert_cmpint (number (factor, "max"), >=, number (factor, "each"));
    }
}

static void
test_schema (void)
{
  g_autoptr(GVariant) data = vdt_data_load (vdt_queue_get_resource (), "priority");
  g_autoptr(GVariant) factors = vdt_data_get_list (data, "factors");
  g_autoptr(GVariant) shares = vdt_data_get_list (data, "shares");
  g_autoptr(VdtIncident) incident = vdt_incident_new ("1");

  g_assert_nonnull (vdt_data_get_string (data, "version"));
  g_assert_cmpuint (g_variant_n_children (factors), >=, 8);
  for (gsize i = 0; i < g_variant_n_children (factors); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (factors, i);
      g_autoptr(GVariant) factor = g_variant_get_variant (boxed);

      check_factor (factor, incident);
    }
  for (gsize i = 0; i < g_variant_n_children (shares); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (shares, i);
      g_autoptr(GVariant) share = g_variant_get_variant (boxed);
      g_autofree const char **any = vdt_data_dup_strv (share, "any");

      g_assert_true (vdt_record_has_property (incident, vdt_data_get_string (share, "property")));
      g_assert_nonnull (any[0]);
      g_assert_cmpint (number (share, "percent"), >=, 0);
      g_assert_cmpint (number (share, "percent"), <, 100);
    }

  g_assert_cmpint (vdt_priority_get_band (100), ==, VDT_PRIORITY_TOP);
  g_assert_cmpint (vdt_priority_get_band (85), ==, VDT_PRIORITY_MIDDLE);
  g_assert_cmpint (vdt_priority_get_band (14), ==, VDT_PRIORITY_LOW);
}

static void
add_alert (VdtIncident *incident,
           const char  *id,
           const char  *category,
           const char  *technique,
           const char  *tag)
{
  const char *techniques[] = { technique, NULL };
  const char *tags[] = { tag, NULL };
  g_autoptr(VdtAlert) alert = vdt_alert_new (id);
  g_autoptr(VdtEvidence) evidence = vdt_evidence_new (id, "fileEvidence");

  vdt_record_set_text (alert, "category", category);
  vdt_record_set_words (alert, "techniques", techniques);
  vdt_record_set_text (evidence, "verdict", "malicious");
  vdt_record_set_text (evidence, "title", id);
  vdt_record_set_words (evidence, "tags", tags);
  vdt_alert_add_evidence (alert, evidence);
  vdt_incident_add_alert (incident, alert);
}

static gboolean
has_part (VdtIncident *incident,
          const char  *factor,
          int          points,
          const char  *detail)
{
  const char *const *words = vdt_incident_get_priority_factors (incident);

  for (guint i = 0; words[i] != NULL; i++)
    {
      VdtPriorityPart part;

      g_assert_true (vdt_priority_read_part (words[i], &part));
      if (g_str_equal (part.factor, factor))
        return part.points == points && g_str_equal (part.detail, detail);
    }

  return FALSE;
}

static void
test_formula (void)
{
  g_autoptr(VdtIncident) incident = vdt_incident_new ("1");

  vdt_priority_work_out (incident);
  g_assert_cmpuint (vdt_incident_get_priority (incident), ==, 0);

  vdt_record_set_text (incident, "severity", "high");
  vdt_record_set_text (incident, "status", "active");
  add_alert (incident, "a", "Execution", "T1059.001", NULL);
  add_alert (incident, "b", "Impact", "T1486", "Critical asset");
  vdt_priority_work_out (incident);
  g_assert_true (has_part (incident, "severity", 38, "high"));
  g_assert_true (has_part (incident, "new", 4, "active"));
  g_assert_true (has_part (incident, "impact", 5, "1"));
  g_assert_true (has_part (incident, "tactics", 3, "2"));
  g_assert_true (has_part (incident, "malicious", 4, "2"));
  g_assert_true (has_part (incident, "critical-asset", 12, "1"));
  g_assert_cmpuint (vdt_incident_get_priority (incident), ==, 66);

  /* what can be known by now to be nothing comes last */
  vdt_record_set_text (incident, "classification", "falsePositive");
  vdt_priority_work_out (incident);
  g_assert_true (has_part (incident, "false-positive", 5, "falsePositive"));
  g_assert_cmpuint (vdt_incident_get_priority (incident), ==, 3);
}

static void
test_cap (void)
{
  g_autoptr(VdtIncident) incident = vdt_incident_new ("1");
  static const char *const tactics[] = { "Execution", "Impact", "Exfiltration", "Persistence", "Collection",
                                         "Discovery", "LateralMovement" };
  static const char *const techniques[] = { "T1486", "T1003.001", "T1567", "T1021.002", "T1490", "T1489", "T1048" };

  vdt_record_set_text (incident, "severity", "high");
  vdt_record_set_text (incident, "status", "active");
  for (guint i = 0; i < G_N_ELEMENTS (tactics); i++)
    {
      g_autofree char *id = g_strdup_printf ("alert %u", i);

      add_alert (incident, id, tactics[i], techniques[i], i == 0 ? "Ransomware" : "High value device");
    }
  vdt_incident_refresh (incident);
  vdt_priority_work_out (incident);
  g_assert_cmpuint (vdt_incident_get_priority (incident), >, 85);
  g_assert_cmpuint (vdt_incident_get_priority (incident), <=, 100);
}

static void
test_damaged_part (void)
{
  static const char *const bad[] = { "", "severity", "severity 38 high", "severity +many high", "severity +999 high" };
  VdtPriorityPart part;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (vdt_priority_read_part (bad[i], &part));
}

static void
test_tuning_fields (void)
{
  g_autoptr(VdtAlert) alert = vdt_alert_new ("1");
  g_autoptr(VdtEvidence) evidence = vdt_evidence_new ("1", "fileEvidence");
  guint n;
  const VdtTuningField *fields = vdt_tuning_get_fields (&n);

  g_assert_cmpuint (n, >, 10);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpstr (fields[i].title, !=, "");
      g_assert_true (fields[i].property != NULL || (fields[i].paths != NULL && fields[i].paths[0] != NULL));
      if (fields[i].property != NULL)
        g_assert_true (vdt_record_has_property (fields[i].paths == NULL ? (gpointer) alert : evidence,
                                                fields[i].property));
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (fields[i].id, !=, fields[j].id);
    }
}

static void
test_tuning_rule (void)
{
  static const struct { const char *condition; gboolean usable; gboolean fits; } cases[] = {
    { "('is', 'alert-title', 'Encoded*', @av [])", TRUE, TRUE },
    { "('is', 'alert-title', 'encoded', @av [])", TRUE, FALSE },
    { "('is', 'alert-title', '', @av [])", FALSE, FALSE },
    { "('is', 'no-such-field', '*', @av [])", FALSE, FALSE },
    { "('all', '', '', @av [])", FALSE, FALSE },
    { "('any', '', '', [<('is', 'severity', 'low', @av [])>, <('is', 'alert-title', '*', @av [])>])", TRUE, TRUE },
    { "('all', '', '', [<('is', 'severity', 'low', @av [])>, <('is', 'alert-title', '*', @av [])>])", TRUE, FALSE },
    { "('all', '', '', [<'text'>])", FALSE, FALSE },
    { "not a condition", FALSE, FALSE },
  };
  g_autoptr(VdtAlert) alert = vdt_alert_new ("1");
  g_autoptr(VdtTuningRule) made = NULL;

  vdt_record_set_text (alert, "title", "Encoded *command*");
  vdt_record_set_text (alert, "severity", "high");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtTuningRule) rule = vdt_tuning_rule_new ("rule");

      g_test_message ("%s", cases[i].condition);
      vdt_record_set_text (rule, "condition", cases[i].condition);
      g_assert_cmpint (vdt_tuning_rule_check (rule, NULL), ==, cases[i].usable);
      g_assert_cmpint (vdt_tuning_rule_matches (rule, alert), ==, cases[i].fits);
    }

  /* the alert's own stars are no wildcards */
  made = vdt_tuning_rule_new_for_alert (alert);
  g_assert_true (vdt_tuning_rule_matches (made, alert));
  vdt_record_set_text (alert, "title", "Encoded x command y");
  g_assert_false (vdt_tuning_rule_matches (made, alert));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/queue/schema", test_schema);
  g_test_add_func ("/data/queue/formula", test_formula);
  g_test_add_func ("/data/queue/cap", test_cap);
  g_test_add_func ("/data/queue/damaged-part", test_damaged_part);

  g_test_add_func ("/data/queue/tuning-fields", test_tuning_fields);
  g_test_add_func ("/data/queue/tuning-rule", test_tuning_rule);

  return g_test_run ();
}
