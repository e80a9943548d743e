/* vdt-session-package-read.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-package-read.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-activity.h"
#include "vdt-comment.h"
#include "vdt-error.h"

#define FIRST_PART "incident.json"
#define MANIFEST   "manifest.json"
#define FORMAT     "vedette-case-package"

/* A zip file's first entry: four bytes, 22 more, the length of the name and that of
 * what follows it, the name (APPNOTE.TXT, 4.3.7). */
#define NAME_LENGTH_AT 26
#define NAME_AT        30

static void
text_free (gpointer data)
{
  VdtPackageText *text = data;

  g_free (text->path);
  g_free (text->text);
  g_free (text);
}

void
vdt_package_content_free (VdtPackageContent *content)
{
  g_clear_pointer (&content->info, vdt_package_info_free);
  g_clear_object (&content->incident);
  g_clear_object (&content->alerts);
  g_clear_object (&content->evidence);
  g_clear_object (&content->assets);
  g_clear_object (&content->comments);
  g_clear_object (&content->kept);
  g_clear_object (&content->queries);
  g_clear_object (&content->log);
  g_clear_pointer (&content->reports, g_ptr_array_unref);
  g_free (content);
}

/* A list of words is text with separators to vdt_record_set_value(), so it has a setter
 * of its own. */
static void
take_words (gpointer    record,
            const char *property,
            JsonArray  *array)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }
  words = g_strv_builder_end (builder);
  vdt_record_set_words (record, property, (const char * const *) words);
}

/* What a record has no property for is left out: a newer Vedette may have made it. */
static void
take_member (gpointer    record,
             const char *property,
             JsonNode   *node)
{
  GParamSpec *pspec;

  if (!vdt_record_has_property (record, property))
    return;

  pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (record), property);
  if (pspec->value_type == G_TYPE_STRV)
    {
      if (JSON_NODE_HOLDS_ARRAY (node))
        take_words (record, property, json_node_get_array (node));
      return;
    }
  if (pspec->value_type == VDT_TYPE_FIELDS || g_type_is_a (pspec->value_type, G_TYPE_LIST_MODEL) ||
      !JSON_NODE_HOLDS_VALUE (node))
    return;

  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      if (pspec->value_type == G_TYPE_BOOLEAN)
        vdt_record_set_flag (record, property, json_node_get_boolean (node));
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING && pspec->value_type != G_TYPE_BOOLEAN)
    vdt_record_set_value (record, property, json_node_get_string (node));
}

static gpointer
read_record (GType        type,
             const char  *text,
             gssize       length,
             GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GList) names = NULL;
  JsonNode *root;
  JsonObject *object;
  gpointer record;

  if (!json_parser_load_from_data (parser, text, length, error))
    return NULL;

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FORMAT, "this is no record");
      return NULL;
    }

  record = g_object_new (type, NULL);
  object = json_node_get_object (root);
  names = json_object_get_members (object);
  for (const GList *l = names; l != NULL; l = l->next)
    take_member (record, l->data, json_object_get_member (object, l->data));

  return record;
}

/* A line that cannot be read is told of and does not lose the others. */
static GListStore *
read_lines (const char   *path,
            const char   *part,
            GType         type,
            GPtrArray    *problems,
            GCancellable *cancellable)
{
  GListStore *list = g_list_store_new (type);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = vdt_session_read_package (path, part, cancellable, &error);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  const char *text;
  const char *end;
  gsize size;
  guint line = 0;

  if (bytes == NULL)
    {
      g_ptr_array_add (problems, g_strdup_printf ("%s: %s", part, error->message));
      return list;
    }

  text = g_bytes_get_data (bytes, &size);
  if (text == NULL)
    return list;

  end = text + size;
  while (text < end && !g_cancellable_is_cancelled (cancellable))
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));
      g_autoptr(GError) bad = NULL;
      gpointer record;

      stop = stop == NULL ? end : stop;
      line++;
      record = stop == text ? NULL : read_record (type, text, stop - text, &bad);
      if (record != NULL)
        g_ptr_array_add (records, record);
      else if (bad != NULL)
        g_ptr_array_add (problems, g_strdup_printf ("%s:%u: %s", part, line, bad->message));
      text = stop + 1;
    }
  g_list_store_splice (list, 0, 0, records->pdata, records->len);

  return list;
}

static VdtIncident *
read_incident (const char    *path,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(GBytes) bytes = vdt_session_read_package (path, FIRST_PART, cancellable, error);
  VdtIncident *incident = NULL;
  const char *data;
  gsize size;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);
  incident = read_record (VDT_TYPE_INCIDENT, data, (gssize) size, error);
  if (incident == NULL)
    g_prefix_error (error, "%s: ", FIRST_PART);

  return incident;
}

static GPtrArray *
read_reports (const char   *path,
              GCancellable *cancellable)
{
  GPtrArray *reports = g_ptr_array_new_with_free_func (text_free);

  for (guint i = 1; !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autofree char *part = g_strdup_printf ("reports/%u.md", i);
      g_autoptr(GBytes) bytes = vdt_session_read_package (path, part, cancellable, NULL);
      VdtPackageText *report;
      const char *data;
      gsize size;

      if (bytes == NULL)
        break;

      data = g_bytes_get_data (bytes, &size);
      report = g_new0 (VdtPackageText, 1);
      report->path = g_steal_pointer (&part);
      report->text = g_utf8_make_valid (data, (gssize) size);
      g_ptr_array_add (reports, report);
    }

  return reports;
}

static void
open_thread (GTask        *task,
             gpointer      source G_GNUC_UNUSED,
             gpointer      data,
             GCancellable *cancellable)
{
  const char *path = data;
  g_autoptr(VdtPackageContent) content = g_new0 (VdtPackageContent, 1);
  GPtrArray *problems;
  GError *error = NULL;

  content->info = vdt_session_verify_package (path, NULL, cancellable, &error);
  if (content->info != NULL)
    content->incident = read_incident (path, cancellable, &error);
  if (content->incident == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  problems = content->info->problems;
  content->alerts = read_lines (path, "alerts.jsonl", VDT_TYPE_ALERT, problems, cancellable);
  content->evidence = read_lines (path, "evidence.jsonl", VDT_TYPE_EVIDENCE, problems, cancellable);
  content->assets = read_lines (path, "assets.jsonl", VDT_TYPE_ASSET, problems, cancellable);
  content->comments = read_lines (path, "comments.jsonl", VDT_TYPE_COMMENT, problems, cancellable);
  content->kept = read_lines (path, "kept.jsonl", VDT_TYPE_KEPT, problems, cancellable);
  content->queries = read_lines (path, "queries.jsonl", VDT_TYPE_ACTIVITY, problems, cancellable);
  content->log = read_lines (path, "log.jsonl", VDT_TYPE_ACTIVITY, problems, cancellable);
  content->reports = read_reports (path, cancellable);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&content), (GDestroyNotify) vdt_package_content_free);
}

/**
 * vdt_session_is_package:
 * @path: a file
 *
 * Looks at the first bytes, and only at a zip file that begins as a case package does
 * further.
 *
 * Returns: whether it is one, be it whole or not
 */
gboolean
vdt_session_is_package (const char *path)
{
  char head[NAME_AT + sizeof FIRST_PART - 1];
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autoptr(GBytes) manifest = NULL;
  gsize size = 0;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &size, NULL, NULL) || size < sizeof head ||
      memcmp (head, "PK\003\004", 4) != 0 || head[NAME_LENGTH_AT] != sizeof FIRST_PART - 1 ||
      memcmp (head + NAME_AT, FIRST_PART, sizeof FIRST_PART - 1) != 0)
    return FALSE;

  manifest = vdt_session_read_package (path, MANIFEST, NULL, NULL);
  if (manifest == NULL)
    return FALSE;

  return g_strstr_len (g_bytes_get_data (manifest, NULL), (gssize) g_bytes_get_size (manifest), FORMAT) != NULL;
}

/**
 * vdt_session_open_package_async:
 * @path: a case package
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * Checks a package and reads it, on a thread of its own. Nothing of it comes into a
 * workspace, and nothing is unpacked.
 */
void
vdt_session_open_package_async (const char          *path,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (path != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_open_package_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_thread);
}

/**
 * vdt_session_open_package_finish:
 * @result: what the callback was given
 * @error: return location for %VDT_ERROR_FORMAT if it is no package, or a %G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): what is in it, and whether it is as it was made
 */
VdtPackageContent *
vdt_session_open_package_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
