/* vdt-timeline-view.h
 *
 * The chronology of an incident.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-session.h"
#include "vdt-timeline-model.h"

G_BEGIN_DECLS

#define VDT_TYPE_TIMELINE_VIEW (vdt_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (VdtTimelineView, vdt_timeline_view, VDT, TIMELINE_VIEW, GtkWidget)

void        vdt_timeline_view_set_incident (VdtTimelineView  *self,
                                            VdtSession       *session,
                                            VdtIncident      *incident);
void        vdt_timeline_view_set_kinds    (VdtTimelineView  *self,
                                            VdtTimelineKinds  kinds);
void        vdt_timeline_view_set_pivot    (VdtTimelineView  *self,
                                            VdtTimelinePivot  pivot);
GListModel *vdt_timeline_view_get_items    (VdtTimelineView  *self);
GObject    *vdt_timeline_view_get_current  (VdtTimelineView  *self);
void        vdt_timeline_view_search       (VdtTimelineView  *self,
                                            const char       *text);
gboolean    vdt_timeline_view_leave        (VdtTimelineView  *self);
void        vdt_timeline_view_focus_start  (VdtTimelineView  *self);

G_END_DECLS
