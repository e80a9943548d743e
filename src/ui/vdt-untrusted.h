/* vdt-untrusted.h
 *
 * Text that came with an incident and may be the attacker's.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VDT_TYPE_UNTRUSTED (vdt_untrusted_get_type ())
G_DECLARE_FINAL_TYPE (VdtUntrusted, vdt_untrusted, VDT, UNTRUSTED, GtkWidget)

GtkWidget  *vdt_untrusted_new      (const char   *title,
                                    const char   *text);
void        vdt_untrusted_set_script (VdtUntrusted *self,
                                    gboolean      script);
const char *vdt_untrusted_get_text (VdtUntrusted *self);

G_END_DECLS
