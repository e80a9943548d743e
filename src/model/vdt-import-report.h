/* vdt-import-report.h
 *
 * What became of one imported file.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib-object.h>


G_BEGIN_DECLS

/**
 * VdtWireLevel:
 * @VDT_WIRE_NOTE: worth knowing, but nothing was lost
 * @VDT_WIRE_PROBLEM: something was left out or changed
 */
typedef enum
{
  VDT_WIRE_NOTE,
  VDT_WIRE_PROBLEM
} VdtWireLevel;

/**
 * VdtImportVerdict:
 * @VDT_IMPORT_ACCEPTED: everything was imported
 * @VDT_IMPORT_PARTIAL: something was left out or changed; the problems say what
 * @VDT_IMPORT_REJECTED: nothing was imported; the problems say why
 * @VDT_IMPORT_CANCELLED: the import was stopped; what is counted is imported whole
 */
typedef enum
{
  VDT_IMPORT_ACCEPTED,
  VDT_IMPORT_PARTIAL,
  VDT_IMPORT_REJECTED,
  VDT_IMPORT_CANCELLED
} VdtImportVerdict;

/**
 * VdtImportProblem:
 * @level: whether something was lost
 * @where: file, place in the JSON and line, `page.json: value[3].alerts[1], line 7`
 * @message: what is wrong there, and what was or is to be done
 */
typedef struct
{
  VdtWireLevel  level;
  char         *where;
  char         *message;
} VdtImportProblem;

#define VDT_TYPE_IMPORT_REPORT (vdt_import_report_get_type ())

typedef struct _VdtImportReport VdtImportReport;

GType                   vdt_import_report_get_type       (void) G_GNUC_CONST;
VdtImportReport        *vdt_import_report_new            (const char       *path);
VdtImportReport        *vdt_import_report_ref            (VdtImportReport  *self);
void                    vdt_import_report_unref          (VdtImportReport  *self);

const char             *vdt_import_report_get_path       (VdtImportReport  *self);
const char             *vdt_import_report_get_format     (VdtImportReport  *self);
VdtImportVerdict        vdt_import_report_get_verdict    (VdtImportReport  *self);
const char             *vdt_import_verdict_to_nick       (VdtImportVerdict  verdict);
guint64                 vdt_import_report_get_incidents  (VdtImportReport  *self);
guint64                 vdt_import_report_get_alerts     (VdtImportReport  *self);
guint64                 vdt_import_report_get_evidence   (VdtImportReport  *self);
guint64                 vdt_import_report_get_skipped    (VdtImportReport  *self);
guint                   vdt_import_report_get_n_tables   (VdtImportReport  *self);
const char             *vdt_import_report_get_table      (VdtImportReport  *self,
                                                          guint             index,
                                                          guint64          *out_rows);
guint                   vdt_import_report_get_n_problems (VdtImportReport  *self);
const VdtImportProblem *vdt_import_report_get_problem    (VdtImportReport  *self,
                                                          guint             index);
guint64                 vdt_import_report_get_unlisted   (VdtImportReport  *self);

void                    vdt_import_report_set_format     (VdtImportReport  *self,
                                                          const char       *format);
void                    vdt_import_report_count          (VdtImportReport  *self,
                                                          guint64           incidents,
                                                          guint64           alerts,
                                                          guint64           evidence);
void                    vdt_import_report_count_skipped  (VdtImportReport  *self,
                                                          guint64           n);
void                    vdt_import_report_count_rows     (VdtImportReport  *self,
                                                          const char       *table,
                                                          guint64           n);
void                    vdt_import_report_add_problem    (VdtImportReport  *self,
                                                          VdtWireLevel      level,
                                                          const char       *where,
                                                          const char       *message);
void                    vdt_import_report_set_cancelled  (VdtImportReport  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtImportReport, vdt_import_report_unref)

G_END_DECLS
