/* fuzz-fields.c
 *
 * Blocks of fields as a damaged database might hold them: read, searched, merged with
 * each other, asked who they are. Both halves of the input are a block.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <stdint.h>

#include "vdt-fact-id.h"
#include "vdt-fields.h"
#include "vdt-identity.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static void
use_fields (VdtFields *fields)
{
  static const char *const kinds[] = { "deviceEvidence", "processEvidence", "malwareEvidence", "toasterEvidence" };
  g_autoptr(GBytes) bytes = vdt_fields_to_bytes (fields);
  g_autoptr(VdtFields) again = vdt_fields_from_bytes (bytes, NULL);

  g_assert_cmpuint (vdt_fields_get_n_fields (fields), ==, vdt_fields_get_n_fields (again));
  for (guint i = 0; i < vdt_fields_get_n_fields (fields); i++)
    g_assert_true (vdt_fields_lookup (fields, vdt_fields_get_path (fields, i), NULL));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = vdt_identity_dup_name (kinds[i], fields);
      g_autofree char *id = vdt_fact_evidence_id ("alert", kinds[i], fields, 0);
      g_autofree char *same = vdt_fact_evidence_id ("alert", kinds[i], again, 0);
      g_autoptr(GPtrArray) parts = vdt_identity_get_parts (kinds[i], fields);

      g_assert_cmpstr (id, ==, same);
      g_assert_true (name == NULL || g_utf8_validate (name, -1, NULL));
      g_assert_nonnull (parts);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) first = g_bytes_new (data, size / 2);
  g_autoptr(GBytes) second = g_bytes_new (data + size / 2, size - size / 2);
  g_autoptr(GBytes) whole = g_bytes_new (data, size);
  g_autoptr(VdtFields) older = vdt_fields_from_bytes (first, NULL);
  g_autoptr(VdtFields) newer = vdt_fields_from_bytes (second, NULL);
  g_autoptr(VdtFields) one = vdt_fields_from_bytes (whole, NULL);
  g_autoptr(VdtFields) merged = vdt_fields_merge (older, newer);

  if (one != NULL)
    use_fields (one);
  if (merged != NULL)
    use_fields (merged);

  return 0;
}
