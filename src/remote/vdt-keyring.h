/* vdt-keyring.h
 *
 * The one place where a key is kept: the desktop's keyring.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-endpoint.h"

G_BEGIN_DECLS

void      vdt_keyring_load_async   (const VdtEndpoint    *endpoint,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
char     *vdt_keyring_load_finish  (GAsyncResult         *result,
                                    GError              **error);
void      vdt_keyring_save_async   (const VdtEndpoint    *endpoint,
                                    const char           *key,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean  vdt_keyring_save_finish  (GAsyncResult         *result,
                                    GError              **error);
void      vdt_keyring_forget_async (const VdtEndpoint    *endpoint,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean  vdt_keyring_forget_finish (GAsyncResult        *result,
                                     GError             **error);
void      vdt_keyring_free_key     (char                 *key);

G_END_DECLS
