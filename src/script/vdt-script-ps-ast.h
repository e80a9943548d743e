/* vdt-script-ps-ast.h
 *
 * The syntax tree of PowerShell and the parser that makes it.
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
  PS_FLAG_VARIES   = 1 << 7, /* comes down to different values: is not folded */
  PS_FLAG_FOLDED   = 1 << 8, /* has come down to a known value */
  PS_FLAG_GLOBAL   = 1 << 9  /* $global:name, $script:name */
} PsFlags;

typedef struct _PsNode PsNode;

struct _PsNode
{
  guint8    type;
  guint16   flags;
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

G_END_DECLS
