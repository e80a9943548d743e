/* vdt-kql-format-layout.c: where a formatted query breaks its lines.
 *
 * What is decided depends on the tokens and the tree alone, not on how the text
 * was laid out, so that a second run changes nothing. A stretch that fits on its
 * line stays on it; one that does not is broken at its outermost parts first,
 * and each part is then looked at in the same way.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-format-private.h"

/* Deeper than this lines are indented no further. */
#define MAX_INDENT 200

/* A node that begins a line or stands alone on it. */
typedef struct
{
  const VdtKqlNode *node;
  guint             indent;
} Line;

typedef struct
{
  VdtKqlFormatter *formatter;
  GArray          *lines;       /* still to be looked at */
} Layout;

static void
push (Layout           *layout,
      const VdtKqlNode *node,
      guint             indent)
{
  Line line = { node, MIN (indent, MAX_INDENT) };

  if (node != NULL)
    g_array_append_val (layout->lines, line);
}

static guint
first_of (Layout           *layout,
          const VdtKqlNode *node)
{
  return layout->formatter->first[node->id];
}

static guint
last_of (Layout           *layout,
         const VdtKqlNode *node)
{
  return layout->formatter->last[node->id];
}

/* Starts a line with the first token of @node. */
static void
break_before (Layout           *layout,
              const VdtKqlNode *node,
              guint             indent)
{
  guint first = node == NULL ? layout->formatter->n_tokens : first_of (layout, node);

  if (first < layout->formatter->n_tokens && first < last_of (layout, node))
    layout->formatter->tokens[first].break_at = (guint16) (MIN (indent, MAX_INDENT) + 1);
}

/* The column at which a token is written, as far as line breaks are known by now. */
static guint
column_of (const VdtKqlFormatter *self,
           guint                  index)
{
  guint start = index;

  while (start > 0 && self->tokens[start].break_at == 0 && index - start < 2 * self->width)
    start--;

  return (self->tokens[start].break_at > 0 ? self->tokens[start].break_at - 1u : 0)
         + self->tokens[index].before - self->tokens[start].before;
}

static gboolean
fits (Layout           *layout,
      const VdtKqlNode *node)
{
  const VdtKqlFormatter *self = layout->formatter;
  guint first = first_of (layout, node);
  guint last = last_of (layout, node);

  if (first >= last)
    return TRUE;

  if (self->tokens[last - 1].forced > self->tokens[first].forced)
    return FALSE;

  return column_of (self, first) + self->tokens[last - 1].before - self->tokens[first].before
         + (self->tokens[last - 1].node->end - self->tokens[last - 1].node->start) <= self->width;
}

/* Pipes */

/* Every operator of a pipe on its own line, below its source. */
static void
lay_out_pipe (Layout           *layout,
              const VdtKqlNode *pipe,
              guint             indent)
{
  const VdtKqlNode *left = pipe;

  while (left->kind == VDT_KQL_PIPE)
    {
      break_before (layout, vdt_kql_node_child (left, VDT_KQL_ROLE_SEPARATOR), indent);
      push (layout, vdt_kql_node_child (left, VDT_KQL_ROLE_OPERATOR), indent);
      left = vdt_kql_node_child (left, VDT_KQL_ROLE_LEFT);
    }

  push (layout, left, indent);
}

/* ( … ) and { … } on lines of their own. */
static void
lay_out_enclosed (Layout           *layout,
                  const VdtKqlNode *node,
                  const VdtKqlNode *inside,
                  guint             indent)
{
  guint inner = indent + layout->formatter->indent;

  break_before (layout, inside, inner);
  break_before (layout, vdt_kql_node_child (node, VDT_KQL_ROLE_CLOSE), indent);
  push (layout, inside, inner);
}

/* Lists */

static void
lay_out_items (Layout           *layout,
               const VdtKqlNode *list,
               guint             indent)
{
  for (const VdtKqlNode *item = vdt_kql_list_first (list); item != NULL; item = vdt_kql_list_next (item))
    {
      break_before (layout, item, indent);
      push (layout, item, indent);
    }
}

static gboolean
is_short_value (const VdtKqlNode *node)
{
  return (node->kind == VDT_KQL_LITERAL || node->kind == VDT_KQL_NAME_REFERENCE)
         && node->end - node->start <= 60;
}

/* As many short values on a line as go on it. */
static void
fill_items (Layout           *layout,
            const VdtKqlNode *list,
            guint             indent)
{
  VdtKqlFormatter *self = layout->formatter;
  guint column = G_MAXUINT / 2;

  for (const VdtKqlNode *item = vdt_kql_list_first (list); item != NULL; item = vdt_kql_list_next (item))
    {
      guint length = item->end - item->start;
      guint first = first_of (layout, item);

      if (first >= last_of (layout, item))
        continue;

      if (column + length + 2 > self->width || self->tokens[first].must_break)
        {
          break_before (layout, item, indent);
          column = indent;
        }

      column += length + 2;
    }
}

static void
lay_out_list (Layout           *layout,
              const VdtKqlNode *list,
              guint             indent)
{
  guint n_items = 0;
  gboolean values = TRUE;

  for (const VdtKqlNode *item = vdt_kql_list_first (list); item != NULL; item = vdt_kql_list_next (item))
    {
      n_items++;
      values = values && is_short_value (item);
    }

  if (values && n_items > 6)
    fill_items (layout, list, indent);
  else
    lay_out_items (layout, list, indent);
}

/* ( a, b ) and [ a, b ], every element on a line */
static void
lay_out_bracketed_list (Layout           *layout,
                        const VdtKqlNode *node,
                        const VdtKqlNode *list,
                        guint             indent)
{
  if (list == NULL || vdt_kql_list_first (list) == NULL)
    return;

  lay_out_list (layout, list, indent + layout->formatter->indent);
  break_before (layout, vdt_kql_node_child (node, VDT_KQL_ROLE_CLOSE), indent);
}

/* The values of a datatable, a row a line. */
static void
lay_out_datatable (Layout           *layout,
                   const VdtKqlNode *node,
                   guint             indent)
{
  const VdtKqlNode *schema = vdt_kql_node_child (node, VDT_KQL_ROLE_SCHEMA);
  const VdtKqlNode *values = vdt_kql_node_child (node, VDT_KQL_ROLE_VALUES);
  guint n_columns = vdt_kql_list_length (vdt_kql_node_child (schema, VDT_KQL_ROLE_ITEMS));
  guint inner = indent + layout->formatter->indent;
  guint i = 0;

  if (!fits (layout, schema))
    lay_out_bracketed_list (layout, schema, vdt_kql_node_child (schema, VDT_KQL_ROLE_ITEMS), indent);

  break_before (layout, vdt_kql_node_child (node, VDT_KQL_ROLE_OPEN), indent);
  break_before (layout, vdt_kql_node_child (node, VDT_KQL_ROLE_CLOSE), indent);

  for (const VdtKqlNode *item = vdt_kql_list_first (values); item != NULL; item = vdt_kql_list_next (item))
    if (n_columns < 2 || i++ % n_columns == 0)
      break_before (layout, item, inner);
}

/* Expressions */

static gboolean
is_logical (const VdtKqlNode *node)
{
  const VdtKqlNode *operator = NULL;

  if (node->kind != VDT_KQL_BINARY)
    return FALSE;

  operator = vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR);

  return operator->kind == VDT_KQL_KEYWORD_AND || operator->kind == VDT_KQL_KEYWORD_OR;
}

/* a or b or c: a line for every operand, the word in front */
static void
lay_out_chain (Layout           *layout,
               const VdtKqlNode *node,
               guint             indent)
{
  guint kind = vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR)->kind;

  while (is_logical (node) && vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR)->kind == kind)
    {
      break_before (layout, vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR), indent);
      push (layout, vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT), indent);
      node = vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT);
    }

  push (layout, node, indent);
}

static void
lay_out_binary (Layout           *layout,
                const VdtKqlNode *node,
                guint             indent)
{
  if (is_logical (node))
    {
      lay_out_chain (layout, node, indent);
      return;
    }

  while (node->kind == VDT_KQL_BINARY && !is_logical (node))
    {
      push (layout, vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT), indent);
      node = vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT);
    }

  push (layout, node, indent);
}

static void
lay_out_function (Layout           *layout,
                  const VdtKqlNode *node,
                  guint             indent)
{
  const VdtKqlNode *body = vdt_kql_node_child (node, VDT_KQL_ROLE_BODY);
  const VdtKqlNode *expression = vdt_kql_node_child (body, VDT_KQL_ROLE_EXPRESSION);
  guint inner = indent + layout->formatter->indent;

  if (!fits (layout, vdt_kql_node_child (node, VDT_KQL_ROLE_PARAMETERS)))
    {
      lay_out_list (layout, vdt_kql_node_child (node, VDT_KQL_ROLE_PARAMETERS), inner);
      break_before (layout, vdt_kql_node_child (node, VDT_KQL_ROLE_CLOSE), indent);
    }

  lay_out_items (layout, vdt_kql_node_child (body, VDT_KQL_ROLE_STATEMENTS), inner);

  if (expression != NULL)
    {
      break_before (layout, expression, inner);
      push (layout, expression, inner);
    }

  break_before (layout, vdt_kql_node_child (body, VDT_KQL_ROLE_CLOSE), indent);
}

static void
lay_out_let (Layout           *layout,
             const VdtKqlNode *node,
             guint             indent)
{
  const VdtKqlNode *value = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  guint inner = indent + layout->formatter->indent;

  if (value->kind == VDT_KQL_PIPE)
    {
      break_before (layout, value, inner);
      push (layout, value, inner);
    }
  else
    push (layout, value, indent);
}

/* Operators and everything without a rule of its own: lists are broken up, clauses
 * get their line, the rest is looked into. */
static void
lay_out_parts (Layout           *layout,
               const VdtKqlNode *node,
               guint             indent)
{
  guint inner = indent + layout->formatter->indent;

  for (const VdtKqlNode *child = node->first_child; child != NULL; child = child->next)
    switch (child->role)
      {
      case VDT_KQL_ROLE_EXPRESSIONS:
      case VDT_KQL_ROLE_ITEMS:
      case VDT_KQL_ROLE_PATTERNS:
        if (vdt_kql_list_length (child) > 1)
          lay_out_list (layout, child, inner);
        else
          push (layout, vdt_kql_list_first (child), indent);
        break;

      case VDT_KQL_ROLE_BY:
      case VDT_KQL_ROLE_ON:
      case VDT_KQL_ROLE_WITH:
      case VDT_KQL_ROLE_WHERE:
      case VDT_KQL_ROLE_PROJECT:
      case VDT_KQL_ROLE_DECLARE:
      case VDT_KQL_ROLE_RANGE:
        if (child->kind == VDT_KQL_CLAUSE || child->kind == VDT_KQL_MAKE_SERIES_RANGE)
          {
            gboolean after_bracket = node->kind == VDT_KQL_JOIN_OPERATOR
                                     || node->kind == VDT_KQL_LOOKUP_OPERATOR;

            if (!after_bracket)
              break_before (layout, child, inner);

            push (layout, child, after_bracket ? indent : inner);
            break;
          }

        push (layout, child, indent);
        break;

      case VDT_KQL_ROLE_CONDITION:
        push (layout, child, is_logical (child) ? inner : indent);
        break;

      default:
        if (child->first_child != NULL)
          push (layout, child, indent);
        break;
      }
}

static void
lay_out_scan (Layout           *layout,
              const VdtKqlNode *node,
              guint             indent)
{
  lay_out_items (layout, vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS), indent + layout->formatter->indent);
  break_before (layout, vdt_kql_node_child (node, VDT_KQL_ROLE_CLOSE), indent);
  push (layout, vdt_kql_node_child (node, VDT_KQL_ROLE_DECLARE), indent);
}

static void
lay_out_line (Layout           *layout,
              const VdtKqlNode *node,
              guint             indent)
{
  switch (node->kind)
    {
    case VDT_KQL_PIPE:
      lay_out_pipe (layout, node, indent);
      break;

    case VDT_KQL_PARENTHESIZED:
    case VDT_KQL_SUBQUERY:
    case VDT_KQL_FORK_BRANCH:
    case VDT_KQL_MATERIALIZE:
    case VDT_KQL_TO_SCALAR:
    case VDT_KQL_TO_TABLE:
      lay_out_enclosed (layout, node, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION), indent);
      break;

    case VDT_KQL_EXPRESSION_LIST:
    case VDT_KQL_JSON_ARRAY:
    case VDT_KQL_JSON_OBJECT:
    case VDT_KQL_ROW_SCHEMA:
      lay_out_bracketed_list (layout, node, vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS), indent);
      break;

    case VDT_KQL_DATATABLE:
      lay_out_datatable (layout, node, indent);
      break;

    case VDT_KQL_BINARY:
      lay_out_binary (layout, node, indent);
      break;

    case VDT_KQL_LET_STATEMENT:
      lay_out_let (layout, node, indent);
      break;

    case VDT_KQL_FUNCTION_DECLARATION:
      lay_out_function (layout, node, indent);
      break;

    case VDT_KQL_SCAN_OPERATOR:
      lay_out_scan (layout, node, indent);
      break;

    default:
      lay_out_parts (layout, node, indent);
      break;
    }
}

/**
 * vdt_kql_format_layout:
 * @self: a formatter whose tokens are known
 *
 * Sets where lines begin and how far they are indented.
 */
void
vdt_kql_format_layout (VdtKqlFormatter *self)
{
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  Layout layout = { self, lines };
  VdtKqlNode *root = vdt_kql_tree_get_root (self->tree);

  lay_out_items (&layout, vdt_kql_node_child (root, VDT_KQL_ROLE_DIRECTIVES), 0);
  lay_out_items (&layout, vdt_kql_node_child (root, VDT_KQL_ROLE_STATEMENTS), 0);

  while (lines->len > 0)
    {
      Line line = g_array_index (lines, Line, lines->len - 1);

      g_array_set_size (lines, lines->len - 1);

      if (!fits (&layout, line.node))
        lay_out_line (&layout, line.node, line.indent);
    }
}
