/* incident-reader.h
 *
 * For tests: incidents written down as Graph JSON become models.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-incident.h"

G_BEGIN_DECLS

GPtrArray   *incident_reader_read_file (const char  *path,
                                        GError     **error);
VdtIncident *incident_reader_read_text (const char  *json);

G_END_DECLS
