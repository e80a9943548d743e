/* vdt-kql-classify.h: what each stretch of a query is, for highlighting.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-analysis.h"

G_BEGIN_DECLS

typedef enum
{
  VDT_KQL_CLASS_PLAIN,
  VDT_KQL_CLASS_COMMENT,
  VDT_KQL_CLASS_PUNCTUATION,
  VDT_KQL_CLASS_DIRECTIVE,
  VDT_KQL_CLASS_LITERAL,
  VDT_KQL_CLASS_STRING_LITERAL,
  VDT_KQL_CLASS_TYPE,
  VDT_KQL_CLASS_COLUMN,
  VDT_KQL_CLASS_TABLE,
  VDT_KQL_CLASS_DATABASE,
  VDT_KQL_CLASS_FUNCTION,
  VDT_KQL_CLASS_PARAMETER,
  VDT_KQL_CLASS_VARIABLE,
  VDT_KQL_CLASS_IDENTIFIER,
  VDT_KQL_CLASS_CLIENT_PARAMETER,
  VDT_KQL_CLASS_QUERY_PARAMETER,
  VDT_KQL_CLASS_SCALAR_OPERATOR,
  VDT_KQL_CLASS_MATH_OPERATOR,
  VDT_KQL_CLASS_QUERY_OPERATOR,
  VDT_KQL_CLASS_KEYWORD,
  VDT_KQL_CLASS_OPTION,
  VDT_KQL_N_CLASSES
} VdtKqlClass;

/**
 * VdtKqlSpan:
 * @start: where it starts, UTF-8 bytes
 * @length: how long it is
 * @kind: a #VdtKqlClass
 */
typedef struct
{
  guint32 start;
  guint32 length;
  guint32 kind;
} VdtKqlSpan;

GArray     *vdt_kql_classify       (VdtKqlTree     *tree,
                                    VdtKqlAnalysis *analysis);
const char *vdt_kql_class_get_name (VdtKqlClass     kind);

G_END_DECLS
