/* vdt-result-query.h
 *
 * Questions about the rows of a result, answered by the database.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-result-source.h"
#include "vdt-result-view.h"

G_BEGIN_DECLS

GBytes          *vdt_result_arrange      (VdtResultSource       *source,
                                          const VdtResultOrder  *order,
                                          GCancellable          *cancellable,
                                          GError               **error);
GBytes          *vdt_result_search       (VdtResultSource       *source,
                                          const char            *text,
                                          GCancellable          *cancellable,
                                          GError               **error);
VdtResultValues *vdt_result_count_values (VdtResultSource       *source,
                                          guint                  column,
                                          guint                  n_values,
                                          GCancellable          *cancellable,
                                          GError               **error);
VdtResultSums   *vdt_result_sum_up       (VdtResultSource       *source,
                                          const guint           *columns,
                                          guint                  n_columns,
                                          GCancellable          *cancellable,
                                          GError               **error);
GPtrArray       *vdt_result_profile      (VdtResultSource       *source,
                                          GCancellable          *cancellable,
                                          GError               **error);

G_END_DECLS
