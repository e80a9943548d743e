/* vdt-script-ps-private.h
 *
 * What the parts of the PowerShell module share: the syntax tree, the parser,
 * and the evaluator's state.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-private.h"
#include "vdt-script-ps-value.h"

G_BEGIN_DECLS

typedef enum
{
  PS_NODE_ERROR,       /* could not be read: stays as it is */
  PS_NODE_CONSTANT,    /* value */
  PS_NODE_EXPANDABLE,  /* kids: the parts of a double-quoted string, constants and expressions */
  PS_NODE_VARIABLE,    /* text: name without scope, "env:x" with its drive */
  PS_NODE_TYPE,        /* text: name between the brackets */
  PS_NODE_CAST,        /* kids: type, operand */
  PS_NODE_UNARY,       /* text: operator; kids: operand */
  PS_NODE_POSTFIX_OP,  /* text: ++ or --; kids: operand */
  PS_NODE_CHAIN,       /* kids: operands; ops: operators between them, evaluated from the left */
  PS_NODE_ARRAY,       /* a, b, c */
  PS_NODE_PAREN,       /* (pipeline) */
  PS_NODE_SUB,         /* $(statements) */
  PS_NODE_ARRAY_SUB,   /* @(statements) */
  PS_NODE_HASH,        /* kids: key, value, key, value … */
  PS_NODE_BLOCK,       /* { statements } as a value; kids: parameters, body */
  PS_NODE_MEMBER,      /* kids: object, name; flag STATIC */
  PS_NODE_CALL,        /* kids: object, name, arguments …; flag STATIC */
  PS_NODE_INDEX,       /* kids: object, index */
  PS_NODE_BODY,        /* kids: statements; text: begin, process, end or NULL */
  PS_NODE_PIPELINE,    /* kids: elements */
  PS_NODE_COMMAND,     /* kids: name, arguments …; text: "&" or "." */
  PS_NODE_WORD,        /* a bare word argument; text: without backticks */
  PS_NODE_PARAMETER,   /* -Name of a command; text: name; kids: the value behind a colon */
  PS_NODE_REDIRECT,    /* text: ">" …; kids: the target */
  PS_NODE_ASSIGN,      /* text: operator; kids: target, value */
  PS_NODE_IF,          /* kids: condition, body, …, else body */
  PS_NODE_WHILE,       /* kids: condition, body */
  PS_NODE_DO,          /* kids: body, condition; text: while or until */
  PS_NODE_FOR,         /* kids: initial, condition, step, body */
  PS_NODE_FOREACH,     /* kids: variable, collection, body */
  PS_NODE_SWITCH,      /* kids: value, pattern, body, … */
  PS_NODE_TRY,         /* kids: body, handlers … */
  PS_NODE_FUNCTION,    /* text: name; kids: block */
  PS_NODE_FLOW,        /* text: return, break, continue, throw, exit; kids: value */
  PS_NODE_PARAM        /* text: name; kids: default */
} PsNodeType;

typedef enum
{
  PS_FLAG_STATIC   = 1 << 0,
  PS_FLAG_BARE     = 1 << 1, /* written without quotes */
  PS_FLAG_HERE     = 1 << 2,
  PS_FLAG_PER_ITEM = 1 << 2, /* of a BLOCK: runs once for each item of the pipeline */
  PS_FLAG_BRACED   = 1 << 3, /* ${name} */
  PS_FLAG_SPLAT    = 1 << 4,
  PS_FLAG_DIRTY    = 1 << 5, /* backticks in it */
  PS_FLAG_SWITCH   = 1 << 6, /* -regex, -wildcard: patterns are not compared by value */
  PS_FLAG_VARIES   = 1 << 7  /* comes down to different values: is not folded */
} PsFlags;

typedef struct _PsNode PsNode;

struct _PsNode
{
  guint8    type;
  guint8    flags;
  guint     n_kids;
  guint     start;   /* bytes, in the program's text */
  guint     end;
  char     *text;
  PsNode  **kids;
  union
  {
    PsValue *value;  /* CONSTANT */
    guint8  *ops;    /* CHAIN: PsOperator */
  };
};

/* One text that has been parsed, kept until the session's end: blocks and functions point into it. */
typedef struct _PsProgram
{
  guint       layer;
  const char *text;
  gsize       length;
  PsNode     *root;
  GPtrArray  *chunks;
  gsize       left;
  GPtrArray  *values;
  guint       errors;
} PsProgram;

typedef enum
{
  PS_OP_NONE,
  PS_OP_ADD, PS_OP_SUB, PS_OP_MUL, PS_OP_DIV, PS_OP_MOD,
  PS_OP_FORMAT, PS_OP_RANGE,
  PS_OP_EQ, PS_OP_NE, PS_OP_GT, PS_OP_GE, PS_OP_LT, PS_OP_LE,
  PS_OP_LIKE, PS_OP_NOTLIKE, PS_OP_MATCH, PS_OP_NOTMATCH,
  PS_OP_CONTAINS, PS_OP_NOTCONTAINS, PS_OP_IN, PS_OP_NOTIN,
  PS_OP_REPLACE, PS_OP_SPLIT, PS_OP_JOIN, PS_OP_IS, PS_OP_ISNOT, PS_OP_AS,
  PS_OP_BAND, PS_OP_BOR, PS_OP_BXOR, PS_OP_SHL, PS_OP_SHR,
  PS_OP_AND, PS_OP_OR, PS_OP_XOR,
  PS_OP_NOT, PS_OP_BNOT, PS_OP_COMMA,
  PS_OP_CASE = 0x80 /* the case-sensitive form */
} PsOperator;

PsProgram  *ps_parse               (VdtScriptContext *context,
                                    guint             layer,
                                    const char       *text,
                                    gsize             length);
void        ps_program_free        (PsProgram        *program);

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

/* Evaluation; every value is (transfer full), PS_UNKNOWN where nothing is known. */
PsValue    *ps_eval                (PsSession        *ps,
                                    PsNode           *node);
PsValue    *ps_eval_body           (PsSession        *ps,
                                    PsNode           *body);
PsValue    *ps_eval_chain          (PsSession        *ps,
                                    PsNode           *node);
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

/* Variables */
PsValue    *ps_get_variable        (PsSession        *ps,
                                    const char       *name);
void        ps_set_variable        (PsSession        *ps,
                                    const char       *name,
                                    PsValue          *value);
gboolean    ps_is_defined          (PsSession        *ps,
                                    const char       *name);
void        ps_push_scope          (PsSession        *ps,
                                    gboolean          function);
GHashTable *ps_pop_scope           (PsSession        *ps);
PsValue    *ps_automatic_variable  (PsSession        *ps,
                                    const char       *lower);

/* Operators, types, members */
PsValue    *ps_binary              (PsSession        *ps,
                                    guint             op,
                                    PsValue          *left,
                                    PsValue          *right);
PsValue    *ps_binary_text         (PsSession        *ps,
                                    guint             op,
                                    PsValue          *left,
                                    PsValue          *right,
                                    gboolean          cased);
PsValue    *ps_split_text          (PsSession        *ps,
                                    PsValue          *text,
                                    const char       *pattern,
                                    gint64            limit,
                                    gboolean          cased);
PsValue    *ps_unary               (PsSession        *ps,
                                    const char       *op,
                                    PsValue          *operand);
PsValue    *ps_format              (PsSession        *ps,
                                    PsValue          *format,
                                    PsValue         **args,
                                    guint             n_args);
PsValue    *ps_cast                (PsSession        *ps,
                                    const char       *type,
                                    PsValue          *value);
PsValue    *ps_index               (PsSession        *ps,
                                    PsValue          *object,
                                    PsValue          *index);
gboolean    ps_like                (const char       *text,
                                    const char       *pattern,
                                    gboolean          cased);
GRegex     *ps_regex               (PsSession        *ps,
                                    const char       *pattern,
                                    gboolean          cased);
PsValue    *ps_regex_matches       (PsSession        *ps,
                                    PsValue          *text,
                                    const char       *pattern,
                                    gboolean          cased,
                                    gboolean          first);
PsValue    *ps_regex_replace       (PsSession        *ps,
                                    PsValue          *text,
                                    const char       *pattern,
                                    const char       *replacement,
                                    gboolean          cased);
char       *ps_type_name           (const char       *name);
PsValue    *ps_member              (PsSession        *ps,
                                    PsValue          *object,
                                    const char       *name);
PsValue    *ps_static_member       (PsSession        *ps,
                                    const char       *type,
                                    const char       *name);
PsValue    *ps_method              (PsSession        *ps,
                                    PsNode           *node,
                                    PsValue          *object,
                                    const char       *name,
                                    PsValue         **args,
                                    guint             n_args);
PsValue    *ps_string_method       (PsSession        *ps,
                                    PsValue          *object,
                                    const char       *name,
                                    PsValue         **args,
                                    guint             n_args);
PsValue    *ps_static_method       (PsSession        *ps,
                                    PsNode           *node,
                                    const char       *type,
                                    const char       *name,
                                    PsValue         **args,
                                    guint             n_args);
PsValue    *ps_new_object          (PsSession        *ps,
                                    const char       *type,
                                    PsValue         **args,
                                    guint             n_args);
/* FALSE: no cmdlet that evaluation knows. */
gboolean    ps_cmdlet              (PsSession        *ps,
                                    PsCall           *call,
                                    PsValue         **result);
gboolean    ps_cmdlet_objects      (PsSession        *ps,
                                    PsCall           *call,
                                    PsValue         **result);
const char *ps_alias               (PsSession        *ps,
                                    const char       *name);
char       *ps_command_like        (const char       *pattern);

G_END_DECLS
