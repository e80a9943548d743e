/* vdt-hunt-regex.h
 *
 * Regular expressions: PCRE2 held to what the language's engine does. A pattern
 * may be shared by threads; what a match finds belongs to the thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-call.h"

G_BEGIN_DECLS

typedef struct _VdtRegex VdtRegex;

/* Most groups that a match tells of; pattern with more still match. */
#define VDT_REGEX_MAX_GROUPS 100

VdtRegex *vdt_regex_new         (const char  *pattern,
                                 gsize        length);
void      vdt_regex_free        (VdtRegex    *self);
guint     vdt_regex_get_groups  (VdtRegex    *self);
int       vdt_regex_find_group  (VdtRegex    *self,
                                 const char  *name);
gboolean  vdt_regex_match       (VdtRegex    *self,
                                 VdtHuntText  text,
                                 gsize        start);
gboolean  vdt_regex_get         (VdtHuntText  text,
                                 guint        group,
                                 VdtHuntText *out_part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtRegex, vdt_regex_free)

G_END_DECLS
