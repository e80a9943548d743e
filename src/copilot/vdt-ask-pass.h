/* vdt-ask-pass.h
 *
 * One pass over the pieces of a reading, on their way into a frame.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-ask-private.h"

G_BEGIN_DECLS

typedef enum
{
  VDT_ASK_MODE_SHOW,
  VDT_ASK_MODE_FILTER,
  VDT_ASK_MODE_GROUP,
  VDT_ASK_MODE_SORT,
  VDT_ASK_MODE_COUNT,
  VDT_ASK_MODE_AGGREGATE
} VdtAskMode;

typedef struct
{
  VdtAskFrame    *frame;
  VdtAskQuestion *question;
  GArray         *items;
  guint           at;
  VdtAskMode            mode;
  gboolean        negated;
  gboolean        having;           /* "with", "having": what follows must be there */
  const char     *function;         /* pending aggregate */
  gboolean        distinct;
  gboolean        asked_which;
} VdtAskPass;

VdtAskItem *vdt_ask_pass_item_at (VdtAskPass *pass, guint i);
VdtAskToken *vdt_ask_pass_first_token (VdtAskPass *pass, VdtAskItem *item);
gboolean vdt_ask_pass_is_nick (VdtAskItem *item, const char *nick);
gboolean vdt_ask_pass_is_filler (VdtAskPass *pass, VdtAskItem *item);
guint vdt_ask_pass_skip_fillers (VdtAskPass *pass, guint i);
const char *vdt_ask_pass_operator_of (VdtAskPass *pass, VdtAskItem *item);
VdtAskClause *vdt_ask_pass_clause_for (VdtAskPass *pass, VdtAskItem *item, const char *column);
void vdt_ask_pass_finish_filter (VdtAskPass *pass, VdtAskFilter *filter);
char *vdt_ask_pass_take_value (VdtAskPass *pass, guint i, gboolean words, guint *end);
char *vdt_ask_pass_number_with_unit (VdtAskPass *pass, guint i, char *value, guint *end);
gboolean vdt_ask_pass_compare (VdtAskPass *pass, const char *column);
gboolean vdt_ask_pass_inside (VdtAskPass *pass);
gboolean vdt_ask_pass_absorb (VdtAskPass *pass, const char *column);

G_END_DECLS
