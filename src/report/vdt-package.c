/* vdt-package.c
 *
 * Making a package. Its parts are JSON, JSON lines and texts in a zip file, so that it
 * can be read without Vedette (docs/report.md).
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-build.h"
#include "vdt-draft-private.h"
#include "vdt-hash.h"
#include "vdt-out-file.h"
#include "vdt-package-private.h"
#include "vdt-report.h"
#include "vdt-time.h"
#include "vdt-zip.h"

/* A package while it is made. */
typedef struct
{
  VdtZip      *zip;
  JsonBuilder *manifest;
  char        *previous;
  guint        n;
  GError     **error;
} Package;

/**
 * vdt_package_link:
 * @previous: the hash before; 64 zeros for the first
 * @number: of the part, from 1
 * @path: its name
 * @size: its bytes
 * @sha256: of them
 *
 * Returns: (transfer full): the SHA-256 of all of these, each text with its length in
 *   front
 */
char *
vdt_package_link (const char *previous,
                  guint       number,
                  const char *path,
                  guint64     size,
                  const char *sha256)
{
  g_autofree char *text = g_strdup_printf ("%s;%u;%" G_GSIZE_FORMAT ":%s;%" G_GUINT64_FORMAT ";%s;", previous,
                                           number, strlen (path), path, size, sha256);

  return vdt_sha256_hex (text, -1);
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/* Packs a part and puts it into the manifest. */
static gboolean
add_part (Package       *self,
          const char    *path,
          gconstpointer  data,
          gsize          size)
{
  g_autofree char *sha256 = vdt_sha256_hex (data, (gssize) size);
  g_autofree char *hash = vdt_package_link (self->previous, ++self->n, path, size, sha256);

  json_builder_begin_object (self->manifest);
  json_builder_set_member_name (self->manifest, "number");
  json_builder_add_int_value (self->manifest, self->n);
  add_string (self->manifest, "path", path);
  json_builder_set_member_name (self->manifest, "size");
  json_builder_add_int_value (self->manifest, (gint64) size);
  add_string (self->manifest, "sha256", sha256);
  add_string (self->manifest, "previous", self->previous);
  add_string (self->manifest, "hash", hash);
  json_builder_end_object (self->manifest);
  g_free (self->previous);
  self->previous = g_steal_pointer (&hash);

  return vdt_zip_add (self->zip, path, data, size, self->error);
}

static void
add_words (JsonBuilder       *builder,
           const char *const *words)
{
  json_builder_begin_array (builder);
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    json_builder_add_string_value (builder, words[i]);
  json_builder_end_array (builder);
}

/* What a record says of itself: its texts, times, numbers and lists of words. */
static void
add_record (JsonBuilder *builder,
            gpointer     record)
{
  guint n;
  g_autofree GParamSpec **pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (record), &n);

  json_builder_begin_object (builder);
  for (guint i = 0; i < n; i++)
    {
      const char *name = g_param_spec_get_name (pspecs[i]);
      g_autofree char *value = NULL;

      if (pspecs[i]->value_type == VDT_TYPE_FIELDS || g_type_is_a (pspecs[i]->value_type, G_TYPE_LIST_MODEL) ||
          !vdt_record_has_property (record, name))
        continue;

      json_builder_set_member_name (builder, name);
      if (pspecs[i]->value_type == G_TYPE_BOOLEAN)
        {
          json_builder_add_boolean_value (builder, vdt_record_get_flag (record, name));
          continue;
        }
      if (pspecs[i]->value_type == G_TYPE_STRV)
        {
          add_words (builder, vdt_record_get_words (record, name));
          continue;
        }
      value = vdt_record_dup_value (record, name);
      if (value != NULL)
        {
          /* json-glib 1.6 leaves this one control character as it is */
          g_strdelimit (value, "\x1f", ' ');
          json_builder_add_string_value (builder, value);
        }
      else
        json_builder_add_null_value (builder);
    }
  if (VDT_IS_EVIDENCE (record))
    {
      g_autofree char *sha256 = vdt_live_evidence_hash (record);

      add_string (builder, "record-sha256", sha256);
    }
  json_builder_end_object (builder);
}

static void
append_line (GString  *out,
             gpointer  record)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  add_record (builder, record);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_string_append (out, text);
  g_string_append_c (out, '\n');
}

static void
append_list (GString    *out,
             GListModel *list)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(GObject) record = g_list_model_get_item (list, i);

      append_line (out, record);
    }
}

static gboolean
add_lines (Package    *self,
           const char *path,
           GListModel *list)
{
  g_autoptr(GString) out = g_string_new (NULL);

  append_list (out, list);

  return add_part (self, path, out->str, out->len);
}

static gboolean
add_alerts (Package     *self,
            VdtIncident *incident)
{
  GListModel *alerts = vdt_incident_get_alerts (incident);
  g_autoptr(GString) evidence = g_string_new (NULL);
  g_autoptr(GString) comments = g_string_new (NULL);

  append_list (comments, vdt_incident_get_comments (incident));
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      append_list (evidence, vdt_alert_get_evidence (alert));
      append_list (comments, vdt_alert_get_comments (alert));
    }

  return add_lines (self, "alerts.jsonl", alerts) &&
         add_part (self, "evidence.jsonl", evidence->str, evidence->len) &&
         add_part (self, "comments.jsonl", comments->str, comments->len) &&
         add_lines (self, "assets.jsonl", vdt_incident_get_assets (incident)) &&
         add_lines (self, "kept.jsonl", vdt_incident_get_kept (incident));
}

/* The log, and of it the queries with what they found. */
static gboolean
add_log (Package     *self,
         VdtIncident *incident)
{
  GListModel *activity = vdt_incident_get_activity (incident);
  g_autoptr(GString) queries = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (activity); i++)
    {
      g_autoptr(VdtActivity) entry = g_list_model_get_item (activity, i);

      if (strcmp (vdt_draft_action_class (vdt_activity_get_action (entry)), "query") == 0)
        append_line (queries, entry);
    }

  return add_lines (self, "log.jsonl", activity) &&
         add_part (self, "queries.jsonl", queries->str, queries->len);
}

static gboolean
add_reports (Package     *self,
             GPtrArray   *reports,
             VdtIncident *incident,
             GPtrArray   *key,
             gint64       now)
{
  for (guint i = 0; i < reports->len; i++)
    {
      g_autoptr(VdtDocument) document = vdt_report_build (g_ptr_array_index (reports, i), incident, key, now);
      g_autofree char *markdown = vdt_write_markdown (document);
      g_autofree char *html = vdt_write_html (document);
      g_autofree char *md_name = g_strdup_printf ("reports/%u.md", i + 1);
      g_autofree char *html_name = g_strdup_printf ("reports/%u.html", i + 1);

      if (!add_part (self, md_name, markdown, strlen (markdown)) ||
          !add_part (self, html_name, html, strlen (html)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_incident (Package     *self,
              VdtIncident *incident)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  add_record (builder, incident);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);

  return add_part (self, "incident.json", text, strlen (text));
}

static void
begin_manifest (Package     *self,
                VdtIncident *incident,
                const char  *author,
                gint64       now)
{
  g_autofree char *made = vdt_time_format (now, VDT_TIME_ISO);

  json_builder_begin_object (self->manifest);
  add_string (self->manifest, "format", VDT_PACKAGE_FORMAT);
  json_builder_set_member_name (self->manifest, "version");
  json_builder_add_int_value (self->manifest, VDT_PACKAGE_VERSION);
  add_string (self->manifest, "program", "Vedette " VDT_VERSION);
  add_string (self->manifest, "made-at", made);
  add_string (self->manifest, "made-by", author);
  add_string (self->manifest, "incident", vdt_incident_get_id (incident));
  add_string (self->manifest, "title", vdt_incident_get_title (incident));
  json_builder_set_member_name (self->manifest, "parts");
  json_builder_begin_array (self->manifest);
}

/* The manifest is the last part but one; the signature is over its bytes. */
static gboolean
end_manifest (Package     *self,
              const char  *sign_with)
{
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonBuilder) builder = NULL;
  g_autoptr(JsonNode) signature_root = NULL;
  g_autofree char *public_key = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *text = NULL;
  char *manifest;
  gsize size;
  gconstpointer data;

  json_builder_end_array (self->manifest);
  add_string (self->manifest, "head", self->previous);
  json_builder_end_object (self->manifest);
  root = json_builder_get_root (self->manifest);
  manifest = json_to_string (root, TRUE);
  bytes = g_bytes_new_take (manifest, strlen (manifest));
  data = g_bytes_get_data (bytes, &size);
  if (!vdt_zip_add (self->zip, VDT_PACKAGE_MANIFEST, data, size, self->error))
    return FALSE;
  if (sign_with == NULL)
    return TRUE;
  if (!vdt_package_sign (sign_with, bytes, &public_key, &signature, self->error))
    return FALSE;

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_string (builder, "signs", VDT_PACKAGE_MANIFEST);
  add_string (builder, "public-key", public_key);
  add_string (builder, "signature", signature);
  json_builder_end_object (builder);
  signature_root = json_builder_get_root (builder);
  text = json_to_string (signature_root, TRUE);

  return vdt_zip_add (self->zip, VDT_PACKAGE_SIGNATURE, text, strlen (text), self->error);
}

/**
 * vdt_package_create:
 * @incident: a loaded incident
 * @reports: (element-type VdtReport): its reports
 * @key: (element-type VdtPseudonym): the case's key to redacted names; grows. It is not
 *   in the package
 * @author: (nullable): who makes it
 * @now: µs since the Unix epoch, UTC
 * @sign_with: (nullable): a file with a private key
 * @path: the file
 * @cancellable: (nullable): stops it; then there is no file
 * @progress: (nullable): is told how far it is
 * @user_data: for @progress
 * @error: return location for a %G_IO_ERROR, %G_FILE_ERROR or %VDT_ERROR
 *
 * Returns: %TRUE if the package is there, whole
 */
gboolean
vdt_package_create (VdtIncident       *incident,
                    GPtrArray         *reports,
                    GPtrArray         *key,
                    const char        *author,
                    gint64             now,
                    const char        *sign_with,
                    const char        *path,
                    GCancellable      *cancellable,
                    VdtWriteProgress   progress,
                    gpointer           user_data,
                    GError           **error)
{
  g_autoptr(VdtOutFile) file = vdt_out_file_new (path, error);
  g_autoptr(VdtZip) zip = file != NULL ? vdt_zip_new (vdt_out_file_get_fd (file), now, error) : NULL;
  g_autoptr(JsonBuilder) manifest = json_builder_new ();
  Package self = { zip, manifest, NULL, 0, error };
  gboolean done;

  if (zip == NULL)
    return FALSE;

  self.previous = g_strdup (VDT_PACKAGE_START);
  begin_manifest (&self, incident, author, now);
  done = add_incident (&self, incident) && add_alerts (&self, incident) && add_log (&self, incident);
  if (done && progress != NULL)
    progress (0.5, user_data);
  done = done && !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         add_reports (&self, reports, incident, key, now) && end_manifest (&self, sign_with) &&
         vdt_zip_finish (zip, error) && !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         vdt_out_file_commit (file, error);
  if (done && progress != NULL)
    progress (1, user_data);
  g_free (self.previous);

  return done;
}
