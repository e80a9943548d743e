/* vdt-lower-parts.h
 *
 * What each file of the lowering gives to the others. Included by
 * vdt-lower-private.h, which has the types.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-lower-private.h"

G_BEGIN_DECLS

/* vdt-lower-convert.c: types and literals */
VdtLowerValue    vdt_lower_convert         (VdtLower         *l,
                                            VdtLowerValue     value,
                                            VdtKqlTypeKind    type);
const char      *vdt_lower_null            (VdtKqlTypeKind    type);
const char      *vdt_lower_unnull          (VdtLower         *l,
                                            const char       *sql,
                                            VdtKqlTypeKind    type);
VdtLowerValue    vdt_lower_literal         (VdtLower         *l,
                                            const VdtKqlNode *node);
VdtLowerValue    vdt_lower_constant        (VdtLower         *l,
                                            const VdtKqlConstant *constant);
VdtKqlTypeKind   vdt_lower_common_type     (VdtKqlTypeKind    a,
                                            VdtKqlTypeKind    b);
gboolean         vdt_lower_is_number       (VdtKqlTypeKind    type);

/* vdt-lower-value.c, -operation.c, -call.c, -rules.c: expressions */
VdtLowerValue    vdt_lower_expression      (VdtLower         *l,
                                            const VdtKqlNode *node);
const char      *vdt_lower_sum             (VdtLower         *l,
                                            const char       *sum,
                                            VdtKqlTypeKind    type);
VdtLowerValue    vdt_lower_in_rows         (VdtLower         *l,
                                            const VdtKqlNode *node,
                                            VdtLowerRows     *rows);
VdtLowerValue    vdt_lower_spilled         (VdtLower         *l,
                                            const VdtKqlNode *node);
const char      *vdt_lower_condition       (VdtLower         *l,
                                            const VdtKqlNode *node,
                                            gboolean          filter);
VdtLowerValue    vdt_lower_operation       (VdtLower         *l,
                                            const VdtKqlNode *node,
                                            gboolean          filter);
VdtLowerValue    vdt_lower_call            (VdtLower         *l,
                                            const VdtKqlNode *node);
VdtLowerValue    vdt_lower_apply           (VdtLower         *l,
                                            const VdtKqlNode *node,
                                            const VdtKqlFunction *function,
                                            VdtLowerValue    *arguments,
                                            guint             n);
gboolean         vdt_lower_rule            (VdtLower         *l,
                                            const char       *rule,
                                            const VdtKqlNode *node,
                                            VdtLowerValue    *arguments,
                                            guint             n,
                                            VdtLowerValue    *out);
VdtLowerValue    vdt_lower_compare         (VdtLower         *l,
                                            guint             token,
                                            VdtLowerValue     left,
                                            VdtLowerValue     right,
                                            gboolean          filter);
GPtrArray       *vdt_lower_arguments       (const VdtKqlNode *call);
VdtKqlExpansion *vdt_lower_enter           (VdtLower         *l,
                                            const VdtKqlNode *call,
                                            VdtLowerRows     *piped,
                                            const VdtKqlNode **out_body);
const char      *vdt_lower_constant_text   (VdtLower         *l,
                                            const VdtKqlNode *node);
gboolean         vdt_lower_constant_long   (VdtLower         *l,
                                            const VdtKqlNode *node,
                                            gint64           *out);

/* vdt-lower-table.c: tabular expressions */
VdtLowerRows    *vdt_lower_table           (VdtLower         *l,
                                            const VdtKqlNode *node);
VdtLowerRows    *vdt_lower_piped           (VdtLower         *l,
                                            const VdtKqlNode *body,
                                            VdtLowerRows     *input);
VdtLowerRows    *vdt_lower_catalog_table   (VdtLower         *l,
                                            const char       *name,
                                            const VdtKqlSchema *schema);
VdtLowerRows    *vdt_lower_tables_union    (VdtLower         *l,
                                            GPtrArray        *inputs,
                                            const char       *source,
                                            const VdtKqlSchema *schema);
GPtrArray       *vdt_lower_matching_tables (VdtLower         *l,
                                            const char       *pattern);
const VdtKqlSchema *vdt_lower_output       (VdtLower         *l,
                                            const VdtKqlNode *node);

#define VDT_LOWER_OPERATOR(name) \
  VdtLowerRows *vdt_lower_##name (VdtLower *l, const VdtKqlNode *node, VdtLowerRows *input);
VDT_LOWER_OPERATOR (as)
VDT_LOWER_OPERATOR (same)
VDT_LOWER_OPERATOR (count)
VDT_LOWER_OPERATOR (distinct)
VDT_LOWER_OPERATOR (evaluate)
VDT_LOWER_OPERATOR (extend)
VDT_LOWER_OPERATOR (facet)
VDT_LOWER_OPERATOR (filter)
VDT_LOWER_OPERATOR (find)
VDT_LOWER_OPERATOR (fork)
VDT_LOWER_OPERATOR (getschema)
VDT_LOWER_OPERATOR (invoke)
VDT_LOWER_OPERATOR (join)
VDT_LOWER_OPERATOR (make_series)
VDT_LOWER_OPERATOR (mv_apply)
VDT_LOWER_OPERATOR (mv_expand)
VDT_LOWER_OPERATOR (parse)
VDT_LOWER_OPERATOR (parse_kv)
VDT_LOWER_OPERATOR (partition)
VDT_LOWER_OPERATOR (print)
VDT_LOWER_OPERATOR (project)
VDT_LOWER_OPERATOR (project_away)
VDT_LOWER_OPERATOR (project_rename)
VDT_LOWER_OPERATOR (project_reorder)
VDT_LOWER_OPERATOR (range)
VDT_LOWER_OPERATOR (render)
VDT_LOWER_OPERATOR (sample)
VDT_LOWER_OPERATOR (sample_distinct)
VDT_LOWER_OPERATOR (scan)
VDT_LOWER_OPERATOR (search)
VDT_LOWER_OPERATOR (serialize)
VDT_LOWER_OPERATOR (sort)
VDT_LOWER_OPERATOR (summarize)
VDT_LOWER_OPERATOR (take)
VDT_LOWER_OPERATOR (top)
VDT_LOWER_OPERATOR (top_hitters)
VDT_LOWER_OPERATOR (top_nested)
VDT_LOWER_OPERATOR (union)
VDT_LOWER_OPERATOR (datatable)
VDT_LOWER_OPERATOR (externaldata)

const char      *vdt_lower_with_option     (VdtLower         *l,
                                            const VdtKqlNode *node,
                                            const char       *name);

/* vdt-lower-expand.c: a part for each row */
VdtLowerRows    *vdt_lower_rows_each       (VdtLower         *l,
                                            VdtLowerRows     *groups,
                                            VdtLowerRows     *one,
                                            VdtLowerRows     *input);

G_END_DECLS
