/* vdt-ask-query.h
 *
 * A query as a tree that the assistant builds, and its one printer. Text never
 * gets into a query but as a literal, a checked name or a duration.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VdtAskQuery VdtAskQuery;
typedef struct _VdtAskExpr VdtAskExpr;
typedef struct _VdtAskStep VdtAskStep;

typedef enum
{
  VDT_ASK_EXPR_NAME,
  VDT_ASK_EXPR_STRING,
  VDT_ASK_EXPR_NUMBER,
  VDT_ASK_EXPR_BOOL,
  VDT_ASK_EXPR_TIMESPAN,
  VDT_ASK_EXPR_DATETIME,
  VDT_ASK_EXPR_CALL,
  VDT_ASK_EXPR_BINARY,
  VDT_ASK_EXPR_SET,         /* left op (items) */
  VDT_ASK_EXPR_BETWEEN,     /* left between (a .. b) */
  VDT_ASK_EXPR_PATH,        /* left.text */
  VDT_ASK_EXPR_LEFT,        /* $left.text, in a join */
  VDT_ASK_EXPR_RIGHT,
  VDT_ASK_EXPR_STAR
} VdtAskExprKind;

/**
 * VdtAskExpr:
 * @kind: what it is
 * @text: a name, a literal's value, a function or an operator
 * @items: (element-type VdtAskExpr): operands
 *
 * Owned by the query that made it.
 */
struct _VdtAskExpr
{
  VdtAskExprKind  kind;
  const char     *text;
  GPtrArray      *items;
};

typedef enum
{
  VDT_ASK_STEP_WHERE,
  VDT_ASK_STEP_EXTEND,
  VDT_ASK_STEP_SUMMARIZE,
  VDT_ASK_STEP_DISTINCT,
  VDT_ASK_STEP_PROJECT,
  VDT_ASK_STEP_TOP,
  VDT_ASK_STEP_SORT,
  VDT_ASK_STEP_TAKE,
  VDT_ASK_STEP_COUNT,
  VDT_ASK_STEP_JOIN,
  VDT_ASK_STEP_EXPAND,
  VDT_ASK_STEP_SERIES,
  VDT_ASK_STEP_RENDER
} VdtAskStepKind;

/**
 * VdtAskStep:
 * @kind: the operator
 * @first: (element-type VdtAskExpr): its expressions; of summarize the aggregates
 * @names: (element-type utf8): a name for each of @first, or %NULL
 * @by: (element-type VdtAskExpr): group keys, sort keys
 * @number: of top and take
 * @descending: of top and sort
 * @text: of a join its kind, of render the chart
 * @inner: (nullable): of a join the right side
 * @note: why it is there, for the reading
 */
struct _VdtAskStep
{
  VdtAskStepKind  kind;
  GPtrArray      *first;
  GPtrArray      *names;
  GPtrArray      *by;
  guint64         number;
  gboolean        descending;
  const char     *text;
  VdtAskQuery    *inner;
  const char     *note;
};

struct _VdtAskQuery
{
  char         *table;
  GPtrArray    *steps;      /* VdtAskStep */
  GPtrArray    *owned;      /* every expression */
  GStringChunk *text;
};

VdtAskQuery *vdt_ask_query_new       (const char     *table);
void         vdt_ask_query_free      (VdtAskQuery    *self);
VdtAskExpr  *vdt_ask_query_expr      (VdtAskQuery    *self,
                                      VdtAskExprKind  kind,
                                      const char     *text);
VdtAskExpr  *vdt_ask_query_call      (VdtAskQuery    *self,
                                      const char     *function,
                                      VdtAskExpr     *a,
                                      VdtAskExpr     *b);
VdtAskExpr  *vdt_ask_query_binary    (VdtAskQuery    *self,
                                      const char     *operator,
                                      VdtAskExpr     *left,
                                      VdtAskExpr     *right);
VdtAskExpr  *vdt_ask_query_name      (VdtAskQuery    *self,
                                      const char     *name);
VdtAskExpr  *vdt_ask_query_number    (VdtAskQuery    *self,
                                      gint64          number);
VdtAskStep  *vdt_ask_query_add_step  (VdtAskQuery    *self,
                                      VdtAskStepKind  kind,
                                      const char     *note);
void         vdt_ask_step_add        (VdtAskQuery    *query,
                                      VdtAskStep     *step,
                                      const char     *name,
                                      VdtAskExpr     *expr);
char        *vdt_ask_query_print     (VdtAskQuery    *self);
char        *vdt_ask_step_print      (VdtAskStep     *step);
void         vdt_ask_append_string   (GString        *out,
                                      const char     *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAskQuery, vdt_ask_query_free)

G_END_DECLS
