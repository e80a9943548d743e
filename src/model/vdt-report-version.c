/* vdt-report-version.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-version.h"

#include "vdt-time.h"

/**
 * VdtReportVersion:
 *
 * A report as it once was. It never changes.
 */
struct _VdtReportVersion
{
  VdtRecord   parent_instance;

  guint       version;  /* from 1 */
  gint64      at;
  char       *actor;
  char       *note;
  char       *sha256;   /* of the content */
  VdtFields  *content;  /* for vdt_report_from_fields() */
};

G_DEFINE_FINAL_TYPE (VdtReportVersion, vdt_report_version, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "version", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtReportVersion, version) },
  { "at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtReportVersion, at) },
  { "actor", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportVersion, actor) },
  { "note", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportVersion, note) },
  { "sha256", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportVersion, sha256) },
  { "content", VDT_SLOT_FIELDS, G_STRUCT_OFFSET (VdtReportVersion, content) },
};

static void
vdt_report_version_class_init (VdtReportVersionClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_report_version_init (VdtReportVersion *self)
{
}

guint
vdt_report_version_get_version (VdtReportVersion *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_VERSION (self), 0);

  return self->version;
}

gint64
vdt_report_version_get_at (VdtReportVersion *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_VERSION (self), VDT_TIME_UNSET);

  return self->at;
}

const char *
vdt_report_version_get_actor (VdtReportVersion *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_VERSION (self), NULL);

  return self->actor;
}

const char *
vdt_report_version_get_note (VdtReportVersion *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_VERSION (self), NULL);

  return self->note;
}

const char *
vdt_report_version_get_sha256 (VdtReportVersion *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_VERSION (self), NULL);

  return self->sha256;
}

VdtFields *
vdt_report_version_get_content (VdtReportVersion *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_VERSION (self), NULL);

  return self->content;
}
