/* fuzz-import-json.c
 *
 * Foreign bytes all the way: decoded, cut into records in pieces of a size that
 * the first byte says, each record read as an incident and as an alert.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "vdt-graph-wire.h"
#include "vdt-json-splitter.h"
#include "vdt-text-decoder.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static void
record_cb (const VdtJsonRecord *record,
           gpointer             user_data)
{
  VdtWire *wire = user_data;
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(VdtAlert) alert = NULL;

  if (record->json.text == NULL)
    return;

  incident = vdt_graph_wire_read_incident (wire, record->json);
  alert = vdt_graph_wire_read_alert (wire, record->json);
}

static void
document_cb (const VdtJsonDocument *document,
             gpointer               user_data)
{
  g_autofree char *context G_GNUC_UNUSED = vdt_json_dup_member (document->envelope, "@odata.context");
}

static void
split (const uint8_t     *data,
       size_t             size,
       size_t             step,
       VdtJsonSplitFlags  flags)
{
  static const VdtJsonHandler handler = { record_cb, document_cb };
  g_autoptr(VdtWire) wire = vdt_wire_new (NULL, NULL);
  g_autoptr(VdtJsonSplitter) splitter = vdt_json_splitter_new (&handler, wire, flags);
  g_autoptr(VdtTextDecoder) decoder = vdt_text_decoder_new ();
  const char *text;
  gsize length;

  for (size_t i = 0; i < size; i += step)
    {
      vdt_text_decoder_push (decoder, data + i, MIN (step, size - i), FALSE, &text, &length);
      g_assert_true (length == 0 || memchr (text, 0, length) != NULL ||
                     g_utf8_validate_len (text, length, NULL));
      if (!vdt_json_splitter_feed (splitter, text, length))
        break;
    }

  vdt_text_decoder_push (decoder, data + size, 0, TRUE, &text, &length);
  vdt_json_splitter_feed (splitter, text, length);
  vdt_json_splitter_end (splitter);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  if (size < 2)
    return 0;

  split (data + 1, size - 1, data[0] < 128 ? (size_t) data[0] + 4 : size, VDT_JSON_SPLIT_DEFAULT);
  split (data + 1, size - 1, size, VDT_JSON_SPLIT_LINES);

  return 0;
}
