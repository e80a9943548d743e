/* vdt-progress.h
 *
 * How far a long work is: state to bind to, not a callback.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VDT_TYPE_PROGRESS (vdt_progress_get_type ())
G_DECLARE_FINAL_TYPE (VdtProgress, vdt_progress, VDT, PROGRESS, GObject)

VdtProgress *vdt_progress_new          (void);
const char  *vdt_progress_get_text     (VdtProgress *self);
double       vdt_progress_get_fraction (VdtProgress *self);
gboolean     vdt_progress_get_active   (VdtProgress *self);
const char  *vdt_progress_get_message  (VdtProgress *self);

void         vdt_progress_report       (VdtProgress *self,
                                        double       fraction,
                                        const char  *text);
void         vdt_progress_begin        (VdtProgress *self,
                                        const char  *text);
void         vdt_progress_end          (VdtProgress *self,
                                        const char  *message);

G_END_DECLS
