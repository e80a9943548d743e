/* test-nl-data.c
 *
 * data/nl: every table and column that the vocabulary names is in the catalog,
 * every clause can hold where it says so, and the grammar has just the sets
 * that the engine asks for.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-ask-lexicon.h"
#include "vdt-kql-analysis.h"
#include "vdt-kql-diagnostic.h"

static VdtKqlCatalog *catalog;
static guint wrong;

static JsonNode *
load (const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.json", NL_FOLDER, name);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_node_copy (json_parser_get_root (parser));
}

static gboolean
has_column (const char *table,
            const char *column)
{
  const VdtKqlTable *found = vdt_kql_catalog_find_table (catalog, table);

  return found != NULL && vdt_kql_schema_find (found->type.schema, column) != NULL;
}

static gboolean
is_column (const char *column)
{
  GPtrArray *tables = vdt_kql_catalog_get_tables (catalog);

  for (guint i = 0; i < tables->len; i++)
    if (vdt_kql_schema_find (((VdtKqlTable *) g_ptr_array_index (tables, i))->type.schema, column) != NULL)
      return TRUE;

  return FALSE;
}

static void
complain (const char *where,
          const char *what)
{
  g_test_message ("%s: %s", where, what);
  wrong++;
}

static void
check_clause (const char *clause,
              const char *table)
{
  const char *colon = strstr (clause, ": ");
  gboolean named = colon != NULL && strchr (clause, ' ') == colon + 1;
  g_auto(GStrv) terms = g_strsplit (named ? colon + 2 : clause, " && ", -1);
  g_autofree char *names = named ? g_strndup (clause, (gsize) (colon - clause)) : g_strdup (table != NULL ? table : "");
  g_auto(GStrv) tables = g_strsplit (names, ",", -1);

  for (guint i = 0; terms[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (terms[i], " ", 2);

      if (parts[1] == NULL)
        complain (clause, "a term without an operator");
      if (tables[0] == NULL && !is_column (parts[0]))
        complain (clause, parts[0]);
      for (guint j = 0; tables[j] != NULL; j++)
        if (!has_column (tables[j], parts[0]))
          complain (clause, tables[j]);
    }
}

static void
check_clauses (JsonObject *object,
               const char *table)
{
  JsonArray *clauses = json_object_get_array_member (object, "is");

  for (guint i = 0; i < json_array_get_length (clauses); i++)
    check_clause (json_array_get_string_element (clauses, i), table);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "say")), >, 0);
}

static void
test_clauses (void)
{
  static const struct { const char *file, *list; } files[] = {
    { "values", "values" }, { "attack", "behaviours" }, { "attack-cloud", "behaviours" },
    { "attack-tools", "behaviours" }, { "attack-windows", "behaviours" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(JsonNode) root = load (files[i].file);
      JsonArray *list = json_object_get_array_member (json_node_get_object (root), files[i].list);

      for (guint j = 0; j < json_array_get_length (list); j++)
        {
          JsonObject *object = json_array_get_object_element (list, j);

          check_clauses (object, json_object_has_member (object, "in") ? json_object_get_string_member (object, "in") : NULL);
        }
    }
  g_assert_cmpuint (wrong, ==, 0);
}

static void
test_tables (void)
{
  g_autoptr(JsonNode) root = load ("tables");
  JsonArray *list = json_object_get_array_member (json_node_get_object (root), "tables");
  guint defender = 0;

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      const char *name = json_object_get_string_member (object, "table");
      const VdtKqlTable *table = vdt_kql_catalog_find_table (catalog, name);

      if (table == NULL)
        complain ("tables", name);
      else
        defender += g_strcmp0 (table->group, "defender") == 0 ? 1 : 0;
    }
  g_assert_cmpuint (wrong, ==, 0);
  g_assert_cmpuint (defender, ==, 65);
}

static void
test_columns (void)
{
  g_autoptr(JsonNode) root = load ("columns");
  JsonArray *list = json_object_get_array_member (json_node_get_object (root), "columns");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      JsonArray *columns = json_object_get_array_member (object, "is");

      for (guint j = 0; j < json_array_get_length (columns); j++)
        if (!is_column (json_array_get_string_element (columns, j)))
          complain ("columns", json_array_get_string_element (columns, j));
    }
  g_assert_cmpuint (wrong, ==, 0);
}

/* Programs by names that tokens can have, each once, with something to look for in what they do. */
static void
test_programs (void)
{
  g_autoptr(JsonNode) root = load ("programs");
  g_autoptr(JsonNode) techniques = load ("techniques");
  JsonArray *list = json_object_get_array_member (json_node_get_object (root), "programs");
  JsonArray *cues = json_object_get_array_member (json_node_get_object (techniques), "cues");
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      JsonArray *names = json_object_get_array_member (object, "say");
      JsonArray *deeds = json_object_has_member (object, "does") ? json_object_get_array_member (object, "does") : NULL;

      for (guint j = 0; j < json_array_get_length (names); j++)
        {
          const char *name = json_array_get_string_element (names, j);
          g_autofree char *lower = g_ascii_strdown (name, -1);

          if (strcmp (name, lower) != 0 || strchr (name, ' ') != NULL || !g_hash_table_add (seen, (gpointer) name))
            complain ("programs", name);
        }
      for (guint j = 0; deeds != NULL && j < json_array_get_length (deeds); j++)
        {
          const char *colon = strstr (json_array_get_string_element (deeds, j), ": ");

          if (colon == NULL || colon[2] == '\0' || strstr (colon, "|  |") != NULL)
            complain ("programs", json_array_get_string_element (deeds, j));
        }
    }
  for (guint i = 0; i < json_array_get_length (cues); i++)
    {
      JsonObject *cue = json_array_get_object_element (cues, i);

      if (vdt_kql_catalog_find_table (catalog, json_object_get_string_member (cue, "in")) == NULL ||
          json_array_get_length (json_object_get_array_member (cue, "say")) == 0)
        complain ("techniques", json_object_get_string_member (cue, "in"));
    }
  g_assert_cmpuint (wrong, ==, 0);
}

/* The queries that a model is shown bind, and what may be asked next goes by columns that exist. */
static void
test_model (void)
{
  g_autoptr(JsonNode) root = load ("model");
  g_autoptr(JsonNode) next = load ("next");
  JsonArray *examples = json_object_get_array_member (json_node_get_object (root), "examples");
  JsonArray *list = json_object_get_array_member (json_node_get_object (next), "next");
  g_autoptr(JsonNode) schema = json_from_string (json_object_get_string_member (json_node_get_object (root), "schema"), NULL);

  g_assert_nonnull (schema);
  for (guint i = 0; i < json_array_get_length (examples); i++)
    {
      const char *kql = json_object_get_string_member (json_array_get_object_element (examples, i), "kql");
      g_autoptr(VdtKqlTree) tree = vdt_kql_parse (kql, -1, NULL);
      g_autoptr(VdtKqlAnalysis) analysis = vdt_kql_analyze (tree, catalog, NULL);

      if (!vdt_kql_analysis_is_ok (analysis) || vdt_kql_diagnostics_has_error (vdt_kql_tree_get_diagnostics (tree)))
        complain ("model", kql);
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *one = json_array_get_object_element (list, i);

      if (!is_column (json_object_get_string_member (one, "has")) || *json_object_get_string_member (one, "say") == '\0')
        complain ("next", json_object_get_string_member (one, "has"));
    }
  g_assert_cmpuint (wrong, ==, 0);
}

static void
test_joins (void)
{
  g_autoptr(JsonNode) root = load ("roles");
  JsonArray *list = json_object_get_array_member (json_node_get_object (root), "joins");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      const char *key = json_array_get_string_element (json_object_get_array_member (object, "on"), 0);

      if (!has_column (json_object_get_string_member (object, "left"), key))
        complain (json_object_get_string_member (object, "left"), key);
      if (!has_column (json_object_get_string_member (object, "right"), key))
        complain (json_object_get_string_member (object, "right"), key);
    }
  g_assert_cmpuint (wrong, ==, 0);
}

/* A list of different names, each of which @is_good. */
static void
check_names (const char  *where,
             JsonArray   *names,
             gboolean   (*is_good) (const char *name))
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (json_array_get_length (names) == 0)
    complain (where, "empty");
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      const char *name = json_array_get_string_element (names, i);

      if (!g_hash_table_add (seen, (gpointer) name) || !is_good (name))
        complain (where, name);
    }
}

/* Words are compared in lower case, as the tokenizer cuts them. */
static gboolean
is_plain_word (const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);

  return *word != '\0' && strcmp (word, lower) == 0;
}

/* Units are looked up by the stem of what was said. */
static gboolean
is_stem (const char *word)
{
  g_autofree char *stem = vdt_ask_stem (word);

  return is_plain_word (word) && strcmp (stem, word) == 0;
}

/* A column of the catalog, or a pattern that some column fits. */
static gboolean
names_column (const char *name)
{
  GPtrArray *tables = vdt_kql_catalog_get_tables (catalog);
  g_autoptr(GPatternSpec) pattern = g_pattern_spec_new (name);

  for (guint i = 0; i < tables->len; i++)
    {
      const VdtKqlSchema *schema = ((VdtKqlTable *) g_ptr_array_index (tables, i))->type.schema;

      for (guint j = 0; j < schema->n_columns; j++)
        if (g_pattern_spec_match_string (pattern, schema->columns[j]->name))
          return TRUE;
    }

  return FALSE;
}

static void
check_sets (JsonObject  *root,
            const char  *member,
            gboolean   (*is_good) (const char *name))
{
  JsonObjectIter iter;
  const char *nick;
  JsonNode *names;

  json_object_iter_init (&iter, json_object_get_object_member (root, member));
  while (json_object_iter_next (&iter, &nick, &names))
    check_names (nick, json_node_get_array (names), is_good);
}

static void
check_units (JsonObject *root,
             const char *member,
             const char *factor)
{
  JsonArray *list = json_object_get_array_member (root, member);

  g_assert_cmpuint (json_array_get_length (list), >, 0);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *unit = json_array_get_object_element (list, i);

      g_assert_cmpint (json_object_get_int_member (unit, factor), >, 0);
      check_names (member, json_object_get_array_member (unit, "say"), is_stem);
      if (strcmp (member, "times") == 0)
        {
          const char *name = json_object_get_string_member (unit, "unit");

          g_assert_cmpuint (strlen (name), ==, 1);
          g_assert_nonnull (strchr ("dhms", *name));
          g_assert_cmpint (json_object_get_int_member (unit, "times"), >, 0);
        }
    }
}

/* Extensions become part of a regular expression: letters and digits only. */
static gboolean
is_extension (const char *name)
{
  return *name != '\0' && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789") == strlen (name);
}

/* Whether words.json has a word of grammar with this nick. */
static gboolean
is_nick (const char *nick)
{
  g_autoptr(JsonNode) root = load ("words");
  JsonArray *list = json_object_get_array_member (json_node_get_object (root), "grammar");

  for (guint i = 0; i < json_array_get_length (list); i++)
    if (strcmp (json_object_get_string_member (json_array_get_object_element (list, i), "nick"), nick) == 0)
      return TRUE;

  return FALSE;
}

static void
test_grammar (void)
{
  static const char *const maps[] = { "operators", "functions", "bins" };
  g_autoptr(JsonNode) node = load ("grammar");
  g_autoptr(JsonNode) german = load ("grammar.de");
  JsonObject *root = json_node_get_object (node);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  check_sets (root, "words", is_plain_word);
  check_sets (json_node_get_object (german), "words", is_plain_word);
  check_sets (root, "columns", names_column);
  check_units (root, "times", "seconds");
  check_units (root, "sizes", "factor");
  check_names ("extensions", json_object_get_array_member (root, "extensions"), is_extension);
  check_names ("months", json_object_get_array_member (root, "months"), is_plain_word);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "months")), ==, 12);

  json_object_iter_init (&iter, json_object_get_object_member (root, "numbers"));
  while (json_object_iter_next (&iter, &name, &value))
    if (!is_plain_word (name) || json_node_get_int (value) <= 0)
      complain ("numbers", name);

  for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
    {
      json_object_iter_init (&iter, json_object_get_object_member (root, maps[i]));
      while (json_object_iter_next (&iter, &name, &value))
        if (!is_nick (name) || *json_node_get_string (value) == '\0')
          complain (maps[i], name);
    }

  json_object_iter_init (&iter, json_object_get_object_member (root, "other-names"));
  while (json_object_iter_next (&iter, &name, &value))
    if (!is_column (json_node_get_string (value)))
      complain ("other-names", name);
  g_assert_cmpuint (wrong, ==, 0);
}

/* Every pattern compiles, and what stands instead refers to groups that it has. */
static void
test_repair (void)
{
  g_autoptr(JsonNode) node = load ("repair");
  JsonObject *root = json_node_get_object (node);
  JsonArray *rules = json_object_get_array_member (root, "rules");
  JsonArray *open = json_object_get_array_member (root, "open-names");

  g_assert_cmpuint (json_array_get_length (rules), >, 0);
  for (guint i = 0; i < json_array_get_length (rules); i++)
    {
      JsonObject *rule = json_array_get_object_element (rules, i);
      const char *instead = json_object_get_string_member (rule, "instead");
      g_autoptr(GError) error = NULL;
      g_autoptr(GRegex) regex = g_regex_new (json_object_get_string_member (rule, "pattern"), G_REGEX_MULTILINE, 0,
                                             &error);

      g_assert_no_error (error);
      g_assert_true (g_regex_check_replacement (instead, NULL, &error));
      for (const char *p = strchr (instead, '\\'); p != NULL; p = strchr (p + 1, '\\'))
        if (g_ascii_isdigit (p[1]) && g_ascii_digit_value (p[1]) > g_regex_get_capture_count (regex))
          complain ("repair", instead);
      if (*json_object_get_string_member (rule, "what") == '\0')
        complain ("repair", "a rule that does not say what it mends");
    }

  g_assert_cmpuint (json_array_get_length (open), >, 0);
  for (guint i = 0; i < json_array_get_length (open); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GRegex) regex = g_regex_new (json_array_get_string_element (open, i), 0, 0, &error);

      g_assert_no_error (error);
      g_assert_nonnull (regex);
    }
  g_assert_cmpuint (wrong, ==, 0);
}

static char *
read_sources (void)
{
  g_autoptr(GDir) folder = g_dir_open (ASK_SOURCES, 0, NULL);
  GString *all = g_string_new (NULL);
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_prefix (name, "vdt-ask") && g_str_has_suffix (name, ".c"))
      {
        g_autofree char *path = g_build_filename (ASK_SOURCES, name, NULL);
        g_autofree char *text = NULL;

        g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
        g_string_append (all, text);
      }

  return g_string_free (all, FALSE);
}

/* What a pattern finds in the sources must be a member of one of two objects (the second may be NULL). */
static void
check_asked (const char *sources,
             const char *pattern,
             JsonObject *first,
             JsonObject *second)
{
  g_autoptr(GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  guint n = 0;

  g_regex_match (regex, sources, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL), n++)
    {
      g_autofree char *nick = g_match_info_fetch (match, 1);

      if (!json_object_has_member (first, nick) && (second == NULL || !json_object_has_member (second, nick)))
        complain ("asked for, not in the grammar", nick);
    }
  g_assert_cmpuint (n, >, 5);
}

static void
check_used (const char *sources,
            JsonObject *sets)
{
  g_autoptr(GList) nicks = json_object_get_members (sets);

  for (GList *i = nicks; i != NULL; i = i->next)
    {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", (const char *) i->data);

      if (strstr (sources, quoted) == NULL)
        complain ("in the grammar, asked for nowhere", i->data);
    }
}

/* The sources and the grammar agree on the names of sets and roles. */
static void
test_grammar_use (void)
{
  g_autofree char *sources = read_sources ();
  g_autoptr(JsonNode) node = load ("grammar");
  g_autoptr(JsonNode) german = load ("grammar.de");
  JsonObject *words = json_object_get_object_member (json_node_get_object (node), "words");
  JsonObject *german_words = json_object_get_object_member (json_node_get_object (german), "words");
  JsonObject *columns = json_object_get_object_member (json_node_get_object (node), "columns");

  check_asked (sources, "(?:grammar_is|is_word) \\([^\";]*\"([^\"]+)\"", words, german_words);
  check_asked (sources, "(?:grammar_is_column|grammar_get_columns) \\([^\";]*\"([^\"]+)\"", columns, NULL);
  check_used (sources, words);
  check_used (sources, german_words);
  check_used (sources, columns);
  g_assert_cmpuint (wrong, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  catalog = vdt_kql_catalog_new_default ();
  g_test_add_func ("/data/nl/tables", test_tables);
  g_test_add_func ("/data/nl/columns", test_columns);
  g_test_add_func ("/data/nl/clauses", test_clauses);
  g_test_add_func ("/data/nl/joins", test_joins);
  g_test_add_func ("/data/nl/programs", test_programs);
  g_test_add_func ("/data/nl/model", test_model);
  g_test_add_func ("/data/nl/grammar", test_grammar);
  g_test_add_func ("/data/nl/repair", test_repair);
  g_test_add_func ("/data/nl/grammar-use", test_grammar_use);
  status = g_test_run ();
  vdt_kql_catalog_unref (catalog);

  return status;
}
