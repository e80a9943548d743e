/* vdt-session-rows.h
 *
 * The importer's rows into the hunting database.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-workspace.h"
#include "vdt-import-rows.h"

G_BEGIN_DECLS

const VdtImportRowSink *vdt_session_get_row_sink (void);

G_END_DECLS
