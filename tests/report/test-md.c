/* test-md.c
 *
 * Markdown in and out.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-md.h"

static VdtDoc *
read_text (const char *markdown)
{
  VdtDoc *root = vdt_doc_new (VDT_DOC_ROOT, NULL);

  vdt_md_read (root, markdown, 0);

  return root;
}

static guint
count (VdtDoc     *root,
       VdtDocType  type)
{
  guint n = 0;

  for (VdtDoc *node = root; node != NULL; node = vdt_doc_walk (root, node))
    n += node->type == type;

  return n;
}

static void
test_citations (void)
{
  static const struct { const char *markdown; guint n; } cases[] = {
    { "A sentence. [^1]", 1 }, { "[^1][^22][^333]", 3 }, { "`[^1]` is code", 0 }, { "\\[^1] is text", 0 },
    { "```\n[^1]\n```\n[^2]", 1 }, { "    [^1]", 0 }, { "[^0] [^x] [^] [^1", 0 }, { "| a [^1] | b [^2] |\n|---|---|\n", 2 },
    { "``a ` [^1]`` [^2]", 1 }, { "- x [^4]\n- y\n", 1 }, { "\356\203\2017\356\203\202", 0 }, { "<!-- [^3] -->", 0 },
    { "![f](vedette:timeline)", 0 }, { "**bold [^9]**", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtDoc) root = read_text (cases[i].markdown);

      g_assert_cmpuint (count (root, VDT_DOC_CITATION), ==, cases[i].n);
    }
}

/* What was escaped reads back as itself and as nothing else, wherever it stands. */
static void
test_escape (void)
{
  static const char *const texts[] = {
    "plain", "*a* _b_ `c` [d](e) ![f](g) <b>h</b> &amp; \\ | ~~i~~", "[^1]", "1. one", "# head", "- item", "> quote",
    "===", "+ plus", "a_b_c", "http://x.example/_y_", "```", "C:\\Users\\nora\\*", "\"q\" 'r'", "<!-- c -->", "2) x",
    "a & b &lt; &#35;", "tail\\", "__init__", "x ` y", "Nutzer ä ö 漢字",
  };
  static const char *const frames[] = { "%s", "before %s after", "| %s | x |\n|---|---|\n", "- %s", "> %s", "**%s**" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint f = 0; f < G_N_ELEMENTS (frames); f++)
      {
        g_autofree char *escaped = vdt_md_escape (texts[i]);
        g_auto(GStrv) parts = g_strsplit (frames[f], "%s", 2);
        g_autofree char *markdown = g_strconcat (parts[0], escaped, parts[1], NULL);
        g_autoptr(VdtDoc) root = read_text (markdown);
        g_autofree char *text = vdt_doc_dup_text (root);

        if (strstr (text, texts[i]) == NULL)
          g_error ("“%s” in “%s” reads as “%s”", texts[i], markdown, text);
        g_assert_cmpuint (count (root, VDT_DOC_CITATION) + count (root, VDT_DOC_LINK) + count (root, VDT_DOC_FIGURE) +
                          count (root, VDT_DOC_CODE) + count (root, VDT_DOC_EMPHASIS), ==, 0);
      }
}

static void
test_code (void)
{
  static const char *const texts[] = { "a", "`", "a `` b", "``` x", " lead", "a|b", "a\nb", "\\" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *expected = g_strdelimit (g_strdup (texts[i]), "\n", ' ');
      g_autofree char *code = vdt_md_code (texts[i]);
      g_autofree char *cell = vdt_md_code_cell (texts[i]);
      g_autofree char *table = g_strdup_printf ("| %s |\n|---|\n", cell);
      g_autoptr(VdtDoc) line = read_text (code);
      g_autoptr(VdtDoc) cells = read_text (table);
      g_autofree char *one = vdt_doc_dup_text (line);
      g_autofree char *two = vdt_doc_dup_text (cells);

      g_assert_cmpuint (count (line, VDT_DOC_CODE), ==, 1);
      g_assert_cmpstr (one, ==, expected);
      g_assert_cmpuint (count (cells, VDT_DOC_CODE), ==, 1);
      g_assert_cmpstr (two, ==, expected);
    }
}

static void
test_hostile (void)
{
  g_autofree char *deep = g_strnfill (20000, '>');
  g_autoptr(GString) brackets = g_string_new (NULL);
  g_autoptr(VdtDoc) quotes = read_text (deep);
  g_autoptr(VdtDoc) links = read_text ("[a](javascript:alert(1)) [b](data:text/html,x) ![c](https://evil.example/p.png)"
                                       " <img src=x> [d](https://ok.example)");
  g_autoptr(VdtDoc) nested = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (brackets, "**a ");
  nested = read_text (brackets->str);
  g_assert_cmpuint (count (quotes, VDT_DOC_LINK), ==, 0);
  g_assert_cmpuint (count (links, VDT_DOC_LINK), ==, 1);
  g_assert_cmpuint (count (links, VDT_DOC_FIGURE), ==, 0);
}

static guint
next_number (guint    old,
             gpointer user_data)
{
  return old == 9 ? 0 : old + 10;
}

static void
test_renumber (void)
{
  g_autofree char *text = vdt_md_renumber ("a [^1] `[^1]` \\[^1] [^9][^2]\n```\n[^2]\n```\n", next_number, NULL);

  g_assert_cmpstr (text, ==, "a [^11] `[^1]` \\[^1] [^12]\n```\n[^2]\n```\n");
}

static void
test_blocks (void)
{
  g_autoptr(GArray) blocks = vdt_md_blocks ("## Head\n\nOne [^1]\ntwo.\n\n- a\n- b [^2][^3]\n\n![x](vedette:graph)\n");
  g_autoptr(GArray) renumbered = vdt_md_blocks ("One [^7]\ntwo.\n");

  g_assert_cmpuint (blocks->len, ==, 4);
  g_assert_false (g_array_index (blocks, VdtBlock, 0).words);
  g_assert_cmpuint (g_array_index (blocks, VdtBlock, 1).first_line, ==, 3);
  g_assert_cmpuint (g_array_index (blocks, VdtBlock, 1).last_line, ==, 4);
  g_assert_cmpuint (g_array_index (blocks, VdtBlock, 1).n_citations, ==, 1);
  g_assert_cmpuint (g_array_index (blocks, VdtBlock, 2).n_citations, ==, 2);
  g_assert_false (g_array_index (blocks, VdtBlock, 3).words);
  g_assert_cmpstr (g_array_index (blocks, VdtBlock, 1).hash, ==, g_array_index (renumbered, VdtBlock, 0).hash);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/md/citations", test_citations);
  g_test_add_func ("/report/md/escape", test_escape);
  g_test_add_func ("/report/md/code", test_code);
  g_test_add_func ("/report/md/hostile", test_hostile);
  g_test_add_func ("/report/md/renumber", test_renumber);
  g_test_add_func ("/report/md/blocks", test_blocks);

  return g_test_run ();
}
