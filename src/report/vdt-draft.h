/* vdt-draft.h
 *
 * An incident in, a report out: the fields of a template, filled with sentences and
 * tables that name their sources.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-incident.h"
#include "vdt-proposal.h"
#include "vdt-report.h"
#include "vdt-script-report.h"
#include "vdt-template.h"

G_BEGIN_DECLS

/**
 * VdtDraftInput:
 * @incident: (nullable): a loaded incident; without one only the text of a template
 *   is there
 * @summary: (nullable): what the copilot says of it
 * @next_steps: (nullable): what it would do next
 * @scripts: (nullable) (element-type VdtScriptReport): analysed command lines
 * @script_facts: (nullable) (element-type VdtEvidence): where each of @scripts is from
 * @author: (nullable): who writes the report
 * @now: µs since the Unix epoch, UTC
 */
typedef struct
{
  VdtIncident *incident;
  VdtProposal *summary;
  VdtProposal *next_steps;
  GPtrArray   *scripts;
  GPtrArray   *script_facts;
  const char  *author;
  gint64       now;
} VdtDraftInput;

/**
 * VdtDraftField:
 * @name: between `{{` and `}}`
 * @block: whether it makes whole paragraphs, lists or tables
 * @about: what it gives
 */
typedef struct
{
  const char *name;
  gboolean    block;
  const char *about;
} VdtDraftField;

VdtReport           *vdt_draft_report        (VdtTemplate          *template,
                                              const VdtDraftInput  *input);
void                 vdt_draft_section       (VdtReport            *report,
                                              VdtReportSection     *section,
                                              VdtTemplate          *template,
                                              const VdtDraftInput  *input);
gboolean             vdt_draft_has_field     (const char           *name);
const char          *vdt_draft_nearest_field (const char           *name);
const VdtDraftField *vdt_draft_get_fields    (guint                *out_n);

G_END_DECLS
