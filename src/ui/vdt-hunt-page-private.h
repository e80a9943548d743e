/* vdt-hunt-page-private.h
 *
 * What the hunting page's files share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-page.h"

#include "vdt-hunt-ask.h"
#include "vdt-hunt-chart.h"
#include "vdt-hunt-grid.h"
#include "vdt-kql-editor.h"

G_BEGIN_DECLS

struct _VdtHuntPage
{
  VdtPage          parent_instance;

  VdtKqlEditor    *editor;
  GtkToggleButton *side_button;
  AdwBin          *side_slot;
  GtkCheckButton  *newest;
  GtkWidget       *problems_scrolled;
  GtkListBox      *problems;
  GtkWidget       *error_box;
  GtkLabel        *error_label;
  GtkWidget       *place_button;
  GtkStack        *views;
  VdtHuntGrid     *grid;
  VdtHuntAsk      *ask;
  VdtHuntChart    *chart;
  GtkLabel        *status;

  GtkTextBuffer   *buffer;
  VdtSession      *session;
  VdtQueryRun     *run;
  gsize            run_start;     /* where in the text what runs begins, bytes */
  gsize            place;         /* of the error, bytes in the text */
  gsize            place_length;
  guint            save_id;
};

/* vdt-hunt-page-check.c */
void   vdt_hunt_page_update_names         (VdtHuntPage   *self);
void   vdt_hunt_page_save                 (VdtHuntPage   *self);
void   vdt_hunt_page_save_soon            (VdtHuntPage   *self);
char  *vdt_hunt_page_dup_place            (VdtHuntPage   *self,
                                           gsize          start);
void   vdt_hunt_page_problems_changed_cb  (VdtHuntPage   *self);
void   vdt_hunt_page_problem_activated_cb (VdtHuntPage   *self,
                                           GtkListBoxRow *row);

/* vdt-hunt-page-rows.c */
void   vdt_hunt_page_class_add_rows (VdtHuntPageClass *klass);
void   vdt_hunt_page_extend_query   (VdtHuntPage      *self,
                                     const char       *text);
/* vdt-hunt-page-slots.c */
void   vdt_hunt_page_class_add_slots  (VdtHuntPageClass *klass);
void   vdt_hunt_page_run_started  (VdtHuntPage *self);

/* vdt-hunt-page-views.c */
void   vdt_hunt_page_class_add_views (VdtHuntPageClass *klass);
void   vdt_hunt_page_views_changed   (VdtHuntPage      *self);

/* vdt-hunt-page-ask.c */
void   vdt_hunt_page_class_add_ask (VdtHuntPageClass *klass);
void   vdt_hunt_page_set_up_ask    (VdtHuntPage *self);

G_END_DECLS
