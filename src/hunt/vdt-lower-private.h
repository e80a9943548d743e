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
  gboolean               recursive;    /* a scan goes from row to row */
  gboolean               aggregating;
  const char            *keep;         /* (nullable): of mv-apply, the hidden number of the outer rows */
  const char            *keep_from;    /* (nullable): where all those numbers are */
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
VdtLowerRows    *vdt_lower_rows_once       (VdtLower         *l,
                                            VdtLowerRows     *rows);
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
void             vdt_lower_add_places      (VdtLower         *l,
                                            VdtLowerRows     *rows);
void             vdt_lower_keep_places     (VdtLowerRows     *from,
                                            VdtLowerRows     *to);
VdtLowerRows    *vdt_lower_drop_places     (VdtLower         *l,
                                            VdtLowerRows     *rows);
gboolean         vdt_lower_give_places     (VdtLower         *l,
                                            VdtLowerRows     *rows,
                                            GPtrArray        *columns);

G_END_DECLS

#include "vdt-lower-parts.h"
