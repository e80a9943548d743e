/* vdt-ask-literals.c
 *
 * Where literals go that stand at no column: an address after "from" is the
 * sender's, one after "to" the recipient's, a hash goes by its length.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-private.h"

#include <string.h>

#define LITERAL 0.5          /* what one adds to the score of a table that has a column for it */

/* A date has no column of its own: it is the range of time, or nothing. */
static const char *const kinds[VDT_ASK_TOKEN_DATE + 1] = {
  [VDT_ASK_TOKEN_QUOTED] = "text", [VDT_ASK_TOKEN_NAME] = "name", [VDT_ASK_TOKEN_IP] = "ip",
      [VDT_ASK_TOKEN_NETWORK] = "network",
  [VDT_ASK_TOKEN_EMAIL] = "email", [VDT_ASK_TOKEN_URL] = "url", [VDT_ASK_TOKEN_DOMAIN] = "domain",
      [VDT_ASK_TOKEN_FILE] = "file",
  [VDT_ASK_TOKEN_EXTENSION] = "extension", [VDT_ASK_TOKEN_PATH] = "path", [VDT_ASK_TOKEN_KEY] = "key",
  [VDT_ASK_TOKEN_MD5] = "md5", [VDT_ASK_TOKEN_SHA1] = "sha1", [VDT_ASK_TOKEN_SHA256] = "sha256",
      [VDT_ASK_TOKEN_GUID] = "guid",
  [VDT_ASK_TOKEN_SID] = "sid", [VDT_ASK_TOKEN_CVE] = "cve", [VDT_ASK_TOKEN_TECHNIQUE] = "technique",
  [VDT_ASK_TOKEN_KB] = "update", [VDT_ASK_TOKEN_OPTION] = "option",
};

/* The word that tells a literal's role: the nearest of these before it. */
static const char *
role_before (VdtAskQuestion *question,
             guint           at)
{
  for (guint i = at; i-- > 0 && i + 5 > at;)
    {
      VdtAskToken *token = g_ptr_array_index (question->tokens, i);

      if (token->kind != VDT_ASK_TOKEN_WORD && token->kind != VDT_ASK_TOKEN_COMMA)
        continue;
      if (vdt_ask_grammar_is (question->lexicon->grammar, "role", token->lower))
        return token->lower;
    }

  return "";
}

static const char *
find_column (VdtAskTable    *table,
             VdtAskQuestion *question,
             const char     *kind,
             const char     *role)
{
  g_autofree char *special = g_strdup_printf ("%s %s", kind, role);
  g_autofree char *own = g_strdup_printf ("%s %s", table->table->name, kind);
  g_autofree char *own_special = g_strdup_printf ("%s %s", table->table->name, special);
  const char *const keys[] = { own_special, special, own, kind };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *column = vdt_ask_table_first (table,
                                                g_hash_table_lookup (question->lexicon->literals, keys[i]));

      if (column != NULL)
        return column;
    }

  return NULL;
}

/* The column of @table that takes the literal at @at, or NULL. */
const char *
vdt_ask_literals_column (VdtAskQuestion *question,
                         VdtAskTable    *table,
                         guint           at)
{
  VdtAskTokenKind kind = vdt_ask_token_shape (g_ptr_array_index (question->tokens, at));

  return kinds[kind] != NULL ? find_column (table, question, kinds[kind], role_before (question, at)) : NULL;
}

/**
 * vdt_ask_literals_weigh:
 * @question: a question
 * @table: a table
 *
 * A vulnerability, an address or a hash speaks for the tables that have a column for it.
 *
 * Returns: what the literals of @question add to the score of @table
 */
double
vdt_ask_literals_weigh (VdtAskQuestion *question,
                        VdtAskTable    *table)
{
  double weight = 0;

  for (guint i = 0; i < question->tokens->len; i++)
    {
      VdtAskToken *token = g_ptr_array_index (question->tokens, i);
      VdtAskTokenKind kind = vdt_ask_token_shape (token);

      if (question->taken[i] || kinds[kind] == NULL || kind <= VDT_ASK_TOKEN_NAME || kind == VDT_ASK_TOKEN_OPTION)
        continue;
      if (find_column (table, question, kinds[kind], role_before (question, i)) != NULL)
        weight += LITERAL;
    }

  return weight;
}

static const char *
operator_for (VdtAskGrammar   *grammar,
              VdtAskTokenKind  kind,
              const char      *column)
{
  if (kind == VDT_ASK_TOKEN_EXTENSION)
    return "endswith";
  if (kind == VDT_ASK_TOKEN_OPTION || vdt_ask_grammar_is_column (grammar, "text", column))
    return "has";
  if (kind == VDT_ASK_TOKEN_PATH || kind == VDT_ASK_TOKEN_KEY)
    return "contains";
  if (kind == VDT_ASK_TOKEN_DOMAIN && !vdt_ask_grammar_is_column (grammar, "domain", column))
    return "contains";
  if (vdt_ask_grammar_is_column (grammar, "subject", column))
    return "contains";
  if (kind == VDT_ASK_TOKEN_FILE && vdt_ask_grammar_is_column (grammar, "file", column))
    return "=~";

  return "==";
}

/* Whether one of the three tokens before @at turns what follows around. */
static gboolean
is_negated (VdtAskQuestion *question,
            guint           at)
{
  for (guint i = 1; i <= 3 && i <= at; i++)
    {
      VdtAskToken *token = g_ptr_array_index (question->tokens, at - i);

      if (token->kind == VDT_ASK_TOKEN_WORD &&
          vdt_ask_grammar_is (question->lexicon->grammar, "negation", token->lower))
        return TRUE;
    }

  return FALSE;
}

static void
place (VdtAskFrame    *frame,
       VdtAskQuestion *question,
       VdtAskItem     *item)
{
  VdtAskToken *token = g_ptr_array_index (question->tokens, item->first);
  VdtAskTokenKind kind = vdt_ask_token_shape (token);
  const char *role = role_before (question, item->first);
  const char *column = kinds[kind] != NULL ? find_column (frame->table, question, kinds[kind], role) : NULL;
  VdtAskFilter *filter;

  if (column == NULL && strchr (token->text, '@') != NULL)
    column = find_column (frame->table, question, "email", role);
  if (column == NULL)
    return;

  item->used = TRUE;
  if (kind == VDT_ASK_TOKEN_NETWORK)
    {
      vdt_ask_frame_add (frame, column, "ipv4_is_in_range", token->text);
      return;
    }

  filter = vdt_ask_frame_add (frame, column, operator_for (frame->grammar, kind, column),
                              token->text + (*token->text == '*' ? 1 : 0));
  filter->negated = filter->negated || is_negated (question, item->first);
}

/* Names that nothing explains: "from Burnaby", "on host alpha", "user johndoe". */
static void
place_name (VdtAskFrame    *frame,
            VdtAskQuestion *question,
            VdtAskReading  *reading,
            guint          *at)
{
  VdtAskItem *item = &g_array_index (reading->items, VdtAskItem, *at);
  VdtAskToken *token = g_ptr_array_index (question->tokens, item->first);
  const char *role = role_before (question, item->first);
  const char *column = find_column (frame->table, question, "word", role);
  g_autoptr(GString) text = g_string_new (token->text);

  if (!token->capital || column == NULL)
    return;

  item->used = TRUE;
  for (guint i = *at + 1; i < reading->items->len; i++)
    {
      VdtAskItem *next = &g_array_index (reading->items, VdtAskItem, i);
      VdtAskToken *word = g_ptr_array_index (question->tokens, next->first);

      if (next->kind != VDT_ASK_ITEM_SKIPPED || !word->capital)
        break;
      g_string_append_printf (text, " %s", word->text);
      next->used = TRUE;
      *at = i;
    }
  vdt_ask_frame_add (frame, column, vdt_ask_grammar_is_column (frame->grammar, "title", column) ? "has" : "==",
                     text->str);
}

/**
 * vdt_ask_literals_place:
 * @frame: a frame
 * @question: the question
 * @reading: its reading
 *
 * Gives the literals that no column took a column of their own, and notes the
 * words that stay without a meaning.
 */
void
vdt_ask_literals_place (VdtAskFrame    *frame,
                        VdtAskQuestion *question,
                        VdtAskReading  *reading)
{
  for (guint i = 0; i < reading->items->len; i++)
    {
      VdtAskItem *item = &g_array_index (reading->items, VdtAskItem, i);
      VdtAskToken *token = g_ptr_array_index (question->tokens, item->first);

      if (item->used || question->taken[item->first])
        continue;
      if (item->kind == VDT_ASK_ITEM_LITERAL)
        place (frame, question, item);
      else if (item->kind == VDT_ASK_ITEM_SKIPPED && token->word != NULL &&
               !g_hash_table_contains (question->lexicon->stops, token->word))
        {
          guint at = i;

          place_name (frame, question, reading, &at);
          i = at;
        }
      if (!item->used && (item->kind == VDT_ASK_ITEM_LITERAL ||
                          (item->kind == VDT_ASK_ITEM_SKIPPED && token->word != NULL &&
                           !g_hash_table_contains (question->lexicon->stops, token->word))))
        g_ptr_array_add (frame->unmapped, g_strdup (token->text));
    }
}
