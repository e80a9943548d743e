/* test-text-decoder.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-text-decoder.h"

#define BAD "\357\277\275"

typedef struct
{
  const char      *name;
  const char      *bytes;
  gsize            length;
  VdtTextEncoding  encoding;
  const char      *text;
  guint64          n_bad;
  guint64          first_bad;
} Case;

#define BYTES(literal) literal, sizeof literal - 1

static const Case cases[] = {
  { "empty", BYTES (""), VDT_TEXT_UTF8, "", 0, 0 },
  { "ascii", BYTES ("{\"a\":1}"), VDT_TEXT_UTF8, "{\"a\":1}", 0, 0 },
  { "mark", BYTES ("\xef\xbb\xbf{}"), VDT_TEXT_UTF8, "{}", 0, 0 },
  { "utf-8", BYTES ("gr\303\274n \360\237\230\200"), VDT_TEXT_UTF8, "grün 😀", 0, 0 },
  { "latin-1", BYTES ("incid\xe9nt"), VDT_TEXT_UTF8, "incid" BAD "nt", 1, 5 },
  { "surrogate", BYTES ("a\xed\xa0\x80z"), VDT_TEXT_UTF8, "a" BAD BAD BAD "z", 3, 1 },
  { "overlong", BYTES ("{\xc0\xaf}"), VDT_TEXT_UTF8, "{" BAD BAD "}", 2, 1 },
  { "cut", BYTES ("abc\360\237"), VDT_TEXT_UTF8, "abc" BAD BAD, 2, 3 },
  { "mark, bad", BYTES ("\xef\xbb\xbf\xff"), VDT_TEXT_UTF8, BAD, 1, 3 },
  { "utf-16 le", BYTES ("\xff\xfe{\0\xfc\0}\0"), VDT_TEXT_UTF16_LE, "{ü}", 0, 0 },
  { "utf-16 be", BYTES ("\xfe\xff\0{\0\xfc\0}"), VDT_TEXT_UTF16_BE, "{ü}", 0, 0 },
  { "utf-16, no mark", BYTES ("{\0\"\0a\0\"\0}\0"), VDT_TEXT_UTF16_LE, "{\"a\"}", 0, 0 },
  { "utf-16 be, no mark", BYTES ("\0{\0\"\0a"), VDT_TEXT_UTF16_BE, "{\"a", 0, 0 },
  { "utf-16 pair", BYTES ("\xff\xfe\x3d\xd8\0\xde"), VDT_TEXT_UTF16_LE, "😀", 0, 0 },
  { "utf-16 half", BYTES ("\xff\xfe\x3d\xd8z\0"), VDT_TEXT_UTF16_LE, BAD "z", 1, 2 },
  { "utf-16 odd", BYTES ("\xff\xfe{\0}"), VDT_TEXT_UTF16_LE, "{" BAD, 1, 4 },
  { "utf-32", BYTES ("\xff\xfe\0\0{\0\0\0"), VDT_TEXT_UTF32, "", 0, 0 },
};

static char *
decode (const Case     *row,
        VdtTextDecoder *decoder,
        gsize           step)
{
  GString *all = g_string_new (NULL);
  const char *text;
  gsize length;

  /* the first piece is as long as the file allows */
  for (gsize i = 0; i < row->length; i += i == 0 ? MAX (step, 4) : step)
    {
      gsize n = MIN (i == 0 ? MAX (step, 4) : step, row->length - i);

      vdt_text_decoder_push (decoder, (const guint8 *) row->bytes + i, n, FALSE, &text, &length);
      g_string_append_len (all, text, (gssize) length);
    }

  vdt_text_decoder_push (decoder, (const guint8 *) "", 0, TRUE, &text, &length);
  g_string_append_len (all, text, (gssize) length);

  return g_string_free (all, FALSE);
}

static void
test_encodings (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *row = &cases[i];

      for (gsize step = 1; step <= 5; step++)
        {
          g_autoptr(VdtTextDecoder) decoder = vdt_text_decoder_new ();
          g_autofree char *text = decode (row, decoder, step == 5 ? 4096 : step);
          guint64 first = 0;

          g_test_message ("%s, %" G_GSIZE_FORMAT, row->name, step);
          g_assert_cmpint (vdt_text_decoder_get_encoding (decoder), ==, row->encoding);
          g_assert_cmpstr (text, ==, row->text);
          g_assert_cmpuint (vdt_text_decoder_get_n_bad (decoder, &first), ==, row->n_bad);
          g_assert_cmpuint (first, ==, row->first_bad);
        }
    }
}

/* A NUL is passed on: the reader says where it is. */
static void
test_nul (void)
{
  g_autoptr(VdtTextDecoder) decoder = vdt_text_decoder_new ();
  const char *text;
  gsize length;

  vdt_text_decoder_push (decoder, (const guint8 *) "abc\0\0d", 6, TRUE, &text, &length);
  g_assert_cmpmem (text, length, "abc\0\0d", 6);
  g_assert_cmpuint (vdt_text_decoder_get_n_bad (decoder, NULL), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/text-decoder/encodings", test_encodings);
  g_test_add_func ("/import/text-decoder/nul", test_nul);

  return g_test_run ();
}
