/* vdt-grounding.c
 *
 * A sentence of a model holds only if each name, number, time and hash in it
 * occurs in the facts that it cites. What a claim looks like is data
 * (data/prompts/prompts.json). Nothing of an answer but plain text survives:
 * no link, picture, markup or control character.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-grounding.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-data.h"
#include "vdt-json-depth.h"
#include "vdt-prompts-resources.h"
#include "vdt-safe-text.h"
#include "vdt-time.h"

#define MAX_STATEMENTS 200
#define MAX_CHARS 2000

typedef struct
{
  char     *nick;
  GRegex   *regex;
  gboolean  has_group;
} Claim;

struct _VdtGrounding
{
  GVariant    *data;
  GArray      *claims;
  const char **plain_words;
  GHashTable  *names;
  GRegex      *markup;
  GRegex      *numbers;
};

/* Pictures go whole; a link leaves its words; tags and marks of layout go. */
#define MARKUP \
  "!\\[[^\\]]*\\]\\([^)]*\\)|\\[(?<words>[^\\]]*[^\\]\\d][^\\]]*)\\]\\([^)]*\\)|<[^<>]{0,300}>" \
  "|^\\s*(?:[-*+•]\\s+|#{1,6}\\s+|\\d{1,2}[.)]\\s+)|\\*\\*|__"

static void
claim_clear (gpointer data)
{
  Claim *claim = data;

  g_free (claim->nick);
  g_regex_unref (claim->regex);
}

/**
 * vdt_grounding_new:
 *
 * Returns: (transfer full): a checker that knows no names yet
 */
VdtGrounding *
vdt_grounding_new (void)
{
  VdtGrounding *self = g_new0 (VdtGrounding, 1);
  g_autoptr(GVariant) list = NULL;

  self->data = vdt_data_load (vdt_prompts_get_resource (), "prompts");
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->plain_words = vdt_data_dup_strv (self->data, "plain-words");
  self->markup = g_regex_new (MARKUP, G_REGEX_MULTILINE | G_REGEX_OPTIMIZE, 0, NULL);
  self->numbers = g_regex_new ("\\[((?:\\d{1,4})(?:\\s*[,;]\\s*\\d{1,4})*)\\]", G_REGEX_OPTIMIZE, 0, NULL);
  self->claims = g_array_new (FALSE, FALSE, sizeof (Claim));
  g_array_set_clear_func (self->claims, claim_clear);

  list = vdt_data_get_list (self->data, "claims");
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) item = g_variant_get_variant (boxed);
      g_autoptr(GError) error = NULL;
      Claim claim = { g_strdup (vdt_data_get_string (item, "nick")), NULL, vdt_data_get_string (item, "group") != NULL };

      claim.regex = g_regex_new (vdt_data_get_string (item, "pattern"), G_REGEX_OPTIMIZE, 0, &error);
      if (claim.regex == NULL)
        g_error ("claim \"%s\": %s", claim.nick, error->message);
      g_array_append_val (self->claims, claim);
    }

  return self;
}

void
vdt_grounding_free (VdtGrounding *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->claims);
  g_hash_table_unref (self->names);
  g_free (self->plain_words);
  g_regex_unref (self->markup);
  g_regex_unref (self->numbers);
  g_variant_unref (self->data);
  g_free (self);
}

/**
 * vdt_grounding_add_name:
 * @self: a checker
 * @name: name of an asset of the incident; where it is said, a cited fact must say it
 */
void
vdt_grounding_add_name (VdtGrounding *self,
                        const char   *name)
{
  g_return_if_fail (self != NULL);

  if (name != NULL && strlen (name) >= 3)
    g_hash_table_add (self->names, g_utf8_strdown (name, -1));
}

/* All that the cited facts say, lower case, defanged marks undone. */
static char *
dup_ground (GPtrArray *cited)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < cited->len; i++)
    {
      VdtFact *fact = g_ptr_array_index (cited, i);
      const char *parts[] = { vdt_fact_get_title (fact), vdt_fact_get_text (fact), vdt_fact_get_id (fact) };

      for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
        if (parts[p] != NULL)
          g_string_append_printf (text, "%s\n", parts[p]);

      if (vdt_fact_get_at (fact) != VDT_TIME_UNSET)
        {
          g_autofree char *shown = vdt_time_format (vdt_fact_get_at (fact), VDT_TIME_DATA);
          g_autofree char *iso = vdt_time_format (vdt_fact_get_at (fact), VDT_TIME_ISO);

          g_string_append_printf (text, "%s\n%s\n", shown, iso);
        }
    }

  return g_utf8_strdown (text->str, -1);
}

static gboolean
is_word_char (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  return g_unichar_isalnum (c) || c == '_';
}

/* As a whole word: "7" is not in "17", "ws-1" not in "ws-12". */
static gboolean
holds_word (const char *ground,
            const char *claim)
{
  gsize length = strlen (claim);

  for (const char *at = strstr (ground, claim); at != NULL; at = strstr (at + 1, claim))
    {
      const char *before = g_utf8_find_prev_char (ground, at);
      gboolean starts = before == NULL || !is_word_char (before) || !is_word_char (claim);
      const char *last = g_utf8_find_prev_char (claim, claim + length);
      gboolean ends = at[length] == '\0' || !is_word_char (at + length) || last == NULL || !is_word_char (last);

      if (starts && ends)
        return TRUE;
    }

  return FALSE;
}

static char *
refang (const char *text)
{
  g_autoptr(GString) out = g_string_new (text);

  g_string_replace (out, "[.]", ".", 0);
  g_string_replace (out, "hxxp", "http", 0);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
claim_holds (VdtGrounding *self,
             const char   *nick,
             const char   *claim,
             const char   *ground,
             guint         n_cited)
{
  g_autofree char *plain = refang (claim);
  g_autofree char *lower = g_utf8_strdown (plain, -1);

  for (guint i = 0; self->plain_words[i] != NULL; i++)
    {
      if (g_str_equal (claim, self->plain_words[i]))
        return TRUE;
    }

  if (holds_word (ground, lower))
    return TRUE;

  /* "Three alerts" may be said of three facts that do not count themselves. */
  return g_str_equal (nick, "number") && g_ascii_strtoull (claim, NULL, 10) == n_cited;
}

/**
 * vdt_grounding_check:
 * @self: a checker
 * @text: a sentence
 * @cited: (element-type VdtFact): the facts that it cites
 *
 * Returns: (transfer full) (nullable): the first thing said that no cited fact says; %NULL if all holds
 */
char *
vdt_grounding_check (VdtGrounding *self,
                     const char   *text,
                     GPtrArray    *cited)
{
  g_autofree char *ground = NULL;
  g_autofree char *lower = NULL;
  GHashTableIter iter;
  gpointer name;

  g_return_val_if_fail (self != NULL && text != NULL && cited != NULL, NULL);

  ground = dup_ground (cited);
  lower = g_utf8_strdown (text, -1);

  for (guint i = 0; i < self->claims->len; i++)
    {
      const Claim *claim = &g_array_index (self->claims, Claim, i);
      g_autoptr(GMatchInfo) match = NULL;

      for (g_regex_match (claim->regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
        {
          g_autofree char *found = claim->has_group ? g_match_info_fetch_named (match, "text")
                                                    : g_match_info_fetch (match, 0);

          if (!claim_holds (self, claim->nick, found, ground, cited->len))
            return g_steal_pointer (&found);
        }
    }

  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (holds_word (lower, name) && !holds_word (ground, name))
        return g_strdup (name);
    }

  return NULL;
}

/* --- reading the answer --- */

static gboolean
keep_words_cb (const GMatchInfo *match,
               GString          *out,
               gpointer          user_data G_GNUC_UNUSED)
{
  g_autofree char *words = g_match_info_fetch_named (match, "words");

  if (words != NULL)
    g_string_append (out, words);

  return FALSE;
}

static char *
dup_plain (VdtGrounding *self,
           const char   *text)
{
  g_autofree char *bare = g_regex_replace_eval (self->markup, text, -1, 0, 0, keep_words_cb, NULL, NULL);
  char *safe = vdt_safe_text (bare != NULL ? g_strstrip (bare) : "", -1, MAX_CHARS, NULL);

  return g_strstrip (safe);
}

/* Numbers that are no fact's are left out: the sentence must stand without them. */
static void
add_statement (VdtGrounding *self,
               GPtrArray    *out,
               const char   *text,
               GArray       *numbers,
               GPtrArray    *facts,
               const char   *section,
               gboolean      drop_failed,
               guint        *n_failed)
{
  g_autoptr(GPtrArray) cited = g_ptr_array_new ();
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *plain = dup_plain (self, text);
  g_autofree char *wrong = NULL;
  gboolean holds = numbers->len > 0;

  if (*plain == '\0' || out->len >= MAX_STATEMENTS)
    return;

  for (guint i = 0; i < numbers->len; i++)
    {
      gint64 number = g_array_index (numbers, gint64, i);

      if (number < 1 || number > facts->len)
        {
          holds = FALSE;
          continue;
        }
      if (!g_ptr_array_find (cited, g_ptr_array_index (facts, number - 1), NULL))
        {
          g_ptr_array_add (cited, g_ptr_array_index (facts, number - 1));
          g_ptr_array_add (ids, (gpointer) vdt_fact_get_id (g_ptr_array_index (facts, number - 1)));
        }
    }

  if (holds)
    wrong = vdt_grounding_check (self, plain, cited);
  holds = holds && wrong == NULL;
  *n_failed += !holds;
  if (!holds && drop_failed)
    return;

  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (out, vdt_statement_new (section, plain, holds ? (const char *const *) ids->pdata : NULL,
                                           holds ? "model" : "inference"));
}

/* Models put JSON between other words: the outermost braces are taken. */
static JsonArray *
find_statements (JsonParser *parser,
                 const char *answer)
{
  const char *start = strchr (answer, '{');
  const char *end = strrchr (answer, '}');
  JsonNode *root;
  JsonNode *list;

  if (start == NULL || end == NULL || end < start || !vdt_json_depth_check (start, end - start + 1, NULL) ||
      !json_parser_load_from_data (parser, start, end - start + 1, NULL))
    return NULL;

  root = json_parser_get_root (parser);
  list = JSON_NODE_HOLDS_OBJECT (root) ? json_object_get_member (json_node_get_object (root), "statements") : NULL;

  return list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;
}

static GArray *
read_numbers (JsonNode *list)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  JsonArray *array = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      gint64 number = JSON_NODE_HOLDS_VALUE (item) && json_node_get_value_type (item) == G_TYPE_INT64
                      ? json_node_get_int (item) : 0;

      g_array_append_val (numbers, number);
    }

  return numbers;
}

/* Without JSON: a sentence a line, its facts in square brackets. */
static GArray *
take_numbers (VdtGrounding  *self,
              const char    *line,
              char         **text)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GMatchInfo) match = NULL;

  for (g_regex_match (self->numbers, line, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *list = g_match_info_fetch (match, 1);
      g_auto(GStrv) parts = g_strsplit_set (list, ",; ", -1);

      for (guint i = 0; parts[i] != NULL; i++)
        {
          gint64 number = g_ascii_strtoll (parts[i], NULL, 10);

          if (*parts[i] != '\0')
            g_array_append_val (numbers, number);
        }
    }

  *text = g_regex_replace_literal (self->numbers, line, -1, 0, "", 0, NULL);

  return numbers;
}

/**
 * vdt_grounding_read:
 * @self: a checker
 * @answer: what a model said
 * @facts: (element-type VdtFact): the numbered facts that it was given
 * @section: the section that its statements belong to
 * @drop_failed: whether a sentence that does not hold is left out, not marked as inference
 * @n_failed: (out): how many did not hold
 *
 * Returns: (transfer full) (element-type VdtStatement): its statements; the origin is "model" where
 *   all that is said occurs in the cited facts, else "inference", which cites nothing
 */
GPtrArray *
vdt_grounding_read (VdtGrounding *self,
                    const char   *answer,
                    GPtrArray    *facts,
                    const char   *section,
                    gboolean      drop_failed,
                    guint        *n_failed)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  GPtrArray *out = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto(GStrv) lines = NULL;
  JsonArray *list;

  g_return_val_if_fail (self != NULL && answer != NULL && facts != NULL && n_failed != NULL, out);

  *n_failed = 0;
  list = find_statements (parser, answer);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonNode *text = object != NULL ? json_object_get_member (object, "text") : NULL;
      g_autoptr(GArray) numbers = read_numbers (object != NULL ? json_object_get_member (object, "facts") : NULL);

      if (text != NULL && JSON_NODE_HOLDS_VALUE (text) && json_node_get_value_type (text) == G_TYPE_STRING)
        add_statement (self, out, json_node_get_string (text), numbers, facts, section, drop_failed, n_failed);
    }
  if (list != NULL)
    return out;

  lines = g_strsplit (answer, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *text = NULL;
      g_autoptr(GArray) numbers = take_numbers (self, lines[i], &text);

      add_statement (self, out, text, numbers, facts, section, drop_failed, n_failed);
    }

  return out;
}
