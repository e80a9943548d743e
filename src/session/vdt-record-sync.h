/* vdt-record-sync.h
 *
 * Brings a live record, which widgets are bound to, to the state of a fresh one.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

void vdt_record_sync      (gpointer    live,
                           gpointer    fresh);
void vdt_record_sync_list (GListStore *live,
                           GListModel *fresh);

G_END_DECLS
