/* test-json-splitter.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-json-splitter.h"

/* Writes what it is told: `place=record;` for a record, `!line` for a document
 * that is broken, `|` behind a sound one. */
static void
record_cb (const VdtJsonRecord *record,
           gpointer             user_data)
{
  GString *log = user_data;

  if (record->index >= 0)
    g_string_append_printf (log, "%s[%d]", record->member != NULL ? record->member : "", (int) record->index);
  g_string_append_printf (log, "=%.*s;", (int) record->json.length, record->json.text);
}

static void
document_cb (const VdtJsonDocument *document,
             gpointer               user_data)
{
  GString *log = user_data;

  if (document->message != NULL)
    g_string_append_printf (log, "!%d%s", (int) document->error_line, document->cut ? "cut" : "");
  else
    g_string_append_c (log, '|');
}

static const VdtJsonHandler handler = { record_cb, document_cb };

typedef struct
{
  VdtJsonSplitFlags  flags;
  const char        *text;
  const char        *log;
} Case;

static const Case cases[] = {
  /* one document */
  { 0, "{\"value\":[{\"a\":1},{\"b\":[2]} , 3],\"x\":[4]}", "value[0]={\"a\":1};value[1]={\"b\":[2]};value[2]=3;|" },
  { 0, "{\"x\":{\"value\":[1]},\"value\":[]}", "|" },
  { 0, "[{\"value\":[1]}, [2] ,\"]\"]", "[0]={\"value\":[1]};[1]=[2];[2]=\"]\";|" },
  { 0, "[]", "|" },
  { 0, "{\"id\":\"1\",\"alerts\":[{}]}", "={\"id\":\"1\",\"alerts\":[{}]};|" },
  { 0, "{\"schema\":[{}],\"results\":[{\"r\":1}]}", "results[0]={\"r\":1};|" },
  { 0, " 17 ", "=17;|" },
  { 0, "17", "=17;|" },
  { 0, "", "" },
  /* documents one after another, pretty-printed */
  { 0, "{\n \"a\":1\n}\n{\n \"a\":2\n}\n", "={\n \"a\":1\n};|={\n \"a\":2\n};|" },
  { 0, "{\n \"a\":1\n}\n{\n \"a\":", "={\n \"a\":1\n};|!5cut" },
  { 0, "\x1e{\"a\":1}\n\x1e{\"a\":2}\n", "={\"a\":1};|={\"a\":2};|" },
  /* lines: one bad line costs only itself */
  { 0, "{\"a\":1}\n{bad\n{\"a\":2}\n", "={\"a\":1};|!2={\"a\":2};|" },
  { 0, "{\"a\":1}\n{\"a\":[\n{\"a\":2}\r\n", "={\"a\":1};|!2={\"a\":2};|" },
  { 0, "{\"a\":1}\n\n  \n{\"a\":\"x\n{\"a\":2}", "={\"a\":1};|!4={\"a\":2};|" },
  { 0, "{\"a\":1}\n[]\n\"x\"\n1\nnull\n{}\n", "={\"a\":1};||=\"x\";|=1;|=null;|={};|" },
  { 0, "{\"a\":1}\n{\n \"a\":2\n}\n{\"a\":3}\n", "={\"a\":1};|={\n \"a\":2\n};|={\"a\":3};|" },
  { 0, "{\"a\":1}\n{\"a\":", "={\"a\":1};|!2cut" },
  { VDT_JSON_SPLIT_LINES, "{bad\n{\"a\":1}\n", "!1={\"a\":1};|" },
  { VDT_JSON_SPLIT_LINES, "{\"value\":[1,2]}\n{\"value\":[3]}\n", "value[0]=1;value[1]=2;|value[0]=3;|" },
  /* what was whole before the error is given, the document is broken */
  { 0, "{\"value\":[{\"a\":1},{\"a\":2},]}", "value[0]={\"a\":1};value[1]={\"a\":2};!1" },
  { 0, "{\"value\":[{\"a\":1},{\"a\"", "value[0]={\"a\":1};!1cut" },
};

static char *
split (const Case *row,
       gsize       step)
{
  GString *log = g_string_new (NULL);
  g_autoptr(VdtJsonSplitter) splitter = vdt_json_splitter_new (&handler, log, row->flags);
  gsize length = strlen (row->text);

  for (gsize i = 0; i < length; i += step)
    vdt_json_splitter_feed (splitter, row->text + i, MIN (step, length - i));
  vdt_json_splitter_end (splitter);

  return g_string_free (log, FALSE);
}

/* A stream may be cut into pieces anywhere. */
static void
test_shapes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (gsize step = 1; step <= 8; step++)
        {
          g_autofree char *log = split (&cases[i], step == 8 ? 4096 : step);

          g_test_message ("%s", cases[i].text);
          g_assert_cmpstr (log, ==, cases[i].log);
        }
    }
}

static void
envelope_cb (const VdtJsonDocument *document,
             gpointer               user_data)
{
  char **context = user_data;

  *context = vdt_json_dup_member (document->envelope, "@odata.context");
}

/* What stands around a list is known however long the list is. */
static void
test_envelope (void)
{
  static const VdtJsonHandler envelope_handler = { NULL, envelope_cb };
  static const char head[] = "{\"@odata.context\":\"ctx\",\"value\":[0";
  static const char tail[] = "],\"@odata.nextLink\":\"more\"}";

  for (guint survey = 0; survey < 2; survey++)
    {
      g_autofree char *context = NULL;
      g_autoptr(VdtJsonSplitter) splitter =
        vdt_json_splitter_new (&envelope_handler, &context,
                               survey ? VDT_JSON_SPLIT_SURVEY : VDT_JSON_SPLIT_DEFAULT);

      vdt_json_splitter_feed (splitter, head, sizeof head - 1);
      for (guint i = 0; i < 200000; i++)
        vdt_json_splitter_feed (splitter, ", {\"record\":\"of some length\"}", 29);
      vdt_json_splitter_feed (splitter, tail, sizeof tail - 1);
      vdt_json_splitter_end (splitter);

      g_assert_cmpstr (context, ==, "ctx");
    }
}

static void
count_cb (const VdtJsonDocument *document,
          gpointer               user_data)
{
  guint *counts = user_data;

  counts[document->message != NULL]++;
}

/* Depth costs neither stack nor time; past a million it is refused. */
static void
test_depth (void)
{
  static const VdtJsonHandler count_handler = { NULL, count_cb };
  g_autofree char *open = g_strnfill (VDT_JSON_MAX_DEPTH + 1, '[');
  g_autofree char *close = g_strnfill (VDT_JSON_MAX_DEPTH, ']');

  for (guint too_deep = 0; too_deep < 2; too_deep++)
    {
      guint counts[2] = { 0, 0 };
      g_autoptr(VdtJsonSplitter) splitter =
        vdt_json_splitter_new (&count_handler, counts, VDT_JSON_SPLIT_DEFAULT);

      vdt_json_splitter_feed (splitter, open, VDT_JSON_MAX_DEPTH + too_deep);
      vdt_json_splitter_feed (splitter, close, VDT_JSON_MAX_DEPTH);
      vdt_json_splitter_end (splitter);

      g_assert_cmpuint (counts[too_deep], ==, 1);
      g_assert_cmpuint (counts[!too_deep], ==, 0);
    }
}

static void
length_cb (const VdtJsonRecord *record,
           gpointer             user_data)
{
  guint64 *lengths = user_data;

  lengths[0] = record->length;
  lengths[1] = record->json.length;
}

/* A record that is no object is not collected; its length is known all the same. */
static void
test_long_record (void)
{
  static const VdtJsonHandler length_handler = { length_cb, NULL };
  g_autofree char *filler = g_strnfill (1024, 'A');
  guint64 lengths[2] = { 0, 1 };
  g_autoptr(VdtJsonSplitter) splitter =
    vdt_json_splitter_new (&length_handler, lengths, VDT_JSON_SPLIT_DEFAULT);

  vdt_json_splitter_feed (splitter, "[\"", 2);
  for (guint i = 0; i < 1024; i++)
    vdt_json_splitter_feed (splitter, filler, 1024);
  vdt_json_splitter_feed (splitter, "\"]", 2);
  vdt_json_splitter_end (splitter);

  g_assert_cmpuint (lengths[0], ==, 1024 * 1024 + 2);
  g_assert_cmpuint (lengths[1], ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/json-splitter/shapes", test_shapes);
  g_test_add_func ("/import/json-splitter/envelope", test_envelope);
  g_test_add_func ("/import/json-splitter/depth", test_depth);
  g_test_add_func ("/import/json-splitter/long-record", test_long_record);

  return g_test_run ();
}
