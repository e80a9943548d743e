/* vdt-cli-library.c
 *
 * kql library: the hunting queries that come with the program.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include "vdt-library.h"

static void
add_strings (JsonBuilder  *builder,
             const char   *name,
             const char  **strings)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (gsize i = 0; strings[i] != NULL; i++)
    json_builder_add_string_value (builder, strings[i]);
  json_builder_end_array (builder);
}

static void
add_query (JsonBuilder           *builder,
           const VdtLibraryQuery *query)
{
  const struct { const char *name, *value; } members[] = {
    { "id", query->id }, { "title", query->title }, { "finds", query->finds }, { "area", query->area },
    { "query", query->text },
  };

  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      json_builder_set_member_name (builder, members[i].name);
      json_builder_add_string_value (builder, members[i].value);
    }
  add_strings (builder, "techniques", query->techniques);
  add_strings (builder, "tables", query->tables);
  json_builder_end_object (builder);
}

static int
list_queries (const char *area,
              const char *technique)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  gsize n = 0;
  const VdtLibraryQuery *queries = vdt_library_get_queries (&n);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "queries");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    if ((area == NULL || g_strcmp0 (queries[i].area, area) == 0) &&
        (technique == NULL || vdt_library_has_technique (&queries[i], technique)))
      add_query (builder, &queries[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  vdt_cli_print_json (json_builder_get_root (builder));

  return VDT_CLI_OK;
}

int
vdt_cli_run_kql_library (VdtCli  *cli,
                         int      argc,
                         char   **argv)
{
  g_autofree char *area = NULL;
  g_autofree char *technique = NULL;
  const VdtLibraryQuery *query;
  const GOptionEntry entries[] = {
    { "area", 0, 0, G_OPTION_ARG_STRING, &area, NULL, NULL },
    { "technique", 0, 0, G_OPTION_ARG_STRING, &technique, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse (&argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (argc > 1)
    return vdt_cli_usage ("kql library takes the ID of one query, or none");
  if (argc == 0)
    return list_queries (area, technique);

  query = vdt_library_find (argv[0]);
  if (query == NULL)
    {
      g_printerr ("vedette-cli: there is no query “%s” in the library; “kql library” prints their ids\n", argv[0]);
      return VDT_CLI_FAILED;
    }

  g_print ("%s\n", query->text);

  return VDT_CLI_OK;
}
