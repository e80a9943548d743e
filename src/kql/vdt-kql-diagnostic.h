/* vdt-kql-diagnostic.h: what is wrong with a query, where, and how to mend it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VDT_KQL_SEVERITY_ERROR,
  VDT_KQL_SEVERITY_WARNING,
  VDT_KQL_SEVERITY_SUGGESTION,
  VDT_KQL_SEVERITY_HINT,
} VdtKqlSeverity;

/* Replace @length bytes from @start by @text. */
typedef struct
{
  gsize  start;
  gsize  length;
  char  *text;
} VdtKqlTextEdit;

/* One way to mend a diagnostic: all edits together. */
typedef struct
{
  char      *title;
  GPtrArray *edits;   /* (element-type VdtKqlTextEdit) in text order, not overlapping */
} VdtKqlFix;

typedef struct
{
  const char     *code;       /* static: "KS142", or our own "VK…" for hints */
  VdtKqlSeverity  severity;
  gsize           start;      /* UTF-8 bytes */
  gsize           length;
  char           *message;
  GPtrArray      *fixes;      /* (nullable) (element-type VdtKqlFix) */
} VdtKqlDiagnostic;

GPtrArray        *vdt_kql_diagnostics_new      (void);
VdtKqlDiagnostic *vdt_kql_diagnostics_add      (GPtrArray        *diagnostics,
                                                const char       *code,
                                                VdtKqlSeverity    severity,
                                                gsize             start,
                                                gsize             length,
                                                const char       *format,
                                                ...) G_GNUC_PRINTF (6, 7);
void              vdt_kql_diagnostics_sort     (GPtrArray        *diagnostics);
gboolean          vdt_kql_diagnostics_has_error (GPtrArray       *diagnostics);

VdtKqlDiagnostic *vdt_kql_diagnostic_copy      (const VdtKqlDiagnostic *self);
void              vdt_kql_diagnostic_free      (VdtKqlDiagnostic *self);
VdtKqlFix        *vdt_kql_diagnostic_add_fix   (VdtKqlDiagnostic *self,
                                                const char       *title);
void              vdt_kql_fix_add_edit         (VdtKqlFix        *self,
                                                gsize             start,
                                                gsize             length,
                                                const char       *text);
const char       *vdt_kql_severity_to_string   (VdtKqlSeverity    severity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtKqlDiagnostic, vdt_kql_diagnostic_free)

G_END_DECLS
