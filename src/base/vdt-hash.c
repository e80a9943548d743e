/* vdt-hash.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hash.h"

/**
 * vdt_sha256_hex:
 * @data: bytes
 * @length: how many, or -1 for a string
 *
 * Returns: (transfer full): 64 lower-case hexadecimal digits
 */
char *
vdt_sha256_hex (gconstpointer data,
                gssize        length)
{
  if (length < 0)
    return g_compute_checksum_for_string (G_CHECKSUM_SHA256, data, -1);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, (gsize) length);
}
