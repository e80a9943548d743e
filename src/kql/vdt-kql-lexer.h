/* vdt-kql-lexer.h: the text of a query as tokens.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-tokens.h"

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VDT_KQL_LEX_FINE,
  VDT_KQL_LEX_UNEXPECTED,       /* a character that starts no token */
  VDT_KQL_LEX_OPEN_STRING,      /* a string without its closing quote */
  VDT_KQL_LEX_OPEN_LITERAL,     /* a literal such as long(1 without its parenthesis */
  VDT_KQL_LEX_INVALID_UTF8,
} VdtKqlLexError;

/* A token's trivia runs from the end of the token before it to its start. */
typedef struct
{
  guint16 kind;                 /* VdtKqlTokenKind */
  guint16 error;                /* VdtKqlLexError */
  guint32 start;
  guint32 end;
} VdtKqlToken;

gsize vdt_kql_lex_from    (const char *text,
                           gsize       length,
                           gsize       start,
                           guint       max_tokens,
                           GArray     *tokens);
void  vdt_kql_lex         (const char *text,
                           gsize       length,
                           GArray     *tokens);
guint vdt_kql_lex_keyword (const char *word,
                           gsize       length);

G_END_DECLS
