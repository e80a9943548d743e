/* vdt-session-package.h
 *
 * Case packages: one file with all that is known of an incident, which another machine
 * can check and read.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-session.h"

G_BEGIN_DECLS

/**
 * VdtPackageInfo:
 * @intact: whether all is as it was when the package was made
 * @n_parts: parts that were checked
 * @is_signed: whether there is a signature
 * @signature_good: whether it is right
 * @key_id: (nullable): SHA-256 of the public key
 * @made_at: (nullable): when
 * @made_by: (nullable): by whom
 * @incident_id: (nullable): of what
 * @head: (nullable): the last hash of the chain
 * @problems: (element-type utf8): what is not as it was
 */
typedef struct
{
  gboolean   intact;
  guint      n_parts;
  gboolean   is_signed;
  gboolean   signature_good;
  char      *key_id;
  char      *made_at;
  char      *made_by;
  char      *incident_id;
  char      *head;
  GPtrArray *problems;
} VdtPackageInfo;

void            vdt_package_info_free                 (VdtPackageInfo       *info);

void            vdt_session_create_package_async      (VdtSession           *self,
                                                       const char           *incident_id,
                                                       const char           *path,
                                                       const char           *sign_with,
                                                       VdtProgress          *progress,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
gboolean        vdt_session_create_package_finish     (VdtSession           *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);

/* These need no workspace: a package is read where it lies. */
VdtPackageInfo *vdt_session_verify_package            (const char           *path,
                                                       const char           *public_key,
                                                       GCancellable         *cancellable,
                                                       GError              **error);
GBytes         *vdt_session_read_package              (const char           *path,
                                                       const char           *part,
                                                       GCancellable         *cancellable,
                                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtPackageInfo, vdt_package_info_free)

G_END_DECLS
