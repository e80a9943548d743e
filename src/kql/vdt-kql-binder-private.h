/* vdt-kql-binder-private.h
 *
 * What the parts of the binder share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-analysis.h"
#include "vdt-kql-arena.h"
#include "vdt-kql-builtins.h"

G_BEGIN_DECLS

/* How deep function calls may nest, and how many bodies one query may expand
 * to. Beyond it a call has the type of the declaration. */
#define VDT_KQL_MAX_CALL_DEPTH 32
#define VDT_KQL_MAX_EXPANSIONS 1000

typedef struct _VdtKqlBinder VdtKqlBinder;
typedef struct _VdtKqlLocals VdtKqlLocals;

/* What is known of one node. */
typedef struct
{
  const VdtKqlType      *type;
  const VdtKqlSymbol    *symbol;
  const VdtKqlConstant  *constant;
  const VdtKqlColumn    *column;
  const VdtKqlSchema    *input;
  const VdtKqlSignature *signature;
  VdtKqlExpansion       *expansion;
  guint8                 is_constant;
  guint8                 is_literal;
} VdtKqlInfo;

/* The nodes of one text, or of one call of a function in it. */
typedef struct
{
  VdtKqlTree *tree;
  VdtKqlInfo *infos;
  guint32     first_id;
  guint32     n_infos;
} VdtKqlFrame;

struct _VdtKqlExpansion
{
  VdtKqlFrame       frame;
  const VdtKqlNode *body;
  const VdtKqlType *type;
  VdtKqlSymbol    **parameters;
  guint             n_parameters;
};

/* Let names and parameters, a list that grows at its head: a scope is a
 * pointer into it. */
/* Every 64th name has a @block, so that a name is found among thousands: bits
 * set for the names in it and the 63 further out, and where those further out
 * begin. */
typedef struct
{
  guint64       bits[16];
  VdtKqlLocals *beyond;
} VdtKqlLocalsBlock;

struct _VdtKqlLocals
{
  VdtKqlLocals      *outer;
  VdtKqlSymbol      *symbol;
  VdtKqlLocalsBlock *block;
  guint              level;
  guint              depth;
};

/* The row that an expression sees. Names that an open schema turns out to have
 * are collected in @inferred. */
typedef struct
{
  const VdtKqlSchema *schema;
  GPtrArray          *inferred;
} VdtKqlRow;

typedef enum
{
  VDT_KQL_CONTEXT_SCALAR,
  VDT_KQL_CONTEXT_AGGREGATE,
  VDT_KQL_CONTEXT_PLUGIN
} VdtKqlContext;

/* A place of the text and what is visible there. */
typedef struct
{
  guint32             start;
  guint32             end;
  const VdtKqlSchema *row;
  const VdtKqlSchema *right;
  VdtKqlLocals       *locals;
} VdtKqlPlace;

struct _VdtKqlBinder
{
  VdtKqlCatalog        *catalog;
  const VdtKqlBuiltins *builtins;
  VdtKqlArena          *arena;
  GPtrArray            *diagnostics;
  GPtrArray            *trees;
  GArray               *places;
  GHashTable           *bodies;
  GCancellable         *cancellable;
  VdtKqlTree           *main_tree;   /* the text itself, beside the bodies of stored functions */
  GHashTable           *known_rows;   /* (nullable): node id of an evaluate to a VdtKqlTable */

  VdtKqlFrame          *frame;
  VdtKqlRow            *row;
  VdtKqlRow            *right;
  VdtKqlLocals         *locals;
  VdtKqlContext         context;
  const VdtKqlType     *element;
  GHashTable           *group_keys;
  const VdtKqlNode     *ready;        /* (nullable): the left side of what is bound now, bound already */

  guint32               next_column_id;
  guint                 level;
  guint                 call_depth;
  guint                 n_expansions;
  guint                 n_unnamed;
  guint                 n_looked_elsewhere;
  guint                 quiet;
  gboolean              fuzzy;
  gboolean              cancelled;
};

/* One argument of a call, in the order of the parameters once named ones are put
 * in place. */
typedef struct
{
  const VdtKqlNode      *node;
  const VdtKqlNode      *value;
  const VdtKqlType      *type;
  const VdtKqlFunctionParameter *parameter;
} VdtKqlArgument;

/* A call that has been matched with a signature. */
typedef struct
{
  VdtKqlBinder          *binder;
  const VdtKqlNode      *node;
  const VdtKqlNode      *name;
  const VdtKqlFunction  *function;
  const VdtKqlSignature *signature;
  VdtKqlArgument        *arguments;
  guint                  n_arguments;
  const VdtKqlSchema    *input;
  gboolean               rows;
} VdtKqlCall;

#define T(kind) vdt_kql_type_get (VDT_KQL_TYPE_##kind)

/* vdt-kql-binder.c */
VdtKqlInfo         *vdt_kql_binder_info           (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);
const VdtKqlType   *vdt_kql_binder_set_type       (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node,
                                                   const VdtKqlType   *type);
const VdtKqlType   *vdt_kql_binder_type_of        (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);
char               *vdt_kql_binder_name           (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);
VdtKqlDiagnostic   *vdt_kql_binder_report         (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node,
                                                   const char         *code,
                                                   const char         *format,
                                                   ...) G_GNUC_PRINTF (4, 5);
VdtKqlDiagnostic   *vdt_kql_binder_report_span    (VdtKqlBinder       *b,
                                                   gsize               start,
                                                   gsize               length,
                                                   const char         *code,
                                                   VdtKqlSeverity      severity,
                                                   const char         *format,
                                                   ...) G_GNUC_PRINTF (6, 7);
gboolean            vdt_kql_binder_is_cancelled   (VdtKqlBinder       *b);
void                vdt_kql_binder_add_place      (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);
VdtKqlSymbol       *vdt_kql_binder_new_symbol     (VdtKqlBinder       *b,
                                                   VdtKqlSymbolKind    kind,
                                                   const char         *name,
                                                   const VdtKqlType   *type);
void                vdt_kql_binder_push_local     (VdtKqlBinder       *b,
                                                   VdtKqlSymbol       *symbol);
const VdtKqlSymbol *vdt_kql_binder_find_local     (VdtKqlBinder       *b,
                                                   const char         *name);
gboolean            vdt_kql_binder_is_declared_here (VdtKqlBinder     *b,
                                                   const char         *name);
const VdtKqlNode   *vdt_kql_strip_parentheses     (const VdtKqlNode   *node);
const VdtKqlType   *vdt_kql_scalar_view           (const VdtKqlType   *type);

G_END_DECLS

#include "vdt-kql-binder-parts.h"
