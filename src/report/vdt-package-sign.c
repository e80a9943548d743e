/* vdt-package-sign.c
 *
 * Signatures of packages, by GnuTLS: any private key in PEM that it can sign with,
 * Ed25519 before all (`openssl genpkey -algorithm ed25519`).
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <string.h>

#include "vdt-error.h"
#include "vdt-hash.h"
#include "vdt-package-private.h"

static gboolean
fail (int          code,
      const char  *what,
      GError     **error)
{
  g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "%s: %s", what, gnutls_strerror (code));

  return FALSE;
}

/* How a key of this kind signs. */
static int
algorithm_of (gnutls_pubkey_t          key,
              gnutls_sign_algorithm_t *out_algorithm)
{
  gnutls_digest_algorithm_t hash;
  int code = gnutls_pubkey_get_preferred_hash_algorithm (key, &hash, NULL);

  if (code >= 0)
    *out_algorithm = gnutls_pk_to_sign (gnutls_pubkey_get_pk_algorithm (key, NULL), hash);

  return code;
}

static int
sign_with (gnutls_privkey_t   private,
           gnutls_pubkey_t    public,
           GBytes            *bytes,
           gnutls_datum_t    *out_pem,
           gnutls_datum_t    *out_signature)
{
  gnutls_sign_algorithm_t algorithm = GNUTLS_SIGN_UNKNOWN;
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  gnutls_datum_t datum = { (unsigned char *) data, (unsigned int) size };
  int code = gnutls_pubkey_import_privkey (public, private, 0, 0);

  if (code >= 0)
    code = algorithm_of (public, &algorithm);
  if (code >= 0)
    code = gnutls_privkey_sign_data2 (private, algorithm, 0, &datum, out_signature);
  if (code >= 0)
    code = gnutls_pubkey_export2 (public, GNUTLS_X509_FMT_PEM, out_pem);

  return code;
}

/**
 * vdt_package_sign:
 * @key_file: a private key in PEM, without a password
 * @data: what is signed
 * @out_public_key: (out): the public key in PEM
 * @out_signature: (out): in base64
 * @error: return location for a %G_FILE_ERROR or %VDT_ERROR_FAILED
 *
 * Returns: %TRUE if it is signed
 */
gboolean
vdt_package_sign (const char  *key_file,
                  GBytes      *data,
                  char       **out_public_key,
                  char       **out_signature,
                  GError     **error)
{
  g_autofree char *text = NULL;
  gsize length;
  gnutls_privkey_t private = NULL;
  gnutls_pubkey_t public = NULL;
  gnutls_datum_t pem = { 0 };
  gnutls_datum_t signature = { 0 };
  gnutls_datum_t datum;
  int code;

  *out_public_key = NULL;
  *out_signature = NULL;
  if (!g_file_get_contents (key_file, &text, &length, error))
    return FALSE;

  datum.data = (unsigned char *) text;
  datum.size = (unsigned int) length;
  gnutls_privkey_init (&private);
  gnutls_pubkey_init (&public);
  code = gnutls_privkey_import_x509_raw (private, &datum, GNUTLS_X509_FMT_PEM, NULL, 0);
  if (code >= 0)
    code = sign_with (private, public, data, &pem, &signature);
  if (code >= 0)
    {
      *out_public_key = g_strndup ((char *) pem.data, pem.size);
      *out_signature = g_base64_encode (signature.data, signature.size);
    }
  gnutls_free (pem.data);
  gnutls_free (signature.data);
  gnutls_privkey_deinit (private);
  gnutls_pubkey_deinit (public);
  memset (text, 0, length);

  return code >= 0 || fail (code, key_file, error);
}

static int
import_public (gnutls_pubkey_t  key,
               const char      *pem)
{
  gnutls_datum_t datum = { (unsigned char *) pem, (unsigned int) strlen (pem) };

  return gnutls_pubkey_import (key, &datum, GNUTLS_X509_FMT_PEM);
}

static char *
id_of (gnutls_pubkey_t key)
{
  unsigned char id[32];
  size_t size = sizeof id;
  GString *hex = g_string_new (NULL);

  if (gnutls_pubkey_get_key_id (key, GNUTLS_KEYID_USE_SHA256, id, &size) < 0)
    size = 0;
  for (size_t i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", id[i]);

  return g_string_free (hex, FALSE);
}

/* The SHA-256 that names a public key. */
char *
vdt_package_key_id (const char  *public_key,
                    GError     **error)
{
  gnutls_pubkey_t key = NULL;
  char *id = NULL;
  int code;

  gnutls_pubkey_init (&key);
  code = import_public (key, public_key);
  if (code >= 0)
    id = id_of (key);
  else
    fail (code, "The public key", error);
  gnutls_pubkey_deinit (key);

  return id;
}

/**
 * vdt_package_check_signature:
 * @public_key: in PEM
 * @signature: in base64
 * @data: what was signed
 * @out_key_id: (out): SHA-256 of the key
 * @error: return location for %VDT_ERROR_FAILED
 *
 * Returns: %TRUE if the key's owner has signed @data
 */
gboolean
vdt_package_check_signature (const char  *public_key,
                             const char  *signature,
                             GBytes      *data,
                             char       **out_key_id,
                             GError     **error)
{
  gnutls_sign_algorithm_t algorithm = GNUTLS_SIGN_UNKNOWN;
  gnutls_pubkey_t key = NULL;
  gsize length;
  g_autofree guchar *raw = g_base64_decode (signature, &length);
  gsize size;
  gconstpointer bytes = g_bytes_get_data (data, &size);
  gnutls_datum_t datum = { (unsigned char *) bytes, (unsigned int) size };
  gnutls_datum_t sign = { raw, (unsigned int) length };
  int code;

  *out_key_id = NULL;
  gnutls_pubkey_init (&key);
  code = import_public (key, public_key);
  if (code >= 0)
    code = algorithm_of (key, &algorithm);
  if (code >= 0)
    {
      *out_key_id = id_of (key);
      code = gnutls_pubkey_verify_data2 (key, algorithm, 0, &datum, &sign);
    }
  gnutls_pubkey_deinit (key);

  return code >= 0 || fail (code, "The signature", error);
}
