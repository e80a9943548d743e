/* vdt-script-cmd-private.h
 *
 * The cmd module's inside: text with the places it comes from, the tree of a
 * command line, the process that is evaluated.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-cmd-tree.h"
#include "vdt-script-private.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *value;      /* NULL: taken away */
} CmdVariable;

/* What one cmd.exe holds; a child starts with a copy of the variables. */
typedef struct
{
  GHashTable *variables;  /* lower case name → CmdVariable */
  GHashTable *files;      /* lower case name → GString: files that the script wrote */
  guint64     changes;    /* goes up with every set */
  guint64     exported;   /* the same, when the context last heard of the variables */
} CmdProcess;

typedef enum
{
  CMD_GO_ON,
  CMD_GO_TO,
  CMD_GO_BACK,            /* exit /b, goto :eof */
  CMD_GO_OUT              /* exit */
} CmdFlow;

struct _CmdInterp
{
  VdtScriptContext *context;
  CmdProcess       *process;
  CmdInterp        *outer;        /* whose text this text was made from */
  guint             layer;
  const char       *text;
  gsize             length;

  gboolean          file_rules;
  gboolean          delayed;
  gboolean          expanded;     /* the text has been through percent expansion */
  const CmdMark    *fixed;        /* all text stands for this stretch; no edits inside it */
  gboolean          silent;       /* evaluate for its output only */

  char             *for_values[256];
  GPtrArray        *argv;         /* of a called label; NULL: not known */
  GPtrArray        *scopes;       /* setlocal */
  GHashTable       *labels;       /* lower case → offset; made when first needed */
  GHashTable       *seen;         /* start → how often reported */
  GHashTable       *jumps;        /* target → process->changes at the last jump */

  GString          *out;          /* where standard output goes; NULL: the console */
  gboolean          out_unknown;
  const char       *in;           /* standard input, when known */
  CmdMark           in_mark;      /* what wrote it and reads it */
  gboolean          reparse;      /* a side of a pipe: a cmd.exe of its own reads the text again */

  guint             pipeline;
  guint             guessing;     /* inside a branch that may not be taken */
  guint             skipping;     /* inside a branch that is not taken */
  guint             looping;      /* inside a FOR's body */
  guint             nesting;
  guint             turns;        /* jumps so far */
  CmdFlow           flow;
  char             *target;
  gint64            errorlevel;   /* -1: not known */
  gsize             reader;       /* next line */
  guint8           *ran;          /* one bit a byte: a line that begins here has been run */
};

/* What vdt_script_context_run() hands to a nested layer. */
typedef struct
{
  CmdInterp *parent;
  gboolean   same;                /* the same process, not a child */
} CmdScope;

/* expand */
void        vdt_script_cmd_buffer_init     (CmdBuffer    *buffer);
void        vdt_script_cmd_buffer_clear    (CmdBuffer    *buffer);
void        vdt_script_cmd_expand_percent  (CmdInterp    *cmd,
                                            const char   *text,
                                            gsize         length,
                                            gsize         offset,
                                            CmdBuffer    *out);
char       *vdt_script_cmd_expand_text     (CmdInterp    *cmd,
                                            const char   *text);
char       *vdt_script_cmd_expand_for      (CmdInterp    *cmd,
                                            const char   *text);
char       *vdt_script_cmd_expand_delayed  (CmdInterp    *cmd,
                                            const char   *text);

/* process */
CmdProcess *vdt_script_cmd_process_new     (VdtScriptContext *context);
CmdProcess *vdt_script_cmd_process_copy    (const CmdProcess *process);
void        vdt_script_cmd_process_free    (CmdProcess       *process);
const char *vdt_script_cmd_get             (CmdInterp        *cmd,
                                            const char       *name,
                                            gsize             length,
                                            gboolean         *symbolic);
void        vdt_script_cmd_set             (CmdInterp        *cmd,
                                            const char       *name,
                                            const char       *value);
GHashTable *vdt_script_cmd_copy_variables  (GHashTable       *variables);
void        vdt_script_cmd_export          (CmdInterp        *cmd);
GPtrArray  *vdt_script_cmd_list            (CmdInterp        *cmd);
char       *vdt_script_cmd_show            (const char       *text);
GString    *vdt_script_cmd_file            (CmdInterp        *cmd,
                                            const char       *name,
                                            gboolean          create);

/* parse */
CmdNode    *vdt_script_cmd_parse           (CmdInterp    *cmd,
                                            CmdBuffer    *buffer);
gboolean    vdt_script_cmd_read_line       (CmdInterp    *cmd,
                                            CmdBuffer    *buffer);
void        vdt_script_cmd_node_free       (CmdNode      *node);
gboolean    vdt_script_cmd_is_noise        (char          c);

/* run */
void        vdt_script_cmd_run_node        (CmdInterp    *cmd,
                                            CmdNode      *node);
void        vdt_script_cmd_run_text        (CmdInterp    *cmd,
                                            const char   *text,
                                            CmdMark       mark);
char       *vdt_script_cmd_capture         (CmdInterp    *cmd,
                                            const char   *text,
                                            CmdMark       mark,
                                            const char   *input);
gboolean    vdt_script_cmd_call_label      (CmdInterp    *cmd,
                                            const char   *args);
void        vdt_script_cmd_run_file        (CmdInterp    *cmd);
void        vdt_script_cmd_run_inside      (CmdInterp    *cmd);
CmdMark     vdt_script_cmd_mark            (CmdInterp    *cmd,
                                            CmdNode      *node);
void        vdt_script_cmd_edit            (CmdInterp    *cmd,
                                            gsize         start,
                                            gsize         end,
                                            const char   *rule,
                                            const char   *text);
void        vdt_script_cmd_run_for         (CmdInterp    *cmd,
                                            CmdNode      *node);
void        vdt_script_cmd_run_simple      (CmdInterp    *cmd,
                                            CmdNode      *node);
void        vdt_script_cmd_program         (CmdInterp    *cmd,
                                            CmdNode      *node,
                                            const char   *before,
                                            const char   *name,
                                            const char   *args,
                                            GPtrArray    *redirects);
void        vdt_script_cmd_print           (CmdInterp    *cmd,
                                            const char   *text,
                                            gboolean      line);

guint       vdt_script_cmd_report          (CmdInterp    *cmd,
                                            CmdNode      *node,
                                            const char   *before,
                                            const char   *name,
                                            const char   *args,
                                            GPtrArray    *redirects,
                                            gboolean      quiet);
void        vdt_script_cmd_child           (CmdInterp    *cmd,
                                            CmdNode      *node,
                                            const char   *before,
                                            const char   *name,
                                            const char   *args,
                                            GPtrArray    *redirects);

/* builtin: TRUE when it was one */
gboolean    vdt_script_cmd_builtin         (CmdInterp    *cmd,
                                            CmdNode      *node,
                                            const char   *before,
                                            const char   *name,
                                            const char   *args,
                                            GPtrArray    *redirects);
char       *vdt_script_cmd_unquote         (const char   *text);
char       *vdt_script_cmd_plain           (const char   *text);
gboolean    vdt_script_cmd_filter          (CmdInterp    *cmd,
                                            const char   *name,
                                            const char   *args);
gboolean    vdt_script_cmd_arithmetic      (CmdInterp    *cmd,
                                            const char   *expression,
                                            gint64       *value);
gboolean    vdt_script_cmd_number          (const char   *text,
                                            gint64       *value);
GPtrArray  *vdt_script_cmd_split           (const char   *text,
                                            gboolean      delimiters);

G_END_DECLS
