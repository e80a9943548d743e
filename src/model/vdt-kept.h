/* vdt-kept.h
 *
 * What an analyst keeps with an incident: a selection as evidence, or an event of
 * the timeline.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_KEPT (vdt_kept_get_type ())
G_DECLARE_FINAL_TYPE (VdtKept, vdt_kept, VDT, KEPT, VdtRecord)

VdtKept    *vdt_kept_new           (const char *kind,
                                    const char *title,
                                    const char *text);
VdtKept    *vdt_kept_new_event     (const char *title,
                                    gint64      at);
const char *vdt_kept_get_id        (VdtKept    *self);
const char *vdt_kept_get_kind      (VdtKept    *self);
const char *vdt_kept_get_title     (VdtKept    *self);
const char *vdt_kept_get_text      (VdtKept    *self);
const char *vdt_kept_get_note      (VdtKept    *self);
const char *vdt_kept_get_sha256    (VdtKept    *self);
const char *vdt_kept_get_source_id (VdtKept    *self);
const char *vdt_kept_get_source    (VdtKept    *self);
const char *vdt_kept_get_asset     (VdtKept    *self);
const char *vdt_kept_get_technique (VdtKept    *self);
gint64      vdt_kept_get_at        (VdtKept    *self);
gint64      vdt_kept_get_kept_at   (VdtKept    *self);
const char *vdt_kept_get_author    (VdtKept    *self);
gboolean    vdt_kept_get_deleted   (VdtKept    *self);
gboolean    vdt_kept_is_event      (VdtKept    *self);
gboolean    vdt_kept_is_intact     (VdtKept    *self);

G_END_DECLS
