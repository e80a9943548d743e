/* vdt-package.h
 *
 * A case in one file: what was found and done, each part with its hash, each hash with
 * the one before, the last of them signed if there is a key.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-incident.h"
#include "vdt-redact.h"
#include "vdt-write.h"

G_BEGIN_DECLS

/**
 * VdtPackageCheck:
 * @intact: whether all is as it was when the package was made
 * @n_parts: parts that were checked
 * @is_signed: whether there is a signature
 * @signature_good: whether it is right
 * @key_id: (nullable): SHA-256 of the public key
 * @made_at: (nullable): as the manifest has it
 * @made_by: (nullable): as the manifest has it
 * @incident_id: (nullable): as the manifest has it
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
} VdtPackageCheck;

gboolean         vdt_package_create     (VdtIncident       *incident,
                                         GPtrArray         *reports,
                                         GPtrArray         *key,
                                         const char        *author,
                                         gint64             now,
                                         const char        *sign_with,
                                         const char        *path,
                                         GCancellable      *cancellable,
                                         VdtWriteProgress   progress,
                                         gpointer           user_data,
                                         GError           **error);
VdtPackageCheck *vdt_package_verify     (const char        *path,
                                         const char        *public_key,
                                         GCancellable      *cancellable,
                                         GError           **error);
GBytes          *vdt_package_read       (const char        *path,
                                         const char        *part,
                                         GCancellable      *cancellable,
                                         GError           **error);
void             vdt_package_check_free (VdtPackageCheck   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtPackageCheck, vdt_package_check_free)

G_END_DECLS
