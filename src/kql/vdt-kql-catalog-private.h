/* vdt-kql-catalog-private.h
 *
 * What the readers of catalog files share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-arena.h"
#include "vdt-kql-catalog.h"

G_BEGIN_DECLS

VdtKqlFunction *vdt_kql_catalog_add_function (VdtKqlCatalog  *self,
                                              const char     *name,
                                              const char     *parameters,
                                              gssize          length);
void            vdt_kql_catalog_set_result   (VdtKqlCatalog  *self,
                                              VdtKqlFunction *function,
                                              VdtKqlTable    *result);
VdtKqlTable    *vdt_kql_catalog_new_result   (VdtKqlCatalog  *self,
                                              const char     *name);
VdtKqlArena    *vdt_kql_catalog_get_arena    (VdtKqlCatalog  *self);
void            vdt_kql_catalog_set_database (VdtKqlCatalog  *self,
                                              const char     *name);
void            vdt_kql_catalog_add_digest   (VdtKqlCatalog  *self,
                                              GBytes         *bytes);

G_END_DECLS
