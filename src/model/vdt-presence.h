/* vdt-presence.h
 *
 * Missing, empty and present are three facts.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtPresence:
 * @VDT_PRESENCE_MISSING: the source did not say: the member was absent or null
 * @VDT_PRESENCE_EMPTY: the source said that there are none
 * @VDT_PRESENCE_PRESENT: there are some
 *
 * Three facts, not two: an incident fetched without `$expand=alerts` is not an
 * incident without alerts.
 */
typedef enum
{
  VDT_PRESENCE_MISSING,
  VDT_PRESENCE_EMPTY,
  VDT_PRESENCE_PRESENT
} VdtPresence;

G_END_DECLS
