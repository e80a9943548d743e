/* vdt-receipt.h
 *
 * What an act did, and the token that takes it back.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_RECEIPT (vdt_receipt_get_type ())
G_DECLARE_FINAL_TYPE (VdtReceipt, vdt_receipt, VDT, RECEIPT, VdtRecord)

VdtReceipt           *vdt_receipt_new              (void);
const char           *vdt_receipt_get_token        (VdtReceipt *self);
const char * const   *vdt_receipt_get_incident_ids (VdtReceipt *self);
const char           *vdt_receipt_get_comment_id   (VdtReceipt *self);
guint                 vdt_receipt_get_n_changes    (VdtReceipt *self);

G_END_DECLS
