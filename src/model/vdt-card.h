/* vdt-card.h
 *
 * One card of the guided response.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"
#include "vdt-statement.h"

G_BEGIN_DECLS

#define VDT_TYPE_CARD (vdt_card_get_type ())
G_DECLARE_FINAL_TYPE (VdtCard, vdt_card, VDT, CARD, VdtRecord)

VdtCard      *vdt_card_new            (const char   *key);
const char   *vdt_card_get_key        (VdtCard      *self);
const char   *vdt_card_get_group      (VdtCard      *self);
const char   *vdt_card_get_action     (VdtCard      *self);
const char   *vdt_card_get_title      (VdtCard      *self);
const char   *vdt_card_get_entity     (VdtCard      *self);
const char   *vdt_card_get_state      (VdtCard      *self);
const char   *vdt_card_get_query      (VdtCard      *self);
const char   *vdt_card_get_message    (VdtCard      *self);
const char   *vdt_card_get_source     (VdtCard      *self);
gboolean      vdt_card_get_outward    (VdtCard      *self);
GListModel   *vdt_card_get_statements (VdtCard      *self);
void          vdt_card_add_statement  (VdtCard      *self,
                                       VdtStatement *statement);

G_END_DECLS
