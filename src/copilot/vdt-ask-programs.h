/* vdt-ask-programs.h
 *
 * Questions after techniques: the programs that attacks use, and what they do.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-ask-private.h"

G_BEGIN_DECLS

/* What a program does and what its command line then has. */
typedef struct
{
  char **stems;             /* of the question, any of them; none: always */
  char **literals;
} VdtAskDeed;

/* A program that attacks use. */
typedef struct
{
  const char **names;       /* of its files, without .exe */
  const char **originals;   /* that its maker gave it */
  gboolean     bare;        /* its files have no .exe */
  gboolean     common;      /* its name is a plain word too */
  gboolean      shell;       /* it runs what others name */
  GPtrArray   *deeds;       /* VdtAskDeed */
} VdtAskProgram;

VdtAskProgram *vdt_ask_program_new  (GVariant *object);
void           vdt_ask_program_free (gpointer program);
VdtAskProgram *vdt_ask_program_find (VdtAskLexicon *lexicon, const char *file);

/* vdt-ask-technique.c */

VdtAskTable *vdt_ask_technique_table (VdtAskQuestion *question, GPtrArray *readings);
gboolean     vdt_ask_technique_is_sign (VdtAskGrammar *grammar, const char *word);
gboolean     vdt_ask_technique_fill  (VdtAskFrame *frame, VdtAskQuestion *question);

/* vdt-ask-programs.c */

typedef struct
{
  VdtAskProgram *program;       /* (nullable) one that the data know */
  char          *file;          /* (nullable) as the question has it, with its extension */
  guint          at;            /* token */
  gboolean       parent;        /* it starts others */
} VdtAskNamed;

GArray      *vdt_ask_programs_find   (VdtAskQuestion *question);
GPtrArray   *vdt_ask_program_deeds   (VdtAskQuestion *question, VdtAskProgram *program, gboolean marks);

G_END_DECLS
