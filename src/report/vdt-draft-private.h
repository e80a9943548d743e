/* vdt-draft-private.h
 *
 * What the parts of the draft share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-draft.h"
#include "vdt-words.h"

G_BEGIN_DECLS

/**
 * VdtDraft:
 *
 * A draft while it is made. The arrays borrow from the incident, which the draft holds
 * still: it is made on the incident's thread.
 */
typedef struct
{
  VdtReport           *report;
  const VdtDraftInput *input;
  VdtIncident         *incident;  /* NULL for a report on none */
  VdtWords            *words;
  GHashTable          *numbers;   /* fact id → citation number */
  GPtrArray           *alerts;    /* VdtAlert, by first activity, hidden ones left out */
  GPtrArray           *assets;    /* VdtAsset */
  GPtrArray           *comments;  /* VdtComment, of the incident and its alerts, by time */
  GPtrArray           *activity;  /* VdtActivity, oldest first */
  GHashTable          *evidence;  /* id → VdtEvidence */
  GPtrArray           *owned;     /* what the arrays borrow */
} VdtDraft;

/**
 * VdtDraftEvent:
 * @at: when, or %VDT_TIME_UNSET
 * @class: `alert`, `incident`, `response`, `live`, `api`, `handling`, `query`,
 *   `script`, `comment`
 * @person: whether a person did it
 * @who: (nullable): who or what did it
 * @what: Markdown
 * @marks: citations, as Markdown
 */
typedef struct
{
  gint64      at;
  const char *class;
  gboolean    person;
  char       *who;
  char       *what;
  char       *marks;
} VdtDraftEvent;

typedef void (*VdtDraftFunc) (VdtDraft *self,
                              GString  *out);

/* vdt-draft-facts.c: sources and sentences */
char      *vdt_draft_cite_incident  (VdtDraft        *self);
char      *vdt_draft_cite_alert     (VdtDraft        *self,
                                     VdtAlert        *alert);
char      *vdt_draft_cite_evidence  (VdtDraft        *self,
                                     VdtEvidence     *evidence);
char      *vdt_draft_cite_asset     (VdtDraft        *self,
                                     VdtAsset        *asset);
char      *vdt_draft_cite_comment   (VdtDraft        *self,
                                     VdtComment      *comment);
char      *vdt_draft_cite_kept      (VdtDraft        *self,
                                     VdtKept         *kept);
char      *vdt_draft_cite_task      (VdtDraft        *self,
                                     VdtTask         *task);
char      *vdt_draft_cite_activity  (VdtDraft        *self,
                                     VdtActivity     *entry);
char      *vdt_draft_cite_fact      (VdtDraft        *self,
                                     VdtFact         *fact);
char      *vdt_draft_asset_label    (VdtDraft        *self,
                                     VdtAsset        *asset);
const char *vdt_draft_label         (VdtDraft        *self,
                                     const char      *enum_name,
                                     const char      *nick);
void       vdt_draft_say            (VdtDraft        *self,
                                     GString         *out,
                                     const char      *marks,
                                     const char      *key,
                                     ...) G_GNUC_NULL_TERMINATED;
void       vdt_draft_table          (VdtDraft        *self,
                                     GString         *out,
                                     const char      *key,
                                     guint            n_columns);
void       vdt_draft_row            (GString         *out,
                                     ...) G_GNUC_NULL_TERMINATED;
gboolean   vdt_draft_speaks         (VdtDraft        *self,
                                     VdtProposal     *proposal);
void       vdt_draft_statement      (VdtDraft        *self,
                                     GString         *out,
                                     VdtProposal     *proposal,
                                     VdtStatement    *statement,
                                     const char      *bullet);
void       vdt_draft_statements     (VdtDraft        *self,
                                     GString         *out,
                                     VdtProposal     *proposal,
                                     const char      *section,
                                     const char      *bullet);

/* vdt-draft-events.c: what happened and what was done */
GArray    *vdt_draft_events         (VdtDraft        *self);
const char *vdt_draft_action_class  (const char      *action);
gboolean   vdt_draft_is_person      (const char      *name,
                                     const char      *actor_kind);
char      *vdt_draft_act_text       (VdtDraft        *self,
                                     VdtActivity     *entry);

/* fields, one function each */
void vdt_draft_state          (VdtDraft *self, GString *out);
void vdt_draft_overview       (VdtDraft *self, GString *out);
void vdt_draft_summary        (VdtDraft *self, GString *out);
void vdt_draft_classification (VdtDraft *self, GString *out);
void vdt_draft_people         (VdtDraft *self, GString *out);
void vdt_draft_narrative      (VdtDraft *self, GString *out);
void vdt_draft_timeline       (VdtDraft *self, GString *out);
void vdt_draft_alerts         (VdtDraft *self, GString *out);
void vdt_draft_asset_tables   (VdtDraft *self, GString *out);
void vdt_draft_indicators     (VdtDraft *self, GString *out);
void vdt_draft_techniques     (VdtDraft *self, GString *out);
void vdt_draft_by_people      (VdtDraft *self, GString *out);
void vdt_draft_by_automation  (VdtDraft *self, GString *out);
void vdt_draft_not_done       (VdtDraft *self, GString *out);
void vdt_draft_open_issues    (VdtDraft *self, GString *out);
void vdt_draft_recommended    (VdtDraft *self, GString *out);
void vdt_draft_notes          (VdtDraft *self, GString *out);
void vdt_draft_queries        (VdtDraft *self, GString *out);
void vdt_draft_kept           (VdtDraft *self, GString *out);
void vdt_draft_scripts        (VdtDraft *self, GString *out);
void vdt_draft_measures       (VdtDraft *self, GString *out);
void vdt_draft_lessons        (VdtDraft *self, GString *out);

G_END_DECLS
