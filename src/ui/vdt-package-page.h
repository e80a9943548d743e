/* vdt-package-page.h
 *
 * A case package that was opened to be read.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-page.h"

G_BEGIN_DECLS

#define VDT_TYPE_PACKAGE_PAGE (vdt_package_page_get_type ())
G_DECLARE_FINAL_TYPE (VdtPackagePage, vdt_package_page, VDT, PACKAGE_PAGE, VdtPage)

char       *vdt_package_page_dup_key    (const char     *path);
GtkWidget  *vdt_package_page_new        (const char     *path);
const char *vdt_package_page_get_result (VdtPackagePage *self);

G_END_DECLS
