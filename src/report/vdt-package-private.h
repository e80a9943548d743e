/* vdt-package-private.h
 *
 * What the maker and the checker of packages share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-package.h"

G_BEGIN_DECLS

#define VDT_PACKAGE_FORMAT "vedette-case-package"
#define VDT_PACKAGE_VERSION 1
#define VDT_PACKAGE_MANIFEST "manifest.json"
#define VDT_PACKAGE_SIGNATURE "signature.json"
#define VDT_PACKAGE_START "0000000000000000000000000000000000000000000000000000000000000000"

char     *vdt_package_link   (const char  *previous,
                              guint        number,
                              const char  *path,
                              guint64      size,
                              const char  *sha256);
gboolean  vdt_package_sign   (const char  *key_file,
                              GBytes      *data,
                              char       **out_public_key,
                              char       **out_signature,
                              GError     **error);
gboolean  vdt_package_check_signature (const char  *public_key,
                                       const char  *signature,
                                       GBytes      *data,
                                       char       **out_key_id,
                                       GError     **error);
char     *vdt_package_key_id (const char  *public_key,
                              GError     **error);

G_END_DECLS
