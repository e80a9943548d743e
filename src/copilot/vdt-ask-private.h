/* vdt-ask-private.h
 *
 * What the parts of the query assistant share: tokens, the lexicon, and the
 * frame, which is a question understood and not yet a query.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-ask-query.h"
#include "vdt-ask.h"

G_BEGIN_DECLS

/* vdt-ask-words.c */

typedef enum
{
  VDT_ASK_TOKEN_WORD,
  VDT_ASK_TOKEN_COMMA,
  VDT_ASK_TOKEN_STOP,       /* the end of a sentence */
  VDT_ASK_TOKEN_NUMBER,
  VDT_ASK_TOKEN_QUOTED,
  VDT_ASK_TOKEN_NAME,       /* WKS-01, svc_backup */
  VDT_ASK_TOKEN_IP,
  VDT_ASK_TOKEN_NETWORK,    /* 10.0.0.0/8 */
  VDT_ASK_TOKEN_EMAIL,
  VDT_ASK_TOKEN_URL,
  VDT_ASK_TOKEN_DOMAIN,
  VDT_ASK_TOKEN_FILE,
  VDT_ASK_TOKEN_EXTENSION,
  VDT_ASK_TOKEN_PATH,
  VDT_ASK_TOKEN_KEY,        /* of the registry */
  VDT_ASK_TOKEN_MD5,
  VDT_ASK_TOKEN_SHA1,
  VDT_ASK_TOKEN_SHA256,
  VDT_ASK_TOKEN_GUID,
  VDT_ASK_TOKEN_SID,
  VDT_ASK_TOKEN_CVE,
  VDT_ASK_TOKEN_TECHNIQUE,
  VDT_ASK_TOKEN_KB,         /* an update of Microsoft */
  VDT_ASK_TOKEN_OPTION,     /* -enc, /s */
  VDT_ASK_TOKEN_DATE
} VdtAskTokenKind;

/**
 * VdtAskToken:
 * @kind: what it looks like
 * @text: as written; of quoted text what is inside
 * @lower: @text in lower case, hyphens gone
 * @word: (nullable): the form that the lexicon is asked for
 * @capital: written with a capital that starts no sentence
 */
typedef struct
{
  VdtAskTokenKind  kind;
  char            *text;
  char            *lower;
  char            *word;
  gboolean         capital;
} VdtAskToken;

GPtrArray  *vdt_ask_tokenize       (const char *text);
VdtAskToken *vdt_ask_token_new     (VdtAskTokenKind kind, const char *text, gboolean capital);
void        vdt_ask_token_free     (gpointer    token);
char       *vdt_ask_stem           (const char *lower);
char       *vdt_ask_split_name     (const char *name);
gboolean    vdt_ask_token_is_literal (const VdtAskToken *token);

/* vdt-ask-lexicon.c, vdt-ask-vocabulary.c */

typedef struct
{
  const char *column;
  const char *op;
  GPtrArray  *values;       /* char * */
} VdtAskTerm;

/* What a phrase means in certain tables: terms that hold together. */
typedef struct
{
  GPtrArray *tables;        /* VdtAskTable, or NULL for any that has the columns */
  GPtrArray *terms;         /* VdtAskTerm */
} VdtAskClause;

typedef enum
{
  VDT_ASK_SENSE_GRAMMAR,
  VDT_ASK_SENSE_TABLE,
  VDT_ASK_SENSE_COLUMN,
  VDT_ASK_SENSE_VALUE
} VdtAskSenseKind;

typedef struct
{
  const VdtKqlTable *table;
  guint              index;
  double             prior;
  const char        *time;      /* (nullable) the column that says when */
  gboolean           listed;    /* the vocabulary knows it */
} VdtAskTable;

typedef struct
{
  VdtAskSenseKind  kind;
  double           quality;
  gboolean         weak;        /* a value that needs its column named */
  const char      *nick;        /* of grammar */
  VdtAskTable     *table;       /* of a table */
  GPtrArray       *tables;      /* (nullable) of a column: where it holds */
  GPtrArray       *columns;     /* of a column: names, the first that a table has counts */
  GPtrArray       *clauses;     /* of a value: VdtAskClause, the first that fits counts */
} VdtAskSense;

typedef struct
{
  GPtrArray *senses;
  double     weight;            /* how telling the phrase is; < 0 until counted */
} VdtAskEntry;

typedef struct
{
  const char   *id;
  const char   *name;
  GPtrArray    *patterns;       /* GPtrArray of GPtrArray of words: all of the outer, any of the inner */
  VdtAskTable  *table;
  GPtrArray    *clauses;        /* VdtAskClause, any of them */
  const char  **techniques;
  double        weight;
} VdtAskBehaviour;

typedef struct
{
  VdtAskTable *left;
  VdtAskTable *right;
  const char  *left_key;
  const char  *right_key;
} VdtAskJoin;

/* The folded vocabulary; immutable but for learned entries. */
typedef struct
{
  VdtKqlCatalog *catalog;
  GPtrArray     *data;          /* GVariant */
  GStringChunk  *strings;
  GPtrArray     *tables;        /* VdtAskTable */
  GHashTable    *table_names;   /* name → VdtAskTable */
  GHashTable    *entries;       /* phrase → VdtAskEntry */
  GHashTable    *forms;         /* phrase of lower words → words of ours */
  GHashTable    *german;        /* the same for German */
  GHashTable    *stops;         /* words that say nothing */
  GHashTable    *weak;          /* values that need their column */
  GPtrArray     *behaviours;
  GPtrArray     *joins;
  GHashTable    *literals;      /* kind of literal → GPtrArray of columns */
  GHashTable    *outputs;       /* table → GPtrArray of columns worth showing */
  GPtrArray     *senses;        /* owns */
  GPtrArray     *clauses;       /* owns */
  guint          n_listed;
} VdtAskLexicon;

VdtAskLexicon *vdt_ask_lexicon_new        (VdtKqlCatalog *catalog);
void           vdt_ask_lexicon_free       (VdtAskLexicon *self);
void           vdt_ask_lexicon_load       (VdtAskLexicon *self);
VdtAskTable   *vdt_ask_lexicon_find_table (VdtAskLexicon *self, const char *name);
void           vdt_ask_lexicon_add        (VdtAskLexicon *self, const char *phrase, VdtAskSense *sense);
VdtAskSense   *vdt_ask_lexicon_new_sense  (VdtAskLexicon *self, VdtAskSenseKind kind, double quality);
VdtAskClause  *vdt_ask_lexicon_parse_clause (VdtAskLexicon *self, const char *text);
VdtAskEntry   *vdt_ask_lexicon_find       (VdtAskLexicon *self, const char *phrase);
void           vdt_ask_lexicon_derive     (VdtAskLexicon *self);
char          *vdt_ask_lexicon_phrase     (VdtAskLexicon *self, const char *text);
void           vdt_ask_lexicon_canonize   (VdtAskLexicon *self, GPtrArray *tokens, gboolean *german);

const VdtKqlColumn *vdt_ask_table_column  (const VdtAskTable *table, const char *column);
const char    *vdt_ask_sense_column       (const VdtAskSense *sense, const VdtAskTable *table, guint *rank);
VdtAskClause  *vdt_ask_sense_clause       (const VdtAskSense *sense, const VdtAskTable *table);
gboolean       vdt_ask_clause_fits        (const VdtAskClause *clause, const VdtAskTable *table);

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
  VDT_ASK_ANOMALY
} VdtAskIntent;

typedef struct
{
  const char *function;
  const char *column;           /* (nullable) */
} VdtAskAggregate;

typedef struct _VdtAskFrame VdtAskFrame;

struct _VdtAskFrame
{
  VdtAskTable  *table;
  VdtAskIntent  intent;
  GPtrArray    *filters;        /* VdtAskFilter */
  VdtAskTime   *time;
  GPtrArray    *outputs;        /* const char * */
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
  VdtAskFrame  *other;          /* joined */
  const char   *key;
  const char   *other_key;
  gboolean      without;        /* rows that have no match in @other */
  const char   *chart;
  GPtrArray    *unmapped;       /* char * */
  GPtrArray    *warnings;       /* char * */
  GStringChunk *text;
};

VdtAskFrame  *vdt_ask_frame_new       (VdtAskTable *table);
void          vdt_ask_frame_free      (VdtAskFrame *self);
VdtAskFilter *vdt_ask_frame_add       (VdtAskFrame *self, const char *column, const char *op, const char *value);
VdtAskFilter *vdt_ask_frame_add_clause (VdtAskFrame *self, const VdtAskClause *clause);
const char   *vdt_ask_frame_keep      (VdtAskFrame *self, const char *text);
void          vdt_ask_frame_fill      (VdtAskFrame *self, VdtAskQuestion *question, VdtAskReading *reading);
VdtAskTime   *vdt_ask_time_parse      (GPtrArray *tokens);
void          vdt_ask_time_free       (VdtAskTime *time);
VdtAskQuery  *vdt_ask_frame_build     (VdtAskFrame *self);

/* vdt-ask-literals.c */

void vdt_ask_literals_place (VdtAskFrame *frame, VdtAskQuestion *question, VdtAskReading *reading);

/* vdt-ask-behaviours.c */

typedef struct
{
  VdtAskBehaviour *behaviour;
  double           score;
} VdtAskFound;

GPtrArray *vdt_ask_behaviours_find (VdtAskQuestion *question);
void       vdt_ask_behaviour_take  (VdtAskQuestion *question, VdtAskBehaviour *behaviour);

/* vdt-ask-follow.c */

gboolean   vdt_ask_follow          (VdtAskFrame *frame, VdtAskQuestion *question);

/* vdt-ask-joins.c */

gboolean   vdt_ask_joins_add       (VdtAskFrame *frame, VdtAskQuestion *question, VdtAskReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAskFrame, vdt_ask_frame_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAskQuestion, vdt_ask_question_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAskLexicon, vdt_ask_lexicon_free)

G_END_DECLS
