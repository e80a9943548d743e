/* vdt-text-decoder.h
 *
 * Bytes of a foreign file, in whatever encoding, as valid UTF-8.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtTextEncoding:
 * @VDT_TEXT_UTF8: UTF-8, with or without a byte order mark
 * @VDT_TEXT_UTF16_LE: UTF-16, low byte first, as PowerShell 5 redirects
 * @VDT_TEXT_UTF16_BE: UTF-16, high byte first
 * @VDT_TEXT_UTF32: UTF-32, which is recognised but not read
 */
typedef enum
{
  VDT_TEXT_UTF8,
  VDT_TEXT_UTF16_LE,
  VDT_TEXT_UTF16_BE,
  VDT_TEXT_UTF32
} VdtTextEncoding;

typedef struct _VdtTextDecoder VdtTextDecoder;

VdtTextDecoder  *vdt_text_decoder_new          (void);
void             vdt_text_decoder_push         (VdtTextDecoder  *self,
                                                const guint8    *bytes,
                                                gsize            n_bytes,
                                                gboolean         last,
                                                const char     **out_text,
                                                gsize           *out_length);
VdtTextEncoding  vdt_text_decoder_get_encoding (VdtTextDecoder  *self);
guint64          vdt_text_decoder_get_n_bad    (VdtTextDecoder  *self,
                                                guint64         *out_first);
void             vdt_text_decoder_free         (VdtTextDecoder  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtTextDecoder, vdt_text_decoder_free)

G_END_DECLS
