/* vdt-cli-report.c
 *
 * report: an incident to a file that is sent.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include <string.h>

#include "vdt-session-report.h"

typedef struct
{
  char     *format;
  char     *output;
  char     *template;
  char     *language;
  char     *tlp;
  char     *redact;
  gboolean  plain;
  gboolean  blank;
  gboolean  templates;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->format);
  g_free (options->output);
  g_free (options->template);
  g_free (options->language);
  g_free (options->tlp);
  g_free (options->redact);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
is_one_of (const char         *value,
           const char * const *values,
           const char         *what)
{
  g_autofree char *all = g_strjoinv (", ", (char **) values);

  if (g_strv_contains (values, value))
    return TRUE;

  vdt_cli_usage ("there is no %s “%s”; %s are there", what, value, all);

  return FALSE;
}

static gboolean
check (VdtCli  *cli,
       Options *options)
{
  static const char *const tlps[] = { "RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR", NULL };
  g_auto(GStrv) kinds = NULL;

  if (options->language != NULL &&
      !is_one_of (options->language, vdt_session_get_report_languages (cli->session), "language"))
    return FALSE;
  if (options->tlp != NULL && !is_one_of (options->tlp, tlps, "TLP"))
    return FALSE;

  kinds = g_strsplit (options->redact != NULL ? options->redact : "", ",", -1);
  for (guint i = 0; kinds[i] != NULL; i++)
    if (!is_one_of (kinds[i], vdt_session_get_redact_kinds (cli->session), "kind of names"))
      return FALSE;

  if (options->templates)
    return TRUE;
  if (options->format == NULL)
    return vdt_cli_usage ("--format is needed"), FALSE;
  if (options->output == NULL)
    return vdt_cli_usage ("-o FILE is needed"), FALSE;

  return is_one_of (options->format, vdt_session_get_report_formats (cli->session), "format");
}

static int
list_templates (VdtCli     *cli,
                const char *language)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) infos = vdt_session_list_templates (cli->session, language, problems);
  g_autofree char *folder = vdt_session_get_template_folder (cli->session);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "folder");
  json_builder_add_string_value (builder, folder);
  json_builder_set_member_name (builder, "templates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < infos->len; i++)
    {
      const VdtReportTemplateInfo *info = g_ptr_array_index (infos, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_string_value (builder, info->id);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, info->name);
      json_builder_set_member_name (builder, "about");
      json_builder_add_string_value (builder, info->about != NULL ? info->about : "");
      json_builder_set_member_name (builder, "own");
      json_builder_add_boolean_value (builder, info->own);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  vdt_cli_print_json (json_builder_get_root (builder));

  for (guint i = 0; i < problems->len; i++)
    g_printerr ("vedette-cli: %s\n", (const char *) g_ptr_array_index (problems, i));

  return problems->len == 0 ? VDT_CLI_OK : VDT_CLI_FAILED;
}

static VdtReport *
draft (VdtCli        *cli,
       const char    *incident_id,
       const Options *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtReport) report = NULL;
  g_auto(GStrv) kinds = options->redact != NULL ? g_strsplit (options->redact, ",", -1) : NULL;
  const char *template = options->template != NULL ? options->template : options->blank ? "blank" : "full";

  g_clear_object (&cli->result);
  vdt_session_draft_report_async (cli->session, incident_id, template, options->language, cli->cancellable,
                                  vdt_cli_done_cb, cli);
  report = vdt_session_draft_report_finish (cli->session, vdt_cli_wait (cli), &error);
  if (report == NULL)
    {
      vdt_cli_fail (error);
      return NULL;
    }

  vdt_record_set_text (report, "tlp", options->tlp);
  vdt_record_set_flag (report, "defang", !options->plain);
  vdt_record_set_words (report, "redact", (const char *const *) kinds);

  return g_steal_pointer (&report);
}

static int
export (VdtCli        *cli,
        VdtReport     *report,
        const Options *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = NULL;

  g_clear_object (&cli->result);
  vdt_session_export_report_async (cli->session, report, options->format, options->output, NULL, cli->cancellable,
                                   vdt_cli_done_cb, cli);
  if (!vdt_session_export_report_finish (cli->session, vdt_cli_wait (cli), &problems, &error))
    return vdt_cli_fail (error);

  for (guint i = 0; i < problems->len; i++)
    g_printerr ("vedette-cli: %s\n", (const char *) g_ptr_array_index (problems, i));

  return VDT_CLI_OK;
}

int
vdt_cli_run_report (VdtCli  *cli,
                    int      argc,
                    char   **argv)
{
  g_auto(Options) options = { 0 };
  g_autoptr(VdtReport) report = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, NULL, NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, NULL, NULL },
    { "template", 0, 0, G_OPTION_ARG_STRING, &options.template, NULL, NULL },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &options.language, NULL, NULL },
    { "tlp", 0, 0, G_OPTION_ARG_STRING, &options.tlp, NULL, NULL },
    { "redact", 0, 0, G_OPTION_ARG_STRING, &options.redact, NULL, NULL },
    { "no-defang", 0, 0, G_OPTION_ARG_NONE, &options.plain, NULL, NULL },
    { "blank", 0, 0, G_OPTION_ARG_NONE, &options.blank, NULL, NULL },
    { "templates", 0, 0, G_OPTION_ARG_NONE, &options.templates, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse (&argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (argc != (options.templates || options.blank ? 0 : 1))
    return vdt_cli_usage ("one incident ID is needed, or --blank, or --templates");
  if (!check (cli, &options))
    return VDT_CLI_USAGE;
  if (!vdt_cli_open_session (cli))
    return VDT_CLI_FAILED;
  if (options.templates)
    return list_templates (cli, options.language);

  report = draft (cli, argc > 0 ? argv[0] : NULL, &options);
  if (report == NULL)
    return VDT_CLI_FAILED;

  return export (cli, report, &options);
}
