/* vdt-session-private.h
 *
 * What the files of the session share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-history.h"
#include "vdt-queue-model.h"
#include "vdt-session.h"
#include "vdt-session-saved-private.h"
#include "vdt-store.h"
#include "vdt-store-log.h"
#include "vdt-summary.h"
#include "vdt-worker.h"

G_BEGIN_DECLS

typedef struct _VdtHuntLocalEngine VdtHuntLocalEngine;
typedef struct _VdtHuntWorkspace   VdtHuntWorkspace;

struct _VdtSession
{
  GObject          parent_instance;

  VdtClockFunc     clock;
  gpointer         clock_data;
  VdtSessionState  state;
  char            *folder;
  char            *notice;
  char            *analyst;
  gboolean         has_sample;
  VdtStore        *store;
  VdtHuntWorkspace *hunt;       /* of the open workspace */
  VdtHuntLocalEngine *hunt_engine;  /* made when first needed */
  struct _VdtSessionAlerts *hunt_alerts;  /* of the engine's workers */
  GCancellable    *hunt_cancellable;  /* of what goes on with it in the background */
  VdtWorker       *hunt_worker;   /* made when first needed */
  char            *import_table;  /* for files that name none */
  VdtQueueModel   *queue;
  VdtProgress     *progress;
  GHashTable      *incidents;   /* id → VdtIncident, the live ones */
  GListStore      *filter_sets; /* VdtQueueQuery, see vdt-session-queue.c */
  GHashTable      *ui_state;    /* key → text */
  GHashTable      *summaries;   /* incident id → the summary's state, see vdt-session-copilot.c */
  GHashTable      *responses;   /* incident id → the response, see vdt-session-response.c */
  GHashTable      *conversations; /* incident id → GListStore of answers, see vdt-session-chat.c */
  GPtrArray       *undo;        /* steps, oldest first, see vdt-session-changes.c */
  GPtrArray       *redo;
  struct _VdtSessionAsk *ask;   /* the query assistant; made when first needed */
  GHashTable      *reports_saving; /* VdtReport → how; those that are being saved */
  VdtWorker       *report_worker;  /* for reports; made when first needed */
  VdtWorker       *script_worker;  /* for scripts; made when first needed */
  VdtHistory      *history;       /* of the open workspace */
  VdtWorker       *saved_worker;  /* for saved queries; made when first needed */
  VdtSavedWatch   *saved_watch;   /* since they were first listed */
};

void     vdt_session_set_has_sample        (VdtSession          *self,
                                            gboolean             has_sample);
void     vdt_session_notify_undo           (VdtSession          *self);
void     vdt_session_hunting_changed       (VdtSession          *self,
                                            const char          *what);
void     vdt_session_reload_async          (VdtSession          *self,
                                            const char *const   *incident_ids,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
gboolean vdt_session_reload_finish         (VdtSession          *self,
                                            GAsyncResult        *result,
                                            GError             **error);
void     vdt_session_facts_changed         (VdtSession          *self,
                                            VdtIncident         *incident);
void     vdt_session_load_filter_sets      (VdtSession          *self);
void     vdt_session_step_free             (gpointer             step);
VdtSummarizer *vdt_session_get_summarizer  (VdtSession          *self);
void     vdt_session_response_changed      (VdtSession          *self,
                                            VdtIncident         *incident);
void     vdt_session_response_free         (gpointer             response);
VdtProposal *vdt_session_keep_answer       (VdtSession          *self,
                                            VdtIncident         *incident,
                                            const char          *question,
                                            VdtProposal         *answer);
void     vdt_session_summary_free          (gpointer             summary);

G_END_DECLS
