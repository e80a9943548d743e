/* vdt-asset.h
 *
 * One real thing that an incident touches.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_ASSET (vdt_asset_get_type ())
G_DECLARE_FINAL_TYPE (VdtAsset, vdt_asset, VDT, ASSET, VdtRecord)

VdtAsset             *vdt_asset_new                    (void);
const char           *vdt_asset_get_key                (VdtAsset *self);
const char           *vdt_asset_get_kind               (VdtAsset *self);
const char           *vdt_asset_get_name               (VdtAsset *self);
const char           *vdt_asset_get_detail             (VdtAsset *self);
VdtFields            *vdt_asset_get_fields             (VdtAsset *self);
const char * const   *vdt_asset_get_roles              (VdtAsset *self);
const char * const   *vdt_asset_get_tags               (VdtAsset *self);
const char           *vdt_asset_get_verdict            (VdtAsset *self);
const char           *vdt_asset_get_remediation_status (VdtAsset *self);
gint64                vdt_asset_get_first_seen         (VdtAsset *self);
gint64                vdt_asset_get_last_seen          (VdtAsset *self);
const char * const   *vdt_asset_get_evidence_ids       (VdtAsset *self);
const char * const   *vdt_asset_get_alert_ids          (VdtAsset *self);
const char * const   *vdt_asset_get_evidence_kinds     (VdtAsset *self);

G_END_DECLS
