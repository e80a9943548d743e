/* vdt-welcome-page.h
 *
 * What an empty workspace shows: the ways in.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VDT_TYPE_WELCOME_PAGE (vdt_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (VdtWelcomePage, vdt_welcome_page, VDT, WELCOME_PAGE, GtkWidget)

void vdt_welcome_page_set_folder  (VdtWelcomePage *self,
                                   const char     *folder);
void vdt_welcome_page_focus_start (VdtWelcomePage *self);

G_END_DECLS
