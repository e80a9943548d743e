/* vdt-script-private.h
 *
 * What a language module sees of the analyser, and what it has to bring.
 *
 * A module reads one layer's text, evaluates it in order, and tells the
 * context what it found: edits (a stretch of the text and what it comes down
 * to), nested scripts, and commands. The context puts the edits together into
 * the next layer and into the output, keeps the position maps and the limits,
 * and looks inside every command for scripts that it starts.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script.h"

G_BEGIN_DECLS

typedef struct _VdtScriptContext VdtScriptContext;

typedef enum
{
  VDT_SCRIPT_OPTION_NONE    = 0,
  VDT_SCRIPT_OPTION_FILE    = 1 << 0,  /* the text is a file, not a command line (which matters to cmd) */
  VDT_SCRIPT_OPTION_DELAYED = 1 << 1   /* cmd /v:on */
} VdtScriptOptions;

/**
 * VdtScriptModule:
 * @lang: the language that the module reads
 * @detect: how likely @text is this language, 0 to 100; looks at no more than
 *   the first 64 KiB
 * @evaluate: reads layer @layer, whose text is @text (UTF-8, not necessarily
 *   terminated at @length), and reports to @context. @scope is what the
 *   caller of vdt_script_context_run() gave: the module's own variables when
 *   a script of the same language runs in the caller's scope, else %NULL.
 */
typedef struct
{
  VdtScriptLang lang;
  guint  (*detect)   (const char       *text,
                      gsize             length);
  void   (*evaluate) (VdtScriptContext *context,
                      guint             layer,
                      const char       *text,
                      gsize             length,
                      VdtScriptOptions  options,
                      gpointer          scope);
} VdtScriptModule;

extern const VdtScriptModule vdt_script_powershell;
extern const VdtScriptModule vdt_script_vbscript;
extern const VdtScriptModule vdt_script_jscript;
extern const VdtScriptModule vdt_script_cmd;
extern const VdtScriptModule vdt_script_shell;

/* Budgets. Each returns FALSE when the analysis has to stop; callers unwind at once. */
gboolean    vdt_script_context_step          (VdtScriptContext    *context,
                                              guint                steps);
gboolean    vdt_script_context_charge        (VdtScriptContext    *context,
                                              gsize                bytes);
gboolean    vdt_script_context_is_stopped    (VdtScriptContext    *context);
void        vdt_script_context_note          (VdtScriptContext    *context,
                                              const char          *sentence);

/* The text from @start over @length bytes of @layer comes down to @text. An edit inside
 * an edit made later is dropped; of two that cross, the first stays. A stretch that comes
 * down to different texts (in a loop) stays as it is: then FALSE is returned. */
gboolean    vdt_script_context_edit          (VdtScriptContext    *context,
                                              guint                layer,
                                              gsize                start,
                                              gsize                length,
                                              const char          *rule,
                                              const char          *text,
                                              gsize                text_length);

/* The stretch has come down to something once, but does not always: it stays as it is. */
void        vdt_script_context_keep          (VdtScriptContext    *context,
                                              guint                layer,
                                              gsize                start,
                                              gsize                length);

/* A rule was used at this place although no text is replaced by it alone. */
void        vdt_script_context_rule          (VdtScriptContext    *context,
                                              guint                layer,
                                              const char          *rule);

/* Runs a script found inside @layer at [@start, @start + @length): it becomes a
 * layer, is evaluated at once, and its output stands in the output in place of
 * that stretch, between @prefix and @suffix (both nullable). VDT_SCRIPT_LANG_UNKNOWN
 * asks for detection. Returns the index of the new layer, -1 at the depth limit
 * (then the text is put in place unevaluated). */
int         vdt_script_context_run           (VdtScriptContext    *context,
                                              guint                layer,
                                              gsize                start,
                                              gsize                length,
                                              const char          *rule,
                                              VdtScriptLang        lang,
                                              VdtScriptOptions     options,
                                              const char          *text,
                                              gsize                text_length,
                                              gpointer             scope,
                                              const char          *prefix,
                                              const char          *suffix);

typedef struct
{
  VdtScriptCommandKind  kind;
  VdtScriptLang         lang;
  const char           *name;          /* aliases expanded */
  const char *const    *args;          /* NULL-terminated, unquoted */
  const char *const    *redirects;     /* NULL-terminated, or NULL */
  const char           *text;          /* the command as text; NULL: joined from name and args */
  guint                 pipeline;      /* from vdt_script_context_next_pipeline () */
  guint                 layer;
  gsize                 start;
  gsize                 length;
  gboolean              quiet;         /* do not look for nested scripts: the caller did */
} VdtScriptCommandInit;

/* Records a command. Unless @init->quiet, a launcher (powershell -enc …, cmd /c …,
 * bash -c …, mshta, wmic process call create, schtasks /tr, …) is opened
 * and the script that it starts run as a nested layer in the command's place.
 * Returns the command's id; *@launched says whether the command's place
 * in the output has been taken by a nested script. */
guint       vdt_script_context_command       (VdtScriptContext            *context,
                                              const VdtScriptCommandInit  *init,
                                              gboolean                    *launched);
guint       vdt_script_context_next_pipeline (VdtScriptContext            *context);

/* A command line (CreateProcess, not a shell's) found at a place: recorded as a command, and
 * the script that it starts is run there. FALSE when it starts none. */
gboolean    vdt_script_context_run_line      (VdtScriptContext    *context,
                                              VdtScriptLang        lang,
                                              guint                layer,
                                              gsize                start,
                                              gsize                length,
                                              const char          *line);

/* Text that a program would read on its standard input: `echo … | powershell -`. TRUE
 * when the program is an interpreter and the text was run as a nested layer. */
gboolean    vdt_script_context_run_stdin     (VdtScriptContext    *context,
                                              guint                layer,
                                              gsize                start,
                                              gsize                length,
                                              const char          *program,
                                              const char *const   *args,
                                              const char          *input,
                                              gsize                input_length);

/* Bytes that came out of a decoder: an executable or shellcode is named in the result. */
gboolean    vdt_script_context_payload       (VdtScriptContext    *context,
                                              guint                layer,
                                              gsize                start,
                                              gsize                length,
                                              const guint8        *bytes,
                                              gsize                n_bytes);

/* The process environment, inherited by nested scripts; a Windows script starts with
 * what a usual installation has. Names are case-insensitive unless the first
 * layer is a shell script. A NULL value removes. */
const char *vdt_script_context_getenv        (VdtScriptContext    *context,
                                              const char          *name);
void        vdt_script_context_setenv        (VdtScriptContext    *context,
                                              const char          *name,
                                              const char          *value);

G_END_DECLS
