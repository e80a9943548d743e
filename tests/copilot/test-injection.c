/* test-injection.c: text of an attacker changes nothing that the built-in engine says, but the quotes.
 *
 * Each payload of injections.json is put into each place of an incident that an
 * attacker can write: 26 payloads in 7 places make 182 hostile incidents.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "incident-reader.h"
#include "vdt-answer.h"
#include "vdt-respond.h"

#define PLAIN "quarterly numbers of the north"

static VdtSummarizer *summarizer;

static const char *const places[] = { "title", "user", "subject", "command", "url", "file", "comment" };

static void
add (JsonObject *object,
     const char *member,
     const char *value)
{
  json_object_set_string_member (object, member, value);
}

static JsonObject *
new_evidence (JsonArray  *list,
              const char *kind)
{
  JsonObject *evidence = json_object_new ();
  g_autofree char *type = g_strdup_printf ("#microsoft.graph.security.%sEvidence", kind);

  add (evidence, "@odata.type", type);
  add (evidence, "createdDateTime", "2026-05-12T09:11:00Z");
  json_array_add_object_element (list, evidence);

  return evidence;
}

static const char *
at (const char *place,
    const char *wanted,
    const char *payload)
{
  return g_str_equal (place, wanted) ? payload : PLAIN;
}

static void
fill_evidence (JsonArray  *list,
               const char *place,
               const char *payload)
{
  JsonObject *one = new_evidence (list, "device");
  JsonObject *part = json_object_new ();

  add (one, "deviceDnsName", "ws-042");
  add (one, "mdeDeviceId", "d1");

  one = new_evidence (list, "user");
  add (part, "accountName", "mweber");
  add (part, "displayName", at (place, "user", payload));
  json_object_set_object_member (one, "userAccount", part);

  one = new_evidence (list, "process");
  json_object_set_int_member (one, "processId", 4711);
  add (one, "processCommandLine", at (place, "command", payload));
  part = json_object_new ();
  add (part, "fileName", "cmd.exe");
  json_object_set_object_member (one, "imageFile", part);

  one = new_evidence (list, "analyzedMessage");
  add (one, "subject", at (place, "subject", payload));
  add (one, "networkMessageId", "m1");

  one = new_evidence (list, "url");
  add (one, "url", at (place, "url", payload));

  one = new_evidence (list, "file");
  part = json_object_new ();
  add (part, "fileName", at (place, "file", payload));
  json_object_set_object_member (one, "fileDetails", part);
}

static VdtIncident *
make_incident (const char *place,
               const char *payload)
{
  JsonObject *incident = json_object_new ();
  JsonObject *alert = json_object_new ();
  JsonObject *comment = json_object_new ();
  JsonArray *alerts = json_array_new ();
  JsonArray *evidence = json_array_new ();
  JsonArray *comments = json_array_new ();
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), incident);
  g_autofree char *text = NULL;

  add (incident, "id", "9");
  add (incident, "displayName", "Odd activity on one endpoint");
  add (incident, "severity", "medium");
  add (incident, "status", "active");
  add (incident, "createdDateTime", "2026-05-12T09:00:00Z");
  json_object_set_array_member (incident, "alerts", alerts);
  json_array_add_object_element (alerts, alert);
  add (alert, "id", "a1");
  add (alert, "title", at (place, "title", payload));
  add (alert, "severity", "medium");
  add (alert, "category", "Execution");
  add (alert, "createdDateTime", "2026-05-12T09:10:00Z");
  add (alert, "firstActivityDateTime", "2026-05-12T09:01:00Z");
  json_object_set_array_member (alert, "evidence", evidence);
  json_object_set_array_member (alert, "comments", comments);
  json_array_add_object_element (comments, comment);
  add (comment, "comment", at (place, "comment", payload));
  add (comment, "createdByDisplayName", "Ana");
  add (comment, "createdDateTime", "2026-05-12T09:30:00Z");
  fill_evidence (evidence, place, payload);

  text = json_to_string (node, FALSE);
  json_node_set_object (node, NULL);
  json_object_unref (incident);

  return incident_reader_read_text (text);
}

/* What is said, without quotes and names, and without the advice on hostile text itself. */
static char *
dup_frame (VdtProposal *proposal)
{
  GListModel *statements = vdt_proposal_get_statements (proposal);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);
      const char *text = vdt_statement_get_text (statement);
      guint done = 0;

      g_assert_nonnull (vdt_statement_get_fact_ids (statement));
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_null (strchr (text, '\x1b'));
      if (g_strcmp0 (vdt_statement_get_section (statement), "watch") == 0)
        continue;

      for (guint s = 0; s < vdt_statement_get_n_spans (statement); s++)
        {
          const VdtSpan *span = vdt_statement_get_span (statement, s);

          if ((span->kind != VDT_SPAN_QUOTE && span->kind != VDT_SPAN_ENTITY) || span->start < done)
            continue;
          g_string_append_len (out, text + done, (gssize) (span->start - done));
          g_string_append_c (out, '_');
          done = span->start + span->length;
        }
      g_string_append (out, text + done);
      g_string_append_c (out, '\n');
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static GPtrArray *
read_payloads (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("VDT_SOURCE_ROOT"), "tests", "copilot", "injections.json", NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  GPtrArray *payloads = g_ptr_array_new_with_free_func (g_free);
  JsonArray *list;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  list = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (list); i++)
    g_ptr_array_add (payloads, g_strdup (json_array_get_string_element (list, i)));

  return payloads;
}

/* Whether a payload is a shell's, a decoder's or a sign's business in a command line is not asked here. */
static gboolean
is_compared (const char *place)
{
  return !g_str_equal (place, "command") && !g_str_equal (place, "url");
}

static void
test_place (gconstpointer data)
{
  const char *place = data;
  g_autoptr(GPtrArray) payloads = read_payloads ();
  g_autoptr(VdtIncident) plain = make_incident (place, PLAIN);
  g_autoptr(VdtProposal) expected = vdt_summarizer_summarize (summarizer, plain);
  g_autofree char *frame = dup_frame (expected);
  g_autoptr(VdtProposal) plain_cards = vdt_summarizer_respond (summarizer, plain, NULL);
  guint n_cards = g_list_model_get_n_items (vdt_proposal_get_statements (plain_cards));

  g_assert_cmpuint (payloads->len * G_N_ELEMENTS (places), >=, 60);
  for (guint i = 0; i < payloads->len; i++)
    {
      g_autoptr(VdtIncident) incident = make_incident (place, g_ptr_array_index (payloads, i));
      g_autoptr(VdtProposal) summary = vdt_summarizer_summarize (summarizer, incident);
      g_autoptr(VdtProposal) cards = vdt_summarizer_respond (summarizer, incident, NULL);
      g_autofree char *said = dup_frame (summary);
      g_autofree char *proposed G_GNUC_UNUSED = dup_frame (cards);

      g_test_message ("%s", (const char *) g_ptr_array_index (payloads, i));
      if (is_compared (place))
        {
          g_assert_cmpstr (said, ==, frame);
          g_assert_cmpuint (g_list_model_get_n_items (vdt_proposal_get_statements (cards)), ==, n_cards);
        }
      g_assert_cmpstr (vdt_incident_get_status (incident), ==, "active");
    }
}

int
main (int   argc,
      char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  summarizer = vdt_summarizer_new ("en");

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_strdup_printf ("/copilot/injection/%s", places[i]);

      g_test_add_data_func (path, places[i], test_place);
    }

  code = g_test_run ();
  vdt_summarizer_unref (summarizer);

  return code;
}
