/* vdt-respond-query.c
 *
 * Queries and messages of the cards: templates of data/response, filled with this
 * incident's entities and times. Values go in as literals only.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-kql-literal.h"
#include "vdt-phrase-book-private.h"
#include "vdt-respond-private.h"
#include "vdt-safe-text.h"

#define MOST_VALUES 50

/* The name behind the scheme of a URL; the text itself if there is none. */
static char *
dup_host (const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gsize length;

  if (host != NULL && *host != '\0')
    return g_strdup (host);

  length = strcspn (text, "/?#");

  return g_strndup (text, length);
}

static const char *
value_at (const VdtSummaryAsset *asset,
          const char            *path)
{
  VdtFields *fields = vdt_asset_get_fields (asset->asset);
  const char *value = fields != NULL ? vdt_fields_get (fields, path) : NULL;

  for (guint i = 0; (value == NULL || *value == '\0') && i < asset->evidence->len; i++)
    value = vdt_summary_field (g_ptr_array_index (asset->evidence, i), path);

  return value != NULL && *value != '\0' ? value : NULL;
}

static char *
dup_value (const VdtSummaryAsset  *asset,
           const char            **paths,
           gboolean                host)
{
  for (guint i = 0; paths[i] != NULL; i++)
    {
      const char *value = value_at (asset, paths[i]);

      if (value != NULL)
        return host ? dup_host (value) : g_strdup (value);
    }

  return NULL;
}

/* Values of all entities, each once, as a list of literals; empty for none. */
static void
append_values (GString    *out,
               GVariant   *values,
               const char *name,
               GPtrArray  *entities)
{
  g_autofree const char **paths = vdt_data_dup_strv (values, name);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < entities->len && g_hash_table_size (seen) < MOST_VALUES; i++)
    {
      char *value = dup_value (g_ptr_array_index (entities, i), paths, g_str_equal (name, "host"));

      if (value == NULL || g_hash_table_contains (seen, value))
        {
          g_free (value);
          continue;
        }
      if (g_hash_table_size (seen) > 0)
        g_string_append (out, ", ");
      vdt_kql_append_string (out, value);
      g_hash_table_add (seen, value);
    }
}

typedef struct
{
  VdtSummaryRun *run;
  GVariant      *values;
  GPtrArray     *entities;
  gint64         from;
  gint64         to;
  gint64         at;      /* of one event */
} Filler;

/* `allUpns` is `upn` of all accounts of the incident. */
static gboolean
append_all (Filler     *self,
            GString    *out,
            const char *name)
{
  static const struct { const char *name; const char *value; const char *kind; } all[] = {
    { "allDeviceIds", "deviceId", "device" },
    { "allUpns", "upn", "user" },
    { "allAccounts", "account", "user" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_str_equal (name, all[i].name))
      {
        g_autoptr(GPtrArray) assets = vdt_summary_assets_of (self->run, all[i].kind, FALSE);

        append_values (out, self->values, all[i].value, assets);
        return TRUE;
      }

  return FALSE;
}

static gboolean
append_place (Filler     *self,
              GString    *out,
              const char *name)
{
  gsize before = out->len;

  if (g_str_equal (name, "from") || g_str_equal (name, "to") || g_str_equal (name, "at"))
    {
      gint64 time = g_str_equal (name, "from") ? self->from : g_str_equal (name, "to") ? self->to : self->at;

      if (time != VDT_TIME_UNSET)
        vdt_kql_append_datetime (out, time);
    }
  else if (!append_all (self, out, name))
    append_values (out, self->values, name, self->entities);

  return out->len > before;
}

/* %NULL if a place cannot be filled. A template is ours: braces are places only. */
static char *
fill_line (Filler     *self,
           const char *template)
{
  g_autoptr(GString) out = g_string_new (NULL);

  while (*template != '\0')
    {
      gsize length = strcspn (template, "{");
      const char *end;
      g_autofree char *name = NULL;

      g_string_append_len (out, template, (gssize) length);
      template += length;
      end = *template != '\0' ? strchr (template, '}') : NULL;
      if (end == NULL)
        break;
      name = g_strndup (template + 1, (gsize) (end - template) - 1);
      if (!append_place (self, out, name))
        return NULL;
      template = end + 1;
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* `| where A or B` of the predicates that can be filled; FALSE if none can. */
static gboolean
append_any (Filler   *self,
            GString  *out,
            GVariant *object)
{
  g_autofree const char **predicates = vdt_data_dup_strv (object, "any");
  gboolean filled = FALSE;

  for (guint i = 0; predicates[i] != NULL; i++)
    {
      g_autofree char *text = fill_line (self, predicates[i]);

      if (text == NULL)
        continue;
      g_string_append_printf (out, "%s%s", filled ? " or " : "\n| where ", text);
      filled = TRUE;
    }

  return filled;
}

static void
set_times (Filler   *self,
           GVariant *query)
{
  gint64 before = 24, after = 24, around;

  if (self->at != VDT_TIME_UNSET && g_variant_lookup (query, "around", "x", &around))
    {
      self->from = self->at - around * G_TIME_SPAN_MINUTE;
      self->to = self->at + around * G_TIME_SPAN_MINUTE;
      return;
    }

  g_variant_lookup (query, "before", "x", &before);
  g_variant_lookup (query, "after", "x", &after);
  self->from = self->to = VDT_TIME_UNSET;
  for (guint i = 0; i < self->run->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (self->run, i);

      if (alert->start == VDT_TIME_UNSET)
        continue;
      if (self->from == VDT_TIME_UNSET || alert->start < self->from)
        self->from = alert->start;
      if (self->to == VDT_TIME_UNSET || alert->end > self->to)
        self->to = alert->end;
    }
  if (self->from == VDT_TIME_UNSET)
    return;

  /* A query about what came before ends with the first alert. */
  if (after == 0)
    self->to = self->from;
  self->from -= before * G_TIME_SPAN_HOUR;
  self->to += after * G_TIME_SPAN_HOUR;
}

/**
 * vdt_respond_dup_query:
 * @run: a run that has gathered
 * @values: which leaves give which place's value
 * @query: (nullable): a template
 * @entities: (element-type VdtSummaryAsset): what it asks about
 *
 * Returns: (transfer full) (nullable): the KQL; %NULL if the evidence lacks what
 *   the query would ask by
 */
char *
vdt_respond_dup_query (VdtSummaryRun *run,
                       GVariant      *values,
                       GVariant      *query,
                       GPtrArray     *entities)
{
  return vdt_respond_dup_query_at (run, values, query, entities, VDT_TIME_UNSET);
}

/**
 * vdt_respond_dup_query_at:
 * @run: a run that has gathered
 * @values: which leaves give which place's value
 * @query: (nullable): a template
 * @entities: (element-type VdtSummaryAsset): what it asks about
 * @at: the time of the event that it asks about, for templates with `around`
 *
 * Returns: (transfer full) (nullable): as vdt_respond_dup_query()
 */
char *
vdt_respond_dup_query_at (VdtSummaryRun *run,
                          GVariant      *values,
                          GVariant      *query,
                          GPtrArray     *entities,
                          gint64         at)
{
  Filler self = { run, values, entities, VDT_TIME_UNSET, VDT_TIME_UNSET, at };
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GVariant) lines = query != NULL ? vdt_data_get_list (query, "lines") : NULL;

  if (lines == NULL)
    return NULL;

  set_times (&self, query);
  for (gsize i = 0; i < g_variant_n_children (lines); i++)
    {
      g_autoptr(GVariant) line = vdt_rules_item (lines, i);

      if (g_variant_is_of_type (line, G_VARIANT_TYPE_STRING))
        {
          const char *template = g_variant_get_string (line, NULL);
          g_autofree char *text = fill_line (&self, template);

          /* Without the times a query is slow, without the entity it is another. */
          if (text == NULL && strstr (template, "{from}") == NULL)
            return NULL;
          if (text != NULL)
            g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", text);
        }
      else if (!append_any (&self, out, line))
        return NULL;
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
set_names (VdtResponder  *self,
           VdtPhraseArgs *args,
           const char    *name,
           const char    *kind,
           GPtrArray     *alerts)
{
  g_autoptr(GPtrArray) assets = vdt_summary_assets_in (self->run, alerts, kind);

  if (assets->len > 0)
    vdt_phrase_args_set (args, name, vdt_summary_assets (self->run, assets, 3, kind));
}

/* Only what concerns whom the message is for. */
static VdtPhraseArgs *
message_args (VdtResponder *self,
              GPtrArray    *entities)
{
  VdtPhraseArgs *args = vdt_phrase_args_new ();
  const VdtSummaryAsset *asset = entities->len > 0 ? g_ptr_array_index (entities, 0) : NULL;
  GPtrArray *alerts = asset != NULL ? g_hash_table_lookup (self->alerts_of, asset) : self->run->alerts;
  const VdtSummaryAlert *first = alerts != NULL && alerts->len > 0 ? g_ptr_array_index (alerts, 0) : NULL;

  if (asset != NULL)
    {
      const char *display = value_at (asset, "userAccount.displayName");
      g_autofree char *safe = vdt_safe_text (display != NULL ? display : vdt_asset_get_name (asset->asset), -1, 60,
                                             NULL);

      vdt_phrase_args_set_text (args, "name", safe);
    }
  if (first == NULL)
    return args;

  if (first->start != VDT_TIME_UNSET)
    vdt_phrase_args_set (args, "first", vdt_summary_point (self->run, first->start));
  set_names (self, args, "devices", "device", alerts);
  set_names (self, args, "addresses", "ip", alerts);
  set_names (self, args, "files", "file", alerts);
  set_names (self, args, "apps", "application", alerts);
  set_names (self, args, "subject", "mail", alerts);
  set_names (self, args, "users", "user", alerts);

  return args;
}

/**
 * vdt_respond_dup_message:
 * @self: a responder
 * @id: which message
 * @entities: (element-type VdtSummaryAsset): whom it is for
 *
 * Returns: (transfer full) (nullable): text to send to them, for the clipboard
 */
char *
vdt_respond_dup_message (VdtResponder *self,
                         const char   *id,
                         GPtrArray    *entities)
{
  g_autoptr(GVariant) message = vdt_rules_find (self->rules->messages, id);
  g_autofree const char **lines = message != NULL ? vdt_data_dup_strv (message, "lines") : NULL;
  g_autoptr(VdtPhraseArgs) args = message_args (self, entities);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_autoptr(VdtPhrase) line = vdt_phrase_frame_fill (self->run->book, lines[i], args);

      if (line != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? "\n\n" : "", vdt_phrase_get_text (line));
    }

  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}
