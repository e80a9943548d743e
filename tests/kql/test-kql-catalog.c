/* test-kql-catalog.c: the built-in catalog is whole, and catalog files are read or refused.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-kql-analysis.h"
#include "vdt-kql-builtins.h"

static void
test_defender (void)
{
  g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new_default ();
  GPtrArray *tables = vdt_kql_catalog_get_tables (catalog);
  guint n_tables = 0;
  guint n_columns = 0;

  for (guint i = 0; i < tables->len; i++)
    {
      const VdtKqlTable *table = g_ptr_array_index (tables, i);

      if (g_strcmp0 (table->group, "defender") != 0)
        continue;

      n_tables++;
      n_columns += table->type.schema->n_columns;
      g_test_message ("%s", table->name);
      g_assert_nonnull (table->description);

      for (guint c = 0; c < table->type.schema->n_columns; c++)
        {
          const VdtKqlColumn *column = table->type.schema->columns[c];

          if (column->description == NULL)
            g_test_message ("%s.%s has no description", table->name, column->name);
          g_assert_nonnull (column->description);
          g_assert_true (g_utf8_validate (column->description, -1, NULL));
        }
    }

  g_assert_cmpuint (n_tables, ==, 65);
  g_assert_cmpuint (n_columns, ==, 1619);
}

/* Every table: names are not empty or twice, types are scalar. */
static void
test_tables (void)
{
  g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new_default ();
  GPtrArray *tables = vdt_kql_catalog_get_tables (catalog);

  g_assert_cmpuint (tables->len, >, 1000);

  for (guint i = 0; i < tables->len; i++)
    {
      const VdtKqlTable *table = g_ptr_array_index (tables, i);
      const VdtKqlSchema *schema = table->type.schema;

      g_assert_true (vdt_kql_catalog_find_table (catalog, table->name) == table);
      g_assert_cmpuint (schema->n_columns, >, 0);
      g_assert_nonnull (table->group);
      g_assert_nonnull (table->description);

      for (guint c = 0; c < schema->n_columns; c++)
        {
          g_assert_cmpstr (schema->columns[c]->name, !=, "");
          g_assert_nonnull (schema->columns[c]->type);
          g_assert_true (vdt_kql_type_is_scalar (schema->columns[c]->type));
          g_assert_nonnull (schema->columns[c]->description);
          g_assert_cmpint (vdt_kql_schema_index_of (schema, schema->columns[c]->name), ==, (int) c);
        }
    }
}

/* A column that nobody described by hand is told from the words of its name. */
static void
test_words (void)
{
  static const struct
  {
    const char *table;
    const char *column;
    const char *description;
  } cases[] = {
    { "ASimNetworkSessionLogs", "DstInterfaceName", "Name of destination interface" },
    { "SQLSecurityAuditEvents", "ServerPrincipalSid", "Security identifier (SID) of server principal" },
    { "Cloudflare_CL", "ClientRequestPath_s", "Path of client request" },
    { "Cloudflare_CL", "FirewallMatchesRuleIDs_s", "Identifiers of firewall matches rule" },
  };
  g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new_default ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const VdtKqlTable *table = vdt_kql_catalog_find_table (catalog, cases[i].table);
      const VdtKqlColumn *column = vdt_kql_schema_find (table->type.schema, cases[i].column);

      g_test_message ("%s.%s", cases[i].table, cases[i].column);
      g_assert_nonnull (column);
      g_assert_cmpstr (column->description, ==, cases[i].description);
    }
}

static void
test_values (void)
{
  g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new_default ();
  const VdtKqlTable *table = vdt_kql_catalog_find_table (catalog, "DeviceLogonEvents");
  const VdtKqlColumn *column = vdt_kql_schema_find (table->type.schema, "LogonType");

  g_assert_nonnull (column->values);
  g_assert_true (g_strv_contains (column->values, "RemoteInteractive"));
}

static char *
columns_of (VdtKqlCatalog *catalog,
            const char    *query)
{
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (query, -1, NULL);
  VdtKqlAnalyzeOptions options = { TRUE, NULL };
  g_autoptr(VdtKqlAnalysis) analysis = vdt_kql_analyze (tree, catalog, &options);
  const VdtKqlType *type = vdt_kql_analysis_get_result (analysis);
  GString *text = g_string_new (NULL);

  g_assert_true (vdt_kql_analysis_is_ok (analysis));
  for (guint i = 0; i < type->schema->n_columns; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", type->schema->columns[i]->name);

  return g_string_free (text, FALSE);
}

/* Functions that only Defender has take a column of the rows. */
static void
test_defender_functions (void)
{
  static const struct
  {
    const char *query;
    const char *columns;
  } cases[] = {
    { "DeviceFileEvents | project SHA1 | invoke FileProfile (SHA1, 500) | project SHA1, SHA11, GlobalPrevalence",
      "SHA1 SHA11 GlobalPrevalence" },
    { "DeviceFileEvents | project SHA256 | invoke FileProfile ('SHA256') | project GlobalFirstSeen, SHA2561",
      "GlobalFirstSeen SHA2561" },
    { "DeviceNetworkEvents | project LocalIP, Timestamp | invoke DeviceFromIP (LocalIP, Timestamp)",
      "LocalIP Timestamp IP DeviceId" },
    { "DeviceInfo | project DeviceId | invoke SeenBy ()", "DeviceId SeenBy" },
    { "AssignedIPAddresses ('host.example.com', now ()) | project IPAddress", "IPAddress" },
    { "_GetWatchlist ('vip') | project SearchKey, Team", "SearchKey Team" },
  };
  g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new_default ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *columns = columns_of (catalog, cases[i].query);

      g_assert_cmpstr (columns, ==, cases[i].columns);
    }
}

static void
test_builtins (void)
{
  const VdtKqlBuiltins *builtins = vdt_kql_builtins_get ();

  for (guint kind = 0; kind <= VDT_KQL_FUNCTION_OPERATOR; kind++)
    {
      guint n;
      const VdtKqlFunction *list = vdt_kql_builtins_list (builtins, kind, &n);

      g_assert_cmpuint (n, >, 40);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (list[i].n_signatures, >, 0);
          for (guint s = 0; s < list[i].n_signatures; s++)
            {
              g_autofree char *text = vdt_kql_signature_dup_text (&list[i], &list[i].signatures[s]);

              g_assert_true (g_str_has_prefix (text, list[i].name));
              g_assert_cmpuint (list[i].signatures[s].min_arguments, <=, list[i].signatures[s].max_arguments);
            }
        }
    }
}

static void
test_json (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtKqlCatalog) catalog =
    vdt_kql_catalog_new_from_json ("{ \"database\": \"mine\","
                                   "  \"columns\": { \"a\": \"shared\", \"b\": \"shared\" },"
                                   "  \"tables\": { \"T\": { \"description\": \"rows\","
                                   "                       \"columns\": { \"a\": \"long\", \"b\": \"oddity\" },"
                                   "                       \"descriptions\": { \"a\": \"own\" },"
                                   "                       \"values\": { \"b\": [\"x\", \"y\"], \"zz\": [\"q\"] } } } }",
                                   -1, &error);
  const VdtKqlSchema *schema;

  g_assert_no_error (error);
  g_assert_cmpstr (vdt_kql_catalog_get_database_name (catalog), ==, "mine");
  schema = vdt_kql_catalog_find_table (catalog, "T")->type.schema;
  g_assert_cmpstr (schema->columns[0]->description, ==, "own");
  g_assert_cmpstr (schema->columns[1]->description, ==, "shared");
  g_assert_cmpstr (vdt_kql_type_get_name (schema->columns[1]->type), ==, "dynamic");
  g_assert_cmpstr (schema->columns[1]->values[1], ==, "y");
  g_assert_null (vdt_kql_catalog_find_table (catalog, "t"));
}

static void
test_json_refused (void)
{
  static const struct
  {
    const char *json;
    const char *says;
  } cases[] = {
    { "", "an object is expected" },
    { "[", "not JSON" },
    { "[]", "an object is expected" },
    { "{\"tables\":{\"T\":1}}", "T: a table must be" },
    { "{\"tables\":{\"T\":null}}", "T: a table must be" },
    { "{\"tables\":{\"T\":[[\"a\"]]}}", "T: a column must be" },
    { "{\"tables\":{\"T\":[[1,2]]}}", "T: a column must be" },
    { "{\"tables\":{\"T\":{}}}", "T: \"columns\" must be" },
    { "{\"functions\":[1]}", "a function must be an object" },
    { "{\"functions\":[{}]}", "a function must have a \"name\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new_from_json (cases[i].json, -1, &error);

      g_test_message ("%s", cases[i].json);
      g_assert_null (catalog);
      g_assert_error (error, VDT_ERROR, VDT_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kql/catalog/defender", test_defender);
  g_test_add_func ("/kql/catalog/tables", test_tables);
  g_test_add_func ("/kql/catalog/words", test_words);
  g_test_add_func ("/kql/catalog/values", test_values);
  g_test_add_func ("/kql/catalog/defender-functions", test_defender_functions);
  g_test_add_func ("/kql/catalog/builtins", test_builtins);
  g_test_add_func ("/kql/catalog/json", test_json);
  g_test_add_func ("/kql/catalog/json-refused", test_json_refused);

  return g_test_run ();
}
