/* vdt-change.h
 *
 * What an analyst (or an engine) wants changed: the one way of every local act.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib-object.h>

#include "vdt-kept.h"
#include "vdt-task.h"

G_BEGIN_DECLS

/**
 * VdtChangeItem:
 * @target_kind: `incident`, `alert`, `comment` or `kept`
 * @target_id: its id
 * @property: the property of #VdtIncident, #VdtAlert or #VdtComment
 * @value: (nullable): the new value, as vdt_record_dup_value() writes it
 */
typedef struct
{
  char *target_kind;
  char *target_id;
  char *property;
  char *value;
} VdtChangeItem;

#define VDT_TYPE_CHANGE (vdt_change_get_type ())
G_DECLARE_FINAL_TYPE (VdtChange, vdt_change, VDT, CHANGE, GObject)

VdtChange           *vdt_change_new            (const char         *incident_id,
                                                const char         *action);
VdtChange           *vdt_change_new_set        (const char         *incident_id,
                                                const char         *property,
                                                const char         *value);
VdtChange           *vdt_change_new_tags       (const char         *incident_id,
                                                const char * const *tags);
VdtChange           *vdt_change_new_comment    (const char         *incident_id,
                                                const char         *alert_id,
                                                const char         *text);
VdtChange           *vdt_change_new_edit       (const char         *incident_id,
                                                const char         *comment_id,
                                                const char         *text);
VdtChange           *vdt_change_new_delete     (const char         *incident_id,
                                                const char         *comment_id);
VdtChange           *vdt_change_new_hide       (const char         *incident_id,
                                                const char         *alert_id,
                                                gboolean            hidden);
VdtChange           *vdt_change_new_move       (const char         *incident_id,
                                                const char         *alert_id,
                                                const char         *to_incident_id);
VdtChange           *vdt_change_new_keep       (const char         *incident_id,
                                                VdtKept            *kept);
VdtChange           *vdt_change_new_drop       (const char         *incident_id,
                                                VdtKept            *kept);
void                 vdt_change_keep           (VdtChange          *self,
                                                VdtKept            *kept);
GPtrArray           *vdt_change_get_kept       (VdtChange          *self);
VdtChange           *vdt_change_new_task       (const char         *incident_id,
                                                VdtTask            *task);
void                 vdt_change_add_task       (VdtChange          *self,
                                                VdtTask            *task);
GPtrArray           *vdt_change_get_tasks      (VdtChange          *self);
void                 vdt_change_set            (VdtChange          *self,
                                                const char         *target_kind,
                                                const char         *target_id,
                                                const char         *property,
                                                const char         *value);
const char          *vdt_change_get_incident_id (VdtChange         *self);
const char          *vdt_change_get_action     (VdtChange          *self);
const char          *vdt_change_get_note       (VdtChange          *self);
void                 vdt_change_set_note       (VdtChange          *self,
                                                const char         *note);
guint                vdt_change_get_n_items    (VdtChange          *self);
const VdtChangeItem *vdt_change_get_item       (VdtChange          *self,
                                                guint               index);

G_END_DECLS
