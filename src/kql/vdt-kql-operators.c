/* vdt-kql-operators.c: the table of the tabular operators.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-operators.h"

#include <string.h>

#define HINT_STRATEGY { "hint.strategy", VDT_KQL_VALUE_WORD, "shuffle" }
#define HINT_SHUFFLE { "hint.shufflekey", VDT_KQL_VALUE_COLUMN, NULL }
#define HINT_PARTITIONS { "hint.num_partitions", VDT_KQL_VALUE_NUMBER, NULL }
#define HINT_REMOTE { "hint.remote", VDT_KQL_VALUE_WORD, "auto left local right" }
#define HINT_CONCURRENCY { "hint.concurrency", VDT_KQL_VALUE_NUMBER, NULL }
#define HINT_SPREAD { "hint.spread", VDT_KQL_VALUE_NUMBER, NULL }
#define HINT_PASS_FILTERS { "hint.pass_filters", VDT_KQL_VALUE_BOOL, NULL, TRUE }
#define HINT_PASS_COLUMN { "hint.pass_filters_column", VDT_KQL_VALUE_COLUMN, NULL, TRUE }
#define WITH_SOURCE { "withsource", VDT_KQL_VALUE_NAME, NULL }, \
  { "with_source", VDT_KQL_VALUE_NAME, NULL, TRUE }
#define FUZZY { "isfuzzy", VDT_KQL_VALUE_BOOL, NULL }
#define END { NULL, VDT_KQL_VALUE_WORD, NULL }

static const VdtKqlParameter as_parameters[] = {
  { "hint.materialized", VDT_KQL_VALUE_BOOL, NULL }, END
};

static const VdtKqlParameter consume_parameters[] = {
  { "decodeblocks", VDT_KQL_VALUE_BOOL, NULL }, END
};

static const VdtKqlParameter distinct_parameters[] = { HINT_STRATEGY, HINT_SHUFFLE, HINT_PARTITIONS, END };

static const VdtKqlParameter evaluate_parameters[] = {
  { "hint.distribution", VDT_KQL_VALUE_WORD, "per_node per_shard single" },
  { "hint.remote", VDT_KQL_VALUE_WORD, "auto local" }, HINT_PASS_FILTERS, HINT_PASS_COLUMN, END
};

static const VdtKqlParameter find_parameters[] = { WITH_SOURCE, END };

static const VdtKqlParameter getschema_parameters[] = {
  { "kind", VDT_KQL_VALUE_WORD, "csl" }, END
};

static const VdtKqlParameter mark_components_parameters[] = {
  { "kind", VDT_KQL_VALUE_WORD, "weak strong" },
  { "with_component_id", VDT_KQL_VALUE_NAME, NULL }, END
};

static const VdtKqlParameter graph_match_parameters[] = {
  { "cycles", VDT_KQL_VALUE_WORD, "all none unique_edges" }, END
};

static const VdtKqlParameter shortest_paths_parameters[] = {
  { "output", VDT_KQL_VALUE_WORD, "all any" }, END
};

static const VdtKqlParameter graph_to_table_parameters[] = {
  { "with_node_id", VDT_KQL_VALUE_NAME, NULL }, { "with_source_id", VDT_KQL_VALUE_NAME, NULL },
  { "with_target_id", VDT_KQL_VALUE_NAME, NULL }, END
};

static const VdtKqlParameter join_parameters[] = {
  { "kind", VDT_KQL_VALUE_WORD,
    "inner fullouter innerunique leftanti leftantisemi anti leftouter leftsemi rightanti rightantisemi "
    "rightouter rightsemi" },
  { "hint.strategy", VDT_KQL_VALUE_WORD, "broadcast shuffle" }, HINT_SHUFFLE, HINT_PARTITIONS, HINT_REMOTE,
  HINT_PASS_FILTERS, HINT_PASS_COLUMN, END
};

static const VdtKqlParameter lookup_parameters[] = {
  { "kind", VDT_KQL_VALUE_WORD, "inner leftouter" },
  { "hint.remote", VDT_KQL_VALUE_WORD, "auto left local right", TRUE }, END
};

static const VdtKqlParameter macro_expand_parameters[] = {
  { "kind", VDT_KQL_VALUE_WORD, "inner outer" }, FUZZY, { "best_effort", VDT_KQL_VALUE_BOOL, NULL }, END
};

static const VdtKqlParameter make_series_parameters[] = {
  { "kind", VDT_KQL_VALUE_WORD, "nonempty" }, HINT_SHUFFLE,
  { "hint.strategy", VDT_KQL_VALUE_WORD, "shuffle", TRUE },
  { "hint.num_partitions", VDT_KQL_VALUE_NUMBER, NULL, TRUE }, END
};

static const VdtKqlParameter mv_apply_parameters[] = {
  { "with_itemindex", VDT_KQL_VALUE_NAME, NULL }, END
};

static const VdtKqlParameter mv_expand_parameters[] = {
  { "kind", VDT_KQL_VALUE_WORD, "bag array" }, { "bagexpansion", VDT_KQL_VALUE_WORD, "bag array", TRUE },
  { "with_itemindex", VDT_KQL_VALUE_NAME, NULL }, END
};

static const VdtKqlParameter parse_parameters[] = {
  { "kind", VDT_KQL_VALUE_WORD, "simple regex relaxed" }, { "flags", VDT_KQL_VALUE_WORD, NULL }, END
};

static const VdtKqlParameter partition_parameters[] = {
  { "hint.strategy", VDT_KQL_VALUE_WORD, "legacy native shuffle" }, HINT_SHUFFLE, HINT_PARTITIONS,
  HINT_CONCURRENCY, HINT_SPREAD, { "hint.materialized", VDT_KQL_VALUE_BOOL, NULL }, END
};

static const VdtKqlParameter reduce_parameters[] = {
  { "kind", VDT_KQL_VALUE_WORD, "source" }, { "characters", VDT_KQL_VALUE_STRING, NULL, TRUE },
  { "threshold", VDT_KQL_VALUE_NUMBER, NULL, TRUE }, END
};

static const VdtKqlParameter render_parameters[] = {
  { "title", VDT_KQL_VALUE_STRING, NULL }, { "accumulate", VDT_KQL_VALUE_BOOL, NULL },
  { "kind", VDT_KQL_VALUE_WORD, "default map stacked stacked100 unstacked" },
  { "anomalycolumns", VDT_KQL_VALUE_COLUMNS, NULL }, { "legend", VDT_KQL_VALUE_WORD, "hidden visible" },
  { "series", VDT_KQL_VALUE_COLUMNS, NULL }, { "xaxis", VDT_KQL_VALUE_WORD, "linear log" },
  { "xcolumn", VDT_KQL_VALUE_COLUMN, NULL }, { "xtitle", VDT_KQL_VALUE_STRING, NULL },
  { "yaxis", VDT_KQL_VALUE_WORD, "linear log" }, { "ycolumns", VDT_KQL_VALUE_COLUMNS, NULL },
  { "ysplit", VDT_KQL_VALUE_WORD, "axes none panels" }, { "ytitle", VDT_KQL_VALUE_STRING, NULL },
  { "ymin", VDT_KQL_VALUE_NUMBER, NULL }, { "ymax", VDT_KQL_VALUE_NUMBER, NULL },
  { "xmin", VDT_KQL_VALUE_NUMBER, NULL }, { "xmax", VDT_KQL_VALUE_NUMBER, NULL }, END
};

static const VdtKqlParameter scan_parameters[] = {
  { "with_match_id", VDT_KQL_VALUE_NAME, NULL }, { "with_step_name", VDT_KQL_VALUE_NAME, NULL, TRUE }, END
};

static const VdtKqlParameter search_parameters[] = {
  { "kind", VDT_KQL_VALUE_WORD, "case_insensitive case_sensitive default" }, END
};

static const VdtKqlParameter summarize_parameters[] = { HINT_STRATEGY, HINT_SHUFFLE, HINT_PARTITIONS, END };

static const VdtKqlParameter union_parameters[] = {
  { "kind", VDT_KQL_VALUE_WORD, "inner outer" }, WITH_SOURCE, FUZZY, HINT_CONCURRENCY, HINT_SPREAD,
  { "best_effort", VDT_KQL_VALUE_BOOL, NULL }, END
};

static const VdtKqlParameter top_parameters[] = {
  { "hint.progressive_top", VDT_KQL_VALUE_BOOL, NULL }, END
};

/* Those that completion offers after a pipe, the most useful first. */
static const guint16 offered[] = {
  VDT_KQL_KEYWORD_WHERE, VDT_KQL_KEYWORD_SUMMARIZE, VDT_KQL_KEYWORD_PROJECT, VDT_KQL_KEYWORD_EXTEND,
  VDT_KQL_KEYWORD_JOIN, VDT_KQL_KEYWORD_SORT, VDT_KQL_KEYWORD_ORDER, VDT_KQL_KEYWORD_TOP,
  VDT_KQL_KEYWORD_COUNT, VDT_KQL_KEYWORD_TAKE, VDT_KQL_KEYWORD_LIMIT, VDT_KQL_KEYWORD_DISTINCT,
  VDT_KQL_KEYWORD_PROJECT_AWAY, VDT_KQL_KEYWORD_PROJECT_KEEP, VDT_KQL_KEYWORD_PROJECT_RENAME,
  VDT_KQL_KEYWORD_PROJECT_REORDER, VDT_KQL_KEYWORD_MV_EXPAND, VDT_KQL_KEYWORD_PARSE,
  VDT_KQL_KEYWORD_LOOKUP, VDT_KQL_KEYWORD_UNION, VDT_KQL_KEYWORD_INVOKE, VDT_KQL_KEYWORD_EVALUATE,
  VDT_KQL_KEYWORD_RENDER, VDT_KQL_KEYWORD_MAKE_SERIES, VDT_KQL_KEYWORD_MV_APPLY,
  VDT_KQL_KEYWORD_PARSE_WHERE, VDT_KQL_KEYWORD_PARSE_KV, VDT_KQL_KEYWORD_SEARCH, VDT_KQL_KEYWORD_SCAN,
  VDT_KQL_KEYWORD_SERIALIZE, VDT_KQL_KEYWORD_TOP_NESTED, VDT_KQL_KEYWORD_TOP_HITTERS,
  VDT_KQL_KEYWORD_SAMPLE, VDT_KQL_KEYWORD_SAMPLE_DISTINCT, VDT_KQL_KEYWORD_PARTITION,
  VDT_KQL_KEYWORD_REDUCE, VDT_KQL_KEYWORD_AS, VDT_KQL_KEYWORD_GETSCHEMA, VDT_KQL_KEYWORD_MAKE_GRAPH,
  VDT_KQL_KEYWORD_GRAPH_MATCH, VDT_KQL_KEYWORD_GRAPH_SHORTEST_PATHS, VDT_KQL_KEYWORD_GRAPH_TO_TABLE,
  VDT_KQL_KEYWORD_GRAPH_MARK_COMPONENTS,
};

static const VdtKqlOperator operators[] = {
  { VDT_KQL_KEYWORD_AS, VDT_KQL_AS_OPERATOR, VDT_KQL_STARTS_ALWAYS, as_parameters, vdt_kql_parse_as },
  { VDT_KQL_KEYWORD_ASSERT_SCHEMA, VDT_KQL_ASSERT_SCHEMA_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_assert_schema },
  { VDT_KQL_KEYWORD_CONSUME, VDT_KQL_CONSUME_OPERATOR, VDT_KQL_STARTS_NEVER, consume_parameters,
    vdt_kql_parse_parameters_only },
  { VDT_KQL_KEYWORD_COUNT, VDT_KQL_COUNT_OPERATOR, VDT_KQL_STARTS_NEVER, NULL, vdt_kql_parse_count },
  { VDT_KQL_KEYWORD_DISTINCT, VDT_KQL_DISTINCT_OPERATOR, VDT_KQL_STARTS_NEVER, distinct_parameters,
    vdt_kql_parse_distinct },
  { VDT_KQL_KEYWORD_EVALUATE, VDT_KQL_EVALUATE_OPERATOR, VDT_KQL_STARTS_CALL, evaluate_parameters,
    vdt_kql_parse_evaluate },
  { VDT_KQL_KEYWORD_X_EXECUTEANDCACHE, VDT_KQL_EXECUTE_AND_CACHE_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_parameters_only },
  { VDT_KQL_KEYWORD_EXTEND, VDT_KQL_EXTEND_OPERATOR, VDT_KQL_STARTS_NEVER, NULL, vdt_kql_parse_extend },
  { VDT_KQL_KEYWORD_FACET, VDT_KQL_FACET_OPERATOR, VDT_KQL_STARTS_BY, NULL, vdt_kql_parse_facet },
  { VDT_KQL_KEYWORD_WHERE, VDT_KQL_FILTER_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL, vdt_kql_parse_condition },
  { VDT_KQL_KEYWORD_FILTER, VDT_KQL_FILTER_OPERATOR, VDT_KQL_STARTS_NEVER, NULL, vdt_kql_parse_condition },
  { VDT_KQL_KEYWORD_FIND, VDT_KQL_FIND_OPERATOR, VDT_KQL_STARTS_ALWAYS, find_parameters,
    vdt_kql_parse_find },
  { VDT_KQL_KEYWORD_FORK, VDT_KQL_FORK_OPERATOR, VDT_KQL_STARTS_NEVER, NULL, vdt_kql_parse_fork },
  { VDT_KQL_KEYWORD_GETSCHEMA, VDT_KQL_GETSCHEMA_OPERATOR, VDT_KQL_STARTS_NEVER, getschema_parameters,
    vdt_kql_parse_getschema },
  { VDT_KQL_KEYWORD_GRAPH_MARK_COMPONENTS, VDT_KQL_GRAPH_MARK_COMPONENTS_OPERATOR, VDT_KQL_STARTS_ALWAYS,
    mark_components_parameters, vdt_kql_parse_parameters_only },
  { VDT_KQL_KEYWORD_GRAPH_MATCH, VDT_KQL_GRAPH_MATCH_OPERATOR, VDT_KQL_STARTS_ALWAYS,
    graph_match_parameters, vdt_kql_parse_graph_match },
  { VDT_KQL_KEYWORD_GRAPH_SHORTEST_PATHS, VDT_KQL_GRAPH_SHORTEST_PATHS_OPERATOR, VDT_KQL_STARTS_ALWAYS,
    shortest_paths_parameters, vdt_kql_parse_graph_match },
  { VDT_KQL_KEYWORD_GRAPH_TO_TABLE, VDT_KQL_GRAPH_TO_TABLE_OPERATOR, VDT_KQL_STARTS_ALWAYS,
    graph_to_table_parameters, vdt_kql_parse_graph_to_table },
  { VDT_KQL_KEYWORD_GRAPH_WHERE_EDGES, VDT_KQL_GRAPH_WHERE_EDGES_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_graph_where },
  { VDT_KQL_KEYWORD_GRAPH_WHERE_NODES, VDT_KQL_GRAPH_WHERE_NODES_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_graph_where },
  { VDT_KQL_KEYWORD_INVOKE, VDT_KQL_INVOKE_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL, vdt_kql_parse_invoke },
  { VDT_KQL_KEYWORD_JOIN, VDT_KQL_JOIN_OPERATOR, VDT_KQL_STARTS_NEVER, join_parameters,
    vdt_kql_parse_join },
  { VDT_KQL_KEYWORD_LIMIT, VDT_KQL_TAKE_OPERATOR, VDT_KQL_STARTS_NEVER, NULL, vdt_kql_parse_number },
  { VDT_KQL_KEYWORD_LOOKUP, VDT_KQL_LOOKUP_OPERATOR, VDT_KQL_STARTS_NEVER, lookup_parameters,
    vdt_kql_parse_join },
  { VDT_KQL_KEYWORD_MACRO_EXPAND, VDT_KQL_MACRO_EXPAND_OPERATOR, VDT_KQL_STARTS_ALWAYS,
    macro_expand_parameters, vdt_kql_parse_macro_expand },
  { VDT_KQL_KEYWORD_MAKE_GRAPH, VDT_KQL_MAKE_GRAPH_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_make_graph },
  { VDT_KQL_KEYWORD_MAKE_SERIES, VDT_KQL_MAKE_SERIES_OPERATOR, VDT_KQL_STARTS_ALWAYS,
    make_series_parameters, vdt_kql_parse_make_series },
  { VDT_KQL_KEYWORD_MV_APPLY, VDT_KQL_MV_APPLY_OPERATOR, VDT_KQL_STARTS_ALWAYS, mv_apply_parameters,
    vdt_kql_parse_mv_apply },
  { VDT_KQL_KEYWORD_MVAPPLY, VDT_KQL_MV_APPLY_OPERATOR, VDT_KQL_STARTS_NEVER, mv_apply_parameters,
    vdt_kql_parse_mv_apply },
  { VDT_KQL_KEYWORD_MV_EXPAND, VDT_KQL_MV_EXPAND_OPERATOR, VDT_KQL_STARTS_ALWAYS, mv_expand_parameters,
    vdt_kql_parse_mv_expand },
  { VDT_KQL_KEYWORD_MVEXPAND, VDT_KQL_MV_EXPAND_OPERATOR, VDT_KQL_STARTS_NEVER, mv_expand_parameters,
    vdt_kql_parse_mv_expand },
  { VDT_KQL_KEYWORD_PARSE, VDT_KQL_PARSE_OPERATOR, VDT_KQL_STARTS_NEVER, parse_parameters,
    vdt_kql_parse_parse },
  { VDT_KQL_KEYWORD_PARSE_WHERE, VDT_KQL_PARSE_WHERE_OPERATOR, VDT_KQL_STARTS_ALWAYS, parse_parameters,
    vdt_kql_parse_parse },
  { VDT_KQL_KEYWORD_PARSE_KV, VDT_KQL_PARSE_KV_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_parse_kv },
  { VDT_KQL_KEYWORD_PARTITION, VDT_KQL_PARTITION_OPERATOR, VDT_KQL_STARTS_BY, partition_parameters,
    vdt_kql_parse_partition },
  { VDT_KQL_KEYWORD_X_PARTITIONBY, VDT_KQL_PARTITION_BY_OPERATOR, VDT_KQL_STARTS_NAME, NULL,
    vdt_kql_parse_partition_by },
  { VDT_KQL_KEYWORD_PRINT, VDT_KQL_PRINT_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL, vdt_kql_parse_extend },
  { VDT_KQL_KEYWORD_PROJECT, VDT_KQL_PROJECT_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_project },
  { VDT_KQL_KEYWORD_PROJECT_AWAY, VDT_KQL_PROJECT_AWAY_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_project_names },
  { VDT_KQL_KEYWORD_PROJECT_BY_NAMES, VDT_KQL_PROJECT_BY_NAMES_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_project },
  { VDT_KQL_KEYWORD_PROJECT_KEEP, VDT_KQL_PROJECT_KEEP_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_project_names },
  { VDT_KQL_KEYWORD_PROJECT_RENAME, VDT_KQL_PROJECT_RENAME_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_project },
  { VDT_KQL_KEYWORD_PROJECT_REORDER, VDT_KQL_PROJECT_REORDER_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_project_reorder },
  { VDT_KQL_KEYWORD_RANGE, VDT_KQL_RANGE_OPERATOR, VDT_KQL_STARTS_RANGE, NULL, vdt_kql_parse_range },
  { VDT_KQL_KEYWORD_REDUCE, VDT_KQL_REDUCE_OPERATOR, VDT_KQL_STARTS_BY, reduce_parameters,
    vdt_kql_parse_reduce },
  { VDT_KQL_KEYWORD_RENDER, VDT_KQL_RENDER_OPERATOR, VDT_KQL_STARTS_NAME, render_parameters,
    vdt_kql_parse_render },
  { VDT_KQL_KEYWORD_SAMPLE, VDT_KQL_SAMPLE_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL, vdt_kql_parse_number },
  { VDT_KQL_KEYWORD_SAMPLE_DISTINCT, VDT_KQL_SAMPLE_DISTINCT_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_sample_distinct },
  { VDT_KQL_KEYWORD_SCAN, VDT_KQL_SCAN_OPERATOR, VDT_KQL_STARTS_NEVER, scan_parameters,
    vdt_kql_parse_scan },
  { VDT_KQL_KEYWORD_SEARCH, VDT_KQL_SEARCH_OPERATOR, VDT_KQL_STARTS_ALWAYS, search_parameters,
    vdt_kql_parse_search },
  { VDT_KQL_KEYWORD_SERIALIZE, VDT_KQL_SERIALIZE_OPERATOR, VDT_KQL_STARTS_NEVER, NULL,
    vdt_kql_parse_serialize },
  { VDT_KQL_KEYWORD_SORT, VDT_KQL_SORT_OPERATOR, VDT_KQL_STARTS_NEVER, NULL, vdt_kql_parse_sort },
  { VDT_KQL_KEYWORD_ORDER, VDT_KQL_SORT_OPERATOR, VDT_KQL_STARTS_NEVER, NULL, vdt_kql_parse_sort },
  { VDT_KQL_KEYWORD_SUMMARIZE, VDT_KQL_SUMMARIZE_OPERATOR, VDT_KQL_STARTS_NEVER, summarize_parameters,
    vdt_kql_parse_summarize },
  { VDT_KQL_KEYWORD_TAKE, VDT_KQL_TAKE_OPERATOR, VDT_KQL_STARTS_NEVER, NULL, vdt_kql_parse_number },
  { VDT_KQL_KEYWORD_TOP, VDT_KQL_TOP_OPERATOR, VDT_KQL_STARTS_NEVER, top_parameters, vdt_kql_parse_top },
  { VDT_KQL_KEYWORD_TOP_HITTERS, VDT_KQL_TOP_HITTERS_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_top_hitters },
  { VDT_KQL_KEYWORD_TOP_NESTED, VDT_KQL_TOP_NESTED_OPERATOR, VDT_KQL_STARTS_ALWAYS, NULL,
    vdt_kql_parse_top_nested },
  { VDT_KQL_KEYWORD_UNION, VDT_KQL_UNION_OPERATOR, VDT_KQL_STARTS_ALWAYS, union_parameters,
    vdt_kql_parse_union },
};

/**
 * vdt_kql_operators_offered:
 * @n_operators: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_operators): the keywords worth offering after a pipe
 */
const guint16 *
vdt_kql_operators_offered (guint *n_operators)
{
  *n_operators = G_N_ELEMENTS (offered);

  return offered;
}

/**
 * vdt_kql_operator_find:
 * @keyword: a token kind
 *
 * Returns: (transfer none) (nullable): the operator that such a token starts
 */
const VdtKqlOperator *
vdt_kql_operator_find (guint keyword)
{
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (operators[i].keyword == keyword)
      return &operators[i];

  return NULL;
}

/**
 * vdt_kql_operator_of_node:
 * @kind: a node kind
 *
 * Returns: (transfer none) (nullable): the operator whose nodes are of @kind
 */
const VdtKqlOperator *
vdt_kql_operator_of_node (guint kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (operators[i].kind == kind)
      return &operators[i];

  return NULL;
}

/**
 * vdt_kql_operator_parameter:
 * @self: an operator
 * @name: a parameter's name
 * @length: its length
 *
 * Returns: (transfer none) (nullable): the parameter of that name
 */
const VdtKqlParameter *
vdt_kql_operator_parameter (const VdtKqlOperator *self,
                            const char           *name,
                            gsize                 length)
{
  for (const VdtKqlParameter *p = self->parameters; p != NULL && p->name != NULL; p++)
    if (strlen (p->name) == length && memcmp (p->name, name, length) == 0)
      return p;

  return NULL;
}

/* Whether the next token starts a query that begins with an operator. */
gboolean
vdt_kql_operator_starts (VdtKqlParser *parser)
{
  const VdtKqlOperator *operator = vdt_kql_operator_find (vdt_kql_peek (parser));
  guint next = vdt_kql_peek_at (parser, 1);

  if (operator == NULL)
    return FALSE;

  switch (operator->start)
    {
    case VDT_KQL_STARTS_ALWAYS:
      return TRUE;

    case VDT_KQL_STARTS_BY:
      return next == VDT_KQL_KEYWORD_BY
             || (vdt_kql_kind_is_keyword (next) && vdt_kql_peek_at (parser, 2) == VDT_KQL_TOKEN_EQUAL);

    case VDT_KQL_STARTS_NAME:
      return next == VDT_KQL_TOKEN_IDENTIFIER || vdt_kql_kind_is_keyword (next);

    case VDT_KQL_STARTS_CALL:
      return vdt_kql_kind_is_declaration (next)
             || (vdt_kql_kind_is_keyword (next) && vdt_kql_peek_at (parser, 2) == VDT_KQL_TOKEN_EQUAL);

    case VDT_KQL_STARTS_RANGE:
      return vdt_kql_name_width (parser, 1, FALSE) > 0
             && vdt_kql_peek_at (parser, 1 + vdt_kql_name_width (parser, 1, FALSE)) == VDT_KQL_KEYWORD_FROM;

    case VDT_KQL_STARTS_NEVER:
    default:
      return FALSE;
    }
}

/* The operator that comes next, or NULL. */
VdtKqlNode *
vdt_kql_parse_operator (VdtKqlParser *parser)
{
  const VdtKqlOperator *operator = vdt_kql_operator_find (vdt_kql_peek (parser));
  VdtKqlNode *node = NULL;

  if (operator == NULL)
    return NULL;

  /* count () is a call. */
  if (operator->kind == VDT_KQL_COUNT_OPERATOR && vdt_kql_peek_at (parser, 1) == VDT_KQL_TOKEN_OPEN_PAREN)
    return NULL;

  if (!vdt_kql_enter (parser))
    return NULL;

  node = vdt_kql_new (parser, operator->kind);

  /* Each clause of top-nested has the keyword itself. */
  if (operator->kind != VDT_KQL_TOP_NESTED_OPERATOR)
    vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));

  operator->parse (parser, node);
  vdt_kql_leave (parser);

  return node;
}

/* The operator that comes next; a word that is none is kept as a bad one, with KS176. */
VdtKqlNode *
vdt_kql_parse_operator_required (VdtKqlParser *parser)
{
  const VdtKqlToken *token = &parser->tokens[parser->at];
  VdtKqlNode *node = vdt_kql_parse_operator (parser);

  if (node != NULL)
    return node;

  node = vdt_kql_new (parser, VDT_KQL_BAD_OPERATOR);

  if (token->kind == VDT_KQL_TOKEN_IDENTIFIER)
    {
      vdt_kql_complain (parser, "KS176", token->start, token->end,
                        "“%.*s” is not an operator. Write one such as where, project or summarize.",
                        (int) (token->end - token->start), parser->tree->text + token->start);
      vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD, vdt_kql_take (parser));
      node->flags |= VDT_KQL_NODE_HAS_ERROR;
    }
  else
    {
      gsize end = vdt_kql_last_end (parser);

      vdt_kql_complain (parser, "KS176", end, end,
                        "Write an operator here, such as where, project or summarize.");
      vdt_kql_node_add (node, VDT_KQL_ROLE_KEYWORD,
                        vdt_kql_missing_token (parser, VDT_KQL_TOKEN_IDENTIFIER));
      node->flags |= VDT_KQL_NODE_MISSING | VDT_KQL_NODE_HAS_ERROR;
    }

  return node;
}
