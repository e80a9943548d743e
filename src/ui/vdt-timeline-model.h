/* vdt-timeline-model.h
 *
 * One chronology of an incident: alerts, evidence, what people and engines did, and
 * events of the analyst's own.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-incident.h"

G_BEGIN_DECLS

/**
 * VdtTimelineKinds:
 * @VDT_TIMELINE_ALERTS: alerts, at their first activity
 * @VDT_TIMELINE_EVIDENCE: evidence
 * @VDT_TIMELINE_ACTS: the activity log
 * @VDT_TIMELINE_COMMENTS: comments
 * @VDT_TIMELINE_KEPT: events of the analyst's own, and evidence that was kept
 */
typedef enum
{
  VDT_TIMELINE_ALERTS   = 1 << 0,
  VDT_TIMELINE_EVIDENCE = 1 << 1,
  VDT_TIMELINE_ACTS     = 1 << 2,
  VDT_TIMELINE_COMMENTS = 1 << 3,
  VDT_TIMELINE_KEPT     = 1 << 4,
  VDT_TIMELINE_ALL      = (1 << 5) - 1
} VdtTimelineKinds;

/* What the chronology is divided by. */
typedef enum
{
  VDT_TIMELINE_BY_TIME,
  VDT_TIMELINE_BY_ASSET,
  VDT_TIMELINE_BY_TECHNIQUE,
  VDT_TIMELINE_BY_KIND
} VdtTimelinePivot;

#define VDT_TYPE_TIMELINE_ITEM (vdt_timeline_item_get_type ())
G_DECLARE_FINAL_TYPE (VdtTimelineItem, vdt_timeline_item, VDT, TIMELINE_ITEM, GObject)

gint64      vdt_timeline_item_get_at       (VdtTimelineItem  *self);
gboolean    vdt_timeline_item_is_heading   (VdtTimelineItem  *self);
const char *vdt_timeline_item_get_kind     (VdtTimelineItem  *self);
const char *vdt_timeline_item_get_title    (VdtTimelineItem  *self);
const char *vdt_timeline_item_get_detail   (VdtTimelineItem  *self);
const char *vdt_timeline_item_get_icon     (VdtTimelineItem  *self);
const char *vdt_timeline_item_get_severity (VdtTimelineItem  *self);
GObject    *vdt_timeline_item_get_record   (VdtTimelineItem  *self);

GListModel *vdt_timeline_new               (VdtIncident      *incident,
                                            VdtTimelineKinds  kinds,
                                            VdtTimelinePivot  pivot,
                                            const char       *needle);
GBytes     *vdt_timeline_export_csv        (GListModel       *items);

G_END_DECLS
