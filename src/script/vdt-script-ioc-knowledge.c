/* vdt-script-ioc-knowledge.c
 *
 * Reads data/script/indicators.json: what indicators look like, and what only
 * looks like them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ioc.h"

static GHashTable *
get_set (JsonObject *object,
         const char *name)
{
  JsonArray *array = json_object_get_array_member (object, name);
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_hash_table_add (set, (gpointer) json_array_get_string_element (array, i));

  return set;
}

static char **
get_list (JsonObject *object,
          const char *name)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!json_object_has_member (object, name))
    return NULL;

  array = json_object_get_array_member (object, name);
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));

  return g_strv_builder_end (builder);
}

static void
add_pattern (IocKnowledge *knowledge,
             JsonObject   *object)
{
  gboolean exact = json_object_get_boolean_member_with_default (object, "case", FALSE);
  const char *text = json_object_get_string_member (object, "pattern");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) words = vdt_script_needles_of_regex (text);
  IocPattern pattern = { json_object_get_string_member (object, "type"), NULL, NULL };

  pattern.regex = g_regex_new (text, G_REGEX_OPTIMIZE | (exact ? 0 : G_REGEX_CASELESS), 0, &error);
  if (pattern.regex == NULL)
    g_error ("data/script/indicators.json: “%s”: %s", text, error->message);
  if (words != NULL)
    pattern.needles = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; words != NULL && i < words->len; i++)
    {
      guint id = vdt_script_needles_add (knowledge->needles, g_ptr_array_index (words, i));

      g_array_append_val (pattern.needles, id);
    }
  g_array_append_val (knowledge->patterns, pattern);
}

/**
 * vdt_script_ioc_get_knowledge:
 *
 * Returns: (transfer none): what data/script/indicators.json says; constant for
 *   the life of the process
 */
const IocKnowledge *
vdt_script_ioc_get_knowledge (void)
{
  static IocKnowledge *knowledge;

  if (g_once_init_enter (&knowledge))
    {
      JsonObject *file = vdt_script_data_get ("indicators.json");
      JsonArray *patterns = json_object_get_array_member (file, "patterns");
      JsonArray *arguments = json_object_get_array_member (file, "arguments");
      IocKnowledge *made = g_new0 (IocKnowledge, 1);

      made->needles = vdt_script_needles_new ();
      made->patterns = g_array_new (FALSE, FALSE, sizeof (IocPattern));
      made->arguments = g_array_new (FALSE, FALSE, sizeof (IocArgument));
      for (guint i = 0; i < json_array_get_length (patterns); i++)
        add_pattern (made, json_array_get_object_element (patterns, i));
      vdt_script_needles_compile (made->needles);
      for (guint i = 0; i < json_array_get_length (arguments); i++)
        {
          JsonObject *object = json_array_get_object_element (arguments, i);
          IocArgument argument = { json_object_get_string_member (object, "type"), get_list (object, "name"),
                                get_list (object, "option"), get_list (object, "after"),
                                json_object_get_boolean_member_with_default (object, "first", FALSE) };

          g_array_append_val (made->arguments, argument);
        }
      made->strong_tlds = get_set (file, "strong_tlds");
      made->needs_more = get_set (file, "needs_more");
      made->file_endings = get_set (file, "file_endings");
      made->decoy_hosts = get_set (file, "decoy_hosts");
      made->common_paths = get_set (file, "common_paths");
      made->common_folders = get_set (file, "common_folders");
      made->loopback_after = get_list (file, "decoy_loopback_after");
      made->words_before = get_list (file, "decoy_words_before");
      g_once_init_leave (&knowledge, made);
    }

  return knowledge;
}
