/* vdt-result-tones.h
 *
 * How much a cell of a result wants to be seen (data/hunting/result-tones.json).
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VdtResultTones VdtResultTones;

VdtResultTones *vdt_result_tones_new        (void);
void            vdt_result_tones_free       (VdtResultTones *self);
gboolean        vdt_result_tones_has_column (VdtResultTones *self,
                                             const char     *column);
const char     *vdt_result_tones_get        (VdtResultTones *self,
                                             const char     *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtResultTones, vdt_result_tones_free)

G_END_DECLS
