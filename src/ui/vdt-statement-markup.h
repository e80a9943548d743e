/* vdt-statement-markup.h
 *
 * A statement as label markup: the only place where text from an incident and
 * markup meet.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-proposal.h"

G_BEGIN_DECLS

char     *vdt_statement_markup          (VdtStatement *statement,
                                         VdtProposal  *proposal);
char     *vdt_statement_spoken          (VdtStatement *statement,
                                         VdtProposal  *proposal);
gboolean  vdt_statement_markup_parse_uri (const char  *uri,
                                         gboolean     *out_is_citation,
                                         guint        *out_number);

G_END_DECLS
