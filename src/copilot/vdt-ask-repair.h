/* vdt-ask-repair.h
 *
 * Mends a query that a model wrote, by rules alone.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-ask.h"

G_BEGIN_DECLS

char *vdt_ask_repair (VdtAsk     *self,
                      const char *kql,
                      GPtrArray  *changes);

G_END_DECLS
