/* vdt-zip.h
 *
 * A zip file, written entry by entry.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VdtZip VdtZip;

VdtZip   *vdt_zip_new    (int            fd,
                          gint64         time,
                          GError       **error);
gboolean  vdt_zip_add    (VdtZip        *self,
                          const char    *name,
                          gconstpointer  data,
                          gsize          length,
                          GError       **error);
gboolean  vdt_zip_finish (VdtZip        *self,
                          GError       **error);
void      vdt_zip_free   (VdtZip        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtZip, vdt_zip_free)

G_END_DECLS
