/* vdt-kql-format.c: writes a query with the layout that was decided.
 *
 * Comments stay where they are: behind the token they stood behind, or on their
 * own line. The result is parsed again; were it another query, the text would be
 * given back as it was.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-format-private.h"

#include <string.h>

#define DEFAULT_WIDTH 100
#define DEFAULT_INDENT 4

/* Spaces within a line */

static gboolean
is_literal_type (guint kind)
{
  switch (kind)
    {
    case VDT_KQL_KEYWORD_BOOL: case VDT_KQL_KEYWORD_INT: case VDT_KQL_KEYWORD_INT32:
    case VDT_KQL_KEYWORD_LONG: case VDT_KQL_KEYWORD_INT64: case VDT_KQL_KEYWORD_REAL:
    case VDT_KQL_KEYWORD_DOUBLE: case VDT_KQL_KEYWORD_DECIMAL: case VDT_KQL_KEYWORD_DATETIME:
    case VDT_KQL_KEYWORD_DATE: case VDT_KQL_KEYWORD_TIMESPAN: case VDT_KQL_KEYWORD_TIME:
    case VDT_KQL_KEYWORD_GUID:
      return TRUE;

    default:
      return FALSE;
    }
}

/* Whether an opening bracket belongs to the word before it. */
static gboolean
clings (const VdtKqlNode *before,
        const VdtKqlNode *open)
{
  const VdtKqlNode *parent = open->parent;

  if (is_literal_type (before->kind))
    return FALSE;

  switch (parent->kind)
    {
    case VDT_KQL_EXPRESSION_LIST:
      return parent->parent->kind == VDT_KQL_CALL || parent->parent->kind == VDT_KQL_CLAUSE;

    case VDT_KQL_BRACKETED:
    case VDT_KQL_TYPEOF:
    case VDT_KQL_DYNAMIC:
    case VDT_KQL_TO_SCALAR:
    case VDT_KQL_TO_TABLE:
    case VDT_KQL_MATERIALIZE:
    case VDT_KQL_PACK:
      return TRUE;

    case VDT_KQL_ROW_SCHEMA:
      return parent->parent->kind == VDT_KQL_DATATABLE || parent->parent->kind == VDT_KQL_EXTERNALDATA;

    case VDT_KQL_NAME_REFERENCE:
    case VDT_KQL_NAME_DECLARATION:
      return before->kind == VDT_KQL_TOKEN_DOT || before->kind == VDT_KQL_TOKEN_MINUS;

    default:
      return FALSE;
    }
}

static gboolean
is_in_graph_pattern (const VdtKqlNode *token)
{
  const VdtKqlNode *parent = token->parent;

  if (parent->kind == VDT_KQL_NAME_DECLARATION || parent->kind == VDT_KQL_LITERAL)
    parent = parent->parent;

  if (parent->kind == VDT_KQL_GRAPH_RANGE)
    return TRUE;

  return parent->kind == VDT_KQL_GRAPH_EDGE || parent->kind == VDT_KQL_GRAPH_NODE;
}

static gboolean
is_open (guint kind)
{
  return kind == VDT_KQL_TOKEN_OPEN_PAREN || kind == VDT_KQL_TOKEN_OPEN_BRACKET;
}

static gboolean
is_json_brace (const VdtKqlNode *token)
{
  return token->parent->kind == VDT_KQL_JSON_OBJECT || token->parent->kind == VDT_KQL_CLIENT_PARAMETER
         || token->parent->kind == VDT_KQL_NAME_DECLARATION;
}

static gboolean
wants_space_at_equal (const VdtKqlNode *equal)
{
  return equal->parent->kind != VDT_KQL_NAMED_PARAMETER && equal->parent->kind != VDT_KQL_FUNCTION_PARAMETER
         && equal->parent->kind != VDT_KQL_MAKE_SERIES_ITEM && equal->parent->kind != VDT_KQL_CLAUSE;
}

/**
 * vdt_kql_format_wants_space:
 * @before: a token
 * @token: the next one
 *
 * Returns: %TRUE if a space comes between them when they are on one line
 */
gboolean
vdt_kql_format_wants_space (const VdtKqlNode *before,
                            const VdtKqlNode *token)
{
  if (is_in_graph_pattern (before) && is_in_graph_pattern (token))
    return FALSE;

  switch (token->kind)
    {
    case VDT_KQL_TOKEN_COMMA: case VDT_KQL_TOKEN_SEMICOLON: case VDT_KQL_TOKEN_CLOSE_PAREN:
    case VDT_KQL_TOKEN_CLOSE_BRACKET: case VDT_KQL_TOKEN_DOT: case VDT_KQL_TOKEN_COLON:
      return FALSE;

    case VDT_KQL_TOKEN_OPEN_PAREN: case VDT_KQL_TOKEN_OPEN_BRACKET:
      if (clings (before, token))
        return FALSE;
      break;

    case VDT_KQL_TOKEN_EQUAL:
      return wants_space_at_equal (token);

    case VDT_KQL_TOKEN_CLOSE_BRACE:
      if (is_json_brace (token))
        return FALSE;
      break;

    default:
      break;
    }

  switch (before->kind)
    {
    case VDT_KQL_TOKEN_DOT: case VDT_KQL_TOKEN_AT:
      return FALSE;

    case VDT_KQL_TOKEN_OPEN_BRACE:
      return !is_json_brace (before);

    case VDT_KQL_TOKEN_EQUAL:
      return wants_space_at_equal (before);

    case VDT_KQL_TOKEN_COLON:
      return before->parent->kind == VDT_KQL_JSON_PAIR || before->parent->kind == VDT_KQL_EVALUATE_OPERATOR
             || before->parent->kind == VDT_KQL_SCAN_STEP;

    case VDT_KQL_TOKEN_MINUS: case VDT_KQL_TOKEN_PLUS:
      return before->parent->kind != VDT_KQL_UNARY;

    default:
      return !is_open (before->kind);
    }
}

/* Tokens */

/* Numbers the tokens and tells every node its first and last one. */
static void
index_tokens (VdtKqlFormatter *self)
{
  VdtKqlNode *root = vdt_kql_tree_get_root (self->tree);
  guint n_nodes = vdt_kql_tree_get_n_nodes (self->tree);

  self->tokens = g_new0 (VdtKqlFormatToken, n_nodes);
  self->first = g_new (guint32, n_nodes);
  self->last = g_new0 (guint32, n_nodes);
  memset (self->first, 0xff, n_nodes * sizeof (guint32));

  for (const VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    if (vdt_kql_node_is_token (node) && !vdt_kql_node_is_missing (node))
      {
        guint index = self->n_tokens++;

        self->tokens[index].node = node;

        for (const VdtKqlNode *up = node; up != NULL && self->first[up->id] == G_MAXUINT32; up = up->parent)
          self->first[up->id] = index;
      }

  for (guint i = self->n_tokens; i > 0; i--)
    for (const VdtKqlNode *up = self->tokens[i - 1].node; up != NULL && self->last[up->id] == 0;
         up = up->parent)
      self->last[up->id] = i;
}

static gboolean
has_comment (VdtKqlFormatter  *self,
             const VdtKqlNode *token)
{
  return memchr (self->text + token->full_start, '/', token->start - token->full_start) != NULL;
}

/* Whether a token has to begin a line whatever the width. */
static gboolean
must_break (VdtKqlFormatter  *self,
            const VdtKqlNode *token)
{
  const VdtKqlNode *pipe = token->parent;

  if (has_comment (self, token))
    return TRUE;

  if (token->kind != VDT_KQL_TOKEN_BAR || pipe->kind != VDT_KQL_PIPE)
    return FALSE;

  /* The pipe of a whole query, and one of several operators. */
  if (pipe->parent->kind == VDT_KQL_EXPRESSION_STATEMENT || pipe->parent->kind == VDT_KQL_PIPE)
    return TRUE;

  return vdt_kql_node_child (pipe, VDT_KQL_ROLE_LEFT)->kind == VDT_KQL_PIPE;
}

static void
measure_tokens (VdtKqlFormatter *self)
{
  guint32 width = 0;
  guint32 forced = 0;

  for (guint i = 0; i < self->n_tokens; i++)
    {
      VdtKqlFormatToken *token = &self->tokens[i];
      const char *start = self->text + token->node->start;
      gsize length = token->node->end - token->node->start;

      token->space = i > 0 && vdt_kql_format_wants_space (self->tokens[i - 1].node, token->node);
      token->must_break = must_break (self, token->node);

      /* A string over several lines ends every stretch that is on one line. */
      forced += (token->must_break || memchr (start, '\n', length) != NULL) ? 1 : 0;
      width += token->space;
      token->before = width;
      token->forced = forced;
      width += (guint32) length;
    }
}

/* Writing */

typedef struct
{
  GString *out;
  guint    indent;      /* of the line that is being written */
} Writer;

static void
new_line (Writer *writer,
          guint   indent)
{
  if (writer->out->len > 0 && writer->out->str[writer->out->len - 1] != '\n')
    g_string_append_c (writer->out, '\n');

  for (guint i = 0; i < indent; i++)
    g_string_append_c (writer->out, ' ');

  writer->indent = indent;
}

/* Writes the comments between two tokens. Returns TRUE if there were any. */
static gboolean
write_comments (Writer     *writer,
                const char *at,
                const char *end,
                guint       indent,
                gboolean    keep_blank)
{
  gboolean line_start = writer->out->len == 0;
  gboolean any = FALSE;
  guint line_ends = 0;

  while (at < end)
    {
      const char *stop = at;

      if (*at == '\n' || *at == '\r')
        {
          line_ends += *at == '\n' || (at + 1 < end && at[1] != '\n') ? 1 : 0;
          line_start = TRUE;
          at++;
          continue;
        }

      if (*at != '/')
        {
          at++;
          continue;
        }

      while (stop < end && *stop != '\n' && *stop != '\r')
        stop++;

      if (line_start)
        {
          if (line_ends > 1 && writer->out->len > 0 && (keep_blank || any))
            {
              new_line (writer, 0);
              g_string_append_c (writer->out, '\n');
            }

          new_line (writer, indent);
        }
      else
        g_string_append_c (writer->out, ' ');

      while (stop > at && g_ascii_isspace (stop[-1]))
        stop--;

      g_string_append_len (writer->out, at, stop - at);
      at = stop;
      any = TRUE;
      line_ends = 0;
    }

  return any;
}

static guint
count_line_ends (const char *at,
                 const char *end)
{
  guint count = 0;

  for (; at < end; at++)
    count += *at == '\n' ? 1 : 0;

  return count;
}

static gboolean
starts_statement (const VdtKqlNode *token)
{
  const VdtKqlNode *node = token;

  while (node->parent != NULL && node->parent->first_child == node
         && node->parent->kind != VDT_KQL_LIST)
    node = node->parent;

  return node->parent != NULL && node->role == VDT_KQL_ROLE_ITEM
         && node->parent->role == VDT_KQL_ROLE_STATEMENTS;
}

static void
write_token (VdtKqlFormatter *self,
             Writer          *writer,
             guint            index)
{
  const VdtKqlFormatToken *token = &self->tokens[index];
  const VdtKqlNode *node = token->node;
  const char *trivia = self->text + node->full_start;
  const char *start = self->text + node->start;
  gboolean statement = token->break_at > 0 && starts_statement (node);
  guint indent = token->break_at > 0 ? token->break_at - 1u : writer->indent;
  gboolean commented = FALSE;

  /* What is not understood stays as it is. */
  if (node->parent->kind == VDT_KQL_SKIPPED)
    {
      g_string_append_len (writer->out, trivia, (gssize) (node->end - node->full_start));
      return;
    }

  if (token->break_at == 0 && token->must_break && index > 0)
    indent = MIN (writer->indent + self->indent, 60u);

  commented = write_comments (writer, trivia, start, node->kind == VDT_KQL_TOKEN_END ? 0 : indent, statement);

  if (node->kind == VDT_KQL_TOKEN_END)
    return;

  if (commented || token->break_at > 0)
    {
      guint kept = writer->indent;

      if (statement && writer->out->len > 0 && !commented && count_line_ends (trivia, start) > 1)
        {
          new_line (writer, 0);
          g_string_append_c (writer->out, '\n');
        }

      new_line (writer, indent);

      /* A comment in the middle of a line does not shift what follows. */
      if (token->break_at == 0)
        writer->indent = kept;
    }
  else if (token->space)
    g_string_append_c (writer->out, ' ');

  g_string_append_len (writer->out, start, (gssize) (node->end - node->start));
}

/**
 * vdt_kql_trees_are_alike:
 * @a: a tree
 * @b: another one
 *
 * Returns: %TRUE if they have the same nodes with the same texts, whatever the white space
 */
gboolean
vdt_kql_trees_are_alike (VdtKqlTree *a,
                         VdtKqlTree *b)
{
  const VdtKqlNode *left = vdt_kql_tree_get_root (a);
  const VdtKqlNode *right = vdt_kql_tree_get_root (b);
  const VdtKqlNode *left_root = left;
  const VdtKqlNode *right_root = right;
  const char *left_text = vdt_kql_tree_get_text (a, NULL);
  const char *right_text = vdt_kql_tree_get_text (b, NULL);

  while (left != NULL && right != NULL)
    {
      if (left->kind != right->kind || left->role != right->role
          || vdt_kql_node_is_missing (left) != vdt_kql_node_is_missing (right))
        return FALSE;

      if (left->first_child == NULL && right->first_child == NULL
          && (left->end - left->start != right->end - right->start
              || memcmp (left_text + left->start, right_text + right->start, left->end - left->start) != 0))
        return FALSE;

      left = vdt_kql_node_next_in_tree (left, left_root);
      right = vdt_kql_node_next_in_tree (right, right_root);
    }

  return left == right;
}

static void
formatter_clear (VdtKqlFormatter *self)
{
  g_free (self->tokens);
  g_free (self->first);
  g_free (self->last);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VdtKqlFormatter, formatter_clear)

/**
 * vdt_kql_format:
 * @tree: a query
 * @options: (nullable): width and indent
 *
 * Lays a query out anew. Its tokens and comments stay the same and so does its
 * meaning; formatting the result again changes nothing.
 *
 * Returns: (transfer full): the new text
 */
char *
vdt_kql_format (VdtKqlTree                *tree,
                const VdtKqlFormatOptions *options)
{
  g_auto(VdtKqlFormatter) self = { 0 };
  g_autoptr(VdtKqlTree) again = NULL;
  Writer writer = { 0 };
  gsize length = 0;

  g_return_val_if_fail (tree != NULL, NULL);

  self.tree = tree;
  self.text = vdt_kql_tree_get_text (tree, &length);
  self.width = options != NULL && options->width > 0 ? options->width : DEFAULT_WIDTH;
  self.indent = options != NULL && options->indent > 0 ? options->indent : DEFAULT_INDENT;

  if (vdt_kql_tree_is_cancelled (tree) || vdt_kql_tree_is_too_deep (tree))
    return g_strndup (self.text, length);

  index_tokens (&self);
  measure_tokens (&self);
  vdt_kql_format_layout (&self);
  writer.out = g_string_sized_new (length + length / 8);

  for (guint i = 0; i < self.n_tokens; i++)
    write_token (&self, &writer, i);

  if (memchr (self.text, '\n', length) != NULL && writer.out->len > 0
      && writer.out->str[writer.out->len - 1] != '\n' && self.text[length - 1] == '\n')
    g_string_append_c (writer.out, '\n');

  again = vdt_kql_parse (writer.out->str, (gssize) writer.out->len, NULL);

  if (vdt_kql_trees_are_alike (tree, again))
    return g_string_free (writer.out, FALSE);

  g_string_free (writer.out, TRUE);

  return g_strndup (self.text, length);
}
