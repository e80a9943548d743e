/* vdt-explain-query.h
 *
 * What a query does, in words; any query, also an analyst's own.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-catalog.h"

G_BEGIN_DECLS

/**
 * VdtExplainLine:
 * @start: where @code begins in the query, UTF-8 bytes
 * @length: how long it is
 * @depth: 0, or how deep it is in joins and subqueries
 * @code: the operator as written
 * @text: what it does
 */
typedef struct
{
  gsize  start;
  gsize  length;
  guint  depth;
  char  *code;
  char  *text;
} VdtExplainLine;

GPtrArray *vdt_explain_query  (VdtKqlCatalog *catalog,
                               const char    *kql,
                               const char    *language);
char      *vdt_explain_phrase (const char    *language,
                               const char    *name);

G_END_DECLS
