/* vdt-statement-export.h
 *
 * What the copilot said, as text to be pasted elsewhere, with its sources.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-summary.h"

G_BEGIN_DECLS

/**
 * VdtStatementFormat:
 * @VDT_STATEMENT_TEXT: plain text
 * @VDT_STATEMENT_MARKDOWN: CommonMark with foreign text escaped
 * @VDT_STATEMENT_HTML: a fragment of HTML with foreign text escaped
 */
typedef enum
{
  VDT_STATEMENT_TEXT,
  VDT_STATEMENT_MARKDOWN,
  VDT_STATEMENT_HTML
} VdtStatementFormat;

char *vdt_statement_export        (VdtSummarizer      *summarizer,
                                   VdtProposal        *proposal,
                                   VdtStatementFormat  format);
char *vdt_statement_citation_mark (VdtProposal        *proposal,
                                   VdtStatement       *statement);

G_END_DECLS
