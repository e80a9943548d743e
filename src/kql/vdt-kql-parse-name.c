/* vdt-kql-parse-name.c: names, and which reserved words may be one where.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-parser.h"

enum
{
  REFERENCE   = 1 << 0,     /* may stand where a name is used */
  DECLARATION = 1 << 1,     /* may be declared anywhere */
  COLUMN      = 1 << 2,     /* may be declared as a column or parameter */
  EVERYWHERE  = REFERENCE | DECLARATION | COLUMN,
};

/* Measured word by word against Microsoft's service. */
static const guint8 name_uses[VDT_KQL_LAST_KEYWORD] = {
  [VDT_KQL_TOKEN_IDENTIFIER] = EVERYWHERE,
  [VDT_KQL_KEYWORD_ACCESS] = EVERYWHERE,
  [VDT_KQL_KEYWORD_ALIAS] = EVERYWHERE,
  [VDT_KQL_KEYWORD_BIN] = EVERYWHERE,
  [VDT_KQL_KEYWORD_CONSUME] = EVERYWHERE,
  [VDT_KQL_KEYWORD_COUNT] = EVERYWHERE,
  [VDT_KQL_KEYWORD_DATABASE] = EVERYWHERE,
  [VDT_KQL_KEYWORD_DECLARE] = EVERYWHERE,
  [VDT_KQL_KEYWORD_DEFAULT] = EVERYWHERE,
  [VDT_KQL_KEYWORD_DISTINCT] = EVERYWHERE,
  [VDT_KQL_KEYWORD_ENTITY_GROUP] = EVERYWHERE,
  [VDT_KQL_KEYWORD_EVALUATE] = EVERYWHERE,
  [VDT_KQL_KEYWORD_EXTEND] = EVERYWHERE,
  [VDT_KQL_KEYWORD_DATAFORMAT] = EVERYWHERE,
  [VDT_KQL_KEYWORD_INLINE_EXTERNAL_TABLE] = EVERYWHERE,
  [VDT_KQL_KEYWORD_DATETIME_PATTERN] = EVERYWHERE,
  [VDT_KQL_KEYWORD_FACET] = EVERYWHERE,
  [VDT_KQL_KEYWORD_FILTER] = EVERYWHERE,
  [VDT_KQL_KEYWORD_FORK] = EVERYWHERE,
  [VDT_KQL_KEYWORD_FROM] = EVERYWHERE,
  [VDT_KQL_KEYWORD_GETSCHEMA] = EVERYWHERE,
  [VDT_KQL_KEYWORD_EDGES] = EVERYWHERE,
  [VDT_KQL_KEYWORD_ID] = EVERYWHERE,
  [VDT_KQL_KEYWORD_BEST_EFFORT] = EVERYWHERE,
  [VDT_KQL_KEYWORD_JOIN] = EVERYWHERE,
  [VDT_KQL_KEYWORD_LET] = EVERYWHERE,
  [VDT_KQL_KEYWORD_LIMIT] = EVERYWHERE,
  [VDT_KQL_KEYWORD_LOOKUP] = EVERYWHERE,
  [VDT_KQL_KEYWORD_MVAPPLY] = EVERYWHERE,
  [VDT_KQL_KEYWORD_MVEXPAND] = EVERYWHERE,
  [VDT_KQL_KEYWORD_NODES] = EVERYWHERE,
  [VDT_KQL_KEYWORD_NULL] = EVERYWHERE,
  [VDT_KQL_KEYWORD_NULLS] = EVERYWHERE,
  [VDT_KQL_KEYWORD_ON] = EVERYWHERE,
  [VDT_KQL_KEYWORD_OPTIONAL] = EVERYWHERE,
  [VDT_KQL_KEYWORD_ORDER] = EVERYWHERE,
  [VDT_KQL_KEYWORD_OUTPUT] = EVERYWHERE,
  [VDT_KQL_KEYWORD_PACK] = EVERYWHERE,
  [VDT_KQL_KEYWORD_PARSE] = EVERYWHERE,
  [VDT_KQL_KEYWORD_X_PARTITIONBY] = EVERYWHERE,
  [VDT_KQL_KEYWORD_PARTITION] = EVERYWHERE,
  [VDT_KQL_KEYWORD_PATTERN] = EVERYWHERE,
  [VDT_KQL_KEYWORD_PLOTLY] = EVERYWHERE,
  [VDT_KQL_KEYWORD_GRAPH] = EVERYWHERE,
  [VDT_KQL_KEYWORD_QUERY_PARAMETERS] = EVERYWHERE,
  [VDT_KQL_KEYWORD_RANGE] = EVERYWHERE,
  [VDT_KQL_KEYWORD_REDUCE] = EVERYWHERE,
  [VDT_KQL_KEYWORD_REGEX] = EVERYWHERE,
  [VDT_KQL_KEYWORD_RENDER] = EVERYWHERE,
  [VDT_KQL_KEYWORD_RESTRICT] = EVERYWHERE,
  [VDT_KQL_KEYWORD_SCAN] = EVERYWHERE,
  [VDT_KQL_KEYWORD_SERIALIZE] = EVERYWHERE,
  [VDT_KQL_KEYWORD_SORT] = EVERYWHERE,
  [VDT_KQL_KEYWORD_STEP] = EVERYWHERE,
  [VDT_KQL_KEYWORD_SUMMARIZE] = EVERYWHERE,
  [VDT_KQL_KEYWORD_TAKE] = EVERYWHERE,
  [VDT_KQL_KEYWORD_TOP] = EVERYWHERE,
  [VDT_KQL_KEYWORD_UUID] = EVERYWHERE,
  [VDT_KQL_KEYWORD_VIEW] = EVERYWHERE,
  [VDT_KQL_KEYWORD_WITH] = EVERYWHERE,
  [VDT_KQL_KEYWORD_WITH_NODE_ID] = EVERYWHERE,
  [VDT_KQL_KEYWORD_BOOL] = EVERYWHERE,
  [VDT_KQL_KEYWORD_GUID] = EVERYWHERE,
  [VDT_KQL_KEYWORD_TYPEOF] = EVERYWHERE,
  [VDT_KQL_KEYWORD_KIND] = REFERENCE,
  [VDT_KQL_KEYWORD_WITH_SOURCE] = REFERENCE,
  [VDT_KQL_KEYWORD_WITHSOURCE] = REFERENCE,
  [VDT_KQL_KEYWORD_TOSCALAR] = COLUMN,
  [VDT_KQL_KEYWORD_TOTABLE] = COLUMN,
  [VDT_KQL_KEYWORD_ACCUMULATE] = COLUMN,
  [VDT_KQL_KEYWORD_AS] = COLUMN,
  [VDT_KQL_KEYWORD_BY] = COLUMN,
  [VDT_KQL_KEYWORD_CONTAINS] = COLUMN,
  [VDT_KQL_KEYWORD_DATATABLE] = COLUMN,
  [VDT_KQL_KEYWORD_EARLIEST] = COLUMN,
  [VDT_KQL_KEYWORD_EXTERNALDATA] = COLUMN,
  [VDT_KQL_KEYWORD_FIND] = COLUMN,
  [VDT_KQL_KEYWORD_HAS] = COLUMN,
  [VDT_KQL_KEYWORD_IN] = COLUMN,
  [VDT_KQL_KEYWORD_INVOKE] = COLUMN,
  [VDT_KQL_KEYWORD_LATEST] = COLUMN,
  [VDT_KQL_KEYWORD_MATERIALIZE] = COLUMN,
  [VDT_KQL_KEYWORD_MDM] = COLUMN,
  [VDT_KQL_KEYWORD_OF] = COLUMN,
  [VDT_KQL_KEYWORD_PRINT] = COLUMN,
  [VDT_KQL_KEYWORD_SAMPLE] = COLUMN,
  [VDT_KQL_KEYWORD_SAMPLE_DISTINCT] = COLUMN,
  [VDT_KQL_KEYWORD_SEARCH] = COLUMN,
  [VDT_KQL_KEYWORD_SET] = COLUMN,
  [VDT_KQL_KEYWORD_SQL] = COLUMN,
  [VDT_KQL_KEYWORD_TITLE] = COLUMN,
  [VDT_KQL_KEYWORD_TO] = COLUMN,
  [VDT_KQL_KEYWORD_TOP_HITTERS] = COLUMN,
  [VDT_KQL_KEYWORD_TOP_NESTED] = COLUMN,
  [VDT_KQL_KEYWORD_VERBOSE] = COLUMN,
  [VDT_KQL_KEYWORD_VIEWERS] = COLUMN,
  [VDT_KQL_KEYWORD_WHERE] = COLUMN,
};

/**
 * vdt_kql_kind_is_name:
 * @kind: a token kind
 *
 * Returns: %TRUE if such a token may be a name without being put in brackets
 */
gboolean
vdt_kql_kind_is_name (guint kind)
{
  return kind < G_N_ELEMENTS (name_uses) && (name_uses[kind] & REFERENCE) != 0;
}

gboolean
vdt_kql_kind_is_reference (guint kind)
{
  return vdt_kql_kind_is_name (kind);
}

gboolean
vdt_kql_kind_is_declaration (guint kind)
{
  return kind < G_N_ELEMENTS (name_uses) && (name_uses[kind] & DECLARATION) != 0;
}

/* How many tokens the name that starts at @distance has: 1, 3 for ['a b'] and {a}, 0 for none. */
guint
vdt_kql_name_width (VdtKqlParser *parser,
                    guint         distance,
                    gboolean      column)
{
  guint kind = vdt_kql_peek_at (parser, distance);
  guint inside = 0;

  if (kind < G_N_ELEMENTS (name_uses) && (name_uses[kind] & (column ? COLUMN : DECLARATION)) != 0)
    return 1;

  if (kind != VDT_KQL_TOKEN_OPEN_BRACKET && kind != VDT_KQL_TOKEN_OPEN_BRACE)
    return 0;

  inside = vdt_kql_peek_at (parser, distance + 1);

  if (kind == VDT_KQL_TOKEN_OPEN_BRACKET)
    return inside == VDT_KQL_TOKEN_STRING
           && vdt_kql_peek_at (parser, distance + 2) == VDT_KQL_TOKEN_CLOSE_BRACKET ? 3 : 0;

  return vdt_kql_kind_is_declaration (inside)
         && vdt_kql_peek_at (parser, distance + 2) == VDT_KQL_TOKEN_CLOSE_BRACE ? 3 : 0;
}

static VdtKqlNode *
take_name (VdtKqlParser *parser,
           guint         kind,
           guint         width)
{
  VdtKqlNode *node = vdt_kql_new (parser, kind);

  if (width == 3)
    {
      vdt_kql_node_add (node, VDT_KQL_ROLE_OPEN, vdt_kql_take (parser));
      vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));
      vdt_kql_node_add (node, VDT_KQL_ROLE_CLOSE, vdt_kql_take (parser));
    }
  else
    vdt_kql_node_add (node, VDT_KQL_ROLE_NAME, vdt_kql_take (parser));

  return node;
}

/* A name that is used: a, ['a b'], {a}. */
VdtKqlNode *
vdt_kql_parse_name (VdtKqlParser *parser)
{
  guint width = vdt_kql_kind_is_reference (vdt_kql_peek (parser)) ? 1 : vdt_kql_name_width (parser, 0, FALSE);
  gboolean braces = vdt_kql_peek (parser) == VDT_KQL_TOKEN_OPEN_BRACE;

  return width == 0 ? NULL
                    : take_name (parser, braces ? VDT_KQL_CLIENT_PARAMETER : VDT_KQL_NAME_REFERENCE, width);
}

/* A name that is declared where nearly every reserved word would be misread. */
VdtKqlNode *
vdt_kql_parse_declaration (VdtKqlParser *parser)
{
  guint width = vdt_kql_name_width (parser, 0, FALSE);

  return width == 0 ? NULL : take_name (parser, VDT_KQL_NAME_DECLARATION, width);
}

VdtKqlNode *
vdt_kql_parse_declaration_required (VdtKqlParser *parser)
{
  VdtKqlNode *name = vdt_kql_parse_declaration (parser);

  if (name != NULL)
    return name;

  vdt_kql_complain_missing (parser, "a name");

  return vdt_kql_missing_node (parser, VDT_KQL_NAME_DECLARATION);
}

/* A name that is declared as a column or a parameter. */
VdtKqlNode *
vdt_kql_parse_column_declaration (VdtKqlParser *parser)
{
  guint width = vdt_kql_name_width (parser, 0, TRUE);

  return width == 0 ? NULL : take_name (parser, VDT_KQL_NAME_DECLARATION, width);
}

/* A reserved word where only a name makes sense: kept as the name, with KS228. */
VdtKqlNode *
vdt_kql_parse_bad_name (VdtKqlParser *parser)
{
  const VdtKqlToken *token = &parser->tokens[parser->at];
  const char *word = vdt_kql_kind_get_text (token->kind);

  vdt_kql_complain (parser, "KS228", token->start, token->end,
                    "“%s” is a reserved word. Write ['%s'] to use it as a name.", word, word);

  return take_name (parser, VDT_KQL_NAME_REFERENCE, 1);
}

static gboolean
adjacent (VdtKqlParser *parser,
          guint         at)
{
  return at > parser->at && parser->tokens[at].start == parser->tokens[at - 1].end;
}

static gboolean
is_pattern_part (guint kind)
{
  return kind == VDT_KQL_TOKEN_STAR || kind == VDT_KQL_TOKEN_IDENTIFIER || kind == VDT_KQL_TOKEN_LONG
         || vdt_kql_kind_is_keyword (kind);
}

/* A name with stars in it (Device*, *Id), as one token; else a plain name. */
VdtKqlNode *
vdt_kql_parse_wildcard_name (VdtKqlParser *parser)
{
  guint first = vdt_kql_peek (parser);
  guint end = parser->at;
  gboolean star = FALSE;
  VdtKqlNode *node = NULL;

  if (first != VDT_KQL_TOKEN_STAR && !vdt_kql_kind_is_reference (first))
    return vdt_kql_parse_name (parser);

  do
    {
      star = star || parser->tokens[end].kind == VDT_KQL_TOKEN_STAR;
      end++;
    }
  while (end < parser->n_tokens && is_pattern_part (parser->tokens[end].kind) && adjacent (parser, end));

  if (!star)
    return vdt_kql_parse_name (parser);

  node = vdt_kql_new (parser, VDT_KQL_WILDCARD_NAME);
  vdt_kql_node_add (node, VDT_KQL_ROLE_NAME,
                    vdt_kql_take_merged (parser, VDT_KQL_TOKEN_IDENTIFIER, end - parser->at));

  return node;
}
