/* vdt-hunt-encode.c
 *
 * Encodings and checksums. Bytes that are not UTF-8 when decoded give "".
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <zlib.h>

#include "vdt-hunt-json.h"
#include "vdt-hunt-print.h"

/* Text that a compressed one may grow to: a bomb gives "". */
#define MAX_INFLATED (16 * 1024 * 1024)

static guchar *
decode_base64 (VdtHuntText  text,
               gsize       *out_length)
{
  g_autofree char *copy = g_strndup (text.text, text.length);
  gsize n = 0;

  *out_length = 0;
  for (gsize i = 0; i < text.length; i++)
    {
      if (g_ascii_isspace (text.text[i]))
        continue;
      if (!g_ascii_isalnum (text.text[i]) && strchr ("+/=", text.text[i]) == NULL)
        return NULL;
      n++;
    }
  if (n == 0 || n % 4 != 0)
    return NULL;

  return g_base64_decode (copy, out_length);
}

static void
return_bytes (VdtHuntCall  *call,
              const guchar *bytes,
              gsize         length)
{
  if (bytes == NULL || !g_utf8_validate_len ((const char *) bytes, length, NULL))
    {
      /* GLib takes a zero byte for the end, here it is a character. */
      for (gsize i = 0; bytes != NULL && i < length;)
        {
          const guchar *zero = memchr (bytes + i, 0, length - i);
          gsize part = zero != NULL ? (gsize) (zero - bytes) - i : length - i;

          if (!g_utf8_validate_len ((const char *) bytes + i, part, NULL))
            return;
          i += part + 1;
        }
      if (bytes == NULL)
        return;
    }

  g_string_append_len (call->out, (const char *) bytes, length);
  vdt_hunt_return_out (call);
}

static void
base64_encode (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  g_autofree char *encoded = NULL;

  if (text.length == 0)
    return;

  encoded = g_base64_encode ((const guchar *) text.text, text.length);
  g_string_append (call->out, encoded);
  vdt_hunt_return_out (call);
}

static void
base64_decode (VdtHuntCall *call)
{
  gsize length;
  g_autofree guchar *bytes = decode_base64 (vdt_hunt_call_text (call, 0), &length);

  return_bytes (call, bytes, length);
}

static void
base64_decode_array (VdtHuntCall *call)
{
  gsize length;
  g_autofree guchar *bytes = decode_base64 (vdt_hunt_call_text (call, 0), &length);

  if (bytes == NULL)
    return;

  g_string_append_c (call->out, '[');
  for (gsize i = 0; i < length; i++)
    {
      vdt_json_comma (call->out);
      vdt_json_write_integer (call->out, bytes[i]);
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static void
base64_encode_array (VdtHuntCall *call)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree char *encoded = NULL;
  VdtJsonWalk walk;

  vdt_json_walk (&walk, vdt_hunt_call_text (call, 0));
  while (vdt_json_next (&walk))
    {
      gint64 number;
      guint8 byte;

      if (!vdt_read_long (walk.value, &number) || number < 0 || number > 255)
        return;
      byte = number;
      g_byte_array_append (bytes, &byte, 1);
    }
  if (bytes->len == 0)
    return;

  encoded = g_base64_encode (bytes->data, bytes->len);
  g_string_append (call->out, encoded);
  vdt_hunt_return_out (call);
}

/* The first three fields of a guid are little-endian in its bytes. */
static const guint8 guid_order[16] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };

static void
base64_decode_guid (VdtHuntCall *call)
{
  gsize length;
  g_autofree guchar *bytes = decode_base64 (vdt_hunt_call_text (call, 0), &length);

  if (bytes == NULL || length != 16)
    return;

  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        g_string_append_c (call->out, '-');
      g_string_append_printf (call->out, "%02x", bytes[guid_order[i]]);
    }
  vdt_hunt_return_out (call);
}

static void
base64_encode_guid (VdtHuntCall *call)
{
  g_autofree char *encoded = NULL;
  char guid[37];
  guint8 bytes[16];
  int n = 0;

  if (!vdt_read_guid (vdt_hunt_call_text (call, 0), guid))
    return;

  for (const char *at = guid; *at != '\0'; at++)
    if (*at != '-')
      {
        bytes[guid_order[n++]] = g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]);
        at++;
      }
  encoded = g_base64_encode (bytes, sizeof bytes);
  g_string_append (call->out, encoded);
  vdt_hunt_return_out (call);
}

/* The extra is zlib's window: 15 for a zlib header, 31 for gzip's. */
static void
inflate_text (VdtHuntCall *call)
{
  gsize length;
  g_autofree guchar *bytes = decode_base64 (vdt_hunt_call_text (call, 0), &length);
  g_autoptr(GByteArray) text = g_byte_array_new ();
  guint8 buffer[8192];
  z_stream stream = { 0 };
  int state = Z_OK;

  if (bytes == NULL || inflateInit2 (&stream, call->extra) != Z_OK)
    return;

  stream.next_in = bytes;
  stream.avail_in = length;
  while (state == Z_OK && text->len <= MAX_INFLATED)
    {
      stream.next_out = buffer;
      stream.avail_out = sizeof buffer;
      state = inflate (&stream, Z_NO_FLUSH);
      g_byte_array_append (text, buffer, sizeof buffer - stream.avail_out);
    }
  inflateEnd (&stream);

  if (state == Z_STREAM_END)
    return_bytes (call, text->data != NULL ? text->data : (const guchar *) "", text->len);
}

static void
deflate_text (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  g_autofree guint8 *bytes = NULL;
  g_autofree char *encoded = NULL;
  z_stream stream = { 0 };
  gsize size = compressBound (text.length) + 64;
  int state;

  if (text.length > MAX_INFLATED ||
      deflateInit2 (&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, call->extra, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return;

  bytes = g_malloc (size);
  stream.next_in = (Bytef *) text.text;
  stream.avail_in = text.length;
  stream.next_out = bytes;
  stream.avail_out = size;
  state = deflate (&stream, Z_FINISH);
  size -= stream.avail_out;
  deflateEnd (&stream);
  if (state != Z_STREAM_END)
    return;

  encoded = g_base64_encode (bytes, size);
  g_string_append (call->out, encoded);
  vdt_hunt_return_out (call);
}

/* The extra: a component escapes / ? # and the like too. */
static void
url_encode (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);

  for (gsize i = 0; i < text.length; i++)
    {
      guchar c = text.text[i];

      if (g_ascii_isalnum (c) || (c != 0 && strchr (call->extra ? "-_.~" : "-_.~!*'();:@&=+$,/?#[]", c) != NULL))
        g_string_append_c (call->out, c);
      else
        g_string_append_printf (call->out, "%%%02X", c);
    }
  vdt_hunt_return_out (call);
}

static void
url_decode (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  g_autoptr(GString) bytes = g_string_sized_new (text.length);

  for (gsize i = 0; i < text.length; i++)
    {
      if (text.text[i] == '%' && i + 2 < text.length && g_ascii_isxdigit (text.text[i + 1]) &&
          g_ascii_isxdigit (text.text[i + 2]))
        {
          g_string_append_c (bytes, g_ascii_xdigit_value (text.text[i + 1]) << 4 |
                                    g_ascii_xdigit_value (text.text[i + 2]));
          i += 2;
        }
      else
        {
          g_string_append_c (bytes, text.text[i] == '+' ? ' ' : text.text[i]);
        }
    }
  return_bytes (call, (const guchar *) bytes->str, bytes->len);
}

static void
checksum (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  g_autofree char *hex = g_compute_checksum_for_data (call->extra, (const guchar *) text.text, text.length);

  g_string_append (call->out, hex);
  vdt_hunt_return_out (call);
}

/* xxHash's XXH64 with seed 0, from its specification (github.com/Cyan4973/xxHash, doc/xxhash_spec.md). */
#define PRIME_1 G_GUINT64_CONSTANT (0x9E3779B185EBCA87)
#define PRIME_2 G_GUINT64_CONSTANT (0xC2B2AE3D27D4EB4F)
#define PRIME_3 G_GUINT64_CONSTANT (0x165667B19E3779F9)
#define PRIME_4 G_GUINT64_CONSTANT (0x85EBCA77C2B2AE63)
#define PRIME_5 G_GUINT64_CONSTANT (0x27D4EB2F165667C5)

static inline guint64
rotate (guint64 x,
        int     by)
{
  return x << by | x >> (64 - by);
}

static inline guint64
lane (const char *at)
{
  guint64 x;

  memcpy (&x, at, sizeof x);

  return GUINT64_FROM_LE (x);
}

static inline guint64
mix (guint64 accumulator,
     guint64 x)
{
  return rotate (accumulator + x * PRIME_2, 31) * PRIME_1;
}

static guint64
xxh64 (const char *at,
       gsize       length)
{
  const char *end = at + length;
  guint64 hash = PRIME_5;

  if (length >= 32)
    {
      guint64 a[4] = { PRIME_1 + PRIME_2, PRIME_2, 0, - PRIME_1 };

      for (; end - at >= 32; at += 32)
        for (int i = 0; i < 4; i++)
          a[i] = mix (a[i], lane (at + 8 * i));
      hash = rotate (a[0], 1) + rotate (a[1], 7) + rotate (a[2], 12) + rotate (a[3], 18);
      for (int i = 0; i < 4; i++)
        hash = (hash ^ mix (0, a[i])) * PRIME_1 + PRIME_4;
    }

  hash += length;
  for (; end - at >= 8; at += 8)
    hash = rotate (hash ^ mix (0, lane (at)), 27) * PRIME_1 + PRIME_4;
  if (end - at >= 4)
    {
      guint32 x;

      memcpy (&x, at, sizeof x);
      hash = rotate (hash ^ (GUINT32_FROM_LE (x) * PRIME_1), 23) * PRIME_2 + PRIME_3;
      at += 4;
    }
  for (; at < end; at++)
    hash = rotate (hash ^ ((guchar) *at * PRIME_5), 11) * PRIME_1;

  hash = (hash ^ hash >> 33) * PRIME_2;
  hash = (hash ^ hash >> 29) * PRIME_3;

  return hash ^ hash >> 32;
}

/* The remainder is never negative. */
static gint64
reduce (guint64 hash,
        gint64  by)
{
  gint64 signed_hash = (gint64) hash;
  gint64 rest;

  if (by == 0)
    return signed_hash;
  if (by == -1)
    return 0;
  rest = signed_hash % by;

  return rest < 0 ? rest + ABS (by) : rest;
}

static void
hash_text (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);

  vdt_hunt_return_integer (call, reduce (xxh64 (text.text, text.length), vdt_hunt_call_integer (call, 1)));
}

/* A number hashes by its eight bytes. */
static void
hash_long (VdtHuntCall *call)
{
  gint64 number = GINT64_TO_LE (vdt_hunt_call_integer (call, 0));

  vdt_hunt_return_integer (call, reduce (xxh64 ((const char *) &number, sizeof number),
                                         vdt_hunt_call_integer (call, 1)));
}

static void
hash_real (VdtHuntCall *call)
{
  double number = vdt_hunt_call_real (call, 0);

  vdt_hunt_return_integer (call, reduce (xxh64 ((const char *) &number, sizeof number),
                                         vdt_hunt_call_integer (call, 1)));
}

static void
hash_combine (VdtHuntCall *call)
{
  guint64 hash = 0;

  for (guint i = 0; i < call->n; i++)
    hash ^= (guint64) vdt_hunt_call_integer (call, i) + 0x9e3779b9 + (hash << 6) + (hash >> 2);
  vdt_hunt_return_integer (call, (gint64) hash);
}

static const VdtHuntFunction functions[] = {
  { "kql_base64_encode", "s:s", base64_encode },
  { "kql_base64_decode", "s:s", base64_decode },
  { "kql_base64_decode_toarray", "j:s", base64_decode_array },
  { "kql_base64_encode_fromarray", "s:j", base64_encode_array },
  { "kql_base64_decode_toguid", "j:s", base64_decode_guid },
  { "kql_base64_encode_fromguid", "s:s", base64_encode_guid },
  { "kql_zlib_decompress", "s:s", inflate_text, .extra = 15 },
  { "kql_gzip_decompress", "s:s", inflate_text, .extra = 31 },
  { "kql_zlib_compress", "s:s", deflate_text, .extra = 15 },
  { "kql_gzip_compress", "s:s", deflate_text, .extra = 31 },
  { "kql_url_encode", "s:s", url_encode },
  { "kql_url_encode_component", "s:s", url_encode, .extra = TRUE },
  { "kql_url_decode", "s:s", url_decode },
  { "kql_md5", "s:s", checksum, .extra = G_CHECKSUM_MD5 },
  { "kql_sha1", "s:s", checksum, .extra = G_CHECKSUM_SHA1 },
  { "kql_sha256", "s:s", checksum, .extra = G_CHECKSUM_SHA256 },
  { "kql_hash", "l:sl", hash_text },
  { "kql_hash_long", "l:ll", hash_long },
  { "kql_hash_real", "l:dl", hash_real },
  { "kql_hash_combine", "l:l*", hash_combine },
};

gboolean
vdt_hunt_encode_register (duckdb_connection   connection,
                          GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
