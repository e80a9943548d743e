/* vdt-guidebook-window.h
 *
 * The organisation's guidebooks: review, activate, deactivate, delete.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_GUIDEBOOK_WINDOW (vdt_guidebook_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtGuidebookWindow, vdt_guidebook_window, VDT, GUIDEBOOK_WINDOW, AdwWindow)

GtkWidget *vdt_guidebook_window_new (GtkWindow  *parent,
                                     VdtSession *session);

G_END_DECLS
