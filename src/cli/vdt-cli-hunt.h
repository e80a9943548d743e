/* vdt-cli-hunt.h
 *
 * Hunting in the workspace, from the command line.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-cli.h"
#include "vdt-session-hunt.h"

G_BEGIN_DECLS

int vdt_cli_query_workspace (VdtCli                *cli,
                             const char            *text,
                             const VdtSessionQuery *options,
                             const char            *format);

G_END_DECLS
