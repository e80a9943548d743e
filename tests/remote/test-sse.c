/* test-sse.c: events are the same wherever the bytes are split.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-sse.h"

typedef struct
{
  const char *name;
  const char *bytes;
  const char *events;   /* each followed by | */
} Case;

static const Case cases[] = {
  { "one", "data: a\n\n", "a|" },
  { "two", "data: a\n\ndata: b\n\n", "a|b|" },
  { "lines", "data: a\ndata: b\n\n", "a\nb|" },
  { "no-space", "data:a\n\n", "a|" },
  { "one-space-only", "data:  a\n\n", " a|" },
  { "crlf", "data: a\r\n\r\ndata: b\r\n\r\n", "a|b|" },
  { "cr", "data: a\r\rdata: b\r\r", "a|b|" },
  { "comment", ": hello\n\ndata: a\n\n", "a|" },
  { "other-fields", "event: x\nid: 3\nretry: 9\ndata: a\n\n", "a|" },
  { "empty-data", "data\n\n", "|" },
  { "dataset", "dataset: a\n\n", "" },
  { "unfinished", "data: a\n", "" },
  { "mark", "\xef\xbb\xbf" "data: a\n\n", "a|" },
  { "half-mark", "\xef\xbb" "data: a\n\n", "" },
  { "not-utf8", "data: \xff\n\ndata: b\n\n", "b|" },
  { "utf8", "data: \xc3\xa4\xe2\x82\xac\n\n", "\xc3\xa4\xe2\x82\xac|" },
};

static gboolean
collect_cb (const char *data,
            gpointer    user_data)
{
  GString *out = user_data;

  g_string_append (out, data);
  g_string_append_c (out, '|');

  return TRUE;
}

static void
test_split (gconstpointer data)
{
  const Case *c = data;
  gsize length = strlen (c->bytes);

  for (gsize step = 1; step <= length; step++)
    {
      g_autoptr(GString) out = g_string_new (NULL);
      g_autoptr(VdtSse) sse = vdt_sse_new (1000, collect_cb, out);
      g_autoptr(GError) error = NULL;

      for (gsize at = 0; at < length; at += step)
        g_assert_true (vdt_sse_feed (sse, (const guint8 *) c->bytes + at, MIN (step, length - at), &error));
      g_assert_no_error (error);
      g_assert_cmpstr (out->str, ==, c->events);
    }
}

static void
test_limit (void)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(VdtSse) sse = vdt_sse_new (16, collect_cb, out);
  g_autoptr(GError) error = NULL;

  g_assert_true (vdt_sse_feed (sse, (const guint8 *) "data: short\n\n", 13, &error));
  g_assert_false (vdt_sse_feed (sse, (const guint8 *) "data: much longer than that", 27, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_LIMIT);
  g_assert_false (vdt_sse_feed (sse, (const guint8 *) "\n\n", 2, NULL));
  g_assert_cmpstr (out->str, ==, "short|");
}

static gboolean
once_cb (const char *data G_GNUC_UNUSED,
         gpointer    user_data)
{
  ++*(guint *) user_data;

  return FALSE;
}

static void
test_stop (void)
{
  guint n = 0;
  g_autoptr(VdtSse) sse = vdt_sse_new (100, once_cb, &n);

  g_assert_false (vdt_sse_feed (sse, (const guint8 *) "data: a\n\ndata: b\n\n", 18, NULL));
  g_assert_cmpuint (n, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/remote/sse/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_split);
    }
  g_test_add_func ("/remote/sse/limit", test_limit);
  g_test_add_func ("/remote/sse/stop", test_stop);

  return g_test_run ();
}
