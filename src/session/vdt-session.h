/* vdt-session.h
 *
 * The use cases of Vedette: one open workspace, and everything that can be done
 * with it. A window and the command line call this and nothing below it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-import-report.h"
#include "vdt-incident.h"
#include "vdt-progress.h"
#include "vdt-queue-query.h"
#include "vdt-time.h"

G_BEGIN_DECLS

/**
 * VdtSessionState:
 * @VDT_SESSION_CLOSED: no workspace is open
 * @VDT_SESSION_OPENING: one is being opened
 * @VDT_SESSION_OPEN: ready
 * @VDT_SESSION_FAILED: it could not be opened; see #VdtSession:notice
 */
typedef enum
{
  VDT_SESSION_CLOSED,
  VDT_SESSION_OPENING,
  VDT_SESSION_OPEN,
  VDT_SESSION_FAILED
} VdtSessionState;

#define VDT_TYPE_SESSION (vdt_session_get_type ())
G_DECLARE_FINAL_TYPE (VdtSession, vdt_session, VDT, SESSION, GObject)

VdtSession      *vdt_session_new                     (VdtClockFunc           clock,
                                                      gpointer               clock_data);
char            *vdt_session_default_folder          (void);
VdtSessionState  vdt_session_get_state               (VdtSession            *self);
const char      *vdt_session_get_folder              (VdtSession            *self);
const char      *vdt_session_get_notice              (VdtSession            *self);
const char      *vdt_session_get_analyst             (VdtSession            *self);
void             vdt_session_set_analyst             (VdtSession            *self,
                                                      const char            *name);
gboolean         vdt_session_get_has_sample          (VdtSession            *self);
VdtProgress     *vdt_session_get_progress            (VdtSession            *self);
GListModel      *vdt_session_get_queue               (VdtSession            *self);
void             vdt_session_close                   (VdtSession            *self);

/* What the window remembers between runs, in the workspace. */
char            *vdt_session_dup_state               (VdtSession            *self,
                                                      const char            *key);
void             vdt_session_save_state              (VdtSession            *self,
                                                      const char            *key,
                                                      const char            *value);

void             vdt_session_open_async              (VdtSession            *self,
                                                      const char            *folder,
                                                      GCancellable          *cancellable,
                                                      GAsyncReadyCallback    callback,
                                                      gpointer               user_data);
gboolean         vdt_session_open_finish             (VdtSession            *self,
                                                      GAsyncResult          *result,
                                                      GError               **error);

/* The queue: one list model whose rows follow the query. */
VdtQueueQuery   *vdt_session_get_queue_query         (VdtSession            *self);
void             vdt_session_set_queue_query         (VdtSession            *self,
                                                      VdtQueueQuery         *query);
void             vdt_session_refresh_queue_async     (VdtSession            *self,
                                                      GCancellable          *cancellable,
                                                      GAsyncReadyCallback    callback,
                                                      gpointer               user_data);
gboolean         vdt_session_refresh_queue_finish    (VdtSession            *self,
                                                      GAsyncResult          *result,
                                                      GError               **error);

/* Incidents: one live object for each, shared by whoever asks. */
void             vdt_session_load_incident_async     (VdtSession            *self,
                                                      const char            *id,
                                                      GCancellable          *cancellable,
                                                      GAsyncReadyCallback    callback,
                                                      gpointer               user_data);
VdtIncident     *vdt_session_load_incident_finish    (VdtSession            *self,
                                                      GAsyncResult          *result,
                                                      GError               **error);

/* Foreign files, and the sample. */
void             vdt_session_import_async            (VdtSession            *self,
                                                      GListModel            *files,
                                                      gboolean               salvage,
                                                      GCancellable          *cancellable,
                                                      GAsyncReadyCallback    callback,
                                                      gpointer               user_data);
GPtrArray       *vdt_session_import_finish           (VdtSession            *self,
                                                      GAsyncResult          *result,
                                                      GError               **error);
void             vdt_session_set_import_table        (VdtSession            *self,
                                                      const char            *table);
void             vdt_session_open_sample_async       (VdtSession            *self,
                                                      GCancellable          *cancellable,
                                                      GAsyncReadyCallback    callback,
                                                      gpointer               user_data);
char            *vdt_session_open_sample_finish      (VdtSession            *self,
                                                      GAsyncResult          *result,
                                                      GError               **error);
void             vdt_session_remove_sample_async     (VdtSession            *self,
                                                      GCancellable          *cancellable,
                                                      GAsyncReadyCallback    callback,
                                                      gpointer               user_data);
gboolean         vdt_session_remove_sample_finish    (VdtSession            *self,
                                                      GAsyncResult          *result,
                                                      GError               **error);

G_END_DECLS
