/* vdt-session-saved.h
 *
 * Saved queries: plain `.kql` files in folders under `queries/` of the workspace. Other
 * programs may change them; the session sees it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-session.h"

G_BEGIN_DECLS

/**
 * VdtSavedQuery:
 * @path: below the folder, with `/` between folders and without the ending: `mail/first`
 * @modified: µs since the Unix epoch, UTC
 * @favourite: whether it is shown first
 */
typedef struct
{
  char     *path;
  gint64    modified;
  gboolean  favourite;
} VdtSavedQuery;

char      *vdt_session_dup_saved_folder      (VdtSession           *self);
gboolean   vdt_session_check_saved_path      (const char           *path,
                                              GError              **error);
void       vdt_session_list_saved_async      (VdtSession           *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GPtrArray *vdt_session_list_saved_finish     (VdtSession           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void       vdt_session_read_saved_async      (VdtSession           *self,
                                              const char           *path,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
char      *vdt_session_read_saved_finish     (VdtSession           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void       vdt_session_write_saved_async     (VdtSession           *self,
                                              const char           *path,
                                              const char           *text,
                                              gboolean              overwrite,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean   vdt_session_write_saved_finish    (VdtSession           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void       vdt_session_move_saved_async      (VdtSession           *self,
                                              const char           *path,
                                              const char           *new_path,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean   vdt_session_move_saved_finish     (VdtSession           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void       vdt_session_delete_saved_async    (VdtSession           *self,
                                              const char           *path,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
char      *vdt_session_delete_saved_finish   (VdtSession           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void       vdt_session_set_saved_favourite   (VdtSession           *self,
                                              const char           *path,
                                              gboolean              favourite);

G_END_DECLS
