/* test-kql-document.c: several queries in one text, and edits that leave the others alone.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-document.h"

#include <string.h>
#include <time.h>

typedef struct
{
  const char *text;
  guint       n_blocks;
  const char *starts;   /* where they start, with spaces between */
} Case;

static const Case cases[] = {
  { "", 0, "" },
  { "\n", 1, "0" },
  { "A\n| take 1\n\nB\n| count", 2, "0 12" },
  { "A\n\n\n\nB", 2, "0 5" },
  { "A\n \t \nB", 2, "0 6" },
  { "A\r\n\r\nB", 2, "0 5" },
  { "// why\n\nA", 1, "0" },
  { "A\n// so\n\n// and\nB", 2, "0 9" },
  { "let x = 1;\n\nA | take x", 1, "0" },
  { "let x = 1;\n\nset y;\n\nA\n\nB", 2, "0 23" },
  { "A\n\n| take 1", 1, "0" },
  { "A;\n\nB", 2, "0 4" },
  { "A | where (\n\n b == 1)\n\nC", 2, "0 23" },
  { "print ```a\n\nb```\n\nC", 2, "0 18" },
  { "print 'a\n\nB", 2, "0 10" },
  { "#connect x\n\nA", 1, "0" },
};

static char *
block_starts (VdtKqlDocument *document)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < vdt_kql_document_get_n_blocks (document); i++)
    g_string_append_printf (out, "%s%" G_GSIZE_FORMAT, i == 0 ? "" : " ",
                            vdt_kql_document_block_start (document, i));

  return g_string_free (out, FALSE);
}

static void
test_split (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtKqlDocument) document = vdt_kql_document_new ();
      g_autofree char *starts = NULL;

      g_test_message ("%s", cases[i].text);
      vdt_kql_document_set_text (document, cases[i].text, -1);
      starts = block_starts (document);
      g_assert_cmpstr (starts, ==, cases[i].starts);
      g_assert_cmpuint (vdt_kql_document_get_n_blocks (document), ==, cases[i].n_blocks);
    }
}

/* The blocks have to be those of a document that gets the text at once. */
static void
assert_same_as_new (VdtKqlDocument *document)
{
  g_autoptr(VdtKqlDocument) other = vdt_kql_document_new ();
  g_autofree char *starts = block_starts (document);
  g_autofree char *other_starts = NULL;
  const char *text = NULL;
  gsize length = 0;
  gsize at = 0;

  text = vdt_kql_document_get_text (document, &length);
  vdt_kql_document_set_text (other, text, (gssize) length);
  other_starts = block_starts (other);
  g_assert_cmpstr (starts, ==, other_starts);

  for (guint i = 0; i < vdt_kql_document_get_n_blocks (document); i++)
    {
      gsize block_length = 0;
      const char *block = vdt_kql_block_get_text (vdt_kql_document_get_block (document, i), &block_length);

      g_assert_cmpmem (block, block_length, text + at, block_length);
      at += block_length;
    }

  g_assert_cmpuint (at, ==, length);
}

static void
test_edits (void)
{
  static const char * const pieces[] = {
    "\n\n", "A\n", "| take 1\n", "(", ")", "let x = 1;", "'", "```", "\n", " ", "// c\n", ";", "B\n\n",
  };
  g_autoptr(GRand) random = g_rand_new_with_seed (20240117);
  g_autoptr(VdtKqlDocument) document = vdt_kql_document_new ();

  for (guint i = 0; i < 3000; i++)
    {
      gsize length = 0;
      gsize start = 0;
      gsize removed = 0;

      vdt_kql_document_get_text (document, &length);
      start = (gsize) g_rand_int_range (random, 0, (gint32) length + 1);
      removed = (gsize) g_rand_int_range (random, 0, (gint32) MIN (length - start, 8) + 1);
      vdt_kql_document_edit (document, start, removed,
                             pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))], -1);
      assert_same_as_new (document);

      if (length > 400)
        vdt_kql_document_edit (document, 0, length / 2, "", -1);
    }
}

static void
test_reuse (void)
{
  g_autoptr(VdtKqlDocument) document = vdt_kql_document_new ();
  VdtKqlBlock *first = NULL;
  VdtKqlBlock *third = NULL;
  VdtKqlTree *tree = NULL;
  gsize start = 0;

  vdt_kql_document_set_text (document, "A | take 1\n\nB | take 2\n\nC | take 3", -1);
  g_assert_cmpuint (vdt_kql_document_get_n_blocks (document), ==, 3);
  third = vdt_kql_document_get_block (document, 2);
  tree = vdt_kql_block_get_tree (third);
  vdt_kql_block_set_analysis (third, g_strdup ("known"), g_free);

  vdt_kql_document_edit (document, 2, 0, "| where x ", -1);
  g_assert_cmpuint (vdt_kql_document_get_n_blocks (document), ==, 3);
  g_assert_true (vdt_kql_document_get_block (document, 2) == third);
  g_assert_true (vdt_kql_block_get_tree (third) == tree);
  g_assert_cmpstr (vdt_kql_block_get_analysis (third), ==, "known");

  first = vdt_kql_document_get_block (document, 0);
  vdt_kql_document_set_text (document, "A | where x | take 1\n\nB | take 2\n\nC | take 4", -1);
  g_assert_true (vdt_kql_document_get_block (document, 0) == first);
  g_assert_cmpuint (vdt_kql_document_get_n_blocks (document), ==, 3);

  g_assert_true (vdt_kql_document_block_at (document, 22, &start)
                 == vdt_kql_document_get_block (document, 1));
  g_assert_cmpuint (start, ==, 22);
}

/* A keystroke in 10,000 lines has to take less than 5 ms; here only that it takes
 * far less than reading the text anew does. */
static void
test_keystroke (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(VdtKqlDocument) document = vdt_kql_document_new ();
  gint64 start = 0;
  gint64 whole = 0;
  gint64 keystroke = 0;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "// number %u\nDeviceEvents\n| where Timestamp > ago(%ud)\n"
                            "| where ActionType has_any ('a', \"b\") and FileName == 'x.exe'\n"
                            "| extend A = strcat(FileName, ActionType)\n| extend B = tolower(A)\n"
                            "| summarize count(), dcount(DeviceId) by A, bin(Timestamp, 1h)\n"
                            "| where count_ > 10\n| top 10 by count_ desc\n\n", i, i % 30 + 1);

  start = clock ();
  vdt_kql_document_set_text (document, text->str, (gssize) text->len);

  for (guint i = 0; i < vdt_kql_document_get_n_blocks (document); i++)
    vdt_kql_block_get_tree (vdt_kql_document_get_block (document, i));

  whole = clock () - start;

  start = clock ();

  for (guint i = 0; i < 100; i++)
    {
      gsize at = text->len / 2 + i;

      vdt_kql_document_edit (document, at, 0, "x", 1);
      vdt_kql_block_get_tree (vdt_kql_document_block_at (document, at, NULL));
    }

  keystroke = (clock () - start) / 100;
  g_test_message ("%u blocks: whole %" G_GINT64_FORMAT " µs, keystroke %" G_GINT64_FORMAT " µs",
                  vdt_kql_document_get_n_blocks (document), whole, keystroke);
  g_assert_cmpint (keystroke * 10, <, whole);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kql/document/split", test_split);
  g_test_add_func ("/kql/document/edits", test_edits);
  g_test_add_func ("/kql/document/reuse", test_reuse);
  g_test_add_func ("/kql/document/keystroke", test_keystroke);

  return g_test_run ();
}
