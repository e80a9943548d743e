/* vdt-rules.h
 *
 * The rules of the guided response and what they propose, as `data/response` has
 * them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VdtRuleMatch:
 * @stages: stages of the alerts that name the entity
 * @techniques: techniques of these alerts; a technique covers its sub-techniques
 * @roles: roles that evidence gives it
 * @verdicts: its verdicts
 * @tags: what its tags say (see vdt_signs_match_tag())
 * @kinds: kinds of evidence that speak of it
 * @not_kinds: none of these speaks of it
 * @signs: what its command line shows (see vdt_signs_match_command())
 * @remediation: its remediation status
 * @flags: what else is asked
 * @fields: (nullable): path → list of values
 *
 * Lists are %NULL-terminated and empty where the rule does not ask.
 */
typedef struct
{
  const char **stages;
  const char **techniques;
  const char **roles;
  const char **verdicts;
  const char **tags;
  const char **kinds;
  const char **not_kinds;
  const char **signs;
  const char **remediation;
  const char **flags;
  GVariant    *fields;
} VdtRuleMatch;

/**
 * VdtRuleAction:
 * @id: its name; the words are the frames `action.` and this, `effect.` …
 * @group: "triage", "containment", "investigation" or "remediation"
 * @group_index: the place of @group
 * @outward: changes something outside Vedette
 * @by_hand: a remediation status does not speak of it
 * @family: (nullable): of several of one family an entity gets the weightiest only
 * @query: (nullable): id of a query
 * @message: (nullable): id of a message to a user
 */
typedef struct
{
  const char *id;
  const char *group;
  guint       group_index;
  guint       order;
  gboolean    outward;
  gboolean    by_hand;
  const char *family;
  const char *query;
  const char *message;
} VdtRuleAction;

/**
 * VdtRule:
 * @id: its name; the frame `why.` and this is its own reason, if it has one
 * @action: what it proposes
 * @weight: the greater, the earlier in its group
 * @closed: it speaks of incidents that are resolved or redirected too
 * @answers: techniques that the action is good against
 * @flags: what must hold of the incident
 * @stages: one of these must be reported
 * @techniques: one of these must be named
 * @kind: (nullable): the kind of asset that it is about; `*` for any
 * @max: so many entities get a card of their own
 * @any: one of its lists must match, if it has some
 * @must: all of its lists must match
 */
typedef struct
{
  const char          *id;
  const VdtRuleAction *action;
  guint                weight;
  guint                order;
  gboolean             closed;
  const char         **answers;
  const char         **flags;
  const char         **stages;
  const char         **techniques;
  const char          *kind;
  guint                max;
  VdtRuleMatch         any;
  VdtRuleMatch         must;
} VdtRule;

typedef struct
{
  GPtrArray   *data;        /* GVariant; own all text */
  GPtrArray   *actions;     /* VdtRuleAction, as listed */
  GHashTable  *by_id;       /* action id → VdtRuleAction */
  GPtrArray   *rules;       /* VdtRule, as listed */
  GVariant    *triage;      /* triage.json */
  GVariant    *queries;
  GVariant    *values;
  GVariant    *messages;
  GVariant    *entity;        /* entity.json */
  GVariant    *entity_queries;
  GVariant    *hunt_queries;  /* of data/hunting/go-hunt.json */
  GVariant    *guidebook;     /* guidebook.json */
  const char **done;
} VdtRules;

VdtRules *vdt_rules_new  (void);
void      vdt_rules_free (VdtRules   *self);
GVariant *vdt_rules_find (GVariant   *list,
                          const char *id);
GVariant *vdt_rules_item (GVariant   *list,
                          gsize       index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtRules, vdt_rules_free)

G_END_DECLS
