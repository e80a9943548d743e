/* vdt-state-view.h
 *
 * A view, or the reason why there is nothing to see.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VdtViewState:
 * @VDT_VIEW_STATE_CONTENT: there is something to see
 * @VDT_VIEW_STATE_LOADING: it is on its way; a spinner comes after a moment
 * @VDT_VIEW_STATE_EMPTY: there are no data
 * @VDT_VIEW_STATE_NO_MATCH: there are data, but the filter lets none through
 * @VDT_VIEW_STATE_FAILED: it could not be read
 */
typedef enum
{
  VDT_VIEW_STATE_CONTENT,
  VDT_VIEW_STATE_LOADING,
  VDT_VIEW_STATE_EMPTY,
  VDT_VIEW_STATE_NO_MATCH,
  VDT_VIEW_STATE_FAILED
} VdtViewState;

#define VDT_TYPE_STATE_VIEW (vdt_state_view_get_type ())
G_DECLARE_FINAL_TYPE (VdtStateView, vdt_state_view, VDT, STATE_VIEW, GtkWidget)

void         vdt_state_view_set_child    (VdtStateView *self,
                                          GtkWidget    *child);
VdtViewState vdt_state_view_get_state    (VdtStateView *self);
void         vdt_state_view_set_state    (VdtStateView *self,
                                          VdtViewState  state);
void         vdt_state_view_set_empty    (VdtStateView *self,
                                          const char   *icon_name,
                                          const char   *title,
                                          const char   *description);
void         vdt_state_view_set_no_match (VdtStateView *self,
                                          const char   *title,
                                          const char   *description,
                                          const char   *action,
                                          const char   *button);
void         vdt_state_view_set_failed   (VdtStateView *self,
                                          const char   *title,
                                          const char   *description);

G_END_DECLS
