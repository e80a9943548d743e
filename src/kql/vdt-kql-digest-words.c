/* vdt-kql-digest-words.c
 *
 * A column's description from the words of its name, for the thousands of
 * columns that say what they are: "DstPortNumber" is the "Number of
 * destination port". The words and forms are data/kql/column-words.json.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-kql-digest-words.h"

static const char *
look_up (JsonObject *rules,
         const char *group,
         const char *word)
{
  return json_object_get_string_member_with_default (json_object_get_object_member (rules, group), word, NULL);
}

/* Whether a word starts at @at: after a lower letter a capital, or the last of
 * several capitals before a lower letter, unless that is the s of "IDs". */
static gboolean
starts_word (const char *name,
             gsize       at)
{
  if (!g_ascii_isupper (name[at]) || at == 0)
    return FALSE;

  if (name[at + 1] == 's' && !g_ascii_islower (name[at + 2]))
    return !g_ascii_isupper (name[at - 1]);

  return !g_ascii_isupper (name[at - 1]) || g_ascii_islower (name[at + 1]);
}

/* "ClientIPAddress_s" → client, ip, address, s */
static GPtrArray *
split_words (const char *name)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) word = g_string_new (NULL);

  for (gsize i = 0;; i++)
    {
      gboolean ends = name[i] == '\0' || !g_ascii_isalnum (name[i]);

      if ((ends || starts_word (name, i)) && word->len > 0)
        {
          g_ptr_array_add (words, g_ascii_strdown (word->str, -1));
          g_string_truncate (word, 0);
        }
      if (name[i] == '\0')
        return words;
      if (!ends)
        g_string_append_c (word, name[i]);
    }
}

/* Log Analytics puts the type behind a custom column: "_s", "_d". */
static void
drop_type_suffix (JsonObject *rules,
                  const char *name,
                  GPtrArray  *words)
{
  JsonArray *suffixes = json_object_get_array_member (rules, "suffixes");
  const char *underscore = strrchr (name, '_');

  for (guint i = 0; underscore != NULL && words->len > 1 && i < json_array_get_length (suffixes); i++)
    {
      if (strcmp (underscore + 1, json_array_get_string_element (suffixes, i)) == 0)
        {
          g_ptr_array_set_size (words, (int) words->len - 1);
          return;
        }
    }
}

static char *
join_words (JsonObject *rules,
            GPtrArray  *words,
            guint       from,
            guint       to)
{
  GString *out = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      const char *plain = look_up (rules, "words", word);

      if (out->len > 0)
        g_string_append_c (out, ' ');
      g_string_append (out, plain != NULL ? plain : word);
    }

  return g_string_free (out, FALSE);
}

/* "new values" are not the "values of new". */
static gboolean
is_adjective (JsonObject *rules,
              const char *word)
{
  JsonArray *adjectives = json_object_get_array_member (rules, "adjectives");

  for (guint i = 0; i < json_array_get_length (adjectives); i++)
    if (strcmp (word, json_array_get_string_element (adjectives, i)) == 0)
      return TRUE;

  return FALSE;
}

/* Puts @words into the place of @form that is marked with {}. */
static char *
fill (const char *form,
      const char *words)
{
  const char *mark = strstr (form, "{}");
  char *text = g_strdup_printf ("%.*s%s%s", (int) (mark - form), form, words, mark + strlen ("{}"));

  text[0] = g_ascii_toupper (text[0]);

  return text;
}

/*< private >
 * vdt_kql_digest_describe:
 * @rules: the object of column-words.json
 * @name: name of a column
 *
 * Returns: (transfer full): a line about it, which is empty if the name has no words
 */
char *
vdt_kql_digest_describe (JsonObject *rules,
                         const char *name)
{
  g_autoptr(GPtrArray) words = split_words (name);
  g_autofree char *rest = NULL;
  const char *form;

  drop_type_suffix (rules, name, words);
  if (words->len == 0)
    return g_strdup ("");

  if (words->len == 1)
    {
      form = look_up (rules, "whole", g_ptr_array_index (words, 0));
      rest = join_words (rules, words, 0, 1);
      return form != NULL ? g_strdup (form) : fill ("{}", rest);
    }

  form = look_up (rules, "beginnings", g_ptr_array_index (words, 0));
  if (form != NULL)
    {
      rest = join_words (rules, words, 1, words->len);
      return fill (form, rest);
    }

  if (!is_adjective (rules, g_ptr_array_index (words, words->len - 2)))
    form = look_up (rules, "endings", g_ptr_array_index (words, words->len - 1));
  rest = join_words (rules, words, 0, words->len - (form != NULL ? 1 : 0));

  return fill (form != NULL ? form : "{}", rest);
}
