/* vdt-keyring.c
 *
 * Keys are filed under the host that they are for, so that a changed address
 * never sends a key to another server.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-keyring.h"

#include <libsecret/secret.h>

static const SecretSchema schema = {
  "io.github.vedette.Vedette.Model", SECRET_SCHEMA_NONE,
  { { "host", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
  0, NULL, NULL, NULL, NULL, NULL, NULL, NULL
};

/**
 * vdt_keyring_load_async:
 * @endpoint: whose key
 * @cancellable: (nullable): stops the search
 * @callback: called with the result
 * @user_data: for @callback
 */
void
vdt_keyring_load_async (const VdtEndpoint   *endpoint,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autofree char *host = vdt_endpoint_dup_host (endpoint);

  secret_password_lookup (&schema, cancellable, callback, user_data, "host", host, NULL);
}

/**
 * vdt_keyring_load_finish:
 * @result: what the callback was given
 * @error: return location for an error of the keyring
 *
 * Returns: (transfer full) (nullable): the key, to be freed with vdt_keyring_free_key();
 *   %NULL without an error if there is none
 */
char *
vdt_keyring_load_finish (GAsyncResult  *result,
                         GError       **error)
{
  return secret_password_lookup_nonpageable_finish (result, error);
}

/**
 * vdt_keyring_save_async:
 * @endpoint: whose key
 * @key: the key
 * @cancellable: (nullable): stops it
 * @callback: called with the result
 * @user_data: for @callback
 */
void
vdt_keyring_save_async (const VdtEndpoint   *endpoint,
                        const char          *key,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autofree char *host = vdt_endpoint_dup_host (endpoint);
  g_autofree char *label = g_strdup_printf ("Vedette: key for %s", host);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, key, cancellable, callback, user_data,
                         "host", host, NULL);
}

gboolean
vdt_keyring_save_finish (GAsyncResult  *result,
                         GError       **error)
{
  return secret_password_store_finish (result, error);
}

/**
 * vdt_keyring_forget_async:
 * @endpoint: whose key
 * @cancellable: (nullable): stops it
 * @callback: called with the result
 * @user_data: for @callback
 */
void
vdt_keyring_forget_async (const VdtEndpoint   *endpoint,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autofree char *host = vdt_endpoint_dup_host (endpoint);

  secret_password_clear (&schema, cancellable, callback, user_data, "host", host, NULL);
}

/**
 * vdt_keyring_forget_finish:
 * @result: what the callback was given
 * @error: return location for an error of the keyring
 *
 * Returns: whether there was a key and it is gone
 */
gboolean
vdt_keyring_forget_finish (GAsyncResult  *result,
                           GError       **error)
{
  return secret_password_clear_finish (result, error);
}

/**
 * vdt_keyring_free_key:
 * @key: (nullable): a key; its bytes are wiped
 */
void
vdt_keyring_free_key (char *key)
{
  secret_password_free (key);
}
