/* vdt-tags-popover.h
 *
 * The tags of one incident, to add and remove.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_TAGS_POPOVER (vdt_tags_popover_get_type ())
G_DECLARE_FINAL_TYPE (VdtTagsPopover, vdt_tags_popover, VDT, TAGS_POPOVER, GtkPopover)

GtkWidget *vdt_tags_popover_new (VdtSession *session,
                                 GPtrArray  *incidents);

G_END_DECLS
