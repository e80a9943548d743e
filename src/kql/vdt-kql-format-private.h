/* vdt-kql-format-private.h: the formatter's working state.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-format.h"

G_BEGIN_DECLS

/* One token that has width, in text order. */
typedef struct
{
  const VdtKqlNode *node;
  guint32           before;      /* flat width of all tokens before it */
  guint32           forced;      /* how many tokens up to it must start a line */
  guint16           break_at;    /* starts a line, indented by this minus one; 0: does not */
  guint8            space;       /* a space before it, if it does not start a line */
  guint8            must_break;
} VdtKqlFormatToken;

typedef struct
{
  VdtKqlTree        *tree;
  const char        *text;
  VdtKqlFormatToken *tokens;
  guint              n_tokens;
  guint32           *first;      /* by node id: its first token */
  guint32           *last;       /* by node id: one past its last token */
  guint              width;
  guint              indent;
} VdtKqlFormatter;

void     vdt_kql_format_layout     (VdtKqlFormatter  *self);
gboolean vdt_kql_format_wants_space (const VdtKqlNode *before,
                                    const VdtKqlNode *token);

G_END_DECLS
