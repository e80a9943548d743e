/* vdt-activity.h
 *
 * One entry of the activity log.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_ACTIVITY (vdt_activity_get_type ())
G_DECLARE_FINAL_TYPE (VdtActivity, vdt_activity, VDT, ACTIVITY, VdtRecord)

VdtActivity  *vdt_activity_new               (void);
guint         vdt_activity_get_sequence      (VdtActivity *self);
const char   *vdt_activity_get_incident_id   (VdtActivity *self);
gint64        vdt_activity_get_at            (VdtActivity *self);
const char   *vdt_activity_get_actor         (VdtActivity *self);
const char   *vdt_activity_get_actor_kind    (VdtActivity *self);
const char   *vdt_activity_get_action        (VdtActivity *self);
const char   *vdt_activity_get_target_kind   (VdtActivity *self);
const char   *vdt_activity_get_target_id     (VdtActivity *self);
const char   *vdt_activity_get_field         (VdtActivity *self);
const char   *vdt_activity_get_before        (VdtActivity *self);
const char   *vdt_activity_get_after         (VdtActivity *self);
const char   *vdt_activity_get_note          (VdtActivity *self);
const char   *vdt_activity_get_previous_hash (VdtActivity *self);
const char   *vdt_activity_get_hash          (VdtActivity *self);

G_END_DECLS
