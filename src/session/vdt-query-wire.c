/* vdt-query-wire.c
 *
 * Queries that need no workspace, as JSON lines: what they lower to, and their
 * rows. Tables of the catalog are there and empty.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-batch.h"

#include "vdt-batch-wire.h"
#include "vdt-error.h"
#include "vdt-hunt-run.h"

#define MEMORY (G_GUINT64_CONSTANT (2) << 30)
#define MAX_ROWS 500000
#define MAX_SECONDS 60u

struct _VdtBatchQuery
{
  VdtKqlCatalog *catalog;
  VdtDuck       *duck;
  gint64         now;
  gboolean       unknown_as_empty;
  guint          max_seconds;
  VdtHuntFiles  *files;
  GThread       *watch;
  GMutex         mutex;
  GCond          changed;
  gint64         deadline;      /* of the query that runs; 0 between queries */
  gboolean       stopped;       /* the query has passed it */
  gboolean       ended;         /* no more queries */
};

/* Stops queries that take too long, again until they have noticed. */
static gpointer
watch_queries (gpointer user_data)
{
  VdtBatchQuery *self = user_data;

  g_mutex_lock (&self->mutex);
  while (!self->ended)
    if (self->deadline == 0)
      g_cond_wait (&self->changed, &self->mutex);
    else if (g_get_monotonic_time () < self->deadline)
      g_cond_wait_until (&self->changed, &self->mutex, self->deadline);
    else
      {
        self->stopped = TRUE;
        vdt_duck_interrupt (self->duck);
        g_cond_wait_until (&self->changed, &self->mutex, g_get_monotonic_time () + G_TIME_SPAN_SECOND / 10);
      }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

/* Returns: whether the query that ends here was stopped */
static gboolean
set_deadline (VdtBatchQuery *self,
              gint64         deadline)
{
  gboolean stopped;

  g_mutex_lock (&self->mutex);
  stopped = self->stopped;
  self->stopped = FALSE;
  self->deadline = deadline;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);

  return stopped;
}

/**
 * vdt_batch_query_new:
 * @schema_path: (nullable): what queries can name; %NULL for the built-in catalog
 * @now: (nullable): what now() is, as ISO 8601; %NULL for the clock
 * @unknown_as_empty: what is not available here, such as externaldata, gives no rows instead
 *   of an error
 * @error: the schema cannot be read or DuckDB does not open
 *
 * Returns: (transfer full) (nullable): a database in memory, locked
 */
VdtBatchQuery *
vdt_batch_query_new (const char  *schema_path,
                     const char  *now,
                     gboolean     unknown_as_empty,
                     GError     **error)
{
  const VdtDuckLimits limits = { .memory = MEMORY, .threads = 2 };
  g_autoptr(VdtBatchQuery) self = g_new0 (VdtBatchQuery, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->unknown_as_empty = unknown_as_empty;
  self->max_seconds = MAX_SECONDS;
  self->catalog = schema_path != NULL ? vdt_kql_catalog_new_from_file (schema_path, error)
                                      : vdt_kql_catalog_new_default ();
  if (self->catalog == NULL)
    return NULL;

  self->now = vdt_hunt_ticks_now ();
  if (now != NULL)
    {
      g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (now, NULL);

      if (time == NULL)
        {
          g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE, "“%s” is no time; write it as 2026-01-31T12:00:00Z", now);
          return NULL;
        }
      self->now += (g_date_time_to_unix (time) - g_get_real_time () / G_USEC_PER_SEC) * 10000000;
      self->now -= self->now % 10000000;
    }

  self->duck = vdt_duck_open (NULL, &limits, error);
  if (self->duck == NULL || !vdt_duck_lock (self->duck, error))
    return NULL;
  self->watch = g_thread_new ("query-watch", watch_queries, self);

  return g_steal_pointer (&self);
}

void
vdt_batch_query_free (VdtBatchQuery *self)
{
  g_mutex_lock (&self->mutex);
  self->ended = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&self->watch, g_thread_join);

  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_clear_pointer (&self->catalog, vdt_kql_catalog_unref);
  g_clear_pointer (&self->duck, vdt_duck_close);
  g_clear_pointer (&self->files, vdt_hunt_files_unref);
  g_free (self);
}

/**
 * vdt_batch_query_set_max_seconds:
 * @self: a batch
 * @seconds: how long a query may run from now on
 */
void
vdt_batch_query_set_max_seconds (VdtBatchQuery *self,
                                 guint          seconds)
{
  self->max_seconds = seconds;
}

static void
append_id (GString  *out,
           JsonNode *object)
{
  JsonNode *id = json_object_get_member (json_node_get_object (object), "id");
  g_autofree char *text = id != NULL ? json_to_string (id, FALSE) : NULL;

  if (text != NULL)
    g_string_append_printf (out, "\"id\":%s,", text);
}

static const char *
text_of (JsonNode *object)
{
  const char *text = vdt_batch_wire_get_string (object, "text");

  return text != NULL ? text : vdt_batch_wire_get_string (object, "query");
}

/* In the text of a statement tables stand under their names. */
static char *
name_table (const char         *table,
            const VdtKqlSchema *columns,
            gpointer            user_data)
{
  g_autoptr(GString) name = g_string_new (table);

  g_string_replace (name, "\"", "\"\"", 0);

  return g_strdup_printf ("\"%s\"", name->str);
}

/* (nullable): the files that queries may read. */
void
vdt_batch_query_set_files (VdtBatchQuery *self,
                           VdtHuntFiles  *files)
{
  g_clear_pointer (&self->files, vdt_hunt_files_unref);
  self->files = files != NULL ? vdt_hunt_files_ref (files) : NULL;
}

static VdtLowerOptions
options_of (VdtBatchQuery *self)
{
  return (VdtLowerOptions) { .now = self->now, .probe = vdt_hunt_probe, .user_data = self->duck,
                            .unknown_as_empty = self->unknown_as_empty, .files = self->files };
}

/**
 * vdt_batch_query_run:
 * @self: a batch
 * @line: `{"id", "text"}`
 *
 * Returns: (transfer full): `{"id","ok","columns","rows","truncated","stats"}`, one line
 */
char *
vdt_batch_query_run (VdtBatchQuery *self,
                     const char    *line)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) object = vdt_batch_wire_parse (line, &error);
  g_autoptr(GString) out = g_string_new ("{");
  VdtLowerOptions options = options_of (self);
  gboolean ok;

  if (object != NULL && text_of (object) == NULL)
    g_set_error_literal (&error, VDT_ERROR, VDT_ERROR_FORMAT, "the member “text” is missing or no string");
  if (error != NULL)
    return vdt_batch_error (line, error);

  append_id (out, object);
  g_string_append (out, "\"ok\":true,");
  set_deadline (self, g_get_monotonic_time () + self->max_seconds * G_TIME_SPAN_SECOND);
  ok = vdt_hunt_run_json (self->duck, self->catalog, text_of (object), &options, MAX_ROWS, out, &error);
  if (set_deadline (self, 0) && !ok)
    {
      g_clear_error (&error);
      g_set_error (&error, VDT_ERROR, VDT_ERROR_QUERY, "The query was stopped after %u seconds", self->max_seconds);
    }
  if (!ok)
    return vdt_batch_error (line, error);
  g_string_append_c (out, '}');

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
add_parameters (JsonBuilder *builder,
                GPtrArray   *parameters)
{
  json_builder_set_member_name (builder, "parameters");
  json_builder_begin_object (builder);
  for (guint i = 0; i < parameters->len; i++)
    {
      const VdtLowerParameter *parameter = parameters->pdata[i];

      if (parameter->text != NULL)
        vdt_batch_wire_add_string (builder, parameter->name, parameter->text);
      else
        vdt_batch_wire_add_int (builder, parameter->name, parameter->ticks);
    }
  json_builder_end_object (builder);
}

/**
 * vdt_batch_query_sql:
 * @self: a batch
 * @line: `{"id", "text"}`
 *
 * Returns: (transfer full): `{"id","ok","sql","parameters"}`, one line
 */
char *
vdt_batch_query_sql (VdtBatchQuery *self,
                     const char    *line)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) object = vdt_batch_wire_parse (line, &error);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(VdtKqlTree) tree = NULL;
  g_autoptr(VdtLowered) lowered = NULL;
  VdtLowerOptions options = options_of (self);

  if (object != NULL && text_of (object) == NULL)
    g_set_error_literal (&error, VDT_ERROR, VDT_ERROR_FORMAT, "the member “text” is missing or no string");
  if (error == NULL)
    {
      tree = vdt_kql_parse (text_of (object), -1, NULL);
      options.table = name_table;
      options.probe = NULL;
      lowered = vdt_lower (tree, self->catalog, &options, &error);
    }
  if (error != NULL)
    return vdt_batch_error (line, error);

  json_builder_begin_object (builder);
  vdt_batch_wire_add_id (builder, object);
  json_builder_set_member_name (builder, "ok");
  json_builder_add_boolean_value (builder, TRUE);
  vdt_batch_wire_add_string (builder, "sql", lowered->sql);
  add_parameters (builder, lowered->parameters);
  json_builder_end_object (builder);

  return vdt_batch_wire_end (builder);
}
