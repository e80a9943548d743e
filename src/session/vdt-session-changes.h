/* vdt-session-changes.h
 *
 * What an analyst does to incidents: every act goes through here, is logged
 * with who and when, and can be undone.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-session.h"

G_BEGIN_DECLS

void        vdt_session_set_field_async      (VdtSession           *self,
                                              const char *const    *incident_ids,
                                              const char           *field,
                                              const char           *value,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void        vdt_session_set_tags_async       (VdtSession           *self,
                                              const char *const    *incident_ids,
                                              const char *const    *add,
                                              const char *const    *remove,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void        vdt_session_classify_async       (VdtSession           *self,
                                              const char *const    *incident_ids,
                                              const char           *classification,
                                              const char           *determination,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void        vdt_session_resolve_async        (VdtSession           *self,
                                              const char *const    *incident_ids,
                                              const char           *classification,
                                              const char           *determination,
                                              const char           *note,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void        vdt_session_add_comment_async    (VdtSession           *self,
                                              const char           *incident_id,
                                              const char           *text,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void        vdt_session_edit_comment_async   (VdtSession           *self,
                                              const char           *incident_id,
                                              const char           *comment_id,
                                              const char           *text,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void        vdt_session_hide_alert_async     (VdtSession           *self,
                                              const char           *alert_id,
                                              gboolean              hidden,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void        vdt_session_move_alert_async     (VdtSession           *self,
                                              const char           *alert_id,
                                              const char           *incident_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean    vdt_session_change_finish        (VdtSession           *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* Undo and redo cover all of the above, newest first. The title says what the
 * step was ("Status of 142 set to Resolved"), for a toast or a menu. */
gboolean    vdt_session_get_can_undo         (VdtSession           *self);
gboolean    vdt_session_get_can_redo         (VdtSession           *self);
const char *vdt_session_get_undo_title       (VdtSession           *self);
void        vdt_session_undo_async           (VdtSession           *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void        vdt_session_redo_async           (VdtSession           *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);

G_END_DECLS
