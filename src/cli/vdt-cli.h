/* vdt-cli.h
 *
 * What the verbs of vedette-cli share: the open session, where to wait for it,
 * and how results and messages leave the program.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <json-glib/json-glib.h>

#include "vdt-session.h"

G_BEGIN_DECLS

/* Exit codes of the contract. */
#define VDT_CLI_OK     0
#define VDT_CLI_FAILED 1
#define VDT_CLI_USAGE  2

/**
 * VdtCli:
 * @session: open once vdt_cli_open_session() has returned %TRUE
 * @workspace: the folder; the user's own if no `--workspace` was given
 * @loop: what vdt_cli_wait() runs
 * @cancellable: cancelled by Ctrl+C
 * @result: the result of the call being waited for
 */
typedef struct
{
  VdtSession   *session;
  char         *workspace;
  GMainLoop    *loop;
  GCancellable *cancellable;
  GAsyncResult *result;
} VdtCli;

/**
 * VdtCliVerb:
 * @name: one or two words, “audit verify”
 * @arguments: for the usage line
 * @summary: one line for `--help`
 * @details: (nullable): more, for `VERB --help`
 * @run: returns an exit code; @argv begins behind the verb
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  const char *details;
  int       (*run) (VdtCli *cli,
                    int     argc,
                    char  **argv);
} VdtCliVerb;

/**
 * VdtCliAnswerFunc:
 * @cli: the program
 * @line: a line of the input
 * @user_data: what was given with the function
 *
 * Returns: (transfer full): the answer, one line of JSON
 */
typedef char *(*VdtCliAnswerFunc) (VdtCli     *cli,
                                   const char *line,
                                   gpointer    user_data);

extern const VdtCliVerb vdt_cli_verbs[];

int           vdt_cli_usage        (const char          *format,
                                    ...) G_GNUC_PRINTF (1, 2);
int           vdt_cli_fail         (const GError        *error);
gboolean      vdt_cli_open_session (VdtCli              *cli);
void          vdt_cli_done_cb      (GObject             *object,
                                    GAsyncResult        *result,
                                    gpointer             user_data);
GAsyncResult *vdt_cli_wait         (VdtCli              *cli);
gboolean      vdt_cli_parse        (int                 *argc,
                                    char              ***argv,
                                    const GOptionEntry  *entries);
gboolean      vdt_cli_parse_options (const char         *verb,
                                    gboolean             reads_lines,
                                    int                 *argc,
                                    char              ***argv,
                                    const GOptionEntry  *entries);
int           vdt_cli_run_batch    (VdtCli              *cli,
                                    VdtCliAnswerFunc     answer,
                                    gpointer             user_data);
void          vdt_cli_print_line   (const char          *json);
void          vdt_cli_print_json   (JsonNode            *node);
VdtIncident  *vdt_cli_load_incident (VdtCli             *cli,
                                    const char          *id,
                                    GError             **error);

/* The verbs. */
int vdt_cli_run_ask          (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_audit_verify (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_entity       (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_guidebook    (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_import       (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_incident     (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_incidents    (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_kql_check    (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_kql_explain  (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_kql_complete (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_kql_library  (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_package_create (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_package_show (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_package_verify (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_kql_sql      (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_query        (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_report       (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_respond      (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_chat         (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_model        (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_script       (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_tables       (VdtCli *cli, int argc, char **argv);
int vdt_cli_run_summarize    (VdtCli *cli, int argc, char **argv);

G_END_DECLS
