/* vdt-task.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-task.h"

#include "vdt-time.h"

/**
 * VdtTask:
 *
 * A card that a person accepted, an entry of a guidebook, or what somebody wrote
 * down. It stands in the incident with owner and state, and every change of it is
 * an act that is logged and can be undone.
 *
 * States: `open`, `in-progress`, `done`, `not-applicable`. What reaches outside
 * Vedette is done by hand, as the steps say, and ticked off here.
 */
struct _VdtTask
{
  VdtRecord   parent_instance;

  char       *id;  /* of the incident and the key */
  char       *key;  /* of the card; of its own for what a person wrote */
  char       *title;
  char      **steps;  /* what to do, exactly */
  char       *group;  /* `triage`, `containment`, `investigation`, `remediation` */
  char       *action;  /* id of the action, if it is one */
  char       *entity;  /* key of the asset, if it is about one */
  char       *source;  /* `builtin`, `person`, or the guidebook's name */
  gboolean    outward;  /* changes something outside Vedette: done by hand */
  char      **fact_ids;  /* what it rests on */
  char       *state;
  char       *owner;
  char       *note;  /* in the analyst's words */
  gint64      created_at;
  gint64      updated_at;
  char       *author;
};

G_DEFINE_FINAL_TYPE (VdtTask, vdt_task, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtTask, id) },
  { "key", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtTask, key) },
  { "title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtTask, title) },
  { "steps", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtTask, steps) },
  { "group", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtTask, group) },
  { "action", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtTask, action) },
  { "entity", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtTask, entity) },
  { "source", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtTask, source) },
  { "outward", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtTask, outward) },
  { "fact-ids", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtTask, fact_ids) },
  { "state", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtTask, state) },
  { "owner", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtTask, owner) },
  { "note", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtTask, note) },
  { "created-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtTask, created_at) },
  { "updated-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtTask, updated_at) },
  { "author", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtTask, author) },
};

static void
vdt_task_class_init (VdtTaskClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_task_init (VdtTask *self)
{
}

/**
 * vdt_task_new:
 * @key: (nullable): the card that it comes from; %NULL for what a person wrote
 * @title: what to do
 *
 * Returns: (transfer full): a task of a person, open once it is in the incident
 */
VdtTask *
vdt_task_new (const char *key,
              const char *title)
{
  g_autofree char *random = key == NULL ? g_uuid_string_random () : NULL;

  return g_object_new (VDT_TYPE_TASK, "key", key != NULL ? key : random, "title", title, "source", "person",
                       "state", "open", "created-at", VDT_TIME_UNSET, "updated-at", VDT_TIME_UNSET, NULL);
}

const char *
vdt_task_get_key (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), NULL);

  return self->key;
}

const char *
vdt_task_get_title (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), NULL);

  return self->title;
}

const char * const *
vdt_task_get_steps (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), NULL);

  return (const char *const *) self->steps;
}

const char *
vdt_task_get_group (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), NULL);

  return self->group;
}

const char *
vdt_task_get_action (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), NULL);

  return self->action;
}

const char *
vdt_task_get_entity (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), NULL);

  return self->entity;
}

const char *
vdt_task_get_source (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), NULL);

  return self->source;
}

gboolean
vdt_task_get_outward (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), FALSE);

  return self->outward;
}

const char * const *
vdt_task_get_fact_ids (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), NULL);

  return (const char *const *) self->fact_ids;
}

const char *
vdt_task_get_state (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), NULL);

  return self->state;
}

const char *
vdt_task_get_owner (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), NULL);

  return self->owner;
}

const char *
vdt_task_get_note (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), NULL);

  return self->note;
}

gint64
vdt_task_get_updated_at (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), VDT_TIME_UNSET);

  return self->updated_at;
}

const char *
vdt_task_get_author (VdtTask *self)
{
  g_return_val_if_fail (VDT_IS_TASK (self), NULL);

  return self->author;
}
