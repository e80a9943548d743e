/* vdt-ask.h
 *
 * The query assistant: a question in words becomes a query, with a reading of
 * each line and without a model.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-catalog.h"

G_BEGIN_DECLS

typedef struct _VdtAsk VdtAsk;

/**
 * VdtAskReason:
 * @line: a line of the query
 * @text: what it does, in words
 */
typedef struct
{
  char *line;
  char *text;
} VdtAskReason;

/**
 * VdtAskOther:
 * @table: where else the answer may be
 * @kql: the query there
 * @text: what it reads
 */
typedef struct
{
  char *table;
  char *kql;
  char *text;
} VdtAskOther;

/**
 * VdtAskAnswer:
 * @kql: (nullable): the query; it binds against the catalog. %NULL if nothing was understood
 * @tables: (element-type utf8): what it reads
 * @reasons: (element-type VdtAskReason): its lines in words
 * @unmapped: (element-type utf8): words that were not understood
 * @others: (element-type VdtAskOther): other readings, likeliest first
 * @warnings: (element-type utf8): what to check
 * @learned: whether the query is one that an analyst gave to this question
 */
typedef struct
{
  char      *kql;
  GPtrArray *tables;
  GPtrArray *reasons;
  GPtrArray *unmapped;
  GPtrArray *others;
  GPtrArray *warnings;
  gboolean   learned;
} VdtAskAnswer;

VdtAsk       *vdt_ask_new          (VdtKqlCatalog       *catalog);
void          vdt_ask_free         (VdtAsk              *self);
VdtAskAnswer *vdt_ask_question     (VdtAsk              *self,
                                    const char          *question,
                                    const char * const  *before);
void          vdt_ask_answer_free  (VdtAskAnswer        *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAsk, vdt_ask_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAskAnswer, vdt_ask_answer_free)

G_END_DECLS
