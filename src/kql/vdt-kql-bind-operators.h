/* vdt-kql-bind-operators.h
 *
 * How each tabular operator is bound. An operator is one entry in the table of
 * vdt-kql-binder-pipes.c and one function here.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-binder-private.h"

G_BEGIN_DECLS

/**
 * VdtKqlBindOperator:
 * @b: the binder; its row is the input
 * @node: the operator
 * @input: what goes in; rows, unless the operator takes a graph
 *
 * Returns: the type of what comes out
 */
typedef const VdtKqlType *(*VdtKqlBindOperator) (VdtKqlBinder     *b,
                                                 const VdtKqlNode *node,
                                                 const VdtKqlType *input);

#define VDT_KQL_OPERATOR_BINDER(name) \
  const VdtKqlType *vdt_kql_bind_##name (VdtKqlBinder     *b, \
                                         const VdtKqlNode *node, \
                                         const VdtKqlType *input);

/* vdt-kql-bind-rows.c: the columns stay */
VDT_KQL_OPERATOR_BINDER (as)
VDT_KQL_OPERATOR_BINDER (assert_schema)
VDT_KQL_OPERATOR_BINDER (consume)
VDT_KQL_OPERATOR_BINDER (count)
VDT_KQL_OPERATOR_BINDER (filter)
VDT_KQL_OPERATOR_BINDER (getschema)
VDT_KQL_OPERATOR_BINDER (render)
VDT_KQL_OPERATOR_BINDER (same_rows)
VDT_KQL_OPERATOR_BINDER (sample_distinct)
VDT_KQL_OPERATOR_BINDER (sort)
VDT_KQL_OPERATOR_BINDER (take)
VDT_KQL_OPERATOR_BINDER (top)

/* vdt-kql-bind-columns.c: columns come and go */
VDT_KQL_OPERATOR_BINDER (distinct)
VDT_KQL_OPERATOR_BINDER (extend)
VDT_KQL_OPERATOR_BINDER (print)
VDT_KQL_OPERATOR_BINDER (project)
VDT_KQL_OPERATOR_BINDER (project_away)
VDT_KQL_OPERATOR_BINDER (project_keep)
VDT_KQL_OPERATOR_BINDER (project_rename)
VDT_KQL_OPERATOR_BINDER (project_reorder)

/* vdt-kql-bind-parse.c: columns out of text and arrays */
VDT_KQL_OPERATOR_BINDER (mv_apply)
VDT_KQL_OPERATOR_BINDER (mv_expand)
VDT_KQL_OPERATOR_BINDER (parse)
VDT_KQL_OPERATOR_BINDER (parse_kv)

/* vdt-kql-bind-summarize.c: rows become fewer */
VDT_KQL_OPERATOR_BINDER (make_series)
VDT_KQL_OPERATOR_BINDER (reduce)
VDT_KQL_OPERATOR_BINDER (summarize)
VDT_KQL_OPERATOR_BINDER (top_hitters)
VDT_KQL_OPERATOR_BINDER (top_nested)

/* vdt-kql-bind-join.c: several inputs */
VDT_KQL_OPERATOR_BINDER (join)
VDT_KQL_OPERATOR_BINDER (lookup)
VDT_KQL_OPERATOR_BINDER (union)

/* vdt-kql-bind-search.c: search and find */
VDT_KQL_OPERATOR_BINDER (find)
VDT_KQL_OPERATOR_BINDER (search)

/* vdt-kql-bind-blocks.c: operators with operators inside, and sources */
VDT_KQL_OPERATOR_BINDER (evaluate)
VDT_KQL_OPERATOR_BINDER (facet)
VDT_KQL_OPERATOR_BINDER (fork)
VDT_KQL_OPERATOR_BINDER (invoke)
VDT_KQL_OPERATOR_BINDER (macro_expand)
VDT_KQL_OPERATOR_BINDER (partition)
VDT_KQL_OPERATOR_BINDER (range)
VDT_KQL_OPERATOR_BINDER (scan)

/* vdt-kql-bind-graph.c */
VDT_KQL_OPERATOR_BINDER (graph_mark_components)
VDT_KQL_OPERATOR_BINDER (graph_match)
VDT_KQL_OPERATOR_BINDER (graph_to_table)
VDT_KQL_OPERATOR_BINDER (graph_where_edges)
VDT_KQL_OPERATOR_BINDER (graph_where_nodes)
VDT_KQL_OPERATOR_BINDER (make_graph)

/* vdt-kql-binder-pipes.c */
const VdtKqlNode   *vdt_kql_operator_parameter_value (VdtKqlBinder       *b,
                                                      const VdtKqlNode   *node,
                                                      const char         *name);
const char         *vdt_kql_operator_parameter_text  (VdtKqlBinder       *b,
                                                      const VdtKqlNode   *node,
                                                      const char         *name);
gboolean            vdt_kql_operator_parameter_is    (VdtKqlBinder       *b,
                                                      const VdtKqlNode   *node,
                                                      const char         *name,
                                                      const char         *value);
const VdtKqlType   *vdt_kql_bind_subquery            (VdtKqlBinder       *b,
                                                      const VdtKqlNode   *body,
                                                      const VdtKqlSchema *input);
const VdtKqlType   *vdt_kql_rows_out                 (VdtKqlBinder       *b);
void                vdt_kql_declare_column           (VdtKqlBinder       *b,
                                                      const VdtKqlNode   *name,
                                                      const VdtKqlColumn *column);

#define VDT_KQL_FOR_EACH(item, list) \
  for (VdtKqlNode *item = (list) != NULL ? vdt_kql_list_first (list) : NULL; \
       item != NULL; \
       item = vdt_kql_list_next (item))

G_END_DECLS
