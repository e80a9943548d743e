/* vdt-kql-tokens.h: the kinds of the tokens of a query.
 *
 * Tokens are leaves of the syntax tree; the kinds of its other nodes continue
 * the numbers in vdt-kql-kinds.h.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-keywords.h"

#define VDT_KQL_KEYWORD_KIND(name, text) VDT_KQL_KEYWORD_##name,

typedef enum
{
  VDT_KQL_NONE,

  /* Tokens */
  VDT_KQL_TOKEN_IDENTIFIER,
  VDT_KQL_TOKEN_BOOL,           /* true, false */
  VDT_KQL_TOKEN_LONG,           /* 1, 0x1f; long(1): the whole text is one token */
  VDT_KQL_TOKEN_INT,            /* int(1) */
  VDT_KQL_TOKEN_REAL,           /* 1.5, 1e3, real(nan) */
  VDT_KQL_TOKEN_DECIMAL,        /* decimal(1) */
  VDT_KQL_TOKEN_DATETIME,       /* datetime(2024-01-01) */
  VDT_KQL_TOKEN_TIMESPAN,       /* 1d, timespan(1.00:00) */
  VDT_KQL_TOKEN_GUID,           /* guid(…) */
  VDT_KQL_TOKEN_RAW_GUID,       /* 74be27de-1e4e-49d9-b579-fe0b331d3642 */
  VDT_KQL_TOKEN_STRING,         /* any string form, hidden ones with their h */
  VDT_KQL_TOKEN_DIRECTIVE,      /* #connect … to the end of the line */
  VDT_KQL_TOKEN_END,            /* zero width, carries the trailing trivia */
  VDT_KQL_TOKEN_BAD,            /* a byte that starts no token */
  VDT_KQL_TOKEN_OPEN_PAREN, VDT_KQL_TOKEN_CLOSE_PAREN,
  VDT_KQL_TOKEN_OPEN_BRACKET, VDT_KQL_TOKEN_CLOSE_BRACKET,
  VDT_KQL_TOKEN_OPEN_BRACE, VDT_KQL_TOKEN_CLOSE_BRACE,
  VDT_KQL_TOKEN_BAR, VDT_KQL_TOKEN_LESS_BAR,
  VDT_KQL_TOKEN_PLUS, VDT_KQL_TOKEN_MINUS, VDT_KQL_TOKEN_STAR, VDT_KQL_TOKEN_SLASH,
  VDT_KQL_TOKEN_PERCENT, VDT_KQL_TOKEN_DOT, VDT_KQL_TOKEN_DOT_DOT, VDT_KQL_TOKEN_BANG,
  VDT_KQL_TOKEN_LESS, VDT_KQL_TOKEN_LESS_EQUAL, VDT_KQL_TOKEN_GREATER,
  VDT_KQL_TOKEN_GREATER_EQUAL, VDT_KQL_TOKEN_EQUAL, VDT_KQL_TOKEN_EQUAL_EQUAL,
  VDT_KQL_TOKEN_NOT_EQUAL,      /* != */
  VDT_KQL_TOKEN_LESS_GREATER,   /* <> */
  VDT_KQL_TOKEN_COLON, VDT_KQL_TOKEN_SEMICOLON, VDT_KQL_TOKEN_COMMA,
  VDT_KQL_TOKEN_EQUAL_TILDE, VDT_KQL_TOKEN_BANG_TILDE, VDT_KQL_TOKEN_AT,
  VDT_KQL_TOKEN_QUESTION, VDT_KQL_TOKEN_FAT_ARROW,
  VDT_KQL_TOKEN_DASH_DASH, VDT_KQL_TOKEN_DASH_DASH_GREATER, VDT_KQL_TOKEN_LESS_DASH_DASH,
  VDT_KQL_TOKEN_DASH_BRACKET, VDT_KQL_TOKEN_BRACKET_DASH,           /* -[ and ]- */
  VDT_KQL_TOKEN_LESS_DASH_BRACKET, VDT_KQL_TOKEN_BRACKET_DASH_GREATER, /* <-[ and ]-> */

  VDT_KQL_FIRST_KEYWORD,
  VDT_KQL_KEYWORDS (VDT_KQL_KEYWORD_KIND)
  VDT_KQL_LAST_KEYWORD
} VdtKqlTokenKind;
