/* vdt-activity.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-activity.h"

#include "vdt-time.h"

/**
 * VdtActivity:
 *
 * One entry of the activity log: who changed what, when, from what to what. Entries
 * are made by the store only and never change; each carries the hash of the one before.
 */
struct _VdtActivity
{
  VdtRecord  parent_instance;

  char      *id;  /* fact id `L:<sequence>` */
  guint      sequence;
  char      *incident_id;  /* empty for the workspace itself */
  gint64     at;
  char      *actor;
  char      *actor_kind;  /* `person`, `engine` or `import` */
  char      *action;  /* verb and noun, `set-status`, `add-comment` */
  char      *target_kind;  /* `incident`, `alert`, `comment`, `proposal` … */
  char      *target_id;
  char      *field;
  char      *before;
  char      *after;
  char      *note;
  char      *previous_hash;
  char      *hash;
};

G_DEFINE_FINAL_TYPE (VdtActivity, vdt_activity, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtActivity, id) },
  { "sequence", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtActivity, sequence) },
  { "incident-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtActivity, incident_id) },
  { "at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtActivity, at) },
  { "actor", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtActivity, actor) },
  { "actor-kind", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtActivity, actor_kind) },
  { "action", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtActivity, action) },
  { "target-kind", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtActivity, target_kind) },
  { "target-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtActivity, target_id) },
  { "field", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtActivity, field) },
  { "before", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtActivity, before) },
  { "after", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtActivity, after) },
  { "note", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtActivity, note) },
  { "previous-hash", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtActivity, previous_hash) },
  { "hash", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtActivity, hash) },
};

static void
vdt_activity_class_init (VdtActivityClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_activity_init (VdtActivity *self)
{
}

VdtActivity *
vdt_activity_new (void)
{
  return g_object_new (VDT_TYPE_ACTIVITY, NULL);
}

guint
vdt_activity_get_sequence (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), 0);

  return self->sequence;
}

const char *
vdt_activity_get_incident_id (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), NULL);

  return self->incident_id;
}

gint64
vdt_activity_get_at (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), VDT_TIME_UNSET);

  return self->at;
}

const char *
vdt_activity_get_actor (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), NULL);

  return self->actor;
}

const char *
vdt_activity_get_actor_kind (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), NULL);

  return self->actor_kind;
}

const char *
vdt_activity_get_action (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), NULL);

  return self->action;
}

const char *
vdt_activity_get_target_kind (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), NULL);

  return self->target_kind;
}

const char *
vdt_activity_get_target_id (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), NULL);

  return self->target_id;
}

const char *
vdt_activity_get_field (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), NULL);

  return self->field;
}

const char *
vdt_activity_get_before (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), NULL);

  return self->before;
}

const char *
vdt_activity_get_after (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), NULL);

  return self->after;
}

const char *
vdt_activity_get_note (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), NULL);

  return self->note;
}

const char *
vdt_activity_get_previous_hash (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), NULL);

  return self->previous_hash;
}

const char *
vdt_activity_get_hash (VdtActivity *self)
{
  g_return_val_if_fail (VDT_IS_ACTIVITY (self), NULL);

  return self->hash;
}
