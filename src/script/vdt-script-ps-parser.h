/* vdt-script-ps-parser.h
 *
 * What the three parts of the PowerShell parser share: text, expressions,
 * statements. There are no tokens: what a character means depends on where it
 * stands, so the parser reads the text itself.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-ps-private.h"

G_BEGIN_DECLS

#define PS_PARSE_DEPTH 900   /* nested expressions and blocks; some four for a pair of parentheses */
#define PS_MAX_CHAIN   1000  /* members and calls one behind the other */

typedef struct
{
  VdtScriptContext *context;
  PsProgram        *program;
  const char       *text;
  guint             length;
  guint             pos;
  guint             depth;
  gboolean          per_item; /* the block being read has a process part */
  GPtrArray        *stack;  /* PsNode: kids that wait for their parent */
} PsParser;

/* Text */
char        ps_peek             (const PsParser  *p,
                                 guint            ahead);
void        ps_skip_space       (PsParser        *p);
void        ps_skip_lines       (PsParser        *p);
char        ps_quote_at         (const PsParser  *p,
                                 guint            pos,
                                 guint           *length);
guint       ps_dash_at          (const PsParser  *p,
                                 guint            pos);
gboolean    ps_is_word_char     (char             c);
gboolean    ps_accept           (PsParser        *p,
                                 char             c);
gboolean    ps_accept_word      (PsParser        *p,
                                 const char      *word);
gboolean    ps_at_end           (const PsParser  *p);
char       *ps_keep             (PsParser        *p,
                                 const char      *text,
                                 gsize            length);

/* Nodes: kids are pushed, then gathered */
PsNode     *ps_node             (PsParser        *p,
                                 PsNodeType       type,
                                 guint            start);
PsNode     *ps_finish           (PsParser        *p,
                                 PsNode          *node,
                                 guint            mark);
PsNode     *ps_constant         (PsParser        *p,
                                 guint            start,
                                 PsValue         *value);
PsNode     *ps_error_node       (PsParser        *p,
                                 guint            start);
gboolean    ps_enter            (PsParser        *p);

/* Parts of expressions */
PsNode     *ps_parse_quoted     (PsParser        *p);
PsNode     *ps_parse_here       (PsParser        *p);
PsNode     *ps_parse_variable   (PsParser        *p);
PsNode     *ps_parse_bare_word  (PsParser        *p);
PsNode     *ps_parse_number_at  (PsParser        *p);
PsNode     *ps_parse_expression (PsParser        *p);
PsNode     *ps_parse_argument   (PsParser        *p);
PsNode     *ps_parse_primary    (PsParser        *p);
PsNode     *ps_parse_type       (PsParser        *p);

/* Statements */
gboolean    ps_ends_statement   (const PsParser  *p);
PsNode     *ps_try_keyword      (PsParser        *p);
void        ps_skip_attributes  (PsParser        *p);
PsNode     *ps_parse_parameters (PsParser        *p);
PsNode     *ps_parse_statements (PsParser        *p,
                                 char             close);
PsNode     *ps_parse_statement  (PsParser        *p);
PsNode     *ps_parse_pipeline   (PsParser        *p);
PsNode     *ps_parse_block      (PsParser        *p);

G_END_DECLS
