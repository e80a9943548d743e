/* vdt-build.h
 *
 * A report and its incident to a document: Markdown read, sources numbered in the
 * order of the text, figures drawn, tables filled, names and addresses replaced.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-document.h"
#include "vdt-incident.h"
#include "vdt-redact.h"
#include "vdt-report.h"

G_BEGIN_DECLS

/**
 * VdtParagraph:
 * @first_line: in the section's body, from 1
 * @last_line: its last line
 * @n_citations: sources that it names
 * @state: `proposed`, `accepted`, `edited`; %NULL for a heading, a rule or a figure
 *
 * What stands in an editor's margin.
 */
typedef struct
{
  guint       first_line;
  guint       last_line;
  guint       n_citations;
  const char *state;
} VdtParagraph;

VdtDocument *vdt_report_build            (VdtReport        *report,
                                          VdtIncident      *incident,
                                          GPtrArray        *key,
                                          gint64            now);
void         vdt_report_renumber         (VdtReport        *report);
GArray      *vdt_report_paragraphs       (VdtReportSection *section);
void         vdt_report_accept           (VdtReportSection *section,
                                          guint             paragraph);
guint        vdt_report_accept_all_cited (VdtReport        *report);
void         vdt_report_settle           (VdtReportSection *section);
void         vdt_report_take_beside      (VdtReportSection *section,
                                          gboolean          take);

/* vdt-live.c */
gboolean     vdt_live_fill               (VdtDocument      *document,
                                          VdtDoc           *figure,
                                          VdtIncident      *incident);
char        *vdt_live_evidence_hash      (VdtEvidence      *evidence);

G_END_DECLS
