/* vdt-script-sh-private.h
 *
 * The shell module's inside: the tree of a script, the shell's state, the
 * evaluation.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-sh-state.h"
#include "vdt-script-private.h"

G_BEGIN_DECLS

typedef enum
{
  SH_GO_ON,
  SH_BREAK,
  SH_CONTINUE,
  SH_RETURN,
  SH_EXIT
} ShFlow;

struct _ShInterp
{
  VdtScriptContext *context;
  ShState          *state;
  ShSource          source;
  GString          *out;          /* where standard output goes; NULL: the terminal */
  gboolean          out_unknown;
  gboolean          error_out;    /* standard error goes there too */
  const GString    *in;           /* standard input, NULL when not known */
  gsize             in_read;      /* how much of it READ has taken */
  ShMark            in_mark;      /* the pipe or command that @in belongs to */
  ShMark            command;      /* the simple command that runs, in the layer */
  guint             captures;     /* inside $(…) */
  guint             looping;
  guint             guessing;     /* inside a branch that may not be taken */
  guint             wrapped;      /* inside sudo, env, nohup, … */
  guint             pipeline;
  ShFlow            flow;
  guint             levels;       /* of BREAK and CONTINUE */
  int               status;       /* of the last command, -1: not known */
  gboolean          guessed;      /* a word of the command could not be known */
  gboolean          pure;         /* nothing but text has been computed so far */
};

typedef struct
{
  ShInterp *parent;
  gboolean  same;                 /* the same shell, not a child */
} ShScope;

/* pattern */
gboolean       vdt_script_sh_match          (const char       *pattern,
                                             const char       *text,
                                             gsize             length,
                                             gboolean          fold);

/* expand */
GPtrArray     *vdt_script_sh_expand_word    (ShInterp         *sh,
                                             ShMark            word,
                                             gboolean         *unknown);
char          *vdt_script_sh_expand_text    (ShInterp         *sh,
                                             ShMark            word,
                                             gboolean         *unknown);
char          *vdt_script_sh_expand_pattern (ShInterp         *sh,
                                             ShMark            word,
                                             gboolean         *unknown);
char          *vdt_script_sh_expand_quoted  (ShInterp         *sh,
                                             ShMark            text,
                                             gboolean         *unknown);
char          *vdt_script_sh_capture        (ShInterp         *sh,
                                             ShMark            script,
                                             gboolean         *unknown);
void           vdt_script_sh_escape         (const char       *text,
                                             gsize             length,
                                             gboolean          ansi,
                                             GString          *out,
                                             gboolean         *stop);
gboolean       vdt_script_sh_parameter      (ShInterp         *sh,
                                             ShMark            inside,
                                             gboolean          quoted,
                                             GPtrArray        *values,
                                             gboolean         *all,
                                             gboolean         *unknown);
GPtrArray     *vdt_script_sh_split_braces   (const char       *text,
                                             gsize             start,
                                             gsize             end);
gboolean       vdt_script_sh_arithmetic     (ShInterp         *sh,
                                             const char       *text,
                                             gint64           *value);

/* value */
glong          vdt_script_sh_count          (const char       *text);
char          *vdt_script_sh_cut            (const char       *text,
                                             gint64            from,
                                             gint64            count,
                                             gboolean          counted);
char          *vdt_script_sh_strip          (ShInterp         *sh,
                                             const char       *text,
                                             const char       *pattern,
                                             gboolean          at_end,
                                             gboolean          longest);
char          *vdt_script_sh_replace        (ShInterp         *sh,
                                             const char       *text,
                                             const char       *pattern,
                                             const char       *by,
                                             char              where);
char           vdt_script_sh_change_case    (char              c,
                                             char              op);

/* run */
void           vdt_script_sh_run_node       (ShInterp         *sh,
                                             ShNode           *node);
void           vdt_script_sh_run_simple     (ShInterp         *sh,
                                             ShNode           *node);
void           vdt_script_sh_run_text       (ShInterp         *sh,
                                             const char       *text,
                                             ShMark            mark);
void           vdt_script_sh_nested         (ShInterp         *sh,
                                             ShMark            mark,
                                             const char       *rule,
                                             const char       *text,
                                             gsize             length,
                                             gboolean          same,
                                             const char       *prefix,
                                             const char       *suffix);
gboolean       vdt_script_sh_redirect       (ShInterp         *sh,
                                             ShNode           *node,
                                             GPtrArray        *texts,
                                             GString         **input);
ShMark         vdt_script_sh_mark           (ShInterp         *sh,
                                             gsize             start,
                                             gsize             end);
void           vdt_script_sh_edit           (ShInterp         *sh,
                                             ShMark            mark,
                                             const char       *rule,
                                             const char       *text);
void           vdt_script_sh_print          (ShInterp         *sh,
                                             const char       *text,
                                             gssize            length);
char          *vdt_script_sh_quote          (const char       *text,
                                             gboolean          unknown);
gboolean       vdt_script_sh_is_plain       (ShInterp         *sh,
                                             ShMark            mark,
                                             const char       *value);
void           vdt_script_sh_assign         (ShInterp         *sh,
                                             ShMark            word);
gboolean       vdt_script_sh_call           (ShInterp         *sh,
                                             const char       *name,
                                             GPtrArray        *words);

/* Commands whose effect is computed. @words: the name and the arguments. TRUE when it was one. */
gboolean       vdt_script_sh_builtin        (ShInterp         *sh,
                                             ShNode           *node,
                                             GPtrArray        *words);
gboolean       vdt_script_sh_tool           (ShInterp         *sh,
                                             GPtrArray        *words);
gboolean       vdt_script_sh_test           (ShInterp         *sh,
                                             GPtrArray        *words,
                                             int              *status);

G_END_DECLS
