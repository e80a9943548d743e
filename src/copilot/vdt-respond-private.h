/* vdt-respond-private.h
 *
 * What the parts of the guided response share: what rules saw, and the cards that
 * come of it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-guidebook.h"
#include "vdt-respond.h"
#include "vdt-similar-incident.h"
#include "vdt-summary-private.h"

G_BEGIN_DECLS

/**
 * VDT_RESPOND_MOST_CITED:
 *
 * So many facts of one kind are cited for a reason; nobody follows more.
 */
#define VDT_RESPOND_MOST_CITED 8

/**
 * VdtSeen:
 * @frame: how it is said: `reason.` and this
 * @group: (nullable): the terms that @nick is of
 * @nick: (nullable): what was seen
 * @field: (nullable): where
 * @facts: ids, owned by the run
 */
typedef struct
{
  const char *frame;
  const char *group;
  const char *nick;
  const char *field;
  GPtrArray  *facts;
} VdtSeen;

/**
 * VdtSight:
 * @alerts: (element-type VdtSummaryAlert): that fit
 * @stages: what they are about
 * @techniques: ids that fit
 * @seen: (element-type VdtSeen): the rest
 *
 * What rules saw of one entity, or of the incident.
 */
typedef struct
{
  GPtrArray *alerts;
  GPtrArray *stages;
  GPtrArray *techniques;
  GPtrArray *seen;
} VdtSight;

/**
 * VdtDraft:
 * @action: what to do
 * @entities: (element-type VdtSummaryAsset): to what; empty for the incident
 * @rules: (element-type VdtRule): that say so
 * @automation: (nullable): the remediation status, if automation did it
 * @sight: what they saw
 */
typedef struct
{
  const VdtRuleAction *action;
  GPtrArray           *entities;
  GPtrArray           *rules;
  const char          *automation;
  guint                weight;
  guint                order;
  VdtSight            *sight;
} VdtDraft;

typedef struct
{
  VdtSummaryRun *run;
  VdtRules      *rules;
  GListModel    *similar;      /* (nullable): VdtSimilarIncident, the likest first */
  GListModel    *guidebooks;   /* (nullable): VdtGuidebook */
  VdtGuidebook  *guidebook;    /* (nullable): the one that fits best */
  GHashTable    *overridden;   /* action that it speaks of → GPtrArray of entities */
  guint          next_group;   /* whose cards of the guidebook come next */
  GHashTable    *alerts_of;    /* VdtSummaryAsset → GPtrArray of VdtSummaryAlert */
  GHashTable    *flags;        /* what holds of the incident → GPtrArray of facts */
  GHashTable    *own;          /* addresses of devices of the incident */
  GHashTable    *drafts;       /* action and entity → VdtDraft, of draft_list */
  GPtrArray     *draft_list;
  VdtPhrase     *users;        /* all of the incident, by name or by number */
  VdtPhrase     *devices;
  guint          phase;
  guint          cursor;
} VdtResponder;

/* vdt-respond-sight.c */
VdtSight   *vdt_sight_new                 (void);
void        vdt_sight_free                (VdtSight              *self);
void        vdt_sight_add_alert           (VdtSight              *self,
                                           VdtSummaryAlert       *alert);
void        vdt_sight_add_seen            (VdtSight              *self,
                                           const char            *frame,
                                           const char            *group,
                                           const char            *nick,
                                           const char            *field,
                                           const char            *fact);
void        vdt_sight_merge               (VdtSight              *self,
                                           const VdtSight        *other);

/* vdt-respond-match.c */
gboolean    vdt_respond_match_incident    (VdtResponder          *self,
                                           const VdtRule         *rule,
                                           VdtSight              *sight);
gboolean    vdt_respond_match_entity      (VdtResponder          *self,
                                           const VdtRule         *rule,
                                           const VdtSummaryAsset *asset,
                                           VdtSight              *sight);
gboolean    vdt_respond_has_tag           (VdtResponder          *self,
                                           const VdtSummaryAsset *asset,
                                           const char           **asked,
                                           const char           **out_tag);
const char *vdt_respond_sign_of           (VdtResponder          *self,
                                           VdtEvidence           *evidence);
gboolean    vdt_respond_runs_encoded      (const VdtSummaryAsset *asset);
gboolean    vdt_respond_technique_is      (const VdtSummaryAlert *alert,
                                           const char           **techniques,
                                           const char           **out_id);
gboolean    vdt_respond_stage_is          (const VdtSummaryAlert *alert,
                                           const char           **stages);

/* vdt-respond-flags.c */
void        vdt_respond_note_flags        (VdtResponder          *self);
gboolean    vdt_respond_has_flag          (VdtResponder          *self,
                                           const char            *flag);

/* vdt-respond-card.c */
VdtCard    *vdt_respond_make_card         (VdtResponder          *self,
                                           const VdtDraft        *draft);
void        vdt_respond_say               (VdtResponder          *self,
                                           VdtCard               *card,
                                           VdtPhrase             *sentence);

/* vdt-respond-triage.c */
void        vdt_respond_classify          (VdtResponder          *self);

/* vdt-respond.c */
const char *vdt_respond_add_similar       (VdtResponder          *self,
                                           VdtSimilarIncident    *item);

/* vdt-respond-guidebook.c */
void        vdt_respond_choose_guidebook  (VdtResponder          *self);
void        vdt_respond_add_guidebook     (VdtResponder          *self,
                                           const char            *group);
gboolean    vdt_respond_is_overridden     (VdtResponder          *self,
                                           const VdtDraft        *draft);

/* vdt-respond-query.c */
char       *vdt_respond_dup_query         (VdtSummaryRun         *run,
                                           GVariant              *values,
                                           GVariant              *query,
                                           GPtrArray             *entities);
char       *vdt_respond_dup_query_at      (VdtSummaryRun         *run,
                                           GVariant              *values,
                                           GVariant              *query,
                                           GPtrArray             *entities,
                                           gint64                 at);
char       *vdt_respond_dup_message       (VdtResponder          *self,
                                           const char            *id,
                                           GPtrArray             *entities);

G_END_DECLS
