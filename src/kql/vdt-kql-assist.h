/* vdt-kql-assist.h: what an editor asks about a place in a query.
 *
 * All functions take an analysed query and a place in it in UTF-8 bytes; edits
 * are those of vdt-kql-diagnostic.h.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-analysis.h"

G_BEGIN_DECLS

/**
 * VdtKqlSignatureHelp:
 * @labels: (array zero-terminated=1): the ways to call the function
 * @parameters: (array zero-terminated=1): the parameters of the first way that has enough of them
 * @active: which way that is
 * @parameter: the parameter that the caret is in
 * @description: (nullable): what the function does
 */
typedef struct
{
  char  **labels;
  char  **parameters;
  guint   active;
  guint   parameter;
  char   *description;
} VdtKqlSignatureHelp;

/* A stretch of the text. */
typedef struct
{
  gsize start;
  gsize length;
} VdtKqlRange;

VdtKqlSignatureHelp *vdt_kql_signature_help      (VdtKqlAnalysis      *analysis,
                                                  gsize                offset);
void                 vdt_kql_signature_help_free (VdtKqlSignatureHelp *self);
char                *vdt_kql_hover               (VdtKqlAnalysis      *analysis,
                                                  gsize                offset,
                                                  VdtKqlRange         *range);
gboolean             vdt_kql_find_definition     (VdtKqlAnalysis      *analysis,
                                                  gsize                offset,
                                                  VdtKqlRange         *range);
GArray              *vdt_kql_find_uses           (VdtKqlAnalysis      *analysis,
                                                  gsize                offset);
GPtrArray           *vdt_kql_rename              (VdtKqlAnalysis      *analysis,
                                                  gsize                offset,
                                                  const char          *name,
                                                  GError             **error);
GPtrArray           *vdt_kql_extract_to_let      (VdtKqlAnalysis      *analysis,
                                                  gsize                start,
                                                  gsize                length,
                                                  const char          *name,
                                                  GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtKqlSignatureHelp, vdt_kql_signature_help_free)

G_END_DECLS
