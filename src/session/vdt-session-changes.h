/* vdt-session-changes.h
 *
 * What an analyst does to incidents: every act is a #VdtChange, is logged with
 * who and when, and can be undone.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-change.h"
#include "vdt-session.h"

G_BEGIN_DECLS

/* One change, or several that are done and undone as one (a bulk edit). */
void        vdt_session_apply_async    (VdtSession           *self,
                                        VdtChange            *change,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
void        vdt_session_apply_all_async (VdtSession          *self,
                                        GPtrArray            *changes,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    vdt_session_apply_finish   (VdtSession           *self,
                                        GAsyncResult         *result,
                                        GError              **error);

VdtChange  *vdt_session_new_resolve    (VdtSession           *self,
                                        VdtIncident          *incident,
                                        const char           *classification,
                                        const char           *determination,
                                        const char           *note);

/* Undo and redo cover all of the above, newest first. The title says what the
 * step was, for a toast or a menu. */
gboolean    vdt_session_get_can_undo   (VdtSession           *self);
gboolean    vdt_session_get_can_redo   (VdtSession           *self);
const char *vdt_session_get_undo_title (VdtSession           *self);
void        vdt_session_undo_async     (VdtSession           *self,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    vdt_session_undo_finish    (VdtSession           *self,
                                        GAsyncResult         *result,
                                        GError              **error);
void        vdt_session_redo_async     (VdtSession           *self,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    vdt_session_redo_finish    (VdtSession           *self,
                                        GAsyncResult         *result,
                                        GError              **error);

/* The log's chain of hashes, over the whole workspace. */
void        vdt_session_verify_async   (VdtSession           *self,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    vdt_session_verify_finish  (VdtSession           *self,
                                        GAsyncResult         *result,
                                        guint                *n_entries,
                                        GError              **error);

G_END_DECLS
