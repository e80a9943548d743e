/* vdt-script-sh-private.h
 *
 * The shell module's inside: the tree of a script, the shell's state, the
 * evaluation.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-sh-tree.h"
#include "vdt-script-private.h"

G_BEGIN_DECLS

typedef enum
{
  SH_VARIABLE_TEXT,
  SH_VARIABLE_LIST,
  SH_VARIABLE_MAP
} ShVariableKind;

typedef struct
{
  ShVariableKind  kind;
  char           *text;
  GPtrArray      *list;       /* char *, NULL for a hole */
  GPtrArray      *keys;       /* of a map, in order of insertion */
  GHashTable     *map;
  gboolean        unknown;    /* the text stands for what is not known */
  gboolean        symbolic;   /* shown by its name, known for cutting letters out of it */
  gboolean        integer;
} ShVariable;

typedef struct
{
  ShNode   *body;
  ShSource  source;
  gboolean  called;
} ShFunction;

/* What one shell holds; shared by the layers that run in it. */
typedef struct
{
  guint       refs;
  GHashTable *variables;      /* name → ShVariable */
  GHashTable *functions;      /* name → ShFunction */
  GHashTable *aliases;        /* name → text */
  GHashTable *files;          /* path → GString: what the script wrote */
  GPtrArray  *kept;           /* char *: made text that trees point into */
  GPtrArray  *removed;        /* GString: files that may still be written to */
  GPtrArray  *journal;        /* GHashTable: what subshells have to give back */
  GPtrArray  *positional;     /* char * */
  gboolean    called;         /* the positional parameters are a function's */
  guint64     changes;
  guint       depth;
} ShState;

typedef enum
{
  SH_GO_ON,
  SH_BREAK,
  SH_CONTINUE,
  SH_RETURN,
  SH_EXIT
} ShFlow;

typedef struct
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
  guint             pipeline;
  ShFlow            flow;
  guint             levels;       /* of BREAK and CONTINUE */
  int               status;       /* of the last command, -1: not known */
  gboolean          guessed;      /* a word of the command could not be known */
  gboolean          pure;         /* nothing but text has been computed so far */
} ShInterp;

typedef struct
{
  ShInterp *parent;
  gboolean  same;                 /* the same shell, not a child */
} ShScope;

/* state */
ShState       *vdt_script_sh_state_new      (void);
ShState       *vdt_script_sh_state_child    (ShState          *state);
ShState       *vdt_script_sh_state_ref      (ShState          *state);
void           vdt_script_sh_state_unref    (ShState          *state);
ShVariable    *vdt_script_sh_get            (ShInterp         *sh,
                                             const char       *name);
ShVariable    *vdt_script_sh_change         (ShInterp         *sh,
                                             const char       *name);
void           vdt_script_sh_set            (ShInterp         *sh,
                                             const char       *name,
                                             const char       *text,
                                             gboolean          unknown);
void           vdt_script_sh_set_item       (ShInterp         *sh,
                                             const char       *name,
                                             const char       *key,
                                             const char       *text);
const char    *vdt_script_sh_get_item       (ShInterp         *sh,
                                             const ShVariable *variable,
                                             const char       *key);
void           vdt_script_sh_unset          (ShInterp         *sh,
                                             const char       *name);
void           vdt_script_sh_variable_clear (ShVariable       *variable,
                                             ShVariableKind    kind);
void           vdt_script_sh_enter          (ShInterp         *sh);
void           vdt_script_sh_leave          (ShInterp         *sh);
GString       *vdt_script_sh_file           (ShInterp         *sh,
                                             const char       *path,
                                             gboolean          create);

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
gboolean       vdt_script_sh_arithmetic     (ShInterp         *sh,
                                             const char       *text,
                                             gint64           *value);

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
                                             const char       *prefix);
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
