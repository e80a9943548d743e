/* vdt-cli-batch.c
 *
 * JSON lines from standard input, one line of answer each, in the same order.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include <stdio.h>

/**
 * vdt_cli_print_line:
 * @json: one line of JSON
 *
 * json-glib 1.6 leaves U+001F as it is, which no reader accepts: it is escaped here.
 */
void
vdt_cli_print_line (const char *json)
{
  for (const char *p = json; *p != '\0'; p++)
    if (*p == '\x1f')
      fputs ("\\u001f", stdout);
    else
      putc (*p, stdout);
  putc ('\n', stdout);
}

/**
 * vdt_cli_run_batch:
 * @cli: the program
 * @answer: makes the answer to a line
 * @user_data: for @answer
 *
 * Returns: an exit code; a line that cannot be answered is no failure of the batch
 */
int
vdt_cli_run_batch (VdtCli           *cli,
                   VdtCliAnswerFunc  answer,
                   gpointer          user_data)
{
  g_autoptr(GIOChannel) input = g_io_channel_unix_new (0);
  g_autoptr(GError) error = NULL;

  g_io_channel_set_encoding (input, NULL, NULL);
  g_io_channel_set_buffer_size (input, 1024 * 1024);

  while (!g_cancellable_is_cancelled (cli->cancellable))
    {
      g_autofree char *line = NULL;
      g_autofree char *result = NULL;
      gsize terminator = 0;
      GIOStatus status = g_io_channel_read_line (input, &line, NULL, &terminator, &error);

      if (status == G_IO_STATUS_EOF)
        return VDT_CLI_OK;
      if (status != G_IO_STATUS_NORMAL)
        return vdt_cli_fail (error);

      line[terminator] = '\0';
      if (*g_strstrip (line) == '\0')
        continue;

      result = answer (cli, line, user_data);
      vdt_cli_print_line (result);
      fflush (stdout);
    }

  return VDT_CLI_FAILED;
}
