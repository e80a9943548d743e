/* vdt-report-indicator.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-indicator.h"

/**
 * VdtReportIndicator:
 *
 * One indicator of a script. What is shown is defanged, so that nothing in it
 * can be opened by mistake.
 */
struct _VdtReportIndicator
{
  VdtRecord  parent_instance;

  char      *kind;      /* `url`, `ip`, `domain`, `path`, … */
  char      *value;     /* as it is in the script */
  char      *defanged;  /* inert */
  guint      layer;
  guint      line;      /* from 1, in the layer */
  gboolean   selected;  /* the analyst wants to keep it */
};

G_DEFINE_FINAL_TYPE (VdtReportIndicator, vdt_report_indicator, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "kind", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtReportIndicator, kind) },
  { "value", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportIndicator, value) },
  { "defanged", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportIndicator, defanged) },
  { "layer", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtReportIndicator, layer) },
  { "line", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtReportIndicator, line) },
  { "selected", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtReportIndicator, selected) },
};

static void
vdt_report_indicator_class_init (VdtReportIndicatorClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_report_indicator_init (VdtReportIndicator *self)
{
}

const char *
vdt_report_indicator_get_kind (VdtReportIndicator *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_INDICATOR (self), NULL);

  return self->kind;
}

const char *
vdt_report_indicator_get_value (VdtReportIndicator *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_INDICATOR (self), NULL);

  return self->value;
}

const char *
vdt_report_indicator_get_defanged (VdtReportIndicator *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_INDICATOR (self), NULL);

  return self->defanged;
}

guint
vdt_report_indicator_get_layer (VdtReportIndicator *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_INDICATOR (self), 0);

  return self->layer;
}

guint
vdt_report_indicator_get_line (VdtReportIndicator *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_INDICATOR (self), 0);

  return self->line;
}

gboolean
vdt_report_indicator_get_selected (VdtReportIndicator *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_INDICATOR (self), FALSE);

  return self->selected;
}
