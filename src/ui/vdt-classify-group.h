/* vdt-classify-group.h
 *
 * Classification and determination, each with the field's full list.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VDT_TYPE_CLASSIFY_GROUP (vdt_classify_group_get_type ())
G_DECLARE_FINAL_TYPE (VdtClassifyGroup, vdt_classify_group, VDT, CLASSIFY_GROUP, AdwPreferencesGroup)

const char *vdt_classify_group_get_classification (VdtClassifyGroup *self);
const char *vdt_classify_group_get_determination  (VdtClassifyGroup *self);
void        vdt_classify_group_set                (VdtClassifyGroup *self,
                                                   const char       *classification,
                                                   const char       *determination);

G_END_DECLS
