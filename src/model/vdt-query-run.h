/* vdt-query-run.h
 *
 * One run of a hunting query: its state, its columns and its rows as they come.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-row-batch.h"
#include "vdt-row-store.h"

G_BEGIN_DECLS

/**
 * VdtQueryState:
 * @VDT_QUERY_WAITING: it has not begun
 * @VDT_QUERY_RUNNING: rows may come
 * @VDT_QUERY_DONE: all rows are there, or as many as were asked for
 * @VDT_QUERY_PARTIAL: it was stopped by a limit or by the analyst; what is there stays
 * @VDT_QUERY_FAILED: see #VdtQueryRun:message
 */
typedef enum
{
  VDT_QUERY_WAITING,
  VDT_QUERY_RUNNING,
  VDT_QUERY_DONE,
  VDT_QUERY_PARTIAL,
  VDT_QUERY_FAILED
} VdtQueryState;

/**
 * VdtQueryColumn:
 * @name: its name
 * @type: its type in the query language
 */
typedef struct
{
  char        *name;
  VdtCellType  type;
} VdtQueryColumn;

/**
 * VdtQueryPlace:
 * @source: the number of the source that a row was imported from
 * @line: the line in it, from 1; 0 if it has none
 */
typedef struct
{
  gint64 source;
  gint64 line;
} VdtQueryPlace;

/**
 * VdtQueryStats:
 * @duration: µs from the start to the end
 * @first_rows: µs from the start to the first rows, or -1
 * @rows: rows that came
 * @rows_scanned: rows of the tables that it names
 * @bytes: what the rows take in memory
 */
typedef struct
{
  gint64   duration;
  gint64   first_rows;
  guint64  rows;
  guint64  rows_scanned;
  guint64  bytes;
} VdtQueryStats;

#define VDT_TYPE_QUERY_ROW (vdt_query_row_get_type ())
G_DECLARE_FINAL_TYPE (VdtQueryRow, vdt_query_row, VDT, QUERY_ROW, GObject)

guint                 vdt_query_row_get_position     (VdtQueryRow           *self);
const char           *vdt_query_row_get_json         (VdtQueryRow           *self,
                                                      guint                  column);
char                 *vdt_query_row_dup_text         (VdtQueryRow           *self,
                                                      guint                  column);

#define VDT_TYPE_QUERY_RUN (vdt_query_run_get_type ())
G_DECLARE_FINAL_TYPE (VdtQueryRun, vdt_query_run, VDT, QUERY_RUN, GObject)

VdtQueryRun          *vdt_query_run_new              (const char            *text);
const char           *vdt_query_run_get_text         (VdtQueryRun           *self);
VdtQueryState         vdt_query_run_get_state        (VdtQueryRun           *self);
const char           *vdt_query_run_get_message      (VdtQueryRun           *self);
gboolean              vdt_query_run_get_place        (VdtQueryRun           *self,
                                                      gsize                 *out_start,
                                                      gsize                 *out_length);
gboolean              vdt_query_run_get_truncated    (VdtQueryRun           *self);
const VdtQueryStats  *vdt_query_run_get_stats        (VdtQueryRun           *self);
const char           *vdt_query_run_get_chart        (VdtQueryRun           *self);
const char           *vdt_query_run_get_chart_properties (VdtQueryRun       *self);
guint                 vdt_query_run_get_n_columns    (VdtQueryRun           *self);
const VdtQueryColumn *vdt_query_run_get_column       (VdtQueryRun           *self,
                                                      guint                  column);
VdtRowStore          *vdt_query_run_get_rows         (VdtQueryRun           *self);
gboolean              vdt_query_run_get_row_place    (VdtQueryRun           *self,
                                                      guint                  row,
                                                      VdtQueryPlace         *out_place);
GCancellable         *vdt_query_run_get_cancellable  (VdtQueryRun           *self);
void                  vdt_query_run_cancel           (VdtQueryRun           *self);

/* For engines; the main thread. */
void                  vdt_query_run_begin            (VdtQueryRun           *self);
void                  vdt_query_run_add_column       (VdtQueryRun           *self,
                                                      const char            *name,
                                                      VdtCellType            type);
void                  vdt_query_run_set_chart        (VdtQueryRun           *self,
                                                      const char            *chart,
                                                      const char            *properties);
void                  vdt_query_run_add_page         (VdtQueryRun           *self,
                                                      guint                  n_rows,
                                                      GBytes                *text,
                                                      GBytes                *ends);
void                  vdt_query_run_add_places       (VdtQueryRun           *self,
                                                      GBytes                *places);
void                  vdt_query_run_set_fraction     (VdtQueryRun           *self,
                                                      double                 fraction);
void                  vdt_query_run_set_place        (VdtQueryRun           *self,
                                                      gsize                  start,
                                                      gsize                  length);
void                  vdt_query_run_end              (VdtQueryRun           *self,
                                                      VdtQueryState          state,
                                                      gboolean               truncated,
                                                      guint64                rows_scanned,
                                                      const char            *message);
void                  vdt_query_run_set_duration     (VdtQueryRun           *self,
                                                      gint64                 duration);

G_END_DECLS
