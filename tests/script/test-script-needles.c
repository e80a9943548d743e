/* test-script-needles.c
 *
 * Words looked for at once, and the words that regular expressions ask for.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-script-core.h"
#include "vdt-script-needles.h"

static const struct
{
  const char *pattern;
  const char *words;   /* joined by “|”; NULL: nothing can be said */
} patterns[] = {
  { "whoami", "whoami" },
  { "lsass\\.(exe|dmp)|SekurLsa", "lsass.|sekurlsa" },
  { "(add|del)\\s+user", "user" },
  { "ab?cde", "cde" },
  { "abc+de", "abc" },
  { "abc{0,3}defg", "defg" },
  { "(?<!x)curl(?=y)\\b -o", "curl -o" },
  { "\\bcb\\b", "cb" },
  { "(?:red|blue)?key", "key" },
  { "(red|blue)+key", "key" },
  { "[a-z]]+\\\\run", "\\run" },
  { "a|long", "a|long" },
  { "(long)?", NULL },
  { "\\w+", NULL },
  { "(?i)long", NULL },
  { "lo\\x{6e}ger", "ger" },
  { "größe", "gr" },
  { "(open", NULL },
  { "", NULL },
};

static void
test_patterns (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      GPtrArray *words = vdt_script_needles_of_regex (patterns[i].pattern);
      g_autoptr(GString) joined = g_string_new (NULL);

      for (guint w = 0; words != NULL && w < words->len; w++)
        g_string_append_printf (joined, "%s%s", w > 0 ? "|" : "", (const char *) g_ptr_array_index (words, w));

      g_test_message ("%s", patterns[i].pattern);
      g_assert_cmpstr (words != NULL ? joined->str : NULL, ==, patterns[i].words);
      g_clear_pointer (&words, g_ptr_array_unref);
    }
}

static void
found_cb (guint    needle,
          gpointer user_data)
{
  g_string_append_printf (user_data, "%u ", needle);
}

/* One within another, one at the end of another, one twice; case does not matter. */
static void
test_scan (void)
{
  static const char *const words[] = { "he", "she", "his", "hers", "\xc3\xa4" };
  const char *text = "uSHErs HIS \xc3\xa4 h";
  VdtScriptNeedles *needles = vdt_script_needles_new ();
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpuint (vdt_script_needles_add (needles, words[i]), ==, i);
  g_assert_cmpuint (vdt_script_needles_add (needles, "she"), ==, 1);
  g_assert_cmpuint (vdt_script_needles_get_size (needles), ==, 5);

  vdt_script_needles_compile (needles);
  vdt_script_needles_scan (needles, text, strlen (text), found_cb, found);
  g_assert_cmpstr (found->str, ==, "1 0 3 2 4 ");

  vdt_script_needles_free (needles);
}

static guint
count_unfiltered (JsonObject *rule)
{
  JsonArray *any = json_object_has_member (rule, "any") ? json_object_get_array_member (rule, "any") : NULL;
  guint n = 0;

  for (guint i = 0; any != NULL && i < json_array_get_length (any); i++)
    {
      JsonObject *predicate = json_array_get_object_element (any, i);
      JsonNode *name = json_object_get_member (predicate, "name");
      JsonNode *args = json_object_get_member (predicate, "args");
      gboolean known = FALSE;
      JsonArray *list;

      if (name == NULL || !JSON_NODE_HOLDS_ARRAY (name) || args == NULL || !JSON_NODE_HOLDS_ARRAY (args) ||
          g_strcmp0 (json_array_get_string_element (json_node_get_array (name), 0), "*") != 0)
        continue;

      list = json_node_get_array (args);
      for (guint a = 0; a < json_array_get_length (list); a++)
        {
          GPtrArray *words = vdt_script_needles_of_regex (json_array_get_string_element (list, a));

          known = known || words != NULL;
          g_clear_pointer (&words, g_ptr_array_unref);
        }
      n += !known;
    }

  return n;
}

/* What any command may meet is cheap only if it asks for a word. */
static void
test_rules (void)
{
  JsonArray *files = json_object_get_array_member (vdt_script_data_get ("rules.json"), "files");
  guint n = 0;

  for (guint f = 0; f < json_array_get_length (files); f++)
    {
      JsonObject *file = vdt_script_data_get (json_array_get_string_element (files, f));
      JsonArray *rules = json_object_get_array_member (file, "rules");

      for (guint i = 0; i < json_array_get_length (rules); i++)
        n += count_unfiltered (json_array_get_object_element (rules, i));
    }

  g_assert_cmpuint (n, <=, 8);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/script/needles/patterns", test_patterns);
  g_test_add_func ("/script/needles/scan", test_scan);
  g_test_add_func ("/script/needles/rules", test_rules);

  return g_test_run ();
}
