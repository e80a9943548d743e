/* vdt-incident-page-private.h
 *
 * What the incident page's files share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-incident-page.h"

#include "vdt-comments-view.h"
#include "vdt-record-table.h"
#include "vdt-state-view.h"
#include "vdt-story-view.h"
#include "vdt-timeline-view.h"

G_BEGIN_DECLS

struct _VdtIncidentPage
{
  VdtPage          parent_instance;

  VdtStateView    *state_view;
  GtkBox          *badges;
  GtkLabel        *number_label;
  GtkLabel        *title_label;
  GtkLabel        *facts_label;
  GtkWidget       *resolve_button;
  GtkWidget       *assign_button;
  GtkScrolledWindow *views;
  AdwViewSwitcher *switcher;
  AdwViewStack    *stack;
  VdtStoryView    *story;
  VdtCommentsView *comments;
  VdtTimelineView *timeline;

  GtkWidget       *severity;
  GtkWidget       *status;
  VdtRecordTable  *alerts;
  VdtRecordTable  *assets;
  VdtRecordTable  *evidence;
  VdtRecordTable  *kept;
  VdtRecordTable  *log;

  VdtSession      *session;
  VdtIncident     *incident;
  char            *id;
  GListStore      *all_evidence;
  GCancellable    *cancellable;
  guint            policy_id;
};

/* vdt-incident-page-actions.c */
void vdt_incident_page_class_add_actions (GtkWidgetClass *widget_class);

G_END_DECLS
