/* vdt-cli-incidents.c
 *
 * incidents, incident, audit verify.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include <string.h>

#include "vdt-cli-wire.h"
#include "vdt-error.h"
#include "vdt-session-changes.h"

typedef struct
{
  char  *search;
  char **statuses;
  char **severities;
  char  *owner;
  char **tags;
  char  *sort;
  int    limit;
} Filter;

static void
filter_clear (Filter *filter)
{
  g_free (filter->search);
  g_strfreev (filter->statuses);
  g_strfreev (filter->severities);
  g_free (filter->owner);
  g_strfreev (filter->tags);
  g_free (filter->sort);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filter, filter_clear)

static VdtQueueQuery *
query_of_filter (const Filter *filter)
{
  VdtQueueQuery *query = vdt_queue_query_new ();

  vdt_record_set_text (query, "search", filter->search);
  vdt_record_set_text (query, "owner", filter->owner);
  vdt_record_set_words (query, "statuses", (const char *const *) filter->statuses);
  vdt_record_set_words (query, "severities", (const char *const *) filter->severities);
  vdt_record_set_words (query, "tags", (const char *const *) filter->tags);

  if (filter->sort != NULL)
    {
      gboolean descending = filter->sort[0] == '-';

      vdt_record_set_text (query, "sort-key", filter->sort + descending);
      vdt_record_set_flag (query, "descending", descending);
    }

  return query;
}

/* Rows come in pages; an empty row has not come yet. */
static void
wait_for_row (VdtCli      *cli,
              VdtIncident *row)
{
  while (vdt_incident_get_id (row) == NULL)
    {
      g_clear_object (&cli->result);
      vdt_session_refresh_queue_async (cli->session, cli->cancellable, vdt_cli_done_cb, cli);
      vdt_cli_wait (cli);
      if (g_cancellable_is_cancelled (cli->cancellable))
        return;
    }
}

static void
print_queue (VdtCli *cli,
             guint   limit)
{
  GListModel *queue = vdt_session_get_queue (cli->session);
  guint n = g_list_model_get_n_items (queue);
  JsonArray *array = json_array_new ();
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (object, "total", n);
  for (guint i = 0; i < MIN (n, limit); i++)
    {
      g_autoptr(VdtIncident) row = g_list_model_get_item (queue, i);

      wait_for_row (cli, row);
      json_array_add_element (array, vdt_cli_wire_record (row, FALSE));
    }

  json_object_set_array_member (object, "incidents", array);
  json_node_take_object (node, object);
  vdt_cli_print_json (node);
}

int
vdt_cli_run_incidents (VdtCli  *cli,
                       int      argc,
                       char   **argv)
{
  g_auto(Filter) filter = { NULL, NULL, NULL, NULL, NULL, NULL, G_MAXINT };
  g_autoptr(VdtQueueQuery) query = NULL;
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "filter", 'f', 0, G_OPTION_ARG_STRING, &filter.search, NULL, NULL },
    { "status", 0, 0, G_OPTION_ARG_STRING_ARRAY, &filter.statuses, NULL, NULL },
    { "severity", 0, 0, G_OPTION_ARG_STRING_ARRAY, &filter.severities, NULL, NULL },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &filter.owner, NULL, NULL },
    { "tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &filter.tags, NULL, NULL },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &filter.sort, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &filter.limit, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse_options ("incidents", FALSE, &argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (filter.limit < 0)
    return vdt_cli_usage ("--limit takes a number from 0 on");
  if (!vdt_cli_open_session (cli))
    return VDT_CLI_FAILED;

  query = query_of_filter (&filter);
  vdt_session_set_queue_query (cli->session, query);
  g_clear_object (&cli->result);
  vdt_session_refresh_queue_async (cli->session, cli->cancellable, vdt_cli_done_cb, cli);
  if (!vdt_session_refresh_queue_finish (cli->session, vdt_cli_wait (cli), &error))
    return vdt_cli_fail (error);

  print_queue (cli, (guint) filter.limit);

  return VDT_CLI_OK;
}

/**
 * vdt_cli_load_incident:
 * @cli: the program
 * @id: an incident's id
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the incident, whole
 */
VdtIncident *
vdt_cli_load_incident (VdtCli      *cli,
                       const char  *id,
                       GError     **error)
{
  g_clear_object (&cli->result);
  vdt_session_load_incident_async (cli->session, id, cli->cancellable, vdt_cli_done_cb, cli);

  return vdt_session_load_incident_finish (cli->session, vdt_cli_wait (cli), error);
}

int
vdt_cli_run_incident (VdtCli  *cli,
                      int      argc,
                      char   **argv)
{
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(GError) error = NULL;

  if (!vdt_cli_parse (&argc, &argv, NULL))
    return VDT_CLI_USAGE;
  if (argc != 1)
    return vdt_cli_usage ("incident takes one ID");
  if (!vdt_cli_open_session (cli))
    return VDT_CLI_FAILED;

  incident = vdt_cli_load_incident (cli, argv[0], &error);
  if (incident == NULL)
    return vdt_cli_fail (error);

  vdt_cli_print_json (vdt_cli_wire_record (incident, TRUE));

  return VDT_CLI_OK;
}

int
vdt_cli_run_audit_verify (VdtCli  *cli,
                          int      argc,
                          char   **argv)
{
  g_autoptr(GError) error = NULL;
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  guint n_entries = 0;
  gboolean intact;

  json_node_take_object (node, object);
  if (!vdt_cli_parse (&argc, &argv, NULL) || argc > 0)
    {
      json_node_unref (node);
      return vdt_cli_usage ("audit verify takes no arguments");
    }
  if (!vdt_cli_open_session (cli))
    {
      json_node_unref (node);
      return VDT_CLI_FAILED;
    }

  g_clear_object (&cli->result);
  vdt_session_verify_async (cli->session, cli->cancellable, vdt_cli_done_cb, cli);
  intact = vdt_session_verify_finish (cli->session, vdt_cli_wait (cli), &n_entries, &error);

  json_object_set_boolean_member (object, "intact", intact);
  if (intact)
    json_object_set_int_member (object, "entries", n_entries);
  else
    json_object_set_string_member (object, "message", error->message);
  vdt_cli_print_json (node);

  return intact ? VDT_CLI_OK : vdt_cli_fail (error);
}
