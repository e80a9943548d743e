/* vdt-script-needles.h
 *
 * Many words looked for in a text at once, so that a regular expression is only
 * tried where a word that it cannot do without is found.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VdtScriptNeedles VdtScriptNeedles;

typedef void (*VdtScriptNeedleFunc) (guint    needle,
                                     gpointer user_data);

VdtScriptNeedles *vdt_script_needles_new      (void);
void              vdt_script_needles_free     (VdtScriptNeedles       *self);
guint             vdt_script_needles_add      (VdtScriptNeedles       *self,
                                               const char             *text);
void              vdt_script_needles_compile  (VdtScriptNeedles       *self);
guint             vdt_script_needles_get_size (const VdtScriptNeedles *self);
void              vdt_script_needles_scan     (const VdtScriptNeedles *self,
                                               const char             *text,
                                               gsize                   length,
                                               VdtScriptNeedleFunc     func,
                                               gpointer                user_data);

GPtrArray        *vdt_script_needles_of_regex (const char             *pattern);

G_END_DECLS
