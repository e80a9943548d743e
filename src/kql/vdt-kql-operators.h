/* vdt-kql-operators.h: the tabular operators, one entry each.
 *
 * Everything that is particular to an operator hangs on its entry in
 * vdt-kql-operators.c: how it is written, its parameters and their values, and
 * how it is parsed.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-parser.h"

G_BEGIN_DECLS

typedef enum
{
  VDT_KQL_VALUE_WORD,       /* one of a few words */
  VDT_KQL_VALUE_BOOL,
  VDT_KQL_VALUE_NUMBER,
  VDT_KQL_VALUE_STRING,
  VDT_KQL_VALUE_NAME,       /* declares a column */
  VDT_KQL_VALUE_COLUMN,     /* uses a column */
  VDT_KQL_VALUE_COLUMNS,    /* uses columns, with commas between */
} VdtKqlValueKind;

typedef struct
{
  const char      *name;
  VdtKqlValueKind  value;
  const char      *words;   /* (nullable) for a word: those allowed, with spaces between */
  gboolean         old;     /* understood, but not to be offered */
} VdtKqlParameter;

typedef enum
{
  VDT_KQL_STARTS_NEVER,     /* as the first word of a query its keyword is a name */
  VDT_KQL_STARTS_ALWAYS,
  VDT_KQL_STARTS_BY,        /* … unless “by” or a parameter follows */
  VDT_KQL_STARTS_NAME,      /* … unless a name follows */
  VDT_KQL_STARTS_CALL,      /* … unless a call or a parameter follows */
  VDT_KQL_STARTS_RANGE,     /* … unless “x from” follows */
} VdtKqlStart;

/**
 * VdtKqlOperator:
 * @keyword: the keyword that starts it
 * @kind: the kind of its node
 * @start: whether it can start a query
 * @parameters: (nullable): its parameters, up to one without a name
 * @parse: reads what follows the keyword (and adds the parameters) into the node
 *
 * A tabular operator.
 */
typedef struct
{
  guint16                keyword;
  guint16                kind;
  VdtKqlStart            start;
  const VdtKqlParameter *parameters;
  void                 (*parse) (VdtKqlParser *parser,
                                 VdtKqlNode   *node);
} VdtKqlOperator;

const guint16         *vdt_kql_operators_offered     (guint        *n_operators);
const VdtKqlOperator  *vdt_kql_operator_find         (guint         keyword);
const VdtKqlOperator  *vdt_kql_operator_of_node      (guint         kind);
const VdtKqlParameter *vdt_kql_operator_parameter    (const VdtKqlOperator *self,
                                                      const char   *name,
                                                      gsize         length);

gboolean    vdt_kql_operator_starts           (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_operator            (VdtKqlParser *parser);
VdtKqlNode *vdt_kql_parse_operator_required   (VdtKqlParser *parser);

/* vdt-kql-parse-parameter.c */
VdtKqlNode *vdt_kql_parse_operator_parameters (VdtKqlParser *parser,
                                               guint         keyword);
void        vdt_kql_add_parameters            (VdtKqlParser *parser,
                                               VdtKqlNode   *node);
VdtKqlNode *vdt_kql_parse_own_parameter       (VdtKqlParser *parser,
                                               const VdtKqlParameter *parameters,
                                               gboolean      others);
VdtKqlNode *vdt_kql_parse_listed_parameter    (VdtKqlParser *parser,
                                               const VdtKqlParameter *parameters);
VdtKqlNode *vdt_kql_parse_subquery            (VdtKqlParser *parser,
                                               guint         missing_open);

/* How each is parsed: vdt-kql-parse-rows.c, -columns.c, -sources.c, -shapes.c, -graph.c */
#define VDT_KQL_OPERATOR_PARSER(name) void vdt_kql_parse_##name (VdtKqlParser *parser, VdtKqlNode *node);
VDT_KQL_OPERATOR_PARSER (as)
VDT_KQL_OPERATOR_PARSER (assert_schema)
VDT_KQL_OPERATOR_PARSER (condition)
VDT_KQL_OPERATOR_PARSER (count)
VDT_KQL_OPERATOR_PARSER (distinct)
VDT_KQL_OPERATOR_PARSER (evaluate)
VDT_KQL_OPERATOR_PARSER (extend)
VDT_KQL_OPERATOR_PARSER (facet)
VDT_KQL_OPERATOR_PARSER (find)
VDT_KQL_OPERATOR_PARSER (fork)
VDT_KQL_OPERATOR_PARSER (getschema)
VDT_KQL_OPERATOR_PARSER (graph_match)
VDT_KQL_OPERATOR_PARSER (graph_to_table)
VDT_KQL_OPERATOR_PARSER (graph_where)
VDT_KQL_OPERATOR_PARSER (invoke)
VDT_KQL_OPERATOR_PARSER (join)
VDT_KQL_OPERATOR_PARSER (macro_expand)
VDT_KQL_OPERATOR_PARSER (make_graph)
VDT_KQL_OPERATOR_PARSER (make_series)
VDT_KQL_OPERATOR_PARSER (mv_apply)
VDT_KQL_OPERATOR_PARSER (mv_expand)
VDT_KQL_OPERATOR_PARSER (number)
VDT_KQL_OPERATOR_PARSER (parameters_only)
VDT_KQL_OPERATOR_PARSER (parse)
VDT_KQL_OPERATOR_PARSER (parse_kv)
VDT_KQL_OPERATOR_PARSER (partition)
VDT_KQL_OPERATOR_PARSER (partition_by)
VDT_KQL_OPERATOR_PARSER (project)
VDT_KQL_OPERATOR_PARSER (project_names)
VDT_KQL_OPERATOR_PARSER (project_reorder)
VDT_KQL_OPERATOR_PARSER (range)
VDT_KQL_OPERATOR_PARSER (reduce)
VDT_KQL_OPERATOR_PARSER (render)
VDT_KQL_OPERATOR_PARSER (sample_distinct)
VDT_KQL_OPERATOR_PARSER (scan)
VDT_KQL_OPERATOR_PARSER (search)
VDT_KQL_OPERATOR_PARSER (serialize)
VDT_KQL_OPERATOR_PARSER (sort)
VDT_KQL_OPERATOR_PARSER (summarize)
VDT_KQL_OPERATOR_PARSER (top)
VDT_KQL_OPERATOR_PARSER (top_hitters)
VDT_KQL_OPERATOR_PARSER (top_nested)
VDT_KQL_OPERATOR_PARSER (union)

G_END_DECLS
