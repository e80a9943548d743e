/* vdt-session-package-read.h
 *
 * A case package that is looked at where it lies: checked, and its records as models
 * that belong to no workspace.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-incident.h"
#include "vdt-session-package.h"

G_BEGIN_DECLS

/**
 * VdtPackageText:
 * @path: the part, `reports/1.md`
 * @text: what it says
 */
typedef struct
{
  char *path;
  char *text;
} VdtPackageText;

/**
 * VdtPackageContent:
 * @info: what the check found
 * @incident: the incident, without its lists
 * @alerts: (element-type VdtAlert): its alerts
 * @evidence: (element-type VdtEvidence): the evidence of all alerts
 * @assets: (element-type VdtAsset): who and what was involved
 * @comments: (element-type VdtComment): of the incident and its alerts
 * @kept: (element-type VdtKept): what analysts kept
 * @queries: (element-type VdtActivity): entries of the log that are queries
 * @log: (element-type VdtActivity): the whole log
 * @reports: (element-type VdtPackageText): reports as Markdown
 */
typedef struct
{
  VdtPackageInfo *info;
  VdtIncident    *incident;
  GListStore     *alerts;
  GListStore     *evidence;
  GListStore     *assets;
  GListStore     *comments;
  GListStore     *kept;
  GListStore     *queries;
  GListStore     *log;
  GPtrArray      *reports;
} VdtPackageContent;

void               vdt_package_content_free        (VdtPackageContent    *content);

gboolean           vdt_session_is_package          (const char           *path);
void               vdt_session_open_package_async  (const char           *path,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
VdtPackageContent *vdt_session_open_package_finish (GAsyncResult         *result,
                                                    GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtPackageContent, vdt_package_content_free)

G_END_DECLS
