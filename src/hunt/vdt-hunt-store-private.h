/* vdt-hunt-store-private.h
 *
 * What the files of the hunting database share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-appender.h"
#include "vdt-hunt-store.h"

G_BEGIN_DECLS

/**
 * VdtHuntColumn:
 * @name: as the query language spells it
 * @type: of its cells
 */
typedef struct
{
  char        *name;
  VdtCellType  type;
} VdtHuntColumn;

/**
 * VdtHuntSchema:
 * @table: the table's name
 * @columns: (element-type VdtHuntColumn): what it has on the disk, in order
 * @by_name: lower-case name → index + 1
 */
typedef struct
{
  char       *table;
  GPtrArray  *columns;
  GHashTable *by_name;
} VdtHuntSchema;

struct _VdtHuntStore
{
  char           *folder;
  char           *notice;
  VdtDuck        *duck;
  VdtKqlCatalog  *base;          /* what the program knows */

  GMutex          mutex;
  GCond           changed;
  gboolean        writing;       /* under the mutex: someone has the writer */
  gboolean        closed;        /* under the mutex: nothing is begun any more */
  VdtKqlCatalog  *catalog;       /* under the mutex: @base and what the tables have beside */
  guint           generation;    /* under the mutex: of the catalog and the rows */
  GPtrArray      *tables;        /* under the mutex: VdtHuntTable, or NULL */
  guint           tables_at;     /* under the mutex: the generation that they are of */
  GHashTable     *committed;     /* under the mutex: lower-case “table.column” that queries can read */

  VdtDuck        *writer;        /* from here on: whoever writes */
  VdtHuntSource  *source;
  GHashTable     *schemas;       /* table → VdtHuntSchema, as in the transaction */
  GHashTable     *appenders;     /* table → VdtHuntAppender */
  gboolean        columns_changed;
};

/* vdt-hunt-catalog.c */
VdtHuntSchema *vdt_hunt_schema_new            (const char     *table);
void           vdt_hunt_schema_free           (gpointer        schema);
void           vdt_hunt_schema_add            (VdtHuntSchema  *self,
                                               const char     *name,
                                               VdtCellType     type);
GHashTable    *vdt_hunt_schemas_load          (VdtDuck        *duck,
                                               GError        **error);
VdtKqlCatalog *vdt_hunt_catalog_new           (GHashTable     *schemas);
const char    *vdt_hunt_sql_type              (VdtCellType     type);
char          *vdt_hunt_quote                 (const char     *name);

void           vdt_hunt_store_set_committed   (VdtHuntStore   *self);

/* vdt-hunt-store-write.c */
gboolean       vdt_hunt_store_take_writer     (VdtHuntStore   *self,
                                               GError        **error);
void           vdt_hunt_store_give_writer     (VdtHuntStore   *self);
gboolean       vdt_hunt_store_save_sources    (VdtHuntStore   *self,
                                               GError        **error);
GPtrArray     *vdt_hunt_store_read_sources    (VdtDuck        *duck,
                                               GError        **error);

G_END_DECLS
