/* vdt-state-bar.h
 *
 * States that last: sample data, a recovered database, a failed import.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VDT_TYPE_STATE_BAR (vdt_state_bar_get_type ())
G_DECLARE_FINAL_TYPE (VdtStateBar, vdt_state_bar, VDT, STATE_BAR, GtkWidget)

/**
 * VdtStateBarKind:
 * @VDT_STATE_BAR_NEUTRAL: good to know
 * @VDT_STATE_BAR_WARNING: something needs attention
 * @VDT_STATE_BAR_ERROR: something does not work
 */
typedef enum
{
  VDT_STATE_BAR_NEUTRAL,
  VDT_STATE_BAR_WARNING,
  VDT_STATE_BAR_ERROR
} VdtStateBarKind;

void       vdt_state_bar_set   (VdtStateBar     *self,
                                const char      *id,
                                VdtStateBarKind  kind,
                                const char      *icon_name,
                                const char      *text,
                                const char      *button,
                                const char      *action,
                                gboolean         can_close);
void       vdt_state_bar_clear (VdtStateBar     *self,
                                const char      *id);
GtkWidget *vdt_state_bar_get   (VdtStateBar     *self,
                                const char      *id);

G_END_DECLS
