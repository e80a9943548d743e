/* vdt-statement-row.h
 *
 * One sentence of the copilot.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-proposal.h"

G_BEGIN_DECLS

#define VDT_TYPE_STATEMENT_ROW (vdt_statement_row_get_type ())
G_DECLARE_FINAL_TYPE (VdtStatementRow, vdt_statement_row, VDT, STATEMENT_ROW, GtkWidget)

GtkWidget    *vdt_statement_row_new           (VdtProposal     *proposal,
                                               VdtStatement    *statement,
                                               guint            index);
GtkWidget    *vdt_statement_row_new_plain     (VdtProposal     *proposal,
                                               VdtStatement    *statement);
VdtStatement *vdt_statement_row_get_statement (VdtStatementRow *self);
void          vdt_statement_row_show_citation (VdtStatementRow *self,
                                               guint            number);
void          vdt_statement_row_edit          (VdtStatementRow *self);

G_END_DECLS
