/* vdt-kql-returns.h
 *
 * The rules that tell what a call returns where it is not always the same.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-type.h"

G_BEGIN_DECLS

typedef struct _VdtKqlReturnRule VdtKqlReturnRule;

int vdt_kql_return_rule_find (const char *name);

G_END_DECLS
