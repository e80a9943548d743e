/* vdt-citation.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-citation.h"

/**
 * VdtCitation:
 *
 * The number after a sentence, and the fact it leads to.
 */
struct _VdtCitation
{
  VdtRecord  parent_instance;

  guint      number;  /* from 1, in the order of first use */
  char      *fact_id;
};

G_DEFINE_FINAL_TYPE (VdtCitation, vdt_citation, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "number", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtCitation, number) },
  { "fact-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtCitation, fact_id) },
};

static void
vdt_citation_class_init (VdtCitationClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_citation_init (VdtCitation *self)
{
}

VdtCitation *
vdt_citation_new (void)
{
  return g_object_new (VDT_TYPE_CITATION, NULL);
}

guint
vdt_citation_get_number (VdtCitation *self)
{
  g_return_val_if_fail (VDT_IS_CITATION (self), 0);

  return self->number;
}

const char *
vdt_citation_get_fact_id (VdtCitation *self)
{
  g_return_val_if_fail (VDT_IS_CITATION (self), NULL);

  return self->fact_id;
}
