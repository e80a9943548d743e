/* vdt-kql-type.c
 *
 * The types of the query language and the schemas of rows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-type.h"

#include <string.h>

static const VdtKqlType scalars[VDT_KQL_N_TYPE_KINDS] = {
  [VDT_KQL_TYPE_UNKNOWN] = { VDT_KQL_TYPE_UNKNOWN, 0, "unknown" },
  [VDT_KQL_TYPE_ERROR] = { VDT_KQL_TYPE_ERROR, 0, "error" },
  [VDT_KQL_TYPE_VOID] = { VDT_KQL_TYPE_VOID, 0, "void" },
  [VDT_KQL_TYPE_BOOL] = { VDT_KQL_TYPE_BOOL, 0, "bool" },
  [VDT_KQL_TYPE_INT] = { VDT_KQL_TYPE_INT, 0, "int" },
  [VDT_KQL_TYPE_LONG] = { VDT_KQL_TYPE_LONG, 0, "long" },
  [VDT_KQL_TYPE_REAL] = { VDT_KQL_TYPE_REAL, 0, "real" },
  [VDT_KQL_TYPE_DECIMAL] = { VDT_KQL_TYPE_DECIMAL, 0, "decimal" },
  [VDT_KQL_TYPE_STRING] = { VDT_KQL_TYPE_STRING, 0, "string" },
  [VDT_KQL_TYPE_DATETIME] = { VDT_KQL_TYPE_DATETIME, 0, "datetime" },
  [VDT_KQL_TYPE_TIMESPAN] = { VDT_KQL_TYPE_TIMESPAN, 0, "timespan" },
  [VDT_KQL_TYPE_GUID] = { VDT_KQL_TYPE_GUID, 0, "guid" },
  [VDT_KQL_TYPE_DYNAMIC] = { VDT_KQL_TYPE_DYNAMIC, VDT_KQL_DYNAMIC_ANY, "dynamic" },
  [VDT_KQL_TYPE_TYPE] = { VDT_KQL_TYPE_TYPE, 0, "type" },
  [VDT_KQL_TYPE_TUPLE] = { VDT_KQL_TYPE_TUPLE, 0, "tuple" },
  [VDT_KQL_TYPE_TABLE] = { VDT_KQL_TYPE_TABLE, 0, "table" },
  [VDT_KQL_TYPE_GRAPH] = { VDT_KQL_TYPE_GRAPH, 0, "graph" },
  [VDT_KQL_TYPE_GROUP] = { VDT_KQL_TYPE_GROUP, 0, "group" },
  [VDT_KQL_TYPE_DATABASE] = { VDT_KQL_TYPE_DATABASE, 0, "database" },
  [VDT_KQL_TYPE_CLUSTER] = { VDT_KQL_TYPE_CLUSTER, 0, "cluster" },
};

#define DYNAMIC_OF(shape, kind) \
  [kind] = { VDT_KQL_TYPE_DYNAMIC, shape, "dynamic", &scalars[kind] }
#define DYNAMICS(shape) { \
  { VDT_KQL_TYPE_DYNAMIC, shape, "dynamic" }, \
  DYNAMIC_OF (shape, VDT_KQL_TYPE_BOOL), DYNAMIC_OF (shape, VDT_KQL_TYPE_INT), \
  DYNAMIC_OF (shape, VDT_KQL_TYPE_LONG), DYNAMIC_OF (shape, VDT_KQL_TYPE_REAL), \
  DYNAMIC_OF (shape, VDT_KQL_TYPE_DECIMAL), DYNAMIC_OF (shape, VDT_KQL_TYPE_STRING), \
  DYNAMIC_OF (shape, VDT_KQL_TYPE_DATETIME), DYNAMIC_OF (shape, VDT_KQL_TYPE_TIMESPAN), \
  DYNAMIC_OF (shape, VDT_KQL_TYPE_GUID), DYNAMIC_OF (shape, VDT_KQL_TYPE_DYNAMIC), \
  DYNAMIC_OF (shape, VDT_KQL_TYPE_TYPE) \
}

static const VdtKqlType arrays[] = DYNAMICS (VDT_KQL_DYNAMIC_ARRAY);
static const VdtKqlType primitives[] = DYNAMICS (VDT_KQL_DYNAMIC_PRIMITIVE);
static const VdtKqlType bag = { VDT_KQL_TYPE_DYNAMIC, VDT_KQL_DYNAMIC_BAG, "dynamic" };

/* The names of types, with the older and .NET ones that the language also takes. */
static const struct
{
  const char     *name;
  VdtKqlTypeKind  kind;
} type_names[] = {
  { "bool", VDT_KQL_TYPE_BOOL },
  { "boolean", VDT_KQL_TYPE_BOOL },
  { "date", VDT_KQL_TYPE_DATETIME },
  { "datetime", VDT_KQL_TYPE_DATETIME },
  { "decimal", VDT_KQL_TYPE_DECIMAL },
  { "double", VDT_KQL_TYPE_REAL },
  { "dynamic", VDT_KQL_TYPE_DYNAMIC },
  { "float", VDT_KQL_TYPE_REAL },
  { "guid", VDT_KQL_TYPE_GUID },
  { "int", VDT_KQL_TYPE_INT },
  { "int16", VDT_KQL_TYPE_INT },
  { "int32", VDT_KQL_TYPE_INT },
  { "int64", VDT_KQL_TYPE_LONG },
  { "int8", VDT_KQL_TYPE_INT },
  { "long", VDT_KQL_TYPE_LONG },
  { "real", VDT_KQL_TYPE_REAL },
  { "string", VDT_KQL_TYPE_STRING },
  { "time", VDT_KQL_TYPE_TIMESPAN },
  { "timespan", VDT_KQL_TYPE_TIMESPAN },
  { "type", VDT_KQL_TYPE_TYPE },
  { "uint", VDT_KQL_TYPE_INT },
  { "uint16", VDT_KQL_TYPE_INT },
  { "uint32", VDT_KQL_TYPE_INT },
  { "uint64", VDT_KQL_TYPE_LONG },
  { "uint8", VDT_KQL_TYPE_INT },
  { "ulong", VDT_KQL_TYPE_LONG },
  { "uniqueid", VDT_KQL_TYPE_GUID },
};

const VdtKqlType *
vdt_kql_type_get (VdtKqlTypeKind kind)
{
  g_return_val_if_fail ((guint) kind < VDT_KQL_N_TYPE_KINDS, &scalars[VDT_KQL_TYPE_UNKNOWN]);

  return &scalars[kind];
}

/**
 * vdt_kql_type_get_array:
 * @element: what the elements are, %VDT_KQL_TYPE_UNKNOWN if they differ
 *
 * Returns: the type of a dynamic array
 */
const VdtKqlType *
vdt_kql_type_get_array (VdtKqlTypeKind element)
{
  if (element < VDT_KQL_TYPE_BOOL || element > VDT_KQL_TYPE_TYPE)
    return &arrays[0];

  return &arrays[element];
}

/**
 * vdt_kql_type_get_primitive:
 * @element: what is inside
 *
 * Returns: the type of a dynamic value that holds one scalar
 */
const VdtKqlType *
vdt_kql_type_get_primitive (VdtKqlTypeKind element)
{
  if (element < VDT_KQL_TYPE_BOOL || element > VDT_KQL_TYPE_TYPE || element == VDT_KQL_TYPE_DYNAMIC)
    return &scalars[VDT_KQL_TYPE_DYNAMIC];

  return &primitives[element];
}

const VdtKqlType *
vdt_kql_type_get_bag (void)
{
  return &bag;
}

/**
 * vdt_kql_type_from_name:
 * @name: a type's name as a query writes it, need not end in NUL
 * @length: its length in bytes
 *
 * Returns: (nullable): the scalar type, or %NULL if there is none of that name
 */
const VdtKqlType *
vdt_kql_type_from_name (const char *name,
                        gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    {
      if (strlen (type_names[i].name) == length && memcmp (type_names[i].name, name, length) == 0)
        return &scalars[type_names[i].kind];
    }

  return NULL;
}

const char *
vdt_kql_type_get_name (const VdtKqlType *type)
{
  return type != NULL && type->name != NULL ? type->name : "unknown";
}

/* Scalar in the sense of the checks: what is not known may be one. */
gboolean
vdt_kql_type_is_scalar (const VdtKqlType *type)
{
  return type->kind <= VDT_KQL_TYPE_ERROR ||
         (type->kind >= VDT_KQL_TYPE_BOOL && type->kind <= VDT_KQL_TYPE_TYPE);
}

gboolean
vdt_kql_type_is_unknown (const VdtKqlType *type)
{
  return type->kind <= VDT_KQL_TYPE_ERROR;
}

gboolean
vdt_kql_type_is_integer (const VdtKqlType *type)
{
  return type->kind == VDT_KQL_TYPE_INT || type->kind == VDT_KQL_TYPE_LONG;
}

gboolean
vdt_kql_type_is_number (const VdtKqlType *type)
{
  return type->kind >= VDT_KQL_TYPE_INT && type->kind <= VDT_KQL_TYPE_DECIMAL;
}

gboolean
vdt_kql_type_is_summable (const VdtKqlType *type)
{
  return vdt_kql_type_is_number (type) || type->kind == VDT_KQL_TYPE_DATETIME ||
         type->kind == VDT_KQL_TYPE_TIMESPAN;
}

gboolean
vdt_kql_type_is_orderable (const VdtKqlType *type)
{
  return vdt_kql_type_is_summable (type) || type->kind == VDT_KQL_TYPE_STRING ||
         type->kind == VDT_KQL_TYPE_BOOL;
}

/**
 * vdt_kql_type_promotes:
 * @from: a type
 * @to: another
 *
 * Returns: %TRUE if a value of @from becomes one of @to by itself without loss
 *   of kind: int, long, real, decimal in that order
 */
gboolean
vdt_kql_type_promotes (const VdtKqlType *from,
                       const VdtKqlType *to)
{
  return vdt_kql_type_is_number (from) && vdt_kql_type_is_number (to) && from->kind < to->kind;
}

const VdtKqlType *
vdt_kql_type_widest (const VdtKqlType *a,
                     const VdtKqlType *b)
{
  return a->kind >= b->kind ? a : b;
}

/* Shapes of dynamic values are knowledge of the expression, not of the column
 * that it ends in. */
const VdtKqlType *
vdt_kql_type_strip_dynamic (const VdtKqlType *type)
{
  return type->kind == VDT_KQL_TYPE_DYNAMIC ? &scalars[VDT_KQL_TYPE_DYNAMIC] : type;
}

guint32
vdt_kql_name_hash (const char *name)
{
  guint32 hash = 2166136261u;

  for (const guchar *p = (const guchar *) name; *p != '\0'; p++)
    hash = (hash ^ *p) * 16777619u;

  return hash;
}

/* A schema is shared by all operators that do not change it, so the index is
 * worth it from a dozen columns on. It is made by whoever owns the schema. */
int
vdt_kql_schema_index_of (const VdtKqlSchema *schema,
                         const char         *name)
{
  guint32 hash = vdt_kql_name_hash (name);

  if (schema->index != NULL)
    {
      guint mask = schema->index_size - 1;

      for (guint slot = hash & mask; schema->index[slot] != 0; slot = (slot + 1) & mask)
        {
          const VdtKqlColumn *column = schema->columns[schema->index[slot] - 1];

          if (column->hash == hash && strcmp (column->name, name) == 0)
            return schema->index[slot] - 1;
        }

      return -1;
    }

  for (guint i = 0; i < schema->n_columns; i++)
    {
      const VdtKqlColumn *column = schema->columns[i];

      if (column->hash == hash && strcmp (column->name, name) == 0)
        return (int) i;
    }

  return -1;
}

/**
 * vdt_kql_schema_find:
 * @schema: a schema
 * @name: a column's name; case matters
 *
 * Returns: (nullable) (transfer none): the first column of that name
 */
const VdtKqlColumn *
vdt_kql_schema_find (const VdtKqlSchema *schema,
                     const char         *name)
{
  int index = vdt_kql_schema_index_of (schema, name);

  return index >= 0 ? schema->columns[index] : NULL;
}
