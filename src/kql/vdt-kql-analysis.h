/* vdt-kql-analysis.h
 *
 * What a query means: names bound, every expression typed, every operator with
 * the rows that go in and come out, and what is wrong with it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-kql-catalog.h"
#include "vdt-kql-syntax.h"

G_BEGIN_DECLS

typedef struct _VdtKqlAnalysis VdtKqlAnalysis;

/**
 * VdtKqlSymbolKind:
 *
 * What a name stands for.
 */
typedef enum
{
  VDT_KQL_SYMBOL_COLUMN,
  VDT_KQL_SYMBOL_VARIABLE,
  VDT_KQL_SYMBOL_PARAMETER,
  VDT_KQL_SYMBOL_QUERY_PARAMETER,
  VDT_KQL_SYMBOL_TABLE,
  VDT_KQL_SYMBOL_FUNCTION,
  VDT_KQL_SYMBOL_LOCAL_FUNCTION,
  VDT_KQL_SYMBOL_PATTERN,
  VDT_KQL_SYMBOL_DATABASE,
  VDT_KQL_SYMBOL_CLUSTER,
  VDT_KQL_SYMBOL_ROW,
  VDT_KQL_SYMBOL_GRAPH_ELEMENT,
  VDT_KQL_SYMBOL_STEP,
  VDT_KQL_SYMBOL_OPTION
} VdtKqlSymbolKind;

/**
 * VdtKqlConstant:
 * @type: its type
 * @is_null: a typed null, as in `long(null)`
 * @integer: of bool, int and long the value; of timespan and datetime 100 ns ticks where known
 * @real: of real the value
 * @text: of string its value, of everything else the text in the query
 */
typedef struct
{
  const VdtKqlType *type;
  gboolean          is_null;
  gboolean          has_value;
  gint64            integer;
  double            real;
  const char       *text;
} VdtKqlConstant;

/**
 * VdtKqlSymbol:
 * @kind: what it is
 * @name: its name
 * @type: the type of its value
 * @column: (nullable): of a column
 * @table: (nullable): of a table of the catalog
 * @function: (nullable): of a function, built in or stored; of a local function its signature
 * @declaration: (nullable): where the query declares it: a NAME_DECLARATION
 * @body: (nullable): of a local function its FUNCTION_DECLARATION; of a variable its expression
 * @constant: (nullable): its value, if it is known
 */
typedef struct _VdtKqlSymbol VdtKqlSymbol;

struct _VdtKqlSymbol
{
  VdtKqlSymbolKind      kind;
  const char           *name;
  guint32               hash;
  gboolean              is_constant;
  const VdtKqlType     *type;
  const VdtKqlColumn   *column;
  const VdtKqlTable    *table;
  const VdtKqlFunction *function;
  const VdtKqlNode     *declaration;
  const VdtKqlNode     *body;
  const VdtKqlConstant *constant;
  gpointer              scope;
};

/**
 * VdtKqlExpansion:
 *
 * The body of a function as one call sees it: with the types of its arguments.
 * A lowering that inlines functions reads the nodes of @body from here.
 */
typedef struct _VdtKqlExpansion VdtKqlExpansion;

/**
 * VdtKqlVisible:
 * @row: (nullable): the columns in scope
 * @right: (nullable): the columns of the right side, in a join's conditions
 * @locals: (element-type VdtKqlSymbol): let names and parameters, innermost first
 *
 * What can be named at a place. Free with vdt_kql_visible_free().
 */
typedef struct
{
  const VdtKqlSchema *row;
  const VdtKqlSchema *right;
  GPtrArray          *locals;
} VdtKqlVisible;

/**
 * VdtKqlAnalyzeOptions:
 * @no_hints: leave out the advice of vdt-kql-lint.c
 * @cancellable: (nullable): asked at every operator
 * @known_rows: (nullable): number of an evaluate's node + 1 to a #VdtKqlTable: what its
 *   plugin makes of the data, where only the data tell
 */
typedef struct
{
  gboolean      no_hints;
  GCancellable *cancellable;
  GHashTable   *known_rows;
} VdtKqlAnalyzeOptions;

VdtKqlAnalysis        *vdt_kql_analyze                     (VdtKqlTree                 *tree,
                                                            VdtKqlCatalog              *catalog,
                                                            const VdtKqlAnalyzeOptions *options);
VdtKqlAnalysis        *vdt_kql_analysis_ref                (VdtKqlAnalysis             *self);
void                   vdt_kql_analysis_unref              (VdtKqlAnalysis             *self);
VdtKqlTree            *vdt_kql_analysis_get_tree           (VdtKqlAnalysis             *self);
VdtKqlCatalog         *vdt_kql_analysis_get_catalog        (VdtKqlAnalysis             *self);
GPtrArray             *vdt_kql_analysis_get_diagnostics    (VdtKqlAnalysis             *self);
gboolean               vdt_kql_analysis_is_ok              (VdtKqlAnalysis             *self);
gboolean               vdt_kql_analysis_is_cancelled       (VdtKqlAnalysis             *self);
const VdtKqlType      *vdt_kql_analysis_get_result         (VdtKqlAnalysis             *self);
const VdtKqlType      *vdt_kql_analysis_get_type           (VdtKqlAnalysis             *self,
                                                            const VdtKqlNode           *node);
const VdtKqlSymbol    *vdt_kql_analysis_get_symbol         (VdtKqlAnalysis             *self,
                                                            const VdtKqlNode           *node);
const VdtKqlConstant  *vdt_kql_analysis_get_constant       (VdtKqlAnalysis             *self,
                                                            const VdtKqlNode           *node);
gboolean               vdt_kql_analysis_is_constant        (VdtKqlAnalysis             *self,
                                                            const VdtKqlNode           *node);
const VdtKqlSchema    *vdt_kql_analysis_get_input          (VdtKqlAnalysis             *self,
                                                            const VdtKqlNode           *node);
const VdtKqlSchema    *vdt_kql_analysis_get_output         (VdtKqlAnalysis             *self,
                                                            const VdtKqlNode           *node);
const VdtKqlColumn    *vdt_kql_analysis_get_column         (VdtKqlAnalysis             *self,
                                                            const VdtKqlNode           *node);
const VdtKqlSignature *vdt_kql_analysis_get_signature      (VdtKqlAnalysis             *self,
                                                            const VdtKqlNode           *call);
VdtKqlVisible         *vdt_kql_analysis_get_visible        (VdtKqlAnalysis             *self,
                                                            gsize                       offset);
void                   vdt_kql_visible_free                (VdtKqlVisible              *self);

VdtKqlExpansion       *vdt_kql_analysis_get_whole          (VdtKqlAnalysis             *self);

VdtKqlTree            *vdt_kql_expansion_get_tree          (VdtKqlExpansion            *self);
const VdtKqlNode      *vdt_kql_expansion_get_body          (VdtKqlExpansion            *self);
const VdtKqlType      *vdt_kql_expansion_get_type          (VdtKqlExpansion            *self,
                                                            const VdtKqlNode           *node);
const VdtKqlSymbol    *vdt_kql_expansion_get_symbol        (VdtKqlExpansion            *self,
                                                            const VdtKqlNode           *node);
const VdtKqlConstant  *vdt_kql_expansion_get_constant      (VdtKqlExpansion            *self,
                                                            const VdtKqlNode           *node);
const VdtKqlColumn    *vdt_kql_expansion_get_column        (VdtKqlExpansion            *self,
                                                            const VdtKqlNode           *node);
const VdtKqlSignature *vdt_kql_expansion_get_signature     (VdtKqlExpansion            *self,
                                                            const VdtKqlNode           *node);
VdtKqlExpansion       *vdt_kql_expansion_get_expansion     (VdtKqlExpansion            *self,
                                                            const VdtKqlNode           *call);
VdtKqlSymbol * const  *vdt_kql_expansion_get_parameters    (VdtKqlExpansion            *self,
                                                            guint                      *n_parameters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtKqlAnalysis, vdt_kql_analysis_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtKqlVisible, vdt_kql_visible_free)

G_END_DECLS
