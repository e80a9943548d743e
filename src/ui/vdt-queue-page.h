/* vdt-queue-page.h
 *
 * The incident queue.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-page.h"
#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_QUEUE_PAGE (vdt_queue_page_get_type ())
G_DECLARE_FINAL_TYPE (VdtQueuePage, vdt_queue_page, VDT, QUEUE_PAGE, VdtPage)

GtkWidget   *vdt_queue_page_new         (VdtSession   *session);
void         vdt_queue_page_show_filter (VdtQueuePage *self,
                                         const char   *name);
VdtIncident *vdt_queue_page_get_current (VdtQueuePage *self);

G_END_DECLS
