/* vdt-kql-function.h
 *
 * What can be called: functions, aggregates, plugins and operators, built in or
 * of a catalog. One entry says everything about one of them: its signatures,
 * what it returns and how its result is named.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-type.h"

G_BEGIN_DECLS

typedef enum
{
  VDT_KQL_FUNCTION_SCALAR,
  VDT_KQL_FUNCTION_AGGREGATE,
  VDT_KQL_FUNCTION_PLUGIN,
  VDT_KQL_FUNCTION_OPERATOR,
  VDT_KQL_FUNCTION_STORED
} VdtKqlFunctionKind;

/* What an argument must be. The names are those of data/kql/builtins.json. */
typedef enum
{
  VDT_KQL_PARAMETER_DECLARED,
  VDT_KQL_PARAMETER_ANY,
  VDT_KQL_PARAMETER_SCALAR,
  VDT_KQL_PARAMETER_TABULAR,
  VDT_KQL_PARAMETER_INTEGER,
  VDT_KQL_PARAMETER_NUMBER,
  VDT_KQL_PARAMETER_NUMBER_OR_BOOL,
  VDT_KQL_PARAMETER_SUMMABLE,
  VDT_KQL_PARAMETER_ORDERABLE,
  VDT_KQL_PARAMETER_NOT_BOOL,
  VDT_KQL_PARAMETER_NOT_REAL_OR_BOOL,
  VDT_KQL_PARAMETER_NOT_DYNAMIC,
  VDT_KQL_PARAMETER_STRING_OR_DYNAMIC,
  VDT_KQL_PARAMETER_STRING_OR_ARRAY,
  VDT_KQL_PARAMETER_INTEGER_OR_ARRAY,
  VDT_KQL_PARAMETER_DYNAMIC_ARRAY,
  VDT_KQL_PARAMETER_DYNAMIC_BAG,
  VDT_KQL_PARAMETER_COMMON_SCALAR,
  VDT_KQL_PARAMETER_COMMON_SCALAR_OR_DYNAMIC,
  VDT_KQL_PARAMETER_COMMON_ORDERABLE,
  VDT_KQL_PARAMETER_SAME_AS_FIRST,
  VDT_KQL_PARAMETER_SAME_AS_SECOND
} VdtKqlParameterKind;

/* How an argument must be written. */
typedef enum
{
  VDT_KQL_ARGUMENT_EXPRESSION,
  VDT_KQL_ARGUMENT_CONSTANT,
  VDT_KQL_ARGUMENT_LITERAL,
  VDT_KQL_ARGUMENT_LITERAL_NOT_EMPTY,
  VDT_KQL_ARGUMENT_COLUMN,
  VDT_KQL_ARGUMENT_COLUMN_OF_FIRST,
  VDT_KQL_ARGUMENT_COLUMN_OF_BOTH,
  VDT_KQL_ARGUMENT_STAR_ONLY,
  VDT_KQL_ARGUMENT_STAR_ALLOWED,
  VDT_KQL_ARGUMENT_AGGREGATE,
  VDT_KQL_ARGUMENT_ELEMENT
} VdtKqlArgumentKind;

/* How the result is named where the query gives it no name. */
typedef enum
{
  VDT_KQL_NAMES_NONE,
  VDT_KQL_NAMES_FIRST_ARGUMENT,
  VDT_KQL_NAMES_FIRST_ARGUMENT_VALUE,
  VDT_KQL_NAMES_ONLY_ARGUMENT,
  VDT_KQL_NAMES_NAME_AND_FIRST_ARGUMENT,
  VDT_KQL_NAMES_PREFIX_AND_FIRST_ARGUMENT,
  VDT_KQL_NAMES_PREFIX_AND_BOTH_ARGUMENTS,
  VDT_KQL_NAMES_PREFIX_ONLY
} VdtKqlNamesKind;

#define VDT_KQL_UNBOUNDED 32767

/**
 * VdtKqlFunctionParameter:
 * @name: its name
 * @kind: what an argument must be
 * @argument: how it must be written
 * @types: for %VDT_KQL_PARAMETER_DECLARED, one bit per #VdtKqlTypeKind
 * @min: how often at least
 * @max: how often at most; %VDT_KQL_UNBOUNDED for any number
 * @schema: (nullable): of a tabular parameter, the columns that it needs; open for `(*)`
 * @fallback: (nullable): the text of its default value
 * @values: (nullable) (array zero-terminated=1): the only values that it takes, case aside
 */
typedef struct
{
  const char         *name;
  VdtKqlParameterKind kind;
  VdtKqlArgumentKind  argument;
  guint32             types;
  guint               min;
  guint               max;
  const VdtKqlSchema *schema;
  const char         *fallback;
  const char * const *values;
} VdtKqlFunctionParameter;

/**
 * VdtKqlSignature:
 * @parameters: (array length=n_parameters): the parameters
 * @n_parameters: how many
 * @block: %TRUE if the repeated parameters repeat together, as in `case ()`
 * @min_arguments: how many arguments at least
 * @max_arguments: how many at most
 * @type: (nullable): what it returns, if always the same
 * @rule: otherwise the name of the rule that tells
 * @detail: (nullable): what the rule is told
 */
typedef struct
{
  VdtKqlFunctionParameter  *parameters;
  guint             n_parameters;
  gboolean          block;
  guint             min_arguments;
  guint             max_arguments;
  const VdtKqlType *type;
  const char       *rule;
  int               rule_index;
  const char       *detail;
} VdtKqlSignature;

/**
 * VdtKqlTemplate:
 * @types: (nullable): the types of the arguments that it is for, with commas between;
 *   `*` is any type, a last `…` repeats the one before it; %NULL for any arguments
 * @sql: SQL with `{0}`, `{1}` … where the arguments go, or `@name` of a rule
 *
 * How a function is written in SQL.
 */
typedef struct
{
  const char *types;
  const char *sql;
} VdtKqlTemplate;

/**
 * VdtKqlFunction:
 * @name: its name, or an operator's text
 * @kind: what it is
 * @names: how its result is named
 * @prefix: (nullable): for the name of the result
 * @instead: (nullable): what to use instead: it is obsolete
 * @constant: of constants it is a constant
 * @hidden: not to be offered
 * @signatures: (array length=n_signatures): the ways to call it
 * @templates: (array length=n_templates): how it is written in SQL; the first that fits counts
 * @n_templates: how many; 0 if it cannot be computed here
 * @body: (nullable): of a stored function, its text in braces
 * @parameters_text: (nullable): of a stored function, its parameter list
 * @description: (nullable): one line for people
 */
typedef struct
{
  const char         *name;
  VdtKqlFunctionKind  kind;
  VdtKqlNamesKind     names;
  const char         *prefix;
  const char         *instead;
  gboolean            constant;
  gboolean            hidden;
  VdtKqlSignature    *signatures;
  guint               n_signatures;
  VdtKqlTemplate     *templates;
  guint               n_templates;
  const char         *body;
  const char         *parameters_text;
  const char         *description;
} VdtKqlFunction;

G_END_DECLS
