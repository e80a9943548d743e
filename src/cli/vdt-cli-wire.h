/* vdt-cli-wire.h
 *
 * Models to the JSON that vedette-cli prints.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <json-glib/json-glib.h>

#include "vdt-import-report.h"
#include "vdt-incident.h"
#include "vdt-proposal.h"

G_BEGIN_DECLS

JsonNode *vdt_cli_wire_record    (gpointer     record,
                                  gboolean     deep);
JsonNode *vdt_cli_wire_list      (GListModel  *records,
                                  gboolean     deep);
JsonNode *vdt_cli_wire_statement (VdtStatement *statement);
JsonNode *vdt_cli_wire_proposal  (VdtProposal *proposal);
JsonNode *vdt_cli_wire_cards     (VdtProposal *proposal);
JsonNode *vdt_cli_wire_entity    (VdtProposal *proposal,
                                  GListModel  *queries);
JsonNode *vdt_cli_wire_reports   (GPtrArray   *reports);

G_END_DECLS
