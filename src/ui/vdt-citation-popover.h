/* vdt-citation-popover.h
 *
 * The record behind a citation.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-fact.h"

G_BEGIN_DECLS

#define VDT_TYPE_CITATION_POPOVER (vdt_citation_popover_get_type ())
G_DECLARE_FINAL_TYPE (VdtCitationPopover, vdt_citation_popover, VDT, CITATION_POPOVER, GtkPopover)

GtkWidget *vdt_citation_popover_new      (void);
void       vdt_citation_popover_set_fact (VdtCitationPopover *self,
                                          VdtFact            *fact,
                                          guint               number);

G_END_DECLS
