/* vdt-present-priority.c
 *
 * The words for the factors of data/queue/priority.json.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-present-priority.h"

#include <glib/gi18n.h>

#include "vdt-present.h"
#include "vdt-priority.h"

/* What is counted, or the value that the points are for. */
static const struct
{
  const char *factor;
  const char *title;
} titles[] = {
  { "severity", N_("severity") },
  { "new", N_("nobody has begun") },
  { "critical-asset", N_("critical assets") },
  { "disruption", N_("signs of an attack in progress") },
  { "high-profile", N_("named threats and actors") },
  { "impact", N_("techniques of high impact") },
  { "tactics", N_("tactics") },
  { "malicious", N_("malicious evidence") },
  { "alerts", N_("open alerts") },
  { "sources", N_("services that raised alerts") },
  { "assets", N_("assets") },
  { "false-positive", N_("a false positive") },
  { "expected", N_("expected activity") },
  { "closed", N_("closed") },
};

const char *
vdt_present_priority_class (guint priority)
{
  switch (vdt_priority_get_band (priority))
    {
    case VDT_PRIORITY_TOP:
      return "priority-top";
    case VDT_PRIORITY_MIDDLE:
      return "priority-middle";
    case VDT_PRIORITY_LOW:
    default:
      return "priority-low";
    }
}

static const char *
title_of (const char *factor)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].factor, factor))
      return _(titles[i].title);

  return factor;
}

static char *
line_of (const VdtPriorityPart *part)
{
  if (part->is_share)
    /* Translators: takes a priority down; %d is a percentage, %s the reason. */
    return g_strdup_printf (_("only %d %% of that: %s"), part->points, title_of (part->factor));

  if (g_str_equal (part->factor, "severity"))
    return g_strdup_printf ("+%d  %s: %s", part->points, title_of (part->factor), vdt_present_severity (part->detail));

  if (g_ascii_isdigit (part->detail[0]))
    return g_strdup_printf ("+%d  %s: %s", part->points, title_of (part->factor), part->detail);

  return g_strdup_printf ("+%d  %s", part->points, title_of (part->factor));
}

/**
 * vdt_present_priority_factors:
 * @incident: an incident
 *
 * Returns: (transfer full): one line for each factor that counted
 */
char *
vdt_present_priority_factors (VdtIncident *incident)
{
  const char * const *words;
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (VDT_IS_INCIDENT (incident), NULL);

  words = vdt_incident_get_priority_factors (incident);
  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    {
      VdtPriorityPart part;
      g_autofree char *line = NULL;

      if (!vdt_priority_read_part (words[i], &part))
        continue;
      line = line_of (&part);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }

  if (text->len == 0)
    g_string_append (text, _("Nothing counts so far"));

  return g_string_free (text, FALSE);
}
