/* vdt-fact-id.h
 *
 * The ids of facts: stable when a file is imported again, readable by a person.
 *
 * | what      | id                                                          |
 * | --------- | ----------------------------------------------------------- |
 * | incident  | `I:` incident id                                            |
 * | alert     | `A:` alert id                                               |
 * | evidence  | `E:` 16 hex digits of SHA-256 (alert id, kind, identity)     |
 * | comment   | `C:` 16 hex digits of SHA-256 (target, author, time, text), |
 * |           | or of a random number if it was written here                |
 * | kept      | `K:` 16 hex digits of SHA-256 of a random number             |
 * | activity  | `L:` its number in the log                                  |
 * | asset     | `S:` its key                                                |
 *
 * The identity of a piece of evidence is what names the thing (data/model/
 * evidence.json: `keys`), so that neither its place in the list nor a changed
 * verdict changes the id.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

#include "vdt-fields.h"

G_BEGIN_DECLS

char *vdt_fact_incident_id (const char *incident_id);
char *vdt_fact_alert_id    (const char *alert_id);
char *vdt_fact_evidence_id (const char *alert_id,
                            const char *kind,
                            VdtFields  *fields,
                            guint       occurrence);
char *vdt_fact_comment_id  (const char *target_id,
                            const char *author,
                            gint64      created_at,
                            const char *text);
char *vdt_fact_kept_id     (const char *random);
char *vdt_fact_task_id     (const char *incident_id,
                            const char *key);
char *vdt_fact_activity_id (guint       sequence);
char *vdt_fact_asset_id    (const char *key);

G_END_DECLS
