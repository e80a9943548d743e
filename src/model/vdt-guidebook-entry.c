/* vdt-guidebook-entry.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-guidebook-entry.h"

/**
 * VdtGuidebookEntry:
 *
 * What one item of a guidebook says, and when it applies: features such as
 * `stage:Ransomware`, `technique:T1486`, `kind:device` that its heading and text name.
 *
 * States: `pending` until a person has looked at it, `active`, `inactive`.
 */
struct _VdtGuidebookEntry
{
  VdtRecord   parent_instance;

  char       *id;
  char       *guidebook_id;
  guint       number;  /* from 1 */
  char       *heading;  /* under which it stands */
  char       *title;
  char      **steps;
  char       *group;
  char       *action;  /* the built-in action that it stands for, if it does */
  char      **features;
  char       *state;
};

G_DEFINE_FINAL_TYPE (VdtGuidebookEntry, vdt_guidebook_entry, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtGuidebookEntry, id) },
  { "guidebook-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtGuidebookEntry, guidebook_id) },
  { "number", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtGuidebookEntry, number) },
  { "heading", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtGuidebookEntry, heading) },
  { "title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtGuidebookEntry, title) },
  { "steps", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtGuidebookEntry, steps) },
  { "group", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtGuidebookEntry, group) },
  { "action", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtGuidebookEntry, action) },
  { "features", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtGuidebookEntry, features) },
  { "state", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtGuidebookEntry, state) },
};

static void
vdt_guidebook_entry_class_init (VdtGuidebookEntryClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_guidebook_entry_init (VdtGuidebookEntry *self)
{
}

VdtGuidebookEntry *
vdt_guidebook_entry_new (const char *title)
{
  return g_object_new (VDT_TYPE_GUIDEBOOK_ENTRY, "title", title, "state", "pending", NULL);
}

const char *
vdt_guidebook_entry_get_id (VdtGuidebookEntry *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK_ENTRY (self), NULL);

  return self->id;
}

guint
vdt_guidebook_entry_get_number (VdtGuidebookEntry *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK_ENTRY (self), 0);

  return self->number;
}

const char *
vdt_guidebook_entry_get_heading (VdtGuidebookEntry *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK_ENTRY (self), NULL);

  return self->heading;
}

const char *
vdt_guidebook_entry_get_title (VdtGuidebookEntry *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK_ENTRY (self), NULL);

  return self->title;
}

const char * const *
vdt_guidebook_entry_get_steps (VdtGuidebookEntry *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK_ENTRY (self), NULL);

  return (const char *const *) self->steps;
}

const char *
vdt_guidebook_entry_get_group (VdtGuidebookEntry *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK_ENTRY (self), NULL);

  return self->group;
}

const char *
vdt_guidebook_entry_get_action (VdtGuidebookEntry *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK_ENTRY (self), NULL);

  return self->action;
}

const char * const *
vdt_guidebook_entry_get_features (VdtGuidebookEntry *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK_ENTRY (self), NULL);

  return (const char *const *) self->features;
}

const char *
vdt_guidebook_entry_get_state (VdtGuidebookEntry *self)
{
  g_return_val_if_fail (VDT_IS_GUIDEBOOK_ENTRY (self), NULL);

  return self->state;
}
