/* vdt-kql-complete-private.h: the parts of completion.
 *
 * vdt-kql-complete.c finds out what the place is, vdt-kql-complete-items.c makes
 * the items.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-complete.h"
#include "vdt-kql-operators.h"

G_BEGIN_DECLS

/* What kinds of things fit at a place. */
typedef enum
{
  VDT_KQL_OFFER_COLUMNS     = 1 << 0,
  VDT_KQL_OFFER_FUNCTIONS   = 1 << 1,   /* scalar functions */
  VDT_KQL_OFFER_AGGREGATES  = 1 << 2,
  VDT_KQL_OFFER_PREFIXES    = 1 << 3,   /* datetime(), toscalar, … */
  VDT_KQL_OFFER_LOCALS      = 1 << 4,   /* scalar let names and parameters */
  VDT_KQL_OFFER_TABLES      = 1 << 5,
  VDT_KQL_OFFER_SOURCES     = 1 << 6,   /* datatable, externaldata, … */
  VDT_KQL_OFFER_QUERIES     = 1 << 7,   /* sources and the operators that can start a query */
  VDT_KQL_OFFER_STATEMENTS  = 1 << 8,   /* let, set */
  VDT_KQL_OFFER_PLUGINS     = 1 << 9,
  VDT_KQL_OFFER_OPERATORS   = 1 << 10,
  VDT_KQL_OFFER_TYPES       = 1 << 11,
  VDT_KQL_OFFER_CHARTS      = 1 << 12,
  VDT_KQL_OFFER_SIDES       = 1 << 13,  /* $left, $right */
  VDT_KQL_OFFER_STORED      = 1 << 14,  /* stored functions */
} VdtKqlOffer;

#define VDT_KQL_OFFER_SCALAR \
  (VDT_KQL_OFFER_COLUMNS | VDT_KQL_OFFER_FUNCTIONS | VDT_KQL_OFFER_PREFIXES | VDT_KQL_OFFER_LOCALS \
   | VDT_KQL_OFFER_STORED)

typedef struct
{
  VdtKqlTree       *tree;         /* of the text before the edited word */
  VdtKqlAnalysis   *analysis;
  VdtKqlCatalog    *catalog;
  VdtKqlVisible    *visible;
  gsize             offset;
  gboolean          in_word;
  gboolean          like_service;
  VdtKqlCompletion *completion;
} VdtKqlCompleter;

void vdt_kql_offer             (VdtKqlCompleter      *self,
                                guint                 offers);
void vdt_kql_offer_item        (VdtKqlCompleter      *self,
                                VdtKqlItemKind        kind,
                                const char           *text,
                                const char           *after_space);
void vdt_kql_offer_words       (VdtKqlCompleter      *self,
                                VdtKqlItemKind        kind,
                                const char           *words);
void vdt_kql_offer_parameters  (VdtKqlCompleter      *self,
                                const VdtKqlOperator *operator);
void vdt_kql_offer_columns     (VdtKqlCompleter      *self,
                                const VdtKqlSchema   *schema,
                                const VdtKqlSchema   *common_with);
void vdt_kql_offer_values      (VdtKqlCompleter      *self,
                                const VdtKqlColumn   *column,
                                char                  quote);

/* vdt-kql-complete-slots.c */
void     vdt_kql_offer_punctuation      (VdtKqlCompleter      *self,
                                         const char           *marks);
void     vdt_kql_offer_operator_start   (VdtKqlCompleter      *self,
                                         guint                 kind);
void     vdt_kql_offer_argument         (VdtKqlCompleter      *self,
                                         const VdtKqlNode     *call,
                                         guint                 index);
void     vdt_kql_offer_missing          (VdtKqlCompleter      *self,
                                         const VdtKqlNode     *missing);
gboolean vdt_kql_wants_rows             (const VdtKqlNode     *node);
gboolean vdt_kql_is_bool_argument       (VdtKqlCompleter      *self,
                                         const VdtKqlNode     *node);

/* vdt-kql-complete-after.c */
void     vdt_kql_offer_after_expression (VdtKqlCompleter      *self,
                                         const VdtKqlNode     *last);

G_END_DECLS
