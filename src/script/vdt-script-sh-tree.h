/* vdt-script-sh-tree.h
 *
 * What a shell script is read into, and the scanner that finds where words and
 * the constructs inside them end.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A stretch of the source's text. */
typedef struct
{
  gsize start;
  gsize end;
} ShMark;

/* Text that is read: a layer's, or made text that stands for a stretch of the layer. */
typedef struct
{
  const char *text;
  gsize       length;
  guint       layer;
  gboolean    made;
  ShMark      mark;     /* of made text, in the layer */
} ShSource;

typedef enum
{
  SH_SIMPLE,
  SH_PIPE,
  SH_LIST,        /* && and || between the children */
  SH_SEQ,
  SH_SUBSHELL,
  SH_GROUP,
  SH_IF,          /* condition, body, condition, body, …, else */
  SH_FOR,
  SH_FOR_C,       /* words: the three expressions */
  SH_WHILE,
  SH_UNTIL,
  SH_CASE,        /* children: SH_CLAUSE */
  SH_CLAUSE,      /* words: the patterns */
  SH_FUNCTION,
  SH_ARITHMETIC,
  SH_CONDITION    /* [[ … ]], words inside */
} ShKind;

typedef struct
{
  char     op[4];
  int      handle;    /* -1: not written */
  ShMark   target;
  gboolean here;      /* a here-document */
  gboolean literal;
  gboolean strip_tabs;
  ShMark   body;
} ShRedirect;

typedef struct _ShNode ShNode;

struct _ShNode
{
  ShKind     kind;
  guint      refs;
  gsize      start;
  gsize      end;
  GPtrArray *children;
  GArray    *words;       /* ShMark */
  GArray    *assigns;     /* ShMark, SIMPLE */
  GPtrArray *redirects;   /* ShRedirect */
  GString   *ops;         /* LIST: 'a' or 'o' before each child but the first */
  char      *name;        /* FOR: the variable; FUNCTION: its name */
  gboolean   negate;
  gboolean   has_in;      /* FOR … in */
  gboolean   background;
};

ShNode   *vdt_script_sh_parse        (const ShSource  *source,
                                      ShMark           range);
void      vdt_script_sh_node_unref   (ShNode          *node);

gsize     vdt_script_sh_scan_word    (const char      *text,
                                      gsize            pos,
                                      gsize            end);
gsize     vdt_script_sh_scan_dollar  (const char      *text,
                                      gsize            pos,
                                      gsize            end,
                                      gboolean         in_quotes);
gsize     vdt_script_sh_scan_quoted  (const char      *text,
                                      gsize            pos,
                                      gsize            end);
gboolean  vdt_script_sh_is_name      (const char      *text,
                                      gsize            length);
gsize     vdt_script_sh_assignment   (const char      *text,
                                      gsize            start,
                                      gsize            end);

G_END_DECLS
