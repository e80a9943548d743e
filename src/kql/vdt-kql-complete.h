/* vdt-kql-complete.h: what can be written at a place in a query.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-analysis.h"

G_BEGIN_DECLS

typedef enum
{
  VDT_KQL_ITEM_KEYWORD,
  VDT_KQL_ITEM_PUNCTUATION,
  VDT_KQL_ITEM_SYNTAX,              /* a word that a parameter takes */
  VDT_KQL_ITEM_EXAMPLE,             /* a value that fits the type */
  VDT_KQL_ITEM_VALUE,               /* a known value of the column, in a string */
  VDT_KQL_ITEM_SCALAR_PREFIX,
  VDT_KQL_ITEM_SCALAR_INFIX,
  VDT_KQL_ITEM_QUERY_PREFIX,        /* an operator or a source of rows */
  VDT_KQL_ITEM_RENDER_CHART,
  VDT_KQL_ITEM_SCALAR_TYPE,
  VDT_KQL_ITEM_COLUMN,
  VDT_KQL_ITEM_TABLE,
  VDT_KQL_ITEM_VARIABLE,
  VDT_KQL_ITEM_PARAMETER,
  VDT_KQL_ITEM_LOCAL_FUNCTION,
  VDT_KQL_ITEM_DATABASE_FUNCTION,
  VDT_KQL_ITEM_BUILTIN_FUNCTION,
  VDT_KQL_ITEM_AGGREGATE_FUNCTION,
  VDT_KQL_ITEM_SNIPPET,
  VDT_KQL_N_ITEM_KINDS
} VdtKqlItemKind;

/**
 * VdtKqlItem:
 * @kind: what it is
 * @text: what to show
 * @before: what to put in the place of the edited text, before the caret
 * @after: (nullable): what to put after the caret
 * @description: (nullable): one line for people
 * @rank: its place in the list; the lower, the better it fits
 *
 * One thing that can be written.
 */
typedef struct
{
  VdtKqlItemKind  kind;
  char           *text;
  char           *before;
  char           *after;
  char           *description;
  guint           rank;
} VdtKqlItem;

/**
 * VdtKqlCompletion:
 * @edit_start: where the text starts that an item replaces, UTF-8 bytes
 * @edit_length: how long it is
 * @items: (element-type VdtKqlItem): best first
 */
typedef struct
{
  gsize      edit_start;
  gsize      edit_length;
  GPtrArray *items;
} VdtKqlCompletion;

/**
 * VdtKqlCompleteOptions:
 * @like_service: offer what Microsoft's service offers, to compare with it: no snippets and known
 *   values, but something in comments on their own line and behind expressions in parentheses too
 */
typedef struct
{
  gboolean like_service;
} VdtKqlCompleteOptions;

VdtKqlCompletion *vdt_kql_complete           (const char                  *text,
                                              gssize                       length,
                                              gsize                        offset,
                                              VdtKqlCatalog               *catalog,
                                              const VdtKqlCompleteOptions *options);
void              vdt_kql_completion_free    (VdtKqlCompletion            *self);
const char       *vdt_kql_item_kind_get_name (VdtKqlItemKind               kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtKqlCompletion, vdt_kql_completion_free)

G_END_DECLS
