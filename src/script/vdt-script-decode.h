/* vdt-script-decode.h
 *
 * Decoders that every language needs. Input is hostile: each checks its
 * lengths, and what grows is bounded by the caller's @limit.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VDT_SCRIPT_INFLATE_RAW,
  VDT_SCRIPT_INFLATE_ZLIB,
  VDT_SCRIPT_INFLATE_GZIP
} VdtScriptInflate;

/* Each returns (transfer full) bytes, NULL when the input is not what it should be. */
GByteArray *vdt_script_decode_base64  (const char        *text,
                                       gsize              length,
                                       gboolean           strict);
GByteArray *vdt_script_decode_hex     (const char        *text,
                                       gsize              length);
GByteArray *vdt_script_inflate        (VdtScriptInflate   format,
                                       const guint8      *bytes,
                                       gsize              n_bytes,
                                       gsize              limit);
GByteArray *vdt_script_decode_url     (const char        *text,
                                       gsize              length);
char       *vdt_script_decode_utf16   (const guint8      *bytes,
                                       gsize              n_bytes,
                                       gboolean           big_endian,
                                       gsize             *length);
gboolean    vdt_script_looks_utf16    (const guint8      *bytes,
                                       gsize              n_bytes);
void        vdt_script_append_unichar (GString           *text,
                                       guint32            character);
guint32     vdt_script_next_unichar   (const char       **at,
                                       const char        *end);
GByteArray *vdt_script_aes_cbc        (const guint8      *key,
                                       gsize              key_length,
                                       const guint8      *iv,
                                       const guint8      *bytes,
                                       gsize              n_bytes,
                                       gboolean           padded);

G_END_DECLS
