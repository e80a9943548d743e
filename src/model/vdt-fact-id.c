/* vdt-fact-id.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-fact-id.h"

#include "vdt-hash.h"
#include "vdt-identity.h"
#include "vdt-time.h"

static char *
short_hash (const char *prefix,
            GString    *text)
{
  g_autofree char *hash = vdt_sha256_hex (text->str, text->len);

  return g_strdup_printf ("%s%.16s", prefix, hash);
}

/* With its length in front, so that no two lists of texts read the same. */
static void
add_text (GString    *out,
          const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  g_string_append_printf (out, "%" G_GSIZE_FORMAT ":", length);
  g_string_append_len (out, text, length);
}

char *
vdt_fact_incident_id (const char *incident_id)
{
  return g_strconcat ("I:", incident_id, NULL);
}

char *
vdt_fact_alert_id (const char *alert_id)
{
  return g_strconcat ("A:", alert_id, NULL);
}

/**
 * vdt_fact_evidence_id:
 * @alert_id: (nullable): the alert that it belongs to
 * @kind: (nullable): `deviceEvidence` …
 * @fields: (nullable): its leaves
 * @occurrence: how many pieces with the same id came before it in the alert;
 *   from the second on the id ends in `-2`, `-3` …
 *
 * Returns: (transfer full): the id
 */
char *
vdt_fact_evidence_id (const char *alert_id,
                      const char *kind,
                      VdtFields  *fields,
                      guint       occurrence)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *identity = vdt_identity_dup_canonical (kind, fields);
  g_autofree char *id = NULL;

  add_text (text, alert_id);
  add_text (text, kind);
  add_text (text, identity);
  id = short_hash ("E:", text);

  return occurrence == 0 ? g_steal_pointer (&id) : g_strdup_printf ("%s-%u", id, occurrence + 1);
}

/**
 * vdt_fact_comment_id:
 * @target_id: (nullable): the incident or alert that it stands under
 * @author: (nullable): who wrote it
 * @created_at: when, or %VDT_TIME_UNSET
 * @text: (nullable): what
 *
 * Graph gives comments no id: what they say is their identity.
 *
 * Returns: (transfer full): the id of an imported comment
 */
char *
vdt_fact_comment_id (const char *target_id,
                     const char *author,
                     gint64      created_at,
                     const char *text)
{
  g_autoptr(GString) all = g_string_new (NULL);
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, created_at);

  add_text (all, target_id);
  add_text (all, author);
  add_text (all, time);
  add_text (all, text);

  return short_hash ("C:", all);
}

/**
 * vdt_fact_kept_id:
 * @random: what no other has, as a UUID
 *
 * Returns: (transfer full): the id of something that an analyst keeps
 */
char *
vdt_fact_kept_id (const char *random)
{
  g_autoptr(GString) text = g_string_new (NULL);

  add_text (text, random);

  return short_hash ("K:", text);
}

/**
 * vdt_fact_task_id:
 * @incident_id: the incident
 * @key: what tells the task from the others of its incident
 *
 * Returns: (transfer full): the id of a task
 */
char *
vdt_fact_task_id (const char *incident_id,
                  const char *key)
{
  g_autoptr(GString) text = g_string_new (NULL);

  add_text (text, incident_id);
  add_text (text, key);

  return short_hash ("T:", text);
}

char *
vdt_fact_activity_id (guint sequence)
{
  return g_strdup_printf ("L:%u", sequence);
}

char *
vdt_fact_asset_id (const char *key)
{
  return g_strconcat ("S:", key, NULL);
}
