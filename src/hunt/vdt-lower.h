/* vdt-lower.h
 *
 * Makes one SQL statement of a bound query.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-files.h"
#include "vdt-kql-analysis.h"

G_BEGIN_DECLS

/**
 * VdtLowerColumn:
 * @name: its name in the query language
 * @type: its type there; what it is in DuckDB follows from it
 * @sql: how SQL reaches it where it can be seen
 * @hidden: not a column of the query: a helper of the lowering
 */
typedef struct
{
  const char     *name;
  VdtKqlTypeKind  type;
  const char     *sql;
  gboolean        hidden;
} VdtLowerColumn;

/**
 * VdtLowerParameter:
 * @name: without its dollar
 * @text: (nullable): the value of a text; %NULL if it is a number
 * @length: bytes of @text
 * @ticks: the value of a number
 */
typedef struct
{
  const char *name;
  const char *text;
  gsize       length;
  gint64      ticks;
} VdtLowerParameter;

/**
 * VdtLowerTableFunc:
 * @table: the name that a query uses
 * @columns: (element-type VdtKqlColumn): its columns there
 * @user_data: for the function
 *
 * Returns: (transfer full) (nullable): what to write behind FROM: a table whose
 *   columns have the names of @columns; %NULL if there are no rows of it here
 */
typedef char *(* VdtLowerTableFunc) (const char         *table,
                                     const VdtKqlSchema *columns,
                                     gpointer            user_data);

/**
 * VdtLowerProbeFunc:
 * @sql: a statement that gives one column of text
 * @parameters: (element-type VdtLowerParameter): its parameters
 * @user_data: for the function
 * @error: why it does not run
 *
 * Returns: (transfer full) (nullable): the texts, in order
 */
typedef GPtrArray *(* VdtLowerProbeFunc) (const char  *sql,
                                          GPtrArray   *parameters,
                                          gpointer     user_data,
                                          GError     **error);

/**
 * VdtLowerOptions:
 * @now: what now() is, in ticks of 100 ns since 0001-01-01
 * @table: (nullable): where the rows of tables are; %NULL if all tables are empty
 * @probe: (nullable): runs a part of the query to learn the columns that a plugin makes
 * @files: (nullable): the files that the user has given
 * @user_data: for the functions
 * @places: also give where each row was imported from, see @has_places of #VdtLowered
 * @unknown_as_empty: what has no rows or body here, such as externaldata or a function that is
 *   only declared, gives no rows; else it is an error
 */
typedef struct
{
  gint64             now;
  VdtLowerTableFunc  table;
  VdtLowerProbeFunc  probe;
  VdtHuntFiles      *files;
  gpointer           user_data;
  gboolean           places;
  gboolean           unknown_as_empty;
} VdtLowerOptions;

/**
 * VdtLowered:
 * @sql: one statement
 * @parameters: (element-type VdtLowerParameter): its parameters
 * @columns: (element-type VdtLowerColumn): what comes out, in order
 * @has_places: behind @columns the statement gives two more, BIGINT: the number of the source and
 *   the line in it that the row is. Only rows that are still those of one table have them
 * @chart: (nullable): the kind that render asks for
 * @chart_properties: (nullable): what it asks for, lines of a name, a tab and a value
 */
typedef struct
{
  gpointer    arena;
  const char *sql;
  GPtrArray  *parameters;
  GPtrArray  *columns;
  gboolean    has_places;
  const char *chart;
  const char *chart_properties;
} VdtLowered;

VdtLowered *vdt_lower        (VdtKqlTree             *tree,
                              VdtKqlCatalog          *catalog,
                              const VdtLowerOptions  *options,
                              GError                **error);
void        vdt_lowered_free (VdtLowered             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtLowered, vdt_lowered_free)

G_END_DECLS
