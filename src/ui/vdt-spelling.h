/* vdt-spelling.h
 *
 * Spelling in a text view: marks, suggestions, the user's own words.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VDT_TYPE_SPELLING (vdt_spelling_get_type ())
G_DECLARE_FINAL_TYPE (VdtSpelling, vdt_spelling, VDT, SPELLING, GObject)

VdtSpelling *vdt_spelling_new            (GtkTextView        *view);
gboolean     vdt_spelling_set_language   (VdtSpelling        *self,
                                          const char         *language);
gboolean     vdt_spelling_set_word_list  (VdtSpelling        *self,
                                          const char         *path);
void         vdt_spelling_set_known      (VdtSpelling        *self,
                                          const char * const *names);
gboolean     vdt_spelling_get_enabled    (VdtSpelling        *self);
void         vdt_spelling_set_enabled    (VdtSpelling        *self,
                                          gboolean            enabled);
guint        vdt_spelling_check          (VdtSpelling        *self);
gboolean     vdt_spelling_next           (VdtSpelling        *self);

G_END_DECLS
