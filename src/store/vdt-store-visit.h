/* vdt-store-visit.h
 *
 * All incidents of the case database, one after another.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-store.h"

G_BEGIN_DECLS

typedef void (*VdtStoreVisitFunc) (VdtIncident *incident,
                                   gpointer     user_data);

gboolean vdt_store_visit_from_worker (VdtStore           *self,
                                      char              **version,
                                      VdtStoreVisitFunc   func,
                                      gpointer            func_data,
                                      gboolean           *out_visited,
                                      GError            **error);

G_END_DECLS
