/* vdt-phrase-book-private.h
 *
 * What the book's parts share: the words as they were read.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-phrase-book.h"

G_BEGIN_DECLS

struct _VdtPhraseBook
{
  grefcount    refs;
  GVariant    *data;           /* these two own all text below */
  GVariant    *steps;
  char        *language;
  GHashTable  *frames;         /* key → its variants */
  GHashTable  *nouns;          /* "noun\037form" → text */
  GHashTable  *terms;          /* "group\037nick" → text */
  const char **number_words;
  const char **times_words;
  const char **months;
  const char  *group_separator;
  const char  *list_pair;
  const char  *list_comma;
  const char  *list_last;
  const char  *quote_open;
  const char  *quote_close;
};

typedef enum
{
  VDT_PHRASE_ARG_PHRASE,
  VDT_PHRASE_ARG_COUNT,
  VDT_PHRASE_ARG_NOUN
} VdtPhraseArgType;

typedef struct
{
  VdtPhraseArgType  type;
  VdtPhrase        *phrase;
  guint64           count;
  char             *noun;
} VdtPhraseArg;

struct _VdtPhraseArgs
{
  GHashTable *values;       /* name → VdtPhraseArg */
};

void        vdt_phrase_book_load       (VdtPhraseBook  *self);
const char *vdt_phrase_book_noun_form  (VdtPhraseBook  *self,
                                        const char     *noun,
                                        const char     *form);
const char *vdt_phrase_book_plural     (VdtPhraseBook  *self,
                                        guint64         n);
char       *vdt_phrase_book_number     (VdtPhraseBook  *self,
                                        guint64         n);

/* Fills one variant of a frame; NULL when it needs what @args lack. */
VdtPhrase  *vdt_phrase_frame_fill      (VdtPhraseBook       *self,
                                        const char          *frame,
                                        const VdtPhraseArgs *args);

G_END_DECLS
