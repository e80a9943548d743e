/* vdt-cli-package.c
 *
 * package create, package verify, package show.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include <stdio.h>

#include "vdt-session-package.h"

int
vdt_cli_run_package_create (VdtCli  *cli,
                            int      argc,
                            char   **argv)
{
  g_autofree char *output = NULL;
  g_autofree char *key = NULL;
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
    { "sign", 0, 0, G_OPTION_ARG_FILENAME, &key, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse (&argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (argc != 1)
    return vdt_cli_usage ("one incident ID is needed");
  if (output == NULL)
    return vdt_cli_usage ("-o FILE is needed");
  if (!vdt_cli_open_session (cli))
    return VDT_CLI_FAILED;

  g_clear_object (&cli->result);
  vdt_session_create_package_async (cli->session, argv[0], output, key, NULL, cli->cancellable, vdt_cli_done_cb, cli);
  if (!vdt_session_create_package_finish (cli->session, vdt_cli_wait (cli), &error))
    return vdt_cli_fail (error);

  return VDT_CLI_OK;
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
print_info (const VdtPackageInfo *info)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "intact");
  json_builder_add_boolean_value (builder, info->intact);
  json_builder_set_member_name (builder, "parts");
  json_builder_add_int_value (builder, info->n_parts);
  json_builder_set_member_name (builder, "signed");
  json_builder_add_boolean_value (builder, info->is_signed);
  json_builder_set_member_name (builder, "signatureGood");
  if (info->is_signed)
    json_builder_add_boolean_value (builder, info->signature_good);
  else
    json_builder_add_null_value (builder);
  add_string (builder, "key", info->key_id);
  add_string (builder, "incident", info->incident_id);
  add_string (builder, "madeAt", info->made_at);
  add_string (builder, "madeBy", info->made_by);
  add_string (builder, "head", info->head);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < info->problems->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (info->problems, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  vdt_cli_print_json (json_builder_get_root (builder));
}

int
vdt_cli_run_package_verify (VdtCli  *cli,
                            int      argc,
                            char   **argv)
{
  g_autofree char *key_file = NULL;
  g_autofree char *key = NULL;
  g_autoptr(VdtPackageInfo) info = NULL;
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &key_file, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse (&argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (argc != 1)
    return vdt_cli_usage ("one package FILE is needed");
  if (key_file != NULL && !g_file_get_contents (key_file, &key, NULL, &error))
    return vdt_cli_fail (error);

  info = vdt_session_verify_package (argv[0], key, cli->cancellable, &error);
  if (info == NULL)
    return vdt_cli_fail (error);

  print_info (info);

  return info->intact ? VDT_CLI_OK : VDT_CLI_FAILED;
}

int
vdt_cli_run_package_show (VdtCli  *cli,
                          int      argc,
                          char   **argv)
{
  g_autoptr(VdtPackageInfo) info = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  gconstpointer data;
  gsize size;

  if (!vdt_cli_parse (&argc, &argv, NULL))
    return VDT_CLI_USAGE;
  if (argc < 1 || argc > 2)
    return vdt_cli_usage ("a package FILE is needed, and perhaps one of its parts");

  info = vdt_session_verify_package (argv[0], NULL, cli->cancellable, &error);
  if (info != NULL && !info->intact)
    {
      g_printerr ("vedette-cli: the package is not as it was made; see vedette-cli package verify\n");
      return VDT_CLI_FAILED;
    }
  if (info != NULL)
    bytes = vdt_session_read_package (argv[0], argc == 2 ? argv[1] : "incident.json", cli->cancellable, &error);
  if (bytes == NULL)
    return vdt_cli_fail (error);

  data = g_bytes_get_data (bytes, &size);
  fwrite (data, 1, size, stdout);

  return VDT_CLI_OK;
}
