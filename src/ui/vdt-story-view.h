/* vdt-story-view.h
 *
 * The alerts in time order, and the selected one in full.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-story-stage.h"

G_BEGIN_DECLS

#define VDT_TYPE_STORY_VIEW (vdt_story_view_get_type ())
G_DECLARE_FINAL_TYPE (VdtStoryView, vdt_story_view, VDT, STORY_VIEW, GtkWidget)

void      vdt_story_view_set_incident    (VdtStoryView *self,
                                          VdtIncident  *incident);
VdtAlert *vdt_story_view_get_current     (VdtStoryView *self);
gboolean  vdt_story_view_select_alert    (VdtStoryView *self,
                                          const char   *alert_id);
gboolean  vdt_story_view_select_evidence (VdtStoryView *self,
                                          const char   *evidence_id);
void      vdt_story_view_focus_start     (VdtStoryView *self);

void           vdt_story_view_set_session     (VdtStoryView *self,
                                               VdtSession   *session);
void           vdt_story_view_mark_fact       (VdtStoryView *self,
                                               const char   *fact_id);
VdtStoryStage *vdt_story_view_get_stage       (VdtStoryView *self);

G_END_DECLS
