/* vdt-session-guidebook.h
 *
 * Guidebooks: import, review, activate, deactivate, delete.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-guidebook.h"
#include "vdt-session.h"

G_BEGIN_DECLS

void          vdt_session_import_guidebook_async  (VdtSession           *self,
                                                   GFile                *file,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
VdtGuidebook *vdt_session_import_guidebook_finish (VdtSession           *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void          vdt_session_list_guidebooks_async   (VdtSession           *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GListModel   *vdt_session_list_guidebooks_finish  (VdtSession           *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void          vdt_session_set_guidebook_state_async (VdtSession         *self,
                                                   VdtGuidebook         *guidebook,
                                                   const char           *state,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean      vdt_session_set_guidebook_state_finish (VdtSession        *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
