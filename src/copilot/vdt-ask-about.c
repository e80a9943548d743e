/* vdt-ask-about.c
 *
 * "Anything about 203.0.113.7": one name, looked for in every table that has a
 * column for its kind.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-private.h"

#include <string.h>

#define MOST_TABLES 16
#define TIME "Timestamp"
#define RETIRED -0.5             /* a prior below it is that of a table that another replaces */

/* The one literal of @question, if it asks about nothing but it. */
static gboolean
find_subject (VdtAskQuestion *question,
              guint          *at)
{
  VdtAskGrammar *grammar = question->lexicon->grammar;
  gboolean all = FALSE;
  guint n = 0;

  for (guint i = 0; i < question->tokens->len; i++)
    {
      VdtAskToken *token = g_ptr_array_index (question->tokens, i);
      gboolean plain = token->kind == VDT_ASK_TOKEN_COMMA || token->kind == VDT_ASK_TOKEN_STOP || question->taken[i];

      if (plain)
        continue;
      if (vdt_ask_token_is_literal (token) && token->kind != VDT_ASK_TOKEN_NUMBER && token->kind != VDT_ASK_TOKEN_DATE)
        {
          *at = i;
          n++;
        }
      else if (vdt_ask_grammar_is (grammar, "about-all", token->lower))
        all = TRUE;
      else if (token->word == NULL || (!vdt_ask_grammar_is (grammar, "about-link", token->lower) &&
                                       !vdt_ask_grammar_is (grammar, "role", token->lower) &&
                                       !vdt_ask_grammar_is (grammar, "follow-verb", token->lower) &&
                                       !vdt_ask_grammar_is (grammar, "follow-ask", token->lower) &&
                                       !g_hash_table_contains (question->lexicon->stops, token->word)))
        return FALSE;
    }

  return all && n == 1;
}

static void
append_time (GString    *out,
             VdtAskTime *time)
{
  if (time == NULL || time->column != NULL)
    return;
  if (time->from != NULL && time->to != NULL)
    g_string_append_printf (out, "\n| where " TIME " between (datetime(%s) .. datetime(%s))", time->from, time->to);
  else if (time->from != NULL || time->to != NULL)
    g_string_append_printf (out, "\n| where " TIME " %s datetime(%s)", time->from != NULL ? ">=" : "<",
                            time->from != NULL ? time->from : time->to);
  else if (time->last_text != NULL && !time->ahead)
    g_string_append_printf (out, "\n| where " TIME " %s ago(%s)", time->before ? "<" : ">", time->last_text);
}

/*< private >
 * vdt_ask_about:
 * @question: a question
 * @time: (nullable): the time that it names
 * @tables: (element-type utf8): gets the tables that are searched
 *
 * Returns: (transfer full) (nullable): a query that counts where the one name of @question
 *   occurs; %NULL if @question asks for something else
 */
char *
vdt_ask_about (VdtAskQuestion *question,
               VdtAskTime     *time,
               GPtrArray      *tables)
{
  GString *out;
  guint at = 0;

  if (!find_subject (question, &at))
    return NULL;

  for (guint i = 0; i < question->lexicon->tables->len && tables->len < MOST_TABLES; i++)
    {
      VdtAskTable *table = g_ptr_array_index (question->lexicon->tables, i);

      if (table->listed && table->prior > RETIRED && g_strcmp0 (table->time, TIME) == 0 && g_strcmp0 (table->table->group, "defender") == 0 &&
          vdt_ask_literals_column (question, table, at) != NULL)
        g_ptr_array_add (tables, g_strdup (table->table->name));
    }
  if (tables->len == 0)
    return NULL;

  out = g_string_new ("search in (");
  for (guint i = 0; i < tables->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (tables, i));
  g_string_append (out, ") ");
  vdt_ask_append_string (out, ((VdtAskToken *) g_ptr_array_index (question->tokens, at))->text);
  append_time (out, time);
  g_string_append (out, "\n| summarize Count = count(), FirstSeen = min(" TIME "), LastSeen = max(" TIME ") by $table"
                   "\n| sort by Count desc");

  return g_string_free (out, FALSE);
}
