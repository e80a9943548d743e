/* test-fields.c
 *
 * VdtFields: building, finding, merging, and bytes that may be damaged.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-fields.h"

/* “a.b=text c=#12 d=~ e=[] f={} g=?true”: a space between the leaves. */
static VdtFields *
parse (const char *text)
{
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();
  g_auto(GStrv) leaves = g_strsplit (text, " ", -1);

  for (guint i = 0; leaves[i] != NULL; i++)
    {
      char *value = strchr (leaves[i], '=');

      if (value == NULL)
        continue;
      *value++ = '\0';
      if (*value == '#')
        vdt_fields_builder_add (builder, leaves[i], VDT_FIELD_INTEGER, value + 1, -1);
      else if (*value == '?')
        vdt_fields_builder_add (builder, leaves[i], VDT_FIELD_BOOLEAN, value + 1, -1);
      else if (*value == '~')
        vdt_fields_builder_add (builder, leaves[i], VDT_FIELD_NULL, NULL, 0);
      else if (strcmp (value, "[]") == 0)
        vdt_fields_builder_add (builder, leaves[i], VDT_FIELD_EMPTY_ARRAY, NULL, 0);
      else if (strcmp (value, "{}") == 0)
        vdt_fields_builder_add (builder, leaves[i], VDT_FIELD_EMPTY_OBJECT, NULL, 0);
      else
        vdt_fields_builder_add (builder, leaves[i], VDT_FIELD_STRING, value, -1);
    }

  return vdt_fields_builder_end (g_steal_pointer (&builder));
}

static char *
print (VdtFields *fields)
{
  static const char *const marks[] = { "", "#", ".", "?", "~", "[]", "{}" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < vdt_fields_get_n_fields (fields); i++)
    g_string_append_printf (text, "%s%s=%s%s", i > 0 ? " " : "", vdt_fields_get_path (fields, i),
                            marks[vdt_fields_get_field_type (fields, i)], vdt_fields_get_text (fields, i));

  return g_string_free (text, FALSE);
}

static void
test_merge (void)
{
  static const struct
  {
    const char *older;
    const char *newer;
    const char *expected;
  } rows[] = {
    { "a=1 b=2", "a=1 b=2", "a=1 b=2" },
    { "a=old", "a=new", "a=new" },
    { "a=old", "b=new", "a=old b=new" },
    { "a=known", "a=~", "a=known" },
    { "a=~", "a=known", "a=known" },
    { "a=known", "a=", "a=known" },
    { "a=~", "a=~", "a=~" },
    { "a=~", "a=[]", "a=~" },
    /* an object in place of null, and the other way */
    { "parent=~", "parent.name=x", "parent.name=x" },
    { "parent.name=x parent.path=y", "parent=~", "parent.name=x parent.path=y" },
    { "parent.name=x", "parent.name=~ parent.path=y", "parent.name=x parent.path=y" },
    /* arrays are taken whole */
    { "ips[0]=1 ips[1]=2 z=9", "ips[0]=3", "z=9 ips[0]=3" },
    { "ips[0]=1 ips[1]=2", "ips=[]", "ips[0]=1 ips[1]=2" },
    { "ips=[]", "ips[0]=1", "ips[0]=1" },
    { "u[0].a=1 u[0].b=2", "u[0].a=3", "u[0].a=3" },
    { "u[0].a=1", "u[0].a=~", "u[0].a=1" },
    { "n=#5", "n=six", "n=six" },
    { "f=?true", "f=?false", "f=?false" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(VdtFields) older = parse (rows[i].older);
      g_autoptr(VdtFields) newer = parse (rows[i].newer);
      g_autoptr(VdtFields) merged = vdt_fields_merge (older, newer);
      g_autofree char *text = print (merged);

      g_test_message ("%s + %s", rows[i].older, rows[i].newer);
      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

static void
test_merge_nothing (void)
{
  g_autoptr(VdtFields) some = parse ("a=1");
  g_autoptr(VdtFields) left = vdt_fields_merge (some, NULL);
  g_autoptr(VdtFields) right = vdt_fields_merge (NULL, some);

  g_assert_true (left == some);
  g_assert_true (right == some);
  g_assert_null (vdt_fields_merge (NULL, NULL));
}

static void
test_get (void)
{
  g_autoptr(VdtFields) fields = parse ("a.b=text n=#-12 s=34 t=12x big=#99999999999999999999 z=~ e=[] "
                                       "list[0]=one list[1]= list[2]=three");
  g_auto(GStrv) list = vdt_fields_dup_array (fields, "list");
  gint64 number;

  g_assert_cmpstr (vdt_fields_get (fields, "a.b"), ==, "text");
  g_assert_null (vdt_fields_get (fields, "a"));
  g_assert_null (vdt_fields_get (fields, "z"));
  g_assert_null (vdt_fields_get (fields, "e"));
  g_assert_true (vdt_fields_lookup (fields, "z", NULL));
  g_assert_null (vdt_fields_get (NULL, "a.b"));
  g_assert_true (vdt_fields_get_int64 (fields, "n", &number));
  g_assert_cmpint (number, ==, -12);
  g_assert_true (vdt_fields_get_int64 (fields, "s", &number));
  g_assert_cmpint (number, ==, 34);
  g_assert_false (vdt_fields_get_int64 (fields, "t", &number));
  g_assert_false (vdt_fields_get_int64 (fields, "big", &number));
  g_assert_false (vdt_fields_get_int64 (fields, "z", &number));
  g_assert_cmpstr (vdt_fields_get (fields, "big"), ==, "99999999999999999999");
  g_assert_cmpuint (g_strv_length (list), ==, 2);
  g_assert_cmpstr (list[1], ==, "three");
}

static void
test_sub (void)
{
  g_autoptr(VdtFields) fields = parse ("host.name=a host.os=b hostile=c hosts[0].name=d");
  g_autoptr(VdtFields) host = vdt_fields_sub (fields, "host");
  g_autoptr(VdtFields) first = vdt_fields_sub (fields, "hosts[0]");
  g_autofree char *text = print (host);

  g_assert_cmpstr (text, ==, "name=a os=b");
  g_assert_cmpstr (vdt_fields_get (first, "name"), ==, "d");
  g_assert_null (vdt_fields_sub (fields, "hostile"));
  g_assert_null (vdt_fields_sub (NULL, "host"));
}

/* Enough of them that they are searched by halves; of two equal paths the first counts. */
static void
test_many (void)
{
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();
  g_autoptr(VdtFields) fields = NULL;

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *path = g_strdup_printf ("p%u", (i * 7919) % 2000);
      g_autofree char *text = g_strdup_printf ("%u", i);

      vdt_fields_builder_add (builder, path, VDT_FIELD_STRING, text, -1);
      vdt_fields_builder_add (builder, path, VDT_FIELD_STRING, "second", -1);
    }
  fields = vdt_fields_builder_end (g_steal_pointer (&builder));
  g_assert_cmpuint (vdt_fields_get_n_fields (fields), ==, 4000);

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *path = g_strdup_printf ("p%u", (i * 7919) % 2000);
      g_autofree char *text = g_strdup_printf ("%u", i);

      g_assert_cmpstr (vdt_fields_get (fields, path), ==, text);
    }
  g_assert_null (vdt_fields_get (fields, "p2000"));
  g_assert_null (vdt_fields_get (fields, ""));
}

static void
test_nul (void)
{
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();
  g_autoptr(VdtFields) fields = NULL;

  vdt_fields_builder_add (builder, "name", VDT_FIELD_STRING, "a\0b\0", 4);
  fields = vdt_fields_builder_end (g_steal_pointer (&builder));
  g_assert_cmpstr (vdt_fields_get (fields, "name"), ==, "a\342\220\200b\342\220\200");
}

static void
test_bytes (void)
{
  g_autoptr(VdtFields) fields = parse ("a.b=text n=#12 z=~ e=[] o={} f=?true");
  g_autoptr(GBytes) bytes = vdt_fields_to_bytes (fields);
  g_autoptr(VdtFields) again = vdt_fields_from_bytes (bytes, NULL);
  g_autofree char *text = print (fields);
  g_autofree char *text_again = print (again);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpstr (text, ==, text_again);

  /* cut anywhere, or with any byte turned over: fields or an error, never more */
  for (gsize i = 0; i < size; i++)
    {
      g_autoptr(GBytes) cut = g_bytes_new (data, i);
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr(GBytes) flipped = NULL;
      g_autoptr(VdtFields) from_cut = NULL;
      g_autoptr(VdtFields) from_flipped = NULL;
      g_autoptr(GError) error = NULL;

      from_cut = vdt_fields_from_bytes (cut, &error);
      if (from_cut == NULL)
        g_assert_error (error, VDT_ERROR, VDT_ERROR_FORMAT);
      copy[i] ^= 0xff;
      flipped = g_bytes_new (copy, size);
      from_flipped = vdt_fields_from_bytes (flipped, NULL);
      if (from_flipped != NULL)
        {
          g_autofree char *printed = print (from_flipped);

          g_assert_true (g_utf8_validate (printed, -1, NULL));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/fields/merge", test_merge);
  g_test_add_func ("/model/fields/merge-nothing", test_merge_nothing);
  g_test_add_func ("/model/fields/get", test_get);
  g_test_add_func ("/model/fields/sub", test_sub);
  g_test_add_func ("/model/fields/many", test_many);
  g_test_add_func ("/model/fields/nul", test_nul);
  g_test_add_func ("/model/fields/bytes", test_bytes);

  return g_test_run ();
}
