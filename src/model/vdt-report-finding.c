/* vdt-report-finding.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-finding.h"

/* Where a finding is in the shown text of one layer, in characters. */
typedef struct
{
  guint layer;
  guint start;
  guint length;
} Place;

/**
 * VdtReportFinding:
 *
 * One behaviour that a rule recognised, in the layer that shows it and in every
 * layer that this one was made from.
 */
struct _VdtReportFinding
{
  VdtRecord   parent_instance;

  guint       number;     /* from 1, in the report */
  char       *rule;
  char       *title;
  char       *severity;   /* as Graph spells it */
  char      **techniques;
  guint       layer;      /* index in the report */
  guint       line;       /* from 1, in the layer as it is */
  gboolean    decides;    /* the verdict rests on it */
  char       *judgement;  /* the analyst's: `agreed`, `not-relevant` or none */

  GArray     *places;
};

G_DEFINE_FINAL_TYPE (VdtReportFinding, vdt_report_finding, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "number", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtReportFinding, number) },
  { "rule", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportFinding, rule) },
  { "title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtReportFinding, title) },
  { "severity", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtReportFinding, severity) },
  { "techniques", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtReportFinding, techniques) },
  { "layer", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtReportFinding, layer) },
  { "line", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtReportFinding, line) },
  { "decides", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtReportFinding, decides) },
  { "judgement", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtReportFinding, judgement) },
};

static void
vdt_report_finding_finalize (GObject *object)
{
  g_array_unref (VDT_REPORT_FINDING (object)->places);

  G_OBJECT_CLASS (vdt_report_finding_parent_class)->finalize (object);
}

static void
vdt_report_finding_class_init (VdtReportFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_report_finding_finalize;
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_report_finding_init (VdtReportFinding *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
}

guint
vdt_report_finding_get_number (VdtReportFinding *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_FINDING (self), 0);

  return self->number;
}

const char *
vdt_report_finding_get_rule (VdtReportFinding *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_FINDING (self), NULL);

  return self->rule;
}

const char *
vdt_report_finding_get_title (VdtReportFinding *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_FINDING (self), NULL);

  return self->title;
}

const char *
vdt_report_finding_get_severity (VdtReportFinding *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_FINDING (self), NULL);

  return self->severity;
}

const char * const *
vdt_report_finding_get_techniques (VdtReportFinding *self)
{
  return vdt_record_get_words (self, "techniques");
}

guint
vdt_report_finding_get_layer (VdtReportFinding *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_FINDING (self), 0);

  return self->layer;
}

guint
vdt_report_finding_get_line (VdtReportFinding *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_FINDING (self), 0);

  return self->line;
}

gboolean
vdt_report_finding_get_decides (VdtReportFinding *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_FINDING (self), FALSE);

  return self->decides;
}

const char *
vdt_report_finding_get_judgement (VdtReportFinding *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_FINDING (self), NULL);

  return self->judgement;
}

/**
 * vdt_report_finding_set_judgement:
 * @self: a finding
 * @judgement: (nullable): `agreed`, `not-relevant`, or %NULL for none
 *
 * Sets what the analyst thinks of it. vdt_session_judge_finding() keeps it too.
 */
void
vdt_report_finding_set_judgement (VdtReportFinding *self,
                                  const char       *judgement)
{
  g_return_if_fail (VDT_IS_REPORT_FINDING (self));

  vdt_record_set_text (self, "judgement", judgement);
}

/**
 * vdt_report_finding_add_place:
 * @self: a finding
 * @layer: a layer's index
 * @start: characters, in the layer's text as it is shown
 * @length: characters
 *
 * Says where the finding is in one layer.
 */
void
vdt_report_finding_add_place (VdtReportFinding *self,
                              guint             layer,
                              guint             start,
                              guint             length)
{
  Place place = { layer, start, length };

  g_return_if_fail (VDT_IS_REPORT_FINDING (self));

  g_array_append_val (self->places, place);
}

/**
 * vdt_report_finding_find_place:
 * @self: a finding
 * @layer: a layer's index
 * @start: (out): characters, in the layer's text as it is shown
 * @length: (out): characters
 *
 * Returns: whether the finding is in @layer
 */
gboolean
vdt_report_finding_find_place (VdtReportFinding *self,
                               guint             layer,
                               guint            *start,
                               guint            *length)
{
  g_return_val_if_fail (VDT_IS_REPORT_FINDING (self), FALSE);

  *start = *length = 0;
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);

      if (place->layer != layer)
        continue;
      *start = place->start;
      *length = place->length;
      return TRUE;
    }

  return FALSE;
}
