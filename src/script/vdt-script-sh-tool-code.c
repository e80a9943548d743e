/* vdt-script-sh-tool-code.c
 *
 * Programs that decode: base64, base32, xxd, od's inverse, gzip and its kin,
 * openssl enc with a key or password that the script gives.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-tool.h"

#include <archive.h>
#include <archive_entry.h>
#include <nettle/md5.h>
#include <nettle/pbkdf2.h>
#include <nettle/sha2.h>
#include <string.h>

#include "vdt-script-decode.h"

#define MAX_OUT ((gsize) 2 * 1024 * 1024)

static gboolean
has (ShTool     *tool,
    const char *option)
{
  for (guint i = 1; i < tool->words->len; i++)
    if (g_str_equal (vdt_script_sh_tool_word (tool, i), option))
      return TRUE;

  return FALSE;
}

static gboolean
has_letter (ShTool *tool,
           char    letter)
{
  for (guint i = 1; i < tool->words->len; i++)
    {
      const char *word = vdt_script_sh_tool_word (tool, i);

      if (word[0] == '-' && word[1] != '-' && strchr (word, letter) != NULL)
        return TRUE;
    }

  return FALSE;
}

static const char *
value_of (ShTool     *tool,
         const char *option)
{
  for (guint i = 1; i + 1 < tool->words->len; i++)
    if (g_str_equal (vdt_script_sh_tool_word (tool, i), option))
      return vdt_script_sh_tool_word (tool, i + 1);

  return NULL;
}

/* The operands that name files; options with a value in @valued. */
static GString *
input_of (ShTool     *tool,
         const char *valued)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 1; i < tool->words->len; i++)
    {
      const char *word = vdt_script_sh_tool_word (tool, i);

      if (*word != '-' || word[1] == '\0')
        g_ptr_array_add (names, (gpointer) word);
      else if (strlen (word) == 2 && strchr (valued, word[1]) != NULL)
        i++;
    }

  return vdt_script_sh_tool_input (tool, names);
}

static gboolean
print_bytes (ShTool     *tool,
            GByteArray *bytes)
{
  if (bytes == NULL)
    return FALSE;

  if (vdt_script_context_charge (tool->sh->context, bytes->len))
    vdt_script_sh_tool_print (tool, (const char *) bytes->data, bytes->len);

  g_byte_array_unref (bytes);

  return TRUE;
}

static void
print_wrapped (ShTool     *tool,
              const char *text,
              gsize       width)
{
  gsize n = strlen (text);

  for (gsize at = 0; at < n && width > 0; at += width)
    {
      vdt_script_sh_tool_print (tool, text + at, MIN (width, n - at));
      vdt_script_sh_tool_print (tool, "\n", 1);
    }

  if (width == 0)
    vdt_script_sh_tool_print (tool, text, n);
}

static gboolean
run_base64 (ShTool *tool)
{
  g_autofree char *text = NULL;
  GString *in = input_of (tool, "w");
  const char *width = value_of (tool, "-w");
  gboolean decode = has_letter (tool, 'd') || has_letter (tool, 'D') || has (tool, "--decode");
  gboolean known;

  if (in == NULL)
    return FALSE;

  if (decode)
    {
      known = print_bytes (tool, vdt_script_decode_base64 (in->str, in->len, FALSE));
    }
  else
    {
      text = g_base64_encode ((const guchar *) in->str, in->len);
      print_wrapped (tool, text, has (tool, "-w0") ? 0 : width != NULL ? (gsize) g_ascii_strtoull (width, NULL, 10) : 76);
      known = TRUE;
    }

  g_string_free (in, TRUE);

  return known;
}

static gboolean
run_digest (ShTool *tool)
{
  static const struct
  {
    const char    *name;
    GChecksumType  type;
  } digests[] = {
    { "md5sum", G_CHECKSUM_MD5 },       { "sha1sum", G_CHECKSUM_SHA1 },     { "sha256sum", G_CHECKSUM_SHA256 },
    { "sha384sum", G_CHECKSUM_SHA384 }, { "sha512sum", G_CHECKSUM_SHA512 },
  };
  GString *in = input_of (tool, "");

  if (in == NULL || tool->words->len > 1)
    {
      if (in != NULL)
        g_string_free (in, TRUE);
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (digests); i++)
    if (g_str_equal (digests[i].name, tool->name))
      {
        g_autofree char *hex = g_compute_checksum_for_data (digests[i].type, (const guchar *) in->str, in->len);

        vdt_script_sh_tool_print (tool, hex, strlen (hex));
        vdt_script_sh_tool_print (tool, "  -\n", 4);
      }

  g_string_free (in, TRUE);

  return TRUE;
}

/* RFC 4648, section 6 */
static gboolean
run_base32 (ShTool *tool)
{
  GString *in = input_of (tool, "w");
  GByteArray *out;
  guint64 bits = 0;
  guint n_bits = 0;

  if (in == NULL)
    return FALSE;

  out = g_byte_array_new ();

  for (gsize i = 0; i < in->len && in->str[i] != '='; i++)
    {
      char c = g_ascii_toupper (in->str[i]);
      guint value;

      if (c >= 'A' && c <= 'Z')
        value = (guint) (c - 'A');
      else if (c >= '2' && c <= '7')
        value = (guint) (c - '2') + 26;
      else
        continue;

      bits = (bits << 5) | value;
      n_bits += 5;

      if (n_bits >= 8)
        {
          guint8 byte = (guint8) (bits >> (n_bits - 8));

          g_byte_array_append (out, &byte, 1);
          n_bits -= 8;
        }
    }

  g_string_free (in, TRUE);

  if (!has_letter (tool, 'd') && !has (tool, "--decode"))
    {
      g_byte_array_unref (out);
      return FALSE;
    }

  return print_bytes (tool, out);
}

/* xxd -r: a dump's bytes; with -p only digits, else an offset before and text behind. */
static GByteArray *
undump (const GString *in,
       gboolean       plain)
{
  g_autoptr(GString) digits = g_string_new (NULL);

  for (gsize at = 0; at < in->len;)
    {
      const char *line = in->str + at;
      const char *newline = memchr (line, '\n', in->len - at);
      gsize length = newline != NULL ? (gsize) (newline - line) : in->len - at;
      const char *colon = plain ? NULL : memchr (line, ':', length);
      gsize from = colon != NULL ? (gsize) (colon + 1 - line) : 0;

      for (gsize i = from; i < length; i++)
        {
          /* Two spaces end the bytes of a dump. */
          if (!plain && line[i] == ' ' && i > from + 1 && i + 1 < length && line[i + 1] == ' ')
            break;

          if (g_ascii_isxdigit (line[i]))
            g_string_append_c (digits, line[i]);
        }

      at += length + 1;
    }

  if (digits->len % 2 != 0)
    g_string_truncate (digits, digits->len - 1);

  return vdt_script_decode_hex (digits->str, digits->len);
}

static gboolean
run_xxd (ShTool *tool)
{
  GString *in = input_of (tool, "clsgo");
  gboolean known = FALSE;

  if (in == NULL)
    return FALSE;

  if (has_letter (tool, 'r'))
    {
      known = print_bytes (tool, undump (in, has_letter (tool, 'p') || has (tool, "-ps")));
    }
  else if (has_letter (tool, 'p'))
    {
      g_autoptr(GString) out = g_string_new (NULL);

      for (gsize i = 0; i < in->len && out->len < MAX_OUT; i++)
        g_string_append_printf (out, "%02x%s", (guchar) in->str[i], (i + 1) % 30 == 0 ? "\n" : "");

      if (in->len % 30 != 0)
        g_string_append_c (out, '\n');

      vdt_script_sh_tool_print (tool, out->str, out->len);
      known = TRUE;
    }

  g_string_free (in, TRUE);

  return known;
}

/* Whatever of gzip, bzip2, xz, lzma, compress and zstd libarchive knows. */
static GByteArray *
decompress (const GString *in)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  GByteArray *out = NULL;

  archive_read_support_filter_gzip (archive);
  archive_read_support_filter_bzip2 (archive);
  archive_read_support_filter_xz (archive);
  archive_read_support_filter_lzma (archive);
  archive_read_support_filter_compress (archive);
  archive_read_support_format_raw (archive);

  if (archive_read_open_memory (archive, in->str, in->len) == ARCHIVE_OK &&
      archive_read_next_header (archive, &entry) == ARCHIVE_OK &&
      archive_filter_count (archive) > 1)
    {
      guint8 buffer[8192];
      la_ssize_t n;

      out = g_byte_array_new ();

      while (out->len < MAX_OUT && (n = archive_read_data (archive, buffer, sizeof buffer)) > 0)
        g_byte_array_append (out, buffer, (guint) n);

      if (out->len == 0)
        g_clear_pointer (&out, g_byte_array_unref);
    }

  archive_read_free (archive);

  return out;
}

static gboolean
run_decompress (ShTool *tool)
{
  gboolean always = g_str_has_prefix (tool->name, "gun") || g_str_has_prefix (tool->name, "bun") ||
                    g_str_has_prefix (tool->name, "un") || g_str_has_suffix (tool->name, "cat");
  GString *in;
  gboolean known;

  if (!always && !has_letter (tool, 'd') && !has (tool, "--decompress"))
    return FALSE;

  in = input_of (tool, "S");

  if (in == NULL)
    return FALSE;

  known = print_bytes (tool, decompress (in));
  g_string_free (in, TRUE);

  return known;
}

/* OpenSSL's EVP_BytesToKey with one round: hash (previous + password + salt), as often as needed. */
static void
derive_old (gboolean      md5,
           const char   *password,
           const guint8 *salt,
           guint8       *out,
           gsize         length)
{
  guint8 block[SHA256_DIGEST_SIZE];
  gsize size = md5 ? MD5_DIGEST_SIZE : SHA256_DIGEST_SIZE;
  gsize have = 0;

  while (have < length)
    {
      struct md5_ctx md5_context;
      struct sha256_ctx sha256_context;

      md5_init (&md5_context);
      sha256_init (&sha256_context);

      if (have > 0)
        {
          md5_update (&md5_context, size, block);
          sha256_update (&sha256_context, size, block);
        }

      md5_update (&md5_context, strlen (password), (const guint8 *) password);
      sha256_update (&sha256_context, strlen (password), (const guint8 *) password);

      if (salt != NULL)
        {
          md5_update (&md5_context, 8, salt);
          sha256_update (&sha256_context, 8, salt);
        }

      if (md5)
        md5_digest (&md5_context, MD5_DIGEST_SIZE, block);
      else
        sha256_digest (&sha256_context, SHA256_DIGEST_SIZE, block);

      memcpy (out + have, block, MIN (size, length - have));
      have += MIN (size, length - have);
    }
}

static GByteArray *
decrypt (ShTool     *tool,
        GByteArray *data,
        gsize       key_length)
{
  const char *key_text = value_of (tool, "-K");
  const char *iv_text = value_of (tool, "-iv");
  const char *password = value_of (tool, "-k");
  const char *pass = value_of (tool, "-pass");
  const char *rounds = value_of (tool, "-iter");
  const char *digest = value_of (tool, "-md");
  gboolean salted = data->len > 16 && memcmp (data->data, "Salted__", 8) == 0;
  guint8 key[48] = { 0 };
  gsize skip = 0;

  if (password == NULL && pass != NULL && g_str_has_prefix (pass, "pass:"))
    password = pass + 5;

  if (key_text != NULL)
    {
      g_autoptr(GByteArray) key_bytes = vdt_script_decode_hex (key_text, strlen (key_text));
      g_autoptr(GByteArray) iv_bytes = iv_text != NULL ? vdt_script_decode_hex (iv_text, strlen (iv_text)) : NULL;

      if (key_bytes == NULL)
        return NULL;

      memcpy (key, key_bytes->data, MIN (key_bytes->len, key_length));

      if (iv_bytes != NULL)
        memcpy (key + key_length, iv_bytes->data, MIN (iv_bytes->len, 16));
    }
  else if (password != NULL)
    {
      const guint8 *salt = salted ? data->data + 8 : NULL;

      skip = salted ? 16 : 0;

      if (has (tool, "-pbkdf2") || rounds != NULL)
        {
          guint64 n = rounds != NULL ? g_ascii_strtoull (rounds, NULL, 10) : 10000;

          if (n == 0 || n > 200000 || !vdt_script_context_step (tool->sh->context, (guint) n))
            return NULL;

          pbkdf2_hmac_sha256 (strlen (password), (const guint8 *) password, (unsigned) n, salt != NULL ? 8 : 0,
                              salt != NULL ? salt : (const guint8 *) "", key_length + 16, key);
        }
      else
        {
          derive_old (digest != NULL && g_str_equal (digest, "md5"), password, salt, key, key_length + 16);
        }
    }
  else
    {
      return NULL;
    }

  return vdt_script_aes_cbc (key, key_length, key + key_length, data->data + skip, data->len - skip, TRUE);
}

/* openssl enc -d, openssl base64 -d, openssl aes-256-cbc -d */
static gboolean
run_openssl (ShTool *tool)
{
  static const struct
  {
    const char *name;
    gsize       key_length;
  } ciphers[] = {
    { "aes-128-cbc", 16 }, { "aes-192-cbc", 24 }, { "aes-256-cbc", 32 }, { "aes128", 16 }, { "aes256", 32 },
  };
  const char *file = value_of (tool, "-in");
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  GString *in;
  GByteArray *data = NULL;
  gsize key_length = 0;
  gboolean base64 = has (tool, "-a") || has (tool, "-base64") || has (tool, "base64");

  if (!has (tool, "-d"))
    return FALSE;

  for (guint i = 1; i < tool->words->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (ciphers); k++)
      {
        const char *word = vdt_script_sh_tool_word (tool, i);

        if (g_ascii_strcasecmp (word + (*word == '-'), ciphers[k].name) == 0)
          key_length = ciphers[k].key_length;
      }

  if (file != NULL)
    g_ptr_array_add (names, (gpointer) file);

  in = vdt_script_sh_tool_input (tool, names);

  if (in == NULL)
    return FALSE;

  if (base64)
    data = vdt_script_decode_base64 (in->str, in->len, FALSE);
  else
    data = g_byte_array_append (g_byte_array_new (), (const guint8 *) in->str, (guint) in->len);

  g_string_free (in, TRUE);

  if (data != NULL && key_length > 0)
    {
      GByteArray *plain = decrypt (tool, data, key_length);

      g_byte_array_unref (data);
      data = plain;
    }
  else if (!base64)
    {
      g_clear_pointer (&data, g_byte_array_unref);
    }

  return print_bytes (tool, data);
}

gboolean
vdt_script_sh_tool_code (ShTool   *tool,
                        gboolean *known)
{
  static const struct
  {
    const char *name;
    ShToolFunc  run;
  } tools[] = {
    { "base32", run_base32 },     { "base64", run_base64 },     { "bunzip2", run_decompress }, { "bzcat", run_decompress },
    { "bzip2", run_decompress },  { "gbase64", run_base64 },    { "gunzip", run_decompress },  { "gzip", run_decompress },
    { "lzcat", run_decompress },  { "lzma", run_decompress },   { "md5sum", run_digest },      { "openssl", run_openssl },
    { "sha1sum", run_digest },    { "sha256sum", run_digest },  { "sha384sum", run_digest },   { "sha512sum", run_digest },
    { "unlzma", run_decompress },
    { "unxz", run_decompress },   { "xxd", run_xxd },           { "xz", run_decompress },      { "xzcat", run_decompress },
    { "zcat", run_decompress },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    if (g_str_equal (tools[i].name, tool->name))
      {
        *known = tools[i].run (tool);
        return TRUE;
      }

  return FALSE;
}
