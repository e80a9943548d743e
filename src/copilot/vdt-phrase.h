/* vdt-phrase.h
 *
 * A piece of a sentence that knows which of its bytes are an entity, a quote,
 * a time or a technique, and which facts it rests on.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtPhraseMark:
 * @VDT_PHRASE_ENTITY: an asset; the reference is its key
 * @VDT_PHRASE_QUOTE: text that somebody outside wrote
 * @VDT_PHRASE_TIME: a point in time; the reference is ISO 8601
 * @VDT_PHRASE_TECHNIQUE: an ATT&CK technique; the reference is its id
 */
typedef enum
{
  VDT_PHRASE_ENTITY,
  VDT_PHRASE_QUOTE,
  VDT_PHRASE_TIME,
  VDT_PHRASE_TECHNIQUE
} VdtPhraseMark;

/**
 * VdtPhraseSpan:
 * @start: first byte
 * @length: bytes
 * @mark: what it is
 * @ref: (nullable): what it stands for
 * @altered: what acts in it was made visible, or it was cut
 */
typedef struct
{
  gsize          start;
  gsize          length;
  VdtPhraseMark  mark;
  char          *ref;
  gboolean       altered;
} VdtPhraseSpan;

typedef struct _VdtPhrase VdtPhrase;

VdtPhrase           *vdt_phrase_new         (void);
VdtPhrase           *vdt_phrase_new_text    (const char      *text);
VdtPhrase           *vdt_phrase_new_marked  (VdtPhraseMark    mark,
                                             const char      *text,
                                             const char      *ref,
                                             gboolean         altered);
VdtPhrase           *vdt_phrase_ref         (VdtPhrase       *self);
void                 vdt_phrase_unref       (VdtPhrase       *self);
void                 vdt_phrase_append_text (VdtPhrase       *self,
                                             const char      *text);
void                 vdt_phrase_append_mark (VdtPhrase       *self,
                                             VdtPhraseMark    mark,
                                             const char      *text,
                                             const char      *ref,
                                             gboolean         altered);
void                 vdt_phrase_append      (VdtPhrase       *self,
                                             const VdtPhrase *other);
void                 vdt_phrase_cite        (VdtPhrase       *self,
                                             const char      *fact_id);
void                 vdt_phrase_cite_all    (VdtPhrase       *self,
                                             const VdtPhrase *other);
void                 vdt_phrase_capitalize  (VdtPhrase       *self);
gboolean             vdt_phrase_is_empty    (const VdtPhrase *self);
const char          *vdt_phrase_get_text    (const VdtPhrase *self);
const VdtPhraseSpan *vdt_phrase_get_spans   (const VdtPhrase *self,
                                             gsize           *out_n);
const char *const   *vdt_phrase_get_facts   (const VdtPhrase *self,
                                             gsize           *out_n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtPhrase, vdt_phrase_unref)

G_END_DECLS
