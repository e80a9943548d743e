/* vdt-prompt.h
 *
 * What a connected model is told: a template, a request and numbered facts,
 * fenced as data that is not to be trusted.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-fact.h"

G_BEGIN_DECLS

/**
 * VdtPrompt:
 * @template_id: which template, with its version: "answer/1"
 * @system: the rules
 * @user: the task, the request and the facts
 * @schema: JSON schema of the answer
 * @facts: (element-type VdtFact): the facts that went in; the first is number 1
 * @n_left_out: facts for which there was no room
 */
typedef struct
{
  char      *template_id;
  char      *system;
  char      *user;
  char      *schema;
  GPtrArray *facts;
  guint      n_left_out;
} VdtPrompt;

typedef struct _VdtPromptBook VdtPromptBook;

VdtPromptBook *vdt_prompt_book_new   (void);
void           vdt_prompt_book_free  (VdtPromptBook  *self);
VdtPrompt     *vdt_prompt_book_build (VdtPromptBook  *self,
                                      const char     *template_id,
                                      const char     *request,
                                      GListModel     *facts,
                                      guint           context_tokens,
                                      GError        **error);
void           vdt_prompt_free       (VdtPrompt      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtPromptBook, vdt_prompt_book_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtPrompt, vdt_prompt_free)

G_END_DECLS
