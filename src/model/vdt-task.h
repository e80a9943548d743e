/* vdt-task.h
 *
 * Something to be done for an incident.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_TASK (vdt_task_get_type ())
G_DECLARE_FINAL_TYPE (VdtTask, vdt_task, VDT, TASK, VdtRecord)

VdtTask            *vdt_task_new            (const char *key, const char *title);
const char         *vdt_task_get_key        (VdtTask *self);
const char         *vdt_task_get_title      (VdtTask *self);
const char * const *vdt_task_get_steps      (VdtTask *self);
const char         *vdt_task_get_group      (VdtTask *self);
const char         *vdt_task_get_action     (VdtTask *self);
const char         *vdt_task_get_entity     (VdtTask *self);
const char         *vdt_task_get_source     (VdtTask *self);
gboolean            vdt_task_get_outward    (VdtTask *self);
const char * const *vdt_task_get_fact_ids   (VdtTask *self);
const char         *vdt_task_get_state      (VdtTask *self);
const char         *vdt_task_get_owner      (VdtTask *self);
const char         *vdt_task_get_note       (VdtTask *self);
gint64              vdt_task_get_updated_at (VdtTask *self);
const char         *vdt_task_get_author     (VdtTask *self);

G_END_DECLS
