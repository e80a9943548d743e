/* vdt-script-page-private.h
 *
 * What the script page's files share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-page.h"

#include "vdt-script-text.h"
#include "vdt-state-view.h"

G_BEGIN_DECLS

struct _VdtScriptPage
{
  VdtPage             parent_instance;

  VdtStateView       *state_view;
  GtkBox             *head;
  GtkLabel           *title_label;
  GtkPaned           *columns;
  GtkPaned           *texts;
  GtkWidget          *layer_box;
  GtkLabel           *layer_label;
  VdtScriptText      *original;
  VdtScriptText      *layer;
  GtkLabel           *findings_label;
  GtkListView        *findings;
  GtkWidget          *judge_box;
  GtkWidget          *indicators_box;
  GtkLabel           *indicators_label;
  GtkListView        *indicators;
  GtkBox             *words;
  GtkWidget          *cancel_button;
  GtkWidget          *verdict;

  GtkSingleSelection *selection;
  VdtSession         *session;
  VdtScriptReport    *report;
  char               *text;      /* what is analysed, or … */
  GFile              *file;      /* … what holds it */
  char               *source;    /* what it is called, for the head */
  guint               shown;     /* the layer in the middle */
  GCancellable       *cancellable;
  gboolean            wants_focus;
  guint               cancel_id;
  guint               layout_id;
};

/* vdt-script-page.c */
void vdt_script_page_show_layer    (VdtScriptPage  *self,
                                    guint           index);
void vdt_script_page_analyse       (VdtScriptPage  *self);
void vdt_script_page_update        (VdtScriptPage  *self);

/* vdt-script-page-rows.c */
void vdt_script_page_class_add_rows (GtkWidgetClass *widget_class);
void vdt_script_page_fill_words     (VdtScriptPage  *self);

/* vdt-script-page-actions.c */
void vdt_script_page_class_add_actions (GtkWidgetClass *widget_class);
void vdt_script_page_update_hunt       (VdtScriptPage  *self);

G_END_DECLS
