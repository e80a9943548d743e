/* vdt-replacer.h
 *
 * Many words replaced at once, the longest first, whole words only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VdtReplacer VdtReplacer;

VdtReplacer *vdt_replacer_new      (void);
void         vdt_replacer_add      (VdtReplacer *self,
                                    const char  *word,
                                    const char  *replacement,
                                    gboolean     host);
gboolean     vdt_replacer_is_empty (VdtReplacer *self);
char        *vdt_replacer_run      (VdtReplacer *self,
                                    const char  *text);
void         vdt_replacer_free     (VdtReplacer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtReplacer, vdt_replacer_free)

G_END_DECLS
