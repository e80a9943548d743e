/* vdt-kql-complete.c: finds out what can be written at a place.
 *
 * The text up to the word at the caret is parsed for itself. What the parser
 * misses there first is what comes next; where it misses nothing, an expression
 * has just ended, and what may follow depends on its type and on what it is part
 * of.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-complete-private.h"

#include <string.h>

static void
item_free (VdtKqlItem *item)
{
  g_free (item->text);
  g_free (item->before);
  g_free (item->after);
  g_free (item->description);
  g_free (item);
}

void
vdt_kql_completion_free (VdtKqlCompletion *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->items);
  g_free (self);
}

/* Places */

/* The first thing after @token that the parser missed, as a whole. */
static const VdtKqlNode *
find_missing (VdtKqlTree       *tree,
              const VdtKqlNode *token)
{
  const VdtKqlNode *root = vdt_kql_tree_get_root (tree);
  const VdtKqlNode *node = token != NULL ? vdt_kql_node_next_in_tree (token, root)
                                         : vdt_kql_node_next_in_tree (root, root);

  for (; node != NULL && node->kind != VDT_KQL_TOKEN_END; node = vdt_kql_node_next_in_tree (node, root))
    if (vdt_kql_node_is_missing (node))
      return node;

  return NULL;
}

/* A keyword or a bracket that has to come. */
static gboolean
offer_missing_token (VdtKqlCompleter  *self,
                     const VdtKqlNode *missing)
{
  const char *text = vdt_kql_node_is_token (missing) ? vdt_kql_kind_get_text (missing->kind) : NULL;

  if (text == NULL)
    return FALSE;

  vdt_kql_offer_item (self, vdt_kql_kind_is_keyword (missing->kind) ? VDT_KQL_ITEM_KEYWORD
                                                                    : VDT_KQL_ITEM_PUNCTUATION, text, " ");

  return TRUE;
}

static void
offer_statement (VdtKqlCompleter *self)
{
  vdt_kql_offer (self, VDT_KQL_OFFER_TABLES | VDT_KQL_OFFER_QUERIES | VDT_KQL_OFFER_STATEMENTS);
  vdt_kql_offer_punctuation (self, "([@");
}

/* After ( or , of a call. */
static gboolean
offer_in_call (VdtKqlCompleter  *self,
               const VdtKqlNode *last)
{
  const VdtKqlNode *list = last->parent;
  guint index = 0;

  if (last->kind == VDT_KQL_TOKEN_COMMA && list->kind == VDT_KQL_LIST)
    {
      index = vdt_kql_list_length (list);
      list = list->parent;
    }
  else if (last->kind != VDT_KQL_TOKEN_OPEN_PAREN)
    return FALSE;

  if (list->kind != VDT_KQL_EXPRESSION_LIST || list->parent->kind != VDT_KQL_CALL)
    return FALSE;

  /* The missing argument after a comma is in the list already. */
  vdt_kql_offer_argument (self, list->parent, index > 0 ? index - 1 : 0);

  return TRUE;
}

static void
offer_at (VdtKqlCompleter  *self,
          const VdtKqlNode *last)
{
  const VdtKqlNode *missing = find_missing (self->tree, last);
  const VdtKqlNode *owner = last != NULL ? last->parent : NULL;

  if (last == NULL || last->kind == VDT_KQL_TOKEN_SEMICOLON || last->kind == VDT_KQL_TOKEN_DIRECTIVE)
    {
      offer_statement (self);
      return;
    }

  if (last->parent->kind == VDT_KQL_SKIPPED || offer_in_call (self, last))
    return;

  /* in, has_any and the like take a bracket. */
  if (last->role == VDT_KQL_ROLE_OPERATOR && owner->kind == VDT_KQL_IN)
    {
      vdt_kql_offer_punctuation (self, "(");
      return;
    }

  if (last->role == VDT_KQL_ROLE_OPERATOR && owner->kind == VDT_KQL_BETWEEN)
    {
      vdt_kql_offer (self, VDT_KQL_OFFER_COLUMNS | VDT_KQL_OFFER_FUNCTIONS | VDT_KQL_OFFER_STORED);
      vdt_kql_offer_punctuation (self, "(");
      return;
    }

  /* typeof ( */
  if (last->kind == VDT_KQL_TOKEN_OPEN_PAREN && owner->kind == VDT_KQL_TYPEOF)
    {
      vdt_kql_offer (self, VDT_KQL_OFFER_TYPES);
      return;
    }

  /* The end of an operator's parameter is like its beginning. */
  for (const VdtKqlNode *node = last; node->parent != NULL && node->end == last->end; node = node->parent)
    if (node->kind == VDT_KQL_NAMED_PARAMETER && node->parent->role == VDT_KQL_ROLE_PARAMETERS
        && last->kind != VDT_KQL_TOKEN_EQUAL)
      {
        vdt_kql_offer_operator_start (self, node->parent->parent->kind);
        return;
      }

  if (missing != NULL && missing->parent->kind == VDT_KQL_RENDER_OPERATOR)
    {
      vdt_kql_offer_operator_start (self, VDT_KQL_RENDER_OPERATOR);
      return;
    }

  if (missing != NULL && vdt_kql_node_is_token (missing) && missing->role == VDT_KQL_ROLE_NAME)
    missing = missing->parent;

  if (missing != NULL && !vdt_kql_node_is_token (missing) && missing->kind != VDT_KQL_LIST)
    {
      vdt_kql_offer_missing (self, missing);
      return;
    }

  /* project, summarize and others may have no expression at all. */
  if (last->role == VDT_KQL_ROLE_KEYWORD && owner->first_child == last
      && vdt_kql_operator_of_node (owner->kind) != NULL)
    {
      vdt_kql_offer_operator_start (self, owner->kind);
      return;
    }

  vdt_kql_offer_after_expression (self, last);

  if (missing != NULL && self->completion->items->len == 0)
    offer_missing_token (self, missing);
}

/* The column that a string is compared with. */
static const VdtKqlColumn *
compared_column (VdtKqlAnalysis   *analysis,
                 const VdtKqlNode *string)
{
  const VdtKqlNode *node = string;

  while (node != NULL && node->kind != VDT_KQL_BINARY && node->kind != VDT_KQL_IN)
    node = node->parent;

  if (node == NULL)
    return NULL;

  return vdt_kql_analysis_get_column (analysis, vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT));
}

/* The caret inside a string: the known values of the column it is compared with. */
static void
complete_string (VdtKqlCompleter  *self,
                 const VdtKqlNode *string)
{
  const char *text = vdt_kql_tree_get_text (self->tree, NULL);
  gsize quote = string->start;

  while (quote < string->end && text[quote] != '"' && text[quote] != '\'')
    quote++;

  if (quote >= string->end)
    return;

  self->completion->edit_start = quote + 1;
  self->completion->edit_length = string->end > quote + 1 ? string->end - quote - 1 : 0;

  if (self->completion->edit_length > 0 && text[string->end - 1] == text[quote])
    self->completion->edit_length--;

  vdt_kql_offer_values (self, compared_column (self->analysis, string), text[quote]);
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const VdtKqlItem *left = *(const VdtKqlItem * const *) a;
  const VdtKqlItem *right = *(const VdtKqlItem * const *) b;

  if (left->rank != right->rank)
    return left->rank < right->rank ? -1 : 1;

  return 0;
}

/* What begins with the word at the caret comes first. */
static void
rank_items (VdtKqlCompletion *completion,
            const char       *word,
            gsize             length)
{
  for (guint i = 0; i < completion->items->len; i++)
    {
      VdtKqlItem *item = g_ptr_array_index (completion->items, i);
      gboolean starts = g_ascii_strncasecmp (item->text, word, length) == 0;

      item->rank = (item->rank + (starts ? 0 : 100)) * 10000 + i;
    }

  g_ptr_array_sort (completion->items, compare_items);
}

static gboolean
is_word_token (const VdtKqlNode *token)
{
  return token->kind == VDT_KQL_TOKEN_IDENTIFIER || vdt_kql_kind_is_keyword (token->kind)
         || token->kind == VDT_KQL_TOKEN_BOOL;
}

static gboolean
in_comment (const char       *text,
            const VdtKqlNode *token,
            gsize             offset,
            gboolean          like_service)
{
  gboolean comment = FALSE;

  /* The service knows only the comment that is behind the token before. */
  if (like_service && token->full_start < offset
      && memchr (text + token->full_start, '\n', offset - token->full_start) != NULL)
    return FALSE;

  for (gsize at = token->full_start; at < offset && at < token->start; at++)
    if (text[at] == '\n')
      comment = FALSE;
    else if (text[at] == '/')
      comment = TRUE;

  return comment;
}

/* The last token with width before @offset, and the one that holds it. */
static void
find_tokens (VdtKqlTree        *tree,
             gsize              offset,
             const VdtKqlNode **at,
             const VdtKqlNode **holding)
{
  VdtKqlNode *root = vdt_kql_tree_get_root (tree);

  for (VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    if (vdt_kql_node_is_token (node) && !vdt_kql_node_is_missing (node))
      {
        *holding = node;

        if (node->start >= offset)
          return;

        *at = node;

        if (node->end > offset)
          return;
      }
}

/**
 * vdt_kql_complete:
 * @text: a query
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @offset: the caret, UTF-8 bytes
 * @catalog: what can be named
 * @options: (nullable): what to leave out
 *
 * Tells what can be written at the caret. The list is not filtered by the word
 * there, only ordered by it; whoever shows it filters while the user types.
 *
 * Returns: (transfer full): what to replace and by what
 */
VdtKqlCompletion *
vdt_kql_complete (const char                  *text,
                  gssize                       length,
                  gsize                        offset,
                  VdtKqlCatalog               *catalog,
                  const VdtKqlCompleteOptions *options)
{
  VdtKqlCompleter self = { 0 };
  VdtKqlAnalyzeOptions analyze = { .no_hints = TRUE };
  g_autoptr(VdtKqlTree) whole = NULL;
  g_autoptr(VdtKqlTree) before = NULL;
  g_autoptr(VdtKqlAnalysis) analysis = NULL;
  g_autoptr(VdtKqlVisible) visible = NULL;
  const VdtKqlNode *at = NULL;
  const VdtKqlNode *holding = NULL;
  const VdtKqlNode *last = NULL;
  const VdtKqlNode *end = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (catalog != NULL, NULL);

  length = length < 0 ? (gssize) strlen (text) : length;
  offset = MIN (offset, (gsize) length);
  self.completion = g_new0 (VdtKqlCompletion, 1);
  self.completion->edit_start = offset;
  self.completion->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self.catalog = catalog;
  self.offset = offset;
  self.like_service = options != NULL && options->like_service;

  whole = vdt_kql_parse (text, length, NULL);
  find_tokens (whole, offset, &at, &holding);

  if (vdt_kql_tree_is_too_deep (whole)
      || (holding != NULL && in_comment (text, holding, offset, self.like_service)))
    return self.completion;

  if (at != NULL && at->kind == VDT_KQL_TOKEN_STRING && at->end >= offset)
    {
      const VdtKqlNode *string = at;

      self.tree = whole;
      self.analysis = analysis = vdt_kql_analyze (whole, catalog, &analyze);

      /* Right behind the closing quote nothing can be written. */
      if (at->end > offset || text[at->end - 1] != text[at->start])
        complete_string (&self, string);

      rank_items (self.completion, "", 0);
      return self.completion;
    }

  if (at != NULL && at->end == offset && at->role == VDT_KQL_ROLE_OPERATOR
      && vdt_kql_kind_is_keyword (at->kind) && !vdt_kql_node_is_token (at->parent))
    {
      /* A whole operator such as has: what comes next is wanted. */
    }
  else if (at != NULL && at->end >= offset && is_word_token (at))
    {
      self.in_word = TRUE;
      self.completion->edit_start = at->start;
      self.completion->edit_length = at->end - at->start;
    }
  else if (at != NULL && at->end >= offset && at->kind >= VDT_KQL_TOKEN_BOOL
           && at->kind <= VDT_KQL_TOKEN_RAW_GUID)
    return self.completion;

  before = vdt_kql_parse (text, (gssize) self.completion->edit_start, NULL);
  find_tokens (before, self.completion->edit_start, &last, &end);
  self.tree = before;
  self.analysis = analysis = vdt_kql_analyze (before, catalog, &analyze);
  self.visible = visible = vdt_kql_analysis_get_visible (analysis, self.completion->edit_start);
  offer_at (&self, last);
  rank_items (self.completion, text + self.completion->edit_start, offset - self.completion->edit_start);

  return self.completion;
}
