/* vdt-report-layer.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-layer.h"

/**
 * VdtReportLayer:
 *
 * What one step of decoding made of a script. The text is inert: control and
 * direction characters in it are visible signs.
 */
struct _VdtReportLayer
{
  VdtRecord  parent_instance;

  char      *rule;      /* how it was made; none for the script itself */
  char      *language;  /* `powershell`, `batch`, `bash`, `vbscript`, `jscript`, `unknown` */
  char      *text;
  gboolean   folded;    /* line breaks were added to overlong lines, so lines have no numbers */
  gboolean   is_long;   /* a line is too long to be coloured */
};

G_DEFINE_FINAL_TYPE (VdtReportLayer, vdt_report_layer, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "rule", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportLayer, rule) },
  { "language", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtReportLayer, language) },
  { "text", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportLayer, text) },
  { "folded", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtReportLayer, folded) },
  { "long", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtReportLayer, is_long) },
};

static void
vdt_report_layer_class_init (VdtReportLayerClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_report_layer_init (VdtReportLayer *self)
{
}

const char *
vdt_report_layer_get_rule (VdtReportLayer *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_LAYER (self), NULL);

  return self->rule;
}

const char *
vdt_report_layer_get_language (VdtReportLayer *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_LAYER (self), NULL);

  return self->language;
}

const char *
vdt_report_layer_get_text (VdtReportLayer *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_LAYER (self), NULL);

  return self->text;
}

/**
 * vdt_report_layer_get_folded:
 * @self: a layer
 *
 * Returns: whether line breaks were added to overlong lines
 */
gboolean
vdt_report_layer_get_folded (VdtReportLayer *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_LAYER (self), FALSE);

  return self->folded;
}

/**
 * vdt_report_layer_get_long:
 * @self: a layer
 *
 * Returns: whether it has a line that is too long to be coloured
 */
gboolean
vdt_report_layer_get_long (VdtReportLayer *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_LAYER (self), FALSE);

  return self->is_long;
}
