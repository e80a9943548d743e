/* vdt-ask-compare.c
 *
 * Columns with what they are compared to: "severity is high", "port 443",
 * "high severity".
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-pass.h"

#include <string.h>

/* Text that stands where a value is expected: a literal, or words nothing else explains. */
char *
vdt_ask_pass_take_value (VdtAskPass     *pass,
            guint     i,
            gboolean  words,
            guint    *end)
{
  VdtAskItem *item = vdt_ask_pass_item_at (pass, i);
  VdtAskToken *token = item != NULL ? vdt_ask_pass_first_token (pass, item) : NULL;
  GString *text;

  *end = i;
  if (item == NULL || item->used)
    return NULL;
  if (item->kind == VDT_ASK_ITEM_LITERAL)
    {
      item->used = TRUE;
      *end = i + 1;
      return g_strdup (token->text);
    }
  if (!words || item->kind != VDT_ASK_ITEM_SKIPPED)
    return NULL;

  text = g_string_new (NULL);
  for (item = vdt_ask_pass_item_at (pass, i); item != NULL && item->kind == VDT_ASK_ITEM_SKIPPED && !item->used &&
       !vdt_ask_pass_is_filler (pass, item);
       item = vdt_ask_pass_item_at (pass, i))
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, vdt_ask_pass_first_token (pass, item)->text);
      item->used = TRUE;
      *end = ++i;
    }

  return g_string_free (text, text->len == 0);
}

char *
vdt_ask_pass_number_with_unit (VdtAskPass  *pass,
                  guint  i,
                  char  *value,
                  guint *end)
{
  char *rest = NULL;
  double number = g_ascii_strtod (value, &rest);
  VdtAskItem *next = vdt_ask_pass_item_at (pass, i);
  VdtAskToken *token = next != NULL ? vdt_ask_pass_first_token (pass, next) : NULL;
  g_autofree char *glued = NULL;
  double factor = 0;

  *end = i;
  if (rest == value)
    return value;

  glued = g_ascii_strdown (rest, -1);
  if (*glued != '\0')
    factor = vdt_ask_grammar_size (pass->frame->grammar, glued);
  else if (token != NULL && token->word != NULL)
    {
      factor = vdt_ask_grammar_size (pass->frame->grammar, token->word);
      if (factor > 0)
        {
          next->used = TRUE;
          *end = i + 1;
        }
    }
  if (factor <= 0)
    return value;

  g_free (value);

  return g_strdup_printf ("%.0f", number * factor);
}

/* A hash goes by its length, whatever hash was said. */
static const char *
hash_column (VdtAskPass       *pass,
             VdtAskItem *item,
             const char *column)
{
  VdtAskTokenKind kind = item != NULL && item->kind == VDT_ASK_ITEM_LITERAL ?
    vdt_ask_pass_first_token (pass, item)->kind : VDT_ASK_TOKEN_WORD;
  const char *role = kind == VDT_ASK_TOKEN_MD5 ? "md5" : kind == VDT_ASK_TOKEN_SHA1 ? "sha1" :
                     kind == VDT_ASK_TOKEN_SHA256 ? "sha256" : NULL;
  VdtAskGrammar *grammar = pass->frame->grammar;
  const char *own;

  if (role == NULL || !vdt_ask_grammar_is_column (grammar, "hash", column) ||
      vdt_ask_grammar_is_column (grammar, "initiator", column))
    return column;
  own = vdt_ask_table_first (pass->frame->table, vdt_ask_grammar_get_columns (grammar, role));

  return own != NULL ? own : column;
}

/* All values of a list, from @i on: "80, 443 and 8080". */
static guint
take_values (VdtAskPass       *pass,
             guint       i,
             const char *column,
             const char *op,
             gboolean    words)
{
  VdtAskFilter *filter = NULL;
  guint end = i;
  guint from = i;

  while (TRUE)
    {
      VdtAskItem *item = vdt_ask_pass_item_at (pass, from);
      VdtAskClause *clause = item != NULL && (item->kind == VDT_ASK_ITEM_VALUE || item->kind == VDT_ASK_ITEM_COLUMN ||
                                              item->kind == VDT_ASK_ITEM_TABLE)
                             ? vdt_ask_pass_clause_for (pass, item, column) : NULL;
      g_autofree char *value = NULL;
      guint next = from + 1;

      if (clause != NULL)
        {
          item->used = TRUE;
          filter = vdt_ask_frame_add_clause (pass->frame, clause);
        }
      else
        {
          gboolean text = !vdt_ask_frame_is_number (pass->frame, column);

          if (item != NULL && item->kind == VDT_ASK_ITEM_LITERAL && !text &&
              vdt_ask_pass_first_token (pass, item)->kind != VDT_ASK_TOKEN_NUMBER &&
              vdt_ask_pass_first_token (pass, item)->kind != VDT_ASK_TOKEN_QUOTED)
            break;
          column = hash_column (pass, item, column);
          value = vdt_ask_pass_take_value (pass, from, words && text, &next);
          if (value == NULL)
            break;
          value = vdt_ask_pass_number_with_unit (pass, next, g_steal_pointer (&value), &next);
          filter = vdt_ask_frame_add (pass->frame, column, op, value);
        }

      end = next;
      from = end;
      while (vdt_ask_pass_item_at (pass, from) != NULL &&
             (vdt_ask_pass_item_at (pass, from)->kind == VDT_ASK_ITEM_COMMA ||
                                              vdt_ask_pass_is_nick (vdt_ask_pass_item_at (pass, from), "and") ||
                                                vdt_ask_pass_is_nick (vdt_ask_pass_item_at (pass,
                                                                                                         from), "or")))
        from++;
      if (from == end)
        break;
      item = vdt_ask_pass_item_at (pass, from);
      if (item == NULL || !(item->kind == VDT_ASK_ITEM_LITERAL || item->kind == VDT_ASK_ITEM_VALUE))
        break;
      words = FALSE;
    }

  if (filter != NULL)
    vdt_ask_pass_finish_filter (pass, filter);

  return filter != NULL ? end : i;
}

/* "a score of 9", "severity of high": `of` before a value of the column. */
static guint
skip_of (VdtAskPass *pass,
         guint       i,
         const char *column)
{
  VdtAskItem *next;

  if (!vdt_ask_pass_is_nick (vdt_ask_pass_item_at (pass, i), "of"))
    return i;
  next = vdt_ask_pass_item_at (pass, vdt_ask_pass_skip_fillers (pass, i + 1));
  if (next != NULL && !next->used &&
      ((next->kind == VDT_ASK_ITEM_LITERAL && (vdt_ask_pass_first_token (pass, next)->kind == VDT_ASK_TOKEN_QUOTED ||
                                               vdt_ask_pass_first_token (pass,
                                                                         next)->kind == VDT_ASK_TOKEN_NUMBER)) ||
       (next->kind == VDT_ASK_ITEM_VALUE && vdt_ask_pass_clause_for (pass, next, column) != NULL) ||
       next->nick != NULL))
    return vdt_ask_pass_skip_fillers (pass, i + 1);

  return i;
}

/* "contains the domain x.example": a word that names the kind of what follows. */
static guint
skip_to_literal (VdtAskPass *pass,
                 guint       i)
{
  VdtAskItem *word = vdt_ask_pass_item_at (pass, i);
  VdtAskItem *next = vdt_ask_pass_item_at (pass, vdt_ask_pass_skip_fillers (pass, i + 1));

  if (word != NULL && word->kind != VDT_ASK_ITEM_LITERAL && word->kind != VDT_ASK_ITEM_VALUE &&
      word->kind != VDT_ASK_ITEM_STOP && word->kind != VDT_ASK_ITEM_GRAMMAR && next != NULL &&
      next->kind == VDT_ASK_ITEM_LITERAL && !next->used)
    {
      word->used = TRUE;
      return vdt_ask_pass_skip_fillers (pass, i + 1);
    }

  return i;
}

/* "were disabled" says what happened; "is sudo" says what it is. */
static gboolean
is_past (VdtAskPass *pass,
         guint       i)
{
  VdtAskItem *item = vdt_ask_pass_item_at (pass, i);

  return item != NULL && vdt_ask_grammar_is (pass->frame->grammar, "past", vdt_ask_pass_first_token (pass, item)->lower);
}

/* "files larger than 100 MB": it is their size that is compared. */
static const char *
sized_column (VdtAskPass *pass,
              guint       i,
              const char *column,
              const char *op)
{
  const char *size = vdt_ask_table_first (pass->frame->table,
                                          vdt_ask_grammar_get_columns (pass->frame->grammar, "size"));
  VdtAskItem *number = vdt_ask_pass_item_at (pass, i);
  VdtAskItem *unit = vdt_ask_pass_item_at (pass, i + 1);

  if (op == NULL || strchr ("<>", *op) == NULL || size == NULL || vdt_ask_frame_is_number (pass->frame, column) ||
      number == NULL || vdt_ask_pass_first_token (pass, number)->kind != VDT_ASK_TOKEN_NUMBER)
    return column;
  if (unit != NULL && vdt_ask_pass_first_token (pass, unit)->word != NULL &&
      vdt_ask_grammar_size (pass->frame->grammar, vdt_ask_pass_first_token (pass, unit)->word) > 0)
    return size;

  return strpbrk (vdt_ask_pass_first_token (pass, number)->lower, "bk") != NULL ? size : column;
}

/* "'invoice' in the subject": a text and the column that it is to be in. */
gboolean
vdt_ask_pass_inside (VdtAskPass *pass)
{
  VdtAskItem *item = vdt_ask_pass_item_at (pass, pass->at);
  guint i = pass->at + 1;
  VdtAskItem *in = vdt_ask_pass_item_at (pass, i);
  VdtAskItem *column;
  VdtAskToken *token = vdt_ask_pass_first_token (pass, item);

  if (item->used || in == NULL || !vdt_ask_grammar_is (pass->frame->grammar, "inside",
                                                      vdt_ask_pass_first_token (pass, in)->lower))
    return FALSE;
  if (item->kind == VDT_ASK_ITEM_SKIPPED && (token->word == NULL ||
                                             g_hash_table_contains (pass->question->lexicon->stops, token->word)))
    return FALSE;

  column = vdt_ask_pass_item_at (pass, vdt_ask_pass_skip_fillers (pass, i + 1));
  if (column == NULL || column->kind != VDT_ASK_ITEM_COLUMN || column->used || item->last != item->first ||
      !vdt_ask_grammar_is_column (pass->frame->grammar, "readable", column->column))
    return FALSE;

  item->used = column->used = TRUE;
  vdt_ask_pass_finish_filter (pass, vdt_ask_frame_add (pass->frame, column->column, "contains", token->text));

  return TRUE;
}

/* A column with what it is compared to: "severity is high", "port 443", "subject contains 'x'". */
gboolean
vdt_ask_pass_compare (VdtAskPass       *pass,
         const char *column)
{
  guint i = vdt_ask_pass_skip_fillers (pass, pass->at + 1);
  const char *op = NULL;
  gboolean literal_only = TRUE;
  guint end;

  i = skip_of (pass, i, column);
  if (vdt_ask_pass_is_nick (vdt_ask_pass_item_at (pass, i), "not"))
    {
      pass->negated = TRUE;
      i = vdt_ask_pass_skip_fillers (pass, i + 1);
    }
  while ((op = vdt_ask_pass_operator_of (pass, vdt_ask_pass_item_at (pass, i))) != NULL ||
         vdt_ask_pass_is_nick (vdt_ask_pass_item_at (pass, i), "not"))
    {
      static const char *const strong[] = { "contains", "startswith", "endswith", ">", "<", ">=", "<=", "has", NULL };

      if (op == NULL)
        pass->negated = TRUE;
      literal_only = literal_only && is_past (pass, i);
      i = vdt_ask_pass_skip_fillers (pass, i + 1);
      if (op != NULL && g_strv_contains (strong, op))
        break;
      if (op != NULL && vdt_ask_pass_operator_of (pass, vdt_ask_pass_item_at (pass, i)) == NULL &&
          !vdt_ask_pass_is_nick (vdt_ask_pass_item_at (pass, i), "not"))
        break;
    }

  if (vdt_ask_pass_is_nick (vdt_ask_pass_item_at (pass, i), "empty") ||
      vdt_ask_pass_is_nick (vdt_ask_pass_item_at (pass, i), "present"))
    {
      vdt_ask_pass_finish_filter (pass, vdt_ask_frame_add (pass->frame, column,
                                              vdt_ask_pass_is_nick (vdt_ask_pass_item_at (pass, i), "empty") ?
                                                "isempty" : "isnotempty", NULL));
      pass->at = i;
      return TRUE;
    }

  if (!literal_only)
    i = skip_to_literal (pass, i);
  column = sized_column (pass, i, column, op);
  end = take_values (pass, i, column, op != NULL ? op : "==", !literal_only);
  if (end == i)
    {
      if (!literal_only)
        pass->negated = FALSE;
      return FALSE;
    }
  pass->at = end - 1;

  return TRUE;
}

/* "the Downloads folder", "the Finance department": an unknown name before its column. */
static gboolean
absorb_name (VdtAskPass       *pass,
             VdtAskItem *item,
             const char *column)
{
  VdtAskToken *token = vdt_ask_pass_first_token (pass, item);
  gboolean folder = vdt_ask_grammar_is_column (pass->frame->grammar, "folder", column);
  gboolean name = (item->kind == VDT_ASK_ITEM_SKIPPED && (token->capital || (folder && token->word != NULL))) ||
                  (item->kind == VDT_ASK_ITEM_LITERAL && token->kind == VDT_ASK_TOKEN_QUOTED &&
                   pass->mode != VDT_ASK_MODE_SHOW);
  const char *op;

  if (!name || item->used || vdt_ask_frame_is_number (pass->frame, column) || pass->mode == VDT_ASK_MODE_GROUP)
    return FALSE;

  item->used = TRUE;
  op = folder ? "contains" : "==";
  vdt_ask_pass_finish_filter (pass, vdt_ask_frame_add (pass->frame, column, op, token->text));

  return TRUE;
}

/* "high severity": the value stands before its column. */
gboolean
vdt_ask_pass_absorb (VdtAskPass       *pass,
        const char *column)
{
  guint i = pass->at;
  VdtAskItem *item;
  VdtAskClause *clause;

  while (i > 0 && vdt_ask_pass_is_filler (pass, vdt_ask_pass_item_at (pass, i - 1)))
    i--;
  if (i == 0)
    return FALSE;

  item = vdt_ask_pass_item_at (pass, i - 1);
  if (item->kind == VDT_ASK_ITEM_VALUE && item->used &&
      strcmp (((VdtAskTerm *) g_ptr_array_index (item->clause->terms, 0))->column, column) == 0)
    return TRUE;
  if (item->kind != VDT_ASK_ITEM_VALUE && item->kind != VDT_ASK_ITEM_COLUMN)
    return i == pass->at && absorb_name (pass, item, column);

  clause = vdt_ask_pass_clause_for (pass, item, column);
  if (clause == NULL || item->used)
    return FALSE;
  item->used = TRUE;
  vdt_ask_pass_finish_filter (pass, vdt_ask_frame_add_clause (pass->frame, clause));

  return TRUE;
}
