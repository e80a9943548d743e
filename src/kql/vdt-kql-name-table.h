/* vdt-kql-name-table.h
 *
 * Names of columns with a number each. The names bring their hash along, so
 * that schemas of thousands of columns are put together quickly.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-type.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  guint32     hash;
  guint32     value;
} VdtKqlNameSlot;

/**
 * VdtKqlNameTable:
 *
 * A map from names to numbers from 1 on. Lives on the stack; names are borrowed.
 */
typedef struct
{
  VdtKqlNameSlot *slots;
  guint           size;
  guint           n_names;
} VdtKqlNameTable;

void     vdt_kql_name_table_init   (VdtKqlNameTable *self,
                                    guint            n_expected);
void     vdt_kql_name_table_clear  (VdtKqlNameTable *self);
guint32  vdt_kql_name_table_lookup (VdtKqlNameTable *self,
                                    const char      *name,
                                    guint32          hash);
void     vdt_kql_name_table_insert (VdtKqlNameTable *self,
                                    const char      *name,
                                    guint32          hash,
                                    guint32          value);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VdtKqlNameTable, vdt_kql_name_table_clear)

G_END_DECLS
