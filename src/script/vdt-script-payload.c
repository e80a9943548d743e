/* vdt-script-payload.c
 *
 * Names what a script carries inside: executables, archives and shellcode, by
 * type, size and hash. The bytes themselves are not kept.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-core.h"

#include <string.h>

#define SHELLCODE_MIN 48
#define PE_SIGNATURE_OFFSET 0x3c

static guint32
read_le32 (const guint8 *bytes)
{
  return bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 | (guint32) bytes[3] << 24;
}

static guint
read_le16 (const guint8 *bytes)
{
  return bytes[0] | (guint) bytes[1] << 8;
}

/* Microsoft PE/COFF specification, sections 2.1 to 2.3: signature, machine, characteristics. */
static const char *
name_pe (const guint8 *bytes,
         gsize         n_bytes)
{
  guint32 offset;
  guint machine, flags;
  gboolean wide, library;

  if (n_bytes < 64 || bytes[0] != 'M' || bytes[1] != 'Z')
    return NULL;

  offset = read_le32 (bytes + PE_SIGNATURE_OFFSET);

  if (offset > n_bytes || n_bytes - offset < 24)
    return n_bytes > 512 ? "DOS or damaged PE executable" : NULL;

  if (memcmp (bytes + offset, "PE\0\0", 4) != 0)
    return NULL;

  machine = read_le16 (bytes + offset + 4);
  flags = read_le16 (bytes + offset + 22);
  wide = machine == 0x8664 || machine == 0xaa64;
  library = (flags & 0x2000) != 0;

  if (library)
    return wide ? "PE library (64-bit)" : "PE library (32-bit)";

  return wide ? "PE executable (64-bit)" : "PE executable (32-bit)";
}

/* How position-independent code for Windows and Linux usually begins: the
 * direction flag is cleared before a call, the stack is aligned, a call gets its own address. */
static gboolean
starts_like_code (const guint8 *b,
                  gsize         n_bytes)
{
  if (n_bytes < SHELLCODE_MIN)
    return FALSE;

  if (b[0] == 0xfc && (b[1] == 0xe8 || (b[1] == 0x48 && b[2] == 0x83 && b[3] == 0xe4) ||
                       (b[1] == 0x48 && b[2] == 0x81 && b[3] == 0xe4)))
    return TRUE;

  if (b[0] == 0xe8 && b[1] == 0 && b[2] == 0 && b[3] == 0 && b[4] == 0 && b[5] >= 0x58 && b[5] <= 0x5f)
    return TRUE;

  /* An encoder's stub: fnstenv [esp-12] within the first bytes. */
  for (guint i = 0; i + 4 <= 24; i++)
    if (b[i] == 0xd9 && b[i + 1] == 0x74 && b[i + 2] == 0x24 && b[i + 3] == 0xf4)
      return TRUE;

  return FALSE;
}

static const char *
name_payload (const guint8 *bytes,
              gsize         n_bytes)
{
  const char *pe = name_pe (bytes, n_bytes);

  if (pe != NULL)
    return pe;

  if (n_bytes >= 52 && memcmp (bytes, "\x7f" "ELF", 4) == 0)
    return bytes[4] == 2 ? "ELF program (64-bit)" : "ELF program (32-bit)";

  if (n_bytes >= 22 && memcmp (bytes, "PK\3\4", 4) == 0)
    return "ZIP archive";

  if (starts_like_code (bytes, n_bytes))
    return "shellcode (likely)";

  return NULL;
}

gboolean
vdt_script_context_payload (VdtScriptContext *context,
                            guint             layer,
                            gsize             start,
                            gsize             length,
                            const guint8     *bytes,
                            gsize             n_bytes)
{
  const char *kind = name_payload (bytes, n_bytes);
  VdtScriptPayload *payload;

  if (kind == NULL || !vdt_script_context_step (context, (guint) MIN (n_bytes / 64 + 1, 100000)))
    return FALSE;

  payload = g_new0 (VdtScriptPayload, 1);
  payload->kind = g_strdup (kind);
  payload->size = n_bytes;
  payload->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, n_bytes);
  payload->layer = layer;
  payload->start = start;
  payload->length = length;
  vdt_script_context_add_payload (context, payload);

  return TRUE;
}
