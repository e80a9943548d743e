/* vdt-script-cmd-tree.h
 *
 * What a line of cmd.exe is read into: expanded text with the places it comes
 * from, and the tree of its commands; and the reader's hand over the text.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CmdInterp CmdInterp;

/* Where a byte of expanded text comes from in the layer's text. */
typedef struct
{
  guint32 start;
  guint32 end;
} CmdMark;

typedef struct
{
  GString *text;
  GArray  *marks;   /* CmdMark, one a byte */
} CmdBuffer;

typedef enum
{
  CMD_SIMPLE,
  CMD_GROUP,
  CMD_FOR,
  CMD_IF,
  CMD_SEQ,          /* & and new lines in a group */
  CMD_OR,
  CMD_AND,
  CMD_PIPE,
  CMD_NOTHING       /* a label or a remark */
} CmdKind;

typedef struct
{
  char *op;         /* ">", ">>", "<", ">&", "<&" */
  int   handle;     /* -1: not written */
  char *target;
} CmdRedirect;

typedef struct _CmdNode CmdNode;

struct _CmdNode
{
  CmdKind    kind;
  gsize      start;       /* in the layer */
  gsize      end;
  GPtrArray *children;    /* CmdNode: of a list; GROUP, FOR: the body; IF: then, else */
  GPtrArray *redirects;   /* CmdRedirect, NULL for none */

  char      *name;        /* SIMPLE: the command word */
  char      *args;        /* SIMPLE: what follows it as it stands */
  gboolean   noisy;       /* carets, delimiters or quotes that only hide were taken away */

  char       for_kind;    /* 'l', 'f', 'd', 'r' or ' ' */
  char       variable;
  char      *options;
  char      *set;

  gboolean   negate;
  gboolean   ignore_case;
  char      *op;          /* "==", "equ", …, "exist", "defined", "errorlevel", "cmdextversion" */
  char      *left;
  char      *right;
};

typedef struct
{
  CmdInterp *cmd;
  CmdBuffer *buffer;
  gsize      pos;
  guint      depth;   /* open parentheses */
  guint      nest;    /* groups, IFs and FORs inside each other */
  gboolean   noisy;
} CmdParser;

static inline char
cmd_peek (const CmdParser *parser)
{
  return parser->pos < parser->buffer->text->len ? parser->buffer->text->str[parser->pos] : '\0';
}

static inline char
cmd_peek_at (const CmdParser *parser,
             gsize            ahead)
{
  const GString *text = parser->buffer->text;

  return parser->pos + ahead < text->len ? text->str[parser->pos + ahead] : '\0';
}

static inline gboolean
cmd_at_end (const CmdParser *parser)
{
  return parser->pos >= parser->buffer->text->len;
}

static inline gboolean
cmd_is_operator (const CmdParser *parser,
                 char             c)
{
  return c == '\n' || c == '&' || c == '|' || (c == ')' && parser->depth > 0);
}

void      vdt_script_cmd_skip_noise     (CmdParser   *parser,
                                         gboolean     lines);
gboolean  vdt_script_cmd_match          (CmdParser   *parser,
                                         const char  *keyword,
                                         const char  *also);
char     *vdt_script_cmd_read_word      (CmdParser   *parser,
                                         gboolean     stop_at_redirect);
void      vdt_script_cmd_read_redirect  (CmdParser   *parser,
                                         CmdNode     *node,
                                         int          handle);
void      vdt_script_cmd_read_args      (CmdParser   *parser,
                                         CmdNode     *node);
void      vdt_script_cmd_skip_line      (CmdParser   *parser);
char     *vdt_script_cmd_read_set       (CmdParser   *parser);

G_END_DECLS
