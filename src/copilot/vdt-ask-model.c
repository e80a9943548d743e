/* vdt-ask-model.c
 *
 * The built-in engine chooses the tables that a model is told of, masks what
 * the question names, and binds what the model wrote, mended by rules first.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-model.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-ask-private.h"
#include "vdt-ask-repair.h"
#include "vdt-data.h"
#include "vdt-json-depth.h"
#include "vdt-kql-analysis.h"
#include "vdt-kql-diagnostic.h"
#include "vdt-nl-resources.h"

#define MOST_EXAMPLES 3
#define MOST_ERRORS 6
#define SHORTEST_NAME 3         /* shorter ones would be found in other words */

/**
 * VdtAskRequest:
 *
 * One question to a model, until it has a query or none.
 */
struct _VdtAskRequest
{
  GVariant  *data;
  char      *text;
  GPtrArray *names;         /* char *, in turn: what stands in for a name, and the name */
  char      *last;          /* the query that did not bind */
  char      *errors;
};

void
vdt_ask_request_free (VdtAskRequest *self)
{
  g_variant_unref (self->data);
  g_ptr_array_unref (self->names);
  g_free (self->text);
  g_free (self->last);
  g_free (self->errors);
  g_free (self);
}

/* A name of the same kind that is nobody's. */
static char *
stand_in (VdtAskTokenKind kind,
          guint           n)
{
  switch (kind)
    {
    case VDT_ASK_TOKEN_IP:
      return g_strdup_printf ("192.0.2.%u", n % 250 + 1);
    case VDT_ASK_TOKEN_EMAIL:
      return g_strdup_printf ("person%u@example.com", n);
    case VDT_ASK_TOKEN_URL:
      return g_strdup_printf ("https://host%u.example.org/", n);
    case VDT_ASK_TOKEN_DOMAIN:
      return g_strdup_printf ("host%u.example.org", n);
    case VDT_ASK_TOKEN_QUOTED:
    case VDT_ASK_TOKEN_NAME:
    case VDT_ASK_TOKEN_SID:
    case VDT_ASK_TOKEN_GUID:
      return g_strdup_printf ("name_%u", n);
    case VDT_ASK_TOKEN_WORD:
    case VDT_ASK_TOKEN_COMMA:
    case VDT_ASK_TOKEN_STOP:
    case VDT_ASK_TOKEN_NUMBER:
    case VDT_ASK_TOKEN_NETWORK:
    case VDT_ASK_TOKEN_FILE:
    case VDT_ASK_TOKEN_EXTENSION:
    case VDT_ASK_TOKEN_PATH:
    case VDT_ASK_TOKEN_KEY:
    case VDT_ASK_TOKEN_MD5:
    case VDT_ASK_TOKEN_SHA1:
    case VDT_ASK_TOKEN_SHA256:
    case VDT_ASK_TOKEN_CVE:
    case VDT_ASK_TOKEN_TECHNIQUE:
    case VDT_ASK_TOKEN_KB:
    case VDT_ASK_TOKEN_OPTION:
    case VDT_ASK_TOKEN_DATE:
    default:
      return NULL;
    }
}

/* The text with each name replaced by what stands in for it, or back. */
static char *
swap_names (VdtAskRequest *self,
            const char    *text,
            gboolean       back)
{
  GString *out = g_string_new (text);

  /* The last first: name_1 stands in name_12. */
  for (guint i = self->names->len; i >= 2; i -= 2)
    g_string_replace (out, g_ptr_array_index (self->names, back ? i - 2 : i - 1),
                      g_ptr_array_index (self->names, back ? i - 1 : i - 2), 0);

  return g_string_free (out, FALSE);
}

static void
collect_names (VdtAskRequest *self,
               const char    *question)
{
  g_autoptr(GPtrArray) tokens = vdt_ask_tokenize (question);

  for (guint i = 0; i < tokens->len; i++)
    {
      VdtAskToken *token = g_ptr_array_index (tokens, i);
      char *instead = strlen (token->text) >= SHORTEST_NAME ? stand_in (token->kind, self->names->len / 2 + 1) : NULL;

      if (instead == NULL)
        continue;
      g_ptr_array_add (self->names, instead);
      g_ptr_array_add (self->names, g_strdup (token->text));
    }
}

static void
add_table (VdtAsk        *ask,
           GString       *out,
           GPtrArray     *seen,
           const char    *name)
{
  const VdtKqlTable *table = vdt_kql_catalog_find_table (vdt_ask_get_lexicon (ask)->catalog, name);

  if (table == NULL || g_ptr_array_find_with_equal_func (seen, name, g_str_equal, NULL))
    return;

  g_ptr_array_add (seen, (gpointer) name);
  g_string_append_printf (out, "%s (", name);
  for (guint i = 0; i < table->type.schema->n_columns; i++)
    g_string_append_printf (out, "%s%s: %s", i > 0 ? ", " : "", table->type.schema->columns[i]->name,
                            table->type.schema->columns[i]->type->name);
  g_string_append (out, ")\n");
}

static void
add_examples (VdtAskRequest *self,
              GString       *out,
              GPtrArray     *tables)
{
  g_autoptr(GVariant) list = vdt_data_get_list (self->data, "examples");
  guint n = 0;

  g_string_append_printf (out, "\n%s\n", vdt_data_get_string (self->data, "samples"));
  for (guint t = 0; t < tables->len; t++)
    for (gsize i = 0; i < g_variant_n_children (list) && n < MOST_EXAMPLES; i++)
      {
        g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
        g_autoptr(GVariant) example = g_variant_get_variant (boxed);
        const char *kql = vdt_data_get_string (example, "kql");
        const char *table = g_ptr_array_index (tables, t);

        if (!g_str_has_prefix (kql, table) || kql[strlen (table)] != '\n')
          continue;
        g_string_append_printf (out, "%s\n%s\n\n", vdt_data_get_string (example, "nl"), kql);
        n++;
      }
}

static char *
make_text (VdtAskRequest      *self,
           VdtAsk             *ask,
           const char         *question,
           const VdtAskAnswer *own)
{
  GString *out = g_string_new (vdt_data_get_string (self->data, "tables"));
  g_autoptr(GPtrArray) tables = g_ptr_array_new ();
  g_autofree char *masked = swap_names (self, question, FALSE);

  g_string_append_c (out, '\n');
  for (guint i = 0; i < own->tables->len; i++)
    add_table (ask, out, tables, g_ptr_array_index (own->tables, i));
  for (guint i = 0; i < own->others->len; i++)
    add_table (ask, out, tables, ((VdtAskOther *) g_ptr_array_index (own->others, i))->table);
  add_examples (self, out, tables);
  if (own->kql != NULL)
    {
      g_autofree char *draft = swap_names (self, own->kql, FALSE);

      g_string_append_printf (out, "%s\n%s\n\n", vdt_data_get_string (self->data, "draft"), draft);
    }
  g_string_append_printf (out, "%s\n%s\n", vdt_data_get_string (self->data, "question"), masked);

  return g_string_free (out, FALSE);
}

/**
 * vdt_ask_request_new:
 * @ask: an assistant
 * @question: what is asked
 * @own: what the built-in engine makes of it; its tables are those that the model is told of
 * @mask: whether names in @question are replaced by what stands in for them
 *
 * Returns: (transfer full): what to tell a model
 */
VdtAskRequest *
vdt_ask_request_new (VdtAsk             *ask,
                     const char         *question,
                     const VdtAskAnswer *own,
                     gboolean            mask)
{
  VdtAskRequest *self = g_new0 (VdtAskRequest, 1);

  self->data = vdt_data_load (vdt_nl_get_resource (), "model");
  self->names = g_ptr_array_new_with_free_func (g_free);
  if (mask)
    collect_names (self, question);
  self->text = make_text (self, ask, question, own);

  return self;
}

const char *
vdt_ask_request_get_rules (VdtAskRequest *self)
{
  return vdt_data_get_string (self->data, "rules");
}

const char *
vdt_ask_request_get_schema (VdtAskRequest *self)
{
  return vdt_data_get_string (self->data, "schema");
}

const char *
vdt_ask_request_get_text (VdtAskRequest *self)
{
  return self->text;
}

/* Why the last query does not bind, in lines. */
const char *
vdt_ask_request_get_errors (VdtAskRequest *self)
{
  return self->errors;
}

static void
add_errors (GString    *out,
            GPtrArray  *diagnostics,
            const char *kql)
{
  guint n = 0;

  for (guint i = 0; i < diagnostics->len && n < MOST_ERRORS; i++)
    {
      VdtKqlDiagnostic *one = g_ptr_array_index (diagnostics, i);

      if (one->severity != VDT_KQL_SEVERITY_ERROR)
        continue;
      g_string_append_printf (out, "%s: %.*s\n", one->message, (int) MIN (one->length, 80), kql + one->start);
      n++;
    }
}

static void
note_errors (VdtAskRequest *self,
             VdtAsk        *ask,
             const char    *kql)
{
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (kql, -1, NULL);
  const VdtKqlAnalyzeOptions options = { .no_hints = TRUE };
  g_autoptr(VdtKqlAnalysis) analysis = vdt_kql_analyze (tree, vdt_ask_get_lexicon (ask)->catalog, &options);
  GString *out = g_string_new (NULL);

  add_errors (out, vdt_kql_tree_get_diagnostics (tree), kql);
  if (out->len == 0)
    add_errors (out, vdt_kql_analysis_get_diagnostics (analysis), kql);
  g_free (self->errors);
  self->errors = g_string_free (out, FALSE);
  g_free (self->last);
  self->last = g_strdup (kql);
}

/* The query of an answer: `{"kql":"…"}`, or the answer itself if it is no JSON. */
static char *
query_of (const char *answer)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  const char *open = strchr (answer, '{');
  JsonNode *root;

  if (open != NULL && vdt_json_depth_check (open, -1, NULL) && json_parser_load_from_data (parser, open, -1, NULL))
    {
      root = json_parser_get_root (parser);
      if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
        {
          JsonNode *kql = json_object_get_member (json_node_get_object (root), "kql");

          if (kql != NULL && JSON_NODE_HOLDS_VALUE (kql) && json_node_get_value_type (kql) == G_TYPE_STRING)
            return json_node_dup_string (kql);
        }
    }

  return g_strdup (answer);
}

/**
 * vdt_ask_request_read:
 * @self: a request
 * @ask: an assistant
 * @answer: what the model said
 * @changes: (nullable) (element-type utf8): gets a line for each thing that was mended
 *
 * Returns: (transfer full) (nullable): a query that binds; %NULL if rules cannot make one of
 *   @answer, see vdt_ask_request_get_errors()
 */
char *
vdt_ask_request_read (VdtAskRequest *self,
                      VdtAsk        *ask,
                      const char    *answer,
                      GPtrArray     *changes)
{
  g_autofree char *valid = g_utf8_make_valid (answer, -1);
  g_autofree char *said = query_of (valid);
  g_autofree char *named = swap_names (self, said, TRUE);
  char *kql = vdt_ask_repair (ask, named, changes);

  if (kql != NULL && *kql == '\0')
    g_clear_pointer (&kql, g_free);
  if (kql == NULL)
    note_errors (self, ask, named);

  return kql;
}

/**
 * vdt_ask_request_again:
 * @self: a request whose answer did not bind
 *
 * Returns: (transfer full): what to tell the model the second time
 */
char *
vdt_ask_request_again (VdtAskRequest *self)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%s\n%s\n%s", vdt_data_get_string (self->data, "again"),
                                           self->last != NULL ? self->last : "",
                                           vdt_data_get_string (self->data, "errors"),
                                           self->errors != NULL ? self->errors : "",
                                           vdt_data_get_string (self->data, "repeat"));

  return swap_names (self, text, FALSE);
}
