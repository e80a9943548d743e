/* fuzz-hostile.c
 *
 * Any bytes pass the detector, the command decoder, the signs and the quoting;
 * what comes out is valid UTF-8 on one line.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "vdt-hostile.h"
#include "vdt-phrase-book.h"
#include "vdt-signs.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

typedef struct
{
  VdtHostileDetector *detector;
  VdtPhraseBook      *book;
  VdtSigns           *signs;
} Engine;

static const Engine *
get_engine (void)
{
  static Engine engine;

  if (engine.book == NULL)
    {
      engine.detector = vdt_hostile_detector_new (NULL);
      engine.book = vdt_phrase_book_new ("en");
      engine.signs = vdt_signs_new ();
    }

  return &engine;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const Engine *engine = get_engine ();
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *script = NULL;
  g_autofree char *actor = NULL;
  g_autoptr(VdtPhrase) quote = NULL;
  const char *word = NULL;
  guint weight = 0;

  vdt_hostile_detector_check (engine->detector, (const char *) data, (gssize) size,
                              VDT_HOSTILE_OUTSIDE, NULL);
  script = vdt_hostile_decode_command (text);
  g_assert_true (script == NULL || g_utf8_validate (script, -1, NULL));
  vdt_signs_match_command (engine->signs, text, &weight);
  vdt_signs_title_is_stopped (engine->signs, text);
  vdt_signs_actor_origin (engine->signs, text, &word);
  actor = vdt_signs_actor_of_title (engine->signs, text);
  quote = vdt_phrase_book_quote (engine->book, text, 100, NULL);
  g_assert_true (g_utf8_validate (vdt_phrase_get_text (quote), -1, NULL));
  g_assert_null (strpbrk (vdt_phrase_get_text (quote), "\n\r\t\x1B"));

  return 0;
}
