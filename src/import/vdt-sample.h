/* vdt-sample.h
 *
 * The incidents of the sample workspace, compiled in.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VDT_SAMPLE_INCIDENT:
 *
 * Id of the incident that the sample is about.
 */
#define VDT_SAMPLE_INCIDENT "142"

GListModel *vdt_sample_list_files     (void);
GListModel *vdt_sample_list_telemetry (void);

G_END_DECLS
