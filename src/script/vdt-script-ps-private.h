/* vdt-script-ps-private.h
 *
 * The PowerShell evaluator's state and its parts.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-ps-ast.h"

G_BEGIN_DECLS

typedef struct
{
  GHashTable *variables;  /* name, in any case → PsValue */
  gboolean    function;   /* a function's scope: assignments stay in it */
} PsScope;

typedef enum
{
  PS_FLOW_NONE,
  PS_FLOW_BREAK,
  PS_FLOW_CONTINUE,
  PS_FLOW_RETURN,
  PS_FLOW_STOP     /* throw, exit, or a budget */
} PsFlow;

/* The evaluator. One per process that the script would start. */
typedef struct _PsSession
{
  VdtScriptContext *context;
  PsProgram        *program;      /* the text that is being evaluated */
  GPtrArray        *programs;
  GPtrArray        *scopes;       /* PsScope, the innermost last */
  GHashTable       *functions;    /* lower-case name → PsValue block */
  GHashTable       *aliases;      /* lower-case name → name, those that the script makes */
  GHashTable       *called;       /* PsNode blocks → whether their constants have been put in */
  PsFlow            flow;
  guint             depth;
  guint             unsure;       /* > 0: inside code that may not run, or runs an unknown number of times */
  guint             silent;       /* > 0: evaluate without edits */
  guint             muted;        /* > 0: evaluate without reporting commands or running texts */
  guint             calls;        /* functions that are being called */
  guint             call_unsure;  /* what unsure was when the innermost of them began */
  guint             loops;        /* loops that are being run */
  guint             loop_unsure;
  GHashTable       *counts;       /* PsNode → how often it has been reported */
  guint             reports;      /* what has happened so far that a value cannot replace */
  PsValue          *last;         /* what the last text that was run gave */
} PsSession;

/* A command being called: its arguments after evaluation. */
typedef struct
{
  PsNode     *node;      /* COMMAND */
  PsNode     *pipeline;
  char       *name;      /* lower case, aliases expanded */
  GPtrArray  *args;      /* PsValue, positional */
  GPtrArray  *nodes;     /* PsNode of each */
  GHashTable *named;     /* lower-case name → PsValue */
  PsValue    *input;     /* NULL when nothing comes through the pipeline */
} PsCall;

PsValue    *ps_call_argument       (const PsCall     *call,
                                    const char       *name,
                                    int               position);
gboolean    ps_call_has            (const PsCall     *call,
                                    const char       *name);

void        ps_bind_arguments      (PsSession        *ps,
                                    PsCall           *call);
void        ps_fold_arguments      (PsSession        *ps,
                                    PsCall           *call);
void        ps_report_command      (PsSession        *ps,
                                    PsCall           *call,
                                    const char       *name);

/* Evaluation; every value is (transfer full), PS_UNKNOWN where nothing is known. */
PsValue    *ps_eval                (PsSession        *ps,
                                    PsNode           *node);
PsValue    *ps_eval_body           (PsSession        *ps,
                                    PsNode           *body);
PsValue    *ps_eval_chain          (PsSession        *ps,
                                    PsNode           *node);
PsValue    *ps_add_texts           (PsSession        *ps,
                                    PsValue         **terms,
                                    guint             n_terms);
PsValue    *ps_eval_pipeline       (PsSession        *ps,
                                    PsNode           *node);
PsValue    *ps_eval_assign         (PsSession        *ps,
                                    PsNode           *node);
PsValue    *ps_eval_statement      (PsSession        *ps,
                                    PsNode           *node);
PsValue    *ps_eval_command        (PsSession        *ps,
                                    PsNode           *pipeline,
                                    guint             index,
                                    PsValue          *input);
PsValue    *ps_invoke_block        (PsSession        *ps,
                                    PsValue          *block,
                                    PsValue         **args,
                                    guint             n_args,
                                    GHashTable       *named,
                                    PsValue          *input,
                                    gboolean          own_scope);
PsValue    *ps_run_text            (PsSession        *ps,
                                    PsNode           *place,
                                    guint             start,
                                    guint             end,
                                    const char       *rule,
                                    PsValue          *text);
void        ps_forget_assigned     (PsSession        *ps,
                                    const PsNode     *node,
                                    guint             depth);
gboolean    ps_is_range            (const PsNode     *node);
gboolean    ps_may_end             (const PsNode     *condition,
                                    const PsNode     *part,
                                    const PsNode     *step,
                                    const PsNode     *body,
                                    guint             depth);
void        ps_look_into           (PsSession        *ps,
                                    PsNode           *body,
                                    gboolean          merge);
void        ps_look_into_function  (PsSession        *ps,
                                    PsValue          *block,
                                    gboolean          called);
gboolean    ps_bind_parameters     (PsSession        *ps,
                                    PsNode           *parameters,
                                    PsValue         **args,
                                    guint             n_args,
                                    GHashTable       *named);

/* Edits and commands */
void        ps_fold                (PsSession        *ps,
                                    PsNode           *node,
                                    PsValue          *value);
void        ps_fold_name           (PsSession        *ps,
                                    PsNode           *node,
                                    const char       *name);
gboolean    ps_edit                (PsSession        *ps,
                                    guint             start,
                                    guint             end,
                                    const char       *rule,
                                    const char       *text);
char       *ps_node_text           (PsSession        *ps,
                                    const PsNode     *node);
char       *ps_value_literal       (const PsValue    *value,
                                    gsize             limit);
void        ps_report              (PsSession            *ps,
                                    VdtScriptCommandKind  kind,
                                    const PsNode         *node,
                                    const char           *name,
                                    PsValue             **args,
                                    PsNode              **nodes,
                                    guint                 n_args);

void        ps_lay_out             (PsSession        *ps,
                                    PsProgram        *program);

/* Variables */
PsValue    *ps_get_variable        (PsSession        *ps,
                                    const char       *name);
void        ps_set_variable        (PsSession        *ps,
                                    const char       *name,
                                    PsValue          *value);
void        ps_set_global          (PsSession        *ps,
                                    const char       *name,
                                    PsValue          *value);
gboolean    ps_is_defined          (PsSession        *ps,
                                    const char       *name);
PsValue    *ps_lookup              (PsSession        *ps,
                                    const char       *name);
void        ps_merge_scope         (PsSession        *ps,
                                    GHashTable       *assigned);
void        ps_push_scope          (PsSession        *ps,
                                    gboolean          function);
GHashTable *ps_pop_scope           (PsSession        *ps);
PsValue    *ps_automatic_variable  (PsSession        *ps,
                                    const char       *lower);

G_END_DECLS

/* The evaluator and its library need each other. */
#include "vdt-script-ps-library.h"
