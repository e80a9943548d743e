/* vdt-text-decoder.c
 *
 * GLib's converters stop at the first byte that is wrong; here it becomes U+FFFD,
 * is counted, and the rest is read. Valid UTF-8, the usual case, is not copied.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-text-decoder.h"

#include <string.h>

struct _VdtTextDecoder
{
  VdtTextEncoding  encoding;
  gboolean         started;
  guint64          position;      /* in bytes, of what comes next */
  guint64          n_bad;
  guint64          first_bad;
  guint8           carry[4];      /* the beginning of a character that a piece cut */
  gsize            n_carry;
  GByteArray      *input;         /* carry and piece together */
  GString         *output;
};

VdtTextDecoder *
vdt_text_decoder_new (void)
{
  VdtTextDecoder *self = g_new0 (VdtTextDecoder, 1);

  self->input = g_byte_array_new ();
  self->output = g_string_new (NULL);

  return self;
}

void
vdt_text_decoder_free (VdtTextDecoder *self)
{
  g_return_if_fail (self != NULL);

  g_byte_array_unref (self->input);
  g_string_free (self->output, TRUE);
  g_free (self);
}

/**
 * vdt_text_decoder_get_encoding:
 * @self: a decoder that has been given its first piece
 *
 * Returns: how the text is encoded
 */
VdtTextEncoding
vdt_text_decoder_get_encoding (VdtTextDecoder *self)
{
  g_return_val_if_fail (self != NULL, VDT_TEXT_UTF8);

  return self->encoding;
}

/**
 * vdt_text_decoder_get_n_bad:
 * @self: a decoder
 * @out_first: (out) (optional): byte at which the first of them is
 *
 * Returns: how many bytes or surrogates were no text and became U+FFFD
 */
guint64
vdt_text_decoder_get_n_bad (VdtTextDecoder *self,
                            guint64        *out_first)
{
  g_return_val_if_fail (self != NULL, 0);

  if (out_first != NULL)
    *out_first = self->first_bad;

  return self->n_bad;
}

static void
add_bad (VdtTextDecoder *self,
         guint64         position)
{
  if (self->n_bad++ == 0)
    self->first_bad = position;

  g_string_append (self->output, "\357\277\275");
}

/* Returns how many bytes the mark takes. Without one, ASCII in UTF-16 shows by
 * its zero bytes. */
static gsize
sniff (VdtTextDecoder *self,
       const guint8   *bytes,
       gsize           n)
{
  static const guint8 utf8_mark[] = { 0xef, 0xbb, 0xbf };
  static const guint8 utf32_le[] = { 0xff, 0xfe, 0, 0 };
  static const guint8 utf32_be[] = { 0, 0, 0xfe, 0xff };

  self->started = TRUE;
  self->encoding = VDT_TEXT_UTF8;

  if (n >= 3 && memcmp (bytes, utf8_mark, 3) == 0)
    return 3;

  if (n >= 4 && (memcmp (bytes, utf32_le, 4) == 0 || memcmp (bytes, utf32_be, 4) == 0))
    {
      self->encoding = VDT_TEXT_UTF32;
      return 4;
    }

  if (n >= 2 && bytes[0] == 0xff && bytes[1] == 0xfe)
    {
      self->encoding = VDT_TEXT_UTF16_LE;
      return 2;
    }

  if (n >= 2 && bytes[0] == 0xfe && bytes[1] == 0xff)
    {
      self->encoding = VDT_TEXT_UTF16_BE;
      return 2;
    }

  if (n >= 4 && bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0)
    self->encoding = VDT_TEXT_UTF16_LE;
  else if (n >= 4 && bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0)
    self->encoding = VDT_TEXT_UTF16_BE;

  return 0;
}

/* Most of what is imported is ASCII: eight bytes at a time. */
static const char *
skip_ascii (const char *p,
            const char *end)
{
  guint64 word;

  for (; end - p >= 8; p += 8)
    {
      memcpy (&word, p, sizeof word);
      if ((word & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
        break;
    }

  while (p < end && (guchar) *p < 0x80)
    p++;

  return p;
}

/* The end of the valid text in @text; a NUL is text here, the reader refuses it
 * with a better message. */
static const char *
valid_end (const char *text,
           const char *end)
{
  const char *p = skip_ascii (text, end);

  while (p < end)
    {
      const char *stop = p;

      /* the characters up to the next ASCII one */
      while (stop < end && (guchar) *stop >= 0x80)
        stop++;
      if (!g_utf8_validate_len (p, (gsize) (stop - p), &p))
        break;
      p = skip_ascii (p, end);
    }

  return p;
}

static void
decode_utf8 (VdtTextDecoder *self,
             const guint8   *bytes,
             gsize           n,
             gboolean        last)
{
  const char *p = (const char *) bytes;
  const char *end = p + n;

  while (p < end)
    {
      const char *stop = valid_end (p, end);

      g_string_append_len (self->output, p, stop - p);
      p = stop;
      if (p == end)
        break;

      if (!last && end - p < 4 && g_utf8_get_char_validated (p, end - p) == (gunichar) -2)
        {
          self->n_carry = (gsize) (end - p);
          memcpy (self->carry, p, self->n_carry);
          break;
        }

      add_bad (self, self->position + (guint64) (p - (const char *) bytes));
      p++;
    }
}

static guint
get_unit (VdtTextDecoder *self,
          const guint8   *bytes)
{
  return self->encoding == VDT_TEXT_UTF16_LE ? (guint) (bytes[0] | bytes[1] << 8)
                                             : (guint) (bytes[1] | bytes[0] << 8);
}

static void
decode_utf16 (VdtTextDecoder *self,
              const guint8   *bytes,
              gsize           n,
              gboolean        last)
{
  gsize i = 0;

  while (n - i >= 2)
    {
      guint unit = get_unit (self, bytes + i);

      if (unit >= 0xd800 && unit < 0xdc00)
        {
          guint low;

          if (n - i < 4)
            break;

          low = get_unit (self, bytes + i + 2);
          if (low >= 0xdc00 && low < 0xe000)
            {
              g_string_append_unichar (self->output,
                                       0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
              i += 4;
              continue;
            }
        }

      if (unit >= 0xd800 && unit < 0xe000)
        add_bad (self, self->position + i);
      else
        g_string_append_unichar (self->output, unit);
      i += 2;
    }

  if (i < n && last)
    {
      add_bad (self, self->position + i);
    }
  else if (i < n)
    {
      self->n_carry = n - i;
      memcpy (self->carry, bytes + i, self->n_carry);
    }
}

/**
 * vdt_text_decoder_push:
 * @self: a decoder
 * @bytes: the next piece; the first one has at least four bytes if the file has
 * @n_bytes: its length
 * @last: whether the file ends with it
 * @out_text: (out): text, valid until the next call or as long as @bytes is
 * @out_length: (out): its length in bytes
 */
void
vdt_text_decoder_push (VdtTextDecoder  *self,
                       const guint8    *bytes,
                       gsize            n_bytes,
                       gboolean         last,
                       const char     **out_text,
                       gsize           *out_length)
{
  gsize n_carry;

  g_return_if_fail (self != NULL && out_text != NULL && out_length != NULL);

  if (!self->started)
    {
      gsize mark = sniff (self, bytes, n_bytes);

      bytes += mark;
      n_bytes -= mark;
      self->position += mark;
    }

  *out_text = (const char *) bytes;
  *out_length = n_bytes;

  if (self->encoding == VDT_TEXT_UTF8 && self->n_carry == 0 &&
      valid_end ((const char *) bytes, (const char *) bytes + n_bytes) == (const char *) bytes + n_bytes)
    {
      self->position += n_bytes;
      return;
    }

  g_string_truncate (self->output, 0);
  g_byte_array_set_size (self->input, 0);
  g_byte_array_append (self->input, self->carry, (guint) self->n_carry);
  g_byte_array_append (self->input, bytes, (guint) n_bytes);
  n_carry = self->n_carry;
  self->position -= n_carry;
  self->n_carry = 0;

  if (self->encoding == VDT_TEXT_UTF8)
    decode_utf8 (self, self->input->data, self->input->len, last);
  else if (self->encoding != VDT_TEXT_UTF32)
    decode_utf16 (self, self->input->data, self->input->len, last);

  self->position += n_carry + n_bytes;
  *out_text = self->output->str;
  *out_length = self->output->len;
}
