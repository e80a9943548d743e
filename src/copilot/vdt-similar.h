/* vdt-similar.h
 *
 * Incidents that are like one another: pure, over their features.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _VdtSimilarIndex VdtSimilarIndex;

VdtSimilarIndex *vdt_similar_index_new      (GListModel      *archive);
void             vdt_similar_index_free     (VdtSimilarIndex *self);
GListStore      *vdt_similar_index_find     (VdtSimilarIndex *self,
                                             const char      *incident_id,
                                             guint            max);
guint            vdt_similar_index_hit_rate (VdtSimilarIndex *self,
                                             guint           *out_judged);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtSimilarIndex, vdt_similar_index_free)

G_END_DECLS
