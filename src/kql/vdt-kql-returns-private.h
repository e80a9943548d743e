/* vdt-kql-returns-private.h
 *
 * A rule gets the call with its arguments and gives the type of the result.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-binder-private.h"
#include "vdt-kql-returns.h"

G_BEGIN_DECLS

typedef const VdtKqlType *(*VdtKqlReturnFunc) (VdtKqlCall *call);

struct _VdtKqlReturnRule
{
  const char       *name;
  VdtKqlReturnFunc  func;
};

const VdtKqlType *vdt_kql_call_return_type     (VdtKqlCall *call);

/* vdt-kql-returns-aggregates.c: several columns at once */
const VdtKqlType *vdt_kql_return_any           (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_extreme       (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_legacy_extreme (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_percentiles   (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_percentiles_array (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_series        (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_sorted        (VdtKqlCall *call);

/* vdt-kql-returns-plugins.c: rows */
const VdtKqlType *vdt_kql_return_rows          (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_output_schema (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_intersect     (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_lookup        (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_pivot         (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_sequence      (VdtKqlCall *call);

/* vdt-kql-returns-entities.c: tables, databases and clusters by name */
const VdtKqlType *vdt_kql_return_table         (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_database      (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_cluster       (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_unknown_table (VdtKqlCall *call);
const VdtKqlType *vdt_kql_return_graph         (VdtKqlCall *call);

G_END_DECLS
