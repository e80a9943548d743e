/* vdt-batch.h
 *
 * The use cases that need no workspace, as JSON lines in and out: what
 * `vedette-cli`'s batch verbs speak. Pure functions; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-hunt-files.h"

G_BEGIN_DECLS

char *vdt_batch_error  (const char   *line,
                        const GError *error);
char *vdt_batch_script (const char   *line,
                        GCancellable *cancellable);

/**
 * VdtBatchKqlFlags:
 * @VDT_BATCH_KQL_CLASSIFY: with the spans for highlighting
 * @VDT_BATCH_KQL_FORMAT: with the text laid out
 * @VDT_BATCH_KQL_HINTS: with advice beside the diagnostics
 */
typedef enum
{
  VDT_BATCH_KQL_CLASSIFY = 1 << 0,
  VDT_BATCH_KQL_FORMAT   = 1 << 1,
  VDT_BATCH_KQL_HINTS    = 1 << 2
} VdtBatchKqlFlags;

typedef struct _VdtBatchKql VdtBatchKql;

VdtBatchKql *vdt_batch_kql_new   (const char        *schema_path,
                                  VdtBatchKqlFlags   flags,
                                  GError           **error);
void         vdt_batch_kql_free  (VdtBatchKql       *self);
char        *vdt_batch_kql_check (VdtBatchKql       *self,
                                  const char        *line,
                                  GCancellable      *cancellable);
char        *vdt_batch_kql_complete (VdtBatchKql     *self,
                                     const char      *line);

typedef struct _VdtBatchAsk VdtBatchAsk;

VdtBatchAsk *vdt_batch_ask_new     (void);
void         vdt_batch_ask_free    (VdtBatchAsk *self);
char        *vdt_batch_ask         (VdtBatchAsk *self,
                                    const char  *line);
char        *vdt_batch_kql_explain (VdtBatchAsk *self,
                                    const char  *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtBatchAsk, vdt_batch_ask_free)
typedef struct _VdtBatchQuery VdtBatchQuery;

VdtBatchQuery *vdt_batch_query_new  (const char     *schema_path,
                                     const char     *now,
                                     gboolean        unknown_as_empty,
                                     GError        **error);
void           vdt_batch_query_free (VdtBatchQuery  *self);
void           vdt_batch_query_set_max_seconds (VdtBatchQuery *self,
                                                guint          seconds);
void           vdt_batch_query_set_files (VdtBatchQuery *self,
                                          VdtHuntFiles  *files);
char          *vdt_batch_query_run  (VdtBatchQuery  *self,
                                     const char     *line);
char          *vdt_batch_query_sql  (VdtBatchQuery  *self,
                                     const char     *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtBatchQuery, vdt_batch_query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtBatchKql, vdt_batch_kql_free)

G_END_DECLS
