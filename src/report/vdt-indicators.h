/* vdt-indicators.h
 *
 * Indicators of compromise that an incident's evidence holds.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-incident.h"

G_BEGIN_DECLS

/**
 * VdtIndicator:
 * @type: `ipv4-addr`, `ipv6-addr`, `domain-name`, `url`, `email-addr`, `sha256`, `sha1`,
 *   `md5`, `file-name`, `windows-registry-key`, `command-line`
 * @value: as the evidence has it
 * @verdict: `malicious` or `suspicious`
 * @evidence: (nullable): the first that has it; borrowed from the incident
 * @first_seen: or %VDT_TIME_UNSET
 * @last_seen: or %VDT_TIME_UNSET
 * @n_alerts: in how many alerts
 */
typedef struct
{
  const char  *type;
  char        *value;
  const char  *verdict;
  VdtEvidence *evidence;
  gint64       first_seen;
  gint64       last_seen;
  guint        n_alerts;
  const char  *last_alert;
} VdtIndicator;

GArray *vdt_indicators_collect (VdtIncident *incident);
char   *vdt_indicator_defang   (const char  *type,
                                const char  *value);

G_END_DECLS
