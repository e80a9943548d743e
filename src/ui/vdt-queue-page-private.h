/* vdt-queue-page-private.h
 *
 * What the queue page's files share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-queue-page.h"

#include "vdt-filter-chip.h"
#include "vdt-session-queue.h"
#include "vdt-state-view.h"

G_BEGIN_DECLS

/**
 * VdtQueueChip:
 *
 * The filters. Those after the owner's are shown once they are asked for.
 */
typedef enum
{
  VDT_QUEUE_CHIP_STATUS,
  VDT_QUEUE_CHIP_SEVERITY,
  VDT_QUEUE_CHIP_OWNER,
  VDT_QUEUE_CHIP_CLASSIFICATION,
  VDT_QUEUE_CHIP_PERIOD,
  VDT_N_QUEUE_CHIPS
} VdtQueueChip;

struct _VdtQueuePage
{
  VdtPage             parent_instance;

  GtkSearchEntry     *search_entry;
  GtkBox             *chips;
  GtkWidget          *clear_button;
  GtkMenuButton      *add_filter_button;
  GtkMenuButton      *sets_button;
  VdtStateView       *state_view;
  GtkColumnView      *column_view;
  GtkWidget          *bulk_bar;
  GtkLabel           *bulk_label;
  GtkLabel           *status_label;
  GtkLabel           *updated_label;

  VdtFilterChip      *filters[VDT_N_QUEUE_CHIPS];

  VdtSession         *session;
  GtkMultiSelection  *selection;
  gboolean            choosing_columns;
  guint               current;    /* the position selected last */
  char               *failed;
};

/* vdt-queue-page-filters.c */
void           vdt_queue_page_class_add_filters (GtkWidgetClass *widget_class);
void           vdt_queue_page_add_chips     (VdtQueuePage   *self);
gboolean       vdt_queue_page_is_filtered   (VdtQueuePage   *self);
VdtQueueQuery *vdt_queue_page_make_query    (VdtQueuePage   *self);
void           vdt_queue_page_show_query    (VdtQueuePage   *self,
                                             VdtQueueQuery  *query);
void           vdt_queue_page_apply         (VdtQueuePage   *self);
void           vdt_queue_page_update_state  (VdtQueuePage   *self);

/* vdt-queue-page-sets.c */
void           vdt_queue_page_add_sets      (VdtQueuePage   *self);

/* vdt-queue-page-acts.c */
void           vdt_queue_page_class_add_acts (GtkWidgetClass *widget_class);

G_END_DECLS
