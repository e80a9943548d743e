/* vdt-mask.h
 *
 * Names replaced by pseudonyms before text leaves the machine, and put back in
 * what comes in.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtMaskKinds:
 * @VDT_MASK_USERS: accounts and people
 * @VDT_MASK_DEVICES: hosts
 * @VDT_MASK_ADDRESSES: IP addresses
 * @VDT_MASK_MAIL: mail addresses
 * @VDT_MASK_TENANT: identifiers of the tenant and other GUIDs
 */
typedef enum
{
  VDT_MASK_USERS     = 1 << 0,
  VDT_MASK_DEVICES   = 1 << 1,
  VDT_MASK_ADDRESSES = 1 << 2,
  VDT_MASK_MAIL      = 1 << 3,
  VDT_MASK_TENANT    = 1 << 4,
  VDT_MASK_ALL       = (1 << 5) - 1
} VdtMaskKinds;

typedef struct _VdtMask VdtMask;

VdtMask   *vdt_mask_new          (VdtMaskKinds  kinds);
void       vdt_mask_free         (VdtMask      *self);
void       vdt_mask_add_name     (VdtMask      *self,
                                  VdtMaskKinds  kind,
                                  const char   *name);
char      *vdt_mask_apply        (VdtMask      *self,
                                  const char   *text);
char      *vdt_mask_undo         (VdtMask      *self,
                                  const char   *text);
guint      vdt_mask_get_n_names  (VdtMask      *self);
GPtrArray *vdt_mask_list         (VdtMask      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtMask, vdt_mask_free)

G_END_DECLS
