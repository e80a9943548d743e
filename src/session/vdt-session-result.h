/* vdt-session-result.h
 *
 * Work on the rows of a result that takes its time: sorting, searching, counting,
 * exporting. It needs no workspace: the rows are there.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-result-source.h"
#include "vdt-result-view.h"

G_BEGIN_DECLS

void             vdt_session_arrange_result_async   (VdtResultSource       *source,
                                                     const VdtResultOrder  *order,
                                                     GCancellable          *cancellable,
                                                     GAsyncReadyCallback    callback,
                                                     gpointer               user_data);
GBytes          *vdt_session_arrange_result_finish  (GAsyncResult          *result,
                                                     GError               **error);
void             vdt_session_search_result_async    (VdtResultSource       *source,
                                                     const char            *text,
                                                     GCancellable          *cancellable,
                                                     GAsyncReadyCallback    callback,
                                                     gpointer               user_data);
GBytes          *vdt_session_search_result_finish   (GAsyncResult          *result,
                                                     GError               **error);
void             vdt_session_count_values_async     (VdtResultSource       *source,
                                                     guint                  column,
                                                     guint                  n_values,
                                                     GCancellable          *cancellable,
                                                     GAsyncReadyCallback    callback,
                                                     gpointer               user_data);
VdtResultValues *vdt_session_count_values_finish    (GAsyncResult          *result,
                                                     GError               **error);
void             vdt_session_sum_up_result_async    (VdtResultSource       *source,
                                                     const guint           *columns,
                                                     guint                  n_columns,
                                                     GCancellable          *cancellable,
                                                     GAsyncReadyCallback    callback,
                                                     gpointer               user_data);
VdtResultSums   *vdt_session_sum_up_result_finish   (GAsyncResult          *result,
                                                     GError               **error);
void             vdt_session_profile_result_async   (VdtResultSource       *source,
                                                     GCancellable          *cancellable,
                                                     GAsyncReadyCallback    callback,
                                                     gpointer               user_data);
GPtrArray       *vdt_session_profile_result_finish  (GAsyncResult          *result,
                                                     GError               **error);

/* vdt-session-result-export.c */
const char * const *vdt_session_get_result_formats  (void);
void             vdt_session_export_result_async    (VdtResultSource       *source,
                                                     const guint           *columns,
                                                     guint                  n_columns,
                                                     const char            *format,
                                                     const char            *path,
                                                     GFileProgressCallback  progress,
                                                     gpointer               progress_data,
                                                     GCancellable          *cancellable,
                                                     GAsyncReadyCallback    callback,
                                                     gpointer               user_data);
gboolean         vdt_session_export_result_finish   (GAsyncResult          *result,
                                                     GError               **error);

/* vdt-session-result-kql.c */
char            *vdt_session_dup_datatable          (VdtResultSource       *source,
                                                     const guint           *columns,
                                                     guint                  n_columns);
char            *vdt_session_dup_where              (VdtResultSource       *source,
                                                     const guint           *columns,
                                                     guint                  n_columns,
                                                     gboolean               without);

G_END_DECLS
