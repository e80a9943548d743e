/* vdt-summary-private.h
 *
 * What the summary's parts share: the gathered facts of one incident, and the
 * words to speak of them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hostile.h"
#include "vdt-phrase-book.h"
#include "vdt-rules.h"
#include "vdt-signs.h"
#include "vdt-summary.h"
#include "vdt-time.h"

G_BEGIN_DECLS

struct _VdtSummarizer
{
  gatomicrefcount     refs;
  VdtPhraseBook      *book;
  VdtSigns           *signs;
  VdtHostileDetector *hostile;
  VdtRules           *rules;
};

/**
 * VdtSummaryAlert:
 *
 * An alert with what the summary asks of it more than once.
 */
typedef struct
{
  VdtAlert   *alert;
  char       *fact;
  const char *stage;        /* a term of the group "stage" */
  const char *tactic;       /* the stage's tactic, or the stage itself */
  gint64      start;        /* VDT_TIME_UNSET if not known */
  gint64      end;          /* not before start */
  guint       order;        /* as imported */
  guint       n_evidence;
  gboolean    names_device;
  gboolean    names_user;
  gboolean    names_logon;  /* a sign-in, or where one came from */
  GPtrArray  *assets;       /* VdtSummaryAsset, each once */
} VdtSummaryAlert;

/**
 * VdtSummaryAsset:
 *
 * An asset with the evidence that speaks of it.
 */
typedef struct
{
  VdtAsset   *asset;
  const char *kind;
  guint       order;
  guint       n_alerts;
  gboolean    system;       /* a built-in account; not worth naming */
  GPtrArray  *evidence;     /* VdtEvidence, in the order of the alerts */
} VdtSummaryAsset;

/**
 * VdtSummaryEvidence:
 *
 * A piece of evidence; its fields are kept, so that an incident that is brought
 * up to date meanwhile does not take the text away from under a run.
 */
typedef struct
{
  VdtEvidence     *evidence;
  VdtFields       *fields;
  VdtSummaryAlert *alert;
} VdtSummaryEvidence;

typedef struct _VdtSummaryTeller VdtSummaryTeller;

struct _VdtSummaryRun
{
  VdtSummarizer *summarizer;
  VdtPhraseBook *book;
  VdtIncident   *incident;
  VdtProposal   *proposal;

  guint          phase;
  guint          cursor;
  guint          inner;

  char          *incident_fact;
  GListModel    *asset_list;
  GPtrArray     *alerts;            /* VdtSummaryAlert, by time */
  GPtrArray     *assets;            /* VdtSummaryAsset, as the model lists them */
  GHashTable    *assets_by_fact;    /* evidence id → GPtrArray of VdtSummaryAsset */
  GHashTable    *evidence;          /* evidence id → VdtSummaryEvidence */
  GPtrArray     *evidence_list;     /* VdtSummaryEvidence, by time of the alert */
  GHashTable    *alerts_by_fact;    /* alert fact → VdtSummaryAlert */
  GHashTable    *comment_facts;     /* comment id → VdtComment */
  guint          n_hidden;
  guint64        hash_sum;          /* of the alerts gathered so far */

  GHashTable    *cited;             /* facts that the proposal has */
  GHashTable    *turns;             /* frame → how often it was used */
  GHashTable    *checked;           /* text already looked at → nothing */
  GPtrArray     *suspects;          /* VdtSummarySuspect */
  VdtSummaryTeller *teller;         /* of the course */
  gboolean       told_action;       /* that something was done */
  const char    *told_command;      /* the start has shown it */
  GArray        *commands;          /* VdtSummaryCommand, one of each sign */
  gint64         spoken_day;        /* the day that the reader has in mind */
};

void        vdt_summary_run_seal      (VdtSummaryRun         *self);
void        vdt_summary_hash_alert    (VdtAlert              *alert,
                                       guint64               *inout_sum);
char       *vdt_summary_hash_incident (VdtPhraseBook         *book,
                                       VdtIncident           *incident,
                                       guint64                alerts);

/* gathering */
gboolean    vdt_summary_gather        (VdtSummaryRun         *self);
void        vdt_summary_alert_free    (gpointer               data);
void        vdt_summary_asset_free    (gpointer               data);
void        vdt_summary_evidence_free (gpointer               data);
GPtrArray  *vdt_summary_assets_of     (VdtSummaryRun         *self,
                                       const char            *kind,
                                       gboolean               with_system);
GPtrArray  *vdt_summary_assets_in     (VdtSummaryRun         *self,
                                       GPtrArray             *alerts,
                                       const char            *kind);
VdtSummaryAlert *vdt_summary_alert_at (VdtSummaryRun         *self,
                                       guint                  index);
const char *vdt_summary_field         (VdtEvidence           *evidence,
                                       const char            *path);
gint64      vdt_summary_plausible     (gint64                 time);
gboolean    vdt_summary_is_outside    (const char            *address);
gboolean    vdt_summary_is_indicator  (VdtSummaryRun         *self,
                                       const VdtSummaryAsset *file);
gboolean    vdt_summary_lacks_entry   (VdtSummaryRun         *self);
gboolean    vdt_summary_same_day      (gint64                 a,
                                       gint64                 b);

/* sections */
void        vdt_summary_headline      (VdtSummaryRun         *self);
void        vdt_summary_start         (VdtSummaryRun         *self);
gboolean    vdt_summary_scan          (VdtSummaryRun         *self);
void        vdt_summary_commands      (VdtSummaryRun         *self);
void        vdt_summary_course_end    (VdtSummaryRun         *self);
void        vdt_summary_actor         (VdtSummaryRun         *self);
void        vdt_summary_outcome       (VdtSummaryRun         *self);
void        vdt_summary_watch         (VdtSummaryRun         *self);

/* sections in parts: FALSE when there is no such part */
gboolean    vdt_summary_course        (VdtSummaryRun         *self,
                                       guint                  part);
void        vdt_summary_teller_free   (VdtSummaryTeller      *self);
gboolean    vdt_summary_involved      (VdtSummaryRun         *self,
                                       guint                  part);
gboolean    vdt_summary_indicators    (VdtSummaryRun         *self,
                                       guint                  part);
gboolean    vdt_summary_actions       (VdtSummaryRun         *self,
                                       guint                  part);
gboolean    vdt_summary_gaps          (VdtSummaryRun         *self,
                                       guint                  part);

G_END_DECLS

#include "vdt-summary-words.h"
