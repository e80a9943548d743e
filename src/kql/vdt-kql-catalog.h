/* vdt-kql-catalog.h
 *
 * What a query can name: a database with its tables, columns and functions.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

#include "vdt-kql-function.h"

G_BEGIN_DECLS

typedef struct _VdtKqlCatalog VdtKqlCatalog;

/**
 * VdtKqlTable:
 * @name: its name
 * @description: (nullable): one line for people
 * @group: (nullable): where it belongs, "defender" or "sentinel"
 * @type: its rows
 */
typedef struct
{
  const char *name;
  const char *description;
  const char *group;
  VdtKqlType  type;
} VdtKqlTable;

VdtKqlCatalog        *vdt_kql_catalog_new                (const char           *database);
VdtKqlCatalog        *vdt_kql_catalog_new_default        (void);
VdtKqlCatalog        *vdt_kql_catalog_new_from_json      (const char           *json,
                                                          gssize                length,
                                                          GError              **error);
VdtKqlCatalog        *vdt_kql_catalog_new_from_file      (const char           *path,
                                                          GError              **error);
VdtKqlCatalog        *vdt_kql_catalog_ref                (VdtKqlCatalog        *self);
void                  vdt_kql_catalog_unref              (VdtKqlCatalog        *self);

gboolean              vdt_kql_catalog_add_json           (VdtKqlCatalog        *self,
                                                          const char           *json,
                                                          gssize                length,
                                                          GError              **error);
VdtKqlTable          *vdt_kql_catalog_add_table          (VdtKqlCatalog        *self,
                                                          const char           *name);
void                  vdt_kql_catalog_add_column         (VdtKqlCatalog        *self,
                                                          VdtKqlTable          *table,
                                                          const char           *name,
                                                          const VdtKqlType     *type,
                                                          const char           *description);
void                  vdt_kql_catalog_set_values         (VdtKqlCatalog        *self,
                                                          VdtKqlTable          *table,
                                                          const char           *column,
                                                          const char * const   *values);

const char           *vdt_kql_catalog_get_database_name  (VdtKqlCatalog        *self);
const VdtKqlTable    *vdt_kql_catalog_find_table         (VdtKqlCatalog        *self,
                                                          const char           *name);
const VdtKqlFunction *vdt_kql_catalog_find_function      (VdtKqlCatalog        *self,
                                                          const char           *name);
GPtrArray            *vdt_kql_catalog_get_tables         (VdtKqlCatalog        *self);
GPtrArray            *vdt_kql_catalog_get_functions      (VdtKqlCatalog        *self);
guint                 vdt_kql_catalog_get_n_columns      (VdtKqlCatalog        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtKqlCatalog, vdt_kql_catalog_unref)

G_END_DECLS
