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

static const char *const kinds[] = {
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

static gboolean
is_word (VdtAskQuestion    *question,
         guint              i,
         const char *const *words)
{
  VdtAskToken *token = i < question->tokens->len ? g_ptr_array_index (question->tokens, i) : NULL;

  return token != NULL && token->kind == VDT_ASK_TOKEN_WORD && g_strv_contains (words, token->lower);
}

/* The word that tells a literal's role: the nearest of these before it. */
static const char *
role_before (VdtAskQuestion *question,
             guint           at)
{
  static const char *const roles[] = { "from", "to", "by", "on", "sender", "sent", "recipient", "device", "user",
                                       "account", "host",
                                       "domain", "process", "parent", "file", "initiated", "launched", "spawned",
                                           "domain",
                                       "running", "using", "country", "city", "received", "started", "software",
                                           "product",
                                       "application", "vendor", "child", "attachment", "title", "subject", "url",
                                           "folder",
                                       "hostname", "publisher", "named", "called", "in", NULL };

  for (guint i = at; i-- > 0 && i + 5 > at;)
    {
      VdtAskToken *token = g_ptr_array_index (question->tokens, i);

      if (token->kind != VDT_ASK_TOKEN_WORD && token->kind != VDT_ASK_TOKEN_COMMA)
        continue;
      if (g_strv_contains (roles, token->lower))
        return token->lower;
    }

  return "";
}

static const char *
first_of (VdtAskFrame *frame,
          GPtrArray   *columns)
{
  for (guint i = 0; columns != NULL && i < columns->len; i++)
    if (vdt_ask_table_column (frame->table, g_ptr_array_index (columns, i)) != NULL)
      return g_ptr_array_index (columns, i);

  return NULL;
}

static const char *
find_column (VdtAskFrame    *frame,
             VdtAskQuestion *question,
             const char     *kind,
             const char     *role)
{
  g_autofree char *special = g_strdup_printf ("%s %s", kind, role);
  g_autofree char *own = g_strdup_printf ("%s %s", frame->table->table->name, kind);
  g_autofree char *own_special = g_strdup_printf ("%s %s", frame->table->table->name, special);
  const char *const keys[] = { own_special, special, own, kind };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *column = first_of (frame, g_hash_table_lookup (question->lexicon->literals, keys[i]));

      if (column != NULL)
        return column;
    }

  return NULL;
}

static const char *
operator_for (VdtAskTokenKind  kind,
              const char      *column)
{
  static const char *const whole[] = { "SenderFromDomain", "SenderMailFromDomain", "UrlDomain", "AccountDomain",
                                       "DomainName",
                                       "RegistryValueName", NULL };
  gboolean text = strstr (column, "CommandLine") != NULL || strcmp (column, "AdditionalFields") == 0 ||
                  strstr (column, "Title") != NULL || strcmp (column, "AttackTechniques") == 0;

  if (kind == VDT_ASK_TOKEN_EXTENSION)
    return "endswith";
  if (kind == VDT_ASK_TOKEN_OPTION || text)
    return "has";
  if (kind == VDT_ASK_TOKEN_PATH || kind == VDT_ASK_TOKEN_KEY)
    return "contains";
  if (kind == VDT_ASK_TOKEN_DOMAIN && !g_strv_contains (whole, column))
    return "contains";
  if (strcmp (column, "Subject") == 0 || strcmp (column, "EmailSubject") == 0)
    return "contains";

  return "==";
}

static void
place (VdtAskFrame    *frame,
       VdtAskQuestion *question,
       VdtAskItem     *item)
{
  static const char *const negations[] = { "not", "excluding", "except", "without", "isn't", "other", "exclude",
                                           NULL };
  VdtAskToken *token = g_ptr_array_index (question->tokens, item->first);
  VdtAskTokenKind kind = vdt_ask_token_shape (token);
  const char *role = role_before (question, item->first);
  const char *column = kinds[kind] != NULL ? find_column (frame, question, kinds[kind], role) : NULL;
  VdtAskFilter *filter;

  if (column == NULL && strchr (token->text, '@') != NULL)
    column = find_column (frame, question, "email", role);
  if (column == NULL)
    return;

  item->used = TRUE;
  if (kind == VDT_ASK_TOKEN_NETWORK)
    {
      filter = vdt_ask_frame_add (frame, column, "ipv4_is_in_range", token->text);
      return;
    }

  filter = vdt_ask_frame_add (frame, column, operator_for (kind, column),
                              token->text + (*token->text == '*' ? 1 : 0));
  for (guint i = 1; i <= 3 && i <= item->first; i++)
    if (is_word (question, item->first - i, negations))
      filter->negated = TRUE;
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
  const char *column = find_column (frame, question, "word", role);
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
  vdt_ask_frame_add (frame, column, strstr (column, "Software") != NULL || strstr (column,
                                                                                   "Title") != NULL ? "has" : "==",
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
