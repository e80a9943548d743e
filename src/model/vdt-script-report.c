/* vdt-script-report.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-report.h"

/**
 * VdtScriptReport:
 *
 * The result of an analysis: layers, findings, indicators, an explanation whose
 * statements cite findings by number, and a verdict by rule.
 */
struct _VdtScriptReport
{
  VdtRecord    parent_instance;

  char        *language;     /* as in #VdtReportLayer */
  char        *verdict;      /* `malicious`, `suspicious`, `benign`, `unknown` */
  char        *sha256;       /* of the bytes that were given */
  char        *output;       /* what the script comes down to; inert */
  char       **notes;        /* limits reached, damaged parts */
  GListStore  *layers;       /* the first is the script itself */
  GListStore  *findings;
  GListStore  *indicators;
  GListStore  *explanation;
};

G_DEFINE_FINAL_TYPE (VdtScriptReport, vdt_script_report, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "language", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtScriptReport, language) },
  { "verdict", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtScriptReport, verdict) },
  { "sha256", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtScriptReport, sha256) },
  { "output", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtScriptReport, output) },
  { "notes", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtScriptReport, notes) },
  { "layers", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtScriptReport, layers), vdt_report_layer_get_type },
  { "findings", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtScriptReport, findings),
    vdt_report_finding_get_type },
  { "indicators", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtScriptReport, indicators),
    vdt_report_indicator_get_type },
  { "explanation", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtScriptReport, explanation),
    vdt_statement_get_type },
};

static void
vdt_script_report_class_init (VdtScriptReportClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_script_report_init (VdtScriptReport *self)
{
}

const char *
vdt_script_report_get_language (VdtScriptReport *self)
{
  g_return_val_if_fail (VDT_IS_SCRIPT_REPORT (self), NULL);

  return self->language;
}

const char *
vdt_script_report_get_verdict (VdtScriptReport *self)
{
  g_return_val_if_fail (VDT_IS_SCRIPT_REPORT (self), NULL);

  return self->verdict;
}

/**
 * vdt_script_report_get_sha256:
 * @self: a report
 *
 * Returns: the hash of the script's bytes, by which the script is known again
 */
const char *
vdt_script_report_get_sha256 (VdtScriptReport *self)
{
  g_return_val_if_fail (VDT_IS_SCRIPT_REPORT (self), NULL);

  return self->sha256;
}

const char *
vdt_script_report_get_output (VdtScriptReport *self)
{
  g_return_val_if_fail (VDT_IS_SCRIPT_REPORT (self), NULL);

  return self->output;
}

const char * const *
vdt_script_report_get_notes (VdtScriptReport *self)
{
  return vdt_record_get_words (self, "notes");
}

GListModel *
vdt_script_report_get_layers (VdtScriptReport *self)
{
  g_return_val_if_fail (VDT_IS_SCRIPT_REPORT (self), NULL);

  return G_LIST_MODEL (self->layers);
}

GListModel *
vdt_script_report_get_findings (VdtScriptReport *self)
{
  g_return_val_if_fail (VDT_IS_SCRIPT_REPORT (self), NULL);

  return G_LIST_MODEL (self->findings);
}

GListModel *
vdt_script_report_get_indicators (VdtScriptReport *self)
{
  g_return_val_if_fail (VDT_IS_SCRIPT_REPORT (self), NULL);

  return G_LIST_MODEL (self->indicators);
}

GListModel *
vdt_script_report_get_explanation (VdtScriptReport *self)
{
  g_return_val_if_fail (VDT_IS_SCRIPT_REPORT (self), NULL);

  return G_LIST_MODEL (self->explanation);
}
