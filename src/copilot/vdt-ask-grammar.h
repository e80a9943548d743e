/* vdt-ask-grammar.h
 *
 * What words do in a question, and what columns are for: data/nl/grammar.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VdtAskGrammar VdtAskGrammar;

/**
 * VdtAskUnit:
 * @name: as the query language writes it: `d`
 * @seconds: how long one of @name is
 * @times: how many of @name the word means: 7 for a week in days
 */
typedef struct
{
  const char *name;
  gint64      seconds;
  guint       times;
} VdtAskUnit;

VdtAskGrammar    *vdt_ask_grammar_new         (void);
void              vdt_ask_grammar_free        (VdtAskGrammar *self);
gboolean          vdt_ask_grammar_is          (VdtAskGrammar *self, const char *set, const char *word);
gboolean          vdt_ask_grammar_is_column   (VdtAskGrammar *self, const char *role, const char *column);
GPtrArray        *vdt_ask_grammar_get_columns (VdtAskGrammar *self, const char *role);
const char       *vdt_ask_grammar_map         (VdtAskGrammar *self, const char *map, const char *nick);
const char       *vdt_ask_grammar_other_name  (VdtAskGrammar *self, const char *column);
gint64            vdt_ask_grammar_number      (VdtAskGrammar *self, const char *word);
guint             vdt_ask_grammar_month       (VdtAskGrammar *self, const char *word);
const VdtAskUnit *vdt_ask_grammar_unit        (VdtAskGrammar *self, const char *stem);
const VdtAskUnit *vdt_ask_grammar_short_unit  (VdtAskGrammar *self, const char *letters);
char             *vdt_ask_grammar_dup_extensions (void);
double            vdt_ask_grammar_size        (VdtAskGrammar *self, const char *stem);

G_END_DECLS
