/* vdt-fact.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-fact.h"

#include "vdt-time.h"

/**
 * VdtFact:
 *
 * Something that is known, with a stable id. What the copilot says rests on facts;
 * a citation leads to one. Ids are made by the vdt_fact_*_id() functions.
 */
struct _VdtFact
{
  VdtRecord  parent_instance;

  char      *id;
  char      *kind;  /* `incident`, `alert`, `evidence`, `comment`, `activity`, `asset` … */
  char      *incident_id;
  char      *target_id;  /* the id of the record itself */
  gint64     at;
  char      *title;
  char      *text;  /* what the record says, for a person */
};

G_DEFINE_FINAL_TYPE (VdtFact, vdt_fact, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtFact, id) },
  { "kind", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtFact, kind) },
  { "incident-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtFact, incident_id) },
  { "target-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtFact, target_id) },
  { "at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtFact, at) },
  { "title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtFact, title) },
  { "text", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtFact, text) },
};

static void
vdt_fact_class_init (VdtFactClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_fact_init (VdtFact *self)
{
}

VdtFact *
vdt_fact_new (const char *id,
              const char *kind)
{
  return g_object_new (VDT_TYPE_FACT, "id", id, "kind", kind, NULL);
}

const char *
vdt_fact_get_id (VdtFact *self)
{
  g_return_val_if_fail (VDT_IS_FACT (self), NULL);

  return self->id;
}

const char *
vdt_fact_get_kind (VdtFact *self)
{
  g_return_val_if_fail (VDT_IS_FACT (self), NULL);

  return self->kind;
}

const char *
vdt_fact_get_incident_id (VdtFact *self)
{
  g_return_val_if_fail (VDT_IS_FACT (self), NULL);

  return self->incident_id;
}

const char *
vdt_fact_get_target_id (VdtFact *self)
{
  g_return_val_if_fail (VDT_IS_FACT (self), NULL);

  return self->target_id;
}

gint64
vdt_fact_get_at (VdtFact *self)
{
  g_return_val_if_fail (VDT_IS_FACT (self), VDT_TIME_UNSET);

  return self->at;
}

const char *
vdt_fact_get_title (VdtFact *self)
{
  g_return_val_if_fail (VDT_IS_FACT (self), NULL);

  return self->title;
}

const char *
vdt_fact_get_text (VdtFact *self)
{
  g_return_val_if_fail (VDT_IS_FACT (self), NULL);

  return self->text;
}
