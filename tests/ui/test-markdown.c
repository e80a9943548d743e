/* test-markdown.c
 *
 * Comments: what Markdown shows, and what it never does.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <gtk/gtk.h>
#include <string.h>

#include "vdt-markdown.h"

static void
collect (GtkWidget *widget,
         GString   *text)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, text);
}

static char *
text_of (const char *markdown)
{
  GtkWidget *widget = g_object_ref_sink (vdt_markdown_new (markdown));
  GString *text = g_string_new (NULL);

  collect (widget, text);
  g_object_unref (widget);

  return g_string_free (text, FALSE);
}

static void
test_shown (void)
{
  static const struct { const char *markdown; const char *text; } rows[] = {
    { "plain", "plain\n" },
    { "**bold** and *thin* and `code`", "bold and thin and code\n" },
    { "# Heading\n\ntext", "Heading\ntext\n" },
    { "- one\n- two", "•\none\n•\ntwo\n" },
    { "3. three\n4. four", "3.\nthree\n4.\nfour\n" },
    { "> quoted", "quoted\n" },
    { "```\nls -l\n```", "ls -l\n" },
    { "[text](https://example.com/a)", "text (https://example.com/a)\n" },
    { "![a cat](https://example.com/cat.png)", "[picture: a cat]\n" },
    { "<b>not bold</b>", "<b>not bold</b>\n" },
    { "a & b < c", "a & b < c\n" },
    { "~~gone~~", "gone\n" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = text_of (rows[i].markdown);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_hostile (void)
{
  g_autofree char *deep = g_strnfill (4000, '>');
  g_autofree char *brackets = g_strnfill (20000, '[');
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autofree char *one = text_of (deep);
  g_autofree char *two = text_of (brackets);
  g_autofree char *three = text_of (long_text);
  g_autofree char *bidi = text_of ("a\xe2\x80\xae" "b \xff\xfe");

  g_assert_true (g_utf8_validate (one, -1, NULL));
  g_assert_true (g_utf8_validate (two, -1, NULL));
  g_assert_cmpuint (strlen (three), <, 31000);
  g_assert_null (strstr (bidi, "\xe2\x80\xae"));
  g_assert_true (g_utf8_validate (bidi, -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/markdown/shown", test_shown);
  g_test_add_func ("/ui/markdown/hostile", test_hostile);

  return g_test_run ();
}
