/* vdt-tuning-rule.h
 *
 * What becomes of new alerts that are known to be of no interest.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-alert.h"
#include "vdt-record.h"

G_BEGIN_DECLS

/**
 * VdtTuningField:
 * @id: what conditions call it
 * @title: what a person calls it, untranslated
 * @property: of the alert or its evidence, or %NULL
 * @paths: of the evidence's fields; %NULL if it is one of the alert
 * @offer: whether a rule that is made from an alert has it
 */
typedef struct
{
  const char  *id;
  const char  *title;
  const char  *property;
  const char **paths;
  gboolean     offer;
} VdtTuningField;

#define VDT_TYPE_TUNING_RULE (vdt_tuning_rule_get_type ())
G_DECLARE_FINAL_TYPE (VdtTuningRule, vdt_tuning_rule, VDT, TUNING_RULE, VdtRecord)

VdtTuningRule        *vdt_tuning_rule_new            (const char        *name);
VdtTuningRule        *vdt_tuning_rule_new_for_alert  (VdtAlert          *alert);
const char           *vdt_tuning_rule_get_id         (VdtTuningRule     *self);
const char           *vdt_tuning_rule_get_name       (VdtTuningRule     *self);
const char           *vdt_tuning_rule_get_action     (VdtTuningRule     *self);
gboolean              vdt_tuning_rule_get_enabled    (VdtTuningRule     *self);
guint                 vdt_tuning_rule_get_n_hits     (VdtTuningRule     *self);
gboolean              vdt_tuning_rule_check          (VdtTuningRule     *self,
                                                      GError           **error);
gboolean              vdt_tuning_rule_matches        (VdtTuningRule     *self,
                                                      VdtAlert          *alert);

const VdtTuningField *vdt_tuning_get_fields          (guint             *n_fields);

G_END_DECLS
