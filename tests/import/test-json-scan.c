/* test-json-scan.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-json-scan.h"

typedef struct
{
  const char *text;
  const char *compact;     /* NULL: it is no JSON */
} Row;

static void
test_whole (void)
{
  static const Row rows[] = {
    { "{}", "{}" },
    { " [ 1 , -0.5e+3 , true , null , \"a b\" ] ", "[1,-0.5e+3,true,null,\"a b\"]" },
    { "{\"a\" : { \"b\\\"\" : [ [ ] , { } ] } }", "{\"a\":{\"b\\\"\":[[],{}]}}" },
    { "\"\\u00e4 \\\\\"", "\"\\u00e4 \\\\\"" },
    { "123456789012345678901234567890", "123456789012345678901234567890" },
    { "", NULL },
    { "{\"a\":1,}", NULL },
    { "{\"a\" 1}", NULL },
    { "{a:1}", NULL },
    { "[1 2]", NULL },
    { "[1]]", NULL },
    { "[", NULL },
    { "{\"a\":", NULL },
    { "\"a", NULL },
    { "\"\\x\"", NULL },
    { "\"\\u12g4\"", NULL },
    { "\"a\nb\"", NULL },
    { "01", NULL },
    { "1.", NULL },
    { "NaN", NULL },
    { "tru", NULL },
    { "{} {}", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize length = strlen (rows[i].text);
      g_autofree char *into = g_malloc (length + 1);
      VdtJsonPart part;
      gboolean done = vdt_json_scan_whole (rows[i].text, length, &part);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (done, ==, rows[i].compact != NULL);
      if (done)
        {
          into[vdt_json_scan_compact (part.value, into)] = '\0';
          g_assert_cmpstr (into, ==, rows[i].compact);
        }
    }
}

static void
test_depth (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  VdtJsonPart part;

  for (guint i = 0; i < VDT_JSON_SCAN_DEPTH; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < VDT_JSON_SCAN_DEPTH; i++)
    g_string_append_c (text, ']');
  g_assert_true (vdt_json_scan_whole (text->str, text->len, &part));

  g_string_prepend_c (text, '[');
  g_string_append_c (text, ']');
  g_assert_false (vdt_json_scan_whole (text->str, text->len, &part));
}

static void
test_unescape (void)
{
  static const Row rows[] = {
    { "\"plain\"", "plain" },
    { "\"a\\n\\t\\\"\\\\\\/b\"", "a\n\t\"\\/b" },
    { "\"\\u00e4\\ud83d\\ude00\"", "\303\244\360\237\230\200" },
    { "\"\\ud83dx\\u0000\"", "\357\277\275x\342\220\200" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      VdtJson string = { rows[i].text, strlen (rows[i].text) };
      g_autofree char *into = g_malloc (string.length + 1);

      into[vdt_json_scan_unescape (string, into)] = '\0';
      g_assert_cmpstr (into, ==, rows[i].compact);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/json-scan/whole", test_whole);
  g_test_add_func ("/import/json-scan/depth", test_depth);
  g_test_add_func ("/import/json-scan/unescape", test_unescape);

  return g_test_run ();
}
