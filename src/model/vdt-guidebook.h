/* vdt-guidebook.h
 *
 * The guidebook of an organisation: what it wants done.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-guidebook-entry.h"
#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_GUIDEBOOK (vdt_guidebook_get_type ())
G_DECLARE_FINAL_TYPE (VdtGuidebook, vdt_guidebook, VDT, GUIDEBOOK, VdtRecord)

VdtGuidebook *vdt_guidebook_new             (const char *title);
const char   *vdt_guidebook_get_id          (VdtGuidebook *self);
const char   *vdt_guidebook_get_title       (VdtGuidebook *self);
const char   *vdt_guidebook_get_file_name   (VdtGuidebook *self);
const char   *vdt_guidebook_get_sha256      (VdtGuidebook *self);
const char   *vdt_guidebook_get_state       (VdtGuidebook *self);
gint64        vdt_guidebook_get_imported_at (VdtGuidebook *self);
const char   *vdt_guidebook_get_author      (VdtGuidebook *self);
GListModel   *vdt_guidebook_get_entries     (VdtGuidebook *self);
void          vdt_guidebook_add_entry       (VdtGuidebook *self, VdtGuidebookEntry *entry);

G_END_DECLS
