/* vdt-kql-parser.c: the parser's hands: tokens, missing parts, lists.
 *
 * Recursive descent without backtracking over errors: the text is read once, so
 * parsing is linear in it. What does not fit is kept as skipped tokens. Codes
 * and places of the diagnostics are those of Microsoft's service, found by
 * measuring it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-parser.h"

#include <string.h>

#define DEFAULT_MAX_DEPTH 400

/* Places are 32 bits wide. */
#define MAX_LENGTH (1u << 30)

/* How many diagnostics at one place are looked at for a duplicate. */
#define DUPLICATE_WINDOW 12

VdtKqlNode *
vdt_kql_new (VdtKqlParser *parser,
             guint         kind)
{
  return vdt_kql_tree_new_node (parser->tree, kind);
}

/* Where the last token that was taken ends. */
gsize
vdt_kql_last_end (VdtKqlParser *parser)
{
  return parser->at == 0 ? 0 : parser->tokens[parser->at - 1].end;
}

/* A leaf of @n_tokens adjacent tokens as one. */
VdtKqlNode *
vdt_kql_take_merged (VdtKqlParser *parser,
                     guint         kind,
                     guint         n_tokens)
{
  VdtKqlNode *leaf = vdt_kql_new (parser, kind);

  leaf->full_start = (guint32) vdt_kql_last_end (parser);
  leaf->start = parser->tokens[parser->at].start;
  leaf->end = parser->tokens[parser->at + n_tokens - 1].end;
  parser->at += n_tokens;

  if ((parser->at & 0xfff) < n_tokens && g_cancellable_is_cancelled (parser->cancellable))
    {
      /* The rest is given up: the end token comes next. */
      parser->tree->cancelled = TRUE;
      parser->at = parser->n_tokens - 1;
    }

  return leaf;
}

VdtKqlNode *
vdt_kql_take (VdtKqlParser *parser)
{
  return vdt_kql_take_merged (parser, vdt_kql_peek (parser), 1);
}

VdtKqlNode *
vdt_kql_take_if (VdtKqlParser *parser,
                 guint         kind)
{
  return vdt_kql_peek (parser) == kind ? vdt_kql_take (parser) : NULL;
}

/* Adds the next token to @node if it is of @kind. */
gboolean
vdt_kql_add_if (VdtKqlParser *parser,
                VdtKqlNode   *node,
                VdtKqlRole    role,
                guint         kind)
{
  if (vdt_kql_peek (parser) != kind)
    return FALSE;

  vdt_kql_node_add (node, role, vdt_kql_take (parser));

  return TRUE;
}

void
vdt_kql_complain (VdtKqlParser *parser,
                  const char   *code,
                  gsize         start,
                  gsize         end,
                  const char   *format,
                  ...)
{
  GPtrArray *diagnostics = parser->tree->diagnostics;
  g_autofree char *message = NULL;
  va_list args;

  /* Past the depth limit everything is in disorder; one diagnostic says so. */
  if (parser->tree->too_deep || parser->tree->cancelled)
    return;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  for (guint i = 1; i <= DUPLICATE_WINDOW && i <= diagnostics->len; i++)
    {
      const VdtKqlDiagnostic *other = g_ptr_array_index (diagnostics, diagnostics->len - i);

      if (other->start == start && other->length == end - start && g_str_equal (other->code, code)
          && g_str_equal (other->message, message))
        return;
    }

  vdt_kql_diagnostics_add (diagnostics, code, VDT_KQL_SEVERITY_ERROR, start, end - start, "%s", message);
}

/* KS006: something is missing after the last token. */
void
vdt_kql_complain_missing (VdtKqlParser *parser,
                          const char   *what)
{
  gsize at = vdt_kql_last_end (parser);
  guint next = vdt_kql_peek (parser);

  if (vdt_kql_kind_is_keyword (next) && !vdt_kql_kind_is_reference (next))
    vdt_kql_complain (parser, "KS006", at, at,
                      "Add %s here. If the keyword “%s” is meant as a name, write it as ['%s'].",
                      what, vdt_kql_kind_get_text (next), vdt_kql_kind_get_text (next));
  else
    vdt_kql_complain (parser, "KS006", at, at, "Add %s here.", what);
}

/* KS005: the next token is not the one that has to come. Farther off than one
 * space it is not to blame: then the place is right after the last token. */
void
vdt_kql_complain_expected (VdtKqlParser *parser,
                           const char   *what)
{
  vdt_kql_complain_next (parser, "KS005", what);
}

void
vdt_kql_complain_next (VdtKqlParser *parser,
                       const char   *code,
                       const char   *what)
{
  const VdtKqlToken *next = &parser->tokens[parser->at];
  gsize last = vdt_kql_last_end (parser);
  const char *trivia = parser->tree->text + last;
  gsize length = next->start - last;

  if (length > 1 || (length == 1 && (*trivia == '\n' || *trivia == '\r')))
    vdt_kql_complain (parser, code, last, last, "Write %s here.", what);
  else
    vdt_kql_complain (parser, code, next->start, next->end, "Write %s here.", what);
}

VdtKqlNode *
vdt_kql_missing_token (VdtKqlParser *parser,
                       guint         kind)
{
  VdtKqlNode *node = vdt_kql_new (parser, kind);

  node->full_start = node->start = node->end = (guint32) vdt_kql_last_end (parser);
  node->flags = VDT_KQL_NODE_MISSING | VDT_KQL_NODE_HAS_ERROR;

  return node;
}

/* A node of @kind that is missing as a whole. */
VdtKqlNode *
vdt_kql_missing_node (VdtKqlParser *parser,
                      guint         kind)
{
  VdtKqlNode *node = vdt_kql_new (parser, kind);

  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_missing_token (parser, VDT_KQL_TOKEN_IDENTIFIER));
  node->flags = VDT_KQL_NODE_MISSING | VDT_KQL_NODE_HAS_ERROR;

  return node;
}

VdtKqlNode *
vdt_kql_missing_expression (VdtKqlParser *parser)
{
  vdt_kql_complain_missing (parser, "an expression");

  return vdt_kql_missing_node (parser, VDT_KQL_NAME_REFERENCE);
}

VdtKqlNode *
vdt_kql_missing_name (VdtKqlParser *parser)
{
  vdt_kql_complain_missing (parser, "a name");

  return vdt_kql_missing_node (parser, VDT_KQL_NAME_REFERENCE);
}

VdtKqlNode *
vdt_kql_missing_value (VdtKqlParser *parser)
{
  vdt_kql_complain_missing (parser, "a value");

  return vdt_kql_missing_node (parser, VDT_KQL_NAME_REFERENCE);
}

/* The next token if it is of @kind, else a missing one and a KS005. */
VdtKqlNode *
vdt_kql_expect (VdtKqlParser *parser,
                guint         kind)
{
  g_autofree char *what = NULL;

  if (vdt_kql_peek (parser) == kind)
    return vdt_kql_take (parser);

  what = g_strdup_printf ("“%s”", vdt_kql_kind_get_text (kind));
  vdt_kql_complain_expected (parser, what);

  return vdt_kql_missing_token (parser, kind);
}

static gboolean
at_stop (VdtKqlParser         *parser,
         const VdtKqlListSpec *spec)
{
  guint next = vdt_kql_peek (parser);

  for (guint i = 0; i < G_N_ELEMENTS (spec->stops) && spec->stops[i] != 0; i++)
    if (spec->stops[i] == next)
      return TRUE;

  return FALSE;
}

/* A comma that is not there, between @list's last element and @next. */
static void
insert_comma (VdtKqlParser *parser,
              VdtKqlNode   *list,
              guint         at_next)
{
  guint at = parser->at;

  parser->at = at_next;
  vdt_kql_complain_expected (parser, "“,”");
  vdt_kql_node_add (list, VDT_KQL_ROLE_SEPARATOR, vdt_kql_missing_token (parser, VDT_KQL_TOKEN_COMMA));
  parser->at = at;
}

/**
 * vdt_kql_parse_list:
 * @parser: the parser
 * @spec: what its elements are
 *
 * Returns: a list, maybe empty
 */
VdtKqlNode *
vdt_kql_parse_list (VdtKqlParser         *parser,
                    const VdtKqlListSpec *spec)
{
  VdtKqlNode *list = vdt_kql_new (parser, VDT_KQL_LIST);
  VdtKqlNode *item = at_stop (parser, spec) ? NULL : spec->parse (parser);
  gsize before = vdt_kql_last_end (parser);

  if (item == NULL)
    {
      if (spec->missing != NULL
          && ((spec->flags & VDT_KQL_LIST_REQUIRED) || vdt_kql_peek (parser) == VDT_KQL_TOKEN_COMMA))
        item = spec->missing (parser);

      if (item == NULL)
        {
          list->full_start = list->start = list->end = (guint32) before;
          return list;
        }
    }

  for (;;)
    {
      guint at = 0;

      vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, item);

      if (vdt_kql_add_if (parser, list, VDT_KQL_ROLE_SEPARATOR, VDT_KQL_TOKEN_COMMA))
        {
          item = at_stop (parser, spec) ? NULL : spec->parse (parser);

          if (item == NULL)
            {
              if (!(spec->flags & VDT_KQL_LIST_TRAILING) && spec->missing != NULL)
                vdt_kql_node_add (list, VDT_KQL_ROLE_ITEM, spec->missing (parser));

              return list;
            }

          continue;
        }

      if ((spec->flags & VDT_KQL_LIST_NO_INSERT) || at_stop (parser, spec))
        return list;

      at = parser->at;
      item = spec->parse (parser);

      /* What takes no token would come again and again. */
      if (item == NULL || parser->at == at)
        return list;

      insert_comma (parser, list, at);
    }
}

/* One level deeper; FALSE past the limit: then nothing more may be parsed there. */
gboolean
vdt_kql_enter (VdtKqlParser *parser)
{
  const VdtKqlToken *next = &parser->tokens[parser->at];

  /* Once too deep nothing may nest any more: trying again at every level on the
   * way out would double the work with each of them. */
  if (parser->tree->too_deep)
    return FALSE;

  if (parser->depth < parser->max_depth)
    {
      parser->depth++;
      return TRUE;
    }

  vdt_kql_complain (parser, "KS245", next->start, next->end,
                    "This nests deeper than %u levels. Give inner parts names with let.",
                    parser->max_depth);
  parser->tree->too_deep = TRUE;

  return FALSE;
}

void
vdt_kql_leave (VdtKqlParser *parser)
{
  parser->depth--;
}

static void
complain_about_tokens (VdtKqlParser *parser)
{
  const char *text = parser->tree->text;

  for (guint i = 0; i < parser->n_tokens; i++)
    {
      const VdtKqlToken *token = &parser->tokens[i];

      switch (token->error)
        {
        case VDT_KQL_LEX_UNEXPECTED:
          vdt_kql_complain (parser, "KS002", token->start, token->end,
                            "“%.*s” means nothing here. Remove it.",
                            (int) (token->end - token->start), text + token->start);
          break;

        case VDT_KQL_LEX_OPEN_STRING:
          vdt_kql_complain (parser, "KS001", token->end, token->end,
                            "Close the string that starts at byte %u.", token->start);
          break;

        case VDT_KQL_LEX_OPEN_LITERAL:
          vdt_kql_complain (parser, "KS001", token->end, token->end, "Close the literal with “)”.");
          break;

        default:
          break;
        }
    }
}

/* Our own code: the service works on UTF-16 and never meets such bytes. */
static void
complain_about_encoding (VdtKqlParser *parser)
{
  const char *text = parser->tree->text;
  const char *end = text + parser->tree->length;
  const char *at = text;

  while (at < end && !g_utf8_validate (at, end - at, &at))
    {
      if (*at != '\0')
        vdt_kql_complain (parser, "VK100", (gsize) (at - text), (gsize) (at - text) + 1,
                          "The byte 0x%02x is not UTF-8. Save the text as UTF-8.", (guchar) *at);

      at++;
    }
}

/**
 * vdt_kql_parse:
 * @text: the text of one query, any bytes
 * @length: its length in bytes, or -1 if it ends with a NUL; of more than 1 GB nothing is read
 * @options: (nullable): limits
 *
 * Parses without ever failing: what is wrong is in the tree's diagnostics. Safe
 * to call from any thread.
 *
 * Returns: (transfer full): the tree
 */
VdtKqlTree *
vdt_kql_parse (const char               *text,
               gssize                    length,
               const VdtKqlParseOptions *options)
{
  g_autoptr(GArray) tokens = NULL;
  VdtKqlParser parser = { 0 };
  gsize size = 0;

  g_return_val_if_fail (text != NULL, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  parser.tree = vdt_kql_tree_new (text, size <= MAX_LENGTH ? size : 0);

  tokens = g_array_sized_new (FALSE, FALSE, sizeof (VdtKqlToken), (guint) (parser.tree->length / 4) + 8);
  vdt_kql_lex (parser.tree->text, parser.tree->length, tokens);

  parser.tokens = (const VdtKqlToken *) (gconstpointer) tokens->data;
  parser.n_tokens = tokens->len;
  parser.max_depth = DEFAULT_MAX_DEPTH;

  if (options != NULL)
    {
      parser.cancellable = options->cancellable;

      if (options->max_depth > 0)
        parser.max_depth = options->max_depth;
    }

  if (size > MAX_LENGTH)
    vdt_kql_complain (&parser, "VK101", 0, 0, "The text is longer than %u bytes and was not read.", MAX_LENGTH);

  complain_about_encoding (&parser);
  complain_about_tokens (&parser);
  vdt_kql_tree_finish (parser.tree, vdt_kql_parse_query (&parser));

  return parser.tree;
}
