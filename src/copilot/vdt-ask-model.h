/* vdt-ask-model.h
 *
 * Asking a connected model for a query: what it is told, and what becomes of
 * its answer. Nothing that does not bind gets out of here.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-ask.h"

G_BEGIN_DECLS

typedef struct _VdtAskRequest VdtAskRequest;

VdtAskRequest *vdt_ask_request_new        (VdtAsk              *ask,
                                           const char          *question,
                                           const VdtAskAnswer  *own,
                                           gboolean             mask);
void           vdt_ask_request_free       (VdtAskRequest       *self);
const char    *vdt_ask_request_get_rules  (VdtAskRequest       *self);
const char    *vdt_ask_request_get_schema (VdtAskRequest       *self);
const char    *vdt_ask_request_get_text   (VdtAskRequest       *self);
char          *vdt_ask_request_read       (VdtAskRequest       *self,
                                           VdtAsk              *ask,
                                           const char          *answer,
                                           GPtrArray           *changes);
char          *vdt_ask_request_again      (VdtAskRequest       *self);
const char    *vdt_ask_request_get_errors (VdtAskRequest       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAskRequest, vdt_ask_request_free)

G_END_DECLS
