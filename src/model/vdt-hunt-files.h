/* vdt-hunt-files.h
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _VdtHuntFiles VdtHuntFiles;

VdtHuntFiles *vdt_hunt_files_new     (void);
VdtHuntFiles *vdt_hunt_files_ref     (VdtHuntFiles        *self);
void          vdt_hunt_files_unref   (VdtHuntFiles        *self);
gboolean      vdt_hunt_files_attach  (VdtHuntFiles        *self,
                                      const char          *assignment,
                                      GError             **error);
gboolean      vdt_hunt_files_set_geo (VdtHuntFiles        *self,
                                      const char          *path,
                                      GError             **error);
const char   *vdt_hunt_files_find    (const VdtHuntFiles  *self,
                                      const char          *address);
const char   *vdt_hunt_files_get_geo (const VdtHuntFiles  *self);
char         *vdt_hunt_files_read    (const char          *path,
                                      gsize               *out_length,
                                      GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtHuntFiles, vdt_hunt_files_unref)

G_END_DECLS
