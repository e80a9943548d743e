/* vdt-hostile.h
 *
 * Finds text that reads like an instruction to an AI, in several languages and
 * disguises. What is found is shown and told; nothing obeys it either way.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VdtHostileDetector VdtHostileDetector;

/**
 * VdtHostileScope:
 * @VDT_HOSTILE_OUTSIDE: text from outside: names, subjects, command lines
 * @VDT_HOSTILE_VENDOR: text of a product to people, which may well say how to
 *   classify an alert, or what a message told an agent to do
 * @VDT_HOSTILE_PROMPT: text that is an AI agent's own instructions, which may
 *   well say who the agent is
 */
typedef enum
{
  VDT_HOSTILE_OUTSIDE,
  VDT_HOSTILE_VENDOR,
  VDT_HOSTILE_PROMPT
} VdtHostileScope;

VdtHostileDetector *vdt_hostile_detector_new   (GError             **error);
void                vdt_hostile_detector_free  (VdtHostileDetector  *self);
const char         *vdt_hostile_detector_check (VdtHostileDetector  *self,
                                                const char          *text,
                                                gssize               length,
                                                VdtHostileScope      scope,
                                                const char         **out_disguise);

char               *vdt_hostile_decode_command (const char          *command);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtHostileDetector, vdt_hostile_detector_free)

G_END_DECLS
