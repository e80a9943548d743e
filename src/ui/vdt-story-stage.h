/* vdt-story-stage.h
 *
 * Beside the list of alerts: the graph, the process tree and the selected alert.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-alert-details.h"
#include "vdt-graph-pane.h"
#include "vdt-process-view.h"
#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_STORY_STAGE (vdt_story_stage_get_type ())
G_DECLARE_FINAL_TYPE (VdtStoryStage, vdt_story_stage, VDT, STORY_STAGE, GtkWidget)

void             vdt_story_stage_set_session   (VdtStoryStage      *self,
                                                VdtSession         *session);
void             vdt_story_stage_set_incident  (VdtStoryStage      *self,
                                                VdtIncident        *incident);
void             vdt_story_stage_set_alert     (VdtStoryStage      *self,
                                                VdtAlert           *alert);
void             vdt_story_stage_show          (VdtStoryStage      *self,
                                                const char         *name);
const char      *vdt_story_stage_get_shown     (VdtStoryStage      *self);
void             vdt_story_stage_mark          (VdtStoryStage      *self,
                                                const char * const *fact_ids);
void             vdt_story_stage_focus_start   (VdtStoryStage      *self);
VdtGraphPane    *vdt_story_stage_get_graph     (VdtStoryStage      *self);
VdtProcessView  *vdt_story_stage_get_processes (VdtStoryStage      *self);
VdtAlertDetails *vdt_story_stage_get_details   (VdtStoryStage      *self);

G_END_DECLS
