/* vdt-ask-lexicon.h
 *
 * Tokens of a question, and what phrases can mean.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-ask-grammar.h"
#include "vdt-kql-catalog.h"

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
VdtAskTokenKind vdt_ask_token_shape (const VdtAskToken *token);
void        vdt_ask_token_free     (gpointer    token);
char       *vdt_ask_stem           (const char *lower);
char       *vdt_ask_split_name     (const char *name);
gboolean    vdt_ask_is_name        (const char *text);
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
  VdtAskGrammar *grammar;
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
  GPtrArray     *cues;          /* VdtAskBehaviour without clauses: what points to a table of devices */
  GPtrArray     *programs;      /* VdtAskProgram */
  GHashTable    *program_names; /* name → VdtAskProgram */
  GPtrArray     *templates;     /* questions that were taught, see vdt-ask-learned.c */
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
const char    *vdt_ask_table_first        (const VdtAskTable *table, GPtrArray *columns);
void           vdt_ask_add_once           (GPtrArray *list, const char *column);
void           vdt_ask_term_free          (gpointer term);
const char    *vdt_ask_sense_column       (const VdtAskSense *sense, const VdtAskTable *table, guint *rank);
VdtAskClause  *vdt_ask_sense_clause       (const VdtAskSense *sense, const VdtAskTable *table);
gboolean       vdt_ask_clause_fits        (const VdtAskClause *clause, const VdtAskTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAskLexicon, vdt_ask_lexicon_free)

G_END_DECLS
