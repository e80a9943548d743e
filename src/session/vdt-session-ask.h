/* vdt-session-ask.h
 *
 * Questions in words: a query with its reading, other readings beside it, what
 * may be asked next; what the analyst thinks of it and teaches it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-query-run.h"
#include "vdt-session.h"

G_BEGIN_DECLS

/**
 * VdtAskedLine:
 * @line: a line of the query
 * @text: what it does, in words
 */
typedef struct
{
  char *line;
  char *text;
} VdtAskedLine;

/**
 * VdtAskedReading:
 * @table: where else the answer may be
 * @text: what that table has
 * @kql: the query there
 * @rows: rows that the table has here; 0 if it has none
 */
typedef struct
{
  char    *table;
  char    *text;
  char    *kql;
  guint64  rows;
} VdtAskedReading;

/**
 * VdtAsked:
 * @question: what was asked
 * @kql: (nullable): the query, which binds; %NULL if nothing was understood
 * @table: (nullable): the first table that it reads
 * @rows: rows that this table has here
 * @lines: (element-type VdtAskedLine): its lines in words
 * @unmapped: words that were not understood
 * @warnings: what to check
 * @readings: (element-type VdtAskedReading): other readings, likeliest first
 * @by_model: whether a model wrote the query
 * @learned: whether it is a query that the analyst gave to this question
 * @changes: of a model's query: what was mended
 * @problem: (nullable): why a model gave no query
 */
typedef struct
{
  char      *question;
  char      *kql;
  char      *table;
  guint64    rows;
  GPtrArray *lines;
  char     **unmapped;
  char     **warnings;
  GPtrArray *readings;
  gboolean   by_model;
  gboolean   learned;
  char     **changes;
  char      *problem;
} VdtAsked;

void       vdt_asked_free                  (VdtAsked             *self);

void       vdt_session_ask_async           (VdtSession           *self,
                                            const char           *question,
                                            const char * const   *before,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
VdtAsked  *vdt_session_ask_finish          (VdtSession           *self,
                                            GAsyncResult         *result,
                                            GError              **error);
void       vdt_session_ask_model_async     (VdtSession           *self,
                                            const char           *question,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
VdtAsked  *vdt_session_ask_model_finish    (VdtSession           *self,
                                            GAsyncResult         *result,
                                            GError              **error);
char     **vdt_session_dup_next_questions  (VdtSession           *self,
                                            const char           *question,
                                            VdtQueryRun          *run);

/* What is remembered in the workspace, and never leaves it. */
gboolean   vdt_session_get_ask_runs        (VdtSession           *self);
void       vdt_session_set_ask_runs        (VdtSession           *self,
                                            gboolean              runs);
void       vdt_session_judge_question      (VdtSession           *self,
                                            const VdtAsked       *asked,
                                            const char           *verdict,
                                            const char           *note);
char      *vdt_session_dup_question_verdict (VdtSession          *self,
                                             const char          *question);
gboolean   vdt_session_teach_word          (VdtSession           *self,
                                            const char           *say,
                                            const char           *means,
                                            GError              **error);
gboolean   vdt_session_teach_question      (VdtSession           *self,
                                            const char           *question,
                                            const char           *kql,
                                            GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAsked, vdt_asked_free)

G_END_DECLS
