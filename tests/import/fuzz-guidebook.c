/* fuzz-guidebook.c
 *
 * Bytes as a DOCX file: refused with a message, or read, never more.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <stdint.h>

#include "vdt-guidebook-file.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = vdt_guidebook_docx_text (bytes, &error);

  g_assert_true ((text == NULL) == (error != NULL));

  return 0;
}
