/* vdt-script-ps-library.h
 *
 * What PowerShell brings along, for the evaluator: operators, types, members,
 * methods, cmdlets.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-ps-private.h"

G_BEGIN_DECLS

/* Operators, types, members */
PsValue    *ps_binary              (PsSession        *ps,
                                    guint             op,
                                    PsValue          *left,
                                    PsValue          *right);
PsValue    *ps_binary_text         (PsSession        *ps,
                                    guint             op,
                                    PsValue          *left,
                                    PsValue          *right,
                                    gboolean          cased);
PsValue    *ps_split_text          (PsSession        *ps,
                                    PsValue          *text,
                                    const char       *pattern,
                                    gint64            limit,
                                    gboolean          cased);
PsValue    *ps_unary               (PsSession        *ps,
                                    const char       *op,
                                    PsValue          *operand);
PsValue    *ps_format              (PsSession        *ps,
                                    PsValue          *format,
                                    PsValue         **args,
                                    guint             n_args);
PsValue    *ps_cast                (PsSession        *ps,
                                    const char       *type,
                                    PsValue          *value);
PsValue    *ps_index               (PsSession        *ps,
                                    PsValue          *object,
                                    PsValue          *index);
gboolean    ps_like                (const char       *text,
                                    const char       *pattern,
                                    gboolean          cased);
GRegex     *ps_regex               (PsSession        *ps,
                                    const char       *pattern,
                                    gboolean          cased);
PsValue    *ps_regex_matches       (PsSession        *ps,
                                    PsValue          *text,
                                    const char       *pattern,
                                    gboolean          cased,
                                    gboolean          first);
PsValue    *ps_regex_replace       (PsSession        *ps,
                                    PsValue          *text,
                                    const char       *pattern,
                                    const char       *replacement,
                                    gboolean          cased);
char       *ps_type_name           (const char       *name);
PsValue    *ps_member              (PsSession        *ps,
                                    PsValue          *object,
                                    const char       *name);
PsValue    *ps_static_member       (PsSession        *ps,
                                    const char       *type,
                                    const char       *name);
PsValue    *ps_method              (PsSession        *ps,
                                    PsNode           *node,
                                    PsValue          *object,
                                    const char       *name,
                                    PsValue         **args,
                                    guint             n_args);
PsValue    *ps_string_method       (PsSession        *ps,
                                    PsValue          *object,
                                    const char       *name,
                                    PsValue         **args,
                                    guint             n_args);
PsValue    *ps_static_method       (PsSession        *ps,
                                    PsNode           *node,
                                    const char       *type,
                                    const char       *name,
                                    PsValue         **args,
                                    guint             n_args);
PsValue    *ps_new_object          (PsSession        *ps,
                                    const char       *type,
                                    PsValue         **args,
                                    guint             n_args);
/* FALSE: no cmdlet that evaluation knows. */
gboolean    ps_cmdlet              (PsSession        *ps,
                                    PsCall           *call,
                                    PsValue         **result);
gboolean    ps_cmdlet_objects      (PsSession        *ps,
                                    PsCall           *call,
                                    PsValue         **result);
const char *ps_alias               (PsSession        *ps,
                                    const char       *name);
char       *ps_command_like        (const char       *pattern);
char       *ps_usual_member        (const char       *name);
gboolean    ps_is_switch           (const char       *name);
void        ps_look_at_bytes       (PsSession        *ps,
                                    guint             start,
                                    guint             end,
                                    PsValue         **args,
                                    guint             n_args);

G_END_DECLS
