/* vdt-kql-type.h
 *
 * The types of the query language: scalars, dynamic values and what is not a
 * value (tables, tuples, graphs, groups).
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VdtKqlType VdtKqlType;
typedef struct _VdtKqlColumn VdtKqlColumn;
typedef struct _VdtKqlSchema VdtKqlSchema;

/**
 * VdtKqlTypeKind:
 * @VDT_KQL_TYPE_UNKNOWN: cannot be told (a name that does not resolve, a column of an open schema)
 * @VDT_KQL_TYPE_ERROR: an expression that does not bind at all
 * @VDT_KQL_TYPE_VOID: no value
 * @VDT_KQL_TYPE_TYPE: the value of `typeof (…)`
 * @VDT_KQL_TYPE_TUPLE: several named scalars, as `series_stats ()` gives
 * @VDT_KQL_TYPE_TABLE: rows; the schema is in the type
 * @VDT_KQL_TYPE_GRAPH: nodes and edges
 * @VDT_KQL_TYPE_GROUP: several results, as `fork` gives
 * @VDT_KQL_TYPE_DATABASE: a database
 * @VDT_KQL_TYPE_CLUSTER: a cluster
 *
 * The kinds from %VDT_KQL_TYPE_BOOL to %VDT_KQL_TYPE_TYPE are scalar.
 */
typedef enum
{
  VDT_KQL_TYPE_UNKNOWN,
  VDT_KQL_TYPE_ERROR,
  VDT_KQL_TYPE_VOID,
  VDT_KQL_TYPE_BOOL,
  VDT_KQL_TYPE_INT,
  VDT_KQL_TYPE_LONG,
  VDT_KQL_TYPE_REAL,
  VDT_KQL_TYPE_DECIMAL,
  VDT_KQL_TYPE_STRING,
  VDT_KQL_TYPE_DATETIME,
  VDT_KQL_TYPE_TIMESPAN,
  VDT_KQL_TYPE_GUID,
  VDT_KQL_TYPE_DYNAMIC,
  VDT_KQL_TYPE_TYPE,
  VDT_KQL_TYPE_TUPLE,
  VDT_KQL_TYPE_TABLE,
  VDT_KQL_TYPE_GRAPH,
  VDT_KQL_TYPE_GROUP,
  VDT_KQL_TYPE_DATABASE,
  VDT_KQL_TYPE_CLUSTER
} VdtKqlTypeKind;

#define VDT_KQL_N_TYPE_KINDS (VDT_KQL_TYPE_CLUSTER + 1)

/**
 * VdtKqlDynamicKind:
 *
 * What is known of the shape of a dynamic value.
 */
typedef enum
{
  VDT_KQL_DYNAMIC_ANY,
  VDT_KQL_DYNAMIC_ARRAY,
  VDT_KQL_DYNAMIC_BAG,
  VDT_KQL_DYNAMIC_PRIMITIVE
} VdtKqlDynamicKind;

/**
 * VdtKqlType:
 * @kind: the kind
 * @shape: of a dynamic value, what is known of its shape
 * @name: its name as the language writes it; of a table its own name, if it has one
 * @element: (nullable): of an array or a primitive, the type inside
 * @schema: (nullable): of a table, a tuple or a bag, the columns
 * @edges: (nullable): of a graph, the columns of its edges; @schema has those of its nodes
 *
 * Scalars are static and compared by address; what has columns lives as long
 * as the analysis or the catalog that made it.
 */
struct _VdtKqlType
{
  VdtKqlTypeKind      kind;
  VdtKqlDynamicKind   shape;
  const char         *name;
  const VdtKqlType   *element;
  const VdtKqlSchema *schema;
  const VdtKqlSchema *edges;
};

/**
 * VdtKqlColumn:
 * @name: its name
 * @type: its type
 * @id: stable within one analysis: a column that passes an operator unchanged keeps its id
 * @hash: of @name
 * @inferred: %TRUE if only the use of the name tells that it exists (open schemas)
 * @description: (nullable): one line for people
 * @values: (nullable) (array zero-terminated=1): known values
 */
struct _VdtKqlColumn
{
  const char         *name;
  const VdtKqlType   *type;
  guint32             id;
  guint32             hash;
  gboolean            inferred;
  const char         *description;
  const char * const *values;
};

/**
 * VdtKqlSchema:
 * @columns: (array length=n_columns): the columns, in order
 * @n_columns: how many
 * @open: %TRUE if it may have further columns
 * @doubled: %TRUE if a name may occur twice, as behind parse
 * @index: (nullable): buckets of column positions + 1, made at the first look-up of a wide schema
 */
struct _VdtKqlSchema
{
  const VdtKqlColumn **columns;
  guint                n_columns;
  gboolean             open;
  gboolean             doubled;
  guint16             *index;
  guint                index_size;
};

const VdtKqlType   *vdt_kql_type_get             (VdtKqlTypeKind      kind);
const VdtKqlType   *vdt_kql_type_get_array       (VdtKqlTypeKind      element);
const VdtKqlType   *vdt_kql_type_get_primitive   (VdtKqlTypeKind      element);
const VdtKqlType   *vdt_kql_type_get_bag         (void);
const VdtKqlType   *vdt_kql_type_from_name       (const char         *name,
                                                  gsize               length);
const char         *vdt_kql_type_get_name        (const VdtKqlType   *type);
gboolean            vdt_kql_type_is_scalar       (const VdtKqlType   *type);
gboolean            vdt_kql_type_is_integer      (const VdtKqlType   *type);
gboolean            vdt_kql_type_is_number       (const VdtKqlType   *type);
gboolean            vdt_kql_type_is_summable     (const VdtKqlType   *type);
gboolean            vdt_kql_type_is_orderable    (const VdtKqlType   *type);
gboolean            vdt_kql_type_is_unknown      (const VdtKqlType   *type);
gboolean            vdt_kql_type_promotes        (const VdtKqlType   *from,
                                                  const VdtKqlType   *to);
const VdtKqlType   *vdt_kql_type_widest          (const VdtKqlType   *a,
                                                  const VdtKqlType   *b);
const VdtKqlType   *vdt_kql_type_strip_dynamic   (const VdtKqlType   *type);

guint32             vdt_kql_name_hash            (const char         *name);
const VdtKqlColumn *vdt_kql_schema_find          (const VdtKqlSchema *schema,
                                                  const char         *name);
int                 vdt_kql_schema_index_of      (const VdtKqlSchema *schema,
                                                  const char         *name);

G_END_DECLS
