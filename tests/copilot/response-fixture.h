/* response-fixture.h
 *
 * For tests of the guided response: incidents from tests/copilot/response-fixtures.json.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <json-glib/json-glib.h>

#include "vdt-incident.h"

G_BEGIN_DECLS

JsonObject  *response_fixture_load     (const char *path);
VdtIncident *response_fixture_incident (JsonObject *fixtures,
                                        JsonObject *described);
VdtIncident *response_fixture_of_kind  (JsonObject *fixtures,
                                        const char *category,
                                        const char *kind);

G_END_DECLS
