/* vdt-lower-private.h
 *
 * What the parts of the lowering share. All text lives in the arena.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-arena.h"
#include "vdt-lower.h"

G_BEGIN_DECLS

/* A value: SQL that is safe to put anywhere an operand goes, and its type in the
 * query language. Of a function with several results @tuple has one for each. */
typedef struct _VdtLowerValue VdtLowerValue;

struct _VdtLowerValue
{
  const char     *sql;
  VdtKqlTypeKind  type;
  VdtLowerValue  *tuple;
  guint           n_tuple;
};

/* One SELECT in the making: rows of @from that pass @where, and what its columns
 * are there. @computed says that some are more than names. */
typedef struct
{
  const char *from;
  GPtrArray  *columns;
  GPtrArray  *where;
  gboolean    computed;
  gboolean    serialized;
  gboolean    empty;       /* a table of which there are no rows here */
  const char *source;      /* (nullable): the table's name */
  const char *key;         /* (nullable): the hidden column that parts the rows, in mv-apply and partition */
} VdtLowerRows;

/* What a let name or a parameter stands for: nodes of a frame, or a value. */
typedef struct
{
  VdtKqlExpansion  *frame;
  const VdtKqlNode *node;
  VdtLowerRows     *rows;
  VdtLowerValue     value;
  gboolean          has_value;
  const char       *cte;
  gboolean          busy;
  gboolean          is_default;
} VdtLowerBinding;

typedef struct
{
  VdtKqlArena           *arena;
  const VdtLowerOptions *options;
  VdtKqlAnalysis        *analysis;
  VdtKqlExpansion       *frame;
  GHashTable            *bindings;
  GHashTable            *texts;
  GPtrArray             *parameters;
  GPtrArray             *ctes;
  GPtrArray             *arrays;       /* those of all rows, to be freed at the end */
  GHashTable            *known_rows;
  gboolean               again;        /* more is known now: analyse once more */
  VdtLowerRows          *row;
  VdtLowerRows          *right;
  GPtrArray             *state;        /* (nullable): of scan, what steps are called */
  guint                  n_names;
  guint                  depth;
  gboolean               windowed;     /* the value last made has a window function */
  gboolean               aggregating;
  const char            *order_after;  /* (nullable): what a window has put out of order */
  const char            *chart;
  const char            *chart_properties;
  GError                *error;
} VdtLower;

typedef VdtLowerRows *(* VdtLowerOperator) (VdtLower         *l,
                                            const VdtKqlNode *node,
                                            VdtLowerRows     *input);

#define VDT_LOWER_NULL ((VdtLowerValue) { "NULL", VDT_KQL_TYPE_DYNAMIC, NULL, 0 })
#define VDT_LOWER_EACH(item, list) \
  for (VdtKqlNode *item = (list) != NULL ? vdt_kql_list_first (list) : NULL; \
       item != NULL; item = vdt_kql_list_next (item))
#define P(...) vdt_kql_arena_printf (l->arena, __VA_ARGS__)

/* vdt-lower.c */
void             vdt_lower_fail            (VdtLower         *l,
                                            const VdtKqlNode *node,
                                            const char       *format,
                                            ...) G_GNUC_PRINTF (3, 4);
void             vdt_lower_unavailable     (VdtLower         *l,
                                            const VdtKqlNode *node,
                                            const char       *what);
const char      *vdt_lower_text            (VdtLower         *l,
                                            const char       *text,
                                            gssize            length);
const char      *vdt_lower_now             (VdtLower         *l);
const char      *vdt_lower_name            (VdtLower         *l,
                                            const VdtKqlNode *node);
const char      *vdt_lower_fresh           (VdtLower         *l,
                                            const char       *prefix);
VdtLowerValue    vdt_lower_value           (const char       *sql,
                                            VdtKqlTypeKind    type);
void             vdt_lower_statements      (VdtLower         *l,
                                            const VdtKqlNode *list,
                                            const VdtKqlNode **out_last);
VdtLowerBinding *vdt_lower_bind            (VdtLower         *l,
                                            const VdtKqlSymbol *symbol,
                                            const VdtKqlNode *node);
const char      *vdt_lower_parameter       (VdtLower         *l,
                                            const VdtKqlNode *node,
                                            const char       *name);
const VdtKqlNode *vdt_lower_parameter_node (const VdtLower   *l,
                                            const VdtKqlNode *node,
                                            const char       *name);
const VdtKqlNode *vdt_lower_inside         (const VdtKqlNode *node,
                                            VdtKqlRole        role);
VdtKqlNode      *vdt_lower_items           (const VdtKqlNode *node,
                                            VdtKqlRole        role);
const VdtKqlNode *vdt_lower_strip          (const VdtKqlNode *node);

/* vdt-lower-rows.c: a SELECT in the making */
const char      *vdt_lower_quote           (VdtLower         *l,
                                            const char       *name);
const char      *vdt_lower_sql_type        (VdtKqlTypeKind    type);
VdtLowerRows    *vdt_lower_rows_new        (VdtLower         *l,
                                            const char       *from);
void             vdt_lower_rows_add        (VdtLower         *l,
                                            VdtLowerRows     *rows,
                                            const char       *name,
                                            VdtLowerValue     value);
VdtLowerColumn  *vdt_lower_rows_add_hidden (VdtLower         *l,
                                            VdtLowerRows     *rows,
                                            const char       *sql,
                                            VdtKqlTypeKind    type);
void             vdt_lower_rows_put        (VdtLower         *l,
                                            VdtLowerRows     *rows,
                                            const char       *name,
                                            VdtLowerValue     value);
VdtLowerColumn  *vdt_lower_rows_find       (const VdtLowerRows *rows,
                                            const char       *name);
const char      *vdt_lower_rows_sql        (VdtLower         *l,
                                            VdtLowerRows     *rows,
                                            const char       *head,
                                            const char       *tail);
VdtLowerRows    *vdt_lower_rows_wrap       (VdtLower         *l,
                                            VdtLowerRows     *rows,
                                            const char       *head,
                                            const char       *tail);
VdtLowerRows    *vdt_lower_rows_plain      (VdtLower         *l,
                                            VdtLowerRows     *rows);
VdtLowerRows    *vdt_lower_rows_as         (VdtLower         *l,
                                            VdtLowerRows     *rows,
                                            const char       *alias);
VdtLowerRows    *vdt_lower_rows_numbered   (VdtLower         *l,
                                            VdtLowerRows     *rows,
                                            const char      **out_number);
VdtLowerRows    *vdt_lower_rows_where      (VdtLower         *l,
                                            VdtLowerRows     *rows,
                                            const char       *condition);
VdtLowerRows    *vdt_lower_rows_none       (VdtLower         *l,
                                            const VdtKqlSchema *schema);
void             vdt_lower_keep_hidden     (VdtLower         *l,
                                            VdtLowerRows     *from,
                                            VdtLowerRows     *to);

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

G_END_DECLS
