/* vdt-hunt-ask.h
 *
 * A question in words above the editor, and the query that it becomes.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-session-ask.h"

G_BEGIN_DECLS

#define VDT_TYPE_HUNT_ASK (vdt_hunt_ask_get_type ())
G_DECLARE_FINAL_TYPE (VdtHuntAsk, vdt_hunt_ask, VDT, HUNT_ASK, GtkWidget)

void            vdt_hunt_ask_set_session (VdtHuntAsk  *self,
                                          VdtSession  *session,
                                          GtkTextBuffer *buffer);
void            vdt_hunt_ask_ask         (VdtHuntAsk  *self,
                                          const char  *question);
const VdtAsked *vdt_hunt_ask_get_asked   (VdtHuntAsk  *self);
void            vdt_hunt_ask_show_next   (VdtHuntAsk  *self,
                                          VdtQueryRun *run);

G_END_DECLS
