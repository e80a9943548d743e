/* vdt-words.h
 *
 * What a report says in one language: data/report/words.*.json.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>
#include <stdarg.h>

G_BEGIN_DECLS

typedef struct _VdtWords VdtWords;

VdtWords           *vdt_words_new           (const char  *language);
const char * const *vdt_words_get_languages (void);
const char         *vdt_words_get_language  (VdtWords    *self);
const char         *vdt_words_get           (VdtWords    *self,
                                             const char  *key);
const char         *vdt_words_term          (VdtWords    *self,
                                             const char  *english);
const char        **vdt_words_dup_list      (VdtWords    *self,
                                             const char  *key);
char               *vdt_words_say           (VdtWords    *self,
                                             const char  *key,
                                             ...) G_GNUC_NULL_TERMINATED;
char               *vdt_words_say_v         (VdtWords    *self,
                                             const char  *key,
                                             char      *(*escape) (const char *text),
                                             va_list      places);
char               *vdt_words_count         (VdtWords    *self,
                                             const char  *key,
                                             guint        n);
char               *vdt_words_join          (VdtWords    *self,
                                             GPtrArray   *parts);
char               *vdt_words_time          (VdtWords    *self,
                                             gint64       time);
char               *vdt_words_span          (VdtWords    *self,
                                             gint64       duration);
void                vdt_words_free          (VdtWords    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtWords, vdt_words_free)

G_END_DECLS
