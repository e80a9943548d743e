/* vdt-kql-parser.h: what the parts of the parser share.
 *
 * A parse function returns NULL, having taken nothing, where its construct
 * cannot start. A function whose name ends in _required puts a missing node
 * there and says so.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-lexer.h"
#include "vdt-kql-syntax-private.h"

G_BEGIN_DECLS

typedef struct
{
  VdtKqlTree        *tree;
  const VdtKqlToken *tokens;
  guint              n_tokens;
  guint              at;          /* the next token */
  guint              depth;
  guint              max_depth;
  GCancellable      *cancellable;
} VdtKqlParser;

typedef VdtKqlNode *(*VdtKqlParseFunc) (VdtKqlParser *parser);

typedef enum
{
  VDT_KQL_LIST_REQUIRED    = 1 << 0,  /* at least one element */
  VDT_KQL_LIST_TRAILING    = 1 << 1,  /* a comma may end it */
  VDT_KQL_LIST_NO_INSERT   = 1 << 2,  /* two elements without a comma are not one list */
} VdtKqlListFlags;

/* How to read a list with commas. */
typedef struct
{
  VdtKqlParseFunc parse;
  VdtKqlParseFunc missing;
  guint           flags;
  guint16         stops[3];           /* keywords that end it although they can be names */
} VdtKqlListSpec;

/* vdt-kql-parser.c */
static inline guint
vdt_kql_peek_at (VdtKqlParser *parser,
                 guint         distance)
{
  guint at = MIN (parser->at + distance, parser->n_tokens - 1);

  return parser->tokens[at].kind;
}

static inline guint
vdt_kql_peek (VdtKqlParser *parser)
{
  return parser->tokens[parser->at].kind;
}

VdtKqlNode *vdt_kql_new              (VdtKqlParser *parser, guint kind);
VdtKqlNode *vdt_kql_take             (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_take_merged      (VdtKqlParser *parser, guint kind, guint n_tokens);
VdtKqlNode *vdt_kql_expect           (VdtKqlParser *parser, guint kind);
VdtKqlNode *vdt_kql_take_if          (VdtKqlParser *parser, guint kind);
gboolean    vdt_kql_add_if           (VdtKqlParser *parser, VdtKqlNode *node, VdtKqlRole role,
                                      guint kind);
VdtKqlNode *vdt_kql_missing_token    (VdtKqlParser *parser, guint kind);
VdtKqlNode *vdt_kql_missing_node     (VdtKqlParser *parser, guint kind);
VdtKqlNode *vdt_kql_missing_expression (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_missing_name     (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_missing_value    (VdtKqlParser *parser);
void        vdt_kql_complain_missing (VdtKqlParser *parser, const char *what);
void        vdt_kql_complain_expected (VdtKqlParser *parser, const char *what);
void        vdt_kql_complain_next    (VdtKqlParser *parser, const char *code, const char *what);
void        vdt_kql_complain         (VdtKqlParser *parser, const char *code, gsize start, gsize end,
                                      const char *format, ...) G_GNUC_PRINTF (5, 6);
gsize       vdt_kql_last_end         (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_list       (VdtKqlParser *parser, const VdtKqlListSpec *spec);
gboolean    vdt_kql_enter            (VdtKqlParser *parser);
void        vdt_kql_leave            (VdtKqlParser *parser);

/* vdt-kql-parse-name.c */
gboolean    vdt_kql_kind_is_reference   (guint kind);
gboolean    vdt_kql_kind_is_declaration (guint kind);
guint       vdt_kql_name_width       (VdtKqlParser *parser, guint distance, gboolean column);
VdtKqlNode *vdt_kql_parse_name       (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_declaration (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_declaration_required (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_column_declaration (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_wildcard_name (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_bad_name   (VdtKqlParser *parser);

/* vdt-kql-parse-expression.c */
VdtKqlNode *vdt_kql_parse_expression (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_expression_required (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_named      (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_named_required (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_argument   (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_path       (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_entity_path (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_call       (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_arguments  (VdtKqlParser *parser, gboolean anyway);
VdtKqlNode *vdt_kql_missing_property (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_parenthesized (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_entity     (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_ordering   (VdtKqlParser *parser, VdtKqlNode *expression);
VdtKqlNode *vdt_kql_parse_ordered_expression (VdtKqlParser *parser);

/* vdt-kql-parse-literal.c */
gboolean    vdt_kql_kind_is_literal  (guint kind);
VdtKqlNode *vdt_kql_parse_literal    (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_signed_literal (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_string     (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_dynamic    (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_typeof     (VdtKqlParser *parser);

/* vdt-kql-parse-table.c */
VdtKqlNode *vdt_kql_parse_type       (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_type_required (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_name_and_type (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_row_schema (VdtKqlParser *parser, gboolean star);
VdtKqlNode *vdt_kql_parse_row_schema_required (VdtKqlParser *parser, gboolean star);
VdtKqlNode *vdt_kql_parse_parameters (VdtKqlParser *parser, gboolean required);
VdtKqlNode *vdt_kql_parse_with_properties (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_datatable  (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_contextual_datatable (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_externaldata (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_inline_external_table (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_materialized_view_combine (VdtKqlParser *parser);

/* vdt-kql-parse-statement.c */
VdtKqlNode *vdt_kql_parse_query      (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_pipe       (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_pipe_required (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_pipe_rest  (VdtKqlParser *parser, VdtKqlNode *left);
VdtKqlNode *vdt_kql_parse_operator_pipe (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_statement_list (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_entity_group (VdtKqlParser *parser);

G_END_DECLS
