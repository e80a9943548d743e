/* vdt-out-file.h
 *
 * A file that is there whole or not at all.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _VdtOutFile VdtOutFile;

VdtOutFile *vdt_out_file_new    (const char    *path,
                                 GError       **error);
int         vdt_out_file_get_fd (VdtOutFile    *self);
gboolean    vdt_out_file_write  (VdtOutFile    *self,
                                 const char    *text,
                                 gssize         length,
                                 GError       **error);
gboolean    vdt_out_file_commit (VdtOutFile    *self,
                                 GError       **error);
void        vdt_out_file_free   (VdtOutFile    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtOutFile, vdt_out_file_free)

G_END_DECLS
