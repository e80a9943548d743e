/* vdt-proposal-event.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-proposal-event.h"

#include "vdt-time.h"

/**
 * VdtProposalEvent:
 *
 * One step in the life of a proposal: it was proposed, accepted, edited, rejected …
 */
struct _VdtProposalEvent
{
  VdtRecord  parent_instance;

  char      *state;
  gint64     at;
  char      *actor;
  char      *actor_kind;  /* `person`, `engine` or `import` */
  guint      version;
  char      *reason;  /* why it was rejected: `wrong-fact`, `missing`, `unsafe`, `style`, `other` */
  char      *note;
};

G_DEFINE_FINAL_TYPE (VdtProposalEvent, vdt_proposal_event, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "state", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtProposalEvent, state) },
  { "at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtProposalEvent, at) },
  { "actor", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtProposalEvent, actor) },
  { "actor-kind", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtProposalEvent, actor_kind) },
  { "version", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtProposalEvent, version) },
  { "reason", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtProposalEvent, reason) },
  { "note", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtProposalEvent, note) },
};

static void
vdt_proposal_event_class_init (VdtProposalEventClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_proposal_event_init (VdtProposalEvent *self)
{
}

VdtProposalEvent *
vdt_proposal_event_new (void)
{
  return g_object_new (VDT_TYPE_PROPOSAL_EVENT, NULL);
}

const char *
vdt_proposal_event_get_state (VdtProposalEvent *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL_EVENT (self), NULL);

  return self->state;
}

const char *
vdt_proposal_event_get_actor (VdtProposalEvent *self)
{
  g_return_val_if_fail (VDT_IS_PROPOSAL_EVENT (self), NULL);

  return self->actor;
}
