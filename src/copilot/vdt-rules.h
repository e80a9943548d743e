/* vdt-rules.h
 *
 * The rules of the guided response, as `data/response/rules.json` has them.
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
  const char **remediation;
  const char **flags;
  GVariant    *fields;
} VdtRuleMatch;

/**
 * VdtRule:
 * @id: its name; the words are the frame `step.` and this
 * @group: "triage", "containment", "investigation" or "remediation"
 * @weight: the greater, the earlier in its group
 * @flags: what must hold of the incident
 * @stages: one of these must be reported
 * @techniques: one of these must be named
 * @kind: (nullable): the kind of asset that it is about; `*` for any
 * @max: so many entities are named
 * @any: one of its lists must match, if it has some
 * @must: all of its lists must match
 */
typedef struct
{
  const char   *id;
  const char   *group;
  guint         weight;
  guint         order;
  const char  **flags;
  const char  **stages;
  const char  **techniques;
  const char   *kind;
  guint         max;
  VdtRuleMatch  any;
  VdtRuleMatch  must;
} VdtRule;

typedef struct
{
  GVariant    *data;        /* owns all text */
  GPtrArray   *rules;       /* VdtRule, by group and weight */
  const char **done;
} VdtRules;

VdtRules *vdt_rules_new  (void);
void      vdt_rules_free (VdtRules *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtRules, vdt_rules_free)

G_END_DECLS
