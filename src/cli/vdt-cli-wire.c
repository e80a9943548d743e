/* vdt-cli-wire.c
 *
 * Every record is an object of its properties: `first-activity-at` becomes
 * `firstActivityAt`, a time ISO 8601 or null, a list an array.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli-wire.h"

#include "vdt-time.h"

static char *
camel_case (const char *name)
{
  GString *out = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '-' && p[1] != '\0')
        g_string_append_c (out, g_ascii_toupper (*++p));
      else
        g_string_append_c (out, *p);
    }

  return g_string_free (out, FALSE);
}

static JsonNode *
node_of_string (const char *text)
{
  JsonNode *node = json_node_new (text != NULL ? JSON_NODE_VALUE : JSON_NODE_NULL);

  if (text != NULL)
    json_node_set_string (node, text);

  return node;
}

static JsonNode *
node_of_words (const char *const *words)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    json_array_add_string_element (array, words[i]);
  json_node_take_array (node, array);

  return node;
}

static JsonNode *
node_of_time (gint64 time)
{
  g_autofree char *text = vdt_time_format (time, VDT_TIME_ISO);

  return node_of_string (time != VDT_TIME_UNSET ? text : NULL);
}

static JsonNode *
node_of_fields (VdtFields *fields)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  guint n = fields != NULL ? vdt_fields_get_n_fields (fields) : 0;

  for (guint i = 0; i < n; i++)
    if (vdt_fields_get_field_type (fields, i) != VDT_FIELD_NULL)
      json_object_set_string_member (object, vdt_fields_get_path (fields, i),
                                     vdt_fields_get_text (fields, i));
  json_node_take_object (node, object);

  return node;
}

static JsonNode *
node_of_value (const GValue *value,
               gboolean      deep)
{
  JsonNode *node;

  if (G_VALUE_HOLDS_STRING (value))
    return node_of_string (g_value_get_string (value));
  if (G_VALUE_HOLDS_INT64 (value))
    return node_of_time (g_value_get_int64 (value));
  if (G_VALUE_HOLDS (value, G_TYPE_STRV))
    return node_of_words (g_value_get_boxed (value));
  if (G_VALUE_HOLDS (value, VDT_TYPE_FIELDS))
    return node_of_fields (g_value_get_boxed (value));
  if (G_VALUE_HOLDS (value, G_TYPE_LIST_MODEL))
    return vdt_cli_wire_list (g_value_get_object (value), deep);

  node = json_node_new (JSON_NODE_VALUE);
  if (G_VALUE_HOLDS_BOOLEAN (value))
    json_node_set_boolean (node, g_value_get_boolean (value));
  else if (G_VALUE_HOLDS_DOUBLE (value))
    json_node_set_double (node, g_value_get_double (value));
  else if (G_VALUE_HOLDS_UINT (value))
    json_node_set_int (node, g_value_get_uint (value));
  else
    json_node_init_null (node);

  return node;
}

/* What only a deep object has: the lists and the raw text it was read from. */
static gboolean
is_deep (GParamSpec *pspec)
{
  return g_type_is_a (pspec->value_type, G_TYPE_LIST_MODEL) ||
         g_type_is_a (pspec->value_type, VDT_TYPE_FIELDS) || g_str_equal (pspec->name, "raw");
}

/**
 * vdt_cli_wire_record:
 * @record: (type GObject): a record of the model
 * @deep: with its lists, its other fields and the raw text
 *
 * Returns: (transfer full): an object
 */
JsonNode *
vdt_cli_wire_record (gpointer record,
                     gboolean deep)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  guint n = 0;
  g_autofree GParamSpec **pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (record), &n);

  for (guint i = 0; i < n; i++)
    {
      g_auto(GValue) value = G_VALUE_INIT;
      g_autofree char *name = NULL;

      if (!(pspecs[i]->flags & G_PARAM_READABLE) || (!deep && is_deep (pspecs[i])))
        continue;

      g_value_init (&value, pspecs[i]->value_type);
      g_object_get_property (record, pspecs[i]->name, &value);
      name = camel_case (pspecs[i]->name);
      json_object_set_member (object, name, node_of_value (&value, deep));
    }

  json_node_take_object (node, object);

  return node;
}

/**
 * vdt_cli_wire_list:
 * @records: (nullable): records
 * @deep: as for vdt_cli_wire_record()
 *
 * Returns: (transfer full): an array
 */
JsonNode *
vdt_cli_wire_list (GListModel *records,
                   gboolean    deep)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  guint n = records != NULL ? g_list_model_get_n_items (records) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GObject) record = g_list_model_get_item (records, i);

      json_array_add_element (array, vdt_cli_wire_record (record, deep));
    }

  json_node_take_array (node, array);

  return node;
}

/**
 * vdt_cli_wire_statement:
 * @statement: a statement
 *
 * Returns: (transfer full): an object of `section`, `text`, `citations`, `origin`
 */
JsonNode *
vdt_cli_wire_statement (VdtStatement *statement)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "section", vdt_statement_get_section (statement));
  json_object_set_string_member (object, "text", vdt_statement_get_text (statement));
  json_object_set_member (object, "citations", node_of_words (vdt_statement_get_fact_ids (statement)));
  json_object_set_string_member (object, "origin", vdt_statement_get_origin (statement));
  json_node_take_object (node, object);

  return node;
}

static JsonObject *
facts_object (GListModel *facts)
{
  JsonObject *object = json_object_new ();
  guint n = g_list_model_get_n_items (facts);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtFact) fact = g_list_model_get_item (facts, i);

      json_object_set_member (object, vdt_fact_get_id (fact), vdt_cli_wire_record (fact, FALSE));
    }

  return object;
}

/**
 * vdt_cli_wire_proposal:
 * @proposal: a proposal that has ended
 *
 * Returns: (transfer full): an object of `statements`, `facts` and what made them
 */
JsonNode *
vdt_cli_wire_proposal (VdtProposal *proposal)
{
  GListModel *statements = vdt_proposal_get_statements (proposal);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonArray *array = json_array_new ();
  guint n = g_list_model_get_n_items (statements);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      json_array_add_element (array, vdt_cli_wire_statement (statement));
    }

  json_object_set_string_member (object, "incident", vdt_proposal_get_incident_id (proposal));
  json_object_set_string_member (object, "engine", vdt_proposal_get_engine (proposal));
  json_object_set_string_member (object, "engineVersion", vdt_proposal_get_engine_version (proposal));
  json_object_set_string_member (object, "inputHash", vdt_proposal_get_input_hash (proposal));
  json_object_set_array_member (object, "statements", array);
  json_object_set_object_member (object, "facts", facts_object (vdt_proposal_get_facts (proposal)));
  json_node_take_object (node, object);

  return node;
}

static void
set_text (JsonObject *object,
          const char *member,
          gpointer    record,
          const char *property)
{
  const char *text = vdt_record_get_text (record, property);

  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, member, text);
}

static void
set_words (JsonObject *object,
           const char *member,
           gpointer    record,
           const char *property)
{
  const char *const *words = vdt_record_get_words (record, property);
  JsonArray *array;

  if (words == NULL || words[0] == NULL)
    return;

  array = json_array_new ();
  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (array, words[i]);
  json_object_set_array_member (object, member, array);
}

/* What the card proposes is its first statement; the others are the reasons. */
static JsonNode *
card_node (VdtCard *card)
{
  static const struct { const char *member; const char *property; } texts[] = {
    { "group", "group" }, { "action", "title" }, { "id", "action" }, { "entity", "entity" },
    { "entityName", "entity-name" }, { "entityKind", "entity-kind" }, { "state", "state" },
    { "automation", "automation" }, { "effect", "effect" }, { "undo", "undo" },
    { "classification", "classification" }, { "determination", "determination" }, { "confidence", "confidence" },
    { "query", "query" }, { "queryTitle", "query-title" }, { "message", "message" }, { "source", "source" },
  };
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonArray *reasons = json_array_new ();
  GListModel *statements = vdt_card_get_statements (card);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    set_text (object, texts[i].member, card, texts[i].property);
  set_words (object, "entities", card, "entities");
  set_words (object, "rules", card, "rules");
  set_words (object, "techniques", card, "techniques");
  set_words (object, "steps", card, "steps");
  json_object_set_boolean_member (object, "outward", vdt_card_get_outward (card));
  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      if (i == 0)
        json_object_set_member (object, "statement", vdt_cli_wire_statement (statement));
      else
        json_array_add_element (reasons, vdt_cli_wire_statement (statement));
    }
  json_object_set_array_member (object, "reason", reasons);
  json_node_take_object (node, object);

  return node;
}

/**
 * vdt_cli_wire_cards:
 * @proposal: a guided response
 *
 * Returns: (transfer full): an object of `cards`, `similar` and `facts`
 */
JsonNode *
vdt_cli_wire_cards (VdtProposal *proposal)
{
  GListModel *list = vdt_proposal_get_cards (proposal);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonArray *cards = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (list, i);

      json_array_add_element (cards, card_node (card));
    }

  json_object_set_string_member (object, "incident", vdt_proposal_get_incident_id (proposal));
  json_object_set_array_member (object, "cards", cards);
  json_object_set_member (object, "similar",
                          vdt_cli_wire_list (G_LIST_MODEL (vdt_record_get_list (proposal, "similar")), FALSE));
  json_object_set_int_member (object, "similarHits", vdt_record_get_count (proposal, "similar-hits"));
  json_object_set_int_member (object, "similarJudged", vdt_record_get_count (proposal, "similar-judged"));
  json_object_set_object_member (object, "facts", facts_object (vdt_proposal_get_facts (proposal)));
  json_node_take_object (node, object);

  return node;
}

/**
 * vdt_cli_wire_entity:
 * @proposal: an entity summary
 * @queries: #VdtCard with queries about it
 *
 * Returns: (transfer full): an object of `statements`, `facts` and `queries`
 */
JsonNode *
vdt_cli_wire_entity (VdtProposal *proposal,
                     GListModel  *queries)
{
  JsonNode *node = vdt_cli_wire_proposal (proposal);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (queries); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (queries, i);
      JsonObject *object = json_object_new ();

      set_text (object, "id", card, "key");
      set_text (object, "title", card, "title");
      set_text (object, "query", card, "query");
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (json_node_get_object (node), "queries", array);

  return node;
}

static JsonArray *
problems_of_report (VdtImportReport *report)
{
  JsonArray *array = json_array_new ();
  guint n = vdt_import_report_get_n_problems (report);

  for (guint i = 0; i < n; i++)
    {
      const VdtImportProblem *problem = vdt_import_report_get_problem (report, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "where", problem->where);
      json_object_set_string_member (object, "message", problem->message);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
object_of_report (VdtImportReport *report)
{
  JsonObject *object = json_object_new ();
  JsonObject *rows = json_object_new ();
  guint n = vdt_import_report_get_n_tables (report);

  for (guint i = 0; i < n; i++)
    {
      guint64 count;
      const char *table = vdt_import_report_get_table (report, i, &count);

      json_object_set_int_member (rows, table, (gint64) count);
    }

  json_object_set_string_member (object, "path", vdt_import_report_get_path (report));
  json_object_set_string_member (object, "format", vdt_import_report_get_format (report));
  json_object_set_string_member (object, "verdict",
                                 vdt_import_verdict_to_nick (vdt_import_report_get_verdict (report)));
  json_object_set_int_member (object, "incidents", (gint64) vdt_import_report_get_incidents (report));
  json_object_set_int_member (object, "alerts", (gint64) vdt_import_report_get_alerts (report));
  json_object_set_int_member (object, "evidence", (gint64) vdt_import_report_get_evidence (report));
  json_object_set_object_member (object, "rows", rows);
  json_object_set_int_member (object, "skipped", (gint64) vdt_import_report_get_skipped (report));
  json_object_set_array_member (object, "problems", problems_of_report (report));
  json_object_set_int_member (object, "unlisted", (gint64) vdt_import_report_get_unlisted (report));

  return object;
}

/**
 * vdt_cli_wire_reports:
 * @reports: (element-type VdtImportReport): what an import did
 *
 * Returns: (transfer full): an object of `files`
 */
JsonNode *
vdt_cli_wire_reports (GPtrArray *reports)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonArray *files = json_array_new ();

  for (guint i = 0; i < reports->len; i++)
    json_array_add_object_element (files, object_of_report (g_ptr_array_index (reports, i)));

  json_object_set_array_member (object, "files", files);
  json_node_take_object (node, object);

  return node;
}
