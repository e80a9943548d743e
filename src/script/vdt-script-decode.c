/* vdt-script-decode.c
 *
 * Base64, hexadecimal, URL escapes, deflate streams, UTF-16 and AES-CBC.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-decode.h"

#include <nettle/aes.h>
#include <nettle/cbc.h>
#include <string.h>
#include <zlib.h>

static int
base64_value (char c)
{
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  if (c == '+' || c == '-')
    return 62;
  if (c == '/' || c == '_')
    return 63;

  return -1;
}

/**
 * vdt_script_decode_base64:
 * @text: base64 text, white space allowed, padding optional
 * @length: its length
 * @strict: whether a foreign character makes the whole invalid; otherwise it is passed over
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GByteArray *
vdt_script_decode_base64 (const char *text,
                          gsize       length,
                          gboolean    strict)
{
  g_autoptr(GByteArray) bytes = g_byte_array_sized_new ((guint) MIN (length / 4 * 3 + 3, G_MAXUINT / 2));
  guint32 word = 0;
  guint bits = 0;

  for (gsize i = 0; i < length; i++)
    {
      int value = base64_value (text[i]);

      if (text[i] == '=')
        break;

      if (value < 0)
        {
          if (strict && !g_ascii_isspace (text[i]))
            return NULL;
          continue;
        }

      word = word << 6 | (guint32) value;
      bits += 6;

      if (bits >= 8)
        {
          guint8 byte = (guint8) (word >> (bits - 8));

          bits -= 8;
          word &= (1u << bits) - 1;
          g_byte_array_append (bytes, &byte, 1);
        }
    }

  return g_steal_pointer (&bytes);
}

GByteArray *
vdt_script_decode_hex (const char *text,
                       gsize       length)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  int high = -1;

  for (gsize i = 0; i < length; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);
      guint8 byte;

      if (g_ascii_isspace (text[i]))
        continue;

      if (digit < 0)
        return NULL;

      if (high < 0)
        {
          high = digit;
          continue;
        }

      byte = (guint8) (high << 4 | digit);
      high = -1;
      g_byte_array_append (bytes, &byte, 1);
    }

  return g_steal_pointer (&bytes);
}

/**
 * vdt_script_inflate:
 * @format: what wraps the deflate stream (RFC 1951, 1950, 1952)
 * @bytes: the stream
 * @n_bytes: its length
 * @limit: no more than this comes out
 *
 * A damaged or cut stream gives what could be read of it, as .NET's and
 * gzip's readers do.
 *
 * Returns: (transfer full) (nullable): the bytes, %NULL if there are none
 */
GByteArray *
vdt_script_inflate (VdtScriptInflate  format,
                    const guint8     *bytes,
                    gsize             n_bytes,
                    gsize             limit)
{
  static const int window_bits[] = { -MAX_WBITS, MAX_WBITS, MAX_WBITS + 16 };
  g_autoptr(GByteArray) result = g_byte_array_new ();
  z_stream stream = { 0 };
  guint8 buffer[16384];
  int status;

  if (n_bytes > G_MAXUINT || inflateInit2 (&stream, window_bits[format]) != Z_OK)
    return NULL;

  stream.next_in = (Bytef *) bytes;
  stream.avail_in = (uInt) n_bytes;

  do
    {
      gsize got;

      stream.next_out = buffer;
      stream.avail_out = sizeof buffer;
      status = inflate (&stream, Z_NO_FLUSH);
      got = MIN (sizeof buffer - stream.avail_out, limit - result->len);
      g_byte_array_append (result, buffer, (guint) got);
    }
  while (status == Z_OK && result->len < limit);

  inflateEnd (&stream);

  return result->len > 0 ? g_steal_pointer (&result) : NULL;
}

GByteArray *
vdt_script_decode_url (const char *text,
                       gsize       length)
{
  GByteArray *bytes = g_byte_array_new ();

  for (gsize i = 0; i < length; i++)
    {
      guint8 byte = (guint8) text[i];

      if (text[i] == '%' && i + 2 < length && g_ascii_isxdigit (text[i + 1]) && g_ascii_isxdigit (text[i + 2]))
        {
          byte = (guint8) (g_ascii_xdigit_value (text[i + 1]) << 4 | g_ascii_xdigit_value (text[i + 2]));
          i += 2;
        }

      g_byte_array_append (bytes, &byte, 1);
    }

  return bytes;
}

/**
 * vdt_script_append_unichar:
 * @text: grows
 * @character: a code point, or a lone UTF-16 surrogate
 *
 * As g_string_append_unichar(), but a surrogate is kept (in the three bytes
 * that UTF-8's scheme gives it), because evaluation may join it to a pair later.
 */
void
vdt_script_append_unichar (GString *text,
                           guint32  character)
{
  if (character < 0x80)
    g_string_append_c (text, (char) character);
  else if (character > 0x10ffff)
    g_string_append (text, "\xef\xbf\xbd");
  else
    g_string_append_unichar (text, character);
}

/**
 * vdt_script_next_unichar:
 * @at: (inout): moves behind the character; must be before @end
 * @end: the end of the text
 *
 * Returns: the next code point of UTF-8 that may hold surrogates; a byte that fits nothing is its own value
 */
guint32
vdt_script_next_unichar (const char **at,
                         const char  *end)
{
  const guchar *p = (const guchar *) *at;
  gsize left = (gsize) (end - *at);
  guint more = p[0] >= 0xf0 && p[0] < 0xf5 ? 3 : p[0] >= 0xe0 && p[0] < 0xf0 ? 2 : p[0] >= 0xc2 && p[0] < 0xe0 ? 1 : 0;
  guint32 value = more == 3 ? p[0] & 0x07 : more == 2 ? p[0] & 0x0f : more == 1 ? p[0] & 0x1f : p[0];

  if (more >= left)
    {
      (*at)++;
      return p[0];
    }

  for (guint i = 1; i <= more; i++)
    {
      if ((p[i] & 0xc0) != 0x80)
        {
          (*at)++;
          return p[0];
        }

      value = value << 6 | (p[i] & 0x3f);
    }

  *at += more + 1;

  return value;
}

/**
 * vdt_script_decode_utf16:
 * @bytes: UTF-16 text
 * @n_bytes: its length; an odd last byte is passed over
 * @big_endian: the byte order
 * @length: (out): the length of what is returned
 *
 * Returns: (transfer full): UTF-8 (lone surrogates kept as in vdt_script_append_unichar())
 */
char *
vdt_script_decode_utf16 (const guint8 *bytes,
                         gsize         n_bytes,
                         gboolean      big_endian,
                         gsize        *length)
{
  GString *text = g_string_sized_new (n_bytes / 2 + 1);

  for (gsize i = 0; i + 1 < n_bytes; i += 2)
    {
      guint32 unit = big_endian ? (guint32) (bytes[i] << 8 | bytes[i + 1])
                                : (guint32) (bytes[i + 1] << 8 | bytes[i]);

      if (unit >= 0xd800 && unit < 0xdc00 && i + 3 < n_bytes)
        {
          guint32 low = big_endian ? (guint32) (bytes[i + 2] << 8 | bytes[i + 3])
                                   : (guint32) (bytes[i + 3] << 8 | bytes[i + 2]);

          if (low >= 0xdc00 && low < 0xe000)
            {
              unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
              i += 2;
            }
        }

      vdt_script_append_unichar (text, unit);
    }

  *length = text->len;

  return g_string_free (text, FALSE);
}

/* Whether most of the high bytes are zero, as they are in UTF-16LE of Latin text. */
gboolean
vdt_script_looks_utf16 (const guint8 *bytes,
                        gsize         n_bytes)
{
  gsize pairs = MIN (n_bytes / 2, 512);
  gsize zeros = 0;

  for (gsize i = 0; i < pairs; i++)
    zeros += bytes[i * 2 + 1] == 0 && bytes[i * 2] != 0;

  return pairs > 0 && zeros * 10 >= pairs * 8;
}

/**
 * vdt_script_aes_cbc:
 * @key: the key
 * @key_length: 16, 24 or 32
 * @iv: 16 bytes
 * @bytes: the cipher text
 * @n_bytes: its length; a last incomplete block is passed over
 * @padded: whether PKCS #7 padding is taken off
 *
 * Returns: (transfer full) (nullable): the clear text, %NULL if the key's length or the padding is wrong
 */
GByteArray *
vdt_script_aes_cbc (const guint8 *key,
                    gsize         key_length,
                    const guint8 *iv,
                    const guint8 *bytes,
                    gsize         n_bytes,
                    gboolean      padded)
{
  g_autoptr(GByteArray) clear = NULL;
  guint8 chain[AES_BLOCK_SIZE];
  gsize whole = n_bytes / AES_BLOCK_SIZE * AES_BLOCK_SIZE;

  if (whole == 0 || whole > G_MAXUINT / 2)
    return NULL;

  clear = g_byte_array_sized_new ((guint) whole);
  g_byte_array_set_size (clear, (guint) whole);
  memcpy (chain, iv, sizeof chain);

  if (key_length == AES128_KEY_SIZE)
    {
      struct aes128_ctx aes;

      aes128_set_decrypt_key (&aes, key);
      cbc_decrypt (&aes, (nettle_cipher_func *) aes128_decrypt, AES_BLOCK_SIZE, chain, whole, clear->data, bytes);
    }
  else if (key_length == AES192_KEY_SIZE)
    {
      struct aes192_ctx aes;

      aes192_set_decrypt_key (&aes, key);
      cbc_decrypt (&aes, (nettle_cipher_func *) aes192_decrypt, AES_BLOCK_SIZE, chain, whole, clear->data, bytes);
    }
  else if (key_length == AES256_KEY_SIZE)
    {
      struct aes256_ctx aes;

      aes256_set_decrypt_key (&aes, key);
      cbc_decrypt (&aes, (nettle_cipher_func *) aes256_decrypt, AES_BLOCK_SIZE, chain, whole, clear->data, bytes);
    }
  else
    {
      return NULL;
    }

  if (padded)
    {
      guint8 padding = clear->data[whole - 1];

      if (padding == 0 || padding > AES_BLOCK_SIZE)
        return NULL;

      g_byte_array_set_size (clear, (guint) (whole - padding));
    }

  return g_steal_pointer (&clear);
}
