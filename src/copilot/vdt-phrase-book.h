/* vdt-phrase-book.h
 *
 * The words of one language: sentence frames, nouns with their forms, terms,
 * months, lists. Text is made by filling frames; no sentence lives in code.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-phrase.h"

G_BEGIN_DECLS

typedef struct _VdtPhraseArgs VdtPhraseArgs;
typedef struct _VdtPhraseBook VdtPhraseBook;

VdtPhraseArgs     *vdt_phrase_args_new         (void);
void               vdt_phrase_args_free        (VdtPhraseArgs       *self);
void               vdt_phrase_args_set         (VdtPhraseArgs       *self,
                                                const char          *name,
                                                VdtPhrase           *value);
void               vdt_phrase_args_set_text    (VdtPhraseArgs       *self,
                                                const char          *name,
                                                const char          *value);
void               vdt_phrase_args_set_count   (VdtPhraseArgs       *self,
                                                const char          *name,
                                                guint64              value);
void               vdt_phrase_args_set_noun    (VdtPhraseArgs       *self,
                                                const char          *name,
                                                const char          *noun);

VdtPhraseBook     *vdt_phrase_book_new         (const char          *language);
VdtPhraseBook     *vdt_phrase_book_ref         (VdtPhraseBook       *self);
void               vdt_phrase_book_unref       (VdtPhraseBook       *self);
const char        *vdt_phrase_book_get_language (VdtPhraseBook      *self);
gboolean           vdt_phrase_book_has_frame   (VdtPhraseBook       *self,
                                                const char          *key);
guint              vdt_phrase_book_n_variants  (VdtPhraseBook       *self,
                                                const char          *key);
gboolean           vdt_phrase_book_has_noun    (VdtPhraseBook       *self,
                                                const char          *noun);
const char        *vdt_phrase_book_term        (VdtPhraseBook       *self,
                                                const char          *group,
                                                const char          *nick);
VdtPhrase         *vdt_phrase_book_render      (VdtPhraseBook       *self,
                                                const char          *key,
                                                guint                variant,
                                                const VdtPhraseArgs *args);
VdtPhrase         *vdt_phrase_book_try         (VdtPhraseBook       *self,
                                                const char          *key,
                                                const VdtPhraseArgs *args);
VdtPhrase         *vdt_phrase_book_join        (VdtPhraseBook       *self,
                                                GPtrArray           *items,
                                                guint                max_items,
                                                const char          *noun);
VdtPhrase         *vdt_phrase_book_count       (VdtPhraseBook       *self,
                                                guint64              n,
                                                const char          *noun);
VdtPhrase         *vdt_phrase_book_date        (VdtPhraseBook       *self,
                                                gint64               time,
                                                gboolean             with_year);
VdtPhrase         *vdt_phrase_book_clock       (VdtPhraseBook       *self,
                                                gint64               time);
VdtPhrase         *vdt_phrase_book_duration    (VdtPhraseBook       *self,
                                                gint64               duration);
VdtPhrase         *vdt_phrase_book_quote       (VdtPhraseBook       *self,
                                                const char          *text,
                                                gsize                max_chars,
                                                const char          *ref);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtPhraseArgs, vdt_phrase_args_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtPhraseBook, vdt_phrase_book_unref)

G_END_DECLS
