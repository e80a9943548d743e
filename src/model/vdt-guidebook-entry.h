/* vdt-guidebook-entry.h
 *
 * One task that a guidebook asks for.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_GUIDEBOOK_ENTRY (vdt_guidebook_entry_get_type ())
G_DECLARE_FINAL_TYPE (VdtGuidebookEntry, vdt_guidebook_entry, VDT, GUIDEBOOK_ENTRY, VdtRecord)

VdtGuidebookEntry  *vdt_guidebook_entry_new              (const char *title);
const char         *vdt_guidebook_entry_get_id           (VdtGuidebookEntry *self);
guint               vdt_guidebook_entry_get_number       (VdtGuidebookEntry *self);
const char         *vdt_guidebook_entry_get_heading      (VdtGuidebookEntry *self);
const char         *vdt_guidebook_entry_get_title        (VdtGuidebookEntry *self);
const char * const *vdt_guidebook_entry_get_steps        (VdtGuidebookEntry *self);
const char         *vdt_guidebook_entry_get_group        (VdtGuidebookEntry *self);
const char         *vdt_guidebook_entry_get_action       (VdtGuidebookEntry *self);
const char * const *vdt_guidebook_entry_get_features     (VdtGuidebookEntry *self);
const char         *vdt_guidebook_entry_get_state        (VdtGuidebookEntry *self);

G_END_DECLS
