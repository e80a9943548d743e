/* vdt-progress-bar.h
 *
 * Long work under the header bar: how far it is, and a way to stop it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-progress.h"

G_BEGIN_DECLS

#define VDT_TYPE_PROGRESS_BAR (vdt_progress_bar_get_type ())
G_DECLARE_FINAL_TYPE (VdtProgressBar, vdt_progress_bar, VDT, PROGRESS_BAR, GtkWidget)

void vdt_progress_bar_set_progress (VdtProgressBar *self,
                                    VdtProgress    *progress);

G_END_DECLS
