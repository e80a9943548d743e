/* vdt-kql-popup.h
 *
 * The list of what can be written at the caret.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-kql-proposal.h"

G_BEGIN_DECLS

#define VDT_TYPE_KQL_POPUP (vdt_kql_popup_get_type ())
G_DECLARE_FINAL_TYPE (VdtKqlPopup, vdt_kql_popup, VDT, KQL_POPUP, GtkPopover)

VdtKqlPopup    *vdt_kql_popup_new           (void);
void            vdt_kql_popup_show          (VdtKqlPopup        *self,
                                             GPtrArray          *proposals,
                                             const GdkRectangle *place,
                                             gboolean            select);
gboolean        vdt_kql_popup_move          (VdtKqlPopup        *self,
                                             int                 rows);
VdtKqlProposal *vdt_kql_popup_get_selected  (VdtKqlPopup        *self);
GListModel     *vdt_kql_popup_get_proposals (VdtKqlPopup        *self);

G_END_DECLS
