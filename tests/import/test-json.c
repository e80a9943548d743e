/* test-json.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-json.h"

typedef struct
{
  const char *text;
  const char *part;     /* of the message; NULL: it is JSON */
} Syntax;

/* The cases of RFC 8259's grammar, one thing wrong in each. */
static const Syntax syntax[] = {
  { "{}", NULL },
  { "[]", NULL },
  { " {\"a\" : [ 1 , 2.5e-3 , -0 , true , false , null , \"x\" ] } \n", NULL },
  { "\"\\u0041\\\"\\\\\\/\\b\\f\\n\\r\\t\"", NULL },
  { "0", NULL },
  { "-0.0E+10", NULL },
  { "123456789012345678901234567890", NULL },
  { "[[[[[[[[[[]]]]]]]]]]", NULL },
  { "", "no value" },
  { " \r\n\t", "no value" },
  { "{} {}", "more than one value" },
  { "{", "cut off" },
  { "[1,", "cut off" },
  { "\"abc", "cut off" },
  { "tru", "cut off" },
  { "-", "cut off" },
  { "[1.", "cut off" },
  { "[1,]", "comma too many" },
  { "{\"a\":1,}", "comma too many" },
  { "[,1]", "value was expected" },
  { "[1 2]", "comma or a closing bracket" },
  { "{\"a\" 1}", "colon" },
  { "{a:1}", "name in double quotes" },
  { "{'a':1}", "name in double quotes" },
  { "['a']", "Python" },
  { "[NaN]", "NaN" },
  { "[-Infinity]", "no number" },
  { "[Infinity]", "NaN" },
  { "[01]", "no number" },
  { "[1.e5]", "no number" },
  { "[+1]", "value was expected" },
  { "[0x10]", "no number" },
  { "[1}", "does not match" },
  { "{\"a\":1]", "does not match" },
  { "]", "value is missing" },
  { "[truth]", "true, false and null" },
  { "[nul]", "true, false and null" },
  { "[\"\\x\"]", "no escape" },
  { "[\"\\u12g4\"]", "hexadecimal" },
  { "[\"a\nb\"]", "not closed" },
  { "[\"a\tb\"]", "control character" },
};

static void
test_syntax (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (syntax); i++)
    {
      g_autoptr(GError) error = NULL;
      VdtJson value;
      gboolean valid = vdt_json_check (syntax[i].text, -1, &value, &error);

      g_test_message ("%s", syntax[i].text);
      g_assert_true (valid == (syntax[i].part == NULL));
      if (valid)
        {
          g_assert_cmpuint (value.length, >, 0);
          continue;
        }

      g_assert_error (error, VDT_ERROR, VDT_ERROR_FORMAT);
      if (strstr (error->message, syntax[i].part) == NULL)
        g_error ("“%s” gave “%s”", syntax[i].text, error->message);
    }
}

static void
test_bytes (void)
{
  static const char nul[] = "[\"a\0b\"]";
  VdtJson value;

  g_assert_false (vdt_json_check (nul, sizeof nul - 1, &value, NULL));
  g_assert_false (vdt_json_check ("[\"\xff\"]", -1, &value, NULL));
}

typedef struct
{
  const char *json;
  const char *text;
} Text;

static const Text texts[] = {
  { "\"\"", "" },
  { "\"plain\"", "plain" },
  { "\"a\\u0000b\"", "a␀b" },
  { "\"\\ud83d\\ude00\"", "😀" },
  { "\"\\ud83d\"", "\357\277\275" },
  { "\"\\ude00x\"", "\357\277\275x" },
  { "\"\\ud83dx\"", "\357\277\275x" },
  { "\"\\ud83d\\u0041\"", "\357\277\275A" },
  { "\"C:\\\\Windows\\\\\"", "C:\\Windows\\" },
  { "\"line\\n\\ttab \\\"quoted\\\" \\/\"", "line\n\ttab \"quoted\" /" },
  { "12", NULL },
  { "null", NULL },
  { "[]", NULL },
};

static void
test_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      VdtJson value;
      g_autofree char *text = NULL;

      g_assert_true (vdt_json_check (texts[i].json, -1, &value, NULL));
      text = vdt_json_dup_text (value);
      g_assert_cmpstr (text, ==, texts[i].text);
    }
}

static void
test_walk (void)
{
  static const char json[] = " { \"a\" : {\"x\":\"}]\\\"\"} , \"b\":[1, [2,3], {} ,\"]\"],\"n\":18446735288119394304,"
                             "\"a\":7 , \"\\u0063\":true}";
  static const char *const names[] = { "\"a\"", "\"b\"", "\"n\"", "\"a\"", "\"\\u0063\"" };
  static const char *const elements[] = { "1", "[2,3]", "{}", "\"]\"" };
  VdtJson value;
  VdtJson rest;
  VdtJson name;
  VdtJson member;
  g_autofree char *number = NULL;
  gsize n = 0;

  g_assert_true (vdt_json_check (json, -1, &value, NULL));
  g_assert_cmpint (vdt_json_get_type (value), ==, VDT_JSON_OBJECT);

  rest = vdt_json_enter (value);
  for (; vdt_json_next_member (&rest, &name, &member); n++)
    {
      g_assert_cmpuint (n, <, G_N_ELEMENTS (names));
      g_assert_cmpmem (name.text, name.length, names[n], strlen (names[n]));
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (names));

  g_assert_true (vdt_json_get_member (value, "b", &member));
  rest = vdt_json_enter (member);
  for (n = 0; vdt_json_next_element (&rest, &member); n++)
    g_assert_cmpmem (member.text, member.length, elements[n], strlen (elements[n]));
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (elements));

  /* no rounding, and of two members of a name the last one */
  number = vdt_json_dup_member (value, "n");
  g_assert_cmpstr (number, ==, "18446735288119394304");
  g_assert_true (vdt_json_get_member (value, "a", &member));
  g_assert_cmpmem (member.text, member.length, "7", 1);
  g_assert_true (vdt_json_has_member (value, "c"));
  g_assert_false (vdt_json_has_member (value, "d"));
}

static void
test_no_value (void)
{
  VdtJson nothing = { NULL, 0 };
  VdtJson rest = vdt_json_enter (nothing);
  VdtJson name;
  VdtJson value;

  g_assert_cmpint (vdt_json_get_type (nothing), ==, VDT_JSON_NONE);
  g_assert_false (vdt_json_next_member (&rest, &name, &value));
  g_assert_false (vdt_json_next_element (&rest, &value));
  g_assert_false (vdt_json_get_member (nothing, "a", &value));
  g_assert_null (vdt_json_dup_text (nothing));
  g_assert_null (vdt_json_dup_scalar (nothing));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/json/syntax", test_syntax);
  g_test_add_func ("/import/json/bytes", test_bytes);
  g_test_add_func ("/import/json/text", test_text);
  g_test_add_func ("/import/json/walk", test_walk);
  g_test_add_func ("/import/json/no-value", test_no_value);

  return g_test_run ();
}
