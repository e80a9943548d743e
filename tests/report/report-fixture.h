/* report-fixture.h
 *
 * An incident for the reports' tests.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-draft.h"

VdtIncident *report_fixture_incident (guint        n_alerts,
                                      guint        n_evidence);
VdtReport   *report_fixture_draft    (VdtIncident *incident,
                                      const char  *template_id,
                                      const char  *language);
