/* vdt-hunt-page.h
 *
 * A hunting query and the rows that it finds, in a tab.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-page.h"
#include "vdt-query-run.h"
#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_HUNT_KEY_PREFIX "hunt:"

#define VDT_TYPE_HUNT_PAGE (vdt_hunt_page_get_type ())
G_DECLARE_FINAL_TYPE (VdtHuntPage, vdt_hunt_page, VDT, HUNT_PAGE, VdtPage)

GtkWidget   *vdt_hunt_page_new        (VdtSession  *session,
                                       const char  *key,
                                       const char  *text);
char        *vdt_hunt_page_dup_text   (VdtHuntPage *self);
VdtQueryRun *vdt_hunt_page_get_run    (VdtHuntPage *self);
const char  *vdt_hunt_page_get_error  (VdtHuntPage *self);

G_END_DECLS
