/* vdt-store-index.c
 *
 * What the full-text search finds: incidents, alerts, assets and comments; and the
 * assets themselves, which exist in the database for the search and the queue only.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-private.h"

#include <string.h>

/* An incident's texts are numbered below its number × 2^20. */
#define SHIFT 20

/* Of one text no more goes into the index: nobody searches the middle of a script. */
#define LEAF_MAX 400
#define BODY_MAX 4000

static void
add_text (GString    *out,
          const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length == 0 || out->len >= BODY_MAX)
    return;

  if (length > LEAF_MAX)
    {
      length = LEAF_MAX;
      /* not inside a character */
      while (length > 0 && (text[length] & 0xc0) == 0x80)
        length--;
    }

  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append_len (out, text, (gssize) length);
}

static void
add_words (GString            *out,
           const char * const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    add_text (out, words[i]);
}

static gboolean
put_text (VdtDb       *db,
          const char  *kind,
          const char  *id,
          const char  *title,
          const char  *body,
          gint64       incident_seq,
          GError     **error)
{
  /* the next free number of the incident; beyond a million texts of one incident the
   * rest is not searched */
  return vdt_db_run (db, error,
                     "INSERT INTO search_text (seq, kind, id, title, body)"
                     " SELECT n, ?3, ?4, ?5, ?6 FROM (SELECT coalesce (max (seq), ?1) + 1 AS n FROM search_text"
                     "                                WHERE seq > ?1 AND seq < ?2) WHERE n < ?2",
                     "lltttt", incident_seq << SHIFT, (incident_seq + 1) << SHIFT, kind, id, title, body);
}

/* As put_text(), in place if the text is known under this incident. */
static gboolean
replace_text (VdtDb       *db,
              const char  *kind,
              const char  *id,
              const char  *title,
              const char  *body,
              gint64       incident_seq,
              GError     **error)
{
  gint64 seq;

  if (!vdt_db_get_int64 (db, &seq, error, "SELECT seq FROM search_text WHERE kind = ?1 AND id = ?2"
                         " AND kind <> 'asset'", "tt",
                         kind, id))
    return FALSE;

  if (seq >> SHIFT == incident_seq)
    return vdt_db_run (db, error, "UPDATE search_text SET title = ?2, body = ?3 WHERE seq = ?1"
                       " AND (title IS NOT ?2 OR body IS NOT ?3)", "ltt", seq, title, body);

  if (seq != 0 && !vdt_db_run (db, error, "DELETE FROM search_text WHERE seq = ?1", "l", seq))
    return FALSE;

  return put_text (db, kind, id, title, body, incident_seq, error);
}

gboolean
vdt_store_index_incident (VdtDb        *db,
                          VdtIncident  *incident,
                          gint64        seq,
                          GError      **error)
{
  g_autoptr(GString) body = g_string_new (NULL);

  add_text (body, vdt_incident_get_id (incident));
  add_text (body, vdt_incident_get_owner (incident));
  add_words (body, vdt_incident_get_custom_tags (incident));
  add_words (body, vdt_incident_get_system_tags (incident));
  add_text (body, vdt_incident_get_description (incident));
  add_text (body, vdt_incident_get_summary_text (incident));
  add_text (body, vdt_incident_get_closing_note (incident));

  return replace_text (db, "incident", vdt_incident_get_id (incident), vdt_incident_get_title (incident),
                       body->str, seq, error);
}

gboolean
vdt_store_index_alert (VdtDb     *db,
                       VdtAlert  *alert,
                       gint64     incident_seq,
                       GError   **error)
{
  g_autoptr(GString) body = g_string_new (NULL);

  add_text (body, vdt_alert_get_id (alert));
  add_text (body, vdt_alert_get_category (alert));
  add_text (body, vdt_alert_get_actor_name (alert));
  add_text (body, vdt_alert_get_threat_name (alert));
  add_text (body, vdt_alert_get_threat_family (alert));
  add_words (body, vdt_alert_get_techniques (alert));
  add_text (body, vdt_alert_get_description (alert));

  return replace_text (db, "alert", vdt_alert_get_id (alert), vdt_alert_get_title (alert), body->str,
                       incident_seq, error);
}

gboolean
vdt_store_index_comment (VdtDb       *db,
                         const char  *id,
                         const char  *author,
                         const char  *text,
                         gint64       incident_seq,
                         GError     **error)
{
  return replace_text (db, "comment", id, author, text, incident_seq, error);
}

gboolean
vdt_store_index_remove (VdtDb       *db,
                        const char  *kind,
                        const char  *id,
                        GError     **error)
{
  return vdt_db_run (db, error, "DELETE FROM search_text WHERE kind = ?1 AND id = ?2"
                     " AND kind <> 'asset'", "tt", kind, id);
}

/* Everything of an incident out of the index. */
gboolean
vdt_store_unindex_incident (VdtDb   *db,
                            gint64   seq,
                            GError **error)
{
  return vdt_db_run (db, error, "DELETE FROM search_text WHERE seq > ?1 AND seq < ?2", "ll",
                     seq << SHIFT, (seq + 1) << SHIFT);
}

static gboolean
write_asset (VdtDb     *db,
             VdtAsset  *asset,
             gint64     incident_seq,
             GError   **error)
{
  VdtFields *fields = vdt_asset_get_fields (asset);
  g_autoptr(GString) body = g_string_new (NULL);

  add_text (body, vdt_asset_get_detail (asset));
  for (guint i = 0; i < vdt_fields_get_n_fields (fields); i++)
    {
      if (vdt_fields_get_field_type (fields, i) == VDT_FIELD_STRING)
        add_text (body, vdt_fields_get_text (fields, i));
    }

  return vdt_db_run (db, error,
                     "INSERT INTO asset (incident_seq, key, kind, name, detail, verdict, remediation_status)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", "ltttttt", incident_seq,
                     vdt_asset_get_key (asset), vdt_asset_get_kind (asset), vdt_asset_get_name (asset),
                     vdt_asset_get_detail (asset), vdt_asset_get_verdict (asset),
                     vdt_asset_get_remediation_status (asset)) &&
         put_text (db, "asset", vdt_asset_get_key (asset), vdt_asset_get_name (asset), body->str,
                   incident_seq, error);
}

/* The first devices, users and mailboxes by name: what the queue shows of assets. */
static char *
summarize_assets (GListModel *assets)
{
  static const char *const kinds[] = { "device", "user", "mailbox" };
  g_autoptr(GString) summary = g_string_new (NULL);
  guint n = 0;

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      for (guint i = 0; i < g_list_model_get_n_items (assets) && n < 4; i++)
        {
          g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);

          if (g_strcmp0 (vdt_asset_get_kind (asset), kinds[k]) != 0)
            continue;
          if (n++ > 0)
            g_string_append (summary, ", ");
          g_string_append (summary, vdt_asset_get_name (asset));
        }
    }

  return n > 0 ? g_string_free (g_steal_pointer (&summary), FALSE) : NULL;
}

/**
 * vdt_store_write_assets:
 * @db: a connection
 * @assets: (element-type VdtAsset): what vdt_asset_merge() made
 * @incident_seq: of which incident
 * @error: return location
 *
 * Replaces the incident's assets and what the queue shows of them.
 *
 * Returns: %TRUE if it worked
 */
gboolean
vdt_store_write_assets (VdtDb       *db,
                        GListModel  *assets,
                        gint64       incident_seq,
                        GError     **error)
{
  g_autofree char *summary = summarize_assets (assets);
  gint64 n_old;

  if (!vdt_db_get_int64 (db, &n_old, error, "SELECT count (*) FROM asset WHERE incident_seq = ?1", "l",
                         incident_seq))
    return FALSE;

  if (n_old > 0 &&
      (!vdt_db_run (db, error,
                    "DELETE FROM search_text WHERE seq > ?1 AND seq < ?2 AND kind = 'asset'", "ll",
                    incident_seq << SHIFT, (incident_seq + 1) << SHIFT) ||
       !vdt_db_run (db, error, "DELETE FROM asset WHERE incident_seq = ?1", "l", incident_seq)))
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (assets); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);

      if (!write_asset (db, asset, incident_seq, error))
        return FALSE;
    }

  return vdt_db_run (db, error, "UPDATE incident SET n_assets = ?2, asset_summary = ?3, assets_stale = 0"
                     " WHERE seq = ?1", "lit", incident_seq, (int) g_list_model_get_n_items (assets),
                     summary);
}

/**
 * vdt_store_match_words:
 * @text: what someone typed
 *
 * One FTS5 query for each word, at most eight: the word as a phrase (a file name or
 * an address is several tokens), its end open. Nothing that was typed is syntax.
 *
 * Returns: (transfer full) (element-type utf8): the queries
 */
GPtrArray *
vdt_store_match_words (const char *text)
{
  GPtrArray *queries = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) words = g_strsplit_set (text != NULL ? text : "", " \t\n\r\f\v", -1);

  for (guint i = 0; words[i] != NULL && queries->len < 8; i++)
    {
      g_autoptr(GString) query = NULL;
      gboolean letter = FALSE;

      for (const char *c = words[i]; *c != '\0' && !letter; c = g_utf8_next_char (c))
        letter = g_unichar_isalnum (g_utf8_get_char (c));
      if (!letter)
        continue;

      query = g_string_new (words[i]);
      g_string_replace (query, "\"", "\"\"", 0);
      g_string_prepend_c (query, '"');
      g_string_append (query, "\"*");
      g_ptr_array_add (queries, g_string_free (g_steal_pointer (&query), FALSE));
    }

  return queries;
}
