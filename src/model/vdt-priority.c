/* vdt-priority.c
 *
 * Reads data/queue/priority.json once and keeps it: constant knowledge, safe from
 * every thread, never freed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-priority.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-glob.h"
#include "vdt-queue-resources.h"

typedef struct
{
  const char  *id;
  const char  *property;     /* of a value factor, else NULL */
  GVariant    *values;       /* value → points */
  const char  *of;
  const char **only;
  gint64       beyond;
  gint64       each;
  gint64       max;
} Factor;

typedef struct
{
  const char  *id;
  const char  *property;
  const char **any;
  gint64       percent;
} Share;

typedef struct
{
  GVariant   *data;          /* owns every string below */
  GArray     *factors;
  GArray     *shares;
  gint64      top_from;
  gint64      middle_from;
} Formula;

static gint64
get_number (GVariant   *object,
            const char *member)
{
  gint64 number = 0;

  g_variant_lookup (object, member, "x", &number);

  return number;
}

static void
load_factor (Formula  *self,
             GVariant *item)
{
  Factor factor = {
    .id = vdt_data_get_string (item, "id"),
    .property = vdt_data_get_string (item, "property"),
    .values = vdt_data_get_object (item, "points"),
    .of = vdt_data_get_string (item, "of"),
    .only = vdt_data_dup_strv (item, "only"),
    .beyond = get_number (item, "beyond"),
    .each = get_number (item, "each"),
    .max = get_number (item, "max"),
  };

  g_array_append_val (self->factors, factor);
}

static void
load_share (Formula  *self,
            GVariant *item)
{
  Share share = {
    .id = vdt_data_get_string (item, "id"),
    .property = vdt_data_get_string (item, "property"),
    .any = vdt_data_dup_strv (item, "any"),
    .percent = get_number (item, "percent"),
  };

  g_array_append_val (self->shares, share);
}

static void
load_band (Formula  *self,
           GVariant *item)
{
  const char *id = vdt_data_get_string (item, "id");

  if (g_strcmp0 (id, "top") == 0)
    self->top_from = get_number (item, "from");
  else if (g_strcmp0 (id, "middle") == 0)
    self->middle_from = get_number (item, "from");
}

static void
load_list (Formula    *self,
           const char *member,
           void      (*load) (Formula  *self,
                              GVariant *item))
{
  g_autoptr(GVariant) list = vdt_data_get_list (self->data, member);

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) item = g_variant_get_variant (boxed);

      load (self, item);
    }
}

static Formula *
get_formula (void)
{
  static gsize once;
  static Formula *formula;

  if (g_once_init_enter (&once))
    {
      formula = g_new0 (Formula, 1);
      formula->data = vdt_data_load (vdt_queue_get_resource (), "priority");
      formula->factors = g_array_new (FALSE, FALSE, sizeof (Factor));
      formula->shares = g_array_new (FALSE, FALSE, sizeof (Share));
      load_list (formula, "factors", load_factor);
      load_list (formula, "shares", load_share);
      load_list (formula, "bands", load_band);
      g_once_init_leave (&once, 1);
    }

  return formula;
}

/* {{{ counting */

typedef struct
{
  GHashTable  *seen;
  const char **only;
} Counter;

static gboolean
fits (const char  **only,
      const char   *text)
{
  for (gsize i = 0; only[i] != NULL; i++)
    if (vdt_glob_match (only[i], text))
      return TRUE;

  return only[0] == NULL;
}

static void
count_one (Counter    *counter,
           const char *text)
{
  if (text != NULL && *text != '\0' && fits (counter->only, text))
    g_hash_table_add (counter->seen, g_utf8_casefold (text, -1));
}

static void
count_words (Counter            *counter,
             const char * const *words)
{
  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    count_one (counter, words[i]);
}

static void
count_evidence (Counter    *counter,
                const char *of,
                VdtAlert   *alert)
{
  GListModel *evidence = vdt_alert_get_evidence (alert);

  for (guint i = 0; i < g_list_model_get_n_items (evidence); i++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, i);

      if (g_str_equal (of, "tags"))
        count_words (counter, vdt_evidence_get_tags (item));
      else if (g_strcmp0 (vdt_evidence_get_verdict (item), "malicious") == 0)
        count_one (counter, vdt_evidence_get_title (item));
    }
}

static void
count_alert (Counter    *counter,
             const char *of,
             VdtAlert   *alert)
{
  if (g_str_equal (of, "tags"))
    {
      count_words (counter, vdt_alert_get_system_tags (alert));
      count_words (counter, vdt_alert_get_custom_tags (alert));
      count_evidence (counter, of, alert);
    }
  else if (g_str_equal (of, "malicious"))
    count_evidence (counter, of, alert);
  else if (g_str_equal (of, "techniques"))
    count_words (counter, vdt_alert_get_techniques (alert));
  else if (g_str_equal (of, "sources"))
    count_one (counter, vdt_alert_get_service_source (alert));
  else if (g_str_equal (of, "threats"))
    {
      count_one (counter, vdt_alert_get_threat_name (alert));
      count_one (counter, vdt_alert_get_actor_name (alert));
    }
  else if (g_str_equal (of, "tactics"))
    {
      count_one (counter, vdt_alert_get_category (alert));
      count_words (counter, vdt_record_get_words (alert, "categories"));
    }
}

static gint64
count (VdtIncident  *incident,
       const Factor *factor)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Counter counter = { seen, factor->only };
  GListModel *alerts = vdt_incident_get_alerts (incident);

  if (g_str_equal (factor->of, "alerts"))
    return vdt_incident_get_n_active_alerts (incident);
  if (g_str_equal (factor->of, "assets"))
    return vdt_incident_get_n_assets (incident);

  if (g_str_equal (factor->of, "tags"))
    {
      count_words (&counter, vdt_incident_get_system_tags (incident));
      count_words (&counter, vdt_incident_get_custom_tags (incident));
    }
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      if (!vdt_alert_get_hidden (alert))
        count_alert (&counter, factor->of, alert);
    }

  return g_hash_table_size (seen);
}

/* }}} */

static gint64
points_of (VdtIncident   *incident,
           const Factor  *factor,
           char         **out_detail)
{
  gint64 points = 0;
  gint64 n;

  if (factor->property != NULL)
    {
      const char *value = vdt_record_get_text (incident, factor->property);

      *out_detail = g_strdup (value);
      if (value != NULL)
        g_variant_lookup (factor->values, value, "x", &points);

      return points;
    }

  n = count (incident, factor);
  *out_detail = g_strdup_printf ("%" G_GINT64_FORMAT, n);

  return CLAMP ((n - factor->beyond) * factor->each, 0, factor->max);
}

/**
 * vdt_priority_work_out:
 * @incident: an incident with its alerts, evidence and assets
 *
 * Sets #VdtIncident:priority by the formula of `data/queue/priority.json`, and
 * #VdtIncident:priority-factors to what gave it, for vdt_priority_read_part().
 */
void
vdt_priority_work_out (VdtIncident *incident)
{
  Formula *formula = get_formula ();
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  gint64 sum = 0;

  g_return_if_fail (VDT_IS_INCIDENT (incident));

  for (guint i = 0; i < formula->factors->len; i++)
    {
      const Factor *factor = &g_array_index (formula->factors, Factor, i);
      g_autofree char *detail = NULL;
      gint64 points = points_of (incident, factor, &detail);

      if (points <= 0)
        continue;
      sum += points;
      g_ptr_array_add (words, g_strdup_printf ("%s +%" G_GINT64_FORMAT " %s", factor->id, points, detail));
    }

  sum = MIN (sum, 100);
  for (guint i = 0; i < formula->shares->len; i++)
    {
      const Share *share = &g_array_index (formula->shares, Share, i);
      const char *value = vdt_record_get_text (incident, share->property);

      if (value == NULL || !g_strv_contains (share->any, value))
        continue;
      sum = (sum * share->percent + 50) / 100;
      g_ptr_array_add (words, g_strdup_printf ("%s x%" G_GINT64_FORMAT " %s", share->id, share->percent, value));
      break;
    }
  g_ptr_array_add (words, NULL);

  vdt_record_set_count (incident, "priority", (guint) sum);
  vdt_record_set_words (incident, "priority-factors", (const char * const *) words->pdata);
}

/**
 * vdt_priority_read_part:
 * @word: one of #VdtIncident:priority-factors
 * @out_part: (out caller-allocates): what it says
 *
 * Returns: %FALSE if it says nothing that this program knows of
 */
gboolean
vdt_priority_read_part (const char      *word,
                        VdtPriorityPart *out_part)
{
  g_auto(GStrv) parts = NULL;
  gint64 points = 0;

  g_return_val_if_fail (word != NULL && out_part != NULL, FALSE);

  memset (out_part, 0, sizeof *out_part);
  parts = g_strsplit (word, " ", 3);
  if (g_strv_length (parts) != 3 || (*parts[1] != '+' && *parts[1] != 'x') ||
      !g_ascii_string_to_signed (parts[1] + 1, 10, 0, 100, &points, NULL))
    return FALSE;

  g_strlcpy (out_part->factor, parts[0], sizeof out_part->factor);
  g_strlcpy (out_part->detail, parts[2], sizeof out_part->detail);
  out_part->points = (int) points;
  out_part->is_share = *parts[1] == 'x';

  return TRUE;
}

/**
 * vdt_priority_get_band:
 * @priority: 0 to 100
 *
 * Returns: how soon
 */
VdtPriorityBand
vdt_priority_get_band (guint priority)
{
  Formula *formula = get_formula ();

  return priority >= formula->top_from ? VDT_PRIORITY_TOP
         : priority >= formula->middle_from ? VDT_PRIORITY_MIDDLE : VDT_PRIORITY_LOW;
}

/**
 * vdt_priority_get_version:
 *
 * Returns: the formula's version: a priority that another one gave is out of date
 */
const char *
vdt_priority_get_version (void)
{
  return vdt_data_get_string (get_formula ()->data, "version");
}
