/* vdt-grounding.h
 *
 * What a model said, taken apart into statements and held against the facts.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-fact.h"
#include "vdt-statement.h"

G_BEGIN_DECLS

typedef struct _VdtGrounding VdtGrounding;

VdtGrounding *vdt_grounding_new   (void);
void          vdt_grounding_free  (VdtGrounding       *self);
void          vdt_grounding_add_name (VdtGrounding    *self,
                                      const char      *name);
GPtrArray    *vdt_grounding_read  (VdtGrounding       *self,
                                   const char         *answer,
                                   GPtrArray          *facts,
                                   const char         *section,
                                   gboolean            drop_failed,
                                   guint              *n_failed);
char         *vdt_grounding_check (VdtGrounding       *self,
                                   const char         *text,
                                   GPtrArray          *cited);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtGrounding, vdt_grounding_free)

G_END_DECLS
