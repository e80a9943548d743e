/* vdt-pane-frame.h
 *
 * The frame of the window: a sidebar, the content, a utility pane.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VDT_PANE_FRAME_SIDEBAR_FOLD 1100
#define VDT_PANE_FRAME_PANE_FOLD    1200

#define VDT_TYPE_PANE_FRAME (vdt_pane_frame_get_type ())
G_DECLARE_FINAL_TYPE (VdtPaneFrame, vdt_pane_frame, VDT, PANE_FRAME, GtkWidget)

gboolean vdt_pane_frame_get_sidebar_shown  (VdtPaneFrame *self);
void     vdt_pane_frame_set_sidebar_shown  (VdtPaneFrame *self,
                                            gboolean      shown);
gboolean vdt_pane_frame_get_sidebar_folded (VdtPaneFrame *self);
gboolean vdt_pane_frame_get_pane_shown     (VdtPaneFrame *self);
void     vdt_pane_frame_set_pane_shown     (VdtPaneFrame *self,
                                            gboolean      shown);
gboolean vdt_pane_frame_get_pane_folded    (VdtPaneFrame *self);
int      vdt_pane_frame_get_pane_width     (VdtPaneFrame *self);
void     vdt_pane_frame_set_pane_width     (VdtPaneFrame *self,
                                            int           width);

G_END_DECLS
