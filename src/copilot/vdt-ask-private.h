/* vdt-ask-private.h
 *
 * What the parts of the query assistant share: readings of a question, and the
 * frame, which is a question understood and not yet a query.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-ask-lexicon.h"
#include "vdt-ask-query.h"
#include "vdt-ask.h"

G_BEGIN_DECLS

/* vdt-ask-match.c */

typedef enum
{
  VDT_ASK_ITEM_SKIPPED,
  VDT_ASK_ITEM_GRAMMAR,
  VDT_ASK_ITEM_TABLE,
  VDT_ASK_ITEM_COLUMN,
  VDT_ASK_ITEM_VALUE,
  VDT_ASK_ITEM_LITERAL,
  VDT_ASK_ITEM_COMMA,
  VDT_ASK_ITEM_STOP
} VdtAskItemKind;

/* A piece of the question, read for one table. */
typedef struct
{
  VdtAskItemKind  kind;
  guint           first;        /* tokens */
  guint           last;
  const char     *nick;         /* of grammar */
  const char     *column;
  VdtAskClause   *clause;
  gboolean        weak;
  double          weight;
  gboolean        used;
} VdtAskItem;

typedef struct
{
  VdtAskTable *table;
  double       score;
  GArray      *items;           /* VdtAskItem */
} VdtAskReading;

typedef struct
{
  VdtAskLexicon *lexicon;
  GPtrArray     *tokens;
  GHashTable    *entries;       /* packed span → VdtAskEntry, of the question's phrases */
  gboolean       german;
  gboolean      *taken;         /* a token: the time and the behaviours take theirs first */
} VdtAskQuestion;

VdtAskQuestion *vdt_ask_question_new      (VdtAskLexicon *lexicon, const char *text);
void            vdt_ask_question_free     (VdtAskQuestion *self);
VdtAskEntry    *vdt_ask_question_entry    (VdtAskQuestion *self, guint first, guint length);
GPtrArray      *vdt_ask_question_read     (VdtAskQuestion *self);
VdtAskReading  *vdt_ask_question_read_for (VdtAskQuestion *self, VdtAskTable *table, gboolean with_items);
void            vdt_ask_reading_free      (gpointer reading);

/* vdt-ask-frame.c and its kin */

typedef struct
{
  const char *column;           /* NULL: of the event */
  gint64      last;             /* seconds back from now; 0: none */
  char       *last_text;        /* as the language writes it */
  char       *from;             /* datetimes, ISO */
  char       *to;
  gboolean    ahead;            /* the next days, not the last */
  gboolean    before;           /* longer ago than @last */
  guint       first;            /* tokens */
  guint       end;
} VdtAskTime;

typedef struct
{
  GPtrArray  *terms;            /* VdtAskTerm, together */
  gboolean    negated;
  gboolean    either;           /* or with the one before */
  gboolean    renamed;          /* a program whose file is called otherwise */
  char       *words;            /* of the question */
} VdtAskFilter;

typedef enum
{
  VDT_ASK_LIST,
  VDT_ASK_COUNT,
  VDT_ASK_DISTINCT,
  VDT_ASK_LATEST,
  VDT_ASK_SPAN,                 /* first and last seen */
  VDT_ASK_RARE,
  VDT_ASK_TREND,
  VDT_ASK_ANOMALY,
  VDT_ASK_COMPARE,      /* with as long a time before */
  VDT_ASK_SILENT        /* last seen before the time */
} VdtAskIntent;

typedef struct
{
  const char *function;
  const char *column;           /* (nullable) */
} VdtAskAggregate;

typedef struct _VdtAskFrame VdtAskFrame;

struct _VdtAskFrame
{
  VdtAskGrammar *grammar;
  VdtAskTable  *table;
  VdtAskIntent  intent;
  GPtrArray    *filters;        /* VdtAskFilter */
  VdtAskTime   *time;
  GPtrArray    *outputs;        /* const char * */
  GPtrArray    *paths;          /* const char *, in turn: a column of JSON, what is taken of it */
  GPtrArray    *keys;
  GArray       *aggregates;     /* VdtAskAggregate */
  const char   *bin;            /* (nullable) 1d, 1h */
  const char   *sort;           /* (nullable) column */
  gboolean      sorted;
  gboolean      ascending;
  guint64       limit;
  gboolean      ranked;         /* most, top */
  const char   *threshold_op;
  double        threshold;
  gboolean      expand;
  VdtAskLexicon *programs;      /* (nullable) where a program is known by its maker's name too, should it be renamed */
  VdtAskFrame  *other;          /* joined */
  const char   *key;
  const char   *other_key;
  gboolean      without;        /* rows that have no match in @other */
  const char   *chart;
  GPtrArray    *unmapped;       /* char * */
  GPtrArray    *warnings;       /* char * */
  GStringChunk *text;
};

VdtAskFrame  *vdt_ask_frame_new       (VdtAskGrammar *grammar, VdtAskTable *table);
void          vdt_ask_frame_free      (VdtAskFrame *self);
VdtAskFilter *vdt_ask_frame_add       (VdtAskFrame *self, const char *column, const char *op, const char *value);
VdtAskFilter *vdt_ask_frame_add_clause (VdtAskFrame *self, const VdtAskClause *clause);
void          vdt_ask_frame_add_path  (VdtAskFrame *self, const char *column, const char *key, gboolean group);
const char   *vdt_ask_frame_keep      (VdtAskFrame *self, const char *text);
gboolean      vdt_ask_frame_is_number (VdtAskFrame *self, const char *column);
void          vdt_ask_frame_settle    (VdtAskFrame *self, gboolean once);
void          vdt_ask_frame_fill      (VdtAskFrame *self, VdtAskQuestion *question, VdtAskReading *reading);
VdtAskTime   *vdt_ask_time_parse      (VdtAskGrammar *grammar, GPtrArray *tokens);
void          vdt_ask_time_free       (VdtAskTime *time);
VdtAskQuery  *vdt_ask_frame_build     (VdtAskFrame *self);

/* vdt-ask-literals.c */

double vdt_ask_literals_weigh (VdtAskQuestion *question, VdtAskTable *table);
void vdt_ask_literals_place (VdtAskFrame *frame, VdtAskQuestion *question, VdtAskReading *reading);

/* vdt-ask.c */

VdtAskLexicon *vdt_ask_get_lexicon (VdtAsk *self);

/* vdt-ask-behaviours.c */

typedef struct
{
  VdtAskBehaviour *behaviour;
  double           score;
} VdtAskFound;

GPtrArray *vdt_ask_behaviours_find (VdtAskQuestion *question);
void       vdt_ask_behaviour_take  (VdtAskQuestion *question, VdtAskBehaviour *behaviour);

double     vdt_ask_behaviour_match (VdtAskQuestion *question, VdtAskBehaviour *behaviour, gboolean each);

const char *vdt_ask_literals_column (VdtAskQuestion *question, VdtAskTable *table, guint at);

/* vdt-ask-about.c */

char      *vdt_ask_about           (VdtAskQuestion *question, VdtAskTime *time, GPtrArray *tables);

/* vdt-ask-learned.c */

char      *vdt_ask_templates_find  (VdtAskLexicon *lexicon, const char *question);

/* vdt-ask-follow.c */

gboolean   vdt_ask_follow          (VdtAskFrame *frame, VdtAskQuestion *question);

/* vdt-ask-joins.c */

gboolean   vdt_ask_joins_add       (VdtAskFrame *frame, VdtAskQuestion *question, VdtAskReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAskFrame, vdt_ask_frame_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAskQuestion, vdt_ask_question_free)

G_END_DECLS
