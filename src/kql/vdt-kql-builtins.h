/* vdt-kql-builtins.h
 *
 * The functions, aggregates, plugins and operators of the language itself.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-function.h"

G_BEGIN_DECLS

typedef struct _VdtKqlBuiltins VdtKqlBuiltins;

const VdtKqlBuiltins  *vdt_kql_builtins_get       (void);
const VdtKqlFunction  *vdt_kql_builtins_find      (const VdtKqlBuiltins *self,
                                                   VdtKqlFunctionKind    kind,
                                                   const char           *name);
const VdtKqlFunction  *vdt_kql_builtins_list      (const VdtKqlBuiltins *self,
                                                   VdtKqlFunctionKind    kind,
                                                   guint                *n_functions);
char                  *vdt_kql_signature_dup_text (const VdtKqlFunction  *function,
                                                   const VdtKqlSignature *signature);

G_END_DECLS
