/* vdt-kql-assist-private.h: what the parts of the assistance share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-assist.h"

G_BEGIN_DECLS

const VdtKqlNode *vdt_kql_assist_name_at (VdtKqlTree *tree,
                                          gsize       offset);

G_END_DECLS
