/* vdt-ask-learned.h
 *
 * What a workspace taught the query assistant: words of its own, and questions
 * with the queries that an analyst gave them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-ask.h"

G_BEGIN_DECLS

gboolean vdt_ask_learn_word     (VdtAsk      *self,
                                 const char  *say,
                                 const char  *means,
                                 GError     **error);
gboolean vdt_ask_learn_template (VdtAsk      *self,
                                 const char  *question,
                                 const char  *kql,
                                 GError     **error);

char   **vdt_ask_suggest        (VdtAsk              *self,
                                 const char          *question,
                                 const char * const  *columns);

G_END_DECLS
